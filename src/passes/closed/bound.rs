//! What forms must cost at least, by which moves that lead to none that is wanted are not made.

use super::field::Move;
use super::named::{self, Generator};
use super::{MOST_NAMES, Search, State};
use crate::algebra::{Var, shape};
use crate::expr::ExprId;

/// What is left in the derivative when a variable goes away in favour of the function's name; `None` if that is not known.
pub(super) type End = (Var, Option<Vec<Var>>);

impl Search<'_> {
    /// The kernel of a variable with functions put for what they mean, as a form will have it.
    pub(super) fn folded(&mut self, var: Var) -> Option<ExprId> {
        let kernel = self.kernels.expr(var)?;
        Some(*self.folded.entry(var).or_insert_with(|| named::folded(self.store, kernel).0))
    }

    /// Whether a form over these variables is not wanted, whatever names are still put in: the variable of the formula is in
    /// it, and it costs too much.
    fn is_hopeless(&mut self, state: &State, vars: &[Var], may_be_named: bool) -> bool {
        let is_root = |var: Var| state.relations.iter().any(|relation| relation.var == var);
        if !vars.iter().any(|&var| !is_root(var) && self.is_moving(var)) {
            return false; // it may be one through the output alone
        }
        let mut least = shape::OPERATION * (vars.len() as u64 - 1);
        for &var in vars {
            let Some(kernel) = self.folded(var) else { return false };
            let own = self.shapes.cost(self.store, kernel, &self.notation);
            let called = self.names.iter().filter(|name| may_be_named && name.over == var).map(|name| name.expr);
            let called: Vec<ExprId> = called.collect();
            let called = called.into_iter().map(|name| self.shapes.cost(self.store, name, &self.notation)).min();
            let any = Some(shape::LEAST_CALL).filter(|_| is_root(var) || may_be_named && self.is_renamed_twice(var));
            least = [called, any].into_iter().flatten().fold(own, u64::min).saturating_add(least);
        }
        least >= self.most
    }

    fn is_moving(&mut self, var: Var) -> bool {
        let (Some(kernel), Some(variable)) = (self.kernels.expr(var), self.notation.variable) else { return true };
        *self.moving.entry(var).or_insert_with(|| self.store.reachable(kernel).contains(&variable))
    }

    /// Whether names over a kernel may be cheaper than those that are known by now: functions of doubled angles.
    fn is_renamed_twice(&self, var: Var) -> bool {
        self.kernels.expr(var).is_none_or(|kernel| named::is_angular(self.store, kernel))
    }

    /// What is left behind each further move of a state in which a name was put for `over`.
    pub(super) fn ends_with(&self, state: &State, name: &Generator, known: Var, step: &Move) -> Vec<End> {
        let is_simple = name.value.vars() == [name.over];
        let renamed = |left: &Vec<Var>| -> Vec<Var> {
            let mut left: Vec<Var> = left.iter().map(|&var| if var == name.over { known } else { var }).collect();
            left.sort_unstable();
            left
        };
        let moved = state.ends.iter().filter(|(x, _)| *x != name.over);
        let mut ends: Vec<End> =
            moved.map(|(x, left)| (*x, left.as_ref().filter(|_| is_simple).map(renamed))).collect();
        // where a name is a fraction of the first degree, it goes away for the function's name as what it is made of does
        if !matches!(step, Move::Solved(_)) || !is_simple {
            ends.push((known, None));
        }
        ends
    }

    /// Whether neither the state with a name put in nor one that follows from it is wanted.
    pub(super) fn is_lost(&mut self, state: &State, name: &Generator, known: Var, ends: &[End]) -> bool {
        if name.value.vars() != [name.over] {
            return false;
        }
        let put = |var: Var| if var == name.over { known } else { var };
        let vars: Vec<Var> = state.slope.vars().into_iter().map(put).collect();
        let may_be_named = state.names.len() + 1 < MOST_NAMES;
        self.is_hopeless(state, &vars, may_be_named) && self.are_lost(state, ends, may_be_named)
    }

    /// Whether all these moves lead to nothing that is wanted.
    fn are_lost(&mut self, state: &State, ends: &[End], may_be_named: bool) -> bool {
        if !state.through.is_empty() {
            return true; // the function's name is put in once
        }
        ends.iter().all(|(_, left)| left.as_ref().is_some_and(|left| self.is_hopeless(state, left, may_be_named)))
    }

    /// Whether a variable goes away for the function's name in a form that may be wanted and is no other state's.
    pub(super) fn is_worth(&mut self, state: &State, x: Var) -> bool {
        let ends: Vec<End> = state.ends.iter().filter(|end| end.0 == x).cloned().collect();
        !self.are_lost(state, &ends, state.names.len() < MOST_NAMES)
    }
}
