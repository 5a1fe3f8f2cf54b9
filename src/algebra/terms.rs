//! The difference of two expressions as a sum of multiples of products of kernels, so that equal parts cancel.

use super::Budget;
use super::identity::{Refused, quotients};
use crate::expr::{ExprId, Number, Store};

/// A coefficient, and kernels with their exponents.
pub type Term = (Number, Vec<(ExprId, u32)>);

/// A number, and sums of terms with their exponents, which are to be multiplied.
pub type Factors = (Number, Vec<(Vec<Term>, i64)>);

/// `left - right` as a sum of terms; `None` if a kernel stands in a denominator, or the work is too much.
pub fn difference_terms(store: &Store, left: ExprId, right: ExprId) -> Option<Vec<Term>> {
    difference_terms_within(store, left, right, &mut Budget::default())
}

/// As [`difference_terms`], within a budget.
pub fn difference_terms_within(store: &Store, left: ExprId, right: ExprId, budget: &mut Budget) -> Option<Vec<Term>> {
    let (quotients, kernels) = quotients(store, &[left, right], budget).ok()?;
    let (left, right) = (&quotients[&left], &quotients[&right]);
    let scale = |q: &super::identity::Quotient| q.denominator.as_constant().and_then(|value| value.recip());
    let difference = left.numerator.scale(&scale(left)?).sub(&right.numerator.scale(&scale(right)?));
    let mut names = vec![ExprId(0); kernels.len()];
    for (kernel, var) in kernels {
        names[var.0 as usize] = kernel;
    }
    Some(named(&difference, &names))
}

/// `left - right` as a number times a product of powers of sums of terms, negative ones for what stands in a denominator;
/// `None` if the work is too much. Both products have been multiplied out and compared.
pub fn difference_factors(store: &Store, left: ExprId, right: ExprId, budget: &mut Budget) -> Option<Factors> {
    let (quotients, kernels) = quotients(store, &[left, right], budget).ok()?;
    let difference = quotients[&left].minus(&quotients[&right], budget).ok()?;
    let mut names = vec![ExprId(0); kernels.len()];
    for (kernel, var) in kernels {
        names[var.0 as usize] = kernel;
    }
    let mut content = Number::ONE;
    let mut factors = Vec::new();
    for (part, sign) in [(&difference.numerator, 1), (&difference.denominator, -1)] {
        let factored = super::factor(part, budget).ok()?;
        if factored.product(budget).ok()? != *part {
            return None;
        }
        content = if sign > 0 { content.mul(&factored.content) } else { content.div(&factored.content)? };
        let powers = factored.factors.iter();
        factors.extend(powers.map(|(poly, exponent)| (named(poly, &names), sign * i64::from(*exponent))));
    }
    Some((content, factors))
}

fn named(poly: &super::Poly, names: &[ExprId]) -> Vec<Term> {
    let term = |(monomial, value): &(super::Monomial, Number)| {
        (value.clone(), monomial.factors().map(|(var, exponent)| (names[var.0 as usize], exponent)).collect())
    };
    poly.terms().iter().map(term).collect()
}

/// Whether both expressions are the same rational function of their kernels, within the usual budget.
///
/// # Errors
/// The budget ran out, a denominator is identically 0, or a part has no value.
pub fn equal_fractions(store: &Store, left: ExprId, right: ExprId) -> Result<bool, Refused> {
    super::identity::same_fraction(store, left, right, &mut Budget::default())
}

/// Whether `left - right` is the sum of `coefficient*(a - b)` over the relations, as rational functions of the kernels,
/// within the usual budget. Where the relations hold and everything is defined, both sides are then equal.
///
/// # Errors
/// The budget ran out, a denominator is identically 0, or a part has no value.
pub fn equal_modulo(
    store: &Store,
    left: ExprId,
    right: ExprId,
    relations: &[(ExprId, ExprId, ExprId)],
) -> Result<bool, Refused> {
    if relations.is_empty() {
        return equal_fractions(store, left, right);
    }
    super::identity::same_combination(store, left, right, relations, &mut Budget::default())
}

/// The exact value of an expression made of numerals alone, within the usual budget.
pub fn rational(store: &Store, expr: ExprId) -> Option<Number> {
    super::constant_value(store, expr, &mut Budget::default())
}
