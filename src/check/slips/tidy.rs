//! Expressions without trivial factors, terms and signs, as a person writes them. What is made proves nothing: it is
//! compared with what was written.

use crate::expr::{self, ExprId, Node, Number, Store};
use crate::passes::differentiate::number;

/// Numbers with more bits are left as they are.
const LONGEST: u64 = 64;

/// The expression of `node`, or a shorter one that has the same value wherever `node` has one.
pub(super) fn make(store: &mut Store, node: Node) -> ExprId {
    const ZERO: ExprId = Store::ZERO;
    const ONE: ExprId = Store::ONE;
    if let Some(known) = computed(store, node) {
        return known;
    }
    let (first, second) = node.pair();
    let inner = |part: Option<ExprId>| match part.map(|part| store.node(part)) {
        Some(Node::Neg(inner)) => Some(inner),
        _ => None, // it has no sign
    };
    let (left, right) = (inner(first), inner(second));
    match node {
        Node::Neg(ZERO) => ZERO,
        Node::Neg(_) if left.is_some() => left.unwrap_or(ZERO),
        Node::Add(ZERO, a) | Node::Add(a, ZERO) | Node::Sub(a, ZERO) => a,
        Node::Sub(ZERO, a) => make(store, Node::Neg(a)),
        Node::Mul(ZERO, _) | Node::Mul(_, ZERO) | Node::Div(ZERO, _) => ZERO,
        Node::Mul(ONE, a) | Node::Mul(a, ONE) | Node::Div(a, ONE) | Node::Pow(a, ONE) => a,
        Node::Pow(_, ZERO) => ONE,
        Node::Mul(Store::MINUS_ONE, a) | Node::Mul(a, Store::MINUS_ONE) => make(store, Node::Neg(a)),
        _ => signed(store, node, left, right),
    }
}

/// The node with the signs of its parts in front, where `left` and `right` are its parts without their signs.
fn signed(store: &mut Store, node: Node, left: Option<ExprId>, right: Option<ExprId>) -> ExprId {
    match (node, left, right) {
        (Node::Add(a, _), _, Some(b)) => store.sub(a, b),
        (Node::Add(_, b), Some(a), None) => store.sub(b, a),
        (Node::Sub(a, _), _, Some(b)) => store.add(a, b),
        (Node::Mul(_, b), Some(a), None) => {
            let product = store.mul(a, b);
            store.neg(product)
        }
        (Node::Mul(a, _), None, Some(b)) => {
            let product = store.mul(a, b);
            store.neg(product)
        }
        (Node::Mul(..), Some(a), Some(b)) => store.mul(a, b),
        (Node::Div(_, b), Some(a), None) => {
            let quotient = store.div(a, b);
            store.neg(quotient)
        }
        _ => store.intern(node), // nothing to tidy
    }
}

/// The value of sums, differences and products of small numbers.
fn computed(store: &mut Store, node: Node) -> Option<ExprId> {
    let (Node::Add(a, b) | Node::Sub(a, b) | Node::Mul(a, b)) = node else { return None };
    let plain = |id: ExprId| match store.node(id) {
        Node::Number(_) => true,
        Node::Neg(inner) => matches!(store.node(inner), Node::Number(_)),
        Node::Div(a, b) => matches!((store.node(a), store.node(b)), (Node::Number(_), Node::Number(_))),
        _ => false, // no number as it is written
    };
    if !plain(a) || !plain(b) {
        return None;
    }
    let value = |id: ExprId| expr::constant(store, id).filter(|value: &Number| value.bits() <= LONGEST);
    let (x, y) = (value(a)?, value(b)?);
    let result = match node {
        Node::Add(..) => x.add(&y),
        Node::Sub(..) => x.sub(&y),
        _ => x.mul(&y), // a product: no other node comes here
    };
    number(store, &result)
}
