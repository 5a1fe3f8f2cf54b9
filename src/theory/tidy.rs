//! Removing trivial factors and gathering signs: `0*x`, `1*x`, `x + 0`, `x^1`, `-(-x)`, `a*(-b)`.
//!
//! Nothing here is trusted: what it makes is compared with what it was made from.

use rustc_hash::FxHashMap;

use crate::expr::{ExprId, Node, Store};

/// `expr` without trivial factors, with signs in front. Linear in the distinct subexpressions.
pub fn tidy(store: &mut Store, expr: ExprId) -> ExprId {
    let mut image: FxHashMap<ExprId, ExprId> = FxHashMap::default();
    for id in store.reachable(expr) {
        let node = store.node(id);
        let made = match node.pair() {
            (None, _) => id,
            (Some(a), None) => tidy_unary(store, node, image[&a]),
            (Some(a), Some(b)) => tidy_binary(store, node, image[&a], image[&b]),
        };
        image.insert(id, made);
    }
    image[&expr]
}

fn tidy_unary(store: &mut Store, node: Node, a: ExprId) -> ExprId {
    match node {
        Node::Neg(_) => negative(store, a),
        _ => store.intern(node.with_children(a, a)), // functions stay as they are
    }
}

fn tidy_binary(store: &mut Store, node: Node, a: ExprId, b: ExprId) -> ExprId {
    match node {
        Node::Add(..) => sum(store, a, b),
        Node::Sub(..) => difference(store, a, b),
        Node::Mul(..) => product(store, a, b),
        Node::Div(..) => quotient(store, a, b),
        Node::Pow(..) if b == Store::ONE => a,
        _ => store.intern(node.with_children(a, b)), // not arithmetic: it stays as it is
    }
}

fn negated(store: &Store, a: ExprId) -> Option<ExprId> {
    match store.node(a) {
        Node::Neg(inner) => Some(inner),
        _ => None, // only a negation has a sign in front
    }
}

fn negative(store: &mut Store, a: ExprId) -> ExprId {
    match negated(store, a) {
        Some(inner) => inner,
        None if a == Store::ZERO => a,
        None => store.neg(a),
    }
}

fn sum(store: &mut Store, a: ExprId, b: ExprId) -> ExprId {
    match (negated(store, a), negated(store, b)) {
        _ if a == Store::ZERO => b,
        _ if b == Store::ZERO => a,
        (Some(x), Some(y)) => {
            let both = store.add(x, y);
            store.neg(both)
        }
        (Some(x), None) => store.sub(b, x),
        (None, Some(y)) => store.sub(a, y),
        (None, None) => store.add(a, b),
    }
}

fn difference(store: &mut Store, a: ExprId, b: ExprId) -> ExprId {
    match (negated(store, a), negated(store, b)) {
        _ if b == Store::ZERO => a,
        _ if a == Store::ZERO => negative(store, b),
        (Some(x), Some(y)) => store.sub(y, x),
        (Some(x), None) => {
            let both = store.add(x, b);
            store.neg(both)
        }
        (None, Some(y)) => store.add(a, y),
        (None, None) => store.sub(a, b),
    }
}

fn product(store: &mut Store, a: ExprId, b: ExprId) -> ExprId {
    if a == Store::ZERO || b == Store::ZERO {
        return Store::ZERO;
    }
    match (negated(store, a), negated(store, b)) {
        (Some(x), Some(y)) => product(store, x, y),
        (Some(x), None) => {
            let size = product(store, x, b);
            negative(store, size)
        }
        (None, Some(y)) => {
            let size = product(store, a, y);
            negative(store, size)
        }
        (None, None) if a == Store::ONE => b,
        (None, None) if b == Store::ONE => a,
        (None, None) => match (store.node(a), store.node(b)) {
            (Node::Div(x, y), _) => {
                let over = product(store, x, b);
                store.div(over, y)
            }
            (_, Node::Div(x, y)) => {
                let over = product(store, a, x);
                store.div(over, y)
            }
            _ => store.mul(a, b), // nothing to gather
        },
    }
}

fn quotient(store: &mut Store, a: ExprId, b: ExprId) -> ExprId {
    if b == Store::ONE || a == Store::ZERO {
        return a;
    }
    match (negated(store, a), negated(store, b)) {
        (Some(x), Some(y)) => store.div(x, y),
        (Some(x), None) => {
            let size = store.div(x, b);
            store.neg(size)
        }
        (None, Some(y)) => {
            let size = store.div(a, y);
            store.neg(size)
        }
        (None, None) => store.div(a, b),
    }
}
