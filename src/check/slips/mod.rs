//! Which typical slip gives exactly what was written: in differentiating, or from one line to the next.
//!
//! Each slip of the [table](all) is made at each place where it can be made, at all occurrences of that place, and
//! everywhere. What comes out is compared with the claim at some points in floating point, and what agrees there by the
//! prover. Only a proved equality names a slip, so that a name is never a guess; that the claim is wrong is for others to
//! show, and a claim that agrees with the truth at the points gets no name.
//!
//! The work is bounded: by the size of what is compared, what may be looked at and made ([`MOST_MADE`]), and a few proofs. For
//! a function as in a textbook it takes about 0.1 ms, and 1 ms where no slip is found, even without optimisation.

mod lines;
mod pattern;
mod search;
mod slopes;
mod table;
mod tidy;

use crate::expr::{ExprId, Store};
use crate::trace::Condition;

pub use search::MOST_MADE;
pub use table::{Slip, all, named};

/// What is known about a claim.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// The variable, where there is one.
    pub variable: Option<ExprId>,
    /// Where the claim is made and what is assumed.
    pub assumed: &'a [Condition],
}

/// What was found about a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// This slip gives what was written: it was proved.
    Named(Mistake),
    /// No slip of the table does.
    NoSlip,
    /// The claim agrees with the truth wherever it was looked at.
    SeemsRight,
    /// No rule differentiates the function, or there are not enough points at which both the claim and the truth have a
    /// value.
    NotComparable,
    /// There is more to try than is allowed.
    OutOfBudget,
}

/// In what a slip was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// In differentiating a part of the function.
    Differentiating,
    /// In rewriting an expression that was true: the line before, or the true derivative.
    Rewriting,
    /// In rewriting the function before it was differentiated, without a slip.
    Reading,
}

/// A slip that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mistake {
    /// Which slip it was.
    pub slip: &'static Slip,
    /// The expression at which it was made: a part of the function that was differentiated, or of the line before.
    pub place: ExprId,
    /// What the slip makes there: what is taken for the derivative of `place`, or put for it.
    pub written: ExprId,
    /// What is true there: the derivative of `place`, or `place` itself where nothing was differentiated.
    pub truth: ExprId,
    /// Whether it was made at more than one place.
    pub everywhere: bool,
    /// In what it was made.
    pub stage: Stage,
}

/// The slip in differentiating `function` that gives `claimed`. The expressions of the answer are made in `store`.
///
/// The function's name must stand for its body in `claimed`: what `g` is, is not known here.
pub fn of_derivative(store: &mut Store, function: ExprId, claimed: ExprId, given: Given<'_>) -> Outcome {
    search::apart(store, (function, claimed), given, search::Kind::Derivative)
}

/// The slip that makes `after` of `before`, an expression that is true.
pub fn between_lines(store: &mut Store, before: ExprId, after: ExprId, given: Given<'_>) -> Outcome {
    search::apart(store, (before, after), given, search::Kind::Line)
}
