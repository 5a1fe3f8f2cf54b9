//! Two different values in decimal, with as many digits as it takes to see that they differ.

use std::cmp::Ordering;

use crate::eval::interval::Interval;
use crate::expr::Number;
use crate::kernel::Value;

/// The fewest digits that are written, and the most: the kernel's enclosures have no more than 1,234.
const DIGITS: (usize, usize) = (6, 1_280);
/// An exact number that is longer than this is told to people in decimal.
const READABLE: usize = 40;

/// One value as it is written for programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Written {
    /// A rational number, `-1/2`.
    Exact(String),
    /// The ends of an enclosure in decimal.
    Between(String, String),
}

/// Both values with as few digits as show that they differ.
pub(crate) fn apart(left: &Value, right: &Value) -> (Written, Written) {
    let digits = digits(left, right);
    (written(left, digits), written(right, digits))
}

/// The value for people: the exact number if it is short, else the digits that are certain.
pub(crate) fn readable(value: &Value, digits: usize) -> String {
    match value {
        Value::Exact(number) => {
            let text = number.to_string();
            if text.len() <= READABLE {
                text
            } else {
                Interval::from_number(number, 4 * digits + 64).to_decimal(digits)
            }
        }
        Value::Enclosed(interval) => interval.to_decimal(digits),
    }
}

/// How many digits it takes to tell the values apart.
pub(crate) fn digits(left: &Value, right: &Value) -> usize {
    let mut digits = DIGITS.0;
    while digits < DIGITS.1 && !are_apart(&written(left, digits), &written(right, digits)) {
        digits += digits / 2;
    }
    digits
}

fn written(value: &Value, digits: usize) -> Written {
    match value {
        Value::Exact(number) => Written::Exact(number.to_string()),
        Value::Enclosed(interval) => {
            let (lo, hi) = interval.to_decimal_ends(digits);
            Written::Between(lo, hi)
        }
    }
}

/// Whether what is written shows that the values differ.
fn are_apart(left: &Written, right: &Written) -> bool {
    let ends = |value: &Written| match value {
        Written::Exact(text) => Some((End::of(text)?, End::of(text)?)),
        Written::Between(lo, hi) => Some((End::of(lo)?, End::of(hi)?)),
    };
    let (Some(left), Some(right)) = (ends(left), ends(right)) else { return false };
    left.1.is_below(&right.0) || right.1.is_below(&left.0)
}

/// A number as it is written, or no bound.
enum End {
    Number(Number),
    /// A number whose power of ten is too large to be written out: sign, digits, and the power of the first digit.
    Far(bool, String, i64),
    Infinite(bool),
}

impl End {
    fn of(text: &str) -> Option<End> {
        let (negative, size) = match text.strip_prefix('-') {
            Some(size) => (true, size),
            None => (false, text),
        };
        if size == "inf" {
            return Some(End::Infinite(negative));
        }
        let (above, below) = size.split_once('/').unwrap_or((size, "1"));
        if let (Some(above), Some(below)) = (Number::from_numeral(above), Number::from_numeral(below)) {
            let size = above.div(&below)?;
            return Some(End::Number(if negative { size.neg() } else { size }));
        }
        let (digits, power) = above.split_once('e')?;
        Some(End::Far(negative, digits.replace('.', ""), power.parse().ok()?))
    }

    fn is_below(&self, other: &End) -> bool {
        match (self, other) {
            (End::Number(a), End::Number(b)) => a.cmp(b) == Ordering::Less,
            (End::Infinite(negative), End::Number(_) | End::Far(..)) => *negative,
            (End::Number(_) | End::Far(..), End::Infinite(negative)) => !negative,
            (End::Infinite(a), End::Infinite(b)) => *a && !b,
            // a far number is nearer to 0, or farther from it, than every number that is written out
            (End::Far(negative, _, power), End::Number(b)) => match (*power > 0, negative) {
                (true, negative) => *negative,
                (false, false) => !b.is_negative() && !b.is_zero(),
                (false, true) => b.is_zero() || !b.is_negative(),
            },
            (End::Number(a), End::Far(negative, _, power)) => match (*power > 0, negative) {
                (true, negative) => !negative,
                (false, true) => a.is_negative(),
                (false, false) => a.is_zero() || a.is_negative(),
            },
            (End::Far(a, digits, power), End::Far(b, others, other)) => match (a, b) {
                (true, false) => true,
                (false, true) => false,
                (false, false) => (power, digits) < (other, others),
                (true, true) => (power, digits) > (other, others),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::End;

    #[test]
    fn numbers_as_they_are_written_are_ordered() {
        let rising = [
            "-inf",
            "-2e300000",
            "-1.5e300000",
            "-3e5",
            "-1/3",
            "-2e-300000",
            "-1e-300000",
            "0",
            "1e-300000",
            "1.5e-300000",
            "0.333",
            "1/3",
            "3e5",
            "1.5e300000",
            "1.75e300000",
            "2e300001",
            "inf",
        ];
        let ends: Vec<End> = rising.iter().map(|text| End::of(text).expect("it is a number")).collect();
        let mut tested = 0;
        for (at, left) in ends.iter().enumerate() {
            for (other, right) in ends.iter().enumerate() {
                assert_eq!(left.is_below(right), at < other, "{} and {}", rising[at], rising[other]);
                tested += 1;
            }
        }
        assert_eq!(tested, 289);
    }
}
