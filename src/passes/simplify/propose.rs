//! Forms worth proving: what algebra, named functions, and the pieces of a formula propose.

use super::pieces;
use crate::algebra::shape::{Notation, cost};
use crate::expr::{ExprId, Node, Store};
use crate::passes::{arguments, close, closed, relations};
use crate::trace::{Condition, Derivation};

/// How many forms of one part are tried.
pub(super) const MOST_TRIED: usize = 6;
/// What usually stands for the variable.
const USUAL: [&str; 5] = ["z", "x", "t", "u", "y"];

/// A form of a part, with what got names in it, as equations to show.
#[derive(Debug, Clone)]
pub(super) struct Proposed {
    pub(super) expr: ExprId,
    pub(super) names: Vec<(ExprId, ExprId)>,
}

/// What a reader of the formula knows.
pub(super) fn notation(store: &Store, formula: ExprId) -> Notation {
    let symbols: Vec<(&str, ExprId)> = store
        .reachable(formula)
        .into_iter()
        .filter_map(|id| match store.node(id) {
            Node::Symbol(symbol) => Some((store.name(symbol), id)),
            _ => None, // only symbols are variables
        })
        .collect();
    let usual = USUAL.iter().find_map(|name| symbols.iter().find(|symbol| symbol.0 == *name));
    let variable = usual.or(symbols.first()).map(|symbol| symbol.1);
    Notation { variable, output: None, places: Notation::places_of(store, formula) }
}

/// How many nodes an expression has when it is written out.
pub(super) fn nodes(store: &Store, expr: ExprId) -> u64 {
    let mut sizes: rustc_hash::FxHashMap<ExprId, u64> = rustc_hash::FxHashMap::default();
    for id in store.reachable(expr) {
        let parts = store.node(id).children().fold(1u64, |sum, part| sum.saturating_add(sizes[&part]));
        sizes.insert(id, parts);
    }
    sizes[&expr]
}

/// The expression without what is trivial, if that is shorter. Linear where the expression is large.
pub(super) fn tidied(store: &mut Store, expr: ExprId) -> Option<ExprId> {
    close::simplest(store, expr).filter(|&form| form != expr)
}

/// Forms of a part, the most readable first.
pub(super) fn forms(
    store: &mut Store,
    part: ExprId,
    assumed: &[Condition],
    notation: &Notation,
) -> Vec<Proposed> {
    let mut plain: Vec<ExprId> = tidied(store, part).into_iter().collect();
    let mut trial = Derivation::new(store.brand());
    plain.extend(arguments::tidied(store, &mut trial, part, Store::ZERO).map(|found| found.0));
    plain.extend(relations::reduced(store, notation, part));
    plain.extend(pieces::forms(store, part, assumed));
    let mut found: Vec<Proposed> =
        plain.into_iter().map(|expr| Proposed { expr, names: Vec::new() }).collect();
    let (folded, names) = closed::folded(store, part);
    found.push(Proposed { expr: folded, names });
    if cost(store, part, notation) <= close::LARGEST {
        // nothing stands for the function's value, so that only named functions are put in
        let output = store.symbol("");
        let notation = Notation { output: Some(output), ..*notation };
        let closed = closed::proposed(store, notation, Store::ZERO, part, assumed);
        found.extend(closed.into_iter().map(|form| Proposed { expr: form.expr, names: form.names }));
    }
    found.retain(|form| form.expr != part);
    found.sort_by_key(|form| (cost(store, form.expr, notation), form.expr));
    found.dedup_by_key(|form| form.expr);
    found
}
