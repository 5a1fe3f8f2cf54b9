//! What a search came to, written out, with what a form is concluded by.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::named::{self, Generator};
use super::{Form, Search, State, Wanted};
use crate::algebra::shape;
use crate::algebra::{Fraction, Var};
use crate::expr::{ExprId, Node};
use crate::theory::Theory;

/// How many states are written out, and how many of those through the output alone.
const MOST_WRITTEN: usize = 8;
const MOST_ALONE: usize = 3;
/// A state with so many times as many parts as the smallest, and a few, is not written out.
const LONGER: usize = 2;
const FEW_PARTS: usize = 10;

impl Search<'_> {
    /// The states with the fewest terms, written out; those with the variable where they cost less than what is wanted and little
    /// more than the best one so far.
    pub(super) fn written(mut self, wanted: &Wanted<'_>) -> Vec<Form> {
        let mut most = self.most;
        let mut found: Vec<Form> = Vec::new();
        let states = self.smallest();
        for (state, least) in states {
            if least.is_some_and(|least| least >= most) {
                continue;
            }
            let below = least.map_or(u64::MAX, |_| self.below(&state.slope, most));
            let Some(expr) = self.write_below(&state.slope, below) else { continue };
            let (expr, folded) = named::folded(self.store, expr);
            if found.iter().any(|form| form.expr == expr) {
                continue;
            }
            let cost = shape::cost(self.store, expr, &self.notation);
            if least.is_some() && cost >= most {
                continue;
            }
            if let Some(form) = self.explained(&state, expr, folded) {
                if wanted.sample.is_none_or(|sample| !sample.differs(self.store, expr)) {
                    most = most.min(cost.saturating_add(wanted.surcharge(self.store, expr)));
                }
                found.push(form);
            }
        }
        found
    }

    /// The states with the fewest terms: those without the variable, and the others with what they cost at least, the cheapest
    /// first.
    fn smallest(&mut self) -> Vec<(Rc<State>, Option<u64>)> {
        let mut states = std::mem::take(&mut self.states);
        let size = |fraction: &Fraction| {
            let terms = fraction.numerator().terms().len() + fraction.denominator().terms().len();
            terms + fraction.vars().len()
        };
        states.sort_by_cached_key(|state| size(&state.slope));
        let most = states.first().map_or(0, |state| LONGER * size(&state.slope) + FEW_PARTS);
        states.retain(|state| size(&state.slope) <= most);
        let variable = self.notation.variable;
        let is_alone = |state: &State| !variable.is_some_and(|z| self.kernels.hold(self.store, &state.slope, z));
        let (mut alone, mut others): (Vec<_>, Vec<_>) = states.into_iter().partition(|state| is_alone(state));
        alone.truncate(MOST_ALONE);
        others.truncate(MOST_WRITTEN - alone.len());
        let mut others: Vec<_> = others.into_iter().map(|state| (self.least(&state.slope), state)).collect();
        others.sort_by_key(|(least, _)| *least);
        let alone = alone.into_iter().map(|state| (state, None));
        alone.chain(others.into_iter().map(|(least, state)| (state, Some(least)))).collect()
    }

    /// What a fraction may cost as it is written if it may cost so much with functions put for what its kernels mean.
    fn below(&mut self, fraction: &Fraction, most: u64) -> u64 {
        let is_final = |var| self.folded(var) == self.kernels.expr(var);
        if fraction.vars().into_iter().all(is_final) { most } else { u64::MAX }
    }

    /// What a fraction costs at least, its kernels with functions put for what they mean, as a form will have them.
    fn least(&mut self, fraction: &Fraction) -> u64 {
        let kernels: FxHashMap<Var, ExprId> =
            fraction.vars().into_iter().filter_map(|var| Some((var, self.folded(var)?))).collect();
        self.shapes.least(self.store, fraction, |var| kernels.get(&var).copied(), &self.notation)
    }

    /// The form of a state with what it is concluded by; functions were put into it as told.
    fn explained(&mut self, state: &State, expr: ExprId, mut folded: Vec<(ExprId, ExprId)>) -> Option<Form> {
        let before = state.before.as_ref().filter(|_| !state.names.is_empty());
        let between = before.and_then(|before| self.write(before));
        let between = between.map(|between| {
            let (between, earlier) = named::folded(self.store, between);
            folded = earlier;
            between
        });
        let through = state.through.last().and_then(|(kernel, solved)| Some((*kernel, self.write(solved)?)));
        let mut names = self.told(&state.names, between.unwrap_or(expr))?;
        for put in folded.into_iter().filter(|_| !state.names.is_empty()) {
            if !names.iter().any(|known| known.1 == put.1) {
                names.push(put);
            }
        }
        Some(Form { expr, between, through, names })
    }

    /// What got which names, as equations to show; the form on the way is given. `None` if a function that the reader
    /// knows goes away and no equation says what became of it.
    fn told(&mut self, names: &[Rc<Generator>], form: ExprId) -> Option<Vec<(ExprId, ExprId)>> {
        let mut told = Vec::new();
        for name in names {
            told.push((self.meaning(name.expr, &name.value)?, name.expr));
        }
        let shown: Vec<ExprId> = told.iter().flat_map(|(meaning, _)| self.store.reachable(*meaning)).collect();
        let left: Vec<ExprId> = self.store.reachable(form);
        for (call, value) in self.defined.clone() {
            if names.is_empty() || left.contains(&call) || shown.contains(&call) {
                continue;
            }
            let mut value = value;
            for name in names {
                if !value.contains(name.over) {
                    continue;
                }
                value = self.step(name)?.applied(&value, name.over, &mut self.budget)?;
            }
            let value = self.write(&value)?;
            told.extend((value != call).then_some((call, value)));
        }
        Some(told)
    }

    /// What a name is put for: what its function means, if a table says so.
    fn meaning(&mut self, name: ExprId, value: &Fraction) -> Option<ExprId> {
        match self.store.node(name) {
            Node::Call(f, u) => match Theory::builtin().meaning(f) {
                Some(meaning) => Some(meaning.right.build(self.store, &[u])),
                None => self.write(value),
            },
            _ => self.write(value), // a power of a name
        }
    }
}
