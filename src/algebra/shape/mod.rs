//! From a rational function back to an expression that a person would write.
//!
//! Several shapes are built (factored, term by term, collected by a kernel, a monomial apart, quotient plus
//! remainder), each with its parts in their own best shapes, and ranked by a readability `cost`. All are equal to
//! the fraction as rational functions of the kernels; where they are defined is for the caller to say.

mod candidates;
mod cost;
mod least;
mod term;

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::factor::{Factored, factor};
use super::{Budget, Fraction, Kernels, Poly};
use crate::expr::{ExprId, Node, Number, Store};

pub(crate) use cost::{LEAST_CALL, OPERATION};
pub use cost::{Notation, cost};
use term::Term;

/// How deep a shape may hold shapes of parts; deeper parts are written term by term.
const DEPTH: u32 = 6;
/// How many different parts may be shaped before the rest is written term by term.
const PARTS: usize = 1_000;
/// The algebra that one call may do.
const WORK: u64 = 400_000;
/// The most terms that a polynomial may have on the way.
const TERMS: usize = 1_000;

/// The cheapest expression of a fraction over its kernels, in fractions rather than decimals.
///
/// `None` if a variable of the fraction is not among the kernels. Takes a bounded amount of work beyond a pass over
/// the fraction.
pub fn cheapest(store: &mut Store, fraction: &Fraction, kernels: &Kernels) -> Option<ExprId> {
    Shapes::default().cheapest(store, fraction, kernels, &Notation::default())
}

/// All the expressions that were tried, each with its cost, the cheapest first; empty if a variable of the fraction
/// is not among the kernels.
pub fn ranked(store: &mut Store, fraction: &Fraction, kernels: &Kernels, notation: &Notation) -> Vec<(u64, ExprId)> {
    let mut shapes = Shapes::default();
    let mut found: Vec<ExprId> = Vec::new();
    let all = |_, shaped: Shaped| {
        found.push(shaped.expr);
        ANY
    };
    if shapes.writer(store, kernels, notation).written(fraction, DEPTH, ANY, all).is_err() {
        return Vec::new();
    }
    let mut ranked: Vec<(u64, ExprId)> = Vec::with_capacity(found.len());
    for expr in found {
        if !ranked.iter().any(|candidate| candidate.1 == expr) {
            ranked.push((shapes.costs.of(store, expr, notation).as_whole(), expr));
        }
    }
    ranked.sort_by_key(|candidate| candidate.0);
    ranked
}

/// What was written before over kernels to which others are only added, in one store and under one notation, so that fractions
/// with parts in common are written in less time.
#[derive(Debug, Default)]
pub struct Shapes {
    known: FxHashMap<Fraction, Known>,
    /// Polynomials as products.
    factored: FxHashMap<Poly, Rc<Factored>>,
    costs: cost::Costs,
}

/// What is known about the best shape of a part.
#[derive(Debug)]
enum Known {
    Best(Rc<Shaped>),
    /// It costs this at least.
    AtLeast(u64),
}

impl Shapes {
    fn writer<'a>(&'a mut self, store: &'a mut Store, kernels: &'a Kernels, notation: &'a Notation) -> Writer<'a> {
        Writer { store, kernels, notation, budget: Budget::new(WORK, TERMS), shapes: self, parts: PARTS }
    }

    /// The cheapest expression of a fraction over its kernels; `None` if a variable of it is not among them.
    pub fn cheapest(
        &mut self,
        store: &mut Store,
        fraction: &Fraction,
        kernels: &Kernels,
        notation: &Notation,
    ) -> Option<ExprId> {
        self.cheapest_below(store, fraction, kernels, notation, ANY)
    }

    /// As [`Shapes::cheapest`], and `None` as well if all expressions cost `most` or more where they stand in a larger one.
    /// What cannot cost less is not tried.
    pub fn cheapest_below(
        &mut self,
        store: &mut Store,
        fraction: &Fraction,
        kernels: &Kernels,
        notation: &Notation,
        most: u64,
    ) -> Option<ExprId> {
        self.writer(store, kernels, notation).best(fraction, DEPTH, most).ok().map(|shaped| shaped.expr)
    }

    /// The fraction as a sum of monomials over another, in less time than the cheapest expression.
    pub(crate) fn plain(
        &mut self,
        store: &mut Store,
        fraction: &Fraction,
        kernels: &Kernels,
        notation: &Notation,
    ) -> Option<ExprId> {
        self.writer(store, kernels, notation).term_by_term(fraction).ok().map(|(_, expr)| expr)
    }

    /// What an expression costs that stands in a larger one.
    pub(crate) fn cost(&mut self, store: &Store, expr: ExprId, notation: &Notation) -> u64 {
        self.costs.of(store, expr, notation).cost
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

/// Why a part was not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Missed {
    /// A variable is not among the kernels, or a number cannot be written.
    Unwritten,
    /// It costs no less than it may.
    TooDear,
}

/// What a shape may cost that may cost anything.
const ANY: u64 = u64::MAX;

/// Whether what costs so much at least does not cost less than `most`.
fn is_too_dear(least: u64, most: u64) -> bool {
    most != ANY && least >= most
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

    /// The best shape of a part, if it costs less than `most`, and the only place where shaping goes deeper, by one level of
    /// `depth`.
    fn shape(&mut self, fraction: &Fraction, depth: u32, most: u64) -> Result<Rc<Shaped>, Missed> {
        let most = match self.shapes.known.get(fraction) {
            Some(Known::Best(shaped)) => return Ok(Rc::clone(shaped)),
            Some(&Known::AtLeast(least)) if is_too_dear(least, most) => return Err(Missed::TooDear),
            Some(Known::AtLeast(_)) => ANY, // so that no part is asked for again and again
            None => most,
        };
        let best = self.best(fraction, depth, most).map(Rc::new);
        let known = match &best {
            Ok(shaped) => Known::Best(Rc::clone(shaped)),
            Err(Missed::TooDear) => Known::AtLeast(most),
            Err(Missed::Unwritten) => return best,
        };
        self.shapes.known.insert(fraction.clone(), known);
        best
    }

    /// The cheapest shape of all that are tried, if it costs less than `most`.
    fn best(&mut self, fraction: &Fraction, depth: u32, most: u64) -> Result<Shaped, Missed> {
        let mut best: Option<Shaped> = None;
        let mut least = most;
        self.written(fraction, depth, most, |cost, shaped| {
            if !is_too_dear(cost, least) {
                (best, least) = (Some(shaped), cost);
            }
            least
        })?;
        best.ok_or(Missed::TooDear)
    }

    /// Hands all shapes of a fraction that are tried to `found`, with what they cost, which tells what others must cost less
    /// than.
    fn written(
        &mut self,
        fraction: &Fraction,
        depth: u32,
        mut most: u64,
        mut found: impl FnMut(u64, Shaped) -> u64,
    ) -> Result<(), Missed> {
        if let Some(value) = fraction.as_constant() {
            let term = Term::new(value);
            let terms = if fraction.is_zero() { &[] } else { std::slice::from_ref(&term) };
            let expr = self.write_sum(terms, depth, most)?;
            found(self.cost(expr), Shaped { sum: vec![term], expr });
            return Ok(());
        }
        let mut is_any = false;
        let is_shaped = depth > 0 && self.parts > 0;
        let sides = [fraction.numerator(), fraction.denominator()];
        if let [Some(over), Some(under)] = sides.map(|side| if is_shaped { self.factored(side) } else { None }) {
            self.parts -= 1;
            for way in self.ways(fraction) {
                for sum in self.sums(fraction, (&over, &under), way, depth, most) {
                    is_any = true;
                    let expr = match self.write_sum(&sum, depth, most) {
                        Ok(expr) => expr,
                        Err(Missed::TooDear) => continue,
                        Err(Missed::Unwritten) => return Err(Missed::Unwritten),
                    };
                    most = found(self.cost(expr), Shaped { sum, expr });
                }
            }
        }
        if !is_any {
            let (sum, expr) = self.term_by_term(fraction)?;
            let cost = self.cost(expr);
            if !is_too_dear(cost, most) {
                found(cost, Shaped { sum, expr });
            }
        }
        Ok(())
    }

    /// The fraction as a sum of monomials over a sum of monomials, without further thought.
    fn term_by_term(&mut self, fraction: &Fraction) -> Result<(Vec<Term>, ExprId), Missed> {
        let mut sums = Vec::with_capacity(2);
        for poly in [fraction.numerator(), fraction.denominator()] {
            let term = |(monomial, value): &(_, Number)| Term::new(value.clone()).times_monomial(monomial);
            let terms: Vec<Term> = poly.terms().iter().map(term).collect();
            sums.push(self.write_sum(&terms, 0, ANY)?);
        }
        let (over, under) = (sums[0], sums[1]);
        let whole = Term::new(Number::ONE).times(fraction.clone(), 1);
        if under == Store::ONE {
            return Ok((vec![whole], over));
        }
        let quotient = match self.store.node(over) {
            Node::Neg(over) => {
                let size = self.store.div(over, under);
                self.store.neg(size)
            }
            // Any other sum has its sign inside.
            _ => self.store.div(over, under),
        };
        Ok((vec![whole], quotient))
    }
}
