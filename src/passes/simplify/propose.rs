//! Forms worth proving: what algebra, named functions, and the pieces of a formula propose.

use super::pieces;
use super::stage::LIMITS;
use crate::algebra::Pool;
use crate::algebra::shape::{Notation, cost};
use crate::expr::{ExprId, FunctionId, Node, Store};
use crate::functions;
use crate::kernel;
use crate::passes::{arguments, close, closed, equal, relations};
use crate::trace::{Condition, Derivation};

/// How many forms of one part are tried.
pub(super) const MOST_TRIED: usize = 10;
/// Of a formula with more distinct subexpressions, or more of them that are calls, only what is trivial is left out.
const MOST_NODES: usize = 80;
const MOST_CALLS: usize = 8;
/// How many arguments named functions are tried at.
const MOST_ARGUMENTS: usize = 2;
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

/// Forms of a part, the most readable first; of a part that is large and not the whole, few.
pub(super) fn forms(
    store: &mut Store,
    (part, is_whole): (ExprId, bool),
    assumed: &[Condition],
    notation: &Notation,
    (pool, names): (&Pool, &Pool),
) -> Vec<Proposed> {
    let reached = store.reachable(part);
    let calls = reached.iter().filter(|&&id| matches!(store.node(id), Node::Call(..) | Node::Call2(..))).count();
    let is_small = reached.len() <= MOST_NODES && calls <= MOST_CALLS;
    if !is_small && !is_whole {
        return joined(store, part).map(|expr| Proposed { expr, names: Vec::new() }).into_iter().collect();
    }
    let mut plain: Vec<ExprId> = tidied(store, part).into_iter().collect();
    let mut trial = Derivation::new(store.brand());
    plain.extend(arguments::tidied(store, &mut trial, part, Store::ZERO).map(|found| found.0));
    plain.extend(joined(store, part));
    let (folded, put) = closed::folded(store, part);
    let mut found = vec![Proposed { expr: folded, names: put }];
    if is_small {
        plain.extend(relations::reduced(store, notation, part, u64::MAX).unwrap_or_default());
        plain.extend(pieces::forms(store, part, assumed));
        found.extend(named(store, part, assumed, pool));
        // nothing stands for the function's value, so that only named functions are put in
        let output = store.symbol("");
        let notation = Notation { output: Some(output), ..*notation };
        let most = cost(store, part, &notation);
        let wanted = closed::Wanted { most, pool: Some(names), ..closed::Wanted::any(assumed) };
        let closed = closed::proposed(store, notation, (Store::ZERO, part), &wanted);
        found.extend(closed.into_iter().map(|form| Proposed { expr: form.expr, names: form.names }));
    }
    found.extend(plain.into_iter().map(|expr| Proposed { expr, names: Vec::new() }));
    found.retain(|form| form.expr != part);
    found.sort_by_key(|form| (cost(store, form.expr, notation), form.expr));
    found.dedup_by_key(|form| form.expr);
    found
}

/// Functions with a meaning, and their squares, at the arguments of such functions in a part and at their doubles, unless
/// they are shown to differ from it.
fn named(store: &mut Store, part: ExprId, assumed: &[Condition], pool: &Pool) -> Vec<Proposed> {
    let mut arguments: Vec<ExprId> = Vec::new();
    for id in store.reachable(part) {
        if let Node::Call(f, u) = store.node(id)
            && is_named(f.row())
            && u != Store::ZERO
            && !arguments.contains(&u)
        {
            arguments.push(u);
        }
    }
    arguments.truncate(MOST_ARGUMENTS);
    let names: Vec<FunctionId> =
        functions::all().iter().filter(|row| is_named(row)).map(|row| FunctionId::named(row.name)).collect();
    let mut found = Vec::new();
    for u in arguments {
        let double = store.mul(Store::TWO, u);
        let double = tidied(store, double).unwrap_or(double);
        for (argument, &f) in [u, double].into_iter().flat_map(|u| names.iter().map(move |f| (u, f))) {
            let call = store.call(f, argument);
            for expr in [call, store.pow(call, Store::TWO)] {
                if expr != part && !equal::differ(store, (part, expr), assumed, (&LIMITS, pool)) {
                    found.push(Proposed { expr, names: Vec::new() });
                }
            }
        }
    }
    found
}

/// Whether a function is made of others by arithmetic, without branches.
fn is_named(row: &functions::Function) -> bool {
    row.arity == 1 && !row.meaning.is_empty() && !kernel::is_piecewise(row)
}

/// Two exponentials, roots or logarithms as one.
fn joined(store: &mut Store, part: ExprId) -> Option<ExprId> {
    let node = store.node(part);
    let (Some(a), Some(b)) = node.pair() else { return None };
    let (Node::Call(f, u), Node::Call(other, v)) = (store.node(a), store.node(b)) else { return None };
    if f != other {
        return None;
    }
    let inner = match (f.row().name, node) {
        ("exp", Node::Mul(..)) => Node::Add(u, v),
        ("exp", Node::Div(..)) => Node::Sub(u, v),
        ("sqrt" | "cbrt", Node::Mul(..)) | ("ln", Node::Add(..)) => Node::Mul(u, v),
        ("sqrt" | "cbrt", Node::Div(..)) | ("ln", Node::Sub(..)) => Node::Div(u, v),
        _ => return None, // no law joins them
    };
    let inner = store.intern(inner);
    let inner = tidied(store, inner).unwrap_or(inner);
    Some(store.call(f, inner))
}
