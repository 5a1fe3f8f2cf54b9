//! Conditions: the natural domain of an expression, sets of conditions shared as unions, and deciding them.
//!
//! A condition is decided from the ranges that the assumptions give, or it stands. Everything is memoised by
//! expression, so deciding is linear in the distinct subexpressions.

use rustc_hash::{FxHashMap, FxHashSet};

use super::range::Ranges;
use crate::algebra;
use crate::expr::{ExprId, Node, Relation, Store};
use crate::functions;
use crate::theory::Pattern;
use crate::trace::{Condition, Derivation};

/// The index of a set of conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct SetId(u32);

impl SetId {
    /// The set without conditions.
    pub(super) const EMPTY: SetId = SetId(0);
}

#[derive(Debug, Clone, Copy)]
enum Set {
    Empty,
    One(Condition),
    Union(SetId, SetId),
}

/// The conditions of one derivation.
pub(super) struct Conditions<'a> {
    store: &'a Store,
    derivation: &'a Derivation,
    ranges: Ranges<'a>,
    sets: Vec<Set>,
    ones: FxHashMap<Condition, SetId>,
    /// Conditions that are known to fail wherever the assumptions hold.
    failing: FxHashSet<Condition>,
    unions: FxHashMap<(SetId, SetId), SetId>,
    domains: Vec<Option<SetId>>,
    /// For the variable last asked about, whether each expression depends on it.
    dependence: (Option<ExprId>, Vec<bool>),
    derivatives: FxHashMap<(ExprId, ExprId), SetId>,
}

impl<'a> Conditions<'a> {
    pub(super) fn new(store: &'a Store, derivation: &'a Derivation) -> Conditions<'a> {
        Conditions {
            store,
            derivation,
            ranges: Ranges::new(store, &derivation.assumptions),
            sets: vec![Set::Empty],
            ones: FxHashMap::default(),
            failing: FxHashSet::default(),
            unions: FxHashMap::default(),
            domains: vec![None; store.len()],
            dependence: (None, Vec::new()),
            derivatives: FxHashMap::default(),
        }
    }

    /// Whether the assumptions are known to contradict each other.
    pub(super) fn inconsistent(&self) -> bool {
        self.ranges.inconsistent()
    }

    pub(super) fn union(&mut self, a: SetId, b: SetId) -> SetId {
        let key = if a.0 <= b.0 { (a, b) } else { (b, a) };
        if a == b || key.0 == SetId::EMPTY {
            return key.1;
        }
        if let Some(&known) = self.unions.get(&key) {
            return known;
        }
        let id = SetId(self.sets.len() as u32);
        self.sets.push(Set::Union(key.0, key.1));
        self.unions.insert(key, id);
        id
    }

    /// The set without the condition that `expr` is defined, where that is all it says.
    pub(super) fn without_defined(&self, set: SetId, expr: ExprId) -> SetId {
        match self.sets[set.0 as usize] {
            Set::One(Condition { left, relation: Relation::Equal, right }) if left == expr && right == expr => {
                SetId::EMPTY
            }
            Set::Empty | Set::One(_) | Set::Union(..) => set,
        }
    }

    /// The set of one condition, or the empty set if it is decided to hold.
    fn one(&mut self, condition: Condition) -> SetId {
        if let Some(&known) = self.ones.get(&condition) {
            return known;
        }
        let decided = self.ranges.decide(condition);
        let fails = condition.left == condition.right && self.store.node(condition.left) == Node::Undefined;
        if decided == Some(false) || fails {
            self.failing.insert(condition);
        }
        let id = if decided == Some(true) {
            SetId::EMPTY
        } else {
            self.sets.push(Set::One(condition));
            SetId(self.sets.len() as u32 - 1)
        };
        self.ones.insert(condition, id);
        id
    }

    /// The conditions of a set, each once, in the order of their expressions; and whether one of them is known to fail.
    pub(super) fn list(&self, set: SetId) -> (Vec<Condition>, bool) {
        let mut seen = FxHashSet::default();
        let mut found = Vec::new();
        let mut open = vec![set];
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            match self.sets[id.0 as usize] {
                Set::Empty => {}
                Set::One(condition) => found.push(condition),
                Set::Union(a, b) => open.extend([a, b]),
            }
        }
        found.sort_unstable();
        let fails = found.iter().any(|condition| self.failing.contains(condition));
        (found, fails)
    }

    /// Notes that the kernel has a theorem about this derivative, so that it is defined under these conditions.
    pub(super) fn differentiable(&mut self, of: ExprId, by: ExprId, set: SetId) {
        self.derivatives.entry((of, by)).or_insert(set);
    }

    /// Whether a symbol may be differentiated by: it is a symbol and no defined name.
    pub(super) fn is_variable(&self, by: ExprId) -> bool {
        matches!(self.store.node(by), Node::Symbol(_))
            && !self.derivation.definitions.iter().any(|&(name, _)| name == by)
    }

    /// Whether the value of `expr` may change with the symbol `by`. A defined name counts as depending on everything.
    pub(super) fn depends(&mut self, expr: ExprId, by: ExprId) -> bool {
        if self.dependence.0 != Some(by) {
            let mut depends = vec![false; self.store.len()];
            for index in 0..depends.len() {
                let id = ExprId(index as u32);
                depends[index] = id == by
                    || self.derivation.definitions.iter().any(|&(name, _)| name == id)
                    || self.store.node(id).children().any(|part| depends[part.index()]);
            }
            self.dependence = (Some(by), depends);
        }
        self.dependence.1[expr.index()]
    }

    /// The conditions under which `expr` is defined, those of its parts included.
    pub(super) fn domain(&mut self, expr: ExprId) -> SetId {
        let mut open = vec![expr];
        while let Some(&id) = open.last() {
            if self.domains[id.index()].is_some() {
                open.pop();
                continue;
            }
            let (parts, sides) = self.decisive_parts(id);
            let before = open.len();
            open.extend(parts.iter().filter(|part| self.domains[part.index()].is_none()));
            if open.len() > before {
                continue;
            }
            let mut set = SetId::EMPTY;
            for part in &parts {
                let more = self.domains[part.index()].unwrap_or(SetId::EMPTY);
                set = self.union(set, more);
            }
            let whole = matches!(self.store.node(id), Node::Cases(..)) && !parts.is_empty() && set == SetId::EMPTY;
            let own = match sides {
                Some((left, right)) if whole => self.apart(left, right),
                None if whole => SetId::EMPTY,
                _ => self.own(id),
            };
            let parts = if is_opaque(self.store.node(id)) { SetId::EMPTY } else { set };
            self.domains[id.index()] = Some(self.union(own, parts));
            open.pop();
        }
        self.domains[expr.index()].unwrap_or(SetId::EMPTY)
    }

    /// The conditions under which a node is defined when its parts are.
    pub(super) fn own(&mut self, id: ExprId) -> SetId {
        match self.store.node(id) {
            Node::Div(_, below) => self.nonzero(below),
            Node::Pow(base, exponent) => self.power(base, exponent),
            Node::Call(function, a) => {
                let mut set = SetId::EMPTY;
                for text in function.row().domain {
                    let more = match domain_condition(text) {
                        Some((relation, bound)) => self.one(Condition { left: a, relation, right: bound }),
                        None => self.defined(id),
                    };
                    set = self.union(set, more);
                }
                set
            }
            Node::Call2(function, ..) if function.row().domain.is_empty() => SetId::EMPTY,
            Node::Derivative(of, by) => match self.derivatives.get(&(of, by)) {
                Some(&set) => set,
                None => self.defined(id),
            },
            Node::Undefined | Node::Cases(..) | Node::Branch(..) | Node::Call2(..) => self.defined(id),
            Node::Number(_) | Node::Symbol(_) | Node::Constant(_) | Node::Always => SetId::EMPTY,
            Node::Neg(_) | Node::Add(..) | Node::Sub(..) | Node::Mul(..) => SetId::EMPTY,
            Node::Compare(..) | Node::And(..) | Node::Or(..) => SetId::EMPTY,
        }
    }

    /// That both sides differ.
    pub(super) fn apart(&mut self, left: ExprId, right: ExprId) -> SetId {
        self.one(Condition { left, relation: Relation::NotEqual, right })
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
    fn decisive_parts(&self, id: ExprId) -> (Vec<ExprId>, Option<(ExprId, ExprId)>) {
        let node = self.store.node(id);
        if !is_opaque(node) {
            return (node.children().collect(), None);
        }
        let (mut parts, mut tested, mut gap, mut at) = (Vec::new(), FxHashSet::default(), true, id);
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

    /// That an expression is not 0: its factors are not, nor the base of a positive power.
    fn nonzero(&mut self, expr: ExprId) -> SetId {
        let mut open = vec![expr];
        let mut set = SetId::EMPTY;
        let mut seen = FxHashSet::default();
        while let Some(left) = open.pop() {
            if !seen.insert(left) {
                continue;
            }
            match self.store.node(left) {
                Node::Neg(a) | Node::Div(a, _) => open.push(a),
                Node::Mul(a, b) => open.extend([a, b]),
                Node::Call(f, a) if f.row().name == "abs" => open.push(a),
                Node::Pow(a, n) if self.is_positive_integer(n) => open.push(a),
                _ => {
                    // no product: it is the condition itself
                    let more = self.one(Condition { left, relation: Relation::NotEqual, right: Store::ZERO });
                    set = self.union(set, more);
                }
            }
        }
        set
    }

    fn is_positive_integer(&self, expr: ExprId) -> bool {
        algebra::rational(self.store, expr).is_some_and(|n| n.is_integer() && !n.is_negative() && !n.is_zero())
    }

    /// `t = t`: that t is defined.
    fn defined(&mut self, id: ExprId) -> SetId {
        self.one(Condition { left: id, relation: Relation::Equal, right: id })
    }

    fn power(&mut self, base: ExprId, exponent: ExprId) -> SetId {
        let zero = Store::ZERO;
        match algebra::rational(self.store, exponent) {
            Some(n) if n.is_integer() && !n.is_negative() => SetId::EMPTY,
            Some(n) if n.is_integer() => self.nonzero(base),
            Some(n) if !n.is_negative() => {
                self.one(Condition { left: base, relation: Relation::GreaterEqual, right: zero })
            }
            Some(_) | None => self.one(Condition { left: base, relation: Relation::Greater, right: zero }),
        }
    }

    /// A rule's condition under a substitution: one of its sides is a slot, the other a slot, 0, 1 or -1.
    pub(super) fn instance(
        &mut self,
        a: &Pattern,
        relation: Relation,
        b: &Pattern,
        values: &[ExprId],
    ) -> Option<SetId> {
        let store = self.store;
        let fixed = [Store::ZERO, Store::ONE, Store::MINUS_ONE];
        let value = |side: &Pattern| values.iter().copied().chain(fixed).find(|&id| side.is(store, id, values));
        let (left, right) = (value(a)?, value(b)?);
        Some(self.one(Condition { left, relation, right }))
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

    /// Whether a set's conditions and the assumptions describe an open set in the symbol `by`:
    /// strict comparisons of continuous expressions, or conditions that `by` does not occur in.
    pub(super) fn open(&mut self, set: SetId, by: ExprId) -> bool {
        let (mut conditions, _) = self.list(set);
        conditions.extend(&self.derivation.assumptions);
        conditions.into_iter().all(|condition| {
            let sides = [condition.left, condition.right];
            let strict = matches!(condition.relation, Relation::Less | Relation::Greater | Relation::NotEqual);
            let free = !sides.iter().any(|&side| self.depends(side, by));
            free || (strict && sides.iter().all(|&side| self.is_continuous(side)))
        })
    }

    /// Whether the expression is made of functions that are continuous wherever they are defined, without names for others.
    fn is_continuous(&self, expr: ExprId) -> bool {
        self.store.reachable(expr).into_iter().all(|id| match self.store.node(id) {
            Node::Call(f, _) => f.row().name != "sign",
            Node::Cases(..) | Node::Branch(..) | Node::Derivative(..) | Node::Undefined => false,
            Node::Symbol(_) => !self.derivation.definitions.iter().any(|&(name, _)| name == id),
            Node::Number(_) | Node::Constant(_) | Node::Always | Node::Neg(_) => true,
            Node::Add(..) | Node::Sub(..) | Node::Mul(..) | Node::Div(..) | Node::Pow(..) | Node::Call2(..) => true,
            Node::Compare(..) | Node::And(..) | Node::Or(..) => true,
        })
    }
}

/// Nodes whose definedness is not that of all their parts.
fn is_opaque(node: Node) -> bool {
    matches!(node, Node::Cases(..) | Node::Branch(..) | Node::Derivative(..) | Node::Undefined)
}

/// A domain's text `?u > 0` as a relation and a bound that every store has; `None` for any other text.
fn domain_condition(text: &str) -> Option<(Relation, ExprId)> {
    let rest = text.strip_prefix("?u ")?;
    let (relation, bound) = rest.split_once(' ')?;
    let relation = match relation {
        "<" => Relation::Less,
        "<=" => Relation::LessEqual,
        ">" => Relation::Greater,
        ">=" => Relation::GreaterEqual,
        "!=" => Relation::NotEqual,
        _ => return None, // not a comparison
    };
    let bound = match bound {
        "0" => Store::ZERO,
        "1" => Store::ONE,
        "-1" => Store::MINUS_ONE,
        _ => return None, // not a bound that every store has
    };
    Some((relation, bound))
}

/// The functions whose value at a point is one of two branches.
pub(crate) fn is_piecewise(function: &functions::Function) -> bool {
    matches!(function.name, "abs" | "sign" | "max" | "min")
}
