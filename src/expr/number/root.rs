//! Roots that are rational.

use num_bigint::BigUint;
use num_integer::Roots;
use num_rational::BigRational;

use super::{Big, Number, Small};

impl Number {
    /// The non-negative `degree`-th root, if the number is not negative and the root is rational.
    ///
    /// A fraction in lowest terms has a rational root only if its numerator and denominator have integer ones.
    pub fn exact_root(&self, degree: u32) -> Option<Number> {
        if degree == 0 || self.is_negative() {
            return None;
        }
        match &self.0 {
            Small(numerator, denominator) => {
                let numerator = small_root(numerator.unsigned_abs(), degree)?;
                let denominator = small_root(denominator.get(), degree)?;
                Some(Number::from_coprime(numerator.into(), denominator.into()))
            }
            Big(ratio) => {
                let numerator = big_root(ratio.numer().magnitude(), degree)?;
                let denominator = big_root(ratio.denom().magnitude(), degree)?;
                Some(Number::from_big(BigRational::new_raw(numerator.into(), denominator.into())))
            }
        }
    }
}

fn small_root(value: u64, degree: u32) -> Option<u64> {
    let root = value.nth_root(degree);
    (root.checked_pow(degree) == Some(value)).then_some(root)
}

fn big_root(value: &BigUint, degree: u32) -> Option<BigUint> {
    let root = value.nth_root(degree);
    // A root of 1 of a larger value would raise 1 to a huge power for nothing.
    (&root.pow(degree) == value).then_some(root)
}
