//! The claims of documents with their verdicts, told to people and to programs.

mod github;
mod json;
mod sarif;
mod shown;
mod text;

use super::equal::told;
use super::plain::{Sizes, condition_or_let, text_or_let};
use crate::check::{Claim, Code, Guess, Verdict, Wrong};
use crate::expr::{Relation, Store};
use crate::kernel::Point;
use crate::passes::equal::{self, Equality};
use crate::theory::{Theory, is_trust};
use shown::{Excerpt, shown};

/// A claim with everything about it as text.
#[derive(Debug, Clone)]
pub struct Told {
    /// The file as it is shown.
    pub(super) file: String,
    /// The file as it was given.
    pub(super) path: String,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) text: String,
    /// Where it stands in the document, to be pointed at.
    source: Excerpt,
    pub(super) read_as: Option<String>,
    /// What the claim came to.
    pub verdict: Verdict,
    pub(super) because: String,
    pub(super) code: Option<Code>,
    trusted: bool,
    pub(super) conditions: Vec<String>,
    pub(super) counterexample: Option<Counterexample>,
    pub(super) mistake: Option<String>,
    pub(super) truth: Option<String>,
    pub(super) readings: Vec<Guess>,
    pub(super) inherits: bool,
    pub(super) notes: Vec<String>,
    pub(super) meanings: Vec<String>,
    /// The steps of the proof, if they were asked for.
    pub(super) steps: Vec<String>,
}

impl Told {
    /// Whether the verdict rests on a row of the user's own that is trusted.
    pub fn is_trusted(&self) -> bool {
        self.trusted
    }
}

/// A point, and the values of both sides there.
#[derive(Debug, Clone)]
pub(super) struct Counterexample {
    pub(super) at: Vec<(String, String)>,
    pub(super) left: String,
    pub(super) right: String,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    /// Lines to be read.
    Text,
    /// The schema `gprime/check/1`.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// The annotations of GitHub's workflows.
    Github,
}

/// All that was found in some documents, in order.
#[derive(Debug, Default)]
pub struct Findings {
    /// Every claim.
    pub claims: Vec<Told>,
    /// Documents that could not be looked through, each with the reason.
    pub unread: Vec<(String, String)>,
    /// Documents that have more claims than were judged.
    pub stopped: Vec<String>,
}

impl Findings {
    /// The report.
    pub fn written(&self, report: Report, width: usize, colour: bool) -> String {
        match report {
            Report::Text => text::page(self, width, colour),
            Report::Json => json::written(self),
            Report::Sarif => sarif::written(self),
            Report::Github => github::written(self),
        }
    }

    /// How many claims came to each verdict.
    pub fn counted(&self) -> Vec<(Verdict, usize)> {
        let count = |verdict| self.claims.iter().filter(|claim| claim.verdict == verdict).count();
        Verdict::ALL.into_iter().map(|verdict| (verdict, count(verdict))).collect()
    }
}

/// A claim of a document as text; `document` is what its place refers to.
pub fn told_claim(file: &str, document: &str, claim: &Claim, explain: bool) -> Told {
    let reading = claim.reading.as_ref();
    let conditions = reading.map_or_else(Vec::new, |reading| {
        let sizes = Sizes::of(&reading.store);
        reading.conditions.iter().map(|&c| condition_or_let(&reading.store, &sizes, c)).collect()
    });
    let read_as = reading.map(|reading| {
        let (left, relation, right) = reading.sides;
        let sizes = Sizes::of(&reading.store);
        let side = |expr| text_or_let(&reading.store, &sizes, "", expr);
        format!("{} {} {}", side(left), sign(relation), side(right))
    });
    let steps = match (explain, reading.and_then(|reading| Some((reading, reading.proof.as_ref()?)))) {
        (true, Some((reading, proof))) => steps(&reading.store, proof),
        (true, None) if matches!(claim.verdict, Verdict::Proved | Verdict::Assumed) => vec![shown(&claim.because)],
        (true, None) | (false, _) => Vec::new(),
    };
    let truth = claim.truth.as_ref().map(|truth| {
        let sizes = Sizes::of(&truth.store);
        text_or_let(&truth.store, &sizes, "", truth.derivative)
    });
    let guess =
        |guess: &Guess| Guess { text: shown(&guess.text), supposed: shown(&guess.supposed), verdict: guess.verdict };
    Told {
        file: shown(file),
        path: file.to_owned(),
        line: claim.place.line,
        column: claim.place.column,
        text: shown(&claim.text),
        source: Excerpt::of(document, claim.place.span.clone()),
        read_as: read_as.as_deref().map(shown),
        verdict: claim.verdict,
        because: shown(&claim.because),
        code: claim.code,
        trusted: reading.is_some_and(|r| r.conditions.iter().any(|&c| is_trust(&r.store, c))),
        conditions: conditions.iter().map(|text| shown(text)).collect(),
        counterexample: reading.and_then(|reading| counterexample(&reading.store, reading.wrong.as_ref()?)),
        mistake: claim.mistake.as_deref().map(shown),
        truth: truth.as_deref().map(shown),
        readings: claim.readings.iter().map(guess).collect(),
        inherits: claim.inherits,
        notes: claim.notes.iter().map(|note| shown(note)).collect(),
        meanings: claim.meanings.iter().map(|text| shown(text)).collect(),
        steps,
    }
}

fn sign(relation: Relation) -> &'static str {
    match relation {
        Relation::Less => "<",
        Relation::LessEqual => "<=",
        Relation::Greater => ">",
        Relation::GreaterEqual => ">=",
        Relation::Equal => "=",
        Relation::NotEqual => "!=",
    }
}

fn counterexample(store: &Store, wrong: &Wrong) -> Option<Counterexample> {
    let at = |point: &Point| {
        let names =
            point.iter().map(|(symbol, number)| (shown(&super::plain::text(store, *symbol)), number.to_string()));
        let mut found: Vec<(String, String)> = names.collect();
        found.sort();
        found
    };
    match wrong {
        Wrong::Values(refutation) => {
            let (left, right) = super::equal::readable_values(refutation);
            Some(Counterexample { at: at(refutation.point()), left, right })
        }
        Wrong::Point(point, [left, right]) => {
            Some(Counterexample { at: at(point), left: left.clone(), right: right.clone() })
        }
        Wrong::NoDerivative => None,
    }
}

/// The steps of a proof, one a line.
fn steps(store: &Store, proof: &crate::passes::equal::Proof) -> Vec<String> {
    use crate::trace::Judgement;
    let sizes = Sizes::of(store);
    let side = |expr| text_or_let(store, &sizes, "", expr);
    let mut lines = Vec::new();
    for (derivation, _) in &proof.cells {
        let own = derivation.assumptions();
        if proof.cells.len() > 1 {
            lines.push(format!("case{}", told(store, "of", own)));
        }
        for step in derivation.steps() {
            let what = match step.judgement {
                Judgement::Equal { left, right } => format!("{} = {}", side(left), side(right)),
                Judgement::Derivative { of, by, is } => format!("d/d{} [{}] = {}", side(by), side(of), side(is)),
                Judgement::NthDerivative { of, by, order, is } => {
                    format!("d^{order}/d{}^{order} [{}] = {}", side(by), side(of), side(is))
                }
            };
            lines.push(format!("{what}    {}", super::reason::reason(Theory::builtin(), step.reason).1));
        }
    }
    lines
}

/// The steps of the proof that two formulas are equal, if there is one.
pub fn proof_lines(equality: &Equality) -> Option<Vec<String>> {
    match &equality.verdict {
        equal::Verdict::Equal(proof) | equal::Verdict::Formal(proof) => Some(steps(&equality.store, proof)),
        equal::Verdict::Different(_) | equal::Verdict::Undecided(_) => None,
    }
}

/// A claim that is not in order, in one line.
fn message(claim: &Told) -> String {
    let mut text = format!("{}: {}", claim.verdict.name(), claim.text);
    if !claim.because.is_empty() {
        text.push_str(&format!(": {}", claim.because));
    }
    if let Some(values) = &claim.counterexample {
        let at: Vec<String> = values.at.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        text.push_str(&format!("; at {}: left = {}, right = {}", at.join(", "), values.left, values.right));
    }
    if let Some(mistake) = &claim.mistake {
        text.push_str(&format!("; {mistake}"));
    }
    if let Some(truth) = &claim.truth {
        text.push_str(&format!("; the derivative is {truth}"));
    }
    text
}
