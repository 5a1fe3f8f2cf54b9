//! The exact value of an expression that is made of numerals alone.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Budget;
use super::identity::integer_literal;
use super::poly::cost_of;
use crate::expr::{ExprId, Node, Number, Store};

/// How many bits a value may have on the way.
const BITS: u64 = 100_000;

/// The exact value of sums, products, quotients and integer powers of numerals.
///
/// `None` if anything else occurs, if a denominator is 0, or if the budget runs out. Iterative, and each
/// subexpression is computed once.
pub fn constant_value(store: &Store, expr: ExprId, budget: &mut Budget) -> Option<Number> {
    if let Node::Number(numeral) = store.node(expr) {
        return Some(store.numeral(numeral).value.clone());
    }
    let mut values: FxHashMap<ExprId, Number> = FxHashMap::default();
    for id in parts(store, expr, budget)? {
        let value = |part: ExprId| values.get(&part);
        let work = store.node(id).children().filter_map(value).map(cost_of).fold(1, u64::saturating_add);
        budget.charge(work).ok()?;
        let result = match store.node(id) {
            Node::Number(numeral) => store.numeral(numeral).value.clone(),
            Node::Neg(a) => value(a)?.neg(),
            Node::Add(a, b) => value(a)?.add(value(b)?),
            Node::Sub(a, b) => value(a)?.sub(value(b)?),
            Node::Mul(a, b) => value(a)?.mul(value(b)?),
            Node::Div(a, b) => value(a)?.div(value(b)?)?,
            Node::Pow(a, n) => power(value(a)?, integer_literal(store, n)?)?,
            // What is left is not arithmetic.
            _ => return None,
        };
        if result.bits() > BITS {
            return None;
        }
        values.insert(id, result);
    }
    values.remove(&expr)
}

/// The expressions down to the numerals, parts first; `None` if something else is met.
fn parts(store: &Store, expr: ExprId, budget: &mut Budget) -> Option<Vec<ExprId>> {
    let mut found = FxHashSet::default();
    let mut open = vec![expr];
    while let Some(id) = open.pop() {
        if !found.insert(id) {
            continue;
        }
        budget.charge(1).ok()?;
        match store.node(id) {
            Node::Number(_) => (),
            Node::Neg(a) | Node::Pow(a, _) => open.push(a),
            Node::Add(a, b) | Node::Sub(a, b) | Node::Mul(a, b) | Node::Div(a, b) => open.extend([a, b]),
            // What is left is not arithmetic.
            _ => return None,
        }
    }
    let mut parts: Vec<ExprId> = found.into_iter().collect();
    parts.sort_unstable();
    Some(parts)
}

/// A power, if it has not too many bits.
fn power(base: &Number, exponent: i64) -> Option<Number> {
    let trivial = base.is_zero() || base.abs().is_one();
    if !trivial && base.bits().saturating_mul(exponent.unsigned_abs()) > BITS {
        return None;
    }
    base.pow(exponent)
}
