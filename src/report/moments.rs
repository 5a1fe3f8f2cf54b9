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
        let (jets, bell) = (jets(&cell.coarse.first(2, &place.value), 0), Bell::new(&place.value)?);
        for (jet, sum) in jets.iter().zip(&mut sums) {
            let part = bell.times(jet, 0)?.mul(&width, PRECISION);
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
    let is_hopeless =
        |parts: &Three| parts.iter().any(|part| width(part).hi() > Interval::integer(1).shift(HOPELESS).hi());
    let most = halvings.min((*left + 1).ilog2());
    let Some(levels) = whole.as_ref().map_or(Some(1), levels).map(|levels| levels.min(most)) else { return whole };
    if levels == 0 || whole.as_ref().is_some_and(is_hopeless) {
        return whole;
    }
    *left -= (1 << levels) - 1;
    let step = width(x).shift(-(levels as isize));
    let cut = |n: i64| end(x.lo()).add(&step.mul(&Interval::integer(n), PRECISION), PRECISION).lo().clone();
    let inner = (1..1 << levels).map(cut);
    let cuts: Vec<Real> = std::iter::once(x.lo().clone()).chain(inner).chain([x.hi().clone()]).collect();
    let mut sums = None;
    for pair in cuts.windows(2) {
        let part = Interval::new(pair[0].clone(), pair[1].clone())?;
        let found = refined(cell, &part, (halvings - levels, &mut *left))?;
        sums = Some(sums.map_or(found.clone(), |sums| added(&sums, &found)));
    }
    sums
}

fn added(a: &Three, b: &Three) -> Three {
    std::array::from_fn(|of| a[of].add(&b[of], PRECISION))
}

/// How often an interval is to be halved for its integrals to be known well, since half of it has a 32nd of the remainder;
/// `None` if they are.
fn levels(parts: &Three) -> Option<u32> {
    let wanted = |part: &Interval| part.abs().max(&Interval::integer(1)).shift(-CLOSE);
    let is_close = |levels: u32, part: &Interval| width(part).shift(-5 * levels as isize).hi() <= wanted(part).hi();
    let needed = (0..=DEEPEST).find(|&levels| parts.iter().all(|part| is_close(levels, part)));
    needed.map_or(Some(DEEPEST), |levels| (levels > 0).then_some(levels))
}

fn width(of: &Interval) -> Interval {
    end(of.hi()).sub(&end(of.lo()), PRECISION)
}

/// The integrals over a short interval: `h*F(m) + h^3/24*F''(m) + h^5/1920*F''''(x)` for some `x` in it, or the same with
/// one term less.
fn over(cell: &Cell, x: &Interval) -> Option<Three> {
    let at = end(x.lo()).add(&end(x.hi()), PRECISION).shift(-1);
    let width = width(x);
    let third = width.powi(3, PRECISION)?.div(&Interval::integer(24), PRECISION)?;
    let fifth = width.powi(5, PRECISION)?.div(&Interval::integer(1920), PRECISION)?;
    let (over, middle) = (jets(&cell.coarse.over(x), 4), jets(&cell.coarse.first(AT_MIDDLE, &at), 2));
    let (over_bell, middle_bell) = (Bell::new(x)?, Bell::new(&at)?);
    let mut sums = Vec::with_capacity(3);
    for (over, middle) in over.iter().zip(&middle) {
        let sum = width.mul(&middle_bell.times(middle, 0)?, PRECISION);
        let rest = match over_bell.times(over, 4) {
            Some(fourth) => {
                let second = middle_bell.times(middle, 2)?;
                third.mul(&second, PRECISION).add(&fifth.mul(&fourth, PRECISION), PRECISION)
            }
            None => third.mul(&over_bell.times(over, 2)?, PRECISION),
        };
        sums.push(sum.add(&rest, PRECISION));
    }
    <[Interval; 3]>::try_from(sums).ok()
}

/// The function, its square and its slope's square, each with as many of the first `n` derivatives as are enclosed.
fn jets(values: &[Option<Value>], n: usize) -> [Vec<Interval>; 3] {
    let known = values.iter().map_while(|value| value.as_ref().map(|value| value.interval.clone()));
    let jet: Vec<Interval> = known.take(n + 2).collect();
    let upto = |jet: &[Interval]| jet[..jet.len().min(n + 1)].to_vec();
    [upto(&jet), squared(&upto(&jet)), squared(&upto(jet.get(1..).unwrap_or_default()))]
}

/// The derivatives of a square, from those of what is squared, by Leibniz' rule.
fn squared(of: &[Interval]) -> Vec<Interval> {
    let binomial = |n: usize, k: usize| (0..k).fold(1i64, |b, i| b * (n - i) as i64 / (i as i64 + 1));
    let term = |n: usize, k: usize| match 2 * k == n {
        true => times(&of[k].powi(2, PRECISION).unwrap_or_else(Interval::everything), binomial(n, k)),
        false => times(&of[k].mul(&of[n - k], PRECISION), 2 * binomial(n, k)),
    };
    let sum = |n: usize| (1..=n / 2).fold(term(n, 0), |sum, k| sum.add(&term(n, k), PRECISION));
    (0..of.len()).map(sum).collect()
}

fn times(value: &Interval, by: i64) -> Interval {
    if by == 1 { value.clone() } else { value.mul(&Interval::integer(by), PRECISION) }
}

/// The normal density at some numbers, with Hermite's polynomials, by which its derivatives are products (DLMF 18.3, 18.5.9).
struct Bell {
    density: Interval,
    hermite: [Interval; 5],
}

impl Bell {
    fn new(x: &Interval) -> Option<Bell> {
        let (x2, x4) = (x.powi(2, PRECISION)?, x.powi(4, PRECISION)?);
        let less = |of: &Interval, by: i64| of.sub(&Interval::integer(by), PRECISION);
        let hermite = [
            Interval::integer(1),
            x.clone(),
            less(&x2, 1),
            x.mul(&less(&x2, 3), PRECISION),
            less(&x4.sub(&times(&x2, 6), PRECISION), -3),
        ];
        let density = apply(functions::named("exp")?, &[x2.shift(-1).neg()], PRECISION).ok()?;
        Some(Bell { density: density.mul(&normal_factor(), PRECISION), hermite })
    }

    /// The derivative of order `n` of the density times a function with these derivatives; `None` if one is missing, or the
    /// order is another than is asked for.
    fn times(&self, jet: &[Interval], n: usize) -> Option<Interval> {
        let binomials: &[i64] = match n {
            0 => &[1],
            2 => &[1, 2, 1],
            4 => &[1, 4, 6, 4, 1],
            _ => return None, // no other order is asked for
        };
        let mut sum = jet.get(n)?.clone();
        for (k, &binomial) in binomials.iter().enumerate().skip(1) {
            let term = times(&jet[n - k].mul(&self.hermite[k], PRECISION), binomial);
            sum = if k % 2 == 1 { sum.sub(&term, PRECISION) } else { sum.add(&term, PRECISION) };
        }
        Some(sum.mul(&self.density, PRECISION))
    }
}
