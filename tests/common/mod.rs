//! What several tests need: random numbers, a way from the tables' text to expressions, comparison of enclosed values.

#![allow(dead_code)] // every test program uses a part of this

pub mod corpora;
pub mod formula;
pub mod hand;
pub mod pairs;
pub mod slope;
pub mod text;

use gprime::eval::interval::{Argument, Interval, Outcome, apply, enclose};
use gprime::expr::{ExprId, Number, Store};
use gprime::functions::real::Real;
use gprime::functions::{self, Function};

/// Pseudo-random numbers, the same in every run.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number from 0 to `n - 1`.
    pub fn below(&mut self, n: u64) -> u64 {
        (self.next() >> 11) % n
    }

    /// An integer from `lo` to `hi`.
    pub fn between(&mut self, lo: i64, hi: i64) -> i64 {
        lo + self.below((hi - lo) as u64 + 1) as i64
    }
}

/// `significand*2^exponent`
pub fn dyadic(significand: i64, exponent: isize) -> Real {
    Real::new(significand.into(), exponent)
}

pub fn point(x: &Real) -> Interval {
    Interval::new(x.clone(), x.clone()).expect("a number is an interval")
}

/// The nearest floating-point number to a number that is one.
pub fn to_float(x: &Real) -> f64 {
    x.to_f64().value()
}

/// A rational number from text such as `-1/2` or `1e-12`.
pub fn number(text: &str) -> Number {
    let (above, below) = text.split_once('/').unwrap_or((text, "1"));
    let (size, negative) = match above.strip_prefix('-') {
        Some(size) => (size, true),
        None => (above, false),
    };
    let read = |text| Number::from_numeral(text).unwrap_or_else(|| panic!("{text} is not a numeral"));
    let value = read(size).div(&read(below)).expect("the denominator is not 0");
    if negative { value.neg() } else { value }
}

/// How many rows there are, so that a loop over fewer is noticed.
pub const ROWS: usize = 44;
pub const ROWS_OF_ONE_ARGUMENT: usize = 41;

/// How many of them have no meaning in other functions.
pub const PRIMITIVE: usize = 11;

pub fn rows_of_one_argument() -> impl Iterator<Item = &'static Function> {
    functions::all().iter().copied().filter(|row| row.arity == 1)
}

pub fn apply_at(row: &'static Function, x: &Real, precision: usize) -> Result<Interval, Outcome> {
    apply(row, &[point(x)], precision)
}

/// The enclosure of `formula`, where `?u` and the like stand for values.
pub fn value_of(formula: &str, values: &[(&str, Argument)], precision: usize) -> Result<Interval, Outcome> {
    let mut store = Store::new();
    let expr = text::read(&mut store, formula);
    let values: Vec<_> = values.iter().map(|(name, value)| (store.symbol(name), value.clone())).collect();
    enclose(&store, expr, &values, precision)
}

/// How the values of two expressions compare at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Agreement {
    /// Both are defined and differ by at most one part in 10^12, which is proved.
    Equal,
    /// Both are defined and differ by more, which is proved.
    Different(Interval, Interval),
    /// Both are undefined.
    BothUndefined,
    /// Only one is defined.
    OneUndefined,
    /// Nothing is proved.
    Unknown(Outcome, Outcome),
}

/// The enclosure at 200 bits, or at more where that is wider than one part in 2^100.
pub fn enclosure(store: &Store, expr: ExprId, values: &[(ExprId, Argument)]) -> Result<Interval, Outcome> {
    let mut result = Err(Outcome::Unknown);
    for precision in [200, 800, 3200] {
        result = enclose(store, expr, values, precision);
        match &result {
            Ok(value) if is_narrow(value) => break,
            Err(Outcome::Undefined | Outcome::Unbound(_)) => break,
            Ok(_) | Err(_) => {}
        }
    }
    result
}

fn is_narrow(value: &Interval) -> bool {
    if !value.is_bounded() {
        return false;
    }
    let width = point(value.hi()).sub(&point(value.lo()), 64);
    let part = value.abs().mul(&point(&dyadic(1, -100)), 64);
    width.hi() <= part.lo()
}

/// Compares two expressions at one place to one part in 10^12, both sides enclosed.
pub fn agreement(store: &Store, left: ExprId, right: ExprId, values: &[(ExprId, Argument)]) -> Agreement {
    match (enclosure(store, left, values), enclosure(store, right, values)) {
        (Ok(a), Ok(b)) => {
            let difference = a.sub(&b, 200).abs();
            let allowed = a.abs().max(&b.abs()).mul(&Interval::from_number(&number("1e-12"), 200), 200);
            if difference.hi() <= allowed.lo() {
                Agreement::Equal
            } else if difference.lo() > allowed.hi() {
                Agreement::Different(a, b)
            } else {
                Agreement::Unknown(Outcome::Unknown, Outcome::Unknown)
            }
        }
        (Err(Outcome::Undefined), Err(Outcome::Undefined)) => Agreement::BothUndefined,
        (Err(Outcome::Undefined), Ok(_)) | (Ok(_), Err(Outcome::Undefined)) => Agreement::OneUndefined,
        (a, b) => Agreement::Unknown(a.err().unwrap_or(Outcome::Unknown), b.err().unwrap_or(Outcome::Unknown)),
    }
}
