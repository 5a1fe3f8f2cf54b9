//! Theorems about cells that cover everything, joined into one.

use super::check::Theorem;
use super::conditions::Conditions;
use crate::expr::{ExprId, Relation, Store};
use crate::trace::{Condition, Derivation, Judgement};

/// How often cells may be divided.
const MOST_DEPTH: usize = 64;

/// The theorem that an equality holds under the first `assumed` assumptions of all the given theorems, if the further
/// assumptions of each divide everything again and again into where a left side is less than, equal to and greater than
/// a right side. The conditions of all are carried, that the sides which are compared are defined, and that what is left
/// out is not the case. It is formal if all are, or if a condition of one is known to hold nowhere.
///
/// `None` if the theorems say different things or divide differently. Linear in the theorems and their assumptions.
pub fn cover(store: &Store, theorems: &[Theorem], assumed: usize) -> Option<Theorem> {
    let first = theorems.first()?;
    let common = first.assumptions().get(..assumed)?.to_vec();
    let Judgement::Equal { .. } = first.judgement() else { return None };
    let agrees = |theorem: &Theorem| {
        theorem.judgement() == first.judgement() && theorem.assumptions().get(..assumed) == Some(common.as_slice())
    };
    if !theorems.iter().all(agrees) {
        return None;
    }
    let mut lacking = Lacking::default();
    if !lacking.divided(&theorems.iter().collect::<Vec<_>>(), assumed) {
        return None;
    }
    let Lacking { compared, mut conditions } = lacking;
    conditions.extend(theorems.iter().flat_map(|theorem| theorem.conditions()));
    let mut derivation = Derivation::new(store.brand());
    derivation.assumptions.clone_from(&common);
    let mut found = Conditions::new(store, &derivation);
    for side in compared {
        let domain = found.domain(side);
        conditions.extend(found.list(domain).0);
    }
    conditions.sort_unstable();
    conditions.dedup();
    let formal = theorems.iter().all(Theorem::is_formal) || conditions.iter().any(|&condition| found.fails(condition));
    Some(first.joined(common, conditions, formal))
}

/// What has to be carried besides the theorems' conditions.
#[derive(Default)]
struct Lacking {
    /// Sides that are compared, which have to be defined.
    compared: Vec<ExprId>,
    /// That no cell which is left out is entered.
    conditions: Vec<Condition>,
}

impl Lacking {
    /// Whether the theorems, whose first `depth` assumptions agree, divide everything by those that follow.
    fn divided(&mut self, theorems: &[&Theorem], depth: usize) -> bool {
        if theorems.iter().any(|theorem| theorem.assumptions().len() == depth) {
            return true;
        }
        let first = theorems.first().and_then(|first| first.assumptions().get(depth));
        let Some(&Condition { left, right, .. }) = first.filter(|_| depth < MOST_DEPTH) else { return false };
        self.compared.extend([left, right]);
        let mut met = 0;
        for (relation, otherwise) in [
            (Relation::Less, Relation::GreaterEqual),
            (Relation::Equal, Relation::NotEqual),
            (Relation::Greater, Relation::LessEqual),
        ] {
            let cell = Condition { left, relation, right };
            let inside: Vec<&Theorem> =
                theorems.iter().copied().filter(|theorem| theorem.assumptions().get(depth) == Some(&cell)).collect();
            met += inside.len();
            if inside.is_empty() {
                self.conditions.push(Condition { left, relation: otherwise, right });
            } else if !self.divided(&inside, depth + 1) {
                return false;
            }
        }
        met == theorems.len()
    }
}
