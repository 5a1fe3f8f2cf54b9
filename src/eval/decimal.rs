//! Enclosures in decimal.

use std::fmt;

use dashu_int::IBig;

use crate::expr::Number;
use crate::functions::Interval;
use crate::functions::real::{self, Down, Real, Up};

/// The precision, in bits, at which distances are computed.
const AROUND: usize = 128;
const COARSE: usize = 60;
/// Exponents of 2 up to which decimal digits are computed exactly.
const EXACT_RANGE: isize = 1 << 14;
/// Positive powers of 10 up to which an exact integer is written out.
const WRITTEN_OUT: i64 = 21;
/// Certain digits below which both ends are printed.
const FEWEST_DIGITS: usize = 3;
/// Leading zeros after the point up to which a number is written without an exponent.
const LEADING_ZEROS: i64 = 6;

impl Interval {
    /// The value in decimal with at most `digits` significant digits, each of which is certain.
    ///
    /// `0.25` is exactly that number; `0.2350037…` is a number that begins with these digits. Where the ends have no digit
    /// in common, or fewer than three where more are asked for, both are printed, rounded outward: `[0.49, 0.51]`.
    pub fn to_decimal(&self, digits: usize) -> String {
        let digits = digits.max(1);
        if self.is_exact() && real::is_zero(self.lo()) {
            return "0".into();
        }
        let certain = if !self.is_bounded() {
            None
        } else if self.is_positive() {
            common(self.lo(), self.hi(), digits)
        } else if self.is_negative() {
            common(&real::neg(self.hi()), &real::neg(self.lo()), digits).map(|text| format!("-{text}"))
        } else {
            None
        };
        certain
            .unwrap_or_else(|| format!("[{}, {}]", outward(self.lo(), digits, false), outward(self.hi(), digits, true)))
    }
}

impl Interval {
    /// Both ends in decimal with at most `digits` significant digits, rounded outward: `0.49` and `0.51`.
    pub fn to_decimal_ends(&self, digits: usize) -> (String, String) {
        let digits = digits.max(1);
        (outward(self.lo(), digits, false), outward(self.hi(), digits, true))
    }
}

impl Interval {
    /// As [`Interval::to_decimal`]; where the ends have no digits in common but lie near each other, as a short number and
    /// how far the value may be from it: `0.5 ± 2e-6`.
    pub fn to_decimal_around(&self, digits: usize) -> String {
        let plain = self.to_decimal(digits);
        if !plain.starts_with('[') || !self.is_bounded() {
            return plain;
        }
        self.around(digits).unwrap_or(plain)
    }

    /// `0.5 ± 2e-6`, unless the distance is more than a hundredth of the number.
    fn around(&self, digits: usize) -> Option<String> {
        let end = |end: &Real| Interval::new(end.clone(), end.clone());
        let middle = end(self.lo())?.add(&end(self.hi())?, AROUND).shift(-1);
        let width = end(self.hi())?.sub(&end(self.lo())?, AROUND);
        let near = |text: String| {
            let (sign, size) = text.strip_prefix('-').map_or((1, text.as_str()), |size| (-1, size));
            let number = Interval::from_number(&Number::from_numeral(size)?.mul(&Number::from(sign)), AROUND);
            let distance = self.sub(&number, AROUND).abs();
            Some((distance, text))
        };
        if middle.abs().hi() < width.lo() {
            return near("0".into()).map(|(distance, _)| format!("0 ± {}", outward(distance.hi(), 2, true)));
        }
        // ends apart by more than what rounding to digits needs, so that a short number between them is met
        let middle = middle.round(COARSE);
        let ends = [(middle.lo(), false), (middle.lo(), true), (middle.hi(), false), (middle.hi(), true)];
        let candidates = ends.into_iter().filter_map(|(end, up)| near(outward(end, digits, up)));
        let (distance, text) = candidates.min_by(|(a, _), (b, _)| a.hi().cmp(b.hi()))?;
        let limit = middle.abs().div(&Interval::integer(100), AROUND)?;
        (distance.hi() < limit.lo()).then(|| format!("{text} ± {}", outward(distance.hi(), 1, true)))
    }
}

impl fmt::Debug for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_decimal(20))
    }
}

/// The digits that `0 < lo <= hi` begin with, if they share enough of them.
fn common(lo: &Real, hi: &Real, digits: usize) -> Option<String> {
    let (mut high, power) = leading(hi, digits);
    let scale = digits as i64 - 1 - power;
    let (mut low, exact) = scaled_floor(lo, scale, digits);
    if exact && lo == hi {
        return Some(written(&low, power, true));
    }
    let mut shared = digits;
    while low != high {
        low /= 10;
        high /= 10;
        shared -= 1;
    }
    (shared >= digits.min(FEWEST_DIGITS)).then(|| written(&low, power, false))
}

/// `digits` digits that `x > 0` begins with, and the power of 10 of the first.
fn leading(x: &Real, digits: usize) -> (IBig, i64) {
    // log10(2) to 18 places: the estimate is off by at most 1
    let estimate = (real::top(x) as i128 - 1) * 301_029_995_663_981_195 / 1_000_000_000_000_000_000;
    let mut power = estimate as i64 + 1;
    let least = IBig::from(10).pow(digits - 1);
    loop {
        let (whole, _) = scaled_floor(x, digits as i64 - 1 - power, digits);
        if whole >= least {
            return (whole, power);
        }
        power -= 1;
    }
}

/// `x*10^scale`, which is below `10^(digits + 1)`, rounded down, and whether that is exact; for very large and very small
/// `x > 0` a number at most one less.
fn scaled_floor(x: &Real, scale: i64, digits: usize) -> (IBig, bool) {
    let (significand, exponent) = (x.significand(), x.exponent());
    // where the scale is that of another number, `x` may be near and the power of 10 far
    if is_far(x) || scale.unsigned_abs() > EXACT_RANGE.unsigned_abs() as u64 + digits as u64 {
        // in two halves, as a power of 10 may lie beyond the limit of magnitudes where `x` is within
        let work = 128 + 4 * digits;
        let half = |scale| Interval::integer(10).powi(scale, work).unwrap_or_else(Interval::everything);
        let near = real::mul::<Down>(x, half(scale / 2).lo(), work);
        let (whole, _) = parts(real::mul::<Down>(&near, half(scale - scale / 2).lo(), work));
        return (whole, false);
    }
    let power = IBig::from(10).pow(scale.unsigned_abs() as usize);
    let (above, below) = if scale >= 0 { (significand * power, IBig::ONE) } else { (significand.clone(), power) };
    let shift = exponent.unsigned_abs();
    let (above, below) = if exponent >= 0 { (above << shift, below) } else { (above, below << shift) };
    let whole = &above / &below;
    let exact = &whole * below == above;
    (whole, exact)
}

/// Whether the digits of `x` are computed by enclosures.
fn is_far(x: &Real) -> bool {
    x.exponent().abs() > EXACT_RANGE || real::top(x).abs() > EXACT_RANGE
}

/// The integer part of `x >= 0`, and whether there is a fraction.
fn parts(x: Real) -> (IBig, bool) {
    let (significand, exponent) = x.into_parts();
    match exponent {
        0.. => (significand << exponent.unsigned_abs(), false),
        _ => (significand >> exponent.unsigned_abs(), true),
    }
}

/// Decimal digits, the first of which counts `10^power`.
fn written(digits: &IBig, power: i64, exact: bool) -> String {
    let mut text = digits.to_string();
    if exact {
        text.truncate(text.trim_end_matches('0').len());
    }
    let (length, rest) = (text.len() as i64, if exact { "" } else { "…" });
    if (-LEADING_ZEROS..0).contains(&power) {
        let zeros = "0".repeat((-power - 1) as usize);
        return format!("0.{zeros}{text}{rest}");
    }
    if exact && (0..WRITTEN_OUT).contains(&power) && power >= length - 1 {
        return format!("{text}{}", "0".repeat((power - length + 1) as usize));
    }
    if (0..length - i64::from(exact)).contains(&power) {
        let (whole, fraction) = text.split_at(power as usize + 1);
        return format!("{whole}.{fraction}{rest}");
    }
    let (first, others) = text.split_at(1);
    let point = if others.is_empty() { "" } else { "." };
    format!("{first}{point}{others}{rest}e{power}")
}

/// An end with at most `digits` digits, rounded up or down.
fn outward(x: &Real, digits: usize, up: bool) -> String {
    if x.is_infinite() {
        return if up { "inf" } else { "-inf" }.into();
    }
    if real::is_zero(x) {
        return "0".into();
    }
    if real::is_negative(x) {
        return format!("-{}", outward(&real::neg(x), digits, !up));
    }
    // 64 bits more than the digits need, so that the digits are not longer than the number
    let x = if up { real::round::<Up>(x, 4 * digits + 64) } else { real::round::<Down>(x, 4 * digits + 64) };
    let (whole, power) = leading(&x, digits);
    let exact = scaled_floor(&x, digits as i64 - 1 - power, digits).1;
    // outside the range where digits are exact the integer part may be one too small
    let step = if is_far(&x) { 2 } else { 1 };
    let rounded = if up && !exact { whole + step } else { whole };
    // a carry makes the number one digit longer
    let power = power + rounded.to_string().len() as i64 - digits as i64;
    written(&rounded, power, true)
}
