//! The slips that give what was written, in words.

use super::claims::Side;
use super::judge::{Derivative, Lowered, Under, contains_derivative, lowered};
use super::slips::{self, Given, Mistake, Outcome};
use crate::expr::{ExprId, Node, Store};
use crate::passes::carried_out;
use crate::trace::Condition;

fn said(outcome: Outcome) -> Option<String> {
    match outcome {
        Outcome::Named(Mistake { slip, .. }) => Some(format!("{}: {}", slip.says, slip.instead)),
        _ => None, // nothing is said of what has no name
    }
}

/// The slip that gives what is claimed to be a derivative.
pub(super) fn of_derivative(
    store: &Store,
    asked: Derivative,
    sides: (ExprId, ExprId),
    on: &[Condition],
) -> Option<String> {
    let is_asked = |side| store.node(side) == Node::Derivative(asked.0, asked.1);
    let claimed = match (is_asked(sides.0), is_asked(sides.1)) {
        (true, false) => sides.1,
        (false, true) => sides.0,
        _ => return None, // the derivative is part of something
    };
    let mut store = store.clone();
    let claimed = match contains_derivative(&store, claimed) {
        true => carried_out(&mut store, claimed, &mut Vec::new()).ok()?,
        false => claimed,
    };
    let given = Given { variable: Some(asked.1), assumed: on };
    said(slips::of_derivative(&mut store, asked.0, claimed, given))
}

/// The slip that makes a line of the one before it: in the derivative that the line before asks for, in the one that the
/// chain began with where there is still something to differentiate, or in rewriting.
pub(super) fn between_lines(under: Under<'_>, first: &Side, before: &Side, after: &Side) -> Option<String> {
    let Lowered { mut store, sides: (before, claimed), on, derivatives, .. } = lowered(under, before, after).ok()?;
    if contains_derivative(&store, claimed) {
        return None;
    }
    let variable = derivatives.last().map(|&(_, by, ..)| by);
    if let Some((of, by, part)) = differing(&store, before, claimed) {
        let given = Given { variable: Some(by), assumed: &on };
        let found = said(slips::of_derivative(&mut store.clone(), of, part, given));
        if found.is_some() {
            return found;
        }
    }
    let is_open = contains_derivative(&store, before);
    if let Some(found) = is_open.then(|| of_the_whole(under, first, after)).flatten() {
        return Some(found);
    }
    let before = carried_out(&mut store, before, &mut Vec::new()).ok()?;
    let variable = variable.or_else(|| usual_variable(&store, before));
    said(slips::between_lines(&mut store, before, claimed, Given { variable, assumed: &on }))
}

/// The slip in the derivative that a chain began with which gives a line of it.
fn of_the_whole(under: Under<'_>, first: &Side, after: &Side) -> Option<String> {
    let Lowered { mut store, sides: (whole, claimed), on, .. } = lowered(under, first, after).ok()?;
    match store.node(whole) {
        Node::Derivative(of, by) if !contains_derivative(&store, of) => {
            said(slips::of_derivative(&mut store, of, claimed, Given { variable: Some(by), assumed: &on }))
        }
        _ => None, // the chain began with something else
    }
}

/// A usual name of a variable in an expression, or its only symbol.
fn usual_variable(store: &Store, expr: ExprId) -> Option<ExprId> {
    let symbols: Vec<ExprId> =
        store.reachable(expr).into_iter().filter(|&id| matches!(store.node(id), Node::Symbol(_))).collect();
    let named = |name: &str| store.find_symbol(name).filter(|id| symbols.contains(id));
    ["z", "x", "t"].into_iter().find_map(named).or(match symbols.as_slice() {
        [only] => Some(*only),
        _ => None, // which one is meant is not said
    })
}

/// What is differentiated in `before`, by which variable, and what stands in its place in `after`, if both are alike
/// but for that.
fn differing(store: &Store, before: ExprId, after: ExprId) -> Option<(ExprId, ExprId, ExprId)> {
    let (mut before, mut after) = (before, after);
    loop {
        let (old, new) = (store.node(before), store.node(after));
        if let Node::Derivative(of, by) = old {
            return (!contains_derivative(store, of)).then_some((of, by, after));
        }
        let (parts, others): (Vec<ExprId>, Vec<ExprId>) = (old.children().collect(), new.children().collect());
        if std::mem::discriminant(&old) != std::mem::discriminant(&new) || parts.len() != others.len() {
            return None;
        }
        let mut unlike = parts.into_iter().zip(others).filter(|(part, other)| part != other);
        (before, after) = unlike.next()?;
        if unlike.next().is_some() {
            return None;
        }
    }
}
