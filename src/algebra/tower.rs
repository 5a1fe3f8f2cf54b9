//! Polynomials over generators whose derivatives are polynomials over the same generators.
//!
//! Generators stand for functions of the variable, constants for what is free of it. If `k' = P(k)` for the generators
//! `k`, then a polynomial `Q` in them has the derivative `D(Q)`, the sum of `dQ/dk*P` over the generators, which is a
//! polynomial again. So the derivative of order `n` is `D^n(Q)`: no expression is differentiated a second time. (Bronstein,
//! Symbolic Integration I, section 3.1: the derivation of a differential ring is known by its values on generators.)

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};
use rustc_hash::FxHashMap;

use super::kept::{self, Iteration};
use super::{Budget, OutOfBudget};
use crate::expr::{self, ExprId, Node, Number, Store};

/// What the recurrences of one derivation may cost together: a few seconds. One unit is about one multiplication of digits of
/// 64 bits.
pub const WORK: u64 = 300_000_000;
/// The most terms of a polynomial on the way.
pub const MOST_TERMS: usize = 60_000;
/// What a term costs besides its digits.
const TERM: u64 = 8;
/// The most letters of a polynomial, generators and constants together.
pub const MOST_LETTERS: usize = 8;
/// How many bits hold an exponent; the highest of them stays 0, so that a sum of two shows where one became too large.
const BITS: usize = 16;
/// The bit of each exponent that stays 0.
const GUARDS: u128 = 0x8000_8000_8000_8000_8000_8000_8000_8000;
/// Iterations of a lower order are not kept.
const WORTH_KEEPING: u32 = 32;
/// Sums inside products inside sums may be nested so deeply.
const DEEPEST: u32 = 64;

/// Exponents of the letters, packed.
type Powers = u128;

/// A polynomial: for each product of powers its coefficient, which is not 0.
pub type Sum = FxHashMap<Powers, Number>;

/// Why there is no polynomial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// The expression is no polynomial in the generators and constants.
    NoPolynomial,
    /// The work, the letters, an exponent or the nesting became too much.
    OutOfBudget,
}

impl From<OutOfBudget> for Unread {
    fn from(_: OutOfBudget) -> Unread {
        Unread::OutOfBudget
    }
}

/// What a letter stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    /// An expression.
    Of(ExprId),
    /// `1/c` for a constant `c`.
    Reciprocal(ExprId),
}

/// The exponent of a letter.
pub fn exponent(powers: Powers, letter: usize) -> u32 {
    (powers >> (BITS * letter)) as u32 & 0xffff
}

fn power(letter: usize, exponent: u32) -> Powers {
    Powers::from(exponent) << (BITS * letter)
}

fn product(a: Powers, b: Powers) -> Result<Powers, OutOfBudget> {
    let sum = a + b; // no exponent reaches the next one, for the highest bits of all are 0
    if sum & GUARDS == 0 { Ok(sum) } else { Err(OutOfBudget) }
}

/// A letter as a polynomial.
pub fn single(letter: usize) -> Sum {
    Sum::from_iter([(power(letter, 1), Number::ONE)])
}

/// The derivative of a polynomial by one of its letters.
pub fn partial(sum: &Sum, letter: usize) -> Sum {
    let lowered = sum.iter().filter_map(|(&powers, value)| {
        let n = exponent(powers, letter);
        (n > 0).then(|| (powers - power(letter, 1), value.mul(&i64::from(n).into())))
    });
    lowered.collect()
}

/// Reads expressions as polynomials over letters: the generators first, then constants as they occur.
pub struct Reader<'a> {
    store: &'a Store,
    generators: usize,
    letters: Vec<Letter>,
    /// Whether an expression is free of the variable.
    is_constant: &'a mut dyn FnMut(ExprId) -> bool,
}

impl<'a> Reader<'a> {
    /// A reader for these generators. At most [`MOST_LETTERS`] of them are told apart.
    pub fn new(
        store: &'a Store,
        generators: &[ExprId],
        is_constant: &'a mut dyn FnMut(ExprId) -> bool,
    ) -> Result<Reader<'a>, Unread> {
        if generators.len() > MOST_LETTERS {
            return Err(Unread::OutOfBudget);
        }
        let letters = generators.iter().map(|&id| Letter::Of(id)).collect();
        Ok(Reader { store, generators: generators.len(), letters, is_constant })
    }

    /// The letters met so far.
    pub fn letters(&self) -> &[Letter] {
        &self.letters
    }

    /// The expression as a polynomial, multiplied out. It has the same value as the expression wherever that is defined.
    ///
    /// # Errors
    /// The expression is no polynomial in the generators and constants, or the budget ran out.
    pub fn read(&mut self, expr: ExprId, budget: &mut Budget) -> Result<Sum, Unread> {
        self.sum(expr, DEEPEST, budget)
    }

    fn sum(&mut self, expr: ExprId, depth: u32, budget: &mut Budget) -> Result<Sum, Unread> {
        let depth = depth.checked_sub(1).ok_or(Unread::OutOfBudget)?;
        let mut total = Sum::default();
        let mut open = vec![(expr, false)];
        while let Some((id, negative)) = open.pop() {
            budget.charge(1)?;
            match self.store.node(id) {
                _ if self.is_generator(id) => {
                    let letter = self.letter(Letter::Of(id))?;
                    add(&mut total, power(letter, 1), sign(negative), budget)?;
                }
                Node::Neg(a) => open.push((a, !negative)),
                Node::Add(a, b) => open.extend([(b, negative), (a, negative)]),
                Node::Sub(a, b) => open.extend([(b, !negative), (a, negative)]),
                _ => {
                    for (powers, value) in self.product(id, depth, budget)? {
                        add(&mut total, powers, if negative { value.neg() } else { value }, budget)?;
                    }
                }
            }
        }
        Ok(total)
    }

    fn product(&mut self, expr: ExprId, depth: u32, budget: &mut Budget) -> Result<Sum, Unread> {
        let mut single = (0, Number::ONE);
        let mut sums: Vec<(ExprId, u32)> = Vec::new();
        let mut open = vec![expr];
        while let Some(id) = open.pop() {
            budget.charge(weight(&single.1))?;
            let mut letter = None;
            match self.store.node(id) {
                _ if self.is_generator(id) => letter = Some((Letter::Of(id), 1)),
                Node::Number(numeral) => single.1 = single.1.mul(&self.store.numeral(numeral).value),
                Node::Mul(a, b) => open.extend([b, a]),
                Node::Neg(a) => {
                    single.1 = single.1.neg();
                    open.push(a);
                }
                Node::Div(a, b) => {
                    open.push(a);
                    self.divide(&mut single, b, budget)?;
                }
                Node::Add(..) | Node::Sub(..) => sums.push((id, 1)),
                node => match (node, self.natural(node)) {
                    (Node::Pow(base, _), Some(n)) if self.is_generator(base) => letter = Some((Letter::Of(base), n)),
                    (Node::Pow(base, _), Some(n)) => sums.push((base, n)),
                    _ if (self.is_constant)(id) => letter = Some((Letter::Of(id), 1)),
                    _ => return Err(Unread::NoPolynomial), // a function of the variable that is no generator
                },
            }
            if let Some((letter, n)) = letter {
                single.0 = product(single.0, power(self.letter(letter)?, n))?;
            }
        }
        let mut total = Sum::from_iter([single]);
        for (sum, n) in sums {
            let factor = self.sum(sum, depth, budget)?;
            for _ in 0..n {
                total = times(&total, &factor, budget)?;
            }
        }
        total.retain(|_, value| !value.is_zero());
        Ok(total)
    }

    /// A term divided by `b`, a product of numbers, constants, and what generators `1/u` divide by.
    fn divide(&mut self, term: &mut (Powers, Number), b: ExprId, budget: &mut Budget) -> Result<(), Unread> {
        let mut open = vec![b];
        while let Some(b) = open.pop() {
            budget.charge(weight(&term.1))?;
            let node = self.store.node(b);
            let (base, n) = match (node, self.natural(node)) {
                (Node::Mul(u, v), _) => {
                    open.extend([v, u]);
                    continue;
                }
                (Node::Pow(base, _), Some(n)) => (base, n),
                _ => (b, 1), // a factor of its own
            };
            if let Some(value) = expr::constant(self.store, b) {
                term.1 = term.1.div(&value).ok_or(Unread::NoPolynomial)?;
                continue;
            }
            let divides = |letter: &Letter| match *letter {
                Letter::Of(generator) => self.store.node(generator) == Node::Div(Store::ONE, base),
                Letter::Reciprocal(_) => false,
            };
            let letter = match self.letters[..self.generators].iter().copied().find(divides) {
                Some(letter) => letter,
                None if (self.is_constant)(base) => Letter::Reciprocal(base),
                None => return Err(Unread::NoPolynomial),
            };
            term.0 = product(term.0, power(self.letter(letter)?, n))?;
        }
        Ok(())
    }

    fn is_generator(&self, id: ExprId) -> bool {
        self.letters[..self.generators].contains(&Letter::Of(id))
    }

    /// The exponent of a power, if it is a natural number that can be held.
    fn natural(&self, node: Node) -> Option<u32> {
        let Node::Pow(_, exponent) = node else { return None };
        let value = expr::constant(self.store, exponent)?.to_i64()?;
        u32::try_from(value).ok().filter(|&value| value < 1 << (BITS - 1))
    }

    fn letter(&mut self, letter: Letter) -> Result<usize, Unread> {
        if let Some(at) = self.letters.iter().position(|&other| other == letter) {
            return Ok(at);
        }
        if self.letters.len() == MOST_LETTERS {
            return Err(Unread::OutOfBudget);
        }
        self.letters.push(letter);
        Ok(self.letters.len() - 1)
    }
}

fn sign(negative: bool) -> Number {
    if negative { Number::MINUS_ONE } else { Number::ONE }
}

/// What arithmetic with a number costs: fractions need greatest common divisors.
fn weight(value: &Number) -> u64 {
    let digits = value.bits() / 64;
    TERM + if value.is_integer() { digits } else { digits.saturating_mul(digits) }
}

fn add(sum: &mut Sum, powers: Powers, value: Number, budget: &mut Budget) -> Result<(), OutOfBudget> {
    let entry = sum.entry(powers).or_insert(Number::ZERO);
    budget.charge(weight(entry).saturating_add(weight(&value)))?;
    *entry = entry.add(&value);
    if entry.is_zero() {
        sum.remove(&powers);
    }
    budget.allow_terms(sum.len())
}

fn times(a: &Sum, b: &Sum, budget: &mut Budget) -> Result<Sum, OutOfBudget> {
    let mut total = Sum::default();
    for (&left, value) in a {
        for (&right, other) in b {
            budget.charge(TERM + value.bits() / 64 * (1 + other.bits() / 64))?;
            add(&mut total, product(left, right)?, value.mul(other), budget)?;
        }
    }
    Ok(total)
}

/// A polynomial with integer coefficients, over a denominator.
#[derive(Debug, Clone)]
struct Scaled {
    terms: FxHashMap<Powers, BigInt>,
    denominator: BigInt,
}

impl Scaled {
    /// The polynomial over a denominator that serves for the other numbers as well.
    fn new<'a>(
        sum: &'a Sum,
        others: impl Iterator<Item = &'a Number>,
        budget: &mut Budget,
    ) -> Result<Scaled, OutOfBudget> {
        let mut denominator = BigInt::one();
        for value in sum.values().chain(others).filter(|value| !value.is_integer()) {
            let digits = (denominator.bits() + value.bits()) / 64;
            budget.charge(TERM + digits.saturating_mul(digits))?;
            denominator = denominator.lcm(value.to_big().denom());
        }
        let mut terms = FxHashMap::default();
        for (&powers, value) in sum {
            budget.charge(weight(value).saturating_add(denominator.bits() / 64))?;
            let big = value.to_big();
            let scale = if big.is_integer() { denominator.clone() } else { &denominator / big.denom() };
            terms.insert(powers, big.numer() * scale);
        }
        Ok(Scaled { terms, denominator })
    }
}

/// The derivation `D` of polynomials over letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tower {
    /// For each generator the terms of its derivative, times the common denominator.
    firsts: Vec<Vec<(Powers, BigInt)>>,
    denominator: BigInt,
}

impl Tower {
    /// The derivation that sends the generator with each index to the polynomial with that index, and constants to 0.
    ///
    /// # Errors
    /// The budget ran out.
    pub fn new(firsts: &[Sum], budget: &mut Budget) -> Result<Tower, OutOfBudget> {
        let all = || firsts.iter().flat_map(Sum::values);
        let scaled = firsts.iter().map(|first| Scaled::new(first, all(), budget));
        let scaled = scaled.collect::<Result<Vec<Scaled>, OutOfBudget>>()?;
        let denominator = scaled.first().map_or_else(BigInt::one, |first| first.denominator.clone());
        let terms = |scaled: Scaled| {
            let mut terms: Vec<(Powers, BigInt)> = scaled.terms.into_iter().collect();
            terms.sort_unstable();
            terms
        };
        Ok(Tower { firsts: scaled.into_iter().map(terms).collect(), denominator })
    }

    /// `D` applied `order` times to a polynomial. Costs about as much as it takes to write the polynomials between.
    ///
    /// # Errors
    /// The budget ran out, or an exponent became too large.
    pub fn derivative(&self, of: &Sum, order: u32, budget: &mut Budget) -> Result<Sum, OutOfBudget> {
        let has_integers = self.denominator.is_one() && of.values().all(Number::is_integer);
        if order < WORTH_KEEPING || !has_integers {
            return self.iterated(of, order, budget);
        }
        let start = budget.left();
        let begun = kept::begun(self, of, order);
        if let Some(begun) = &begun {
            budget.allow_terms(begun.terms)?;
            budget.charge(begun.cost)?; // who asks again pays again
        }
        let (from, done, most) = begun.as_ref().map_or((of, 0, 0), |begun| (&begun.is, begun.order, begun.terms));
        let is = self.iterated(from, order - done, budget)?;
        let (terms, cost) = (most.max(is.len()), start - budget.left());
        kept::keep(Iteration { tower: self.clone(), of: of.clone(), order, is: is.clone(), cost, terms });
        Ok(is)
    }

    fn iterated(&self, of: &Sum, order: u32, budget: &mut Budget) -> Result<Sum, OutOfBudget> {
        let Scaled { mut terms, mut denominator } = Scaled::new(of, std::iter::empty(), budget)?;
        let mut dense = self.dense(&terms);
        for _ in 0..order {
            if terms.is_empty() {
                break; // so are all that follow
            }
            budget.charge(TERM + denominator.bits() / 64)?;
            match &mut dense {
                Some(dense) => dense.next(budget)?,
                None => terms = self.next(&terms, budget)?,
            }
            denominator *= &self.denominator;
            budget.allow_terms(dense.as_ref().map_or(terms.len(), |dense| dense.coefficients.len()))?;
        }
        terms = dense.map_or(terms, Dense::terms);
        let mut sum = Sum::default();
        for (powers, value) in terms {
            let whole = denominator.is_one();
            let digits = (value.bits() + denominator.bits()) / 64;
            budget.charge(TERM + if whole { 0 } else { digits.saturating_mul(digits) })?;
            let value = if whole { value.into() } else { BigRational::new(value, denominator.clone()).into() };
            sum.insert(powers, value);
        }
        Ok(sum)
    }

    /// A polynomial in one generator whose derivative is a polynomial in it with small coefficients, as a list.
    fn dense(&self, terms: &FxHashMap<Powers, BigInt>) -> Option<Dense> {
        let letter = terms.keys().find_map(|&powers| (0..self.firsts.len()).find(|&at| exponent(powers, at) > 0))?;
        let alone = |powers: &Powers| *powers == power(letter, exponent(*powers, letter));
        let first = self.firsts[letter].iter().map(|(powers, factor)| {
            let factor = factor.to_i64().filter(|_| alone(powers))?;
            Some((exponent(*powers, letter) as usize, factor))
        });
        let mut first: Vec<(usize, i64)> = first.collect::<Option<_>>()?;
        first.sort_unstable();
        let lowest = first.first()?.0;
        if !terms.keys().all(alone) {
            return None;
        }
        let degree = terms.keys().map(|&powers| exponent(powers, letter) as usize).max()?;
        let mut coefficients = vec![BigInt::zero(); degree + 1];
        terms.iter().for_each(|(&powers, value)| coefficients[exponent(powers, letter) as usize] = value.clone());
        let scale = first[0].1;
        let others = first[1..].iter().map(|&(exponent, factor)| (exponent - lowest, factor)).collect();
        Some(Dense { letter, coefficients, lowest, scale, others })
    }

    fn next(
        &self,
        terms: &FxHashMap<Powers, BigInt>,
        budget: &mut Budget,
    ) -> Result<FxHashMap<Powers, BigInt>, OutOfBudget> {
        let mut sum: FxHashMap<Powers, BigInt> = FxHashMap::default();
        for (&powers, value) in terms {
            for (letter, first) in self.firsts.iter().enumerate() {
                let n = exponent(powers, letter);
                if n == 0 {
                    continue;
                }
                let lowered = powers - power(letter, 1);
                for (more, factor) in first {
                    budget.charge(TERM + value.bits() / 64)?;
                    let small = factor.to_i64().and_then(|factor| factor.checked_mul(i64::from(n)));
                    let value = small.map_or_else(|| value * factor * n, |small| value * small);
                    *sum.entry(product(lowered, *more)?).or_default() += value;
                }
            }
        }
        sum.retain(|_, value| !value.is_zero());
        Ok(sum)
    }
}

/// A polynomial in one generator, and the generator's derivative.
struct Dense {
    letter: usize,
    /// The coefficients, from that of the zeroth power up.
    coefficients: Vec<BigInt>,
    /// The lowest power in the generator's derivative with its factor, and for each other term how much higher it is.
    lowest: usize,
    scale: i64,
    others: Vec<(usize, i64)>,
}

impl Dense {
    /// The polynomial's derivative by the letter times the letter's own, in the same memory.
    fn next(&mut self, budget: &mut Budget) -> Result<(), OutOfBudget> {
        let all = &mut self.coefficients;
        let mut cost = 0;
        all.remove(0);
        for (coefficient, exponent) in all.iter_mut().zip(1u32..) {
            cost += TERM + coefficient.bits() / 64;
            *coefficient *= exponent;
        }
        all.splice(0..0, std::iter::repeat_n(BigInt::zero(), self.lowest));
        let highest = self.others.iter().map(|other| other.0).max().unwrap_or(0);
        all.resize(all.len() + highest, BigInt::zero());
        if all.len() >= 1 << (BITS - 1) {
            return Err(OutOfBudget);
        }
        // from the top down, so that what is still needed is not yet overwritten
        for at in (0..all.len()).rev() {
            let (below, from) = all.split_at_mut(at);
            let value = &mut from[0];
            if self.scale != 1 {
                *value *= self.scale;
            }
            for &(gap, factor) in &self.others {
                let Some(other) = at.checked_sub(gap).map(|at| &below[at]).filter(|other| !other.is_zero()) else {
                    continue;
                };
                cost += TERM + other.bits() / 64;
                match factor {
                    1 => *value += other,
                    -1 => *value -= other,
                    _ => *value += other * factor, // neither saves a multiplication
                }
            }
        }
        while all.last().is_some_and(Zero::is_zero) {
            all.pop();
        }
        all.resize(all.len().max(1), BigInt::zero());
        budget.charge(cost)
    }

    /// The terms that are not 0.
    fn terms(self) -> FxHashMap<Powers, BigInt> {
        let all = self.coefficients.into_iter().zip(0u32..).filter(|(value, _)| !value.is_zero());
        all.map(|(value, exponent)| (power(self.letter, exponent), value)).collect()
    }
}
