//! Comparisons that the kernel's ranges show, as they stand or by completing a square.

use crate::expr::{ExprId, Node, Relation, Store};
use crate::functions::Interval;
use crate::kernel;
use crate::passes::equal::{self, Limits, Verdict};
use crate::passes::simplest;
use crate::report::{Bound, Bounded};
use crate::trace::Condition;

/// Whether a comparison holds wherever its sides are defined and everything given holds.
pub(super) fn holds(store: &mut Store, condition: Condition, given: &[Condition]) -> bool {
    if kernel::decide(store, given, condition) == Some(true) {
        return true;
    }
    let (low, high) = match condition.relation {
        Relation::Less | Relation::LessEqual => (condition.left, condition.right),
        Relation::Greater | Relation::GreaterEqual => (condition.right, condition.left),
        Relation::Equal | Relation::NotEqual => return false,
    };
    reduced(store, low, high, condition.relation, given)
        || squared(store, low, high, condition.relation, given)
        || bounded(store, low, high, condition.relation, given)
}

/// Shows `low < high` by a shorter form of `high - low`, whose sign the kernel knows.
fn reduced(store: &mut Store, low: ExprId, high: ExprId, relation: Relation, given: &[Condition]) -> bool {
    let difference = store.sub(high, low);
    let Some(shorter) = simplest(store, difference) else { return false };
    let zero = store.integer(0);
    let relation = match relation {
        Relation::Less | Relation::Greater => Relation::Greater,
        _ => Relation::GreaterEqual, // only these two are asked for
    };
    let sign = Condition { left: shorter, relation, right: zero };
    kernel::decide(store, given, sign) == Some(true) && is_same(store, difference, shorter, given)
}

/// Whether two expressions are proved equal, without a condition.
fn is_same(store: &Store, one: ExprId, other: ExprId, given: &[Condition]) -> bool {
    let limits = Limits { points: 40, bits: 256, ..Limits::default() };
    let asked = equal::between(store.clone(), (one, other), Vec::new(), given.to_vec(), &limits);
    matches!(asked.verdict, Verdict::Equal(proof) if proof.conditions.is_empty())
}

/// Shows `low <= high` by the least value that `high - low` comes to, where that is a function of one symbol.
fn bounded(store: &mut Store, low: ExprId, high: ExprId, relation: Relation, given: &[Condition]) -> bool {
    let is_symbol = |store: &Store, id: ExprId| matches!(store.node(id), Node::Symbol(_));
    let difference = store.sub(high, low);
    let symbols: Vec<ExprId> = store.reachable(difference).into_iter().filter(|&id| is_symbol(store, id)).collect();
    let &[variable] = symbols.as_slice() else { return false };
    let mut function = difference;
    for condition in given {
        let sides = [condition.left, condition.right];
        let own =
            sides.iter().flat_map(|&side| store.reachable(side)).all(|id| !is_symbol(store, id) || id == variable);
        // what is said of other symbols says nothing here
        if own {
            let when = store.intern(Node::Compare(condition.relation, condition.left, condition.right));
            let branch = store.intern(Node::Branch(when, function));
            let nothing = store.intern(Node::Undefined);
            function = store.intern(Node::Cases(branch, nothing));
        }
    }
    let strict = matches!(relation, Relation::Less | Relation::Greater);
    let Some(bounded) = Bounded::new(store.clone(), function, variable) else { return false };
    match bounded.bound(-1) {
        Some(Bound::At(least, taken)) => {
            let never_less = least.lo() >= Interval::integer(0).lo();
            least.is_positive() || never_less && (!strict || taken == Some(false))
        }
        Some(Bound::Endless) | None => false,
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
            if is_same(store, difference, square, given) {
                return true;
            }
        }
    }
    false
}
