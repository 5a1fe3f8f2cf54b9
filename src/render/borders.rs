//! What a page says of the places where two pieces meet.

use super::model::{BorderRow, Inline, words};
use crate::eval;
use crate::eval::interval::{Outcome, enclose};
use crate::expr::ExprId;
use crate::passes::{Border, BorderKind, Derived, Piece};

/// The precision, in bits, at which it is asked whether a function has a value at a border.
const PRECISION: usize = 128;

/// The border in words.
pub(super) fn border_row(derived: &Derived, border: &Border) -> BorderRow {
    let side = |id: Option<ExprId>| id.map_or(words("unknown"), Inline::Math);
    let (left, right) = (side(border.left), side(border.right));
    let mut says = match border.kind {
        BorderKind::Smooth => vec![words("smooth: slope "), left, words(" from both sides")],
        BorderKind::Kink => {
            vec![words("kink: left slope "), left, words(", right slope "), right, words(", no derivative")]
        }
        BorderKind::Jump => match border.value {
            Some(value) => {
                let value = Inline::Math(value);
                vec![words("jump: the limit is "), left, words(" from both sides, the value "), value]
            }
            None => vec![words("jump: from "), left, words(" to "), right, words(", no derivative")],
        },
        BorderKind::Vertical if is_unbounded(derived, border) => {
            vec![words("vertical: the function grows without bound here")]
        }
        BorderKind::Vertical => vec![words("vertical: the slope grows without bound here, no derivative")],
        BorderKind::Undefined => vec![words("the function is not defined here")],
        BorderKind::Unknown => vec![words("what happens here could not be decided")],
    };
    if let Some(unless) = border.unless {
        says.extend([words(", unless "), Inline::Condition(unless)]);
    }
    BorderRow { at: border.at, after: border.after, says, convention: border.convention.clone() }
}

/// Whether the function itself is known to have no value on a side of the border, by the formula that holds on that side.
fn is_unbounded(derived: &Derived, border: &Border) -> bool {
    let store = &derived.store;
    let Some(at) = eval::exact(store, border.at, &[]) else { return false };
    let at = [(derived.variable, at.into())];
    let undefined = |piece: &Piece| enclose(store, piece.branch.function, &at, PRECISION) == Err(Outcome::Undefined);
    let left = border.after.checked_sub(1).and_then(|left| derived.pieces.get(left));
    left.into_iter().chain(derived.pieces.get(border.after)).any(undefined)
}
