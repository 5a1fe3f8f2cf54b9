//! Derivatives of higher order by a recurrence, without the derivatives between.
//!
//! Let `k' = P(k)` for generators `k` on an open set, each `P` being a polynomial in the generators whose coefficients are
//! free of the variable. A polynomial `Q(k)` then has the derivative `D(Q)(k)` there, where `D(Q)` is the sum of `dQ/dk*P`
//! over the generators. As the set is open and `D(Q)` is a polynomial again, this holds for it as well: the derivative of
//! order `n` is `D^n(Q)(k)`. (Bronstein, Symbolic Integration I, section 3.1.)

use super::check::{Checked, Checker};
use super::refusal::RefusalKind;
use crate::algebra::tower::{Reader, Sum, Tower, Unread};
use crate::expr::ExprId;
use crate::trace::{Judgement, StepId};

impl Checker<'_> {
    /// The generators are the values, and the premises are their first derivatives, in order.
    pub(super) fn recurrence(&mut self, judgement: Judgement, premises: &[StepId], generators: &[ExprId]) -> Checked {
        let Judgement::NthDerivative { of, by, order, is } = judgement else {
            return Err(RefusalKind::WrongJudgement);
        };
        let twice = (1..generators.len()).any(|at| generators[..at].contains(&generators[at]));
        if order == 0 || twice {
            return Err(RefusalKind::WrongSubstitution);
        }
        if premises.len() != generators.len() {
            return Err(RefusalKind::PremiseCount);
        }
        let mut firsts = Vec::with_capacity(premises.len());
        let mut within = self.both(of, is);
        for (&premise, &generator) in premises.iter().zip(generators) {
            match self.derivation.step(premise).judgement {
                Judgement::Derivative { of, by: with, is } if of == generator && with == by => firsts.push(is),
                Judgement::Derivative { .. } | Judgement::NthDerivative { .. } | Judgement::Equal { .. } => {
                    return Err(RefusalKind::WrongPremise);
                }
            }
            within = self.conditions.union(within, self.sets[premise.0 as usize]);
        }
        let lacking = self.conditions.opened(within, by).ok_or(RefusalKind::NotOpen)?;
        self.iterated(generators, &firsts, (of, by, order), is)?;
        Ok(self.conditions.union(within, lacking))
    }

    /// That `order` applications of the derivation, which sends generators to their first derivatives, lead to `is`.
    fn iterated(
        &mut self,
        generators: &[ExprId],
        firsts: &[ExprId],
        (of, by, order): (ExprId, ExprId, u32),
        is: ExprId,
    ) -> Result<(), RefusalKind> {
        let (conditions, budget) = (&mut self.conditions, &mut self.recurrences);
        let mut is_constant = |id| !conditions.depends(id, by);
        let mut reader = Reader::new(self.store, generators, &mut is_constant).map_err(unread)?;
        let mut read = |expr| reader.read(expr, budget).map_err(unread);
        let firsts = firsts.iter().map(|&first| read(first)).collect::<Result<Vec<Sum>, RefusalKind>>()?;
        let (of, is) = (read(of)?, read(is)?);
        let tower = Tower::new(&firsts, budget).map_err(|_| RefusalKind::OutOfBudget)?;
        match tower.derivative(&of, order, budget) {
            Ok(found) if found == is => Ok(()),
            Ok(_) => Err(RefusalKind::NotAnIdentity),
            Err(_) => Err(RefusalKind::OutOfBudget),
        }
    }
}

fn unread(unread: Unread) -> RefusalKind {
    match unread {
        Unread::NoPolynomial => RefusalKind::NoPolynomial,
        Unread::OutOfBudget => RefusalKind::OutOfBudget,
    }
}
