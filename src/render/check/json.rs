//! The schema `gprime/check/1`. Every key is always there, `null` or empty where nothing is known.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Findings, Told};
use crate::check::Code;

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    claims: Vec<Claim<'a>>,
    summary: BTreeMap<&'static str, usize>,
    /// Whose rows take part besides those of the tables.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    unread: Vec<Unread<'a>>,
    /// Documents with more claims than were judged.
    stopped: &'a [String],
}

#[derive(Serialize)]
struct Unread<'a> {
    file: &'a str,
    because: &'a str,
}

#[derive(Serialize)]
struct Claim<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    text: &'a str,
    read_as: Option<&'a str>,
    verdict: &'static str,
    because: &'a str,
    reason: Option<&'static str>,
    conditions: &'a [String],
    counterexample: Option<Counterexample<'a>>,
    mistake: Option<&'a str>,
    truth: Option<&'a str>,
    readings: Vec<Guess<'a>>,
    inherits: bool,
    notes: Vec<&'a str>,
    steps: &'a [String],
}

#[derive(Serialize)]
struct Counterexample<'a> {
    at: BTreeMap<&'a str, &'a str>,
    left: &'a str,
    right: &'a str,
}

#[derive(Serialize)]
struct Guess<'a> {
    text: &'a str,
    supposed: &'a str,
    verdict: &'static str,
}

fn guess(guess: &crate::check::Guess) -> Guess<'_> {
    Guess { text: &guess.text, supposed: &guess.supposed, verdict: guess.verdict.name() }
}

fn claim(told: &Told) -> Claim<'_> {
    let counterexample = told.counterexample.as_ref().map(|values| Counterexample {
        at: values.at.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect(),
        left: &values.left,
        right: &values.right,
    });
    Claim {
        file: &told.file,
        line: told.line,
        column: told.column,
        text: &told.text,
        read_as: told.read_as.as_deref(),
        verdict: told.verdict.name(),
        because: &told.because,
        reason: told.code.map(Code::name),
        conditions: &told.conditions,
        counterexample,
        mistake: told.mistake.as_deref(),
        truth: told.truth.as_deref(),
        readings: told.readings.iter().map(|g| guess(g)).collect(),
        inherits: told.inherits,
        notes: told.meanings.iter().chain(&told.notes).map(String::as_str).collect(),
        steps: &told.steps,
    }
}

/// The object, over several lines.
pub(super) fn written(findings: &Findings) -> String {
    let document = Document {
        schema: "gprime/check/1",
        claims: findings.claims.iter().map(claim).collect(),
        note: crate::passes::own::note(),
        summary: findings.counted().into_iter().map(|(verdict, count)| (verdict.name(), count)).collect(),
        unread: findings.unread.iter().map(|(file, because)| Unread { file, because }).collect(),
        stopped: &findings.stopped,
    };
    // writing strings to memory does not fail
    serde_json::to_string_pretty(&document).map(|text| text + "\n").unwrap_or_default()
}
