//! Proofs.

use super::Limits;
use crate::expr::{ExprId, Store};
use crate::trace::{Derivation, Judgement, Reason, StepId};

/// How far a proof came.
pub(super) struct Proved {
    /// The step that concludes that both sides are equal.
    pub(super) step: Option<StepId>,
    /// Whether a limit stopped the work.
    pub(super) out_of_budget: bool,
}

/// Proves that both sides, in which no derivative stands, are equal.
pub(super) fn prove(
    store: &mut Store,
    derivation: &mut Derivation,
    sides: (ExprId, ExprId),
    limits: &Limits,
) -> Proved {
    let _ = limits;
    let out_of_budget = match crate::algebra::equal_by(store, sides.0, sides.1, &[]) {
        Ok(compared) if compared.equal => {
            let judgement = Judgement::Equal { left: sides.0, right: sides.1 };
            let step = derivation.push(judgement, Reason::Reduction, &[], &[]);
            return Proved { step: Some(step), out_of_budget: false };
        }
        Ok(_) => false,
        Err(refused) => refused == crate::algebra::Refused::OutOfBudget,
    };
    Proved { step: None, out_of_budget }
}
