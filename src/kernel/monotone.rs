//! Functions that are nowhere negative, as they fall towards a place or an end of the line and rise from there.

use super::check::Theorem;
use super::limits::{Goal, tends};
use super::ranges::{decide, flipped};
use super::refute::holds_at;
use crate::algebra;
use crate::eval;
use crate::eval::germ::Toward;
use crate::expr::{ExprId, Number, Relation, Store};
use crate::trace::{Condition, Judgement};

/// The precision, in bits, at which a value at a place is compared.
const BITS: usize = 256;

/// Where a function is least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Least {
    /// At this number.
    At(ExprId),
    /// Towards minus infinity (-1) or infinity (1), where it goes to 0.
    Towards(i64),
}

/// Whether a function, of which the theorem gives the derivative, is at least 0, or greater than 0 where that is asked, for
/// every number that everything given holds for: these are an interval, and the derivative has the signs which a function has
/// that is least at the place or the end (Spivak, Calculus, chapter 11, theorem 5 and its corollary 3).
pub(crate) fn never_below_zero(
    store: &Store,
    slope: &Theorem,
    given: &[Condition],
    least: Least,
    strictly: bool,
) -> bool {
    let Judgement::Derivative { of, by: variable, is: slope_there } = slope.judgement() else { return false };
    let asked = Asked { store, of, variable, slope: slope_there, given, strictly };
    let everywhere = |given: &[Condition]| {
        let mut conditions = slope.conditions().iter().chain(slope.assumptions());
        !slope.is_formal() && conditions.all(|&condition| decide(store, given, condition) == Some(true))
    };
    match least {
        Least::At(place) => asked.around(place).is_some_and(|around| everywhere(&around) && asked.falls_to(place)),
        Least::Towards(end) => everywhere(given) && asked.falls_towards(end),
    }
}

/// A function with its slope, where it is asked about, and whether it is to be greater than 0.
struct Asked<'a> {
    store: &'a Store,
    of: ExprId,
    variable: ExprId,
    slope: ExprId,
    given: &'a [Condition],
    strictly: bool,
}

impl Asked<'_> {
    fn signed(&self, given: &[Condition], relation: Relation) -> bool {
        let sign = Condition { left: self.slope, relation, right: Store::ZERO };
        decide(self.store, given, sign) == Some(true)
    }

    fn within(&self, given: &[Condition], place: &Number) -> Option<bool> {
        let bounds = interval(self.store, given, self.variable)?;
        Some(bounds.iter().all(|(relation, bound)| eval::holds(*relation, place.cmp(bound))))
    }

    /// What is given, with the ends of the interval if the place is one of them and does not belong to it; `None` if the place
    /// lies elsewhere.
    fn around(&self, place: ExprId) -> Option<Vec<Condition>> {
        let number = algebra::rational(self.store, place)?;
        if self.within(self.given, &number)? {
            return Some(self.given.to_vec());
        }
        let around: Vec<Condition> = self.given.iter().copied().map(closed).collect();
        self.within(&around, &number)?.then_some(around)
    }

    /// Whether the function is not negative at a place, falls before it and rises behind it. At an end which does not belong to
    /// the interval it may be 0 even where it is to be greater.
    fn falls_to(&self, place: ExprId) -> bool {
        let Some(number) = algebra::rational(self.store, place) else { return false };
        let at_end = self.within(self.given, &number) != Some(true);
        let relation = if self.strictly && !at_end { Relation::Greater } else { Relation::GreaterEqual };
        let value = Condition { left: self.of, relation, right: Store::ZERO };
        let side = |relation, sign| {
            let beside = Condition { left: self.variable, relation, right: place };
            decide(self.store, self.given, beside) == Some(false)
                || self.signed(&[self.given, &[beside]].concat(), sign)
        };
        let (falls, rises) = match self.strictly && at_end {
            true => (Relation::Less, Relation::Greater),
            false => (Relation::LessEqual, Relation::GreaterEqual),
        };
        holds_at(self.store, value, &[(self.variable, number)], BITS) == Some(true)
            && side(Relation::Less, falls)
            && side(Relation::Greater, rises)
    }

    /// Whether the interval has no end on this side, and the function goes to 0 there and rises away from it.
    fn falls_towards(&self, end: i64) -> bool {
        let away = match (self.strictly, end < 0) {
            (true, true) => Relation::Greater,
            (true, false) => Relation::Less,
            (false, true) => Relation::GreaterEqual,
            (false, false) => Relation::LessEqual,
        };
        let open = |relation: &Relation| match relation {
            Relation::Less | Relation::LessEqual => end < 0,
            Relation::Greater | Relation::GreaterEqual => end >= 0,
            Relation::Equal | Relation::NotEqual => false,
        };
        let function = (self.of, self.variable);
        interval(self.store, self.given, self.variable)
            .is_some_and(|bounds| bounds.iter().all(|(relation, _)| open(relation)))
            && self.signed(self.given, away)
            && tends(self.store, function, &Toward::Infinity(end), Goal::To(Store::ZERO)) == Some(true)
    }
}

/// A comparison that allows equality as well.
fn closed(condition: Condition) -> Condition {
    let relation = match condition.relation {
        Relation::Less => Relation::LessEqual,
        Relation::Greater => Relation::GreaterEqual,
        other => other, // equality is allowed, or nothing else is
    };
    Condition { relation, ..condition }
}

/// How the variable compares with numbers, if this is all that is given about it, so that what is left of the line is an
/// interval; what is given about other symbols alone does not matter.
pub(super) fn interval(store: &Store, given: &[Condition], variable: ExprId) -> Option<Vec<(Relation, Number)>> {
    let mut bounds = Vec::new();
    for &Condition { left, relation, right } in given {
        let depends = |expr| store.reachable(expr).contains(&variable);
        let bound = match (depends(left), depends(right)) {
            (false, false) => continue,
            (true, false) if left == variable => (relation, algebra::rational(store, right)?),
            (false, true) if right == variable => (flipped(relation), algebra::rational(store, left)?),
            _ => return None, // it says something else
        };
        if matches!(bound.0, Relation::Equal | Relation::NotEqual) {
            return None;
        }
        bounds.push(bound);
    }
    Some(bounds)
}
