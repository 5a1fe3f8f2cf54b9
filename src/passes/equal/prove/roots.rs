//! Roots: each is a product of roots that are independent, up to the sizes of what comes out of them.

use super::lattice::{Vector, add, modulo_two};
use super::products::Atom;
use super::slots::Prover;
use super::steps::Stop;
use crate::expr::{ExprId, Node, Number, Store};
use crate::trace::StepId;

/// The largest degree of a root.
const MOST_DEGREE: i64 = 60;

/// A root that stands for itself.
#[derive(Debug, Clone)]
struct Root {
    /// The root itself.
    expr: ExprId,
    /// What stands under it.
    radicand: ExprId,
    vector: Vector<Atom>,
    degree: i64,
}

/// The roots that stand for themselves.
#[derive(Debug, Default)]
pub(super) struct Roots {
    known: Vec<Root>,
}

/// A root as a product: of a rational part, of which only the size counts, and of powers of known roots.
struct Combined {
    outside: Vector<Atom>,
    roots: Vec<(usize, i64)>,
}

impl Prover<'_> {
    /// `kernel` is `base^exponent` with a fraction for the exponent.
    pub(super) fn root(&mut self, kernel: ExprId, base: ExprId, exponent: &Number) -> Result<(), Stop> {
        let degree = exponent.denominator().to_i64().filter(|&q| q <= MOST_DEGREE).ok_or(Stop::Stuck)?;
        let times = exponent.numerator().to_i64().ok_or(Stop::Stuck)?;
        let vector = self.product(base)?;
        let combined = match self.combined(&vector, degree)? {
            Some(combined) => combined,
            None => self.new_root(base, &vector, degree)?,
        };
        let (mut given, mut formal) = (Vec::new(), Vec::new());
        for (atom, value) in combined.outside.clone() {
            let power = value.to_i64().ok_or(Stop::Stuck)? * times;
            let expr = match atom {
                Atom::Minus => continue,
                Atom::Prime(value) => self.number(&value)?,
                Atom::Base(index) if power % 2 == 0 => self.base(index)?,
                Atom::Base(index) => {
                    let base = self.base(index)?;
                    self.steps.call("abs", base)
                }
            };
            given.push((expr, power));
            formal.push((expr, power));
        }
        let is_whole = given.is_empty() && combined.roots.len() == 1;
        let mut changes = Vec::new();
        for &(index, power) in &combined.roots {
            let root = self.roots.known[index].clone();
            given.push((root.expr, power * times));
            if is_whole && root.vector == vector {
                formal.push((root.expr, power * times));
            } else {
                let (expr, step) = self.root_over_bases(&root)?;
                formal.push((expr, power * times));
                changes.push(step);
            }
        }
        let right = self.quotient(&given);
        if right == kernel {
            return Ok(());
        }
        let middle = self.quotient(&formal);
        let under = if is_whole && changes.is_empty() {
            self.roots.known[combined.roots[0].0].radicand
        } else {
            self.form(&vector)?
        };
        let equal = self.steps.reduce(base, under)?;
        let left = self.with_base(kernel, under);
        let first = self.steps.substitute(kernel, left, &[equal])?;
        let second = self.steps.by_logarithms(left, middle)?;
        let third = self.steps.substitute(middle, right, &changes)?;
        let step = self.steps.chain(kernel, &[(left, first), (middle, second), (right, third)])?;
        self.replace(kernel, right, step)
    }

    /// The kernel with another base or argument.
    pub(super) fn with_base(&mut self, kernel: ExprId, base: ExprId) -> ExprId {
        match self.steps.store.node(kernel) {
            Node::Call(f, _) => self.steps.store.call(f, base),
            Node::Pow(_, exponent) => self.steps.store.pow(base, exponent),
            _ => kernel, // no root
        }
    }

    /// A known root with its radicand as a product over the bases of now, and the step that leads from there.
    fn root_over_bases(&mut self, root: &Root) -> Result<(ExprId, Option<StepId>), Stop> {
        let vector = self.bases.resolved(&root.vector);
        let under = self.form(&vector)?;
        let step = self.steps.reduce(under, root.radicand)?;
        Ok((self.with_base(root.expr, under), step))
    }

    /// The vector of the root of `degree` of a product, by the roots that are known.
    fn combined(&mut self, vector: &Vector<Atom>, degree: i64) -> Result<Option<Combined>, Stop> {
        if let Some(outside) = divided(vector, degree) {
            return Ok(Some(Combined { outside, roots: Vec::new() }));
        }
        let known: Vec<Vector<Atom>> = self.roots.known.iter().map(|root| self.bases.resolved(&root.vector)).collect();
        for index in 0..known.len() {
            for times in 1..degree {
                let mut rest = vector.clone();
                add(&mut rest, &known[index], &Number::from(-times));
                let Some(outside) = divided(&self.bases.resolved(&rest), degree) else { continue };
                let root = &self.roots.known[index];
                if root.degree % degree != 0 {
                    let common = root.degree / gcd(root.degree, degree) * degree;
                    self.seeds.degrees.insert(root.radicand, common);
                    return Err(Stop::Again);
                }
                let power = times * (root.degree / degree);
                return Ok(Some(Combined { outside, roots: vec![(index, power)] }));
            }
        }
        if degree != 2 {
            return Ok(None);
        }
        let even: Vec<usize> = (0..known.len()).filter(|&i| self.roots.known[i].degree % 2 == 0).collect();
        let vectors: Vec<Vector<Atom>> = even.iter().map(|&i| known[i].clone()).collect();
        let Some(chosen) = modulo_two(&vectors, vector) else { return Ok(None) };
        let mut rest = vector.clone();
        for &index in &chosen {
            add(&mut rest, &vectors[index], &Number::MINUS_ONE);
        }
        let Some(outside) = divided(&self.bases.resolved(&rest), 2) else { return Ok(None) };
        let roots = chosen.iter().map(|&i| (even[i], self.roots.known[even[i]].degree / 2)).collect();
        Ok(Some(Combined { outside, roots }))
    }

    /// A root that stands for itself from now on, and the root of `degree` by it.
    fn new_root(&mut self, base: ExprId, vector: &Vector<Atom>, degree: i64) -> Result<Combined, Stop> {
        let value = self.read(base)?;
        let radicand = self.written_fraction(&value)?;
        let common = self.seeds.degrees.get(&radicand).copied().filter(|common| common % degree == 0);
        let full = common.unwrap_or(degree);
        let expr = if full == 2 {
            self.steps.call("sqrt", radicand)
        } else {
            let part = self.number(&Number::ratio(1, full).ok_or(Stop::Stuck)?)?;
            self.steps.store.pow(radicand, part)
        };
        let n = self.steps.store.integer(full.unsigned_abs());
        let power = self.steps.store.pow(expr, n);
        let step = if full == 2 {
            self.steps.rule("square-of-a-root", power, radicand, &[radicand])?
        } else {
            self.steps.by_logarithms(power, radicand)?
        };
        self.roots.known.push(Root { expr, radicand, vector: vector.clone(), degree: full });
        self.replace_power(expr, full as u32, radicand, step.ok_or(Stop::Stuck)?)?;
        Ok(Combined { outside: Vector::new(), roots: vec![(self.roots.known.len() - 1, full / degree)] })
    }

    /// `kernel` is `|u|`.
    pub(super) fn size(&mut self, kernel: ExprId, u: ExprId) -> Result<(), Stop> {
        use crate::expr::Relation::{GreaterEqual, LessEqual};
        let at_least = |relation| crate::trace::Condition { left: u, relation, right: Store::ZERO };
        for (relation, negative) in [(GreaterEqual, false), (LessEqual, true)] {
            if crate::kernel::decide(self.steps.store, &self.assumptions, at_least(relation)) == Some(true) {
                let right = if negative { self.steps.store.neg(u) } else { u };
                let step = self.steps.by(kernel, right, crate::trace::Reason::Branch, &[], &[])?;
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
        if self.is_needed_positive(u)? {
            let turned = self.steps.rule("size-of-no-negative-number", u, kernel, &[u])?.ok_or(Stop::Stuck)?;
            let step = self.steps.by(kernel, u, crate::trace::Reason::Symmetry, &[turned], &[])?;
            return self.replace(kernel, u, step);
        }
        let sign = self.steps.call("sign", u);
        if !self.is_settled(sign) {
            let square = self.steps.store.pow(sign, Store::TWO);
            let step = self.steps.rule("square-of-a-sign", square, Store::ONE, &[u])?.ok_or(Stop::Stuck)?;
            self.replace_power(sign, 2, Store::ONE, step)?;
        }
        let right = self.steps.store.mul(sign, u);
        let step = self.steps.rule("size-times-sign", kernel, right, &[u])?;
        self.replace(kernel, right, step)
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
        let step = self.steps.by(kernel, right, crate::trace::Reason::Algebra, &[first], &[coefficient])?;
        self.replace(kernel, right, step)
    }

    /// Whether both sides are defined only where `u` is not negative, since a multiple of it by squares stands under a
    /// root or in a logarithm.
    fn is_needed_positive(&mut self, u: ExprId) -> Result<bool, Stop> {
        let goal = self.product(u)?;
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

/// The vector divided by a degree, if that leaves integers and no sign.
fn divided(vector: &Vector<Atom>, degree: i64) -> Option<Vector<Atom>> {
    let degree = Number::from(degree);
    let mut made = Vector::new();
    for (atom, times) in vector {
        let part = times.div(&degree).filter(Number::is_integer)?;
        if *atom == Atom::Minus {
            return None;
        }
        made.insert(atom.clone(), part);
    }
    Some(made)
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
