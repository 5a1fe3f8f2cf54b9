//! `gprime.toml`: the file with activations, functions, rules and usual options of one's own.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::arguments::{Arguments, Command, Steps};
use crate::passes::own::{
    Activation, Column, Convention, Function, InstallError, Parameter, Rejection, Rows, Rule, Table,
};
use crate::render::formats;
use crate::render::own::{Told, told};
use crate::syntax;

/// The name of the file that is looked for.
const NAME: &str = "gprime.toml";
/// No file of rows is longer.
const MOST_BYTES: u64 = 1 << 20;

type Text = Spanned<String>;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    activation: Vec<NamedRow>,
    function: Vec<NamedRow>,
    rule: Vec<RuleRow>,
    defaults: Defaults,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ParameterRow {
    name: Text,
    #[serde(default)]
    assume: String,
    #[serde(default)]
    default: String,
    #[serde(default)]
    meaning: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConventionRow {
    at: Text,
    value: Text,
    who: String,
}

/// A name for a formula, in either table; in that of functions, one without a formula is known by its derivative alone.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedRow {
    name: Text,
    #[serde(default)]
    title: String,
    #[serde(default)]
    aliases: Vec<Text>,
    formula: Option<Text>,
    derivative: Option<Text>,
    #[serde(default)]
    domain: Vec<Text>,
    #[serde(default)]
    parameters: Vec<ParameterRow>,
    #[serde(default)]
    frameworks: BTreeMap<String, String>,
    #[serde(default)]
    conventions: Vec<ConventionRow>,
    latex: Option<Text>,
    #[serde(default)]
    source: String,
    #[serde(default)]
    trusted: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleRow {
    name: Text,
    #[serde(default)]
    because: String,
    left: Text,
    right: Text,
    #[serde(default)]
    when: Vec<Text>,
    #[serde(default)]
    trusted: bool,
}

/// What options are where they are not given.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Defaults {
    /// Conditions that are assumed besides those that are given.
    assume: Vec<Text>,
    /// How answers are written.
    format: Option<Text>,
    /// Which steps are shown.
    steps: Option<DefaultSteps>,
    /// Whether what rests on a trusted rule, or is undecided, has an exit code of its own.
    strict: bool,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum DefaultSteps {
    All,
    Key,
    None,
}

/// Reads the file of rows, if there is one, installs its rows and sets the options that were not given.
///
/// # Errors
/// The message for the person who wrote the file.
pub(super) fn configure(arguments: &mut Arguments) -> Result<(), String> {
    if arguments.no_config {
        return Ok(());
    }
    let Some(path) = arguments.config.clone().or_else(found) else { return Ok(()) };
    let text = read(&path)?;
    let source = Source { path: &path, text: &text };
    let file: File = toml::from_str(&text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        source.pointed(error.message(), &span, &[])
    })?;
    let rows = rows(&file, &path).map_err(|(message, span)| source.pointed(&message, &span, &[]))?;
    rows.install().map_err(|error| match error {
        InstallError::Rejected(rejection) => source.rejected(&file, &rejection),
        other @ (InstallError::Other | InstallError::Functions | InstallError::TooLate) => format!("error: {other}\n"),
    })?;
    file.defaults.check().map_err(|(message, span)| source.pointed(&message, &span, &[]))?;
    file.defaults.put_into(&mut arguments.command);
    Ok(())
}

/// The file in the working directory, or in the nearest one above it that has one.
fn found() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let folder = here.ancestors().find(|folder| folder.join(NAME).is_file())?;
    Some(if folder == here { PathBuf::from(NAME) } else { folder.join(NAME) })
}

fn read(path: &Path) -> Result<String, String> {
    let unread = |why: String| format!("error: the file {} could not be read: {why}\n", path.display());
    let size = std::fs::metadata(path).map_err(|error| unread(error.to_string()))?.len();
    if size > MOST_BYTES {
        return Err(unread("it is too long".into()));
    }
    std::fs::read_to_string(path).map_err(|error| unread(error.to_string()))
}

fn optional(text: &Option<Text>) -> String {
    text.as_ref().map(|text| text.as_ref().clone()).unwrap_or_default()
}

fn all(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.as_ref().clone()).collect()
}

fn parameters(rows: &[ParameterRow]) -> Vec<Parameter> {
    let parameter = |row: &ParameterRow| Parameter {
        name: row.name.as_ref().clone(),
        assume: row.assume.clone(),
        default: row.default.clone(),
        meaning: row.meaning.clone(),
    };
    rows.iter().map(parameter).collect()
}

/// The rows of a file: the activations, behind them the functions that have a formula.
fn rows(file: &File, path: &Path) -> Result<Rows, (String, Range<usize>)> {
    let mut rows = Rows { origin: path.display().to_string(), ..Rows::new() };
    for row in &file.activation {
        let Some(formula) = &row.formula else {
            return Err((format!("{} needs a formula", row.name.as_ref()), row.name.span()));
        };
        if row.trusted {
            return Err(("trust is for rules, and for functions without a formula".to_owned(), row.name.span()));
        }
        rows.activations.push(activation(row, formula)?);
    }
    for row in &file.function {
        match (&row.formula, &row.derivative) {
            (Some(formula), _) => rows.activations.push(activation(row, formula)?),
            (None, Some(derivative)) => rows.functions.push(opaque(row, derivative)?),
            (None, None) => {
                let message = format!("{} needs a formula, or a derivative", row.name.as_ref());
                return Err((message, row.name.span()));
            }
        }
    }
    rows.rules.extend(file.rule.iter().map(|row| Rule {
        name: row.name.as_ref().clone(),
        because: row.because.clone(),
        left: row.left.as_ref().clone(),
        right: row.right.as_ref().clone(),
        when: all(&row.when),
        trusted: row.trusted,
    }));
    Ok(rows)
}

fn activation(row: &NamedRow, formula: &Text) -> Result<Activation, (String, Range<usize>)> {
    let name = row.name.as_ref().clone();
    if let Some(domain) = row.domain.first() {
        let message = format!("{name} is defined where its formula is; a domain is for a function without one");
        return Err((message, domain.span()));
    }
    let convention = |row: &ConventionRow| Convention {
        at: row.at.as_ref().clone(),
        value: row.value.as_ref().clone(),
        who: row.who.clone(),
    };
    Ok(Activation {
        name,
        title: row.title.clone(),
        aliases: all(&row.aliases),
        formula: formula.as_ref().clone(),
        derivative: optional(&row.derivative),
        parameters: parameters(&row.parameters),
        frameworks: row.frameworks.clone().into_iter().collect(),
        conventions: row.conventions.iter().map(convention).collect(),
        latex: optional(&row.latex),
        source: row.source.clone(),
    })
}

/// A function that is known by its derivative alone, which nobody can check.
fn opaque(row: &NamedRow, derivative: &Text) -> Result<Function, (String, Range<usize>)> {
    let name = row.name.as_ref().clone();
    if !row.trusted {
        let message = format!(
            "nothing shows that this is the derivative of {name}: give its formula as well, or say trusted = true"
        );
        return Err((message, derivative.span()));
    }
    let other = [
        ("aliases", row.aliases.is_empty()),
        ("parameters", row.parameters.is_empty()),
        ("frameworks", row.frameworks.is_empty()),
        ("conventions", row.conventions.is_empty()),
    ];
    if let Some((column, _)) = other.into_iter().find(|(_, is_empty)| !is_empty) {
        return Err((format!("{name} has {column}, which a function without a formula has not"), row.name.span()));
    }
    Ok(Function {
        name,
        title: row.title.clone(),
        derivative: derivative.as_ref().clone(),
        domain: all(&row.domain),
        latex: optional(&row.latex),
        source: row.source.clone(),
    })
}

impl Defaults {
    /// What is wrong with a usual option, and where it stands.
    fn check(&self) -> Result<(), (String, Range<usize>)> {
        let names: Vec<&str> = formats().iter().map(|format| format.name).collect();
        if let Some(name) = self.format.as_ref().filter(|name| !names.contains(&name.as_ref().as_str())) {
            let message = format!("there is no format {}, but {}", name.as_ref(), names.join(", "));
            return Err((message, name.span()));
        }
        match self.assume.iter().find_map(|text| Some((syntax::parse_condition(text.as_ref()).err()?, text.span()))) {
            Some((error, span)) => Err((format!("this cannot be assumed: {error}"), span)),
            None => Ok(()),
        }
    }

    fn put_into(&self, command: &mut Command) {
        let steps = self.steps.map(|steps| match steps {
            DefaultSteps::All => Steps::All,
            DefaultSteps::Key => Steps::Key,
            DefaultSteps::None => Steps::None,
        });
        match command {
            Command::Derive(given) => {
                given.assume.extend(all(&self.assume));
                given.steps = given.steps.or(steps);
                given.strict |= self.strict;
                if given.output.is_none() {
                    given.format =
                        given.format.take().or_else(|| self.format.as_ref().map(|name| name.as_ref().clone()));
                }
            }
            Command::Simplify(given) => {
                given.assume.extend(all(&self.assume));
                given.steps = given.steps.or(steps);
                given.strict |= self.strict;
                if given.output.is_none() {
                    given.format =
                        given.format.take().or_else(|| self.format.as_ref().map(|name| name.as_ref().clone()));
                }
            }
            Command::Equal(given) => {
                given.assume.extend(all(&self.assume));
                given.strict |= self.strict;
            }
            Command::Check(given) => given.strict |= self.strict,
            _ => {} // the other commands have none of these options
        }
    }
}

/// The file as it was read, for messages that point into it.
struct Source<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Source<'_> {
    /// What is wrong with a row, and where.
    fn rejected(&self, file: &File, rejection: &Rejection) -> String {
        let (column, inside) = (place(file, rejection), told(rejection));
        let Told { message, span, help } = inside;
        let what = match rejection.table {
            Table::Rules => "rule",
            Table::Functions => "function",
            Table::Activations => "activation",
        };
        let message = format!("the {what} {} is rejected: {message}", rejection.name);
        let at = span.and_then(|inner| self.inside(&column, &inner)).unwrap_or(column);
        self.pointed(&message, &at, &help)
    }

    /// A span of a text where that text stands in the file, if it stands there as it is read.
    fn inside(&self, column: &Range<usize>, inner: &Range<usize>) -> Option<Range<usize>> {
        let raw = self.text.get(column.clone())?;
        let quotes = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quotes| raw.starts_with(quotes))?;
        let is_plain = quotes.starts_with('\'') || !raw.contains('\\');
        let start = column.start + quotes.len();
        let (from, to) = (start + inner.start, start + inner.end);
        (is_plain && to <= column.end && self.text.get(from..to).is_some()).then_some(from..to)
    }

    /// A message with the place in the file that it is about, and what may help.
    fn pointed(&self, message: &str, span: &Range<usize>, help: &[String]) -> String {
        let start = span.start.min(self.text.len());
        let before = self.text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = self.text[line_start..].lines().next().unwrap_or_default();
        let number = before.matches('\n').count() + 1;
        let column = self.text.get(line_start..start).unwrap_or_default().chars().count();
        let end = span.end.clamp(start, line_start + line.len());
        let length = self.text.get(start..end).unwrap_or_default().chars().count().max(1);
        let margin = " ".repeat(number.to_string().len());
        let shown = line.replace('\t', " ");
        let mut page = format!(
            "error: {message}\n{margin}--> {}:{number}:{}\n{margin} |\n{number} | {shown}\n{margin} | {}{}\n",
            self.path.display(),
            column + 1,
            " ".repeat(column),
            "^".repeat(length),
        );
        for line in help {
            page += &format!("{margin} = {line}\n");
        }
        page
    }
}

/// Where the column of a rejected row stands in the file.
fn place(file: &File, rejection: &Rejection) -> Range<usize> {
    let Rejection { index, column, .. } = *rejection;
    let nth = |texts: &[Text], at: usize, other: &Text| texts.get(at).unwrap_or(other).span();
    let or = |text: &Option<Text>, other: &Text| text.as_ref().unwrap_or(other).span();
    match rejection.table {
        Table::Rules => {
            let Some(row) = file.rule.get(index) else { return 0..0 };
            match column {
                Column::Left | Column::Whole => row.left.span(),
                Column::Right => row.right.span(),
                Column::When(at) => nth(&row.when, at, &row.left),
                _ => row.name.span(), // a rule has no other column
            }
        }
        Table::Functions => {
            let Some(row) = file.function.iter().filter(|row| row.formula.is_none()).nth(index) else { return 0..0 };
            match column {
                Column::Domain(at) => nth(&row.domain, at, &row.name),
                Column::Derivative => or(&row.derivative, &row.name),
                Column::Latex => or(&row.latex, &row.name),
                _ => row.name.span(), // such a function has no other column
            }
        }
        Table::Activations => {
            let functions = file.function.iter().filter(|row| row.formula.is_some());
            let Some(row) = file.activation.iter().chain(functions).nth(index) else { return 0..0 };
            let name = &row.name;
            match column {
                Column::Alias(at) => nth(&row.aliases, at, name),
                Column::Formula => or(&row.formula, name),
                Column::Derivative => or(&row.derivative, name),
                Column::Parameter(at) => row.parameters.get(at).map_or(name.span(), |row| row.name.span()),
                Column::Convention(at) => {
                    let span = |row: &ConventionRow| row.at.span().start..row.value.span().end;
                    row.conventions.get(at).map_or(name.span(), span)
                }
                Column::Latex => or(&row.latex, name),
                _ => name.span(), // an activation has no other column
            }
        }
    }
}
