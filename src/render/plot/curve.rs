//! A function as lines to draw: floating point at many places, cut where pieces meet. A picture proves nothing.

use crate::eval::float::Tape;
use crate::eval::graph;
use crate::expr::ExprId;
use crate::functions::Interval;
use crate::passes::Derived;
use crate::report::Marks;

/// How many places are drawn between the left and the right end.
const PLACES: u32 = 800;

/// The part of the plane that is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Window {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

/// One function's lines, and what is marked on it.
#[derive(Debug, Clone)]
pub(super) struct Curve {
    pub(super) label: String,
    /// Lines without a gap.
    pub(super) lines: Vec<Vec<(f64, f64)>>,
    /// The points where pieces meet.
    pub(super) borders: Vec<(f64, f64)>,
    pub(super) dead: Vec<(f64, f64)>,
    pub(super) saturated: Vec<(f64, f64)>,
}

/// The curve of a function, or of its derivative.
pub(super) fn curve(
    (derived, marks): (&Derived, &Marks),
    label: String,
    derivative: bool,
    (left, right): (f64, f64),
) -> Curve {
    let expr: ExprId = if derivative { derived.whole.derivative } else { derived.whole.function };
    let tape = Tape::new(&derived.store, expr, &[derived.variable]);
    let borders: Vec<f64> = marks.borders.iter().filter_map(near).collect();
    let places = graph::evenly(left, right, PLACES);
    let mut lines = vec![Vec::new()];
    let mut last: Option<f64> = None;
    for at in places {
        let value = tape.evaluate(&[at]);
        let crossed = last.is_some_and(|last| borders.iter().any(|&border| last < border && border <= at));
        let jumps = crossed && (derivative || marks.jumps);
        if !value.is_finite() || jumps {
            lines.push(Vec::new());
        }
        if value.is_finite() {
            lines.last_mut().into_iter().for_each(|line| line.push((at, value)));
        }
        last = Some(at);
    }
    lines.retain(|line| line.len() > 1);
    let zones = |zones: &[Interval]| zones.iter().map(|zone| ends(zone, (left, right))).collect();
    let at_borders = borders.iter().map(|&at| (at, tape.evaluate(&[at])));
    let borders = at_borders.filter(|(at, value)| value.is_finite() && left < *at && *at < right).collect();
    Curve { label, lines, borders, dead: zones(&marks.dead), saturated: zones(&marks.saturated) }
}

/// The ends of a zone, inside the window.
fn ends(zone: &Interval, (left, right): (f64, f64)) -> (f64, f64) {
    let (lo, hi) = zone.to_decimal_ends(12);
    let end = |text: &str, otherwise: f64| text.parse::<f64>().unwrap_or(otherwise).clamp(left, right);
    (end(&lo, left), end(&hi, right))
}

fn near(place: &Interval) -> Option<f64> {
    place.to_decimal_ends(12).0.parse().ok()
}

/// The window in which the curves are seen: the heights that they have, within limits.
pub(super) fn window(curves: &[Curve], (left, right): (f64, f64)) -> Window {
    let heights = curves.iter().flat_map(|curve| &curve.lines).flatten().map(|(_, y)| *y);
    let (low, high) = heights.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), y| (low.min(y), high.max(y)));
    let (low, high) = if low <= high { (low.max(left), high.min(right)) } else { (left, right) };
    let (low, high) = graph::widened(low.min(0.0), high.max(0.0));
    Window { left, right, low, high }
}
