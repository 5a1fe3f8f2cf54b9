//! How fast something grows or falls towards infinity: products of `e^(q(t))`, powers of `t` and of `ln(t)`.

use std::cmp::Ordering;

use super::surd::Surd;
use crate::eval::interval::apply;
use crate::expr::Number;
use crate::functions::{self, Interval};

/// The precision, in bits, of values of scales.
pub(super) const PRECISION: usize = 96;

/// `e^(q1*t + q2*t^2 + …)*t^power*ln(t)^logarithm`; positive for `t > 1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scale {
    /// The coefficients of `t`, `t^2` and so on; the last one is not 0.
    exponent: Vec<Surd>,
    power: Number,
    logarithm: i32,
}

impl Scale {
    pub(super) const ONE: Scale = Scale { exponent: Vec::new(), power: Number::ZERO, logarithm: 0 };

    /// `t^power`
    pub(super) fn power_of_t(power: Number) -> Scale {
        Scale { power, ..Scale::ONE }
    }

    /// `ln(t)`
    pub(super) fn logarithm_of_t() -> Scale {
        Scale { logarithm: 1, ..Scale::ONE }
    }

    /// `e^(c*t^n)` for `n >= 1`
    pub(super) fn exponential(c: Surd, n: usize) -> Scale {
        let mut exponent = vec![Surd::integer(0); n - 1];
        exponent.push(c);
        Scale { exponent, ..Scale::ONE }
    }

    pub(super) fn is_one(&self) -> bool {
        *self == Scale::ONE
    }

    /// The exponent `n` if it is `t^n` for a positive integer `n`, at most 16.
    pub(super) fn as_power_of_t(&self) -> Option<usize> {
        let plain = self.exponent.is_empty() && self.logarithm == 0;
        self.power.to_i64().filter(|n| plain && (1..=16).contains(n)).map(|n| n as usize)
    }

    /// Whether it is `ln(t)`.
    pub(super) fn is_logarithm(&self) -> bool {
        *self == Scale::logarithm_of_t()
    }

    /// `q`, the power of `t`, and the power of the logarithm.
    pub(super) fn parts(&self) -> (&[Surd], &Number, i32) {
        (&self.exponent, &self.power, self.logarithm)
    }

    /// The product, where the exponents can be added.
    pub(super) fn times(&self, other: &Scale) -> Option<Scale> {
        let length = self.exponent.len().max(other.exponent.len());
        let zero = Surd::integer(0);
        let mut exponent = Vec::with_capacity(length);
        for at in 0..length {
            let [a, b] = [self, other].map(|scale| scale.exponent.get(at).unwrap_or(&zero));
            exponent.push(a.add(b)?);
        }
        while exponent.last().is_some_and(Surd::is_zero) {
            exponent.pop();
        }
        Some(Scale { exponent, power: self.power.add(&other.power), logarithm: self.logarithm + other.logarithm })
    }

    /// The power with a rational exponent, where it is a scale.
    pub(super) fn to_the(&self, r: &Number) -> Option<Scale> {
        let logarithm = Number::from(i64::from(self.logarithm)).mul(r).to_i64()?;
        let by = Surd::rational(r.clone());
        let exponent = if r.is_zero() { Vec::new() } else { self.exponent.iter().map(|q| q.mul(&by)).collect() };
        Some(Scale { exponent, power: self.power.mul(r), logarithm: i32::try_from(logarithm).ok()? })
    }

    pub(super) fn over(&self, other: &Scale) -> Option<Scale> {
        self.times(&other.to_the(&Number::MINUS_ONE)?)
    }

    /// Whether it tends to 0, is 1, or grows without bound.
    pub(super) fn trend(&self) -> Ordering {
        match self.exponent.last() {
            Some(leading) => leading.sign(),
            None => self.power.cmp(&Number::ZERO).then(self.logarithm.cmp(&0)),
        }
    }

    /// Whether it decreases for all `t >= from`; `from >= 3`, so that `0 < 1/ln(t) < 1`.
    ///
    /// With `n` the degree of `q` this is whether `q'(t)*t^(1-n) + (power + logarithm/ln(t))*t^(-n)` is negative there.
    fn falls(&self, from: i64) -> bool {
        if self.exponent.is_empty() && self.power.is_zero() {
            return self.logarithm < 0;
        }
        let degree = self.exponent.len() as i64;
        let shrinking = |k: i64| {
            let most = Interval::integer(from).powi(-k, PRECISION).unwrap_or_else(Interval::everything);
            if k == 0 { Interval::integer(1) } else { most.hull(&Interval::integer(0)) }
        };
        let mut sum = Interval::integer(0);
        for (at, q) in self.exponent.iter().enumerate() {
            let i = at as i64 + 1;
            let term = q.enclosure().mul(&Interval::integer(i), PRECISION).mul(&shrinking(degree - i), PRECISION);
            sum = sum.add(&term, PRECISION);
        }
        let unit = Interval::integer(0).hull(&Interval::integer(1));
        let logarithm = Interval::integer(i64::from(self.logarithm)).mul(&unit, PRECISION);
        let rest = Interval::from_number(&self.power, PRECISION).add(&logarithm, PRECISION);
        sum.add(&rest.mul(&shrinking(degree), PRECISION), PRECISION).is_negative()
    }

    /// The value at `t`.
    pub(super) fn at(&self, t: i64) -> Option<Interval> {
        let point = Interval::integer(t);
        let logarithm = apply(functions::named("ln")?, std::slice::from_ref(&point), PRECISION).ok()?;
        let mut exponent = Interval::from_number(&self.power, PRECISION).mul(&logarithm, PRECISION);
        for (at, q) in self.exponent.iter().enumerate() {
            let power = point.powi(at as i64 + 1, PRECISION)?;
            exponent = exponent.add(&q.enclosure().mul(&power, PRECISION), PRECISION);
        }
        let value = apply(functions::named("exp")?, &[exponent], PRECISION).ok()?;
        Some(value.mul(&logarithm.powi(i64::from(self.logarithm), PRECISION)?, PRECISION))
    }

    /// All values for `t >= from`, if it is monotone there. None of them is 0.
    pub(super) fn range(&self, from: i64) -> Option<Interval> {
        match self.trend() {
            Ordering::Equal => Some(Interval::integer(1)),
            Ordering::Less => self.falls(from).then(|| self.at(from))?.map(|most| most.hull(&Interval::integer(0))),
            Ordering::Greater => {
                let below = self.to_the(&Number::MINUS_ONE)?;
                let least = below.falls(from).then(|| self.at(from))??;
                Some(least.hull(&upward(&least)))
            }
        }
    }
}

/// All numbers from the least of these on.
fn upward(of: &Interval) -> Interval {
    Interval::new(of.lo().clone(), Interval::everything().hi().clone()).unwrap_or_else(Interval::everything)
}
