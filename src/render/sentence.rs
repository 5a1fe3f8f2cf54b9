//! Conditions in words and signs.

use super::plain::text;
use crate::expr::{Relation, Store};
use crate::trace::Condition;

/// A condition in plain text.
pub(crate) fn condition_text(store: &Store, condition: Condition) -> String {
    let (left, right) = (text(store, condition.left), text(store, condition.right));
    let sign = match condition.relation {
        Relation::Less => "<",
        Relation::LessEqual => "<=",
        Relation::Greater => ">",
        Relation::GreaterEqual => ">=",
        Relation::Equal if condition.left == condition.right => return format!("{left} is defined"),
        Relation::Equal => "=",
        Relation::NotEqual => "!=",
    };
    format!("{left} {sign} {right}")
}
