//! A proof that was found: the theorem on everything, and what is said of it.

use super::points::{self, Sampled};
use super::{FIRST_BITS, Limits, Proof, Verdict};
use crate::expr::Store;
use crate::kernel::{self, Theorem};
use crate::theory::Theory;
use crate::trace::{Condition, Derivation, StepId};

/// A theorem with the derivations that it was made from, one for each cell.
pub(super) struct Argument {
    pub(super) theorem: Theorem,
    pub(super) cells: Vec<(Derivation, StepId)>,
}

impl Argument {
    /// Whether a condition of the theorem fails at one of these points.
    pub(super) fn leaves_out(&self, store: &Store, points: &[points::Candidate]) -> bool {
        let fails = |point: &points::Candidate| {
            let holds = |&c: &Condition| kernel::holds_at(store, c, &point.values, FIRST_BITS);
            self.theorem.conditions().iter().any(|c| holds(c) == Some(false))
        };
        points.iter().any(fails)
    }
}

/// The theorem that the kernel makes of the derivations on all cells, whose first assumptions, so many, are the same.
pub(super) fn joined(store: &Store, cells: &[(Derivation, StepId)], common: usize) -> Result<Theorem, String> {
    let mut theorems = Vec::with_capacity(cells.len());
    for (derivation, step) in cells {
        let checked = kernel::check(store, Theory::builtin(), derivation).map_err(|refusal| refusal.to_string())?;
        theorems.extend(checked.theorem(*step));
    }
    kernel::cover(store, &theorems, common).ok_or_else(|| "the cells leave something out".to_owned())
}

/// So many assumptions are tried to be left out.
const MOST_LEFT_OUT: usize = 32;

/// The argument without those of its first assumptions that it does not need: the kernel makes the same theorem without
/// them, under the same conditions.
fn without_idle_assumptions(store: &Store, mut argument: Argument, own: usize) -> Argument {
    for at in (0..own.min(MOST_LEFT_OUT)).rev() {
        let mut cells = argument.cells.clone();
        for (derivation, _) in &mut cells {
            derivation.assumptions.remove(at);
        }
        let theorem = joined(store, &cells, argument.theorem.assumptions().len() - 1);
        match theorem {
            Ok(theorem) if theorem.conditions() == argument.theorem.conditions() => {
                argument = Argument { theorem, cells }
            }
            Ok(_) | Err(_) => {} // it is needed
        }
    }
    argument
}

/// The verdict of a proof, with the point that shows that it speaks of something.
pub(super) fn concluded(
    store: &mut Store,
    argument: Argument,
    own: usize,
    sampled: &Sampled,
    limits: &Limits,
) -> Verdict {
    let formal = argument.theorem.is_formal();
    let witness = if formal { None } else { points::witness(store, &argument.theorem, sampled, limits.bits) };
    let argument = if witness.is_some() { without_idle_assumptions(store, argument, own) } else { argument };
    let Argument { theorem, cells } = argument;
    let conditions = crate::passes::task::told_apart(store, theorem.conditions().to_vec(), theorem.assumptions());
    let proof = Box::new(Proof { theorem, conditions, cells, witness });
    // what needs nothing but trust holds everywhere, be there values to compute or not
    let is_trust = |&c: &Condition| crate::theory::is_trust(store, c);
    let everywhere = proof.theorem.assumptions().is_empty() && proof.conditions.iter().all(is_trust);
    if proof.witness.is_some() || everywhere && !formal { Verdict::Equal(proof) } else { Verdict::Formal(proof) }
}
