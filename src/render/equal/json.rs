//! The schema `gprime/equal/1`. Every key is always there, `null` where nothing is known.

use std::collections::BTreeMap;

use serde::Serialize;

use super::values::{Written, apart};
use super::{conditions, named, read_as, verdict_word};
use crate::kernel::{Point, Refutation};
use crate::passes::equal::{Equality, Verdict};
use crate::render::plain::{Sizes, condition_or_let};
use crate::trace::Condition;

#[derive(Serialize)]
struct Document {
    schema: &'static str,
    verdict: &'static str,
    assumed: Vec<String>,
    conditions: Vec<String>,
    trusted: Vec<String>,
    witness: Option<At>,
    counterexample: Option<Counterexample>,
    reason: Option<&'static str>,
    because: Option<String>,
    read_as: [String; 2],
    notes: Vec<String>,
}

type At = BTreeMap<String, String>;

#[derive(Serialize)]
struct Counterexample {
    at: At,
    left: Value,
    right: Value,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Value {
    Exact { exact: String },
    Between { lo: String, hi: String },
}

/// The object, over several lines.
pub(super) fn written(equality: &Equality) -> String {
    let store = &equality.store;
    let sizes = Sizes::of(store);
    let told = |conditions: &[Condition]| conditions.iter().map(|&c| condition_or_let(store, &sizes, c)).collect();
    let at = |point: &Point| named(store, point).into_iter().collect();
    let (mut witness, mut counterexample, mut reason, mut because) = (None, None, None, None);
    match &equality.verdict {
        Verdict::Equal(proof) | Verdict::Formal(proof) => {
            witness = proof.witness.as_ref().map(|point| at(point));
        }
        Verdict::Different(refutation) => {
            counterexample = Some(Counterexample { at: at(refutation.point()), ..values(refutation) });
        }
        Verdict::Undecided(undecided) => {
            reason = Some(undecided.code.name());
            because = Some(undecided.why.clone());
        }
    }
    let document = Document {
        schema: "gprime/equal/1",
        verdict: verdict_word(equality),
        assumed: told(&equality.rests_on()),
        conditions: told(&conditions(equality)),
        trusted: equality.trusted().into_iter().map(str::to_owned).collect(),
        witness,
        counterexample,
        reason,
        because,
        read_as: [equality.sides.0, equality.sides.1].map(|side| read_as(store, &sizes, side)),
        notes: equality.notes.clone(),
    };
    // writing strings to memory does not fail
    serde_json::to_string_pretty(&document).map(|text| text + "\n").unwrap_or_default()
}

fn values(refutation: &Refutation) -> Counterexample {
    let (left, right) = refutation.values();
    let (left, right) = apart(left, right);
    let value = |written| match written {
        Written::Exact(exact) => Value::Exact { exact },
        Written::Between(lo, hi) => Value::Between { lo, hi },
    };
    Counterexample { at: At::new(), left: value(left), right: value(right) }
}
