//! Roots that are rational, and powers that divide an integer.

use num_bigint::BigUint;
use num_integer::{Integer, Roots};
use num_rational::BigRational;
use num_traits::Zero;

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

    /// A positive integer as `rest*factor^times` with the highest power of the factor that divides it. A factor below 2, and
    /// a number that is no positive integer, leave the number as it is.
    ///
    /// Costs a few divisions by powers `factor^(2^n)`, and one by the factor itself if it does not divide.
    pub(crate) fn divided_out(&self, factor: u64) -> (Number, u64) {
        if factor < 2 || !self.is_integer() || self.is_negative() || self.is_zero() {
            return (self.clone(), 0);
        }
        let Big(ratio) = &self.0 else {
            let (mut rest, mut times) = (self.numerator().to_i64().unwrap_or(1).unsigned_abs(), 0);
            while rest.is_multiple_of(factor) {
                (rest, times) = (rest / factor, times + 1);
            }
            return (Number::from_coprime(rest.into(), 1), times);
        };
        let value = ratio.numer().magnitude();
        if !(value % factor).is_zero() {
            return (self.clone(), 0);
        }
        let mut rest = value.clone();
        let mut powers = vec![(BigUint::from(factor), 1)];
        let mut times = 0;
        // up by squares as long as they divide, and down again
        while let Some((power, exponent)) = powers.last().filter(|(power, _)| power.bits() <= rest.bits()) {
            let (quotient, left) = rest.div_rem(power);
            if !left.is_zero() {
                break;
            }
            let (square, twice) = (power * power, 2 * exponent);
            (rest, times) = (quotient, times + exponent);
            powers.push((square, twice));
        }
        for (power, exponent) in powers.iter().rev() {
            let (quotient, left) = rest.div_rem(power);
            if left.is_zero() {
                (rest, times) = (quotient, times + exponent);
            }
        }
        (Number::from_big(BigRational::from_integer(rest.into())), times)
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
