//! Derivations that were not finished: what became of them, and what to say.

use crate::expr::LowerError;
use crate::passes::{DeriveError, Status};

/// How far the work came and why it stopped, if it began at all.
pub(super) fn stopped(error: &DeriveError) -> Option<(Status, &str)> {
    match error {
        DeriveError::Stuck(why) => Some((Status::Stuck, why)),
        DeriveError::Syntax { .. }
        | DeriveError::Meaning { .. }
        | DeriveError::Request(_)
        | DeriveError::Refused(_) => None,
    }
}

/// The message for the person who asked.
pub(super) fn message(error: &DeriveError) -> String {
    match error {
        DeriveError::Syntax { text, error } => error.page(text),
        DeriveError::Meaning { error: LowerError { message, .. }, .. } => format!("error: {message}\n"),
        DeriveError::Request(text) | DeriveError::Stuck(text) => format!("error: {text}\n"),
        DeriveError::Refused(refusal) => format!("error: {refusal}; this is a fault of gprime, please report it\n"),
    }
}
