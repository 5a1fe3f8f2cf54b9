//! A report for programs: `gprime/report/1`.

use serde::Serialize;

use super::sentence;
use crate::render::plain::text_with_parts as plain;
use crate::report::Report;

/// How many digits the ends of intervals have.
const DIGITS: usize = 17;

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    read_as: String,
    notes: &'a [String],
    title: Option<&'a str>,
    function: Function,
    derivative: Option<String>,
    closed_form: Option<String>,
    facts: Vec<Row>,
}

#[derive(Serialize)]
struct Function {
    name: String,
    variable: String,
    text: String,
}

/// A fact as an object.
#[derive(Serialize)]
pub(crate) struct Row {
    name: &'static str,
    known: &'static str,
    text: String,
    numbers: Vec<Number>,
}

#[derive(Serialize)]
struct Number {
    name: &'static str,
    text: String,
    lo: String,
    hi: String,
}

/// The facts, in order.
pub(crate) fn facts(report: &Report) -> Vec<Row> {
    let number = |(name, interval): &(&'static str, crate::functions::Interval)| {
        let (lo, hi) = interval.to_decimal_ends(DIGITS);
        Number { name, text: interval.to_decimal(DIGITS), lo, hi }
    };
    let row = |fact: &crate::report::Fact| Row {
        name: fact.name,
        known: fact.known.word(),
        text: sentence(report, &fact.says),
        numbers: fact.numbers.iter().map(number).collect(),
    };
    report.facts.iter().map(row).collect()
}

/// The report as one object, with a line end.
pub(super) fn written(report: &Report) -> String {
    // writing strings to memory does not fail
    serde_json::to_string(&document(report)).map(|text| text + "\n").unwrap_or_default()
}

fn document(report: &Report) -> Document<'_> {
    let derived = &report.derived;
    let write = |id| plain(&derived.store, id);
    let slope = |id| (!report.is_nowhere_defined()).then(|| write(id));
    let variable = write(derived.variable);
    let text = write(derived.whole.function);
    Document {
        schema: "gprime/report/1",
        read_as: format!("{}({variable}) = {text}", derived.name),
        notes: &derived.notes,
        title: derived.title.as_deref(),
        function: Function { name: derived.name.clone(), variable, text },
        derivative: slope(derived.whole.derivative),
        closed_form: slope(derived.whole.closed_form),
        facts: facts(report),
    }
}

#[derive(Serialize)]
struct Comparison<'a> {
    schema: &'static str,
    labels: Vec<&'a str>,
    differ: Vec<&'static str>,
    reports: Vec<Document<'a>>,
}

/// Reports side by side as one object, with a line end.
pub(super) fn compared(reports: &[(String, &Report)]) -> String {
    let mut names: Vec<&'static str> = Vec::new();
    for fact in reports.iter().flat_map(|(_, report)| &report.facts) {
        if !names.contains(&fact.name) {
            names.push(fact.name);
        }
    }
    let told = |report: &Report, name: &str| report.fact(name).map(|fact| (fact.known, sentence(report, &fact.says)));
    names.retain(|name| reports.windows(2).any(|pair| told(pair[0].1, name) != told(pair[1].1, name)));
    let comparison = Comparison {
        schema: "gprime/compare/1",
        labels: reports.iter().map(|(label, _)| label.as_str()).collect(),
        differ: names,
        reports: reports.iter().map(|(_, report)| document(report)).collect(),
    };
    serde_json::to_string(&comparison).map(|text| text + "\n").unwrap_or_default()
}
