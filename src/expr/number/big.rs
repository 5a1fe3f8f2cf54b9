//! Arithmetic on big numbers with few and cheap common divisors: most big numbers are integers, or have a small part.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};

/// `left + right` (Knuth, The Art of Computer Programming, volume 2, section 4.5.1).
pub(super) fn sum(left: &BigRational, right: &BigRational) -> BigRational {
    let (a, b, c, d) = (left.numer(), left.denom(), right.numer(), right.denom());
    let divisor = gcd(b, d);
    let (b_rest, d_rest) = (without(b, &divisor), without(d, &divisor));
    let numerator = a * &d_rest + c * &b_rest;
    let common = gcd(&numerator, &divisor);
    BigRational::new_raw(without(&numerator, &common), b_rest * without(d, &common))
}

/// `left*right`, reduced crosswise.
pub(super) fn product(left: &BigRational, right: &BigRational) -> BigRational {
    let (a, b, c, d) = (left.numer(), left.denom(), right.numer(), right.denom());
    let (first, second) = (gcd(a, d), gcd(c, b));
    let numerator = without(a, &first) * without(c, &second);
    BigRational::new_raw(numerator, without(b, &second) * without(d, &first))
}

/// The greatest common divisor, not negative; fast where one of the two is small.
pub(super) fn gcd(a: &BigInt, b: &BigInt) -> BigInt {
    if a.is_one() || b.is_one() {
        return BigInt::one();
    }
    let (small, other) = if a.bits() <= b.bits() { (a, b) } else { (b, a) };
    match small.magnitude().to_u64() {
        Some(0) => BigInt::from(other.magnitude().clone()),
        Some(small) => {
            let rest = (other.magnitude() % small).to_u64().expect("a remainder is less than the divisor");
            super::gcd(small, rest).into()
        }
        None => {
            // what is much longer is brought down by one division, and most often it leaves nothing
            let rest = other % small;
            if rest.is_zero() { BigInt::from(small.magnitude().clone()) } else { small.gcd(&rest) }
        }
    }
}

fn without(value: &BigInt, divisor: &BigInt) -> BigInt {
    if divisor.is_one() { value.clone() } else { value / divisor }
}
