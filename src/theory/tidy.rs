//! Removing trivial factors and gathering signs: `0*x`, `1*x`, `x + 0`, `x^1`, `-(-x)`, `a*(-b)`.
//!
//! Nothing here is trusted: what it makes is compared with what it was made from.

use rustc_hash::FxHashMap;

use crate::expr::{ExprId, Node, Store};

/// `expr` without trivial factors, with signs in front; the arguments of functions are not entered. Linear in the distinct subexpressions.
pub fn tidy(store: &mut Store, expr: ExprId) -> ExprId {
    let mut image: FxHashMap<ExprId, ExprId> = FxHashMap::default();
    for id in store.reachable(expr) {
        let node = store.node(id);
        let made = match node {
            Node::Neg(a) => negative(store, image[&a]),
            Node::Add(a, b) => sum(store, image[&a], image[&b]),
            Node::Sub(a, b) => difference(store, image[&a], image[&b]),
            Node::Mul(a, b) => product(store, image[&a], image[&b]),
            Node::Div(a, b) => quotient(store, image[&a], image[&b]),
            Node::Pow(a, Store::ONE) => image[&a],
            Node::Pow(a, n) => store.intern(Node::Pow(image[&a], n)),
            _ => id, // functions, cases and conditions stay as they are, with their parts
        };
        image.insert(id, made);
    }
    image[&expr]
}

/// As [`tidy`], with a name or a number in front of a function, a power or a sum that it multiplies: `3*e^(3*z)`.
pub fn arranged(store: &mut Store, expr: ExprId) -> ExprId {
    let tidied = tidy(store, expr);
    let mut image: FxHashMap<ExprId, ExprId> = FxHashMap::default();
    for id in store.reachable(tidied) {
        let node = store.node(id);
        let made = match node {
            Node::Mul(a, b) => {
                let (a, b) = (image[&a], image[&b]);
                let leaf = matches!(store.node(b), Node::Number(_) | Node::Symbol(_) | Node::Constant(_));
                let turned =
                    leaf && matches!(store.node(a), Node::Call(..) | Node::Pow(..) | Node::Add(..) | Node::Sub(..));
                if turned { store.mul(b, a) } else { store.mul(a, b) }
            }
            Node::Neg(_) | Node::Add(..) | Node::Sub(..) | Node::Div(..) => match node.pair() {
                (Some(a), Some(b)) => store.intern(node.with_children(image[&a], image[&b])),
                (Some(a), None) => store.intern(node.with_children(image[&a], image[&a])),
                (None, _) => id,
            },
            _ => id, // functions, powers and cases stay as they are, with their parts
        };
        image.insert(id, made);
    }
    image[&tidied]
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
