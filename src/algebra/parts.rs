//! Polynomials taken apart: degrees, coefficients by one variable, contents, and what is made from them.

use std::collections::BTreeMap;

use super::poly::Terms;
use super::{Budget, Monomial, OutOfBudget, Poly, Var};
use crate::expr::Number;

impl Poly {
    /// The variables that occur, in rising order.
    pub fn vars(&self) -> Vec<Var> {
        self.product_of_vars().factors().map(|factor| factor.0).collect()
    }

    /// A monomial in the variables that occur.
    pub(super) fn product_of_vars(&self) -> Monomial {
        self.terms().iter().fold(Monomial::ONE, |all, term| all.with_vars_of(&term.0))
    }

    /// A polynomial in one variable with another in its place.
    pub fn renamed(&self, to: Var) -> Poly {
        let term = |(monomial, value): &(Monomial, Number)| {
            let exponent = monomial.factors().next().map_or(0, |factor| factor.1);
            (Monomial::power(to, exponent), value.clone())
        };
        Poly::from_ordered(self.terms().iter().map(term).collect())
    }

    /// Whether a variable occurs.
    pub fn contains(&self, var: Var) -> bool {
        self.terms().iter().any(|term| term.0.degree(var) > 0)
    }

    /// The greatest exponent of a variable; 0 for the polynomial 0.
    pub fn degree(&self, var: Var) -> u32 {
        self.terms().iter().map(|term| term.0.degree(var)).max().unwrap_or(0)
    }

    /// The greatest sum of exponents in a term; 0 for the polynomial 0.
    pub fn total_degree(&self) -> u64 {
        self.terms().iter().map(|term| term.0.total_degree()).max().unwrap_or(0)
    }

    /// The coefficient of the greatest monomial; 0 for the polynomial 0.
    pub fn leading_coefficient(&self) -> Number {
        self.terms().first().map_or(Number::ZERO, |term| term.1.clone())
    }

    /// The polynomial as one in `var` alone: exponents, the greatest first, with coefficients other than 0 in the
    /// other variables.
    pub fn coefficients(&self, var: Var) -> Vec<(u32, Poly)> {
        let mut groups: BTreeMap<u32, Terms> = BTreeMap::new();
        for (monomial, value) in self.terms() {
            groups.entry(monomial.degree(var)).or_default().push((monomial.without(var), value.clone()));
        }
        groups.into_iter().rev().map(|(exponent, terms)| (exponent, Poly::from_ordered(terms))).collect()
    }

    /// The coefficient of `var^exponent`.
    pub fn coefficient(&self, var: Var, exponent: u32) -> Poly {
        let terms = self.terms().iter().filter(|term| term.0.degree(var) == exponent);
        Poly::from_ordered(terms.map(|(monomial, value)| (monomial.without(var), value.clone())).collect())
    }

    /// The sum of `coefficient*var^exponent`; the opposite of [`Poly::coefficients`].
    pub fn from_coefficients(var: Var, coefficients: &[(u32, Poly)]) -> Result<Poly, OutOfBudget> {
        let mut terms = Vec::new();
        for (exponent, coefficient) in coefficients {
            let power = Monomial::power(var, *exponent);
            for (monomial, value) in coefficient.terms() {
                terms.push((monomial.mul(&power).ok_or(OutOfBudget)?, value.clone()));
            }
        }
        Ok(Poly::from_terms(terms))
    }

    /// The product with a monomial.
    pub fn mul_monomial(&self, factor: &Monomial) -> Result<Poly, OutOfBudget> {
        let product = |(monomial, value): &(Monomial, Number)| Some((monomial.mul(factor)?, value.clone()));
        self.terms().iter().map(product).collect::<Option<Terms>>().map(Poly::from_ordered).ok_or(OutOfBudget)
    }

    /// The quotient by a monomial, or `None` if it does not divide every term.
    pub fn div_monomial(&self, divisor: &Monomial) -> Option<Poly> {
        let quotient = |(monomial, value): &(Monomial, Number)| Some((monomial.div(divisor)?, value.clone()));
        self.terms().iter().map(quotient).collect::<Option<Terms>>().map(Poly::from_ordered)
    }

    /// The polynomial with another in place of a variable (Horner's scheme).
    pub fn substitute(&self, var: Var, by: &Poly, budget: &mut Budget) -> Result<Poly, OutOfBudget> {
        let mut result = Poly::zero();
        let mut above = 0;
        for (exponent, coefficient) in self.coefficients(var) {
            result = result.mul(&by.pow(above - exponent.min(above), budget)?, budget)?.add(&coefficient);
            above = exponent;
        }
        result.mul(&by.pow(above, budget)?, budget)
    }

    /// The partial derivative by a variable.
    pub fn derivative(&self, var: Var) -> Poly {
        let one = Monomial::power(var, 1);
        let derivative = |(monomial, value): &(Monomial, Number)| {
            Some((monomial.div(&one)?, value.mul(&Number::from(i64::from(monomial.degree(var))))))
        };
        Poly::from_ordered(self.terms().iter().filter_map(derivative).collect())
    }

    /// The value where each variable has the value that `at` gives; `None` if a power grows beyond its budget.
    pub fn evaluate(&self, at: &dyn Fn(Var) -> Number) -> Option<Number> {
        let mut sum = Number::ZERO;
        for (monomial, value) in self.terms() {
            let mut product = value.clone();
            for (var, exponent) in monomial.factors() {
                product = product.mul(&at(var).pow(i64::from(exponent))?);
            }
            sum = sum.add(&product);
        }
        Some(sum)
    }

    /// The greatest positive number that leaves integer coefficients when divided by; 0 for the polynomial 0.
    pub fn content(&self) -> Number {
        self.terms().iter().fold(Number::ZERO, |content, term| content.gcd(&term.1))
    }

    /// The polynomial as a number times one with coprime integer coefficients, the leading one positive.
    /// The polynomial 0 is 0 times 0.
    pub fn primitive(&self) -> (Number, Poly) {
        let content = self.content();
        let content = if self.leading_coefficient().is_negative() { content.neg() } else { content };
        match content.recip() {
            Some(recip) if content.is_one() => (recip, self.clone()),
            Some(recip) => (content, self.scale(&recip)),
            None => (content, Poly::zero()),
        }
    }

    /// The greatest monomial that divides every term; 1 for the polynomial 0.
    pub fn monomial_content(&self) -> Monomial {
        let mut monomials = self.terms().iter().map(|term| &term.0);
        let Some(first) = monomials.next() else { return Monomial::ONE };
        monomials.fold(first.clone(), |content, monomial| content.gcd(monomial))
    }
}
