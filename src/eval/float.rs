//! Values in floating point. They propose where to look and never prove anything.
//!
//! Functions are those of libm, which give the same bits on every machine.

use super::Order;
use crate::expr::{self, Constant, Exponent, ExprId, Node, Number, Relation, Store};
use crate::functions::{Float, constants};

/// The value of `expr` with numbers for symbols; NaN where it is undefined, where a symbol has no number,
/// and where a condition is undefined. A condition has the value 1 or 0. Linear in the number of distinct parts.
pub fn evaluate(store: &Store, expr: ExprId, values: &[(ExprId, f64)]) -> f64 {
    let symbols: Vec<ExprId> = values.iter().map(|(symbol, _)| *symbol).collect();
    let numbers: Vec<f64> = values.iter().map(|(_, number)| *number).collect();
    Tape::new(store, expr, &symbols).evaluate(&numbers)
}

/// A number between two ends, where there is such a number; a missing end is infinite.
pub(crate) fn between(lo: Option<f64>, hi: Option<f64>) -> f64 {
    match (lo, hi) {
        (Some(lo), Some(hi)) => lo + (hi - lo) / 2.0,
        (Some(lo), None) => lo + 1.0,
        (None, Some(hi)) => hi - 1.0,
        (None, None) => 0.0,
    }
}

/// Whether two values are the same but for rounding.
pub fn close(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= 1e-8 * a.abs().max(b.abs())
}

/// Whether two values are numbers that no loss of digits makes equal.
pub(crate) fn far(a: f64, b: f64) -> bool {
    (a - b).abs() > 1e-6 * a.abs().max(b.abs()) + 1e-9
}

/// Whether a condition holds with numbers for symbols; one that is undefined does not.
pub fn holds(store: &Store, condition: ExprId, values: &[(ExprId, f64)]) -> bool {
    evaluate(store, condition, values) == 1.0
}

/// An expression made ready for evaluation at many points.
#[derive(Debug, Clone)]
pub struct Tape {
    operations: Vec<Operation>,
}

/// One operation; its operands are places of earlier ones.
#[derive(Debug, Clone, Copy)]
enum Operation {
    Number(f64),
    Input(usize),
    Neg(usize),
    Add(usize, usize),
    Sub(usize, usize),
    Mul(usize, usize),
    Div(usize, usize),
    /// A power with an integer exponent, which may be too large for its last digit to be seen in floating point.
    Integer {
        base: usize,
        exponent: f64,
        odd: bool,
    },
    /// A power that is defined for positive bases.
    Power(usize, usize),
    /// A power that is defined for bases from 0 on.
    Root(usize, f64),
    Call(fn(f64) -> f64, usize),
    Call2(fn(f64, f64) -> f64, usize, usize),
    Compare(Relation, usize, usize),
    And(usize, usize),
    Or(usize, usize),
    Cases {
        when: usize,
        value: usize,
        rest: usize,
    },
}

impl Tape {
    /// The operations of `expr`, whose inputs are `symbols` in this order.
    pub fn new(store: &Store, expr: ExprId, symbols: &[ExprId]) -> Tape {
        let order = Order::new(store, expr);
        let operations = order.ids.iter().map(|&id| operation(store, id, &|part| order.place(part), symbols)).collect();
        Tape { operations }
    }

    /// How many operations a value takes.
    pub(crate) fn operations(&self) -> usize {
        self.operations.len()
    }

    /// The value with `inputs` for the symbols; NaN where it is undefined.
    pub fn evaluate(&self, inputs: &[f64]) -> f64 {
        self.evaluate_in(inputs, &mut Vec::new())
    }

    /// As [`Tape::evaluate`], with memory that is reused from point to point.
    pub fn evaluate_in(&self, inputs: &[f64], values: &mut Vec<f64>) -> f64 {
        values.clear();
        values.reserve(self.operations.len());
        for &operation in &self.operations {
            values.push(run(operation, inputs, values));
        }
        values.last().copied().unwrap_or(f64::NAN)
    }
}

/// The values of all expressions of a store at some points, computed as the store grows.
#[derive(Debug, Clone)]
pub struct Values {
    symbols: Vec<ExprId>,
    /// The numbers for the symbols and the values so far, by id, at each point.
    points: Vec<(Vec<f64>, Vec<f64>)>,
}

impl Values {
    /// No values yet, at points that give numbers for `symbols`.
    pub fn new(symbols: &[ExprId], points: Vec<Vec<f64>>) -> Values {
        Values { symbols: symbols.to_vec(), points: points.into_iter().map(|point| (point, Vec::new())).collect() }
    }

    /// The value of an expression at each point; NaN where it is undefined. Each expression of the store is computed once.
    pub fn of(&mut self, store: &Store, expr: ExprId) -> impl Iterator<Item = f64> {
        for (inputs, values) in &mut self.points {
            while values.len() <= expr.index() {
                let Some(id) = store.id_at(values.len()) else { break };
                let next = operation(store, id, &ExprId::index, &self.symbols);
                values.push(run(next, inputs, values));
            }
        }
        self.points.iter().map(move |(_, values)| values.get(expr.index()).copied().unwrap_or(f64::NAN))
    }
}

fn operation(store: &Store, id: ExprId, at: &dyn Fn(ExprId) -> usize, symbols: &[ExprId]) -> Operation {
    match store.node(id) {
        Node::Number(n) => Operation::Number(store.numeral(n).value.to_f64()),
        Node::Symbol(_) => match symbols.iter().position(|symbol| *symbol == id) {
            Some(input) => Operation::Input(input),
            None => Operation::Number(f64::NAN),
        },
        Node::Constant(Constant::E) => Operation::Number(constants::E.value),
        Node::Constant(Constant::Pi) => Operation::Number(constants::PI.value),
        Node::Undefined | Node::Derivative(..) | Node::Branch(..) => Operation::Number(f64::NAN),
        Node::Always => Operation::Number(1.0),
        Node::Neg(a) => Operation::Neg(at(a)),
        Node::Add(a, b) => Operation::Add(at(a), at(b)),
        Node::Sub(a, b) => Operation::Sub(at(a), at(b)),
        Node::Mul(a, b) => Operation::Mul(at(a), at(b)),
        Node::Div(a, b) => Operation::Div(at(a), at(b)),
        Node::Pow(a, b) => match expr::exponent(store, b) {
            Exponent::Integer(n) => {
                let odd = n.div(&Number::from(2)).is_some_and(|half| !half.is_integer());
                Operation::Integer { base: at(a), exponent: n.to_f64(), odd }
            }
            Exponent::Root(exponent) => Operation::Root(at(a), exponent.to_f64()),
            Exponent::Real => Operation::Power(at(a), at(b)),
        },
        Node::Call(f, a) => match f.row().float {
            Float::One(value) => Operation::Call(value, at(a)),
            Float::Two(_) => Operation::Number(f64::NAN),
        },
        Node::Call2(f, a, b) => match f.row().float {
            Float::Two(value) => Operation::Call2(value, at(a), at(b)),
            Float::One(_) => Operation::Number(f64::NAN),
        },
        Node::Compare(relation, a, b) => Operation::Compare(relation, at(a), at(b)),
        Node::And(a, b) => Operation::And(at(a), at(b)),
        Node::Or(a, b) => Operation::Or(at(a), at(b)),
        Node::Cases(branch, rest) => match store.node(branch) {
            Node::Branch(when, value) => Operation::Cases { when: at(when), value: at(value), rest: at(rest) },
            _ => Operation::Number(f64::NAN), // cases hold branches; anything else has no value
        },
    }
}

fn run(operation: Operation, inputs: &[f64], values: &[f64]) -> f64 {
    let truth = |t: bool| if t { 1.0 } else { 0.0 };
    match operation {
        Operation::Number(x) => x,
        Operation::Input(input) => inputs.get(input).copied().unwrap_or(f64::NAN),
        Operation::Neg(a) => -values[a],
        Operation::Add(a, b) => values[a] + values[b],
        Operation::Sub(a, b) => values[a] - values[b],
        Operation::Mul(a, b) => values[a] * values[b],
        Operation::Div(_, b) if values[b] == 0.0 => f64::NAN,
        Operation::Div(a, b) => values[a] / values[b],
        Operation::Integer { base, exponent, .. }
            if values[base].is_nan() || (values[base] == 0.0 && exponent < 0.0) =>
        {
            f64::NAN
        }
        Operation::Integer { base, exponent, odd } => {
            let size = libm::pow(libm::fabs(values[base]), exponent);
            if odd { libm::copysign(size, values[base]) } else { size }
        }
        Operation::Power(a, b) if values[a] > 0.0 && !values[b].is_nan() => libm::pow(values[a], values[b]),
        Operation::Root(a, exponent) if values[a] >= 0.0 => libm::pow(values[a], exponent),
        Operation::Power(..) | Operation::Root(..) => f64::NAN,
        Operation::Call(f, a) => f(values[a]),
        Operation::Call2(f, a, b) => f(values[a], values[b]),
        Operation::Compare(relation, a, b) => match values[a].partial_cmp(&values[b]) {
            Some(order) => truth(super::holds(relation, order)),
            None => f64::NAN,
        },
        Operation::And(a, b) if values[a].is_nan() || values[b].is_nan() => f64::NAN,
        Operation::And(a, b) => truth(values[a] == 1.0 && values[b] == 1.0),
        Operation::Or(a, b) if values[a].is_nan() || values[b].is_nan() => f64::NAN,
        Operation::Or(a, b) => truth(values[a] == 1.0 || values[b] == 1.0),
        Operation::Cases { when, .. } if values[when].is_nan() => f64::NAN,
        Operation::Cases { when, value, rest } => values[if values[when] == 1.0 { value } else { rest }],
    }
}
