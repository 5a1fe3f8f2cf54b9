//! What the function makes of a standard normal variable: mean and variance, and the mean square of its slope.
//!
//! The integral over `[-K, K]` is cut into intervals, on each of which the integrand is expanded around the middle with
//! an enclosed remainder; what lies beyond is bounded by the function's expansion towards infinity.

use super::fact::{Fact, Known, number, words};
use super::program::Value;
use super::signs::end;
use super::subject::{Cell, Subject};
use crate::eval::germ::Germ;
use crate::eval::interval::apply;
use crate::expr::Number;
use crate::functions::{self, Interval, constants, real::Real};
use crate::passes::Derived;

/// How many intervals a unit is cut into.
const PER_UNIT: i64 = 8;
/// How many of the function and its derivatives matter in the middle of an interval.
const AT_MIDDLE: usize = 4;
const PRECISION: usize = 64;
/// How often such an interval is halved where the integral over it is not known to `2^-CLOSE`, and how many are in all.
const DEEPEST: u32 = 4;
const CLOSE: isize = 14;
const MOST_HALVED: usize = 800;
/// An integral that is not known to `2^HOPELESS` is not halved.
const HOPELESS: isize = 20;
/// Mean and variance are said to be kept if they are known to `2^-KEPT`.
const KEPT: isize = 10;
/// How far out the integrals are taken by intervals at most.
const FARTHEST: i64 = 32;

/// A bound of what a function is beyond some number.
type Bound = fn(&Germ) -> Option<Interval>;

/// Three integrals against the normal density: of the function, of its square, and of its slope's square.
type Three = [Interval; 3];

/// The facts about a standard normal argument.
pub(super) fn moments(derived: &Derived, subject: &Subject) -> Vec<Fact> {
    let found = integrals(derived, subject);
    let is_close = |of: &Interval| width(of).hi() <= of.abs().max(&Interval::integer(1)).hi();
    let Some([mean, square, slope]) = found.filter(|found| found.iter().all(Interval::is_bounded)) else {
        return vec![Fact::unknown("normal-mean", "the integrals could not be enclosed")];
    };
    if ![&mean, &square, &slope].into_iter().all(is_close) {
        return vec![Fact::unknown("normal-mean", "the integrals could not be enclosed closely")];
    }
    let not_negative = Interval::integer(0).hull(&Interval::everything().abs());
    let variance = square.sub(&mean.powi(2, PRECISION).unwrap_or_else(Interval::everything), PRECISION);
    let variance = variance.intersection(&not_negative).unwrap_or(variance);
    let fact = |name, value: &Interval, why: &str| {
        Fact::new(name, Known::Enclosed, vec![number(value), words(why)]).with(vec![("value", value.clone())])
    };
    let mut facts = vec![
        fact("normal-mean", &mean, ""),
        fact("normal-variance", &variance, ""),
        fact("normal-square-slope", &slope, ""),
    ];
    let gain = variance.is_positive().then(|| variance.root(2, PRECISION)).flatten();
    if let Some(gain) = gain.and_then(|root| Interval::integer(1).div(&root, PRECISION)) {
        facts.push(fact("gain", &gain, " times the function has variance 1"));
    }
    let is_close = |value: &Interval| width(value).hi() <= Interval::integer(1).shift(-KEPT).hi();
    let is_kept = mean.contains_zero() && variance.contains(Interval::integer(1).lo());
    if is_kept && is_close(&mean) && is_close(&variance) {
        let says = vec![
            words(
                "mean 0 and variance 1 are kept up to these bounds: of a standard normal input the function has mean ",
            ),
            number(&mean),
            words(" and variance "),
            number(&variance),
        ];
        let numbers = vec![("mean", mean), ("variance", variance)];
        facts.push(Fact::new("fixed-point", Known::Enclosed, says).with(numbers));
    }
    facts
}

fn integrals(derived: &Derived, subject: &Subject) -> Option<Three> {
    if !subject.whole_line {
        return None;
    }
    let zero = Interval::integer(0);
    let mut sums = [zero.clone(), zero.clone(), zero];
    let mut edges = [0, 0];
    for ((side, cell), edge) in [(-1, subject.cells.first()?), (1, subject.cells.last()?)].into_iter().zip(&mut edges) {
        let bounds: [(usize, Bound); 3] =
            [(0, Germ::normal_bound), (0, Germ::normal_bound_of_square), (1, Germ::normal_bound_of_square)];
        for (sum, (order, bound)) in sums.iter_mut().zip(bounds) {
            let at = (order, derived.variable);
            let (from, germ) = cell.towards(&derived.store, at, side, &|germ| bound(germ).is_some())?;
            *edge = (*edge).max(from);
            // the bound at `from` times e^(from-t) is one for all t from there on, and its integral is the bound
            let tail = bound(&germ)?.mul(&normal_factor(), PRECISION);
            *sum = sum.add(&tail.hull(&tail.neg()), PRECISION);
        }
    }
    if edges.iter().any(|&edge| edge > FARTHEST) {
        return None;
    }
    for cell in &subject.cells {
        let span = cell.span().intersection(&Interval::integer(-edges[0]).hull(&Interval::integer(edges[1])));
        let Some(span) = span else { continue };
        for (sum, part) in sums.iter_mut().zip(over_cell(cell, &span)?) {
            *sum = sum.add(&part, PRECISION);
        }
    }
    Some(sums)
}

/// `1/sqrt(2*pi)`
fn normal_factor() -> Interval {
    let two_pi = (constants::PI.enclosure)(PRECISION).shift(1);
    let root = two_pi.root(2, PRECISION).and_then(|root| Interval::integer(1).div(&root, PRECISION));
    root.unwrap_or_else(Interval::everything)
}

/// The integrals over a bounded part of a cell.
fn over_cell(cell: &Cell, span: &Interval) -> Option<Three> {
    let zero = Interval::integer(0);
    let mut sums = [zero.clone(), zero.clone(), zero];
    let mut cuts: Vec<Real> = vec![span.lo().clone()];
    for step in -FARTHEST * PER_UNIT..=FARTHEST * PER_UNIT {
        let at = Interval::integer(step).div(&Interval::integer(PER_UNIT), PRECISION)?;
        if at.lo() > span.lo() && at.hi() < span.hi() {
            cuts.push(at.lo().clone());
        }
    }
    cuts.push(span.hi().clone());
    // the span reaches beyond an end that is not exactly known, by less than the width of its interval
    for place in [&cell.lo, &cell.hi].into_iter().flatten().filter(|place| !place.value.is_exact()) {
        let width = width(&place.value);
        for (sum, value) in sums.iter_mut().zip(integrands(&cell.coarse.over(&place.value))) {
            let part = weighted(&value, &place.value, &bell(&place.value)?, 0)?.mul(&width, PRECISION);
            *sum = sum.add(&part.hull(&part.neg()), PRECISION);
        }
    }
    let mut left = MOST_HALVED;
    for pair in cuts.windows(2) {
        let x = Interval::new(pair[0].clone(), pair[1].clone())?;
        if !x.is_exact() {
            for (sum, part) in sums.iter_mut().zip(refined(cell, &x, (DEEPEST, &mut left))?) {
                *sum = sum.add(&part, PRECISION);
            }
        }
    }
    Some(sums)
}

/// The integrals over a short interval, which is halved so often at most if they are not known well.
fn refined(cell: &Cell, x: &Interval, (halvings, left): (u32, &mut usize)) -> Option<Three> {
    let whole = over(cell, x);
    let is_close = |part: &Interval| width(part).hi() <= part.abs().max(&Interval::integer(1)).shift(-CLOSE).hi();
    let is_hopeless =
        |parts: &Three| parts.iter().any(|part| width(part).hi() > Interval::integer(1).shift(HOPELESS).hi());
    if halvings == 0
        || *left == 0
        || whole.as_ref().is_some_and(is_hopeless)
        || whole.as_ref().is_some_and(|parts| parts.iter().all(is_close))
    {
        return whole;
    }
    *left -= 1;
    let at = end(x.lo()).add(&end(x.hi()), PRECISION).shift(-1);
    let halves = [(x.lo(), at.lo()), (at.lo(), x.hi())].map(|(lo, hi)| Interval::new(lo.clone(), hi.clone()));
    let [first, second] = halves.map(|half| refined(cell, &half?, (halvings - 1, &mut *left)));
    let mut sums = first?;
    for (sum, part) in sums.iter_mut().zip(second?) {
        *sum = sum.add(&part, PRECISION);
    }
    Some(sums)
}

fn width(of: &Interval) -> Interval {
    end(of.hi()).sub(&end(of.lo()), PRECISION)
}

/// The integrals over a short interval: `h*F(m) + h^3/24*F''(m) + h^5/1920*F''''(x)` for some `x` in it, or the same with
/// one term less.
fn over(cell: &Cell, x: &Interval) -> Option<Three> {
    let at = end(x.lo()).add(&end(x.hi()), PRECISION).shift(-1);
    let width = width(x);
    let f = integrands(&cell.coarse.over(x));
    let g = integrands(&cell.coarse.first(AT_MIDDLE, &at));
    let bells = [bell(x)?, bell(&at)?];
    let mut sums = Vec::with_capacity(3);
    for (over, at_middle) in f.iter().zip(&g) {
        let value = weighted(at_middle, &at, &bells[1], 0)?;
        let fourth = weighted(over, x, &bells[0], 4);
        let sum = width.mul(&value, PRECISION);
        let third = width.powi(3, PRECISION)?.div(&Interval::integer(24), PRECISION)?;
        let rest = match fourth {
            Some(fourth) => {
                let fifth = width.powi(5, PRECISION)?.div(&Interval::integer(1920), PRECISION)?;
                let second = weighted(at_middle, &at, &bells[1], 2)?;
                third.mul(&second, PRECISION).add(&fifth.mul(&fourth, PRECISION), PRECISION)
            }
            None => third.mul(&weighted(over, x, &bells[0], 2)?, PRECISION),
        };
        sums.push(sum.add(&rest, PRECISION));
    }
    <[Interval; 3]>::try_from(sums).ok()
}

/// The function, its square and its slope's square, each with as many derivatives as are enclosed.
fn integrands(values: &[Option<Value>]) -> [Vec<Interval>; 3] {
    let jet: Vec<Interval> =
        values.iter().map_while(|value| value.as_ref().map(|value| value.interval.clone())).collect();
    let squares = [product(&jet), product(jet.get(1..).unwrap_or_default())];
    let [square, slope] = squares;
    [jet, square, slope]
}

/// The normal density.
fn bell(x: &Interval) -> Option<Interval> {
    let exponent = x.powi(2, PRECISION)?.shift(-1).neg();
    Some(apply(functions::named("exp")?, &[exponent], PRECISION).ok()?.mul(&normal_factor(), PRECISION))
}

/// The derivatives of a square, from those of what is squared.
fn product(of: &[Interval]) -> Vec<Interval> {
    let binomial = |n: usize, k: usize| (0..k).fold(1i64, |b, i| b * (n - i) as i64 / (i as i64 + 1));
    (0..of.len())
        .map(|n| {
            (0..=n).fold(Interval::integer(0), |sum, k| {
                let term = of[k].mul(&of[n - k], PRECISION).mul(&Interval::integer(binomial(n, k)), PRECISION);
                sum.add(&term, PRECISION)
            })
        })
        .collect()
}

/// The derivative of order `n` of a function times the normal density, by Hermite's polynomials (DLMF 18.3, 18.5.9).
fn weighted(of: &[Interval], x: &Interval, bell: &Interval, n: usize) -> Option<Interval> {
    if of.len() <= n {
        return None;
    }
    let number = |n: i64| Interval::from_number(&Number::from(n), PRECISION);
    let (x2, x4) = (x.powi(2, PRECISION)?, x.powi(4, PRECISION)?);
    let hermite = [
        number(1),
        x.clone(),
        x2.sub(&number(1), PRECISION),
        x.mul(&x2.sub(&number(3), PRECISION), PRECISION),
        x4.sub(&x2.mul(&number(6), PRECISION), PRECISION).add(&number(3), PRECISION),
    ];
    let binomials: &[i64] = match n {
        0 => &[1],
        1 => &[1, 1],
        2 => &[1, 2, 1],
        4 => &[1, 4, 6, 4, 1],
        _ => return None, // no other order is asked for
    };
    let mut sum = number(0);
    for (k, &binomial) in binomials.iter().enumerate() {
        let sign = if k % 2 == 1 { -binomial } else { binomial };
        let term = of[n - k].mul(&hermite[k], PRECISION).mul(&number(sign), PRECISION);
        sum = sum.add(&term, PRECISION);
    }
    Some(sum.mul(bell, PRECISION))
}
