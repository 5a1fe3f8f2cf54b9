//! Forms of what has branches: one form everywhere, a size, the larger or the smaller of two, or cases.

use crate::expr::{ExprId, FunctionId, Node, Relation, Store};
use crate::passes::close::simplest;
use crate::passes::equal::pieces::{Divided, cells, is_switch, later_branches, taken};
use crate::trace::Condition;

/// The most parts with branches.
const MOST_SWITCHES: usize = 6;
/// The most cells whose forms are compared.
const MOST_CELLS: usize = 27;
/// The most branches that are taken on one cell.
const MOST_BRANCHES: usize = 64;

/// Forms of an expression that has branches.
pub(super) fn forms(store: &mut Store, expr: ExprId, assumed: &[Condition]) -> Vec<ExprId> {
    let switches = store.reachable(expr).into_iter().filter(|&id| is_switch(store, id)).count();
    if switches == 0 || switches > MOST_SWITCHES {
        return Vec::new();
    }
    let found = cells(store, (expr, expr), assumed, Divided::All).filter(|cells| cells.len() <= MOST_CELLS);
    let is_open = |cell: &Vec<Condition>| !cell.iter().any(|condition| condition.relation == Relation::Equal);
    let mut pieces: Vec<(Vec<Condition>, ExprId)> = Vec::new();
    for cell in found.unwrap_or_default().into_iter().filter(is_open) {
        let given: Vec<Condition> = assumed.iter().chain(&cell).copied().collect();
        let Some(piece) = on(store, expr, &given) else { return Vec::new() };
        if !pieces.iter().any(|(_, known)| *known == piece) {
            pieces.push((cell, piece));
        }
    }
    match pieces.as_slice() {
        [(_, only)] => vec![*only],
        [first, second] => of_two(store, first, second),
        _ => Vec::new(), // more than two have no short form
    }
}

/// The expression with the branch of each switch that is taken under the assumptions.
fn on(store: &mut Store, expr: ExprId, given: &[Condition]) -> Option<ExprId> {
    let mut current = expr;
    for _ in 0..MOST_BRANCHES {
        let parts = store.reachable(current);
        let later = later_branches(store, &parts);
        let switch = parts.into_iter().find(|id| is_switch(store, *id) && !later.contains(id));
        let Some(switch) = switch else { return Some(simplest(store, current).unwrap_or(current)) };
        if let Node::Call(f, u) = store.node(switch)
            && f.row().name == "abs"
        {
            store.neg(u);
        }
        let branch = taken(store, given, switch)?;
        current = store.replace(current, switch, branch);
    }
    None
}

/// Forms of what is one thing where a side is larger than another, and a second thing where it is less.
fn of_two(store: &mut Store, first: &(Vec<Condition>, ExprId), second: &(Vec<Condition>, ExprId)) -> Vec<ExprId> {
    let apart = first.0.iter().zip(&second.0).find(|(a, b)| a.relation != b.relation);
    let Some((at, _)) = apart else { return Vec::new() };
    let (above, below) = if at.relation == Relation::Greater { (first.1, second.1) } else { (second.1, first.1) };
    let short = |store: &mut Store, expr| simplest(store, expr).unwrap_or(expr);
    let mut found = Vec::new();
    for name in ["max", "min"] {
        let f = FunctionId::named(name);
        let pair = if matches!(store.node(above), Node::Number(_)) { (above, below) } else { (below, above) };
        found.push(store.intern(Node::Call2(f, pair.0, pair.1)));
    }
    let abs = FunctionId::named("abs");
    found.extend([above, below].map(|piece| store.call(abs, piece)));
    // the mean, and half the difference for each unit by which the sides differ
    let (sum, difference) = (store.add(above, below), store.sub(above, below));
    let border = store.sub(at.left, at.right);
    let border = short(store, border);
    let size = store.call(abs, border);
    let double = store.mul(Store::TWO, border);
    let (mean, slope) = (store.div(sum, Store::TWO), store.div(difference, double));
    let (mean, slope) = (short(store, mean), short(store, slope));
    let scaled = store.mul(slope, size);
    let total = store.add(mean, scaled);
    found.extend([short(store, scaled), short(store, total)]);
    let sign = store.call(FunctionId::named("sign"), border);
    let half = store.div(difference, Store::TWO);
    let half = short(store, half);
    let signed = store.mul(half, sign);
    let total = store.add(mean, signed);
    found.extend([short(store, signed), short(store, total)]);
    found
}
