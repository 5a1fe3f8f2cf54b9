//! Formulas written shorter: the cheapest equal form that is found, reached by checked steps.
//!
//! A form is proposed, proved equal wherever the formula is defined, and only then taken. The formula as a whole comes
//! first, then its parts from the outside in.

mod pieces;
mod propose;
mod question;
mod stage;

use rustc_hash::FxHashSet;

use crate::algebra::shape::cost;
use crate::algebra::{Budget, Pool};
use crate::expr::{ExprId, Store};
use crate::kernel::Theorem;
use crate::trace::{Condition, Derivation, StepId};

use super::derived::Line;
use super::task::{name_domains, told_apart};
pub use question::Request;
use question::{Error, Question};
use stage::Stage;

/// A formula with more distinct subexpressions than this is tidied, and no other forms are looked for.
const MOST_NODES: usize = 600;
/// The work that named functions are looked for with, in all parts together.
const NAMES: u64 = 4_000_000;
/// How often a form is taken.
const MOST_STAGES: usize = 16;
/// How many parts of the formula are looked at in each round.
const MOST_PARTS: usize = 60;
/// How many distinct subexpressions the parts that are looked at may have together.
const MOST_LOOKED_AT: usize = 3_000;

/// How the search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// A cheaper form was found and proved.
    Simplified,
    /// No cheaper form was found.
    AlreadySimple,
    /// The formula is too large for all forms to be looked for; it may have become cheaper.
    OutOfBudget,
}

/// A formula and the cheapest form of it that was found.
#[derive(Debug, Clone)]
pub struct Simplified {
    /// The store of all expressions here.
    pub store: Store,
    /// How ambiguous places were read, one sentence each.
    pub notes: Vec<String>,
    /// What the catalogue calls the formula, if it is there.
    pub title: Option<String>,
    /// The formula as it was read.
    pub formula: ExprId,
    /// The cheapest form; the formula itself if none is cheaper.
    pub form: ExprId,
    /// How the search ended.
    pub outcome: Outcome,
    /// What was assumed.
    pub assumed: Vec<Condition>,
    /// What the theorem needs besides; wherever the formula is defined, it holds.
    pub conditions: Vec<Condition>,
    /// That the formula equals the form.
    pub theorem: Theorem,
    /// The checked steps and the conclusion: one derivation, or one for each cell, whose assumptions after the first ones
    /// say which cell it is.
    pub cells: Vec<(Derivation, StepId)>,
    /// The chain to read, the formula first.
    pub lines: Vec<Line>,
}

impl Simplified {
    /// The rows of the user's own that are trusted and that the theorem rests on.
    pub fn trusted(&self) -> Vec<&str> {
        crate::theory::all_trusted(&self.store, &self.conditions)
    }
}

/// Finds the cheapest form of a formula by the readability cost, with every step checked by the kernel.
///
/// The form has no more nodes than the formula, and is equal to it wherever the formula is defined and the assumptions
/// hold. The work is bounded.
///
/// # Errors
/// The formula or an assumption cannot be read, or a derivative in the formula cannot be carried out.
///
/// ```
/// use gprime::{passes::simplify::{Request, simplify}, text};
/// let found = simplify(&Request::new("sqrt(z^2)"))?;
/// assert_eq!(text(&found.store, found.form), "|z|");
/// # Ok::<(), gprime::DeriveError>(())
/// ```
pub fn simplify(request: &Request) -> Result<Simplified, Error> {
    let mut question = question::read(request)?;
    let first = question::carried_out(&mut question)?;
    let Question { mut store, title, formula, assumed, notes } = question;
    name_domains(&mut store, formula);
    let pool = Pool::new(Budget::OF_A_DERIVATION, None);
    let names = Pool::new(NAMES, None);
    let mut work =
        Work { assumed: &assumed, pool: &pool, names: &names, formula, stages: Vec::new(), left: MOST_LOOKED_AT };
    work.stages.extend(first);
    let outcome = work.run(&mut store);
    let stages = work.stages;
    let (theorem, cells) = stage::assembled(&mut store, formula, &assumed, &stages)?;
    let form = stages.last().map_or(formula, |stage| stage.to);
    let conditions = told_apart(&mut store, theorem.conditions().to_vec(), &assumed);
    let mut lines = vec![Line { expr: formula, step: None, because: Vec::new(), key: true, paragraph: false }];
    lines.extend(stages.into_iter().flat_map(|stage| stage.lines));
    Ok(Simplified { store, notes, title, formula, form, outcome, assumed, conditions, theorem, cells, lines })
}

/// The search for cheaper forms.
struct Work<'a> {
    assumed: &'a [Condition],
    pool: &'a Pool,
    /// The work that the search for named functions may still spend.
    names: &'a Pool,
    formula: ExprId,
    stages: Vec<Stage>,
    /// How many subexpressions may still be looked at.
    left: usize,
}

impl Work<'_> {
    fn current(&self) -> ExprId {
        self.stages.last().map_or(self.formula, |stage| stage.to)
    }

    fn run(&mut self, store: &mut Store) -> Outcome {
        let mut settled: FxHashSet<ExprId> = FxHashSet::default();
        let mut seen = FxHashSet::from_iter([self.formula]);
        while self.stages.len() < MOST_STAGES
            && let Some(stage) = stage::by_own_rule(store, self.assumed, self.current(), &seen, self.pool)
        {
            seen.insert(stage.to);
            self.stages.push(stage);
        }
        loop {
            let whole = self.current();
            if self.stages.len() >= MOST_STAGES || store.reachable(whole).len() > MOST_NODES {
                let tidied = propose::tidied(store, whole);
                let stage = tidied.and_then(|form| stage::by_algebra(store, self.assumed, whole, form));
                self.stages.extend(stage);
                return Outcome::OutOfBudget;
            }
            let parts = parts(store, whole);
            let mut found = None;
            for part in parts.into_iter().filter(|part| !settled.contains(part)).take(MOST_PARTS).collect::<Vec<_>>() {
                let Some(left) = self.left.checked_sub(store.reachable(part).len()) else {
                    return Outcome::OutOfBudget;
                };
                self.left = left;
                found = self.cheaper(store, whole, part);
                if found.is_some() {
                    break;
                }
                settled.insert(part);
            }
            match found.filter(|stage| stage::fits(&self.stages, stage)) {
                Some(stage) => self.stages.push(stage),
                None if !self.stages.is_empty() => return Outcome::Simplified,
                None => return Outcome::AlreadySimple,
            }
        }
    }

    /// The stage that puts the cheapest form that can be proved for a part of the whole.
    fn cheaper(&self, store: &mut Store, whole: ExprId, part: ExprId) -> Option<Stage> {
        let notation = propose::notation(store, self.formula);
        let (own, nodes) = (cost(store, whole, &notation), propose::nodes(store, whole));
        let mut tried = Vec::new();
        for form in propose::forms(store, (part, part == whole), self.assumed, &notation, (self.pool, self.names)) {
            let put = store.replace(whole, part, form.expr);
            if put == whole || tried.contains(&put) || propose::nodes(store, put) > nodes {
                continue;
            }
            if cost(store, put, &notation) >= own {
                continue;
            }
            tried.push(put);
            if tried.len() > propose::MOST_TRIED {
                return None;
            }
            if let Some(stage) = stage::proved(store, self.assumed, (whole, put), (part, &form), self.pool) {
                return Some(stage);
            }
        }
        None
    }
}

/// The whole and its parts that have values, from the outside in.
fn parts(store: &Store, whole: ExprId) -> Vec<ExprId> {
    let (mut found, mut seen, mut at) = (vec![whole], FxHashSet::default(), 0);
    while let Some(&id) = found.get(at) {
        at += 1;
        found.extend(store.node(id).children().filter(|&part| seen.insert(part)));
    }
    found.retain(|&id| store.node(id).is_composed());
    found
}
