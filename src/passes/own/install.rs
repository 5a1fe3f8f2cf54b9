//! Rows of the user's own judged, and put into the tables.

use std::cell::Cell;
use std::sync::OnceLock;

use super::judge::{self, Judged};
use super::{Activation, Column, Function, InstallError, Rejection, Rows, Rule, Standing, Table, Why};
use crate::expr::{self, Node, Store};
use crate::rules;
use crate::syntax::{self, Statement};
use crate::{activations, functions, theory};

/// What was installed, and what came of it.
static INSTALLED: OnceLock<(Rows, Result<Vec<Standing>, InstallError>)> = OnceLock::new();

thread_local! {
    /// Where the rows of this thread's scope come from, if there is one.
    static SCOPE: Cell<Option<&'static str>> = const { Cell::new(None) };
}

pub(super) fn install(rows: Rows) -> Result<Vec<Standing>, InstallError> {
    let (installed, outcome) = INSTALLED.get_or_init(|| {
        let outcome = installed(&rows);
        (rows.clone(), outcome)
    });
    if *installed == rows { outcome.clone() } else { Err(InstallError::Other) }
}

/// Where the rows come from that take part.
pub(super) fn origin() -> Option<&'static str> {
    let installed = || INSTALLED.get().map(|(rows, _)| rows.origin.as_str());
    SCOPE.get().or_else(installed).filter(|origin| !origin.is_empty())
}

fn installed(rows: &Rows) -> Result<Vec<Standing>, InstallError> {
    spelling(rows)?;
    let own: Vec<_> = rows.functions.iter().map(function).collect();
    let tables = Tables::of(rows);
    if !(activations::extend(tables.activations) & functions::extend(own) & rules::own::extend(tables.rules)) {
        return Err(InstallError::TooLate);
    }
    Ok(judged(rows, &tables)?)
}

/// The rows of the tables that the user's rows become. They stay for as long as the process lasts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tables {
    activations: &'static [activations::Activation],
    rules: &'static [usize],
    origin: &'static str,
}

impl Tables {
    fn of(rows: &Rows) -> Tables {
        let activations: Vec<_> = rows.activations.iter().map(activation).collect();
        let rules: Vec<usize> = rows.rules.iter().map(|row| rules::own::add(rule(row))).collect();
        Tables { activations: activations.leak(), rules: rules.leak(), origin: kept(&rows.origin) }
    }

    /// The tables for rows that are used in a scope, and how each rule stands.
    pub(super) fn scoped(rows: &Rows) -> Result<(Tables, Vec<Standing>), InstallError> {
        if !rows.functions.is_empty() {
            return Err(InstallError::Functions);
        }
        spelling(rows)?;
        let tables = Tables::of(rows);
        let standings = tables.with(|| judged(rows, &tables))?;
        Ok((tables, standings))
    }

    /// Calls a function that finds these rows in the tables, on this thread only.
    pub(super) fn with<T>(&self, f: impl FnOnce() -> T) -> T {
        let _before = Before {
            activations: activations::swap(Some(self.activations)),
            rules: rules::own::swap(Some(self.rules)),
            origin: SCOPE.replace(Some(self.origin)),
        };
        f()
    }
}

/// The tables as they were before, which they are again when this is dropped.
struct Before {
    activations: Option<&'static [activations::Activation]>,
    rules: Option<&'static [usize]>,
    origin: Option<&'static str>,
}

impl Drop for Before {
    fn drop(&mut self) {
        activations::swap(self.activations);
        rules::own::swap(self.rules);
        SCOPE.set(self.origin);
    }
}

/// Judges the rows, which are in the tables, and puts them in force one by one.
fn judged(rows: &Rows, tables: &Tables) -> Result<Vec<Standing>, Rejection> {
    names(rows)?;
    for (index, row) in rows.activations.iter().enumerate() {
        judge_activation(row).map_err(|found| rejection((Table::Activations, index, &row.name), found))?;
    }
    for (index, row) in rows.functions.iter().enumerate() {
        judge_function(row).map_err(|found| rejection((Table::Functions, index, &row.name), found))?;
    }
    if !rows.functions.is_empty() {
        functions::admit();
    }
    let mut standings = Vec::with_capacity(rows.rules.len());
    for (index, (row, &at)) in rows.rules.iter().zip(tables.rules).enumerate() {
        let standing = judge_rule(row, index)?;
        theory::admit(at, standing);
        standings.push(standing);
    }
    Ok(standings)
}

fn rejection((table, index, name): (Table, usize, &str), (column, why): (Column, Why)) -> Rejection {
    Rejection { table, index, name: name.to_owned(), column, why }
}

/// A text that lasts as long as the tables.
fn kept(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn all_kept(texts: &[String]) -> &'static [&'static str] {
    texts.iter().map(|text| kept(text)).collect::<Vec<_>>().leak()
}

fn or<'a>(text: &'a str, other: &'a str) -> &'a str {
    if text.is_empty() { other } else { text }
}

fn activation(row: &Activation) -> activations::Activation {
    let (name, title) = (kept(&row.name), kept(or(&row.title, &row.name)));
    let parameters = row.parameters.iter().map(|p| activations::Parameter {
        name: kept(&p.name),
        assume: kept(&p.assume),
        default: kept(&p.default),
        meaning: kept(&p.meaning),
    });
    let conventions = row.conventions.iter().map(|c| activations::Convention {
        at: kept(&c.at),
        value: kept(&c.value),
        who: kept(&c.who),
    });
    let frameworks = row.frameworks.iter().map(|(framework, name)| (kept(framework), kept(name)));
    activations::Activation {
        aliases: all_kept(&row.aliases),
        parameters: parameters.collect::<Vec<_>>().leak(),
        frameworks: frameworks.collect::<Vec<_>>().leak(),
        conventions: conventions.collect::<Vec<_>>().leak(),
        latex: kept(&row.latex),
        source: kept(or(&row.source, "own")),
        ..activations::Activation::own(name, title, kept(&row.formula))
    }
}

/// A function's row over `?u`, for the `z` of its texts.
fn function(row: &Function) -> functions::Function {
    let domain: Vec<String> = row.domain.iter().map(|text| over_u(text)).collect();
    functions::Function {
        title: kept(or(&row.title, &row.name)),
        latex: kept(or(&row.latex, &format!("\\operatorname{{{}}}", row.name.replace('_', "\\_")))),
        about: "A function of which nothing is known but its derivative.",
        source: kept(or(&row.source, "own")),
        ..functions::Function::opaque(kept(&row.name), kept(&over_u(&row.derivative)), all_kept(&domain))
    }
}

/// The text with `?u` for the name `z`.
fn over_u(text: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let (mut made, mut before) = (String::new(), ' ');
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let alone =
            c == 'z' && !(before.is_alphabetic() || before == '_') && !letters.peek().copied().is_some_and(is_word);
        if alone {
            made.push_str("?u")
        } else {
            made.push(c)
        }
        before = c;
    }
    made
}

fn rule(row: &Rule) -> rules::Rule {
    let said = format!("{} = {}", row.left, row.right);
    let texts = [&row.name, or(&row.because, &said), &row.left, &row.right].map(kept);
    rules::own::identity(texts, all_kept(&row.when))
}

/// Rejects what is wrong with a row before anything is read: names and LaTeX that are not spelt well.
fn spelling(rows: &Rows) -> Result<(), Rejection> {
    for (index, row) in rows.activations.iter().enumerate() {
        let at = (Table::Activations, index, row.name.as_str());
        name(&row.name, '_').map_err(|why| rejection(at, (Column::Name, why)))?;
        for (place, alias) in row.aliases.iter().enumerate() {
            name(alias, '_').map_err(|why| rejection(at, (Column::Alias(place), why)))?;
        }
        latex(&row.latex).map_err(|why| rejection(at, (Column::Latex, why)))?;
    }
    for (index, row) in rows.functions.iter().enumerate() {
        let at = (Table::Functions, index, row.name.as_str());
        name(&row.name, '_').map_err(|why| rejection(at, (Column::Name, why)))?;
        latex(&row.latex).map_err(|why| rejection(at, (Column::Latex, why)))?;
        for (place, text) in row.domain.iter().enumerate() {
            domain(text).map_err(|why| rejection(at, (Column::Domain(place), why)))?;
        }
    }
    for (index, row) in rows.rules.iter().enumerate() {
        name(&row.name, '-').map_err(|why| rejection((Table::Rules, index, &row.name), (Column::Name, why)))?;
    }
    Ok(())
}

fn name(text: &str, joint: char) -> Result<(), Why> {
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == joint;
    let begins = text.starts_with(|c: char| c.is_ascii_lowercase());
    match begins && text.len() > 1 && text.len() <= 60 && text.chars().all(is_letter) {
        true => Ok(()),
        false => Err(Why::Says(format!(
            "a name begins with a small letter and has at least two of them, digits or {joint}; {text:?} is none"
        ))),
    }
}

/// LaTeX stands inside a formula: its braces are paired, and nothing in it ends the formula.
fn latex(text: &str) -> Result<(), Why> {
    let mut depth = 0i32;
    let mut escaped = false;
    for c in text.chars() {
        match c {
            _ if escaped => {}
            '{' => depth += 1,
            '}' => depth -= 1,
            '$' | '%' | '#' | '&' | '<' | '>' => {
                return Err(Why::Says(format!("{c} cannot stand in the LaTeX of a name")));
            }
            c if c.is_control() => return Err(Why::Says("the LaTeX of a name is one line".into())),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        if depth < 0 {
            break;
        }
    }
    match depth == 0 && !escaped {
        true => Ok(()),
        false => Err(Why::Says("the braces of the LaTeX are not paired".into())),
    }
}

fn domain(text: &str) -> Result<(), Why> {
    let words: Vec<&str> = text.split(' ').collect();
    match words[..] {
        ["z", "<" | "<=" | ">" | ">=" | "!=", "-1" | "0" | "1"] => Ok(()),
        _ => Err(Why::Says(format!("{text:?} is no condition such as \"z > 0\", with a bound of -1, 0 or 1"))),
    }
}

/// Rejects names that stand for something else already.
fn names(rows: &Rows) -> Result<(), Rejection> {
    let mut seen: Vec<&str> = Vec::new();
    let own = rows.activations.iter().map(|row| (&row.name, row.aliases.as_slice(), Table::Activations));
    let functions = rows.functions.iter().map(|row| (&row.name, [].as_slice(), Table::Functions));
    let all = own.enumerate().chain(functions.enumerate());
    for (index, (name, aliases, table)) in all {
        let columns = std::iter::once((name, Column::Name))
            .chain(aliases.iter().enumerate().map(|(at, alias)| (alias, Column::Alias(at))));
        for (text, column) in columns {
            let is_theirs = functions::named(text).is_some_and(|row| row.name != *name || !row.is_opaque())
                || activations::find(text).is_some_and(|row| row.name != *name)
                || activations::all().filter(|row| row.name == *text).count() > 1
                || syntax::GREEK.iter().any(|(_, greek)| *greek == text.as_str())
                || text == "pi";
            if is_theirs || seen.contains(&text.as_str()) {
                let why = Why::Says(format!("{text} stands for something else already"));
                return Err(rejection((table, index, name), (column, why)));
            }
            seen.push(text);
        }
    }
    for (index, row) in rows.rules.iter().enumerate() {
        let is_theirs = rules::all().filter(|rule| rule.name == row.name).count() > 1;
        if is_theirs {
            let why = Why::Says(format!("there is a rule named {} already", row.name));
            return Err(rejection((Table::Rules, index, &row.name), (Column::Name, why)));
        }
    }
    Ok(())
}

/// The expression of a formula in a row, and the names in it.
fn read(text: &str) -> Result<(Store, expr::ExprId, Vec<String>), Why> {
    let tree = syntax::parse(text).map_err(|error| Why::Unreadable { text: text.into(), error: Box::new(error) })?;
    if matches!(tree.statement, Statement::Definition { .. }) {
        return Err(Why::Says("a formula over z is expected, without a name in front".into()));
    }
    let mut store = Store::new();
    let body = expr::lower(&tree, &mut store).map_err(|error| Why::Meaningless { text: text.into(), error })?.body;
    if matches!(store.node(body), Node::Compare(..) | Node::And(..) | Node::Or(..)) {
        return Err(Why::Says("this is a condition and no formula".into()));
    }
    let names = store.reachable(body).into_iter().filter_map(|id| match store.node(id) {
        Node::Symbol(symbol) => Some(store.name(symbol).to_owned()),
        _ => None, // only symbols have names
    });
    let names = names.collect();
    Ok((store, body, names))
}

fn judge_activation(row: &Activation) -> Result<(), (Column, Why)> {
    let (_, _, names) = read(&row.formula).map_err(|why| (Column::Formula, why))?;
    for (place, parameter) in row.parameters.iter().enumerate() {
        let fault = |why| (Column::Parameter(place), Why::Says(why));
        if !names.contains(&parameter.name) {
            return Err(fault(format!("{} does not occur in the formula", parameter.name)));
        }
        if !parameter.default.is_empty() {
            let (_, _, inside) = read(&parameter.default).map_err(|why| (Column::Parameter(place), why))?;
            if !inside.is_empty() {
                return Err(fault(format!("{} is no number", parameter.default)));
            }
        }
        if !parameter.assume.is_empty() {
            crate::passes::request::assume(&mut Store::new(), &parameter.assume, &mut Vec::new())
                .map_err(|error| fault(error.to_string()))?;
        }
    }
    let is_known = |name: &&String| name.as_str() == "z" || row.parameters.iter().any(|p| p.name == **name);
    if let Some(name) = names.iter().find(|name| !is_known(name)) {
        let hint = match names.iter().any(|name| name == "z") {
            true => format!("; to make it one, say parameters = [{{ name = \"{name}\" }}]"),
            false => "; the variable of a formula is z".to_owned(),
        };
        return Err((Column::Formula, Why::Says(format!("{name} is neither z nor one of the parameters{hint}"))));
    }
    for (place, convention) in row.conventions.iter().enumerate() {
        for text in [&convention.at, &convention.value] {
            let (_, _, inside) = read(text).map_err(|why| (Column::Convention(place), why))?;
            if let Some(name) = inside.iter().find(|name| !row.parameters.iter().any(|p| p.name == **name)) {
                let why = format!("{name} is none of the parameters; a convention is told for a place, by a value");
                return Err((Column::Convention(place), Why::Says(why)));
            }
        }
    }
    if row.derivative.is_empty() {
        return Ok(());
    }
    read(&row.derivative).map_err(|why| (Column::Derivative, why))?;
    let assume: Vec<String> =
        row.parameters.iter().map(|p| p.assume.clone()).filter(|assume| !assume.is_empty()).collect();
    judge::derivative(&row.formula, &row.derivative, &assume).map_err(|why| (Column::Derivative, why))
}

fn judge_function(row: &Function) -> Result<(), (Column, Why)> {
    let (store, body, names) = read(&row.derivative).map_err(|why| (Column::Derivative, why))?;
    if let Some(name) = names.iter().find(|name| *name != "z") {
        return Err((Column::Derivative, Why::Says(format!("{name} is not z, the variable of the function"))));
    }
    if !crate::theory::Pattern::fits(&store, body) {
        return Err((Column::Derivative, Why::Says("this is too large for the derivative of a function".into())));
    }
    syntax::parse_pattern(&over_u(&row.derivative))
        .map(|_| ())
        .map_err(|error| (Column::Derivative, Why::Says(error.to_string())))
}

/// The standing of a rule, the `index`th among its like.
pub(super) fn judge_rule(row: &Rule, index: usize) -> Result<Standing, Rejection> {
    let fault = |found| rejection((Table::Rules, index, &row.name), found);
    let when: Vec<&str> = row.when.iter().map(String::as_str).collect();
    let read = judge::read(&row.left, &row.right, &when).map_err(fault)?;
    match read.judged().map_err(|why| fault((Column::Whole, why)))? {
        Judged::Proved => Ok(Standing::Proved),
        Judged::Unproved(_) if row.trusted => Ok(Standing::Trusted),
        Judged::Unproved(equality) => Err(fault((Column::Whole, Why::Unproved(equality)))),
    }
}
