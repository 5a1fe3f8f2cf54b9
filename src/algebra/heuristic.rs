//! Greatest common divisors by way of integers.
//!
//! Where one variable is put to a large integer, the common divisor of the values, written in that base with digits
//! around 0, is most often the value of the common divisor. If what is read off divides both polynomials, and the
//! integer was more than twice as large as their coefficients, it is the greatest common divisor (Char, Geddes and
//! Gonnet, GCDHEU, 1989; Geddes, Czapor and Labahn, section 7.7).

use num_bigint::BigInt;
use num_integer::Integer;

use super::poly::cost_of;
use super::{Budget, Monomial, OutOfBudget, Poly, Var};
use crate::expr::Number;

/// Values with more bits than this are not computed.
const BITS: u64 = 16_000;
/// How many integers are tried for a variable.
const TRIES: u32 = 4;

/// The greatest common divisor of two polynomials in `vars` with integer coefficients, its integer content included;
/// `None` if the values become too large or no attempt succeeds. Goes one level deeper for each variable.
pub(crate) fn integer_gcd(a: &Poly, b: &Poly, vars: &[Var], budget: &mut Budget) -> Result<Option<Poly>, OutOfBudget> {
    budget.charge(a.size().saturating_add(b.size()))?;
    let (content_a, content_b) = (a.content(), b.content());
    let content = content_a.gcd(&content_b);
    let Some((&var, rest)) = vars.split_first() else { return Ok(Some(Poly::constant(content))) };
    let (a, b) = (a.primitive().1, b.primitive().1);
    let smaller = largest(&a).min(largest(&b));
    let mut base = Number::from(2).mul(&smaller).add(&Number::from(29));
    for _ in 0..TRIES {
        let bits = |poly: &Poly| base.bits().saturating_mul(poly.degree(var).into()) + largest(poly).bits();
        if bits(&a).max(bits(&b)) > BITS {
            return Ok(None);
        }
        let at = Poly::constant(base.clone());
        let (left, right) = (a.substitute(var, &at, budget)?, b.substitute(var, &at, budget)?);
        if !left.is_zero() && !right.is_zero() {
            let Some(value) = integer_gcd(&left, &right, rest, budget)? else { return Ok(None) };
            let found = in_base(&value, &base, var, budget)?.primitive().1;
            if a.div_exact(&found, budget)?.is_some() && b.div_exact(&found, budget)?.is_some() {
                return Ok(Some(found.scale(&content)));
            }
        }
        // Another integer, not a simple multiple of the last.
        base = Number::from(base.mul(&Number::from(73_794)).to_big().numer() / BigInt::from(27_011));
    }
    Ok(None)
}

/// The size of the largest coefficient.
fn largest(poly: &Poly) -> Number {
    poly.terms().iter().map(|term| term.1.abs()).max().unwrap_or(Number::ZERO)
}

/// The polynomial in `var` whose coefficients are the digits of `value`, from minus to plus half the base.
fn in_base(value: &Poly, base: &Number, var: Var, budget: &mut Budget) -> Result<Poly, OutOfBudget> {
    let divisor = base.to_big().numer().clone();
    let mut terms = Vec::new();
    for (monomial, coefficient) in value.terms() {
        let mut left = coefficient.to_big().numer().clone();
        let mut exponent = 0;
        while left != BigInt::ZERO {
            budget.charge(cost_of(coefficient))?;
            let (mut quotient, mut digit) = left.div_mod_floor(&divisor);
            if &digit * 2 > divisor {
                digit -= &divisor;
                quotient += 1;
            }
            let power = monomial.mul(&Monomial::power(var, exponent)).ok_or(OutOfBudget)?;
            terms.push((power, Number::from(digit)));
            left = quotient;
            exponent += 1;
        }
    }
    Ok(Poly::from_terms(terms))
}
