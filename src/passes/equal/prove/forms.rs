//! Expressions as rational functions of independent kernels, for those who look for other forms of them.

use super::slots::Prover;
pub(crate) use super::slots::Replaced;
use super::steps::{Steps, Stop};
use super::{Allowed, MODES, MOST_ATTEMPTS, Mode, Seeds, reduced};
use crate::algebra::{Budget, Fraction, Pool};
use crate::expr::{ExprId, Store};
use crate::passes::equal::Limits;
use crate::trace::{Condition, Derivation, StepId};

/// Expressions read over kernels that are independent but for the relations.
pub(crate) struct Forms {
    /// What each expression is.
    pub(crate) fractions: Vec<Fraction>,
    /// The kernel of each variable.
    pub(crate) kernels: Vec<ExprId>,
    /// The powers of kernels that are something else.
    pub(crate) relations: Vec<Replaced>,
}

/// How functions are read whose argument is no polynomial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// `tanh` and its like stay what they are.
    Closed,
    /// They become what they mean in exponentials.
    Open,
}

/// Reads the expressions over the same kernels.
pub(crate) fn forms(
    store: &mut Store,
    assumed: &[Condition],
    exprs: &[ExprId],
    reading: Reading,
    pool: &Pool,
) -> Option<Forms> {
    let limits = Limits::default();
    let allowed = Allowed { steps: limits.steps, nodes: store.len().saturating_add(limits.nodes), pool };
    let mut seeds = Seeds::default();
    for _ in 0..MOST_ATTEMPTS {
        let mut derivation = Derivation::new(store.brand());
        derivation.assumptions = assumed.to_vec();
        let steps = Steps::new(store, &mut derivation, allowed);
        let mode = Mode { closed: reading == Reading::Closed, ..Mode::default() };
        match Prover::new(steps, mode, &mut seeds, assumed.to_vec()).forms(exprs) {
            Ok(forms) => return Some(forms),
            Err(Stop::Again) => continue,
            Err(Stop::Budget | Stop::Stuck) => return None,
        }
    }
    None
}

/// Concludes that both sides are equal, if that is found.
pub(crate) fn conclude(
    store: &mut Store,
    derivation: &mut Derivation,
    sides: (ExprId, ExprId),
    pool: &Pool,
) -> Option<StepId> {
    let limits = Limits::default();
    let allowed = Allowed { steps: limits.steps, nodes: store.len().saturating_add(limits.nodes), pool };
    reduced(store, derivation, sides, allowed, &MODES[..2]).step
}

impl Prover<'_> {
    fn forms(&mut self, exprs: &[ExprId]) -> Result<Forms, Stop> {
        for &expr in exprs {
            self.need(expr);
        }
        let mut fractions = Vec::with_capacity(exprs.len());
        for &expr in exprs {
            fractions.push(self.read(expr)?);
        }
        let budget: &mut Budget = &mut self.budget();
        for fraction in &mut fractions {
            *fraction = self.normal(fraction.clone(), budget)?;
        }
        Ok(Forms { fractions, kernels: self.kernels(), relations: self.relations() })
    }
}
