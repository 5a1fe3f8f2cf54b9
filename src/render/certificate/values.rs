//! Exact numbers and enclosures as text, both ways.

use dashu_int::IBig;

use super::format::Value;
use crate::eval::interval::Interval;
use crate::expr::Number;
use crate::functions::real::{self, Real};
use crate::kernel;

/// How long a number may be that is read. The kernel's ends have at most 4,096 bits.
const LONGEST: usize = 4_000;
/// The ends of enclosures have no exponents of 2 beyond this, besides that of their significand.
const MOST_EXPONENT: isize = 1 << 41;

/// A kernel's value as it is written.
pub(super) fn written(value: &kernel::Value) -> Value {
    match value {
        kernel::Value::Exact(number) => Value::Exact { exact: number.to_string() },
        kernel::Value::Enclosed(interval) => Value::Between { lo: end(interval.lo()), hi: end(interval.hi()) },
    }
}

/// A value as it was written.
pub(super) fn read(value: &Value) -> Option<kernel::Value> {
    match value {
        Value::Exact { exact } => number(exact).map(kernel::Value::Exact),
        Value::Between { lo, hi } => Interval::new(real(lo)?, real(hi)?).map(kernel::Value::Enclosed),
    }
}

/// A rational number: digits, perhaps after a sign, perhaps over digits.
pub(super) fn number(text: &str) -> Option<Number> {
    let digits = |part: &str| !part.is_empty() && part.len() <= LONGEST && part.bytes().all(|b| b.is_ascii_digit());
    let (negative, size) = match text.strip_prefix('-') {
        Some(size) => (true, size),
        None => (false, text),
    };
    let (above, below) = size.split_once('/').unwrap_or((size, "1"));
    if !digits(above) || !digits(below) {
        return None;
    }
    let size = Number::from_numeral(above)?.div(&Number::from_numeral(below)?)?;
    Some(if negative { size.neg() } else { size })
}

fn end(end: &Real) -> String {
    match (end.is_infinite(), real::is_negative(end)) {
        (true, true) => "-inf".into(),
        (true, false) => "inf".into(),
        (false, _) => format!("{}*2^{}", end.significand(), end.exponent()),
    }
}

fn real(text: &str) -> Option<Real> {
    match text {
        "inf" => return Some(Real::infinity()),
        "-inf" => return Some(Real::neg_infinity()),
        _ if text.len() > LONGEST => return None,
        _ => {} // a significand and an exponent
    }
    let (significand, exponent) = text.split_once("*2^")?;
    let exponent: isize = exponent.parse().ok()?;
    (exponent.abs() <= MOST_EXPONENT).then_some(())?;
    Some(real::scaled(significand.parse::<IBig>().ok()?, exponent))
}

#[cfg(test)]
mod tests {
    use super::{end, number, read, real, written};
    use crate::eval::interval::Interval;
    use crate::expr::Number;
    use crate::kernel::Value;

    #[test]
    fn values_are_read_as_they_were_written() {
        let third = Number::ratio(-1, 3).expect("it is a number");
        let values = [
            Value::Exact(Number::ZERO),
            Value::Exact(third.clone()),
            Value::Enclosed(Interval::from_number(&third, 128)),
            Value::Enclosed(Interval::everything()),
        ];
        let tested = values.iter().inspect(|value| assert_eq!(read(&written(value)).as_ref(), Some(*value)));
        assert_eq!(tested.count(), 4);
        assert_eq!(real("6*2^-1").map(|x| end(&x)).as_deref(), Some("3*2^0"));
    }

    #[test]
    fn what_is_no_number_is_not_read() {
        let numbers = ["", "-", "1/0", "1/", "/2", "1e5", "1.5", "--1", "1/-2", "0x1", "one", &"9".repeat(5_000)];
        let ends = ["", "1", "2^3", "1*2^", "1*2^99999999999999999999", "1*2^4000000000000", "nan", "1.5*2^3"];
        let tested = numbers.iter().inspect(|text| assert_eq!(number(text), None, "{text}")).count()
            + ends.iter().inspect(|text| assert!(real(text).is_none(), "{text}")).count();
        assert_eq!(tested, 20);
    }
}
