//! `gprime list`: the tables in columns, or as JSON.

use serde::Serialize;

use super::arguments::{PlainFormat, Table};
use crate::{activations, functions, rules};

/// A function's row without what only the program itself can use.
#[derive(Serialize)]
struct Function {
    name: &'static str,
    aliases: &'static [&'static str],
    title: &'static str,
    arity: usize,
    meaning: Option<&'static str>,
    derivative: &'static str,
    domain: &'static [&'static str],
    differentiable: &'static [&'static str],
    range: &'static str,
    latex: &'static str,
    about: &'static str,
    source: &'static str,
}

#[derive(Serialize)]
struct Rule {
    name: &'static str,
    because: &'static str,
    left: &'static str,
    right: &'static str,
    conditions: &'static [&'static str],
    source: &'static str,
}

#[derive(Serialize)]
struct Activation {
    name: &'static str,
    aliases: &'static [&'static str],
    formula: &'static str,
    parameters: Vec<Parameter>,
    source: &'static str,
}

#[derive(Serialize)]
struct Parameter {
    name: &'static str,
    assume: Option<&'static str>,
    default: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Rows {
    Functions(Vec<Function>),
    Rules(Vec<Rule>),
    Activations(Vec<Activation>),
}

#[derive(Serialize)]
struct Document {
    schema: &'static str,
    #[serde(flatten)]
    rows: Rows,
}

/// A table as it was asked for.
pub(super) fn list(table: Table, format: PlainFormat) -> String {
    match (format, table) {
        (PlainFormat::Json, _) => {
            let document = Document { schema: "gprime/list/1", rows: rows(table) };
            // writing strings and numbers to memory does not fail
            serde_json::to_string_pretty(&document).map(|text| text + "\n").unwrap_or_default()
        }
        (PlainFormat::Text, Table::Functions) => {
            columns(functions::all().iter().map(|f| [f.name, f.title, f.derivative]))
        }
        (PlainFormat::Text, Table::Rules) => columns(rules::all().map(|r| [r.name, r.because, r.source])),
        (PlainFormat::Text, Table::Activations) => columns(activations::all().map(|a| [a.name, a.formula, a.source])),
    }
}

fn some(text: &'static str) -> Option<&'static str> {
    (!text.is_empty()).then_some(text)
}

fn rows(table: Table) -> Rows {
    match table {
        Table::Functions => Rows::Functions(functions::all().iter().map(|f| function(f)).collect()),
        Table::Rules => Rows::Rules(rules::all().map(rule).collect()),
        Table::Activations => Rows::Activations(activations::all().map(activation).collect()),
    }
}

fn function(f: &functions::Function) -> Function {
    Function {
        name: f.name,
        aliases: f.aliases,
        title: f.title,
        arity: f.arity,
        meaning: some(f.meaning),
        derivative: f.derivative,
        domain: f.domain,
        differentiable: f.differentiable,
        range: f.range,
        latex: f.latex,
        about: f.about,
        source: f.source,
    }
}

fn rule(r: &rules::Rule) -> Rule {
    Rule { name: r.name, because: r.because, left: r.left, right: r.right, conditions: r.when, source: r.source }
}

fn activation(a: &activations::Activation) -> Activation {
    let parameters = a.parameters.iter();
    let parameters = parameters.map(|p| Parameter { name: p.name, assume: some(p.assume), default: some(p.default) });
    Activation {
        name: a.name,
        aliases: a.aliases,
        formula: a.formula,
        parameters: parameters.collect(),
        source: a.source,
    }
}

/// No column but the last is made wider than this for the sake of one row.
const WIDEST: usize = 44;

/// Rows in aligned columns; metavariables are shown without their marks.
fn columns(rows: impl Iterator<Item = [&'static str; 3]>) -> String {
    let rows: Vec<[&str; 3]> = rows.collect();
    let width = |column: usize| {
        let widths = rows.iter().map(|row| row[column].chars().filter(|&c| c != '?').count());
        widths.filter(|&width| width <= WIDEST).max().unwrap_or(0)
    };
    let (first, second) = (width(0), width(1));
    let line = |row: &[&str; 3]| {
        let row = row.map(|text| text.replace('?', ""));
        let line = format!("{:first$}  {:second$}  {}", row[0], row[1], row[2]);
        format!("{}\n", line.trim_end())
    };
    rows.iter().map(line).collect()
}
