//! Numbers against `num_rational`, with many values at the borders of the small case.

use num_rational::BigRational;
use num_traits::{Pow, Signed, ToPrimitive, Zero};

use super::*;

/// How many random numbers a test takes: few under an interpreter.
const MANY: usize = if cfg!(miri) { 10 } else { 20_000 };
const SOME: usize = if cfg!(miri) { 10 } else { 2_000 };

/// A fixed sequence of pseudo-random numbers (xorshift64*).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// An integer that is often tiny and often at the edge of 64 bits.
    fn integer(&mut self) -> i64 {
        let raw = self.next() as i64;
        match self.next() % 6 {
            0 => raw % 4,
            1 => raw % 100,
            2 => raw >> 32,
            3 => raw,
            4 => i64::MAX - (raw & 3),
            _ => i64::MIN + (raw & 3),
        }
    }

    fn big(&mut self) -> BigRational {
        let mut denominator = self.integer();
        while denominator == 0 {
            denominator = self.integer();
        }
        let value = BigRational::new(self.integer().into(), denominator.into());
        if self.next().is_multiple_of(4) { &value * BigRational::new(self.integer().into(), 7.into()) } else { value }
    }
}

/// The number, checked to be in its one canonical form.
fn number(value: &BigRational) -> Number {
    let number = Number::from(value.clone());
    check(&number, value);
    number
}

#[track_caller]
fn check(number: &Number, value: &BigRational) {
    assert_eq!(&number.to_big(), value);
    let fits = |part: &BigInt| part.magnitude() <= &num_bigint::BigUint::from(i64::MAX as u64);
    let small = fits(value.numer()) && fits(value.denom());
    assert_eq!(matches!(number.0, Small(..)), small, "{value} is held in the wrong form");
    assert_eq!(number.to_big().denom(), value.denom(), "lowest terms");
    assert_eq!(number.to_string(), value.to_string());
}

#[test]
fn arithmetic_agrees_with_big_rationals() {
    let mut random = Random(42);
    let (mut tested, mut small_results) = (0, 0);
    for _ in 0..MANY {
        let (a, b) = (random.big(), random.big());
        let (x, y) = (number(&a), number(&b));
        check(&x.add(&y), &(&a + &b));
        check(&x.sub(&y), &(&a - &b));
        check(&x.mul(&y), &(&a * &b));
        check(&x.neg(), &-&a);
        check(&x.abs(), &a.abs());
        check(&x.numerator().div(&x.denominator()).expect("a denominator is positive"), &a);
        assert_eq!(x.cmp(&y), a.cmp(&b));
        assert_eq!(x == y, a == b);
        assert_eq!(x.is_negative(), a.is_negative());
        assert_eq!(x.is_integer(), a.is_integer());
        assert_eq!(x.to_i64(), if a.is_integer() { a.numer().to_i64() } else { None }, "{a}");
        assert_eq!(y.is_zero(), y.recip().is_none());
        let common = x.gcd(&y);
        assert!(!common.is_negative() && common.is_zero() == (x.is_zero() && y.is_zero()));
        if let (Some(left), Some(right)) = (x.div(&common), y.div(&common)) {
            assert!(left.is_integer() && right.is_integer() && left.gcd(&right).is_one(), "{x} {y} {common}");
            check(&common, &common.to_big().reduced());
        }
        if !b.is_zero() {
            check(&x.div(&y).expect("not divided by 0"), &(&a / &b));
        }
        small_results += usize::from(matches!(x.add(&y).0, Small(..)));
        tested += 1;
    }
    assert_eq!(tested, MANY);
    let is_mixed = small_results * 20 > MANY * 3 && small_results * 5 < MANY * 4;
    assert!(is_mixed || cfg!(miri), "{small_results} sums are small");
}

#[test]
fn powers_agree_with_big_rationals() {
    let mut random = Random(7);
    let mut tested = 0;
    for _ in 0..SOME {
        let (a, exponent) = (random.big(), (random.next() % 9) as i32 - 4);
        let power = number(&a).pow(exponent.into());
        if a.is_zero() && exponent < 0 {
            assert_eq!(power, None);
            continue;
        }
        check(&power.expect("a small power is within the budget"), &Pow::pow(a, exponent));
        tested += 1;
    }
    assert!(tested * 4 > SOME * 3, "{tested}");
    assert_eq!(Number::ZERO.pow(0), Some(Number::ONE));
    assert_eq!(Number::ZERO.pow(5), Some(Number::ZERO));
    assert_eq!(Number::MINUS_ONE.pow(i64::MIN), Some(Number::ONE));
    assert_eq!(Number::MINUS_ONE.pow(i64::MAX), Some(Number::MINUS_ONE));
    assert_eq!(Number::from(2).pow(1_000_001), None);
    assert_eq!(Number::from(2).pow(1_000).map(|power| power.bits()), Some(1_002));
    assert_eq!(Number::from(3).pow(i64::MIN), None);
}

#[test]
fn floats_are_nearest() {
    let mut random = Random(3);
    let mut tested = 0;
    for _ in 0..MANY {
        // Two factors that floating point holds exactly: hardware division then rounds correctly.
        let (a, b) =
            ((random.next() >> 11) as i64 - (1 << 52), (random.next() >> (11 + random.next() % 50)) as i64 + 1);
        let value = Number::ratio(a, b).expect("the denominator is positive");
        #[allow(clippy::float_arithmetic, reason = "the float is the expected value here")]
        let expected = a as f64 / b as f64;
        assert_eq!(value.to_f64(), expected, "{value}");
        let scaled = value.mul(&Number::from(2).pow(200).expect("within the budget"));
        #[allow(clippy::float_arithmetic, reason = "the float is the expected value here")]
        let expected = expected * f64::from_bits((1023 + 200) << 52); // 2^200; the digits of `powi` are not specified
        assert_eq!(scaled.to_f64(), expected, "{scaled}");
        tested += 1;
    }
    assert_eq!(tested, MANY);
    let texts = [
        "0.1",
        "1e-323",
        "4.9e-324",
        "2.4e-324",
        "2.5e-324",
        "2.2250738585072011e-308",
        "1.7976931348623157e308",
        "1.7976931348623159e308",
        "1e-400",
        "123456789012345678901234567890",
        "1e23",
        "9007199254740993",
        "1e400",
        "3.14159265358979323846264338327950288",
    ];
    for text in texts {
        let value = Number::from_numeral(text).expect("a numeral");
        assert_eq!(value.to_f64(), text.parse::<f64>().expect("a float"), "{text}");
    }
}

#[test]
fn numerals_are_exact() {
    let cases = [
        ("0", "0"),
        ("007", "7"),
        ("12", "12"),
        ("0.01", "1/100"),
        ("1e-6", "1/1000000"),
        ("2.50", "5/2"),
        ("1.25E+2", "125"),
        ("1.25e1", "25/2"),
        ("0.000", "0"),
        ("0e5", "0"),
        ("1e0", "1"),
        ("1e-00002", "1/100"),
        ("9223372036854775807", "9223372036854775807"),
        ("9223372036854775808", "9223372036854775808"),
        ("0.0009765625", "1/1024"),
        ("390625e-8", "1/256"),
        ("1e20", "100000000000000000000"),
    ];
    for (text, expected) in cases {
        let value = Number::from_numeral(text).expect(text);
        check(&value, &expected.parse().expect("a ratio"));
    }
    let refused = [
        "",
        ".",
        "1.",
        ".5",
        "-1",
        "+1",
        "1e",
        "e5",
        "1e+",
        "1e100001",
        "1e-100001",
        "1e99999999999999999999",
        "1_0",
        "1.2.3",
        "0x1",
        "١",
        " 1",
        "1 ",
        "1e5.5",
        "1.-5",
        "inf",
    ];
    for text in refused {
        assert_eq!(Number::from_numeral(text), None, "{text}");
    }
    assert_eq!(refused.len() + cases.len(), 38);
    assert!(Number::from_numeral("1e100000").is_some());
    assert!(Number::from_numeral("3e-100000").is_some());
    assert_eq!(Number::from_numeral(&"9".repeat(100_001)), None);
}

#[test]
fn decimals_read_back() {
    let cases =
        [("0.01", "0.01"), ("-3/4", "-0.75"), ("5", "5"), ("-1/8", "-0.125"), ("12345/100", "123.45"), ("0", "0")];
    for (text, expected) in cases {
        let value = match text.parse::<BigRational>() {
            Ok(ratio) => Number::from(ratio),
            Err(_) => Number::from_numeral(text).expect("a numeral"),
        };
        assert_eq!(value.to_decimal_text().as_deref(), Some(expected));
    }
    for text in ["1/3", "1/10000000000000", "1/7", "10000000000000000000000000"] {
        assert_eq!(Number::from(text.parse::<BigRational>().expect("a ratio")).to_decimal_text(), None, "{text}");
    }
    let (mut random, mut tested) = (Random(5), 0);
    for _ in 0..SOME {
        let value = number(&random.big()).abs();
        if let Some(text) = value.to_decimal_text() {
            assert_eq!(Number::from_numeral(&text), Some(value));
            tested += 1;
        }
    }
    assert!(tested * 20 > SOME * 3, "{tested}");
}

#[test]
fn roots_are_exact_or_refused() {
    let mut random = Random(11);
    let mut tested = 0;
    for _ in 0..SOME {
        let (value, degree) = (number(&random.big()).abs(), 1 + (random.next() % 5) as u32);
        let power = value.pow(degree.into()).expect("a small power");
        assert_eq!(power.exact_root(degree), Some(value));
        tested += 1;
    }
    assert_eq!(tested, SOME);
    let ratio = |a, b| Number::ratio(a, b).expect("the denominator is not 0");
    assert_eq!(ratio(4, 9).exact_root(2), Some(ratio(2, 3)));
    assert_eq!(ratio(2, 9).exact_root(2), None);
    assert_eq!(ratio(-8, 1).exact_root(3), None);
    assert_eq!(ratio(2, 1).exact_root(u32::MAX), None);
    assert_eq!(Number::from_numeral("1e60").expect("a numeral").exact_root(u32::MAX), None);
    assert_eq!(Number::ZERO.exact_root(3), Some(Number::ZERO));
}

#[test]
fn a_number_is_two_words() {
    assert_eq!(size_of::<Number>(), 16);
}

#[test]
fn the_highest_power_of_a_factor_is_divided_out() {
    let mut tried = 0;
    for factor in [2_u64, 3, 4, 6, 7, 997, 1 << 33] {
        for times in [0_i64, 1, 2, 3, 7, 8, 15, 64, 100] {
            for rest in [1_i64, 5, 11, 1_000_003, i64::MAX - 24] {
                let (power, rest) = (Number::from(factor as i64).pow(times).unwrap(), Number::from(rest));
                let (left, found) = power.mul(&rest).divided_out(factor);
                assert_eq!((left, found), (rest, times as u64), "{factor}^{times}");
                tried += 1;
            }
        }
    }
    assert_eq!(tried, 315);
    for (number, factor) in
        [(Number::ZERO, 2), (Number::from(-8), 2), (Number::ratio(1, 8).unwrap(), 2), (Number::from(8), 1)]
    {
        assert_eq!(number.divided_out(factor), (number.clone(), 0));
    }
}
