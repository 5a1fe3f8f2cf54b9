//! Refutations and witnesses: an exact point at which conditions hold for certain, and two values that differ for certain.
//!
//! Values are exact rational numbers or enclosures with ends rounded outward. What overlaps is not told apart.

use super::check::check;
use super::refusal::Refusal;
use crate::eval;
use crate::eval::interval::{self, Argument, Interval, Outcome, enclose};
use crate::expr::{ExprId, Number, Relation, Store};
use crate::theory::Theory;
use crate::trace::{Condition, Derivation, Judgement, StepId};

/// Numbers for symbols.
pub type Point = [(ExprId, Number)];

/// The precisions, in bits, that are tried one after the other, up to the one that is allowed.
const PRECISIONS: [usize; 7] = [64, 128, 256, 512, 1024, 2048, 4096];
/// The precision that suffices for most conditions.
const ROUGH: usize = 32;
/// The most bits that enclosures are computed with.
pub const MOST_PRECISION: usize = 4096;

/// What an expression is at a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Exactly this number.
    Exact(Number),
    /// A number in this interval.
    Enclosed(Interval),
}

/// Two sides that are both defined at a point and differ there. Only [`refute`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refutation {
    sides: (Side, Side),
    derivation: Derivation,
    point: Vec<(ExprId, Number)>,
    values: (Value, Value),
    bits: usize,
}

impl Refutation {
    /// The left and the right side.
    pub fn sides(&self) -> (ExprId, ExprId) {
        (self.sides.0.expr, self.sides.1.expr)
    }

    /// The sides with the steps that they rest on, and the derivation that has these steps.
    pub fn rests_on(&self) -> ((Side, Side), &Derivation) {
        (self.sides, &self.derivation)
    }

    /// What was assumed; it holds at the point.
    pub fn assumptions(&self) -> &[Condition] {
        self.derivation.assumptions()
    }

    /// How many bits were allowed.
    pub fn bits(&self) -> usize {
        self.bits
    }

    /// A number for each symbol.
    pub fn point(&self) -> &Point {
        &self.point
    }

    /// The values of the left and the right side, which are different exact numbers or disjoint.
    pub fn values(&self) -> (&Value, &Value) {
        (&self.values.0, &self.values.1)
    }
}

/// Why there is no refutation at a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unrefuted {
    /// An assumption or a condition does not hold there, or a side has no value.
    #[error("the point does not fulfil the conditions")]
    Outside,
    /// Both values are the same number.
    #[error("both sides have the same value there")]
    Same,
    /// The enclosures overlap at the highest precision, or a condition was not decided.
    #[error("the values could not be told apart")]
    Overlapping,
    /// A part has no enclosure.
    #[error("a part has no enclosure")]
    NoEnclosure,
    /// The kernel refused the derivation that the sides rest on.
    #[error("{0}")]
    Refused(#[from] Refusal),
}

/// One side: the expression, and the step that says what it is where that is not to be evaluated as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    /// The expression.
    pub expr: ExprId,
    /// A step `expr = other`; then the other expression is evaluated.
    pub by: Option<StepId>,
}

/// Shows that two sides differ at a point, with at most so many bits.
///
/// The derivation is checked, and the conditions of both steps and all assumptions must hold at the point for certain.
///
/// # Errors
/// There is no such refutation at this point, or none was found.
pub fn refute(
    store: &Store,
    theory: &Theory,
    derivation: &Derivation,
    sides: (Side, Side),
    point: &Point,
    bits: usize,
) -> Result<Refutation, Unrefuted> {
    let theorems = check(store, theory, derivation)?;
    let mut conditions = derivation.assumptions().to_vec();
    let mut evaluated = |side: Side| match side.by {
        None => Ok(side.expr),
        Some(step) => {
            let theorem = theorems.theorem(step).ok_or(Unrefuted::Overlapping)?;
            conditions.extend(theorem.conditions());
            match theorem.judgement() {
                Judgement::Equal { left, right } if left == side.expr => Ok(right),
                Judgement::Equal { .. } | Judgement::Derivative { .. } | Judgement::NthDerivative { .. } => {
                    Err(Unrefuted::Overlapping)
                }
            }
        }
    };
    let (left, right) = (evaluated(sides.0)?, evaluated(sides.1)?);
    for condition in conditions {
        match holds_at(store, condition, point, bits) {
            Some(true) => {}
            Some(false) => return Err(Unrefuted::Outside),
            None => return Err(Unrefuted::Overlapping),
        }
    }
    let values = different(store, (left, right), point, bits)?;
    Ok(Refutation { sides, derivation: derivation.clone(), point: point.to_vec(), values, bits })
}

/// The values of both sides, if they differ for certain.
fn different(store: &Store, sides: (ExprId, ExprId), point: &Point, bits: usize) -> Result<(Value, Value), Unrefuted> {
    let exact = (eval::exact(store, sides.0, point), eval::exact(store, sides.1, point));
    if let (Some(left), Some(right)) = exact {
        let same = left == right;
        return if same { Err(Unrefuted::Same) } else { Ok((Value::Exact(left), Value::Exact(right))) };
    }
    let arguments = arguments(point);
    for precision in precisions(bits) {
        let left = enclose(store, sides.0, &arguments, precision);
        let right = enclose(store, sides.1, &arguments, precision);
        match (left, right) {
            (Ok(left), Ok(right)) if left.is_disjoint(&right) => {
                let value = |exact: Option<Number>, enclosed| exact.map_or(Value::Enclosed(enclosed), Value::Exact);
                return Ok((value(exact.0, left), value(exact.1, right)));
            }
            (Ok(_), Ok(_)) => {}
            (Err(outcome), _) | (_, Err(outcome)) => match outcome {
                Outcome::Unknown => {}
                Outcome::Undefined | Outcome::Unbound(_) => return Err(Unrefuted::Outside),
                Outcome::NoEnclosure => return Err(Unrefuted::NoEnclosure),
            },
        }
    }
    Err(Unrefuted::Overlapping)
}

/// Whether a condition holds at a point for certain; `None` if that is not known with so many bits.
/// `t = t` says that `t` is defined.
pub fn holds_at(store: &Store, condition: Condition, point: &Point, bits: usize) -> Option<bool> {
    let Condition { left, relation, right } = condition;
    let exact = eval::exact(store, left, point);
    let other = if left == right { exact.clone() } else { eval::exact(store, right, point) };
    if let (Some(a), Some(b)) = (exact, other) {
        return Some(eval::holds(relation, a.cmp(&b)));
    }
    let arguments = arguments(point);
    for precision in std::iter::once(ROUGH).chain(precisions(bits)) {
        let side = enclose(store, left, &arguments, precision);
        let other = if left == right { side.clone() } else { enclose(store, right, &arguments, precision) };
        match (side, other) {
            (Ok(_), Ok(_)) if left == right => return Some(eval::holds(relation, std::cmp::Ordering::Equal)),
            (Ok(a), Ok(b)) => {
                if let Some(known) = interval::compare(relation, &a, &b) {
                    return Some(known);
                }
            }
            (Err(Outcome::Unknown), _) | (_, Err(Outcome::Unknown)) => {}
            (Err(Outcome::Undefined), _) | (_, Err(Outcome::Undefined)) => return Some(false),
            (Err(Outcome::NoEnclosure | Outcome::Unbound(_)), _)
            | (_, Err(Outcome::NoEnclosure | Outcome::Unbound(_))) => return None,
        }
        // a difference of 0 stays undecided at every precision
        if matches!(relation, Relation::Equal | Relation::NotEqual) && precision >= bits.min(1024) {
            return None;
        }
    }
    None
}

fn arguments(point: &Point) -> Vec<(ExprId, Argument)> {
    point.iter().map(|(symbol, value)| (*symbol, Argument::Exact(value.clone()))).collect()
}

fn precisions(bits: usize) -> impl Iterator<Item = usize> {
    PRECISIONS.into_iter().filter(move |&precision| precision <= bits.max(PRECISIONS[0]))
}
