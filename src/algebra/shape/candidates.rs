//! The ways in which a fraction may be written as a sum of products.

use std::rc::Rc;

use super::least::left_of;
use super::term::Term;
use super::{ANY, Shaped, Writer, cost, is_too_dear};
use crate::algebra::factor::Factored;
use crate::algebra::{Fraction, Monomial, Poly, Var};
use crate::expr::Number;

/// More terms than this are not each put over the denominator, nor collected by a variable.
const MANY_TERMS: usize = 40;
/// How much less than by itself a part may cost in a sum: the 1 above a fraction bar, a sign, and an exponent in common go away.
const MERGED: u64 = cost::ONE + cost::OPERATION + cost::POWER_OF;

/// A way to write a fraction as a sum of products.
#[derive(Debug, Clone, Copy)]
pub(super) enum Way {
    /// One product.
    Product,
    ByTerms,
    ContentApart,
    Collected(Var),
    Divided(Var),
}

impl Writer<'_> {
    /// The ways to write a fraction that is not constant.
    pub(super) fn ways(&self, fraction: &Fraction) -> Vec<Way> {
        let (over, under) = (fraction.numerator(), fraction.denominator());
        let mut ways = vec![Way::Product];
        if over.terms().len() > 1 {
            ways.extend([Way::ByTerms, Way::ContentApart]);
            ways.extend(over.vars().into_iter().map(Way::Collected));
        }
        let divides = |var: &Var| over.degree(*var) >= under.degree(*var);
        ways.extend(under.vars().into_iter().filter(divides).map(Way::Divided));
        ways
    }

    /// What a fraction is in one of the ways, each time as a sum of products equal to it, if that may cost less than `most`.
    ///
    /// Every base in a product is smaller than the fraction, so shaping it in turn comes to an end.
    pub(super) fn sums(
        &mut self,
        fraction: &Fraction,
        (numerator, denominator): (&Factored, &Factored),
        way: Way,
        depth: u32,
        most: u64,
    ) -> Vec<Vec<Term>> {
        let sum = match way {
            Way::Product => self.products(numerator, denominator),
            Way::ByTerms => self.by_terms(fraction, denominator),
            Way::ContentApart => return self.content_apart(fraction),
            Way::Collected(var) => self.collected(fraction, var, depth, most),
            Way::Divided(var) => self.divided(fraction, var, depth, most),
        };
        sum.into_iter().collect()
    }

    /// The product of the factors, with pairs of them merged whose product has only two terms.
    fn products(&mut self, numerator: &Factored, denominator: &Factored) -> Option<Vec<Term>> {
        let coefficient = numerator.content.div(&denominator.content)?;
        let over = numerator.factors.iter().map(|(base, exponent)| (base.clone(), i64::from(*exponent)));
        let under = denominator.factors.iter().map(|(base, exponent)| (base.clone(), -i64::from(*exponent)));
        let factors: Vec<(Poly, i64)> = over.chain(under).collect();
        let factors = self.merged(factors);
        if matches!(factors.as_slice(), [(_, 1)]) && coefficient.abs().is_one() {
            return None; // the fraction itself
        }
        let product = |term: Term, (base, exponent)| term.times(Fraction::from(base), exponent);
        Some(vec![factors.into_iter().fold(Term::new(coefficient), product)])
    }

    /// Differences of squares and the like put together again: `1 - g^2`.
    fn merged(&mut self, mut factors: Vec<(Poly, i64)>) -> Vec<(Poly, i64)> {
        let mut at = 0;
        while at < factors.len() {
            let mut other = at + 1;
            while other < factors.len() {
                let (left, right) = (&factors[at], &factors[other]);
                let sums = left.0.terms().len() > 1 && right.0.terms().len() > 1;
                if sums
                    && left.1 == right.1
                    && let Ok(product) = left.0.mul(&right.0, &mut self.budget)
                    && product.terms().len() == 2
                {
                    factors[at].0 = product;
                    factors.remove(other);
                    other = at + 1;
                } else {
                    other += 1;
                }
            }
            at += 1;
        }
        factors
    }

    /// Each term of the numerator over the denominator.
    fn by_terms(&mut self, fraction: &Fraction, denominator: &Factored) -> Option<Vec<Term>> {
        let terms = fraction.numerator().terms();
        if terms.len() < 2 || terms.len() > MANY_TERMS {
            return None;
        }
        let over = |(monomial, value): &(Monomial, Number)| {
            let term = Term::new(value.div(&denominator.content)?).times_monomial(monomial);
            let under = |term: Term, (base, exponent): &(Poly, u32)| {
                term.times(Fraction::from(base.clone()), -i64::from(*exponent))
            };
            Some(denominator.factors.iter().fold(term, under))
        };
        terms.iter().map(over).collect()
    }

    /// The numerator's common number, its common monomial, or both, times the rest over the denominator.
    fn content_apart(&mut self, fraction: &Fraction) -> Vec<Vec<Term>> {
        let (content, primitive) = fraction.numerator().primitive();
        let monomial = primitive.monomial_content();
        let mut found = Vec::new();
        for (content, monomial) in [(&content, &monomial), (&content, &Monomial::ONE), (&Number::ONE, &monomial)] {
            let trivial = monomial.is_one() && content.abs().is_one();
            let (false, Some(recip)) = (trivial, content.recip()) else { continue };
            let Some(rest) = fraction.numerator().scale(&recip).div_monomial(monomial) else { continue };
            let rest = Fraction::from_coprime(&rest, fraction.denominator()); // a divisor of what is coprime
            if rest.numerator().terms().len() > 1 {
                found.push(vec![Term::new(content.clone()).times_monomial(monomial).times(rest, 1)]);
            }
        }
        found
    }

    /// A polynomial in one variable, with coefficients in their own best shapes.
    fn collected(&mut self, fraction: &Fraction, var: Var, depth: u32, most: u64) -> Option<Vec<Term>> {
        let coefficients = fraction.numerator().coefficients(var);
        let sums = coefficients.iter().any(|(_, coefficient)| coefficient.terms().len() > 1);
        let large = fraction.numerator().terms().len() > MANY_TERMS;
        if coefficients.len() < 2 || !sums || large || fraction.denominator().contains(var) {
            return None;
        }
        let mut parts = Vec::with_capacity(coefficients.len());
        for (exponent, coefficient) in coefficients {
            let part = Fraction::new(&coefficient, fraction.denominator(), &mut self.budget).ok()?;
            parts.push((Term::new(Number::ONE).times_monomial(&Monomial::power(var, exponent)), part));
        }
        let powers: Vec<Term> = parts.iter().map(|part| part.0.clone()).collect();
        let parts: Vec<Fraction> = parts.into_iter().map(|part| part.1).collect();
        let shaped = self.best_shapes(&parts, &powers, depth, most)?;
        let mut sum = Vec::new();
        for ((power, part), shaped) in powers.into_iter().zip(parts).zip(shaped) {
            match shaped.sum.as_slice() {
                [term] => sum.push(power.times_term(term)),
                terms if power.factors.is_empty() => sum.extend_from_slice(terms),
                _ => sum.push(power.times(part, 1)), // a sum, as a factor
            }
        }
        Some(sum)
    }

    /// Quotient plus remainder by division in one variable.
    fn divided(&mut self, fraction: &Fraction, var: Var, depth: u32, most: u64) -> Option<Vec<Term>> {
        let (quotient, remainder) = self.divide(fraction.numerator(), fraction.denominator(), var)?;
        // a common divisor of the remainder would be one of the numerator
        let rest = Fraction::from_coprime(&remainder, fraction.denominator());
        let shaped = self.best_shapes(&[Fraction::from(quotient), rest], &[], depth, most)?;
        Some(shaped.iter().flat_map(|shaped| shaped.sum.iter().cloned()).collect())
    }

    /// The best shapes of parts that are added, each times a power if there are such.
    fn best_shapes(&mut self, parts: &[Fraction], powers: &[Term], depth: u32, most: u64) -> Option<Vec<Rc<Shaped>>> {
        let leasts: Vec<u64> = match most {
            ANY => vec![0; parts.len()],
            _ => parts.iter().map(|part| self.least(part).saturating_sub(MERGED)).collect(),
        };
        let powers = powers.iter().filter(|power| !power.factors.is_empty());
        let powers: u64 = powers.map(|power| self.least_of(power).whole.saturating_sub(cost::POWER_OF)).sum();
        let mut least = leasts.iter().copied().fold(powers, u64::saturating_add);
        let mut shaped = Vec::with_capacity(parts.len());
        for (part, own) in parts.iter().zip(leasts) {
            if is_too_dear(least, most) {
                return None;
            }
            let left = left_of(most, least - own).saturating_add(MERGED);
            let shape = self.shape(part, depth.saturating_sub(1), left).ok()?;
            if most != ANY {
                least = (least - own).saturating_add(self.cost(shape.expr).saturating_sub(MERGED));
            }
            shaped.push(shape);
        }
        Some(shaped)
    }

    /// `n = q*d + r` with the degree of `r` in the variable less than that of `d`; `None` if `q` would be 0 or is
    /// not a polynomial.
    fn divide(&mut self, numerator: &Poly, denominator: &Poly, var: Var) -> Option<(Poly, Poly)> {
        let budget = &mut self.budget;
        let degree = denominator.degree(var);
        let lead = denominator.coefficient(var, degree);
        let (mut quotient, mut remainder) = (Poly::zero(), numerator.clone());
        while !remainder.is_zero() && remainder.degree(var) >= degree {
            let top = remainder.degree(var);
            let factor = remainder.coefficient(var, top).div_exact(&lead, budget).ok()??;
            let factor = factor.mul_monomial(&Monomial::power(var, top - degree)).ok()?;
            remainder = remainder.sub(&factor.mul(denominator, budget).ok()?);
            quotient = quotient.add(&factor);
        }
        (!quotient.is_zero() && !remainder.is_zero()).then_some((quotient, remainder))
    }
}
