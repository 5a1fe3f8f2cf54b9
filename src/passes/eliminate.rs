//! Proposing closed forms: the derivative and the function as rational functions of the same kernels,
//! with one kernel eliminated in favour of the function's value.
//!
//! If `g = N(x)/D(x)` is linear in a kernel x, then x is a rational function of g, and putting it into the
//! derivative gives a candidate. If g is linear in a logarithm, the logarithm's argument is an exponential of g.
//! What comes out is only proposed.

use super::closed::field::solve;
use crate::algebra::fraction::Fraction;
use crate::algebra::normal::{Kernels, normal_form};
use crate::algebra::shape::{self, Notation};
use crate::algebra::{Budget, Var};
use crate::expr::{ExprId, FunctionId, Node, Store};

/// The work that one search may spend.
const WORK: u64 = 2_000_000;
/// The most terms of a polynomial on the way.
const TERMS: usize = 400;

/// Which powers of the output are tried as factors.
const OUTPUT_POWERS: [i64; 4] = [1, 2, 3, -1];

/// Candidates for the derivative `of` of `function`, in which the notation's output stands for the function's value.
pub(crate) fn candidates(store: &mut Store, notation: Notation, function: ExprId, of: ExprId) -> Vec<ExprId> {
    let mut found = proposed(store, notation, Kernels::new(), function, of);
    let is_decimal = |id: ExprId| match store.node(id) {
        Node::Number(numeral) => !store.numeral(numeral).value.is_integer(),
        _ => false, // only numerals are decimals
    };
    if store.reachable(function).into_iter().chain(store.reachable(of)).any(is_decimal) {
        found.extend(proposed(store, notation, Kernels::with_opaque_decimals(), function, of));
    }
    found
}

fn proposed(store: &mut Store, notation: Notation, kernels: Kernels, function: ExprId, of: ExprId) -> Vec<ExprId> {
    let Some(name) = notation.output else { return Vec::new() };
    let mut search = Search { kernels, budget: Budget::new(WORK, TERMS), notation };
    let mut found = Vec::new();
    let Some((slope, value)) = search.read(store, of).zip(search.read(store, function)) else { return found };
    found.extend(search.written(store, &slope));
    let g = Fraction::variable(search.kernels.var(name));
    for x in slope.vars() {
        if let Some(form) = search.eliminate(&slope, &value, &g, x) {
            found.extend(search.written(store, &form));
        }
    }
    for exponent in OUTPUT_POWERS {
        if let Some(form) = search.with_power(&slope, &value, &g, exponent) {
            found.extend(search.written(store, &form));
        }
    }
    found.extend(search.through_logarithms(store, &slope, &value, &g));
    found
}

/// The expression as one reduced fraction.
pub(crate) fn reduced(store: &mut Store, notation: Notation, expr: ExprId) -> Option<ExprId> {
    let mut search = Search { kernels: Kernels::new(), budget: Budget::new(WORK, TERMS), notation };
    let fraction = search.read(store, expr)?;
    search.written(store, &fraction)
}

struct Search {
    kernels: Kernels,
    budget: Budget,
    notation: Notation,
}

impl Search {
    /// The fraction in its most readable shape.
    fn written(&self, store: &mut Store, fraction: &Fraction) -> Option<ExprId> {
        shape::ranked(store, fraction, &self.kernels, &self.notation).first().map(|candidate| candidate.1)
    }

    fn read(&mut self, store: &Store, expr: ExprId) -> Option<Fraction> {
        normal_form(store, expr, &mut self.kernels, &mut self.budget).ok()
    }

    /// `slope` with a power of the value taken out and written as one of the output.
    fn with_power(&mut self, slope: &Fraction, value: &Fraction, output: &Fraction, exponent: i64) -> Option<Fraction> {
        let power = value.pow(exponent, &mut self.budget).ok()?;
        let rest = slope.div(&power, &mut self.budget).ok()?;
        rest.mul(&output.pow(exponent, &mut self.budget).ok()?, &mut self.budget).ok()
    }

    /// `slope` with x put as `known = value(x)` says, if that is linear in x.
    fn eliminate(&mut self, slope: &Fraction, value: &Fraction, known: &Fraction, x: Var) -> Option<Fraction> {
        let solved = solve(value, known, x, &mut self.budget)?;
        let form = slope.substitute(x, &solved, &mut self.budget).ok()?;
        (!form.contains(x)).then_some(form)
    }

    /// Where the value is linear in `ln A`: A is an exponential of the value.
    fn through_logarithms(
        &mut self,
        store: &mut Store,
        slope: &Fraction,
        value: &Fraction,
        g: &Fraction,
    ) -> Vec<ExprId> {
        let (ln, exp) = (FunctionId::named("ln"), FunctionId::named("exp"));
        let mut found = Vec::new();
        for var in value.vars() {
            let Some(kernel) = self.kernels.expr(var) else { continue };
            let Node::Call(f, argument) = store.node(kernel) else { continue };
            if f != ln {
                continue;
            }
            let Some((logarithm, argument)) = solve(value, g, var, &mut self.budget).zip(self.read(store, argument))
            else {
                continue;
            };
            for (sign, argument) in
                [(logarithm.clone(), Some(argument.clone())), (logarithm.neg(), argument.recip().ok())]
            {
                let (Some(exponent), Some(argument)) = (self.written(store, &sign), argument) else {
                    continue;
                };
                let power = store.call(exp, exponent);
                let known = Fraction::variable(self.kernels.var(power));
                for x in slope.vars() {
                    if let Some(form) = self.eliminate(slope, &argument, &known, x) {
                        found.extend(self.written(store, &form));
                    }
                }
            }
        }
        found
    }
}
