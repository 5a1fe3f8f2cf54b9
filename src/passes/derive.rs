//! From a formula to everything that is found about it: reading, differentiating, pieces, closed form, checking.

use super::derived::{Branch, Derived, Status};
use super::request::{Error, Question, Request, Stopped, read};
use super::task::{Failure, Task};
use super::{known, meaning, output, piecewise, points};
use crate::expr::{ExprId, Node, Store};
use crate::theory::Theory;
use crate::trace::Condition;

/// The highest order that is differentiated step by step.
pub const MOST_ORDERS: u32 = 1000;

/// Differentiates a formula, with every step checked by the kernel.
///
/// Time and memory are linear in the formula's distinct subexpressions for the first derivative.
///
/// # Errors
/// The formula, an assumption or a point cannot be read, or a part of the formula has no derivative rule.
///
/// ```
/// use gprime::passes::{Request, derive};
/// let derived = derive(&Request::new("z^2"))?;
/// assert_eq!(derived.name, "g");
/// # Ok::<(), gprime::passes::DeriveError>(())
/// ```
pub fn derive(request: &Request) -> Result<Derived, Error> {
    check_order(request.order)?;
    let question = read(request)?;
    answer(question, request)
}

/// Refuses an order that is not differentiated.
pub(super) fn check_order(order: u32) -> Result<(), Error> {
    match order {
        1..=MOST_ORDERS => Ok(()),
        _ => Err(Error::Request(format!("the order is a number from 1 to {MOST_ORDERS}"))),
    }
}

/// Differentiates an expression of a store by a symbol of it.
///
/// # Errors
/// As [`derive`].
pub(crate) fn derive_expression(
    store: Store,
    function: ExprId,
    variable: ExprId,
    assumed: Vec<Condition>,
) -> Result<Derived, Error> {
    let mut store = store;
    let taken = |name: &&str| store.find_symbol(name).is_none();
    let name = ["g", "f", "h", "g1", "f1"].into_iter().find(taken).unwrap_or("g_").to_owned();
    store.symbol(&name);
    let row = known::find(&store, function, variable);
    let (as_written, names, notes) = (None, Vec::new(), Vec::new());
    let question = Question { store, name, row, function, as_written, names, variable, assumed, notes };
    answer(question, &Request::new(""))
}

/// Everything that is found about a formula that has been read.
pub(super) fn answer(mut question: Question, request: &Request) -> Result<Derived, Error> {
    let theory = Theory::builtin();
    let store = &mut question.store;
    let name = store.symbol(&question.name);
    let mut derived = Derived {
        status: Status::Finished,
        notes: std::mem::take(&mut question.notes),
        name: std::mem::take(&mut question.name),
        title: question.row.map(|row| row.title.to_owned()),
        variable: question.variable,
        variables: Vec::new(),
        order: request.order,
        as_written: question.as_written,
        whole: Branch::undifferentiated(store, question.function),
        pieces: Vec::new(),
        common: None,
        pieces_reason: None,
        borders: Vec::new(),
        meanings: Vec::new(),
        assumed: std::mem::take(&mut question.assumed),
        from_output_reason: None,
        twice: None,
        values: Vec::new(),
        store: Store::new(),
    };
    let names = std::mem::take(&mut question.names);
    let from_meaning = request.from_meaning && request.order == 1;
    let task = Task { theory, name, variable: question.variable, order: request.order, from_meaning, names };
    let worked = if piecewise::needs_pieces(store, question.function) {
        piecewise::derive(store, &task, question.function, &mut derived)
    } else {
        let branch = task.branch(store, question.function, question.function, &derived.assumed, None);
        branch.map(|branch| derived.whole = branch)
    };
    match worked {
        Ok(()) => {}
        Err(Failure::Refused(refusal)) => return Err(Error::Refused(refusal)),
        Err(Failure::Stopped(status, why)) => {
            let (name, notes) = (derived.name, derived.notes);
            let Question { store, function, variable, .. } = question;
            return Err(Error::Stopped(Box::new(Stopped { status, why, store, name, function, variable, notes })));
        }
    }
    if derived.pieces.is_empty() && request.order == 1 {
        derived.borders = piecewise::holes(store, &task, &derived);
    }
    let call = matches!(store.node(question.function), Node::Call(_, argument) if argument == question.variable);
    if from_meaning && !call {
        derived.meanings = meaning::all(store, question.function, question.variable);
    }
    derived.store = question.store;
    if request.reasons {
        output::explain(&mut derived);
    }
    if let (Some(row), 1) = (question.row, request.order) {
        known::note_conventions(row, &mut derived);
    }
    points::evaluate(&mut derived, &request.at)?;
    Ok(derived)
}
