//! A function as lines to draw: floating point at many places, cut where pieces meet. A picture proves nothing.

use crate::eval::float::Tape;
use crate::eval::graph;
use crate::expr::{ExprId, Store};
use crate::functions::Interval;
use crate::passes::{Border, BorderKind, Derived};
use crate::report::Marks;

/// How many places are drawn between the left and the right end.
const PLACES: u32 = 600;

/// The part of the plane that is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Window {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

/// What is marked at a place of a graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A value at which the slopes from both sides differ.
    Kink,
    /// A value beside which the function jumps.
    Taken,
    /// A limit that is not the value.
    Limit,
}

/// One function's lines, and what is marked on it.
#[derive(Debug, Clone)]
pub(super) struct Curve {
    pub(super) label: String,
    /// Lines without a gap.
    pub(super) lines: Vec<Vec<(f64, f64)>>,
    pub(super) marks: Vec<(f64, f64, Mark)>,
    /// Where the function or its slope grows without bound.
    pub(super) poles: Vec<f64>,
    /// Heights that the function comes near to, to the left (-1) or the right (1).
    pub(super) levels: Vec<(i32, f64)>,
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
    let tape = |expr| Tape::new(&derived.store, expr, &[derived.variable]);
    let (tape, function) = (tape(expr), tape(derived.whole.function));
    // a formula for a slope may have values where the function has none
    let at = |place: f64| match derivative && function.evaluate(&[place]).is_nan() {
        true => f64::NAN,
        false => tape.evaluate(&[place]),
    };
    let places: Vec<f64> = marks.borders.iter().filter_map(number).collect();
    let inside: Vec<f64> = places.into_iter().filter(|&place| left < place && place < right).collect();
    let whole = |place: f64| !derivative && at(place).is_finite() && !marks.breaks.iter().any(|gap| near(gap, place));
    let mut curve = Curve {
        label,
        lines: lines(&at, (left, right), &inside, &whole),
        marks: Vec::new(),
        poles: Vec::new(),
        levels: Vec::new(),
        dead: zones(&marks.dead, (left, right)),
        saturated: zones(&marks.saturated, (left, right)),
    };
    for border in &derived.borders {
        let place = constant(&derived.store, border.at).filter(|place| left < *place && *place < right);
        if let Some(place) = place {
            curve.mark(&derived.store, border, (place, at(place)), derivative);
        }
    }
    for place in marks.breaks.iter().filter_map(number).filter(|place| left < *place && *place < right) {
        if !at(place).is_finite() && !curve.poles.contains(&place) {
            curve.poles.push(place);
        }
    }
    if !derivative {
        let heights = marks.levels.iter().filter_map(|(side, level)| Some((*side, number(level)?)));
        curve.levels = heights.collect();
    }
    curve
}

/// Lines through many places. At a border a line ends and the next begins, as near to it as can be, or at it where the
/// function is whole there.
fn lines(
    at: &dyn Fn(f64) -> f64,
    (left, right): (f64, f64),
    borders: &[f64],
    whole: &dyn Fn(f64) -> bool,
) -> Vec<Vec<(f64, f64)>> {
    let mut lines = vec![Vec::new()];
    let add = |lines: &mut Vec<Vec<(f64, f64)>>, place: f64| match at(place) {
        value if value.is_finite() => lines.last_mut().into_iter().for_each(|line| line.push((place, value))),
        _ => lines.push(Vec::new()),
    };
    let mut last = left;
    for place in graph::evenly(left, right, PLACES) {
        for &border in borders.iter().filter(|&&border| last < border && border <= place) {
            if whole(border) {
                add(&mut lines, border);
            } else {
                let (before, after) = graph::beside(border);
                add(&mut lines, before);
                lines.push(Vec::new());
                add(&mut lines, after);
            }
        }
        if !borders.contains(&place) {
            add(&mut lines, place);
        }
        last = place;
    }
    lines.retain(|line| line.len() > 1);
    lines
}

impl Curve {
    /// Marks what happens at a border, which has a value if it is finite.
    fn mark(&mut self, store: &Store, border: &Border, (place, value): (f64, f64), derivative: bool) {
        let sides = [border.left, border.right].map(|side| side.and_then(|side| constant(store, side)));
        let limits = |curve: &mut Curve| {
            for limit in sides.into_iter().flatten() {
                curve.marks.push((place, limit, Mark::Limit));
            }
        };
        match (border.kind, derivative) {
            (BorderKind::Smooth | BorderKind::Unknown, _) => {}
            (BorderKind::Kink, true) => limits(self),
            (BorderKind::Kink, false) => self.marks.push((place, value, Mark::Kink)),
            (BorderKind::Jump, false) => {
                limits(self);
                self.marks.push((place, value, Mark::Taken));
            }
            (BorderKind::Jump, true) => {}
            (BorderKind::Vertical, true) => self.poles.push(place),
            (BorderKind::Vertical, false) => {}
            (BorderKind::Undefined, _) => self.poles.push(place),
        }
        self.marks.retain(|(_, height, _)| height.is_finite());
    }

    /// The same without what lies outside the heights, and cut where it leaps from one side to the other.
    pub(super) fn seen_in(&self, window: Window) -> Vec<Vec<(f64, f64)>> {
        let heights = (window.low, window.high);
        let mut found = Vec::new();
        for line in &self.lines {
            let mut rest = line.as_slice();
            while let Some(cut) = rest.windows(2).position(|pair| graph::leaps(pair[0].1, pair[1].1, heights)) {
                found.push(rest[..=cut].to_vec());
                rest = &rest[cut + 1..];
            }
            found.push(rest.to_vec());
        }
        found
    }
}

/// Zones, cut to the window.
fn zones(zones: &[Interval], (left, right): (f64, f64)) -> Vec<(f64, f64)> {
    let ends = |zone: &Interval| {
        let (lo, hi) = zone.to_decimal_ends(12);
        let end = |text: &str, otherwise: f64| text.parse::<f64>().unwrap_or(otherwise).clamp(left, right);
        (end(&lo, left), end(&hi, right))
    };
    zones.iter().map(ends).filter(|(from, to)| from < to).collect()
}

fn near(of: &Interval, place: f64) -> bool {
    number(of).is_some_and(|number| number == place)
}

/// A number near all of an interval that is narrow.
pub(super) fn number(place: &Interval) -> Option<f64> {
    place.to_decimal_ends(15).0.parse().ok()
}

/// The number that an expression without symbols is.
fn constant(store: &Store, expr: ExprId) -> Option<f64> {
    Some(Tape::new(store, expr, &[]).evaluate(&[])).filter(|value| value.is_finite())
}

/// The window in which the curves are seen: the heights that they have, within limits.
pub(super) fn window(curves: &[Curve], (left, right): (f64, f64)) -> Window {
    let heights = curves.iter().flat_map(|curve| &curve.lines).flatten().map(|(_, y)| *y);
    let (low, high) = heights.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), y| (low.min(y), high.max(y)));
    let (low, high) = if low <= high { (low.max(left), high.min(right)) } else { (left, right) };
    let (low, high) = graph::widened(low.min(0.0), high.max(0.0));
    Window { left, right, low, high }
}
