//! What is asked: the formula, its variable and assumptions as they are read, and what can be wrong with them.

use std::borrow::Cow;

use thiserror::Error;

use super::derived::Status;
use super::differentiate::differentiate;
use super::task::MOST_NODES;
use super::{close, known, own, relations, values};
use crate::activations::{self, Activation};
use crate::expr::{self, ExprId, LowerError, Node, Store};
use crate::functions;
use crate::kernel::{self, Refusal};
use crate::syntax;
use crate::theory::{Theory, all_trusted};
use crate::trace::{Condition, Derivation};

/// How many derivatives inside a formula are carried out.
const MOST_DERIVATIVES: usize = 256;

/// What to derive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// A formula, a definition, or the name of an activation or a function.
    pub formula: String,
    /// The variable, if it is not the one that the formula suggests.
    pub wrt: Option<String>,
    /// How many times to differentiate, at least 1.
    pub order: u32,
    /// Points at which the derivative's value is wanted, `z=1/2`.
    pub at: Vec<String>,
    /// Assumptions on parameters, `a > 0`.
    pub assume: Vec<String>,
    /// Whether the derivatives of functions are to be proved from what the functions mean, as far as that is possible.
    pub from_meaning: bool,
    /// Values of parameters, `alpha=0.1`, that are put in their places before anything else is done.
    pub values: Vec<String>,
    /// Whether parameters of the catalogue that are given no value get their usual one.
    pub usual_values: bool,
    /// Whether a reason is looked for where there is no form through the output alone.
    pub reasons: bool,
}

impl Request {
    /// The first derivative of `formula`, with nothing else asked or assumed.
    pub fn new(formula: &str) -> Request {
        Request {
            formula: formula.into(),
            wrt: None,
            order: 1,
            at: Vec::new(),
            assume: Vec::new(),
            from_meaning: false,
            values: Vec::new(),
            usual_values: false,
            reasons: true,
        }
    }
}

impl From<&str> for Request {
    fn from(formula: &str) -> Request {
        Request::new(formula)
    }
}

/// Why there is no derivation.
#[derive(Debug, Clone, Error)]
#[non_exhaustive]
pub enum Error {
    /// A text could not be read; the text is the one that the error's span is of.
    #[error("{error}")]
    Syntax {
        /// The text that was read.
        text: String,
        /// What is wrong with it.
        error: Box<syntax::Error>,
    },
    /// A text was read but says nothing that can be differentiated.
    #[error("{error}")]
    Meaning {
        /// The text that was read.
        text: String,
        /// What is wrong with it.
        error: LowerError,
    },
    /// The request does not fit the formula.
    #[error("{0}")]
    Request(String),
    /// The formula was read, and the work on it did not come to an end.
    #[error("{}", .0.why)]
    Stopped(Box<Stopped>),
    /// The kernel refused a step; this is a fault of the program and never of the formula.
    #[error("the kernel refuses the derivation: {0}")]
    Refused(#[from] Refusal),
}

/// A formula that was read and not differentiated.
#[derive(Debug, Clone)]
pub struct Stopped {
    /// Stuck, or out of budget.
    pub status: Status,
    /// Why, as a sentence without a full stop.
    pub why: String,
    /// The store of the formula.
    pub store: Store,
    /// The function's name.
    pub name: String,
    /// The function.
    pub function: ExprId,
    /// The variable's symbol.
    pub variable: ExprId,
    /// How ambiguous places were read, one sentence each.
    pub notes: Vec<String>,
}

/// A formula that has been read.
#[derive(Clone)]
pub(super) struct Question {
    pub(super) store: Store,
    pub(super) name: String,
    pub(super) row: Option<&'static Activation>,
    pub(super) function: ExprId,
    /// The function with the catalogue's names as they were written, and what these stand for.
    pub(super) as_written: Option<ExprId>,
    pub(super) names: Vec<(ExprId, ExprId)>,
    pub(super) variable: ExprId,
    pub(super) assumed: Vec<Condition>,
    pub(super) notes: Vec<String>,
}

pub(super) fn parse(text: &str) -> Result<syntax::Tree, Error> {
    syntax::parse(text).map_err(|error| Error::Syntax { text: text.into(), error: Box::new(error) })
}

/// The catalogue's row of a name and its formula, the function of a name at z, or the formula as it is given.
pub(super) fn opened(formula: &str) -> (Option<&'static Activation>, Cow<'_, str>) {
    let given = formula.trim();
    if !given.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ')) {
        return (None, formula.into()); // no name has other characters
    }
    match (activations::find(given), functions::find(given)) {
        (Some(row), _) => (Some(row), row.formula.into()),
        (None, Some(index)) if functions::all()[index].arity == 1 => (None, format!("{given}(z)").into()),
        (None, _) => (None, formula.into()),
    }
}

/// The names in the formula of a request, in order of appearance, the arguments of a definition first.
pub(super) fn symbols(request: &Request) -> Result<Vec<String>, Error> {
    let (_, text) = opened(&request.formula);
    let mut store = Store::new();
    let lowered = expr::lower(&parse(&text)?, &mut store)
        .map_err(|error| Error::Meaning { text: text.as_ref().into(), error })?;
    let mut names: Vec<String> = lowered.parameters.iter().map(|name| String::from(name.as_ref())).collect();
    names.extend(store.reachable(lowered.body).into_iter().filter_map(|id| match store.node(id) {
        Node::Symbol(symbol) => Some(store.name(symbol).to_owned()),
        _ => None, // only symbols are variables
    }));
    Ok(names)
}

/// A formula as it was understood, in a store that is the reader's.
pub(super) struct Understood {
    pub(super) tree: syntax::Tree,
    /// The catalogue's row, if the formula is a name of it.
    pub(super) row: Option<&'static Activation>,
    pub(super) name: String,
    pub(super) function: ExprId,
    pub(super) variable: ExprId,
    pub(super) assumed: Vec<Condition>,
    pub(super) notes: Vec<String>,
}

/// Reads the formula, the variable and the assumptions of a request, and what the catalogue knows about the formula.
pub(super) fn read(request: &Request) -> Result<Question, Error> {
    let mut store = Store::new();
    let Understood { tree, row, name, function, variable, assumed, notes } = understood(request, &mut store)?;
    let (as_written, names) = if row.is_none() { kept(&tree, &mut store, function) } else { (None, Vec::new()) };
    let row = row.or_else(|| known::find(&store, function, variable));
    Ok(Question { store, name, row, function, as_written, names, variable, assumed, notes })
}

/// Reads the formula, the variable and the assumptions of a request into a store that has nothing else in it.
pub(super) fn understood(request: &Request, store: &mut Store) -> Result<Understood, Error> {
    let given = request.formula.trim();
    let (row, text) = opened(&request.formula);
    let tree = parse(&text)?;
    let lowered = expr::lower(&tree, store).map_err(|error| Error::Meaning { text: text.as_ref().into(), error })?;
    if matches!(store.node(lowered.body), Node::Compare(..) | Node::And(..) | Node::Or(..)) {
        return Err(Error::Request("this is a condition; a formula or a definition g(z) = … is differentiated".into()));
    }
    if lowered.right.is_some() {
        return Err(Error::Request("this is an equation; a formula or a definition g(z) = … is differentiated".into()));
    }
    let mut notes: Vec<String> = tree.notes.iter().map(|note| note.text.clone()).collect();
    notes.extend(lowered.notes);
    notes.extend(own::note());
    notes.dedup();
    notes.extend(nearly_a_name(store, lowered.body, given));
    let variable = variable(store, lowered.body, request.wrt.as_deref(), &lowered.parameters)?;
    let occurs = || store.find_symbol(&variable).is_some_and(|id| store.reachable(lowered.body).contains(&id));
    if request.wrt.is_some() && !occurs() {
        notes.push(format!("{variable} does not occur in the formula"));
    }
    let variable = store.symbol(&variable);
    let body = values::put(store, lowered.body, variable, row, request, &mut notes)?;
    let mut assumed = Vec::new();
    let own = row.into_iter().flat_map(|row| row.parameters).map(|p| p.assume).filter(|text| !text.is_empty());
    for text in own {
        assume(store, text, &mut assumed)?;
    }
    if body != lowered.body {
        assumed.retain(|&condition| values::is_about(store, condition, body));
    }
    for text in &request.assume {
        assume(store, text, &mut assumed)?;
    }
    let name = named(store, lowered.name, variable, body, &assumed)?;
    let all = (0..store.len()).filter_map(|at| store.id_at(at));
    let asks = all.into_iter().any(|id| matches!(store.node(id), Node::Derivative(..)));
    let function = if asks { carried_out(store, body, &mut notes)? } else { body };
    Ok(Understood { tree, row, name, function, variable, assumed, notes })
}

/// The function's name: the one that the formula gives it, or one that nothing else has.
fn named(
    store: &mut Store,
    given: Option<Box<str>>,
    variable: ExprId,
    body: ExprId,
    assumed: &[Condition],
) -> Result<String, Error> {
    let taken = |name: &str| store.find_symbol(name).is_some();
    let fallback = || ["g", "f", "h", "y", "g1", "f1"].into_iter().find(|name| !taken(name)).unwrap_or("g_").to_owned();
    let name = given.map_or_else(fallback, String::from);
    let known = taken(&name);
    let symbol = store.symbol(&name);
    let mentioned = || assumed.iter().flat_map(|c| [c.left, c.right]).chain([body]);
    if symbol == variable || known && mentioned().any(|expr| store.reachable(expr).contains(&symbol)) {
        return Err(Error::Request(format!(
            "{name} is the function's name and stands for something else too; give the function another name"
        )));
    }
    Ok(name)
}

/// The function with the catalogue's names as they were written, and each name with what it stands for in full; nothing
/// where no name was kept.
fn kept(tree: &syntax::Tree, store: &mut Store, function: ExprId) -> (Option<ExprId>, Vec<(ExprId, ExprId)>) {
    let Ok(lowered) = expr::lower_as_written(tree, store) else { return (None, Vec::new()) };
    let mut names: Vec<(ExprId, ExprId)> = Vec::new();
    for (symbol, body) in lowered.kept {
        let opened = names.iter().fold(body, |body, &(symbol, is)| store.replace(body, symbol, is));
        names.push((symbol, opened));
    }
    let opened = names.iter().fold(lowered.body, |body, &(symbol, is)| store.replace(body, symbol, is));
    if names.is_empty() || opened != function {
        return (None, Vec::new());
    }
    names.retain(|name| name.1 != function);
    (Some(lowered.body), names)
}

/// The variable: the one asked for, the definition's first, `z`, `x` or `t` if it occurs, or the only symbol.
fn variable(store: &Store, body: ExprId, wrt: Option<&str>, parameters: &[Box<str>]) -> Result<String, Error> {
    if let Some(name) = wrt {
        // the formula has this very name, so it is read as one
        return if store.find_symbol(name).is_some() { Ok(name.to_owned()) } else { asked_for(name) };
    }
    if let Some(first) = parameters.first() {
        return Ok(String::from(first.as_ref()));
    }
    let symbols: Vec<&str> = store
        .reachable(body)
        .into_iter()
        .filter_map(|id| match store.node(id) {
            Node::Symbol(symbol) => Some(store.name(symbol)),
            _ => None, // only symbols are variables
        })
        .collect();
    let usual = ["z", "x", "t", "u", "y"].into_iter().find(|name| symbols.contains(name));
    match (usual, symbols.as_slice()) {
        (Some(name), _) => Ok(name.to_owned()),
        (None, [name]) => Ok((*name).to_owned()),
        (None, []) => Ok("z".into()),
        (None, several) => Err(Error::Request(format!(
            "which variable? the formula has {}; say --wrt {}",
            several.join(", "),
            several[0]
        ))),
    }
}

/// The name that is asked for as the variable, as formulas would read it: `alpha` for `α`.
pub(super) fn asked_for(name: &str) -> Result<String, Error> {
    let mut store = Store::new();
    let tree = parse(name)?;
    let lowered = expr::lower(&tree, &mut store).map_err(|error| Error::Meaning { text: name.into(), error })?;
    match store.node(lowered.body) {
        Node::Symbol(symbol) if lowered.name.is_none() && lowered.right.is_none() => Ok(store.name(symbol).to_owned()),
        Node::Constant(_) => Err(Error::Request(format!("{}: this is a number and no variable", name.trim()))),
        _ => Err(Error::Request(format!("{}: a variable is one name, such as z", name.trim()))), // more than a name
    }
}

/// A note if the whole formula is one name that is nearly that of a function or an activation.
pub(super) fn nearly_a_name(store: &Store, formula: ExprId, given: &str) -> Option<String> {
    let Node::Symbol(symbol) = store.node(formula) else { return None };
    let name = Some(store.name(symbol)).filter(|&name| name.chars().count() > 2 && name == given.trim())?;
    let near = syntax::nearest(name, &syntax::TableNames);
    (!near.is_empty()).then(|| format!("{name} is read as a name of its own; did you mean {}?", near.join(" or ")))
}

pub(super) fn assume(store: &mut Store, text: &str, assumed: &mut Vec<Condition>) -> Result<(), Error> {
    let tree =
        syntax::parse_condition(text).map_err(|error| Error::Syntax { text: text.into(), error: Box::new(error) })?;
    let body = expr::lower(&tree, store).map_err(|error| Error::Meaning { text: text.into(), error })?.body;
    let Some(conditions) = conjuncts(store, body) else {
        return Err(Error::Request(format!("{text}: an assumption has no or")));
    };
    assumed.extend(conditions);
    Ok(())
}

/// The comparisons that a condition is the conjunction of; `None` if it has another form, such as one with `or`. Comparisons
/// inside what is compared, as in cases, are none of them.
pub(crate) fn conjuncts(store: &Store, condition: ExprId) -> Option<Vec<Condition>> {
    let (mut open, mut found) = (vec![condition], Vec::new());
    while let Some(id) = open.pop() {
        match store.node(id) {
            Node::And(a, b) => open.extend([a, b]),
            Node::Compare(relation, left, right) => found.push((id, Condition { left, relation, right })),
            _ => return None, // it is no conjunction of comparisons
        }
    }
    found.sort_unstable_by_key(|(id, _)| *id);
    found.dedup();
    Some(found.into_iter().map(|(_, condition)| condition).collect())
}

/// The formula with the derivatives that it asks for carried out, each checked by the kernel.
pub(crate) fn carried_out(store: &mut Store, formula: ExprId, notes: &mut Vec<String>) -> Result<ExprId, Error> {
    let mut current = formula;
    let before = store.len();
    for _ in 0..MOST_DERIVATIVES {
        let standing = store.reachable(current).into_iter().find_map(|id| match store.node(id) {
            Node::Derivative(of, by) => Some((id, of, by)),
            _ => None, // only what is asked for
        });
        let Some((whole, of, by)) = standing else { return Ok(current) };
        if store.len() - before > MOST_NODES {
            let (status, why) =
                (Status::OutOfBudget, "the derivatives inside the formula have too many parts".to_owned());
            let (name, notes) = ("g".to_owned(), std::mem::take(notes));
            let (store, function) = (store.clone(), formula);
            return Err(Error::Stopped(Box::new(Stopped { status, why, store, name, function, variable: by, notes })));
        }
        let mut derivation = Derivation::new(store.brand());
        let stuck = |_| Error::Request("a derivative inside the formula could not be carried out".into());
        let found = differentiate(store, Theory::builtin(), &mut derivation, of, by).map_err(stuck)?;
        let is = close::simplest(store, found.is).unwrap_or(found.is);
        let is = if relations::conclude(store, &mut derivation, found.is, is).is_some() { is } else { found.is };
        let theorems = kernel::check(store, Theory::builtin(), &derivation)?;
        let conditions = theorems.theorem(found.step).map(|theorem| theorem.conditions().to_vec()).unwrap_or_default();
        drop(theorems);
        if let Some(row) = all_trusted(store, &conditions).first() {
            let why = format!("a derivative inside the formula rests on trust in {row}; ask for that derivative alone");
            return Err(Error::Request(why));
        }
        let conditional = !conditions.is_empty();
        let where_defined = if conditional { ", where it is defined" } else { "" };
        let note = format!("a derivative inside the formula was carried out first{where_defined}");
        if !notes.contains(&note) {
            notes.push(note);
        }
        current = store.replace(current, whole, is);
    }
    Err(Error::Request("the formula asks for too many derivatives".into()))
}
