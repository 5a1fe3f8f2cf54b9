//! What is to be written shorter, as it is read.

use super::stage::Stage;
use crate::expr::{self, ExprId, Node, Store};
use crate::passes::Stopped;
use crate::passes::derived::{Because, Line, Status};
use crate::passes::equal::{Code, carried};
pub use crate::passes::request::Error;
use crate::passes::request::{assume, nearly_a_name, opened, parse};
use crate::passes::{known, own};
use crate::syntax::Statement;
use crate::theory::Theory;
use crate::trace::{Condition, Derivation};

/// What to simplify.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// A formula, a definition, or the name of an activation or a function.
    pub formula: String,
    /// Assumptions, `a > 0` or `z > 0`, under which the form has to be equal.
    pub assume: Vec<String>,
}

impl Request {
    /// The formula with nothing assumed.
    pub fn new(formula: &str) -> Request {
        Request { formula: formula.into(), assume: Vec::new() }
    }
}

/// A formula that has been read.
pub(super) struct Question {
    pub(super) store: Store,
    pub(super) title: Option<String>,
    pub(super) formula: ExprId,
    pub(super) assumed: Vec<Condition>,
    pub(super) notes: Vec<String>,
}

/// Reads the formula and the assumptions of a request.
pub(super) fn read(request: &Request) -> Result<Question, Error> {
    let given = request.formula.trim();
    let (row, text) = opened(&request.formula);
    let tree = parse(&text)?;
    let mut store = Store::new();
    let lowered =
        expr::lower(&tree, &mut store).map_err(|error| Error::Meaning { text: text.as_ref().into(), error })?;
    if matches!(store.node(lowered.body), Node::Compare(..) | Node::And(..) | Node::Or(..)) {
        return Err(Error::Request("this is a condition; a formula is simplified".into()));
    }
    if lowered.right.is_some() {
        return Err(Error::Request("this is an equation; simplify its sides, or ask gprime equal for both".into()));
    }
    let mut notes: Vec<String> = tree.notes.iter().map(|note| note.text.clone()).collect();
    notes.extend(lowered.notes);
    notes.extend(own::note());
    notes.extend(nearly_a_name(&store, lowered.body, given));
    if let Statement::Definition { name, parameters, .. } = &tree.statement
        && parameters.is_empty()
    {
        notes.push(format!("{given} is read as a definition of {name}; what stands behind the = is simplified"));
    }
    notes.dedup();
    let mut assumed = Vec::new();
    let own = row.into_iter().flat_map(|row| row.parameters).map(|p| p.assume).filter(|text| !text.is_empty());
    for text in own.chain(request.assume.iter().map(String::as_str)) {
        assume(&mut store, text, &mut assumed)?;
    }
    let z = store.symbol("z");
    let row = row.or_else(|| known::find(&store, lowered.body, z));
    let title = row.map(|row| row.title.to_owned());
    Ok(Question { store, title, formula: lowered.body, assumed, notes })
}

/// The stage that carries out the derivatives in the formula; none if there are none.
pub(super) fn carried_out(question: &mut Question) -> Result<Option<Stage>, Error> {
    let Question { store, formula, assumed, notes, .. } = question;
    let mut derivation = Derivation::new(store.brand());
    derivation.assumptions.clone_from(assumed);
    let carried = carried::carry_out(store, Theory::builtin(), &mut derivation, *formula, &mut Vec::new());
    let carried = carried.map_err(|undecided| {
        let status = if undecided.code == Code::Budget { Status::OutOfBudget } else { Status::Stuck };
        let (why, notes) = (undecided.why, notes.clone());
        let variable = store.symbol("z");
        let (store, name) = (store.clone(), "g".to_owned());
        Error::Stopped(Box::new(Stopped { status, why, store, name, function: *formula, variable, notes }))
    })?;
    Ok(carried.step.map(|step| {
        let because = vec![Because::named("carry out the derivatives")];
        let line = Line { expr: carried.is, step: Some(step), because, key: true, paragraph: false };
        Stage { to: carried.is, cells: vec![(derivation, step)], lines: vec![line] }
    }))
}
