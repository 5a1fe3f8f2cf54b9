//! Proposing closed forms: the derivative and the function as rational functions of the same kernels,
//! with one kernel eliminated in favour of the function's value.
//!
//! If `g = N(x)/D(x)` is linear in a kernel x, then x is a rational function of g, and putting it into the
//! derivative gives a candidate. If g is linear in a logarithm, the logarithm's argument is an exponential of g.
//! What comes out is only proposed.

use super::closed::field::solve;
use crate::algebra::fraction::Fraction;
use crate::algebra::normal::{Kernels, normal_form};
use crate::algebra::shape::{Notation, Shapes};
use crate::algebra::{Budget, Var};
use crate::expr::{ExprId, FunctionId, Node, Store};

/// The work that one search may spend.
const WORK: u64 = 2_000_000;
/// The most terms of a polynomial on the way.
const TERMS: usize = 400;

/// Which powers of the output are tried as factors.
const OUTPUT_POWERS: [i64; 4] = [1, 2, 3, -1];

/// The degrees of numerator and denominator together.
fn degrees(fraction: &Fraction) -> u64 {
    fraction.numerator().total_degree() + fraction.denominator().total_degree()
}

/// Candidates for the derivative of `function`, which is each of `slopes`; the notation's output stands for the function's
/// value. Those that cannot but cost `most` and hold the variable are left out.
pub(crate) fn candidates(
    store: &mut Store,
    notation: Notation,
    function: ExprId,
    slopes: &[ExprId],
    most: u64,
) -> Vec<ExprId> {
    let mut found = proposed(store, (notation, most), Kernels::new(), function, slopes);
    let is_decimal = |id: ExprId| match store.node(id) {
        Node::Number(numeral) => !store.numeral(numeral).value.is_integer(),
        _ => false, // only numerals are decimals
    };
    if [&[function], slopes].concat().iter().any(|&expr| store.reachable(expr).into_iter().any(is_decimal)) {
        found.extend(proposed(store, (notation, most), Kernels::with_opaque_decimals(), function, slopes));
    }
    found
}

fn proposed(
    store: &mut Store,
    (notation, most): (Notation, u64),
    kernels: Kernels,
    function: ExprId,
    slopes: &[ExprId],
) -> Vec<ExprId> {
    let Some(name) = notation.output else { return Vec::new() };
    let mut search = Search::new(kernels, notation, most);
    let mut read: Vec<Fraction> = Vec::new();
    for &slope in slopes {
        // what is the same fraction has the same forms
        let fraction = search.read(store, slope).filter(|slope| !read.contains(slope));
        read.extend(fraction);
    }
    let Some(value) = search.read(store, function) else { return Vec::new() };
    let g = Fraction::variable(search.kernels.var(name));
    let mut found = Vec::new();
    for slope in &read {
        found.extend(search.forms(store, slope, &value, &g));
    }
    found
}

/// The expression as one reduced fraction, unless that cannot but cost `most`.
pub(crate) fn reduced(store: &mut Store, notation: Notation, expr: ExprId, most: u64) -> Option<ExprId> {
    let mut search = Search::new(Kernels::new(), notation, most);
    let fraction = search.read(store, expr)?;
    search.form(store, &fraction)
}

/// The expression as a polynomial over its kernels, if it is one.
pub(crate) fn polynomial(store: &mut Store, notation: Notation, expr: ExprId) -> Option<ExprId> {
    let mut search = Search::new(Kernels::new(), notation, u64::MAX);
    let fraction = search.read(store, expr)?;
    if fraction.denominator().is_one() { search.written(store, &fraction) } else { None }
}

struct Search {
    kernels: Kernels,
    budget: Budget,
    notation: Notation,
    most: u64,
    shapes: Shapes,
}

impl Search {
    fn new(kernels: Kernels, notation: Notation, most: u64) -> Search {
        Search { kernels, budget: Budget::new(WORK, TERMS), notation, most, shapes: Shapes::default() }
    }

    /// The forms of a derivative of the value, which the output `g` stands for.
    fn forms(&mut self, store: &mut Store, slope: &Fraction, value: &Fraction, g: &Fraction) -> Vec<ExprId> {
        let mut found: Vec<ExprId> = self.form(store, slope).into_iter().collect();
        for x in slope.vars() {
            if let Some(form) = self.eliminate(slope, value, g, x) {
                found.extend(self.form(store, &form));
            }
        }
        for exponent in OUTPUT_POWERS {
            if let Some(form) = self.with_power(slope, value, g, exponent) {
                found.extend(self.form(store, &form));
            }
        }
        found.extend(self.through_logarithms(store, slope, value, g));
        found
    }

    /// The fraction in its most readable shape, where that may be wanted.
    fn form(&mut self, store: &mut Store, fraction: &Fraction) -> Option<ExprId> {
        let is_alone = self.notation.variable.is_some_and(|z| !self.kernels.hold(store, fraction, z));
        if !is_alone && self.shapes.least(store, fraction, |var| self.kernels.expr(var), &self.notation) >= self.most {
            return None;
        }
        self.written(store, fraction)
    }

    /// The fraction in its most readable shape.
    fn written(&mut self, store: &mut Store, fraction: &Fraction) -> Option<ExprId> {
        self.shapes.cheapest(store, fraction, &self.kernels, &self.notation)
    }

    fn read(&mut self, store: &Store, expr: ExprId) -> Option<Fraction> {
        normal_form(store, expr, &mut self.kernels, &mut self.budget).ok()
    }

    /// `slope` with a power of the value taken out and written as one of the output.
    fn with_power(&mut self, slope: &Fraction, value: &Fraction, output: &Fraction, exponent: i64) -> Option<Fraction> {
        let power = value.pow(exponent, &mut self.budget).ok()?;
        let rest = slope.div(&power, &mut self.budget).ok()?;
        if degrees(&rest) > degrees(slope) {
            return None; // nothing was taken out
        }
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
                        found.extend(self.form(store, &form));
                    }
                }
            }
        }
        found
    }
}
