//! Bounds of functions at points.
//!
//! `exp`, `ln`, `sin`, `cos`, `atan` and pi come from [`nearest`]. Everything else is made from these with interval
//! arithmetic and the identities that stand at each function. Close to a zero or to a constant value, where rounding
//! would take many bits to settle, a few terms of the Taylor series enclose the value.

use super::Interval;
pub(super) use super::nearest::pi;
use super::nearest::{GUARD, Nearest, nearest};
use super::real::{self, Down, Real, Up, is_negative, is_zero, scaled, top};

/// Arguments of sine and cosine at which nothing is known but that the value lies between -1 and 1: from 2^this on.
pub(crate) const LARGEST_ANGLE: isize = 1 << 16;

fn integer(n: i64) -> Interval {
    Interval::integer(n)
}

fn point(x: &Real) -> Interval {
    Interval::point(x.clone())
}

/// All numbers from `x` on, for a limit that is plus infinity.
fn beyond() -> Interval {
    Interval::between(Real::zero(), Real::infinity())
}

/// Whether `|x| < 2^-(precision/2 + 8)`, so that `x^2` is less than one part in `2^(precision + 16)`.
pub(super) fn is_tiny(x: &Real, precision: usize) -> bool {
    is_zero(x) || (x.is_finite() && top(x) <= -(precision as isize / 2 + 8))
}

/// The precision that loses nothing when numbers near 1 are subtracted and a number like `x` remains.
fn cancelling(x: &Real, precision: usize) -> usize {
    precision + GUARD + top(x).min(0).unsigned_abs()
}

/// The values of an increasing function over an interval inside its domain.
pub(super) fn increasing(f: super::Bounds, x: &Interval, precision: usize) -> Option<Interval> {
    let lower = f(x.lo(), precision)?;
    if x.is_exact() {
        return Some(lower);
    }
    Interval::new(lower.lo().clone(), f(x.hi(), precision)?.hi().clone())
}

/// An odd function from its bounds for `x > 0`; it is 0 at 0.
fn odd(x: &Real, f: impl FnOnce(&Real) -> Option<Interval>) -> Option<Interval> {
    if is_zero(x) {
        Some(integer(0))
    } else if is_negative(x) {
        Some(f(&real::neg(x))?.neg())
    } else {
        f(x)
    }
}

/// From `x - x^3` to `x`, for a tiny `x > 0`.
pub(super) fn slightly_below(x: &Real, precision: usize) -> Interval {
    let cube = point(x).powi(3, precision).expect("the exponent is positive");
    Interval::between(real::sub::<Down>(x, cube.hi(), precision), real::round::<Up>(x, precision))
}

/// From `x` to `x + x^3`, for a tiny `x > 0`.
pub(super) fn slightly_above(x: &Real, precision: usize) -> Interval {
    let cube = point(x).powi(3, precision).expect("the exponent is positive");
    Interval::between(real::round::<Down>(x, precision), real::add::<Up>(x, cube.hi(), precision))
}

/// From `x + c*x^2 - |x|^3` to `x + c*x^2 + |x|^3` where `c` is 1/2 or -1/2, for a tiny `x`.
fn second_order(x: &Real, positive: bool, precision: usize) -> Interval {
    let half_square = point(x).powi(2, precision).expect("the exponent is positive").shift(-1);
    let cube = point(&real::abs(x)).powi(3, precision).expect("the exponent is positive");
    let rest = Interval::between(real::neg(cube.hi()), cube.hi().clone());
    let square = if positive { half_square } else { half_square.neg() };
    point(x).add(&square.add(&rest, precision), precision + GUARD).round(precision)
}

/// `e`
pub(super) fn e(precision: usize) -> Interval {
    nearest(Nearest::Exp, &Real::one(), precision)
}

fn half_pi(precision: usize) -> Interval {
    pi(precision).shift(-1)
}

/// `e^x`; for tiny `x` from `1 + x` to `1 + x + x^2`, and for large ones by `2 < e`.
pub(super) fn exp(x: &Real, precision: usize) -> Option<Interval> {
    if is_zero(x) {
        return Some(integer(1));
    }
    let large = x.is_infinite() || top(x) >= 40;
    Some(if large && is_negative(x) {
        Interval::between(Real::zero(), if x.is_infinite() { Real::zero() } else { scaled(1, 1 - (1 << 39)) })
    } else if large {
        Interval::between(scaled(1, 1 << 39), Real::infinity())
    } else if is_tiny(x, precision) {
        let square = point(x).powi(2, precision)?;
        let above = real::add::<Up>(x, square.hi(), precision + GUARD);
        Interval::between(
            real::add::<Down>(&Real::one(), x, precision),
            real::add::<Up>(&Real::one(), &above, precision),
        )
    } else {
        nearest(Nearest::Exp, x, precision)
    })
}

/// `e^x - 1`; for tiny `x` from `x + x^2/2 - |x|^3` to `x + x^2/2 + |x|^3`.
pub(super) fn expm1(x: &Real, precision: usize) -> Option<Interval> {
    if is_zero(x) {
        return Some(integer(0));
    }
    if is_tiny(x, precision) {
        return Some(second_order(x, true, precision));
    }
    let work = if x.is_infinite() { precision } else { cancelling(x, precision) };
    Some(exp(x, work)?.sub(&integer(1), precision))
}

/// `ln x`; near 1 as [`log1p`].
pub(super) fn ln(x: &Real, precision: usize) -> Option<Interval> {
    if is_negative(x) {
        return None;
    }
    if is_zero(x) {
        return None;
    }
    if x.is_infinite() {
        return Some(beyond());
    }
    let near = (0..=1).contains(&top(x)) && {
        let above = real::sub::<Down>(x, &Real::one(), precision);
        is_tiny(&above, precision)
    };
    if near {
        return near_one(&real::sub::<Down>(x, &Real::one(), x.digits() + 2), precision);
    }
    Some(nearest(Nearest::Ln, x, precision))
}

/// `ln(1 + y)` for tiny `y`, where it differs from `y - y^2/2` by less than `|y|^3`.
fn near_one(y: &Real, precision: usize) -> Option<Interval> {
    if is_zero(y) { Some(integer(0)) } else { Some(second_order(y, false, precision)) }
}

/// `ln(1 + x)`
pub(super) fn log1p(x: &Real, precision: usize) -> Option<Interval> {
    if is_tiny(x, precision) {
        return near_one(x, precision);
    }
    if *x <= Real::neg_one() {
        return None;
    }
    if x.is_infinite() {
        return Some(beyond());
    }
    let work = cancelling(x, precision);
    let argument = integer(1).add(&point(x), work);
    Some(increasing(ln, &argument, precision + GUARD)?.round(precision))
}

/// `ln x/ln 2`, exactly for powers of 2.
pub(super) fn log2(x: &Real, precision: usize) -> Option<Interval> {
    if x.is_finite() && *x.significand() == dashu_int::IBig::ONE {
        return Some(integer(x.exponent() as i64));
    }
    let two = ln(&scaled(2, 0), precision + GUARD)?;
    ln(x, precision + GUARD)?.div(&two, precision)
}

/// `ln x/ln 10`, exactly for powers of 10.
pub(super) fn log10(x: &Real, precision: usize) -> Option<Interval> {
    let ten = ln(&scaled(10, 0), precision + GUARD)?;
    let value = ln(x, precision + GUARD)?.div(&ten, precision)?;
    if x.is_finite() && x.exponent() >= 0 && top(x) <= 4096 {
        let power = (0..=1233).find(|&n| value.contains(&scaled(n, 0)));
        if let Some(n) = power
            && *x == scaled(dashu_int::IBig::from(10).pow(n as usize), 0)
        {
            return Some(integer(n));
        }
    }
    Some(value)
}

/// The square root, rounded correctly.
pub(super) fn sqrt(x: &Real, precision: usize) -> Option<Interval> {
    if x.is_infinite() && !is_negative(x) {
        return Some(beyond());
    }
    point_or_none(x)?.root(2, precision)
}

/// The real cube root, rounded correctly.
pub(super) fn cbrt(x: &Real, precision: usize) -> Option<Interval> {
    if x.is_infinite() {
        return odd(x, |_| Some(beyond()));
    }
    point(x).root(3, precision)
}

fn point_or_none(x: &Real) -> Option<Interval> {
    (!x.is_infinite()).then(|| point(x))
}

fn between_minus_one_and_one() -> Interval {
    Interval::between(Real::neg_one(), Real::one())
}

/// Sine or cosine. A long `x` may be so close to a zero that the precision has to cover all its bits.
fn wave(function: Nearest, x: &Real, precision: usize) -> Option<Interval> {
    let short = nearest(function, x, precision);
    let value = if short.is_bounded() { short } else { nearest(function, x, precision + x.digits()).round(precision) };
    value.intersection(&between_minus_one_and_one())
}

/// The sine; for tiny `x > 0` from `x - x^3` to `x`.
pub(super) fn sin(x: &Real, precision: usize) -> Option<Interval> {
    odd(x, |x| {
        if x.is_infinite() || top(x) > LARGEST_ANGLE {
            Some(between_minus_one_and_one())
        } else if is_tiny(x, precision) {
            Some(slightly_below(x, precision))
        } else {
            wave(Nearest::Sin, x, precision)
        }
    })
}

/// The cosine; for tiny `x` from `1 - x^2` to 1.
pub(super) fn cos(x: &Real, precision: usize) -> Option<Interval> {
    if is_zero(x) {
        return Some(integer(1));
    }
    if x.is_infinite() || top(x) > LARGEST_ANGLE {
        return Some(between_minus_one_and_one());
    }
    if is_tiny(x, precision) {
        let square = point(x).powi(2, precision)?;
        return Some(Interval::between(real::sub::<Down>(&Real::one(), square.hi(), precision), Real::one()));
    }
    wave(Nearest::Cos, x, precision)
}

/// `sin x/cos x`; `cos x` is 0 at no `x` that can be written down in binary.
pub(super) fn tan(x: &Real, precision: usize) -> Option<Interval> {
    let (sine, cosine) = (sin(x, precision + GUARD)?, cos(x, precision + GUARD)?);
    Some(sine.div(&cosine, precision).unwrap_or_else(Interval::everything))
}

/// `cos x/sin x`, undefined at 0; `sin x` is 0 at no other `x` that can be written down in binary.
pub(super) fn cot(x: &Real, precision: usize) -> Option<Interval> {
    if is_zero(x) {
        return None;
    }
    let (sine, cosine) = (sin(x, precision + GUARD)?, cos(x, precision + GUARD)?);
    Some(cosine.div(&sine, precision).unwrap_or_else(Interval::everything))
}

/// The arctangent; for tiny `x > 0` from `x - x^3` to `x`, and for `x > 1` as `pi/2 - atan(1/x)`.
pub(super) fn atan(x: &Real, precision: usize) -> Option<Interval> {
    odd(x, |x| {
        if x.is_infinite() {
            return Some(half_pi(precision));
        }
        if is_tiny(x, precision) {
            return Some(slightly_below(x, precision));
        }
        if *x <= Real::one() {
            return Some(nearest(Nearest::Atan, x, precision));
        }
        let work = precision + GUARD;
        let rest = increasing(atan, &integer(1).div(&point(x), work)?, work)?;
        Some(half_pi(work).sub(&rest, precision))
    })
}

/// `atan(x/sqrt((1 - x)*(1 + x)))`
pub(super) fn asin(x: &Real, precision: usize) -> Option<Interval> {
    odd(x, |x| {
        if *x > Real::one() {
            return None;
        }
        if x.is_one() {
            return Some(half_pi(precision));
        }
        if is_tiny(x, precision) {
            return Some(slightly_above(x, precision));
        }
        let work = precision + GUARD;
        let (one, x) = (integer(1), point(x));
        let cosine = one.sub(&x, work).mul(&one.add(&x, work), work).root(2, work)?;
        Some(increasing(atan, &x.div(&cosine, work)?, work)?.round(precision))
    })
}

/// `2*atan(sqrt((1 - x)/(1 + x)))`
pub(super) fn acos(x: &Real, precision: usize) -> Option<Interval> {
    if *x < Real::neg_one() || *x > Real::one() {
        return None;
    }
    if *x == Real::neg_one() {
        return Some(pi(precision));
    }
    let work = precision + GUARD;
    let (one, x) = (integer(1), point(x));
    let tangent = one.sub(&x, work).div(&one.add(&x, work), work)?.root(2, work)?;
    Some(increasing(atan, &tangent, work)?.shift(1).round(precision))
}

/// `(e^x - e^(-x))/2`; for tiny `x > 0` from `x` to `x + x^3`.
pub(super) fn sinh(x: &Real, precision: usize) -> Option<Interval> {
    odd(x, |x| {
        if x.is_infinite() {
            return Some(beyond());
        }
        if is_tiny(x, precision) {
            return Some(slightly_above(x, precision));
        }
        let work = cancelling(x, precision);
        Some(exp(x, work)?.sub(&exp(&real::neg(x), work)?, work).shift(-1).round(precision))
    })
}

/// `(e^x + e^(-x))/2`
pub(super) fn cosh(x: &Real, precision: usize) -> Option<Interval> {
    let work = precision + GUARD;
    let sum = exp(x, work)?.add(&exp(&real::neg(x), work)?, work);
    sum.shift(-1).round(precision).intersection(&Interval::between(Real::one(), Real::infinity()))
}

/// `(1 - t)/(1 + t)` with `t = e^(-2*x)`; for tiny `x > 0` from `x - x^3` to `x`.
pub(super) fn tanh(x: &Real, precision: usize) -> Option<Interval> {
    odd(x, |x| {
        if x.is_infinite() {
            return Some(integer(1));
        }
        if is_tiny(x, precision) {
            return Some(slightly_below(x, precision));
        }
        let work = cancelling(x, precision);
        let t = exp(&scaled(-x.significand(), x.exponent() + 1), work)?;
        let quotient = integer(1).sub(&t, work).div(&integer(1).add(&t, work), precision)?;
        quotient.intersection(&Interval::between(Real::zero(), Real::one()))
    })
}

/// `1/tanh(x)`
pub(super) fn coth(x: &Real, precision: usize) -> Option<Interval> {
    integer(1).div(&tanh(x, precision + GUARD)?, precision)
}

/// `ln(1 + (x + x^2/(1 + sqrt(1 + x^2))))`; for tiny `x > 0` from `x - x^3` to `x`.
pub(super) fn asinh(x: &Real, precision: usize) -> Option<Interval> {
    odd(x, |x| {
        if x.is_infinite() {
            return Some(beyond());
        }
        if is_tiny(x, precision) {
            return Some(slightly_below(x, precision));
        }
        let work = precision + GUARD;
        let (one, x) = (integer(1), point(x));
        let square = x.powi(2, work)?;
        let root = one.add(&square, work).root(2, work)?;
        let above = x.add(&square.div(&one.add(&root, work), work)?, work);
        Some(increasing(log1p, &above, work)?.round(precision))
    })
}

/// `ln(1 + (d + sqrt(d*(d + 2))))` with `d = x - 1`
pub(super) fn acosh(x: &Real, precision: usize) -> Option<Interval> {
    if *x < Real::one() {
        return None;
    }
    if x.is_infinite() {
        return Some(beyond());
    }
    let work = precision + GUARD;
    let d = point(x).sub(&integer(1), work);
    let above = d.add(&d.mul(&d.add(&integer(2), work), work).root(2, work)?, work);
    Some(increasing(log1p, &above, work)?.round(precision))
}

/// `ln(1 + 2*x/(1 - x))/2`; for tiny `x > 0` from `x` to `x + x^3`.
pub(super) fn atanh(x: &Real, precision: usize) -> Option<Interval> {
    odd(x, |x| {
        if *x >= Real::one() {
            return None;
        }
        if is_tiny(x, precision) {
            return Some(slightly_above(x, precision));
        }
        let work = precision + GUARD;
        let ratio = point(x).shift(1).div(&integer(1).sub(&point(x), work), work)?;
        Some(increasing(log1p, &ratio, work)?.shift(-1).round(precision))
    })
}

/// `1/(1 + e^(-x))`
pub(super) fn sigmoid(x: &Real, precision: usize) -> Option<Interval> {
    let work = precision + GUARD;
    let below = integer(1).add(&exp(&real::neg(x), work)?, work);
    integer(1).div(&below, precision)
}

/// `ln(1 + e^x)`, and for `x > 0` as `x + ln(1 + e^(-x))`.
pub(super) fn softplus(x: &Real, precision: usize) -> Option<Interval> {
    if x.is_infinite() {
        return Some(if is_negative(x) { integer(0) } else { beyond() });
    }
    let work = precision + GUARD;
    let small = exp(&real::neg(&real::abs(x)), work)?;
    let rest = Interval::new(
        if is_zero(small.lo()) { Real::zero() } else { log1p(small.lo(), work)?.lo().clone() },
        log1p(small.hi(), work)?.hi().clone(),
    )?;
    Some(if is_negative(x) { rest.round(precision) } else { point(x).add(&rest, precision) })
}

/// `e^(-x^2/2)/sqrt(2*pi)`
pub(super) fn normal_density(x: &Real, precision: usize) -> Option<Interval> {
    let work = precision + GUARD;
    let value = bell(x, 1, work)?;
    value.div(&pi(work).shift(1).root(2, work)?, precision)
}

/// `e^(-x^2/2^halvings)`. The exponent matters only up to 2^40, so 64 bits more than asked for make its error small.
pub(super) fn bell(x: &Real, halvings: isize, precision: usize) -> Option<Interval> {
    if x.is_infinite() {
        return Some(integer(0));
    }
    let square = point(x).powi(2, precision + 64)?.shift(-halvings);
    Some(increasing(exp, &square.neg(), precision + GUARD)?.round(precision))
}

/// `|x|`, exactly.
pub(super) fn abs(x: &Real, _: usize) -> Option<Interval> {
    Some(if x.is_infinite() { beyond() } else { point(&real::abs(x)) })
}

/// -1, 0 or 1.
pub(super) fn sign(x: &Real, _: usize) -> Option<Interval> {
    odd(x, |_| Some(integer(1)))
}
