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
    let holds = |given: &[Condition], condition| decide(store, given, condition) == Some(true);
    let everywhere = |given: &[Condition]| {
        let mut conditions = slope.conditions().iter().chain(slope.assumptions());
        !slope.is_formal() && conditions.all(|&condition| holds(given, condition))
    };
    let Some(bounds) = interval(store, given, variable) else { return false };
    let sign = |relation, right| Condition { left: slope_there, relation, right };
    match least {
        Least::At(place) => {
            let Some(number) = algebra::rational(store, place) else { return false };
            let within = |bounds: &[(Relation, Number)]| {
                bounds.iter().all(|(relation, bound)| eval::holds(*relation, number.cmp(bound)))
            };
            // an end that does not belong to the interval: the function has to be differentiable there as well
            let at_end = !within(&bounds);
            let around: Vec<Condition> =
                if at_end { given.iter().copied().map(closed).collect() } else { given.to_vec() };
            let inside = !at_end || interval(store, &around, variable).is_some_and(|bounds| within(&bounds));
            let value = match strictly && !at_end {
                true => Condition { left: of, relation: Relation::Greater, right: Store::ZERO },
                false => Condition { left: of, relation: Relation::GreaterEqual, right: Store::ZERO },
            };
            let side = |relation, sign_there| {
                let beside = Condition { left: variable, relation, right: place };
                let beside = [given, &[beside]].concat();
                let none = decide(store, given, Condition { left: variable, relation, right: place }) == Some(false);
                none || holds(&beside, sign(sign_there, Store::ZERO))
            };
            let (falls, rises) = match strictly && at_end {
                true => (Relation::Less, Relation::Greater),
                false => (Relation::LessEqual, Relation::GreaterEqual),
            };
            inside
                && everywhere(&around)
                && holds_at(store, value, &[(variable, number.clone())], BITS) == Some(true)
                && side(Relation::Less, falls)
                && side(Relation::Greater, rises)
        }
        Least::Towards(end) => {
            let away = if end < 0 { Relation::Greater } else { Relation::Less };
            let away = match (strictly, away) {
                (true, away) => away,
                (false, Relation::Greater) => Relation::GreaterEqual,
                (false, _) => Relation::LessEqual, // it falls towards infinity
            };
            let open = |relation: &Relation| match relation {
                Relation::Less | Relation::LessEqual => end < 0,
                Relation::Greater | Relation::GreaterEqual => end >= 0,
                Relation::Equal | Relation::NotEqual => false,
            };
            bounds.iter().all(|(relation, _)| open(relation))
                && everywhere(given)
                && holds(given, sign(away, Store::ZERO))
                && tends(store, (of, variable), &Toward::Infinity(end), Goal::To(Store::ZERO)) == Some(true)
        }
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
fn interval(store: &Store, given: &[Condition], variable: ExprId) -> Option<Vec<(Relation, Number)>> {
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
