//! Ranges: intervals with rational ends that contain the values of an expression, and their arithmetic.
//!
//! Ends are rational or infinite and belong to the interval or not. What is not known is the whole line, never less.
//! Ends of more than 512 bits are rounded outward, so that no chain of operations makes them grow without bound.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;

use crate::expr::{Number, Relation};
use crate::functions::Function;

/// How many bits the end of a range may have; a longer one is rounded outward.
const MOST_BITS: u64 = 512;
/// Ends that are rounded lie between 2 to minus this power and 2 to this power, or are 0 or infinite.
const WIDEST: i64 = 200;
const NARROWEST: i64 = -WIDEST;
/// How many bits a rounded end keeps.
const KEPT: i64 = 64;

/// One end of a range: a number, or beyond all numbers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bound {
    /// The number; `None` is infinity in the direction of the end.
    pub value: Option<Number>,
    /// Whether the number itself may be taken.
    pub closed: bool,
}

/// The values from one end to the other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Range {
    /// The lower end.
    pub lo: Bound,
    /// The upper end.
    pub hi: Bound,
}

impl Bound {
    pub(super) const INFINITE: Bound = Bound { value: None, closed: false };

    pub(super) fn at(value: Number, closed: bool) -> Bound {
        Bound { value: Some(value), closed }
    }

    /// The end itself if it is short, else a short one further down.
    fn rounded_down(self) -> Bound {
        let Some(value) = self.value.as_ref().filter(|value| value.bits() > MOST_BITS) else { return self };
        let big = value.to_big();
        // the size of the value lies strictly between 2^(size - 1) and 2^(size + 1)
        let size = big.numer().bits() as i64 - big.denom().bits() as i64;
        let power = |exponent| Number::from(2).pow(exponent).map_or(Bound::INFINITE, |value| Bound::at(value, false));
        match (value.is_negative(), size) {
            (true, WIDEST..) => Bound::INFINITE,
            (false, WIDEST..) => power(WIDEST - 1),
            (false, ..=NARROWEST) => Bound::at(Number::ZERO, false),
            (true, ..=NARROWEST) => power(1 - WIDEST).negated(),
            (true | false, size) => {
                let shift = KEPT - size; // between -136 and 264
                let (above, below) = (big.numer(), big.denom());
                let whole: BigInt = if shift >= 0 {
                    (above << shift.unsigned_abs()).div_floor(below)
                } else {
                    above.div_floor(&(below << shift.unsigned_abs()))
                };
                let scale = Number::from(2).pow(-shift).unwrap_or(Number::ONE);
                Bound::at(Number::from(whole).mul(&scale), false)
            }
        }
    }

    fn negated(&self) -> Bound {
        Bound { value: self.value.as_ref().map(Number::neg), closed: self.closed }
    }

    /// An end `v` to a power of at least 2, where `v` is not negative or the exponent is odd: itself if it is short,
    /// else one further down.
    fn power_down(&self, exponent: i64) -> Bound {
        let Some(value) = &self.value else { return Bound::INFINITE };
        if value.bits().saturating_mul(exponent.unsigned_abs()) <= 2 * MOST_BITS
            && let Some(power) = value.pow(exponent)
        {
            return Bound::at(power, self.closed).rounded_down();
        }
        if *value >= Number::ONE {
            Bound::at(Number::ONE, true) // a power of what is at least 1 is at least 1
        } else if !value.is_negative() {
            Bound::at(Number::ZERO, self.closed && value.is_zero())
        } else if *value >= Number::MINUS_ONE {
            Bound::at(Number::MINUS_ONE, true)
        } else {
            Bound::INFINITE
        }
    }

    /// As [`Bound::power_down`], further up.
    fn power_up(&self, exponent: i64) -> Bound {
        let Some(value) = &self.value else { return Bound::INFINITE };
        if value.bits().saturating_mul(exponent.unsigned_abs()) <= 2 * MOST_BITS
            && let Some(power) = value.pow(exponent)
        {
            return Bound::at(power, self.closed).negated().rounded_down().negated();
        }
        if value.is_negative() {
            Bound::at(Number::ZERO, true) // an odd power
        } else if *value <= Number::ONE {
            Bound::at(Number::ONE, true)
        } else {
            Bound::INFINITE
        }
    }
}

impl Range {
    /// All real numbers.
    pub const ALL: Range = Range { lo: Bound::INFINITE, hi: Bound::INFINITE };

    /// Just this number.
    pub fn point(value: Number) -> Range {
        Range { lo: Bound::at(value.clone(), true), hi: Bound::at(value, true) }
    }

    /// Reads `(0, inf)`, `[-1, 1]`, or a set `{-1, 0, 1}` as the least interval with it in; `None` if the text is not of
    /// this form.
    pub fn parse(text: &str) -> Option<Range> {
        if let Some(members) = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            let members = members.split(',').map(|number| signed(number.trim()));
            let members = members.collect::<Option<Vec<Number>>>()?;
            let (lo, hi) = (members.iter().min()?.clone(), members.iter().max()?.clone());
            return Some(Range { lo: Bound::at(lo, true), hi: Bound::at(hi, true) });
        }
        let inner = text.strip_prefix(['(', '['])?.strip_suffix([')', ']'])?;
        let (lo, hi) = inner.split_once(',')?;
        let end = |text: &str, closed: bool| match text.trim() {
            "inf" | "-inf" => Some(Bound::INFINITE),
            number => signed(number).map(|value| Bound::at(value, closed)),
        };
        Some(Range { lo: end(lo, text.starts_with('['))?, hi: end(hi, text.ends_with(']'))? })
    }

    /// The range with short ends, each moved outward if it is not short.
    pub(super) fn widened(self) -> Range {
        let Range { lo, hi } = self;
        let short = |end: &Bound| end.value.as_ref().is_none_or(|value| value.bits() <= MOST_BITS);
        let hi = if short(&hi) { hi } else { hi.negated().rounded_down().negated() };
        Range { lo: lo.rounded_down(), hi }
    }

    /// On which side of the range a number lies, if it is no value of the range.
    pub(crate) fn compared_with(&self, value: &Number) -> Option<Ordering> {
        let shifted = self.add(&Range::point(value.neg()));
        match shifted.signs() {
            (_, true, _) | (true, false, true) => None,
            (false, false, _) => Some(Ordering::Less),
            (true, false, false) => Some(Ordering::Greater),
        }
    }

    /// How the range compares with 0: whether it has numbers below, the number 0, and numbers above.
    fn signs(&self) -> (bool, bool, bool) {
        let lo = self.lo.value.as_ref().map(sign);
        let hi = self.hi.value.as_ref().map(sign);
        let below = lo.is_none_or(Ordering::is_lt);
        let above = hi.is_none_or(Ordering::is_gt);
        let reaches = |end: Option<Ordering>, closed, side: Ordering| match end {
            None => true,
            Some(Ordering::Equal) => closed,
            Some(other) => other == side,
        };
        let zero = reaches(lo, self.lo.closed, Ordering::Less) && reaches(hi, self.hi.closed, Ordering::Greater);
        (below, zero, above)
    }

    pub(super) fn neg(&self) -> Range {
        Range { lo: self.hi.negated(), hi: self.lo.negated() }
    }

    pub(super) fn add(&self, other: &Range) -> Range {
        let end = |a: &Bound, b: &Bound| match (&a.value, &b.value) {
            (Some(x), Some(y)) => Bound::at(x.add(y), a.closed && b.closed),
            _ => Bound::INFINITE, // one end is infinite
        };
        Range { lo: end(&self.lo, &other.lo), hi: end(&self.hi, &other.hi) }
    }

    pub(super) fn mul(&self, other: &Range) -> Range {
        let zero = Range::point(Number::ZERO);
        if *self == zero || *other == zero {
            return zero;
        }
        if let (Some(a), true) = (self.lo.value.as_ref(), self.lo == self.hi) {
            return other.scale(a);
        }
        if let (Some(b), true) = (other.lo.value.as_ref(), other.lo == other.hi) {
            return self.scale(b);
        }
        let (an, az, ap) = self.signs();
        let (bn, bz, bp) = other.signs();
        match (an, ap, bn, bp) {
            (false, false, ..) | (_, _, false, false) => zero, // 0, or no number at all
            (false, _, false, _) => {
                Range { lo: corner(&self.lo, &other.lo, true), hi: corner(&self.hi, &other.hi, false) }
            }
            (_, false, ..) => self.neg().mul(other).neg(),
            (_, _, _, false) => self.mul(&other.neg()).neg(),
            _ => {
                let _ = (az, bz); // one factor has both signs: nothing is known of the product's sign
                Range::ALL
            }
        }
    }

    pub(super) fn scale(&self, factor: &Number) -> Range {
        let end = |end: &Bound| Bound { value: end.value.as_ref().map(|v| v.mul(factor)), closed: end.closed };
        match sign(factor) {
            Ordering::Equal => Range::point(Number::ZERO),
            Ordering::Greater => Range { lo: end(&self.lo), hi: end(&self.hi) },
            Ordering::Less => Range { lo: end(&self.hi), hi: end(&self.lo) },
        }
    }

    pub(super) fn recip(&self) -> Range {
        let (below, _, above) = self.signs();
        let zero = || Bound::at(Number::ZERO, false);
        match (below, above) {
            (false, _) => {
                let end = |b: &Bound, far: Bound| match &b.value {
                    None => zero(),
                    Some(v) => v.recip().map_or(far, |v| Bound::at(v, b.closed)),
                };
                Range { lo: end(&self.hi, zero()), hi: end(&self.lo, Bound::INFINITE) }
            }
            (_, false) => self.neg().recip().neg(),
            (true, true) => Range::ALL,
        }
    }

    pub(super) fn power(&self, exponent: i64) -> Range {
        let (below, _, above) = self.signs();
        match exponent {
            0 => Range::point(Number::ONE),
            1 => self.clone(),
            i64::MIN => Range::ALL,
            n if n < 0 => self.power(-n).recip(),
            n if n % 2 == 0 && below && above => {
                let tallest = self.magnitude().power(n);
                Range { lo: Bound::at(Number::ZERO, true), hi: tallest.hi }
            }
            n if n % 2 == 0 && below => self.neg().power(n),
            n if n % 2 == 1 && below && !above => self.neg().power(n).neg(),
            n => Range { lo: self.lo.power_down(n), hi: self.hi.power_up(n) },
        }
    }

    /// The absolute values of the range's numbers.
    pub(super) fn abs(&self) -> Range {
        match self.signs() {
            (false, ..) => self.clone(),
            (true, _, false) => self.neg(),
            (true, _, true) => self.magnitude(),
        }
    }

    /// From 0 to the larger distance of an end from 0.
    fn magnitude(&self) -> Range {
        let down = self.neg();
        let hi = match (&down.hi.value, &self.hi.value) {
            (Some(a), Some(b)) if a == b => Bound::at(a.clone(), down.hi.closed || self.hi.closed),
            (Some(a), Some(b)) if a > b => down.hi.clone(),
            (Some(_), Some(_)) => self.hi.clone(),
            _ => Bound::INFINITE, // one end is infinite
        };
        Range { lo: Bound::at(Number::ZERO, true), hi }
    }

    /// The part that both ranges share, as far as one interval can say.
    pub(super) fn meet(&self, other: &Range) -> Range {
        let lo = if tighter(&self.lo, &other.lo, Ordering::Greater) { &self.lo } else { &other.lo };
        let hi = if tighter(&self.hi, &other.hi, Ordering::Less) { &self.hi } else { &other.hi };
        Range { lo: lo.clone(), hi: hi.clone() }
    }

    pub(super) fn is_empty(&self) -> bool {
        match (&self.lo.value, &self.hi.value) {
            (Some(lo), Some(hi)) => lo > hi || (lo == hi && !(self.lo.closed && self.hi.closed)),
            _ => false, // an infinite end leaves room
        }
    }

    /// Whether every number of the range stands in this relation to 0; `Some(false)` if none does.
    pub(super) fn compare(&self, relation: Relation) -> Option<bool> {
        let (below, zero, above) = self.signs();
        let (yes, no) = match relation {
            Relation::Less => (below, zero || above),
            Relation::LessEqual => (below || zero, above),
            Relation::Greater => (above, below || zero),
            Relation::GreaterEqual => (above || zero, below),
            Relation::Equal => (zero, below || above),
            Relation::NotEqual => (below || above, zero),
        };
        match (yes, no) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            (true, true) | (false, false) => None,
        }
    }
}

fn sign(value: &Number) -> Ordering {
    value.cmp(&Number::ZERO)
}

pub(super) fn signed(text: &str) -> Option<Number> {
    match text.strip_prefix('-') {
        Some(rest) => Number::from_numeral(rest).map(|n| n.neg()),
        None => Number::from_numeral(text),
    }
}

pub(super) fn tighter(a: &Bound, b: &Bound, direction: Ordering) -> bool {
    match (&a.value, &b.value) {
        (Some(x), Some(y)) if x == y => !a.closed,
        (Some(x), Some(y)) => x.cmp(y) == direction,
        (a, _) => a.is_some(),
    }
}

/// The product of two ends of ranges of non-negative numbers.
fn corner(a: &Bound, b: &Bound, lower: bool) -> Bound {
    match (&a.value, &b.value) {
        (Some(x), Some(y)) => {
            let reached = (a.closed && b.closed) || (lower && ((a.closed && x.is_zero()) || (b.closed && y.is_zero())));
            Bound::at(x.mul(y), reached)
        }
        _ => Bound::INFINITE, // the product grows without bound
    }
}

impl Range {
    /// The lower end of the union: the one that reaches further down.
    pub(super) fn meet_wide(&self, other: &Range) -> Range {
        let lo = match (&self.lo.value, &other.lo.value) {
            (Some(x), Some(y)) if x == y => Bound { closed: self.lo.closed || other.lo.closed, ..self.lo.clone() },
            (Some(x), Some(y)) => {
                if x < y {
                    self.lo.clone()
                } else {
                    other.lo.clone()
                }
            }
            _ => Bound::INFINITE, // one of them has no lower end
        };
        Range { lo, hi: Bound::INFINITE }
    }
}

/// The range of a function of two arguments.
pub(super) fn pair(f: &Function, a: &Range, b: &Range) -> Range {
    let greater = |x: &Bound, y: &Bound| if tighter(x, y, Ordering::Greater) { x.clone() } else { y.clone() };
    match f.name {
        "max" => {
            let hi = a.neg().meet_wide(&b.neg()).lo;
            Range { lo: greater(&a.lo, &b.lo), hi: Bound { value: hi.value.map(|v| v.neg()), closed: hi.closed } }
        }
        "min" => pair_min(a, b),
        _ => Range::ALL, // nothing is known of other functions of two arguments
    }
}

fn pair_min(a: &Range, b: &Range) -> Range {
    let (a, b) = (a.neg(), b.neg());
    let lo = if tighter(&a.lo, &b.lo, Ordering::Greater) { a.lo.clone() } else { b.lo.clone() };
    Range { lo, hi: a.neg().meet_wide(&b.neg()).neg().hi }.neg()
}

#[cfg(test)]
mod tests;
