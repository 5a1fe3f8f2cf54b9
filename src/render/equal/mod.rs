//! What was found about two formulas, told as a page for the terminal and as JSON.

#[cfg(feature = "cli")]
mod json;
mod text;
mod values;

use super::format::Layout;
use super::plain::{Sizes, text_or_let};
use crate::expr::{ExprId, Store};
use crate::kernel::Point;
use crate::passes::equal::{Equality, Proof, Verdict};
use crate::theory::is_trust;
use crate::trace::Condition;

pub(super) use text::{counterexample, resting_on, told};
#[cfg(feature = "cli")]
pub(super) use text::{place, steps};

/// The page as text.
pub fn equality_text(equality: &Equality, layout: &Layout) -> String {
    text::page(equality, layout)
}

/// The object of the schema `gprime/equal/1`.
#[cfg(feature = "cli")]
pub fn equality_json(equality: &Equality) -> String {
    json::written(equality)
}

/// The verdict in one word. What was proved under assumptions is `assumed`, which is less than `equal`.
pub fn verdict_word(equality: &Equality) -> &'static str {
    match &equality.verdict {
        Verdict::Equal(_) if equality.rests_on().is_empty() && equality.trusted().is_empty() => "equal",
        Verdict::Equal(_) => "assumed",
        Verdict::Formal(_) => "formal",
        Verdict::Different(_) => "different",
        Verdict::Undecided(_) => "undecided",
    }
}

/// Both values of a refutation, as people read them.
#[cfg(feature = "cli")]
pub(super) fn readable_values(refutation: &crate::kernel::Refutation) -> (String, String) {
    let (left, right) = refutation.values();
    let digits = values::digits(left, right);
    (values::readable(left, digits), values::readable(right, digits))
}

/// The theorem's conditions besides trust, and where equality was asked for.
fn conditions(equality: &Equality) -> Vec<Condition> {
    let proof: Option<&Proof> = match &equality.verdict {
        Verdict::Equal(proof) | Verdict::Formal(proof) => Some(proof),
        Verdict::Different(_) | Verdict::Undecided(_) => None,
    };
    let mut found = equality.on.clone();
    found.extend(proof.into_iter().flat_map(|proof| &proof.conditions).copied().filter(|c| !equality.on.contains(c)));
    found.retain(|&condition| !is_trust(&equality.store, condition));
    found
}

/// The expression as it was read: in full, or with `let` for shared parts where that would be long.
fn read_as(store: &Store, sizes: &Sizes, expr: ExprId) -> String {
    text_or_let(store, sizes, "", expr)
}

/// The point as names and numbers, in the order of the names.
fn named(store: &Store, point: &Point) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> =
        point.iter().map(|(symbol, number)| (super::plain::text(store, *symbol), number.to_string())).collect();
    found.sort();
    found
}
