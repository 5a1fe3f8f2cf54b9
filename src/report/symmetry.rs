//! Symmetry of the graph, by the prover.

use super::fact::{Fact, Known, Say, words};
use super::shape::{is_continuous, places};
use super::subject::{Place, Subject, bounds};
use crate::eval::interval::{Argument, Outcome, enclose};
use crate::expr::{ExprId, Number, Store};
use crate::passes::Derived;
use crate::passes::equal::{Limits, Verdict, decide_in};
use crate::passes::inverse::{self, is_equal};
use crate::trace::Condition;

/// The precision, in bits, at which values are compared before a proof is looked for.
const PRECISION: usize = 64;
/// How much work a proof may cost.
const WORK: u64 = 2_000_000;

/// Whether the graph is symmetric to the axis, or to a point on it.
pub(super) fn symmetry(derived: &Derived, subject: &Subject) -> Fact {
    let mut store = derived.store.clone();
    let z = derived.variable;
    let function = derived.whole.function;
    let reflected = store.neg(z);
    let mirrored = store.replace(function, z, reflected);
    let at_zero = store.replace(function, z, Store::ZERO);
    let sum = store.add(function, mirrored);
    let twice = store.mul(Store::TWO, at_zero);
    let negative = store.neg(function);
    // without a value at 0 it has no other point of symmetry
    let zero = match enclose(&store, at_zero, &[], PRECISION) {
        Ok(value) => value.is_exact() && value.contains_zero(),
        Err(outcome) => matches!(outcome, Outcome::Undefined),
    };
    let point = if zero { (mirrored, negative) } else { (sum, twice) };
    let mut unknown = false;
    for (sides, even) in [((mirrored, function), true), (point, false)] {
        let known = match subject.cells.len() {
            1 => holds(&store, subject, sides, z),
            _ => holds(&store, subject, sides, z).or_else(|| mirrored_cells(derived, subject, even).then_some(true)),
        };
        match known {
            Some(true) if even => return Fact::new("symmetry", Known::Proved, vec![words("even: g(-z) = g(z)")]),
            Some(true) if zero => {
                return Fact::new("symmetry", Known::Proved, vec![words("odd: g(-z) = -g(z)")]);
            }
            Some(true) => {
                let says = vec![words("to its point at 0: g(z) + g(-z) = "), doubled(&store, at_zero, twice)];
                return Fact::new("symmetry", Known::Proved, says);
            }
            Some(false) => {}
            None => unknown = true,
        }
    }
    match unknown {
        true => Fact::unknown("symmetry", "no proof and no difference was found"),
        false => Fact::new("symmetry", Known::Proved, vec![words("none about 0")]),
    }
}

/// Whether each cell is the mirror image of another, the values at their ends as well.
fn mirrored_cells(derived: &Derived, subject: &Subject, even: bool) -> bool {
    let mut store = derived.store.clone();
    let z = derived.variable;
    let reflected = store.neg(z);
    let exact = |store: &Store, place: &Option<Place>| match place {
        None => Some(None),
        Some(place) => crate::eval::exact(store, place.expr, &[]).map(Some),
    };
    for (left, right) in subject.cells.iter().zip(subject.cells.iter().rev()) {
        let ends = [(&left.lo, &right.hi), (&left.hi, &right.lo)].map(|(a, b)| (exact(&store, a), exact(&store, b)));
        let opposite = ends.into_iter().all(|(a, b)| match (a, b) {
            (Some(a), Some(b)) => a == b.map(|b| b.neg()),
            _ => false, // a place is not a rational number
        });
        let mirrored = store.replace(right.orders[0], z, reflected);
        let expected = if even { left.orders[0] } else { store.neg(left.orders[0]) };
        if !opposite || holds(&store, subject, (mirrored, expected), z) != Some(true) {
            return false;
        }
    }
    // where cells meet the values are limits from inside, unless the function jumps
    places(subject).iter().all(|place| is_continuous(derived, place.expr))
}

/// Twice the value at 0, as a number where it is one.
fn doubled(store: &Store, at_zero: ExprId, twice: ExprId) -> Say {
    match crate::eval::exact(store, at_zero, &[]) {
        Some(value) => Say::Exact(value.add(&value)),
        None => match enclose(store, twice, &[], PRECISION) {
            Ok(value) => Say::Number(value),
            Err(_) => words("2*g(0)"),
        },
    }
}

/// Whether two sides are equal for every value of the variable; `None` if that is not known.
fn holds(store: &Store, subject: &Subject, sides: (ExprId, ExprId), variable: ExprId) -> Option<bool> {
    for point in [1, 2, 3] {
        let at = [(variable, Argument::Exact(Number::from(point)))];
        let [left, right] = [sides.0, sides.1].map(|side| enclose(store, side, &at, PRECISION));
        if let (Ok(left), Ok(right)) = (&left, &right)
            && left.is_disjoint(right)
        {
            return Some(false);
        }
        match (left, right) {
            (Ok(_), Err(Outcome::Undefined)) | (Err(Outcome::Undefined), Ok(_)) => return Some(false),
            (Ok(_), Err(_)) | (Err(_), Ok(_)) => return None,
            (Ok(_), Ok(_)) | (Err(_), Err(_)) => {}
        }
    }
    let limits = Limits { work: WORK, ..Limits::default() };
    match decide_in(store.clone(), sides, &limits).verdict {
        Verdict::Equal(proof) => {
            let all = proof.conditions.is_empty() || wherever(store, subject, sides, (variable, &proof.conditions));
            all.then_some(true)
        }
        Verdict::Different(_) => Some(false),
        Verdict::Formal(_) | Verdict::Undecided(_) => None,
    }
}

/// Whether the conditions under which two sides are proved equal hold on all cells, and where these end both sides have the
/// same value, or none.
fn wherever(
    store: &Store,
    subject: &Subject,
    (left, right): (ExprId, ExprId),
    (variable, conditions): (ExprId, &[Condition]),
) -> bool {
    let mut store = store.clone();
    let inside = subject.cells.iter().all(|cell| {
        let given = bounds(variable, cell.lo.as_ref().map(|lo| lo.expr), cell.hi.as_ref().map(|hi| hi.expr));
        conditions.iter().all(|&condition| inverse::holds(&mut store, condition, &given))
    });
    inside
        && places(subject).iter().all(|place| {
            let [left, right] = [left, right].map(|side| store.replace(side, variable, place.expr));
            let none = |side| matches!(enclose(&store, side, &[], PRECISION), Err(Outcome::Undefined));
            none(left) && none(right) || is_equal(&mut store, (left, right), &[])
        })
}
