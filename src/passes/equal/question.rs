//! What is asked: two formulas and what is assumed, as they are read.

use super::Limits;
use crate::activations;
use crate::expr::{self, ExprId, Node, Store};
use crate::functions;
pub use crate::passes::request::Error;
use crate::passes::request::{assume, nearly_a_name, parse};
use crate::syntax::Statement;
use crate::trace::Condition;

/// Two formulas to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The left side: a formula, a definition, or the name of an activation or a function.
    pub left: String,
    /// The right side.
    pub right: String,
    /// Assumptions, `a > 0` or `z > 0`.
    pub assume: Vec<String>,
    /// Where equality is asked for, `z > 0`; elsewhere the sides may differ.
    pub on: Vec<String>,
    /// How far the work may go.
    pub limits: Limits,
}

impl Request {
    /// Whether `left` equals `right`, with nothing assumed.
    pub fn new(left: &str, right: &str) -> Request {
        Request {
            left: left.into(),
            right: right.into(),
            assume: Vec::new(),
            on: Vec::new(),
            limits: Limits::default(),
        }
    }
}

impl From<(&str, &str)> for Request {
    fn from((left, right): (&str, &str)) -> Request {
        Request::new(left, right)
    }
}

/// Formulas that have been read.
pub(super) struct Question {
    pub(super) store: Store,
    pub(super) sides: (ExprId, ExprId),
    pub(super) assumed: Vec<Condition>,
    pub(super) on: Vec<Condition>,
    pub(super) notes: Vec<String>,
}

/// Reads both formulas and the assumptions of a request.
pub(super) fn read(request: &Request) -> Result<Question, Error> {
    let mut store = Store::new();
    let (mut assumed, mut on, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    let left = side(&mut store, &request.left, &mut assumed, &mut notes)?;
    let right = side(&mut store, &request.right, &mut assumed, &mut notes)?;
    for text in &request.assume {
        assume(&mut store, text, &mut assumed)?;
    }
    for text in &request.on {
        assume(&mut store, text, &mut on)?;
    }
    notes.extend(crate::passes::own::note());
    Ok(Question { store, sides: (left, right), assumed, on, notes })
}

fn side(
    store: &mut Store,
    given: &str,
    assumed: &mut Vec<Condition>,
    notes: &mut Vec<String>,
) -> Result<ExprId, Error> {
    let name = given.trim();
    let row = activations::find(name);
    let text = match (&row, functions::find(name)) {
        (Some(row), _) => row.formula.to_owned(),
        (None, Some(index)) if functions::all()[index].arity == 1 => format!("{name}(z)"),
        (None, _) => given.to_owned(),
    };
    let tree = parse(&text)?;
    let lowered = expr::lower(&tree, store).map_err(|error| Error::Meaning { text: text.clone(), error })?;
    if matches!(store.node(lowered.body), Node::Compare(..) | Node::And(..) | Node::Or(..)) {
        return Err(Error::Request(format!("{name}: this is a condition; formulas are compared")));
    }
    if lowered.right.is_some() {
        return Err(Error::Request(format!("{name}: this is an equation; give its two sides apart")));
    }
    notes.extend(tree.notes.iter().map(|note| note.text.clone()).chain(lowered.notes));
    notes.extend(nearly_a_name(store, lowered.body, given));
    if let Statement::Definition { name, parameters, .. } = &tree.statement
        && parameters.is_empty()
    {
        notes.push(format!("{} is read as a definition of {name}; what stands behind the = is compared", given.trim()));
    }
    let own = row.into_iter().flat_map(|row| row.parameters).map(|p| p.assume).filter(|text| !text.is_empty());
    for text in own {
        assume(store, text, assumed)?;
    }
    notes.dedup();
    Ok(lowered.body)
}
