//! Writing a rational function as an expression: common factors in front, positive terms first.

use super::differentiate::number;
use crate::algebra::fraction::Fraction;
use crate::algebra::normal::Kernels;
use crate::algebra::{Monomial, Poly};
use crate::expr::{ExprId, Number, Store};

/// The fraction as an expression over its kernels.
pub(crate) fn written(store: &mut Store, kernels: &Kernels, fraction: &Fraction) -> Option<ExprId> {
    if fraction.is_zero() {
        return Some(Store::ZERO);
    }
    let (over_negative, over) = polynomial(store, kernels, fraction.numerator())?;
    let (below_negative, below) = polynomial(store, kernels, fraction.denominator())?;
    let size = if below == Store::ONE { over } else { store.div(over, below) };
    Some(if over_negative == below_negative { size } else { store.neg(size) })
}

/// The polynomial without its sign: its common monomial times the rest.
fn polynomial(store: &mut Store, kernels: &Kernels, poly: &Poly) -> Option<(bool, ExprId)> {
    let common = poly.terms().iter().map(|term| term.0.clone()).reduce(|a, b| a.gcd(&b))?;
    let mut rest: Vec<(Monomial, Number)> = Vec::new();
    for (monomial, value) in poly.terms().iter().rev() {
        rest.push((monomial.div(&common)?, value.clone()));
    }
    let negative = rest.iter().all(|(_, value)| value.is_negative());
    if negative {
        rest.iter_mut().for_each(|term| term.1 = term.1.neg());
    }
    let (positive, negatives): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(_, value)| !value.is_negative());
    if let ([(monomial, value)], []) = (positive.as_slice(), negatives.as_slice()) {
        let whole = monomial.mul(&common)?;
        return Some((negative, product(store, kernels, value, &whole)?));
    }
    let mut sum: Option<ExprId> = None;
    for (monomial, value) in &positive {
        let term = product(store, kernels, value, monomial)?;
        sum = Some(sum.map_or(term, |before| store.add(before, term)));
    }
    for (monomial, value) in &negatives {
        let term = product(store, kernels, &value.neg(), monomial)?;
        sum = Some(match sum {
            None => store.neg(term),
            Some(before) => store.sub(before, term),
        });
    }
    let sum = sum?;
    if common.is_one() {
        return Some((negative, sum));
    }
    let front = product(store, kernels, &Number::ONE, &common)?;
    Some((negative, store.mul(front, sum)))
}

/// A number times a monomial, without a factor 1.
fn product(store: &mut Store, kernels: &Kernels, value: &Number, monomial: &Monomial) -> Option<ExprId> {
    let mut factors: Option<ExprId> = None;
    if !value.is_one() || monomial.is_one() {
        factors = Some(number(store, value)?);
    }
    for (var, exponent) in monomial.factors() {
        let base = kernels.expr(var)?;
        let power = match exponent {
            1 => base,
            n => {
                let n = store.integer(u64::from(n));
                store.pow(base, n)
            }
        };
        factors = Some(factors.map_or(power, |before| store.mul(before, power)));
    }
    factors
}
