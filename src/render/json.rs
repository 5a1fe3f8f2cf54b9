//! The derivation as JSON: what was found, and every checked step over a list of terms.
//!
//! Every key is always there, `null` where nothing is known. Size and time are linear in the distinct expressions.

use serde::Serialize;

use super::json_terms::{Terms, TermsAndSteps};
use super::notation::{self, LATEX, Names};
use super::plain::{Sizes, WRITTEN_OUT, condition_or_let, text_or_let};
use crate::expr::ExprId;
use crate::passes::{self, Border, BorderKind, Branch, Derived, PointValue, Status};
use crate::trace::Condition;

const SCHEMA: &str = "gprime/derivation/1";

#[derive(Serialize)]
pub(super) struct Document {
    schema: &'static str,
    status: &'static str,
    message: Option<String>,
    read_as: Option<String>,
    notes: Vec<String>,
    title: Option<String>,
    function: Option<Function>,
    order: u32,
    derivative: Option<Formula>,
    closed_form: Option<Formula>,
    from_output: Option<Formula>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    from_output_conditions: Vec<String>,
    from_output_reason: Option<String>,
    recurrence: Option<Recurrence>,
    pieces: Option<Vec<Piece>>,
    pieces_reason: Option<String>,
    borders: Vec<Place>,
    assumed: Vec<String>,
    conditions: Vec<String>,
    /// What the result is where it is less than proved.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    trusted: Vec<String>,
    values: Vec<Value>,
    terms: Vec<super::json_terms::Term>,
    steps: Vec<super::json_terms::Step>,
    conclusion: Option<usize>,
}

#[derive(Serialize)]
struct Function {
    name: String,
    variable: String,
    text: String,
    latex: Option<String>,
}

#[derive(Serialize)]
struct Formula {
    text: String,
    latex: Option<String>,
}

#[derive(Serialize)]
struct Recurrence {
    generators: Vec<Generator>,
    over: Vec<String>,
    first: Vec<Order>,
}

#[derive(Serialize)]
struct Generator {
    of: String,
    derivative: String,
}

#[derive(Serialize)]
struct Order {
    order: u32,
    derivative: String,
}

#[derive(Serialize)]
struct Piece {
    when: String,
    function: String,
    derivative: String,
    closed_form: String,
    from_output: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    from_output_conditions: Vec<String>,
    recurrence: Option<Recurrence>,
    conditions: Vec<String>,
    steps: [usize; 2],
    conclusion: usize,
}

#[derive(Serialize)]
struct Place {
    at: String,
    kind: &'static str,
    left: Option<String>,
    right: Option<String>,
    convention: Option<String>,
}

#[derive(Serialize)]
struct Value {
    at: String,
    value: String,
    exact: bool,
}

/// The object of one formula.
pub(super) fn document(derived: &Derived) -> Document {
    let writing = Writing { derived, sizes: Sizes::of(&derived.store) };
    let whole = &derived.whole;
    let mut terms = Terms::new(&derived.store, &writing.sizes);
    let whole_steps = terms.add(&whole.derivation);
    let pieces: Vec<Piece> = derived
        .pieces
        .iter()
        .map(|piece| {
            let steps = terms.add(&piece.branch.derivation);
            writing.piece(piece.when, &piece.branch, steps)
        })
        .collect();
    let TermsAndSteps { terms, steps } = terms.finish();
    let (name, variable) = (derived.name.clone(), writing.text(derived.variable));
    let arguments = match derived.variables.as_slice() {
        [] => variable.clone(),
        several => several.iter().map(|&id| writing.text(id)).collect::<Vec<_>>().join(", "),
    };
    let front = format!("{name}({arguments}) = ");
    Document {
        schema: SCHEMA,
        status: status(derived.status),
        message: None,
        read_as: Some(text_or_let(
            &derived.store,
            &writing.sizes,
            &front,
            derived.as_written.unwrap_or(whole.function),
        )),
        notes: derived.notes.clone(),
        title: derived.title.clone(),
        function: Some(Function {
            name,
            variable,
            text: writing.text(whole.function),
            latex: writing.latex(whole.function),
        }),
        order: derived.order,
        derivative: Some(writing.formula(whole.derivative)),
        closed_form: Some(writing.formula(whole.closed_form)),
        from_output: whole.from_output.map(|id| writing.formula(id)),
        from_output_conditions: writing.conditions(&whole.from_output_conditions),
        from_output_reason: derived.from_output_reason.clone(),
        recurrence: whole.recurrence.as_ref().map(|recurrence| writing.recurrence(recurrence)),
        pieces: derived.pieces_reason.is_none().then_some(pieces),
        pieces_reason: derived.pieces_reason.clone(),
        borders: derived.borders.iter().map(|border| writing.place(border)).collect(),
        assumed: writing.conditions(&derived.assumed),
        conditions: writing.conditions(&whole.conditions),
        verdict: (!derived.trusted().is_empty()).then_some("assumed"),
        trusted: derived.trusted().into_iter().map(str::to_owned).collect(),
        values: derived.values.iter().map(value).collect(),
        terms,
        steps,
        conclusion: (whole_steps[1] > 0).then_some(whole.conclusion.0 as usize),
    }
}

/// The object of several partial derivatives, as text: one derivation for each variable.
pub(super) fn gradient(partials: &[Derived], on_one_line: bool) -> String {
    let found: Vec<Document> = partials.iter().map(document).collect();
    let first = found.first();
    let variables = found.iter().flat_map(|one| &one.function).map(|function| function.variable.clone());
    let gradient = Gradient {
        schema: "gprime/gradient/1",
        status: "finished",
        message: None,
        read_as: first.and_then(|first| first.read_as.clone()),
        notes: first.map(|first| first.notes.clone()).unwrap_or_default(),
        title: first.and_then(|first| first.title.clone()),
        variables: variables.collect(),
        gradient: found,
    };
    compact_or_pretty(&gradient, on_one_line)
}

#[derive(Serialize)]
struct Gradient {
    schema: &'static str,
    status: &'static str,
    message: Option<String>,
    read_as: Option<String>,
    notes: Vec<String>,
    title: Option<String>,
    variables: Vec<String>,
    gradient: Vec<Document>,
}

/// The object of a formula whose derivation could not be finished.
pub(super) fn unfinished(status_of: Status, message: &str) -> Document {
    Document {
        schema: SCHEMA,
        status: status(status_of),
        message: Some(message.to_owned()),
        read_as: None,
        notes: Vec::new(),
        title: None,
        function: None,
        order: 1,
        derivative: None,
        closed_form: None,
        from_output: None,
        from_output_conditions: Vec::new(),
        from_output_reason: None,
        recurrence: None,
        pieces: None,
        pieces_reason: None,
        borders: Vec::new(),
        assumed: Vec::new(),
        conditions: Vec::new(),
        verdict: None,
        trusted: Vec::new(),
        values: Vec::new(),
        terms: Vec::new(),
        steps: Vec::new(),
        conclusion: None,
    }
}

/// The object as text: over several lines to be read, or on one line among others.
pub(super) fn written(document: &Document, on_one_line: bool) -> String {
    compact_or_pretty(document, on_one_line)
}

/// Any object as text.
pub(super) fn compact_or_pretty(document: &impl Serialize, on_one_line: bool) -> String {
    let text = if on_one_line { serde_json::to_string(document) } else { serde_json::to_string_pretty(document) };
    // writing strings and numbers to memory does not fail
    text.map(|text| text + "\n").unwrap_or_default()
}

pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::Finished => "finished",
        Status::Stuck => "stuck",
        Status::OutOfBudget => "out-of-budget",
    }
}

fn kind(kind: BorderKind) -> &'static str {
    match kind {
        BorderKind::Smooth => "smooth",
        BorderKind::Kink => "kink",
        BorderKind::Jump => "jump",
        BorderKind::Vertical => "vertical",
        BorderKind::Undefined => "undefined",
        BorderKind::Unknown => "unknown",
    }
}

fn value(value: &PointValue) -> Value {
    Value { at: value.at.clone(), value: value.value.clone(), exact: value.exact }
}

struct Writing<'a> {
    derived: &'a Derived,
    sizes: Sizes,
}

impl Writing<'_> {
    fn text(&self, id: ExprId) -> String {
        text_or_let(&self.derived.store, &self.sizes, "", id)
    }

    /// The expression in LaTeX, unless it is too large to be read.
    fn latex(&self, id: ExprId) -> Option<String> {
        let readable = self.sizes.get(id) <= WRITTEN_OUT;
        readable.then(|| notation::write(&LATEX, &self.derived.store, id, &Names::default()))
    }

    fn formula(&self, id: ExprId) -> Formula {
        Formula { text: self.text(id), latex: self.latex(id) }
    }

    fn conditions(&self, conditions: &[Condition]) -> Vec<String> {
        let written = |&condition: &Condition| condition_or_let(&self.derived.store, &self.sizes, condition);
        conditions.iter().map(written).collect()
    }

    fn piece(&self, when: ExprId, branch: &Branch, steps: [usize; 2]) -> Piece {
        Piece {
            when: self.text(when),
            function: self.text(branch.function),
            derivative: self.text(branch.derivative),
            closed_form: self.text(branch.closed_form),
            from_output: branch.from_output.map(|id| self.text(id)),
            from_output_conditions: self.conditions(&branch.from_output_conditions),
            recurrence: branch.recurrence.as_ref().map(|recurrence| self.recurrence(recurrence)),
            conditions: self.conditions(&branch.conditions),
            steps,
            conclusion: steps[0] + branch.conclusion.0 as usize,
        }
    }

    fn recurrence(&self, recurrence: &passes::Recurrence) -> Recurrence {
        let generator = |&(of, is): &(ExprId, ExprId)| Generator { of: self.text(of), derivative: self.text(is) };
        let order = |&(order, is): &(u32, ExprId)| Order { order, derivative: self.text(is) };
        Recurrence {
            generators: recurrence.generators.iter().map(generator).collect(),
            over: recurrence.over.iter().map(|&of| self.text(of)).collect(),
            first: recurrence.first.iter().map(order).collect(),
        }
    }

    fn place(&self, border: &Border) -> Place {
        Place {
            at: self.text(border.at),
            kind: kind(border.kind),
            left: border.left.map(|id| self.text(id)),
            right: border.right.map(|id| self.text(id)),
            convention: border.convention.clone(),
        }
    }
}
