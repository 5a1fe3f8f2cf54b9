//! `docs/json.md` names each key that the program writes, and no other.

use std::collections::BTreeSet;

use gprime::passes::{gradient, simplify, simplify::simplify};
use gprime::{Request, derive, equal, render};
use serde_json::Value;

use super::page;

/// The paths of all keys: `steps[].reason`.
pub fn keys(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                found.insert(path.clone());
                keys(value, &path, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| keys(value, &format!("{path}[]"), found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn the_page_names_every_key_and_no_other() {
    let json = render::formats().iter().find(|format| format.name == "json").expect("there is JSON");
    let mut found = BTreeSet::new();
    for formula in ["sigmoid", "relu", "max(0, z^2 - 1)"] {
        let order = if formula == "sigmoid" { 3 } else { 1 };
        let request = Request { at: vec!["z=1/2".into()], order, ..Request::new(formula) };
        let derived = derive(request).expect("it is derived");
        let text = (json.write)(&render::Answer::Derived(&derived), &render::Layout::default());
        keys(&serde_json::from_str(&text).expect("JSON is written"), "", &mut found);
    }
    assert_named("gprime/derivation/1", &found, 40);
}

#[test]
fn the_page_names_every_key_about_shorter_forms_and_gradients() {
    let json = render::formats().iter().find(|format| format.name == "json").expect("there is JSON");
    let (mut simplified, mut gradients) = (BTreeSet::new(), BTreeSet::new());
    let found = simplify(&simplify::Request::new("max(z, -z)")).expect("it is read");
    let text = render::simplified(&found, json, &render::Layout::default());
    keys(&serde_json::from_str(&text).expect("JSON is written"), "", &mut simplified);
    for part in ["formula", "form"] {
        simplified.retain(|key| !key.starts_with(&format!("{part}.")));
    }
    simplified.retain(|key| !["terms[].", "steps[]."].iter().any(|front| key.starts_with(front)));
    let partials = gradient(&Request { wrt: Some("all".into()), ..Request::new("x*y") }).expect("it is read");
    let text = (json.write)(&render::Answer::Gradient(&partials), &render::Layout::default());
    keys(&serde_json::from_str(&text).expect("JSON is written"), "", &mut gradients);
    gradients.retain(|key| !key.starts_with("gradient[]."));
    assert_named("gprime/simplify/1", &simplified, 18);
    assert_named("gprime/gradient/1", &gradients, 8);
}

/// The keys that the page names under the heading of a schema are those that were found.
pub fn assert_named(schema: &str, found: &BTreeSet<String>, least: usize) {
    let page = page("docs/json.md");
    let section = page.split("# The schema ").find(|section| section.lines().next() == Some(schema));
    let section = section.unwrap_or_else(|| panic!("the page has no section {schema}"));
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let named: Vec<String> = rows.map(str::to_owned).collect();
    assert_eq!(&named.iter().cloned().collect::<BTreeSet<_>>(), found, "{schema}");
    assert_eq!(named.len(), found.len(), "{schema}: a key is named twice");
    assert!(found.len() >= least, "only {} keys", found.len());
}

/// Pairs that are equal, equal only formally, different in all ways, and undecided.
const PAIRS: &[(&str, &str)] = &[
    ("z^2/z", "z"),
    ("sqrt(-1 - z^2)", "sqrt(-1 - z^2) + 0"),
    ("z", "z + 1"),
    ("e", "pi"),
    ("d/dz sin(z)", "z"),
    ("ln(-1 - z^2)", "2"),
    ("max(0, z)", "(z + |z|)/2"),
];

#[test]
fn the_page_names_every_key_about_equality_and_no_other() {
    let (mut object, mut certificate) = (BTreeSet::new(), BTreeSet::new());
    for &pair in PAIRS {
        let answer = equal(pair).expect("the formulas are read");
        keys(&serde_json::from_str(&render::equality_json(&answer)).expect("JSON is written"), "", &mut object);
        if let Some(text) = render::certificate::certificate(&answer) {
            keys(&serde_json::from_str(&text).expect("JSON is written"), "", &mut certificate);
        }
    }
    // the names in a point, and the kinds of expressions and reasons
    object.retain(|key| !["witness.", "counterexample.at."].iter().any(|front| key.starts_with(front)));
    let kinds = ["expressions[].", "steps[].says.", "steps[].by.", "cells[].steps[]."];
    certificate.retain(|key| !kinds.iter().any(|front| key.starts_with(front)));
    assert_named("gprime/equal/1", &object, 15);
    assert_named("gprime/certificate/1", &certificate, 25);
}

#[test]
fn the_page_names_every_key_about_reports_and_no_other() {
    let mut found = BTreeSet::new();
    let json = render::formats().iter().find(|format| format.name == "json").expect("it is one");
    let written = |report: &gprime::report::Report| render::reported("", report, json, &render::Layout::default());
    for formula in ["sigmoid", "relu", "alpha*z"] {
        let report = gprime::report::report(&Request::new(formula)).expect("the formula is read");
        keys(&serde_json::from_str(&written(&report)).expect("JSON is written"), "", &mut found);
    }
    assert_named("gprime/report/1", &found, 19);
    let report = gprime::report::report(&Request::new("relu")).expect("the formula is read");
    let text = render::compared(&[("relu".into(), &report)], json, &render::Layout::default());
    let mut compared = BTreeSet::new();
    keys(&serde_json::from_str(&text).expect("JSON is written"), "", &mut compared);
    compared.retain(|key| !key.starts_with("reports[]."));
    assert_named("gprime/compare/1", &compared, 4);
}

#[test]
fn the_page_names_every_key_about_batches_and_no_other() {
    use render::batch::{Field, Options, batch};
    let fields = vec![Field::Derivative, Field::ClosedForm, Field::FromOutput, Field::Report];
    let options = Options { fields, ..Options::default() };
    let mut text = String::new();
    let mut write = |lines: &str| {
        text.push_str(lines);
        Ok(())
    };
    batch(&mut "\"sigmoid\"\n\"1/(\"\n".as_bytes(), &options, &mut write, &mut |_| {}).expect("it is read");
    let mut found = BTreeSet::new();
    text.lines().for_each(|line| keys(&serde_json::from_str(line).expect("JSON is written"), "", &mut found));
    found.retain(|key| !key.starts_with("report[]."));
    assert_named("gprime/batch/1", &found, 18);
}
