//! Exponentials, powers with symbols in the exponent, and logarithms.

use super::lattice::{Vector, combination};
use super::products::Atom;
use super::slots::{Prover, stopped};
use super::steps::Stop;
use crate::algebra::{Budget, Fraction, Monomial, Poly};
use crate::expr::{self, Exponent, ExprId, Node, Number, Relation, Store};
use crate::kernel;
use crate::trace::Condition;

/// A term of an exponent but for its number: a monomial over a denominator.
type Key = (Poly, Poly);

/// `e^(unit*key)`
#[derive(Debug, Clone)]
struct Exponential {
    key: Key,
    unit: Number,
    expr: ExprId,
}

/// `base^(unit*key)`
#[derive(Debug, Clone)]
struct Power {
    key: Key,
    unit: Number,
    expr: ExprId,
    base: ExprId,
    vector: Vector<Atom>,
}

/// `ln(argument)`
#[derive(Debug, Clone)]
struct Logarithm {
    expr: ExprId,
    argument: ExprId,
    vector: Vector<Atom>,
    /// Whether it is the logarithm of the argument's size.
    of_size: bool,
}

impl Logarithm {
    /// What it is the logarithm of, and whether that is meant by its size.
    fn under(&self) -> (ExprId, bool) {
        (self.argument, self.of_size)
    }
}

/// The exponentials, powers and logarithms that stand for themselves.
#[derive(Debug, Default)]
pub(super) struct Exponents {
    exponentials: Vec<Exponential>,
    powers: Vec<Power>,
    logarithms: Vec<Logarithm>,
}

/// The polynomial that an exponent is but for a fraction, and the numerator of that: division by a denominator that has a
/// number for its leading coefficient in some variable.
fn divided(exponent: &Fraction, budget: &mut Budget) -> Result<(Poly, Poly), Stop> {
    let (mut rest, below) = (exponent.numerator().clone(), exponent.denominator());
    let mut whole = Poly::zero();
    let main = below.vars().into_iter().find_map(|var| {
        let (degree, leading) = below.coefficients(var).into_iter().next()?;
        Some((var, degree, leading.as_constant()?.recip()?))
    });
    let Some((var, degree, factor)) = main else { return Ok((whole, rest)) };
    while rest.degree(var) >= degree && !rest.is_zero() {
        let Some((own, coefficient)) = rest.coefficients(var).into_iter().next() else { break };
        let power = Monomial::power(var, own - degree);
        let part = coefficient.scale(&factor).mul_monomial(&power).map_err(|_| Stop::Budget)?;
        rest = rest.sub(&part.mul(below, budget).map_err(|_| Stop::Budget)?);
        whole = whole.add(&part);
    }
    Ok((whole, rest))
}

/// The largest power of an exponential that stands for itself.
const MOST_TIMES: i64 = 256;

impl Prover<'_> {
    /// The terms of an exponent: what they are but for numbers, and the numbers. What can be divided by the denominator is.
    fn terms(&mut self, exponent: &Fraction) -> Result<Vec<(Key, Number)>, Stop> {
        let budget = &mut self.budget();
        let (whole, rest) = divided(exponent, budget)?;
        let mut sums: Vec<(Key, Number)> = Vec::new();
        for (poly, below) in [(&whole, &Poly::one()), (&rest, exponent.denominator())] {
            for (monomial, value) in poly.terms() {
                let over = Poly::term(monomial.clone(), Number::ONE);
                let key = Fraction::new(&over, below, budget).map_err(stopped)?;
                let (number, over) = key.numerator().primitive();
                let (key, number) = ((over, key.denominator().clone()), value.mul(&number));
                match sums.iter_mut().find(|(other, _)| *other == key) {
                    Some((_, sum)) => *sum = sum.add(&number),
                    None => sums.push((key, number)),
                }
            }
        }
        sums.retain(|(_, number)| !number.is_zero());
        Ok(sums)
    }

    /// A number times a key, written out.
    fn written_key(&mut self, key: &Key, value: &Number) -> Result<ExprId, Stop> {
        let above = self.written(&key.0.scale(value))?;
        if key.1.is_one() {
            return Ok(above);
        }
        let below = self.written(&key.1)?;
        Ok(self.steps.store.div(above, below))
    }

    /// The unit in which multiples of something are counted: that of a former attempt, or the first multiple.
    fn unit(&mut self, seed: ExprId, value: &Number) -> Number {
        self.seeds.units.entry(seed).or_insert_with(|| value.abs()).clone()
    }

    /// How often the unit goes into a value; if it does not, a smaller one is noted and the proof begins again.
    fn counted(&mut self, seed: ExprId, unit: &Number, value: &Number) -> Result<i64, Stop> {
        let times = value.div(unit).ok_or(Stop::Stuck)?;
        if !times.is_integer() {
            self.seeds.units.insert(seed, unit.gcd(value));
            return Err(Stop::Again);
        }
        times.to_i64().filter(|times| times.abs() <= MOST_TIMES).ok_or(Stop::Budget)
    }

    /// `kernel` is `e^u`.
    pub(super) fn exponential(&mut self, kernel: ExprId, u: ExprId) -> Result<(), Stop> {
        let value = self.read(u)?;
        let mut powers = Vec::new();
        for (key, number) in self.terms(&value)? {
            let monomial = key.0.monomial_content();
            let logarithm = monomial.factors().find_map(|(var, n)| {
                let expr = self.of(var)?;
                let known = self.exponents.logarithms.iter().find(|known| known.expr == expr)?;
                Some((var, n, known.under())).filter(|found| found.1 == 1)
            });
            let logarithm = logarithm
                .filter(|(var, ..)| !self.mode.exponentials || key.1.is_one() && monomial.without(*var).is_one());
            if let Some((var, _, (argument, of_size))) = logarithm {
                let argument = if of_size { self.steps.call("abs", argument) } else { argument };
                let rest = (Poly::term(monomial.without(var), Number::ONE), key.1.clone());
                let exponent = self.written_key(&rest, &number)?;
                powers.push((self.raised(argument, exponent), 1));
            } else {
                powers.push(self.exponential_of(key, &number)?);
            }
        }
        let right = self.quotient(&powers);
        if right == kernel {
            return Ok(());
        }
        let exponent = self.written_fraction(&value)?;
        let left = self.steps.call("exp", exponent);
        let first = match self.steps.store.node(kernel) {
            Node::Call(..) => {
                let equal = self.steps.reduce(u, exponent)?;
                self.steps.substitute(kernel, left, &[equal])?
            }
            _ => self.steps.by_logarithms(kernel, left)?, // e itself
        };
        let second = self.steps.by_logarithms(left, right)?;
        let step = self.steps.chain(kernel, &[(left, first), (right, second)])?;
        self.replace(kernel, right, step)
    }

    /// A base to a power, without an exponent of 1.
    fn raised(&mut self, base: ExprId, exponent: ExprId) -> ExprId {
        if exponent == Store::ONE { base } else { self.steps.store.pow(base, exponent) }
    }

    /// `e^(number*key)` as a power of an exponential that stands for itself.
    fn exponential_of(&mut self, key: Key, number: &Number) -> Result<(ExprId, i64), Stop> {
        let seed = self.written_key(&key, &Number::ONE)?;
        let known = self.exponents.exponentials.iter().find(|known| known.key == key).cloned();
        let known = match known {
            Some(known) => known,
            None => {
                let unit = self.unit(seed, number);
                let exponent = self.written_key(&key, &unit)?;
                let made = Exponential { key, unit, expr: self.steps.call("exp", exponent) };
                self.slot(made.expr);
                self.exponents.exponentials.push(made.clone());
                made
            }
        };
        Ok((known.expr, self.counted(seed, &known.unit, number)?))
    }

    /// `kernel` is `base^exponent`.
    pub(super) fn power(&mut self, kernel: ExprId, base: ExprId, exponent: ExprId) -> Result<(), Stop> {
        let value = self.read(exponent)?;
        if let Some(number) = value.as_constant() {
            if number.is_integer() {
                return self.integer(kernel, base, exponent, &number);
            }
            if expr::constant(self.steps.store, exponent).is_some() {
                return self.root(kernel, base, &number);
            }
        }
        if self.mode.exponentials {
            return self.exponential_of_logarithm(kernel, base, exponent);
        }
        let vector = self.product(base)?;
        if self.expanded(kernel, base, &vector)? {
            return Ok(());
        }
        let written = self.written_fraction(&value)?;
        let terms = self.terms(&value)?;
        let (mut given, mut formal, mut changes) = (Vec::new(), Vec::new(), Vec::new());
        let mut under = None;
        for (key, number) in terms {
            if key.0.is_one() && key.1.is_one() {
                let own = if under.is_some() { base } else { *under.insert(base) };
                let (a, b) = if number.is_integer() {
                    let n = number.to_i64().ok_or(Stop::Stuck)?;
                    ((own, n), n)
                } else {
                    let number = self.number(&number)?;
                    ((self.steps.store.pow(base, number), 1), 1)
                };
                given.push(a);
                formal.push((a.0, b));
                continue;
            }
            for (known, times) in self.power_of(base, &vector, &key, &number)? {
                given.push((known.expr, times));
                let over = self.bases.resolved(&known.vector);
                let form = self.form(&over)?;
                changes.push(self.steps.reduce(form, known.base)?);
                let other = self.with_base(known.expr, form);
                formal.push((other, times));
            }
        }
        let form = self.form(&vector)?;
        self.over_bases(&mut formal, base, form);
        changes.push(self.steps.reduce(form, base)?);
        let right = self.quotient(&given);
        if right == kernel {
            return Ok(());
        }
        let middle = self.quotient(&formal);
        let left = self.steps.store.pow(form, written);
        let parts = [self.steps.reduce(base, form)?, self.steps.reduce(exponent, written)?];
        let first = self.steps.substitute(kernel, left, &parts)?;
        let second = self.steps.by_logarithms(left, middle)?;
        let third = self.steps.substitute(middle, right, &changes)?;
        let step = self.steps.chain(kernel, &[(left, first), (middle, second), (right, third)])?;
        self.replace(kernel, right, step)
    }

    /// Puts the form of a base for the base and for what stands under powers of it.
    fn over_bases(&mut self, formal: &mut [(ExprId, i64)], base: ExprId, form: ExprId) {
        for (expr, _) in formal.iter_mut() {
            *expr = if *expr == base {
                form
            } else if let Node::Pow(own, number) = self.steps.store.node(*expr)
                && own == base
            {
                self.steps.store.pow(form, number)
            } else {
                *expr
            };
        }
    }

    /// `kernel`, which is `base^exponent`, as `e^(exponent*ln(base))`.
    fn exponential_of_logarithm(&mut self, kernel: ExprId, base: ExprId, exponent: ExprId) -> Result<(), Stop> {
        let logarithm = self.steps.call("ln", base);
        let product = self.steps.store.mul(exponent, logarithm);
        let right = self.steps.call("exp", product);
        let step = self.steps.by_logarithms(kernel, right)?;
        self.replace(kernel, right, step)
    }

    /// Takes exponentials, powers and roots out of the base of a power: `(a*b^n)^m` becomes `a^m*b^(n*m)`.
    /// Whether there was one.
    pub(super) fn expanded(&mut self, kernel: ExprId, base: ExprId, vector: &Vector<Atom>) -> Result<bool, Stop> {
        let exponent = match self.steps.store.node(kernel) {
            Node::Pow(_, exponent) => exponent,
            _ => self.number(&Number::ratio(1, 2).ok_or(Stop::Stuck)?)?, // a square root
        };
        let value = self.read(exponent)?;
        let (mut powers, mut rest) = (Vec::new(), Vector::new());
        for (atom, times) in vector {
            let inside = match atom {
                Atom::Base(index) => self.inside(*index)?,
                Atom::Minus | Atom::Prime(_) => None,
            };
            let is_root = matches!(inside, Some((_, _, true)));
            let Some((own, inner, _)) = inside.filter(|_| !is_root || vector.len() == 1) else {
                rest.insert(atom.clone(), times.clone());
                continue;
            };
            let inner = self.read(inner)?;
            let mut budget = self.budget();
            let product = value.mul(&inner, &mut budget).map_err(|_| Stop::Budget)?.scale(times);
            let exponent = self.written_fraction(&product)?;
            powers.push(match own {
                Some(own) => self.raised(own, exponent),
                None => self.steps.call("exp", exponent),
            });
        }
        if powers.is_empty() {
            return Ok(false);
        }
        let written = self.written_fraction(&value)?;
        if !rest.is_empty() {
            let under = self.form(&rest)?;
            let plain = self.raised(under, written);
            powers.push(plain);
        }
        let right = self.times(&powers);
        let form = self.form(vector)?;
        let left = if expr::constant(self.steps.store, exponent).is_some() {
            self.with_base(kernel, form)
        } else {
            self.steps.store.pow(form, written)
        };
        let parts = [self.steps.reduce(base, form)?, self.steps.reduce(exponent, written)?];
        let first = self.steps.substitute(kernel, left, &parts)?;
        let second = self.steps.by_logarithms(left, right)?;
        let step = self.steps.chain(kernel, &[(left, first), (right, second)])?;
        self.replace(kernel, right, step)?;
        Ok(true)
    }

    /// The base and the exponent of a base that is a power; there is no base if it is an exponential.
    /// Whether it is a root stands last.
    fn inside(&mut self, index: usize) -> Result<Option<(Option<ExprId>, ExprId, bool)>, Stop> {
        let base = self.base(index)?;
        let is_eliminated = |under: ExprId| self.seeds.eliminated.iter().any(|known| known.1 == under);
        Ok(match self.steps.store.node(base) {
            Node::Call(_, u) | Node::Pow(u, _) if is_eliminated(u) => None,
            Node::Call(f, u) if f.row().name == "exp" => Some((None, u, false)),
            Node::Call(f, u) if f.row().name == "sqrt" => {
                Some((Some(u), self.number(&Number::ratio(1, 2).ok_or(Stop::Stuck)?)?, true))
            }
            Node::Pow(own, exponent) => match expr::exponent(self.steps.store, exponent) {
                Exponent::Integer(_) => None,
                Exponent::Root(_) => Some((Some(own), exponent, true)),
                Exponent::Real => Some((Some(own), exponent, false)),
            },
            _ => None, // no power
        })
    }

    /// A power whose exponent has an integer for its value.
    fn integer(&mut self, kernel: ExprId, base: ExprId, exponent: ExprId, value: &Number) -> Result<(), Stop> {
        let written = self.number(value)?;
        if written == exponent {
            return Err(Stop::Stuck); // too large to be multiplied out
        }
        let equal = self.steps.reduce(exponent, written)?;
        let right = self.steps.store.pow(base, written);
        let step = self.steps.substitute(kernel, right, &[equal])?;
        self.replace(kernel, right, step)
    }

    /// `base^(number*key)` by powers that stand for themselves.
    fn power_of(
        &mut self,
        base: ExprId,
        vector: &Vector<Atom>,
        key: &Key,
        number: &Number,
    ) -> Result<Vec<(Power, i64)>, Stop> {
        let same: Vec<Power> = self.exponents.powers.iter().filter(|known| known.key == *key).cloned().collect();
        let vectors: Vec<Vector<Atom>> = same.iter().map(|known| self.bases.resolved(&known.vector)).collect();
        if let Some(combined) = combination(&vectors, vector) {
            let mut found = Vec::new();
            for (known, part) in same.into_iter().zip(combined) {
                if !part.is_zero() {
                    let of_key = self.key_seed(key)?;
                    let seed = self.steps.store.pow(known.base, of_key);
                    let times = self.counted(seed, &known.unit, &number.mul(&part))?;
                    found.push((known, times));
                }
            }
            return Ok(found);
        }
        let value = self.read(base)?;
        let argument = self.written_fraction(&value)?;
        let of_key = self.key_seed(key)?;
        let seed = self.steps.store.pow(argument, of_key);
        let unit = self.unit(seed, number);
        let exponent = self.written_key(key, &unit)?;
        let expr = self.steps.store.pow(argument, exponent);
        let made = Power { key: key.clone(), unit: unit.clone(), expr, base: argument, vector: vector.clone() };
        self.slot(expr);
        self.exponents.powers.push(made.clone());
        Ok(vec![(made, self.counted(seed, &unit, number)?)])
    }

    fn key_seed(&mut self, key: &Key) -> Result<ExprId, Stop> {
        self.written_key(key, &Number::ONE)
    }

    /// `kernel` is `ln(u)`.
    pub(super) fn logarithm(&mut self, kernel: ExprId, u: ExprId) -> Result<(), Stop> {
        let vector = self.product(u)?;
        let size: Vector<Atom> =
            vector.iter().filter(|(atom, _)| **atom != Atom::Minus).map(|(a, n)| (a.clone(), n.clone())).collect();
        let mut rest = size.clone();
        let (mut given, mut formal, mut changes) = (Vec::new(), Vec::new(), Vec::new());
        for (atom, times) in &size {
            let Atom::Base(index) = atom else { continue };
            let Some(own) = self.split_logarithm(*index)? else { continue };
            rest.remove(atom);
            let factor = self.number(times)?;
            let term = self.steps.store.mul(factor, own);
            given.push(term);
            formal.push(term);
        }
        let known = self.exponents.logarithms.clone();
        let vectors: Vec<Vector<Atom>> = known
            .iter()
            .map(|known| self.bases.resolved(&known.vector).into_iter().filter(|(a, _)| *a != Atom::Minus).collect())
            .collect();
        let combined = match combination(&vectors, &rest) {
            Some(combined) => known.into_iter().zip(combined).filter(|(_, part)| !part.is_zero()).collect(),
            None => vec![(self.new_logarithm(u, &vector, &rest)?, Number::ONE)],
        };
        for (known, part) in combined {
            let factor = self.number(&part)?;
            let term = self.steps.store.mul(factor, known.expr);
            given.push(if part.is_one() { known.expr } else { term });
            let over = self.bases.resolved(&known.vector);
            let form = self.form(&over)?;
            changes.push(self.steps.reduce(form, known.argument)?);
            let form = if known.of_size { self.steps.call("abs", form) } else { form };
            let other = self.steps.call("ln", form);
            formal.push(if part.is_one() { other } else { self.steps.store.mul(factor, other) });
        }
        let sum = |store: &mut Store, terms: &[ExprId]| {
            terms.iter().copied().reduce(|a, b| store.add(a, b)).unwrap_or(Store::ZERO)
        };
        let right = sum(self.steps.store, &given);
        if right == kernel {
            return Ok(());
        }
        let middle = sum(self.steps.store, &formal);
        let form = self.form(&vector)?;
        let left = self.steps.call("ln", form);
        let equal = self.steps.reduce(u, form)?;
        let first = self.steps.substitute(kernel, left, &[equal])?;
        let second = self.steps.by_logarithms(left, middle)?;
        let third = self.steps.substitute(middle, right, &changes)?;
        let step = self.steps.chain(kernel, &[(left, first), (middle, second), (right, third)])?;
        self.replace(kernel, right, step)
    }

    /// The logarithm of a base that is an exponential: its exponent.
    fn split_logarithm(&mut self, index: usize) -> Result<Option<ExprId>, Stop> {
        let base = self.base(index)?;
        Ok(match self.steps.called(base) {
            Some(("exp", exponent)) => Some(exponent),
            _ => None, // it has a logarithm of its own
        })
    }

    /// A logarithm that stands for itself from now on.
    fn new_logarithm(&mut self, u: ExprId, vector: &Vector<Atom>, rest: &Vector<Atom>) -> Result<Logarithm, Stop> {
        let split = vector.iter().filter(|(atom, _)| **atom != Atom::Minus).count() != rest.len();
        let (argument, vector) = if split {
            (self.form(rest)?, rest.clone())
        } else {
            let value = self.read(u)?;
            (self.written_fraction(&value)?, vector.clone())
        };
        let positive = Condition { left: argument, relation: Relation::Greater, right: Store::ZERO };
        let is_positive = kernel::decide(self.steps.store, &self.assumptions, positive) == Some(true);
        let of_size = split && !is_positive;
        let under = if of_size { self.steps.call("abs", argument) } else { argument };
        let expr = self.steps.call("ln", under);
        self.slot(expr);
        let made = Logarithm { expr, argument, vector, of_size };
        self.exponents.logarithms.push(made.clone());
        Ok(made)
    }
}
