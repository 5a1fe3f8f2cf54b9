//! Points at which a function has the value that it has elsewhere: proposed with floating point, which proves nothing.

use super::float::Tape;
use crate::expr::Number;

/// How many steps of 1/8 the line is looked at on either side of 0.
const STEPS: i64 = 128;
/// The places that are looked at are a third of 1/8 beside its multiples, so that halving meets no simple number.
const PER_UNIT: i64 = 24;
/// How often an interval is halved.
const HALVINGS: u32 = 24;
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

/// A point and an interval without it in which the function has the point's value again, with another slope, as far as
/// floating point tells. `at` gives the inputs of the tapes for a value of the variable.
pub fn crossing(function: &Tape, slope: &Tape, at: &dyn Fn(f64) -> Vec<f64>) -> Option<(Number, Number, Number)> {
    let value = |tape: &Tape, x: &Number| tape.evaluate(&at(x.to_f64()));
    let place = |step: i64| Number::ratio(3 * step + 1, PER_UNIT);
    for (above, below) in FIRST {
        let first = Number::ratio(above, below)?;
        let (own, own_slope) = (value(function, &first), value(slope, &first));
        for step in (0..2 * STEPS).map(|n| if n % 2 == 0 { n / 2 } else { -(n + 1) / 2 }) {
            let (mut lo, mut hi) = (place(step)?, place(step + 1)?);
            if lo <= first && first <= hi {
                continue;
            }
            let difference = |x: &Number| value(function, x) - own;
            let below = difference(&lo);
            if below.is_nan() || (below * difference(&hi)).is_nan() || below * difference(&hi) >= 0.0 {
                continue;
            }
            for _ in 0..HALVINGS {
                let middle = lo.add(&hi).mul(&Number::ratio(1, 2)?);
                if (difference(&middle) < 0.0) == (below < 0.0) { lo = middle } else { hi = middle }
            }
            let other = value(slope, &lo);
            if (other - own_slope).abs() > 1e-3 * other.abs().max(own_slope.abs()) {
                return Some((first, lo, hi));
            }
        }
    }
    None
}
