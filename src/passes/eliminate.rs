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

/// What is wanted of candidates in which the variable occurs.
#[derive(Clone, Copy)]
pub(crate) struct Limits<'a> {
    /// They cost less than this.
    pub(crate) most: u64,
    /// They cost less than what is told of one that was found.
    pub(crate) beside: &'a dyn Fn(&Store, ExprId) -> u64,
}

impl Limits<'_> {
    /// They may cost anything.
    pub(crate) const NONE: Limits<'static> = Limits::below(u64::MAX);

    const fn below(most: u64) -> Limits<'static> {
        Limits { most, beside: &|_, _| u64::MAX }
    }
}

/// Candidates for the derivative of `function`, which is each of `slopes`; the notation's output stands for the function's
/// value. Those in which the variable occurs and that are not wanted are left out.
pub(crate) fn candidates(
    store: &mut Store,
    notation: Notation,
    function: ExprId,
    slopes: &[ExprId],
    limits: Limits<'_>,
) -> Vec<ExprId> {
    let mut limits = limits;
    let mut found = proposed(store, (notation, &mut limits), Kernels::new(), function, slopes);
    let is_decimal = |id: ExprId| match store.node(id) {
        Node::Number(numeral) => !store.numeral(numeral).value.is_integer(),
        _ => false, // only numerals are decimals
    };
    if [&[function], slopes].concat().iter().any(|&expr| store.reachable(expr).into_iter().any(is_decimal)) {
        found.extend(proposed(store, (notation, &mut limits), Kernels::with_opaque_decimals(), function, slopes));
    }
    found
}

fn proposed(
    store: &mut Store,
    (notation, limits): (Notation, &mut Limits<'_>),
    kernels: Kernels,
    function: ExprId,
    slopes: &[ExprId],
) -> Vec<ExprId> {
    let Some(name) = notation.output else { return Vec::new() };
    let mut search = Search::new(kernels, notation, *limits);
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
        search.fractions(store, slope, &value, &g, &mut found);
    }
    // what is found among the first bounds the others
    let mut found: Vec<(u64, Fraction)> =
        found.into_iter().map(|fraction| (search.least(store, &fraction), fraction)).collect();
    found.sort_by_key(|(least, _)| *least);
    let forms = found.iter().filter_map(|(_, fraction)| search.form(store, fraction)).collect();
    *limits = search.limits;
    forms
}

/// The expression as one reduced fraction, unless that cannot but cost `most`.
pub(crate) fn reduced(store: &mut Store, notation: Notation, expr: ExprId, most: u64) -> Option<ExprId> {
    let mut search = Search::new(Kernels::new(), notation, Limits::below(most));
    let fraction = search.read(store, expr)?;
    search.form(store, &fraction)
}

/// The expression as a polynomial over its kernels, if it is one.
pub(crate) fn polynomial(store: &mut Store, notation: Notation, expr: ExprId) -> Option<ExprId> {
    let mut search = Search::new(Kernels::new(), notation, Limits::NONE);
    let fraction = search.read(store, expr)?;
    if fraction.denominator().is_one() { search.written(store, &fraction) } else { None }
}

struct Search<'a> {
    kernels: Kernels,
    budget: Budget,
    notation: Notation,
    limits: Limits<'a>,
    shapes: Shapes,
}

impl<'a> Search<'a> {
    fn new(kernels: Kernels, notation: Notation, limits: Limits<'a>) -> Search<'a> {
        Search { kernels, budget: Budget::new(WORK, TERMS), notation, limits, shapes: Shapes::default() }
    }

    /// What a derivative of the value, which the output `g` stands for, is as fractions.
    fn fractions(
        &mut self,
        store: &mut Store,
        slope: &Fraction,
        value: &Fraction,
        g: &Fraction,
        found: &mut Vec<Fraction>,
    ) {
        let mut push = |fraction: Fraction| {
            if !found.contains(&fraction) {
                found.push(fraction);
            }
        };
        push(slope.clone());
        slope.vars().into_iter().filter_map(|x| self.eliminate(slope, value, g, x)).for_each(&mut push);
        OUTPUT_POWERS.into_iter().filter_map(|k| self.with_power(slope, value, g, k)).for_each(&mut push);
        self.through_logarithms(store, slope, value, g).into_iter().for_each(push);
    }

    /// What any form of the fraction costs at least.
    fn least(&mut self, store: &Store, fraction: &Fraction) -> u64 {
        self.shapes.least(store, fraction, |var| self.kernels.expr(var), &self.notation)
    }

    /// The fraction in its most readable shape, where that may be wanted.
    fn form(&mut self, store: &mut Store, fraction: &Fraction) -> Option<ExprId> {
        let is_alone = self.notation.variable.is_some_and(|z| !self.kernels.hold(store, fraction, z));
        let most = if is_alone { u64::MAX } else { self.limits.most };
        if !is_alone && self.least(store, fraction) >= most {
            return None;
        }
        let form = self.shapes.cheapest_below(store, fraction, &self.kernels, &self.notation, most)?;
        self.limits.most = self.limits.most.min((self.limits.beside)(store, form));
        Some(form)
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
    ) -> Vec<Fraction> {
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
                    found.extend(self.eliminate(slope, &argument, &known, x));
                }
            }
        }
        found
    }
}
