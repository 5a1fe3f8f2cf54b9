//! Points to look at: proposed in floating point, simple ones first.

use crate::algebra::Pool;
use crate::eval::propose::{Dice, Likely, Proposer, simple_number};
use crate::expr::{ExprId, Node, Number, Relation, Store};
use crate::kernel::{self, Theorem};
use crate::trace::{Condition, Judgement};

/// A number for each symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) values: Vec<(ExprId, Number)>,
}

/// A point at which all conditions of a theorem hold for certain.
pub type Witness = Vec<(ExprId, Number)>;

/// What looking at many points proposes.
#[derive(Debug, Clone, Default)]
pub(super) struct Sampled {
    /// Points at which the sides seem to differ, the simplest first.
    pub(super) different: Vec<Candidate>,
    /// Points at which they seem to agree, the simplest first.
    pub(super) agreeing: Vec<Candidate>,
    /// If there are none of both kinds: a few at which floating point does not tell, as values may be too large for it.
    pub(super) beyond: Vec<Candidate>,
}

impl Sampled {
    /// All points at which both sides may have values, those at which they seem to agree first.
    fn all(&self) -> impl Iterator<Item = &Candidate> {
        self.agreeing.iter().chain(&self.different).chain(&self.beyond)
    }
}

/// How many points of each kind are kept.
const MOST_KEPT: usize = 12;
/// How many points are kept at which floating point does not tell: to enclose values there may take long.
const MOST_BEYOND: usize = 2;

/// Looks at so many points where all of `defined` has a value, and at ten times as many while none is found at which both sides have a value.
pub(super) fn sample(
    store: &Store,
    sides: (ExprId, ExprId),
    assumed: &[Condition],
    defined: &[ExprId],
    points: usize,
    pool: &Pool,
) -> Sampled {
    let mut symbols: Vec<ExprId> = [sides.0, sides.1].into_iter().flat_map(|side| store.reachable(side)).collect();
    symbols.extend(defined.iter().flat_map(|&expr| store.reachable(expr)));
    symbols.extend(assumed.iter().flat_map(|c| [c.left, c.right]).flat_map(|side| store.reachable(side)));
    symbols.retain(|&id| matches!(store.node(id), Node::Symbol(_)));
    symbols.sort_unstable();
    symbols.dedup();
    let conditions: Vec<_> = assumed.iter().map(|c| (c.left, c.relation, c.right)).collect();
    let mut proposer = Proposer::new(store, sides, &conditions, defined, &symbols);
    let mut sampled = Sampled::default();
    let mut dice = Dice::new(0x5eed);
    for tried in 0..points.saturating_mul(10) {
        let found = !sampled.different.is_empty() || !sampled.agreeing.is_empty();
        if found && tried >= points || sampled.different.len() >= MOST_KEPT {
            break;
        }
        if (symbols.is_empty() || pool.is_over()) && tried > 0 {
            break;
        }
        let mut point = point(symbols.len(), tried, &mut dice);
        pin(store, assumed, &symbols, &mut point);
        let (kind, most) = match proposer.look(&point) {
            Likely::Outside => continue,
            Likely::Beyond => (&mut sampled.beyond, MOST_BEYOND),
            Likely::Same => (&mut sampled.agreeing, MOST_KEPT),
            Likely::Different => (&mut sampled.different, MOST_KEPT),
        };
        if kind.len() < most {
            kind.push(Candidate { values: symbols.iter().copied().zip(point).collect() });
        }
    }
    if !(sampled.different.is_empty() && sampled.agreeing.is_empty()) {
        sampled.beyond.clear();
    }
    sampled
}

/// The numbers of a point: one symbol runs through the simple numbers, several take simple ones at random, in a range
/// that grows.
fn point(symbols: usize, index: usize, dice: &mut Dice) -> Vec<Number> {
    if symbols == 1 {
        return vec![simple_number(index)];
    }
    let range = 4 + index / 4;
    (0..symbols).map(|_| simple_number(dice.below(range.min(120)))).collect()
}

/// Moves a point to where a condition says that a symbol has a value.
fn pin(store: &Store, assumed: &[Condition], symbols: &[ExprId], point: &mut [Number]) {
    for condition in assumed.iter().filter(|condition| condition.relation == Relation::Equal) {
        let Ok(at) = symbols.binary_search(&condition.left) else { continue };
        let values: Vec<(ExprId, Number)> = symbols.iter().copied().zip(point.iter().cloned()).collect();
        if let Some(value) = crate::eval::exact(store, condition.right, &values) {
            point[at] = value;
        }
    }
}

/// Points on the borders that a cell names, with simple numbers for what else there is.
pub(super) fn on_borders(store: &Store, cell: &[Condition], sampled: &Sampled) -> Vec<Candidate> {
    let mut found = Vec::new();
    for point in sampled.all().take(3) {
        let mut moved = point.clone();
        for condition in cell.iter().filter(|condition| condition.relation == Relation::Equal) {
            let Some(value) = crate::eval::exact(store, condition.right, &point.values) else { continue };
            for coordinate in moved.values.iter_mut().filter(|coordinate| coordinate.0 == condition.left) {
                coordinate.1 = value.clone();
            }
        }
        found.push(moved);
    }
    found
}

/// A point at which both sides of a theorem are defined and all its conditions hold.
pub(super) fn witness(store: &Store, theorem: &Theorem, sampled: &Sampled, bits: usize) -> Option<Witness> {
    let Judgement::Equal { left, right } = theorem.judgement() else { return None };
    let defined = [left, right].into_iter().filter(|&side| !holds_derivative(store, side));
    let defined = defined.map(|side| Condition { left: side, relation: Relation::Equal, right: side });
    let all: Vec<Condition> =
        theorem.assumptions().iter().chain(theorem.conditions()).copied().chain(defined).collect();
    // trust is no matter of numbers
    let all: Vec<Condition> = all.into_iter().filter(|&condition| !crate::theory::is_trust(store, condition)).collect();
    let fits = |point: &&Candidate| {
        all.iter().all(|&condition| kernel::holds_at(store, condition, &point.values, bits.min(512)) == Some(true))
    };
    sampled.all().find(fits).map(|point| point.values.clone())
}

fn holds_derivative(store: &Store, expr: ExprId) -> bool {
    store.reachable(expr).iter().any(|&id| matches!(store.node(id), Node::Derivative(..)))
}
