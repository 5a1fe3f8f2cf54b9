//! Images of polynomials modulo a prime, for bounds on the degree of a common divisor.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;

use super::{Budget, OutOfBudget, Poly, Var};
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
        let (left, right) = (image(a, main, degrees.0), image(b, main, degrees.1));
        let kept = left.last() != Some(&0) || right.last() != Some(&0);
        bounds.push(if kept { gcd_degree(left, right).min(trivial) } else { trivial });
    }
    Ok(bounds)
}

/// The coefficients modulo the prime, lowest first, with every variable but one at a fixed value.
fn image(poly: &Poly, main: Var, degree: u32) -> Vec<u64> {
    let mut coefficients = vec![0; degree as usize + 1];
    for (monomial, value) in poly.terms() {
        let mut product = residue(value);
        for (var, exponent) in monomial.factors().filter(|factor| factor.0 != main) {
            product = times(product, power(value_of(var), exponent.into()));
        }
        let slot = &mut coefficients[monomial.degree(main) as usize];
        *slot = (*slot + product) % PRIME;
    }
    coefficients
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

/// An integer modulo the prime.
fn residue(value: &Number) -> u64 {
    match value.to_i64() {
        Some(value) => i128::from(value).rem_euclid(i128::from(PRIME)) as u64,
        None => value.to_big().numer().mod_floor(&BigInt::from(PRIME)).to_u64().expect("a residue fits"),
    }
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
