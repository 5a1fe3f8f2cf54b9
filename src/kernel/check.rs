//! Checking a derivation step by step. Linear in the steps and the expressions they speak of.

use rustc_hash::{FxHashMap, FxHashSet};

use super::conditions::{Conditions, SetId};
use super::refusal::{Refusal, RefusalKind};
use crate::algebra::{self, tower};
use crate::expr::{self, ExprId, Node, Store};
use crate::theory::{Instance, Theory};
use crate::trace::{Condition, Derivation, Judgement, Reason, Step, StepId};

/// The most terms of a polynomial in a comparison.
const MOST_TERMS: usize = 60_000;

/// A judgement that the kernel has checked, with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Theorem {
    judgement: Judgement,
    assumptions: Vec<Condition>,
    conditions: Vec<Condition>,
    formal: bool,
}

impl Theorem {
    /// What holds.
    pub fn judgement(&self) -> Judgement {
        self.judgement
    }

    /// What was assumed throughout.
    pub fn assumptions(&self) -> &[Condition] {
        &self.assumptions
    }

    /// The conditions that could not be decided from the assumptions and are carried, each once.
    /// `t = t` says that `t` is defined.
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// The same judgement under other assumptions and conditions; only for the kernel's own rules.
    pub(super) fn joined(&self, assumptions: Vec<Condition>, conditions: Vec<Condition>, formal: bool) -> Theorem {
        Theorem { judgement: self.judgement, assumptions, conditions, formal }
    }

    /// Whether the assumptions and conditions are known to hold nowhere, so that the theorem says nothing about numbers.
    pub fn is_formal(&self) -> bool {
        self.formal
    }
}

/// What the kernel made of a derivation: a theorem for each step.
pub struct Theorems<'a> {
    derivation: &'a Derivation,
    conditions: Conditions<'a>,
    sets: Vec<SetId>,
}

impl Theorems<'_> {
    /// How many theorems there are.
    pub fn len(&self) -> usize {
        self.sets.len()
    }

    /// Whether the derivation had no steps.
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// How much the conditions took: a measure of work for tests.
    #[doc(hidden)]
    pub fn work(&self) -> u64 {
        self.conditions.work()
    }

    /// The theorems of all steps, in order. Each lists its own conditions, so this is as long as all the lists together.
    pub fn all(&self) -> impl Iterator<Item = Theorem> {
        (0..self.sets.len()).filter_map(|index| self.theorem(StepId(index as u32)))
    }

    /// The theorem of a step, if the derivation has that step.
    pub fn theorem(&self, step: StepId) -> Option<Theorem> {
        let set = *self.sets.get(step.0 as usize)?;
        let (conditions, formal) = self.conditions.list(set);
        Some(Theorem {
            judgement: self.derivation.step(step).judgement,
            assumptions: self.derivation.assumptions.clone(),
            conditions,
            formal: formal || self.conditions.inconsistent(),
        })
    }
}

/// Checks every step of a derivation and makes its theorems.
///
/// # Errors
/// The first step that is not what its reason allows.
pub fn check<'a>(store: &'a Store, theory: &'a Theory, derivation: &'a Derivation) -> Result<Theorems<'a>, Refusal> {
    let refuse = |kind| Refusal { step: StepId(0), kind };
    if derivation.brand != store.brand() {
        return Err(refuse(RefusalKind::ForeignStore));
    }
    check_definitions(store, derivation).map_err(refuse)?;
    let mut checker = Checker {
        store,
        theory,
        derivation,
        conditions: Conditions::new(store, derivation),
        sets: Vec::with_capacity(derivation.steps.len()),
        budget: algebra::Budget::new(algebra::Budget::OF_A_DERIVATION, MOST_TERMS),
        recurrences: algebra::Budget::new(tower::WORK, tower::MOST_TERMS),
    };
    for (index, step) in derivation.steps.iter().enumerate() {
        let id = StepId(index as u32);
        let set = checker.step(id, step).map_err(|kind| Refusal { step: id, kind })?;
        if let Judgement::Derivative { of, by, .. } = step.judgement {
            // a derivative of higher order is never looked up: a derivative node is one of first order
            checker.conditions.differentiable(of, by, set);
        }
        checker.sets.push(set);
    }
    Ok(Theorems { derivation, conditions: checker.conditions, sets: checker.sets })
}

fn check_definitions(store: &Store, derivation: &Derivation) -> Result<(), RefusalKind> {
    let known = |id: ExprId| id.index() < store.len();
    let ids = derivation.definitions.iter().flat_map(|&(name, body)| [name, body]);
    let sides = derivation.assumptions.iter().flat_map(|c| [c.left, c.right]);
    if !ids.chain(sides.clone()).all(known) {
        return Err(RefusalKind::ForeignExpression);
    }
    let mut reached = vec![false; if derivation.definitions.is_empty() { 0 } else { store.len() }];
    let mut names = FxHashSet::default();
    let mut open: Vec<ExprId> = sides.collect();
    for &(name, body) in &derivation.definitions {
        open.push(body);
        while let Some(id) = open.pop() {
            if !std::mem::replace(&mut reached[id.index()], true) {
                open.extend(store.node(id).children());
            }
        }
        let twice = !names.insert(name);
        if twice || reached[name.index()] || !matches!(store.node(name), Node::Symbol(_)) {
            return Err(RefusalKind::BadDefinition);
        }
    }
    Ok(())
}

pub(super) struct Checker<'a> {
    pub(super) store: &'a Store,
    pub(super) theory: &'a Theory,
    pub(super) derivation: &'a Derivation,
    pub(super) conditions: Conditions<'a>,
    pub(super) sets: Vec<SetId>,
    /// What the comparisons of the derivation may still cost.
    pub(super) budget: algebra::Budget,
    /// What its recurrences may still cost.
    pub(super) recurrences: algebra::Budget,
}

pub(super) type Checked = Result<SetId, RefusalKind>;

impl<'a> Checker<'a> {
    fn step(&mut self, id: StepId, step: &Step) -> Checked {
        let (premises, values) = (self.derivation.premises(step), self.derivation.substitution(step));
        let ids = match step.judgement {
            Judgement::Equal { left, right } => [left, right, right],
            Judgement::Derivative { of, by, is } | Judgement::NthDerivative { of, by, is, .. } => [of, by, is],
        };
        let is_foreign = |id: &ExprId| id.index() >= self.store.len();
        if ids.iter().any(is_foreign) || values.iter().any(is_foreign) {
            return Err(RefusalKind::ForeignExpression);
        }
        if premises.iter().any(|premise| premise.0 >= id.0) {
            return Err(RefusalKind::LatePremise);
        }
        if let Judgement::Derivative { by, .. } | Judgement::NthDerivative { by, .. } = step.judgement
            && !self.conditions.is_variable(by)
        {
            return Err(RefusalKind::NotConstant);
        }
        match step.reason {
            Reason::Rule(instance) => {
                let instance = self.theory.instance(instance).ok_or(RefusalKind::UnknownRule)?;
                self.rule(instance, step.judgement, premises, values)
            }
            Reason::Meaning(function) => {
                let instance = self.theory.meaning(function).ok_or(RefusalKind::UnknownRule)?;
                self.rule(instance, step.judgement, premises, values)
            }
            Reason::Parity(function) => {
                let instance = self.theory.parity(function).ok_or(RefusalKind::UnknownRule)?;
                self.rule(instance, step.judgement, premises, values)
            }
            Reason::Reduction => self.reduction(step.judgement, premises),
            Reason::Substitution => self.substitution(step.judgement, premises),
            Reason::Symmetry => self.symmetry(step.judgement, premises),
            Reason::Transitivity => self.transitivity(step.judgement, premises),
            Reason::Locality => self.locality(step.judgement, premises),
            Reason::Cases => self.cases(step.judgement, premises),
            Reason::Algebra => self.algebra(step.judgement, premises, values),
            Reason::Contradiction | Reason::Uniqueness => match (step.judgement, step.reason) {
                (Judgement::Equal { .. }, Reason::Contradiction) => self.contradiction(premises),
                (Judgement::Equal { left, right }, _) => self.uniqueness(left, right, premises, values),
                (Judgement::Derivative { .. } | Judgement::NthDerivative { .. }, _) => Err(RefusalKind::WrongJudgement),
            },
            Reason::Recurrence => self.recurrence(step.judgement, premises, values),
            Reason::Constant
            | Reason::Identity
            | Reason::Definition
            | Reason::Logarithms
            | Reason::Arithmetic
            | Reason::Value
            | Reason::Assumption
            | Reason::Branch => {
                if !premises.is_empty() {
                    return Err(RefusalKind::PremiseCount);
                }
                self.axiom(step)
            }
        }
    }

    /// The reasons without premises.
    fn axiom(&mut self, step: &Step) -> Checked {
        match (step.reason, step.judgement) {
            (Reason::Constant, Judgement::Derivative { of, by, is }) => {
                if is != Store::ZERO || self.conditions.depends(of, by) {
                    return Err(RefusalKind::NotConstant);
                }
                Ok(self.conditions.domain(of))
            }
            (Reason::Identity, Judgement::Derivative { of, by, is }) => {
                if of != by || is != Store::ONE {
                    return Err(RefusalKind::WrongRight);
                }
                Ok(SetId::EMPTY)
            }
            (Reason::Definition, Judgement::Equal { left, right }) => {
                if !self.conditions.defines(left, right) {
                    return Err(RefusalKind::WrongRight);
                }
                Ok(self.conditions.domain(right))
            }
            (Reason::Arithmetic, Judgement::Equal { left, right }) => {
                let value = algebra::rational(self.store, left);
                if value.is_none() || value != algebra::rational(self.store, right) {
                    return Err(RefusalKind::WrongNumber);
                }
                Ok(SetId::EMPTY)
            }
            (Reason::Value, Judgement::Equal { left, right }) => self.value(left, right),
            (Reason::Assumption, Judgement::Equal { left, right }) => self.assumption(left, right),
            (Reason::Logarithms, Judgement::Equal { left, right }) => self.logarithms(left, right),
            (Reason::Branch, Judgement::Equal { left, right }) => {
                self.conditions.branch(left, right).ok_or(RefusalKind::ConditionFails)
            }
            _ => Err(RefusalKind::WrongJudgement), // an axiom with the other kind of judgement
        }
    }

    /// The two sides differ by a combination of the premises' differences, whose coefficients are the values;
    /// without premises they are the same rational function.
    fn algebra(&mut self, judgement: Judgement, premises: &[StepId], values: &[ExprId]) -> Checked {
        let Judgement::Equal { left, right } = judgement else { return Err(RefusalKind::WrongJudgement) };
        if values.len() != premises.len() {
            return Err(RefusalKind::WrongSubstitution);
        }
        let mut set = self.both(left, right);
        let mut relations = Vec::with_capacity(premises.len());
        for (&premise, &coefficient) in premises.iter().zip(values) {
            let Judgement::Equal { left, right } = self.derivation.step(premise).judgement else {
                return Err(RefusalKind::WrongPremise);
            };
            relations.push((coefficient, left, right));
            let defined = self.conditions.domain(coefficient);
            let more = self.conditions.union(defined, self.sets[premise.0 as usize]);
            set = self.conditions.union(set, more);
        }
        match algebra::equal_modulo(self.store, left, right, &relations) {
            Ok(true) => Ok(set),
            Ok(false) | Err(_) => Err(RefusalKind::NotAnIdentity),
        }
    }

    pub(super) fn both(&mut self, left: ExprId, right: ExprId) -> SetId {
        let (a, b) = (self.conditions.domain(left), self.conditions.domain(right));
        self.conditions.union(a, b)
    }

    fn rule(&mut self, rule: &Instance, judgement: Judgement, premises: &[StepId], values: &[ExprId]) -> Checked {
        if values.len() != rule.slots {
            return Err(RefusalKind::WrongSubstitution);
        }
        let (left, right, by) = match (rule.kind, judgement) {
            (crate::rules::Kind::Identity, Judgement::Equal { left, right }) => (left, right, None),
            (crate::rules::Kind::Calculus, Judgement::Derivative { of, by, is }) => (of, is, Some(by)),
            (crate::rules::Kind::Calculus, Judgement::Equal { left, right }) => match self.store.node(left) {
                Node::Derivative(of, by) if self.conditions.is_variable(by) => (of, right, Some(by)),
                _ => return Err(RefusalKind::WrongJudgement), // an equality that is not about a derivative
            },
            (crate::rules::Kind::Identity, Judgement::Derivative { .. }) | (_, Judgement::NthDerivative { .. }) => {
                return Err(RefusalKind::WrongJudgement);
            }
        };
        if !rule.left.is(self.store, left, values) {
            return Err(RefusalKind::WrongLeft);
        }
        if !rule.right.is(self.store, right, values) {
            return Err(RefusalKind::WrongRight);
        }
        self.numbers(rule, values)?;
        let mut set = self.both(left, right);
        set = self.premises(rule, by, premises, values, set)?;
        for (a, relation, b) in &rule.conditions {
            let found = self.conditions.instance(a, *relation, b, values).ok_or(RefusalKind::WrongSubstitution)?;
            set = self.conditions.union(set, found);
        }
        Ok(set)
    }

    fn numbers(&self, rule: &Instance, values: &[ExprId]) -> Result<(), RefusalKind> {
        let value = |slot: usize| expr::constant(self.store, values[slot]);
        if let Some((m, n, shift)) = rule.number {
            let (Some(m), Some(n)) = (value(m), value(n)) else { return Err(RefusalKind::WrongNumber) };
            if m != n.add(&shift.into()) {
                return Err(RefusalKind::WrongNumber);
            }
        }
        match rule.integer.map(value) {
            Some(Some(n)) if n.is_integer() => Ok(()),
            None => Ok(()),
            Some(_) => Err(RefusalKind::WrongNumber),
        }
    }

    /// Each premise gives the derivative of a slot's value. Where the derivative itself is left standing
    /// in the conclusion, the premise shows that there is one.
    fn premises(
        &mut self,
        rule: &Instance,
        by: Option<ExprId>,
        premises: &[StepId],
        values: &[ExprId],
        mut set: SetId,
    ) -> Checked {
        if premises.len() != rule.premises.len() {
            return Err(RefusalKind::PremiseCount);
        }
        for (needed, &premise) in rule.premises.iter().zip(premises) {
            let Judgement::Derivative { of, by: premise_by, is } = self.derivation.step(premise).judgement else {
                return Err(RefusalKind::WrongPremise);
            };
            let open = || {
                needed.slot.is_some_and(|slot| {
                    self.store.node(values[slot]) == Node::Derivative(of, premise_by)
                        && needed.is.is(self.store, values[slot], values)
                })
            };
            if values[needed.of] != of || Some(premise_by) != by || !(needed.is.is(self.store, is, values) || open()) {
                return Err(RefusalKind::WrongPremise);
            }
            set = self.conditions.union(set, self.sets[premise.0 as usize]);
        }
        Ok(set)
    }

    fn symmetry(&mut self, judgement: Judgement, premises: &[StepId]) -> Checked {
        let &[premise] = premises else { return Err(RefusalKind::PremiseCount) };
        let Judgement::Equal { left, right } = judgement else { return Err(RefusalKind::WrongJudgement) };
        if self.derivation.step(premise).judgement != (Judgement::Equal { left: right, right: left }) {
            return Err(RefusalKind::WrongPremise);
        }
        Ok(self.sets[premise.0 as usize])
    }

    fn transitivity(&mut self, judgement: Judgement, premises: &[StepId]) -> Checked {
        let &[first, second] = premises else { return Err(RefusalKind::PremiseCount) };
        let Judgement::Equal { left: middle, right: end } = self.derivation.step(second).judgement else {
            return Err(RefusalKind::WrongPremise);
        };
        let (about, is) = said(self.derivation.step(first).judgement);
        let (asked, right) = said(judgement);
        if about != asked || is != middle {
            return Err(RefusalKind::WrongPremise);
        }
        if right != end {
            return Err(RefusalKind::WrongRight);
        }
        let start = self.conditions.without_defined(self.sets[first.0 as usize], middle);
        Ok(self.conditions.union(start, self.sets[second.0 as usize]))
    }

    /// Walks both sides together; wherever they differ in kind or part, a premise must say that they are equal.
    /// A derivative's function is never entered: being equal at a point says nothing about slopes.
    fn substitution(&mut self, judgement: Judgement, premises: &[StepId]) -> Checked {
        let Judgement::Equal { left, right } = judgement else { return Err(RefusalKind::WrongJudgement) };
        let mut used = vec![false; premises.len()];
        let mut at: FxHashMap<Judgement, usize> = FxHashMap::default();
        for (index, &premise) in premises.iter().enumerate() {
            at.entry(self.derivation.step(premise).judgement).or_insert(index);
        }
        let mut seen = FxHashSet::default();
        let mut open = vec![(left, right)];
        let mut set = SetId::EMPTY;
        while let Some((a, b)) = open.pop() {
            if !seen.insert((a, b)) {
                continue;
            }
            let node = self.store.node(a);
            let slope = match node {
                Node::Derivative(of, by) => at.get(&Judgement::Derivative { of, by, is: b }),
                _ => None, // a premise about a derivative speaks of a derivative
            };
            let premise = at.get(&Judgement::Equal { left: a, right: b }).or(slope).copied();
            let more = if let Some(index) = premise {
                used[index] = true;
                self.sets[premises[index].0 as usize]
            } else if a == b {
                self.conditions.domain(a)
            } else if let (Node::Cases(..), Node::Cases(..)) = (node, self.store.node(b)) {
                self.paired(a, b, &mut open)?
            } else {
                let other = self.store.node(b);
                let same_kind = node.with_children(a, a) == other.with_children(a, a) && node.children().count() > 0;
                if !same_kind || matches!(node, Node::Derivative(..)) {
                    return Err(RefusalKind::WrongRight);
                }
                open.extend(node.children().zip(other.children()));
                // equal exponents may be read differently: `z^n` needs `z > 0` even where `n` is 2
                let (own, others) = (self.conditions.own(a), self.conditions.own(b));
                self.conditions.union(own, others)
            };
            set = self.conditions.union(set, more);
        }
        if used.iter().all(|&used| used) { Ok(set) } else { Err(RefusalKind::PremiseCount) }
    }

    fn locality(&mut self, judgement: Judgement, premises: &[StepId]) -> Checked {
        let &[equality, slope] = premises else { return Err(RefusalKind::PremiseCount) };
        let Judgement::Derivative { of, by, is } = judgement else { return Err(RefusalKind::WrongJudgement) };
        let other = match self.derivation.step(equality).judgement {
            Judgement::Equal { left, right } if left == of => right,
            Judgement::Equal { .. } | Judgement::Derivative { .. } | Judgement::NthDerivative { .. } => {
                return Err(RefusalKind::WrongPremise);
            }
        };
        if self.derivation.step(slope).judgement != (Judgement::Derivative { of: other, by, is }) {
            return Err(RefusalKind::WrongPremise);
        }
        let set = self.sets[equality.0 as usize];
        let lacking = self.conditions.opened(set, by).ok_or(RefusalKind::NotOpen)?;
        let open = self.conditions.union(set, lacking);
        Ok(self.conditions.union(open, self.sets[slope.0 as usize]))
    }
}

/// What a judgement speaks of, an expression or its derivative of some order by a symbol; and what it says that this is.
fn said(judgement: Judgement) -> ((ExprId, Option<(ExprId, u32)>), ExprId) {
    match judgement {
        Judgement::Equal { left, right } => ((left, None), right),
        Judgement::Derivative { of, by, is } => ((of, Some((by, 1))), is),
        Judgement::NthDerivative { of, by, order, is } => ((of, Some((by, order))), is),
    }
}
