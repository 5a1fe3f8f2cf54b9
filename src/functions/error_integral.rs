//! Bounds of the error functions at points, with the proofs that they hold.
//!
//! Three ranges of `x > 0` are told apart; negative arguments follow from `erf(-x) = -erf(x)`, `erfc(-x) = 2 - erfc(x)`.
//!
//! 1. Tiny `x`: `erf(x) = 2/sqrt(pi)*(x - x^3/3 + x^5/10 - …)` (DLMF 7.6.1) alternates with falling terms,
//!    so `2/sqrt(pi)*(x - x^3) <= erf(x) <= 2/sqrt(pi)*x`.
//! 2. Moderate `x`: `erf(x) = 2/sqrt(pi)*x*e^(-x^2)*S` with `S = sum of t_n`, `t_0 = 1`, `t_(n+1) = t_n*2*x^2/(2*n + 3)`
//!    (DLMF 7.6.2). All terms are positive, so nothing cancels. The sum stops at a term `t_N` past which the ratios
//!    `2*x^2/(2*n + 3)` are at most 1/2 (they fall with `n`); what is left out is then less than
//!    `t_N*(1/2 + 1/4 + …) = t_N`. Terms are integers in units of `2^-q`, rounded down in one sum and up in the other.
//! 3. Large `x`: `erfc(x) = e^(-x^2)/(x*sqrt(pi))*(1 - u_1 + u_2 - …)` with `u_m = 1*3*…*(2*m - 1)/(2*x^2)^m`
//!    (DLMF 7.12.1). For `x > 0` the error of a partial sum has the sign of the first term left out and is less than
//!    it (DLMF 7.12(i)). The smallest term is about `e^(-x^2)`, so this serves where `x^2 > (p + 24)*ln 2`.
//!
//! The same ranges serve for `erfi(x) = 2/sqrt(pi)*(integral of e^(t^2) for t from 0 to x)`, with `y = x^2`:
//!
//! 1. Tiny `x`: `e^(t^2) < 1 + 2*t^2` for `t < 1`, so `2/sqrt(pi)*x <= erfi(x) <= 2/sqrt(pi)*(x + x^3)`.
//! 2. Moderate `x`: `erfi(x) = 2/sqrt(pi)*x*S` where `S` is the sum of `t_n = y^n/(n!*(2*n + 1))`, which is `e^(t^2)`
//!    integrated term by term. The ratios `2*y*(2*n + 1)/((2*n + 2)*(2*n + 3))` fall as above.
//! 3. Large `x`: with `s = y - t^2` the integral is `e^y/(2*x)*G`, where `G` is the integral of `e^(-s)*(1 - s/y)^(-1/2)` for
//!    `s` from 0 to `y`. All `c_m` in `(1 - w)^(-1/2) = sum of c_m*w^m` lie in `(0, 1]` and fall, and `c_m*m!/y^m` is the `u_m`
//!    of above. Let `m <= y/2` in all terms of a partial sum, which has `M` terms.
//!    - `G` is at least the partial sum of `c_m/y^m*(integral of e^(-s)*s^m from 0 to y)`. From `y` to infinity this integral
//!      is at most `2*y^m*e^(-y)`, since `(1 + r/y)^m <= e^(r/2)`. So `G >= u_0 + … + u_(M-1) - 2*M*e^(-y)`.
//!    - Up to `s = y/2` the terms left out of the series are at most `2*c_M*(s/y)^M` together, since `c_m` falls; they add at
//!      most `2*u_M`. From there on they are at most `(1 - s/y)^(-1/2)`, whose integral is `sqrt(2)*y`, and
//!      `e^(-s) <= e^(-y/2)`. So `G <= u_0 + … + u_(M-1) + 2*u_M + 2*y*e^(-y/2)`.
//!
//!    This serves where `y/2 > (p + 24)*ln 2`, with some bits more for the factor `2*y`.

use dashu_int::IBig;
use dashu_int::ops::DivRem;

use super::Interval;
use super::bounds::{bell, exp, increasing, is_tiny, pi, slightly_above, slightly_below};
use super::real::{self, Down, Real, Up, is_negative, is_zero, scaled, top};

const GUARD: usize = 16;

/// The error function.
pub(super) fn erf(x: &Real, precision: usize) -> Option<Interval> {
    if is_zero(x) {
        return Some(Interval::integer(0));
    }
    if is_negative(x) {
        return Some(erf(&real::neg(x), precision)?.neg());
    }
    let one = Interval::integer(1);
    if x.is_infinite() {
        return Some(one);
    }
    if squares_to_more_than(x, precision) {
        // erfc(x) = e^(-x^2)*(2/sqrt(pi))*integral of e^(-t^2 - 2*x*t) over t > 0, which is at most e^(-x^2)
        let complement = bell(x, 0, precision)?;
        return Some(Interval::between(real::sub::<Down>(&Real::one(), complement.hi(), precision), Real::one()));
    }
    let value = moderate_or_tiny(x, precision)?;
    value.intersection(&Interval::between(Real::zero(), Real::one()))
}

/// The complementary error function, accurate also where it is close to 0.
pub(super) fn erfc(x: &Real, precision: usize) -> Option<Interval> {
    let one = Interval::integer(1);
    if is_zero(x) {
        return Some(one);
    }
    if is_negative(x) {
        return Some(one.add(&erf(&real::neg(x), precision + GUARD)?, precision));
    }
    if x.is_infinite() {
        return Some(Interval::integer(0));
    }
    if squares_to_more_than(x, precision) {
        return large(x, precision);
    }
    // erfc(x) is more than e^(-x^2)/(2*x + 2), so 1.5*x^2 + top(x) + 4 bits are lost when erf(x) is taken from 1.
    let square = integer_square(x);
    let work = precision + 2 * GUARD + square + square / 2 + top(x).max(0).unsigned_abs();
    Some(one.sub(&erf(x, work)?, precision))
}

/// The standard normal distribution function, `erfc(-x/sqrt(2))/2`.
pub(super) fn normal_distribution(x: &Real, precision: usize) -> Option<Interval> {
    if x.is_infinite() {
        return Some(Interval::integer(if is_negative(x) { 0 } else { 1 }));
    }
    let work = precision + 64;
    let argument = Interval::point(real::neg(x)).div(&Interval::integer(2).root(2, work)?, work)?;
    let (upper, lower) = (erfc(argument.lo(), precision + GUARD)?, erfc(argument.hi(), precision + GUARD)?);
    Some(Interval::new(lower.lo().clone(), upper.hi().clone())?.shift(-1).round(precision))
}

/// The imaginary error function.
pub(super) fn erfi(x: &Real, precision: usize) -> Option<Interval> {
    if is_zero(x) {
        return Some(Interval::integer(0));
    }
    if is_negative(x) {
        return Some(erfi(&real::neg(x), precision)?.neg());
    }
    if x.is_infinite() {
        return Some(Interval::between(Real::zero(), Real::infinity()));
    }
    let work = precision + 4 * GUARD;
    let argument = Interval::point(x.clone());
    if squares_to_more_than(x, 2 * (work + GUARD)) {
        let below = argument.mul(&pi(work).root(2, work)?, work);
        // the exponent matters only up to 2^40
        let growth = increasing(exp, &argument.powi(2, work + 64)?, work)?;
        return Some(growth.mul(&growing_series(x, work)?, work).div(&below, work)?.round(precision));
    }
    let factor = Interval::integer(2).div(&pi(work).root(2, work)?, work)?;
    if is_tiny(x, work) {
        return Some(slightly_above(x, work).mul(&factor, precision));
    }
    let sum = positive_series(x, work, erfi_ratio);
    Some(factor.mul(&argument, work).mul(&sum, precision))
}

/// `G` of range 3 for the imaginary error function.
fn growing_series(x: &Real, precision: usize) -> Option<Interval> {
    let square = Interval::point(x.clone()).powi(2, precision)?;
    let (mut term, mut sum) = (Interval::integer(1), Interval::integer(1));
    let least = scaled(1, -(precision as isize));
    let mut terms = 1;
    while *term.hi() > least && *square.lo() >= scaled(2 * terms, 0) {
        term = term.mul(&Interval::integer(2 * terms - 1), precision).div(&square.shift(1), precision)?;
        sum = sum.add(&term, precision);
        terms += 1;
    }
    // the first term left out is smaller than the last one added
    let missing = bell(x, 0, precision)?.mul(&Interval::integer(2 * terms), precision);
    let beyond = bell(x, 1, precision)?.mul(&square.shift(1), precision).add(&term.shift(1), precision);
    Interval::new(
        real::sub::<Down>(sum.lo(), missing.hi(), precision),
        real::add::<Up>(sum.hi(), beyond.hi(), precision),
    )
}

/// An integer that is at least `x^2`, for `x` below `2^20`.
fn integer_square(x: &Real) -> usize {
    let square = real::mul::<Up>(x, x, 64);
    let whole = shifted(square.significand(), square.exponent(), true);
    usize::try_from(whole).unwrap_or(usize::MAX >> 8)
}

/// Whether `x^2 > (precision + 24)*ln 2`, so that `e^(-x^2) < 2^-(precision + 24)`.
fn squares_to_more_than(x: &Real, precision: usize) -> bool {
    // 0.7 > ln 2
    let threshold = real::mul::<Up>(&scaled(7, 0), &scaled(precision as i64 + 24, 0), 64);
    real::mul::<Down>(&scaled(10, 0), &real::mul::<Down>(x, x, 64), 64) > threshold
}

/// `value*2^exponent` as an integer, rounded down or up.
fn shifted(value: &IBig, exponent: isize, up: bool) -> IBig {
    if exponent >= 0 {
        return value << exponent as usize;
    }
    let by = exponent.unsigned_abs();
    if up { -((-value) >> by) } else { value >> by }
}

/// Ranges 1 and 2.
fn moderate_or_tiny(x: &Real, precision: usize) -> Option<Interval> {
    let work = precision + 2 * GUARD;
    let factor = Interval::integer(2).div(&pi(work).root(2, work)?, work)?;
    let argument = Interval::point(x.clone());
    if is_tiny(x, precision) {
        return Some(slightly_below(x, work).mul(&factor, precision));
    }
    let sum = positive_series(x, work, erf_ratio);
    Some(factor.mul(&argument, work).mul(&bell(x, 0, work)?, work).mul(&sum, precision))
}

fn erf_ratio(n: u64) -> (u64, u64) {
    (1, 2 * n + 3)
}

fn erfi_ratio(n: u64) -> (u64, u64) {
    (2 * n + 1, (2 * n + 2) * (2 * n + 3))
}

/// `S` of range 2, in units of `2^-precision`. The ratio of term `n + 1` to term `n` is `2*x^2*a/b` with the `(a, b)` that `ratio`
/// gives for `n`; it falls with `n`.
fn positive_series(x: &Real, precision: usize, ratio: fn(u64) -> (u64, u64)) -> Interval {
    let square = x.significand() * x.significand();
    let exponent = 2 * x.exponent() + 1 + precision as isize;
    let (ratio_low, ratio_high) = (shifted(&square, exponent, false), shifted(&square, exponent, true));
    let (mut low, mut high) = (IBig::ONE << precision, IBig::ONE << precision);
    let (mut sum_low, mut sum_high) = (low.clone(), high.clone());
    for n in 0.. {
        let (above, below) = ratio(n);
        low = ((low * &ratio_low * above) >> precision) / below;
        high = ceiling(-((-(high * &ratio_high * above)) >> precision), &below.into());
        sum_low += &low;
        sum_high += &high;
        let (above, below) = ratio(n + 1);
        if high <= IBig::from(4) && (&ratio_high * above) << 1 <= IBig::from(below) << precision {
            break;
        }
    }
    sum_high += &high;
    Interval::between(scaled(sum_low, -(precision as isize)), scaled(sum_high, -(precision as isize)))
}

/// `a/b` rounded up, for `a >= 0` and `b > 0`.
fn ceiling(a: IBig, b: &IBig) -> IBig {
    let (quotient, rest) = a.div_rem(b);
    if rest.is_zero() { quotient } else { quotient + IBig::ONE }
}

/// Range 3.
fn large(x: &Real, precision: usize) -> Option<Interval> {
    let work = precision + 2 * GUARD;
    let argument = Interval::point(x.clone());
    let below = argument.mul(&pi(work).root(2, work)?, work);
    let sum = alternating_series(&argument.powi(2, work)?.shift(1), work)?;
    Some(bell(x, 0, work)?.mul(&sum, work).div(&below, work)?.round(precision))
}

/// `1 - u_1 + u_2 - …` of range 3 for `2*x^2`, in units of `2^-precision`.
fn alternating_series(twice_square: &Interval, precision: usize) -> Option<Interval> {
    let inverse = Interval::integer(1).div(twice_square, precision)?;
    let fixed = |end: &Real, up| shifted(end.significand(), end.exponent() + precision as isize, up);
    let (inverse_low, inverse_high) = (fixed(inverse.lo(), false), fixed(inverse.hi(), true));
    let (mut low, mut high) = (IBig::ONE << precision, IBig::ONE << precision);
    let (mut sum_low, mut sum_high) = (low.clone(), high.clone());
    let mut odd = IBig::ONE;
    let mut subtract = true;
    loop {
        low = (low * &inverse_low * &odd) >> precision;
        let next = -((-(&high * &inverse_high * &odd)) >> precision);
        let smallest = next >= high;
        high = next;
        // the first term left out bounds the error, with its sign
        if smallest || high <= IBig::from(4) {
            if subtract {
                sum_low -= &high;
            } else {
                sum_high += &high;
            }
            break;
        }
        if subtract {
            sum_low -= &high;
            sum_high -= &low;
        } else {
            sum_low += &low;
            sum_high += &high;
        }
        odd += 2;
        subtract = !subtract;
    }
    Interval::new(scaled(sum_low, -(precision as isize)), scaled(sum_high, -(precision as isize)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left out of a coarse sum would stick out of it.
    #[test]
    #[cfg_attr(miri, ignore = "an interpreter takes minutes")]
    fn coarse_sums_contain_fine_ones() {
        let mut tested = 0;
        for n in 1..400 {
            let x = scaled(n, -6);
            for precision in [2, 3, 5, 8, 13, 40] {
                for ratio in [erf_ratio, erfi_ratio] {
                    let sum = |precision| positive_series(&x, precision, ratio);
                    assert!(sum(precision).encloses(&sum(200)), "{n}/64 at {precision}");
                }
                let twice_square = Interval::point(scaled(n * n, -11));
                let sums = [precision, 200].map(|precision| alternating_series(&twice_square, precision));
                if let [Some(coarse), Some(fine)] = sums {
                    assert!(!coarse.is_disjoint(&fine), "{n}/64 at {precision}");
                }
                tested += 1;
            }
        }
        assert_eq!(tested, 399 * 6);
    }

    /// The series for large arguments is a true enclosure long before it is a narrow one.
    #[test]
    #[cfg_attr(miri, ignore = "an interpreter takes minutes")]
    fn series_for_moderate_and_for_large_arguments_agree() {
        let mut narrow = 0;
        for n in 64..640 {
            let x = scaled(n, -6);
            let work = 300;
            let value = erfi(&x, work).expect("it is defined everywhere");
            let growth = increasing(exp, &Interval::point(x.clone()).powi(2, work).expect("a square"), work);
            let factor = Interval::point(x.clone()).mul(&pi(work).root(2, work).expect("pi > 0"), work);
            let exact = value.mul(&factor, work).div(&growth.expect("exp is defined everywhere"), work);
            for precision in [4, 24, 100] {
                let series = growing_series(&x, precision).expect("x > 0");
                assert!(series.encloses(exact.as_ref().expect("e^y > 0")), "{n}/64 at {precision}");
                let width = real::sub::<Up>(series.hi(), series.lo(), 64);
                narrow += usize::from(width < scaled(1, 3 - precision as isize));
            }
        }
        assert!(narrow > 400, "{narrow}");
    }
}
