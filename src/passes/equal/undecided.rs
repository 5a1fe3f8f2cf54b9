//! Why there is no verdict.

use super::points::Sampled;
use crate::expr::{ExprId, Store};
use crate::kernel::Unrefuted;

/// Why there is no verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecided {
    /// The reason as a code that stays the same.
    pub code: Code,
    /// The reason as a sentence without a full stop.
    pub why: String,
}

/// The reasons for which there is no verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Code {
    /// No proof and no point was found.
    NoProof,
    /// Both sides agree at all points that were tried, and how their constants are related is not known.
    Constants,
    /// A limit on points, nodes, steps or bits was reached.
    Budget,
    /// A function or a part has no enclosure.
    NoEnclosure,
    /// A derivative in a formula could not be carried out.
    NoDerivative,
    /// No point was found where both sides have a value, and no proof.
    NoPoint,
}

impl Code {
    /// The code as it is written: `no-proof`.
    pub fn name(self) -> &'static str {
        match self {
            Code::NoProof => "no-proof",
            Code::Constants => "constants",
            Code::Budget => "budget",
            Code::NoEnclosure => "no-enclosure",
            Code::NoDerivative => "no-derivative",
            Code::NoPoint => "no-point",
        }
    }
}

/// The reason for which there is no verdict, from what was tried.
pub(super) fn undecided(
    store: &Store,
    plain: (ExprId, ExprId),
    tried: &[Unrefuted],
    out_of_budget: bool,
    sampled: &Sampled,
) -> Undecided {
    let reason = |code, why: &str| Undecided { code, why: why.into() };
    if tried.contains(&Unrefuted::NoEnclosure) {
        return reason(Code::NoEnclosure, "a part of the formulas has no enclosure");
    }
    if out_of_budget {
        return reason(Code::Budget, "the work on a proof was more than is allowed");
    }
    if tried.iter().all(|&why| why == Unrefuted::Outside) {
        return reason(Code::NoPoint, "no point was found where both sides have a value");
    }
    let constant =
        |expr| !store.reachable(expr).iter().any(|&id| matches!(store.node(id), crate::expr::Node::Symbol(_)));
    if constant(plain.0) && constant(plain.1) {
        return reason(
            Code::Constants,
            "both sides agree as far as they were computed, and no relation between their constants is known that shows it",
        );
    }
    if sampled.agreeing.is_empty() && sampled.different.is_empty() {
        return reason(
            Code::NoProof,
            "no values were found that are known well enough to be compared, and no proof was found",
        );
    }
    if !sampled.different.is_empty() {
        return reason(
            Code::NoProof,
            "both sides seem to differ, and neither a proof of that nor of the opposite was found",
        );
    }
    reason(Code::NoProof, "both sides agree at the points that were tried, and no proof was found")
}
