//! Conditions: the natural domain of an expression, sets of conditions shared as unions, and deciding them.
//!
//! A condition is decided from the ranges that the assumptions give, or it stands. Everything is memoised by
//! expression, so deciding is linear in the distinct subexpressions.

use rustc_hash::{FxHashMap, FxHashSet};

use super::ranges::Ranges;
use super::table::Table;
use crate::expr::{self, Base, ExprId, Node, Relation, Store};
use crate::theory::Pattern;
use crate::trace::{Condition, Derivation};

/// The index of a set of conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct SetId(u32);

impl SetId {
    /// The set without conditions.
    pub(super) const EMPTY: SetId = SetId(0);
}

/// For each expression a set, where one is known.
pub(super) struct Sets(Table);

impl Sets {
    fn new(expressions: usize) -> Sets {
        Sets(Table::new(expressions))
    }

    pub(super) fn get(&self, expr: ExprId) -> Option<SetId> {
        self.0[expr].checked_sub(1).map(SetId)
    }

    fn set(&mut self, expr: ExprId, set: SetId) {
        self.0[expr] = set.0 + 1;
    }
}

#[derive(Debug, Clone, Copy)]
enum Set {
    Empty,
    One(Condition),
    Union(SetId, SetId),
}

/// The conditions of one derivation.
pub(super) struct Conditions<'a> {
    pub(super) store: &'a Store,
    derivation: &'a Derivation,
    pub(super) ranges: Ranges<'a>,
    sets: Vec<Set>,
    ones: FxHashMap<Condition, SetId>,
    /// Conditions that are known to fail wherever the assumptions hold.
    failing: FxHashSet<Condition>,
    /// For each set the last union of it with an older one, and that one.
    unions: Vec<(SetId, SetId)>,
    pub(super) domains: Sets,
    /// For each expression that was asked about, the conditions under which it is not 0: of what is no product just that
    /// condition, which `ones` does not have.
    nonzero: Sets,
    /// The names that the derivation defines, with what they stand for.
    pub(super) defined: FxHashMap<ExprId, ExprId>,
    /// For the variable last asked about, whether each expression depends on it.
    dependence: (Option<ExprId>, Vec<bool>),
    /// The first symbol that there was a derivative by, and for each expression the conditions of that derivative; and those
    /// by other symbols.
    first: Option<ExprId>,
    derivatives: Sets,
    other_derivatives: FxHashMap<(ExprId, ExprId), SetId>,
    /// Memory for walking, empty between walks.
    open: Vec<ExprId>,
    open_factors: Vec<ExprId>,
    /// How many expressions were looked at, those for ranges apart.
    looked_at: u64,
}

impl<'a> Conditions<'a> {
    pub(super) fn new(store: &'a Store, derivation: &'a Derivation) -> Conditions<'a> {
        let mut ranges = Ranges::new(store, &derivation.assumptions);
        ranges.look_for_contradiction(&derivation.assumptions);
        Conditions {
            store,
            derivation,
            ranges,
            sets: vec![Set::Empty],
            ones: FxHashMap::default(),
            failing: FxHashSet::default(),
            unions: vec![(SetId::EMPTY, SetId::EMPTY)],
            domains: Sets::new(store.len()),
            nonzero: Sets::new(store.len()),
            defined: derivation.definitions.iter().copied().collect(),
            dependence: (None, Vec::new()),
            first: None,
            derivatives: Sets::new(store.len()),
            other_derivatives: FxHashMap::default(),
            open: Vec::new(),
            open_factors: Vec::new(),
            looked_at: 0,
        }
    }

    /// How much was done so far: expressions looked at, sets made, and work with ranges.
    pub(super) fn work(&self) -> u64 {
        self.looked_at + self.sets.len() as u64 + self.ranges.work()
    }

    /// Whether the assumptions are known to contradict each other.
    pub(super) fn inconsistent(&self) -> bool {
        self.ranges.inconsistent()
    }

    /// The conditions of both sets. The same union asked for again may be another set of the same conditions, so that there are
    /// as many sets as questions at most.
    #[inline]
    pub(super) fn union(&mut self, a: SetId, b: SetId) -> SetId {
        if a == b || b == SetId::EMPTY {
            return a;
        }
        self.joined(a, b)
    }

    fn joined(&mut self, a: SetId, b: SetId) -> SetId {
        let (older, newer) = if a.0 <= b.0 { (a, b) } else { (b, a) };
        if older == newer || older == SetId::EMPTY {
            return newer;
        }
        if let Set::Union(x, y) = self.sets[newer.0 as usize]
            && (x == older || y == older)
        {
            return newer;
        }
        let (with, known) = self.unions[newer.0 as usize];
        if with == older {
            return known;
        }
        let id = self.push(Set::Union(older, newer));
        self.unions[newer.0 as usize] = (older, id);
        id
    }

    fn push(&mut self, set: Set) -> SetId {
        self.sets.push(set);
        self.unions.push((SetId::EMPTY, SetId::EMPTY));
        SetId(self.sets.len() as u32 - 1)
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
    pub(super) fn one(&mut self, condition: Condition) -> SetId {
        let Condition { left, relation, right } = condition;
        if relation == Relation::NotEqual && right == Store::ZERO && factors(self.store, left).is_none() {
            return self.nonzero(left); // the same condition, kept in a table
        }
        if let Some(&known) = self.ones.get(&condition) {
            return known;
        }
        let id = self.decided(condition);
        self.ones.insert(condition, id);
        id
    }

    /// As [`Conditions::one`], without looking whether it was asked before.
    fn decided(&mut self, condition: Condition) -> SetId {
        let decided = self.ranges.decide(condition);
        let fails = condition.left == condition.right && self.store.node(condition.left) == Node::Undefined;
        if decided == Some(false) || fails {
            self.failing.insert(condition);
        }
        if decided == Some(true) { SetId::EMPTY } else { self.push(Set::One(condition)) }
    }

    /// Whether a condition is known to fail wherever the assumptions hold.
    pub(super) fn fails(&mut self, condition: Condition) -> bool {
        self.one(condition);
        self.failing.contains(&condition)
    }

    /// The conditions of a set, each once, in the order of their expressions; and whether one of them is known to fail.
    pub(super) fn list(&self, set: SetId) -> (Vec<Condition>, bool) {
        if let Set::Empty = self.sets[set.0 as usize] {
            return (Vec::new(), false);
        }
        let (mut few, mut seen) = (0u128, FxHashSet::default());
        let mut is_new = |id: SetId| {
            let bit = 1u128.checked_shl(id.0).unwrap_or(0);
            let known = few & bit != 0;
            few |= bit;
            if bit == 0 { seen.insert(id) } else { !known }
        };
        let mut found = Vec::new();
        let mut open = vec![set];
        while let Some(id) = open.pop() {
            if !is_new(id) {
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
        if !self.store.has_derivatives() {
            return; // none of them is asked for
        }
        match (*self.first.get_or_insert(by) == by, self.derivatives.get(of)) {
            (true, None) => self.derivatives.set(of, set),
            (true, Some(_)) => {}
            (false, _) => _ = self.other_derivatives.entry((of, by)).or_insert(set),
        }
    }

    fn derivative(&self, of: ExprId, by: ExprId) -> Option<SetId> {
        match self.first == Some(by) {
            true => self.derivatives.get(of),
            false => self.other_derivatives.get(&(of, by)).copied(),
        }
    }

    /// Whether a symbol may be differentiated by: it is a symbol and no defined name.
    pub(super) fn is_variable(&self, by: ExprId) -> bool {
        matches!(self.store.node(by), Node::Symbol(_)) && !self.defined.contains_key(&by)
    }

    /// Whether the derivation defines `name` as `body`.
    pub(super) fn defines(&self, name: ExprId, body: ExprId) -> bool {
        self.defined.get(&name) == Some(&body)
    }

    /// Whether the value of `expr` may change with the symbol `by`. A defined name counts as depending on everything.
    pub(super) fn depends(&mut self, expr: ExprId, by: ExprId) -> bool {
        match self.store.node(expr) {
            Node::Number(_) | Node::Constant(_) => return false,
            Node::Symbol(_) => return expr == by || self.defined.contains_key(&expr),
            _ => {} // whatever has parts
        }
        if self.dependence.0 != Some(by) {
            let mut depends = vec![false; self.store.len()];
            depends[by.index()] = true;
            for name in self.defined.keys() {
                depends[name.index()] = true;
            }
            for index in 0..depends.len() {
                let (first, second) = self.store.node(ExprId(index as u32)).pair();
                let of = |part: Option<ExprId>| part.is_some_and(|part| depends[part.index()]);
                depends[index] = depends[index] || of(first) || of(second);
            }
            self.dependence = (Some(by), depends);
        }
        self.dependence.1[expr.index()]
    }

    /// The conditions under which `expr` is defined, those of its parts included.
    pub(super) fn domain(&mut self, expr: ExprId) -> SetId {
        if let Some(known) = self.domains.get(expr) {
            return known;
        }
        if let Some(set) = self.domain_over_known(expr) {
            return set;
        }
        let mut open = std::mem::take(&mut self.open);
        open.push(expr);
        while let Some(&id) = open.last() {
            self.looked_at += 1;
            if self.domains.get(id).is_some() {
                open.pop();
                continue;
            }
            let before = open.len();
            if let Node::Cases(..) = self.store.node(id) {
                let (parts, _) = self.decisive_parts(id);
                open.extend(parts.iter().filter(|&&part| self.domains.get(part).is_none()));
                if open.len() == before {
                    let set = self.cases_domain(id, &parts);
                    self.domains.set(id, set);
                    open.pop();
                }
                continue;
            }
            let (first, second) = match self.store.node(id) {
                node if is_opaque(node) => (None, None),
                Node::Symbol(_) => (self.defined.get(&id).copied(), None), // a name is defined where its body is
                node => node.pair(),
            };
            let unknown = |part: Option<ExprId>| part.filter(|&part| self.domains.get(part).is_none());
            let (open_first, open_second) = (unknown(first), unknown(second));
            if let Some(part) = open_first {
                open.push(part);
            }
            if let Some(part) = open_second {
                open.push(part);
            }
            if open.len() > before {
                continue;
            }
            let mut set = self.own(id);
            for part in first.into_iter().chain(second) {
                let more = self.domains.get(part).unwrap_or(SetId::EMPTY);
                set = self.union(set, more);
            }
            self.domains.set(id, set);
            open.pop();
        }
        self.open = open;
        self.domains.get(expr).unwrap_or(SetId::EMPTY)
    }

    /// As [`Conditions::domain`], where those of the parts are known; they alone count, as the node is neither a name nor
    /// cases or the like.
    fn domain_over_known(&mut self, expr: ExprId) -> Option<SetId> {
        let node = self.store.node(expr);
        if is_opaque(node) || matches!(node, Node::Symbol(_)) {
            return None;
        }
        let (first, second) = node.pair();
        let known = |part: Option<ExprId>| part.map_or(Some(SetId::EMPTY), |part| self.domains.get(part));
        let (first, second) = known(first).zip(known(second))?;
        self.looked_at += 1;
        let own = match node {
            Node::Neg(_) | Node::Add(..) | Node::Sub(..) | Node::Mul(..) => SetId::EMPTY, // defined where the parts are
            _ => self.own(expr),                                                          // as every other node
        };
        let with_first = self.union(own, first);
        let set = self.union(with_first, second);
        self.domains.set(expr, set);
        Some(set)
    }

    /// The conditions under which a node is defined when its parts are.
    pub(super) fn own(&mut self, id: ExprId) -> SetId {
        match self.store.node(id) {
            Node::Div(_, below) => self.nonzero(below),
            Node::Pow(base, exponent) => self.power(base, exponent),
            Node::Call(function, a) => {
                let mut set = SetId::EMPTY;
                for bounded in expr::domain(function) {
                    let left = bounded.of.map_or(Some(a), |f| self.store.find(Node::Call(f, a)));
                    let more = match left.zip(bound(bounded.bound)) {
                        Some((left, right)) => self.one(Condition { left, relation: bounded.relation, right }),
                        None => self.defined(id),
                    };
                    set = self.union(set, more);
                }
                set
            }
            Node::Call2(function, ..) if function.row().domain.is_empty() => SetId::EMPTY,
            Node::Derivative(of, by) => match self.derivative(of, by) {
                Some(set) => set,
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

    /// That an expression is not 0: its factors are not, nor the base of an integer power. Each expression is asked once.
    pub(super) fn nonzero(&mut self, expr: ExprId) -> SetId {
        if let Some(known) = self.nonzero.get(expr) {
            return known;
        }
        let mut open = std::mem::take(&mut self.open_factors);
        open.push(expr);
        while let Some(&id) = open.last() {
            self.looked_at += 1;
            let Some((first, second)) = factors(self.store, id) else {
                let set = self.decided(Condition { left: id, relation: Relation::NotEqual, right: Store::ZERO });
                self.nonzero.set(id, set);
                open.pop();
                continue;
            };
            let before = open.len();
            let known = &self.nonzero;
            open.extend([first].into_iter().chain(second).filter(|part| known.get(*part).is_none()));
            if open.len() > before {
                continue;
            }
            let of = |part: ExprId| known.get(part).unwrap_or(SetId::EMPTY);
            let set = self.union(of(first), second.map_or(SetId::EMPTY, of));
            self.nonzero.set(id, set);
            open.pop();
        }
        self.open_factors = open;
        self.nonzero.get(expr).unwrap_or(SetId::EMPTY)
    }

    /// `t = t`: that t is defined.
    pub(super) fn defined(&mut self, id: ExprId) -> SetId {
        self.one(Condition { left: id, relation: Relation::Equal, right: id })
    }

    /// That a power is defined when its parts are.
    fn power(&mut self, base: ExprId, exponent: ExprId) -> SetId {
        let relation = match expr::exponent(self.store, exponent).base() {
            Base::Any => return SetId::EMPTY,
            Base::NotZero => return self.nonzero(base),
            Base::FromZero => Relation::GreaterEqual,
            Base::Positive => Relation::Greater,
        };
        self.one(Condition { left: base, relation, right: Store::ZERO })
    }

    /// A rule's condition under a substitution, if the store has both sides.
    pub(super) fn instance(
        &mut self,
        a: &Pattern,
        relation: Relation,
        b: &Pattern,
        values: &[ExprId],
    ) -> Option<SetId> {
        let (left, right) = (a.find(self.store, values)?, b.find(self.store, values)?);
        Some(self.one(Condition { left, relation, right }))
    }

    /// What a set's conditions and the assumptions lack to describe an open set in the symbol `by`: that sides differ
    /// which may only not be less or greater. `None` if they may describe no open set even so. Open are strict comparisons
    /// of continuous expressions, and conditions that `by` does not occur in.
    pub(super) fn opened(&mut self, set: SetId, by: ExprId) -> Option<SetId> {
        let (mut conditions, _) = self.list(set);
        conditions.extend(&self.derivation.assumptions);
        let mut lacking = SetId::EMPTY;
        for Condition { left, relation, right } in conditions {
            if ![left, right].iter().any(|&side| self.depends(side, by)) {
                continue;
            }
            if !(self.is_continuous(left) && self.is_continuous(right)) {
                return None;
            }
            match relation {
                Relation::Less | Relation::Greater | Relation::NotEqual => {}
                Relation::LessEqual | Relation::GreaterEqual => {
                    let apart = self.apart(left, right);
                    lacking = self.union(lacking, apart);
                }
                Relation::Equal => return None,
            }
        }
        Some(lacking)
    }
}

/// What all must differ from 0 for a product, or what is 0 only where its one part is, to differ from 0.
fn factors(store: &Store, id: ExprId) -> Option<(ExprId, Option<ExprId>)> {
    match store.node(id) {
        Node::Neg(a) | Node::Div(a, _) => Some((a, None)),
        Node::Mul(a, b) => Some((a, Some(b))),
        Node::Call(f, a) if f.row().name == "abs" => Some((a, None)),
        Node::Pow(a, n) if expr::exponent(store, n).keeps_zeros() => Some((a, None)),
        _ => None, // no product
    }
}

/// Nodes whose definedness is not that of all their parts.
fn is_opaque(node: Node) -> bool {
    matches!(node, Node::Cases(..) | Node::Branch(..) | Node::Derivative(..) | Node::Undefined)
}

/// How a function's argument compares with bounds wherever the function is defined.
pub(crate) fn bounds_of_argument(function: expr::FunctionId) -> impl Iterator<Item = (Relation, ExprId)> {
    let bounds = expr::domain(function).iter().filter(|bounded| bounded.of.is_none());
    bounds.filter_map(|bounded| Some((bounded.relation, bound(bounded.bound)?)))
}

/// The node of a domain's bound, which every store has.
fn bound(value: i64) -> Option<ExprId> {
    match value {
        0 => Some(Store::ZERO),
        1 => Some(Store::ONE),
        -1 => Some(Store::MINUS_ONE),
        _ => None, // no row has another bound
    }
}
