//! What a power means. The kernel and all of evaluation read an exponent by [`exponent`] and nothing else.

use super::{ExprId, Node, Number, Store};

/// How many places a constant exponent may have, each written out as often as it occurs.
const MOST_PLACES: usize = 64;
/// How many bits the value of a composite exponent and of its parts may have.
const MOST_BITS: u64 = 1 << 10;

/// What an exponent makes of a power.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exponent {
    /// An integer: a product of that many factors, 1 for no factor (so `0^0` is 1), or the reciprocal of one.
    Integer(Number),
    /// A positive fraction: the power of a root, 0 at base 0.
    Root(Number),
    /// Anything else: `e^(exponent*ln(base))`.
    Real,
}

/// Which bases a power has a value for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Base {
    /// Every number.
    Any,
    /// Every number but 0.
    NotZero,
    /// 0 and the positive numbers.
    FromZero,
    /// The positive numbers.
    Positive,
}

impl Exponent {
    /// The bases for which the power is defined.
    ///
    /// A fraction with an odd denominator does not extend to negative bases: `(-8)^(1/3)` is undefined.
    pub fn base(&self) -> Base {
        match self {
            Exponent::Integer(n) if n.is_negative() => Base::NotZero,
            Exponent::Integer(_) => Base::Any,
            Exponent::Root(_) => Base::FromZero,
            Exponent::Real => Base::Positive,
        }
    }

    /// Whether the exponent is an integer other than 0, so that the power is 0 only where its base is.
    pub fn keeps_zeros(&self) -> bool {
        matches!(self, Exponent::Integer(n) if !n.is_zero())
    }
}

/// How a power with this exponent is read.
///
/// A numeral, and what `-`, `+`, `*`, `/` and integer powers make of numerals, counts as the number that it is: `2`, `-2`,
/// `1+2`, `4/2` and `2^40` are integers, `2/3` is a fraction. Anything else is real, as are a negative fraction and a
/// constant of more than 64 places or 1,024 bits. The cost is bounded.
pub fn exponent(store: &Store, id: ExprId) -> Exponent {
    match constant(store, id) {
        Some(value) if value.is_integer() => Exponent::Integer(value),
        Some(value) if !value.is_negative() => Exponent::Root(value),
        Some(_) | None => Exponent::Real,
    }
}

/// The exact value of a small constant: of a numeral, or of what `-`, `+`, `*`, `/` and integer powers make of numerals
/// within 64 places and 1,024 bits. The cost is bounded.
pub fn constant(store: &Store, id: ExprId) -> Option<Number> {
    let numeral = |id| match store.node(id) {
        Node::Number(numeral) => Some(store.numeral(numeral).value.clone()),
        _ => None, // only a numeral is a literal
    };
    match store.node(id) {
        Node::Number(_) => return numeral(id),
        Node::Neg(a) if matches!(store.node(a), Node::Number(_)) => return numeral(a).map(|value| value.neg()),
        Node::Neg(_) | Node::Add(..) | Node::Sub(..) | Node::Mul(..) | Node::Div(..) | Node::Pow(..) => {}
        _ => return None, // what is left is not arithmetic
    }
    let mut values: Vec<Number> = Vec::new();
    for id in places(store, id)?.into_iter().rev() {
        let mut part = || values.pop();
        let value = match store.node(id) {
            Node::Neg(_) => part()?.neg(),
            Node::Add(..) => part()?.add(&part()?),
            Node::Sub(..) => part()?.sub(&part()?),
            Node::Mul(..) => part()?.mul(&part()?),
            Node::Div(..) => part()?.div(&part()?)?,
            Node::Pow(..) => power(&part()?, &part()?)?,
            _ => numeral(id)?, // the places are arithmetic and numerals
        };
        if value.bits() > MOST_BITS {
            return None;
        }
        values.push(value);
    }
    values.pop()
}

/// The places of a constant, each before its parts.
fn places(store: &Store, id: ExprId) -> Option<Vec<ExprId>> {
    let mut places = Vec::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        if places.len() == MOST_PLACES {
            return None;
        }
        match store.node(id) {
            Node::Number(_) => {}
            Node::Neg(_) | Node::Add(..) | Node::Sub(..) | Node::Mul(..) | Node::Div(..) | Node::Pow(..) => {}
            _ => return None, // what is left is not arithmetic
        }
        places.push(id);
        open.extend(store.node(id).children().rev());
    }
    Some(places)
}

/// An integer power, unless it clearly has too many bits.
fn power(base: &Number, exponent: &Number) -> Option<Number> {
    let exponent = exponent.to_i64()?;
    let trivial = base.is_zero() || base.abs().is_one();
    let least = base.bits().saturating_sub(2).max(1).saturating_mul(exponent.unsigned_abs());
    (trivial || least <= MOST_BITS).then(|| base.pow(exponent)).flatten()
}
