//! Exact values: rational numbers as long as every operation stays rational.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{Order, holds};
use crate::expr::{self, Exponent, ExprId, Node, Number, Store};
use crate::functions;

/// How many bits a number may have, numerator and denominator together. Sums of many fractions stay affordable.
const MOST_BITS: u64 = 1 << 14;

/// What one expression is, where that is known exactly.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Number(Number),
    Truth(bool),
}

/// The value of `expr` with numbers for symbols, where every operation that is needed stays rational.
///
/// Functions have a value at the arguments that their row lists, so `exp(0)` is 1, and roots of squares and cubes
/// are taken. Of cases only the branch that holds has to be rational. `None` says nothing about the value:
/// it may be irrational, undefined or too long, or no work is left. Linear in the number of distinct parts.
pub fn exact(store: &Store, expr: ExprId, values: &[(ExprId, Number)]) -> Option<Number> {
    match computed(store, expr, values)? {
        Value::Number(value) => Some(value),
        Value::Truth(_) => None,
    }
}

/// Whether a condition, which may be made with `and` and `or`, holds with numbers for symbols, where that is known exactly.
pub(crate) fn exact_truth(store: &Store, when: ExprId, values: &[(ExprId, Number)]) -> Option<bool> {
    match computed(store, when, values)? {
        Value::Number(_) => None,
        Value::Truth(holds) => Some(holds),
    }
}

fn computed(store: &Store, expr: ExprId, values: &[(ExprId, Number)]) -> Option<Value> {
    if expr::work::is_spent() {
        return None;
    }
    let order = Order::new(store, expr);
    let mut known: Vec<Option<Value>> = Vec::with_capacity(order.ids.len());
    for &id in &order.ids {
        let value = match store.node(id) {
            Node::Symbol(_) => values.iter().find(|(symbol, _)| *symbol == id).map(|(_, n)| Value::Number(n.clone())),
            _ => step(store, id, |part| known[order.place(part)].as_ref(), MOST_BITS), // everything else depends on its parts only
        };
        known.push(value);
    }
    known.pop()?
}

/// The exact value of one expression from those of its parts, if it has at most `most_bits` bits.
pub(super) fn step<'a>(
    store: &Store,
    id: ExprId,
    part: impl Fn(ExprId) -> Option<&'a Value>,
    most_bits: u64,
) -> Option<Value> {
    let number = |id| match part(id)? {
        Value::Number(n) => Some(n),
        Value::Truth(_) => None,
    };
    let truth = |id| match part(id)? {
        Value::Truth(t) => Some(*t),
        Value::Number(_) => None,
    };
    let value = match store.node(id) {
        Node::Number(n) => store.numeral(n).value.clone(),
        Node::Symbol(_) | Node::Constant(_) | Node::Undefined | Node::Branch(..) | Node::Derivative(..) => return None,
        Node::Always => return Some(Value::Truth(true)),
        Node::Compare(relation, a, b) => return Some(Value::Truth(holds(relation, number(a)?.cmp(number(b)?)))),
        Node::And(a, b) => return truth(a).zip(truth(b)).map(|(a, b)| Value::Truth(a && b)),
        Node::Or(a, b) => return truth(a).zip(truth(b)).map(|(a, b)| Value::Truth(a || b)),
        Node::Cases(branch, rest) => {
            let Node::Branch(when, value) = store.node(branch) else { return None };
            return part(if truth(when)? { value } else { rest }).cloned();
        }
        Node::Neg(a) => number(a)?.neg(),
        Node::Add(a, b) => number(a)?.add(number(b)?),
        Node::Sub(a, b) => number(a)?.sub(number(b)?),
        Node::Mul(a, b) => number(a)?.mul(number(b)?),
        Node::Div(a, b) => number(a)?.div(number(b)?)?,
        Node::Pow(a, b) => match expr::exponent(store, b) {
            Exponent::Integer(n) => integer_power(number(a)?, &n, most_bits)?,
            Exponent::Root(_) if number(a)?.is_zero() => Number::ZERO,
            Exponent::Root(exponent) => power(number(a)?, &exponent, most_bits)?,
            Exponent::Real if matches!(store.node(a), Node::Constant(_)) => {
                return number(b)?.is_zero().then_some(Value::Number(Number::ONE)); // e and pi are positive
            }
            Exponent::Real => power(number(a)?, number(b)?, most_bits)?,
        },
        Node::Call(f, a) => call(f.row(), number(a)?)?,
        Node::Call2(f, a, b) => match f.row().enclosure {
            functions::Enclosure::Maximum => number(a)?.max(number(b)?).clone(),
            functions::Enclosure::Minimum => number(a)?.min(number(b)?).clone(),
            functions::Enclosure::LogarithmQuotient => logarithm(number(a)?, number(b)?)?,
            functions::Enclosure::Points(..)
            | functions::Enclosure::None
            | functions::Enclosure::Reciprocal(_)
            | functions::Enclosure::AtReciprocal(_) => return None,
        },
    };
    (value.bits() <= most_bits).then_some(Value::Number(value))
}

/// `base^exponent` for an integer, if it has not clearly too many bits.
fn integer_power(base: &Number, exponent: &Number, most_bits: u64) -> Option<Number> {
    if base.is_zero() || base.abs().is_one() {
        // an integer of any size is even or odd
        let odd = !exponent.div(&Number::from(2))?.is_integer();
        let size = if exponent.is_zero() { Number::ONE } else { base.abs() };
        return match (base.is_zero(), exponent.is_negative()) {
            (true, true) => None,
            _ => Some(if base.is_negative() && odd { size.neg() } else { size }),
        };
    }
    let exponent = exponent.to_i64()?;
    let least = base.bits().saturating_sub(2).max(1).saturating_mul(exponent.unsigned_abs());
    (least <= most_bits).then(|| base.pow(exponent)).flatten()
}

/// `base^exponent` for a positive base.
fn power(base: &Number, exponent: &Number, most_bits: u64) -> Option<Number> {
    if base.is_zero() || base.is_negative() {
        return None;
    }
    let degree = u32::try_from(exponent.denominator().to_i64()?).ok()?;
    integer_power(&base.exact_root(degree)?, &exponent.numerator(), most_bits)
}

/// The logarithm of 1 and of the base.
fn logarithm(base: &Number, x: &Number) -> Option<Number> {
    if base.is_zero() || base.is_negative() || base.is_one() {
        None
    } else if x.is_one() {
        Some(Number::ZERO)
    } else if x == base {
        Some(Number::ONE)
    } else {
        None
    }
}

/// The value of a function of one argument where it is known to be rational.
fn call(row: &'static functions::Function, x: &Number) -> Option<Number> {
    match row.name {
        "sqrt" => x.exact_root(2),
        "cbrt" => {
            let root = x.abs().exact_root(3)?;
            Some(if x.is_negative() { root.neg() } else { root })
        }
        "abs" => Some(x.abs()),
        "sign" if x.is_negative() => Some(Number::MINUS_ONE),
        "sign" => Some(if x.is_zero() { Number::ZERO } else { Number::ONE }),
        name => listed().get(&(name, x.clone())).cloned(), // the other functions are rational only at listed places
    }
}

/// The rational values at rational arguments of all rows.
fn listed() -> &'static FxHashMap<(&'static str, Number), Number> {
    static LISTED: OnceLock<FxHashMap<(&'static str, Number), Number>> = OnceLock::new();
    LISTED.get_or_init(|| {
        let mut found = FxHashMap::default();
        for row in functions::all() {
            for (at, value) in row.values {
                if let (Some(at), Some(value)) = (rational(at), rational(value)) {
                    found.insert((row.name, at), value);
                }
            }
        }
        found
    })
}

/// A rational number as the tables write it: `1`, `-1/2`.
pub(crate) fn rational(text: &str) -> Option<Number> {
    let (sign, size) = match text.strip_prefix('-') {
        Some(rest) => (Number::MINUS_ONE, rest),
        None => (Number::ONE, text),
    };
    let (above, below) = size.split_once('/').unwrap_or((size, "1"));
    sign.mul(&Number::from_numeral(above)?).div(&Number::from_numeral(below)?)
}
