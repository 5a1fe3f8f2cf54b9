//! The inverse of the function, where one is found and proved: cell by cell, and as cases of the value.

use std::cmp::Ordering;

use super::fact::{Fact, Known, Say, constant, words};
use super::orders::slope;
use super::shape::{Edge, Piece, is_continuous, limit, places};
use super::subject::{At, Cell, FINE, Place, Subject, bounds, value_at};
use crate::algebra::shape::number;
use crate::eval;
use crate::eval::germ::Limit;
use crate::eval::interval::enclose;
use crate::expr::{ExprId, FunctionId, Node, Number, Relation, Store};
use crate::kernel::{self, Goal};
use crate::passes::inverse::{Invertible, holds, inverse, is_equal};
use crate::passes::{Derived, same_value, simplified};
use crate::trace::Condition;

/// The most cells whose inverses are put together.
const MOST_CELLS: usize = 6;
/// How many places of the output are tried with its size instead.
const MOST_SIZES: usize = 6;

/// An end of an interval: a number, or beyond all numbers.
type End = Option<ExprId>;

/// A cell with its image and the inverse from there.
struct Undone {
    cell: usize,
    image: [End; 2],
    form: ExprId,
}

/// The inverse as a form in the output, and the ends of the function's image.
struct Inverse {
    form: ExprId,
    image: [End; 2],
    /// Whether the ends belong to it.
    closed: [bool; 2],
}

/// The proved inverse, if one is found.
fn find(derived: &mut Derived, subject: &Subject, pieces: &[Piece]) -> Option<Inverse> {
    let output = derived.store.find_symbol(&derived.name)?;
    if subject.cells.len() > MOST_CELLS {
        return None;
    }
    let mut cells: Vec<Undone> = Vec::new();
    for (index, cell) in subject.cells.iter().enumerate() {
        let moves = direction(pieces.iter().filter(|piece| piece.cell == index))?;
        let ends = [end(derived, cell, -1)?, end(derived, cell, 1)?];
        let image = if moves == Ordering::Greater { ends } else { [ends[1], ends[0]] };
        let on = condition(derived.variable, cell);
        let within = bounds(output, image[0], image[1]);
        let is_onto = is_onto(derived, cell, &on, (moves, ends));
        let (function, variable) = (cell.orders[0], derived.variable);
        let of = Invertible { function, variable, output, on: &on, image: &within, is_onto };
        cells.push(Undone { cell: index, image, form: inverse(&mut derived.store, &of)? });
    }
    if cells.windows(2).any(|pair| pair[0].image[1] != pair[1].image[0]) {
        cells.reverse(); // it falls
    }
    if cells.windows(2).any(|pair| pair[0].image[1] != pair[1].image[0] || pair[0].image[1].is_none()) {
        return None; // its image has gaps, or values are taken twice
    }
    let image = [cells.first()?.image[0], cells.last()?.image[1]];
    let form = joined(&mut derived.store, output, &cells);
    let form = shorter(&mut derived.store, output, form, image).unwrap_or(form);
    let mut closed = [false; 2];
    for (closed, end) in closed.iter_mut().zip(image) {
        *closed = match end {
            Some(end) => is_taken(derived, subject, end)?,
            None => false,
        };
    }
    leads_back(derived, subject, output, form, &cells).then_some(Inverse { form, image, closed })
}

/// Whether the pieces of a cell all rise or all fall.
fn direction<'a>(mut pieces: impl Iterator<Item = &'a Piece>) -> Option<Ordering> {
    let first = pieces.next()?.moves.filter(|&moves| moves != Ordering::Equal)?;
    pieces.all(|piece| piece.moves == Some(first)).then_some(first)
}

/// Whether the kernel shows that the function is continuous on a cell and goes to these values at both its ends.
fn is_onto(derived: &mut Derived, cell: &Cell, on: &[Condition], (moves, ends): (Ordering, [End; 2])) -> bool {
    let function = (cell.orders[0], derived.variable);
    let is_differentiable =
        slope(&mut derived.store, function.0, function.1, on).is_some_and(|theorem| theorem.conditions().is_empty());
    let goes = |(side, end): (i64, End)| {
        let rises = (moves == Ordering::Greater) == (side > 0);
        let goal = end.map_or(if rises { Goal::Up } else { Goal::Down }, Goal::To);
        let toward = cell.toward(&derived.store, side);
        toward.is_some_and(|toward| kernel::tends(&derived.store, function, &toward, goal) == Some(true))
    };
    is_differentiable && [-1, 1].into_iter().zip(ends).all(goes)
}

/// What describes a cell.
fn condition(variable: ExprId, cell: &Cell) -> Vec<Condition> {
    let [lo, hi] = [&cell.lo, &cell.hi].map(|place| place.as_ref().map(|place| place.expr));
    bounds(variable, lo, hi)
}

/// The limit of the function at one end of a cell, as an expression; `None` if it is not known.
fn end(derived: &mut Derived, cell: &Cell, side: i64) -> Option<End> {
    let has_value = |place: &&Place| cell.fine.one(0, &place.value).is_some_and(|v| v.interval.is_bounded());
    match cell.end(side).filter(has_value) {
        Some(place) => {
            let there = derived.store.replace(cell.orders[0], derived.variable, place.expr);
            simplified(&mut derived.store, there, &[]).map(Some)
        }
        None => match limit(derived, cell, 0, side).1?.limit() {
            Limit::Exact(value) => value.written(&mut derived.store).map(Some),
            Limit::Infinite | Limit::MinusInfinite => Some(None),
            Limit::Between(_) | Limit::Unknown => None,
        },
    }
}

/// The inverses of the cells as cases of the output, from the least values to the greatest.
fn joined(store: &mut Store, output: ExprId, cells: &[Undone]) -> ExprId {
    let mut rest = store.intern(Node::Undefined);
    for (at, cell) in cells.iter().enumerate().rev() {
        if cells[at..].iter().all(|other| other.form == cell.form) && at == 0 {
            return cell.form;
        }
        let when = match cell.image[1].filter(|_| at + 1 < cells.len()) {
            Some(border) => store.intern(Node::Compare(Relation::Less, output, border)),
            None => store.intern(Node::Always),
        };
        let branch = store.intern(Node::Branch(when, cell.form));
        rest = store.intern(Node::Cases(branch, rest));
    }
    rest
}

/// One form for all cases, with the size of the output in some places, that is proved equal to them.
fn shorter(store: &mut Store, output: ExprId, cases: ExprId, image: [End; 2]) -> Option<ExprId> {
    let Node::Cases(branch, _) = store.node(cases) else { return None };
    let Node::Branch(_, first) = store.node(branch) else { return None };
    let within = bounds(output, image[0], image[1]);
    let size = store.call(FunctionId::named("abs"), output);
    let parents: Vec<ExprId> = store
        .reachable(first)
        .into_iter()
        .filter(|&id| store.node(id).children().any(|part| part == output))
        .take(MOST_SIZES)
        .collect();
    for parent in parents {
        for part in [size, store.neg(size)] {
            let turned = store.replace(parent, output, part);
            let form = store.replace(first, parent, turned);
            let form = crate::passes::simplest(store, form).unwrap_or(form);
            if is_equal(store, (form, cases), &within) {
                return Some(form);
            }
        }
    }
    None
}

/// Whether the form leads back from every value of the function: on each cell its row is the one that is chosen, by
/// comparisons that the kernel decides, and where cells meet by exact values.
fn leads_back(derived: &mut Derived, subject: &Subject, output: ExprId, form: ExprId, cells: &[Undone]) -> bool {
    let several = cells.iter().any(|cell| cell.form != cells[0].form);
    for (at, undone) in cells.iter().enumerate().filter(|_| several) {
        let cell = &subject.cells[undone.cell];
        let on = condition(derived.variable, cell);
        let lower = undone.image[0].filter(|_| at > 0);
        let upper = undone.image[1].filter(|_| at + 1 < cells.len());
        let inside = bounds(cell.orders[0], lower, upper);
        if !inside.into_iter().all(|condition| holds(&mut derived.store, condition, &on)) {
            return false;
        }
    }
    places(subject).iter().all(|place| match value_at(derived, place) {
        At::Undefined => !meet(subject, place.expr),
        At::Unknown => false,
        At::Value(_) => {
            let there = derived.store.replace(derived.whole.function, derived.variable, place.expr);
            let back = derived.store.replace(form, output, there);
            let joins = !meet(subject, place.expr) || is_continuous(derived, place.expr);
            joins && is_same(derived, back, place.expr)
        }
    })
}

/// Whether two numbers are the same: as exact values, or as the prover shows.
fn is_same(derived: &mut Derived, a: ExprId, b: ExprId) -> bool {
    match [a, b].map(|expr| eval::exact(&derived.store, expr, &[])) {
        [Some(a), Some(b)] => a == b,
        _ => is_equal(&mut derived.store, (a, b), &[]), // not both are rational as they are written
    }
}

/// Whether cells meet at a place.
fn meet(subject: &Subject, place: ExprId) -> bool {
    subject.cells.iter().any(|cell| cell.hi.as_ref().is_some_and(|hi| hi.expr == place))
        && subject.cells.iter().any(|cell| cell.lo.as_ref().is_some_and(|lo| lo.expr == place))
}

/// Whether two numbers are different: their enclosures have no number in common.
fn differ(derived: &Derived, a: ExprId, b: ExprId) -> bool {
    let value = |expr| enclose(&derived.store, expr, &[], FINE).ok();
    value(a).zip(value(b)).is_some_and(|(a, b)| a.is_disjoint(&b))
}

/// Whether the function has the value that is an end of its image at an end of its domain; `None` if that is not known.
fn is_taken(derived: &mut Derived, subject: &Subject, end: ExprId) -> Option<bool> {
    let mut taken = false;
    for place in places(subject).iter().filter(|place| !meet(subject, place.expr)) {
        if let At::Value(_) = value_at(derived, place) {
            let there = derived.store.replace(derived.whole.function, derived.variable, place.expr);
            if is_same(derived, there, end) {
                taken = true;
            } else if !differ(derived, there, end) {
                return None;
            }
        }
    }
    Some(taken)
}

/// Whether different arguments have different values, and the inverse where it is elementary.
pub(super) fn facts(derived: &mut Derived, subject: &Subject, pieces: &[Piece], joined: &[Piece]) -> [Fact; 2] {
    if let Some(same) = same_values(derived, joined) {
        let flat = joined.iter().any(|piece| piece.moves == Some(Ordering::Equal));
        let why = if flat { "it is constant on an interval; " } else { "" };
        let no = |name, text: String| Fact::new(name, Known::Proved, vec![words(&text)]);
        return [no("invertible", format!("no: {why}{same}")), no("inverse", format!("none: {same}"))];
    }
    let Some(found) = find(derived, subject, pieces) else {
        return [invertible(subject, joined), Fact::unknown("inverse", "no elementary inverse is known")];
    };
    let says = match joined {
        [Piece { moves: Some(Ordering::Greater), .. }] => "yes: it is strictly increasing",
        [Piece { moves: Some(Ordering::Less), .. }] => "yes: it is strictly decreasing",
        _ => "yes: it has an inverse", // its pieces do not join
    };
    [Fact::new("invertible", Known::Proved, vec![words(says)]), found.fact(derived)]
}

/// Two places at which the function has the same value, as a theorem says.
fn same_values(derived: &mut Derived, joined: &[Piece]) -> Option<String> {
    if let Some(twice) = &derived.twice {
        return Some(same_value(derived, twice));
    }
    let flat = joined.iter().find(|piece| piece.moves == Some(Ordering::Equal))?;
    let [lo, hi] = [&flat.from, &flat.to].map(|edge| match edge {
        Edge::Place(place) => eval::exact(&derived.store, place.expr, &[]),
        Edge::Infinite | Edge::Between(_) => None,
    });
    let step = match (&lo, &hi) {
        (Some(lo), Some(hi)) => hi.sub(lo).div(&Number::from(3))?,
        _ => Number::ONE, // it goes on without end
    };
    let first = match (lo, hi) {
        (Some(lo), _) => lo.add(&step),
        (None, Some(hi)) => hi.sub(&step).sub(&step),
        (None, None) => Number::ONE,
    };
    let places = [first.clone(), first.add(&step)];
    let [a, b] = places.each_ref().map(|place| {
        let place = number(&mut derived.store, place)?;
        Some(derived.store.replace(derived.whole.function, derived.variable, place))
    });
    let name = &derived.name;
    let says = format!("{name}({}) = {name}({})", places[0], places[1]);
    let (a, b) = (a?, b?);
    let value = eval::exact(&derived.store, a, &[]);
    let same = value.is_some() && value == eval::exact(&derived.store, b, &[]);
    (same || is_equal(&mut derived.store, (a, b), &[])).then_some(says)
}

/// Whether it is invertible, as far as where it rises and falls tells.
fn invertible(subject: &Subject, joined: &[Piece]) -> Fact {
    let name = "invertible";
    let [piece] = joined else { return Fact::unknown(name, "no value is known that it takes twice, and no inverse") };
    match piece.moves.filter(|_| subject.whole_line || subject.cells.len() == 1) {
        Some(Ordering::Greater) => Fact::new(name, Known::Enclosed, vec![words("yes: it is strictly increasing")]),
        Some(Ordering::Less) => Fact::new(name, Known::Enclosed, vec![words("yes: it is strictly decreasing")]),
        Some(Ordering::Equal) | None => Fact::unknown(name, "where it rises and falls could not be decided"),
    }
}

impl Inverse {
    /// What is said of it.
    fn fact(&self, derived: &Derived) -> Fact {
        let name = "inverse";
        let Some(output) = derived.store.find_symbol(&derived.name).map(Say::Expr) else {
            return Fact::unknown(name, "no elementary inverse is known");
        };
        let told = |end: ExprId| constant(&derived.store, end);
        let sign = |closed: bool, open: &str| words(&format!(" {open}{} ", if closed { "=" } else { "" }));
        let mut says = vec![Say::Expr(self.form), words(" for ")];
        match self.image {
            [None, None] => says.extend([words("every "), output]),
            [Some(lo), None] => says.extend([output, sign(self.closed[0], ">"), told(lo)]),
            [None, Some(hi)] => says.extend([output, sign(self.closed[1], "<"), told(hi)]),
            [Some(lo), Some(hi)] => {
                let (left, right) = (sign(self.closed[0], "<"), sign(self.closed[1], "<"));
                says.extend([told(lo), left, output, right, told(hi)]);
            }
        }
        Fact::new(name, Known::Proved, says)
    }
}
