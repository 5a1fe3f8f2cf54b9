//! Forms of a formula in which nothing overflows or is lost: parts written by functions that are computed as a whole.

use super::super::subject::Subject;
use super::{SIDES, cell, events, measure, merged};
use crate::expr::{ExprId, Node, Store};
use crate::passes::equal::{Limits, Verdict, decide_in};
use crate::passes::{Derived, simplest};
use crate::theory::Theory;

/// An expression with more parts is not looked through.
const MOST_PARTS: usize = 120;

/// A form that is proved equal to the function and with which less happens than `before`: less harm, or less at all.
pub(super) fn found(derived: &mut Derived, subject: &Subject, before: (usize, usize)) -> Option<ExprId> {
    let plain = rewritten(&mut derived.store, derived.whole.function)?;
    let short = simplest(&mut derived.store, plain);
    short.into_iter().chain([plain]).find(|&form| {
        let shortened = Some(form) == short;
        happens(derived, subject, shortened) < before && is_equal(&derived.store, derived.whole.function, form)
    })
}

/// How much happens with the form on the cells: how much harm, and how much at all.
fn happens(derived: &mut Derived, subject: &Subject, shortened: bool) -> (usize, usize) {
    let mut told = Vec::new();
    for side in SIDES {
        let Some(cell) = cell(subject, side) else { continue };
        let store = &mut derived.store;
        let mut own = rewritten(store, cell.orders[0]).unwrap_or(cell.orders[0]);
        if shortened {
            own = simplest(store, own).unwrap_or(own);
        }
        told.extend(events(store, derived.variable, cell, own, side));
    }
    measure(&merged(told))
}

fn is_equal(store: &Store, function: ExprId, form: ExprId) -> bool {
    match decide_in(store.clone(), (function, form), &Limits::default()).verdict {
        Verdict::Equal(proof) => proof.conditions.is_empty(),
        Verdict::Formal(_) | Verdict::Different(_) | Verdict::Undecided(_) => false,
    }
}

/// The expression with functions put for what is computed badly as it is written; `None` if nothing is.
fn rewritten(store: &mut Store, expr: ExprId) -> Option<ExprId> {
    let parts = store.reachable(expr);
    if parts.len() > MOST_PARTS {
        return None;
    }
    let mut image = rustc_hash::FxHashMap::default();
    for id in parts {
        let node = store.node(id);
        let own = match node.pair() {
            (Some(a), b) => store.intern(node.with_children(image[&a], b.map_or(image[&a], |b| image[&b]))),
            (None, _) => id,
        };
        let made = steady(store, own).unwrap_or(own);
        image.insert(id, made);
    }
    Some(image[&expr]).filter(|&made| made != expr)
}

/// What the tables put for an expression, in either order of sums under it.
fn steady(store: &mut Store, own: ExprId) -> Option<ExprId> {
    let ordered = ordered(store, own);
    let parts = store.reachable(ordered);
    for row in Theory::builtin().steady() {
        let one = |&u: &ExprId| row.left.is(store, ordered, &[u]);
        let two = |&u: &ExprId| parts.iter().find(|&&v| row.left.is(store, ordered, &[u, v])).map(|&v| vec![u, v]);
        let values = match row.slots {
            1 => parts.iter().find(|u| one(u)).map(|&u| vec![u]),
            _ => parts.iter().find_map(two), // rows have one slot or two
        };
        if let Some(values) = values {
            let made = row.right.build(store, &values);
            return Some(with_short_arguments(store, made));
        }
    }
    None
}

/// The expression with the arguments of its functions written shorter.
fn with_short_arguments(store: &mut Store, expr: ExprId) -> ExprId {
    let mut made = expr;
    for id in store.reachable(expr) {
        if let Node::Call(f, argument) = store.node(id)
            && let Some(short) = simplest(store, argument)
        {
            let call = store.call(f, short);
            made = store.replace(made, id, call);
        }
    }
    made
}

/// The expression with numerals first in its sums.
fn ordered(store: &mut Store, expr: ExprId) -> ExprId {
    let mut image = rustc_hash::FxHashMap::default();
    for id in store.reachable(expr) {
        let node = store.node(id);
        let own = match node.pair() {
            (Some(a), b) => store.intern(node.with_children(image[&a], b.map_or(image[&a], |b| image[&b]))),
            (None, _) => id,
        };
        let made = match store.node(own) {
            Node::Add(a, b) if matches!(store.node(b), Node::Number(_)) => store.add(b, a),
            _ => own, // no such sum
        };
        image.insert(id, made);
    }
    image[&expr]
}
