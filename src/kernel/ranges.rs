//! The ranges of a store's expressions wherever the assumptions hold, and deciding conditions by them.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::differences::{Difference, MOST_COMBINED_TERMS};
use super::known::Known;
use super::range::{Bound, Range, pair, signed};
use super::refute::holds_at;
use crate::algebra;
use crate::expr::{self, Constant, Exponent, ExprId, FunctionId, Node, Number, Relation, Store};
use crate::functions::{self, Monotonicity};
use crate::trace::Condition;

/// How much work multiplying differences out may take for one derivation, besides a little for each expression.
/// What is then not decided stands, so that deciding stays linear.
const WORK: u64 = 800_000;
const WORK_PER_EXPRESSION: u64 = 64;
/// How many places a condition without symbols may have for its sides to be enclosed, to how many bits, and what that
/// counts as work.
const MOST_PLACES: usize = 100;
const CONSTANT_BITS: usize = 256;
const WORK_PER_CONSTANT: u64 = 10_000;

/// How many assumptions are tried.
const MOST_ASSUMED: usize = 8;

/// Whether a condition holds wherever the assumptions do; `Some(false)` if it fails there, `None` if it is not known.
pub(crate) fn decide(store: &Store, assumptions: &[Condition], condition: Condition) -> Option<bool> {
    Ranges::new(store, assumptions).decide(condition)
}

/// As [`decide`], for a condition that may be made with `and` and `or`.
pub(crate) fn decide_formula(store: &Store, assumptions: &[Condition], when: ExprId) -> Option<bool> {
    Ranges::new(store, assumptions).decide_formula(when)
}

/// Whether these are cases of which every condition fails wherever the assumptions hold.
pub(crate) fn has_no_branch(store: &Store, assumptions: &[Condition], mut cases: ExprId) -> bool {
    if !matches!(store.node(cases), Node::Cases(..)) {
        return false;
    }
    let mut ranges = Ranges::new(store, assumptions);
    while let Node::Cases(branch, rest) = store.node(cases) {
        let Node::Branch(when, _) = store.node(branch) else { return false };
        if ranges.decide_formula(when) != Some(false) {
            return false;
        }
        cases = rest;
    }
    true
}

/// The ranges of a store's expressions under assumptions, each found once.
pub(super) struct Ranges<'a> {
    pub(super) store: &'a Store,
    pub(super) known: Known,
    assumed: FxHashMap<ExprId, Range>,
    /// For an expression the range that is assumed of its absolute value.
    sizes: FxHashMap<ExprId, Range>,
    given: FxHashSet<Condition>,
    /// The assumptions between two expressions, and those about sums.
    pub(super) between: Vec<Condition>,
    inconsistent: bool,
    /// Memory for walking, empty between walks.
    open: Vec<ExprId>,
    /// What is known of the differences of sides that were asked about.
    pub(super) differences: FxHashMap<(ExprId, ExprId), Difference>,
    /// How much work may still go into multiplying differences out, and how much has.
    pub(super) left: u64,
    pub(super) done: u64,
}

impl<'a> Ranges<'a> {
    pub(super) fn new(store: &'a Store, assumptions: &'a [Condition]) -> Ranges<'a> {
        let mut ranges = Ranges {
            store,
            known: Known::new(store.len()),
            assumed: FxHashMap::default(),
            sizes: FxHashMap::default(),
            given: assumptions.iter().copied().collect(),
            between: Vec::new(),
            inconsistent: false,
            open: Vec::new(),
            differences: FxHashMap::default(),
            left: WORK + WORK_PER_EXPRESSION * store.len() as u64,
            done: 0,
        };
        let is_sum = |id| matches!(store.node(id), Node::Neg(_) | Node::Add(..) | Node::Sub(..));
        let between = assumptions.iter().filter(|c| is_sum(c.left) || algebra::rational(store, c.right).is_none());
        ranges.between = between.copied().take(MOST_ASSUMED).collect();
        for condition in assumptions {
            ranges.assume(condition.left, condition.relation, condition.right);
            ranges.assume(condition.right, flipped(condition.relation), condition.left);
        }
        ranges
    }

    /// How many expressions were looked at, and how much work went into multiplying out.
    pub(super) fn work(&self) -> u64 {
        self.done
    }

    pub(super) fn inconsistent(&self) -> bool {
        self.inconsistent
    }

    /// Notes whether the assumptions contradict each other, as far as the ranges of their sides tell.
    pub(super) fn look_for_contradiction(&mut self, assumptions: &[Condition]) {
        for condition in assumptions {
            let empty = self.known(condition.left).is_empty() || self.known(condition.right).is_empty();
            self.inconsistent |= empty || self.decide_apart(*condition) == Some(false);
        }
        let assumed = self.assumed_differences();
        for (difference, range) in assumed.iter().filter(|(terms, _)| terms.len() <= MOST_COMBINED_TERMS) {
            self.inconsistent |= self.combined(difference, &assumed, 1).meet(range).is_empty();
        }
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
        if let Node::Call(f, of) = self.store.node(left)
            && f.row().name == "abs"
        {
            let known =
                self.sizes.entry(of).or_insert(Range { lo: Bound::at(Number::ZERO, true), hi: Bound::INFINITE });
            *known = known.meet(&said.clone().widened());
        }
        let known = self.assumed.entry(left).or_insert(Range::ALL);
        *known = known.meet(&said.widened());
        self.inconsistent |= known.is_empty();
    }

    /// The range of an expression, wherever it is defined and the assumptions hold.
    pub(super) fn of(&mut self, expr: ExprId) -> Range {
        self.known(expr).clone()
    }

    fn known(&mut self, expr: ExprId) -> &Range {
        let mut open = std::mem::take(&mut self.open);
        open.push(expr);
        while let Some(&id) = open.last() {
            self.done += 1;
            if self.known.get(id).is_some() || self.is_free(id) {
                open.pop();
                continue;
            }
            let (first, second) = self.store.node(id).pair();
            let unknown = |part: Option<ExprId>| part.filter(|&part| self.known.get(part).is_none());
            let (first, second) = (unknown(first), unknown(second));
            if let Some(part) = first {
                open.push(part);
            }
            if let Some(part) = second {
                open.push(part);
            }
            if first.or(second).is_none() {
                let key = self.key(id);
                if !key.is_some_and(|key| self.known.again(id, key)) {
                    let range = self.compute(id);
                    self.known.set(id, range, key);
                }
                open.pop();
            }
        }
        self.open = open;
        self.known.get(expr).unwrap_or(&Range::ALL)
    }

    fn part(&self, id: ExprId) -> &Range {
        self.known.get(id).unwrap_or(&Range::ALL)
    }

    /// Whether something is assumed of the range of an expression.
    pub(super) fn has_assumptions(&self) -> bool {
        !self.assumed.is_empty() || !self.sizes.is_empty()
    }

    fn compute(&mut self, id: ExprId) -> Range {
        let range = match self.store.node(id) {
            Node::Number(numeral) => Range::point(self.store.numeral(numeral).value.clone()),
            Node::Constant(Constant::E) => between(2, 3),
            Node::Constant(Constant::Pi) => between(3, 4),
            Node::Neg(a) => self.part(a).neg(),
            Node::Add(a, b) => self.part(a).add(self.part(b)),
            Node::Sub(a, b) => self.part(a).add(&self.part(b).neg()),
            Node::Mul(a, b) if a == b => self.part(a).power(2),
            Node::Mul(a, b) => self.part(a).mul(self.part(b)),
            Node::Div(a, b) => self.part(a).mul(&self.part(b).recip()),
            Node::Pow(a, b) => match expr::exponent(self.store, b) {
                Exponent::Integer(n) => n.to_i64().map_or(Range::ALL, |n| self.part(a).power(n)),
                Exponent::Root(_) => Range { lo: Bound::at(Number::ZERO, true), hi: Bound::INFINITE },
                Exponent::Real => Range { lo: Bound::at(Number::ZERO, false), hi: Bound::INFINITE },
            },
            Node::Call(f, a) => image(f, self.part(a)),
            Node::Call2(f, a, b) => pair(f.row(), self.part(a), self.part(b)),
            Node::Symbol(_) | Node::Undefined | Node::Always | Node::Derivative(..) => Range::ALL,
            Node::Compare(..) | Node::And(..) | Node::Or(..) | Node::Branch(..) | Node::Cases(..) => Range::ALL,
        };
        let range = match self.store.node(id) {
            Node::Add(a, b) | Node::Sub(a, b) if self.is_root_beside([a, b]) => range.meet(&self.of_root_beside(id)),
            _ => range, // no sum with a root
        };
        let range = match self.assumed.get(&id) {
            Some(said) => range.meet(said),
            None => range,
        };
        match self.even_power(id) {
            Some(said) => range.meet(&said),
            None => range,
        }
        .widened()
    }

    /// What the assumptions about `|a|` say of an even power of `a`.
    fn even_power(&self, id: ExprId) -> Option<Range> {
        if self.sizes.is_empty() {
            return None;
        }
        let (base, exponent) = match self.store.node(id) {
            Node::Mul(a, b) if a == b => (a, 2),
            Node::Pow(a, b) => match expr::exponent(self.store, b) {
                Exponent::Integer(n) => (a, n.to_i64().filter(|n| n % 2 == 0)?),
                Exponent::Root(_) | Exponent::Real => return None,
            },
            _ => return None, // no power
        };
        Some(self.sizes.get(&base)?.power(exponent))
    }

    /// Whether a condition holds wherever the assumptions do; `Some(false)` if it fails there, `None` if it is not known.
    pub(super) fn decide(&mut self, condition: Condition) -> Option<bool> {
        if self.given.contains(&condition) {
            return Some(true);
        }
        self.decide_apart(condition)
    }

    /// As [`Ranges::decide`], without looking the condition up among the assumptions.
    fn decide_apart(&mut self, condition: Condition) -> Option<bool> {
        let Condition { left, relation, right } = condition;
        if left == right && relation == Relation::Equal {
            return None; // that it is defined is what is asked
        }
        if left == right && is_strict(relation) {
            return Some(false);
        }
        let apart_from_zero = |size: &Range| size.compare(Relation::NotEqual) == Some(true);
        if relation == Relation::NotEqual && right == Store::ZERO && self.sizes.get(&left).is_some_and(apart_from_zero)
        {
            return Some(true);
        }
        let apart = match right {
            Store::ZERO => self.known(left).compare(relation),
            _ => self.of(left).add(&self.of(right).neg()).compare(relation), // no shorter way
        };
        let apart = apart.or_else(|| self.decide_difference(left, relation, right));
        let factors = || (relation == Relation::NotEqual && right == Store::ZERO).then_some(left);
        apart.or_else(|| self.nonzero_factors(factors()?)).or_else(|| self.decide_constant(condition))
    }

    /// A condition without symbols, by enclosures: `sqrt(5) > 1`.
    fn decide_constant(&mut self, condition: Condition) -> Option<bool> {
        let mut open = std::mem::take(&mut self.open);
        open.extend([condition.left, condition.right]);
        let (mut places, mut varies) = (0, false);
        while let Some(id) = open.pop().filter(|_| !varies) {
            places += 1;
            varies = places > MOST_PLACES || matches!(self.store.node(id), Node::Symbol(_) | Node::Derivative(..));
            open.extend(self.store.node(id).children());
        }
        open.clear();
        self.open = open;
        if varies {
            return None;
        }
        self.done += WORK_PER_CONSTANT;
        holds_at(self.store, condition, &[], CONSTANT_BITS)
    }

    /// Decides a condition that may be made with `and` and `or`. Nested conditions are few: the parser bounds their depth.
    pub(super) fn decide_formula(&mut self, when: ExprId) -> Option<bool> {
        let mut verdicts: FxHashMap<ExprId, Option<bool>> = FxHashMap::default();
        let value = |verdicts: &FxHashMap<ExprId, Option<bool>>, id| verdicts.get(&id).copied().flatten();
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
            verdicts.insert(id, verdict);
        }
        value(&verdicts, when)
    }
}

/// Whether no number is in this relation to itself.
fn is_strict(relation: Relation) -> bool {
    matches!(relation, Relation::Less | Relation::Greater | Relation::NotEqual)
}

/// The relation with its sides exchanged.
pub(super) fn flipped(relation: Relation) -> Relation {
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

/// What a row says of a function's values, read once.
struct Values {
    /// Between which numbers all values lie.
    own: Range,
    /// Arguments with their exact values.
    exact: Vec<(Number, Number)>,
}

fn values(f: FunctionId) -> &'static Values {
    static VALUES: OnceLock<Vec<OnceLock<Values>>> = OnceLock::new();
    let rows = VALUES.get_or_init(|| functions::all().iter().map(|_| OnceLock::new()).collect());
    rows[usize::from(f.0)].get_or_init(|| {
        let row = f.row();
        let exact = row.values.iter().filter_map(|(at, value)| signed(at).zip(signed(value))).collect();
        Values { own: Range::parse(row.range).unwrap_or(Range::ALL), exact }
    })
}

/// The values of a function over a range: from its exact values where it is monotone, within its own range in any case.
fn image(f: FunctionId, argument: &Range) -> Range {
    let own = &values(f).own;
    if f.row().name == "abs" {
        return argument.abs();
    }
    match f.row().monotonicity {
        Monotonicity::Increasing | Monotonicity::Nondecreasing => anchored(f, argument).meet(own),
        Monotonicity::Decreasing | Monotonicity::Neither => own.clone(),
    }
}

/// For an increasing or nondecreasing function: the values at the nearest known arguments outside the range.
fn anchored(f: FunctionId, argument: &Range) -> Range {
    let mut found = Range::ALL;
    let steps = f.row().monotonicity == Monotonicity::Nondecreasing;
    for (at, value) in &values(f).exact {
        if let Some(lo) = &argument.lo.value
            && at <= lo
        {
            let end =
                Range { lo: Bound::at(value.clone(), steps || (at == lo && argument.lo.closed)), hi: Bound::INFINITE };
            found = found.meet(&end);
        }
        if let Some(hi) = &argument.hi.value
            && at >= hi
        {
            let end =
                Range { lo: Bound::INFINITE, hi: Bound::at(value.clone(), steps || (at == hi && argument.hi.closed)) };
            found = found.meet(&end);
        }
    }
    found
}
