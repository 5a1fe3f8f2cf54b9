//! Roots: each is a product of roots that are independent, up to the sizes of what comes out of them.

use super::lattice::{Vector, add, modulo_two};
use super::products::Atom;
use super::slots::Prover;
use super::steps::Stop;
use crate::algebra::Fraction;
use crate::expr::{ExprId, Node, Number, Store};
use crate::trace::StepId;

/// The largest degree of a root.
const MOST_DEGREE: i64 = 60;
/// The largest degree of a root that is looked for as a product of two others.
const MOST_DEGREE_OF_TWO: i64 = 12;

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
        let mut vector = self.product(base)?;
        if self.expanded(kernel, base, &vector)? {
            return Ok(());
        }
        if let Some(lower) = lowered(&vector, degree) {
            return self.lower_root(kernel, base, exponent, &vector, lower);
        }
        let combined = match self.combined(&vector, degree)? {
            Some(combined) => combined,
            None => match self.combined_by_norm(base, degree)? {
                Some((other, combined)) => {
                    vector = other;
                    combined
                }
                None => self.new_root(base, &vector, degree)?,
            },
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

    /// A root of a power by a root of lower degree: `(u^2)^(1/4)` is `|u|^(1/2)`.
    fn lower_root(
        &mut self,
        kernel: ExprId,
        base: ExprId,
        exponent: &Number,
        vector: &Vector<Atom>,
        (common, inside): (i64, Vector<Atom>),
    ) -> Result<(), Stop> {
        let form = self.form(vector)?;
        let inside = self.form(&inside)?;
        let size = self.steps.call("abs", inside);
        let exponent = self.number(&exponent.mul(&Number::from(common)))?;
        let right = self.steps.store.pow(size, exponent);
        let equal = self.steps.reduce(base, form)?;
        let left = self.with_base(kernel, form);
        let first = self.steps.substitute(kernel, left, &[equal])?;
        let second = self.steps.by_logarithms(left, right)?;
        let step = self.steps.chain(kernel, &[(left, first), (right, second)])?;
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
            return self.combined_of_two(vector, &known, degree);
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

    /// As [`Prover::combined`], by two of the roots.
    fn combined_of_two(
        &mut self,
        vector: &Vector<Atom>,
        known: &[Vector<Atom>],
        degree: i64,
    ) -> Result<Option<Combined>, Stop> {
        if degree > MOST_DEGREE_OF_TWO {
            return Ok(None);
        }
        let whole: Vec<usize> = (0..known.len()).filter(|&i| self.roots.known[i].degree % degree == 0).collect();
        for (at, &i) in whole.iter().enumerate() {
            for &j in &whole[at + 1..] {
                for (m, n) in (1..degree).flat_map(|m| (1..degree).map(move |n| (m, n))) {
                    let mut rest = vector.clone();
                    add(&mut rest, &known[i], &Number::from(-m));
                    add(&mut rest, &known[j], &Number::from(-n));
                    if let Some(outside) = divided(&self.bases.resolved(&rest), degree) {
                        let power =
                            |index: usize, times: i64| (index, times * (self.roots.known[index].degree / degree));
                        return Ok(Some(Combined { outside, roots: vec![power(i, m), power(j, n)] }));
                    }
                }
            }
        }
        Ok(None)
    }

    /// A root by a known one and the root of their product, where that is simpler: `sqrt(sqrt(2) - 1)` is
    /// `1/sqrt(sqrt(2) + 1)`.
    fn combined_by_norm(&mut self, base: ExprId, degree: i64) -> Result<Option<(Vector<Atom>, Combined)>, Stop> {
        let value = self.read(base)?;
        let is_root =
            |this: &Self, var| this.of(var).is_some_and(|expr| this.roots.known.iter().any(|r| r.expr == expr));
        if !value.vars().into_iter().any(|var| is_root(self, var)) {
            return Ok(None);
        }
        for index in 0..self.roots.known.len() {
            let known = self.roots.known[index].clone();
            if known.degree % degree != 0 {
                continue;
            }
            let other = self.read(known.radicand)?;
            if !other.vars().into_iter().any(|var| is_root(self, var)) {
                continue;
            }
            let mut budget = Prover::budget();
            let product = value.mul(&other, &mut budget).map_err(|_| Stop::Budget)?;
            let product = self.normal(product, &mut budget)?;
            if product.is_zero() {
                continue;
            }
            let mut vector = self.bases.product(&product, &mut budget).map_err(|_| Stop::Budget)?;
            if let Some(mut combined) = self.combined(&vector, degree)? {
                add(&mut vector, &known.vector, &Number::MINUS_ONE);
                let own = (index, -(known.degree / degree));
                match combined.roots.iter_mut().find(|(other, _)| *other == index) {
                    Some(found) => found.1 += own.1,
                    None => combined.roots.push(own),
                }
                combined.roots.retain(|(_, power)| *power != 0);
                return Ok(Some((self.bases.resolved(&vector), combined)));
            }
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
        let step = self.steps.by(symbol, right, crate::trace::Reason::Algebra, &[step], &[coefficient])?;
        self.replace(symbol, right, step)
    }

    /// The root of a radicand, its power, and the step that says that the power is the radicand.
    fn written_root(&mut self, radicand: ExprId, degree: i64) -> Result<(ExprId, ExprId, StepId), Stop> {
        let expr = if degree == 2 {
            self.steps.call("sqrt", radicand)
        } else {
            let part = self.number(&Number::ratio(1, degree).ok_or(Stop::Stuck)?)?;
            self.steps.store.pow(radicand, part)
        };
        let n = self.steps.store.integer(degree.unsigned_abs());
        let power = self.steps.store.pow(expr, n);
        let step = if degree == 2 {
            self.steps.rule("square-of-a-root", power, radicand, &[radicand])?
        } else {
            self.steps.by_logarithms(power, radicand)?
        };
        Ok((expr, power, step.ok_or(Stop::Stuck)?))
    }

    /// Notes a symbol to eliminate if a root stands under this root, and begins again.
    fn look_for_elimination(&mut self, value: &Fraction) -> Result<(), Stop> {
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

    /// A root that stands for itself from now on, and the root of `degree` by it.
    fn new_root(&mut self, base: ExprId, vector: &Vector<Atom>, degree: i64) -> Result<Combined, Stop> {
        let value = self.read(base)?;
        self.look_for_elimination(&value)?;
        let radicand = self.written_fraction(&value)?;
        let common = self.seeds.degrees.get(&radicand).copied().filter(|common| common % degree == 0);
        let full = common.unwrap_or(degree);
        let (expr, _, step) = self.written_root(radicand, full)?;
        self.roots.known.push(Root { expr, radicand, vector: vector.clone(), degree: full });
        self.replace_power(expr, full as u32, radicand, step)?;
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

    /// `|u| = u`, under the condition that `u` is not negative.
    fn size_of_positive(&mut self, u: ExprId) -> Result<Option<StepId>, Stop> {
        let size = self.steps.call("abs", u);
        let turned = self.steps.rule("size-of-no-negative-number", u, size, &[u])?.ok_or(Stop::Stuck)?;
        self.steps.by(size, u, crate::trace::Reason::Symmetry, &[turned], &[])
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

/// The largest common divisor of the degree and all exponents, if it is not 1 and something stays under the root, and
/// what is under the root of lower degree.
fn lowered(vector: &Vector<Atom>, degree: i64) -> Option<(i64, Vector<Atom>)> {
    let mut common = degree;
    for (atom, times) in vector {
        common = gcd(common, times.to_i64().filter(|_| *atom != Atom::Minus)?.abs());
    }
    let divides = common > 1 && common < degree;
    divides.then(|| divided(vector, common)).flatten().map(|inside| (common, inside))
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
