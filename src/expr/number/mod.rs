//! Exact rational numbers: a small one inline, a big one behind a pointer.
//!
//! A number has one representation: a value whose numerator and denominator both fit is always small, in lowest
//! terms, with a positive denominator. Equality and hashing are therefore structural.

#![deny(clippy::float_arithmetic)]

mod big;
mod float;
mod root;
mod text;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::num::NonZeroU64;

use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

/// An exact rational number in lowest terms.
///
/// Numbers whose numerator and denominator lie within ±(2^63 - 1) are held inline, and arithmetic on them that stays
/// there allocates nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Number(Repr);

/// How many bits a power may have, numerator and denominator together.
const POWER_BITS: u64 = 1_000_000;
const MAX: i128 = i64::MAX as i128;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Repr {
    /// Numerator and denominator, coprime, neither beyond `i64::MAX` in size.
    Small(i64, NonZeroU64),
    /// A value that does not fit.
    Big(Box<BigRational>),
}

use Repr::{Big, Small};

impl Number {
    /// The number 0.
    pub const ZERO: Number = Number(Small(0, NonZeroU64::MIN));
    /// The number 1.
    pub const ONE: Number = Number(Small(1, NonZeroU64::MIN));
    /// The number -1.
    pub const MINUS_ONE: Number = Number(Small(-1, NonZeroU64::MIN));

    /// The quotient of two integers, or `None` if the denominator is 0.
    pub fn ratio(numerator: i64, denominator: i64) -> Option<Number> {
        let sign = i128::from(denominator.signum());
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        if denominator == 0 {
            return None;
        }
        let divisor = i128::from(divisor) * sign;
        Some(Number::from_coprime(i128::from(numerator) / divisor, i128::from(denominator) / divisor))
    }

    /// Whether the number is 0.
    #[inline]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Small(0, _))
    }

    /// Whether the number is 1.
    #[inline]
    pub fn is_one(&self) -> bool {
        matches!(self.0, Small(1, NonZeroU64::MIN))
    }

    /// Whether the number is an integer.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Small(_, denominator) => denominator.get() == 1,
            Big(ratio) => ratio.is_integer(),
        }
    }

    /// Whether the number is less than 0.
    #[inline]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Small(numerator, _) => *numerator < 0,
            Big(ratio) => ratio.is_negative(),
        }
    }

    /// The numerator in lowest terms, with the number's sign.
    pub fn numerator(&self) -> Number {
        match &self.0 {
            Small(numerator, _) => Number::from(*numerator),
            Big(ratio) => Number::from_big(BigRational::from_integer(ratio.numer().clone())),
        }
    }

    /// The denominator in lowest terms; at least 1.
    pub fn denominator(&self) -> Number {
        match &self.0 {
            Small(_, denominator) => Number(Small(denominator.get() as i64, NonZeroU64::MIN)),
            Big(ratio) => Number::from_big(BigRational::from_integer(ratio.denom().clone())),
        }
    }

    /// The value as an `i64`, if it is an integer in that range.
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Small(numerator, denominator) => (denominator.get() == 1).then_some(*numerator),
            Big(ratio) => ratio.is_integer().then(|| ratio.numer().to_i64()).flatten(),
        }
    }

    /// The same number as a big rational.
    pub fn to_big(&self) -> BigRational {
        match &self.0 {
            Small(numerator, denominator) => BigRational::new_raw((*numerator).into(), denominator.get().into()),
            Big(ratio) => (**ratio).clone(),
        }
    }

    /// The same number as a big rational, copied only if it is small.
    fn as_big(&self) -> Cow<'_, BigRational> {
        match &self.0 {
            Small(..) => Cow::Owned(self.to_big()),
            Big(ratio) => Cow::Borrowed(ratio),
        }
    }

    /// How many binary digits the numerator and the denominator have together.
    pub fn bits(&self) -> u64 {
        match &self.0 {
            Small(n, d) => u64::from(128 - n.unsigned_abs().leading_zeros() - d.leading_zeros()),
            Big(ratio) => ratio.numer().bits() + ratio.denom().bits(),
        }
    }

    /// `self + other`
    #[inline]
    pub fn add(&self, other: &Number) -> Number {
        if let (Small(a, b), Small(c, d)) = (&self.0, &other.0) {
            if b.get() == 1
                && d.get() == 1
                && let Some(sum) = a.checked_add(*c)
                && sum != i64::MIN
            {
                return Number(Small(sum, NonZeroU64::MIN));
            }
            return sum_of_small(*a, b.get(), *c, d.get());
        }
        Number::from_big(big::sum(&self.as_big(), &other.as_big()))
    }

    /// `self - other`
    #[inline]
    pub fn sub(&self, other: &Number) -> Number {
        match (&self.0, &other.0) {
            (Small(..), Small(c, d)) => self.add(&Number(Small(-c, *d))),
            (Small(..) | Big(_), Small(..) | Big(_)) => self.add(&other.neg()),
        }
    }

    /// `self*other`
    #[inline]
    pub fn mul(&self, other: &Number) -> Number {
        if let (Small(a, b), Small(c, d)) = (&self.0, &other.0) {
            if b.get() == 1
                && d.get() == 1
                && let Some(product) = a.checked_mul(*c)
                && product != i64::MIN
            {
                return Number(Small(product, NonZeroU64::MIN));
            }
            return product_of_small(*a, b.get(), *c, d.get());
        }
        Number::from_big(big::product(&self.as_big(), &other.as_big()))
    }

    /// `-self`
    #[inline]
    pub fn neg(&self) -> Number {
        match &self.0 {
            Small(numerator, denominator) => Number(Small(-numerator, *denominator)),
            Big(ratio) => Number(Big(Box::new(-(**ratio).clone()))),
        }
    }

    /// The size without the sign.
    pub fn abs(&self) -> Number {
        if self.is_negative() { self.neg() } else { self.clone() }
    }

    /// `1/self`, or `None` for 0.
    pub fn recip(&self) -> Option<Number> {
        match &self.0 {
            Small(numerator, denominator) => {
                let size = NonZeroU64::new(numerator.unsigned_abs())?;
                Some(Number(Small(denominator.get() as i64 * numerator.signum(), size)))
            }
            Big(ratio) => Some(Number(Big(Box::new(ratio.recip())))),
        }
    }

    /// `self/other`, or `None` if `other` is 0.
    pub fn div(&self, other: &Number) -> Option<Number> {
        Some(self.mul(&other.recip()?))
    }

    /// `self` to an integer power; `None` for a negative power of 0 and for a result of more than a million bits.
    /// The zeroth power is 1.
    pub fn pow(&self, exponent: i64) -> Option<Number> {
        let base = if exponent < 0 { self.recip()? } else { self.clone() };
        let mut left = exponent.unsigned_abs();
        if let Small(-1..=1, NonZeroU64::MIN) = base.0 {
            let odd = left % 2 == 1;
            return Some(if odd || left != 0 && base.is_zero() { base } else { Number::ONE });
        }
        // A numerator or denominator of b bits has more than (b - 1)*n bits in its n-th power.
        if base.bits().saturating_sub(2).max(1).saturating_mul(left) > POWER_BITS {
            return None;
        }
        let (mut result, mut square) = (Number::ONE, base);
        while left > 0 {
            if left % 2 == 1 {
                result = result.mul(&square);
            }
            left /= 2;
            if left > 0 {
                square = square.mul(&square);
            }
        }
        Some(result)
    }

    /// The greatest positive number of which both are integer multiples; the size of the other if one is 0.
    pub fn gcd(&self, other: &Number) -> Number {
        if self.is_zero() || other.is_zero() {
            return self.add(other).abs();
        }
        if let (Small(a, b), Small(c, d)) = (&self.0, &other.0) {
            let numerator = gcd(a.unsigned_abs(), c.unsigned_abs());
            let (b, d) = (b.get(), d.get());
            return Number::from_coprime(numerator.into(), i128::from(b / gcd(b, d)) * i128::from(d));
        }
        let (left, right) = (self.as_big(), other.as_big());
        let common = big::gcd(left.denom(), right.denom());
        let numerator = big::gcd(left.numer(), right.numer());
        Number::from_big(BigRational::new_raw(numerator, left.denom() / common * right.denom()))
    }

    /// The number with coprime numerator and denominator, the latter positive.
    fn from_coprime(numerator: i128, denominator: i128) -> Number {
        debug_assert!(denominator > 0, "a denominator is positive");
        if (-MAX..=MAX).contains(&numerator) && denominator <= MAX {
            let denominator = NonZeroU64::new(denominator as u64).expect("a denominator is positive");
            return Number(Small(numerator as i64, denominator));
        }
        Number(Big(Box::new(BigRational::new_raw(numerator.into(), denominator.into()))))
    }

    /// The number that a big rational in lowest terms is.
    fn from_big(ratio: BigRational) -> Number {
        let parts = (ratio.numer().to_i64(), ratio.denom().to_i64());
        if let (Some(numerator), Some(denominator)) = parts
            && numerator != i64::MIN
            && let Some(denominator) = NonZeroU64::new(denominator as u64)
        {
            return Number(Small(numerator, denominator));
        }
        Number(Big(Box::new(ratio)))
    }
}

/// `a/b + c/d` by Knuth, The Art of Computer Programming, volume 2, section 4.5.1; no step leaves 128 bits.
fn sum_of_small(a: i64, b: u64, c: i64, d: u64) -> Number {
    let divisor = gcd(b, d);
    let (b_rest, d_rest) = (i128::from(b / divisor), i128::from(d / divisor));
    let numerator = i128::from(a) * d_rest + i128::from(c) * b_rest;
    if divisor == 1 {
        return Number::from_coprime(numerator, b_rest * d_rest);
    }
    let common = gcd((numerator.unsigned_abs() % u128::from(divisor)) as u64, divisor);
    Number::from_coprime(numerator / i128::from(common), b_rest * i128::from(d / common))
}

/// `a/b * c/d`, reduced crosswise before it is multiplied.
fn product_of_small(a: i64, b: u64, c: i64, d: u64) -> Number {
    let (left, right) = (gcd(a.unsigned_abs(), d), gcd(c.unsigned_abs(), b));
    let numerator = i128::from(a) / i128::from(left) * (i128::from(c) / i128::from(right));
    Number::from_coprime(numerator, i128::from(b / right) * i128::from(d / left))
}

/// The greatest common divisor, by halving and subtracting; `gcd(0, b) = b`.
fn gcd(mut a: u64, mut b: u64) -> u64 {
    if a == 0 || b == 0 {
        return a | b;
    }
    if a == 1 || b == 1 {
        return 1;
    }
    let twos = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    loop {
        b >>= b.trailing_zeros();
        if a > b {
            (a, b) = (b, a);
        }
        b -= a;
        if b == 0 {
            return a << twos;
        }
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Number {
        Number::from_coprime(i128::from(value), 1)
    }
}

impl From<BigInt> for Number {
    fn from(value: BigInt) -> Number {
        Number::from_big(BigRational::from_integer(value))
    }
}

impl From<BigRational> for Number {
    /// The number with this value; the ratio need not be in lowest terms, but its denominator must not be 0.
    fn from(value: BigRational) -> Number {
        assert!(!value.denom().is_zero(), "a ratio has a denominator other than 0");
        Number::from_big(value.reduced())
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        if let (Small(a, b), Small(c, d)) = (&self.0, &other.0) {
            return (i128::from(*a) * i128::from(d.get())).cmp(&(i128::from(*c) * i128::from(b.get())));
        }
        let (left, right) = (self.as_big(), other.as_big());
        match (left.numer().sign(), right.numer().sign()) {
            (Sign::Minus, Sign::Minus) | (Sign::NoSign, Sign::NoSign) | (Sign::Plus, Sign::Plus) => {
                (left.numer() * right.denom()).cmp(&(right.numer() * left.denom()))
            }
            (a, b) => a.cmp(&b),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests;
