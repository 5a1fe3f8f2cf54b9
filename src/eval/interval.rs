//! Rigorous enclosures: an interval that contains the value of an expression, or the reason why there is none.
//!
//! Symbols stand for exact numbers or for all numbers of an interval. Ends are rounded outward at the precision that is
//! asked for; see [`Interval`] for arithmetic and [`apply`] for the functions of the table.

use std::cmp::Ordering;

use dashu_int::{IBig, UBig};
use num_bigint::BigInt;

pub use super::apply::apply;
use super::exact::{self, Value};
use super::{Order, holds};
use crate::expr::{self, Constant, Exponent, ExprId, Node, Number, Relation, Store};
pub use crate::functions::Interval;
use crate::functions::constants;
use crate::functions::real::{self, Real};

/// How many bits an exact value beside an enclosure may have.
const MOST_BITS: u64 = 1 << 11;
/// The least precision that is computed with.
const LEAST_PRECISION: usize = 16;

/// Why an expression has no enclosure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Outcome {
    /// It is defined for no numbers in the given intervals. This is proved.
    #[error("the expression is undefined there")]
    Undefined,
    /// It may be undefined for some numbers in the given intervals, or a condition is not decided at this precision.
    #[error("the expression may be undefined there, or a condition is not decided")]
    Unknown,
    /// It has a part that has no enclosure, such as a derivative that is not carried out.
    #[error("the expression has a part without an enclosure")]
    NoEnclosure,
    /// This symbol has no value.
    #[error("a symbol has no value")]
    Unbound(ExprId),
}

/// What a symbol stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// One number.
    Exact(Number),
    /// Every number in an interval.
    Between(Interval),
}

impl From<Number> for Argument {
    fn from(value: Number) -> Argument {
        Argument::Exact(value)
    }
}

impl From<Interval> for Argument {
    fn from(value: Interval) -> Argument {
        Argument::Between(value)
    }
}

/// An interval that contains the values of `expr` for all numbers that its symbols stand for.
///
/// `precision` is the number of bits that ends are rounded to; 64 to 8192 are tested. Parts with an exact rational
/// value are compared exactly. The cost is linear in the number of distinct parts.
///
/// # Errors
/// An [`Outcome`]; of several the one that says most. Where no work is left, it is unknown.
pub fn enclose(
    store: &Store,
    expr: ExprId,
    values: &[(ExprId, Argument)],
    precision: usize,
) -> Result<Interval, Outcome> {
    if expr::work::is_spent() {
        return Err(Outcome::Unknown);
    }
    let precision = precision.max(LEAST_PRECISION);
    let order = Order::new(store, expr);
    let mut parts: Vec<Part> = Vec::with_capacity(order.ids.len());
    for &id in &order.ids {
        let part = Enclosing { store, order: &order, parts: &parts, precision }.part(id, values);
        parts.push(part);
    }
    parts.pop().ok_or(Outcome::NoEnclosure)?.interval
}

impl Interval {
    /// The least interval with ends of this precision that contains a number.
    pub fn from_number(value: &Number, precision: usize) -> Interval {
        let integer = |n: Number| match n.to_i64() {
            Some(small) => IBig::from(small),
            None => big(n.to_big().numer()),
        };
        let above = Interval::point(real::scaled(integer(value.numerator()), 0));
        if value.is_integer() {
            return above.round(precision);
        }
        let below = Interval::point(real::scaled(integer(value.denominator()), 0));
        above.div(&below, precision).expect("a denominator is not 0")
    }
}

fn big(n: &BigInt) -> IBig {
    let size = IBig::from(UBig::from_le_bytes(&n.magnitude().to_bytes_le()));
    if n.sign() == num_bigint::Sign::Minus { -size } else { size }
}

/// How all numbers of two intervals compare, if they all do so in the same way.
pub fn compare(relation: Relation, a: &Interval, b: &Interval) -> Option<bool> {
    let below = a.hi() < b.lo();
    let above = a.lo() > b.hi();
    let equal = a.is_exact() && a == b;
    match relation {
        _ if below => Some(holds(relation, Ordering::Less)), // strictly ordered intervals decide every relation
        _ if above => Some(holds(relation, Ordering::Greater)),
        _ if equal => Some(holds(relation, Ordering::Equal)),
        Relation::LessEqual | Relation::Greater if a.hi() <= b.lo() => Some(relation == Relation::LessEqual),
        Relation::Less | Relation::GreaterEqual if a.lo() >= b.hi() => Some(relation == Relation::GreaterEqual),
        _ => None, // the intervals overlap
    }
}

/// What is known about one expression.
struct Part {
    interval: Result<Interval, Outcome>,
    /// The exact value, or the truth of a condition.
    exact: Option<Value>,
    /// Whether no symbol occurs in it.
    constant: bool,
}

struct Enclosing<'a> {
    store: &'a Store,
    order: &'a Order,
    parts: &'a [Part],
    precision: usize,
}

impl<'a> Enclosing<'a> {
    fn at(&self, id: ExprId) -> &'a Part {
        &self.parts[self.order.place(id)]
    }

    fn interval(&self, id: ExprId) -> Result<&'a Interval, Outcome> {
        self.at(id).interval.as_ref().map_err(|outcome| *outcome)
    }

    /// Both intervals, or the outcome that says most.
    fn both(&self, a: ExprId, b: ExprId) -> Result<(&'a Interval, &'a Interval), Outcome> {
        match (self.interval(a), self.interval(b)) {
            (Ok(a), Ok(b)) => Ok((a, b)),
            (Err(e), Ok(_)) | (Ok(_), Err(e)) => Err(e),
            (Err(e), Err(f)) => Err(if weight(e) >= weight(f) { e } else { f }),
        }
    }

    fn part(&self, id: ExprId, values: &[(ExprId, Argument)]) -> Part {
        let node = self.store.node(id);
        let constant = !matches!(node, Node::Symbol(_)) && node.children().all(|part| self.at(part).constant);
        if let Node::Symbol(_) = node {
            let value = values.iter().find(|(symbol, _)| *symbol == id).map(|(_, value)| value);
            let (interval, exact) = match value {
                Some(Argument::Exact(n)) => {
                    (Ok(Interval::from_number(n, self.precision)), Some(Value::Number(n.clone())))
                }
                Some(Argument::Between(interval)) => (Ok(interval.clone()), None),
                None => (Err(Outcome::Unbound(id)), None),
            };
            return Part { interval, exact, constant };
        }
        if let Node::Compare(..) | Node::And(..) | Node::Or(..) | Node::Always = node {
            let (interval, truth) = match self.truth(node) {
                Ok(truth) => (Err(Outcome::NoEnclosure), Some(Value::Truth(truth))),
                Err(outcome) => (Err(outcome), None),
            };
            return Part { interval, exact: truth, constant };
        }
        let exact = exact::step(self.store, id, |part| self.at(part).exact.as_ref(), MOST_BITS);
        let interval = match &exact {
            Some(Value::Number(n)) => Ok(Interval::from_number(n, self.precision)),
            Some(Value::Truth(_)) | None => self.number(node),
        };
        Part { interval, exact, constant }
    }

    /// Whether a condition holds. One with an undefined side is not decided.
    fn truth(&self, node: Node) -> Result<bool, Outcome> {
        let known = |id| match &self.at(id).exact {
            Some(Value::Truth(truth)) => Ok(*truth),
            Some(Value::Number(_)) | None => Err(match self.at(id).interval {
                Err(outcome) => outcome,
                Ok(_) => Outcome::NoEnclosure,
            }),
        };
        match node {
            Node::Always => Ok(true),
            Node::And(a, b) => known(a).and_then(|a| Ok(known(b)? && a)),
            Node::Or(a, b) => known(a).and_then(|a| Ok(known(b)? || a)),
            Node::Compare(relation, a, b) => {
                let (x, y) = self.both(a, b).map_err(|outcome| match outcome {
                    Outcome::Undefined => Outcome::Unknown,
                    Outcome::Unknown | Outcome::NoEnclosure | Outcome::Unbound(_) => outcome,
                })?;
                if a == b {
                    return Ok(holds(relation, Ordering::Equal));
                }
                match (&self.at(a).exact, &self.at(b).exact) {
                    (Some(Value::Number(x)), Some(Value::Number(y))) => Ok(holds(relation, x.cmp(y))),
                    _ => compare(relation, x, y).ok_or(Outcome::Unknown), // at least one side is not exact
                }
            }
            _ => Err(Outcome::NoEnclosure), // every other node has a number, not a truth
        }
    }

    fn number(&self, node: Node) -> Result<Interval, Outcome> {
        let precision = self.precision;
        match node {
            Node::Number(n) => Ok(Interval::from_number(&self.store.numeral(n).value, precision)),
            Node::Constant(Constant::E) => Ok((constants::E.enclosure)(precision)),
            Node::Constant(Constant::Pi) => Ok((constants::PI.enclosure)(precision)),
            Node::Undefined => Err(Outcome::Undefined),
            Node::Neg(a) => Ok(self.interval(a)?.neg()),
            Node::Add(a, b) => self.both(a, b).map(|(a, b)| a.add(b, precision)),
            Node::Sub(a, b) => self.both(a, b).map(|(a, b)| a.sub(b, precision)),
            Node::Mul(a, b) => self.both(a, b).map(|(x, y)| match a == b {
                true => x.powi(2, precision).expect("the exponent is positive"),
                false => x.mul(y, precision),
            }),
            Node::Div(a, b) => {
                let (a, b) = self.both(a, b)?;
                a.div(b, precision).ok_or(if b.is_exact() { Outcome::Undefined } else { Outcome::Unknown })
            }
            Node::Pow(a, b) => self.power(a, b),
            Node::Call(f, a) => apply(f.row(), std::slice::from_ref(self.interval(a)?), precision),
            Node::Call2(f, a, b) => {
                let (a, b) = self.both(a, b)?;
                apply(f.row(), &[a.clone(), b.clone()], precision)
            }
            Node::Cases(branch, rest) => {
                let Node::Branch(when, value) = self.store.node(branch) else { return Err(Outcome::NoEnclosure) };
                match &self.at(when).exact {
                    Some(Value::Truth(holds)) => self.interval(if *holds { value } else { rest }).cloned(),
                    Some(Value::Number(_)) | None => {
                        Err(self.at(when).interval.clone().err().unwrap_or(Outcome::Unknown))
                    }
                }
            }
            Node::Branch(..) | Node::Derivative(..) => Err(Outcome::NoEnclosure),
            Node::Symbol(_) | Node::Always | Node::Compare(..) | Node::And(..) | Node::Or(..) => {
                unreachable!("symbols and conditions are told apart before")
            }
        }
    }

    fn power(&self, a: ExprId, b: ExprId) -> Result<Interval, Outcome> {
        let precision = self.precision;
        let (base, exponent) = self.both(a, b)?;
        let root = match expr::exponent(self.store, b) {
            Exponent::Integer(n) => return integer_power(base, &n, exponent, precision),
            Exponent::Root(value) => Some(value),
            Exponent::Real => None,
        };
        let exact = match (&root, &self.at(b).exact) {
            (Some(value), _) => Some(value),
            (None, Some(Value::Number(value))) if self.at(b).constant => Some(value),
            (None, Some(_) | None) => None,
        };
        let zero = Interval::integer(0);
        let relation = if root.is_some() { Relation::GreaterEqual } else { Relation::Greater };
        match compare(relation, base, &zero) {
            Some(true) => {}
            Some(false) => return Err(Outcome::Undefined),
            None => return Err(Outcome::Unknown),
        }
        if let Some(value) = exact.and_then(|v| small_root(base, v, precision)) {
            return Ok(value);
        }
        if base.is_positive() {
            return positive_power(base, exponent, precision);
        }
        // a positive constant exponent: the power increases with the base, from 0 at 0
        if base.is_exact() {
            return Ok(zero);
        }
        let top = if base.is_bounded() {
            positive_power(&Interval::point(base.hi().clone()), exponent, precision)?
        } else {
            Interval::everything()
        };
        Interval::new(Real::zero(), top.hi().clone()).ok_or(Outcome::Unknown)
    }
}

/// `base^n`; for an integer beyond 64 bits by way of the logarithm, where the base has one sign.
fn integer_power(base: &Interval, n: &Number, exponent: &Interval, precision: usize) -> Result<Interval, Outcome> {
    if let Some(small) = n.to_i64() {
        let is_zero = base.is_exact() && real::is_zero(base.lo());
        return base.powi(small, precision).ok_or(if is_zero { Outcome::Undefined } else { Outcome::Unknown });
    }
    let odd = !n.div(&Number::from(2)).is_some_and(|half| half.is_integer());
    if base.is_positive() {
        positive_power(base, exponent, precision)
    } else if base.is_negative() {
        let size = positive_power(&base.neg(), exponent, precision)?;
        Ok(if odd { size.neg() } else { size })
    } else if base.is_exact() && n.is_negative() {
        Err(Outcome::Undefined)
    } else if base.is_exact() {
        Ok(Interval::integer(0))
    } else {
        Err(Outcome::Unknown)
    }
}

/// `base^(n/d)` as the root of a power, for small `n` and `d`.
fn small_root(base: &Interval, exponent: &Number, precision: usize) -> Option<Interval> {
    let (n, d) = (exponent.numerator().to_i64()?, exponent.denominator().to_i64()?);
    if n.unsigned_abs() > 64 || d > 64 {
        return None;
    }
    base.powi(n, precision + 16)?.root(d.unsigned_abs() as usize, precision)
}

/// `e^(exponent*ln(base))`. The product matters up to 2^40, so 64 bits more than asked for make its error small.
fn positive_power(base: &Interval, exponent: &Interval, precision: usize) -> Result<Interval, Outcome> {
    let function = |name| crate::functions::named(name).ok_or(Outcome::NoEnclosure);
    let work = precision + 64;
    let logarithm = apply(function("ln")?, std::slice::from_ref(base), work)?;
    Ok(apply(function("exp")?, &[logarithm.mul(exponent, work)], work)?.round(precision))
}

/// How much an outcome says.
fn weight(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Unknown => 0,
        Outcome::NoEnclosure => 1,
        Outcome::Undefined => 2,
        Outcome::Unbound(_) => 3,
    }
}
