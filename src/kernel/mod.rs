//! The kernel: the only maker of theorems. It compares each step with what its reason allows and believes nothing else.
//!
//! A theorem `A ⊢ left = right` says that wherever A holds both sides are defined and equal; a derivative
//! theorem says also that the function is differentiable there. Conditions are decided from the assumptions
//! by ranges with exact bounds, or carried. There is no search here, and none of the machine's floating-point numbers:
//! constants are compared, and values at points enclosed, by arbitrary precision with ends rounded outward.

mod cases;
mod check;
mod conditions;
mod continuous;
mod cover;
mod differences;
mod identities;
mod joints;
mod known;
mod limits;
mod monotone;
mod range;
mod ranges;
mod recurrence;
mod refusal;
mod refute;
mod still;
mod sums;
mod switches;
mod table;
mod twice;
mod uniqueness;

pub use check::{Theorem, Theorems, check};
pub(crate) use conditions::bounds_of_argument;
pub use cover::cover;
pub(crate) use joints::{Beside, Joint, joint};
pub(crate) use limits::{Goal, Reached, takes_all_between, tends};
pub(crate) use monotone::{Least, never_below_zero};
pub use range::{Bound, Range};
pub(crate) use ranges::{decide, decide_formula, has_no_branch};
pub use refusal::{Refusal, RefusalKind};
pub use refute::{MOST_PRECISION, Point, Refutation, Side, Unrefuted, Value, holds_at, refute};
pub(crate) use still::is_nowhere_constant;
pub(crate) use switches::is_piecewise;
pub use twice::{Again, Twice, turn, twice};
