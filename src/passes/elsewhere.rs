//! Functions whose branches change where another variable says so: two pieces, on both sides of one border.
//!
//! The border is a value of what is held fixed, so that a piece may contain it: its condition need not be strict.

use super::derived::Piece;
use super::piecewise::{Cell, Line, comparisons, is_switch};
use super::roots;
use super::task::{Failure, Task, compare};
use crate::expr::{ExprId, Node, Relation, Store};
use crate::trace::Condition;

/// The pieces, if all branches change at one border that is free of the variable and the branch on each side is shown.
pub(crate) fn pieces(
    store: &mut Store,
    task: &Task,
    function: ExprId,
    assumed: &[Condition],
) -> Result<Option<Vec<Piece>>, Failure> {
    let Some((left, right)) = border(store, task.variable, function) else { return Ok(None) };
    for (below, above) in [(Relation::Less, Relation::GreaterEqual), (Relation::LessEqual, Relation::Greater)] {
        let mut found = Vec::new();
        for relation in [below, above] {
            let given = [assumed, &[Condition { left, relation, right }]].concat();
            let when = compare(store, relation, left, right);
            found.extend(piece(store, task, function, &given, when)?);
        }
        if found.len() == 2 {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The one pair of sides that the branches compare, if the variable does not occur in it.
fn border(store: &Store, variable: ExprId, function: ExprId) -> Option<(ExprId, ExprId)> {
    let switches = store.reachable(function).into_iter().filter(|&id| is_switch(store, id));
    let mut pairs: Vec<(ExprId, ExprId)> = switches
        .flat_map(|switch| comparisons(store, switch))
        .map(|(left, right)| if matches!(store.node(left), Node::Number(_)) { (right, left) } else { (left, right) })
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let [(left, right)] = pairs.as_slice() else { return None };
    let is_free = |side: &ExprId| !store.reachable(*side).contains(&variable);
    ([left, right].into_iter().all(is_free)).then_some((*left, *right))
}

/// The derivative under the assumptions, if they say which branches hold.
fn piece(
    store: &mut Store,
    task: &Task,
    function: ExprId,
    given: &[Condition],
    when: ExprId,
) -> Result<Option<Piece>, Failure> {
    let parameters = roots::sample_parameters(store, &[function], task.variable, given);
    let line = Line { variable: task.variable, assumed: given.to_vec(), parameters };
    let Some((derivation, step, taken)) = line.resolve(store, function, &Cell::everywhere(), given) else {
        return Ok(None);
    };
    match task.branch(store, function, taken, given, Some((derivation, step))) {
        Ok(branch) if branch.formal => Ok(None),
        Ok(mut branch) => {
            branch.conditions.retain(|condition| !given.contains(condition));
            Ok(Some(Piece { when, branch }))
        }
        Err(Failure::Refused(_)) => Ok(None),
        Err(stopped) => Err(stopped),
    }
}
