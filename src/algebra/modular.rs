//! Images of polynomials modulo a prime, for bounds on the degree of a common divisor, and to see without exact arithmetic
//! that something does not vanish.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;

use super::{Budget, Fraction, OutOfBudget, Poly, Var};
use crate::expr::Number;

/// The Mersenne prime 2^61 - 1.
const PRIME: u64 = (1 << 61) - 1;

/// For each variable an upper bound of its degree in the greatest common divisor of two polynomials with integer
/// coefficients.
///
/// The other variables take fixed arbitrary values modulo a prime. Where the leading coefficient of one polynomial
/// does not vanish there, the image of a common divisor keeps its degree and divides both images.
pub(crate) fn degree_bounds(a: &Poly, b: &Poly, vars: &[Var], budget: &mut Budget) -> Result<Vec<u32>, OutOfBudget> {
    let mut bounds = Vec::with_capacity(vars.len());
    for &main in vars {
        let degrees = (a.degree(main), b.degree(main));
        let euclid = (u64::from(degrees.0) + 1).saturating_mul(u64::from(degrees.1) + 1);
        budget.charge(a.size().saturating_add(b.size()).saturating_add(euclid))?;
        let trivial = degrees.0.min(degrees.1);
        let Some((left, right)) = image(a, main, degrees.0).zip(image(b, main, degrees.1)) else {
            bounds.push(trivial);
            continue;
        };
        let kept = left.last() != Some(&0) || right.last() != Some(&0);
        bounds.push(if kept { gcd_degree(left, right).min(trivial) } else { trivial });
    }
    Ok(bounds)
}

/// Whether x surely stays in the fraction where the square of x is replaced by `(plain + linear*x)/under`: with the other variables
/// at fixed values modulo a prime it does. Where it does not there, nothing is said.
pub(crate) fn depends(form: &Fraction, [plain, linear, under]: [&Poly; 3], x: Var) -> bool {
    let at_values = |poly: &Poly| image(poly, x, 0)?.first().copied();
    let Some(scale) = at_values(under).and_then(inverse) else { return false };
    let Some((plain, linear)) = at_values(plain).zip(at_values(linear)) else { return false };
    let (plain, linear) = (times(plain, scale), times(linear, scale));
    // a polynomial in x as u + v*x, by Horner's scheme
    let residue = |poly: &Poly| {
        let step = |(u, v): (u64, u64), c: &u64| ((times(v, plain) + c) % PRIME, (u + times(v, linear)) % PRIME);
        Some(image(poly, x, poly.degree(x))?.iter().rev().fold((0, 0), step))
    };
    let Some((over, under)) = residue(form.numerator()).zip(residue(form.denominator())) else { return false };
    times(over.1, under.0) != times(over.0, under.1)
}

/// The coefficients modulo the prime, lowest first, with every variable but one at a fixed value;
/// `None` if the prime divides a denominator.
fn image(poly: &Poly, main: Var, degree: u32) -> Option<Vec<u64>> {
    let mut coefficients = vec![0; degree as usize + 1];
    for (monomial, value) in poly.terms() {
        let mut product = residue(value)?;
        for (var, exponent) in monomial.factors().filter(|factor| factor.0 != main) {
            product = times(product, power(value_of(var), exponent.into()));
        }
        let slot = &mut coefficients[monomial.degree(main) as usize];
        *slot = (*slot + product) % PRIME;
    }
    Some(coefficients)
}

/// The degree of the greatest common divisor modulo the prime, by Euclid's algorithm.
fn gcd_degree(mut high: Vec<u64>, mut low: Vec<u64>) -> u32 {
    for poly in [&mut high, &mut low] {
        trim(poly);
    }
    while let Some(&lead) = low.last() {
        let recip = power(lead, PRIME - 2);
        while high.len() >= low.len() {
            let factor = times(*high.last().expect("it is at least as long"), recip);
            let offset = high.len() - low.len();
            for (index, &coefficient) in low.iter().enumerate() {
                let slot = &mut high[offset + index];
                *slot = (*slot + PRIME - times(factor, coefficient)) % PRIME;
            }
            trim(&mut high);
        }
        (high, low) = (low, high);
    }
    high.len().saturating_sub(1) as u32
}

fn trim(poly: &mut Vec<u64>) {
    while poly.last() == Some(&0) {
        poly.pop();
    }
}

/// A number modulo the prime; `None` if that divides its denominator.
fn residue(value: &Number) -> Option<u64> {
    if let Some(value) = value.to_i64() {
        return Some(i128::from(value).rem_euclid(i128::from(PRIME)) as u64);
    }
    let value = value.to_big();
    let part = |part: &BigInt| part.mod_floor(&BigInt::from(PRIME)).to_u64();
    Some(times(part(value.numer())?, inverse(part(value.denom())?)?))
}

/// The reciprocal modulo the prime; `None` of 0.
fn inverse(value: u64) -> Option<u64> {
    (value != 0).then(|| power(value, PRIME - 2))
}

/// The fixed value of a variable: its index, scrambled (the finaliser of SplitMix64).
fn value_of(var: Var) -> u64 {
    let mut mixed = (u64::from(var.0) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    (mixed ^ mixed >> 31) % PRIME
}

fn times(a: u64, b: u64) -> u64 {
    // As 2^61 is 1 modulo the prime, the high part of the product is added to the low one.
    let product = u128::from(a) * u128::from(b);
    let sum = (product as u64 & PRIME) + (product >> 61) as u64;
    if sum >= PRIME { sum - PRIME } else { sum }
}

fn power(base: u64, mut exponent: u64) -> u64 {
    let (mut result, mut square) = (1, base);
    while exponent > 0 {
        if exponent.is_odd() {
            result = times(result, square);
        }
        square = times(square, square);
        exponent /= 2;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stays_depends() {
        let budget = &mut Budget::default();
        let [x, y] = [0, 1].map(|var| Fraction::variable(Var(var)));
        let number = |n: i64| Fraction::constant(Number::from(n));
        let square = [y.numerator(), number(3).numerator(), &Poly::one()].map(Poly::clone); // x^2 = y + 3*x
        let square = [&square[0], &square[1], &square[2]];
        let mut sum = |a: &Fraction, b: &Fraction| a.add(b, budget).expect("enough");
        let even = [sum(&x, &number(1)), x.clone(), number(5), sum(&y, &number(2))];
        let mut tested = [0, 0];
        for (at, form) in even.iter().enumerate() {
            let budget = &mut Budget::default();
            // (x^2 - 3*x)*form/form does not depend on x, and times x it does
            let relation = x.mul(&x, budget).and_then(|x2| x2.sub(&x.scale(&Number::from(3)), budget)).expect("enough");
            let free = relation.div(&number(7), budget).expect("it is not 0");
            assert!(!depends(&free, square, Var(0)), "{at}");
            let bound = free.mul(&x, budget).and_then(|product| product.add(form, budget)).expect("enough");
            assert!(depends(&bound, square, Var(0)), "{at}");
            tested[0] += 1;
            let halves = bound.div(&number(2), budget).expect("it is not 0");
            assert!(depends(&halves, square, Var(0)), "{at}");
            tested[1] += 1;
        }
        assert_eq!(tested, [4, 4]);
    }
}
