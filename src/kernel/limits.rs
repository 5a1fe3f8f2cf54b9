//! Limits at the ends of the line and at single places, by expansions with enclosed remainders, and the numbers that a function takes.
//!
//! `eval::germ` expands a function for every argument from some number on; what it says of the limit follows from the
//! largest term and a bound on the rest. There is no search: the number from which on is one of a few.

use super::continuous::is_continuous;
use super::refute::holds_at;
use crate::algebra::{self, Term};
use crate::eval::germ::{Germ, Limit, Toward, branch_toward, toward};
use crate::expr::{ExprId, Node, Number, Relation, Store};
use crate::trace::Condition;

/// From which numbers on functions are expanded.
const FROM: [i64; 5] = [8, 16, 32, 64, 256];
/// The precision, in bits, at which a value at a point is compared.
const BITS: usize = 256;
/// More terms than this are not looked at one by one.
const MOST_TERMS: usize = 64;

/// Where a function goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goal {
    /// To a value, in which the variable does not occur.
    To(ExprId),
    /// It grows without bound.
    Up,
    /// It falls without bound.
    Down,
}

/// Where a function comes as near to a goal as one likes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reached {
    /// Towards minus infinity (-1) or infinity (1).
    Towards(i64),
    /// At this number, where it has the value.
    At(Number),
}

/// Whether a function of a variable goes to a goal as the variable goes somewhere, whatever numbers
/// the other symbols are, where both sides have values. `Some(false)` if it does not, `None` if that is not known.
pub(crate) fn tends(store: &Store, (of, variable): (ExprId, ExprId), end: &Toward, goal: Goal) -> Option<bool> {
    if let Goal::To(value) = goal
        && depends(store, value, variable)
    {
        return None;
    }
    let known = FROM.into_iter().find_map(|from| {
        let expanded = |expr| toward(store, expr, variable, end, from);
        match goal {
            Goal::To(value) => vanishes(&expanded(of)?.sub(&expanded(value)?)?),
            Goal::Up => grows(&expanded(of)?),
            Goal::Down => grows(&expanded(of)?.neg()),
        }
    });
    match goal {
        Goal::To(value) => known.or_else(|| by_terms(store, (of, value), variable, end)),
        Goal::Up | Goal::Down => known,
    }
}

/// Whether its limit is 0.
fn vanishes(of: &Germ) -> Option<bool> {
    match of.limit() {
        Limit::Exact(value) => Some(value.is_zero()),
        Limit::Infinite | Limit::MinusInfinite => Some(false),
        Limit::Between(value) if !value.contains_zero() => Some(false), // all values lie there from some place on
        Limit::Between(_) | Limit::Unknown => None,
    }
}

/// Whether it grows without bound.
fn grows(of: &Germ) -> Option<bool> {
    match of.limit() {
        Limit::Infinite => Some(true),
        Limit::Exact(_) | Limit::MinusInfinite => Some(false),
        Limit::Between(value) if value.is_bounded() => Some(false),
        Limit::Between(_) | Limit::Unknown => None,
    }
}

/// Whether the difference of a function and a value goes to 0: multiplied out, it is a sum of products of what depends on the
/// variable and what does not; what stands beside the same factor without the variable goes to 0 together.
fn by_terms(store: &Store, (of, value): (ExprId, ExprId), variable: ExprId, end: &Toward) -> Option<bool> {
    let from = *FROM.last()?;
    let of = branch_toward(store, of, variable, end, from)?;
    let terms = algebra::difference_terms(store, of, value)?;
    if terms.len() > MOST_TERMS || !has_values(store, of, variable, end, from) {
        return None;
    }
    let mut groups: Vec<(Vec<(ExprId, u32)>, Germ)> = Vec::new();
    for (coefficient, powers) in terms {
        let (moving, fixed): (Vec<_>, Vec<_>) =
            powers.into_iter().partition(|(kernel, _)| depends(store, *kernel, variable));
        let product = product(store, (coefficient, moving), variable, end, from)?;
        match groups.iter_mut().find(|(beside, _)| *beside == fixed) {
            Some((_, sum)) => *sum = sum.add(&product)?,
            None => groups.push((fixed, product)),
        }
    }
    groups.iter().all(|(_, sum)| vanishes(sum) == Some(true)).then_some(true)
}

fn product(store: &Store, (coefficient, powers): Term, variable: ExprId, end: &Toward, from: i64) -> Option<Germ> {
    let mut product = Germ::number(coefficient, from);
    for (kernel, exponent) in powers {
        let power = toward(store, kernel, variable, end, from)?.power(&Number::from(i64::from(exponent)))?;
        product = product.mul(&power)?;
    }
    Some(product)
}

/// Whether a function has values from a number on, as far as what depends on the variable goes.
fn has_values(store: &Store, of: ExprId, variable: ExprId, end: &Toward, from: i64) -> bool {
    let expands = |id| !depends(store, id, variable) || toward(store, id, variable, end, from).is_some();
    store.reachable(of).into_iter().all(|id| match store.node(id) {
        Node::Div(_, below) => expands(below),
        Node::Pow(..) | Node::Call(..) | Node::Call2(..) | Node::Cases(..) | Node::Undefined => expands(id),
        Node::Derivative(..) => false,
        Node::Number(_) | Node::Symbol(_) | Node::Constant(_) | Node::Always | Node::Branch(..) => true,
        Node::Neg(_) | Node::Add(..) | Node::Sub(..) | Node::Mul(..) => true,
        Node::Compare(..) | Node::And(..) | Node::Or(..) => true,
    })
}

fn depends(store: &Store, expr: ExprId, variable: ExprId) -> bool {
    store.reachable(expr).contains(&variable)
}

/// Whether a function of one symbol takes every number between two goals: it has a value at each number, is continuous, and
/// comes as near to either as one likes where that is said, so that it takes what lies between (Spivak, Calculus, chapter 7).
pub(crate) fn takes_all_between(store: &Store, (of, variable): (ExprId, ExprId), goals: [(Goal, &Reached); 2]) -> bool {
    let other = |id| id != variable && matches!(store.node(id), Node::Symbol(_));
    let comes = |(goal, reached): (Goal, &Reached)| match (reached, goal) {
        (Reached::Towards(end), _) => tends(store, (of, variable), &Toward::Infinity(*end), goal) == Some(true),
        (Reached::At(place), Goal::To(value)) => {
            let same = Condition { left: of, relation: Relation::Equal, right: value };
            holds_at(store, same, &[(variable, place.clone())], BITS) == Some(true)
        }
        (Reached::At(_), Goal::Up | Goal::Down) => false,
    };
    !store.reachable(of).into_iter().any(other) && is_continuous(store, of, variable) && goals.into_iter().all(comes)
}
