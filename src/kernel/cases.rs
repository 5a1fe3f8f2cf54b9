//! The derivative of cases: branch by branch, away from the borders of their conditions.
//!
//! Where the sides of each comparison are continuous and different, every condition keeps its truth around the
//! point, so the cases are the chosen branch there and have its slope.

use super::check::{Checked, Checker};
use super::conditions::SetId;
use super::refusal::RefusalKind;
use crate::expr::{ExprId, Node};
use crate::trace::{Judgement, StepId};

impl Checker<'_> {
    /// The premises are, branch after branch, the derivatives of the sides of the comparisons that depend on the
    /// variable, in the order in which the condition is written, and then of the branch's value.
    pub(super) fn cases(&mut self, judgement: Judgement, premises: &[StepId]) -> Checked {
        let Judgement::Derivative { of, by, is } = judgement else { return Err(RefusalKind::WrongJudgement) };
        let mut premises = premises.iter().copied();
        let mut set = self.conditions.domain(of);
        let (mut left, mut right) = (of, is);
        while let (Node::Cases(branch, rest), Node::Cases(taken, others)) =
            (self.store.node(left), self.store.node(right))
        {
            let (Node::Branch(when, value), Node::Branch(then, slope)) =
                (self.store.node(branch), self.store.node(taken))
            else {
                return Err(RefusalKind::WrongRight);
            };
            let tested = self.conditions_of(when, then, by, &mut premises)?;
            let sloped = self.slope(value, by, Some(slope), &mut premises)?;
            let more = self.conditions.union(tested, sloped);
            set = self.conditions.union(set, more);
            (left, right) = (rest, others);
        }
        if left == of || left != right || self.store.node(left) != Node::Undefined {
            return Err(RefusalKind::WrongRight);
        }
        if premises.next().is_some() { Err(RefusalKind::PremiseCount) } else { Ok(set) }
    }

    /// Puts the conditions and values of two cases with equally many branches side by side for comparison;
    /// the set says that one of the branches holds.
    pub(super) fn paired(&mut self, left: ExprId, right: ExprId, open: &mut Vec<(ExprId, ExprId)>) -> Checked {
        let (mut a, mut b) = (left, right);
        while let (Node::Cases(branch, rest), Node::Cases(other, others)) = (self.store.node(a), self.store.node(b)) {
            let (Node::Branch(when, value), Node::Branch(then, result)) =
                (self.store.node(branch), self.store.node(other))
            else {
                return Err(RefusalKind::WrongRight);
            };
            open.extend([(value, result), (when, then)]);
            (a, b) = (rest, others);
        }
        if a != b {
            return Err(RefusalKind::WrongRight);
        }
        Ok(self.conditions.chosen(left))
    }

    /// That a condition keeps its truth around the point, and that `then` says the same as `when` there:
    /// the same comparisons, strict where `when` allows equality.
    fn conditions_of(
        &mut self,
        when: ExprId,
        then: ExprId,
        by: ExprId,
        premises: &mut impl Iterator<Item = StepId>,
    ) -> Checked {
        let mut set = self.conditions.domain(when);
        let mut open = vec![(when, then)];
        while let Some((a, b)) = open.pop() {
            match (self.store.node(a), self.store.node(b)) {
                (Node::Always, Node::Always) => {}
                (Node::And(p, q), Node::And(r, s)) | (Node::Or(p, q), Node::Or(r, s)) => open.extend([(q, s), (p, r)]),
                (Node::Compare(relation, l, r), Node::Compare(other, x, y)) if (l, r) == (x, y) => {
                    let sides = [l, r].into_iter().filter(|&side| self.conditions.depends(side, by));
                    let sides: Vec<ExprId> = sides.collect();
                    if other != relation && (other != relation.strict() || sides.is_empty()) {
                        return Err(RefusalKind::WrongRight);
                    }
                    for &side in &sides {
                        let continuous = self.slope(side, by, None, premises)?;
                        set = self.conditions.union(set, continuous);
                    }
                    if !sides.is_empty() {
                        let apart = self.conditions.apart(l, r);
                        set = self.conditions.union(set, apart);
                    }
                }
                _ => return Err(RefusalKind::WrongRight), // not the same condition
            }
        }
        Ok(set)
    }

    /// The next premise is the derivative of `of`, and is `is` if that is asked for.
    fn slope(
        &mut self,
        of: ExprId,
        by: ExprId,
        is: Option<ExprId>,
        premises: &mut impl Iterator<Item = StepId>,
    ) -> Result<SetId, RefusalKind> {
        let premise = premises.next().ok_or(RefusalKind::PremiseCount)?;
        match self.derivation.step(premise).judgement {
            Judgement::Derivative { of: found, by: with, is: slope }
                if (found, with) == (of, by) && is.is_none_or(|is| is == slope) =>
            {
                Ok(self.sets[premise.0 as usize])
            }
            Judgement::Derivative { .. } | Judgement::NthDerivative { .. } | Judgement::Equal { .. } => {
                Err(RefusalKind::WrongPremise)
            }
        }
    }
}
