//! Derivations that were not finished: what became of them, and what to say.

use crate::expr::LowerError;
use crate::passes::{DeriveError, Status};

/// How far the work came and why it stopped, if it began at all.
pub(super) fn stopped(error: &DeriveError) -> Option<(Status, &str)> {
    match error {
        DeriveError::Stopped(stopped) => Some((stopped.status, &stopped.why)),
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
        DeriveError::Meaning { text, error } => pointed(text, error),
        DeriveError::Request(text) => format!("error: {text}\n"),
        DeriveError::Stopped(stopped) => format!("error: {}\n", stopped.why),
        DeriveError::Refused(refusal) => format!("error: {refusal}; this is a fault of gprime, please report it\n"),
    }
}

/// The longest line that is shown with a caret under it.
const SHOWN: usize = 96;

/// A message with the place it is about, if that is in a line short enough to be shown.
fn pointed(text: &str, error: &LowerError) -> String {
    let message = format!("error: {}\n", error.message);
    let (Some(before), Some(place)) = (text.get(..error.span.start), text.get(error.span.clone())) else {
        return message;
    };
    if text.contains('\n') || text.chars().count() > SHOWN {
        return message;
    }
    let carets = "^".repeat(place.chars().count().max(1));
    format!("{message}  |\n1 | {text}\n  | {}{carets}\n", " ".repeat(before.chars().count()))
}
