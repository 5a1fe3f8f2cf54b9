//! Products of powers of fractions, the parts that a shape is a sum of, and how they are written.

use super::least::{Least, left_of};
use super::{ANY, Missed, Writer, cost, is_too_dear};
use crate::algebra::{Fraction, Monomial, Poly};
use crate::expr::{ExprId, Node, Number, Store};

/// A number times powers of different fractions, exponents not 0.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub(super) coefficient: Number,
    pub(super) factors: Vec<(Fraction, i64)>,
}

impl Term {
    pub(super) fn new(coefficient: Number) -> Term {
        Term { coefficient, factors: Vec::new() }
    }

    /// The term with one more factor, put together with an equal one.
    pub(super) fn times(mut self, base: Fraction, exponent: i64) -> Term {
        match self.factors.iter_mut().find(|factor| factor.0 == base) {
            Some(factor) => factor.1 += exponent,
            None => self.factors.push((base, exponent)),
        }
        self.factors.retain(|factor| factor.1 != 0);
        self
    }

    /// The term with the powers of variables of a monomial.
    pub(super) fn times_monomial(self, monomial: &Monomial) -> Term {
        monomial.factors().fold(self, |term, (var, exponent)| term.times(Fraction::variable(var), exponent.into()))
    }

    pub(super) fn times_term(mut self, other: &Term) -> Term {
        self.coefficient = self.coefficient.mul(&other.coefficient);
        other.factors.iter().fold(self, |term, (base, exponent)| term.times(base.clone(), *exponent))
    }

    /// The same value with as few signs as possible: no factor begins with a minus, `1 - g` is preferred to `g - 1`,
    /// and a minus in front goes into a difference if there is one.
    fn with_signs_settled(mut self) -> Term {
        let mut negative = self.coefficient.is_negative();
        for (base, exponent) in &mut self.factors {
            if prefers_negation(base.numerator()) {
                *base = base.neg();
                negative ^= *exponent % 2 != 0;
            }
        }
        if negative {
            let odd = |(base, exponent): &(Fraction, i64)| exponent % 2 != 0 && is_mixed(base.numerator());
            let with_constant =
                |factor: &(Fraction, i64)| factor.0.numerator().terms().last().is_some_and(|t| t.0.is_one());
            let free = self.factors.iter().position(|factor| odd(factor) && !with_constant(factor));
            if let Some(at) = free.or_else(|| self.factors.iter().rposition(odd)) {
                self.factors[at].0 = self.factors[at].0.neg();
                negative = false;
            }
        }
        let size = self.coefficient.abs();
        self.coefficient = if negative { size.neg() } else { size };
        self
    }
}

/// An exponent above 1 whose opposite occurs as well.
pub(super) fn common_power(exponents: impl Iterator<Item = i64> + Clone) -> Option<i64> {
    exponents.clone().find(|&k| k > 1 && exponents.clone().any(|other| other == -k))
}

/// Whether terms of both signs occur.
fn is_mixed(poly: &Poly) -> bool {
    let negative = poly.terms().iter().filter(|term| term.1.is_negative()).count();
    negative > 0 && negative < poly.terms().len()
}

/// Whether the negation reads better: no positive term, or a negative constant, or no constant and a negative lead.
fn prefers_negation(poly: &Poly) -> bool {
    let (Some(first), Some(last)) = (poly.terms().first(), poly.terms().last()) else { return false };
    if is_mixed(poly) {
        return if last.0.is_one() { last.1.is_negative() } else { first.1.is_negative() };
    }
    first.1.is_negative()
}

impl Writer<'_> {
    /// The sum of terms: the cheap before the dear, what is added before what is taken away.
    pub(super) fn write_sum(&mut self, terms: &[Term], depth: u32, most: u64) -> Result<ExprId, Missed> {
        let terms: Vec<Term> = terms.iter().map(|term| term.clone().with_signs_settled()).collect();
        let leasts: Vec<Least> = match most {
            ANY => Vec::new(),
            _ => terms.iter().map(|term| self.least_of(term)).collect(),
        };
        let operations = cost::OPERATION * (terms.len() as u64).saturating_sub(1);
        let mut least = leasts.iter().map(|least| least.whole).fold(operations, u64::saturating_add);
        let mut written = Vec::with_capacity(terms.len());
        for (at, term) in terms.iter().enumerate() {
            if is_too_dear(least, most) {
                return Err(Missed::TooDear);
            }
            let own = leasts.get(at);
            let others = least - own.map_or(0, |own| own.whole);
            let expr = self.write_term(term, own, depth, left_of(most, others))?;
            let cost = self.cost(expr);
            least = others.saturating_add(cost);
            written.push((term.coefficient.is_negative(), cost, expr));
        }
        if is_too_dear(least, most) {
            return Err(Missed::TooDear);
        }
        written.sort_unstable();
        let all_negative = written.iter().all(|part| part.0);
        let mut sum: Option<ExprId> = None;
        for (negative, _, part) in written {
            sum = Some(match sum {
                None => part,
                Some(sum) if negative != all_negative => self.store.sub(sum, part),
                Some(sum) => self.store.add(sum, part),
            });
        }
        let sum = sum.unwrap_or(Store::ZERO);
        Ok(if all_negative && sum != Store::ZERO { self.store.neg(sum) } else { sum })
    }

    /// The term without its sign.
    fn write_term(&mut self, term: &Term, least: Option<&Least>, depth: u32, most: u64) -> Result<ExprId, Missed> {
        let mut whole = least.map_or(0, |least| least.whole);
        let mut powers = Vec::with_capacity(term.factors.len());
        for (at, (base, exponent)) in term.factors.iter().enumerate() {
            let others = whole - least.map_or(0, |least| least.bases[at]);
            let base = self.write_base(base, depth, left_of(most, others))?;
            if least.is_some() {
                whole = others.saturating_add(self.cost(base));
            }
            if is_too_dear(whole, most) {
                return Err(Missed::TooDear);
            }
            powers.push((base, *exponent));
        }
        let size = term.coefficient.abs();
        let plain = self.write_quotient(&size, &powers).ok_or(Missed::Unwritten)?;
        Ok(match self.with_common_power(&size, &powers) {
            Some(grouped) if self.cost(grouped) < self.cost(plain) => grouped,
            Some(_) | None => plain,
        })
    }

    /// A factor's base: a kernel, or the best shape of what it is.
    fn write_base(&mut self, base: &Fraction, depth: u32, most: u64) -> Result<ExprId, Missed> {
        let single = match base.numerator().terms() {
            [(monomial, value)] if value.is_one() && monomial.total_degree() == 1 => monomial.factors().next(),
            _ => None, // not a variable by itself
        };
        match single {
            Some((var, _)) if base.denominator().is_one() => self.kernels.expr(var).ok_or(Missed::Unwritten),
            Some(_) | None => Ok(self.shape(base, depth.saturating_sub(1), most)?.expr),
        }
    }

    /// `(a/b)^k` times what has other exponents, if a power above and one below have the same exponent.
    fn with_common_power(&mut self, size: &Number, powers: &[(ExprId, i64)]) -> Option<ExprId> {
        let common = common_power(powers.iter().map(|power| power.1))?;
        let (inside, outside): (Vec<_>, Vec<_>) = powers.iter().partition(|power| power.1.abs() == common);
        let inside: Vec<(ExprId, i64)> = inside.into_iter().map(|(base, k)| (base, k.signum())).collect();
        let quotient = self.write_quotient(&Number::ONE, &inside)?;
        let powers = [vec![(quotient, common)], outside].concat();
        self.write_quotient(size, &powers)
    }

    /// A positive number times powers: the positive exponents over the negative ones.
    fn write_quotient(&mut self, size: &Number, powers: &[(ExprId, i64)]) -> Option<ExprId> {
        let (mut above, mut below) = (Vec::new(), Vec::new());
        let mut powers = powers.to_vec();
        powers.sort_by_key(|&(base, _)| (self.place(base), self.cost(base), base));
        for (base, exponent) in powers {
            let power = match exponent.unsigned_abs() {
                1 => base,
                n => {
                    let n = self.store.integer(n);
                    self.store.pow(base, n)
                }
            };
            if exponent > 0 { above.push(power) } else { below.push(power) }
        }
        let decimal = self.decimal(size);
        let numerator = size.numerator();
        let split = decimal.is_none() && !size.is_integer();
        if split && below.is_empty() && !numerator.is_one() {
            // 3/4*z rather than 3*z/4
            let front = super::number(self.store, size)?;
            above.insert(0, front);
            return Some(self.product(&above));
        }
        let front = match decimal {
            Some(front) => Some(front),
            None if numerator.is_one() => None,
            None => Some(super::number(self.store, &numerator)?),
        };
        if let Some(front) = front {
            above.insert(0, front);
        }
        if split {
            below.insert(0, super::number(self.store, &size.denominator())?);
        }
        let over = self.product(&above);
        if below.is_empty() {
            return Some(over);
        }
        let under = self.product(&below);
        Some(self.store.div(over, under))
    }

    /// The product from left to right; 1 of nothing.
    fn product(&mut self, factors: &[ExprId]) -> ExprId {
        let Some((&first, rest)) = factors.split_first() else { return Store::ONE };
        rest.iter().fold(first, |product, &factor| self.store.mul(product, factor))
    }

    /// A number that is not an integer, as a decimal, if decimals of that length are in use.
    fn decimal(&mut self, value: &Number) -> Option<ExprId> {
        if value.is_integer() {
            return None;
        }
        let text = value.to_decimal_text()?;
        let places = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        if places > self.notation.places as usize { None } else { self.store.number(&text) }
    }

    /// Where a factor stands in a product: constants, parameters, the variable, the function's value, then other
    /// factors, then quotients and sums.
    fn place(&self, factor: ExprId) -> u32 {
        match self.store.node(factor) {
            Node::Number(_) | Node::Constant(_) => 0,
            Node::Symbol(_) if self.notation.variable == Some(factor) => 2,
            Node::Symbol(_) if self.notation.output == Some(factor) => 3,
            Node::Symbol(_) => 1,
            Node::Div(..) => 5,
            Node::Add(..) | Node::Sub(..) => 6,
            // Powers, calls and cases, in the order of their costs.
            _ => 4,
        }
    }
}
