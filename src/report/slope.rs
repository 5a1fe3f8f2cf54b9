//! The facts about the slope: the largest one, where it is 0 or small, and what becomes of it through many layers.

use std::cmp::Ordering;

use super::fact::{Fact, Known, Say, exactness, is_known_well, number, outer, words};
use super::facts::{hull, listed, stretch, told};
use super::program::{Program, middle};
use super::shape::{Edge, End, Extreme, Of, Piece, border, extreme, is_continuous, places};
use super::shown::number_of;
use super::signs::{end, narrowed};
use super::subject::{Cell, FINE, Subject};
use crate::eval::{self, germ::sign_of};
use crate::expr::Number;
use crate::functions::Interval;
use crate::passes::{BorderKind, Derived};

/// How often an interval in which the slope crosses a level is halved, and how far out it is looked for.
const HALVINGS: usize = 60;
const FARTHEST: isize = 64;
/// The largest slope has to be known to so many bits for borders to be compared with it.
const SHARP: isize = 32;
/// Why a border of the saturated zones is not known.
const NEAR_THE_LEVEL: &str = "the slope comes too near to the level";
/// How many bits a short number has.
const SHORT: [usize; 3] = [8, 16, 32];

/// The largest slope, and whether it is a Lipschitz constant.
pub(super) fn largest(derived: &Derived, subject: &Subject, slopes: &[Piece]) -> (Fact, Option<Interval>) {
    let kinds = |kind: BorderKind| places(subject).iter().any(|place| border(derived, place.expr) == Some(kind));
    if kinds(BorderKind::Vertical) {
        let says = words("none: the slope or the function grows without bound at a place");
        return (Fact::new("largest-slope", Known::Proved, vec![says]), None);
    }
    let found = extreme(derived, subject, slopes, 1, Of::Size);
    let fact = match &found {
        Extreme::Unbounded => {
            Fact::new("largest-slope", Known::Proved, vec![words("none: the slope grows without bound")])
        }
        Extreme::Unknown(why) => Fact::unknown("largest-slope", why),
        Extreme::Finite { value, at, .. } => {
            let (mut says, mut numbers) = (vec![number(value)], vec![("value", value.clone())]);
            let is_near = is_known_well(value);
            if !is_near {
                says = vec![words("at most "), number(&outer(value, 1))];
            }
            if let Some(at) = at.as_ref().filter(|_| is_near) {
                says.extend(where_it_is(derived, at));
                numbers.extend(at.interval().map(|at| ("at", at.clone())));
            }
            let continuous = subject.whole_line && places(subject).iter().all(|p| is_continuous(derived, p.expr));
            says.push(words(match (continuous, is_near) {
                (true, true) => "; it is the Lipschitz constant",
                (true, false) => "; it is a Lipschitz constant",
                (false, _) => "; between jumps and gaps",
            }));
            let known = exactness(numbers.iter().map(|(_, value)| value));
            Fact::new("largest-slope", known, says).with(numbers)
        }
    };
    let value = match found {
        Extreme::Finite { value, .. } => Some(value),
        Extreme::Unbounded | Extreme::Unknown(_) => None,
    };
    (fact, value)
}

/// Where the slope is largest, as a part of a sentence.
fn where_it_is(derived: &Derived, at: &Edge) -> Vec<Say> {
    let preposition = match at {
        Edge::Between(_) => " at ",
        Edge::Place(_) => " beside ",
        Edge::Infinite => " in the limit, towards ",
    };
    let variable = (!matches!(at, Edge::Infinite)).then(|| [Say::Expr(derived.variable), words(" = ")]);
    [vec![words(preposition)], variable.into_iter().flatten().collect(), vec![told(at)]].concat()
}

/// The intervals on which the slope is exactly 0.
pub(super) fn dead(derived: &Derived, joined: &[Piece]) -> Fact {
    let zones: Vec<&Piece> = joined.iter().filter(|piece| piece.moves == Some(Ordering::Equal)).collect();
    if joined.iter().any(|piece| piece.moves.is_none()) {
        return Fact::unknown("dead-zones", "where it rises and falls could not be decided");
    }
    if zones.is_empty() {
        return no_dead_zone();
    }
    let numbers = zones.iter().map(|piece| ("zone", hull(&piece.from, &piece.to))).collect();
    let mut says = listed(zones.iter().map(|piece| stretch(derived, &piece.from, &piece.to)).collect(), " and ");
    says.push(words(": the slope is exactly 0, no gradient flows; a unit that lands there stays there"));
    Fact::new("dead-zones", Known::Proved, says).with(numbers)
}

/// That there is no such interval.
pub(super) fn no_dead_zone() -> Fact {
    Fact::new("dead-zones", Known::Proved, vec![words("none: on no interval is the slope exactly 0")])
}

/// A stretch of a cell between two edges, and whether the slope is small on it.
struct Stretch {
    from: Edge,
    to: Edge,
    small: Option<bool>,
}

/// Where the absolute slope is less than a hundredth of the largest.
pub(super) fn saturated(derived: &Derived, subject: &Subject, slopes: &[Piece], largest: &Interval) -> Fact {
    let name = "saturation";
    let Some(hundredth) = Number::ratio(1, 100) else { return Fact::unknown(name, "") };
    let level = largest.mul(&Interval::from_number(&hundredth, FINE), FINE);
    let width = end(level.hi()).sub(&end(level.lo()), FINE);
    if width.hi() > level.shift(-SHARP).lo() {
        return Fact::unknown(name, "the largest slope is not known well enough");
    }
    let is_open = |piece: &Piece| {
        let all = piece.at_from.interval().filter(|_| piece.moves.is_none());
        all.is_some_and(|all| is_small(None, &all.abs(), largest, &level).is_none())
    };
    if slopes.iter().any(is_open) {
        return Fact::unknown(name, NEAR_THE_LEVEL);
    }
    let mut stretches = Vec::new();
    for piece in slopes {
        let Some(cell) = subject.cells.get(piece.cell) else { continue };
        let (End::Finite(a), End::Finite(b)) = (&piece.at_from, &piece.at_to) else {
            return Fact::unknown(name, "a limit of the slope is not known");
        };
        let Some(moves) = piece.moves.filter(|&moves| moves != Ordering::Equal) else {
            let exact = eval::exact(&derived.store, cell.orders[1], &[]);
            let small = is_small(exact, &a.abs(), largest, &level);
            stretches.push(Stretch { from: piece.from.clone(), to: piece.to.clone(), small });
            continue;
        };
        let is_border = |at: &Interval| {
            let slope =
                number_of(at).and_then(|at| eval::exact(&derived.store, cell.orders[1], &[(derived.variable, at)]));
            let exact = slope.zip(number_of(largest)).map(|(slope, most)| slope.abs() == most.mul(&hundredth));
            exact == Some(true)
        };
        let mut edges = vec![piece.from.clone()];
        let levels = if moves == Ordering::Less { [level.clone(), level.neg()] } else { [level.neg(), level.clone()] };
        for level in levels {
            let order = |value: &Interval| sign_of(&value.sub(&level, FINE), false);
            match (order(a), order(b)) {
                (Some(x), Some(y)) if x == y || x == Ordering::Equal || y == Ordering::Equal => {}
                (Some(_), Some(_)) => match crossing(cell, piece, &level, &is_border) {
                    Some(at) => edges.push(Edge::Between(at)),
                    None => return Fact::unknown(name, "a border could not be enclosed"),
                },
                _ => return Fact::unknown(name, NEAR_THE_LEVEL),
            }
        }
        edges.push(piece.to.clone());
        for pair in edges.windows(2) {
            let inside = middle(&gap(&pair[0], &pair[1]));
            let slope = cell.fine.one(1, &inside);
            let small = slope.and_then(|slope| sign_of(&slope.interval.abs().sub(&level, FINE), false));
            let small = small.map(|sign| sign == Ordering::Less);
            stretches.push(Stretch { from: pair[0].clone(), to: pair[1].clone(), small });
        }
    }
    told_stretches(derived, stretches)
}

/// Whether all of these absolute slopes are below a hundredth of the largest; an exact slope is compared exactly.
fn is_small(exact: Option<Number>, slopes: &Interval, largest: &Interval, level: &Interval) -> Option<bool> {
    let hundredfold = exact.map(|slope| Interval::from_number(&slope.abs().mul(&Number::from(100)), FINE));
    let order = match hundredfold {
        Some(hundredfold) => sign_of(&hundredfold.sub(largest, FINE), false),
        None => sign_of(&slopes.sub(level, FINE), false),
    };
    order.map(|order| order == Ordering::Less)
}

/// What lies between two edges for certain.
fn gap(from: &Edge, to: &Edge) -> Interval {
    let all = Interval::everything();
    let lo = from.interval().map_or(all.lo(), Interval::hi);
    let hi = to.interval().map_or(all.hi(), Interval::lo);
    Interval::new(lo.clone(), hi.clone()).unwrap_or(all)
}

fn told_stretches(derived: &Derived, stretches: Vec<Stretch>) -> Fact {
    if stretches.iter().any(|stretch| stretch.small.is_none()) {
        return Fact::unknown("saturation", NEAR_THE_LEVEL);
    }
    let mut small: Vec<Stretch> = Vec::new();
    for stretch in stretches.into_iter().filter(|stretch| stretch.small == Some(true)) {
        let touches = |last: &Stretch| match (&last.to, &stretch.from) {
            (Edge::Infinite, _) | (_, Edge::Infinite) => false,
            (a, b) => a.interval().zip(b.interval()).is_some_and(|(a, b)| !a.is_disjoint(b)),
        };
        match small.last_mut() {
            Some(last) if touches(last) => last.to = stretch.to,
            Some(_) | None => small.push(stretch),
        }
    }
    if small.is_empty() {
        return Fact::new("saturation", Known::Proved, vec![words("nowhere is the slope below 1/100 of the largest")]);
    }
    let numbers = small.iter().map(|stretch| ("zone", hull(&stretch.from, &stretch.to))).collect();
    let edges = small.iter().flat_map(|stretch| [&stretch.from, &stretch.to]).filter_map(Edge::interval);
    let known = exactness(edges);
    let zones = small.iter().map(|zone| stretch(derived, &zone.from, &zone.to)).collect();
    let says = [listed(zones, " and "), vec![words(": the slope is below 1/100 of the largest")]].concat();
    Fact::new("saturation", known, says).with(numbers)
}

/// The one place of a piece where the monotone slope crosses a level: by halving, and by Newton's method from where the second
/// derivative is known not to be 0.
fn crossing(cell: &Cell, piece: &Piece, level: &Interval, is_border: &dyn Fn(&Interval) -> bool) -> Option<Interval> {
    let sign = |program: &Program, at: &Interval| {
        let slope = program.one(1, at)?;
        sign_of(&slope.interval.sub(level, FINE), false).filter(|&sign| sign != Ordering::Equal)
    };
    let above = |at: &Interval| {
        let sign = sign(&cell.coarse, at).or_else(|| sign(&cell.fine, at))?;
        Some(sign == Ordering::Greater)
    };
    let left = piece.moves == Some(Ordering::Less);
    let inner = |edge: &Edge, side: isize| match (edge, edge.interval()) {
        (_, Some(at)) => Some(end(if side < 0 { at.hi() } else { at.lo() })),
        (_, None) => (1..FARTHEST).find_map(|power| {
            let at = Interval::integer(side as i64).shift(power);
            let beyond = piece.from.interval().is_none_or(|from| from.hi() < at.lo());
            let before = piece.to.interval().is_none_or(|to| at.hi() < to.lo());
            let wanted = if side < 0 { left } else { !left };
            (beyond && before && above(&at) == Some(wanted)).then_some(at)
        }),
    };
    let (mut lo, mut hi) = (inner(&piece.from, -1)?, inner(&piece.to, 1)?);
    for _ in 0..HALVINGS {
        let x = lo.hull(&hi);
        let bend = cell.coarse.one(2, &x).map(|bend| !bend.interval.contains_zero());
        if bend == Some(true) {
            return Some(exactly(narrowed(cell, 1, &x, level), is_border));
        }
        let at = middle(&x);
        match above(&at) {
            Some(side) if side == left => lo = at,
            Some(_) => hi = at,
            None if is_border(&at) => return Some(at),
            None => {
                // it is too near: both ends come as near to it as the precision allows
                let (left_end, right_end) = (lo.clone(), hi.clone());
                for nearer in 1..FARTHEST {
                    let beside = |far: &Interval| end(at.sub(&at.sub(far, FINE).shift(-nearer), FINE).lo());
                    let (a, b) = (beside(&left_end), beside(&right_end));
                    lo = if above(&a) == Some(left) { a } else { lo };
                    hi = if above(&b) == Some(!left) { b } else { hi };
                }
                break;
            }
        }
    }
    Some(lo.hull(&hi))
}

/// The one place that lies in an interval, if it is found among its short numbers.
pub(super) fn exactly(found: Interval, is_place: &dyn Fn(&Interval) -> bool) -> Interval {
    let short = SHORT.into_iter().map(|bits| end(end(found.lo()).round(bits).hi()));
    let place = short.chain([Interval::integer(0)]).find(|at| found.encloses(at) && is_place(at));
    place.unwrap_or(found)
}
