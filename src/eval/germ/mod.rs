//! Functions near infinity: a few exact terms, the largest first, and a remainder that is enclosed for every `t` from
//! some number on.
//!
//! A term is a constant times a [`Scale`]. Since everything said holds for all `t >= from`, and not only in the limit,
//! signs and bounds on an unbounded interval follow. Each function is expanded around its argument's limit to two terms
//! with Lagrange's remainder; the functions that have a meaning in others are expanded through it.

mod functions;
mod scale;
mod surd;

use std::cmp::Ordering;

use crate::expr::Number;
use crate::functions::Interval;
pub(crate) use functions::{Toward, at_infinity, branch_toward, toward};
use scale::PRECISION;
use scale::Scale;
pub(crate) use surd::Surd;

/// How many exact terms are kept.
const MOST_TERMS: usize = 5;

/// What is left beside the exact terms: a factor in an interval times a scale.
#[derive(Debug, Clone)]
struct Rest {
    factor: Interval,
    /// Whether the factor is never 0.
    nonzero: bool,
    scale: Scale,
}

impl Rest {
    fn sign(&self) -> Option<Ordering> {
        sign_of(&self.factor, self.nonzero)
    }
}

/// The sign of all numbers of an interval that are not 0 if `nonzero` says so.
pub(crate) fn sign_of(of: &Interval, nonzero: bool) -> Option<Ordering> {
    let zero = Interval::integer(0);
    if of.is_positive() || (nonzero && of.lo() >= zero.lo()) {
        Some(Ordering::Greater)
    } else if of.is_negative() || (nonzero && of.hi() <= zero.hi()) {
        Some(Ordering::Less)
    } else {
        (of.is_exact() && of.contains_zero()).then_some(Ordering::Equal)
    }
}

/// A function for all `t >= from`. A remainder whose factor has no bound stands alone, with a scale of 1.
#[derive(Debug, Clone)]
pub(crate) struct Germ {
    /// The terms from the largest on; none is 0, and each outweighs the remainder towards infinity.
    terms: Vec<(Surd, Scale)>,
    rest: Option<Rest>,
    from: i64,
}

/// The limit of a function.
#[derive(Debug, Clone)]
pub(crate) enum Limit {
    /// A number, exactly known.
    Exact(Surd),
    /// A number that lies in an interval, if the limit exists.
    Between(Interval),
    /// It grows without bound.
    Infinite,
    /// It falls without bound.
    MinusInfinite,
    /// Nothing is known.
    Unknown,
}

impl Germ {
    fn constant(c: Surd, from: i64) -> Germ {
        Germ::term(c, Scale::ONE, from)
    }

    /// The same number for every `t`.
    pub(crate) fn number(value: Number, from: i64) -> Germ {
        Germ::constant(Surd::rational(value), from)
    }

    fn term(c: Surd, scale: Scale, from: i64) -> Germ {
        let terms = if c.is_zero() { Vec::new() } else { vec![(c, scale)] };
        Germ { terms, rest: None, from }
    }

    fn enclosed(factor: Interval, nonzero: bool, scale: Scale, from: i64) -> Germ {
        let nonzero = nonzero || !factor.contains_zero();
        Germ { terms: Vec::new(), rest: Some(Rest { factor, nonzero, scale }), from }
    }

    /// The sum of terms and remainders in their normal form.
    fn sum(terms: Vec<(Surd, Scale)>, rests: Vec<Rest>, from: i64) -> Option<Germ> {
        let mut germ = Germ { terms: Vec::new(), rest: None, from };
        let mut loose = rests;
        for (c, scale) in terms {
            if c.is_zero() {
                continue;
            }
            match germ.terms.iter().position(|(_, other)| *other == scale) {
                None => germ.terms.push((c, scale)),
                Some(at) => match germ.terms[at].0.add(&c) {
                    Some(sum) => germ.terms[at].0 = sum,
                    None => loose.push(Rest { factor: c.enclosure(), nonzero: true, scale }),
                },
            }
        }
        germ.terms.retain(|(c, _)| !c.is_zero());
        germ.sort()?;
        loose.extend(germ.terms.split_off(germ.terms.len().min(MOST_TERMS)).into_iter().map(rest_of));
        for rest in loose {
            germ.rest = Some(match germ.rest.take() {
                None => rest,
                Some(other) => outweighed(other, rest, from)?,
            });
        }
        germ.absorb()?;
        germ.settled()
    }

    /// With a remainder that has no bound: only the values in which it lies, since it may outweigh every scale.
    fn settled(self) -> Option<Germ> {
        match &self.rest {
            Some(rest) if !rest.factor.is_bounded() => {
                let nonzero = rest.nonzero && self.terms.is_empty();
                Some(Germ::enclosed(self.range()?, nonzero, Scale::ONE, self.from))
            }
            Some(_) | None => Some(self),
        }
    }

    /// Orders the terms, the largest first.
    fn sort(&mut self) -> Option<()> {
        for sorted in 1..self.terms.len() {
            let mut at = sorted;
            while at > 0 && self.terms[at].1.over(&self.terms[at - 1].1)?.trend() == Ordering::Greater {
                self.terms.swap(at, at - 1);
                at -= 1;
            }
        }
        Some(())
    }

    /// Takes into the remainder the terms that do not outweigh it.
    fn absorb(&mut self) -> Option<()> {
        while let (Some(rest), Some((_, scale))) = (&self.rest, self.terms.last()) {
            if scale.over(&rest.scale)?.trend() == Ordering::Greater {
                break;
            }
            let last = rest_of(self.terms.pop()?);
            let rest = self.rest.take()?;
            self.rest = Some(outweighed(rest, last, self.from)?);
        }
        Some(())
    }

    pub(crate) fn add(&self, other: &Germ) -> Option<Germ> {
        let terms = self.terms.iter().chain(&other.terms).cloned().collect();
        Germ::sum(terms, self.rest.iter().chain(&other.rest).cloned().collect(), self.from)
    }

    pub(crate) fn neg(&self) -> Germ {
        let rest = self.rest.clone().map(|rest| Rest { factor: rest.factor.neg(), ..rest });
        Germ { terms: self.terms.iter().map(|(c, scale)| (c.neg(), scale.clone())).collect(), rest, from: self.from }
    }

    pub(crate) fn sub(&self, other: &Germ) -> Option<Germ> {
        self.add(&other.neg())
    }

    pub(crate) fn mul(&self, other: &Germ) -> Option<Germ> {
        let mut terms = Vec::with_capacity(self.terms.len() * other.terms.len());
        for (c, scale) in &self.terms {
            for (d, by) in &other.terms {
                terms.push((c.mul(d), scale.times(by)?));
            }
        }
        let mut rests = Vec::new();
        let product = |a: &Rest, b: &Rest| {
            let factor = a.factor.mul(&b.factor, PRECISION);
            Some(Rest { factor, nonzero: a.nonzero && b.nonzero, scale: a.scale.times(&b.scale)? })
        };
        for (germ, rest) in [(self, &other.rest), (other, &self.rest)] {
            for (term, rest) in germ.terms.iter().zip(rest.iter().cycle()) {
                rests.push(product(&rest_of(term.clone()), rest)?);
            }
        }
        if let (Some(a), Some(b)) = (&self.rest, &other.rest) {
            rests.push(product(a, b)?);
        }
        Germ::sum(terms, rests, self.from)
    }

    /// Whether it is 0 for every `t`.
    fn is_zero(&self) -> bool {
        self.terms.is_empty() && self.rest.is_none()
    }

    /// The largest term, and what the rest is relative to it: the function is `term*(1 + rest)`.
    fn split(&self) -> Option<((Surd, Scale), Germ)> {
        let (c, scale) = self.terms.first()?;
        let lower = Germ { terms: self.terms[1..].to_vec(), ..self.clone() };
        let by = Germ::term(c.recip()?, Scale::ONE.over(scale)?, self.from);
        Some(((c.clone(), scale.clone()), lower.mul(&by)?))
    }

    /// All values for `t >= from`.
    pub(crate) fn range(&self) -> Option<Interval> {
        let mut sum = Interval::integer(0);
        for (c, scale) in &self.terms {
            sum = sum.add(&c.enclosure().mul(&scale.range(self.from)?, PRECISION), PRECISION);
        }
        if let Some(rest) = &self.rest {
            sum = sum.add(&rest.factor.mul(&rest.scale.range(self.from)?, PRECISION), PRECISION);
        }
        Some(sum)
    }

    /// The sign that it has for all `t >= from`, if that is one.
    pub(crate) fn sign(&self) -> Option<Ordering> {
        if self.is_zero() {
            return Some(Ordering::Equal);
        }
        let Some(((c, _), delta)) = self.split() else { return self.rest.as_ref()?.sign() };
        let all = Interval::integer(1).add(&delta.range()?, PRECISION);
        all.is_positive().then(|| c.sign())
    }

    /// Its limit towards infinity.
    pub(crate) fn limit(&self) -> Limit {
        let decays = |scale: &Scale| scale.trend() == Ordering::Less;
        match (self.terms.first(), &self.rest) {
            (Some((c, scale)), _) if scale.trend() == Ordering::Greater => match c.sign() {
                Ordering::Less => Limit::MinusInfinite,
                Ordering::Equal | Ordering::Greater => Limit::Infinite,
            },
            (Some((c, scale)), _) if scale.is_one() => Limit::Exact(c.clone()),
            (_, None) => Limit::Exact(Surd::integer(0)),
            (_, Some(rest)) if decays(&rest.scale) => Limit::Exact(Surd::integer(0)),
            (_, Some(rest)) if rest.scale.is_one() => Limit::Between(rest.factor.clone()),
            (_, Some(rest)) if rest.factor.is_positive() => Limit::Infinite,
            (_, Some(rest)) if rest.factor.is_negative() => Limit::MinusInfinite,
            (_, Some(_)) => Limit::Unknown,
        }
    }

    /// The coefficients of `t` and 1 in the line that it comes near to without bound, if there is one that is exact.
    pub(crate) fn line(&self) -> Option<(Surd, Surd)> {
        let (mut slope, mut offset) = (Surd::integer(0), Surd::integer(0));
        for (c, scale) in &self.terms {
            match scale.as_power_of_t() {
                Some(1) => slope = c.clone(),
                None if scale.is_one() => offset = c.clone(),
                _ if scale.trend() == Ordering::Less => {}
                _ => return None, // it grows in another way
            }
        }
        let near = self.rest.as_ref().is_none_or(|rest| rest.scale.trend() == Ordering::Less);
        near.then_some((slope, offset))
    }

    /// A bound of `|f(t)|*e^(-t^2/2)` at `from`, if `|f(t)|*e^(-t^2/2)*e^t` falls from there on.
    pub(crate) fn normal_bound(&self) -> Option<Interval> {
        let bell = Scale::exponential(Surd::rational(Number::ratio(-1, 2)?), 2);
        let steeper = bell.times(&Scale::exponential(Surd::integer(1), 1))?;
        let mut sum = Interval::integer(0);
        for rest in self.terms.iter().cloned().map(rest_of).chain(self.rest.clone()) {
            rest.scale.times(&steeper)?.range(self.from).filter(Interval::is_bounded)?;
            let size = rest.factor.abs().mul(&rest.scale.times(&bell)?.at(self.from)?, PRECISION);
            sum = sum.add(&size, PRECISION);
        }
        Some(sum)
    }
}

fn rest_of((c, scale): (Surd, Scale)) -> Rest {
    Rest { factor: c.enclosure(), nonzero: !c.is_zero(), scale }
}

/// The sum of two remainders, as a multiple of the larger scale.
fn outweighed(a: Rest, b: Rest, from: i64) -> Option<Rest> {
    let ratio = b.scale.over(&a.scale)?;
    if ratio.trend() == Ordering::Greater {
        return outweighed(b, a, from);
    }
    let smaller = b.factor.mul(&ratio.range(from)?, PRECISION);
    let factor = a.factor.add(&smaller, PRECISION);
    let agree = match (a.sign(), b.sign()) {
        (Some(x), Some(y)) => x == y && x != Ordering::Equal,
        _ => false, // one of them has no sign
    };
    let nonzero = agree || !factor.contains_zero();
    Some(Rest { factor, nonzero, scale: a.scale })
}

impl Germ {
    /// From which `t` on it holds.
    pub(crate) fn from(&self) -> i64 {
        self.from
    }

    /// As [`Germ::normal_bound`], of its square.
    pub(crate) fn normal_bound_of_square(&self) -> Option<Interval> {
        self.mul(self)?.normal_bound()
    }
}
