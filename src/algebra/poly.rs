//! Polynomials in several variables with rational coefficients, and the arithmetic that a checker trusts.

use std::cmp::Ordering;

use smallvec::{SmallVec, smallvec};

use super::{Budget, Monomial, OutOfBudget, Var};
use crate::expr::Number;

/// So many listed variables of a monomial cost about as much as one multiplication of small coefficients.
const LISTED: u64 = 16;

/// A polynomial: its terms from the greatest monomial down, each monomial once, no coefficient 0.
///
/// Two polynomials are equal if and only if they are the same value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Poly {
    terms: Terms,
}

/// One or two terms, which most denominators and coefficients have, own no memory.
pub(super) type Terms = SmallVec<[(Monomial, Number); 2]>;

impl Poly {
    /// The polynomial 0.
    pub fn zero() -> Poly {
        Poly::default()
    }

    /// The polynomial 1.
    pub fn one() -> Poly {
        Poly::constant(Number::ONE)
    }

    /// A constant.
    pub fn constant(value: Number) -> Poly {
        Poly::term(Monomial::ONE, value)
    }

    /// A variable.
    pub fn variable(var: Var) -> Poly {
        Poly::term(Monomial::power(var, 1), Number::ONE)
    }

    /// A coefficient times a monomial.
    pub fn term(monomial: Monomial, coefficient: Number) -> Poly {
        if coefficient.is_zero() { Poly::zero() } else { Poly { terms: smallvec![(monomial, coefficient)] } }
    }

    /// The sum of any terms, in any order.
    pub fn from_terms(mut terms: Vec<(Monomial, Number)>) -> Poly {
        terms.sort_by(|a, b| b.0.cmp(&a.0));
        terms.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 = kept.1.add(&next.1);
            }
            same
        });
        terms.retain(|term| !term.1.is_zero());
        Poly { terms: if terms.len() > 1 { terms.into() } else { terms.into_iter().collect() } }
    }

    /// The sum of terms that are in order, the greatest monomial first and each once, with no coefficient 0.
    pub(super) fn from_ordered(terms: Terms) -> Poly {
        debug_assert!(terms.is_sorted_by(|a, b| a.0 > b.0) && terms.iter().all(|term| !term.1.is_zero()));
        Poly { terms }
    }

    /// The terms, greatest monomial first.
    pub fn terms(&self) -> &[(Monomial, Number)] {
        &self.terms
    }

    /// Whether this is the polynomial 0.
    pub fn is_zero(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether this is the polynomial 1.
    pub fn is_one(&self) -> bool {
        self.as_constant().is_some_and(|value| value.is_one())
    }

    /// The value, if no variable occurs.
    pub fn as_constant(&self) -> Option<Number> {
        match self.terms.as_slice() {
            [] => Some(Number::ZERO),
            [(monomial, value)] if monomial.is_one() => Some(value.clone()),
            [_, ..] => None,
        }
    }

    /// `-self`
    pub fn neg(&self) -> Poly {
        Poly { terms: self.terms.iter().map(|(monomial, value)| (monomial.clone(), value.neg())).collect() }
    }

    /// `self + other`
    pub fn add(&self, other: &Poly) -> Poly {
        self.merged(other, Number::clone)
    }

    /// `self - other`
    pub fn sub(&self, other: &Poly) -> Poly {
        self.merged(other, Number::neg)
    }

    /// The sum with the other polynomial, each coefficient of which is changed first, and not to 0.
    fn merged(&self, other: &Poly, change: fn(&Number) -> Number) -> Poly {
        let mut sum = Terms::with_capacity(self.terms.len() + other.terms.len());
        let (mut left, mut right) = (self.terms.iter().peekable(), other.terms.iter().peekable());
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            match a.0.cmp(&b.0) {
                Ordering::Greater => sum.extend(left.next().cloned()),
                Ordering::Less => sum.extend(right.next().map(|term| (term.0.clone(), change(&term.1)))),
                Ordering::Equal => {
                    let value = a.1.add(&change(&b.1));
                    if !value.is_zero() {
                        sum.push((a.0.clone(), value));
                    }
                    left.next();
                    right.next();
                }
            }
        }
        sum.extend(left.cloned());
        sum.extend(right.map(|term| (term.0.clone(), change(&term.1))));
        Poly { terms: sum }
    }

    /// The product with a number.
    pub fn scale(&self, factor: &Number) -> Poly {
        if factor.is_zero() {
            return Poly::zero();
        }
        Poly { terms: self.terms.iter().map(|(monomial, value)| (monomial.clone(), value.mul(factor))).collect() }
    }

    /// `self*other`
    pub fn mul(&self, other: &Poly, budget: &mut Budget) -> Result<Poly, OutOfBudget> {
        let products = self.terms.len() as u64 * other.terms.len() as u64;
        let words = self.words() + other.words();
        let listed = (self.listed() + other.listed()) / LISTED;
        budget.charge(products.saturating_mul(1 + listed + words.saturating_mul(words + 8)))?;
        if let ([(left, a)], [(right, b)]) = (self.terms.as_slice(), other.terms.as_slice()) {
            budget.allow_terms(1)?;
            return Ok(Poly { terms: smallvec![(left.mul(right).ok_or(OutOfBudget)?, a.mul(b))] });
        }
        let mut terms = Vec::with_capacity(products as usize);
        for (left, a) in &self.terms {
            for (right, b) in &other.terms {
                terms.push((left.mul(right).ok_or(OutOfBudget)?, a.mul(b)));
            }
        }
        // the order of monomials agrees with multiplication
        let single = self.terms.len() == 1 || other.terms.len() == 1;
        let product = if single { Poly { terms: terms.into() } } else { Poly::from_terms(terms) };
        budget.allow_terms(product.terms.len())?;
        Ok(product)
    }

    /// `self^exponent`; the zeroth power is 1.
    pub fn pow(&self, exponent: u32, budget: &mut Budget) -> Result<Poly, OutOfBudget> {
        let (mut result, mut square, mut left) = (Poly::one(), self.clone(), exponent);
        while left > 0 {
            if left % 2 == 1 {
                result = result.mul(&square, budget)?;
            }
            left /= 2;
            if left > 0 {
                square = square.mul(&square, budget)?;
            }
        }
        Ok(result)
    }

    /// About what it costs to read every term and reduce its coefficient once.
    pub(crate) fn size(&self) -> u64 {
        self.terms.iter().map(|term| cost_of(&term.1)).fold(0, u64::saturating_add)
    }

    /// How many variables the longest monomial lists.
    fn listed(&self) -> u64 {
        self.terms.iter().map(|term| term.0.listed() as u64).max().unwrap_or(0)
    }

    /// The size of the largest coefficient, in units of 128 bits: 0 for every small number.
    fn words(&self) -> u64 {
        self.terms.iter().map(|term| term.1.bits() / 128).max().unwrap_or(0)
    }
}

/// About what it costs to reduce a number once: 1 if it is small, else the square of its length and something more.
pub(crate) fn cost_of(value: &Number) -> u64 {
    let words = value.bits() / 128;
    1 + words.saturating_mul(words + 8)
}
