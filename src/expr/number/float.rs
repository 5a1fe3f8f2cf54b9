//! The nearest floating-point number, found with integers alone.

use num_bigint::BigUint;
use num_traits::{ToPrimitive, Zero};

use super::{Big, Number, Small};

impl Number {
    /// The nearest `f64`, ties to even; infinite if the number is too large. For proposing and printing only.
    pub fn to_f64(&self) -> f64 {
        let size = match &self.0 {
            Small(numerator, denominator) if denominator.get() == 1 => return *numerator as f64,
            Small(numerator, denominator) => small_quotient(numerator.unsigned_abs(), denominator.get()),
            Big(ratio) => big_quotient(ratio.numer().magnitude(), ratio.denom().magnitude()),
        };
        size.copysign(if self.is_negative() { -1.0 } else { 1.0 })
    }
}

/// `numerator/denominator`, neither of them 0.
fn small_quotient(numerator: u64, denominator: u64) -> f64 {
    let wide = u128::from(numerator);
    let shift = wide.leading_zeros();
    let (quotient, rest) = ((wide << shift) / u128::from(denominator), (wide << shift) % u128::from(denominator));
    // The quotient has at least 64 bits; what is cut off survives as a last bit.
    let extra = 64 - quotient.leading_zeros();
    let cut = quotient & ((1 << extra) - 1);
    let mantissa = (quotient >> extra) as u64 | u64::from(rest != 0 || cut != 0);
    assemble(mantissa, i64::from(extra) - i64::from(shift))
}

/// `numerator/denominator`, neither of them 0.
fn big_quotient(numerator: &BigUint, denominator: &BigUint) -> f64 {
    let shift = 66 + denominator.bits() as i64 - numerator.bits() as i64;
    let (numerator, denominator) = if shift >= 0 {
        (numerator << shift as u64, denominator.clone())
    } else {
        (numerator.clone(), denominator << shift.unsigned_abs())
    };
    let quotient = &numerator / &denominator;
    let extra = quotient.bits() - 64;
    let top = &quotient >> extra;
    let exact = &top << extra == quotient && (numerator % denominator).is_zero();
    assemble(top.to_u64().expect("64 bits remain") | u64::from(!exact), extra as i64 - shift)
}

/// `mantissa*2^exponent` rounded to nearest, where the mantissa's top bit is set.
fn assemble(mantissa: u64, exponent: i64) -> f64 {
    let top = exponent + 63;
    if top > 1023 {
        return f64::INFINITY;
    }
    // 53 bits remain of a normal number, fewer of one below 2^-1022.
    let drop = 11 + (-1022 - top).max(0);
    if drop > 64 {
        return 0.0;
    }
    let wide = u128::from(mantissa);
    let (kept, cut, half) = (wide >> drop, wide & ((1 << drop) - 1), 1 << (drop - 1));
    let round_up = cut > half || cut == half && kept % 2 == 1;
    let significand = kept as u64 + u64::from(round_up);
    // Without its leading bit the significand adds to the exponent field, and a carry moves up into it.
    let field = (top + 1022).max(0) as u64;
    f64::from_bits((field << 52) + significand)
}
