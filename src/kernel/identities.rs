//! Identities by replacing kernels, and by comparing logarithms.

use super::check::{Checked, Checker};
use super::refusal::RefusalKind;
use crate::algebra::{self, Refused};
use crate::eval;
use crate::expr::{ExprId, Node, Relation, Store};
use crate::theory::Instance;
use crate::trace::{Condition, Judgement, StepId};

impl Checker<'_> {
    /// Both sides are the same rational function when the premises are used as replacements; each must be used.
    pub(super) fn reduction(&mut self, judgement: Judgement, premises: &[StepId]) -> Checked {
        let Judgement::Equal { left, right } = judgement else { return Err(RefusalKind::WrongJudgement) };
        let mut set = self.both(left, right);
        let mut replacements = Vec::with_capacity(premises.len());
        for &premise in premises {
            let Judgement::Equal { left, right } = self.derivation.step(premise).judgement else {
                return Err(RefusalKind::WrongPremise);
            };
            replacements.push((left, right));
            set = self.conditions.union(set, self.sets[premise.0 as usize]);
        }
        match algebra::equal_by(self.store, left, right, &replacements, &mut self.budget) {
            Ok(compared) if !compared.equal => Err(RefusalKind::NotAnIdentity),
            Ok(compared) if compared.used.iter().all(|&used| used) => Ok(set),
            Ok(_) => Err(RefusalKind::PremiseCount),
            Err(refused) => Err(not_compared(refused)),
        }
    }

    /// Both sides have logarithms of the same size and are not negative; or the left side is a logarithm.
    pub(super) fn logarithms(&mut self, left: ExprId, right: ExprId) -> Checked {
        let compared = algebra::compare_logarithms(self.store, left, right, &mut self.budget).map_err(not_compared)?;
        if !compared.equal {
            return Err(RefusalKind::NotAnIdentity);
        }
        let mut set = self.both(left, right);
        for base in compared.bases {
            let more = self.conditions.nonzero(base);
            set = self.conditions.union(set, more);
        }
        if !algebra::is_logarithm(self.store, left) {
            for side in [left, right] {
                let positive = Condition { left: side, relation: Relation::GreaterEqual, right: Store::ZERO };
                let more = self.conditions.one(positive);
                set = self.conditions.union(set, more);
            }
        }
        Ok(set)
    }

    /// Both sides have the same exact value, or the table of functions lists the right side as the left one's value.
    pub(super) fn value(&mut self, left: ExprId, right: ExprId) -> Checked {
        if let Node::Call(function, _) = self.store.node(left) {
            let is = |row: &Instance| row.left.is(self.store, left, &[]) && row.right.is(self.store, right, &[]);
            if self.theory.listed(function).iter().any(is) {
                return Ok(self.both(left, right));
            }
        }
        let value = eval::exact(self.store, left, &[]);
        if value.is_none() || value != eval::exact(self.store, right, &[]) {
            return Err(RefusalKind::WrongNumber);
        }
        Ok(self.both(left, right))
    }

    /// Anything, where nothing is: the assumptions contradict each other, or a condition of the premise fails under them.
    /// The conclusion carries the premise's conditions and so says nothing about numbers.
    pub(super) fn contradiction(&mut self, premises: &[StepId]) -> Checked {
        let &[premise] = premises else { return Err(RefusalKind::PremiseCount) };
        let set = self.sets[premise.0 as usize];
        let (_, fails) = self.conditions.list(set);
        if fails || self.conditions.inconsistent() { Ok(set) } else { Err(RefusalKind::ConditionFails) }
    }

    /// What is assumed throughout: that the sides are equal.
    pub(super) fn assumption(&mut self, left: ExprId, right: ExprId) -> Checked {
        let assumed = Condition { left, relation: Relation::Equal, right };
        if left == right || !self.derivation.assumptions.contains(&assumed) {
            return Err(RefusalKind::ConditionFails);
        }
        Ok(self.both(left, right))
    }
}

fn not_compared(refused: Refused) -> RefusalKind {
    match refused {
        Refused::OutOfBudget => RefusalKind::OutOfBudget,
        Refused::ZeroDenominator | Refused::NotAValue => RefusalKind::NotAnIdentity,
    }
}
