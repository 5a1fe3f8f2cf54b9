//! Solving `left = right` for the variable where inverting one operation after the other does it, with rational roots.

use crate::algebra;
use crate::expr::{ExprId, Node, Number, Store};
use crate::functions::Monotonicity;

/// How many operations are inverted at most.
const MOST_INVERSIONS: usize = 64;

/// The rational solutions of `left = right` for `variable`; `None` if there may be others or it cannot be solved.
/// Parameters are taken to be different from 0.
pub(crate) fn solve(store: &mut Store, left: ExprId, right: ExprId, variable: ExprId) -> Option<Vec<Number>> {
    let mut open = vec![(left, right)];
    let mut found = Vec::new();
    for _ in 0..MOST_INVERSIONS {
        let Some((left, right)) = open.pop() else {
            found.sort();
            found.dedup();
            return Some(found);
        };
        let occurs = |id| store.reachable(id).contains(&variable);
        match (occurs(left), occurs(right)) {
            (false, false) => {}
            (false, true) => open.push((right, left)),
            (true, _) => match affine(store, left, right, variable) {
                Some(root) => found.extend(root),
                None => invert(store, left, right, variable, &mut open)?,
            },
        }
    }
    None
}

/// The root where the difference is `a*z + b`, with a common factor of parameters allowed; `Some(None)` if there is none.
fn affine(store: &Store, left: ExprId, right: ExprId, variable: ExprId) -> Option<Option<Number>> {
    let terms = algebra::difference_terms(store, left, right)?;
    let (mut slope, mut offset): (Option<Number>, Number) = (None, Number::ZERO);
    let mut common: Option<Vec<(ExprId, u32)>> = None;
    for (coefficient, mut powers) in terms {
        let degree = powers.iter().find(|(kernel, _)| *kernel == variable).map_or(0, |p| p.1);
        powers.retain(|(kernel, _)| *kernel != variable);
        if degree > 1 || powers.iter().any(|(kernel, _)| store.reachable(*kernel).contains(&variable)) {
            return None;
        }
        if *common.get_or_insert_with(|| powers.clone()) != powers {
            return None;
        }
        match degree {
            0 => offset = offset.add(&coefficient),
            _ => slope = Some(slope.unwrap_or(Number::ZERO).add(&coefficient)),
        }
    }
    let slope = slope?;
    Some(offset.neg().div(&slope))
}

/// Takes one operation off the left side.
fn invert(
    store: &mut Store,
    left: ExprId,
    right: ExprId,
    variable: ExprId,
    open: &mut Vec<(ExprId, ExprId)>,
) -> Option<()> {
    let free = |id: ExprId| !store.reachable(id).contains(&variable);
    let right_free = free(right);
    match store.node(left) {
        Node::Neg(a) if right == Store::ZERO => open.push((a, right)),
        Node::Sub(a, b) if right == Store::ZERO => open.push((a, b)),
        Node::Add(a, b) if right == Store::ZERO && free(a) => {
            let other = store.neg(a);
            open.push((b, other));
        }
        Node::Add(a, b) if right == Store::ZERO && free(b) => {
            let other = store.neg(b);
            open.push((a, other));
        }
        Node::Mul(a, b) if right == Store::ZERO => open.extend([(a, right), (b, right)]),
        Node::Div(a, _) if right == Store::ZERO => open.push((a, right)),
        Node::Pow(a, _) if right == Store::ZERO => open.push((a, right)),
        Node::Call(f, a) if right_free && f.row().monotonicity == Monotonicity::Increasing => {
            let value = algebra::rational(store, right)?;
            let known = f.row().values.iter().find(|(_, v)| number(v).as_ref() == Some(&value));
            match known {
                Some((at, _)) => {
                    let at = super::differentiate::number(store, &number(at)?)?;
                    open.push((a, at));
                }
                None if value == Number::ZERO && f.row().name == "exp" => {} // never 0
                None => return None,
            }
        }
        _ => return None, // no inverse is known
    }
    Some(())
}

fn number(text: &str) -> Option<Number> {
    match text.strip_prefix('-') {
        Some(rest) => Number::from_numeral(rest).map(|n| n.neg()),
        None => Number::from_numeral(text),
    }
}

/// Values to look at an expression with: the variable at `point`, every parameter at 1/2.
pub(crate) fn sample_values(store: &Store, expr: ExprId, variable: ExprId, point: f64) -> Vec<(ExprId, f64)> {
    store
        .reachable(expr)
        .into_iter()
        .filter(|&id| matches!(store.node(id), Node::Symbol(_)))
        .map(|id| (id, if id == variable { point } else { 0.5 }))
        .collect()
}
