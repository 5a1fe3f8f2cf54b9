//! What is wrong with a row of the user's own, told for the person who wrote it.

use std::ops::Range;

use super::equal::{counterexample, told as under};
use super::plain::condition;
use crate::expr::Store;
use crate::passes::equal::{Equality, Verdict};
use crate::passes::own::{Column, Rejection, Why};
use crate::trace::Condition;

/// A message with the place in the row's text that it is about, and what may help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What is wrong, in one sentence.
    pub message: String,
    /// Where in the text of the column it is.
    pub span: Option<Range<usize>>,
    /// What may help, a sentence each.
    pub help: Vec<String>,
}

/// What is wrong with a row.
pub fn told(rejection: &Rejection) -> Told {
    let plain = |message: String| Told { message, span: None, help: Vec::new() };
    match &rejection.why {
        Why::Unreadable { error, .. } => {
            let help = error.suggestions.iter().map(ToString::to_string).collect();
            Told { message: error.kind.to_string(), span: Some(error.span.clone()), help }
        }
        Why::Meaningless { error, .. } => Told { span: Some(error.span.clone()), ..plain(error.message.clone()) },
        Why::Refuted { equality, missing } => {
            let help = added(&equality.store, missing, "it is right with");
            Told { help, ..plain(differ(rejection, equality)) }
        }
        Why::Missing { store, conditions } => {
            let needed = under(store, "for", conditions);
            let message = match needed.strip_prefix(" where ") {
                Some(defined) => format!("it is right only where {defined}"),
                None => format!("it is right only{needed}"),
            };
            Told { help: added(store, conditions, "say"), ..plain(message) }
        }
        Why::Unproved(equality) => unproved(equality),
        Why::Says(what) => plain(what.clone()),
    }
}

/// That both sides differ, with the point.
fn differ(rejection: &Rejection, equality: &Equality) -> String {
    let Verdict::Different(refutation) = &equality.verdict else { return "both sides differ".into() };
    let at = counterexample(&equality.store, refutation, usize::MAX).join(" ");
    match rejection.column {
        Column::Derivative => {
            format!(
                "this is not the derivative of the formula; {}",
                at.replace("left", "slope").replace("right", "given")
            )
        }
        _ => format!("it is no identity; {at}"), // a rule as a whole
    }
}

/// What to add, if conditions are known under which the rule holds.
fn added(store: &Store, conditions: &[Condition], word: &str) -> Vec<String> {
    if conditions.is_empty() {
        return Vec::new();
    }
    let texts: Vec<String> = conditions.iter().map(|&c| format!("\"{}\"", condition(store, c))).collect();
    vec![format!("{word} when = [{}]", texts.join(", "))]
}

fn unproved(equality: &Equality) -> Told {
    let trust =
        "if you are sure of it, say trusted = true: whatever rests on it will be called assumed, and not proved";
    let why = match &equality.verdict {
        Verdict::Undecided(undecided) => undecided.why.clone(),
        Verdict::Equal(proof) | Verdict::Formal(proof) => match equality.trusted() {
            none if none.is_empty() => {
                format!("a proof was found only{}", under(&equality.store, "for", &proof.conditions))
            }
            rows => format!("the proof rests on what is trusted: {}", rows.join(", ")),
        },
        Verdict::Different(_) => String::new(),
    };
    Told { message: format!("it could not be proved: {why}"), span: None, help: vec![trust.into()] }
}
