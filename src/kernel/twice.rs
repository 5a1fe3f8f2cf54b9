//! Two places where a function has the same value and its derivative does not: the derivative is no function of the value.

use super::check::check;
use super::refute::{Point, holds_at};
use crate::eval::interval::{Argument, Interval, compare, enclose};
use crate::expr::{ExprId, Number, Relation, Store};
use crate::theory::Theory;
use crate::trace::{Condition, Derivation, Judgement, StepId};

/// A function has the same value at a point and somewhere in an interval, and different slopes there.
#[derive(Debug, Clone, PartialEq)]
pub struct Twice {
    first: Number,
    second: Interval,
    slopes: (Interval, Interval),
    others: Vec<(ExprId, Number)>,
}

impl Twice {
    /// The first place.
    pub fn first(&self) -> &Number {
        &self.first
    }

    /// An interval in which the second place lies.
    pub fn second(&self) -> &Interval {
        &self.second
    }

    /// Enclosures of the slopes at both places, which are disjoint.
    pub fn slopes(&self) -> (&Interval, &Interval) {
        (&self.slopes.0, &self.slopes.1)
    }

    /// The values of the other symbols.
    pub fn others(&self) -> &Point {
        &self.others
    }
}

/// Shows that the function of a derivative theorem takes its value at `first` again between two numbers, and that the
/// slopes differ. All conditions and assumptions have to hold at `first` and throughout the interval, on which the
/// function is continuous, being differentiable; by the intermediate value theorem it has every value between those at the
/// ends.
///
/// `None` if that is not so, or not known with so many bits.
pub fn twice(
    store: &Store,
    theory: &Theory,
    (derivation, step): (&Derivation, StepId),
    others: &Point,
    first: &Number,
    between: (&Number, &Number),
    bits: usize,
) -> Option<Twice> {
    let checked = check(store, theory, derivation).ok()?;
    let theorem = checked.theorem(step)?;
    let Judgement::Derivative { of, by, is } = theorem.judgement() else { return None };
    let (lo, hi) = between;
    if lo >= hi || lo <= first && first <= hi || others.iter().any(|(symbol, _)| *symbol == by) {
        return None;
    }
    let point = |value: &Number| [others, &[(by, value.clone())]].concat();
    let inside =
        Interval::new(Interval::from_number(lo, bits).lo().clone(), Interval::from_number(hi, bits).hi().clone())?;
    let exact = |values: Vec<(ExprId, Number)>| -> Vec<(ExprId, Argument)> {
        values.into_iter().map(|(symbol, value)| (symbol, Argument::Exact(value))).collect()
    };
    let mut throughout = exact(others.to_vec());
    throughout.push((by, Argument::Between(inside.clone())));
    for &condition in theorem.conditions().iter().chain(theorem.assumptions()) {
        if holds_at(store, condition, &point(first), bits) != Some(true) || !holds(store, condition, &throughout, bits)
        {
            return None;
        }
    }
    let at = |value: &Number| enclose(store, of, &exact(point(value)), bits).ok();
    let (own, left, right) = (at(first)?, at(lo)?, at(hi)?);
    let less = |a: &Interval, b: &Interval| compare(Relation::Less, a, b) == Some(true);
    if !(less(&left, &own) && less(&own, &right) || less(&right, &own) && less(&own, &left)) {
        return None;
    }
    enclose(store, of, &throughout, bits).ok()?;
    let slopes = (enclose(store, is, &exact(point(first)), bits).ok()?, enclose(store, is, &throughout, bits).ok()?);
    slopes.0.is_disjoint(&slopes.1).then(|| Twice {
        first: first.clone(),
        second: inside,
        slopes,
        others: others.to_vec(),
    })
}

/// Whether a condition holds for all numbers in the intervals; `t = t` says that `t` is defined.
fn holds(store: &Store, condition: Condition, values: &[(ExprId, Argument)], bits: usize) -> bool {
    let Condition { left, relation, right } = condition;
    let enclosed = |side| enclose(store, side, values, bits).ok();
    let Some(own) = enclosed(left) else { return false };
    if left == right && relation == Relation::Equal {
        return true;
    }
    enclosed(right).is_some_and(|other| compare(relation, &own, &other) == Some(true))
}
