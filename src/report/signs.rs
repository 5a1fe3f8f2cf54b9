//! Where a function of a cell is positive, negative or 0, by enclosures that cover all of the cell.

use std::cmp::Ordering;

use super::program::{Program, Value, middle};
use super::slope::exactly;
use super::subject::{Cell, bounds};
use crate::eval::germ::{Germ, sign_of};
use crate::expr::{ExprId, Relation, Store};
use crate::functions::Interval;
use crate::functions::real::Real;
use crate::kernel;
use crate::trace::Condition;

/// How many intervals are looked at on one cell, and how often a place of a zero is made narrower.
const MOST_INTERVALS: usize = 400;
const MOST_NARROWED: usize = 24;
/// Intervals narrower than `2^-SMALLEST` are not divided.
const SMALLEST: isize = 12;
/// Values below `2^-TINY` are looked at with the fine precision.
const TINY: isize = 24;
/// From where on an unbounded part is taken as a whole if no expansion tells its sign.
const FAR_OUT: i64 = 16;

/// A part of a cell, from left to right.
#[derive(Debug, Clone)]
pub(super) enum Part {
    /// An interval whose inside has one sign.
    Sign(Ordering, Interval),
    /// A place, which lies in this interval, where the function is 0 and nowhere beside it.
    Zero(Interval),
    /// An interval about which nothing is known.
    Open(Interval),
}

impl Part {
    pub(super) fn span(&self) -> &Interval {
        match self {
            Part::Sign(_, span) | Part::Zero(span) | Part::Open(span) => span,
        }
    }
}

/// The signs of one of the orders of a cell, from its left end to its right.
pub(super) fn signs(store: &Store, cell: &Cell, variable: ExprId, order: usize) -> Vec<Part> {
    match cell.signs.get(order) {
        Some(known) => known.get_or_init(|| found(store, cell, variable, order)).clone(),
        None => found(store, cell, variable, order),
    }
}

fn found(store: &Store, cell: &Cell, variable: ExprId, order: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    let span = cell.span();
    if order >= cell.orders.len() {
        return vec![Part::Open(span)];
    }
    if let Some(sign) = sign_of_whole(store, cell, variable, order) {
        return vec![Part::Sign(sign, span)];
    }
    let tail = |side| {
        let known = cell.near_end(store, (order, variable), side, &|germ: &Germ| germ.sign().is_some());
        known.and_then(|(edge, germ)| Some((edge, germ.sign()?)))
    };
    // beside a place where it is not enclosed, as at a pole
    let beside = |side| {
        let place = cell.end(side)?;
        let there = cell.fine.first(order + 2, &place.value);
        let wild = |value: &Option<Value>| value.as_ref().is_none_or(|value| !value.interval.is_bounded());
        if there.iter().any(wild) { tail(side) } else { None }
    };
    let (mut lo, mut hi) = (span.lo().clone(), span.hi().clone());
    let mut last = None;
    if let Some((edge, sign)) = beside(-1) {
        parts.extend(between(&lo, edge.hi()).map(|span| Part::Sign(sign, span)));
        lo = edge.hi().clone();
    }
    let far = |side: i64, bound: &Real| {
        let out = Interval::integer(FAR_OUT * side);
        let inner = if side < 0 { span.hi() } else { span.lo() };
        let out = if span.contains(out.lo()) { out } else { end(inner) };
        let (from, sign) = tail(side).map_or((out, None), |(from, sign)| (from, Some(sign)));
        let beyond = if side < 0 { between(bound, from.lo()) } else { between(from.hi(), bound) };
        let part = beyond.map(|beyond| match sign {
            Some(sign) => Part::Sign(sign, beyond),
            None => whole(cell, order, beyond),
        });
        (from, part)
    };
    if cell.lo.is_none() {
        let (end, part) = far(-1, &lo);
        parts.extend(part);
        lo = end.lo().clone();
    }
    if let Some((edge, sign)) = beside(1) {
        last = between(edge.lo(), &hi).map(|span| Part::Sign(sign, span));
        hi = edge.lo().clone();
    }
    if cell.hi.is_none() {
        let (end, part) = far(1, &hi);
        hi = end.hi().clone();
        last = part;
    }
    let is_open = |part: Option<&Part>| matches!(part, Some(Part::Open(_)));
    let is_hopeless = order == 0 && (is_open(parts.last()) || is_open(last.as_ref())); // not all of its zeros would be found
    let through = |inner| if is_hopeless { vec![Part::Open(inner)] } else { Looking { cell, order }.through(inner) };
    parts.extend(between(&lo, &hi).map_or_else(Vec::new, through));
    parts.extend(last);
    merged(parts)
}

/// The sign on all of a cell, by its enclosure or as the kernel decides it.
fn sign_of_whole(store: &Store, cell: &Cell, variable: ExprId, order: usize) -> Option<Ordering> {
    let enclosed = cell.coarse.one(order, &cell.span()).as_ref().and_then(Value::sign);
    let given = || bounds(variable, cell.lo.as_ref().map(|place| place.expr), cell.hi.as_ref().map(|place| place.expr));
    let decided = |&(relation, _): &(Relation, Ordering)| {
        let condition = Condition { left: cell.orders[order], relation, right: Store::ZERO };
        kernel::decide(store, &given(), condition) == Some(true)
    };
    let signs = [(Relation::Greater, Ordering::Greater), (Relation::Less, Ordering::Less)];
    enclosed.or_else(|| signs.into_iter().find(decided).map(|(_, sign)| sign))
}

/// An interval with the sign that the enclosure of all values on it has, if it is one.
fn whole(cell: &Cell, order: usize, span: Interval) -> Part {
    match cell.coarse.one(order, &span).as_ref().and_then(Value::sign) {
        Some(sign) => Part::Sign(sign, span),
        None => Part::Open(span),
    }
}

fn between(lo: &Real, hi: &Real) -> Option<Interval> {
    Interval::new(lo.clone(), hi.clone()).filter(|span| !span.is_exact())
}

/// Neighbours of one kind as one part.
fn merged(parts: Vec<Part>) -> Vec<Part> {
    let mut found: Vec<Part> = Vec::new();
    for part in parts {
        match (found.last_mut(), &part) {
            (Some(Part::Sign(a, span)), Part::Sign(b, next)) if a == b => *span = span.hull(next),
            (Some(Part::Open(span)), Part::Open(next)) => *span = span.hull(next),
            (Some(Part::Zero(span)), Part::Zero(next)) if !span.is_disjoint(next) => {
                *span = span.intersection(next).unwrap_or_else(|| span.clone());
            }
            _ => found.push(part), // another kind begins
        }
    }
    found
}

struct Looking<'a> {
    cell: &'a Cell,
    order: usize,
}

impl Looking<'_> {
    /// The parts of a bounded interval.
    fn through(&self, span: Interval) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut open = vec![span];
        let mut looked_at = 0;
        let smallest = Interval::integer(1).shift(-SMALLEST);
        while let Some(x) = open.pop() {
            looked_at += 1;
            if let Some(known) = self.known(&x) {
                parts.extend(known);
                continue;
            }
            let width = end(x.hi()).sub(&end(x.lo()), 64);
            if looked_at > MOST_INTERVALS || width.lo() <= smallest.lo() {
                parts.push(Part::Open(x));
                continue;
            }
            let at = middle(&x);
            open.extend(between(at.hi(), x.hi()));
            open.extend(between(x.lo(), at.lo()));
        }
        parts
    }

    /// The parts of an interval, if the signs on all of it are known.
    fn known(&self, x: &Interval) -> Option<Vec<Part>> {
        let order = self.order;
        let all = self.cell.coarse.some(order..order + 2, x);
        let sign = |sign| Some(vec![Part::Sign(sign, x.clone())]);
        if let Some(known) = all[0].as_ref().and_then(Value::sign) {
            return sign(known);
        }
        let nearly = all[0].as_ref().is_some_and(|value| is_blurred(&value.interval));
        if nearly && let Some(known) = self.cell.fine.one(order, x).as_ref().and_then(Value::sign) {
            return sign(known);
        }
        let slope = all.get(1)?.as_ref()?;
        let at = middle(x);
        let around = |program: &Program| {
            let value = program.one(order, &at)?;
            Some(value.interval.add(&slope.interval.mul(&x.sub(&at, 64), 64), 64))
        };
        let coarse = around(&self.cell.coarse);
        let around = match coarse.filter(|around| !is_blurred(around)) {
            Some(around) => around,
            None => around(&self.cell.fine)?,
        };
        if let Some(known) = sign_of(&around, false) {
            return sign(known);
        }
        if let Some(rising) = slope.sign().filter(|&sign| sign != Ordering::Equal) {
            return self.monotone(x, rising);
        }
        self.expanded(x)
    }

    /// The sign at a number.
    fn sign_at(&self, at: &Interval) -> Option<Ordering> {
        let sign = |program: &Program| program.one(self.order, at).as_ref().and_then(Value::sign);
        sign(&self.cell.coarse).or_else(|| sign(&self.cell.fine))
    }

    /// The parts where the function is strictly monotone.
    fn monotone(&self, x: &Interval, rising: Ordering) -> Option<Vec<Part>> {
        let [left, right] = [x.lo(), x.hi()].map(|at| self.sign_at(&end(at)));
        let sign = |sign, lo: &Real, hi: &Real| between(lo, hi).map(|span| Part::Sign(sign, span));
        let falling = rising.reverse();
        let parts = match (left?, right?) {
            (Ordering::Equal, _) => vec![Some(Part::Zero(end(x.lo()))), sign(rising, x.lo(), x.hi())],
            (_, Ordering::Equal) => vec![sign(falling, x.lo(), x.hi()), Some(Part::Zero(end(x.hi())))],
            (a, b) if a == b => vec![sign(a, x.lo(), x.hi())],
            (a, b) => {
                let zero = narrowed(self.cell, self.order, x, &Interval::integer(0));
                let zero = exactly(zero, &|at| self.sign_at(at) == Some(Ordering::Equal));
                vec![sign(a, x.lo(), zero.lo()), Some(Part::Zero(zero.clone())), sign(b, zero.hi(), x.hi())]
            }
        };
        Some(parts.into_iter().flatten().collect())
    }

    /// The parts around 0, or an end, where the function and some of its derivatives are exactly 0 and the next has one
    /// sign on the whole interval: by Taylor's formula with Lagrange's remainder.
    fn expanded(&self, x: &Interval) -> Option<Vec<Part>> {
        let zero = Interval::integer(0);
        let candidates = [zero, end(x.lo()), end(x.hi())];
        let vanishes = |at: &Interval| {
            let value = self.cell.fine.one(self.order, at);
            value.is_some_and(|value| value.interval.is_exact() && value.interval.contains_zero())
        };
        let candidates = candidates.into_iter().filter(|at| x.encloses(at) && vanishes(at)).collect::<Vec<_>>();
        if candidates.is_empty() {
            return None;
        }
        let all = self.cell.coarse.over(x);
        candidates.into_iter().find_map(|at| {
            let there = self.cell.fine.over(&at);
            let vanishes = |order: usize| {
                let value = there.get(order).and_then(Option::as_ref);
                value.is_some_and(|value| value.interval.is_exact() && value.interval.contains_zero())
            };
            let first = (self.order..all.len()).find(|&order| !vanishes(order))?;
            let sign = all[first].as_ref().and_then(Value::sign).filter(|&sign| sign != Ordering::Equal)?;
            let before = if (first - self.order) % 2 == 1 { sign.reverse() } else { sign };
            let left = between(x.lo(), at.lo()).map(|span| Part::Sign(before, span));
            let right = between(at.hi(), x.hi()).map(|span| Part::Sign(sign, span));
            Some([left, Some(Part::Zero(at)), right].into_iter().flatten().collect())
        })
    }
}

/// Whether 0 is an end, or all values are tiny, as where the precision did not suffice.
fn is_blurred(of: &Interval) -> bool {
    let zero = Interval::integer(0);
    let tiny = Interval::integer(1).shift(-TINY);
    of.lo() == zero.lo() || of.hi() == zero.hi() || of.abs().hi() < tiny.lo()
}

/// The interval that holds one number.
pub(super) fn end(of: &Real) -> Interval {
    Interval::new(of.clone(), of.clone()).unwrap_or_else(Interval::everything)
}

/// A narrower interval in which the one place lies where a derivative of a cell has some value, if it is strictly monotone: by
/// Newton's method for intervals.
pub(super) fn narrowed(cell: &Cell, order: usize, x: &Interval, level: &Interval) -> Interval {
    let mut x = x.clone();
    for _ in 0..MOST_NARROWED {
        let at = middle(&x);
        let step = || {
            let slope = cell.coarse.one(order + 1, &x)?.interval;
            let there = cell.fine.one(order, &at)?.interval;
            there.sub(level, 128).div(&slope, 128)
        };
        let next = step().and_then(|step| x.intersection(&at.sub(&step, 128)));
        match next {
            Some(next) if next != x => x = next,
            Some(_) | None => break, // it is as narrow as the precision allows
        }
    }
    x
}
