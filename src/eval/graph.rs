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

/// Where a number lies, in steps of which there are `count` from the first of two others to the second; outside as well,
/// but never farther out than ten times as many.
pub fn place(at: f64, (low, high): (f64, f64), count: i32) -> i32 {
    let share = (at - low) / (high - low) * f64::from(count);
    share.clamp(-10.0 * f64::from(count), 10.0 * f64::from(count)).round() as i32
}

/// Round numbers from `low` to `high`, at most `most` of them and one, each with its text: steps of 1, 2 or 5 times a power of 10.
pub fn ticks(low: f64, high: f64, most: u32) -> Vec<(f64, String)> {
    let rough = (high - low) / f64::from(most.max(1));
    if !rough.is_finite() || rough <= 0.0 {
        return Vec::new();
    }
    let power = rough.log10().floor();
    let unit = 10f64.powf(power);
    let times = [1.0, 2.0, 5.0, 10.0].into_iter().find(|times| unit * times >= rough * 0.999).unwrap_or(10.0);
    let step = unit * times;
    let places = if step >= 1.0 { 0 } else { (-step.log10() - 1e-9).ceil() as usize };
    let (first, last) = ((low / step).ceil() as i64, (high / step).floor() as i64);
    let text = |value: f64| format!("{value:.places$}").replace('-', "\u{2212}");
    let tick = |at: i64| (at as f64 * step, if at == 0 { "0".into() } else { text(at as f64 * step) });
    (first..=last).map(tick).collect()
}

/// An interval that reaches a little beyond a number.
pub fn reaching((low, high): (f64, f64), to: f64) -> (f64, f64) {
    (low.min(to - 2.0), high.max(to + 2.0))
}

/// Numbers beside a number, to its left and its right.
pub fn beside(at: f64) -> (f64, f64) {
    let little = (at.abs() * 1e-9).max(1e-9);
    (at - little, at + little)
}

/// Whether a graph leaves the window between two heights on opposite sides, as beside a pole.
pub fn leaps(from: f64, to: f64, (low, high): (f64, f64)) -> bool {
    let (below, above) = (from.min(to), from.max(to));
    below < low - (high - low) && above > high + (high - low)
}
