//! Places at which a graph is drawn, in floating point.

/// `count + 1` places from `left` to `right`, equally far apart.
pub fn evenly(left: f64, right: f64, count: u32) -> Vec<f64> {
    let share = |at: u32| f64::from(at) / f64::from(count.max(1));
    (0..=count).map(|at| left + (right - left) * share(at)).collect()
}

/// The interval with a margin on both sides.
pub fn widened(low: f64, high: f64) -> (f64, f64) {
    let margin = ((high - low) * 0.08).max(0.05);
    (low - margin, high + margin)
}

/// Where a number lies between two others, as a part of `count`; `None` outside.
pub fn cell(at: f64, (low, high): (f64, f64), count: u32) -> Option<u32> {
    let share = (at - low) / (high - low) * f64::from(count);
    (share >= 0.0 && share < f64::from(count)).then_some(share as u32)
}
