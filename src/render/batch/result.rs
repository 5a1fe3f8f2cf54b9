//! One result as a line: an object of the schema `gprime/batch/1`.

use serde::Serialize;
use serde_json::value::RawValue;

use super::input::{Asked, Line};
use super::{Field, Options};
use crate::expr::ExprId;
use crate::passes::batch::Worker;
use crate::passes::{DeriveError, Derived, Request, derive};
use crate::render::json::status;
use crate::render::plain::{Sizes, condition_or_let, text_or_let};
use crate::render::report::facts;
use crate::report::report;
use crate::trace::Condition;

const SCHEMA: &str = "gprime/batch/1";

/// A line of the output.
pub(super) struct Written {
    /// The object with a line end.
    pub(super) text: String,
    /// Whether it says that something could not be read or done.
    pub(super) is_error: bool,
}

/// The keys are always there, but for those of fields that were not asked for.
#[derive(Serialize)]
pub(super) struct Object<'a> {
    schema: &'static str,
    line: u64,
    id: Option<&'a RawValue>,
    name: Option<&'a str>,
    status: &'static str,
    message: Option<String>,
    same_as: Option<u64>,
    read_as: Option<String>,
    notes: Vec<String>,
    #[serde(flatten)]
    derivative: Option<Derivative>,
    #[serde(flatten)]
    closed_form: Option<ClosedForm>,
    #[serde(flatten)]
    from_output: Option<FromOutput>,
    #[serde(flatten)]
    report: Option<Report>,
}

#[derive(Serialize, Default)]
struct Derivative {
    derivative: Option<String>,
    conditions: Option<Vec<String>>,
    formal: Option<bool>,
}

#[derive(Serialize, Default)]
struct ClosedForm {
    closed_form: Option<String>,
    closed_form_conditions: Option<Vec<String>>,
}

#[derive(Serialize, Default)]
struct FromOutput {
    from_output: Option<String>,
    from_output_conditions: Option<Vec<String>>,
    from_output_reason: Option<String>,
}

#[derive(Serialize, Default)]
struct Report {
    report: Option<Vec<crate::render::report::Row>>,
}

/// What a line's object is before anything is found: each field that is asked for is there and empty.
pub(super) fn nothing<'a>(line: &'a Line, options: &Options, same_as: Option<u64>) -> Object<'a> {
    let asked = |field| options.fields.contains(&field);
    Object {
        schema: SCHEMA,
        line: line.number,
        id: line.id.as_deref(),
        name: line.asked.as_ref().ok().and_then(|asked| asked.label.as_deref()),
        status: if same_as.is_some() { "duplicate" } else { "finished" },
        message: None,
        same_as,
        read_as: None,
        notes: Vec::new(),
        derivative: asked(Field::Derivative).then(Derivative::default),
        closed_form: asked(Field::ClosedForm).then(ClosedForm::default),
        from_output: asked(Field::FromOutput).then(FromOutput::default),
        report: asked(Field::Report).then(Report::default),
    }
}

/// The result of a line of which nothing is known but that answering it failed.
pub(super) fn fault(line: &Line, options: &Options) -> Written {
    let mut object = nothing(line, options, None);
    (object.status, object.message) = ("error", Some("this is a fault of gprime, please report it".into()));
    object.line()
}

/// The result of a line; of one that says the same as an earlier one, only its number.
pub(super) fn written(line: &Line, worker: &mut Worker, options: &Options, same_as: Option<u64>) -> Written {
    let mut object = nothing(line, options, same_as);
    let answered = match &line.asked {
        Err(message) => Err(("error", message.clone())),
        Ok(_) if same_as.is_some() => Ok(()),
        Ok(asked) => answer(&mut object, worker, asked).map_err(|error| told(&error)),
    };
    if let Err((status, message)) = answered {
        (object.status, object.message) = (status, Some(message));
    }
    object.line()
}

impl Object<'_> {
    /// The object as a line.
    pub(super) fn line(&self) -> Written {
        // writing strings and numbers to memory does not fail
        let text = serde_json::to_string(self).unwrap_or_default() + "\n";
        Written { text, is_error: self.message.is_some() }
    }
}

/// Puts what is found in its places.
fn answer(object: &mut Object<'_>, worker: &mut Worker, asked: &Asked) -> Result<(), DeriveError> {
    let request = &asked.request;
    if let (Some(field), 1) = (&mut object.derivative, request.order) {
        let found = worker.derive(request)?;
        let sizes = Sizes::of(found.store);
        let front = format!("{}({}) = ", found.name, text_or_let(found.store, &sizes, "", found.variable));
        object.read_as = Some(text_or_let(found.store, &sizes, &front, found.function));
        object.notes = found.notes;
        field.derivative = Some(text_or_let(found.store, &sizes, "", found.derivative));
        let conditions = found.conditions.iter().map(|&c| condition_or_let(found.store, &sizes, c));
        (field.conditions, field.formal) = (Some(conditions.collect()), Some(found.formal));
    }
    if request.order != 1 || object.closed_form.is_some() || object.from_output.is_some() {
        derived(object, request)?;
    }
    if let Some(field) = &mut object.report {
        let report = report(request)?;
        field.report = Some(facts(&report));
        if object.read_as.is_none() {
            let derived = &report.derived;
            let sizes = Sizes::of(&derived.store);
            let front = format!("{}({}) = ", derived.name, text_or_let(&derived.store, &sizes, "", derived.variable));
            object.read_as = Some(text_or_let(&derived.store, &sizes, &front, derived.whole.function));
            object.notes.clone_from(&derived.notes);
        }
    }
    Ok(())
}

/// Puts what a whole derivation finds in its places.
fn derived(object: &mut Object<'_>, request: &Request) -> Result<(), DeriveError> {
    let Derived { store, whole, notes, from_output_reason, name, variable, .. } =
        derive(&Request { reasons: object.from_output.is_some(), ..request.clone() })?;
    let sizes = Sizes::of(&store);
    let text = |id: ExprId| text_or_let(&store, &sizes, "", id);
    let conditions = |all: &[Condition]| -> Vec<String> {
        all.iter().map(|&condition| condition_or_let(&store, &sizes, condition)).collect()
    };
    if object.read_as.is_none() {
        let front = format!("{name}({}) = ", text(variable));
        object.read_as = Some(text_or_let(&store, &sizes, &front, whole.function));
        object.notes = notes;
    }
    if let (Some(field), true) = (&mut object.derivative, request.order > 1) {
        field.derivative = Some(text(whole.derivative));
        (field.conditions, field.formal) = (Some(conditions(&whole.conditions)), Some(whole.formal));
    }
    if let Some(field) = &mut object.closed_form {
        field.closed_form = Some(text(whole.closed_form));
        field.closed_form_conditions = Some(conditions(&whole.conditions));
    }
    if let Some(field) = &mut object.from_output {
        field.from_output = whole.from_output.map(text);
        field.from_output_conditions = whole.from_output.map(|_| conditions(&whole.from_output_conditions));
        field.from_output_reason = from_output_reason;
    }
    Ok(())
}

/// How far the work came and why it stopped.
fn told(error: &DeriveError) -> (&'static str, String) {
    match error {
        DeriveError::Syntax { text, error: of } => ("error", placed(text, of.span.start, error)),
        DeriveError::Meaning { text, error: of } => ("error", placed(text, of.span.start, error)),
        DeriveError::Request(message) => ("error", message.clone()),
        DeriveError::Stopped(stopped) => (status(stopped.status), stopped.why.clone()),
        DeriveError::Refused(refusal) => ("error", format!("{refusal}; this is a fault of gprime, please report it")),
    }
}

/// A message with the character of the formula that it is about.
fn placed(text: &str, byte: usize, message: &DeriveError) -> String {
    let before = text.get(..byte).map_or(0, |before| before.chars().count());
    format!("{message}, at character {}", before + 1)
}
