//! Closed intervals with arithmetic rounded outward.

use super::real::{self, Down, Real, Up};

/// The real numbers from `lo` to `hi`; an infinite end means that there is no bound.
///
/// `lo <= hi`, `lo` is not plus infinity and `hi` is not minus infinity. Every operation gives an interval that
/// contains the exact results for all numbers in its operands. Ends are rounded outward to the precision that is
/// asked for, in bits, and exact results that fit stay exact.
#[derive(Clone, PartialEq, Eq)]
pub struct Interval {
    lo: Real,
    hi: Real,
}

impl Interval {
    /// The interval from `lo` to `hi`, or `None` if there is no such interval. An end beyond `2^±(2^40)` is moved outward.
    pub fn new(lo: Real, hi: Real) -> Option<Interval> {
        let sound = lo <= hi && lo != Real::infinity() && hi != Real::neg_infinity();
        sound.then(|| Interval { lo: real::clamp::<Down>(lo), hi: real::clamp::<Up>(hi) })
    }

    /// The interval between two bounds that are known to be in order.
    pub(crate) fn between(lo: Real, hi: Real) -> Interval {
        Interval::new(lo, hi).expect("a lower bound is at most the upper bound of the same number")
    }

    /// The interval that holds one number, which must be finite.
    pub(crate) fn point(x: Real) -> Interval {
        Interval::between(x.clone(), x)
    }

    /// The interval that holds one integer.
    pub fn integer(n: i64) -> Interval {
        Interval::point(real::scaled(n, 0))
    }

    /// All real numbers.
    pub fn everything() -> Interval {
        Interval { lo: Real::neg_infinity(), hi: Real::infinity() }
    }

    /// The lower end.
    pub fn lo(&self) -> &Real {
        &self.lo
    }

    /// The upper end.
    pub fn hi(&self) -> &Real {
        &self.hi
    }

    /// Whether the interval holds exactly one number.
    pub fn is_exact(&self) -> bool {
        self.lo == self.hi
    }

    /// Whether neither end is infinite.
    pub fn is_bounded(&self) -> bool {
        self.lo.is_finite() && self.hi.is_finite()
    }

    /// Whether `x` lies in the interval.
    pub fn contains(&self, x: &Real) -> bool {
        self.lo <= *x && *x <= self.hi
    }

    /// Whether every number of `other` lies in the interval.
    pub fn encloses(&self, other: &Interval) -> bool {
        self.lo <= other.lo && other.hi <= self.hi
    }

    /// Whether no number lies in both intervals.
    pub fn is_disjoint(&self, other: &Interval) -> bool {
        self.hi < other.lo || other.hi < self.lo
    }

    /// Whether all numbers are greater than 0.
    pub fn is_positive(&self) -> bool {
        real::is_positive(&self.lo)
    }

    /// Whether all numbers are less than 0.
    pub fn is_negative(&self) -> bool {
        real::is_negative(&self.hi)
    }

    /// Whether 0 lies in the interval.
    pub fn contains_zero(&self) -> bool {
        !self.is_positive() && !self.is_negative()
    }

    /// Both ends rounded outward.
    pub fn round(&self, precision: usize) -> Interval {
        Interval { lo: real::round::<Down>(&self.lo, precision), hi: real::round::<Up>(&self.hi, precision) }
    }

    /// The numbers that lie in both, or `None` if there are none.
    pub fn intersection(&self, other: &Interval) -> Option<Interval> {
        Interval::new((&self.lo).max(&other.lo).clone(), (&self.hi).min(&other.hi).clone())
    }

    /// The least interval that encloses both.
    pub fn hull(&self, other: &Interval) -> Interval {
        Interval { lo: (&self.lo).min(&other.lo).clone(), hi: (&self.hi).max(&other.hi).clone() }
    }

    /// `-a`, exactly.
    pub fn neg(&self) -> Interval {
        Interval { lo: real::neg(&self.hi), hi: real::neg(&self.lo) }
    }

    /// `|a|`, exactly.
    pub fn abs(&self) -> Interval {
        if !real::is_negative(&self.lo) {
            self.clone()
        } else if !real::is_positive(&self.hi) {
            self.neg()
        } else {
            Interval { lo: Real::zero(), hi: real::neg(&self.lo).max(self.hi.clone()) }
        }
    }

    /// `max(a, b)`, exactly.
    pub fn max(&self, other: &Interval) -> Interval {
        Interval { lo: (&self.lo).max(&other.lo).clone(), hi: (&self.hi).max(&other.hi).clone() }
    }

    /// `min(a, b)`, exactly.
    pub fn min(&self, other: &Interval) -> Interval {
        Interval { lo: (&self.lo).min(&other.lo).clone(), hi: (&self.hi).min(&other.hi).clone() }
    }

    /// `a + b`
    pub fn add(&self, other: &Interval, precision: usize) -> Interval {
        Interval {
            lo: real::add::<Down>(&self.lo, &other.lo, precision),
            hi: real::add::<Up>(&self.hi, &other.hi, precision),
        }
    }

    /// `a - b`
    pub fn sub(&self, other: &Interval, precision: usize) -> Interval {
        Interval {
            lo: real::sub::<Down>(&self.lo, &other.hi, precision),
            hi: real::sub::<Up>(&self.hi, &other.lo, precision),
        }
    }

    /// `a*b`
    pub fn mul(&self, other: &Interval, precision: usize) -> Interval {
        let ((al, ah), (bl, bh)) = ((&self.lo, &self.hi), (&other.lo, &other.hi));
        let product = |lo: (&Real, &Real), hi: (&Real, &Real)| Interval {
            lo: real::mul::<Down>(lo.0, lo.1, precision),
            hi: real::mul::<Up>(hi.0, hi.1, precision),
        };
        match (side(self), side(other)) {
            (Side::Right, Side::Right) => product((al, bl), (ah, bh)),
            (Side::Left, Side::Left) => product((ah, bh), (al, bl)),
            (Side::Right, Side::Left) => product((ah, bl), (al, bh)),
            (Side::Left, Side::Right) => product((al, bh), (ah, bl)),
            (Side::Right, Side::Both) => product((ah, bl), (ah, bh)),
            (Side::Both, Side::Right) => product((al, bh), (ah, bh)),
            (Side::Left, Side::Both) => product((al, bh), (al, bl)),
            (Side::Both, Side::Left) => product((ah, bl), (al, bl)),
            (Side::Both, Side::Both) => product((al, bh), (ah, bh)).hull(&product((ah, bl), (al, bl))),
        }
    }

    /// `a/b`, or `None` if 0 lies in `b`.
    pub fn div(&self, other: &Interval, precision: usize) -> Option<Interval> {
        if other.contains_zero() {
            return None;
        }
        if other.is_negative() {
            return self.neg().div(&other.neg(), precision);
        }
        let (bl, bh) = (&other.lo, &other.hi);
        let (below, above) = match side(self) {
            Side::Right => (bh, bl),
            Side::Left => (bl, bh),
            Side::Both => (bl, bl),
        };
        Some(Interval {
            lo: real::div::<Down>(&self.lo, below, precision),
            hi: real::div::<Up>(&self.hi, above, precision),
        })
    }

    /// `a*2^n`, exactly but for the limits on magnitude.
    pub(crate) fn shift(&self, n: isize) -> Interval {
        Interval { lo: real::shift::<Down>(&self.lo, n), hi: real::shift::<Up>(&self.hi, n) }
    }

    /// `a^n` for an integer `n`, with `a^0 = 1`; `None` if `n < 0` and 0 lies in `a`.
    pub fn powi(&self, n: i64, precision: usize) -> Option<Interval> {
        if n < 0 {
            let positive = self.power(n.unsigned_abs(), precision + 4);
            return Interval::integer(1).div(&positive, precision);
        }
        Some(self.power(n.unsigned_abs(), precision))
    }

    fn power(&self, n: u64, precision: usize) -> Interval {
        if n.is_multiple_of(2) {
            let base = self.abs();
            return Interval {
                lo: power_of_end::<Down>(&base.lo, n, precision),
                hi: power_of_end::<Up>(&base.hi, n, precision),
            };
        }
        let odd = |end: &Real, lower: bool| {
            let negative = real::is_negative(end);
            let size = real::abs(end);
            let power = if negative == lower {
                power_of_end::<Up>(&size, n, precision)
            } else {
                power_of_end::<Down>(&size, n, precision)
            };
            if negative { real::neg(&power) } else { power }
        };
        Interval { lo: odd(&self.lo, true), hi: odd(&self.hi, false) }
    }

    /// The root of degree `n >= 1`, or `None` if `n` is even and some number in `a` is negative.
    pub(crate) fn root(&self, n: usize, precision: usize) -> Option<Interval> {
        if n.is_multiple_of(2) && real::is_negative(&self.lo) {
            return None;
        }
        let lower = if real::is_negative(&self.lo) {
            real::neg(&real::root::<Up>(&real::neg(&self.lo), n, precision))
        } else {
            real::root::<Down>(&self.lo, n, precision)
        };
        let upper = if real::is_negative(&self.hi) {
            real::neg(&real::root::<Down>(&real::neg(&self.hi), n, precision))
        } else {
            real::root::<Up>(&self.hi, n, precision)
        };
        Some(Interval { lo: lower, hi: upper })
    }
}

/// Where the numbers of an interval lie.
enum Side {
    /// All at 0 or to the right.
    Right,
    /// All at 0 or to the left, and not only 0.
    Left,
    /// On both sides.
    Both,
}

fn side(a: &Interval) -> Side {
    if !real::is_negative(&a.lo) {
        Side::Right
    } else if !real::is_positive(&a.hi) {
        Side::Left
    } else {
        Side::Both
    }
}

/// A bound of `x^n` for `x >= 0`. Squaring keeps the direction, and the extra bits cover the `n` roundings.
fn power_of_end<R: real::Toward>(x: &Real, n: u64, precision: usize) -> Real {
    let work = precision + 2 * (u64::BITS - n.leading_zeros()) as usize + 4;
    let mut result = real::scaled(1, 0);
    for bit in (0..u64::BITS - n.leading_zeros()).rev() {
        result = real::mul::<R>(&result, &result, work);
        if n >> bit & 1 == 1 {
            result = real::mul::<R>(&result, x, work);
        }
    }
    real::round::<R>(&result, precision)
}
