//! Waves: functions that repeat themselves with a period, up to a constant step. What holds on one period holds on all.

use std::cmp::Ordering;

use super::fact::{Fact, Known, Say, number as told, words};
use super::facts::{listed, moves, told as edge_told};
use super::shape::{self, Edge, Piece, joined};
use super::shown::number_of;
use super::signs::{Part, signs};
use super::slope::{exactly, saturated};
use super::smooth::convexity;
use super::subject::{Cell, FINE, Place, Subject, linear};
use crate::algebra::shape::number;
use crate::eval::interval::enclose;
use crate::expr::{Constant, ExprId, Node, Number, Relation, Store};
use crate::functions::{Interval, Monotonicity};
use crate::passes::inverse::{holds, is_equal};
use crate::passes::{Derived, simplest, simplified};
use crate::trace::Condition;

/// How many half turns of the slowest wave are tried as a period.
const TURNS: [i64; 4] = [1, 2, 4, 6];
/// So many eighths of a turn from 0 turning points and zeros are looked for exactly, quarters first.
const EIGHTHS: [i64; 15] = [0, 2, -2, 4, -4, 6, 8, 10, 12, 1, -1, 3, -3, 5, 7];
/// Where a period is cut, in sixteenths of it before a wave begins: nothing turns there as a rule.
const CUT: i64 = 3;
/// The most different waves in a function.
const MOST_WAVES: usize = 4;

/// A function with `g(z + period) = g(z) + step`, as a theorem says.
pub(super) struct Wave {
    period: ExprId,
    /// `None` if it is 0.
    step: Option<ExprId>,
    /// The arguments `slope*z + offset` of its waves.
    arguments: Vec<(Number, Number)>,
}

/// The wave that a function on the whole line is, if that is proved.
pub(super) fn wave(derived: &mut Derived, subject: &Subject) -> Option<Wave> {
    if !subject.whole_line || subject.cells.len() != 1 {
        return None;
    }
    let (function, z) = (derived.whole.function, derived.variable);
    let store = &mut derived.store;
    let (mut arguments, mut calm) = (Vec::new(), function);
    for id in store.reachable(function) {
        let Node::Call(f, u) = store.node(id) else { continue };
        let line = linear(store, u, z).filter(|(slope, _)| !slope.is_zero());
        if let (Monotonicity::Neither, Some(line)) = (f.row().monotonicity, line) {
            calm = store.replace(calm, id, Store::ZERO);
            arguments.push(line);
        }
    }
    if arguments.len() > MOST_WAVES {
        return None;
    }
    let slowest = arguments.iter().map(|(slope, _)| slope.abs()).min()?;
    let drift = match store.reachable(calm).contains(&z) {
        true => {
            let calm = simplest(store, calm).unwrap_or(calm);
            linear(store, calm, z)?.0
        }
        false => Number::ZERO,
    };
    TURNS.into_iter().find_map(|turns| {
        let period = turned(store, &Number::from(turns).div(&slowest)?, &Number::ZERO)?;
        let later = store.add(z, period);
        let shifted = store.replace(function, z, later);
        let step = turned(store, &Number::from(turns).div(&slowest)?.mul(&drift), &Number::ZERO);
        let step = step.filter(|_| !drift.is_zero());
        let raised = step.map_or(function, |step| store.add(function, step));
        let is_proved = is_equal(store, (shifted, raised), &[]);
        is_proved.then(|| Wave { period, step, arguments: arguments.clone() })
    })
}

/// `turns*pi + offset`
fn turned(store: &mut Store, turns: &Number, offset: &Number) -> Option<ExprId> {
    let pi = store.intern(Node::Constant(Constant::Pi));
    let (above, below) = (number(store, &turns.numerator().abs())?, number(store, &turns.denominator())?);
    let mut value = if above == Store::ONE { pi } else { store.mul(above, pi) };
    value = if below == Store::ONE { value } else { store.div(value, below) };
    value = match (turns.is_zero(), turns.is_negative()) {
        (true, _) => return number(store, offset),
        (false, true) => store.neg(value),
        (false, false) => value,
    };
    if offset.is_zero() {
        return Some(value);
    }
    let size = number(store, &offset.abs())?;
    Some(if offset.is_negative() { store.sub(value, size) } else { store.add(value, size) })
}

impl Wave {
    /// Adds the period to the facts, and puts what holds on all periods in the place of what is known near 0.
    pub(super) fn tell(&self, derived: &mut Derived, subject: &Subject, facts: &mut Vec<Fact>) {
        let at = facts.iter().position(|fact| fact.name == "symmetry").map_or(facts.len(), |at| at + 1);
        facts.insert(at, self.period(derived));
        self.tell_slope(derived, subject, facts);
        if self.step.is_some() || !is_restless(derived) {
            return;
        }
        for name in ["limit-left", "limit-right"] {
            let says = "none: it repeats itself and is not constant";
            replace(facts, Fact::new(name, Known::Proved, vec![words(says)]));
        }
        let ends = [-1, 1].map(|side| self.end(derived, derived.whole.function, side));
        if let [Some(low), Some(high)] = &ends {
            self.tell_range(derived, facts, [low, high]);
        }
        let Some(window) = self.window(derived, subject) else { return };
        if let Some(zeros) = self.zeros(derived, &window) {
            replace(facts, zeros);
        }
        self.tell_shape(derived, &window, facts);
    }

    fn period(&self, derived: &Derived) -> Fact {
        let (name, z) = (&derived.name, Say::Expr(derived.variable));
        let mut says = vec![words(&format!("{name}(")), z.clone(), words(" + "), Say::Expr(self.period)];
        says.extend([words(&format!(") = {name}(")), z, words(")")]);
        says.extend(self.step.iter().flat_map(|&step| match derived.store.node(step) {
            Node::Neg(fall) => [words(" - "), Say::Expr(fall)],
            _ => [words(" + "), Say::Expr(step)],
        }));
        let value = enclose(&derived.store, self.period, &[], FINE).ok();
        Fact::new("period", Known::Proved, says).with(value.into_iter().map(|value| ("value", value)).collect())
    }

    /// Places at which one of the waves has made so many eighths of a turn.
    fn places(&self, store: &mut Store) -> Vec<ExprId> {
        let mut found = Vec::new();
        for (slope, offset) in &self.arguments {
            for eighths in EIGHTHS {
                let turns = Number::from(eighths).div(&Number::from(4).mul(slope));
                let offset = offset.neg().div(slope);
                let place = turns.zip(offset).and_then(|(turns, offset)| turned(store, &turns, &offset));
                found.extend(place.filter(|place| !found.contains(place)));
            }
        }
        found
    }

    /// The least (`side < 0`) or the greatest value of the function or its slope, if it is a short number that is taken at one
    /// of the places and that the kernel shows to be a bound.
    fn end(&self, derived: &mut Derived, of: ExprId, side: i64) -> Option<Turn> {
        let z = derived.variable;
        let store = &mut derived.store;
        let mut best: Option<Turn> = None;
        for at in self.places(store) {
            let there = store.replace(of, z, at);
            let Some(found) = enclose(store, there, &[], FINE).ok() else { continue };
            let Some(value) = number_of(&exactly(found, &|_| true)) else { continue };
            let is_better = |best: &Turn| if side < 0 { value < best.value } else { value > best.value };
            if best.as_ref().is_none_or(is_better)
                && let Some(written) = number(store, &value)
                && is_equal(store, (there, written), &[])
            {
                best = Some(Turn { at, value });
            }
        }
        let best = best?;
        let right = number(store, &best.value)?;
        let relation = if side < 0 { Relation::GreaterEqual } else { Relation::LessEqual };
        holds(store, Condition { left: of, relation, right }, &[]).then_some(best)
    }

    /// The largest slope, and that the function moves one way if no slope has the other sign.
    fn tell_slope(&self, derived: &mut Derived, subject: &Subject, facts: &mut Vec<Fact>) {
        let Some(slope) = subject.cells.first().and_then(|cell| cell.orders.get(1).copied()) else { return };
        let [Some(least), Some(most)] = [-1, 1].map(|side| self.end(derived, slope, side)) else { return };
        let is_alive =
            |fact: &Fact| fact.name == "dead-zones" && fact.known == Known::Proved && fact.numbers.is_empty();
        let restless = facts.iter().any(is_alive);
        let way = match (least.value.is_negative(), most.value.is_negative() || most.value.is_zero()) {
            (false, false) => Some(("rises on every ", "yes: it is strictly increasing")),
            (true, true) => Some(("falls on every ", "yes: it is strictly decreasing")),
            (true, false) | (false, true) => None,
        };
        if let Some((moves, why)) = way.filter(|_| restless) {
            let says = vec![words(moves), Say::Expr(derived.variable)];
            replace(facts, Fact::new("monotone-pieces", Known::Proved, says));
            replace(facts, Fact::new("extrema", Known::Proved, vec![words("none")]));
            replace(facts, Fact::new("invertible", Known::Proved, vec![words(why)]));
        }
        let largest = if least.value.abs() > most.value.abs() { least } else { most };
        let value = Interval::from_number(&largest.value.abs(), FINE);
        let mut says =
            vec![told(&value), words(" at "), Say::Expr(derived.variable), words(" = "), Say::Expr(largest.at)];
        says.push(words(", and again after each period; it is the Lipschitz constant"));
        let place = enclose(&derived.store, largest.at, &[], FINE).ok();
        let numbers = [("value", value)].into_iter().chain(place.map(|place| ("at", place))).collect();
        replace(facts, Fact::new("largest-slope", Known::Proved, says).with(numbers));
    }

    fn tell_range(&self, derived: &Derived, facts: &mut Vec<Fact>, [low, high]: [&Turn; 2]) {
        let [lowest, highest] = [low, high].map(|end| Interval::from_number(&end.value, FINE));
        let says = vec![words("["), told(&lowest), words(", "), told(&highest), words("]")];
        let numbers = vec![("lowest", lowest.clone()), ("highest", highest.clone())];
        replace(facts, Fact::new("range", Known::Proved, says).with(numbers));
        facts.retain(|fact| !matches!(fact.name, "minimum" | "maximum"));
        let at = facts.iter().position(|fact| fact.name == "range").map_or(facts.len(), |at| at + 1);
        for (name, end, value) in [("maximum", high, highest), ("minimum", low, lowest)] {
            let mut says = vec![told(&value), words(" at "), Say::Expr(derived.variable), words(" = ")];
            says.extend([Say::Expr(end.at), words(", and again after each period")]);
            let place = enclose(&derived.store, end.at, &[], FINE).ok();
            let numbers = [("value", value)].into_iter().chain(place.map(|place| ("at", place))).collect();
            facts.insert(at, Fact::new(name, Known::Proved, says).with(numbers));
        }
    }

    /// One period, cut where nothing turns, as a function on a bounded interval.
    fn window(&self, derived: &mut Derived, subject: &Subject) -> Option<Subject> {
        let cell = subject.cells.first()?;
        let store = &mut derived.store;
        let begins = *self.places(store).first()?;
        let [cut, whole] = [CUT, 16].map(|n| number(store, &Number::from(n)));
        let part = store.mul(cut?, self.period);
        let part = store.div(part, whole?);
        let from = store.sub(begins, part);
        let to = store.add(from, self.period);
        let place = |expr| Some(Place { expr, value: enclose(&derived.store, expr, &[], FINE).ok()? });
        let ends = (Some(place(from)?), Some(place(to)?));
        let cell = Cell::new(&derived.store, derived.variable, ends, cell.orders.clone());
        Some(Subject { cells: vec![cell], whole_line: false, missing: None })
    }

    /// The place in an interval where an expression is 0, if it is one of those at which a wave has made eighths of a turn.
    fn exact(&self, derived: &mut Derived, of: ExprId, at: &Interval) -> Option<ExprId> {
        self.places(&mut derived.store).into_iter().find(|&place| {
            let there = derived.store.replace(of, derived.variable, place);
            let value = enclose(&derived.store, place, &[], FINE);
            value.is_ok_and(|value| !value.is_disjoint(at)) && is_equal(&mut derived.store, (there, Store::ZERO), &[])
        })
    }

    /// The zeros in a window at whose ends the function is not 0, and with them all.
    fn zeros(&self, derived: &mut Derived, window: &Subject) -> Option<Fact> {
        let (function, z) = (derived.whole.function, derived.variable);
        let mut items = Vec::new();
        let mut numbers = Vec::new();
        let cell = window.cells.first()?;
        let is_cut = [-1, 1].into_iter().filter_map(|side| cell.end(side)).any(|end| {
            let value = cell.fine.one(0, &end.value);
            value.is_none_or(|value| value.interval.contains_zero())
        });
        if is_cut {
            return None;
        }
        for part in signs(&derived.store, cell, z, 0) {
            let at = match part {
                Part::Zero(at) => at,
                Part::Open(_) => return None,
                Part::Sign(..) => continue,
            };
            let exact = self.exact(derived, function, &at);
            items.push(vec![Say::Expr(z), words(" = "), exact.map_or_else(|| told(&at), Say::Expr)]);
            numbers.push(("at", at));
        }
        if items.is_empty() {
            return Some(Fact::new("zeros", Known::Enclosed, vec![words("none")]));
        }
        let says = [listed(items, ", "), vec![words(", and again after each period")]].concat();
        Some(Fact::new("zeros", Known::Enclosed, says).with(numbers))
    }

    /// Where it rises, falls and bends on one period, and where its slope is small.
    fn tell_shape(&self, derived: &mut Derived, window: &Subject, facts: &mut Vec<Fact>) {
        let [Some(pieces), Some(slopes)] = [0, 1].map(|order| self.pieces(derived, window, order)) else { return };
        let mut found = vec![convexity(derived, &slopes), self.extrema(derived, &pieces)];
        found.extend(moves(derived, &pieces).into_iter().filter(|fact| fact.name == "monotone-pieces"));
        let largest = facts.iter().find(|fact| fact.name == "largest-slope").and_then(|fact| fact.number("value"));
        let cut = shape::pieces(derived, window, 1);
        found.extend(largest.map(|largest| saturated(derived, window, &cut, largest)));
        for mut fact in found.into_iter().filter(|fact| fact.known != Known::Unknown) {
            fact.known = Known::Enclosed;
            fact.says.extend([words("; and so on with period "), Say::Expr(self.period)]);
            replace(facts, fact);
        }
    }

    /// The pieces of one period from one turning point to the same after it; `None` if one is not known.
    fn pieces(&self, derived: &mut Derived, window: &Subject, order: usize) -> Option<Vec<Piece>> {
        let mut pieces = joined(derived, &shape::pieces(derived, window, order));
        let slope = *window.cells.first()?.orders.get(order + 1)?;
        let length = enclose(&derived.store, self.period, &[], FINE).ok()?;
        let is_cut = pieces.len() > 1 && pieces.first()?.moves == pieces.last()?.moves;
        if !is_cut || pieces.iter().any(|piece| piece.moves.is_none_or(|moves| moves == Ordering::Equal)) {
            return None;
        }
        for piece in &mut pieces {
            for edge in [&mut piece.from, &mut piece.to] {
                let Edge::Between(at) = edge else { continue };
                let (value, at) = (at.clone(), at.clone());
                if let Some(expr) = self.exact(derived, slope, &at) {
                    *edge = Edge::Place(Place { expr, value });
                }
            }
        }
        let first = pieces.remove(0);
        let last = pieces.last_mut()?;
        last.at_to = first.at_to;
        last.to = match first.to {
            Edge::Place(place) => {
                let later = derived.store.add(place.expr, self.period);
                let expr = simplified(&mut derived.store, later, &[]).unwrap_or(later);
                Edge::Place(Place { expr, value: place.value.add(&length, FINE) })
            }
            Edge::Between(at) => Edge::Between(at.add(&length, FINE)),
            Edge::Infinite => return None, // the window is bounded
        };
        Some(pieces)
    }

    /// Where the pieces of a period begin: a minimum if the function rises from there.
    fn extrema(&self, derived: &mut Derived, pieces: &[Piece]) -> Fact {
        let (mut items, mut numbers) = (Vec::new(), Vec::new());
        for piece in pieces {
            let Some(mut value) = piece.at_from.interval().cloned() else { continue };
            if let Edge::Place(place) = &piece.from
                && let Some(short) = number_of(&exactly(value.clone(), &|_| true))
                && let Some(written) = number(&mut derived.store, &short)
            {
                let there = derived.store.replace(derived.whole.function, derived.variable, place.expr);
                let is_short = is_equal(&mut derived.store, (there, written), &[]);
                value = if is_short { Interval::from_number(&short, FINE) } else { value };
            }
            let rises = piece.moves == Some(Ordering::Greater);
            let kind = if rises { "local minimum " } else { "local maximum " };
            let z = Say::Expr(derived.variable);
            items.push(vec![words(kind), told(&value), words(" at "), z, words(" = "), edge_told(&piece.from)]);
            numbers.extend(piece.from.interval().map(|at| ("at", at.clone())));
            numbers.push(("value", value));
        }
        Fact::new("extrema", Known::Enclosed, listed(items, "; ")).with(numbers)
    }
}

/// A turning point with its value.
struct Turn {
    at: ExprId,
    value: Number,
}

/// Puts a fact in the place of that with its name, if there is one, else behind where it rises and falls.
fn replace(facts: &mut Vec<Fact>, fact: Fact) {
    match facts.iter().position(|other| other.name == fact.name) {
        Some(at) => facts[at] = fact,
        None if fact.name == "extrema" => {
            let at = facts.iter().position(|other| other.name == "monotone-pieces").map_or(facts.len(), |at| at + 1);
            facts.insert(at, fact);
        }
        None => {}
    }
}

/// Whether the function has two different values among those at some numbers.
fn is_restless(derived: &Derived) -> bool {
    let value = |n: i64| {
        let at = [(derived.variable, Interval::integer(n).into())];
        enclose(&derived.store, derived.whole.function, &at, FINE).ok()
    };
    let values: Vec<Interval> = (0..4).filter_map(value).collect();
    values.iter().any(|a| values.iter().any(|b| a.is_disjoint(b)))
}
