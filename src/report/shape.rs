//! The shape of the graph: pieces on which the function rises, falls or stays, with the values at their ends.

use std::cmp::Ordering;

use super::signs::{Part, signs};
use super::subject::{At, Cell, FAR, Place, Subject, value_at};
use crate::eval::germ::{Germ, Limit};
use crate::expr::ExprId;
use crate::functions::Interval;
use crate::passes::{BorderKind, Derived};

/// From where on values are enclosed for the limit of a monotone function.
const BEYOND: i64 = 16;

/// Where a piece ends.
#[derive(Debug, Clone)]
pub(super) enum Edge {
    /// Without bound.
    Infinite,
    /// At a place where cells end.
    Place(Place),
    /// At a place that lies in this interval.
    Between(Interval),
}

impl Edge {
    pub(super) fn interval(&self) -> Option<&Interval> {
        match self {
            Edge::Infinite => None,
            Edge::Place(place) => Some(&place.value),
            Edge::Between(interval) => Some(interval),
        }
    }

    fn is_same(&self, other: &Edge) -> bool {
        match (self, other) {
            (Edge::Place(a), Edge::Place(b)) => a.expr == b.expr,
            (Edge::Between(a), Edge::Between(b)) => !a.is_disjoint(b),
            (Edge::Infinite, _) | (_, Edge::Infinite) => false,
            (Edge::Place(a), Edge::Between(b)) | (Edge::Between(b), Edge::Place(a)) => !a.value.is_disjoint(b),
        }
    }
}

/// A limit or a value at the end of a piece.
#[derive(Debug, Clone)]
pub(crate) enum End {
    /// A number in this interval.
    Finite(Interval),
    Infinite,
    MinusInfinite,
    Unknown,
}

impl End {
    pub(super) fn interval(&self) -> Option<&Interval> {
        match self {
            End::Finite(value) => Some(value),
            End::Infinite | End::MinusInfinite | End::Unknown => None,
        }
    }

    fn size(&self) -> End {
        match self {
            End::Finite(value) => End::Finite(value.abs()),
            End::Infinite | End::MinusInfinite => End::Infinite,
            End::Unknown => End::Unknown,
        }
    }
}

/// A piece on which a function, or a derivative of it, is monotone.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) cell: usize,
    /// Rising, falling or constant; `None` if that is not known.
    pub(super) moves: Option<Ordering>,
    pub(super) from: Edge,
    pub(super) to: Edge,
    /// The limits at the ends; of a piece about which nothing is known, enclosures of all its values.
    pub(super) at_from: End,
    pub(super) at_to: End,
}

/// The pieces of the derivative of this order, from the left to the right.
pub(super) fn pieces(derived: &Derived, subject: &Subject, order: usize) -> Vec<Piece> {
    let mut found = Vec::new();
    for (index, cell) in subject.cells.iter().enumerate() {
        let parts = signs(&derived.store, cell, derived.variable, order + 1);
        for (at, part) in parts.iter().enumerate() {
            let moves = match part {
                Part::Zero(_) => continue,
                Part::Sign(sign, _) => Some(*sign),
                Part::Open(_) => None,
            };
            let zero = |neighbour: Option<&Part>| match neighbour {
                Some(Part::Zero(at)) => Some(at.clone()),
                _ => None, // it ends where its interval does
            };
            let before = at.checked_sub(1).and_then(|before| parts.get(before));
            let next = parts.get(at + 1);
            let from = edge(zero(before), part.span(), cell, -1);
            let to = edge(zero(next), part.span(), cell, 1);
            let mut piece = Piece { cell: index, moves, from, to, at_from: End::Unknown, at_to: End::Unknown };
            if moves.is_some() {
                let far = |end: End, edge: &Edge, side| match (&end, edge) {
                    (End::Unknown, Edge::Infinite) => limit_of_monotone(derived, (cell, order), part.span(), side),
                    _ => end, // it is known, or not at infinity
                };
                piece.at_from = far(at_edge(derived, cell, &piece.from, order, -1), &piece.from, -1);
                piece.at_to = far(at_edge(derived, cell, &piece.to, order, 1), &piece.to, 1);
            } else if let Some(all) = all_values(derived, cell, part.span(), order) {
                (piece.at_from, piece.at_to) = (End::Finite(all.clone()), End::Finite(all));
            }
            found.push(piece);
        }
    }
    found
}

/// The limit towards infinity of a function that is monotone on an unbounded interval: it lies in each enclosure of the values far
/// out, if that is bounded.
fn limit_of_monotone(derived: &Derived, (cell, order): (&Cell, usize), span: &Interval, side: i64) -> End {
    let from = Interval::integer(side * BEYOND);
    let beyond = match side {
        1.. => Interval::new(from.lo().clone(), Interval::everything().hi().clone()),
        _ => Interval::new(Interval::everything().lo().clone(), from.hi().clone()),
    };
    let far = beyond.and_then(|beyond| span.intersection(&beyond)).unwrap_or_else(|| span.clone());
    match all_values(derived, cell, &far, order).filter(Interval::is_bounded) {
        Some(values) => End::Finite(values),
        None => End::Unknown,
    }
}

/// An enclosure of all values on an interval; towards infinity by an expansion as well.
fn all_values(derived: &Derived, cell: &Cell, span: &Interval, order: usize) -> Option<Interval> {
    let near = cell.coarse.one(order, span).map(|value| value.interval);
    let side = if span.lo().is_finite() { 1 } else { -1 };
    let inside = |from: i64| span.contains(Interval::integer(side * from).lo());
    let far = || {
        let at = (order, derived.variable);
        let bounded = |germ: &Germ| germ.range().is_some_and(|range| range.is_bounded());
        let (from, germ) = cell.towards(&derived.store, at, side, &bounded)?;
        let rest = match side {
            1.. => Interval::new(span.lo().clone(), Interval::integer(from).hi().clone()),
            _ => Interval::new(Interval::integer(-from).lo().clone(), span.hi().clone()),
        };
        let middle = match rest.filter(|_| inside(from)) {
            Some(rest) => cell.coarse.one(order, &rest)?.interval,
            None => germ.range()?,
        };
        Some(germ.range()?.hull(&middle))
    };
    match (near, if span.is_bounded() { None } else { far() }) {
        (Some(near), Some(far)) => near.intersection(&far),
        (near, far) => near.or(far),
    }
}

/// The end of a part on the side that the sign says: at a zero, or where its interval ends.
fn edge(zero: Option<Interval>, span: &Interval, cell: &Cell, side: i64) -> Edge {
    let (own, place) = if side < 0 { (span.lo(), &cell.lo) } else { (span.hi(), &cell.hi) };
    if let Some(place) = place
        && (place.value.contains(own) || zero.as_ref().is_some_and(|zero| !zero.is_disjoint(&place.value)))
    {
        return Edge::Place(place.clone());
    }
    match (zero, Interval::new(own.clone(), own.clone())) {
        (Some(zero), _) => Edge::Between(zero),
        (None, Some(own)) => Edge::Between(own),
        (None, None) => Edge::Infinite,
    }
}

/// The limit of the derivative of this order towards an end of a piece, from inside.
fn at_edge(derived: &Derived, cell: &Cell, edge: &Edge, order: usize, side: i64) -> End {
    let Some(at) = edge.interval() else { return limit(derived, cell, order, side).0 };
    match cell.fine.one(order, at) {
        Some(value) if value.interval.is_bounded() => End::Finite(value.interval),
        Some(_) | None if matches!(edge, Edge::Place(_)) => limit(derived, cell, order, side).0,
        Some(_) | None => End::Unknown,
    }
}

/// The limit towards the end of a cell on one side, with the expansion that tells it.
pub(super) fn limit(derived: &Derived, cell: &Cell, order: usize, side: i64) -> (End, Option<Germ>) {
    let at = (order, derived.variable);
    let exact = |germ: &Germ| !matches!(germ.limit(), Limit::Between(_) | Limit::Unknown);
    let far = FAR.last().copied().unwrap_or_default();
    let known = cell.near_end(&derived.store, at, side, &exact);
    let known = known.or_else(|| cell.near_end(&derived.store, at, side, &|germ| germ.from() == far));
    let Some((_, germ)) = known else { return (End::Unknown, None) };
    let end = match germ.limit() {
        Limit::Exact(value) => End::Finite(value.enclosure()),
        // a function that moves all the way may have no limit: one that is monotone and bounded has it in this interval
        Limit::Between(value) if value.is_bounded() => {
            let at = (order + 1, derived.variable);
            let monotone = cell.near_end(&derived.store, at, side, &|germ| germ.sign().is_some());
            if monotone.is_some() { End::Finite(value) } else { End::Unknown }
        }
        Limit::Infinite => End::Infinite,
        Limit::MinusInfinite => End::MinusInfinite,
        Limit::Between(_) | Limit::Unknown => End::Unknown,
    };
    (end, Some(germ))
}

/// The least upper or the greatest lower bound of some values.
#[derive(Debug, Clone)]
pub(super) enum Extreme {
    /// A number in this interval, where it is taken if that is one place, and whether it is a value or only a limit.
    Finite { value: Interval, at: Option<Edge>, taken: Option<bool> },
    /// There is no bound.
    Unbounded,
    /// Nothing is known, because of this.
    Unknown(&'static str),
}

/// A value or a limit that may be the extreme one.
struct Candidate {
    end: End,
    at: Edge,
    /// Whether it is a value; `None` if that is not known.
    taken: Option<bool>,
}

/// The greatest (or with `side < 0` the least) value of the derivative of this order, or of its absolute value.
pub(super) fn extreme(derived: &Derived, subject: &Subject, pieces: &[Piece], side: i64, of: Of) -> Extreme {
    let mut candidates = Vec::new();
    for piece in pieces {
        for (edge, end) in [(&piece.from, &piece.at_from), (&piece.to, &piece.at_to)] {
            let end = if matches!(of, Of::Size) { end.size() } else { end.clone() };
            let inside = matches!(edge, Edge::Between(_)) || piece.moves == Some(Ordering::Equal);
            candidates.push(Candidate { end, at: edge.clone(), taken: piece.moves.map(|_| inside) });
        }
    }
    candidates.extend(endless(derived, subject, of));
    if matches!(of, Of::Function) {
        for place in places(subject) {
            match value_at(derived, &place) {
                At::Value(value) => {
                    candidates.push(Candidate { end: End::Finite(value), at: Edge::Place(place), taken: Some(true) });
                }
                At::Undefined => {}
                At::Unknown => return Extreme::Unknown("the value where pieces meet is not known"),
            }
        }
    }
    let unbounded = |candidate: &Candidate| match candidate.end {
        End::Infinite => side > 0,
        End::MinusInfinite => side < 0,
        End::Finite(_) | End::Unknown => false,
    };
    if candidates.iter().any(unbounded) {
        return Extreme::Unbounded;
    }
    if candidates.iter().any(|candidate| matches!(candidate.end, End::Unknown)) {
        return Extreme::Unknown("a limit at an end of a piece is not known");
    }
    best(candidates, side)
}

/// The limits towards infinity where they are known, on pieces about which nothing else is known as well.
fn endless(derived: &Derived, subject: &Subject, of: Of) -> Vec<Candidate> {
    let order = if matches!(of, Of::Size) { 1 } else { 0 };
    let left = subject.cells.first().filter(|cell| cell.lo.is_none()).map(|cell| (cell, -1));
    let right = subject.cells.last().filter(|cell| cell.hi.is_none()).map(|cell| (cell, 1));
    let ends = [left, right].into_iter().flatten().map(|(cell, side)| limit(derived, cell, order, side).0);
    let ends = ends.filter(|end| !matches!(end, End::Unknown));
    let ends = ends.map(|end| if matches!(of, Of::Size) { end.size() } else { end });
    ends.map(|end| Candidate { end, at: Edge::Infinite, taken: Some(false) }).collect()
}

fn best(candidates: Vec<Candidate>, side: i64) -> Extreme {
    let finite: Vec<(Interval, Edge, Option<bool>)> = candidates
        .into_iter()
        .filter_map(|candidate| Some((candidate.end.interval()?.clone(), candidate.at, candidate.taken)))
        .collect();
    let values = finite.iter().map(|(value, ..)| value.clone());
    let Some(value) = values.reduce(|a, b| if side > 0 { a.max(&b) } else { a.min(&b) }) else {
        return Extreme::Unknown("there are no values");
    };
    if !value.is_bounded() {
        return Extreme::Unknown("how far its values reach is not known");
    }
    let near: Vec<&(Interval, Edge, Option<bool>)> =
        finite.iter().filter(|(other, ..)| !other.is_disjoint(&value)).collect();
    let same = near.iter().all(|(_, edge, _)| near.iter().all(|(_, other, _)| edge.is_same(other)));
    let exact = near.iter().all(|(other, ..)| other.is_exact());
    let all = |what| near.iter().all(|(.., taken)| *taken == Some(what));
    let known = near.iter().all(|(.., taken)| taken.is_some());
    let taken = match (same || exact) && known {
        true => Some(!all(false)),
        false if all(true) => Some(true),
        false if all(false) => Some(false),
        false => None,
    };
    let at = near.first().filter(|_| same).map(|(_, edge, _)| edge.clone());
    Extreme::Finite { value, at, taken }
}

/// Of what the extreme is sought.
#[derive(Debug, Clone, Copy)]
pub(super) enum Of {
    /// The function itself, whose values where cells meet count.
    Function,
    /// The absolute value of a derivative, inside the cells.
    Size,
}

/// The places where cells end, each once.
pub(super) fn places(subject: &Subject) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    for place in subject.cells.iter().flat_map(|cell| [&cell.lo, &cell.hi]).flatten() {
        if found.iter().all(|other| other.expr != place.expr) {
            found.push(place.clone());
        }
    }
    found
}

/// What happens at a place, if two cells meet there.
pub(super) fn border(derived: &Derived, at: ExprId) -> Option<BorderKind> {
    derived.borders.iter().find(|border| border.at == at).map(|border| border.kind)
}

/// Whether the function goes on without a jump at a place.
pub(super) fn is_continuous(derived: &Derived, at: ExprId) -> bool {
    match border(derived, at) {
        Some(BorderKind::Smooth | BorderKind::Kink) => true,
        Some(BorderKind::Jump | BorderKind::Vertical | BorderKind::Undefined | BorderKind::Unknown) | None => false,
    }
}

/// Pieces of the function itself that go on in the same direction through places without a jump, as one.
pub(super) fn joined(derived: &Derived, pieces: &[Piece]) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    for piece in pieces {
        let goes_on = |last: &Piece| {
            last.moves == piece.moves
                && match (&last.to, &piece.from) {
                    (Edge::Place(a), Edge::Place(b)) => a.expr == b.expr && is_continuous(derived, a.expr),
                    (Edge::Between(a), Edge::Between(b)) => last.cell == piece.cell && !a.is_disjoint(b),
                    _ => false, // there is a gap
                }
        };
        match found.last_mut() {
            Some(last) if goes_on(last) => (last.to, last.at_to) = (piece.to.clone(), piece.at_to.clone()),
            Some(_) | None => found.push(piece.clone()),
        }
    }
    found
}
