//! Comparisons that the kernel shows by ranges, as they stand, by a shorter form, by completing a square, or by a slope; and
//! those that only enclosures show, which are no theorems.

use crate::eval;
use crate::expr::{ExprId, Node, Number, Relation, Store};
use crate::functions::Interval;
use crate::kernel::{self, Least};
use crate::passes::equal::{self, Limits, Verdict};
use crate::passes::{conclude, differentiate, number, simplest};
use crate::report::{Bound, Bounded};
use crate::theory::Theory;
use crate::trace::{Condition, Derivation, Judgement, Reason};

/// By what the kernel decides that a comparison holds wherever its sides are defined and everything given holds; `None` if it
/// does not.
///
/// `bases` are expressions whose squares the sides may differ by, such as the functions that were differentiated.
pub(super) fn shown(
    store: &mut Store,
    condition: Condition,
    given: &[Condition],
    bases: &[ExprId],
) -> Option<&'static str> {
    if kernel::decide(store, given, condition) == Some(true) {
        return Some("the ranges of both sides show it");
    }
    if let Some(parts) = branches(store, condition) {
        let mut all = parts.into_iter().map(|(part, when)| {
            let given: Vec<Condition> = given.iter().copied().chain(when).collect();
            shown(store, part, &given, bases).is_some()
        });
        return all.all(|is_shown| is_shown).then_some("it is shown in each case by itself");
    }
    let (low, high) = match condition.relation {
        Relation::Less | Relation::LessEqual => (condition.left, condition.right),
        Relation::Greater | Relation::GreaterEqual => (condition.right, condition.left),
        Relation::Equal | Relation::NotEqual => return None,
    };
    if reduced(store, low, high, condition.relation, given) {
        Some("the sign of a shorter form of the difference shows it")
    } else if squared(store, (low, high), condition.relation, given, bases) {
        Some("the difference is a square, times a number")
    } else if falls_and_rises(store, (low, high), condition.relation, given) {
        Some("the signs of the slope show where the difference is least, and it is not below 0 there")
    } else {
        None
    }
}

/// So many numbers are tried as places where a difference is least.
const PLACES: usize = 24;

/// Shows `low < high` by the slope of `high - low`: it is least at a place, where it is not negative, or goes to 0 at an end.
fn falls_and_rises(store: &mut Store, (low, high): (ExprId, ExprId), relation: Relation, given: &[Condition]) -> bool {
    let strictly = matches!(relation, Relation::Less | Relation::Greater);
    let difference = if low == Store::ZERO { high } else { store.sub(high, low) };
    let symbols: Vec<ExprId> =
        store.reachable(difference).into_iter().filter(|&id| matches!(store.node(id), Node::Symbol(_))).collect();
    symbols.into_iter().any(|variable| {
        let mut derivation = Derivation::new(store.brand());
        let Ok(found) = differentiate(store, Theory::builtin(), &mut derivation, difference, variable) else {
            return false;
        };
        let mut steps = vec![(found.step, found.is)];
        if let Some(is) = simplest(store, found.is)
            && let Some(same) = conclude(store, &mut derivation, found.is, is)
        {
            let judgement = Judgement::Derivative { of: difference, by: variable, is };
            steps.push((derivation.push(judgement, Reason::Transitivity, &[found.step, same], &[]), is));
        }
        let numbers = (0..PLACES).map(eval::propose::simple_number);
        let flat = |place: &Number| {
            let at = [(variable, place.clone())];
            steps.iter().any(|(_, is)| eval::exact(store, *is, &at).is_some_and(|slope| slope.is_zero()))
        };
        let ends = given.iter().flat_map(|c| [c.left, c.right]).filter_map(|end| eval::exact(store, end, &[]));
        let places: Vec<Number> = ends.chain(numbers.filter(flat)).collect();
        let places: Vec<ExprId> = places.iter().filter_map(|place| number(store, place)).collect();
        let Ok(theorems) = kernel::check(store, Theory::builtin(), &derivation) else { return false };
        let all = places.into_iter().map(Least::At).chain([Least::Towards(-1), Least::Towards(1)]);
        let all: Vec<Least> = all.collect();
        steps
            .iter()
            .filter_map(|(step, _)| theorems.theorem(*step))
            .any(|slope| all.iter().any(|&least| kernel::never_below_zero(store, &slope, given, least, strictly)))
    })
}

/// Whether enclosures that cover all points show that a comparison holds. The kernel has no theorem of it.
pub(super) fn enclosed(store: &mut Store, condition: Condition, given: &[Condition]) -> bool {
    match condition.relation {
        Relation::Less | Relation::LessEqual => {
            bounded(store, condition.left, condition.right, condition.relation, given)
        }
        Relation::Greater | Relation::GreaterEqual => {
            bounded(store, condition.right, condition.left, condition.relation, given)
        }
        Relation::Equal | Relation::NotEqual => false,
    }
}

/// A comparison with a value in cases as a comparison of each of them, under its condition. Where a case holds, so does
/// its condition; that the ones before it fail is not used.
fn branches(store: &Store, condition: Condition) -> Option<Vec<(Condition, Vec<Condition>)>> {
    let Condition { left, relation, right } = condition;
    let (whole, is_left) = match (store.node(left), store.node(right)) {
        (Node::Cases(..), _) => (left, true),
        (_, Node::Cases(..)) => (right, false),
        _ => return None, // there are no cases
    };
    let with = |value| match is_left {
        true => Condition { left: value, relation, right },
        false => Condition { left, relation, right: value },
    };
    let (mut rest, mut found) = (whole, Vec::new());
    loop {
        let (case, next) = match store.node(rest) {
            Node::Cases(case, next) => (case, Some(next)),
            _ => (rest, None), // the last one
        };
        match store.node(case) {
            Node::Branch(when, value) => {
                let mut conditions = Vec::new();
                let mut open = vec![when];
                while let Some(id) = open.pop() {
                    match store.node(id) {
                        Node::And(a, b) => open.extend([a, b]),
                        Node::Compare(relation, left, right) => conditions.push(Condition { left, relation, right }),
                        _ => {} // what is not a comparison is not used
                    }
                }
                found.push((with(value), conditions));
            }
            Node::Undefined => {}
            _ => found.push((with(case), Vec::new())), // otherwise
        }
        match next {
            Some(next) => rest = next,
            None => return Some(found),
        }
    }
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

/// So many parts of a difference are tried as bases of a square.
const MOST_VALUES: usize = 8;

/// Whether a symbol stands in an expression.
fn moves(store: &Store, expr: ExprId) -> bool {
    store.reachable(expr).into_iter().any(|id| matches!(store.node(id), Node::Symbol(_)))
}

/// Shows `low <= high` by `high - low = k*(v + c)^2` for a function value `v` in it and small numbers.
fn squared(
    store: &mut Store,
    (low, high): (ExprId, ExprId),
    relation: Relation,
    given: &[Condition],
    bases: &[ExprId],
) -> bool {
    if matches!(relation, Relation::Less | Relation::Greater) {
        return false;
    }
    let difference = store.sub(high, low);
    let calls: Vec<ExprId> = store
        .reachable(difference)
        .into_iter()
        .filter(|&id| matches!(store.node(id), Node::Call(..) | Node::Div(..)) && moves(store, id))
        .collect();
    let calls = bases.iter().copied().chain(calls.into_iter().rev()).take(MOST_VALUES);
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

#[cfg(test)]
mod tests;
