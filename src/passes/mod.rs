//! Passes choose steps and never judge them: differentiation, pieces, closed forms, and the lines to read.

mod borders;
mod branches;
mod close;
mod derive;
mod derived;
mod differentiate;
mod eliminate;
mod known;
mod lines;
mod meaning;
mod piecewise;
mod points;
mod relations;
mod roots;
mod spelled;

pub use derive::{Error as DeriveError, Request, derive};
pub use derived::{Because, Border, BorderKind, Branch, Derived, Line, Piece, PointValue, Status};
pub use differentiate::{Found, Stuck, differentiate};
