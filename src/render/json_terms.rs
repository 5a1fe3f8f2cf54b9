//! The steps of derivations over a list of distinct terms.
//!
//! Terms are listed parts first. Where all of them together would be long, a term names earlier ones: every
//! part that is used twice is then a term of its own, so the whole list is linear in the distinct parts.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::names::Fresh;
use super::notation::{self, Names, PLAIN};
use super::plain::{Sizes, WRITTEN_OUT, shared};
use super::reason::reason;
use crate::expr::{ExprId, Store};
use crate::theory::Theory;
use crate::trace::{Derivation, Judgement};

/// Up to this many nodes all terms together are written out in full.
const ALL_WRITTEN_OUT: u64 = 60_000;

/// One expression that steps speak of.
#[derive(Serialize)]
pub(super) struct Term {
    /// The name by which later terms call it; none where no term is called by a name.
    name: Option<String>,
    text: String,
}

#[derive(Serialize)]
pub(super) struct Step {
    reason: &'static str,
    because: String,
    left: usize,
    right: usize,
    premises: Vec<usize>,
}

/// What a term is: an expression, or the derivative of some order of one by a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Key {
    expr: ExprId,
    /// By what and how many times it is differentiated, if it is.
    by: Option<(ExprId, u32)>,
}

/// Steps that are gathered from derivations, one after the other.
pub(super) struct Terms<'a> {
    store: &'a Store,
    sizes: &'a Sizes,
    found: Vec<(Key, Key, &'static str, String, Vec<usize>)>,
}

pub(super) struct TermsAndSteps {
    pub(super) terms: Vec<Term>,
    pub(super) steps: Vec<Step>,
}

impl<'a> Terms<'a> {
    pub(super) fn new(store: &'a Store, sizes: &'a Sizes) -> Terms<'a> {
        Terms { store, sizes, found: Vec::new() }
    }

    /// Adds all steps of a derivation; the range of their indices.
    pub(super) fn add(&mut self, derivation: &Derivation) -> [usize; 2] {
        let first = self.found.len();
        for step in derivation.steps() {
            let plain = |expr| Key { expr, by: None };
            let (left, right) = match step.judgement {
                Judgement::Equal { left, right } => (plain(left), plain(right)),
                Judgement::Derivative { of, by, is } => (Key { expr: of, by: Some((by, 1)) }, plain(is)),
                Judgement::NthDerivative { of, by, order, is } => (Key { expr: of, by: Some((by, order)) }, plain(is)),
            };
            let premises = derivation.premises(step).iter().map(|premise| first + premise.0 as usize).collect();
            let (name, because) = reason(Theory::builtin(), step.reason);
            self.found.push((left, right, name, because, premises));
        }
        [first, self.found.len()]
    }

    pub(super) fn finish(self) -> TermsAndSteps {
        let mut keys: Vec<Key> = self.found.iter().flat_map(|step| [step.0, step.1]).collect();
        keys.sort_unstable();
        keys.dedup();
        let size = |key: &Key| self.sizes.get(key.expr);
        let written_out = keys.iter().map(|key| u64::from(size(key))).sum::<u64>() <= ALL_WRITTEN_OUT
            && keys.iter().all(|key| size(key) <= WRITTEN_OUT);
        if !written_out {
            let roots: Vec<ExprId> = keys.iter().map(|key| key.expr).collect();
            let parts = shared(self.store, self.sizes, &roots);
            keys.extend(parts.into_iter().map(|expr| Key { expr, by: None }));
            keys.sort_unstable();
            keys.dedup();
        }
        let terms = self.terms(&keys, !written_out);
        let index: FxHashMap<Key, usize> = keys.iter().enumerate().map(|(at, &key)| (key, at)).collect();
        let steps = self.found.into_iter().map(|(left, right, reason, because, premises)| Step {
            reason,
            because,
            left: index[&left],
            right: index[&right],
            premises,
        });
        TermsAndSteps { steps: steps.collect(), terms }
    }

    fn terms(&self, keys: &[Key], named: bool) -> Vec<Term> {
        let store = self.store;
        let mut fresh = Fresh::new(store, "t");
        let mut names = Names::default();
        let mut terms = Vec::with_capacity(keys.len());
        for &Key { expr, by } in keys {
            let name = if named && by.is_none() && self.sizes.get(expr) > 1 { fresh.next() } else { None };
            let text = match names.get(expr).filter(|_| by.is_some()) {
                Some(name) => name.clone(),
                None => notation::write(&PLAIN, store, expr, &names),
            };
            terms.push(Term {
                text: match by {
                    None => text,
                    Some((by, order)) => {
                        let by = notation::write(&PLAIN, store, by, &Names::default());
                        let power = if order == 1 { String::new() } else { format!("^{order}") };
                        format!("d{power}/d{by}{power} [{text}]")
                    }
                },
                name: name.clone(),
            });
            names.extend(name.map(|name| (expr, name)));
        }
        terms
    }
}
