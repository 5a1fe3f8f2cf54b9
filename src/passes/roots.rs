//! Solving `left = right` for the variable, factor by factor, where each factor is linear in the variable or in one
//! function of it that the table can invert.

use crate::algebra::normal::{Kernels, normal_form};
use crate::algebra::{self, Budget, Fraction, Poly, Var, shape};
use crate::eval::float;
use crate::expr::{ExprId, Node, Number, Store};
use crate::functions::Monotonicity;
use crate::trace::Condition;

/// How many equations are solved at most for one.
const MOST_EQUATIONS: usize = 64;
/// The work that one equation may cost.
const WORK: u64 = 400_000;
/// The most terms of a polynomial on the way.
const TERMS: usize = 400;

/// Where `left - right` may change its sign: its zeros and the zeros of its denominator, free of the variable.
/// `None` if there may be others or one cannot be written down.
pub(crate) fn solve(store: &mut Store, left: ExprId, right: ExprId, variable: ExprId) -> Option<Vec<ExprId>> {
    let mut open = vec![(left, right)];
    let mut found = Vec::new();
    for _ in 0..MOST_EQUATIONS {
        let Some((left, right)) = open.pop() else {
            found.sort_unstable();
            found.dedup();
            return Some(found);
        };
        let mut equation = Equation { kernels: Kernels::new(), budget: Budget::new(WORK, TERMS), variable };
        let difference = store.sub(left, right);
        let fraction = normal_form(store, difference, &mut equation.kernels, &mut equation.budget).ok()?;
        for poly in [fraction.numerator(), fraction.denominator()] {
            for (factor, _) in algebra::factor(poly, &mut equation.budget).ok()?.factors {
                match equation.factor(store, &factor)? {
                    Solved::Never => {}
                    Solved::At(root) => found.push(root),
                    Solved::Where(part, value) => open.push((part, value)),
                }
            }
        }
    }
    None
}

struct Equation {
    kernels: Kernels,
    budget: Budget,
    variable: ExprId,
}

/// Where a factor is 0.
enum Solved {
    Never,
    At(ExprId),
    /// Where this expression has this value.
    Where(ExprId, ExprId),
}

impl Equation {
    fn factor(&mut self, store: &mut Store, factor: &Poly) -> Option<Solved> {
        let mut moving = Vec::new();
        for var in factor.vars() {
            let kernel = self.kernels.expr(var)?;
            if store.reachable(kernel).contains(&self.variable) {
                moving.push((var, kernel));
            }
        }
        match moving.as_slice() {
            [] => Some(Solved::Never),
            [(var, kernel)] if factor.degree(*var) == 1 => {
                let value = self.linear(store, factor, *var)?;
                if *kernel == self.variable { Some(Solved::At(value)) } else { invert(store, *kernel, value) }
            }
            [(var, _)] => never_zero(factor, *var).then_some(Solved::Never),
            _ => None, // several functions of the variable at once
        }
    }

    /// The value of `var` that makes the factor 0.
    fn linear(&mut self, store: &mut Store, factor: &Poly, var: Var) -> Option<ExprId> {
        let part = |degree: u32| {
            let found = factor.coefficients(var).into_iter().find(|(exponent, _)| *exponent == degree);
            found.map_or_else(Poly::zero, |(_, poly)| poly)
        };
        let (slope, offset) = (part(1), part(0));
        let root = Fraction::new(&offset, &slope, &mut self.budget).ok()?.neg();
        match root.as_constant() {
            Some(value) => super::differentiate::number(store, &value),
            None => shape::cheapest(store, &root, &self.kernels),
        }
    }
}

/// Whether a quadratic polynomial in one variable with rational coefficients has no real zero.
fn never_zero(factor: &Poly, var: Var) -> bool {
    let coefficient = |degree: u32| {
        let found = factor.coefficients(var).into_iter().find(|(exponent, _)| *exponent == degree);
        found.map_or(Some(Number::ZERO), |(_, poly)| poly.as_constant())
    };
    match (factor.degree(var), coefficient(2), coefficient(1), coefficient(0)) {
        (2, Some(a), Some(b), Some(c)) => b.mul(&b).sub(&a.mul(&c).mul(&4.into())).is_negative(),
        _ => false, // not quadratic, or with parameters
    }
}

/// `kernel = value` without the function on the outside.
fn invert(store: &mut Store, kernel: ExprId, value: ExprId) -> Option<Solved> {
    let Node::Call(f, argument) = store.node(kernel) else { return None };
    let row = f.row();
    let value = algebra::rational(store, value)?;
    if row.monotonicity == Monotonicity::Increasing {
        let known = row.values.iter().find(|(_, v)| number(v).as_ref() == Some(&value)).map(|(at, _)| number(at));
        if let Some(at) = known {
            return Some(Solved::Where(argument, super::differentiate::number(store, &at?)?));
        }
    }
    let outside = crate::kernel::Range::parse(row.range)?.compared_with(&value);
    outside.is_some().then_some(Solved::Never)
}

fn number(text: &str) -> Option<Number> {
    match text.strip_prefix('-') {
        Some(rest) => Number::from_numeral(rest).map(|n| n.neg()),
        None => Number::from_numeral(text),
    }
}

/// Values that are tried for parameters when one is looked for that the assumptions allow.
const TRIED: [f64; 9] = [0.5, 0.75, 0.25, 1.5, 3.0, -0.5, -1.5, 0.0625, 12.0];
/// How many combinations are tried.
const MOST_TRIED: usize = 512;

/// Values for all symbols but the variable that fit the assumptions, as far as they are found.
pub(crate) fn sample_parameters(
    store: &mut Store,
    exprs: &[ExprId],
    variable: ExprId,
    assumed: &[Condition],
) -> Vec<(ExprId, f64)> {
    let sides = assumed.iter().flat_map(|condition| [condition.left, condition.right]);
    let roots: Vec<ExprId> = exprs.iter().copied().chain(sides).collect();
    let mut symbols: Vec<ExprId> = roots
        .into_iter()
        .flat_map(|root| store.reachable(root))
        .filter(|&id| id != variable && matches!(store.node(id), Node::Symbol(_)))
        .collect();
    symbols.sort_unstable();
    symbols.dedup();
    let conditions: Vec<ExprId> = assumed
        .iter()
        .filter(|c| ![c.left, c.right].iter().any(|&side| store.reachable(side).contains(&variable)))
        .map(|c| (c.relation, c.left, c.right))
        .collect::<Vec<_>>()
        .into_iter()
        .map(|(relation, left, right)| super::task::compare(store, relation, left, right))
        .collect();
    let nth = |mut index: usize| -> Vec<(ExprId, f64)> {
        let mut values = Vec::with_capacity(symbols.len());
        for (place, &symbol) in symbols.iter().enumerate() {
            values.push((symbol, TRIED[(index + place) % TRIED.len()]));
            index /= TRIED.len();
        }
        values
    };
    let fits = |values: &Vec<(ExprId, f64)>| conditions.iter().all(|&c| float::holds(store, c, values));
    (0..MOST_TRIED).map(nth).find(fits).unwrap_or_else(|| nth(0))
}
