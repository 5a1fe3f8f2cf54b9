//! The bounds of a function on the line, and where it goes at both ends, for those who ask for nothing else.

use super::shape::{self, End, Extreme, Of};
use super::subject::{Subject, subject};
use crate::expr::{ExprId, Store};
use crate::functions::Interval;
use crate::passes::{Derived, derive_expression};

/// A bound of all values of a function.
#[derive(Debug, Clone)]
pub(crate) enum Bound {
    /// The best one lies in this interval; whether it is a value, if that is known.
    At(Interval, Option<bool>),
    /// There is none.
    Endless,
}

/// A function of one symbol, cut into cells.
#[derive(Debug, Clone)]
pub(crate) struct Bounded {
    derived: Derived,
    subject: Subject,
}

impl Bounded {
    /// `None` if the function has other symbols, no derivative, or a domain that could not be found. Takes as long as
    /// deriving it.
    pub(crate) fn new(store: Store, function: ExprId, variable: ExprId) -> Option<Bounded> {
        let mut derived = derive_expression(store, function, variable, Vec::new()).ok()?;
        let subject = subject(&mut derived);
        subject.missing.is_none().then_some(Bounded { derived, subject })
    }

    /// The greatest lower bound (`side < 0`) or the least upper one of all values.
    pub(crate) fn bound(&self, side: i64) -> Option<Bound> {
        let pieces = shape::pieces(&self.derived, &self.subject, 0);
        match shape::extreme(&self.derived, &self.subject, &pieces, side, Of::Function) {
            Extreme::Finite { value, taken, .. } => Some(Bound::At(value, taken)),
            Extreme::Unbounded => Some(Bound::Endless),
            Extreme::Unknown(_) => None,
        }
    }

    /// The limit towards minus infinity (`side < 0`) or infinity; `None` if the function does not reach so far, or nothing
    /// is known.
    pub(crate) fn limit(&self, side: i64) -> Option<End> {
        let cell = if side < 0 { self.subject.cells.first() } else { self.subject.cells.last() };
        let cell = cell.filter(|cell| if side < 0 { cell.lo.is_none() } else { cell.hi.is_none() })?;
        let (end, _) = shape::limit(&self.derived, cell, 0, side);
        (!matches!(end, End::Unknown)).then_some(end)
    }
}
