//! Greatest common divisors of polynomials in several variables.
//!
//! The cheap cases come first, for most pairs that occur are among them: monomials, divisors, and pairs that are
//! coprime because their images modulo a prime are. What remains goes by way of integers, or where those would be too
//! large by subresultants in one main variable, with contents taken out by recursion on the others (Geddes, Czapor and Labahn, Algorithms for Computer Algebra,
//! chapter 7; Brown and Traub, 1971).

use std::collections::BTreeMap;

use super::heuristic::integer_gcd;
use super::modular::degree_bounds;
use super::{Budget, Monomial, OutOfBudget, Poly, Var};
use crate::expr::Number;

/// How deep contents may be taken of contents; each level has at least one variable fewer.
const DEPTH: u32 = 40;

impl Poly {
    /// The greatest common divisor: coprime integer coefficients, the leading one positive; 0 only if both are 0.
    pub fn gcd(&self, other: &Poly, budget: &mut Budget) -> Result<Poly, OutOfBudget> {
        gcd(self, other, DEPTH, budget)
    }

    /// The greatest common divisor of the coefficients of the powers of one variable.
    pub fn content_in(&self, main: Var, budget: &mut Budget) -> Result<Poly, OutOfBudget> {
        content_in(self, main, DEPTH, budget)
    }
}

fn gcd(a: &Poly, b: &Poly, depth: u32, budget: &mut Budget) -> Result<Poly, OutOfBudget> {
    let depth = depth.checked_sub(1).ok_or(OutOfBudget)?;
    budget.charge(a.size().saturating_add(b.size()))?;
    if a.is_zero() || b.is_zero() {
        return Ok(a.add(b).primitive().1);
    }
    let (monomial_a, monomial_b) = (a.monomial_content(), b.monomial_content());
    let common = monomial_a.gcd(&monomial_b);
    let without = |poly: &Poly, monomial| poly.div_monomial(monomial).expect("a content divides").primitive().1;
    let (a, b) = (without(a, &monomial_a), without(b, &monomial_b));
    let rest = gcd_without_monomials(&a, &b, depth, budget)?;
    rest.mul_monomial(&common)
}

/// The greatest common divisor of primitive polynomials that no variable divides.
fn gcd_without_monomials(a: &Poly, b: &Poly, depth: u32, budget: &mut Budget) -> Result<Poly, OutOfBudget> {
    if a.is_one() || b.is_one() {
        return Ok(Poly::one());
    }
    if a == b {
        return Ok(a.clone());
    }
    let (vars_a, vars_b) = (a.vars(), b.vars());
    let shared: Vec<Var> = vars_a.iter().copied().filter(|var| vars_b.contains(var)).collect();
    if shared.is_empty() {
        return Ok(Poly::one());
    }
    if shared.len() < vars_a.len() || shared.len() < vars_b.len() {
        // A common divisor has only shared variables, so it divides every coefficient by the others.
        return gcd_of_all(&[a, b].map(|poly| coefficients_over(poly, &shared)).concat(), depth, budget);
    }
    let bounds = degree_bounds(a, b, &shared, budget)?;
    if bounds.iter().all(|&bound| bound == 0) {
        return Ok(Poly::one());
    }
    let (small, large) = if a.total_degree() <= b.total_degree() { (a, b) } else { (b, a) };
    let all_of = |poly: &Poly| shared.iter().zip(&bounds).all(|(&var, &bound)| poly.degree(var) <= bound);
    if all_of(small) && large.div_exact(small, budget)?.is_some() {
        return Ok(small.clone());
    }
    if let Some(at) = bounds.iter().position(|&bound| bound == 0) {
        // The divisor is free of this variable, so it divides every coefficient by it.
        let mut others = shared;
        others.remove(at);
        return gcd_of_all(&[a, b].map(|poly| coefficients_over(poly, &others)).concat(), depth, budget);
    }
    if let Some(divisor) = integer_gcd(a, b, &shared, budget)? {
        return Ok(divisor.primitive().1);
    }
    let main = *shared.iter().min_by_key(|&&var| a.degree(var).min(b.degree(var))).expect("a variable is shared");
    by_subresultants(a, b, main, depth, budget)
}

/// The greatest common divisor of several polynomials, the small ones first.
fn gcd_of_all(polys: &[Poly], depth: u32, budget: &mut Budget) -> Result<Poly, OutOfBudget> {
    let mut order: Vec<&Poly> = polys.iter().collect();
    order.sort_by_key(|poly| poly.terms().len());
    let mut result = Poly::zero();
    for poly in order {
        result = gcd(&result, poly, depth, budget)?;
        if result.is_one() {
            break;
        }
    }
    Ok(result)
}

/// The coefficients, polynomials in `vars`, of the monomials in the other variables.
fn coefficients_over(poly: &Poly, vars: &[Var]) -> Vec<Poly> {
    let mut groups: BTreeMap<Monomial, Vec<(Monomial, Number)>> = BTreeMap::new();
    for (monomial, value) in poly.terms() {
        let others = vars.iter().fold(monomial.clone(), |rest, &var| rest.without(var));
        let inner = monomial.div(&others).expect("a part of a monomial divides it");
        groups.entry(others).or_default().push((inner, value.clone()));
    }
    groups.into_values().map(Poly::from_terms).collect()
}

/// The greatest common divisor of the coefficients by one variable.
fn content_in(poly: &Poly, main: Var, depth: u32, budget: &mut Budget) -> Result<Poly, OutOfBudget> {
    let coefficients: Vec<Poly> = poly.coefficients(main).into_iter().map(|(_, coefficient)| coefficient).collect();
    gcd_of_all(&coefficients, depth, budget)
}

/// The quotient of a division that is known to come out even.
fn exact(dividend: &Poly, divisor: &Poly, budget: &mut Budget) -> Result<Poly, OutOfBudget> {
    Ok(dividend.div_exact(divisor, budget)?.expect("a divisor by construction divides"))
}

/// Contents apart, the last subresultant that is not 0 is the divisor but for a factor free of the main variable.
fn by_subresultants(a: &Poly, b: &Poly, main: Var, depth: u32, budget: &mut Budget) -> Result<Poly, OutOfBudget> {
    let (content_a, content_b) = (content_in(a, main, depth, budget)?, content_in(b, main, depth, budget)?);
    let content = gcd(&content_a, &content_b, depth, budget)?;
    let (mut high, mut low) = (exact(a, &content_a, budget)?, exact(b, &content_b, budget)?);
    if high.degree(main) < low.degree(main) {
        (high, low) = (low, high);
    }
    // The quantities g and h of Brown and Traub, which divide what the remainders have in excess.
    let (mut g, mut h) = (Poly::one(), Poly::one());
    while low.degree(main) > 0 {
        let drop = high.degree(main) - low.degree(main);
        let remainder = pseudo_remainder(&high, &low, main, budget)?;
        if remainder.is_zero() {
            let divisor = exact(&low, &content_in(&low, main, depth, budget)?, budget)?;
            return Ok(divisor.mul(&content, budget)?.primitive().1);
        }
        let excess = g.mul(&h.pow(drop, budget)?, budget)?;
        (high, low) = (low, exact(&remainder, &excess, budget)?);
        g = high.coefficient(main, high.degree(main));
        h = match drop {
            0 => h,
            _ => exact(&g.pow(drop, budget)?, &h.pow(drop - 1, budget)?, budget)?,
        };
    }
    // What is left is free of the main variable: 0 was ruled out, so the primitive parts are coprime.
    Ok(content)
}

/// The remainder of `lead^(m - n + 1)*high` divided by `low` in the main variable, where `m >= n` are the degrees
/// and `lead` is the leading coefficient of `low`.
fn pseudo_remainder(high: &Poly, low: &Poly, main: Var, budget: &mut Budget) -> Result<Poly, OutOfBudget> {
    let degree = low.degree(main);
    let lead = low.coefficient(main, degree);
    let mut remainder = high.clone();
    let mut steps = high.degree(main) - degree + 1;
    while !remainder.is_zero() && remainder.degree(main) >= degree {
        let top = remainder.degree(main);
        let factor = remainder.coefficient(main, top).mul_monomial(&Monomial::power(main, top - degree))?;
        remainder = lead.mul(&remainder, budget)?.sub(&factor.mul(low, budget)?);
        steps -= 1;
    }
    remainder.mul(&lead.pow(steps, budget)?, budget)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A polynomial in three variables whose coefficients and exponents are digits of the seed.
    fn poly(seed: u64) -> Poly {
        let term = |k: u32| {
            let digit = |place: u32| (seed / 7u64.pow(4 * k + place) % 7) as u32;
            let powers = [0, 1, 2].map(|var| Monomial::power(Var(var), digit(var) % 3));
            let monomial = powers.iter().fold(Monomial::ONE, |product, power| product.mul(power).expect("small"));
            (monomial, Number::from(i64::from(digit(3)) - 3))
        };
        Poly::from_terms((0..4).map(term).collect())
    }

    #[test]
    #[cfg_attr(miri, ignore = "an interpreter takes minutes")]
    fn both_ways_find_the_same_divisor() {
        let vars = [Var(0), Var(1), Var(2)];
        let budget = &mut Budget::new(u64::MAX, 10_000);
        let (mut tested, mut proper) = (0, 0);
        let mut seed = 1u64;
        while tested < 300 {
            let [a, b, c] = [1, 2, 3].map(|_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                poly(seed >> 8)
            });
            let (left, right) = (a.mul(&c, budget).expect("enough"), b.mul(&c, budget).expect("enough"));
            if left.is_zero() || right.is_zero() {
                continue;
            }
            let (left, right) = (left.primitive().1, right.primitive().1);
            let Some(first) = integer_gcd(&left, &right, &vars, budget).expect("enough") else { continue };
            for main in vars {
                let second = by_subresultants(&left, &right, main, DEPTH, budget).expect("enough");
                assert_eq!(first.primitive().1, second, "{left:?} and {right:?} by {main:?}");
            }
            assert_eq!(first.primitive().1, left.gcd(&right, budget).expect("enough"));
            tested += 1;
            proper += usize::from(first.as_constant().is_none());
        }
        assert!(proper > 200, "{proper}");
    }
}
