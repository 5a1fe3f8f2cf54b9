//! Functions in pieces: the real line is cut at the borders, and each open cell gets a derivation of its own.
//!
//! Where to cut and which branch to take is proposed here; on each cell the kernel checks every branch.

use super::derive::{Error, Task, compare};
use super::derived::{Border, Branch, Derived, Piece};
use super::{borders, roots};
use crate::algebra;
use crate::eval::float;
use crate::expr::{ExprId, Node, Number, Relation, Store};
use crate::theory::tidy;
use crate::trace::{Condition, Derivation, Judgement, Reason, StepId};

/// The most open cells that are made.
const MOST_CELLS: usize = 64;
/// The most branches that are taken on one cell.
const MOST_BRANCHES: usize = 256;

/// Whether the formula has cases, or a function with branches.
pub(crate) fn needs_pieces(store: &Store, function: ExprId) -> bool {
    store.reachable(function).into_iter().any(|id| is_switch(store, id))
}

fn is_switch(store: &Store, id: ExprId) -> bool {
    match store.node(id) {
        Node::Cases(..) => true,
        Node::Call(f, _) | Node::Call2(f, ..) => crate::kernel::is_piecewise(f.row()),
        _ => false, // no other node has branches
    }
}

/// An open interval of the variable; a missing end is infinite.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub(crate) lo: Option<Number>,
    pub(crate) hi: Option<Number>,
}

impl Cell {
    /// A number inside.
    fn sample(&self) -> Number {
        match (&self.lo, &self.hi) {
            (Some(lo), Some(hi)) => lo.add(hi).mul(&Number::ratio(1, 2).unwrap_or(Number::ONE)),
            (Some(lo), None) => lo.add(&Number::ONE),
            (None, Some(hi)) => hi.sub(&Number::ONE),
            (None, None) => Number::ZERO,
        }
    }

    fn contains(&self, at: &Number) -> bool {
        self.lo.as_ref().is_none_or(|lo| lo < at) && self.hi.as_ref().is_none_or(|hi| at < hi)
    }

    fn split(&self, at: &Number) -> (Cell, Cell) {
        (Cell { lo: self.lo.clone(), hi: Some(at.clone()) }, Cell { lo: Some(at.clone()), hi: self.hi.clone() })
    }
}

/// Why a formula has no list of pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
enum NoPieces {
    Border(ExprId),
    Branch(ExprId),
    TooMany,
}

impl NoPieces {
    fn text(&self) -> &'static str {
        match self {
            NoPieces::Border(_) => "a border could not be solved exactly for the variable",
            NoPieces::Branch(_) => "on some piece it could not be decided which branch holds",
            NoPieces::TooMany => "there are too many pieces",
        }
    }
}

/// Fills in the pieces, the borders, and the whole derivative as cases.
pub(crate) fn derive(store: &mut Store, task: &Task, function: ExprId, derived: &mut Derived) -> Result<(), Error> {
    let cells = match cells(store, function, task.variable) {
        Ok(cells) => cells,
        Err(none) => return without_pieces(store, task, function, derived, &none),
    };
    for cell in &cells {
        let limits = limits(store, task.variable, cell);
        let mut assumed = derived.assumed.clone();
        assumed.extend(&limits);
        let when = when(store, &limits);
        let Some((derivation, step, piece)) = resolve(store, function, task.variable, cell, &assumed) else {
            return without_pieces(store, task, function, derived, &NoPieces::Branch(function));
        };
        let Ok(mut branch) = task.branch(store, function, piece, &assumed, Some((derivation, step))) else {
            return without_pieces(store, task, function, derived, &NoPieces::Branch(function));
        };
        branch.conditions.retain(|condition| !assumed.contains(condition));
        derived.pieces.push(Piece { when, branch });
    }
    derived.borders = cells
        .windows(2)
        .zip(derived.pieces.windows(2))
        .filter_map(|(cells, pieces)| {
            let at = super::differentiate::number(store, cells[0].hi.as_ref()?)?;
            Some(borders::border(store, task.variable, function, at, &pieces[0].branch, &pieces[1].branch))
        })
        .collect::<Vec<Border>>();
    derived.whole = whole(store, function, &derived.pieces);
    Ok(())
}

/// The formula's derivative without a list of pieces: by the rules, as far as they go.
fn without_pieces(
    store: &mut Store,
    task: &Task,
    function: ExprId,
    derived: &mut Derived,
    none: &NoPieces,
) -> Result<(), Error> {
    derived.pieces.clear();
    derived.pieces_reason = Some(none.text().into());
    derived.whole = task.branch(store, function, function, &derived.assumed, None)?;
    Ok(())
}

/// The whole derivative as cases over the open cells.
fn whole(store: &mut Store, function: ExprId, pieces: &[Piece]) -> Branch {
    let mut cases = |part: &dyn Fn(&Branch) -> ExprId| {
        pieces.iter().rev().fold(store.intern(Node::Undefined), |rest, piece| {
            let branch = store.intern(Node::Branch(piece.when, part(&piece.branch)));
            store.intern(Node::Cases(branch, rest))
        })
    };
    let derivative = cases(&|branch| branch.derivative);
    let closed_form = cases(&|branch| branch.closed_form);
    let mut whole = Branch::undifferentiated(store, function);
    whole.derivative = derivative;
    whole.closed_form = closed_form;
    whole
}

fn limits(store: &mut Store, variable: ExprId, cell: &Cell) -> Vec<Condition> {
    let mut found = Vec::new();
    for (relation, end) in [(Relation::Greater, &cell.lo), (Relation::Less, &cell.hi)] {
        if let Some(right) = end.as_ref().and_then(|end| super::differentiate::number(store, end)) {
            found.push(Condition { left: variable, relation, right });
        }
    }
    found
}

/// The cell as a condition node: `z < 0`, `-3 < z and z < 3`, or always.
fn when(store: &mut Store, limits: &[Condition]) -> ExprId {
    match limits {
        [] => store.intern(Node::Always),
        [one] => compare(store, one.relation, one.left, one.right),
        [lo, hi, ..] => {
            let below = compare(store, Relation::Less, lo.right, lo.left);
            let above = compare(store, hi.relation, hi.left, hi.right);
            store.intern(Node::And(below, above))
        }
    }
}

/// The open cells from left to right, on each of which every branch is the same throughout.
fn cells(store: &mut Store, function: ExprId, variable: ExprId) -> Result<Vec<Cell>, NoPieces> {
    let mut open = vec![Cell { lo: None, hi: None }];
    let mut done: Vec<Cell> = Vec::new();
    while let Some(cell) = open.pop() {
        if open.len() + done.len() > MOST_CELLS {
            return Err(NoPieces::TooMany);
        }
        match cut(store, function, variable, &cell)? {
            None => done.push(cell),
            Some(at) => {
                let (left, right) = cell.split(&at);
                open.push(right);
                open.push(left);
            }
        }
    }
    Ok(done)
}

/// A place inside the cell where a branch changes, or none.
fn cut(store: &mut Store, function: ExprId, variable: ExprId, cell: &Cell) -> Result<Option<Number>, NoPieces> {
    let mut current = function;
    for _ in 0..MOST_BRANCHES {
        let Some(switch) = innermost(store, current) else { return Ok(None) };
        for (left, right) in comparisons(store, switch) {
            let roots = roots::solve(store, left, right, variable).ok_or(NoPieces::Border(switch))?;
            if let Some(at) = roots.into_iter().find(|at| cell.contains(at)) {
                return Ok(Some(at));
            }
        }
        let branch = propose(store, switch, variable, cell).ok_or(NoPieces::Branch(switch))?;
        current = store.replace(current, switch, branch);
    }
    Err(NoPieces::TooMany)
}

/// The first switch whose parts have no switch. The later branches of cases are no switch of their own.
fn innermost(store: &Store, expr: ExprId) -> Option<ExprId> {
    let reached = store.reachable(expr);
    let later: Vec<ExprId> = reached
        .iter()
        .filter_map(|&id| match store.node(id) {
            Node::Cases(_, rest) => Some(rest),
            _ => None, // only cases have later branches
        })
        .collect();
    reached.into_iter().find(|&id| is_switch(store, id) && !later.contains(&id))
}

/// What the switch compares.
fn comparisons(store: &Store, switch: ExprId) -> Vec<(ExprId, ExprId)> {
    match store.node(switch) {
        Node::Call(_, u) => vec![(u, Store::ZERO)],
        Node::Call2(_, u, v) => vec![(u, v)],
        _ => {
            // cases: the conditions of this list of branches
            let mut found = Vec::new();
            let mut at = switch;
            while let Node::Cases(branch, rest) = store.node(at) {
                if let Node::Branch(when, _) = store.node(branch) {
                    for id in store.reachable(when) {
                        if let Node::Compare(_, a, b) = store.node(id) {
                            found.push((a, b));
                        }
                    }
                }
                at = rest;
            }
            found
        }
    }
}

/// The branch that a switch takes on the cell, judging by one point inside.
fn propose(store: &mut Store, switch: ExprId, variable: ExprId, cell: &Cell) -> Option<ExprId> {
    let point = cell.sample().to_f64();
    let values = roots::sample_values(store, switch, variable, point);
    let value = |store: &Store, expr| float::evaluate(store, expr, &values);
    match store.node(switch) {
        Node::Call(f, u) => {
            let at = value(store, u);
            match (f.row().name, at.partial_cmp(&0.0)?.is_lt()) {
                ("abs", true) => Some(store.neg(u)),
                ("abs", false) => Some(u),
                (_, true) => Some(Store::MINUS_ONE),
                (_, false) => Some(if at > 0.0 { Store::ONE } else { Store::ZERO }),
            }
        }
        Node::Call2(f, u, v) => {
            let larger = value(store, u) >= value(store, v);
            Some(if larger == (f.row().name == "max") { u } else { v })
        }
        _ => {
            // cases: the first branch whose condition holds
            let mut at = switch;
            while let Node::Cases(branch, rest) = store.node(at) {
                let Node::Branch(when, taken) = store.node(branch) else { return None };
                if float::holds(store, when, &values) {
                    return Some(taken);
                }
                at = rest;
            }
            None
        }
    }
}

/// The steps that take every branch on the cell: the derivation, its last step `function = piece`, and the piece.
fn resolve(
    store: &mut Store,
    function: ExprId,
    variable: ExprId,
    cell: &Cell,
    assumed: &[Condition],
) -> Option<(Derivation, StepId, ExprId)> {
    let mut derivation = Derivation::new(store.brand());
    derivation.assumptions = assumed.to_vec();
    let equal = |left, right| Judgement::Equal { left, right };
    let mut current = function;
    let mut total: Option<StepId> = None;
    for _ in 0..MOST_BRANCHES {
        let (next, step) = match innermost(store, current) {
            Some(switch) => {
                let branch = propose(store, switch, variable, cell)?;
                let taken = derivation.push(equal(switch, branch), Reason::Branch, &[], &[]);
                let next = store.replace(current, switch, branch);
                let step = match switch == current {
                    true => taken,
                    false => derivation.push(equal(current, next), Reason::Substitution, &[taken], &[]),
                };
                (next, step)
            }
            None => {
                let next = super::close::simplest(store, current).unwrap_or_else(|| tidy(store, current));
                if next == current || algebra::equal_fractions(store, current, next) != Ok(true) {
                    return Some((derivation, total?, current));
                }
                (next, derivation.push(equal(current, next), Reason::Algebra, &[], &[]))
            }
        };
        total = Some(match total {
            None => step,
            Some(before) => derivation.push(equal(function, next), Reason::Transitivity, &[before, step], &[]),
        });
        current = next;
    }
    None
}
