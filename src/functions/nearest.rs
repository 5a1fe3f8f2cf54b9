//! The functions from which all bounds are made, at a number, and what was computed of them.
//!
//! They come from [`series`] where a number has a usual size, and else from dashu-float, which rounds to nearest at any
//! precision, certified by a ball of proved radius. Values are computed with [`GUARD`] more bits than asked for and then
//! widened by 2^8 units of the last of these bits, so that even an error that is a hundred times larger than the proofs say
//! would do no harm.

use std::cell::RefCell;

use dashu_float::round::mode::HalfEven;
use dashu_float::{ConstCache, Context};
use dashu_int::IBig;
use rustc_hash::FxHashMap;

use super::real::{self, Down, Real, Up, is_zero, scaled, top};
use super::{Bounds, Interval, series};

/// How many bits more than asked for are computed.
pub(super) const GUARD: usize = 16;
/// How many values are remembered at most, and how many bits the number and the value of one may have.
const MOST_REMEMBERED: usize = 1 << 12;
const LONGEST_REMEMBERED: usize = 512;

/// A function.
#[derive(Debug, Clone, Copy)]
pub(super) enum Nearest {
    Exp,
    Ln,
    Sin,
    Cos,
    Atan,
}

/// A function, the significand and the exponent of its argument, and the precision.
type Asked = (usize, IBig, isize, usize);

thread_local! {
    static CONSTANTS: RefCell<ConstCache> = const { RefCell::new(ConstCache::new()) };
    /// Values that were computed: intervals that touch ask for the same ends, and derivatives for the same functions.
    static REMEMBERED: RefCell<FxHashMap<Asked, Option<Interval>>> = RefCell::default();
}

/// The value of `function` at `x`, widened; everything where it could not be computed.
pub(super) fn nearest(function: Nearest, x: &Real, precision: usize) -> Interval {
    let bounds: Bounds = match function {
        Nearest::Exp => |x, precision| Some(computed(Nearest::Exp, x, precision)),
        Nearest::Ln => |x, precision| Some(computed(Nearest::Ln, x, precision)),
        Nearest::Sin => |x, precision| Some(computed(Nearest::Sin, x, precision)),
        Nearest::Cos => |x, precision| Some(computed(Nearest::Cos, x, precision)),
        Nearest::Atan => |x, precision| Some(computed(Nearest::Atan, x, precision)),
    };
    remembered(bounds, x, precision).unwrap_or_else(Interval::everything)
}

/// What the function says of `x`, which is kept for a while.
pub(crate) fn remembered(function: Bounds, x: &Real, precision: usize) -> Option<Interval> {
    if x.is_infinite() || precision.max(x.digits()) > LONGEST_REMEMBERED {
        return function(x, precision);
    }
    let asked = (function as usize, x.significand().clone(), x.exponent(), precision);
    if let Some(known) = REMEMBERED.with_borrow(|values| values.get(&asked).cloned()) {
        return known;
    }
    let value = function(x, precision);
    REMEMBERED.with_borrow_mut(|values| {
        if values.len() >= MOST_REMEMBERED {
            values.clear();
        }
        values.insert(asked, value.clone());
    });
    value
}

fn computed(function: Nearest, x: &Real, precision: usize) -> Interval {
    let by_series = match function {
        Nearest::Exp => series::exp(x, precision),
        Nearest::Ln => series::ln(x, precision),
        Nearest::Sin => {
            let size = series::wave(x, 0, precision);
            if real::is_negative(x) { size.as_ref().map(real::neg) } else { size }
        }
        Nearest::Cos => series::wave(x, 1, precision),
        Nearest::Atan => series::atan(x, precision),
    };
    if let Some(value) = by_series {
        return widen(value, precision);
    }
    let context = Context::<HalfEven>::new(precision + GUARD);
    let value = CONSTANTS.with_borrow_mut(|cache| match function {
        Nearest::Exp => context.exp(x, Some(cache)),
        Nearest::Ln => context.ln(x, Some(cache)),
        Nearest::Sin => context.sin(x, Some(cache)),
        Nearest::Cos => context.cos(x, Some(cache)),
        Nearest::Atan => context.atan(x, Some(cache)),
    });
    match value {
        Ok(value) => widen(value.value().into_repr(), precision),
        Err(_) => Interval::everything(),
    }
}

/// `pi`
pub(super) fn pi(precision: usize) -> Interval {
    if let Some(value) = series::pi(precision) {
        return widen(value, precision);
    }
    let context = Context::<HalfEven>::new(precision + GUARD);
    let value = CONSTANTS.with_borrow_mut(|cache| context.pi::<2>(Some(cache)));
    widen(value.value().into_repr(), precision)
}

fn widen(value: Real, precision: usize) -> Interval {
    if value.is_infinite() || is_zero(&value) {
        return Interval::everything();
    }
    let radius = scaled(1, top(&value) - (precision + GUARD / 2) as isize);
    Interval::between(real::sub::<Down>(&value, &radius, precision), real::add::<Up>(&value, &radius, precision))
}
