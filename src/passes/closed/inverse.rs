//! The derivative through the output by solving for the input: `g = a(b(z))` is undone from the outside to the inside
//! until nothing in the derivative depends on the variable.
//!
//! Branches of roots and of inverse functions are taken as they come; forms are only proposed, and a wrong branch has no
//! proof.

use rustc_hash::FxHashSet;

use super::{Form, Wanted, field, named};
use crate::algebra::shape::{Notation, Shapes};
use crate::algebra::{Fraction, Kernels, Poly, Pool, Share, Var, factor, rational};
use crate::expr::{ExprId, FunctionId, Node, Number, Store};
use crate::functions;
use crate::passes::equal::prove::forms::{Forms, Reading, Replaced, forms};
use crate::passes::sample::Sample;

/// The work that one search may spend, and the most terms of a polynomial on the way.
const WORK: u64 = 1_500_000;
const TERMS: usize = 300;
/// How often arguments of kernels are read as well.
const MOST_READINGS: usize = 4;
/// How many functions are undone one after the other, and how many ways are followed.
const DEEPEST: usize = 6;
const MOST_WAYS: usize = 24;
/// How many forms are proposed.
const MOST_FORMS: usize = 6;

/// Forms of the derivative `of` of `function` in which the variable does not occur.
pub(super) fn proposed(
    store: &mut Store,
    notation: Notation,
    (function, of): (ExprId, ExprId),
    wanted: &Wanted<'_>,
    reading: Reading,
) -> Vec<Form> {
    let (Some(variable), Some(output)) = (notation.variable, notation.output) else { return Vec::new() };
    let pool = Pool::new(WORK, None);
    let mut exprs = vec![of, function];
    let mut inside: Vec<(ExprId, ExprId)> = Vec::new();
    let mut read: Option<Forms> = None;
    for _ in 0..MOST_READINGS {
        let Some(now) = forms(store, wanted.assumed, &exprs, reading, &pool) else { return Vec::new() };
        let before = inside.len();
        for &kernel in &now.kernels {
            let Some((_, u)) = undone(store, kernel) else { continue };
            if store.reachable(u).contains(&variable) && !inside.iter().any(|known| known.0 == kernel) {
                inside.push((kernel, u));
                exprs.push(u);
            }
        }
        read = Some(now);
        if inside.len() == before {
            break;
        }
    }
    let Some(Forms { fractions, kernels: exprs, relations }) = read else { return Vec::new() };
    if fractions.len() != inside.len() + 2 {
        return Vec::new(); // the last reading found further arguments
    }
    let mut kernels = Kernels::new();
    exprs.into_iter().for_each(|kernel| _ = kernels.var(kernel));
    let is_moving = |kernel: &ExprId| store.reachable(*kernel).contains(&variable);
    let moving = kernels.exprs().iter().enumerate().filter(|(_, kernel)| is_moving(kernel));
    let moving: FxHashSet<Var> = moving.map(|(at, _)| Var(at as u32)).collect();
    let arguments = inside.into_iter().zip(fractions[2..].iter().cloned());
    let arguments = arguments.filter_map(|((kernel, _), u)| Some((kernels.find(kernel)?, u))).collect();
    let known = Fraction::variable(kernels.var(output));
    let mut inversion = Inversion {
        store,
        notation,
        kernels,
        moving,
        arguments,
        budget: pool.share(WORK, TERMS),
        shapes: Shapes::default(),
        sample: wanted.sample,
        roots: Vec::new(),
        ways: 0,
        found: Vec::new(),
    };
    let slope = fractions[0].clone();
    inversion.undo((&fractions[1], &known), &Rest { slope, relations, through: None }, DEEPEST);
    inversion.found.truncate(MOST_FORMS);
    inversion.found
}

/// The function that undoes a kernel, and what it is undone to.
fn undone(store: &Store, kernel: ExprId) -> Option<(FunctionId, ExprId)> {
    match store.node(kernel) {
        Node::Call(f, u) => functions::inverse(f.row().name).map(|name| (FunctionId::named(name), u)),
        _ => None, // no function of one argument
    }
}

/// What is left to be written through the output.
#[derive(Clone)]
struct Rest {
    slope: Fraction,
    relations: Vec<Replaced>,
    /// The kernel that was solved for last, and what it is.
    through: Option<(ExprId, ExprId)>,
}

struct Inversion<'a> {
    store: &'a mut Store,
    notation: Notation,
    kernels: Kernels,
    /// The kernels that depend on the variable.
    moving: FxHashSet<Var>,
    /// What functions that can be undone are applied to.
    arguments: Vec<(Var, Fraction)>,
    budget: Share<'a>,
    shapes: Shapes,
    /// Values that the forms have.
    sample: Option<&'a Sample>,
    /// The square roots that were put in, and what stands under them.
    roots: Vec<(Var, Fraction)>,
    ways: usize,
    found: Vec<Form>,
}

impl Inversion<'_> {
    fn moving_in(&self, fraction: &Fraction) -> Vec<Var> {
        fraction.vars().into_iter().filter(|var| self.moving.contains(var)).collect()
    }

    /// Solves `value = known` for a kernel, and what the kernel is made of in turn.
    fn undo(&mut self, (value, known): (&Fraction, &Fraction), rest: &Rest, depth: usize) {
        if depth == 0 || self.ways >= MOST_WAYS || self.found.len() >= MOST_FORMS {
            return;
        }
        if let Some((base, roots)) = self.without_power(value, known) {
            for root in roots {
                self.ways += 1;
                self.undo((&base, &root), rest, depth - 1);
            }
            return;
        }
        let Ok(equation) = value.sub(known, &mut self.budget) else { return };
        let unknown = self.moving_in(&equation);
        if let [x] = unknown[..] {
            for solved in self.solved(equation.numerator(), x) {
                self.ways += 1;
                self.put(x, &solved, rest, depth);
            }
            return;
        }
        for x in unknown {
            let Some(relation) = rest.relations.iter().find(|relation| relation.var == x).cloned() else { continue };
            let Some(solved) = field::solve(&equation, &Fraction::zero(), x, &mut self.budget) else { continue };
            let Some(rest) = self.replaced(x, &solved, rest) else { continue };
            let Some((radicand, power)) = self.under(&relation, x, &solved) else { continue };
            self.ways += 1;
            self.undo((&radicand, &power), &rest, depth - 1);
        }
    }

    /// The base of a value that is a power, and what it may be.
    fn without_power(&mut self, value: &Fraction, known: &Fraction) -> Option<(Fraction, Vec<Fraction>)> {
        let budget = &mut *self.budget;
        let [over, under] = [factor(value.numerator(), budget).ok()?, factor(value.denominator(), budget).ok()?];
        let exponents = || over.factors.iter().chain(&under.factors).map(|(_, exponent)| *exponent);
        let degree = exponents().fold(0, gcd);
        if degree < 2 {
            return None;
        }
        let mut base = [Poly::one(), Poly::one()];
        for (side, factored) in base.iter_mut().zip([&over, &under]) {
            for (part, exponent) in &factored.factors {
                *side = side.mul(&part.pow(exponent / degree, budget).ok()?, budget).ok()?;
            }
        }
        let content = over.content.div(&under.content)?;
        let base = Fraction::new(&base[0], &base[1], budget).ok()?;
        let roots = self.roots(&known.scale(&content.recip()?), degree);
        (!roots.is_empty()).then_some((base, roots))
    }

    /// The radicand and `solved^n`, where the root is solved for.
    fn under(&mut self, relation: &Replaced, x: Var, solved: &Fraction) -> Option<(Fraction, Fraction)> {
        let budget = &mut *self.budget;
        let power = solved.pow(i64::from(relation.exponent), budget).ok()?;
        Some((relation.value.substitute(x, solved, budget).ok()?, power))
    }

    /// What is left once x is known to be `solved`.
    fn replaced(&mut self, x: Var, solved: &Fraction, rest: &Rest) -> Option<Rest> {
        let budget = &mut *self.budget;
        let slope = rest.slope.substitute(x, solved, budget).ok()?;
        let mut relations = Vec::with_capacity(rest.relations.len());
        for relation in rest.relations.iter().filter(|relation| relation.var != x) {
            let value = relation.value.substitute(x, solved, budget).ok()?;
            relations.push(Replaced { value, ..relation.clone() });
        }
        let through = self.kernels.expr(x).zip(self.write(solved));
        Some(Rest { slope, relations, through })
    }

    /// Goes on with x known: to what it is a root of, or a function of.
    fn put(&mut self, x: Var, solved: &Fraction, rest: &Rest, depth: usize) {
        let relation = rest.relations.iter().find(|relation| relation.var == x).cloned();
        let Some(rest) = self.replaced(x, solved, rest) else { return };
        for rest in self.settled(rest) {
            if self.moving_in(&rest.slope).is_empty() {
                self.emit(&rest);
                continue;
            }
            if let Some(relation) = &relation {
                if let Some((radicand, power)) = self.under(relation, x, solved) {
                    self.undo((&radicand, &power), &rest, depth - 1);
                }
                continue;
            }
            let argument = self.arguments.iter().find(|(var, _)| *var == x).map(|(_, u)| u.clone());
            let Some(kernel) = self.kernels.expr(x) else { continue };
            match (argument, undone(self.store, kernel)) {
                (Some(argument), Some((inverse, _))) => {
                    let Some(known) = self.applied(inverse, solved) else { continue };
                    self.undo((&argument, &known), &rest, depth - 1);
                }
                _ if Some(kernel) == self.notation.variable => self.everywhere(kernel, solved, &rest),
                _ => {} // what the kernel is a function of is not known
            }
        }
    }

    /// The function at a value; the logarithm of `1/u` is written `-ln(u)`.
    fn applied(&mut self, f: FunctionId, value: &Fraction) -> Option<Fraction> {
        let turned = f.row().name == "ln" && value.numerator().as_constant().is_some_and(|n| n.is_one());
        let inner = if turned { value.recip().ok()? } else { value.clone() };
        let inner = self.write(&inner)?;
        let call = self.store.call(f, inner);
        let known = Fraction::variable(self.kernels.var(call));
        Some(if turned { known.neg() } else { known })
    }

    /// Roots whose radicand no longer depends on the variable, written in every way that there may be.
    fn settled(&mut self, rest: Rest) -> Vec<Rest> {
        let mut done = vec![rest];
        for at in 0..done[0].relations.len() {
            let relation = done[0].relations[at].clone();
            if !self.moving_in(&relation.value).is_empty() || !done[0].slope.contains(relation.var) {
                continue;
            }
            let roots = self.roots(&relation.value, relation.exponent);
            let mut next = Vec::new();
            for rest in &done {
                for root in &roots {
                    let Ok(slope) = rest.slope.substitute(relation.var, root, &mut self.budget) else { continue };
                    next.push(Rest { slope, ..rest.clone() });
                }
            }
            if !next.is_empty() {
                done = next;
            }
        }
        done
    }

    /// The slope with the variable known: what is left of it in other kernels is written out and read again.
    fn everywhere(&mut self, variable: ExprId, solved: &Fraction, rest: &Rest) {
        let Some((slope, input)) = self.write(&rest.slope).zip(self.write(solved)) else { return };
        let expr = self.store.replace(slope, variable, input);
        self.propose(expr, rest.through);
    }

    /// Proposes the slope as it is, and over each of its roots alone.
    fn emit(&mut self, rest: &Rest) {
        let mut slopes = vec![rest.slope.clone()];
        for (root, under) in self.roots.clone() {
            if rest.slope.contains(root) {
                slopes.extend(self.over_root(&rest.slope, root, &under));
                slopes.extend(field::rationalised(&rest.slope, &under, root, &mut self.budget));
            }
        }
        for slope in slopes {
            if self.is_wrong(&slope) {
                continue;
            }
            if let Some(expr) = self.write(&slope) {
                let expr = lowered(self.store, expr);
                self.propose(expr, rest.through);
            }
        }
    }

    /// Whether the slope is seen to be something else than the derivative, as on the wrong branch of a root.
    fn is_wrong(&mut self, slope: &Fraction) -> bool {
        let Some(sample) = self.sample else { return false };
        let plain = self.shapes.plain(self.store, slope, &self.kernels, &self.notation);
        plain.is_some_and(|plain| sample.differs(self.store, plain))
    }

    /// The slope over the root, where what stands under the root is linear in the output.
    fn over_root(&mut self, slope: &Fraction, root: Var, under: &Fraction) -> Option<Fraction> {
        let output = self.kernels.find(self.notation.output?)?;
        let square = Fraction::variable(root).pow(2, &mut self.budget).ok()?;
        let solved = field::solve(under, &square, output, &mut self.budget)?;
        slope.substitute(output, &solved, &mut self.budget).ok()
    }

    fn propose(&mut self, expr: ExprId, through: Option<(ExprId, ExprId)>) {
        let expr = named::folded(self.store, expr).0;
        if !self.found.iter().any(|form| form.expr == expr) {
            self.found.push(Form { expr, between: None, through, names: Vec::new() });
        }
    }

    /// What x may be where the polynomial vanishes: linear, quadratic, or a power of x alone.
    fn solved(&mut self, poly: &Poly, x: Var) -> Vec<Fraction> {
        let mut terms = poly.coefficients(x);
        let least = terms.iter().map(|term| term.0).min().unwrap_or(0);
        terms.iter_mut().for_each(|term| term.0 -= least);
        terms.sort_by_key(|term| term.0);
        let of = |degree: u32| {
            let found = terms.iter().find(|term| term.0 == degree);
            Fraction::from(found.map_or(Poly::zero(), |term| term.1.clone()))
        };
        let highest = terms.iter().map(|term| term.0).max().unwrap_or(0);
        let (low, high) = (of(0), of(highest));
        if highest == 0 {
            return Vec::new();
        }
        if terms.len() == 2 {
            let Ok(power) = low.neg().div(&high, &mut self.budget) else { return Vec::new() };
            return if highest == 1 { vec![power] } else { self.roots(&power, highest) };
        }
        if highest != 2 {
            return Vec::new();
        }
        self.quadratic([low, of(1), high]).unwrap_or_default()
    }

    /// `(-b ± sqrt(b^2 - 4ac))/(2a)`
    fn quadratic(&mut self, [c, b, a]: [Fraction; 3]) -> Option<Vec<Fraction>> {
        let budget = &mut *self.budget;
        let half = b.scale(&Number::ratio(-1, 2)?).div(&a, budget).ok()?;
        let under = half.pow(2, budget).ok()?.sub(&c.div(&a, budget).ok()?, budget).ok()?;
        let roots = self.roots(&under, 2);
        Some(roots.iter().filter_map(|root| half.add(root, &mut self.budget).ok()).collect())
    }

    /// The real roots of a value, of both signs where the degree is even; the likeliest first.
    fn roots(&mut self, value: &Fraction, degree: u32) -> Vec<Fraction> {
        let found = match degree {
            2 => self.named_root(value).or_else(|| self.square_root(value)),
            3 => self.call("cbrt", value),
            _ => self.power(value, degree),
        };
        let Some(root) = found else { return Vec::new() };
        if degree.is_multiple_of(2) { vec![root.clone(), root.neg()] } else { vec![root] }
    }

    /// A root by a function whose square the value is: `cosh(u)` for `1 + sinh(u)^2`.
    fn named_root(&mut self, value: &Fraction) -> Option<Fraction> {
        for name in named::squares_of(self.store, &self.kernels) {
            let Ok(factor) = value.div(&name.value, &mut self.budget) else { continue };
            let Some(base) = self.square_base(name.expr).filter(|_| !factor.contains(name.over)) else { continue };
            let base = Fraction::variable(self.kernels.var(base));
            let root = if factor.is_one() { Fraction::one() } else { self.square_root(&factor)? };
            return base.mul(&root, &mut self.budget).ok();
        }
        None
    }

    fn square_base(&self, square: ExprId) -> Option<ExprId> {
        match self.store.node(square) {
            Node::Pow(base, _) => Some(base),
            _ => None, // names of squares are powers
        }
    }

    /// The square root of a value, with the squares of numbers and kernels before it.
    fn square_root(&mut self, value: &Fraction) -> Option<Fraction> {
        let mut outside = Fraction::one();
        let mut inside = value.clone();
        for (poly, down) in [(value.numerator(), false), (value.denominator(), true)] {
            let budget = &mut *self.budget;
            for (part, exponent) in factor(poly, budget).ok()?.factors {
                let square = Fraction::from(part).pow(i64::from(exponent / 2), budget).ok()?;
                let square = if down { square.recip().ok()? } else { square };
                outside = outside.mul(&square, budget).ok()?;
                inside = inside.div(&square.pow(2, budget).ok()?, budget).ok()?;
            }
        }
        let (content, below) = (inside.numerator().content(), inside.denominator().content());
        let content = content.div(&below)?;
        let number = square_part(&content);
        let square = number.mul(&number);
        inside = inside.scale(&Number::ONE.div(&square)?);
        outside = outside.scale(&number);
        if inside.is_one() {
            return Some(outside);
        }
        let root = self.call("sqrt", &inside)?;
        let known = root.vars().into_iter().map(|var| (var, inside.clone()));
        self.roots.extend(known.filter(|known| !self.roots.contains(known)).collect::<Vec<_>>());
        outside.mul(&root, &mut self.budget).ok()
    }

    fn call(&mut self, name: &str, value: &Fraction) -> Option<Fraction> {
        let under = self.write(value)?;
        let root = self.store.call(FunctionId::named(name), under);
        Some(Fraction::variable(self.kernels.var(root)))
    }

    fn power(&mut self, value: &Fraction, degree: u32) -> Option<Fraction> {
        let under = self.write(value)?;
        let degree = self.store.integer(u64::from(degree));
        let exponent = self.store.div(Store::ONE, degree);
        let root = self.store.pow(under, exponent);
        Some(Fraction::variable(self.kernels.var(root)))
    }

    fn write(&mut self, fraction: &Fraction) -> Option<ExprId> {
        self.shapes.cheapest(self.store, fraction, &self.kernels, &self.notation)
    }
}

/// The expression with even powers of square roots as powers of what stands under them.
fn lowered(store: &mut Store, expr: ExprId) -> ExprId {
    let mut image = expr;
    for id in store.reachable(expr) {
        let Node::Pow(base, exponent) = store.node(id) else { continue };
        let Node::Call(f, under) = store.node(base) else { continue };
        let half = rational(store, exponent).and_then(|n| n.div(&Number::from(2))).and_then(|half| half.to_i64());
        let Some(half) = half.filter(|&half| half > 0 && f.row().name == "sqrt") else { continue };
        let power = match half {
            1 => under,
            half => {
                let half = store.integer(half.unsigned_abs());
                store.pow(under, half)
            }
        };
        image = store.replace(image, id, power);
    }
    image
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The largest small number whose square divides a positive rational number above, over the one below.
fn square_part(value: &Number) -> Number {
    let part = |value: i64| (2..=64i64).rev().find(|n| value % (n * n) == 0).unwrap_or(1);
    let parts = [value.numerator(), value.denominator()].map(|n| n.to_i64().map_or(1, part));
    Number::ratio(parts[0], parts[1]).unwrap_or(Number::ONE)
}
