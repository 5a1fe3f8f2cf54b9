//! The ways in which a fraction may be written as a sum of products.

use super::Writer;
use super::term::Term;
use crate::algebra::factor::Factored;
use crate::algebra::{Fraction, Monomial, Poly, Var};
use crate::expr::Number;

/// More terms than this are not each put over the denominator, nor collected by a variable.
const MANY_TERMS: usize = 40;

impl Writer<'_> {
    /// The ways to write a fraction that is not constant; each is a sum of products equal to it.
    ///
    /// Every base in a product is smaller than the fraction, so shaping it in turn comes to an end.
    pub(super) fn candidates(&mut self, fraction: &Fraction, depth: u32) -> Vec<Vec<Term>> {
        let mut found = Vec::new();
        let numerator = self.factored(fraction.numerator());
        let denominator = self.factored(fraction.denominator());
        let Some((numerator, denominator)) = numerator.zip(denominator) else { return found };
        found.extend(self.products(&numerator, &denominator));
        found.extend(self.by_terms(fraction, &denominator));
        found.extend(self.content_apart(fraction));
        for var in fraction.numerator().vars() {
            found.extend(self.collected(fraction, var, depth));
        }
        for var in fraction.denominator().vars() {
            found.extend(self.divided(fraction, var, depth));
        }
        found
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
            let Ok(rest) = Fraction::new(&rest, fraction.denominator(), &mut self.budget) else { continue };
            if rest.numerator().terms().len() > 1 {
                found.push(vec![Term::new(content.clone()).times_monomial(monomial).times(rest, 1)]);
            }
        }
        found
    }

    /// A polynomial in one variable, with coefficients in their own best shapes.
    fn collected(&mut self, fraction: &Fraction, var: Var, depth: u32) -> Option<Vec<Term>> {
        let coefficients = fraction.numerator().coefficients(var);
        let sums = coefficients.iter().any(|(_, coefficient)| coefficient.terms().len() > 1);
        let large = fraction.numerator().terms().len() > MANY_TERMS;
        if coefficients.len() < 2 || !sums || large || fraction.denominator().contains(var) {
            return None;
        }
        let mut sum = Vec::new();
        for (exponent, coefficient) in coefficients {
            let part = Fraction::new(&coefficient, fraction.denominator(), &mut self.budget).ok()?;
            let shaped = self.shape(&part, depth.saturating_sub(1))?;
            let power = Term::new(Number::ONE).times_monomial(&Monomial::power(var, exponent));
            match shaped.sum.as_slice() {
                [term] => sum.push(power.times_term(term)),
                terms if exponent == 0 => sum.extend_from_slice(terms),
                _ => sum.push(power.times(part, 1)), // a sum, as a factor
            }
        }
        Some(sum)
    }

    /// Quotient plus remainder by division in one variable.
    fn divided(&mut self, fraction: &Fraction, var: Var, depth: u32) -> Option<Vec<Term>> {
        let (quotient, remainder) = self.divide(fraction.numerator(), fraction.denominator(), var)?;
        let rest = Fraction::new(&remainder, fraction.denominator(), &mut self.budget).ok()?;
        let whole = self.shape(&Fraction::from(quotient), depth.saturating_sub(1))?;
        let rest = self.shape(&rest, depth.saturating_sub(1))?;
        Some([whole.sum.as_slice(), &rest.sum].concat())
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
