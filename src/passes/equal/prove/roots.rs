//! Roots: each is a product of roots that are independent, up to the sizes of what comes out of them.

use super::lattice::{Vector, add, modulo_two};
use super::products::Atom;
use super::slots::Prover;
use super::steps::Stop;
use crate::expr::{ExprId, Node, Number};
use crate::trace::StepId;

/// The largest degree of a root.
const MOST_DEGREE: i64 = 60;
/// The largest degree of a root that is looked for as a product of two others.
const MOST_DEGREE_OF_TWO: i64 = 12;

/// A root that stands for itself.
#[derive(Debug, Clone)]
pub(super) struct Root {
    /// The root itself.
    pub(super) expr: ExprId,
    /// What stands under it.
    pub(super) radicand: ExprId,
    pub(super) vector: Vector<Atom>,
    pub(super) degree: i64,
}

/// The roots that stand for themselves.
#[derive(Debug, Default)]
pub(super) struct Roots {
    pub(super) known: Vec<Root>,
}

/// A root as a product: of a rational part, of which only the size counts, and of powers of known roots.
pub(super) struct Combined {
    pub(super) outside: Vector<Atom>,
    pub(super) roots: Vec<(usize, i64)>,
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
    pub(super) fn combined(&mut self, vector: &Vector<Atom>, degree: i64) -> Result<Option<Combined>, Stop> {
        if let Some(outside) = divided(vector, degree) {
            return Ok(Some(Combined { outside, roots: Vec::new() }));
        }
        let known: Vec<Vector<Atom>> = self.roots.known.iter().map(|root| self.bases.resolved(&root.vector)).collect();
        for index in 0..known.len() {
            for times in (1..degree).flat_map(|times| [times, times - degree]) {
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
                for (m, n) in pairs(degree) {
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

    /// The root of a radicand, its power, and the step that says that the power is the radicand.
    pub(super) fn written_root(&mut self, radicand: ExprId, degree: i64) -> Result<(ExprId, ExprId, StepId), Stop> {
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

/// Numbers of times for two roots, from `1 - degree` to `degree - 1` without 0.
fn pairs(degree: i64) -> impl Iterator<Item = (i64, i64)> {
    let times = move || (1..degree).flat_map(move |times| [times, times - degree]);
    times().flat_map(move |m| times().map(move |n| (m, n)))
}
