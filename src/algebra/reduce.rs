//! Whether two expressions are the same rational function once kernels are replaced by what they equal.
//!
//! A replacement `kernel = expression` puts a rational function of other kernels for a kernel; a replacement
//! `kernel^n = expression` does the same for a power. Every value is kept as a number times powers of polynomials, so
//! that common denominators stay small and nothing is divided. If the replacements hold and everything that occurs is
//! defined, both sides have the same value; seeing to that is left to the caller.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::identity::{Arithmetic, Refused, arithmetic, arithmetic_parts, integer_literal};
use super::poly::cost_of;
use super::{Budget, Poly, Var};
use crate::expr::{ExprId, Node, Number, Store};

/// The largest exponent, up to sign, of a factor.
const MOST_EXPONENT: i64 = 4_096;

/// A number times powers of variables and of polynomials, none of which is 0; the number 0 has no factors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Product {
    content: Number,
    /// Factors with their exponents, in rising order of their indices, no exponent 0.
    factors: Rc<[(Factor, i64)]>,
}

/// The index of a polynomial in [`Reducer::polys`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Factor(u32);

/// A power of a variable and what stands for it.
struct Power {
    exponent: u32,
    value: Product,
    /// Which replacement it is.
    index: usize,
}

/// How many powers may be replaced; each may be nested in the one after it.
const MOST_POWERS: usize = 200;

pub(super) struct Reducer<'a> {
    pub(super) store: &'a Store,
    budget: &'a mut Budget,
    /// Primitive polynomials without a common monomial, and variables.
    polys: Vec<Poly>,
    indices: FxHashMap<Poly, Factor>,
    /// The variable of a factor that is one.
    vars: Vec<Option<Var>>,
    kernels: FxHashMap<ExprId, Var>,
    /// How many variables stand for no kernel.
    fresh: u32,
    /// What stands for a kernel, and which replacement it is.
    values: FxHashMap<ExprId, (Product, usize)>,
    /// What stands for a power of a variable.
    powers: FxHashMap<Var, Power>,
    /// The variables of `powers`, those met last first.
    order: Vec<Var>,
    known: FxHashMap<ExprId, Product>,
    /// Which replacements were made.
    used: Vec<bool>,
}

/// What came out of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Whether both sides are the same.
    pub equal: bool,
    /// For each replacement, whether it was made somewhere.
    pub used: Vec<bool>,
}

/// Compares both sides as rational functions of the kernels that are left when the replacements are made, in their order.
/// Each replacement's left side is a kernel, or a power of one with an exponent of at least 2.
///
/// # Errors
/// The budget ran out, a denominator is identically 0, or a part has no value or is no replacement.
pub fn equal_by(
    store: &Store,
    left: ExprId,
    right: ExprId,
    replacements: &[(ExprId, ExprId)],
    budget: &mut Budget,
) -> Result<Compared, Refused> {
    let mut reducer = Reducer::new(store, budget);
    for &(kernel, value) in replacements {
        reducer.replace(kernel, value)?;
    }
    let left = reducer.value(left)?;
    let right = reducer.value(right)?;
    let equal = reducer.are_equal(&left, &right)?;
    Ok(Compared { equal, used: reducer.used })
}

impl Product {
    pub(super) fn number(content: Number) -> Product {
        Product { content, factors: Rc::new([]) }
    }

    pub(super) fn neg(&self) -> Product {
        Product { content: self.content.neg(), factors: Rc::clone(&self.factors) }
    }

    /// The factors of both, with exponents made from both.
    fn combine(&self, other: &Product, exponent: impl Fn(i64, i64) -> i64) -> Vec<(Factor, i64)> {
        let mut made = Vec::with_capacity(self.factors.len() + other.factors.len());
        let (mut a, mut b) = (self.factors.iter().peekable(), other.factors.iter().peekable());
        loop {
            let (factor, x, y) = match (a.peek(), b.peek()) {
                (None, None) => return made,
                (Some(&&(f, x)), Some(&&(g, y))) if f == g => {
                    a.next();
                    b.next();
                    (f, x, y)
                }
                (Some(&&(f, x)), Some(&&(g, _))) if f < g => {
                    a.next();
                    (f, x, 0)
                }
                (Some(&&(f, x)), None) => {
                    a.next();
                    (f, x, 0)
                }
                (_, Some(&&(g, y))) => {
                    b.next();
                    (g, 0, y)
                }
            };
            match exponent(x, y) {
                0 => {}
                exponent => made.push((factor, exponent)),
            }
        }
    }
}

impl<'a> Reducer<'a> {
    pub(super) fn new(store: &'a Store, budget: &'a mut Budget) -> Reducer<'a> {
        Reducer {
            store,
            budget,
            polys: Vec::new(),
            indices: FxHashMap::default(),
            vars: Vec::new(),
            kernels: FxHashMap::default(),
            fresh: 0,
            values: FxHashMap::default(),
            powers: FxHashMap::default(),
            order: Vec::new(),
            known: FxHashMap::default(),
            used: Vec::new(),
        }
    }

    pub(super) fn are_equal(&mut self, left: &Product, right: &Product) -> Result<bool, Refused> {
        Ok(left == right || self.sum(left, &right.neg())?.content.is_zero())
    }

    /// Puts `value` for `kernel`, or for a power of a kernel, from now on.
    fn replace(&mut self, kernel: ExprId, value: ExprId) -> Result<(), Refused> {
        let value = self.value(value)?;
        let index = self.used.len();
        self.used.push(false);
        if let Arithmetic::Kernel = arithmetic(self.store, kernel)? {
            self.set(kernel, value, index);
            return Ok(());
        }
        let Node::Pow(base, exponent) = self.store.node(kernel) else { return Err(Refused::NotAValue) };
        let exponent = integer_literal(self.store, exponent).and_then(|n| u32::try_from(n).ok());
        let kernel = matches!(arithmetic(self.store, base)?, Arithmetic::Kernel) && !self.values.contains_key(&base);
        let Some(exponent) = exponent.filter(|&n| n >= 2 && kernel) else { return Err(Refused::NotAValue) };
        let var = self.var(base);
        // a power is replaced by what holds no power that is replaced later, so that replacing comes to an end
        let circular = self.contains(&value, var) || self.powers.values().any(|power| self.contains(&power.value, var));
        if circular || self.powers.len() == MOST_POWERS {
            return Err(Refused::NotAValue);
        }
        if self.powers.insert(var, Power { exponent, value, index }).is_some() {
            return Err(Refused::NotAValue);
        }
        self.order.insert(0, var);
        Ok(())
    }

    /// Puts a value for a kernel from now on.
    fn set(&mut self, kernel: ExprId, value: Product, index: usize) {
        self.known.remove(&kernel);
        self.values.insert(kernel, (value, index));
    }

    fn contains(&self, product: &Product, var: Var) -> bool {
        product.factors.iter().any(|(factor, _)| self.polys[factor.0 as usize].contains(var))
    }

    pub(super) fn var(&mut self, kernel: ExprId) -> Var {
        let next = Var(self.kernels.len() as u32 + self.fresh);
        *self.kernels.entry(kernel).or_insert(next)
    }

    /// A variable that stands for no kernel.
    pub(super) fn fresh(&mut self) -> Var {
        self.fresh += 1;
        Var(self.kernels.len() as u32 + self.fresh - 1)
    }

    /// The kernels in an expression.
    pub(super) fn kernels_of(&mut self, expr: ExprId) -> Result<Vec<ExprId>, Refused> {
        let mut parts = arithmetic_parts(self.store, &[expr], self.budget)?;
        parts.retain(|&id| matches!(arithmetic(self.store, id), Ok(Arithmetic::Kernel)));
        Ok(parts)
    }

    /// Puts a value for a kernel from now on, as no replacement that is counted.
    pub(super) fn stand_for(&mut self, kernel: ExprId, value: Product) {
        if !self.values.contains_key(&kernel) {
            let index = self.used.len();
            self.used.push(false);
            self.set(kernel, value, index);
        }
    }

    /// The value of an expression, each part computed once.
    pub(super) fn value(&mut self, expr: ExprId) -> Result<Product, Refused> {
        for id in arithmetic_parts(self.store, &[expr], self.budget)? {
            if self.known.contains_key(&id) {
                continue;
            }
            let value = self.node(id)?;
            self.known.insert(id, value);
        }
        Ok(self.known[&expr].clone())
    }

    fn node(&mut self, id: ExprId) -> Result<Product, Refused> {
        let of = |this: &Self, part: ExprId| this.known[&part].clone();
        match arithmetic(self.store, id)? {
            Arithmetic::Number(value) => {
                self.budget.charge(cost_of(&value))?;
                Ok(Product::number(value))
            }
            Arithmetic::Kernel => match self.values.get(&id) {
                Some((value, index)) => {
                    self.used[*index] = true;
                    Ok(value.clone())
                }
                None => {
                    let var = self.var(id);
                    Ok(self.variable(var))
                }
            },
            Arithmetic::Neg(a) => Ok(of(self, a).neg()),
            Arithmetic::Add(a, b) => self.sum(&of(self, a), &of(self, b)),
            Arithmetic::Sub(a, b) => self.sum(&of(self, a), &of(self, b).neg()),
            Arithmetic::Mul(a, b) => self.product(&of(self, a), &of(self, b)),
            Arithmetic::Div(a, b) => {
                let below = self.power(&of(self, b), -1)?;
                self.product(&of(self, a), &below)
            }
            Arithmetic::Pow(a, exponent) => self.power(&of(self, a), exponent),
        }
    }

    pub(super) fn variable(&mut self, var: Var) -> Product {
        let factor = self.factor(Poly::variable(var));
        Product { content: Number::ONE, factors: Rc::new([(factor, 1)]) }
    }

    fn factor(&mut self, poly: Poly) -> Factor {
        if let Some(&known) = self.indices.get(&poly) {
            return known;
        }
        let factor = Factor(self.polys.len() as u32);
        let var = match poly.terms() {
            [(monomial, value)] if value.is_one() && monomial.total_degree() == 1 => {
                monomial.factors().next().map(|factor| factor.0)
            }
            _ => None, // a sum
        };
        self.vars.push(var);
        self.indices.insert(poly.clone(), factor);
        self.polys.push(poly);
        factor
    }

    pub(super) fn product(&mut self, a: &Product, b: &Product) -> Result<Product, Refused> {
        if a.content.is_zero() || b.content.is_zero() {
            return Ok(Product::number(Number::ZERO));
        }
        self.budget
            .charge(1 + (a.factors.len() + b.factors.len()) as u64 + cost_of(&a.content) + cost_of(&b.content))?;
        let factors = a.combine(b, |x, y| x.saturating_add(y));
        self.settled(a.content.mul(&b.content), factors)
    }

    pub(super) fn power(&mut self, a: &Product, exponent: i64) -> Result<Product, Refused> {
        if exponent == 0 {
            return Ok(Product::number(Number::ONE));
        }
        if a.content.is_zero() {
            return if exponent > 0 { Ok(a.clone()) } else { Err(Refused::ZeroDenominator) };
        }
        self.budget
            .charge((1 + a.factors.len() as u64 + cost_of(&a.content)).saturating_mul(exponent.unsigned_abs()))?;
        let content = a.content.pow(exponent).ok_or(Refused::OutOfBudget)?;
        let factors = a.factors.iter().map(|&(factor, n)| (factor, n.saturating_mul(exponent))).collect();
        self.settled(content, factors)
    }

    /// The product of powers, with powers of variables replaced.
    fn settled(&mut self, content: Number, mut factors: Vec<(Factor, i64)>) -> Result<Product, Refused> {
        let mut more = Vec::new();
        for (factor, exponent) in &mut factors {
            if exponent.abs() > MOST_EXPONENT {
                return Err(Refused::OutOfBudget);
            }
            let Some(power) = self.vars[factor.0 as usize].and_then(|var| self.powers.get(&var)) else { continue };
            let n = i64::from(power.exponent);
            let times = exponent.div_euclid(n);
            if times != 0 {
                self.used[power.index] = true;
                more.push((power.value.clone(), times));
                *exponent = exponent.rem_euclid(n);
            }
        }
        factors.retain(|entry| entry.1 != 0);
        let mut made = Product { content, factors: factors.into() };
        for (value, times) in more {
            self.budget.charge(8)?;
            let value = self.power(&value, times)?;
            made = self.product(&made, &value)?;
        }
        Ok(made)
    }

    /// The sum: what both have in common stays apart, and the rest is multiplied out.
    pub(super) fn sum(&mut self, a: &Product, b: &Product) -> Result<Product, Refused> {
        match (a.content.is_zero(), b.content.is_zero()) {
            (true, _) => return Ok(b.clone()),
            (_, true) => return Ok(a.clone()),
            (false, false) => {}
        }
        let common: Vec<(Factor, i64)> = a.combine(b, i64::min);
        let common = Product { content: Number::ONE, factors: common.into() };
        let mut sum = Product::number(Number::ZERO);
        let mut poly = Poly::zero();
        for side in [a, b] {
            let own = Product { content: side.content.clone(), factors: side.combine(&common, |x, y| x - y).into() };
            poly = poly.add(&self.expanded(&own)?);
            self.budget.charge(poly.size())?;
        }
        if !poly.is_zero() {
            sum = self.reduced(poly)?;
        }
        self.product(&sum, &common)
    }

    /// A product with positive exponents as a polynomial.
    fn expanded(&mut self, product: &Product) -> Result<Poly, Refused> {
        let mut poly = Poly::constant(product.content.clone());
        for &(factor, exponent) in product.factors.iter() {
            let exponent = u32::try_from(exponent).map_err(|_| Refused::OutOfBudget)?;
            let power = self.polys[factor.0 as usize].pow(exponent, self.budget)?;
            poly = poly.mul(&power, self.budget)?;
        }
        Ok(poly)
    }

    /// A polynomial with its powers of variables replaced, as a product.
    fn reduced(&mut self, poly: Poly) -> Result<Product, Refused> {
        for at in 0..self.order.len() {
            let var = self.order[at];
            let exponent = self.powers[&var].exponent;
            if poly.degree(var) >= exponent {
                return self.replaced(&poly, var, exponent);
            }
        }
        let (content, primitive) = poly.primitive();
        let monomial = primitive.monomial_content();
        let mut factors: Vec<(Factor, i64)> = Vec::new();
        for (var, exponent) in monomial.factors() {
            factors.push((self.factor(Poly::variable(var)), i64::from(exponent)));
        }
        let rest = primitive.div_monomial(&monomial).ok_or(Refused::OutOfBudget)?;
        if !rest.is_one() {
            factors.push((self.factor(rest), 1));
        }
        factors.sort_unstable_by_key(|entry| entry.0);
        Ok(Product { content, factors: factors.into() })
    }

    /// A polynomial with the powers of one variable replaced: coefficient by coefficient, over a common denominator.
    fn replaced(&mut self, poly: &Poly, var: Var, exponent: u32) -> Result<Product, Refused> {
        self.budget.charge(poly.size().saturating_add(16))?;
        let Power { value, index, .. } = &self.powers[&var];
        let (value, index) = (value.clone(), *index);
        self.used[index] = true;
        let split = |sign: i64| {
            let factors = value.factors.iter().filter(|entry| entry.1 * sign > 0).map(|&(f, n)| (f, n * sign));
            Product { content: Number::ONE, factors: factors.collect() }
        };
        let below = self.expanded(&split(-1))?;
        let above = self.expanded(&Product { content: value.content.clone(), ..split(1) })?;
        let most = poly.degree(var) / exponent;
        let mut sum = Poly::zero();
        for (degree, coefficient) in poly.coefficients(var) {
            let times = degree / exponent;
            let over = above.pow(times, self.budget)?.mul(&below.pow(most - times, self.budget)?, self.budget)?;
            let power = super::Monomial::power(var, degree % exponent);
            sum = sum.add(&coefficient.mul(&over, self.budget)?.mul_monomial(&power)?);
            self.budget.charge(sum.size())?;
        }
        if sum.is_zero() {
            return Ok(Product::number(Number::ZERO));
        }
        let sum = self.reduced(sum)?;
        let denominator: Vec<(Factor, i64)> =
            split(-1).factors.iter().map(|&(f, n)| (f, -n * i64::from(most))).collect();
        self.product(&sum, &Product { content: Number::ONE, factors: denominator.into() })
    }
}
