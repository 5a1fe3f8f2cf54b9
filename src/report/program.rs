//! Expressions made ready to be enclosed again and again over intervals of the variable.

use std::cmp::Ordering;
use std::ops::Range;

use crate::eval::germ::sign_of;
use crate::eval::interval::{apply, enclose};
use crate::expr::{self, Exponent, ExprId, Node, Store, work};
use crate::functions::real::Real;
use crate::functions::{self, Function, Interval, Monotonicity, Parity};

/// An enclosure, and whether 0 is known to be no value.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub(super) interval: Interval,
    pub(super) nonzero: bool,
}

impl Value {
    pub(super) fn of(interval: Interval, nonzero: bool) -> Value {
        let nonzero = nonzero || !interval.contains_zero();
        Value { interval, nonzero }
    }

    /// The sign of all values, if it is one.
    pub(super) fn sign(&self) -> Option<Ordering> {
        sign_of(&self.interval, self.nonzero)
    }
}

/// One operation, whose parts are the places of others before it.
#[derive(Debug, Clone)]
pub(super) enum Operation {
    Constant(Option<Value>),
    Variable,
    Neg(usize),
    Add(usize, usize),
    Sub(usize, usize),
    Mul(usize, usize),
    Div(usize, usize),
    Integer(usize, i64),
    Root(usize, Interval),
    Power(usize, usize),
    Call(&'static Function, usize),
    Call2(&'static Function, usize, usize),
    /// What has no enclosure here.
    Unknown,
}

impl Operation {
    /// The places of its parts.
    pub(super) fn parts(&self) -> Vec<usize> {
        match *self {
            Operation::Constant(_) | Operation::Variable | Operation::Unknown => Vec::new(),
            Operation::Neg(a) | Operation::Integer(a, _) | Operation::Root(a, _) | Operation::Call(_, a) => vec![a],
            Operation::Add(a, b) | Operation::Sub(a, b) | Operation::Mul(a, b) | Operation::Div(a, b) => vec![a, b],
            Operation::Power(a, b) | Operation::Call2(_, a, b) => vec![a, b],
        }
    }

    /// Whether the variable does not occur in it.
    pub(super) fn is_constant(&self) -> bool {
        matches!(self, Operation::Constant(_))
    }
}

/// Some expressions in one variable; cases in them have no enclosure, as they are cut into pieces before.
#[derive(Debug, Clone)]
pub(super) struct Program {
    operations: Vec<Operation>,
    exprs: Vec<ExprId>,
    roots: Vec<usize>,
    /// By operation, the roots that need it, a bit each; those from the last bit on have it together.
    needed_by: Vec<u64>,
    precision: usize,
}

impl Program {
    pub(super) fn new(store: &Store, roots: &[ExprId], variable: ExprId, precision: usize) -> Program {
        let mut ids: Vec<ExprId> = roots.iter().flat_map(|&root| store.reachable(root)).collect();
        ids.sort_unstable();
        ids.dedup();
        let place = |id: ExprId| ids.binary_search(&id).expect("parts are reached before wholes");
        let mut operations: Vec<Operation> = Vec::with_capacity(ids.len());
        for &id in &ids {
            let fixed = id != variable
                && store.node(id).children().all(|part| matches!(operations[place(part)], Operation::Constant(_)));
            operations.push(if fixed {
                let value = enclose(store, id, &[], precision).ok();
                Operation::Constant(value.map(|interval| Value::of(interval, false)))
            } else {
                operation(store, id, variable, &place, precision)
            });
        }
        let roots: Vec<usize> = roots.iter().map(|&root| place(root)).collect();
        let needed_by = needed_by(&operations, &roots);
        Program { operations, roots, needed_by, precision, exprs: ids }
    }

    pub(super) fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// The expression that an operation computes.
    pub(super) fn expr(&self, at: usize) -> ExprId {
        self.exprs[at]
    }

    /// The place of the first expression.
    pub(super) fn root(&self) -> Option<usize> {
        self.roots.first().copied()
    }

    /// Enclosures of the expressions for all values of the variable in `x`; `None` where one is not known to be defined, or
    /// no work is left.
    pub(super) fn over(&self, x: &Interval) -> Vec<Option<Value>> {
        self.first(self.roots.len(), x)
    }

    /// The same of the first expressions alone.
    pub(super) fn first(&self, count: usize, x: &Interval) -> Vec<Option<Value>> {
        self.some(0..count, x)
    }

    /// The same of one expression; `None` as well if there are not so many.
    pub(super) fn one(&self, order: usize, x: &Interval) -> Option<Value> {
        self.some(order..order + 1, x).pop().flatten()
    }

    /// The same of those of these expressions that there are; nothing that only others need is computed.
    pub(super) fn some(&self, wanted: Range<usize>, x: &Interval) -> Vec<Option<Value>> {
        let count = self.roots.len();
        let wanted = wanted.start.min(count)..wanted.end.min(count);
        let bits = wanted.clone().fold(0, |bits, root| bits | bit(root));
        let roots = &self.roots[wanted];
        if work::is_spent() {
            return vec![None; roots.len()];
        }
        let end = roots.iter().max().map_or(0, |&last| last + 1);
        let mut values: Vec<Option<Value>> = Vec::with_capacity(end);
        for (operation, needed_by) in self.operations[..end].iter().zip(&self.needed_by) {
            values.push(if needed_by & bits == 0 { None } else { self.step(operation, &values, x) });
        }
        work::spend(end);
        roots.iter().map(|&root| values[root].clone()).collect()
    }

    /// One operation, whose parts have these values.
    pub(super) fn step(&self, operation: &Operation, values: &[Option<Value>], x: &Interval) -> Option<Value> {
        let at = |place: &usize| values[*place].as_ref();
        let precision = self.precision;
        Some(match operation {
            Operation::Constant(value) => value.clone()?,
            Operation::Unknown => return None,
            Operation::Variable => Value::of(x.clone(), false),
            Operation::Neg(a) => Value::of(at(a)?.interval.neg(), at(a)?.nonzero),
            Operation::Add(a, b) => {
                sum(at(a)?, at(b)?, at(b)?.sign(), at(a)?.interval.add(&at(b)?.interval, precision))
            }
            Operation::Sub(a, b) => {
                let other = at(b)?.sign().map(Ordering::reverse);
                sum(at(a)?, at(b)?, other, at(a)?.interval.sub(&at(b)?.interval, precision))
            }
            Operation::Mul(a, b) if a == b => Value::of(at(a)?.interval.powi(2, precision)?, at(a)?.nonzero),
            Operation::Mul(a, b) => {
                Value::of(at(a)?.interval.mul(&at(b)?.interval, precision), at(a)?.nonzero && at(b)?.nonzero)
            }
            Operation::Div(a, b) => Value::of(at(a)?.interval.div(&at(b)?.interval, precision)?, at(a)?.nonzero),
            Operation::Integer(a, n) => {
                work::spend((n.unsigned_abs().max(1).ilog2() as usize + 1) * precision / 8);
                Value::of(at(a)?.interval.powi(*n, precision)?, at(a)?.nonzero)
            }
            Operation::Root(a, r) => root(&at(a)?.interval, r, precision)?,
            Operation::Power(a, b) => {
                let base = Some(&at(a)?.interval).filter(|base| base.is_positive())?;
                Value::of(power(base, &at(b)?.interval, precision)?, true)
            }
            Operation::Call(row, a) => {
                let value = apply(row, std::slice::from_ref(&at(a)?.interval), precision).ok()?;
                let odd = row.parity == Parity::Odd && row.monotonicity == Monotonicity::Increasing;
                Value::of(value, row.range.starts_with("(0,") || (odd && at(a)?.nonzero))
            }
            Operation::Call2(row, a, b) => {
                let arguments = [at(a)?.interval.clone(), at(b)?.interval.clone()];
                Value::of(apply(row, &arguments, precision).ok()?, false)
            }
        })
    }
}

/// A sum; it is not 0 if both summands have the same sign, or one has it and the other has no other.
fn sum(a: &Value, b: &Value, other: Option<Ordering>, interval: Interval) -> Value {
    let zero = Interval::integer(0);
    let agree = a.sign().is_some() && a.sign() == other && a.sign() != Some(Ordering::Equal);
    let one_sided = interval.lo() >= zero.lo() || interval.hi() <= zero.hi();
    Value::of(interval, agree && one_sided && (a.nonzero || b.nonzero))
}

fn root(base: &Interval, r: &Interval, precision: usize) -> Option<Value> {
    if base.is_positive() {
        return Some(Value::of(power(base, r, precision)?, true));
    }
    let zero = Interval::integer(0);
    if base.lo() < zero.lo() {
        return None;
    }
    // the power rises with the base, from 0 at 0
    let all = Interval::everything();
    let most = match Interval::new(base.hi().clone(), base.hi().clone()) {
        Some(most) if most.is_positive() => power(&most, r, precision).unwrap_or_else(|| all.clone()),
        Some(_) => zero.clone(), // the base is 0
        None => all,
    };
    Some(Value::of(Interval::new(zero.lo().clone(), most.hi().clone())?, false))
}

fn power(base: &Interval, exponent: &Interval, precision: usize) -> Option<Interval> {
    let work = precision + 32;
    let logarithm = apply(functions::named("ln")?, std::slice::from_ref(base), work).ok()?;
    let value = apply(functions::named("exp")?, &[logarithm.mul(exponent, work)], work).ok()?;
    Some(value.round(precision))
}

/// The bit of a root.
fn bit(root: usize) -> u64 {
    1 << root.min(63)
}

/// The bits of the roots that need each operation.
fn needed_by(operations: &[Operation], roots: &[usize]) -> Vec<u64> {
    let mut needed = vec![0; operations.len()];
    for (at, &root) in roots.iter().enumerate() {
        needed[root] |= bit(at);
    }
    for (at, operation) in operations.iter().enumerate().rev() {
        operation.parts().into_iter().for_each(|part| needed[part] |= needed[at]);
    }
    needed
}

fn operation(
    store: &Store,
    id: ExprId,
    variable: ExprId,
    place: &dyn Fn(ExprId) -> usize,
    precision: usize,
) -> Operation {
    if id == variable {
        return Operation::Variable;
    }
    match store.node(id) {
        Node::Neg(a) => Operation::Neg(place(a)),
        Node::Add(a, b) => Operation::Add(place(a), place(b)),
        Node::Sub(a, b) => Operation::Sub(place(a), place(b)),
        Node::Mul(a, b) => Operation::Mul(place(a), place(b)),
        Node::Div(a, b) => Operation::Div(place(a), place(b)),
        Node::Pow(a, b) => match expr::exponent(store, b) {
            Exponent::Integer(n) => n.to_i64().map_or(Operation::Unknown, |n| Operation::Integer(place(a), n)),
            Exponent::Root(r) => Operation::Root(place(a), Interval::from_number(&r, precision)),
            Exponent::Real => Operation::Power(place(a), place(b)),
        },
        Node::Call(f, a) => Operation::Call(f.row(), place(a)),
        Node::Call2(f, a, b) => Operation::Call2(f.row(), place(a), place(b)),
        Node::Number(_) | Node::Symbol(_) | Node::Constant(_) | Node::Undefined | Node::Always => Operation::Unknown,
        Node::Compare(..) | Node::And(..) | Node::Or(..) | Node::Branch(..) | Node::Cases(..) => Operation::Unknown,
        Node::Derivative(..) => Operation::Unknown,
    }
}

/// A number in the middle of an interval, as a point; in an unbounded one some number.
pub(super) fn middle(of: &Interval) -> Interval {
    let end = |end: &Real| Interval::new(end.clone(), end.clone());
    let middle = match (end(of.lo()), end(of.hi())) {
        (Some(lo), Some(hi)) => lo.add(&hi, 64).shift(-1),
        (Some(lo), None) => lo.add(&Interval::integer(1), 64),
        (None, Some(hi)) => hi.sub(&Interval::integer(1), 64),
        (None, None) => Interval::integer(0),
    };
    let inside = of.intersection(&middle).unwrap_or_else(|| of.clone());
    end(inside.lo()).unwrap_or(inside)
}
