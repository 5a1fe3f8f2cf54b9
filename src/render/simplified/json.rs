//! The schema `gprime/simplify/1`. Every key is always there, `null` where nothing is known.

use serde::Serialize;

use super::Page;
use crate::expr::ExprId;
use crate::passes::simplify::Outcome;
use crate::render::json::compact_or_pretty;
use crate::render::json_terms::{Step, Term, Terms, TermsAndSteps};
use crate::render::notation::{LATEX, Names, write};
use crate::render::plain::{WRITTEN_OUT, text_or_let};

#[derive(Serialize)]
struct Document {
    schema: &'static str,
    outcome: &'static str,
    message: Option<String>,
    read_as: Option<String>,
    notes: Vec<String>,
    title: Option<String>,
    formula: Option<Formula>,
    form: Option<Formula>,
    formal: bool,
    assumed: Vec<String>,
    conditions: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    trusted: Vec<String>,
    lines: Vec<Line>,
    cells: Vec<Cell>,
    terms: Vec<Term>,
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct Formula {
    text: String,
    latex: Option<String>,
}

#[derive(Serialize)]
struct Line {
    text: String,
    because: Vec<String>,
}

#[derive(Serialize)]
struct Cell {
    on: Vec<String>,
    steps: [usize; 2],
    conclusion: usize,
}

/// The object: over several lines, or on one line among others.
pub(super) fn written(page: &Page<'_>, on_one_line: bool) -> String {
    let found = page.found;
    let (store, sizes) = (&found.store, &page.sizes);
    let text = |id: ExprId| text_or_let(store, sizes, "", id);
    let formula = |id: ExprId| Formula {
        text: text(id),
        latex: (sizes.get(id) <= WRITTEN_OUT).then(|| write(&LATEX, store, id, &Names::default())),
    };
    let because = |line: &crate::passes::Line| {
        crate::render::text::reasons(store, &line.because, &|id| text(id), &|id| page.is_short(id))
    };
    let mut terms = Terms::new(store, sizes);
    let common = found.theorem.assumptions().len();
    let mut cells = Vec::new();
    for (derivation, conclusion) in &found.cells {
        let steps = terms.add(derivation);
        let on = derivation.assumptions()[common..].iter().map(|&c| page.condition(c)).collect();
        cells.push(Cell { on, steps, conclusion: steps[0] + conclusion.0 as usize });
    }
    let TermsAndSteps { terms, steps } = terms.finish();
    let lines = found.lines.iter().map(|line| Line {
        text: text(line.expr),
        because: if line.because.is_empty() { Vec::new() } else { vec![because(line)] },
    });
    let document = Document {
        outcome: outcome(found.outcome),
        read_as: Some(text(found.formula)),
        notes: found.notes.clone(),
        title: found.title.clone(),
        formula: Some(formula(found.formula)),
        form: Some(formula(found.form)),
        formal: found.theorem.is_formal(),
        assumed: found.assumed.iter().map(|&c| page.condition(c)).collect(),
        conditions: found.conditions.iter().map(|&c| page.condition(c)).collect(),
        verdict: (!found.trusted().is_empty()).then_some("assumed"),
        trusted: found.trusted().into_iter().map(str::to_owned).collect(),
        lines: lines.collect(),
        cells,
        terms,
        steps,
        ..Document::empty()
    };
    compact_or_pretty(&document, on_one_line)
}

/// The object of a formula whose derivatives could not be carried out.
pub(super) fn unfinished(why: &str, on_one_line: bool) -> String {
    compact_or_pretty(&Document { message: Some(why.to_owned()), ..Document::empty() }, on_one_line)
}

impl Document {
    fn empty() -> Document {
        Document {
            schema: "gprime/simplify/1",
            outcome: "stuck",
            message: None,
            read_as: None,
            notes: Vec::new(),
            title: None,
            formula: None,
            form: None,
            formal: false,
            assumed: Vec::new(),
            conditions: Vec::new(),
            verdict: None,
            trusted: Vec::new(),
            lines: Vec::new(),
            cells: Vec::new(),
            terms: Vec::new(),
            steps: Vec::new(),
        }
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Simplified => "simplified",
        Outcome::AlreadySimple => "already-simple",
        Outcome::OutOfBudget => "out-of-budget",
    }
}
