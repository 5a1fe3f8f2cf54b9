//! What a report says: facts, each with how it is known.

use crate::eval;
use crate::expr::{ExprId, Number, Store};
use crate::functions::Interval;

/// How a fact is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Known {
    /// By theorems or decisions of the kernel, or exact values.
    Proved,
    /// As proved, but by what rests on a row of the user's own that is trusted.
    Assumed,
    /// By intervals whose ends are rounded outward: numbers in it lie in them, or they cover all of the set it speaks of.
    Enclosed,
    /// It is not known; the fact says why.
    Unknown,
}

impl Known {
    /// The word that pages use.
    pub fn word(self) -> &'static str {
        match self {
            Known::Proved => "proved",
            Known::Assumed => "assumed",
            Known::Enclosed => "enclosed",
            Known::Unknown => "unknown",
        }
    }
}

/// A part of a sentence.
#[derive(Debug, Clone)]
pub enum Say {
    /// Words.
    Words(String),
    /// An expression of the report's store.
    Expr(ExprId),
    /// An exact rational number.
    Exact(Number),
    /// A number that lies in an interval.
    Number(Interval),
}

/// One fact.
#[derive(Debug, Clone)]
pub struct Fact {
    /// What it is about, a name that stays the same: `range`.
    pub name: &'static str,
    /// How it is known.
    pub known: Known,
    /// What it says.
    pub says: Vec<Say>,
    /// The numbers in it, each with a name that stays the same: `lowest`. An infinite end means that there is no bound.
    pub numbers: Vec<(&'static str, Interval)>,
}

impl Fact {
    pub(super) fn new(name: &'static str, known: Known, says: Vec<Say>) -> Fact {
        Fact { name, known, says, numbers: Vec::new() }
    }

    pub(super) fn unknown(name: &'static str, why: &str) -> Fact {
        Fact::new(name, Known::Unknown, vec![words(why)])
    }

    pub(super) fn with(mut self, numbers: Vec<(&'static str, Interval)>) -> Fact {
        self.numbers = numbers;
        self
    }

    /// The interval of the number with this name.
    pub fn number(&self, name: &str) -> Option<&Interval> {
        self.numbers.iter().find(|(other, _)| *other == name).map(|(_, value)| value)
    }
}

pub(super) fn words(text: &str) -> Say {
    Say::Words(text.into())
}

/// How many characters an exact number may have to be told as it is.
const SHORT: usize = 12;
/// The precision, in bits, of those that are longer.
const PRECISION: usize = 128;

/// A number that is enclosed in an interval narrower than 2 to minus this power is known well.
const PRECISE: isize = 16;

/// A rational number as people write it: exactly where that is short, and by its first digits where it is not.
pub(super) fn short(value: &Number) -> Say {
    let text = value.to_decimal_text().filter(|text| text.len() <= SHORT).unwrap_or_else(|| value.to_string());
    if text.len() <= SHORT { Say::Words(text) } else { Say::Number(Interval::from_number(value, PRECISION)) }
}

/// An expression, or the number that it is if it is a rational one.
pub(super) fn constant(store: &Store, expr: ExprId) -> Say {
    match eval::exact(store, expr, &[]) {
        Some(value) => short(&value),
        None => Say::Expr(expr),
    }
}

/// A number in words.
pub(super) fn number(value: &Interval) -> Say {
    Say::Number(value.clone())
}

/// Whether a number is known to a sixteenth of its size, or to `2^-PRECISE`.
pub(super) fn is_known_well(value: &Interval) -> bool {
    let [lo, hi] = [value.lo(), value.hi()].map(|end| Interval::new(end.clone(), end.clone()));
    let Some((lo, hi)) = lo.zip(hi) else { return false };
    let width = hi.sub(&lo, PRECISION);
    width.shift(4).hi() <= value.abs().lo() || width.hi() <= Interval::integer(1).shift(-PRECISE).hi()
}

/// The number as it is told of a bound below (`side < 0`) or above: where it is not known well, the end on that side.
pub(super) fn outer(value: &Interval, side: i64) -> Interval {
    let end = if side < 0 { value.lo() } else { value.hi() };
    match Interval::new(end.clone(), end.clone()) {
        Some(end) if !is_known_well(value) => end,
        Some(_) | None => value.clone(),
    }
}

/// Proved if all these numbers are exact, else enclosed.
pub(super) fn exactness<'a>(values: impl IntoIterator<Item = &'a Interval>) -> Known {
    if values.into_iter().all(Interval::is_exact) { Known::Proved } else { Known::Enclosed }
}
