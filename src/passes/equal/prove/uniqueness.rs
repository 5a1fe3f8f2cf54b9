//! Equality by a differential equation that both sides solve and a point at which they agree.

use super::{Allowed, MODES, reduced};
use crate::algebra::shape::number;
use crate::algebra::{Kernels, normal_form};
use crate::expr::{ExprId, Node, Number, Relation, Store};
use crate::kernel;
use crate::passes::differentiate::differentiate;
use crate::theory::Theory;
use crate::trace::{Condition, Derivation, Judgement, Reason, StepId};

/// The points that are tried, numerator and denominator.
const POINTS: [(i64, i64); 7] = [(0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2), (-1, 2)];
/// How many symbols are tried.
const MOST_SYMBOLS: usize = 3;
/// The most nodes that the sides may have.
const MOST_NODES: usize = 400;
/// The highest order of an equation.
const MOST_ORDER: usize = 2;
/// The work of comparing a derivative with a side.
const WORK: u64 = 1_000_000;

/// The step that concludes that both sides are equal, if there is a way. Borders that would have to be assumed to lie on
/// one side are noted and are none.
pub(super) fn prove(
    store: &mut Store,
    derivation: &mut Derivation,
    sides: (ExprId, ExprId),
    allowed: Allowed<'_>,
    borders: &mut Vec<(ExprId, ExprId)>,
) -> Option<StepId> {
    let mut parts = [sides.0, sides.1].map(|side| store.reachable(side)).concat();
    parts.sort_unstable();
    parts.dedup();
    if parts.len() > MOST_NODES || !parts.iter().any(|&id| matches!(store.node(id), Node::Call(..))) {
        return None;
    }
    parts.retain(|&id| matches!(store.node(id), Node::Symbol(_)));
    for by in parts.into_iter().take(MOST_SYMBOLS) {
        let mut equation = Equation { by, own: vec![sides.0], others: vec![sides.1], premises: [vec![], vec![]] };
        let mut own = derivation.clone();
        for order in 1..=MOST_ORDER {
            equation.differentiate(store, &mut own)?;
            let Some(coefficients) = equation.coefficients(store, order, allowed) else { continue };
            let Some(solved) = equation.solved(store, &mut own, &coefficients, allowed) else { continue };
            for (above, below) in POINTS {
                let mut tried = own.clone();
                let Some(at) = Number::ratio(above, below).and_then(|value| number(store, &value)) else { continue };
                let Some(step) = equation.agreeing(store, &mut tried, (at, solved), &coefficients, allowed) else {
                    continue;
                };
                let Some(narrowed) = narrowed(store, &tried, step) else { continue };
                if narrowed.is_empty() {
                    *derivation = tried;
                    return Some(step);
                }
                borders.extend(narrowed);
                return None;
            }
        }
    }
    None
}

/// Both sides with their derivatives, and the steps that give these.
struct Equation {
    by: ExprId,
    own: Vec<ExprId>,
    others: Vec<ExprId>,
    premises: [Vec<StepId>; 2],
}

impl Equation {
    /// Adds the next derivative of both sides.
    fn differentiate(&mut self, store: &mut Store, derivation: &mut Derivation) -> Option<()> {
        for (side, premises) in [&mut self.own, &mut self.others].into_iter().zip(&mut self.premises) {
            let found = differentiate(store, Theory::builtin(), derivation, *side.last()?, self.by).ok()?;
            side.push(found.is);
            premises.push(found.step);
        }
        Some(())
    }

    /// Coefficients with which the left side may solve an equation of this order: those of `y' = 0*y` for the
    /// difference, and of `y'' = c*y`.
    fn coefficients(&self, store: &mut Store, order: usize, allowed: Allowed<'_>) -> Option<Vec<ExprId>> {
        if order == 1 {
            return Some(vec![Store::ZERO]);
        }
        let mut budget = allowed.pool.share(WORK, 1_000);
        let mut kernels = Kernels::new();
        let last = normal_form(store, self.own[order], &mut kernels, &mut budget).ok()?;
        let first = normal_form(store, self.own[0], &mut kernels, &mut budget).ok()?;
        let value = last.div(&first, &mut budget).ok()?.as_constant()?;
        let mut found = vec![number(store, &value)?];
        found.resize(order, Store::ZERO);
        Some(found)
    }

    /// That the difference of both sides solves the equation.
    fn solved(
        &self,
        store: &mut Store,
        derivation: &mut Derivation,
        coefficients: &[ExprId],
        allowed: Allowed<'_>,
    ) -> Option<StepId> {
        let differences: Vec<ExprId> =
            self.own.iter().zip(&self.others).map(|(&own, &other)| store.sub(own, other)).collect();
        let (&last, lower) = differences.split_last()?;
        let mut sum: Option<ExprId> = None;
        for (&c, &difference) in coefficients.iter().zip(lower) {
            let product = store.mul(c, difference);
            sum = Some(sum.map_or(product, |before| store.add(before, product)));
        }
        reduced(store, derivation, (last, sum?), allowed, &MODES).step
    }

    /// The conclusion from the agreement at a point, if that is found and the kernel takes it.
    fn agreeing(
        &self,
        store: &mut Store,
        derivation: &mut Derivation,
        (at, solved): (ExprId, StepId),
        coefficients: &[ExprId],
        allowed: Allowed<'_>,
    ) -> Option<StepId> {
        let order = coefficients.len();
        let mut premises = [&self.premises[0][..order], &self.premises[1][..order], &[solved]].concat();
        for (&own, &other) in self.own.iter().zip(&self.others).take(order) {
            let (left, right) = (store.replace(own, self.by, at), store.replace(other, self.by, at));
            premises.push(reduced(store, derivation, (left, right), allowed, &MODES).step?);
        }
        let judgement = Judgement::Equal { left: self.own[0], right: self.others[0] };
        let values = [&[self.by, at], coefficients].concat();
        Some(derivation.push(judgement, Reason::Uniqueness, &premises, &values))
    }
}

/// The sides of the conditions that they differ which the step narrows to one order; `None` if the kernel refuses it.
fn narrowed(store: &Store, derivation: &Derivation, step: StepId) -> Option<Vec<(ExprId, ExprId)>> {
    let checked = kernel::check(store, Theory::builtin(), derivation).ok()?;
    let theorem = checked.theorem(step)?;
    let conditions = theorem.conditions();
    let is_new = |strict: Condition| {
        let others = conditions.iter().chain(theorem.assumptions()).copied().filter(|&other| other != strict);
        let others: Vec<Condition> = others.collect();
        conditions.contains(&strict) && kernel::decide(store, &others, strict) != Some(true)
    };
    let is_narrowed = |apart: &&Condition| {
        let of = |relation| is_new(Condition { relation, ..**apart });
        apart.relation == Relation::NotEqual && (of(Relation::Less) || of(Relation::Greater))
    };
    Some(conditions.iter().filter(is_narrowed).map(|condition| (condition.left, condition.right)).collect())
}
