//! Forms of a derivative proved, or not taken.

use super::close::{HOLE, Open, conclude, conclude_by_kernels, follows, follows_by_kernels};
use super::closed::Form;
use super::derived::Line;
use super::ranking::Ranking;
use crate::algebra::Pool;
use crate::expr::{ExprId, Relation, Store};
use crate::kernel;
use crate::theory::Theory;
use crate::trace::{Condition, Derivation, Judgement, Reason, StepId};

/// How many forms are tried as closed forms.
const MOST_TRIED: usize = 16;

/// Forms that are tried one after the other, and the best one that the kernel accepts, with its cost.
pub(super) struct Trials<'a> {
    derivation: &'a Derivation,
    start: StepId,
    open: &'a Open,
    before: &'a [Line],
    pool: &'a Pool,
    tried: Vec<ExprId>,
    /// Whether a form has no proof.
    is_any_refused: bool,
    /// The best one, with its cost.
    pub(super) best: Option<(u64, ExprId, Attempt)>,
}

impl<'a> Trials<'a> {
    /// Nothing is tried yet.
    pub(super) fn new(
        derivation: &'a Derivation,
        start: StepId,
        open: &'a Open,
        before: &'a [Line],
        pool: &'a Pool,
    ) -> Trials<'a> {
        Trials { derivation, start, open, before, pool, tried: Vec::new(), is_any_refused: false, best: None }
    }

    /// Tries forms, the most readable first, as long as they cost less than the best one, or the derivative itself.
    pub(super) fn go_through(&mut self, store: &mut Store, forms: &[(u64, Form)], ranking: &Ranking<'_>) {
        for (cost, form) in forms {
            let least = self.best.as_ref().map_or(ranking.own, |best| best.0);
            if *cost >= least || self.tried.len() == MOST_TRIED {
                break;
            }
            if self.tried.contains(&form.expr) {
                continue;
            }
            self.tried.push(form.expr);
            if cost.saturating_add(self.holes(store, ranking, form.expr)) >= least {
                continue;
            }
            let found = attempt(store, self.derivation, self.start, self.open, form, self.before, self.pool);
            let Some(attempt) = found else {
                self.is_any_refused = true;
                continue;
            };
            let cost = cost + HOLE * attempt.further.len() as u64;
            if cost < least {
                self.best = Some((cost, form.expr, attempt));
            }
        }
    }

    /// Whether none of the forms that were tried has a proof.
    pub(super) fn have_failed(&self) -> bool {
        self.best.is_none() && self.is_any_refused
    }

    /// What the conditions cost that a form needs for its own divisors, unless they are seen to hold.
    fn holes(&self, store: &mut Store, ranking: &Ranking<'_>, form: ExprId) -> u64 {
        let (definition, assumed) = ((self.open.name, self.open.function), self.derivation.assumptions());
        let divisors = ranking.own_divisors(store, form).into_iter();
        let needed = divisors.map(|left| Condition { left, relation: Relation::NotEqual, right: Store::ZERO });
        HOLE * needed.filter(|&condition| !follows(store, assumed, condition, definition)).count() as u64
    }
}

/// A form that the kernel accepts.
pub(super) struct Attempt {
    pub(super) derivation: Derivation,
    pub(super) conclusion: StepId,
    pub(super) lines: Vec<Line>,
    /// The conditions that it needs and that do not follow from those of the derivative, the name replaced.
    pub(super) further: Vec<Condition>,
    /// Conditions that follow from the other ones.
    pub(super) following: Vec<Condition>,
}

/// The steps from the derivative to a form, if the kernel accepts them.
pub(super) fn attempt(
    store: &mut Store,
    derivation: &Derivation,
    start: StepId,
    open: &Open,
    form: &Form,
    before: &[Line],
    pool: &Pool,
) -> Option<Attempt> {
    let (mut trial, mut lines) = (derivation.clone(), before.to_vec());
    let concluded = conclude(store, &mut trial, open, form.expr, &mut lines).or_else(|| {
        (trial, lines) = (derivation.clone(), before.to_vec());
        conclude_by_kernels(store, &mut trial, open, form, &mut lines, pool)
    });
    let Judgement::Derivative { of, by, .. } = trial.step(start).judgement else { return None };
    let judgement = Judgement::Derivative { of, by, is: form.expr };
    let conclusion = trial.push(judgement, Reason::Transitivity, &[start, concluded?], &[]);
    let theorems = kernel::check(store, Theory::builtin(), &trial).ok()?;
    let conditions = |step| theorems.theorem(step).map(|theorem| theorem.conditions().to_vec()).unwrap_or_default();
    let needed = conditions(start);
    let mut extra: Vec<Condition> = conditions(conclusion).into_iter().filter(|c| !needed.contains(c)).collect();
    let mut given: Vec<Condition> = trial.assumptions.iter().chain(&needed).copied().collect();
    let (mut further, mut following) = (Vec::new(), Vec::new());
    extra.sort_by_key(|c| store.reachable(c.left).len() + store.reachable(c.right).len());
    for condition in extra {
        let definition = (open.name, open.function);
        if follows(store, &given, condition, definition) {
            following.push(condition);
            continue;
        }
        let by_kernels = follows_by_kernels(store, &trial, &given, condition, definition, pool);
        let put = |side| store.replace(side, open.name, open.function);
        let [left, right] = [condition.left, condition.right].map(put);
        let replaced = Condition { left, relation: condition.relation, right };
        if by_kernels {
            following.push(condition);
        } else {
            further.push(replaced);
        }
        given.push(replaced); // others may be the same but for the name
    }
    Some(Attempt { derivation: trial, conclusion, lines, further, following })
}
