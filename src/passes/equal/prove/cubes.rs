//! Cube roots, which are real numbers of either sign.

use super::slots::{Prover, stopped};
use super::steps::Stop;
use crate::algebra::{Budget, Fraction, Poly, factor};
use crate::expr::{ExprId, Number};

impl Prover<'_> {
    /// `kernel` is `cbrt(u)`.
    pub(super) fn third_root(&mut self, kernel: ExprId, u: ExprId) -> Result<(), Stop> {
        let three = self.steps.store.integer(3);
        let value = self.read(u)?;
        let root = fraction_of_cubes(&value, &mut self.budget());
        let (base, rest) = root.unwrap_or((Fraction::one(), value));
        let inside = self.written_fraction(&rest)?;
        let root = self.steps.call("cbrt", inside);
        let power = self.steps.store.pow(root, three);
        if rest.is_one() || root != kernel {
            // u is the third power of base*root
            let base = self.written_fraction(&base)?;
            let right = if rest.is_one() { base } else { self.times(&[base, root]) };
            let under = self.steps.store.pow(right, three);
            if !rest.is_one() {
                self.need(root);
                self.settle(root)?;
            }
            let equal = self.steps.reduce(u, under)?;
            let left = self.steps.call("cbrt", under);
            let first = self.steps.substitute(kernel, left, &[equal])?;
            let second = self.steps.rule("root-of-a-third-power", left, right, &[right])?;
            let step = self.steps.chain(kernel, &[(left, first), (right, second)])?;
            return self.replace(kernel, right, step);
        }
        let step = self.steps.rule("third-power-of-a-root", power, inside, &[inside])?.ok_or(Stop::Stuck)?;
        self.replace_power(root, 3, inside, step)
    }
}

/// The fraction as a third power times a rest: `(w, r)` with `w^3*r`.
fn fraction_of_cubes(value: &Fraction, budget: &mut Budget) -> Option<(Fraction, Fraction)> {
    if value.is_zero() {
        return None;
    }
    let (over, rest) = cubes(value.numerator(), budget)?;
    let (under, below) = cubes(value.denominator(), budget)?;
    let quotient = |a: &Poly, b: &Poly, budget: &mut Budget| Fraction::new(a, b, budget).map_err(stopped).ok();
    Some((quotient(&over, &under, budget)?, quotient(&rest, &below, budget)?))
}

fn cubes(poly: &Poly, budget: &mut Budget) -> Option<(Poly, Poly)> {
    let factored = factor(poly, budget).ok()?;
    let (number, left) = third_power_of(&factored.content);
    let (mut base, mut rest) = (Poly::constant(number), Poly::constant(left));
    for (part, exponent) in &factored.factors {
        base = base.mul(&part.pow(exponent / 3, budget).ok()?, budget).ok()?;
        rest = rest.mul(&part.pow(exponent % 3, budget).ok()?, budget).ok()?;
    }
    Some((base, rest))
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
