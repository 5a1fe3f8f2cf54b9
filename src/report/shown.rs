//! Which facts the kernel shows. What was found by covering sets with enclosures is asked of it again: signs and bounds by
//! its ranges, limits by its expansions, single values exactly.

use std::cmp::Ordering;

use super::fact::{Fact, Known, Say};
use super::facts::{ENDS_ARE_OPEN, takes_both_signs};
use super::orders::slope;
use super::program::middle;
use super::shape::places;
use super::signs::{Part, signs};
use super::slope::no_dead_zone;
use super::subject::{At, Cell, Subject, bounds, value_at};
use crate::algebra::shape::number;
use crate::eval;
use crate::eval::germ::Toward;
use crate::expr::{ExprId, Number, Relation, Store};
use crate::functions::Interval;
use crate::functions::real::Real;
use crate::kernel::{self, Goal, Joint, Least};
use crate::passes::inverse::{holds, is_equal};
use crate::passes::{Border, BorderKind, Derived, joint};
use crate::trace::Condition;

/// The precision, in bits, at which comparisons at a point are decided.
const BITS: usize = 256;
/// At how many numbers it is looked for values of both signs.
const TRIED: usize = 12;

/// What the kernel shows of a function, each asked once.
pub(super) struct Shown {
    /// The signs of its slope on all pieces.
    moves: bool,
    /// The signs of its second derivative on all pieces.
    bends: bool,
    /// Its own signs, and where it is 0.
    zeros: bool,
    /// That the slope is one number on each cell.
    straight: bool,
    /// That it is constant on no interval, but for whole cells.
    restless: bool,
    /// That there are no such cells.
    everywhere: bool,
}

impl Shown {
    pub(super) fn new(derived: &mut Derived, subject: &Subject) -> Shown {
        let mut signs = |order| subject.cells.iter().all(|cell| signs_are_shown(derived, cell, order));
        let (zeros, moves, bends) = (signs(0), signs(1), signs(2));
        let mut fixed = Vec::with_capacity(subject.cells.len());
        let mut restless = true;
        for cell in &subject.cells {
            let slope = eval::exact(&derived.store, cell.orders[1], &[]);
            restless &= slope.is_some() || is_nowhere_constant(derived, cell);
            fixed.push(slope);
        }
        let everywhere = restless && fixed.iter().flatten().all(|slope| !slope.is_zero());
        Shown { moves, bends, zeros, straight: fixed.iter().all(Option::is_some), restless, everywhere }
    }

    /// A fact that enclosures prove, as what it is where the kernel does not.
    pub(super) fn review(&self, derived: &mut Derived, subject: &Subject, facts: &mut [Fact]) {
        let mut known: Vec<bool> = Vec::with_capacity(facts.len());
        for fact in facts.iter() {
            known.push(self.is_shown(derived, subject, fact));
        }
        let bounded = |name: &str| facts.iter().position(|fact| fact.name == name).is_some_and(|at| known[at]);
        let (range, slope) = (bounded("range"), bounded("largest-slope"));
        let ends = facts.iter().filter(|fact| fact.name == "range").flat_map(|fact| &fact.numbers);
        let mut ends = ends.map(|(_, end)| end);
        let no_end_is_taken = ends.all(|end| !number_of(end).is_some_and(|end| is_value(derived, subject, &end)));
        for (fact, known) in facts.iter_mut().zip(known) {
            if fact.name == "dead-zones" && fact.known == Known::Unknown && self.everywhere {
                *fact = no_dead_zone();
            }
            if fact.name == "zero-centred" && fact.known == Known::Unknown && known {
                *fact = takes_both_signs();
            }
            let known = match fact.name {
                "zero-centred" => known || range,
                // its borders are exact, and the slope is monotone between them
                "saturation" => known || self.bends && slope && !fact.numbers.is_empty(),
                "depth" => self.straight || slope && fact.number("least").is_some_and(is_zero),
                _ => known, // it stands by itself
            };
            if fact.name == "range" && known && no_end_is_taken {
                // all values lie strictly between the ends
                fact.says.retain(|say| !matches!(say, Say::Words(words) if words == ENDS_ARE_OPEN));
            }
            match fact.known {
                Known::Proved if !known => fact.known = Known::Enclosed,
                // it is known from where the function rises and falls alone
                Known::Enclosed if fact.name == "invertible" && known => fact.known = Known::Proved,
                Known::Proved | Known::Assumed | Known::Enclosed | Known::Unknown => {}
            }
        }
    }

    fn is_shown(&self, derived: &mut Derived, subject: &Subject, fact: &Fact) -> bool {
        match fact.name {
            "monotone-pieces" | "extrema" => self.moves,
            "dead-zones" => self.moves || self.restless,
            "invertible" => self.moves || is_negative(fact) || derived.twice.is_some(),
            "convexity" => self.bends,
            "zeros" => self.zeros,
            "saturation" => self.straight,
            "limit-left" => limit_is_shown(derived, subject, fact, -1),
            "limit-right" => limit_is_shown(derived, subject, fact, 1),
            "range" => range_is_shown(derived, subject, fact),
            "minimum" => {
                bound_is_shown(derived, subject, (fact.number("value"), -1)) && is_taken(derived, subject, fact)
            }
            "maximum" => {
                bound_is_shown(derived, subject, (fact.number("value"), 1)) && is_taken(derived, subject, fact)
            }
            "zero-centred" => has_both_signs(derived),
            "largest-slope" => slope_is_shown(derived, subject, fact),
            "depth" => false,
            "kinks-and-jumps" | "smoothness" => {
                derived.borders.iter().all(|border| border_is_shown(derived, subject, border))
            }
            _ => true, // theorems and exact values already
        }
    }
}

fn is_zero(value: &Interval) -> bool {
    value.is_exact() && value.contains_zero()
}

/// Whether an invertible fact says no, which it does only with two places.
fn is_negative(fact: &Fact) -> bool {
    fact.says.first().is_some_and(|say| matches!(say, Say::Words(text) if text.starts_with("no")))
}

/// A number with a short significand.
fn exact(of: &Real) -> Option<Number> {
    let significand = i64::try_from(of.significand().clone()).ok()?;
    Some(Number::from(significand).mul(&Number::from(2).pow(i64::try_from(of.exponent()).ok()?)?))
}

/// The same of an interval that holds one number.
pub(super) fn number_of(value: &Interval) -> Option<Number> {
    if value.is_exact() { exact(value.lo()) } else { None }
}

/// Whether the kernel decides the sign of a derivative on each part of a cell on which enclosures show it.
fn signs_are_shown(derived: &mut Derived, cell: &Cell, order: usize) -> bool {
    let Some(&expr) = cell.orders.get(order) else { return false };
    let variable = derived.variable;
    signs(&derived.store, cell, variable, order).into_iter().all(|part| match part {
        Part::Open(_) => false,
        Part::Zero(at) => number_of(&at).is_some_and(|at| {
            let zero = Condition { left: expr, relation: Relation::Equal, right: Store::ZERO };
            kernel::holds_at(&derived.store, zero, &[(variable, at)], BITS) == Some(true)
        }),
        Part::Sign(sign, span) => {
            let Some(given) = part_of(derived, cell, &span) else { return false };
            let relation = match sign {
                Ordering::Less => Relation::Less,
                Ordering::Greater => Relation::Greater,
                Ordering::Equal => {
                    return expr == Store::ZERO || is_equal(&mut derived.store, (expr, Store::ZERO), &given);
                }
            };
            holds(&mut derived.store, Condition { left: expr, relation, right: Store::ZERO }, &given)
                || sign_follows(derived, (expr, relation), &given)
        }
    })
}

/// Whether an expression has a sign where everything given holds since its own slope has one there, and it is 0 at an end.
fn sign_follows(derived: &mut Derived, (expr, relation): (ExprId, Relation), given: &[Condition]) -> bool {
    let positive = if relation == Relation::Less { derived.store.neg(expr) } else { expr };
    let Some(theorem) = slope(&mut derived.store, positive, derived.variable, given) else { return false };
    let ends: Vec<Least> = given.iter().map(|condition| Least::At(condition.right)).collect();
    let ends = ends.into_iter().chain([Least::Towards(-1), Least::Towards(1)]);
    ends.into_iter().any(|end| kernel::never_below_zero(&derived.store, &theorem, given, end, true))
}

/// Whether the kernel shows that the function is constant on no part of a cell.
fn is_nowhere_constant(derived: &mut Derived, cell: &Cell) -> bool {
    let given = whole(derived.variable, cell);
    let Some(theorem) = slope(&mut derived.store, cell.orders[0], derived.variable, &given) else { return false };
    let middle = number_of(&middle(&cell.span()));
    let places = middle.into_iter().chain((0..TRIED).map(eval::propose::simple_number));
    places.into_iter().any(|at| kernel::is_nowhere_constant(&derived.store, &theorem, &given, &at))
}

/// What describes a part of a cell; `None` if an end is not exactly known.
fn part_of(derived: &mut Derived, cell: &Cell, span: &Interval) -> Option<Vec<Condition>> {
    let mut end = |of: &Real, place: Option<ExprId>, at: Option<&Interval>| -> Option<Option<ExprId>> {
        if !of.is_finite() {
            return Some(None);
        }
        if let (Some(place), Some(at)) = (place, at)
            && at.contains(of)
        {
            return Some(Some(place));
        }
        number(&mut derived.store, &exact(of)?).map(Some)
    };
    let [lo, hi] = [&cell.lo, &cell.hi];
    let lo = end(span.lo(), lo.as_ref().map(|place| place.expr), lo.as_ref().map(|place| &place.value))?;
    let hi = end(span.hi(), hi.as_ref().map(|place| place.expr), hi.as_ref().map(|place| &place.value))?;
    Some(bounds(derived.variable, lo, hi))
}

/// What describes a whole cell.
fn whole(variable: ExprId, cell: &Cell) -> Vec<Condition> {
    let [lo, hi] = [&cell.lo, &cell.hi].map(|place| place.as_ref().map(|place| place.expr));
    bounds(variable, lo, hi)
}

/// Whether a derivative of this order goes to a goal towards an end of a cell.
fn comes_near(derived: &Derived, subject: &Subject, order: usize, goal: Goal) -> bool {
    subject.cells.iter().any(|cell| {
        [-1, 1].into_iter().filter_map(|side| cell.toward(&derived.store, side)).any(|end| {
            let function = cell.orders.get(order).map(|&expr| (expr, derived.variable));
            function.is_some_and(|function| kernel::tends(&derived.store, function, &end, goal) == Some(true))
        })
    })
}

/// Whether a derivative of this order goes to a goal towards an end of the line.
fn tends(derived: &Derived, subject: &Subject, order: usize, side: i64, goal: Goal) -> bool {
    let cell = if side < 0 { subject.cells.first() } else { subject.cells.last() };
    let cell = cell.filter(|cell| if side < 0 { cell.lo.is_none() } else { cell.hi.is_none() });
    let Some(&expr) = cell.and_then(|cell| cell.orders.get(order)) else { return false };
    kernel::tends(&derived.store, (expr, derived.variable), &Toward::Infinity(side), goal) == Some(true)
}

/// What happens where pieces meet: the slopes or limits from both sides, that there is no value, or that slopes have no bound.
fn border_is_shown(derived: &Derived, subject: &Subject, border: &Border) -> bool {
    let Some(at) = eval::exact(&derived.store, border.at, &[]) else { return false };
    let (of, variable) = (derived.whole.function, derived.variable);
    match border.kind {
        BorderKind::Smooth | BorderKind::Kink | BorderKind::Jump => {
            matches!(
                (joint(derived, border, &at, &[]), border.kind),
                (Some(Joint::Slope(_)), BorderKind::Smooth)
                    | (Some(Joint::Slopes(..)), BorderKind::Kink)
                    | (Some(Joint::Jump(..)), BorderKind::Jump)
            )
        }
        BorderKind::Undefined => {
            let defined = Condition { left: of, relation: Relation::Equal, right: of };
            kernel::holds_at(&derived.store, defined, &[(variable, at)], BITS) == Some(false)
        }
        BorderKind::Vertical => [-1, 1].into_iter().any(|side| {
            let beside = |cell: &&Cell| {
                let end = if side < 0 { &cell.hi } else { &cell.lo };
                end.as_ref().is_some_and(|end| end.expr == border.at)
            };
            let Some(&slope) = subject.cells.iter().find(beside).and_then(|cell| cell.orders.get(1)) else {
                return false;
            };
            let towards = Toward::Place(at.clone(), side);
            let goes = |goal| kernel::tends(&derived.store, (slope, variable), &towards, goal) == Some(true);
            goes(Goal::Up) || goes(Goal::Down)
        }),
        BorderKind::Unknown => false,
    }
}

/// The limit that is told, where it is a short number or there is none.
fn limit_is_shown(derived: &mut Derived, subject: &Subject, fact: &Fact, side: i64) -> bool {
    if let Some(value) = fact.number("value") {
        let Some(value) = number_of(value).and_then(|value| number(&mut derived.store, &value)) else { return false };
        return tends(derived, subject, 0, side, Goal::To(value));
    }
    // the line that it comes near to is found by the expansion that the kernel uses for limits
    tends(derived, subject, 0, side, Goal::Up) || tends(derived, subject, 0, side, Goal::Down)
}

/// Whether no value is less (`side < 0`) or greater than a number.
fn bound_is_shown(derived: &mut Derived, subject: &Subject, (value, side): (Option<&Interval>, i64)) -> bool {
    lies_within(derived, subject, value, if side < 0 { Relation::GreaterEqual } else { Relation::LessEqual })
}

/// Whether all values have a relation to a number; all have it to one that is not there.
fn lies_within(derived: &mut Derived, subject: &Subject, value: Option<&Interval>, relation: Relation) -> bool {
    let Some(value) = value else { return true };
    let Some(exact) = number_of(value) else { return false };
    let Some(right) = number(&mut derived.store, &exact) else { return false };
    let inside = subject.cells.iter().all(|cell| {
        let given = whole(derived.variable, cell);
        let left = cell.orders[0];
        left == right || holds(&mut derived.store, Condition { left, relation, right }, &given)
    });
    inside
        && places(subject).iter().all(|place| match value_at(derived, place) {
            At::Value(at) => number_of(&at).is_some_and(|at| eval::holds(relation, at.cmp(&exact))),
            At::Undefined => true,
            At::Unknown => false,
        })
}

/// Whether a least or greatest value is taken where it is told, or on a piece where the function is constant.
fn is_taken(derived: &mut Derived, subject: &Subject, fact: &Fact) -> bool {
    let Some(value) = fact.number("value").and_then(number_of) else { return false };
    let there = |at: &Number| {
        eval::exact(&derived.store, derived.whole.function, &[(derived.variable, at.clone())]).as_ref() == Some(&value)
    };
    let constant = |cell: &Cell| eval::exact(&derived.store, cell.orders[0], &[]).as_ref() == Some(&value);
    fact.number("at").and_then(number_of).is_some_and(|at| there(&at)) || subject.cells.iter().any(constant)
}

/// Whether the values lie in a range and come as near to its ends as one likes, or are taken there.
fn range_is_shown(derived: &mut Derived, subject: &Subject, fact: &Fact) -> bool {
    let (low, high) = (fact.number("lowest").cloned(), fact.number("highest").cloned());
    [(low, -1), (high, 1)].into_iter().all(|(value, side)| {
        let goal = match &value {
            Some(value) => number_of(value).and_then(|value| number(&mut derived.store, &value)).map(Goal::To),
            None => Some(if side < 0 { Goal::Down } else { Goal::Up }),
        };
        let Some(goal) = goal else { return false };
        let comes = comes_near(derived, subject, 0, goal);
        let taken = value.as_ref().and_then(number_of).is_some_and(|value| is_value(derived, subject, &value));
        let relation = match (side < 0, taken) {
            (true, true) => Relation::GreaterEqual,
            (true, false) => Relation::Greater,
            (false, true) => Relation::LessEqual,
            (false, false) => Relation::Less,
        };
        (comes || taken) && lies_within(derived, subject, value.as_ref(), relation)
    })
}

/// Whether the function has a value at a place where pieces meet, where it turns, or on a piece where it is constant.
fn is_value(derived: &Derived, subject: &Subject, value: &Number) -> bool {
    let at = |place: Number| eval::exact(&derived.store, derived.whole.function, &[(derived.variable, place)]);
    let ends = places(subject).into_iter().filter_map(|place| number_of(&place.value));
    let turns = subject.cells.iter().flat_map(|cell| signs(&derived.store, cell, derived.variable, 1));
    let turns = turns.filter_map(|part| match part {
        Part::Zero(at) => number_of(&at),
        Part::Sign(..) | Part::Open(_) => None,
    });
    let constant = |cell: &Cell| eval::exact(&derived.store, cell.orders[0], &[]).as_ref() == Some(value);
    ends.chain(turns).any(|place| at(place).as_ref() == Some(value)) || subject.cells.iter().any(constant)
}

/// Whether the function has a negative and a positive value at simple numbers.
fn has_both_signs(derived: &Derived) -> bool {
    [Relation::Less, Relation::Greater].into_iter().all(|relation| {
        let condition = Condition { left: derived.whole.function, relation, right: Store::ZERO };
        (0..TRIED)
            .map(eval::propose::simple_number)
            .any(|at| kernel::holds_at(&derived.store, condition, &[(derived.variable, at)], BITS) == Some(true))
    })
}

/// Whether no slope is larger than the largest that is told, or slopes have no bound.
fn slope_is_shown(derived: &mut Derived, subject: &Subject, fact: &Fact) -> bool {
    let Some(value) = fact.number("value") else {
        let goals = [Goal::Up, Goal::Down];
        return goals.into_iter().any(|goal| comes_near(derived, subject, 1, goal));
    };
    let Some(exact) = number_of(value) else { return false };
    let ends = [(exact.clone(), Relation::LessEqual), (exact.neg(), Relation::GreaterEqual)];
    let [Some(most), Some(least)] = ends.each_ref().map(|(end, _)| number(&mut derived.store, end)) else {
        return false;
    };
    let limits = [(most, Relation::LessEqual), (least, Relation::GreaterEqual)];
    let bounded = subject.cells.iter().all(|cell| {
        let (given, left) = (whole(derived.variable, cell), cell.orders[1]);
        limits.into_iter().all(|(right, relation)| {
            left == right || holds(&mut derived.store, Condition { left, relation, right }, &given)
        })
    });
    let reached = |cell: &Cell| {
        let at = |place: Number| eval::exact(&derived.store, cell.orders[1], &[(derived.variable, place)]);
        let ends = [&cell.lo, &cell.hi].into_iter().flatten().filter_map(|place| number_of(&place.value));
        let told = fact.number("at").filter(|at| cell.span().encloses(at)).and_then(number_of);
        let fixed = eval::exact(&derived.store, cell.orders[1], &[]);
        ends.chain(told).filter_map(at).chain(fixed).any(|slope| slope.abs() == exact)
    };
    let near = || limits.into_iter().any(|(value, _)| comes_near(derived, subject, 1, Goal::To(value)));
    bounded && (subject.cells.iter().any(reached) || near())
}
