//! The kernel: the only maker of theorems. It compares each step with what its reason allows and believes nothing else.
//!
//! A theorem `A ⊢ left = right` says that wherever A holds both sides are defined and equal; a derivative
//! theorem says also that the function is differentiable there. Conditions are decided from the assumptions
//! by ranges with exact bounds, or carried. There is no search here and no floating point.

mod bound;
mod cases;
mod check;
mod conditions;
mod range;

pub use bound::{Bound, Range};
pub use check::{Refusal, RefusalKind, Theorem, Theorems, check};
pub(crate) use conditions::is_piecewise;
pub(crate) use range::{decide, decide_formula, has_no_branch};
