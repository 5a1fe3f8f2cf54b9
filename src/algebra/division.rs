//! Division of polynomials that leaves nothing over.

use std::collections::BTreeMap;

use super::poly::cost_of;
use super::{Budget, Monomial, OutOfBudget, Poly, Var};
use crate::expr::Number;

impl Poly {
    /// `self/divisor` if that is a polynomial, else `None`; `None` also if the divisor is 0.
    ///
    /// Terms are divided from the greatest down; the first one that cannot belong to a quotient ends the attempt.
    pub fn div_exact(&self, divisor: &Poly, budget: &mut Budget) -> Result<Option<Poly>, OutOfBudget> {
        let Some(((lead, lead_value), rest)) = divisor.terms().split_first() else { return Ok(None) };
        let recip = lead_value.recip().expect("a polynomial has no coefficient 0");
        if rest.is_empty() {
            budget.charge(self.size())?;
            return Ok(self.div_monomial(lead).map(|quotient| quotient.scale(&recip)));
        }
        let Some(bounds) = quotient_bounds(self, divisor) else { return Ok(None) };
        let step = divisor.size() + 1;
        let mut left: BTreeMap<Monomial, Number> = self.terms().iter().cloned().collect();
        let mut quotient = Vec::new();
        while let Some((monomial, value)) = left.pop_last() {
            budget.charge(step.saturating_mul(cost_of(&value)))?;
            let Some(monomial) = monomial.div(lead) else { return Ok(None) };
            if monomial < bounds.0 || bounds.1.iter().any(|&(var, most)| monomial.degree(var) > most) {
                return Ok(None);
            }
            let value = value.mul(&recip);
            for (factor, coefficient) in rest {
                subtract(&mut left, monomial.mul(factor).ok_or(OutOfBudget)?, &value.mul(coefficient));
            }
            quotient.push((monomial, value));
            budget.allow_terms(quotient.len())?;
        }
        Ok(Some(Poly::from_terms(quotient)))
    }
}

/// The least monomial of a quotient and its degree in each variable, if there can be a quotient at all.
fn quotient_bounds(dividend: &Poly, divisor: &Poly) -> Option<(Monomial, Vec<(Var, u32)>)> {
    let (Some(last), Some(divisor_last)) = (dividend.terms().last(), divisor.terms().last()) else {
        return Some((Monomial::ONE, Vec::new()));
    };
    let least = last.0.div(&divisor_last.0)?;
    let mut degrees = Vec::new();
    for var in divisor.vars() {
        degrees.push((var, dividend.degree(var).checked_sub(divisor.degree(var))?));
    }
    Some((least, degrees))
}

fn subtract(sum: &mut BTreeMap<Monomial, Number>, monomial: Monomial, value: &Number) {
    use std::collections::btree_map::Entry;
    match sum.entry(monomial) {
        Entry::Vacant(entry) => {
            entry.insert(value.neg());
        }
        Entry::Occupied(mut entry) => {
            let difference = entry.get().sub(value);
            if difference.is_zero() {
                entry.remove();
            } else {
                entry.insert(difference);
            }
        }
    }
}
