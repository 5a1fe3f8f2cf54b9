//! Conditions of cases and of the functions with branches: which branch holds, and that one does.

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use super::conditions::{Conditions, SetId};
use crate::expr::{ExprId, Node, Relation, Store};
use crate::functions;
use crate::trace::Condition;

impl Conditions<'_> {
    /// The conditions under which cases are defined, given that of their decisive parts is known.
    pub(super) fn cases_domain(&mut self, cases: ExprId, parts: &[ExprId]) -> SetId {
        let everywhere = parts.iter().all(|part| self.domains.get(*part) == Some(SetId::EMPTY));
        if everywhere { self.chosen(cases) } else { self.defined(cases) }
    }

    /// That one branch of the cases holds, where their conditions and values are defined.
    pub(super) fn chosen(&mut self, cases: ExprId) -> SetId {
        match self.decisive_parts(cases) {
            (parts, _) if parts.is_empty() => self.defined(cases),
            (_, Some((left, right))) => self.apart(left, right),
            (_, None) => SetId::EMPTY,
        }
    }

    /// The parts whose definedness decides that of `id`: of cases that leave no gap, all conditions and values;
    /// and two sides that must differ, where cases leave a gap only between them.
    pub(super) fn decisive_parts(&self, id: ExprId) -> (Vec<ExprId>, Option<(ExprId, ExprId)>) {
        let (mut parts, mut tested, mut gap, mut at) = (Vec::new(), Tested::default(), true, id);
        let mut apart = None;
        while let Node::Cases(branch, rest) = self.store.node(at) {
            let Node::Branch(when, value) = self.store.node(branch) else { return (Vec::new(), None) };
            parts.extend([when, value]);
            gap &= match self.store.node(when) {
                Node::Always => false,
                Node::Compare(relation, left, right) => {
                    tested.insert((relation, left, right));
                    let strict = matches!(relation, Relation::Less | Relation::Greater);
                    if strict && tested.contains(&(relation.negated().strict(), left, right)) {
                        apart = Some((left, right));
                    }
                    !tested.contains(&(relation.negated(), left, right))
                }
                _ => true, // a condition in parts is not followed
            };
            at = rest;
        }
        match (gap, apart) {
            (false, _) => (parts, None),
            (true, Some(_)) => (parts, apart),
            (true, None) => (Vec::new(), None),
        }
    }

    /// The conditions under which `left`, a case or a piecewise function, is its branch `right`;
    /// `None` if that branch is not known to be the one.
    pub(super) fn branch(&mut self, left: ExprId, right: ExprId) -> Option<SetId> {
        match self.store.node(left) {
            Node::Cases(..) => self.case(left, right),
            Node::Call(f, u) if f.row().name == "abs" => {
                let relation = if right == u { Relation::GreaterEqual } else { Relation::LessEqual };
                let is = right == u || self.store.node(right) == Node::Neg(u);
                (is && self.holds(relation, u, Store::ZERO)).then(|| self.domain(u))
            }
            Node::Call(f, u) if f.row().name == "sign" => {
                let relation = match right {
                    Store::ONE => Relation::Greater,
                    Store::MINUS_ONE => Relation::Less,
                    Store::ZERO => Relation::Equal,
                    _ => return None, // sign has no other value
                };
                self.holds(relation, u, Store::ZERO).then(|| self.domain(u))
            }
            Node::Call2(f, u, v) => {
                let relation = match (f.row().name, right == u) {
                    ("max", true) | ("min", false) => Relation::GreaterEqual,
                    ("min", true) | ("max", false) => Relation::LessEqual,
                    _ => return None, // no other function of two arguments has branches
                };
                if (right != u && right != v) || !(u == v || self.holds(relation, u, v)) {
                    return None;
                }
                let (a, b) = (self.domain(u), self.domain(v));
                Some(self.union(a, b))
            }
            _ => None, // nothing else has branches
        }
    }

    fn holds(&mut self, relation: Relation, left: ExprId, right: ExprId) -> bool {
        self.ranges.decide(Condition { left, relation, right }) == Some(true)
    }

    fn case(&mut self, mut left: ExprId, right: ExprId) -> Option<SetId> {
        let mut set = SetId::EMPTY;
        while let Node::Cases(branch, rest) = self.store.node(left) {
            let Node::Branch(when, value) = self.store.node(branch) else { return None };
            let tested = self.domain(when);
            set = self.union(set, tested);
            match self.ranges.decide_formula(when) {
                Some(true) if value == right => {
                    let more = self.domain(value);
                    return Some(self.union(set, more));
                }
                Some(true) | None => return None,
                Some(false) => left = rest,
            }
        }
        None
    }
}

/// The comparisons of cases; the first few are found without hashing.
#[derive(Default)]
struct Tested {
    first: SmallVec<[(Relation, ExprId, ExprId); 4]>,
    others: FxHashSet<(Relation, ExprId, ExprId)>,
}

impl Tested {
    fn insert(&mut self, comparison: (Relation, ExprId, ExprId)) {
        match self.first.len() < self.first.inline_size() {
            true => self.first.push(comparison),
            false => _ = self.others.insert(comparison),
        }
    }

    fn contains(&self, comparison: &(Relation, ExprId, ExprId)) -> bool {
        self.first.contains(comparison) || self.others.contains(comparison)
    }
}

/// The functions whose value at a point is one of two branches.
pub(crate) fn is_piecewise(function: &functions::Function) -> bool {
    matches!(function.name, "abs" | "sign" | "max" | "min")
}
