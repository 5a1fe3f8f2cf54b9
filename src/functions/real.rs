//! Binary floating-point numbers of any precision, with infinities, and arithmetic rounded in a given direction.
//!
//! Arithmetic and roots of dashu-float are correctly rounded in the direction of its rounding mode. Here every result
//! is also kept within `2^±LIMIT`: past that a lower bound stays where it is or becomes 0 or minus infinity, and an
//! upper bound likewise, so that no exponent overflows and no number is too large to compute with.

use dashu_base::Sign;
use dashu_float::round::{ErrorBounds, Round, mode};
use dashu_float::{Context, FBig, FpResult};
use dashu_int::IBig;

/// A binary floating-point number, or an infinity.
pub type Real = dashu_float::Repr<2>;

/// The magnitudes that are kept lie between `2^-LIMIT` and `2^LIMIT`.
pub(crate) const LIMIT: isize = 1 << 40;

/// A direction of rounding.
pub(crate) trait Toward: Round + ErrorBounds {
    /// Whether a result is an upper bound; otherwise it is a lower bound.
    const UP: bool;
}

impl Toward for mode::Down {
    const UP: bool = false;
}

impl Toward for mode::Up {
    const UP: bool = true;
}

pub(crate) use mode::{Down, Up};

/// `value*2^exponent`, exactly.
pub(crate) fn scaled(value: impl Into<IBig>, exponent: isize) -> Real {
    Real::new(value.into(), exponent)
}

/// Whether a number is 0; an infinity is not.
pub(crate) fn is_zero(x: &Real) -> bool {
    x.is_finite() && x.significand().is_zero()
}

/// Whether a number is less than 0.
pub(crate) fn is_negative(x: &Real) -> bool {
    !is_zero(x) && x.sign() == Sign::Negative
}

/// Whether a number is greater than 0.
pub(crate) fn is_positive(x: &Real) -> bool {
    !is_zero(x) && x.sign() == Sign::Positive
}

/// `-x`, exactly.
pub(crate) fn neg(x: &Real) -> Real {
    if is_zero(x) { Real::zero() } else { -x.clone() }
}

/// `|x|`, exactly.
pub(crate) fn abs(x: &Real) -> Real {
    if is_negative(x) { neg(x) } else { x.clone() }
}

/// The least `k` with `|x| < 2^k`; `x` is finite and not 0.
pub(crate) fn top(x: &Real) -> isize {
    x.exponent().saturating_add(x.digits() as isize)
}

/// The bound that says nothing.
fn extreme<R: Toward>() -> Real {
    if R::UP { Real::infinity() } else { Real::neg_infinity() }
}

fn signed(positive: bool, x: Real) -> Real {
    if positive { x } else { neg(&x) }
}

/// A bound of `x` in the direction of `R` within the limits.
pub(crate) fn clamp<R: Toward>(x: Real) -> Real {
    if x.is_infinite() {
        return x;
    }
    if is_zero(&x) {
        return Real::zero();
    }
    let positive = is_positive(&x);
    let outward = positive == R::UP;
    let at = top(&x);
    if at > LIMIT {
        signed(positive, if outward { Real::infinity() } else { scaled(1, LIMIT) })
    } else if at < -LIMIT {
        signed(positive, if outward { scaled(1, -LIMIT) } else { Real::zero() })
    } else {
        x
    }
}

fn finish<R: Toward>(result: FpResult<FBig<R, 2>>) -> Real {
    match result {
        Ok(value) => clamp::<R>(value.value().into_repr()),
        Err(_) => extreme::<R>(),
    }
}

/// `x` rounded to `precision` bits.
pub(crate) fn round<R: Toward>(x: &Real, precision: usize) -> Real {
    if x.is_infinite() || x.digits() <= precision {
        return clamp::<R>(x.clone());
    }
    let exact = FBig::<R, 2>::from_repr(x.clone(), Context::new(0));
    clamp::<R>(exact.with_precision(precision).value().into_repr())
}

/// `x*2^n`, exactly but for the limits on magnitude.
pub(crate) fn shift<R: Toward>(x: &Real, n: isize) -> Real {
    if x.is_infinite() || is_zero(x) {
        return x.clone();
    }
    clamp::<R>(Real::new(x.significand().clone(), x.exponent().saturating_add(n)))
}

/// A bound of `a + b`; of opposite infinities nothing is known.
pub(crate) fn add<R: Toward>(a: &Real, b: &Real, precision: usize) -> Real {
    match (a.is_infinite(), b.is_infinite()) {
        (false, false) => finish(Context::<R>::new(precision).add(a, b)),
        (true, true) if a.sign() != b.sign() => extreme::<R>(),
        (true, _) => a.clone(),
        (false, true) => b.clone(),
    }
}

/// A bound of `a - b`.
pub(crate) fn sub<R: Toward>(a: &Real, b: &Real, precision: usize) -> Real {
    add::<R>(a, &neg(b), precision)
}

/// A bound of `a*b`, where an infinity stands for numbers without bound, so that its product with 0 is 0.
pub(crate) fn mul<R: Toward>(a: &Real, b: &Real, precision: usize) -> Real {
    if is_zero(a) || is_zero(b) {
        Real::zero()
    } else if a.is_infinite() || b.is_infinite() {
        signed(is_positive(a) == is_positive(b), Real::infinity())
    } else {
        finish(Context::<R>::new(precision).mul(a, b))
    }
}

/// A bound of `a/b` for `b` that is not 0, where an infinity stands for numbers without bound.
pub(crate) fn div<R: Toward>(a: &Real, b: &Real, precision: usize) -> Real {
    match (a.is_infinite(), b.is_infinite()) {
        (false, false) if is_zero(b) => extreme::<R>(),
        (false, false) => finish(Context::<R>::new(precision).div(a, b)),
        (false, true) => Real::zero(),
        (true, false) => signed(is_positive(a) == is_positive(b), Real::infinity()),
        (true, true) => extreme::<R>(),
    }
}

/// A bound of the root of degree `n >= 1` of `x >= 0`.
pub(crate) fn root<R: Toward>(x: &Real, n: usize, precision: usize) -> Real {
    if x.is_infinite() || is_zero(x) {
        return x.clone();
    }
    let context = Context::<R>::new(precision);
    finish(if n == 2 { context.sqrt(x) } else { context.nth_root(n, x) })
}
