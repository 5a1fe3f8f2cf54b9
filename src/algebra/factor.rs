//! Polynomials as products: contents, square-free parts, and the factors that are easy to find.
//!
//! This is not a complete factorisation over the rational numbers. It finds monomials, contents in each variable,
//! repeated factors (Yun's algorithm; Geddes, Czapor and Labahn, chapter 8), the two factors of what is quadratic in
//! a power of a variable with a discriminant that is a square, and rational roots in one variable.

use super::{Budget, Monomial, OutOfBudget, Poly, Var};
use crate::expr::Number;

/// A polynomial as a number times powers of different polynomials.
///
/// Each factor has coprime integer coefficients with a positive leading one and is not constant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factored {
    /// The number in front; 0 for the polynomial 0, which has no factors.
    pub content: Number,
    /// The factors with their exponents, variables first, then in a fixed order.
    pub factors: Vec<(Poly, u32)>,
}

impl Factored {
    /// The polynomial that was factored.
    pub fn product(&self, budget: &mut Budget) -> Result<Poly, OutOfBudget> {
        let mut product = Poly::constant(self.content.clone());
        for (factor, exponent) in &self.factors {
            product = product.mul(&factor.pow(*exponent, budget)?, budget)?;
        }
        Ok(product)
    }
}

/// The polynomial as a product, as far as its factors are easy to find; exactly equal to it.
pub fn factor(poly: &Poly, budget: &mut Budget) -> Result<Factored, OutOfBudget> {
    let (content, primitive) = poly.primitive();
    let mut found: Vec<(Poly, u32)> = Vec::new();
    let monomial = primitive.monomial_content();
    found.extend(monomial.factors().map(|(var, exponent)| (Poly::variable(var), exponent)));
    let rest = primitive.div_monomial(&monomial).expect("a content divides");
    // Products of primitive polynomials are primitive, so no numbers are left over on the way.
    let mut open = vec![(rest, 1)];
    while let Some((poly, exponent)) = open.pop() {
        if poly.as_constant().is_some() {
            continue;
        }
        match split(&poly, budget)? {
            Some(parts) => open.extend(parts.into_iter().map(|(part, power)| (part.primitive().1, power * exponent))),
            None => found.push((poly, exponent)),
        }
    }
    found.sort_by(|a, b| {
        (a.0.total_degree(), a.0.terms().len(), &b.0).cmp(&(b.0.total_degree(), b.0.terms().len(), &a.0))
    });
    let mut factors: Vec<(Poly, u32)> = Vec::with_capacity(found.len());
    for (poly, exponent) in found {
        match factors.last_mut() {
            Some(last) if last.0 == poly => last.1 += exponent,
            Some(_) | None => factors.push((poly, exponent)),
        }
    }
    Ok(Factored { content, factors })
}

/// A primitive polynomial as a product of smaller ones, but for a number, if one of the ways to split it works.
fn split(poly: &Poly, budget: &mut Budget) -> Result<Option<Vec<(Poly, u32)>>, OutOfBudget> {
    if has_term_alone(poly) {
        return Ok(None);
    }
    let vars = poly.vars();
    for &var in &vars {
        let content = poly.content_in(var, budget)?;
        if !content.is_one() {
            let rest = exact(poly, &content, budget)?;
            return Ok(Some(vec![(content, 1), (rest, 1)]));
        }
    }
    let Some(&main) = vars.iter().min_by_key(|&&var| poly.degree(var)) else { return Ok(None) };
    if poly.degree(main) == 1 {
        return Ok(None);
    }
    let parts = square_free(poly, main, budget)?;
    if !matches!(parts.as_slice(), [(_, 1)]) {
        return Ok(Some(parts));
    }
    for &var in &vars {
        if let Some(pair) = split_quadratic(poly, var, budget)? {
            return Ok(Some(pair));
        }
    }
    match vars.as_slice() {
        [var] => split_at_root(poly, *var, budget),
        _ => Ok(None),
    }
}

/// Whether a variable occurs in a single term and nothing else does in that: what is of the first degree in a variable, with a
/// number before it, is no product.
fn has_term_alone(poly: &Poly) -> bool {
    let alone = poly.terms().iter().filter(|(monomial, _)| monomial.total_degree() == 1);
    let mut vars = alone.filter_map(|(monomial, _)| monomial.factors().next());
    vars.any(|(var, _)| poly.terms().iter().filter(|(monomial, _)| monomial.degree(var) > 0).count() == 1)
}

/// Yun's algorithm for a polynomial whose coefficients by `main` are coprime: coprime square-free factors with
/// different exponents.
fn square_free(poly: &Poly, main: Var, budget: &mut Budget) -> Result<Vec<(Poly, u32)>, OutOfBudget> {
    let derivative = poly.derivative(main);
    let common = poly.gcd(&derivative, budget)?;
    let mut left = exact(poly, &common, budget)?;
    let mut rest = exact(&derivative, &common, budget)?;
    let mut factors = Vec::new();
    let mut exponent = 1;
    while left.as_constant().is_none() {
        let difference = rest.sub(&left.derivative(main));
        let part = left.gcd(&difference, budget)?;
        left = exact(&left, &part, budget)?;
        rest = exact(&difference, &part, budget)?;
        if part.as_constant().is_none() {
            factors.push((part, exponent));
        }
        exponent += 1;
    }
    Ok(factors)
}

/// The two factors of `a*w^2 + b*w + c`, where `w` is a power of the variable, if the discriminant is a square.
fn split_quadratic(poly: &Poly, var: Var, budget: &mut Budget) -> Result<Option<Vec<(Poly, u32)>>, OutOfBudget> {
    let coefficients = poly.coefficients(var);
    let zero = Poly::zero();
    let (degree, a, b, c) = match coefficients.as_slice() {
        [(high, a), (0, c)] if high % 2 == 0 => (high / 2, a, &zero, c),
        [(high, a), (middle, b), (0, c)] if *high == 2 * middle => (*middle, a, b, c),
        _ => return Ok(None),
    };
    let product = a.mul(c, budget)?.scale(&Number::from(4));
    let Some(root) = square_root(&b.mul(b, budget)?.sub(&product), budget)? else { return Ok(None) };
    let power = Monomial::power(var, degree);
    let linear = a.scale(&Number::from(2)).mul_monomial(&power)?;
    // 4*a times the polynomial is (2*a*w + b + root)*(2*a*w + b - root).
    let first = linear.add(b).add(&root);
    let first = exact(&first, &first.content_in(var, budget)?, budget)?;
    Ok(poly.div_exact(&first, budget)?.map(|second| vec![(first, 1), (second, 1)]))
}

/// The polynomial whose square this is, with a positive leading coefficient, if there is one.
pub fn square_root(poly: &Poly, budget: &mut Budget) -> Result<Option<Poly>, OutOfBudget> {
    let (Some((lead, value)), Some((last, _))) = (poly.terms().first(), poly.terms().last()) else {
        return Ok(Some(Poly::zero()));
    };
    let (Some(lead), Some(last), Some(value)) = (half(lead), half(last), value.exact_root(2)) else {
        return Ok(None);
    };
    let recip = value.mul(&Number::from(2)).recip().expect("a leading coefficient is not 0");
    let mut root = Poly::term(lead.clone(), value);
    let mut rest = poly.sub(&root.mul(&root, budget)?);
    while let Some((monomial, value)) = rest.terms().first() {
        // The next term of the root, which must lie between its first and its last.
        let Some(monomial) = monomial.div(&lead).filter(|next| last <= *next && *next < lead) else { return Ok(None) };
        let term = Poly::term(monomial, value.mul(&recip));
        let twice = root.scale(&Number::from(2)).add(&term);
        rest = rest.sub(&twice.mul(&term, budget)?);
        root = root.add(&term);
        budget.charge(rest.size().saturating_add(root.size()))?;
        budget.allow_terms(root.terms().len())?;
    }
    Ok(Some(root))
}

/// The monomial whose square this is, if there is one.
fn half(monomial: &Monomial) -> Option<Monomial> {
    monomial.factors().try_fold(Monomial::ONE, |product, (var, exponent)| {
        let half = (exponent % 2 == 0).then_some(exponent / 2)?;
        product.mul(&Monomial::power(var, half))
    })
}

/// A linear factor of a square-free polynomial in one variable, from a rational root `p/q`: `p` divides the last
/// coefficient and `q` the first. Only tried where both are small.
fn split_at_root(poly: &Poly, var: Var, budget: &mut Budget) -> Result<Option<Vec<(Poly, u32)>>, OutOfBudget> {
    let (first, last) = (poly.leading_coefficient(), poly.coefficient(var, 0).leading_coefficient());
    for denominator in small_divisors(&first) {
        for size in small_divisors(&last) {
            for numerator in [size, -size] {
                budget.charge(poly.size())?;
                let root = Number::ratio(numerator, denominator).expect("a divisor is not 0");
                if poly.evaluate(&|_| root.clone()).is_some_and(|value| value.is_zero()) {
                    let linear = Poly::variable(var).sub(&Poly::constant(root)).primitive().1;
                    let rest = exact(poly, &linear, budget)?;
                    return Ok(Some(vec![(linear, 1), (rest, 1)]));
                }
            }
        }
    }
    Ok(None)
}

/// The divisors of an integer up to 10,000 in size; none of a larger one.
fn small_divisors(value: &Number) -> Vec<i64> {
    match value.abs().to_i64() {
        Some(size @ 1..=10_000) => (1..=size).filter(|divisor| size % divisor == 0).collect(),
        Some(_) | None => Vec::new(),
    }
}

fn exact(dividend: &Poly, divisor: &Poly, budget: &mut Budget) -> Result<Poly, OutOfBudget> {
    Ok(dividend.div_exact(divisor, budget)?.expect("a common divisor divides"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_product_has_a_variable_with_a_number_and_nothing_else() {
        let mut seed = 11_u64;
        let mut below = |most: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % most
        };
        let mut poly = || {
            let mut sum = Poly::zero();
            for _ in 0..3 {
                let powers = [0, 1, 2].map(|var| Monomial::power(Var(var), below(2) as u32));
                let monomial = powers.iter().try_fold(Monomial::ONE, |product, power| product.mul(power));
                let value = Number::from(below(5) as i64 - 2);
                sum = sum.add(&Poly::term(monomial.expect("its degree is small"), value));
            }
            sum
        };
        let (mut products, mut alone) = (0, 0);
        let rounds = if cfg!(miri) { 20 } else { 2_000 };
        for _ in 0..rounds {
            let (left, right) = (poly(), poly());
            alone += usize::from(has_term_alone(&left));
            if left.as_constant().is_some() || right.as_constant().is_some() {
                continue;
            }
            let product = left.mul(&right, &mut Budget::default()).expect("it is small");
            assert!(!has_term_alone(&product), "{left:?} times {right:?}");
            products += 1;
        }
        assert!(products > rounds / 2 && alone > rounds / 10, "{products} products, {alone} terms alone");
    }
}
