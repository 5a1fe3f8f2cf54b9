//! Quotients of polynomials in lowest terms: the field of rational functions.

use super::{Budget, Monomial, OutOfBudget, Poly, Refused, Var};
use crate::expr::Number;

/// A rational function in lowest terms.
///
/// Numerator and denominator are coprime, and the denominator has coprime integer coefficients with a positive
/// leading one, so two fractions are equal if and only if they are the same value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fraction {
    numerator: Poly,
    denominator: Poly,
}

impl Fraction {
    /// The fraction 0.
    pub fn zero() -> Fraction {
        Fraction::from(Poly::zero())
    }

    /// The fraction 1.
    pub fn one() -> Fraction {
        Fraction::from(Poly::one())
    }

    /// A constant.
    pub fn constant(value: Number) -> Fraction {
        Fraction::from(Poly::constant(value))
    }

    /// A variable.
    pub fn variable(var: Var) -> Fraction {
        Fraction::from(Poly::variable(var))
    }

    /// `numerator/denominator`, reduced; refuses the denominator 0.
    pub fn new(numerator: &Poly, denominator: &Poly, budget: &mut Budget) -> Result<Fraction, Refused> {
        if denominator.is_zero() {
            return Err(Refused::ZeroDenominator);
        }
        let (numerator, denominator) = cancel(numerator, denominator, budget)?;
        Ok(Fraction::from_coprime(&numerator, &denominator))
    }

    /// The fraction with coprime numerator and denominator, the latter not 0.
    pub(super) fn from_coprime(numerator: &Poly, denominator: &Poly) -> Fraction {
        if numerator.is_zero() {
            return Fraction { numerator: Poly::zero(), denominator: Poly::one() };
        }
        let (content, denominator) = denominator.primitive();
        let recip = content.recip().expect("a denominator is not 0");
        let numerator = if recip.is_one() { numerator.clone() } else { numerator.scale(&recip) };
        Fraction { numerator, denominator }
    }

    /// The numerator in lowest terms, with the number that belongs to the whole.
    pub fn numerator(&self) -> &Poly {
        &self.numerator
    }

    /// The denominator in lowest terms.
    pub fn denominator(&self) -> &Poly {
        &self.denominator
    }

    /// Whether this is the fraction 0.
    pub fn is_zero(&self) -> bool {
        self.numerator.is_zero()
    }

    /// Whether this is the fraction 1.
    pub fn is_one(&self) -> bool {
        self.numerator.is_one() && self.denominator.is_one()
    }

    /// The value, if no variable occurs.
    pub fn as_constant(&self) -> Option<Number> {
        if self.denominator.is_one() { self.numerator.as_constant() } else { None }
    }

    /// Whether a variable occurs.
    pub fn contains(&self, var: Var) -> bool {
        self.numerator.contains(var) || self.denominator.contains(var)
    }

    /// The variables that occur, in rising order.
    pub fn vars(&self) -> Vec<Var> {
        self.product_of_vars().factors().map(|factor| factor.0).collect()
    }

    /// A monomial in the variables that occur.
    pub(super) fn product_of_vars(&self) -> Monomial {
        self.numerator.product_of_vars().with_vars_of(&self.denominator.product_of_vars())
    }

    /// A fraction in one variable with another in its place.
    pub fn renamed(&self, to: Var) -> Fraction {
        debug_assert!(self.vars().len() <= 1);
        Fraction { numerator: self.numerator.renamed(to), denominator: self.denominator.renamed(to) }
    }

    /// `-self`
    pub fn neg(&self) -> Fraction {
        Fraction { numerator: self.numerator.neg(), denominator: self.denominator.clone() }
    }

    /// The product with a number.
    pub fn scale(&self, factor: &Number) -> Fraction {
        Fraction::from_coprime(&self.numerator.scale(factor), &self.denominator)
    }

    /// `self + other` (Henrici: only a common divisor of the denominators can cancel).
    pub fn add(&self, other: &Fraction, budget: &mut Budget) -> Result<Fraction, OutOfBudget> {
        if self.denominator.is_one() && other.denominator.is_one() {
            let sum = self.numerator.add(&other.numerator);
            budget.charge(sum.size())?;
            return Ok(Fraction::from(sum));
        }
        let common = if self.denominator == other.denominator {
            self.denominator.clone()
        } else if self.denominator.is_one() || other.denominator.is_one() {
            Poly::one()
        } else {
            self.denominator.gcd(&other.denominator, budget)?
        };
        let (left, right) = (exact(&self.denominator, &common, budget)?, exact(&other.denominator, &common, budget)?);
        let sum = self.numerator.mul(&right, budget)?.add(&other.numerator.mul(&left, budget)?);
        budget.charge(sum.size())?;
        let (numerator, common) = cancel(&sum, &common, budget)?;
        let denominator = left.mul(&right, budget)?.mul(&common, budget)?;
        Ok(Fraction::from_coprime(&numerator, &denominator))
    }

    /// `self - other`
    pub fn sub(&self, other: &Fraction, budget: &mut Budget) -> Result<Fraction, OutOfBudget> {
        self.add(&other.neg(), budget)
    }

    /// `self*other`, cancelled crosswise before it is multiplied.
    pub fn mul(&self, other: &Fraction, budget: &mut Budget) -> Result<Fraction, OutOfBudget> {
        if self.denominator.is_one() && other.denominator.is_one() {
            return Ok(Fraction::from(self.numerator.mul(&other.numerator, budget)?));
        }
        let (left, right_below) = cancel(&self.numerator, &other.denominator, budget)?;
        let (right, left_below) = cancel(&other.numerator, &self.denominator, budget)?;
        let denominator = left_below.mul(&right_below, budget)?;
        Ok(Fraction::from_coprime(&left.mul(&right, budget)?, &denominator))
    }

    /// `1/self`; refuses 0.
    pub fn recip(&self) -> Result<Fraction, Refused> {
        if self.is_zero() {
            return Err(Refused::ZeroDenominator);
        }
        Ok(Fraction::from_coprime(&self.denominator, &self.numerator))
    }

    /// `self/other`; refuses to divide by 0.
    pub fn div(&self, other: &Fraction, budget: &mut Budget) -> Result<Fraction, Refused> {
        Ok(self.mul(&other.recip()?, budget)?)
    }

    /// `self` to an integer power; the zeroth power is 1, and a negative power of 0 is refused.
    pub fn pow(&self, exponent: i64, budget: &mut Budget) -> Result<Fraction, Refused> {
        let base = if exponent < 0 { self.recip()? } else { self.clone() };
        let exponent = u32::try_from(exponent.unsigned_abs()).map_err(|_| Refused::OutOfBudget)?;
        // Powers of coprime polynomials are coprime.
        let (numerator, denominator) = (base.numerator.pow(exponent, budget)?, base.denominator.pow(exponent, budget)?);
        Ok(Fraction::from_coprime(&numerator, &denominator))
    }

    /// The fraction with another in place of a variable; refuses where the denominator becomes 0.
    pub fn substitute(&self, var: Var, by: &Fraction, budget: &mut Budget) -> Result<Fraction, Refused> {
        if !self.contains(var) {
            return Ok(self.clone());
        }
        let (above, top) = homogeneous(&self.numerator, var, by, budget)?;
        let (below, bottom) = homogeneous(&self.denominator, var, by, budget)?;
        // above/q^top divided by below/q^bottom, where q is the denominator that is put in.
        let (above, below) = if top >= bottom {
            (above, below.mul(&by.denominator.pow(top - bottom, budget)?, budget)?)
        } else {
            (above.mul(&by.denominator.pow(bottom - top, budget)?, budget)?, below)
        };
        // a function of one new variable keeps coprime polynomials coprime: it takes every point but finitely many times
        match by.vars().as_slice() {
            &[new] if (new == var || !self.contains(new)) && !below.is_zero() => {
                Ok(Fraction::from_coprime(&above, &below))
            }
            _ => Fraction::new(&above, &below, budget),
        }
    }

    /// The partial derivative by a variable, `(n'd - nd')/d^2`.
    pub fn derivative(&self, var: Var, budget: &mut Budget) -> Result<Fraction, Refused> {
        let left = self.numerator.derivative(var).mul(&self.denominator, budget)?;
        let right = self.numerator.mul(&self.denominator.derivative(var), budget)?;
        Fraction::new(&left.sub(&right), &self.denominator.pow(2, budget)?, budget)
    }

    /// The value at a point; `None` where the denominator is 0 or a power grows beyond its budget.
    pub fn evaluate(&self, at: &dyn Fn(Var) -> Number) -> Option<Number> {
        self.numerator.evaluate(at)?.div(&self.denominator.evaluate(at)?)
    }
}

impl From<Poly> for Fraction {
    fn from(numerator: Poly) -> Fraction {
        Fraction { numerator, denominator: Poly::one() }
    }
}

/// Both polynomials divided by their greatest common divisor.
fn cancel(a: &Poly, b: &Poly, budget: &mut Budget) -> Result<(Poly, Poly), OutOfBudget> {
    if a.as_constant().is_some_and(|value| !value.is_zero()) || b.as_constant().is_some() {
        return Ok((a.clone(), b.clone()));
    }
    let common = a.gcd(b, budget)?;
    Ok((exact(a, &common, budget)?, exact(b, &common, budget)?))
}

/// The quotient by a divisor.
fn exact(dividend: &Poly, divisor: &Poly, budget: &mut Budget) -> Result<Poly, OutOfBudget> {
    if divisor.is_one() {
        return Ok(dividend.clone());
    }
    Ok(dividend.div_exact(divisor, budget)?.expect("a common divisor divides"))
}

/// `poly` with `p/q` in place of a variable, times `q^degree`, and the degree.
fn homogeneous(poly: &Poly, var: Var, by: &Fraction, budget: &mut Budget) -> Result<(Poly, u32), OutOfBudget> {
    let degree = poly.degree(var);
    // by Horner's rule, from the highest coefficient down
    let (mut sum, mut below, mut last) = (Poly::zero(), Poly::one(), degree);
    for (exponent, coefficient) in poly.coefficients(var).into_iter().chain([(0, Poly::zero())]) {
        let step = last - exponent;
        if step > 0 {
            sum = sum.mul(&by.numerator.pow(step, budget)?, budget)?;
            below = below.mul(&by.denominator.pow(step, budget)?, budget)?;
        }
        sum = sum.add(&coefficient.mul(&below, budget)?);
        last = exponent;
    }
    Ok((sum, degree))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Number;

    /// Polynomials in two variables with small coefficients, one after the other.
    fn polys(seed: &mut u64, vars: [Var; 2], terms: u32) -> Poly {
        let mut sum = Poly::zero();
        for _ in 0..terms {
            *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let part = |shift: u32, most: u64| (*seed >> shift) % most;
            let monomial =
                Monomial::power(vars[0], part(33, 4) as u32).mul(&Monomial::power(vars[1], part(40, 3) as u32));
            let value = Number::from(part(48, 7) as i64 - 3);
            sum = sum.add(&Poly::term(monomial.expect("its degree is small"), value));
        }
        sum
    }

    #[test]
    fn what_is_put_for_a_variable_leaves_fractions_in_lowest_terms_with_their_values() {
        let mut seed = 7;
        let [x, y, n] = [0, 1, 2].map(Var);
        let (mut tested, mut values) = ([0, 0], 0);
        let rounds = if cfg!(miri) { 20 } else { 2_000 };
        for _ in 0..rounds {
            let budget = &mut Budget::default();
            let parts = [polys(&mut seed, [x, y], 3), polys(&mut seed, [x, y], 2)];
            let inner = [polys(&mut seed, [n, n], 2), polys(&mut seed, [n, n], 2)];
            let Ok(form) = Fraction::new(&parts[0], &parts[1], budget) else { continue };
            let Ok(by) = Fraction::new(&inner[0], &inner[1], budget) else { continue };
            let Ok(put) = form.substitute(x, &by, budget) else { continue };
            let reduced = Fraction::new(put.numerator(), put.denominator(), budget).expect("it has a denominator");
            assert_eq!(put, reduced, "{form:?} with {by:?}");
            let at = |var: Var| Number::from([0, 5, 3][var.0 as usize]);
            let inner = by.evaluate(&at);
            let there = |var: Var| if var == x { inner.clone().unwrap_or(Number::ZERO) } else { at(var) };
            if let (Some(_), Some(value)) = (&inner, form.evaluate(&there)) {
                assert_eq!(put.evaluate(&at), Some(value), "{form:?} with {by:?}");
                values += 1;
            }
            tested[usize::from(form.contains(x) && by.vars() == [n])] += 1;
        }
        assert!(tested[1] * 4 > rounds && values * 4 > rounds, "{tested:?}, {values} values");
    }
}
