//! What happens where two cells meet: the one-sided limits of the function and of its slope, by exact values.

use super::derived::{Border, BorderKind, Branch};
use crate::algebra;
use crate::eval::{self, interval::Outcome};
use crate::expr::{ExprId, Node, Store};

/// The border at `at` between two cells of `function`.
pub(crate) fn border(
    store: &mut Store,
    variable: ExprId,
    function: ExprId,
    at: ExprId,
    left: &Branch,
    right: &Branch,
) -> Border {
    let mut value = |expr: ExprId| {
        let there = store.replace(expr, variable, at);
        simplified(store, there)
    };
    let limits = (value(left.function), value(right.function));
    let slopes = (value(left.derivative), value(right.derivative));
    let itself = value(function);
    let there = store.replace(function, variable, at);
    let undefined = eval::interval::enclose(store, there, &[], 64) == Err(Outcome::Undefined);
    let kind = match (limits, slopes) {
        ((Some(a), Some(b)), _) if same(store, a, b) == Some(false) => BorderKind::Jump,
        _ if undefined => BorderKind::Undefined, // whatever the slopes beside it are
        ((Some(a), Some(b)), _) if same(store, a, b).is_none() => BorderKind::Unknown,
        ((Some(a), _), _) if itself.is_some_and(|f| same(store, a, f) == Some(false)) => BorderKind::Jump,
        ((Some(_), Some(_)), (Some(a), Some(b))) => match same(store, a, b) {
            Some(true) => BorderKind::Smooth,
            Some(false) => BorderKind::Kink,
            None => BorderKind::Unknown,
        },
        _ => BorderKind::Unknown, // a limit is not a value
    };
    let (l, r) = if kind == BorderKind::Jump { limits } else { slopes };
    Border { at, kind, left: l, right: r, convention: None }
}

/// The value of an expression without the variable: a number, or an expression in the parameters.
fn simplified(store: &mut Store, expr: ExprId) -> Option<ExprId> {
    if let Node::Number(_) = store.node(expr) {
        return Some(expr);
    }
    if let Some(value) = eval::exact(store, expr, &[]) {
        return super::differentiate::number(store, &value);
    }
    let folded = fold_values(store, expr)?;
    if eval::interval::enclose(store, folded, &[], 64) == Err(Outcome::Undefined) {
        return None;
    }
    Some(super::close::simplest(store, folded).unwrap_or(folded))
}

/// Functions of the table at arguments where their exact value is known are that value.
fn fold_values(store: &mut Store, expr: ExprId) -> Option<ExprId> {
    let mut image = rustc_hash::FxHashMap::default();
    for id in store.reachable(expr) {
        let node = store.node(id);
        let made = match node.pair() {
            (None, _) => id,
            (Some(a), None) => store.intern(node.with_children(image[&a], image[&a])),
            (Some(a), Some(b)) => store.intern(node.with_children(image[&a], image[&b])),
        };
        let made = match (node, eval::exact(store, made, &[])) {
            (Node::Div(_, below), _) if eval::exact(store, image[&below], &[]).is_some_and(|n| n.is_zero()) => {
                return None;
            }
            (Node::Pow(base, _), None) if eval::exact(store, image[&base], &[]).is_some_and(|n| n.is_zero()) => {
                return None;
            }
            (_, Some(value)) => super::differentiate::number(store, &value)?,
            (Node::Cases(..) | Node::Branch(..) | Node::Undefined, None) => return None,
            (_, None) => made,
        };
        let made = super::close::simplest(store, made).unwrap_or(made);
        image.insert(id, made);
    }
    Some(image[&expr])
}

/// Whether two values are equal, if that can be told as rational functions of the parameters.
fn same(store: &Store, a: ExprId, b: ExprId) -> Option<bool> {
    if a == b {
        return Some(true);
    }
    let only_symbols = [a, b]
        .into_iter()
        .flat_map(|id| store.reachable(id))
        .all(|id| !matches!(store.node(id), Node::Call(..) | Node::Call2(..) | Node::Cases(..) | Node::Derivative(..)));
    match algebra::equal_fractions(store, a, b) {
        Ok(true) => Some(true),
        Ok(false) if only_symbols => Some(false),
        _ => None, // opaque parts may still be equal
    }
}
