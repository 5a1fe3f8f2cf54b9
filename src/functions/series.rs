//! The exponential function, the logarithm, sine, cosine and the arctangent at a number, by their Taylor series in integers.
//!
//! Numbers are integers in units of `2^-w`, none of them negative, and every product, quotient and root is rounded down,
//! which is an error of less than one unit. A value has an error of less than one part in `2^(p + 32)`, where `p` is the
//! precision that is asked for; `w` is at least `p + 64`. The reasons, where `N < 2^7` is the number of terms:
//!
//! 1. `e^x = 2^k*e^r` with `0 <= r < ln 2`. The multiple of `ln 2` has an error of less than `2^22` units, and `r/2^8` of less
//!    than `2^15`. Terms of the series of `e^(r/2^8)` have errors of at most 2 units each, and what is left out is less than 3
//!    units. Squaring it eight times makes the error at most `2^10` times as large: less than `2^26` units, of a number from 1 on.
//! 2. `ln x = k*ln 2 + 32*atanh(z)` with `z = (y - 1)/(y + 1)`, where `y` is the sixteenth root of `x/2^k`, which lies between 3/4
//!    and 3/2. Roots and `z` have errors of at most 3 units, the series of `atanh` of less than `2^10`, all of it of less than
//!    `2^22`. The value is at least 1/4 if `k` is not 0, and else at least `|x - 1|/2`; `w` has as many bits more as that is small.
//! 3. `sin x` and `cos x` are those of `r` up to a sign, where `0 <= r <= pi/4`. It has an error of less than `2^23` units, and
//!    the series of less than `2^9`. A value below `2^-30` is not given, and `w` is at least `p + 96`.
//! 4. `atan x = 8*atan(u)` where `u` comes from `x` by three steps `x/(1 + sqrt(1 + x^2))`, each of which halves the angle.
//!    All errors are less than `2^13` units, and `w` has as many bits more as `x` is small.

use std::sync::LazyLock;

use dashu_base::{DivRem, SquareRoot, UnsignedAbs};
use dashu_float::round::mode::HalfEven;
use dashu_float::{ConstCache, Context};
use dashu_int::UBig;

use super::real::{self, Real, scaled, top};

/// The largest precision that is served, and how large or small a number may be, as a power of 2.
const FINEST: usize = 512;
const LARGEST: isize = 20;
/// How many bits more than asked for are computed with, and how many more again for what is subtracted from a large number.
const SPARE: usize = 64;
const REDUCED: usize = 32;
/// How many binary places the constants have.
const PLACES: usize = 1024;

/// `ln 2` and `pi/2` in units of `2^-PLACES`, with an error of less than two units.
static LN2: LazyLock<UBig> = LazyLock::new(|| {
    let context = Context::<HalfEven>::new(PLACES + 16);
    let value = context.ln(&scaled(2, 0), None).expect("2 has a logarithm");
    fixed(value.value().repr(), PLACES)
});
static HALF_PI: LazyLock<UBig> = LazyLock::new(|| {
    let pi = Context::<HalfEven>::new(PLACES + 16).pi::<2>(Some(&mut ConstCache::new()));
    fixed(pi.value().repr(), PLACES - 1)
});

/// `|x|` in units of `2^-w`.
fn fixed(x: &Real, w: usize) -> UBig {
    let size = x.significand().clone().unsigned_abs();
    let shift = x.exponent() + w as isize;
    if shift >= 0 { size << shift.unsigned_abs() } else { size >> shift.unsigned_abs() }
}

/// A constant in units of `2^-w`.
fn constant(of: &UBig, w: usize) -> UBig {
    of >> (PLACES - w)
}

fn is_served(x: &Real, precision: usize) -> bool {
    x.is_finite() && !real::is_zero(x) && precision <= FINEST && x.digits() <= FINEST && top(x).abs() <= LARGEST
}

/// How many bits smaller than 1 a number is.
fn small(x: &Real) -> usize {
    if real::is_zero(x) { 0 } else { (-top(x)).max(0).unsigned_abs() }
}

/// The sums of every other term: `t, t*q/(a1), t*q^2/(a1*a2), …`, from the first and from the second on.
fn series(first: UBig, q: &UBig, w: usize, divisor: impl Fn(u64) -> u64) -> (UBig, UBig) {
    let (mut sums, mut term, mut n) = ([UBig::ZERO, UBig::ZERO], first, 0);
    while !term.is_zero() {
        sums[n as usize % 2] += &term;
        n += 1;
        term = ((&term * q) >> w) / UBig::from(divisor(n));
    }
    sums.into()
}

/// The sums of `t, t*q/3, t*q^2/5, …` in the same way.
fn odd_series(first: UBig, q: &UBig, w: usize) -> (UBig, UBig) {
    let (mut sums, mut power, mut n) = ([UBig::ZERO, UBig::ZERO], first, 0u64);
    while !power.is_zero() {
        sums[n as usize % 2] += &power / UBig::from(2 * n + 1);
        n += 1;
        power = (&power * q) >> w;
    }
    sums.into()
}

/// `pi`
pub(super) fn pi(precision: usize) -> Option<Real> {
    let w = precision + SPARE;
    (precision <= FINEST).then(|| scaled(constant(&HALF_PI, w), 1 - w as isize))
}

/// `e^x`
pub(super) fn exp(x: &Real, precision: usize) -> Option<Real> {
    if !is_served(x, precision) {
        return None;
    }
    let w = precision + SPARE;
    let (k, r) = fixed(x, w).div_rem(constant(&LN2, w));
    let mut k = isize::try_from(k).ok()?;
    let mut r = r;
    if real::is_negative(x) {
        // -x = k*ln 2 + r
        (k, r) = (-k - 1, constant(&LN2, w) - r);
    }
    let r = r >> 8;
    let (even, odd) = series(UBig::ONE << w, &r, w, |n| n);
    let mut value = even + odd;
    for _ in 0..8 {
        value = (&value * &value) >> w;
    }
    Some(scaled(value, k - w as isize))
}

/// `ln x` for `x > 0` other than 1
pub(super) fn ln(x: &Real, precision: usize) -> Option<Real> {
    if !is_served(x, precision) || real::is_negative(x) {
        return None;
    }
    let over_power = |k: isize| Real::new(x.significand().clone(), x.exponent() - k);
    let k = top(x);
    let k = if over_power(k) < scaled(3, -2) { k - 1 } else { k };
    let m = over_power(k);
    let near = if k == 0 { small(&real::sub::<real::Down>(&m, &Real::one(), m.digits() + 2)) } else { 0 };
    let w = precision + SPARE + near;
    let one = UBig::ONE << w;
    let mut y = fixed(&m, w);
    for _ in 0..4 {
        y = (y << w).sqrt();
    }
    let below = y < one;
    let z = (if below { &one - &y } else { &y - &one } << w) / (&one + &y);
    let q = (&z * &z) >> w;
    let (even, odd) = odd_series(z, &q, w);
    let part = (even + odd) << 5;
    let whole = if k == 0 { UBig::ZERO } else { constant(&LN2, w) * UBig::from(k.unsigned_abs()) };
    let sign = |negative: bool, size: UBig| if negative { -dashu_int::IBig::from(size) } else { size.into() };
    Some(scaled(sign(k < 0, whole) + sign(below, part), -(w as isize)))
}

/// The sine (`quarter = 0`) or the cosine (`quarter = 1`), which is the sine a quarter turn further, of `|x|`; `None` near a zero.
pub(super) fn wave(x: &Real, quarter: usize, precision: usize) -> Option<Real> {
    if !is_served(x, precision) {
        return None;
    }
    let w = precision + SPARE + REDUCED;
    let half_pi = constant(&HALF_PI, w);
    let (k, r) = fixed(x, w).div_rem(&half_pi);
    let k = usize::try_from(k).ok()? + quarter;
    let rest = half_pi - &r;
    let (r, is_sine) = if r <= rest { (r, k.is_multiple_of(2)) } else { (rest, !k.is_multiple_of(2)) };
    let q = (&r * &r) >> w;
    let (even, odd) = match is_sine {
        true => series(r, &q, w, |n| 2 * n * (2 * n + 1)),
        false => series(UBig::ONE << w, &q, w, |n| 2 * n * (2 * n - 1)),
    };
    let size = even - odd;
    if size < (UBig::ONE << (w - 30)) {
        return None;
    }
    let value = scaled(size, -(w as isize));
    Some(if k % 4 < 2 { value } else { real::neg(&value) })
}

/// `atan x` for `0 < x <= 1`
pub(super) fn atan(x: &Real, precision: usize) -> Option<Real> {
    if !is_served(x, precision) || real::is_negative(x) || *x > Real::one() {
        return None;
    }
    let w = precision + SPARE + small(x);
    let one = UBig::ONE << w;
    let mut u = fixed(x, w);
    for _ in 0..3 {
        let root = ((&one << w) + &u * &u).sqrt();
        u = (u << w) / (&one + root);
    }
    let q = (&u * &u) >> w;
    let (even, odd) = odd_series(u, &q, w);
    Some(scaled((even - odd) << 3, -(w as isize)))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Own = fn(&Real, usize) -> Option<Real>;
    type Other = fn(&Context<HalfEven>, &Real) -> Real;

    /// Numbers of all sizes that are served, with few and with many bits.
    fn numbers(count: u64) -> impl Iterator<Item = Real> {
        let mut state = 0x9e37_79b9_7f4a_7c15u64;
        (0..count).map(move |n| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let significand = (state >> (n % 60)) as i64 | 1;
            let size = i64::BITS - significand.unsigned_abs().leading_zeros();
            scaled(significand, (n % 41) as isize - 20 - size as isize)
        })
    }

    #[test]
    #[cfg_attr(miri, ignore = "an interpreter takes minutes")]
    fn the_series_agree_with_those_of_dashu() {
        let functions: [(Own, Other); 5] = [
            (exp, |context, x| context.exp(x, None).expect("it has a value").value().into_repr()),
            (ln, |context, x| context.ln(x, None).expect("it has a value").value().into_repr()),
            (|x, p| wave(x, 0, p), |context, x| context.sin(x, None).expect("it has a value").value().into_repr()),
            (|x, p| wave(x, 1, p), |context, x| context.cos(x, None).expect("it has a value").value().into_repr()),
            (atan, |context, x| context.atan(x, None).expect("it has a value").value().into_repr()),
        ];
        let mut tested = [0; 5];
        for (at, (own, other)) in functions.into_iter().enumerate() {
            for (x, precision) in numbers(600).flat_map(|x| [16, 53, 128, 301].map(|precision| (x.clone(), precision)))
            {
                let x = if at == 0 || at == 3 { x } else { real::abs(&x) };
                let Some(found) = own(&x, precision) else { continue };
                let expected = other(&Context::new(precision + 64), &x);
                let error = real::abs(&real::sub::<real::Up>(&found, &expected, precision));
                let allowed = scaled(1, top(&expected) - (precision + 32) as isize);
                assert!(error <= allowed, "function {at} at {x:?}, {precision} bits: {found:?}, {expected:?}");
                tested[at] += 1;
            }
        }
        assert!(tested.into_iter().all(|count| count > 1000), "{tested:?}");
    }
}
