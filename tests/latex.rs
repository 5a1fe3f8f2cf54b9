//! LaTeX is read as the plain text that says the same, and what is printed in it is read back.

mod common;

use std::time::{Duration, Instant};

use gprime::expr::{ExprId, Store, lower};
use gprime::render::{Answer, Layout, formats};
use gprime::syntax::{self, ErrorKind, Statement, TableNames, parse_math};
use gprime::{Request, activations, derive};
use serde_json::Value;

use common::Random;

const DEEP: usize = 100_000;
/// Generous: the machine may have other work too.
const PATIENCE: Duration = Duration::from_secs(20);

fn meaning(store: &mut Store, text: &str) -> (ExprId, Option<ExprId>) {
    let tree = syntax::parse(text).unwrap_or_else(|error| panic!("{}", error.page(text)));
    let lowered = lower(&tree, store).unwrap_or_else(|error| panic!("{text}: {error}"));
    (lowered.body, lowered.right)
}

/// Every pair of `text` and `latex` in a value.
fn pairs(value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            let field = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
            found.extend(field("text").zip(field("latex")));
            fields.values().for_each(|value| pairs(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| pairs(value, found)),
        _ => {} // nothing else has fields
    }
}

fn json(formula: &str) -> Value {
    let derived = derive(Request::new(formula)).unwrap_or_else(|error| panic!("{formula}: {error}"));
    let format = formats().iter().find(|format| format.name == "json").expect("the format is in the table");
    serde_json::from_str(&(format.write)(&Answer::Derived(&derived), &Layout::default())).expect("it is JSON")
}

#[test]
fn what_is_printed_for_the_catalogue_is_read_back() {
    let mut tested = 0;
    for row in activations::all() {
        let mut found = Vec::new();
        pairs(&json(row.name), &mut found);
        assert!(found.len() >= 2, "{}: {found:?}", row.name);
        for (text, latex) in found {
            let mut store = Store::new();
            let (read, plain) = (meaning(&mut store, &latex), meaning(&mut store, &text));
            assert_eq!(read, plain, "{}: {latex}\nand {text}", row.name);
            tested += 1;
        }
    }
    assert!(tested >= 3 * activations::all().count(), "only {tested} formulas");
}

/// The same for functions that no activation of the catalogue has, and for cases, roots and derivatives inside.
#[test]
fn what_is_printed_for_other_formulas_is_read_back() {
    let formulas = [
        "cbrt(z)*sqrt(z)",
        "log2(z) + log10(z) + log_b(3, z)",
        "asinh(z)*atan(z)/acot(z)",
        "{0.5*z if z < -1; |z|^3 if -1 <= z < 1 and z != 0; min(z, 2) otherwise}",
        "sign(z)*Phi(z)*phi(z)",
        "1e-6*z - 2*3^z",
        "erf(z)*erfc(z)*erfi(z)*csch(z)*coth(z)",
        "beta_1*z + w_in*z^2",
        "-(-z)^2/(1 - z)",
        "a/b/c*z",
        "sigma*sigmoid(z)",
    ];
    let mut tested = 0;
    for formula in formulas {
        let mut found = Vec::new();
        pairs(&json(formula), &mut found);
        for (text, latex) in found {
            let mut store = Store::new();
            assert_eq!(meaning(&mut store, &latex), meaning(&mut store, &text), "{latex}\nand {text}");
            tested += 1;
        }
    }
    assert!(tested >= 2 * formulas.len(), "only {tested} formulas");
}

fn outcome(text: &str) -> Result<syntax::Tree, syntax::Error> {
    let start = Instant::now();
    let outcome = syntax::parse(text);
    if let Err(error) = &outcome {
        assert!(text.get(error.span.clone()).is_some(), "{:?}", error.span);
        assert!(error.page(text).len() < 3000);
    }
    assert!(start.elapsed() < PATIENCE, "{:?} for {} bytes", start.elapsed(), text.len());
    outcome
}

#[test]
fn no_depth_is_too_deep() {
    let around = |open: &str, inside: &str, close: &str| format!("{}{inside}{}", open.repeat(DEEP), close.repeat(DEEP));
    let deep = [
        (around("\\frac{1}{", "z", "}"), 2 * DEEP + 1),
        (around("\\frac{", "z", "}{2}"), 2 * DEEP + 1),
        (around("\\frac1{1+", "z", "}"), 4 * DEEP + 1),
        (around("\\sqrt{", "z", "}"), DEEP + 1),
        (around("\\sqrt[5]{", "z", "}"), 4 * DEEP + 1),
        (around("\\left(", "z", "\\right)"), 1),
        (around("\\left|", "z", "\\right|"), DEEP + 1),
        (around("\\lvert ", "z", "\\rvert"), DEEP + 1),
        (around("\\tanh{", "z", "}"), DEEP + 1),
        (around("e^{", "\\alpha", "}"), 2 * DEEP + 1),
        (around("{", "\\alpha", "}"), 1),
        (around("\\boxed{", "z", "}"), 1),
        (around("\\frac{d}{dz}\\left(", "z", "\\right)"), DEEP + 1),
        (around("\\frac{d(", "z", ")}{dz}"), DEEP + 1),
        (around("\\begin{cases} ", "z", " & z > 0 \\end{cases}"), 4 * DEEP + 1),
        (around("\\begin{aligned} ", "z", " \\end{aligned}"), 1),
        (around("\\mathbf{", "z", "}"), 1),
    ];
    let tested = deep.iter().inspect(|(text, nodes)| {
        let tree = outcome(text).unwrap_or_else(|error| panic!("{}", error.page(text)));
        assert_eq!(tree.nodes().count(), *nodes, "{:.30}", text);
    });
    assert_eq!(tested.count(), 17);
}

#[test]
fn what_stays_open_or_repeats_is_refused_in_time() {
    let hostile = [
        "\\frac{".repeat(DEEP),
        "\\frac".repeat(DEEP),
        "\\left(".repeat(DEEP),
        "\\begin{cases}".repeat(DEEP),
        "\\end{cases}".repeat(DEEP),
        "\\sqrt[".repeat(DEEP),
        "\\text{".repeat(DEEP),
        "\\mathrm".repeat(DEEP),
        "\\hat".repeat(DEEP),
        "x_{".repeat(DEEP),
        "\\".repeat(DEEP),
        format!("\\alpha{}", "}".repeat(DEEP)),
        format!("\\alpha {}", "d\\alpha".repeat(DEEP)),
        format!("\\alpha {}^", "\\,".repeat(DEEP)),
        format!("\\foo{}", "a".repeat(DEEP)),
        format!("\\begin{{{}}}", "a".repeat(DEEP)),
        format!("\\alpha x_{{{}+}}", "a".repeat(DEEP)),
    ];
    let tested = hostile.iter().filter(|text| outcome(text).is_err()).count();
    assert_eq!(tested, 17);
}

#[test]
fn spans_are_in_the_text_that_was_typed() {
    let text = "\\frac{1}{1+\\tanh x}";
    let tree = syntax::parse(text).expect("it is read");
    let Statement::Expression(whole) = tree.statement else { panic!("it is an expression") };
    assert_eq!(&text[tree.span(whole)], text);
    let spans: Vec<&str> = tree.nodes().map(|(id, _)| &text[tree.span(id)]).collect();
    assert_eq!(spans, ["1", "1", "x", "\\tanh x", "1+\\tanh x", text]);
    let error = syntax::parse("\\frac{1}{1+\\tahn(x)}").expect_err("no command is called so");
    assert_eq!((error.span.clone(), &*error.kind), (11..16, &ErrorKind::UnknownCommand("tahn".into())));
}

#[test]
fn mathematics_of_a_document_needs_no_command() {
    let read = |text: &str| parse_math(text, &TableNames).map(|tree| tree.to_text());
    assert_eq!(read("2xe^x").as_deref(), Ok("((2*x)*(e^x))"));
    assert_eq!(read("W_1x").as_deref(), Ok("(W_1*x)"));
    assert_eq!(read("max(0,x)").as_deref(), Ok("max(0, x)"));
}

const SIGNS: [&str; 84] = [
    "\\frac",
    "\\sqrt",
    "[3]",
    "[n]",
    "{",
    "}",
    "{",
    "}",
    "\\left(",
    "\\right)",
    "\\left|",
    "\\right|",
    "\\left\\{",
    "\\right.",
    "\\bigl|",
    "\\bigr|",
    "\\lvert ",
    "\\rvert",
    "\\|",
    "(",
    ")",
    "[",
    "]",
    "|",
    "^",
    "_",
    "^{",
    "_{",
    "\\prime",
    "'",
    "\\tanh",
    "\\exp",
    "\\ln",
    "\\sigma",
    "\\alpha",
    "\\pi",
    "\\infty",
    "\\in",
    "\\mathrm{",
    "\\text{if }",
    "\\text{",
    "\\operatorname{",
    "\\mathbf{1}_{",
    "\\hat",
    "\\begin{cases}",
    "\\end{cases}",
    "\\begin{aligned}",
    "\\end{aligned}",
    "&",
    "\\\\",
    "\\quad",
    "\\,",
    "~",
    "%",
    "\n",
    "$",
    "#",
    "\\cdot",
    "\\le",
    "=",
    "<",
    ">",
    "+",
    "-",
    ",",
    ";",
    ".",
    ":=",
    "d",
    "dz",
    "x",
    "z",
    "xy",
    "e",
    "log",
    "max",
    "2",
    "10",
    "0.5",
    "\\frac{d}{dz}",
    "\\frac{dg}{dz}",
    "\\boxed{",
    "σ",
    "é",
];

/// Signs in any order: read or refused, with every place in the text, and what is read is written so that it is read back.
#[test]
fn any_signs_are_read_or_refused() {
    let mut random = Random::new(11);
    let (mut read, mut refused) = (0, 0);
    for round in 0..120_000 {
        let length = 1 + random.below(if round % 2 == 0 { 6 } else { 14 });
        let text: String = (0..length).map(|_| SIGNS[random.below(SIGNS.len() as u64) as usize]).collect();
        match parse_math(&text, &TableNames) {
            Ok(tree) => {
                tree.nodes().for_each(|(id, _)| assert!(text.get(tree.span(id)).is_some(), "{text}"));
                tree.notes.iter().for_each(|note| assert!(text.get(note.span.clone()).is_some(), "{text}"));
                let written = tree.to_text();
                let again = syntax::parse(&written).unwrap_or_else(|error| panic!("{text}\n{}", error.page(&written)));
                assert!(tree.same(&again), "{text}\nwritten {written}\nread {}", again.to_text());
                read += 1;
            }
            Err(error) => {
                assert!(text.get(error.span.clone()).is_some(), "{text}: {:?}", error.span);
                let page = error.page(&text);
                assert!(!page.contains(|c: char| c.is_control() && c != '\n'), "{text}: {page}");
                for suggestion in &error.suggestions {
                    assert!(text.get(suggestion.span.clone()).is_some(), "{text}: {suggestion:?}");
                }
                refused += 1;
            }
        }
    }
    assert!(read > 4_000 && refused > 50_000, "{read} read, {refused} refused");
}
