//! Expressions as rational functions of independent kernels, with the steps that show what stands for each kernel.

use rustc_hash::FxHashMap;

use super::angles::Angles;
use super::exponents::Exponents;
use super::lattice::Vector;
use super::products::{Atom, Bases};
use super::roots::Roots;
use super::steps::{Steps, Stop};
use super::{Mode, Seeds};
use crate::algebra::shape::number;
use crate::algebra::{
    Arithmetic, Budget, Fraction, Kernels, Monomial, Poly, Refused, Share, Var, arithmetic, arithmetic_parts,
};
use crate::expr::{self, Constant, Exponent, ExprId, FunctionId, Node, Number, Relation, Store};
use crate::kernel;
use crate::passes::equal::pieces;
use crate::theory::Theory;
use crate::trace::{Condition, Reason, StepId};

/// The work that reading one argument may cost, and the most terms of a polynomial on the way.
const WORK: u64 = 20_000_000;
const TERMS: usize = 2_000;

/// A power of a variable that is replaced.
#[derive(Debug, Clone)]
pub(crate) struct Replaced {
    pub(crate) var: Var,
    pub(crate) exponent: u32,
    pub(crate) value: Fraction,
}

/// What is known of the kernels of both sides.
pub(super) struct Prover<'a> {
    pub(super) steps: Steps<'a>,
    pub(super) mode: Mode,
    pub(super) seeds: &'a mut Seeds,
    pub(super) assumptions: Vec<Condition>,
    pub(super) bases: Bases,
    pub(super) roots: Roots,
    pub(super) exponents: Exponents,
    pub(super) angles: Angles,
    /// What must not be negative where both sides are defined.
    pub(super) needed: Vec<ExprId>,
    kernels: Kernels,
    values: FxHashMap<ExprId, Fraction>,
    relations: Vec<Replaced>,
    /// Functions that are nothing but themselves, with their arguments.
    opaque: Vec<(FunctionId, ExprId, ExprId)>,
    /// Switches whose branch is known: the switch, the branch and the step.
    pub(super) branches: Vec<(ExprId, ExprId, StepId)>,
    /// How many kernels are being settled, each for the sake of the one before.
    depth: usize,
}

/// How many kernels may be settled within each other. What is nested in a formula does not count, being settled first.
const MOST_NESTED: usize = 60;

impl<'a> Prover<'a> {
    pub(super) fn new(steps: Steps<'a>, mode: Mode, seeds: &'a mut Seeds, assumptions: Vec<Condition>) -> Prover<'a> {
        Prover {
            steps,
            mode,
            seeds,
            assumptions,
            bases: Bases::default(),
            roots: Roots::default(),
            exponents: Exponents::default(),
            angles: Angles::default(),
            needed: Vec::new(),
            kernels: Kernels::new(),
            values: FxHashMap::default(),
            relations: Vec::new(),
            opaque: Vec::new(),
            branches: Vec::new(),
            depth: 0,
        }
    }

    /// Proves that both sides are equal.
    pub(super) fn prove(&mut self, sides: (ExprId, ExprId)) -> Result<StepId, Stop> {
        let mut parts = [sides.0, sides.1].map(|side| self.steps.store.reachable(side)).concat();
        parts.sort_unstable();
        parts.dedup();
        let later = pieces::only_in_switches(self.steps.store, sides);
        self.need(sides.0);
        self.need(sides.1);
        for Condition { left, relation, right } in self.assumptions.clone() {
            let is_symbol = matches!(self.steps.store.node(left), Node::Symbol(_));
            if relation == Relation::Equal && is_symbol && !self.steps.store.reachable(right).contains(&left) {
                let step = self.steps.by(left, right, Reason::Assumption, &[], &[])?;
                self.replace(left, right, step)?;
            }
        }
        for (symbol, radicand, degree) in self.seeds.eliminated.clone() {
            self.eliminate(symbol, radicand, degree)?;
        }
        for id in parts {
            let is_kernel = matches!(arithmetic(self.steps.store, id), Ok(Arithmetic::Kernel));
            if is_kernel && !later.contains(&id) {
                self.settle(id)?;
            }
        }
        match self.steps.reduce(sides.0, sides.1)? {
            Some(step) => Ok(step),
            None => self.steps.by(sides.0, sides.1, Reason::Reduction, &[], &[])?.ok_or(Stop::Stuck),
        }
    }

    pub(super) fn budget(&self) -> Share<'a> {
        self.steps.allowed.pool.share(WORK, TERMS)
    }

    /// Notes what must not be negative for an expression to be defined.
    pub(super) fn need(&mut self, expr: ExprId) {
        for id in self.steps.store.reachable(expr) {
            self.needed.extend(needed(self.steps.store, id));
        }
    }

    /// What stands for itself, in the order of the variables.
    pub(super) fn kernels(&self) -> Vec<ExprId> {
        self.kernels.exprs().to_vec()
    }

    /// The powers that are replaced.
    pub(super) fn relations(&self) -> Vec<Replaced> {
        self.relations.clone()
    }

    /// Lets an expression stand for itself.
    pub(super) fn slot(&mut self, kernel: ExprId) -> Var {
        let var = self.kernels.var(kernel);
        self.values.insert(kernel, Fraction::variable(var));
        var
    }

    /// The expression that a variable stands for.
    pub(super) fn of(&self, var: Var) -> Option<ExprId> {
        self.kernels.expr(var)
    }

    /// Whether it is known what stands for a kernel.
    pub(super) fn is_settled(&self, kernel: ExprId) -> bool {
        self.values.contains_key(&kernel)
    }

    /// Lets `right` stand for the kernel, as a step says.
    pub(super) fn replace(&mut self, kernel: ExprId, right: ExprId, step: Option<StepId>) -> Result<(), Stop> {
        let Some(step) = step else {
            self.slot(kernel);
            return Ok(());
        };
        for part in self.steps.kernels(right)? {
            self.settle(part)?;
        }
        self.steps.replace(kernel, right, step);
        match self.read(right) {
            Ok(value) => _ = self.values.insert(kernel, value),
            Err(Stop::Again) => return Err(Stop::Again),
            Err(Stop::Budget | Stop::Stuck) => {} // the steps still know what it is
        }
        Ok(())
    }

    /// Lets `right` stand for `kernel^exponent`, as a step says.
    pub(super) fn replace_power(
        &mut self,
        kernel: ExprId,
        exponent: u32,
        right: ExprId,
        step: StepId,
    ) -> Result<(), Stop> {
        let value = self.read(right)?;
        let var = self.slot(kernel);
        let n = self.steps.store.integer(u64::from(exponent));
        let power = self.steps.store.pow(kernel, n);
        self.steps.replace(power, right, step);
        self.relations.push(Replaced { var, exponent, value });
        Ok(())
    }

    /// The expression as a rational function of what stands for itself.
    pub(super) fn read(&mut self, expr: ExprId) -> Result<Fraction, Stop> {
        if let Some(known) = self.values.get(&expr) {
            return Ok(known.clone());
        }
        let mut budget = self.budget();
        let parts = arithmetic_parts(self.steps.store, &[expr], &mut budget).map_err(stopped)?;
        for id in parts {
            if self.values.contains_key(&id) {
                continue;
            }
            let of = |this: &Self, part: ExprId| this.values.get(&part).cloned().ok_or(Stop::Budget);
            let value = match arithmetic(self.steps.store, id).map_err(stopped)? {
                Arithmetic::Number(value) => Fraction::constant(value),
                Arithmetic::Kernel => {
                    self.settle(id)?;
                    continue;
                }
                Arithmetic::Neg(a) => of(self, a)?.neg(),
                Arithmetic::Add(a, b) => of(self, a)?.add(&of(self, b)?, &mut budget).map_err(|_| Stop::Budget)?,
                Arithmetic::Sub(a, b) => of(self, a)?.sub(&of(self, b)?, &mut budget).map_err(|_| Stop::Budget)?,
                Arithmetic::Mul(a, b) => of(self, a)?.mul(&of(self, b)?, &mut budget).map_err(|_| Stop::Budget)?,
                Arithmetic::Div(a, b) => of(self, a)?.div(&of(self, b)?, &mut budget).map_err(stopped)?,
                Arithmetic::Pow(a, n) => of(self, a)?.pow(n, &mut budget).map_err(stopped)?,
            };
            let value = self.normal(value, &mut budget)?;
            self.values.insert(id, value);
        }
        self.values.get(&expr).cloned().ok_or(Stop::Budget)
    }

    /// The fraction with powers replaced.
    pub(super) fn normal(&self, mut fraction: Fraction, budget: &mut Budget) -> Result<Fraction, Stop> {
        'again: loop {
            for relation in self.relations.iter().rev() {
                let high = |poly: &Poly| poly.degree(relation.var) >= relation.exponent;
                if high(fraction.numerator()) || high(fraction.denominator()) {
                    let above = replaced(fraction.numerator(), relation, budget).map_err(stopped)?;
                    let below = replaced(fraction.denominator(), relation, budget).map_err(stopped)?;
                    fraction = above.div(&below, budget).map_err(stopped)?;
                    continue 'again;
                }
            }
            return Ok(fraction);
        }
    }

    /// Finds what stands for a kernel.
    pub(super) fn settle(&mut self, kernel: ExprId) -> Result<(), Stop> {
        if self.is_settled(kernel) {
            return Ok(());
        }
        if self.depth == MOST_NESTED || expr::work::is_spent() {
            return Err(Stop::Budget);
        }
        self.depth += 1;
        let found = self.settled(kernel);
        self.depth -= 1;
        match found {
            Err(Stop::Budget | Stop::Stuck) if !self.is_settled(kernel) => {
                self.slot(kernel);
                Ok(())
            }
            Err(Stop::Again) => Err(Stop::Again),
            Ok(()) | Err(Stop::Budget | Stop::Stuck) => Ok(()),
        }
    }

    fn settled(&mut self, kernel: ExprId) -> Result<(), Stop> {
        if self.listed(kernel)? {
            return Ok(());
        }
        if pieces::is_switch(self.steps.store, kernel) && self.branched(kernel)? {
            return Ok(());
        }
        match self.steps.store.node(kernel) {
            Node::Constant(Constant::E) => self.exponential(kernel, Store::ONE),
            Node::Pow(base, exponent) => self.power(kernel, base, exponent),
            Node::Call(f, u) => match f.row().name {
                "exp" => self.exponential(kernel, u),
                "ln" => self.logarithm(kernel, u),
                "sqrt" => self.root(kernel, u, &Number::ratio(1, 2).ok_or(Stop::Stuck)?),
                "cbrt" => self.third_root(kernel, u),
                "sin" | "cos" => self.angle(kernel, f, u),
                "abs" => self.size(kernel, u),
                "sign" => self.sign(kernel, u),
                _ if is_inverse(f) && is_logarithmic(f) && !self.mode.inverses => self.opaque(kernel, f, u),
                _ if self.mode.closed && !self.is_polynomial(u)? => self.opaque(kernel, f, u),
                _ => match Theory::builtin().meaning(f) {
                    Some(meaning) => {
                        let right = meaning.right.build(self.steps.store, &[u]);
                        let parts = self.steps.store.reachable(right);
                        let more = parts.into_iter().flat_map(|id| needed(self.steps.store, id));
                        self.needed.extend(more.collect::<Vec<_>>());
                        let step = self.steps.by(kernel, right, Reason::Meaning(f), &[], &[u])?;
                        self.replace(kernel, right, step)
                    }
                    None => self.opaque(kernel, f, u),
                },
            },
            Node::Call2(f, u, v) if !kernel::is_piecewise(f.row()) => match Theory::builtin().meaning(f) {
                Some(meaning) => {
                    let right = meaning.right.build(self.steps.store, &[u, v]);
                    let step = self.steps.by(kernel, right, Reason::Meaning(f), &[], &[u, v])?;
                    self.replace(kernel, right, step)
                }
                None => Err(Stop::Stuck),
            },
            _ => Err(Stop::Stuck), // it stands for itself
        }
    }

    /// Whether an expression is a polynomial in symbols and numbers.
    fn is_polynomial(&mut self, expr: ExprId) -> Result<bool, Stop> {
        let value = self.read(expr)?;
        let is_symbol = |this: &Self, var| {
            this.of(var).is_some_and(|kernel| matches!(this.steps.store.node(kernel), Node::Symbol(_)))
        };
        Ok(value.vars().into_iter().all(|var| is_symbol(self, var)))
    }

    /// A function of which nothing is known here but its parity.
    fn opaque(&mut self, kernel: ExprId, f: FunctionId, u: ExprId) -> Result<(), Stop> {
        let value = self.read(u)?;
        for (other, v, same) in self.opaque.clone() {
            let Some(known) = self.values.get(&v).filter(|_| other == f) else { continue };
            if *known == value {
                let equal = self.steps.reduce(u, v)?;
                let step = self.steps.substitute(kernel, same, &[equal])?;
                return self.replace(kernel, same, step);
            }
            if *known == value.neg()
                && let Some(parity) = Theory::builtin().parity(f)
            {
                let minus = self.steps.store.neg(v);
                let equal = self.steps.reduce(u, minus)?;
                let turned = self.steps.store.call(f, minus);
                let first = self.steps.substitute(kernel, turned, &[equal])?;
                let right = parity.right.build(self.steps.store, &[v]);
                let second = self.steps.by(turned, right, Reason::Parity(f), &[], &[v])?;
                let step = self.steps.chain(kernel, &[(turned, first), (right, second)])?;
                return self.replace(kernel, right, step);
            }
        }
        self.opaque.push((f, u, kernel));
        self.slot(kernel);
        Ok(())
    }

    /// The polynomial written out.
    pub(super) fn written(&mut self, poly: &Poly) -> Result<ExprId, Stop> {
        let mut sum: Option<ExprId> = None;
        for (monomial, value) in poly.terms() {
            let term = self.written_term(monomial, &value.abs())?;
            sum = Some(match (sum, value.is_negative()) {
                (None, false) => term,
                (None, true) => self.steps.store.neg(term),
                (Some(before), false) => self.steps.store.add(before, term),
                (Some(before), true) => self.steps.store.sub(before, term),
            });
        }
        Ok(sum.unwrap_or(Store::ZERO))
    }

    /// A number times a monomial.
    pub(super) fn written_term(&mut self, monomial: &Monomial, value: &Number) -> Result<ExprId, Stop> {
        let mut factors = Vec::new();
        if !value.is_one() || monomial.is_one() {
            factors.push(self.number(value)?);
        }
        for (var, exponent) in monomial.factors() {
            let kernel = self.of(var).ok_or(Stop::Stuck)?;
            factors.push(self.integer_power(kernel, i64::from(exponent)));
        }
        Ok(self.times(&factors))
    }

    pub(super) fn number(&mut self, value: &Number) -> Result<ExprId, Stop> {
        number(self.steps.store, value).ok_or(Stop::Budget)
    }

    /// A product of factors, 1 if there are none.
    pub(super) fn times(&mut self, factors: &[ExprId]) -> ExprId {
        let product = factors.iter().copied().reduce(|a, b| self.steps.store.mul(a, b));
        product.unwrap_or(Store::ONE)
    }

    /// An expression to a positive integer power.
    pub(super) fn integer_power(&mut self, expr: ExprId, exponent: i64) -> ExprId {
        if exponent == 1 {
            return expr;
        }
        let n = self.steps.store.integer(exponent.unsigned_abs());
        self.steps.store.pow(expr, n)
    }

    /// The fraction written out.
    pub(super) fn written_fraction(&mut self, fraction: &Fraction) -> Result<ExprId, Stop> {
        let above = self.written(fraction.numerator())?;
        if fraction.denominator().is_one() {
            return Ok(above);
        }
        let below = self.written(fraction.denominator())?;
        Ok(self.steps.store.div(above, below))
    }

    /// Powers of expressions as a product, with negative powers below.
    pub(super) fn quotient(&mut self, powers: &[(ExprId, i64)]) -> ExprId {
        let (mut above, mut below) = (Vec::new(), Vec::new());
        for &(expr, exponent) in powers {
            let power = self.integer_power(expr, exponent.abs());
            match exponent.signum() {
                1 => above.push(power),
                -1 => below.push(power),
                _ => {} // 1
            }
        }
        let above = self.times(&above);
        if below.is_empty() {
            return above;
        }
        let below = self.times(&below);
        self.steps.store.div(above, below)
    }

    /// A product of atoms with integer exponents written out.
    pub(super) fn form(&mut self, vector: &Vector<Atom>) -> Result<ExprId, Stop> {
        let mut powers = Vec::new();
        for (atom, times) in vector {
            let times = times.to_i64().ok_or(Stop::Stuck)?;
            match atom {
                Atom::Minus => {}
                Atom::Prime(value) => powers.push((self.number(value)?, times)),
                Atom::Base(index) => powers.push((self.base(*index)?, times)),
            }
        }
        let product = self.quotient(&powers);
        Ok(if vector.contains_key(&Atom::Minus) { self.steps.store.neg(product) } else { product })
    }

    /// A base written out.
    pub(super) fn base(&mut self, index: usize) -> Result<ExprId, Stop> {
        let poly = self.bases.poly(index).clone();
        self.written(&poly)
    }

    /// The expression as a product over the bases.
    pub(super) fn product(&mut self, expr: ExprId) -> Result<Vector<Atom>, Stop> {
        let value = self.read(expr)?;
        if value.is_zero() {
            return Err(Stop::Stuck);
        }
        self.bases.product(&value, &mut self.budget()).map_err(|_| Stop::Budget)
    }
}

/// Whether a function means a logarithm.
fn is_logarithmic(f: FunctionId) -> bool {
    f.row().meaning.starts_with("ln(")
}

/// Whether a function is an inverse, which is kept as it is unless logarithms have to be compared with it.
fn is_inverse(f: FunctionId) -> bool {
    f.row().aliases.iter().any(|alias| alias.starts_with("arc"))
}

/// The polynomial with the powers of a variable replaced.
fn replaced(poly: &Poly, relation: &Replaced, budget: &mut Budget) -> Result<Fraction, Refused> {
    if poly.degree(relation.var) < relation.exponent {
        return Ok(Fraction::from(poly.clone()));
    }
    let mut sum = Fraction::zero();
    for (degree, coefficient) in poly.coefficients(relation.var) {
        let rest = Monomial::power(relation.var, degree % relation.exponent);
        let left = Fraction::from(coefficient.mul_monomial(&rest)?);
        let power = relation.value.pow(i64::from(degree / relation.exponent), budget)?;
        sum = sum.add(&left.mul(&power, budget)?, budget)?;
    }
    Ok(sum)
}

pub(super) fn stopped(refused: Refused) -> Stop {
    match refused {
        Refused::OutOfBudget => Stop::Budget,
        Refused::ZeroDenominator | Refused::NotAValue => Stop::Stuck,
    }
}

/// What must not be negative for the expression to be defined, its parts being so.
fn needed(store: &mut Store, id: ExprId) -> Vec<ExprId> {
    match store.node(id) {
        Node::Call(f, u) => {
            let bounds: Vec<_> = kernel::bounds_of_argument(f).collect();
            let difference = |(relation, bound)| match relation {
                Relation::Greater | Relation::GreaterEqual => Some(store.sub(u, bound)),
                Relation::Less | Relation::LessEqual => Some(store.sub(bound, u)),
                Relation::Equal | Relation::NotEqual => None,
            };
            bounds.into_iter().filter_map(difference).collect()
        }
        Node::Pow(base, exponent) => match expr::exponent(store, exponent) {
            Exponent::Root(_) | Exponent::Real => vec![base],
            Exponent::Integer(_) => Vec::new(),
        },
        _ => Vec::new(), // defined for either sign
    }
}
