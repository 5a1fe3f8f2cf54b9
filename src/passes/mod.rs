//! Passes choose steps and never judge them: differentiation, pieces, closed forms, and the lines to read.

mod arguments;
pub mod batch;
mod borders;
pub(crate) mod branches;
mod close;
mod closed;
mod common;
#[cfg(test)]
mod decisions;
mod derive;
mod derived;
pub(crate) mod differentiate;
mod eliminate;
mod elsewhere;
pub mod equal;
mod fingerprint;
mod gradient;
pub(crate) mod inverse;
mod joints;
mod known;
mod lines;
mod meaning;
mod names;
mod orders;
mod output;
pub mod own;
mod piecewise;
mod points;
mod ranking;
mod relations;
mod request;
mod roots;
mod sample;
pub mod simplify;
mod spelled;
mod task;
mod trials;
mod values;

pub(crate) use borders::simplified;
pub(crate) use close::{over_kernels, simplest};
pub(crate) use derive::derive_expression;
pub use derive::{MOST_ORDERS, derive};
pub use derived::{Because, Border, BorderKind, Branch, Derived, Line, Piece, PointValue, Recurrence, Status};
#[cfg(feature = "documents")]
pub(crate) use differentiate::number;
pub use differentiate::{Found, Stuck, differentiate};
pub use fingerprint::Fingerprint;
pub use gradient::{MOST_VARIABLES, gradient};
pub(crate) use joints::joint;
pub(crate) use output::same_value;
#[cfg(feature = "documents")]
pub(crate) use piecewise::needs_pieces;
#[cfg(feature = "documents")]
pub(crate) use relations::conclude;
pub use request::{Error as DeriveError, Request, Stopped};
#[cfg(feature = "documents")]
pub(crate) use request::{carried_out, conjuncts};
pub(crate) use values::constant;
