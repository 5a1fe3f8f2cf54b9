//! Points at which a function has the value that it has elsewhere: proposed with floating point, which proves nothing.

use std::cell::{Cell, RefCell};

use super::float::Tape;
use crate::expr::Number;

/// How many steps of 1/8 the line is looked at on either side of 0.
const STEPS: i64 = 128;
/// The places that are looked at are a third of 1/8 beside its multiples, so that halving meets no simple number.
const PER_UNIT: i64 = 24;
/// How often an interval is halved.
const HALVINGS: u32 = 24;
/// How many operations in floating point all values may take together.
const MOST_OPERATIONS: usize = 10_000_000;
/// The numbers that the first point is tried to be, the simplest first.
const FIRST: [(i64, i64); 14] = [
    (-2, 1),
    (1, 1),
    (-1, 1),
    (2, 1),
    (-3, 1),
    (1, 2),
    (-1, 2),
    (3, 1),
    (4, 1),
    (-4, 1),
    (-3, 2),
    (3, 2),
    (0, 1),
    (1, 4),
];

/// A function of one variable and its slope, to be looked at in many places.
pub struct Looks<'a> {
    function: &'a Tape,
    slope: &'a Tape,
    /// The inputs of the tapes for a value of the variable.
    at: &'a dyn Fn(f64) -> Vec<f64>,
    /// The operations that values may still take.
    left: Cell<usize>,
    memory: RefCell<Vec<f64>>,
}

impl<'a> Looks<'a> {
    /// Nothing is looked at yet; `at` gives the inputs of the tapes for a value of the variable.
    pub fn new(function: &'a Tape, slope: &'a Tape, at: &'a dyn Fn(f64) -> Vec<f64>) -> Looks<'a> {
        Looks { function, slope, at, left: Cell::new(MOST_OPERATIONS), memory: RefCell::default() }
    }

    /// The value of a tape at a place; NaN where there is none, and when the work is spent.
    fn value(&self, tape: &Tape, x: &Number) -> f64 {
        let left = self.left.get().checked_sub(tape.operations());
        self.left.set(left.unwrap_or(0));
        match left {
            Some(_) => tape.evaluate_in(&(self.at)(x.to_f64()), &mut self.memory.borrow_mut()),
            None => f64::NAN,
        }
    }

    /// Two of the simple numbers at which the function has the same value and different slopes, as far as floating point
    /// tells.
    pub fn meeting(&self) -> Option<(Number, Number)> {
        let place = |&(above, below): &(i64, i64)| Number::ratio(above, below);
        let points: Vec<Number> = FIRST.iter().filter_map(place).collect();
        let values: Vec<f64> = points.iter().map(|x| self.value(self.function, x)).collect();
        for (index, first) in points.iter().enumerate() {
            for (second, &value) in points.iter().zip(&values).skip(index + 1) {
                if values[index] == value && differ(self.value(self.slope, first), self.value(self.slope, second)) {
                    return Some((first.clone(), second.clone()));
                }
            }
        }
        None
    }

    /// Two numbers close together between two places, where the slope has different signs, as far as floating point
    /// tells; or twice one of the simple numbers, where it is 0.
    pub fn turning(&self, (lo, hi): (&Number, &Number)) -> Option<(Number, Number)> {
        let value = |x: &Number| self.value(self.slope, x);
        let simple = FIRST.iter().filter_map(|&(above, below)| Number::ratio(above, below));
        if let Some(zero) = simple.filter(|x| lo < x && x < hi).find(|x| value(x) == 0.0) {
            return Some((zero.clone(), zero));
        }
        let (mut lo, mut hi) = (lo.clone(), hi.clone());
        let below = value(&lo);
        if below.is_nan() || below * value(&hi) >= 0.0 {
            return None;
        }
        for _ in 0..HALVINGS {
            let middle = lo.add(&hi).mul(&Number::ratio(1, 2)?);
            if value(&middle) * below > 0.0 { lo = middle } else { hi = middle }
        }
        (value(&lo) * value(&hi) < 0.0).then_some((lo, hi))
    }

    /// A point and an interval without it in which the function has the point's value again, with another slope, as far
    /// as floating point tells.
    pub fn crossing(&self) -> Option<(Number, Number, Number)> {
        let place = |step: i64| Number::ratio(3 * step + 1, PER_UNIT);
        let values: Option<Vec<f64>> =
            (-STEPS..=STEPS).map(|step| Some(self.value(self.function, &place(step)?))).collect();
        let values = values?;
        for (above, below) in FIRST {
            let first = Number::ratio(above, below)?;
            let (own, own_slope) = (self.value(self.function, &first), self.value(self.slope, &first));
            for step in (0..2 * STEPS).map(|n| if n % 2 == 0 { n / 2 } else { -(n + 1) / 2 }) {
                let at = (step + STEPS) as usize;
                let (below, above) = (values[at] - own, values[at + 1] - own);
                if below.is_nan() || (below * above).is_nan() || below * above >= 0.0 {
                    continue;
                }
                let (mut lo, mut hi) = (place(step)?, place(step + 1)?);
                if lo <= first && first <= hi {
                    continue;
                }
                let difference = |x: &Number| self.value(self.function, x) - own;
                for _ in 0..HALVINGS {
                    let middle = lo.add(&hi).mul(&Number::ratio(1, 2)?);
                    if (difference(&middle) < 0.0) == (below < 0.0) { lo = middle } else { hi = middle }
                }
                let other = self.value(self.slope, &lo);
                if differ(other, own_slope) {
                    return Some((first, lo, hi));
                }
            }
        }
        None
    }
}

/// Whether two slopes are certainly far apart; numbers that are none are not.
fn differ(a: f64, b: f64) -> bool {
    (a - b).abs() > 1e-3 * a.abs().max(b.abs())
}
