//! Proofs: both sides become rational functions of independent kernels, step by step, and are compared.

mod angles;
mod cubes;
mod exponents;
pub(crate) mod forms;
mod lattice;
mod norms;
mod products;
mod roots;
mod signs;
mod slots;
mod steps;
mod switches;
mod uniqueness;
mod values;

use rustc_hash::FxHashMap;

use super::Limits;
use crate::algebra::Pool;
use crate::expr::{ExprId, Number, Store};
use crate::trace::{Derivation, StepId};

use slots::Prover;
use steps::{Steps, Stop};

/// How far a proof came.
pub(super) struct Proved {
    /// The step that concludes that both sides are equal.
    pub(super) step: Option<StepId>,
    /// Whether a limit stopped the work.
    pub(super) out_of_budget: bool,
    /// Expressions whose order would have to be known for a proof.
    pub(super) borders: Vec<(ExprId, ExprId)>,
}

/// How far a proof may go.
#[derive(Debug, Clone, Copy)]
struct Allowed<'a> {
    /// How many steps a derivation may have.
    steps: usize,
    /// How many expressions the store may have.
    nodes: usize,
    /// What the algebra may still cost.
    pool: &'a Pool,
}

/// What an attempt expands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Mode {
    /// Whether inverse hyperbolic functions become logarithms.
    inverses: bool,
    /// Whether powers with symbols in the exponent become exponentials of logarithms.
    exponentials: bool,
    /// Whether functions of what is no polynomial stay what they are.
    closed: bool,
}

/// What is tried, one after the other.
const MODES: [Mode; 3] = [
    Mode { inverses: false, exponentials: false, closed: false },
    Mode { inverses: true, exponentials: false, closed: false },
    Mode { inverses: true, exponentials: true, closed: false },
];

/// What one attempt learns for the next.
#[derive(Debug, Default)]
struct Seeds {
    /// The degrees of roots, by what stands under them.
    degrees: FxHashMap<ExprId, i64>,
    /// The units in which multiples are counted.
    units: FxHashMap<ExprId, Number>,
    /// Symbols that are expressed by a root of what they occur in: the symbol, the radicand and the degree.
    eliminated: Vec<(ExprId, ExprId, i64)>,
}

/// How often an attempt begins again.
const MOST_ATTEMPTS: usize = 12;

/// Proves that both sides, in which no derivative stands, are equal.
pub(super) fn prove(
    store: &mut Store,
    derivation: &mut Derivation,
    sides: (ExprId, ExprId),
    limits: &Limits,
    pool: &Pool,
) -> Proved {
    let allowed = Allowed { steps: limits.steps, nodes: store.len().saturating_add(limits.nodes), pool };
    let reduced = reduced(store, derivation, sides, allowed, &MODES);
    if reduced.step.is_some() {
        return reduced;
    }
    let mut borders = Vec::new();
    let step = uniqueness::prove(store, derivation, sides, allowed, &mut borders);
    Proved { step, borders, ..reduced }
}

/// Proves that both sides are the same rational function of independent kernels.
fn reduced(
    store: &mut Store,
    derivation: &mut Derivation,
    sides: (ExprId, ExprId),
    allowed: Allowed<'_>,
    modes: &[Mode],
) -> Proved {
    let mut out_of_budget = false;
    for &mode in modes {
        let mut seeds = Seeds::default();
        for _ in 0..MOST_ATTEMPTS {
            let mut own = derivation.clone();
            let steps = Steps::new(store, &mut own, allowed);
            let assumptions = derivation.assumptions().to_vec();
            let found = Prover::new(steps, mode, &mut seeds, assumptions).prove(sides);
            match found {
                Ok(step) => {
                    *derivation = own;
                    return Proved { step: Some(step), out_of_budget: false, borders: Vec::new() };
                }
                Err(Stop::Again) => continue,
                Err(stop) => out_of_budget |= stop == Stop::Budget,
            }
            break;
        }
    }
    Proved { step: None, out_of_budget, borders: Vec::new() }
}
