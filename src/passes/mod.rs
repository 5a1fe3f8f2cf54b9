//! Passes choose steps and never judge them: differentiation, pieces, closed forms, and the lines to read.

mod arguments;
mod borders;
pub(crate) mod branches;
mod close;
mod closed;
mod common;
mod derive;
mod derived;
pub(crate) mod differentiate;
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

pub use derive::{MOST_ORDERS, derive};
pub use derived::{Because, Border, BorderKind, Branch, Derived, Line, Piece, PointValue, Status};
pub use differentiate::{Found, Stuck, differentiate};
pub use request::{Error as DeriveError, Request, Stopped};
