//! What happens where two cells meet: the one-sided limits of the function and of its slope, by exact values.

use super::derived::{Border, BorderKind, Branch};
use super::roots;
use crate::algebra;
use crate::eval;
use crate::eval::interval::{Outcome, enclose};
use crate::expr::{ExprId, Node, Number, Relation, Store, work};
use crate::functions::Function;
use crate::kernel;
use crate::trace::Condition;

/// The precision, in bits, at which two constants are told apart.
const PRECISION: usize = 128;
/// How many factors are looked through for one that grows without bound.
const MOST_FACTORS: usize = 64;

/// A place where two cells of a function meet.
pub(crate) struct Place<'a> {
    pub(crate) variable: ExprId,
    pub(crate) function: ExprId,
    pub(crate) at: ExprId,
    pub(crate) after: usize,
    pub(crate) assumed: &'a [Condition],
}

/// How two values compare.
enum Compared {
    Same,
    Different,
    /// They are different but where this condition on the parameters holds.
    DifferentUnless(Condition),
}

impl Place<'_> {
    /// What happens there, from what holds on both sides; a side without a branch is a gap.
    pub(crate) fn border(&self, store: &mut Store, left: Option<&Branch>, right: Option<&Branch>) -> Border {
        let [left, right] = [left, right].map(|side| side.filter(|branch| self.reaches(store, branch)));
        self.between(store, left, right)
    }

    /// What happens between two branches that reach up to the place.
    fn between(&self, store: &mut Store, left: Option<&Branch>, right: Option<&Branch>) -> Border {
        let mut of = |side: Option<&Branch>, part: &dyn Fn(&Branch) -> ExprId| {
            side.and_then(|branch| self.value(store, part(branch)))
        };
        let limits = (of(left, &|b| b.below), of(right, &|b| b.below));
        let slopes = (of(left, &|b| b.derivative), of(right, &|b| b.derivative));
        let border = |kind, (left, right): (Option<ExprId>, Option<ExprId>), unless| Border {
            at: self.at,
            after: self.after,
            kind,
            left,
            right,
            value: None,
            unless,
            convention: None,
        };
        let apart = match limits {
            (Some(a), Some(b)) => matches!(self.compare(store, a, b), Some(Compared::Different)),
            _ => false, // a limit is not known
        };
        if !apart && self.is_undefined(store) {
            return border(BorderKind::Undefined, slopes, None);
        }
        if left.is_none() || right.is_none() {
            return border(BorderKind::Unknown, slopes, None); // it may end with a value here
        }
        let (Some(a), Some(b)) = limits else {
            let endless = [left, right].into_iter().flatten().any(|side| self.grows(store, side.below));
            return border(if endless { BorderKind::Vertical } else { BorderKind::Unknown }, slopes, None);
        };
        let first = [left, right].into_iter().flatten().all(|side| side.below == side.function);
        let value = if first { self.value(store, self.function) } else { None };
        let reached = match first {
            true => value.and_then(|value| self.compare(store, a, value)),
            false => Some(Compared::Same),
        };
        match (self.compare(store, a, b), reached) {
            (Some(Compared::Same), Some(Compared::Different)) => {
                return Border { value, ..border(BorderKind::Jump, limits, None) };
            }
            (Some(Compared::Same), Some(Compared::DifferentUnless(unless))) => {
                return Border { value, ..border(BorderKind::Jump, limits, Some(unless)) };
            }
            (Some(Compared::Different), _) => return border(BorderKind::Jump, limits, None),
            (Some(Compared::DifferentUnless(unless)), _) => return border(BorderKind::Jump, limits, Some(unless)),
            (None, _) | (_, None) => return border(BorderKind::Unknown, slopes, None),
            (Some(Compared::Same), Some(Compared::Same)) => {}
        }
        let vertical = |store: &mut Store, side: Option<&Branch>| side.is_some_and(|b| self.grows(store, b.derivative));
        match slopes {
            (Some(a), Some(b)) => match self.compare(store, a, b) {
                Some(Compared::Same) => border(BorderKind::Smooth, slopes, None),
                Some(Compared::Different) => border(BorderKind::Kink, slopes, None),
                Some(Compared::DifferentUnless(unless)) => border(BorderKind::Kink, slopes, Some(unless)),
                None => border(BorderKind::Unknown, slopes, None),
            },
            _ if vertical(store, left) || vertical(store, right) => border(BorderKind::Vertical, slopes, None),
            _ => border(BorderKind::Unknown, slopes, None), // a limit is not a value
        }
    }

    /// Whether the branch may hold up to the place: none of its conditions is known to fail here and around.
    fn reaches(&self, store: &mut Store, branch: &Branch) -> bool {
        !branch.conditions.iter().any(|condition| {
            let relation = match condition.relation {
                Relation::Greater | Relation::GreaterEqual => Relation::Less,
                Relation::Less | Relation::LessEqual => Relation::Greater,
                Relation::Equal | Relation::NotEqual => return false, // it may fail here alone
            };
            let sides = [condition.left, condition.right].map(|side| self.value(store, side));
            let [Some(left), Some(right)] = sides else { return false };
            kernel::decide(store, self.assumed, Condition { left, relation, right }) == Some(true)
        })
    }

    /// The expression's value at the place: a number, or an expression in the parameters.
    fn value(&self, store: &mut Store, expr: ExprId) -> Option<ExprId> {
        let there = store.replace(expr, self.variable, self.at);
        simplified(store, there, self.assumed)
    }

    /// Whether the function is known to have no value at the place.
    fn is_undefined(&self, store: &mut Store) -> bool {
        let there = store.replace(self.function, self.variable, self.at);
        enclose(store, there, &[], PRECISION) == Err(Outcome::Undefined)
            || (matches!(store.node(there), Node::Cases(..)) && kernel::has_no_branch(store, self.assumed, there))
    }

    /// Whether the slope is known to grow without bound towards the place: a factor does, and no other vanishes.
    fn grows(&self, store: &mut Store, mut slope: ExprId) -> bool {
        let mut infinite = false;
        for _ in 0..MOST_FACTORS {
            let nonzero = |place: &Self, store: &mut Store, id| {
                let value = place.value(store, id);
                value.is_some_and(|value| matches!(place.compare(store, value, Store::ZERO), Some(Compared::Different)))
            };
            let zero = |place: &Self, store: &mut Store, id| place.value(store, id) == Some(Store::ZERO);
            match store.node(slope) {
                Node::Neg(a) => slope = a,
                Node::Div(over, below) if zero(self, store, below) => (slope, infinite) = (over, true),
                Node::Div(over, below) if nonzero(self, store, below) => slope = over,
                Node::Mul(a, b) if nonzero(self, store, a) => slope = b,
                Node::Mul(a, b) if nonzero(self, store, b) => slope = a,
                Node::Call(f, argument) => {
                    let at = self.value(store, argument).and_then(|at| algebra::rational(store, at));
                    return at.is_some_and(|at| is_pole(f.row(), &at));
                }
                Node::Pow(base, n) if algebra::rational(store, n).is_some_and(|n| n.is_negative()) => {
                    return zero(self, store, base);
                }
                _ => return infinite && nonzero(self, store, slope), // one value that is left
            }
        }
        false
    }

    /// How two values without the variable compare, if that can be told.
    fn compare(&self, store: &mut Store, a: ExprId, b: ExprId) -> Option<Compared> {
        if a == b || algebra::equal_fractions(store, a, b) == Ok(true) {
            return Some(Compared::Same);
        }
        let differ = Condition { left: a, relation: Relation::NotEqual, right: b };
        if kernel::decide(store, self.assumed, differ) == Some(true) {
            return Some(Compared::Different);
        }
        if let (Ok(x), Ok(y)) = (enclose(store, a, &[], PRECISION), enclose(store, b, &[], PRECISION)) {
            let differ = eval::interval::compare(Relation::NotEqual, &x, &y) == Some(true);
            return differ.then_some(Compared::Different);
        }
        let mut parts = [a, b].into_iter().flat_map(|id| store.reachable(id));
        let opaque =
            |id| matches!(store.node(id), Node::Call(..) | Node::Call2(..) | Node::Cases(..) | Node::Derivative(..));
        if parts.any(opaque) {
            return None; // opaque parts may still be equal
        }
        Some(Compared::DifferentUnless(solved(store, a, b)))
    }
}

/// The condition that two values are equal, solved where they have one symbol and it has one value.
fn solved(store: &mut Store, left: ExprId, right: ExprId) -> Condition {
    let mut symbols = [store.reachable(left), store.reachable(right)].concat();
    symbols.retain(|&id| matches!(store.node(id), Node::Symbol(_)));
    symbols.sort_unstable();
    symbols.dedup();
    let relation = Relation::Equal;
    match symbols[..] {
        [symbol] if left != symbol && right != symbol => match roots::solve(store, left, right, symbol).as_deref() {
            Some(&[value]) => Condition { left: symbol, relation, right: value },
            _ => Condition { left, relation, right }, // not one value
        },
        _ => Condition { left, relation, right }, // it is solved, or there are several
    }
}

/// Whether the table says that the function grows without bound towards this argument.
fn is_pole(row: &Function, at: &Number) -> bool {
    row.values.iter().any(|(known, value)| {
        let known = known.trim_end_matches(['+', '-']);
        value.ends_with("inf") && Number::from_numeral(known).as_ref() == Some(at)
    })
}

/// The value of an expression without the variable: a number, or an expression in the parameters; `None` where no work is
/// left.
pub(crate) fn simplified(store: &mut Store, expr: ExprId, assumed: &[Condition]) -> Option<ExprId> {
    if let Node::Number(_) = store.node(expr) {
        return Some(expr);
    }
    if work::is_spent() {
        return None;
    }
    if enclose(store, expr, &[], PRECISION) == Err(Outcome::Undefined) {
        return None;
    }
    if let Some(value) = eval::exact(store, expr, &[]) {
        return super::differentiate::number(store, &value);
    }
    let folded = fold_values(store, expr, assumed)?;
    Some(super::close::simplest(store, folded).unwrap_or(folded))
}

/// Functions of the table at arguments where their exact value is known are that value.
fn fold_values(store: &mut Store, expr: ExprId, assumed: &[Condition]) -> Option<ExprId> {
    let mut image = rustc_hash::FxHashMap::default();
    for id in store.reachable(expr) {
        if work::is_spent() {
            return None;
        }
        let node = store.node(id);
        let made = match node.pair() {
            (None, _) => id,
            (Some(a), None) => store.intern(node.with_children(image[&a], image[&a])),
            (Some(a), Some(b)) => store.intern(node.with_children(image[&a], image[&b])),
        };
        let made = match (node, eval::exact(store, made, &[])) {
            (Node::Div(_, below), _) if eval::exact(store, image[&below], &[]).is_some_and(|n| n.is_zero()) => {
                return None;
            }
            (Node::Pow(base, _), None) if eval::exact(store, image[&base], &[]).is_some_and(|n| n.is_zero()) => {
                return None;
            }
            (Node::Pow(base, _), None) if image[&base] == Store::ONE => Store::ONE,
            (_, Some(value)) => super::differentiate::number(store, &value)?,
            (_, None) => chosen(store, made, assumed).unwrap_or(made),
        };
        let made = super::close::simplest(store, made).unwrap_or(made);
        image.insert(id, made);
    }
    let is_case = |id: ExprId| matches!(store.node(id), Node::Cases(..) | Node::Undefined);
    Some(image[&expr]).filter(|&value| !store.reachable(value).into_iter().any(is_case))
}

/// The branch that a switch without the variable takes, if the assumptions decide it.
fn chosen(store: &mut Store, switch: ExprId, assumed: &[Condition]) -> Option<ExprId> {
    let holds = |store: &Store, left, relation, right| {
        kernel::decide(store, assumed, Condition { left, relation, right }) == Some(true)
    };
    match store.node(switch) {
        Node::Call2(f, u, v) if matches!(f.row().name, "max" | "min") => {
            let larger = u == v || holds(store, u, Relation::GreaterEqual, v);
            let smaller = u == v || holds(store, u, Relation::LessEqual, v);
            let (first, second) = if f.row().name == "max" { (larger, smaller) } else { (smaller, larger) };
            if first { Some(u) } else { second.then_some(v) }
        }
        Node::Call(f, u) if f.row().name == "abs" => {
            if holds(store, u, Relation::GreaterEqual, Store::ZERO) {
                return Some(u);
            }
            holds(store, u, Relation::LessEqual, Store::ZERO).then(|| store.neg(u))
        }
        Node::Cases(branch, rest) => {
            let Node::Branch(when, value) = store.node(branch) else { return None };
            match kernel::decide_formula(store, assumed, when)? {
                true => Some(value),
                false => Some(rest),
            }
        }
        _ => None, // nothing else has branches
    }
}
