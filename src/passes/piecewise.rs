//! Functions in pieces: the real line is cut at the borders, and each open cell gets a derivation of its own.
//!
//! Where to cut and which branch to take is proposed here; on each cell the kernel checks every branch.

use super::derived::{Border, BorderKind, Branch, Derived, Piece};
use super::task::{Failure, Task, compare};
use super::{arguments, borders, common, elsewhere, roots};
use crate::algebra;
use crate::eval::float;
use crate::expr::{ExprId, Node, Relation, Store};
use crate::kernel;
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

pub(super) fn is_switch(store: &Store, id: ExprId) -> bool {
    match store.node(id) {
        Node::Cases(..) => true,
        Node::Call(f, _) | Node::Call2(f, ..) => crate::kernel::is_piecewise(f.row()),
        _ => false, // no other node has branches
    }
}

/// An open interval of the variable, whose ends are free of it; a missing end is infinite.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub(crate) lo: Option<ExprId>,
    pub(crate) hi: Option<ExprId>,
    /// Whether no branch holds there, so that the formula has no value.
    gap: bool,
}

impl Cell {
    /// The whole line.
    pub(super) fn everywhere() -> Cell {
        Cell { lo: None, hi: None, gap: false }
    }

    fn split(&self, at: ExprId) -> (Cell, Cell) {
        (Cell { hi: Some(at), ..self.clone() }, Cell { lo: Some(at), ..self.clone() })
    }
}

/// Why a formula has no list of pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
enum NoPieces {
    Border(ExprId),
    Branch(ExprId),
    Slope,
    TooMany,
}

impl NoPieces {
    fn text(&self) -> &'static str {
        match self {
            NoPieces::Border(_) => "a border could not be solved exactly for the variable",
            NoPieces::Branch(_) => "on some piece it could not be decided which branch holds",
            NoPieces::Slope => "on some piece the rules give no derivative",
            NoPieces::TooMany => "there are too many pieces",
        }
    }
}

/// Fills in the pieces, the borders, and the whole derivative as cases.
pub(crate) fn derive(store: &mut Store, task: &Task, function: ExprId, derived: &mut Derived) -> Result<(), Failure> {
    if let Some(pieces) = elsewhere::pieces(store, task, function, &derived.assumed)? {
        derived.whole = whole(store, function, &pieces);
        derived.pieces = pieces;
        return Ok(());
    }
    let mut line = Line { variable: task.variable, assumed: derived.assumed.clone(), parameters: Vec::new() };
    line.parameters = roots::sample_parameters(store, &[function], task.variable, &line.assumed);
    let cells = match line.cells(store, function) {
        Ok(cells) => cells,
        Err(none) => return without_pieces(store, task, function, derived, &none),
    };
    let mut branches: Vec<Option<Branch>> = Vec::with_capacity(cells.len());
    for cell in &cells {
        if cell.gap {
            branches.push(None);
            continue;
        }
        let limits = limits(task.variable, cell);
        let mut assumed = derived.assumed.clone();
        assumed.extend(&limits);
        let when = when(store, &limits);
        let Some((derivation, step, piece)) = line.resolve(store, function, cell, &assumed) else {
            return without_pieces(store, task, function, derived, &NoPieces::Branch(function));
        };
        let mut branch = match task.branch(store, function, piece, &assumed, Some((derivation, step))) {
            Ok(branch) => branch,
            Err(Failure::Refused(_)) => {
                return without_pieces(store, task, function, derived, &NoPieces::Branch(function));
            }
            Err(error) => return Err(error),
        };
        if branch.formal {
            if !line.is_undefined(store, task, function, cell, &assumed) {
                return without_pieces(store, task, function, derived, &NoPieces::Slope);
            }
            branches.push(None);
            continue;
        }
        branch.conditions.retain(|condition| !assumed.contains(condition));
        branches.push(Some(branch.clone()));
        derived.pieces.push(Piece { when, branch });
    }
    let mut after = 0;
    for (cells, sides) in cells.windows(2).zip(branches.windows(2)) {
        after += usize::from(sides[0].is_some());
        let (Some(at), [left, right]) = (cells[0].hi, sides) else { continue };
        if left.is_some() || right.is_some() {
            let place = borders::Place { variable: task.variable, function, at, after, assumed: &derived.assumed };
            derived.borders.push(place.border(store, left.as_ref(), right.as_ref()));
        }
    }
    derived.whole = whole(store, function, &derived.pieces);
    if task.order == 1 {
        let on = common::Cells { line: &line, task, function, cells };
        common::find(store, &on, derived);
    }
    Ok(())
}

/// The places where a formula without cases has no value or no finite slope, as far as its conditions tell them.
pub(crate) fn holes(store: &mut Store, task: &Task, derived: &Derived) -> Vec<Border> {
    let mut places: Vec<ExprId> = Vec::new();
    for condition in derived.whole.conditions.iter().take(MOST_CELLS) {
        if condition.left != condition.right {
            places.extend(roots::solve(store, condition.left, condition.right, task.variable).unwrap_or_default());
        }
    }
    places.sort_unstable();
    places.dedup();
    places.sort_by_cached_key(|&at| algebra::rational(store, at));
    places.truncate(MOST_CELLS);
    let whole = &derived.whole;
    let mut borders = Vec::new();
    for at in places {
        let (variable, function) = (task.variable, whole.function);
        let place = borders::Place { variable, function, at, after: 0, assumed: &derived.assumed };
        let border = place.border(store, Some(whole), Some(whole));
        if matches!(border.kind, BorderKind::Undefined | BorderKind::Vertical) {
            borders.push(border);
        }
    }
    borders
}

/// The formula's derivative without a list of pieces: by the rules, as far as they go.
fn without_pieces(
    store: &mut Store,
    task: &Task,
    function: ExprId,
    derived: &mut Derived,
    none: &NoPieces,
) -> Result<(), Failure> {
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
    // what every piece needs; what one alone needs is told with it
    if let Some((first, others)) = pieces.split_first() {
        whole.conditions.clone_from(&first.branch.conditions);
        whole.conditions.retain(|needed| others.iter().all(|piece| piece.branch.conditions.contains(needed)));
    }
    whole
}

fn limits(variable: ExprId, cell: &Cell) -> Vec<Condition> {
    [(Relation::Greater, cell.lo), (Relation::Less, cell.hi)]
        .into_iter()
        .filter_map(|(relation, end)| end.map(|right| Condition { left: variable, relation, right }))
        .collect()
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

/// What a switch does on a cell.
enum Proposal {
    Branch(ExprId),
    /// No branch holds.
    Gap,
}

/// The line that is cut into cells, under assumptions on the parameters.
pub(crate) struct Line {
    pub(super) variable: ExprId,
    pub(super) assumed: Vec<Condition>,
    /// Values for the parameters to look at points with.
    pub(super) parameters: Vec<(ExprId, f64)>,
}

impl Line {
    /// The open cells from left to right, on each of which every branch is the same throughout.
    fn cells(&self, store: &mut Store, function: ExprId) -> Result<Vec<Cell>, NoPieces> {
        let mut open = vec![Cell::everywhere()];
        let mut done: Vec<Cell> = Vec::new();
        while let Some(mut cell) = open.pop() {
            if open.len() + done.len() > MOST_CELLS {
                return Err(NoPieces::TooMany);
            }
            match self.cut(store, function, &mut cell)? {
                None => done.push(cell),
                Some(at) => {
                    let (left, right) = cell.split(at);
                    open.push(right);
                    open.push(left);
                }
            }
        }
        Ok(done)
    }

    /// A place inside the cell where a branch changes, or none; notes whether the cell is a gap.
    fn cut(&self, store: &mut Store, function: ExprId, cell: &mut Cell) -> Result<Option<ExprId>, NoPieces> {
        let mut current = function;
        for _ in 0..MOST_BRANCHES {
            let Some(switch) = innermost(store, current) else { return Ok(None) };
            for (left, right) in comparisons(store, switch) {
                for at in roots::solve(store, left, right, self.variable).ok_or(NoPieces::Border(switch))? {
                    if self.contains(store, cell, at).ok_or(NoPieces::Border(switch))? {
                        return Ok(Some(at));
                    }
                }
            }
            match self.propose(store, switch, cell).ok_or(NoPieces::Branch(switch))? {
                Proposal::Branch(branch) => current = store.replace(current, switch, branch),
                Proposal::Gap if self.is_gap(store, switch, cell) => {
                    cell.gap = true;
                    return Ok(None);
                }
                Proposal::Gap => return Err(NoPieces::Branch(switch)),
            }
        }
        Err(NoPieces::TooMany)
    }

    /// Whether a place lies inside the cell, if that is known.
    fn contains(&self, store: &Store, cell: &Cell, at: ExprId) -> Option<bool> {
        let before = |a, b| {
            let less = Condition { left: a, relation: Relation::Less, right: b };
            if a == b { Some(false) } else { kernel::decide(store, &self.assumed, less) }
        };
        let above = cell.lo.map_or(Some(true), |lo| before(lo, at))?;
        let below = cell.hi.map_or(Some(true), |hi| before(at, hi))?;
        Some(above && below)
    }

    /// Whether every condition of the cases is known to fail on the cell.
    fn is_gap(&self, store: &Store, switch: ExprId, cell: &Cell) -> bool {
        let mut assumed = self.assumed.clone();
        assumed.extend(limits(self.variable, cell));
        kernel::has_no_branch(store, &assumed, switch)
    }

    /// Numbers for the variable, inside the cell, and for the parameters.
    fn sample(&self, store: &Store, cell: &Cell) -> Vec<(ExprId, f64)> {
        let end = |end: Option<ExprId>| end.map(|end| float::evaluate(store, end, &self.parameters));
        let inside = float::between(end(cell.lo), end(cell.hi));
        let mut values = self.parameters.clone();
        values.push((self.variable, inside));
        values
    }

    /// What a switch does on the cell, judging by one point inside.
    fn propose(&self, store: &mut Store, switch: ExprId, cell: &Cell) -> Option<Proposal> {
        let values = self.sample(store, cell);
        let value = |store: &Store, expr| float::evaluate(store, expr, &values);
        let branch = match store.node(switch) {
            Node::Call(f, u) => {
                let at = value(store, u);
                match (f.row().name, at.partial_cmp(&0.0)?.is_lt()) {
                    ("abs", true) => store.neg(u),
                    ("abs", false) => u,
                    (_, true) => Store::MINUS_ONE,
                    (_, false) if at > 0.0 => Store::ONE,
                    (_, false) => Store::ZERO,
                }
            }
            Node::Call2(f, u, v) => {
                let larger = value(store, u) >= value(store, v);
                if larger == (f.row().name == "max") { u } else { v }
            }
            _ => {
                // cases: the first branch whose condition holds
                let mut at = switch;
                loop {
                    let Node::Cases(branch, rest) = store.node(at) else { return Some(Proposal::Gap) };
                    let Node::Branch(when, taken) = store.node(branch) else { return None };
                    if float::holds(store, when, &values) {
                        break taken;
                    }
                    at = rest;
                }
            }
        };
        Some(Proposal::Branch(branch))
    }

    /// Whether the function is known to have no value anywhere in the cell; a function without a derivative may have one.
    fn is_undefined(
        &self,
        store: &mut Store,
        task: &Task,
        function: ExprId,
        cell: &Cell,
        assumed: &[Condition],
    ) -> bool {
        let Some((derivation, step, _)) = self.resolve(store, function, cell, assumed) else { return false };
        let theorems = kernel::check(store, task.theory, &derivation);
        theorems.is_ok_and(|theorems| theorems.theorem(step).is_some_and(|theorem| theorem.is_formal()))
    }

    /// The steps that take every branch on the cell: the derivation, its last step `function = piece`, and the piece.
    pub(super) fn resolve(
        &self,
        store: &mut Store,
        function: ExprId,
        cell: &Cell,
        assumed: &[Condition],
    ) -> Option<(Derivation, StepId, ExprId)> {
        let mut derivation = Derivation::new(store.brand());
        derivation.assumptions = assumed.to_vec();
        let (piece, step) = self.taken(store, &mut derivation, function, cell)?;
        Some((derivation, step?, piece))
    }

    /// The expression with every branch taken on the cell, and the step that says so; no step where there is none to take.
    pub(crate) fn taken(
        &self,
        store: &mut Store,
        derivation: &mut Derivation,
        function: ExprId,
        cell: &Cell,
    ) -> Option<(ExprId, Option<StepId>)> {
        let equal = |left, right| Judgement::Equal { left, right };
        let mut current = function;
        let mut total: Option<StepId> = None;
        for _ in 0..MOST_BRANCHES {
            let (next, step) = match innermost(store, current) {
                Some(switch) => {
                    let Proposal::Branch(branch) = self.propose(store, switch, cell)? else { return None };
                    let taken = derivation.push(equal(switch, branch), Reason::Branch, &[], &[]);
                    let next = store.replace(current, switch, branch);
                    let step = match switch == current {
                        true => taken,
                        false => derivation.push(equal(current, next), Reason::Substitution, &[taken], &[]),
                    };
                    (next, step)
                }
                None if arguments::would_tidy(store, current) => {
                    let (next, step, _) = arguments::tidied(store, derivation, current, Store::ZERO)?;
                    (next, step)
                }
                None => {
                    let next = super::close::simplest(store, current).unwrap_or_else(|| tidy(store, current));
                    if next == current {
                        return Some((current, total));
                    }
                    (next, super::relations::conclude(store, derivation, current, next)?)
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
pub(super) fn comparisons(store: &Store, switch: ExprId) -> Vec<(ExprId, ExprId)> {
    match store.node(switch) {
        Node::Call(_, u) => vec![(u, Store::ZERO)],
        Node::Call2(_, u, v) => vec![(u, v)],
        _ => {
            // cases: the conditions of this list of branches
            let conditions = super::branches::parts(store, switch).conditions();
            conditions.into_iter().flat_map(|when| super::branches::comparisons(store, when)).collect()
        }
    }
}
