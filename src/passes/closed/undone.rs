//! Forms of the variable through the output: a function undone from the outside to the inside.

use super::{Wanted, inverse};
use crate::algebra::shape::Notation;
use crate::expr::{ExprId, FunctionId, Node, Store};
use crate::functions;
use crate::passes::close::simplest;
use crate::passes::equal::prove::forms::Reading;
use crate::trace::Condition;

/// How many operations are undone one by one.
const DEEPEST: usize = 12;

/// Forms of the variable through the output alone. They are only proposed.
///
/// Functions of the table and arithmetic with what is fixed are undone by name; what is left is solved for the variable
/// over its kernels.
pub(crate) fn undone(store: &mut Store, notation: Notation, function: ExprId, assumed: &[Condition]) -> Vec<ExprId> {
    let (Some(variable), Some(output)) = (notation.variable, notation.output) else { return Vec::new() };
    let (mut inner, mut value) = (function, output);
    let mut found = Vec::new();
    for _ in 0..DEEPEST {
        if inner == variable {
            found.push(value);
            break;
        }
        let forms = inverse::proposed(store, notation, (inner, variable), &Wanted::any(assumed), Reading::Open);
        for form in forms {
            found.push(store.replace(form.expr, output, value));
        }
        match step(store, variable, inner, value) {
            Some((next, known)) => (inner, value) = (next, simplest(store, known).unwrap_or(known)),
            None => break,
        }
    }
    found
}

/// The outermost operation undone: what it is applied to, and what that is where the whole is `value`.
fn step(store: &mut Store, variable: ExprId, whole: ExprId, value: ExprId) -> Option<(ExprId, ExprId)> {
    let moves = |store: &Store, id: ExprId| store.reachable(id).contains(&variable);
    let pair = |store: &Store, a, b| (moves(store, a), moves(store, b));
    match store.node(whole) {
        Node::Neg(a) => Some((a, store.neg(value))),
        Node::Call(f, a) => {
            let inverse = functions::inverse(f.row().name)?;
            Some((a, store.call(FunctionId::named(inverse), value)))
        }
        Node::Add(a, b) => match pair(store, a, b) {
            (true, false) => Some((a, store.sub(value, b))),
            (false, true) => Some((b, store.sub(value, a))),
            _ => None, // both sides move
        },
        Node::Sub(a, b) => match pair(store, a, b) {
            (true, false) => Some((a, store.add(value, b))),
            (false, true) => Some((b, store.sub(a, value))),
            _ => None, // both sides move
        },
        Node::Mul(a, b) => match pair(store, a, b) {
            (true, false) => Some((a, store.div(value, b))),
            (false, true) => Some((b, store.div(value, a))),
            _ => None, // both sides move
        },
        Node::Div(a, b) => match pair(store, a, b) {
            (true, false) => Some((a, store.mul(value, b))),
            (false, true) => Some((b, store.div(a, value))),
            _ => None, // both sides move
        },
        _ => None, // no other operation is undone by one
    }
}
