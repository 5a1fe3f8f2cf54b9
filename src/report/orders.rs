//! The derivatives of a function on a cell, each with a theorem.

use super::signs::{Part, signs};
use super::subject::{Cell, Subject, bounds};
use crate::expr::{ExprId, Store};
use crate::kernel::{self, Theorem};
use crate::passes::inverse::is_equal;
use crate::passes::{Derived, differentiate, over_kernels};
use crate::theory::Theory;
use crate::trace::{Condition, Derivation, Judgement};

/// How many derivatives are taken on each cell, and how many parts they may have.
const MOST_DERIVATIVES: usize = 5;
const MOST_PARTS: usize = 600;
/// How many parts a second derivative may have for another form to be looked for.
const LONGEST: usize = 60;

/// The first orders with those that follow, as far as the kernel proves them.
pub(super) fn from(store: &mut Store, first: &[ExprId], variable: ExprId, assumed: &[Condition]) -> Vec<ExprId> {
    let mut orders = first.to_vec();
    while orders.len() <= MOST_DERIVATIVES {
        let next = orders.last().and_then(|&last| derivative(store, last, variable, assumed));
        let Some(next) = next.filter(|&next| store.reachable(next).len() <= MOST_PARTS) else { break };
        orders.push(next);
    }
    orders
}

/// The derivative of an expression, if the kernel proves it wherever the assumptions hold.
pub(super) fn derivative(store: &mut Store, of: ExprId, by: ExprId, assumed: &[Condition]) -> Option<ExprId> {
    let theorem = slope(store, of, by, assumed)?;
    let Judgement::Derivative { is, .. } = theorem.judgement() else { return None };
    theorem.conditions().is_empty().then_some(is)
}

/// The theorem that gives the derivative of an expression where the assumptions hold.
pub(super) fn slope(store: &mut Store, of: ExprId, by: ExprId, assumed: &[Condition]) -> Option<Theorem> {
    let theory = Theory::builtin();
    let mut derivation = Derivation::new(store.brand());
    assumed.iter().for_each(|&condition| derivation.assume(condition));
    let found = differentiate(store, theory, &mut derivation, of, by).ok()?;
    let theorems = kernel::check(store, theory, &derivation).ok()?;
    theorems.theorem(found.step)
}

/// Takes other forms of second derivatives, proved equal, where they are shorter and tell more of where the function bends on bounded parts.
pub(super) fn improve(derived: &mut Derived, subject: &mut Subject) {
    let variable = derived.variable;
    let unknown = |store: &Store, cell: &Cell| {
        let parts = signs(store, cell, variable, 2);
        parts.iter().filter(|part| matches!(part, Part::Open(span) if span.is_bounded())).count()
    };
    for cell in &mut subject.cells {
        let open = unknown(&derived.store, cell);
        let is_short = cell.orders.get(2).is_some_and(|&bend| derived.store.reachable(bend).len() <= LONGEST);
        if open == 0 || !is_short {
            continue;
        }
        let (lo, hi) = (cell.lo.clone(), cell.hi.clone());
        let assumed = bounds(variable, lo.as_ref().map(|place| place.expr), hi.as_ref().map(|place| place.expr));
        let bend = cell.orders[2];
        let written = over_kernels(&mut derived.store, bend, &assumed);
        let length = |form: ExprId| derived.store.reachable(form).len();
        let Some(written) = written.filter(|&form| length(form) < length(bend)) else { continue };
        let orders = from(&mut derived.store, &[cell.orders[0], cell.orders[1], written], variable, &assumed);
        let other = Cell::new(&derived.store, variable, (lo, hi), orders);
        if unknown(&derived.store, &other) < open && is_equal(&mut derived.store, (bend, written), &assumed) {
            *cell = other;
        }
    }
}
