//! Whether a function of one symbol has a value at each number and is continuous.

use rustc_hash::FxHashSet;

use super::conditions::Conditions;
use crate::algebra;
use crate::eval;
use crate::expr::{ExprId, Node, Number, Store};
use crate::functions::KinkKind;
use crate::trace::Derivation;

/// How many borders cases may have.
const MOST_BORDERS: usize = 32;

/// Whether a function of a variable has a value at each number and is continuous there: it is made of functions that are
/// continuous where they are defined, and defined everywhere; or of cases whose conditions compare the variable with
/// numbers, whose values are such functions and agree at these numbers.
pub(crate) fn is_continuous(store: &Store, of: ExprId, variable: ExprId) -> bool {
    let derivation = Derivation::new(store.brand());
    let mut conditions = Conditions::new(store, &derivation);
    let mut whole = |expr| conditions.is_continuous(expr) && is_empty(&mut conditions, expr);
    match store.node(of) {
        Node::Cases(..) => joined(store, of, variable, &mut whole).unwrap_or(false),
        _ => whole(of),
    }
}

impl Conditions<'_> {
    /// Whether the expression is made of functions that are continuous wherever they are defined; a name is its body.
    pub(super) fn is_continuous(&self, expr: ExprId) -> bool {
        let (mut open, mut seen) = (vec![expr], FxHashSet::default());
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let node = self.store.node(id);
            match node {
                Node::Call(f, _) if f.row().kinks.iter().any(|kink| kink.kind == KinkKind::Jump) => return false,
                Node::Cases(..) | Node::Branch(..) | Node::Derivative(..) | Node::Undefined => return false,
                Node::Symbol(_) => open.extend(self.defined.get(&id)),
                Node::Number(_) | Node::Constant(_) | Node::Always | Node::Neg(_) | Node::Call(..) => {}
                Node::Add(..) | Node::Sub(..) | Node::Mul(..) | Node::Div(..) | Node::Pow(..) | Node::Call2(..) => {}
                Node::Compare(..) | Node::And(..) | Node::Or(..) => {}
            }
            open.extend(node.children());
        }
        true
    }
}

fn is_empty(conditions: &mut Conditions<'_>, expr: ExprId) -> bool {
    let domain = conditions.domain(expr);
    conditions.list(domain).0.is_empty()
}

/// Conditions with their values.
type Branches = Vec<(ExprId, ExprId)>;

/// The values of cases and the numbers that their conditions compare the variable with.
fn borders(store: &Store, cases: ExprId, variable: ExprId) -> Option<(Branches, Vec<Number>)> {
    let (mut rest, mut branches, mut borders) = (cases, Vec::new(), Vec::new());
    while let Node::Cases(branch, others) = store.node(rest) {
        let Node::Branch(when, value) = store.node(branch) else { return None };
        branches.push((when, value));
        let mut open = vec![when];
        while let Some(id) = open.pop() {
            match store.node(id) {
                Node::Always => {}
                Node::And(a, b) | Node::Or(a, b) => open.extend([a, b]),
                Node::Compare(_, a, b) if a == variable => borders.push(algebra::rational(store, b)?),
                Node::Compare(_, a, b) if b == variable => borders.push(algebra::rational(store, a)?),
                _ => return None, // the condition is about something else
            }
        }
        rest = others;
    }
    borders.sort();
    borders.dedup();
    (borders.len() <= MOST_BORDERS && store.node(rest) == Node::Undefined).then_some((branches, borders))
}

fn joined(store: &Store, of: ExprId, variable: ExprId, whole: &mut dyn FnMut(ExprId) -> bool) -> Option<bool> {
    let (branches, borders) = borders(store, of, variable)?;
    let at = |place: &Number, expr| eval::exact(store, expr, &[(variable, place.clone())]);
    let chosen = |place: &Number| {
        for &(when, value) in &branches {
            if eval::exact_truth(store, when, &[(variable, place.clone())])? {
                return Some(value);
            }
        }
        None
    };
    // the values on the open intervals between the borders, each chosen at a number inside
    let half = Number::ratio(1, 2)?;
    let inside = |from: Option<&Number>, to: Option<&Number>| match (from, to) {
        (Some(from), Some(to)) => from.add(to).mul(&half),
        (Some(from), None) => from.add(&Number::ONE),
        (None, Some(to)) => to.sub(&Number::ONE),
        (None, None) => Number::ZERO,
    };
    let ends = (0..=borders.len()).map(|at| (at.checked_sub(1).and_then(|at| borders.get(at)), borders.get(at)));
    let values: Vec<ExprId> = ends.map(|(from, to)| chosen(&inside(from, to))).collect::<Option<_>>()?;
    let distinct: FxHashSet<ExprId> = values.iter().copied().collect();
    let agree = |(place, sides): (&Number, &[ExprId])| {
        let own = chosen(place).and_then(|value| at(place, value));
        own.is_some() && sides.iter().all(|&side| at(place, side) == own)
    };
    Some(distinct.into_iter().all(whole) && borders.iter().zip(values.windows(2)).all(agree))
}
