//! Two places where a function has the same value and its derivative does not: the derivative is no function of the value.

use super::check::{Theorem, check};
use super::refute::{Point, holds_at};
use crate::eval;
use crate::eval::interval::{Argument, Interval, compare, enclose};
use crate::expr::{ExprId, Number, Relation, Store};
use crate::theory::Theory;
use crate::trace::{Condition, Derivation, Judgement, StepId};

/// A function has the same value at two places, and different slopes there.
#[derive(Debug, Clone, PartialEq)]
pub struct Twice {
    first: Number,
    second: Interval,
    exact: Option<Number>,
    slopes: (Interval, Interval),
    others: Vec<(ExprId, Number)>,
}

impl Twice {
    /// The first place.
    pub fn first(&self) -> &Number {
        &self.first
    }

    /// An interval in which the second place lies, or that encloses it.
    pub fn second(&self) -> &Interval {
        &self.second
    }

    /// The second place, if it is known exactly.
    pub fn second_exact(&self) -> Option<&Number> {
        self.exact.as_ref()
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

/// Where the value is taken again.
#[derive(Debug, Clone, Copy)]
pub enum Again<'a> {
    /// At this number, where the value is exactly the same.
    At(&'a Number),
    /// Somewhere between these numbers, by the intermediate value theorem.
    Between(&'a Number, &'a Number),
}

/// Shows that a function takes its value at `first` again at another place, and that the slopes differ. There is a
/// derivative theorem for either place, both about the same function.
///
/// All conditions and assumptions of the first theorem have to hold at `first`, and those of the second at the other place
/// or throughout the interval, on which the function is continuous, being differentiable: it has every value between those
/// at the ends.
///
/// `None` if that is not so, or not known with so many bits.
pub fn twice(
    store: &Store,
    theory: &Theory,
    theorems: [(&Derivation, StepId); 2],
    others: &Point,
    first: &Number,
    again: Again<'_>,
    bits: usize,
) -> Option<Twice> {
    let [one, other] = theorems.map(|(derivation, step)| check(store, theory, derivation).ok()?.theorem(step));
    let (one, other) = (one?, other?);
    let Judgement::Derivative { of, by, is } = one.judgement() else { return None };
    let Judgement::Derivative { of: same, by: variable, is: second_slope } = other.judgement() else { return None };
    let (lo, hi) = match again {
        Again::At(place) => (place, place),
        Again::Between(lo, hi) => (lo, hi),
    };
    let is_apart = hi < first || first < lo;
    if of != same || by != variable || lo > hi || !is_apart || others.iter().any(|(symbol, _)| *symbol == by) {
        return None;
    }
    let point = |value: &Number| [others, &[(by, value.clone())]].concat();
    let holds_all = |theorem: &Theorem, holds: &dyn Fn(Condition) -> bool| {
        theorem.conditions().iter().chain(theorem.assumptions()).all(|&condition| holds(condition))
    };
    let at = |place: &Number| -> Vec<(ExprId, Argument)> {
        point(place).into_iter().map(|(symbol, value)| (symbol, Argument::Exact(value))).collect()
    };
    if !holds_all(&one, &|condition| holds_at(store, condition, &point(first), bits) == Some(true)) {
        return None;
    }
    let own = enclose(store, of, &at(first), bits).ok()?;
    let (second, there) = match again {
        Again::At(place) => {
            let holds = |condition| holds_at(store, condition, &point(place), bits) == Some(true);
            let values = [first, place].map(|place| eval::exact(store, of, &point(place)));
            if !holds_all(&other, &holds) || values[0].is_none() || values[0] != values[1] {
                return None;
            }
            (Interval::from_number(place, bits), at(place))
        }
        Again::Between(lo, hi) => {
            let (inside, throughout) = passed(store, (of, by), others, (&own, lo, hi), bits)?;
            if !holds_all(&other, &|condition| holds(store, condition, &throughout, bits)) {
                return None;
            }
            (inside, throughout)
        }
    };
    let slopes = (enclose(store, is, &at(first), bits).ok()?, enclose(store, second_slope, &there, bits).ok()?);
    let exact = (lo == hi).then(|| lo.clone());
    let first = first.clone();
    slopes.0.is_disjoint(&slopes.1).then(|| Twice { first, second, exact, slopes, others: others.to_vec() })
}

/// The interval between two numbers and the values in it, where a function passes a value for certain.
fn passed(
    store: &Store,
    (of, by): (ExprId, ExprId),
    others: &Point,
    (own, lo, hi): (&Interval, &Number, &Number),
    bits: usize,
) -> Option<(Interval, Vec<(ExprId, Argument)>)> {
    let ends = [lo, hi].map(|end| Interval::from_number(end, bits));
    let inside = Interval::new(ends[0].lo().clone(), ends[1].hi().clone())?;
    let exact = others.iter().map(|(symbol, value)| (*symbol, Argument::Exact(value.clone())));
    let with = |value: Argument| -> Vec<(ExprId, Argument)> { exact.clone().chain([(by, value)]).collect() };
    let value = |end: &Number| enclose(store, of, &with(Argument::Exact(end.clone())), bits).ok();
    let (left, right) = (value(lo)?, value(hi)?);
    let less = |a: &Interval, b: &Interval| compare(Relation::Less, a, b) == Some(true);
    let passes = less(&left, own) && less(own, &right) || less(&right, own) && less(own, &left);
    let throughout = with(Argument::Between(inside.clone()));
    enclose(store, of, &throughout, bits).ok()?;
    passes.then_some((inside, throughout))
}

/// Shows that the derivative of a theorem is 0 somewhere between two numbers: it has different signs there, and a
/// derivative takes every value between two of its own (Darboux; Spivak, Calculus, chapter 11). If both numbers are the
/// same, the derivative is exactly 0 there.
///
/// The theorem's conditions and assumptions have to hold throughout. The interval between the numbers is given back;
/// `None` if that is not so, or not known with so many bits.
pub fn turn(
    store: &Store,
    theory: &Theory,
    (derivation, step): (&Derivation, StepId),
    others: &Point,
    (lo, hi): (&Number, &Number),
    bits: usize,
) -> Option<Interval> {
    let theorem = check(store, theory, derivation).ok()?.theorem(step)?;
    let Judgement::Derivative { by, is, .. } = theorem.judgement() else { return None };
    if lo > hi || others.iter().any(|(symbol, _)| *symbol == by) {
        return None;
    }
    let ends = [lo, hi].map(|end| Interval::from_number(end, bits));
    let inside = Interval::new(ends[0].lo().clone(), ends[1].hi().clone())?;
    let exact = others.iter().map(|(symbol, value)| (*symbol, Argument::Exact(value.clone())));
    let with = |value: Argument| -> Vec<(ExprId, Argument)> { exact.clone().chain([(by, value)]).collect() };
    let throughout = with(Argument::Between(inside.clone()));
    let mut conditions = theorem.conditions().iter().chain(theorem.assumptions());
    if !conditions.all(|&condition| holds(store, condition, &throughout, bits)) {
        return None;
    }
    if lo == hi {
        let value = eval::exact(store, is, &[others, &[(by, lo.clone())]].concat());
        return value.filter(Number::is_zero).map(|_| inside);
    }
    let zero = Interval::from_number(&Number::ZERO, bits);
    let sign = |end: &Number| {
        let value = enclose(store, is, &with(Argument::Exact(end.clone())), bits).ok()?;
        compare(Relation::Less, &value, &zero).or_else(|| compare(Relation::Greater, &value, &zero).map(|more| !more))
    };
    (sign(lo)? != sign(hi)?).then_some(inside)
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
