//! Passes choose steps and never judge them: differentiation, pieces, closed forms, and the lines to read.

mod derived;

pub use derived::{Because, Border, BorderKind, Branch, Derived, Line, Piece, PointValue, Status};
