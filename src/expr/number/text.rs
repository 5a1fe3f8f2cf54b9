//! Numbers as text: numerals in, fractions and decimals out.

use std::fmt;

use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{Pow, Zero};

use super::{Big, Number, Small};

/// The largest exponent and the largest count of digits that a numeral may have.
const NUMERAL_DIGITS: usize = 100_000;
/// How many digits a decimal may have after its point, and in all, to count as short.
const SHORT: (usize, usize) = (12, 24);
/// The largest power of five that fits in 64 bits, for dividing by many fives at once.
const FIVES: (usize, u64) = (27, 7_450_580_596_923_828_125);

impl Number {
    /// The value of a numeral such as `12`, `0.01` or `1e-6`: digits, then perhaps a point and digits, then perhaps
    /// `e` or `E` and an exponent.
    ///
    /// `None` if the text is not a numeral, or if it has more than 100,000 digits or an exponent beyond ±100,000.
    pub fn from_numeral(text: &str) -> Option<Number> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (text, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (mantissa, ""),
        };
        let digits_only = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits_only(whole) || !digits_only(fraction) || mantissa.len() > NUMERAL_DIGITS {
            return None;
        }
        let short = fraction.is_empty() && exponent == 0 && whole.len() <= 18;
        if short && let Ok(value) = whole.parse::<i64>() {
            return Some(Number::from(value));
        }
        let digits = format!("{whole}{fraction}");
        let significant = digits.trim_end_matches('0');
        let scale = exponent + (digits.len() - significant.len()) as i64 - fraction.len() as i64;
        Some(decimal(significant, scale))
    }

    /// The number as a decimal such as `-0.125`, or `None` if it is not one with at most 12 digits after the point
    /// and 24 in all.
    pub fn to_decimal_text(&self) -> Option<String> {
        let (numerator, denominator) = (self.numerator(), self.denominator());
        let mut scaled = numerator.abs();
        let mut places = 0;
        let mut power = Number::ONE;
        // The fewest places that clear the denominator leave no trailing zero.
        while !power.div(&denominator).is_some_and(|quotient| quotient.is_integer()) {
            places += 1;
            if places > SHORT.0 {
                return None;
            }
            power = power.mul(&Number::from(10));
        }
        scaled = scaled.mul(&power).div(&denominator).expect("a denominator is positive");
        if scaled.bits() > 4 * SHORT.1 as u64 {
            return None;
        }
        let digits = format!("{:0>width$}", scaled.to_string(), width = places + 1);
        if digits.len() > SHORT.1 {
            return None;
        }
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let sign = if self.is_negative() { "-" } else { "" };
        Some(if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") })
    }
}

/// `digits*10^scale`, in lowest terms without a general gcd; the last digit is not 0, or there are none.
fn decimal(digits: &str, scale: i64) -> Number {
    let Some(mut mantissa) = BigUint::parse_bytes(digits.as_bytes(), 10) else { return Number::ZERO };
    if mantissa.is_zero() {
        return Number::ZERO;
    }
    let size = scale.unsigned_abs() as usize;
    if scale >= 0 {
        return Number::from(BigInt::from(mantissa * Pow::pow(BigUint::from(10u32), size)));
    }
    let twos = mantissa.trailing_zeros().map_or(size, |zeros| size.min(zeros as usize));
    mantissa >>= twos;
    let mut fives = 0;
    for (count, divisor) in [FIVES, (1, 5)] {
        while fives + count <= size && (&mantissa % divisor).is_zero() {
            mantissa /= divisor;
            fives += count;
        }
    }
    let denominator = Pow::pow(BigUint::from(5u32), size - fives) << (size - twos);
    Number::from_big(BigRational::new_raw(mantissa.into(), denominator.into()))
}

/// The exponent of a numeral: perhaps a sign, then digits; `None` if it is not one or too large.
fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = digits.trim_start_matches('0');
    let size = if digits.is_empty() { 0 } else { digits.parse::<i64>().ok()? };
    if size > NUMERAL_DIGITS as i64 {
        return None;
    }
    Some(if text.starts_with('-') { -size } else { size })
}

/// `12`, `-3/4`: numerator and denominator in decimal digits.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Small(numerator, denominator) if denominator.get() == 1 => write!(f, "{numerator}"),
            Small(numerator, denominator) => write!(f, "{numerator}/{denominator}"),
            Big(ratio) => write!(f, "{ratio}"),
        }
    }
}
