//! The facts about the function's own values: where it is defined, its limits, range and zeros, and how it moves.

use std::cmp::Ordering;

use super::fact::{Fact, Known, Say, constant, exactness, is_known_well, number, outer, short, words};
use super::shape::{Edge, End, Extreme, Of, Piece, extreme, is_continuous, limit, places};
use super::signs::{Part, signs};
use super::subject::{At, FINE, Place, Subject, value_at};
use crate::eval::germ::Surd;
use crate::eval::interval::{Argument, Outcome, enclose};
use crate::expr::{self, Node, Number, Store};
use crate::functions::Interval;
use crate::passes::{BorderKind, Derived};

/// What is said of a range where it is not known which of its ends are values.
pub(super) const ENDS_ARE_OPEN: &str = "; whether an end belongs to it is not known";
/// How many zeros, pieces or places are told.
const MOST_TOLD: usize = 8;

/// An edge as a part of a sentence.
pub(super) fn told(edge: &Edge) -> Say {
    match edge {
        Edge::Infinite => words("infinity"),
        Edge::Place(place) => Say::Expr(place.expr),
        Edge::Between(at) => number(at),
    }
}

/// `a < z < b`
pub(super) fn stretch(derived: &Derived, from: &Edge, to: &Edge) -> Vec<Say> {
    let z = Say::Expr(derived.variable);
    match (from, to) {
        (Edge::Infinite, Edge::Infinite) => vec![words("every "), z],
        (Edge::Infinite, to) => vec![z, words(" < "), told(to)],
        (from, Edge::Infinite) => vec![z, words(" > "), told(from)],
        (from, to) => vec![told(from), words(" < "), z, words(" < "), told(to)],
    }
}

/// The ends of a stretch as one interval, without bound where it has none.
pub(super) fn hull(from: &Edge, to: &Edge) -> Interval {
    let all = Interval::everything();
    let lo = from.interval().map_or(all.lo(), Interval::lo);
    let hi = to.interval().map_or(all.hi(), Interval::hi);
    Interval::new(lo.clone(), hi.clone()).unwrap_or(all)
}

/// Parts of a sentence with commas between them.
pub(super) fn listed(items: Vec<Vec<Say>>, between: &str) -> Vec<Say> {
    let more = items.len().saturating_sub(MOST_TOLD);
    let mut says = Vec::new();
    for (at, item) in items.into_iter().take(MOST_TOLD).enumerate() {
        if at > 0 {
            says.push(words(between));
        }
        says.extend(item);
    }
    if more > 0 {
        says.push(words(&format!(" and {more} more")));
    }
    says
}

/// Where the function has values.
pub(super) fn domain(derived: &Derived, subject: &Subject) -> Fact {
    let z = Say::Expr(derived.variable);
    let at: Vec<(Place, At)> = places(subject).into_iter().map(|p| (p.clone(), value_at(derived, &p))).collect();
    if at.iter().any(|(_, value)| matches!(value, At::Unknown)) {
        return Fact::unknown("domain", "whether it has a value where pieces meet could not be decided");
    }
    let holes: Vec<Vec<Say>> = at
        .iter()
        .filter(|(_, value)| matches!(value, At::Undefined))
        .map(|(place, _)| vec![Say::Expr(place.expr)])
        .collect();
    if subject.whole_line {
        let mut says = vec![words("every "), z];
        if !holes.is_empty() {
            says.push(words(" but "));
            says.extend(listed(holes, ", "));
        }
        return Fact::new("domain", Known::Proved, says);
    }
    let inside = subject.cells.iter().map(|cell| {
        let edge = |place: &Option<Place>| place.clone().map_or(Edge::Infinite, Edge::Place);
        let mut says = stretch(derived, &edge(&cell.lo), &edge(&cell.hi));
        for place in [&cell.lo, &cell.hi].into_iter().flatten() {
            if matches!(value_at(derived, place), At::Value(_)) {
                says.extend([words(" and "), z.clone(), words(" = "), Say::Expr(place.expr)]);
            }
        }
        says
    });
    Fact::new("domain", Known::Proved, listed(inside.collect(), "; "))
}

/// The value and the slope at 0.
pub(super) fn at_zero(derived: &Derived, subject: &Subject) -> Vec<Fact> {
    let zero = [(derived.variable, Argument::Exact(Number::ZERO))];
    let value = match enclose(&derived.store, derived.whole.function, &zero, FINE) {
        Ok(value) => {
            let says = vec![number(&value)];
            Fact::new("value-at-zero", exactness([&value]), says).with(vec![("value", value)])
        }
        Err(Outcome::Undefined) => Fact::new("value-at-zero", Known::Proved, vec![words("it has no value there")]),
        Err(_) => Fact::unknown("value-at-zero", "no enclosure was found"),
    };
    let here = |place: &Place| place.value.contains_zero();
    let slope = if let Some(border) = places(subject).iter().find(|place| here(place)).map(|place| place.expr) {
        let found = derived.borders.iter().find(|other| other.at == border);
        match found.map(|found| (found.kind, found.left, found.right)) {
            Some((BorderKind::Smooth, Some(slope), _)) => {
                Fact::new("slope-at-zero", Known::Proved, vec![constant(&derived.store, slope)])
            }
            Some((BorderKind::Kink, Some(left), Some(right))) => {
                let [left, right] = [left, right].map(|slope| constant(&derived.store, slope));
                let says = vec![words("none: "), left, words(" from the left, "), right];
                Fact::new("slope-at-zero", Known::Proved, [says, vec![words(" from the right")]].concat())
            }
            Some((BorderKind::Jump, ..)) => Fact::new("slope-at-zero", Known::Proved, vec![words("none: it jumps")]),
            Some((BorderKind::Vertical, ..)) => {
                Fact::new("slope-at-zero", Known::Proved, vec![words("none: the slope grows without bound")])
            }
            Some((BorderKind::Undefined, ..)) => {
                Fact::new("slope-at-zero", Known::Proved, vec![words("none: it has no value there")])
            }
            _ => Fact::unknown("slope-at-zero", "what happens where pieces meet could not be decided"),
        }
    } else {
        let cell = subject.cells.iter().find(|cell| cell.span().contains_zero());
        match cell.and_then(|cell| cell.fine.one(1, &Interval::integer(0))) {
            Some(slope) => Fact::new("slope-at-zero", exactness([&slope.interval]), vec![number(&slope.interval)])
                .with(vec![("value", slope.interval)]),
            None => Fact::unknown("slope-at-zero", "it has no value there, or no enclosure was found"),
        }
    };
    vec![value, slope]
}

/// The limits towards infinity on both sides, with the lines that the function comes near to.
pub(super) fn limits(derived: &Derived, subject: &Subject) -> Vec<Fact> {
    let sides = [("limit-left", -1, subject.cells.first()), ("limit-right", 1, subject.cells.last())];
    let mut facts = Vec::new();
    for (name, side, cell) in sides {
        let Some(cell) = cell.filter(|cell| if side < 0 { cell.lo.is_none() } else { cell.hi.is_none() }) else {
            continue;
        };
        let (end, germ) = limit(derived, cell, 0, side);
        let line = germ.and_then(|germ| germ.line());
        facts.push(match end {
            End::Finite(value) => {
                Fact::new(name, exactness([&value]), vec![number(&value)]).with(vec![("value", value)])
            }
            End::Infinite => {
                let mut says = vec![words("grows without bound")];
                says.extend(
                    line.and_then(|line| asymptote(&derived.store, derived.variable, side, &line)).unwrap_or_default(),
                );
                Fact::new(name, Known::Proved, says)
            }
            End::MinusInfinite => {
                let mut says = vec![words("falls without bound")];
                says.extend(
                    line.and_then(|line| asymptote(&derived.store, derived.variable, side, &line)).unwrap_or_default(),
                );
                Fact::new(name, Known::Proved, says)
            }
            End::Unknown => Fact::unknown(name, "no limit was found"),
        });
    }
    facts
}

/// `, and comes near to the line z - 1`
fn asymptote(store: &Store, variable: expr::ExprId, side: i64, line: &(Surd, Surd)) -> Option<Vec<Say>> {
    let slope = line.0.as_rational()?.mul(&Number::from(side));
    let offset = line.1.as_rational()?;
    if slope.is_zero() {
        return None;
    }
    let Node::Symbol(symbol) = store.node(variable) else { return None };
    let sign = if slope.is_negative() { "-" } else { "" };
    let mut says = vec![words(&format!(", and comes near to the line {sign}"))];
    if !slope.abs().is_one() {
        says.extend([short(&slope.abs()), words("*")]);
    }
    says.push(words(store.name(symbol)));
    if !offset.is_zero() {
        let sign = if offset.is_negative() { " - " } else { " + " };
        says.extend([words(sign), short(&offset.abs())]);
    }
    Some(says)
}

/// The values that it takes, with the least and the greatest.
pub(super) fn range(derived: &Derived, subject: &Subject, pieces: &[Piece]) -> Vec<Fact> {
    let low = extreme(derived, subject, pieces, -1, Of::Function);
    let high = extreme(derived, subject, pieces, 1, Of::Function);
    let unknown = [&low, &high].into_iter().find_map(|of| match of {
        Extreme::Unknown(why) => Some(*why),
        Extreme::Finite { .. } | Extreme::Unbounded => None,
    });
    if let Some(why) = unknown {
        return vec![Fact::unknown("range", why)];
    }
    let continuous = subject.whole_line && places(subject).iter().all(|place| is_continuous(derived, place.expr));
    let side = |of: &Extreme, open: &str, closed: &str, endless: &str| match of {
        Extreme::Finite { value, taken, .. } => {
            (Some(value.clone()), if *taken == Some(true) { closed } else { open }.to_owned())
        }
        Extreme::Unbounded | Extreme::Unknown(_) => (None, endless.to_owned()),
    };
    let (low_value, left) = side(&low, "(", "[", "(-infinity");
    let (high_value, right) = side(&high, ")", "]", "infinity)");
    let is_close = [&low_value, &high_value].into_iter().flatten().all(is_known_well);
    let mut says = vec![words(if continuous && is_close { "" } else { "values lie in " }), words(&left)];
    says.extend(low_value.iter().map(|low| number(&outer(low, -1))));
    says.push(words(", "));
    says.extend(high_value.iter().map(|high| number(&outer(high, 1))));
    says.push(words(&right));
    let doubtful = [&low, &high].iter().any(|of| matches!(of, Extreme::Finite { taken: None, .. }));
    if doubtful {
        says.push(words(ENDS_ARE_OPEN));
    }
    let known = exactness(low_value.iter().chain(&high_value));
    let mut numbers = Vec::new();
    numbers.extend(low_value.map(|value| ("lowest", value)));
    numbers.extend(high_value.map(|value| ("highest", value)));
    let mut facts = vec![Fact::new("range", known, says).with(numbers)];
    for (name, of) in [("minimum", &low), ("maximum", &high)] {
        if let Extreme::Finite { value, at, taken: Some(true) } = of {
            let mut says = vec![number(value)];
            let mut numbers = vec![("value", value.clone())];
            if let Some(at) = at {
                says.extend([words(" at "), Say::Expr(derived.variable), words(" = "), told(at)]);
                numbers.extend(at.interval().map(|at| ("at", at.clone())));
            }
            let known = exactness(numbers.iter().map(|(_, value)| value));
            facts.push(Fact::new(name, known, says).with(numbers));
        }
    }
    facts
}

/// Where it is 0.
pub(super) fn zeros(derived: &Derived, subject: &Subject) -> Fact {
    let mut items: Vec<(&str, Interval, Vec<Say>)> = Vec::new();
    let z = Say::Expr(derived.variable);
    for place in places(subject) {
        match value_at(derived, &place) {
            At::Value(value) if value.is_exact() && value.contains_zero() => {
                items.push(("at", place.value.clone(), vec![z.clone(), words(" = "), Say::Expr(place.expr)]));
            }
            At::Value(value) if value.contains_zero() => {
                return Fact::unknown("zeros", "whether it is 0 where pieces meet could not be decided");
            }
            At::Value(_) | At::Undefined => {}
            At::Unknown => return Fact::unknown("zeros", "a value where pieces meet is not known"),
        }
    }
    for cell in &subject.cells {
        let ends = [&cell.lo, &cell.hi].map(|place| place.as_ref().map(|place| place.value.clone()));
        for part in signs(&derived.store, cell, derived.variable, 0) {
            match part {
                Part::Zero(at) if ends.iter().flatten().all(|end| end.is_disjoint(&at)) => {
                    items.push(("at", at.clone(), vec![z.clone(), words(" = "), number(&at)]));
                }
                Part::Sign(Ordering::Equal, span) => {
                    let edge = |place: &Option<Place>| place.clone().map_or(Edge::Infinite, Edge::Place);
                    items.push(("zone", span, stretch(derived, &edge(&cell.lo), &edge(&cell.hi))));
                }
                Part::Zero(_) | Part::Sign(..) => {}
                Part::Open(span) => return Fact::unknown("zeros", &undecided(&span)),
            }
        }
    }
    items.sort_by(|(_, a, _), (_, b, _)| a.lo().cmp(b.lo()));
    if items.is_empty() {
        return Fact::new("zeros", Known::Proved, vec![words("none")]);
    }
    let known = exactness(items.iter().filter(|(name, ..)| *name == "at").map(|(_, at, _)| at));
    let numbers = items.iter().map(|(name, at, _)| (*name, at.clone())).collect();
    Fact::new("zeros", known, listed(items.into_iter().map(|(.., says)| says).collect(), ", ")).with(numbers)
}

/// Why nothing is known on an interval.
pub(super) fn undecided(span: &Interval) -> String {
    let (lo, hi) = span.to_decimal_ends(4);
    format!("it could not be decided between {lo} and {hi}")
}

/// Where it rises and falls.
pub(super) fn moves(derived: &Derived, joined: &[Piece]) -> Vec<Fact> {
    let says: Vec<Vec<Say>> = joined
        .iter()
        .map(|piece| {
            let verb = match piece.moves {
                Some(Ordering::Greater) => "rises on ",
                Some(Ordering::Less) => "falls on ",
                Some(Ordering::Equal) => "is constant on ",
                None => "not decided on ",
            };
            [vec![words(verb)], stretch(derived, &piece.from, &piece.to)].concat()
        })
        .collect();
    let known = match joined.iter().any(|piece| piece.moves.is_none()) {
        true => Known::Unknown,
        false => exactness(joined.iter().flat_map(|piece| [&piece.from, &piece.to]).filter_map(Edge::interval)),
    };
    let numbers = joined.iter().flat_map(|piece| [&piece.from, &piece.to]).filter_map(Edge::interval);
    let numbers = numbers.map(|at| ("end", at.clone())).collect();
    let mut facts = vec![Fact::new("monotone-pieces", known, listed(says, "; ")).with(numbers)];
    let turns: Vec<(&Piece, &Piece)> = joined.windows(2).map(|pair| (&pair[0], &pair[1])).collect();
    let mut items = Vec::new();
    let mut numbers = Vec::new();
    for (left, right) in turns {
        let (Some(a), Some(b)) = (left.moves, right.moves) else { continue };
        let is_one = match (&left.to, &right.from) {
            (Edge::Place(a), Edge::Place(b)) => a.expr == b.expr && is_continuous(derived, a.expr),
            _ => true, // it is inside a cell
        };
        if a == b || a == Ordering::Equal || b == Ordering::Equal || !is_one {
            continue;
        }
        let Some(value) = left.at_to.interval() else { continue };
        let kind = if a == Ordering::Greater { "local maximum " } else { "local minimum " };
        let z = Say::Expr(derived.variable);
        items.push(vec![words(kind), number(value), words(" at "), z, words(" = "), told(&left.to)]);
        numbers.extend(left.to.interval().map(|at| ("at", at.clone())));
        numbers.push(("value", value.clone()));
    }
    if !items.is_empty() {
        let known = exactness(numbers.iter().map(|(_, value)| value));
        facts.push(Fact::new("extrema", known, listed(items, "; ")).with(numbers));
    } else if facts[0].known != Known::Unknown {
        facts.push(Fact::new("extrema", Known::Proved, vec![words("none")]));
    }
    facts
}

/// That its values have both signs.
pub(super) fn takes_both_signs() -> Fact {
    Fact::new("zero-centred", Known::Proved, vec![words("yes: it takes values of both signs")])
}

/// Whether its values have both signs.
pub(super) fn centred(range: &[Fact]) -> Fact {
    let Some(fact) = range.first().filter(|fact| fact.known != Known::Unknown) else {
        return Fact::unknown("zero-centred", "its range is not known");
    };
    let negative = fact.number("lowest").is_none_or(Interval::is_negative);
    let positive = fact.number("highest").is_none_or(Interval::is_positive);
    let says = match (negative, positive) {
        (true, true) => return takes_both_signs(),
        (false, true) => "no: it takes no negative value",
        (true, false) => "no: it takes no positive value",
        (false, false) => "no: it takes no value but 0",
    };
    let decided = |name| fact.number(name).is_none_or(|value| !value.contains_zero() || value.is_exact());
    if decided("lowest") && decided("highest") {
        Fact::new("zero-centred", Known::Proved, vec![words(says)])
    } else {
        Fact::unknown("zero-centred", "the sign of an end of its range could not be decided")
    }
}
