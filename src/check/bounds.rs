//! Comparisons that the kernel's ranges show, as they stand or by completing a square.

use crate::expr::{ExprId, Node, Relation, Store};
use crate::kernel;
use crate::passes::equal::{self, Limits, Verdict};
use crate::trace::Condition;

/// Whether a comparison holds wherever its sides are defined and everything given holds.
pub(super) fn holds(store: &mut Store, condition: Condition, given: &[Condition]) -> bool {
    if kernel::decide(store, given, condition) == Some(true) {
        return true;
    }
    match condition.relation {
        Relation::Less | Relation::LessEqual => {
            squared(store, condition.left, condition.right, condition.relation, given)
        }
        Relation::Greater | Relation::GreaterEqual => {
            squared(store, condition.right, condition.left, condition.relation, given)
        }
        Relation::Equal | Relation::NotEqual => false,
    }
}

/// Shows `low <= high` by `high - low = k*(v + c)^2` for a function value `v` in it and small numbers.
fn squared(store: &mut Store, low: ExprId, high: ExprId, relation: Relation, given: &[Condition]) -> bool {
    if matches!(relation, Relation::Less | Relation::Greater) {
        return false;
    }
    let difference = store.sub(high, low);
    let calls: Vec<ExprId> = store
        .reachable(difference)
        .into_iter()
        .filter(|&id| matches!(store.node(id), Node::Call(..) | Node::Div(..)))
        .take(6)
        .collect();
    let zero = store.integer(0);
    let two = store.integer(2);
    for value in calls {
        for shift in ["0", "0.5", "1"] {
            let Some(shift) = store.number(shift) else { continue };
            let base = store.sub(value, shift);
            let square = store.pow(base, two);
            let at_least = Condition { left: square, relation: Relation::GreaterEqual, right: zero };
            if kernel::decide(store, given, at_least) != Some(true) {
                continue;
            }
            let limits = Limits { points: 40, bits: 256, ..Limits::default() };
            let asked = equal::between(store.clone(), (difference, square), Vec::new(), given.to_vec(), &limits);
            if let Verdict::Equal(proof) = asked.verdict
                && proof.conditions.is_empty()
            {
                return true;
            }
        }
    }
    false
}
