//! Functions of the table over intervals.

use super::interval::{Interval, Outcome, compare};
use crate::expr::{self, FunctionId};
use crate::functions::bounds::LARGEST_ANGLE;
use crate::functions::nearest::remembered;
use crate::functions::real::{self, Real};
use crate::functions::{self, Bounds, Enclosure, Function, Shape};

/// What a bit of an enclosure costs in small expressions that are looked at: both ends take several series of that length.
const WORK_FOR_A_BIT: usize = 4;

/// The values of a function over intervals, one for each argument, at a precision in bits.
///
/// # Errors
/// [`Outcome::Undefined`] if the function is defined nowhere there, [`Outcome::Unknown`] if it may not be everywhere.
pub fn apply(row: &'static Function, arguments: &[Interval], precision: usize) -> Result<Interval, Outcome> {
    let reduced = arguments.iter().map(bits_before_the_point).max().unwrap_or(0);
    expr::work::spend(WORK_FOR_A_BIT * (precision + reduced));
    if arguments.len() != row.arity {
        return Err(Outcome::NoEnclosure);
    }
    let mut known = true;
    for condition in expr::domain(FunctionId::named(row.name)) {
        let argument = &arguments[condition.argument];
        let side = match condition.of {
            None => argument.clone(),
            Some(function) => inside(function.row(), std::slice::from_ref(argument), precision)?,
        };
        match compare(condition.relation, &side, &Interval::integer(condition.bound)) {
            Some(true) => {}
            Some(false) => return Err(Outcome::Undefined),
            None => known = false,
        }
    }
    if known { inside(row, arguments, precision) } else { Err(Outcome::Unknown) }
}

/// How many bits the largest number of an interval has before the point, as far as anything is computed with them.
fn bits_before_the_point(of: &Interval) -> usize {
    let end = |end: &Real| if end.is_infinite() || real::is_zero(end) { 0 } else { real::top(end) };
    end(of.lo()).max(end(of.hi())).clamp(0, LARGEST_ANGLE) as usize
}

/// The values over intervals that lie inside the domain.
fn inside(row: &'static Function, arguments: &[Interval], precision: usize) -> Result<Interval, Outcome> {
    let two = || match arguments {
        [u, v] => Ok((u, v)),
        _ => Err(Outcome::NoEnclosure), // the row's arity is wrong
    };
    match row.enclosure {
        Enclosure::Points(shape, bounds) => over(shape, bounds, &arguments[0], precision).ok_or(Outcome::Unknown),
        Enclosure::Reciprocal(name) => {
            let function = functions::named(name).ok_or(Outcome::NoEnclosure)?;
            let below = inside(function, arguments, precision + 8)?;
            Interval::integer(1).div(&below, precision).ok_or(Outcome::Unknown)
        }
        Enclosure::AtReciprocal(name) => {
            let function = functions::named(name).ok_or(Outcome::NoEnclosure)?;
            // beside 1 the distance of the reciprocal from 1 takes as many bits again as the argument has
            let work = precision + 8 + arguments[0].lo().digits().max(arguments[0].hi().digits());
            let reciprocal = Interval::integer(1).div(&arguments[0], work).ok_or(Outcome::Unknown)?;
            inside(function, &[reciprocal], precision)
        }
        Enclosure::Maximum => two().map(|(u, v)| u.max(v)),
        Enclosure::Minimum => two().map(|(u, v)| u.min(v)),
        Enclosure::None => Err(Outcome::NoEnclosure),
        Enclosure::LogarithmQuotient => {
            let (u, v) = two()?;
            let ln = functions::named("ln").ok_or(Outcome::NoEnclosure)?;
            let below = inside(ln, std::slice::from_ref(u), precision + 8)?;
            let above = inside(ln, std::slice::from_ref(v), precision + 8)?;
            above.div(&below, precision).ok_or(Outcome::Unknown)
        }
    }
}

/// The values over `x` of a function with this shape.
fn over(shape: Shape, bounds: Bounds, x: &Interval, precision: usize) -> Option<Interval> {
    let bounds = |x: &Real| remembered(bounds, x, precision);
    let left = bounds(x.lo())?;
    if x.is_exact() {
        return Some(left);
    }
    let right = bounds(x.hi())?;
    match shape {
        Shape::Increasing => Interval::new(left.lo().clone(), right.hi().clone()),
        Shape::Decreasing => Interval::new(right.lo().clone(), left.hi().clone()),
        Shape::Valley | Shape::Hill => {
            let ends = left.hull(&right);
            Some(if x.contains_zero() { ends.hull(&bounds(&Real::zero())?) } else { ends })
        }
        Shape::Sine => waves(x, &left.hull(&right), 1),
        Shape::Cosine => waves(x, &left.hull(&right), 0),
    }
}

/// The values at both ends, with 1 where a quarter turn that is `first` modulo 4 may lie between them and -1 where
/// one that is `first + 2` may.
///
/// Quarter turns `k*pi/2` with `k` between the rounded-down quotients of the ends by `pi/2` may lie inside; naming one that
/// does not only widens the result.
fn waves(x: &Interval, ends: &Interval, first: i64) -> Option<Interval> {
    let one = Interval::integer(1);
    let all = one.neg().hull(&one);
    if !x.is_bounded() {
        return Some(all);
    }
    let work = 64 + x.lo().digits().max(x.hi().digits()) + size(x.lo()).max(size(x.hi()));
    if work > 1 << 18 {
        return Some(all);
    }
    let quarter = (functions::constants::PI.enclosure)(work).shift(-1);
    let quarters = x.div(&quarter, work)?;
    let (from, to) = (floor(quarters.lo()), floor(quarters.hi()));
    let mut values = ends.clone();
    let start: dashu_int::IBig = from + 1;
    for step in 0..4 {
        let k = &start + dashu_int::IBig::from(step);
        if k > to {
            break;
        }
        match (&k - first) % dashu_int::IBig::from(4) {
            rest if rest == 0.into() => values = values.hull(&one),
            rest if rest == 2.into() || rest == (-2).into() => values = values.hull(&one.neg()),
            _ => {} // a zero of the function
        }
    }
    Some(values)
}

/// How many bits a number has before its binary point.
fn size(x: &Real) -> usize {
    if real::is_zero(x) { 0 } else { real::top(x).max(0).unsigned_abs() }
}

fn floor(x: &Real) -> dashu_int::IBig {
    let (significand, exponent) = x.clone().into_parts();
    if exponent >= 0 { significand << exponent.unsigned_abs() } else { significand >> exponent.unsigned_abs() }
}
