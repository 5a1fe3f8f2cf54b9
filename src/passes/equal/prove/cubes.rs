//! Cube roots, which are real numbers of either sign.

use super::slots::{Prover, stopped};
use super::steps::Stop;
use crate::algebra::{Budget, Fraction, Poly, factor};
use crate::expr::{ExprId, Number};

impl Prover<'_> {
    /// `kernel` is `cbrt(u)`: what stands before it as a third power, times the roots of the factors of the rest.
    pub(super) fn third_root(&mut self, kernel: ExprId, u: ExprId) -> Result<(), Stop> {
        let three = self.steps.store.integer(3);
        let value = self.read(u)?;
        let taken = taken_out(&value, &mut self.budget());
        let (base, factors) = taken.unwrap_or_else(|| (Fraction::one(), vec![(value, 1)]));
        let (mut roots, mut parts) = (Vec::new(), Vec::new());
        for (factor, exponent) in &factors {
            let inside = self.written_fraction(factor)?;
            let root = self.steps.call("cbrt", inside);
            roots.push(root);
            parts.push(self.integer_power(root, i64::from(*exponent)));
        }
        if let ([root], [(factor, 1)]) = (roots.as_slice(), factors.as_slice())
            && *root == kernel
        {
            let inside = self.written_fraction(factor)?;
            let power = self.steps.store.pow(kernel, three);
            let step = self.steps.rule("third-power-of-a-root", power, inside, &[inside])?.ok_or(Stop::Stuck)?;
            return self.replace_power(kernel, 3, inside, step);
        }
        // u is the third power of all of it
        if !base.is_one() || parts.is_empty() {
            parts.insert(0, self.written_fraction(&base)?);
        }
        let right = self.times(&parts);
        let under = self.steps.store.pow(right, three);
        for root in roots {
            self.need(root);
            self.settle(root)?;
        }
        let equal = self.steps.reduce(u, under)?;
        let left = self.steps.call("cbrt", under);
        let first = self.steps.substitute(kernel, left, &[equal])?;
        let second = self.steps.rule("root-of-a-third-power", left, right, &[right])?;
        let step = self.steps.chain(kernel, &[(left, first), (right, second)])?;
        self.replace(kernel, right, step)
    }
}

/// The fraction as `w^3` times factors to powers below the third: `w`, and the factors. A denominator `d` that is left is
/// `d^2/d^3`.
fn taken_out(value: &Fraction, budget: &mut Budget) -> Option<(Fraction, Vec<(Fraction, u32)>)> {
    if value.is_zero() {
        return None;
    }
    let above = factor(value.numerator(), budget).ok()?;
    let below = factor(value.denominator(), budget).ok()?;
    let content = above.content.div(&below.content)?;
    let (number, left) = third_power_of(&content);
    let (mut over, mut under) = (Poly::constant(number), Poly::constant(Number::ONE));
    let mut factors = Vec::new();
    if left != Number::ONE {
        factors.push((Fraction::from(Poly::constant(left)), 1));
    }
    for (part, exponent) in above.factors {
        over = over.mul(&part.pow(exponent / 3, budget).ok()?, budget).ok()?;
        factors.push((Fraction::from(part), exponent % 3));
    }
    for (part, exponent) in below.factors {
        under = under.mul(&part.pow(exponent.div_ceil(3), budget).ok()?, budget).ok()?;
        factors.push((Fraction::from(part), (3 - exponent % 3) % 3));
    }
    factors.retain(|(_, exponent)| *exponent > 0);
    Some((Fraction::new(&over, &under, budget).map_err(stopped).ok()?, factors))
}

/// The number as `n^3*r`, where the sign is with n.
fn third_power_of(value: &Number) -> (Number, Number) {
    let size = if value.is_negative() { value.neg() } else { value.clone() };
    let part = |value: i64| (2..=64i64).rev().find(|n| value % (n * n * n) == 0).unwrap_or(1);
    let parts = [size.numerator(), size.denominator()].map(|n| n.to_i64().map_or(1, part));
    let Some(root) = Number::ratio(parts[0], parts[1]) else { return (Number::ONE, value.clone()) };
    let root = if value.is_negative() { root.neg() } else { root };
    let power = root.mul(&root).mul(&root);
    let rest = value.div(&power).unwrap_or_else(|| value.clone());
    (root, rest)
}
