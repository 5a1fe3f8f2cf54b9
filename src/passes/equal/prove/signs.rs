//! Sizes and signs: each is a product of those of bases, whose signs stand for themselves unless they are known.

use super::lattice::{Vector, add, modulo_two};
use super::products::Atom;
use super::slots::Prover;
use super::steps::Stop;
use crate::expr::{ExprId, Number, Relation, Store};
use crate::kernel;
use crate::trace::{Condition, Reason, StepId};

impl Prover<'_> {
    /// `kernel` is `|u|`.
    pub(super) fn size(&mut self, kernel: ExprId, u: ExprId) -> Result<(), Stop> {
        let at_least = |relation| Condition { left: u, relation, right: Store::ZERO };
        for (relation, negative) in [(Relation::GreaterEqual, false), (Relation::LessEqual, true)] {
            if kernel::decide(self.steps.store, &self.assumptions, at_least(relation)) == Some(true) {
                let right = if negative { self.steps.store.neg(u) } else { u };
                let step = self.steps.by(kernel, right, Reason::Branch, &[], &[])?;
                return self.replace(kernel, right, step);
            }
        }
        let vector = self.product(u)?;
        if let Some(base) = single(&vector) {
            let written = self.base(base)?;
            if written == u {
                return self.size_of_base(kernel, u);
            }
        }
        let mut powers = Vec::new();
        for (atom, value) in &vector {
            let power = value.to_i64().ok_or(Stop::Stuck)?;
            match atom {
                Atom::Minus => {}
                Atom::Prime(value) => powers.push((self.number(value)?, power)),
                Atom::Base(index) if power % 2 == 0 => powers.push((self.base(*index)?, power)),
                Atom::Base(index) => {
                    let base = self.base(*index)?;
                    powers.push((self.steps.call("abs", base), power));
                }
            }
        }
        let right = self.quotient(&powers);
        let under = self.form(&vector)?;
        let equal = self.steps.reduce(u, under)?;
        let left = self.steps.call("abs", under);
        let first = self.steps.substitute(kernel, left, &[equal])?;
        let second = self.steps.by_logarithms(left, right)?;
        let step = self.steps.chain(kernel, &[(left, first), (right, second)])?;
        self.replace(kernel, right, step)
    }

    /// `|u|` where `u` is a base: `u` itself where a root or a logarithm needs that, else its sign times it.
    fn size_of_base(&mut self, kernel: ExprId, u: ExprId) -> Result<(), Stop> {
        if self.is_needed_positive(u, false)? {
            let step = self.size_of_positive(u)?;
            return self.replace(kernel, u, step);
        }
        if self.is_needed_positive(u, true)? {
            let opposite = self.read(u)?.neg();
            let opposite = self.written_fraction(&opposite)?;
            let turned = self.steps.store.neg(opposite);
            let equal = self.steps.reduce(u, turned)?;
            let size = self.steps.call("abs", turned);
            let first = self.steps.substitute(kernel, size, &[equal])?;
            let other = self.steps.call("abs", opposite);
            let second = self.steps.by_logarithms(size, other)?;
            let third = self.size_of_positive(opposite)?;
            let step = self.steps.chain(kernel, &[(size, first), (other, second), (opposite, third)])?;
            return self.replace(kernel, opposite, step);
        }
        let [square, right] = [kernel, u].map(|base| self.steps.store.pow(base, Store::TWO));
        let step = self.steps.rule("square-of-a-size", square, right, &[u])?.ok_or(Stop::Stuck)?;
        self.replace_power(kernel, 2, right, step)
    }

    /// `|u| = u`, under the condition that `u` is not negative.
    fn size_of_positive(&mut self, u: ExprId) -> Result<Option<StepId>, Stop> {
        let size = self.steps.call("abs", u);
        let turned = self.steps.rule("size-of-no-negative-number", u, size, &[u])?.ok_or(Stop::Stuck)?;
        self.steps.by(size, u, Reason::Symmetry, &[turned], &[])
    }

    /// `kernel` is `sign(u)`, which is `|u|/u`.
    pub(super) fn sign(&mut self, kernel: ExprId, u: ExprId) -> Result<(), Stop> {
        let size = self.steps.call("abs", u);
        self.settle(size)?;
        if self.is_settled(kernel) {
            return Ok(());
        }
        let product = self.steps.store.mul(kernel, u);
        let first = self.steps.rule("size-times-sign", size, product, &[u])?.ok_or(Stop::Stuck)?;
        let right = self.steps.store.div(size, u);
        let coefficient = self.steps.store.div(Store::MINUS_ONE, u);
        let step = self.steps.by(kernel, right, Reason::Algebra, &[first], &[coefficient])?;
        self.replace(kernel, right, step)
    }

    /// Whether both sides are defined only where `u`, or its opposite, is not negative: since a multiple of it by squares
    /// stands under a root or in a logarithm.
    fn is_needed_positive(&mut self, u: ExprId, opposite: bool) -> Result<bool, Stop> {
        let mut goal = self.product(u)?;
        if opposite {
            add(&mut goal, &Vector::from([(Atom::Minus, Number::ONE)]), &Number::ONE);
        }
        let mut vectors = Vec::new();
        for needed in self.needed.clone() {
            match self.product(needed) {
                Ok(vector) => vectors.push(vector),
                Err(Stop::Again) => return Err(Stop::Again),
                Err(Stop::Budget | Stop::Stuck) => {}
            }
        }
        let signs = |vector: &Vector<Atom>| -> Vector<Atom> {
            let resolved = self.bases.resolved(vector);
            resolved.into_iter().filter(|(atom, _)| !matches!(atom, Atom::Prime(_))).collect()
        };
        let vectors: Vec<Vector<Atom>> = vectors.iter().map(signs).collect();
        Ok(modulo_two(&vectors, &signs(&goal)).is_some())
    }
}

/// The base that the vector is.
fn single(vector: &Vector<Atom>) -> Option<usize> {
    match vector.iter().collect::<Vec<_>>().as_slice() {
        [(Atom::Base(index), times)] if times.is_one() => Some(*index),
        _ => None, // a product
    }
}
