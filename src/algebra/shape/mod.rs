//! From a rational function back to an expression that a person would write.
//!
//! Several shapes are built (factored, term by term, collected by a kernel, a monomial apart, quotient plus
//! remainder), each with its parts in their own best shapes, and ranked by a readability `cost`. All are equal to
//! the fraction as rational functions of the kernels; where they are defined is for the caller to say.

mod candidates;
mod cost;
mod term;

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::factor::{Factored, factor};
use super::{Budget, Fraction, Kernels, Poly, Var};
use crate::expr::{ExprId, Node, Number, Store};

pub(crate) use cost::{LEAST_CALL, OPERATION};
pub use cost::{Notation, cost};
use term::Term;

/// How deep a shape may hold shapes of parts; deeper parts are written term by term.
const DEPTH: u32 = 6;
/// How many different parts may be shaped before the rest is written term by term.
const PARTS: usize = 80;
/// The algebra that one call may do.
const WORK: u64 = 400_000;
/// The most terms that a polynomial may have on the way.
const TERMS: usize = 1_000;

/// The cheapest expression of a fraction over its kernels, in fractions rather than decimals.
///
/// `None` if a variable of the fraction is not among the kernels. Takes a bounded amount of work beyond a pass over
/// the fraction.
pub fn cheapest(store: &mut Store, fraction: &Fraction, kernels: &Kernels) -> Option<ExprId> {
    ranked(store, fraction, kernels, &Notation::default()).first().map(|candidate| candidate.1)
}

/// All the expressions that were tried, each with its cost, the cheapest first; empty if a variable of the fraction
/// is not among the kernels.
pub fn ranked(store: &mut Store, fraction: &Fraction, kernels: &Kernels, notation: &Notation) -> Vec<(u64, ExprId)> {
    Shapes::default().ranked(store, fraction, kernels, notation)
}

/// What was written before over kernels to which others are only added, in one store and under one notation, so that fractions
/// with parts in common are written in less time.
#[derive(Debug, Default)]
pub struct Shapes {
    known: FxHashMap<Fraction, Rc<Shaped>>,
    /// Polynomials as products.
    factored: FxHashMap<Poly, Rc<Factored>>,
    costs: cost::Costs,
}

impl Shapes {
    /// As [`ranked`].
    pub fn ranked(
        &mut self,
        store: &mut Store,
        fraction: &Fraction,
        kernels: &Kernels,
        notation: &Notation,
    ) -> Vec<(u64, ExprId)> {
        let mut writer =
            Writer { store, kernels, notation, budget: Budget::new(WORK, TERMS), shapes: self, parts: PARTS };
        let Some(written) = writer.written(fraction, DEPTH) else { return Vec::new() };
        let mut ranked: Vec<(u64, ExprId)> = Vec::with_capacity(written.len());
        for (_, expr) in written {
            if !ranked.iter().any(|candidate| candidate.1 == expr) {
                ranked.push((self.costs.of(store, expr, notation).as_whole(), expr));
            }
        }
        ranked.sort_by_key(|candidate| candidate.0);
        ranked
    }

    /// A lower bound of what any expression of the fraction costs that stands in a larger one: each kernel is written once at
    /// least, with operations between them; a power takes an exponent or a kernel twice, and a sum of a kernel alone
    /// something to add to it. Each kernel is given as it will be written.
    pub fn least(
        &mut self,
        store: &Store,
        fraction: &Fraction,
        kernel: impl Fn(Var) -> Option<ExprId>,
        notation: &Notation,
    ) -> u64 {
        let vars = fraction.vars();
        let written = vars.iter().filter_map(|&var| kernel(var));
        let costs = written.map(|kernel| self.costs.of(store, kernel, notation).cost);
        let once = costs.fold(0, u64::saturating_add);
        let sides = [fraction.numerator(), fraction.denominator()];
        let is_power = vars.iter().any(|&var| sides.iter().any(|side| side.degree(var) > 1));
        let is_sum = vars.len() == 1 && sides.iter().any(|side| side.terms().len() > 1);
        let more = [is_power, is_sum].into_iter().filter(|&more| more).count() as u64;
        once.saturating_add(cost::OPERATION * (vars.len() as u64).saturating_sub(1) + cost::LEAF * more)
    }

    /// What an expression costs that stands in a larger one.
    pub(crate) fn cost(&mut self, store: &Store, expr: ExprId, notation: &Notation) -> u64 {
        self.costs.of(store, expr, notation).cost
    }

    /// The cheapest of them.
    pub fn cheapest(
        &mut self,
        store: &mut Store,
        fraction: &Fraction,
        kernels: &Kernels,
        notation: &Notation,
    ) -> Option<ExprId> {
        self.ranked(store, fraction, kernels, notation).first().map(|candidate| candidate.1)
    }
}

/// The expression of a number: a numeral, a negated one, or a quotient of two.
pub fn number(store: &mut Store, value: &Number) -> Option<ExprId> {
    let size = value.abs();
    let over = store.whole(&size.numerator())?;
    let size = if size.is_integer() {
        over
    } else {
        let under = store.whole(&size.denominator())?;
        store.div(over, under)
    };
    Some(if value.is_negative() { store.neg(size) } else { size })
}

/// The best shape of a part.
#[derive(Debug)]
struct Shaped {
    /// The terms that it is the sum of.
    sum: Vec<Term>,
    expr: ExprId,
}

/// What is needed to write fractions over one set of kernels.
struct Writer<'a> {
    store: &'a mut Store,
    kernels: &'a Kernels,
    notation: &'a Notation,
    budget: Budget,
    shapes: &'a mut Shapes,
    parts: usize,
}

impl Writer<'_> {
    fn cost(&mut self, expr: ExprId) -> u64 {
        self.shapes.costs.of(self.store, expr, self.notation).cost
    }

    fn factored(&mut self, poly: &Poly) -> Option<Rc<Factored>> {
        if let Some(known) = self.shapes.factored.get(poly) {
            return Some(Rc::clone(known));
        }
        let factored = Rc::new(factor(poly, &mut self.budget).ok()?);
        self.shapes.factored.insert(poly.clone(), Rc::clone(&factored));
        Some(factored)
    }

    /// The best shape of a part, and the only place where shaping goes deeper, by one level of `depth`.
    fn shape(&mut self, fraction: &Fraction, depth: u32) -> Option<Rc<Shaped>> {
        if let Some(shaped) = self.shapes.known.get(fraction) {
            return Some(Rc::clone(shaped));
        }
        let mut best: Option<(u64, Shaped)> = None;
        for (sum, expr) in self.written(fraction, depth)? {
            let cost = self.cost(expr);
            if best.as_ref().is_none_or(|best| cost < best.0) {
                best = Some((cost, Shaped { sum, expr }));
            }
        }
        let shaped = Rc::new(best?.1);
        self.shapes.known.insert(fraction.clone(), Rc::clone(&shaped));
        Some(shaped)
    }

    /// All shapes of a fraction that were tried.
    fn written(&mut self, fraction: &Fraction, depth: u32) -> Option<Vec<(Vec<Term>, ExprId)>> {
        if let Some(value) = fraction.as_constant() {
            let term = Term::new(value);
            let terms = if fraction.is_zero() { &[] } else { std::slice::from_ref(&term) };
            let expr = self.write_sum(terms, depth)?;
            return Some(vec![(vec![term], expr)]);
        }
        let mut written = Vec::new();
        if depth > 0 && self.parts > 0 {
            self.parts -= 1;
            for sum in self.candidates(fraction, depth) {
                let expr = self.write_sum(&sum, depth)?;
                written.push((sum, expr));
            }
        }
        if written.is_empty() {
            written.push(self.term_by_term(fraction)?);
        }
        Some(written)
    }

    /// The fraction as a sum of monomials over a sum of monomials, without further thought.
    fn term_by_term(&mut self, fraction: &Fraction) -> Option<(Vec<Term>, ExprId)> {
        let mut sums = Vec::with_capacity(2);
        for poly in [fraction.numerator(), fraction.denominator()] {
            let term = |(monomial, value): &(_, Number)| Term::new(value.clone()).times_monomial(monomial);
            let terms: Vec<Term> = poly.terms().iter().map(term).collect();
            sums.push(self.write_sum(&terms, 0)?);
        }
        let (over, under) = (sums[0], sums[1]);
        let whole = Term::new(Number::ONE).times(fraction.clone(), 1);
        if under == Store::ONE {
            return Some((vec![whole], over));
        }
        let quotient = match self.store.node(over) {
            Node::Neg(over) => {
                let size = self.store.div(over, under);
                self.store.neg(size)
            }
            // Any other sum has its sign inside.
            _ => self.store.div(over, under),
        };
        Some((vec![whole], quotient))
    }
}
