//! Ranges: for each expression an interval with exact ends that contains its values wherever the assumptions hold.
//!
//! Ends are rational or infinite and belong to the interval or not. What is not known is the whole line, never less.

use std::cmp::Ordering;

use crate::algebra;
use crate::expr::{Constant, ExprId, Node, Number, Relation, Store};
use crate::functions::{Function, Monotonicity};
use crate::trace::Condition;

/// One end of a range: a number, or beyond all numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The number; `None` is infinity in the direction of the end.
    pub value: Option<Number>,
    /// Whether the number itself may be taken.
    pub closed: bool,
}

/// The values from one end to the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The lower end.
    pub lo: Bound,
    /// The upper end.
    pub hi: Bound,
}

impl Bound {
    const INFINITE: Bound = Bound { value: None, closed: false };

    fn at(value: Number, closed: bool) -> Bound {
        Bound { value: Some(value), closed }
    }
}

impl Range {
    /// All real numbers.
    pub const ALL: Range = Range { lo: Bound::INFINITE, hi: Bound::INFINITE };

    /// Just this number.
    pub fn point(value: Number) -> Range {
        Range { lo: Bound::at(value.clone(), true), hi: Bound::at(value, true) }
    }

    /// Reads `(0, inf)`, `[-1, 1]`; `None` if the text is not of this form.
    pub fn parse(text: &str) -> Option<Range> {
        let inner = text.strip_prefix(['(', '['])?.strip_suffix([')', ']'])?;
        let (lo, hi) = inner.split_once(',')?;
        let end = |text: &str, closed: bool| match text.trim() {
            "inf" | "-inf" => Some(Bound::INFINITE),
            number => signed(number).map(|value| Bound::at(value, closed)),
        };
        Some(Range { lo: end(lo, text.starts_with('['))?, hi: end(hi, text.ends_with(']'))? })
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

    fn neg(&self) -> Range {
        let flip = |end: &Bound| Bound { value: end.value.as_ref().map(Number::neg), closed: end.closed };
        Range { lo: flip(&self.hi), hi: flip(&self.lo) }
    }

    fn add(&self, other: &Range) -> Range {
        let end = |a: &Bound, b: &Bound| match (&a.value, &b.value) {
            (Some(x), Some(y)) => Bound::at(x.add(y), a.closed && b.closed),
            _ => Bound::INFINITE, // one end is infinite
        };
        Range { lo: end(&self.lo, &other.lo), hi: end(&self.hi, &other.hi) }
    }

    fn mul(&self, other: &Range) -> Range {
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

    fn scale(&self, factor: &Number) -> Range {
        let end = |end: &Bound| Bound { value: end.value.as_ref().map(|v| v.mul(factor)), closed: end.closed };
        match sign(factor) {
            Ordering::Equal => Range::point(Number::ZERO),
            Ordering::Greater => Range { lo: end(&self.lo), hi: end(&self.hi) },
            Ordering::Less => Range { lo: end(&self.hi), hi: end(&self.lo) },
        }
    }

    fn recip(&self) -> Range {
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

    fn power(&self, exponent: i64) -> Range {
        let (below, _, above) = self.signs();
        match exponent {
            0 => Range::point(Number::ONE),
            1 => self.clone(),
            n if n < 0 => n.checked_neg().map_or(Range::ALL, |n| self.power(n).recip()),
            n if n % 2 == 0 && below && above => {
                let tallest = self.magnitude().power(n);
                Range { lo: Bound::at(Number::ZERO, true), hi: tallest.hi }
            }
            n if n % 2 == 0 && below => self.neg().power(n),
            n if n % 2 == 1 && below && !above => self.neg().power(n).neg(),
            n => {
                let end = |b: &Bound| match &b.value {
                    None => Bound::INFINITE,
                    Some(v) => v.pow(n).map_or(Bound::INFINITE, |v| Bound::at(v, b.closed)),
                };
                Range { lo: end(&self.lo), hi: end(&self.hi) }
            }
        }
    }

    /// From 0 to the larger distance of an end from 0.
    fn magnitude(&self) -> Range {
        let down = self.neg();
        let hi = match (&down.hi.value, &self.hi.value) {
            (Some(a), Some(b)) if a > b => down.hi.clone(),
            (Some(_), Some(_)) => self.hi.clone(),
            _ => Bound::INFINITE, // one end is infinite
        };
        Range { lo: Bound::at(Number::ZERO, true), hi }
    }

    /// The part that both ranges share, as far as one interval can say.
    fn meet(&self, other: &Range) -> Range {
        let lo = if tighter(&self.lo, &other.lo, Ordering::Greater) { &self.lo } else { &other.lo };
        let hi = if tighter(&self.hi, &other.hi, Ordering::Less) { &self.hi } else { &other.hi };
        Range { lo: lo.clone(), hi: hi.clone() }
    }

    fn is_empty(&self) -> bool {
        match (&self.lo.value, &self.hi.value) {
            (Some(lo), Some(hi)) => lo > hi || (lo == hi && !(self.lo.closed && self.hi.closed)),
            _ => false, // an infinite end leaves room
        }
    }

    /// Whether every number of the range stands in this relation to 0; `Some(false)` if none does.
    fn compare(&self, relation: Relation) -> Option<bool> {
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

fn signed(text: &str) -> Option<Number> {
    match text.strip_prefix('-') {
        Some(rest) => Number::from_numeral(rest).map(|n| n.neg()),
        None => Number::from_numeral(text),
    }
}

fn tighter(a: &Bound, b: &Bound, direction: Ordering) -> bool {
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

/// The ranges of a store's expressions under assumptions, each found once.
pub(super) struct Ranges<'a> {
    store: &'a Store,
    known: Vec<Option<Range>>,
    assumed: Vec<(ExprId, Range)>,
    given: &'a [Condition],
    inconsistent: bool,
}

impl<'a> Ranges<'a> {
    pub(super) fn new(store: &'a Store, assumptions: &'a [Condition]) -> Ranges<'a> {
        let mut ranges = Ranges {
            store,
            known: vec![None; store.len()],
            assumed: Vec::new(),
            given: assumptions,
            inconsistent: false,
        };
        for condition in assumptions {
            ranges.assume(condition.left, condition.relation, condition.right);
            ranges.assume(condition.right, flipped(condition.relation), condition.left);
        }
        ranges
    }

    pub(super) fn inconsistent(&self) -> bool {
        self.inconsistent
    }

    /// What `left REL constant` says of the range of `left`.
    fn assume(&mut self, left: ExprId, relation: Relation, right: ExprId) {
        let Some(value) = algebra::rational(self.store, right) else { return };
        let end = |closed| Bound::at(value.clone(), closed);
        let said = match relation {
            Relation::Less => Range { lo: Bound::INFINITE, hi: end(false) },
            Relation::LessEqual => Range { lo: Bound::INFINITE, hi: end(true) },
            Relation::Greater => Range { lo: end(false), hi: Bound::INFINITE },
            Relation::GreaterEqual => Range { lo: end(true), hi: Bound::INFINITE },
            Relation::Equal => Range::point(value.clone()),
            Relation::NotEqual => return,
        };
        let at = self.assumed.iter().position(|(id, _)| *id == left).unwrap_or_else(|| {
            self.assumed.push((left, Range::ALL));
            self.assumed.len() - 1
        });
        self.assumed[at].1 = self.assumed[at].1.meet(&said);
        self.inconsistent |= self.assumed[at].1.is_empty();
    }

    /// The range of an expression, wherever it is defined and the assumptions hold.
    pub(super) fn of(&mut self, expr: ExprId) -> Range {
        let mut open = vec![expr];
        while let Some(&id) = open.last() {
            if self.known[id.index()].is_some() {
                open.pop();
                continue;
            }
            let before = open.len();
            let known = &self.known;
            open.extend(self.store.node(id).children().filter(|part| known[part.index()].is_none()));
            if open.len() == before {
                let range = self.compute(id);
                self.known[id.index()] = Some(range);
                open.pop();
            }
        }
        self.part(expr)
    }

    fn part(&self, id: ExprId) -> Range {
        self.known[id.index()].clone().unwrap_or(Range::ALL)
    }

    fn compute(&self, id: ExprId) -> Range {
        let range = match self.store.node(id) {
            Node::Number(numeral) => Range::point(self.store.numeral(numeral).value.clone()),
            Node::Constant(Constant::E) => between(2, 3),
            Node::Constant(Constant::Pi) => between(3, 4),
            Node::Neg(a) => self.part(a).neg(),
            Node::Add(a, b) => self.part(a).add(&self.part(b)),
            Node::Sub(a, b) => self.part(a).add(&self.part(b).neg()),
            Node::Mul(a, b) if a == b => self.part(a).power(2),
            Node::Mul(a, b) => self.part(a).mul(&self.part(b)),
            Node::Div(a, b) => self.part(a).mul(&self.part(b).recip()),
            Node::Pow(a, b) => match algebra::rational(self.store, b) {
                Some(n) if n.is_integer() => n.to_i64().map_or(Range::ALL, |n| self.part(a).power(n)),
                Some(_) | None => Range { lo: Bound::at(Number::ZERO, true), hi: Bound::INFINITE },
            },
            Node::Call(f, a) => image(f.row(), &self.part(a)),
            Node::Call2(f, a, b) => pair(f.row(), &self.part(a), &self.part(b)),
            Node::Symbol(_) | Node::Undefined | Node::Always | Node::Derivative(..) => Range::ALL,
            Node::Compare(..) | Node::And(..) | Node::Or(..) | Node::Branch(..) | Node::Cases(..) => Range::ALL,
        };
        match self.assumed.iter().find(|(assumed, _)| *assumed == id) {
            Some((_, said)) => range.meet(said),
            None => range,
        }
    }

    /// Whether a condition holds wherever the assumptions do; `Some(false)` if it fails there, `None` if it is not known.
    pub(super) fn decide(&mut self, condition: Condition) -> Option<bool> {
        let Condition { left, relation, right } = condition;
        if self.given.contains(&condition) {
            return Some(true);
        }
        if left == right {
            return None; // that it is defined is what is asked
        }
        let (a, b) = (self.of(left), self.of(right));
        let apart = a.add(&b.neg()).compare(relation);
        apart.or_else(|| self.decide_difference(left, relation, right))
    }

    /// The difference of the two sides as a sum of multiples of products, so that equal parts cancel.
    fn decide_difference(&mut self, left: ExprId, relation: Relation, right: ExprId) -> Option<bool> {
        let terms = algebra::difference_terms(self.store, left, right)?;
        let mut sum = Range::point(Number::ZERO);
        for (coefficient, powers) in terms {
            let mut product = Range::point(coefficient);
            for (kernel, exponent) in powers {
                let factor = self.of(kernel).power(i64::from(exponent));
                product = product.mul(&factor);
            }
            sum = sum.add(&product);
        }
        sum.compare(relation)
    }

    /// As [`Ranges::decide`], for ranges that are already known.
    pub(super) fn decide_known(&self, condition: Condition) -> Option<bool> {
        let (a, b) = (self.known[condition.left.index()].as_ref()?, self.known[condition.right.index()].as_ref()?);
        if condition.left == condition.right {
            return (self.store.node(condition.left) == Node::Undefined).then_some(false);
        }
        a.add(&b.neg()).compare(condition.relation)
    }

    /// Decides a condition that may be made with `and` and `or`. Nested conditions are few: the parser bounds their depth.
    pub(super) fn decide_formula(&mut self, when: ExprId) -> Option<bool> {
        let mut verdicts: Vec<(ExprId, Option<bool>)> = Vec::new();
        let value = |verdicts: &[(ExprId, Option<bool>)], id| verdicts.iter().find(|(v, _)| *v == id).and_then(|v| v.1);
        for id in self.store.reachable(when) {
            let verdict = match self.store.node(id) {
                Node::Always => Some(true),
                Node::Compare(relation, left, right) => self.decide(Condition { left, relation, right }),
                Node::And(a, b) => match (value(&verdicts, a), value(&verdicts, b)) {
                    (Some(false), _) | (_, Some(false)) => Some(false),
                    (Some(true), Some(true)) => Some(true),
                    (None, _) | (_, None) => None,
                },
                Node::Or(a, b) => match (value(&verdicts, a), value(&verdicts, b)) {
                    (Some(true), _) | (_, Some(true)) => Some(true),
                    (Some(false), Some(false)) => Some(false),
                    (None, _) | (_, None) => None,
                },
                _ => continue, // not a condition
            };
            verdicts.push((id, verdict));
        }
        value(&verdicts, when)
    }
}

fn flipped(relation: Relation) -> Relation {
    match relation {
        Relation::Less => Relation::Greater,
        Relation::LessEqual => Relation::GreaterEqual,
        Relation::Greater => Relation::Less,
        Relation::GreaterEqual => Relation::LessEqual,
        Relation::Equal => Relation::Equal,
        Relation::NotEqual => Relation::NotEqual,
    }
}

fn between(lo: i64, hi: i64) -> Range {
    Range { lo: Bound::at(lo.into(), false), hi: Bound::at(hi.into(), false) }
}

/// The values of a function over a range: from its exact values where it is monotone, within its own range in any case.
fn image(f: &Function, argument: &Range) -> Range {
    let own = Range::parse(f.range).unwrap_or(Range::ALL);
    match f.monotonicity {
        Monotonicity::Increasing | Monotonicity::Nondecreasing => anchored(f, argument).meet(&own),
        Monotonicity::Decreasing | Monotonicity::Neither => own,
    }
}

/// For an increasing or nondecreasing function: the values at the nearest known arguments outside the range.
fn anchored(f: &Function, argument: &Range) -> Range {
    let mut found = Range::ALL;
    let steps = f.monotonicity == Monotonicity::Nondecreasing;
    for (at, value) in f.values {
        let (Some(at), Some(value)) = (signed(at), signed(value)) else { continue };
        if let Some(lo) = &argument.lo.value
            && at <= *lo
        {
            let end =
                Range { lo: Bound::at(value.clone(), steps || (at == *lo && argument.lo.closed)), hi: Bound::INFINITE };
            found = found.meet(&end);
        }
        if let Some(hi) = &argument.hi.value
            && at >= *hi
        {
            let end = Range { lo: Bound::INFINITE, hi: Bound::at(value, steps || (at == *hi && argument.hi.closed)) };
            found = found.meet(&end);
        }
    }
    found
}

fn pair(f: &Function, a: &Range, b: &Range) -> Range {
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

impl Range {
    /// The lower end of the union: the one that reaches further down.
    fn meet_wide(&self, other: &Range) -> Range {
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
