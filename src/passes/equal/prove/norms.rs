//! Roots within roots: by norms, by squares, and by expressing a symbol by a root.

use super::lattice::{Vector, add};
use super::products::Atom;
use super::roots::Combined;
use super::slots::{Prover, stopped};
use super::steps::Stop;
use crate::algebra::factor::square_root;
use crate::algebra::{Budget, Fraction, Refused, Var};
use crate::expr::{ExprId, Node, Number, Store};
use crate::trace::Reason;

impl Prover<'_> {
    /// A root by a known one and the root of their product, where that is simpler: `sqrt(sqrt(2) - 1)` is
    /// `1/sqrt(sqrt(2) + 1)`. The vector of the radicand that this makes, and the root.
    pub(super) fn combined_by_norm(
        &mut self,
        base: ExprId,
        degree: i64,
    ) -> Result<Option<(Vector<Atom>, Combined)>, Stop> {
        let value = self.read(base)?;
        if !self.has_root(&value) {
            return Ok(None);
        }
        if let Some((vector, combined)) = self.simpler(&value, degree)?
            && combined.roots.is_empty()
        {
            return Ok(Some((vector, combined)));
        }
        for index in 0..self.roots.known.len() {
            let known = self.roots.known[index].clone();
            let other = self.read(known.radicand)?;
            if known.degree % degree != 0 || !self.has_root(&other) {
                continue;
            }
            let mut budget = self.budget();
            let product = value.mul(&other, &mut budget).map_err(|_| Stop::Budget)?;
            let product = self.normal(product, &mut budget)?;
            let Some((mut vector, mut combined)) = self.simpler(&product, degree)? else { continue };
            add(&mut vector, &known.vector, &Number::MINUS_ONE);
            let power = -(known.degree / degree);
            match combined.roots.iter_mut().find(|(other, _)| *other == index) {
                Some(found) => found.1 += power,
                None => combined.roots.push((index, power)),
            }
            combined.roots.retain(|(_, power)| *power != 0);
            return Ok(Some((self.bases.resolved(&vector), combined)));
        }
        Ok(None)
    }

    /// Whether a known root occurs.
    fn has_root(&self, value: &Fraction) -> bool {
        let is_root = |expr| self.roots.known.iter().any(|root| root.expr == expr);
        value.vars().into_iter().any(|var| self.of(var).is_some_and(is_root))
    }

    /// The root of a value by known roots, and the value as a product.
    fn simpler(&mut self, value: &Fraction, degree: i64) -> Result<Option<(Vector<Atom>, Combined)>, Stop> {
        if value.is_zero() {
            return Ok(None);
        }
        let vector = self.bases.product(value, &mut self.budget()).map_err(|_| Stop::Budget)?;
        if let Some(combined) = self.combined(&vector, degree)? {
            return Ok(Some((vector, combined)));
        }
        if degree != 2 {
            return Ok(None);
        }
        let Some(root) = self.square_root(value)? else { return Ok(None) };
        let mut outside = self.bases.product(&root, &mut self.budget()).map_err(|_| Stop::Budget)?;
        outside.remove(&Atom::Minus);
        let mut vector = outside.clone();
        add(&mut vector, &outside, &Number::ONE);
        Ok(Some((vector, Combined { outside, roots: Vec::new() })))
    }

    /// The square root of `a + b*r` with a square root `r`, if it is of the same form: that of `3 + 2*sqrt(2)`.
    fn square_root(&mut self, value: &Fraction) -> Result<Option<Fraction>, Stop> {
        let budget = &mut self.budget();
        let below = value.denominator().clone();
        for var in value.numerator().vars() {
            let root = self.roots.known.iter().find(|root| root.degree == 2 && self.of(var) == Some(root.expr));
            let Some(under) = root.map(|root| root.radicand).filter(|_| !below.contains(var)) else { continue };
            let under = self.read(under)?;
            // (a + b*r)/d = (a*d + b*d*r)/d^2
            let part = |degree, budget: &mut Budget| value.numerator().coefficient(var, degree).mul(&below, budget);
            let a = Fraction::from(part(0, budget).map_err(|_| Stop::Budget)?);
            let b = Fraction::from(part(1, budget).map_err(|_| Stop::Budget)?);
            let Some(sum) = root_of_sum(&a, &b, &under, var, budget).map_err(stopped)? else { continue };
            return sum.div(&Fraction::from(below), budget).map(Some).map_err(stopped);
        }
        Ok(None)
    }

    /// Expresses a symbol by a root of an expression that is linear in it.
    pub(super) fn eliminate(&mut self, symbol: ExprId, radicand: ExprId, degree: i64) -> Result<(), Stop> {
        let constant = self.steps.store.replace(radicand, symbol, Store::ZERO);
        let at_one = self.steps.store.replace(radicand, symbol, Store::ONE);
        let slope = self.steps.store.sub(at_one, constant);
        let (root, power, step) = self.written_root(radicand, degree)?;
        self.slot(root);
        let difference = self.steps.store.sub(power, constant);
        let right = self.steps.store.div(difference, slope);
        let coefficient = self.steps.store.div(Store::MINUS_ONE, slope);
        let step = self.steps.by(symbol, right, Reason::Algebra, &[step], &[coefficient])?;
        self.replace(symbol, right, step)
    }

    /// Notes a symbol to eliminate if a root stands under this root, and begins again.
    pub(super) fn look_for_elimination(&mut self, value: &Fraction) -> Result<(), Stop> {
        for var in value.vars() {
            let Some(expr) = self.of(var) else { continue };
            let Some(root) = self.roots.known.iter().find(|root| root.expr == expr).cloned() else { continue };
            let under = self.read(root.radicand)?;
            if !under.denominator().is_one() {
                continue;
            }
            let is_symbol =
                |this: &Self, var| this.of(var).filter(|&expr| matches!(this.steps.store.node(expr), Node::Symbol(_)));
            let vars = under.vars();
            if !vars.iter().all(|&var| is_symbol(self, var).is_some()) {
                continue;
            }
            let linear = vars.iter().find(|&&var| under.numerator().degree(var) == 1);
            if let Some(symbol) = linear.and_then(|&var| is_symbol(self, var))
                && !self.seeds.eliminated.iter().any(|known| known.0 == symbol)
            {
                self.seeds.eliminated.push((symbol, root.radicand, root.degree));
                return Err(Stop::Again);
            }
        }
        Ok(())
    }
}

/// `c + e*r` whose square is `a + b*r`, where `r` is a square root.
fn root_of_sum(
    a: &Fraction,
    b: &Fraction,
    under: &Fraction,
    r: Var,
    budget: &mut Budget,
) -> Result<Option<Fraction>, Refused> {
    let norm = a.mul(a, budget)?.sub(&b.mul(b, budget)?.mul(under, budget)?, budget)?;
    let Some(n) = root_of(&norm, budget)? else { return Ok(None) };
    let half = Number::ONE.div(&Number::from(2)).ok_or(Refused::NotAValue)?;
    for n in [n.clone(), n.neg()] {
        let Some(c) = root_of(&a.add(&n, budget)?.scale(&half), budget)? else { continue };
        if !c.is_zero() {
            let e = b.div(&c, budget)?.scale(&half);
            return Ok(Some(e.mul(&Fraction::variable(r), budget)?.add(&c, budget)?));
        }
    }
    Ok(None)
}

/// The square root of a fraction that is a square.
fn root_of(fraction: &Fraction, budget: &mut Budget) -> Result<Option<Fraction>, Refused> {
    let (above, below) = (square_root(fraction.numerator(), budget)?, square_root(fraction.denominator(), budget)?);
    let (Some(above), Some(below)) = (above, below) else { return Ok(None) };
    Fraction::new(&above, &below, budget).map(Some)
}
