//! Passes choose steps and never judge them: differentiation, pieces, closed forms, and the lines to read.

mod arguments;
mod borders;
mod branches;
mod close;
mod closed;
mod common;
mod derive;
mod derived;
mod differentiate;
mod eliminate;
pub mod equal;
mod known;
mod lines;
mod meaning;
mod output;
mod piecewise;
mod points;
mod relations;
mod request;
mod roots;
mod spelled;
mod task;

#[cfg(feature = "documents")]
pub(crate) use derive::derive_expression;
pub use derive::{MOST_ORDERS, derive};
pub use derived::{Because, Border, BorderKind, Branch, Derived, Line, Piece, PointValue, Status};
pub use differentiate::{Found, Stuck, differentiate};
#[cfg(feature = "documents")]
pub(crate) use piecewise::needs_pieces;
#[cfg(feature = "documents")]
pub(crate) use request::carried_out;
pub use request::{Error as DeriveError, Request, Stopped};
