//! Partial derivatives: by which variables, what they are, and where.

use gprime::eval::float::evaluate;
use gprime::expr::{ExprId, Node, Store};
use gprime::kernel;
use gprime::passes::{DeriveError, Derived, Request, gradient};
use gprime::render::{self, Answer, Layout, Steps, condition, text};
use gprime::theory::Theory;
use pretty_assertions::assert_eq;
use serde_json::Value;

fn by(formula: &str, wrt: &str) -> Vec<Derived> {
    let request = Request { wrt: Some(wrt.into()), ..Request::new(formula) };
    gradient(&request).unwrap_or_else(|e| panic!("{formula}: {e}"))
}

fn names(found: &[Derived]) -> Vec<String> {
    found.iter().map(|derived| text(&derived.store, derived.variable)).collect()
}

/// A formula, and for each variable in order its closed form and the form from the output.
type Row = (&'static str, &'static [(&'static str, &'static str, &'static str)]);

const ROWS: &[Row] = &[
    ("x*y", &[("x", "y", "y"), ("y", "x", "x")]),
    ("e^x/(e^x + e^y)", &[("x", "g*(1 - g)", "g*(1 - g)"), ("y", "g*(g - 1)", "g*(g - 1)")]),
    ("x*sigmoid(y)", &[("x", "sigmoid(y)", "sigmoid(y)"), ("y", "g*(1 - sigmoid(y))", "g*(1 - g/x)")]),
    ("ln(e^x + e^y)", &[("x", "e^x/e^g", "1 - e^y/e^g"), ("y", "e^y/e^g", "1 - e^x/e^g")]),
    ("z*sigmoid(beta*z)", &[("z", "beta*g + sigmoid(beta*z)*(1 - beta*g)", ""), ("beta", "g*(z - g)", "g*(z - g)")]),
    ("y*ln(1 + e^(-x)) + (1 - y)*ln(1 + e^x)", &[("y", "-x", "-x"), ("x", "sigmoid(x) - y", "")]),
    ("f(b, a) = a^2*b", &[("b", "a^2", "a^2"), ("a", "2*a*b", "")]),
];

#[test]
fn gradients_are_what_is_known() {
    let mut tested = 0;
    for &(formula, rows) in ROWS {
        let found = by(formula, "all");
        assert_eq!(names(&found), rows.iter().map(|row| row.0.to_owned()).collect::<Vec<_>>(), "{formula}");
        for (derived, &(variable, form, output)) in found.iter().zip(rows) {
            let written = |id: ExprId| text(&derived.store, id);
            assert_eq!(written(derived.whole.closed_form), form, "{formula} by {variable}");
            assert_eq!(derived.whole.from_output.map(written).unwrap_or_default(), output, "{formula} by {variable}");
            let theorems = kernel::check(&derived.store, Theory::builtin(), &derived.whole.derivation);
            assert!(theorems.is_ok(), "{formula} by {variable}");
            tested += 1;
        }
    }
    assert_eq!(tested, 14);
}

fn symbols(store: &Store, expr: ExprId) -> Vec<ExprId> {
    store.reachable(expr).into_iter().filter(|&id| matches!(store.node(id), Node::Symbol(_))).collect()
}

#[test]
fn the_catalogue_has_slopes_by_its_parameters() {
    const STEP: f64 = 1e-6;
    let (mut rows, mut tested) = (0, 0);
    for row in gprime::activations::all().filter(|row| !row.parameters.is_empty()) {
        let request = Request { wrt: Some("all".into()), ..Request::new(row.name) };
        let found = gradient(&request).unwrap_or_else(|e| panic!("{}: {e}", row.name));
        assert!(found.len() > 1, "{}", row.name);
        assert_eq!(names(&found)[0], "z", "{}: its variable comes first", row.name);
        for derived in &found {
            let function = derived.whole.function;
            let symbols = symbols(&derived.store, function);
            for at in [-1.375, -0.3125, 0.4375, 2.125] {
                let value =
                    |i: usize, id: ExprId| if text(&derived.store, id) == "z" { at } else { 1.125 + i as f64 / 8.0 };
                let point: Vec<(ExprId, f64)> = symbols.iter().enumerate().map(|(i, &id)| (id, value(i, id))).collect();
                let moved = |by: f64| -> Vec<(ExprId, f64)> {
                    point.iter().map(|&(id, v)| if id == derived.variable { (id, v + by) } else { (id, v) }).collect()
                };
                let at = |point: &[(ExprId, f64)]| evaluate(&derived.store, function, point);
                let numeric = (at(&moved(STEP)) - at(&moved(-STEP))) / (2.0 * STEP);
                let exact = evaluate(&derived.store, derived.whole.derivative, &point);
                if numeric.is_finite() && exact.is_finite() {
                    let close = (numeric - exact).abs() <= 1e-4 * exact.abs().max(1.0);
                    assert!(close, "{} by {}: {numeric} and {exact}", row.name, text(&derived.store, derived.variable));
                    tested += 1;
                }
            }
        }
        rows += 1;
    }
    assert!(rows >= 20 && tested >= 200, "only {rows} rows and {tested} points");
}

/// A formula, the variable it is differentiated by, and where its derivative is what.
type Pieces = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

#[test]
fn a_border_in_another_variable_divides_as_well() {
    let cases: &[Pieces] = &[
        ("prelu", "alpha", &[("z < 0", "z"), ("z >= 0", "0")]),
        ("a*max(0, z) + b*min(0, z)", "b", &[("z < 0", "z"), ("z >= 0", "0")]),
        ("{alpha*(e^z - 1) if z <= 0; z if z > 0}", "alpha", &[("z <= 0", "e^z - 1"), ("z > 0", "0")]),
        ("{1/a if z < 0; a otherwise}", "a", &[("z < 0", "-1/a^2"), ("z >= 0", "1")]),
    ];
    let mut tested = 0;
    for &(formula, variable, pieces) in cases {
        let derived = by(formula, &format!("{variable},z")).swap_remove(0);
        let told: Vec<(String, String)> = derived
            .pieces
            .iter()
            .map(|piece| (text(&derived.store, piece.when), text(&derived.store, piece.branch.derivative)))
            .collect();
        let expected: Vec<(String, String)> = pieces.iter().map(|&(on, is)| (on.to_owned(), is.to_owned())).collect();
        assert_eq!(told, expected, "{formula}");
        assert!(derived.borders.is_empty(), "{formula}: the border lies elsewhere");
        tested += 1;
    }
    assert_eq!(tested, 4);
}

#[test]
fn conditions_and_assumptions_are_told_for_each() {
    let request = Request { wrt: Some("all".into()), assume: vec!["a > 0".into()], ..Request::new("a*ln(z)") };
    let found = gradient(&request).expect("it has a gradient");
    let told = |derived: &Derived| -> Vec<String> {
        derived.whole.conditions.iter().map(|&c| condition(&derived.store, c)).collect()
    };
    assert_eq!(found.iter().map(told).collect::<Vec<_>>(), [["z > 0"], ["z > 0"]]);
    assert!(found.iter().all(|derived| derived.assumed.len() == 1 && derived.variables.len() == 2));
}

#[test]
fn what_is_no_list_of_variables_is_an_error() {
    let wide = (0..80).map(|i| format!("x{i}")).collect::<Vec<_>>().join(" + ");
    let cases = [("3", "all"), ("x*y", "x,1"), ("x*y", "x,pi"), (wide.as_str(), "all"), ("g(x) = x*y", "x,g")];
    let mut tested = 0;
    for (formula, wrt) in cases {
        let request = Request { wrt: Some(wrt.into()), ..Request::new(formula) };
        let error = gradient(&request).expect_err(wrt);
        assert!(matches!(error, DeriveError::Request(_)), "{formula} by {wrt}: {error}");
        tested += 1;
    }
    assert_eq!(tested, 5);
    let found = by("x*y", "y,q,y");
    assert_eq!(names(&found), ["y", "q"]);
    assert!(found[0].notes.contains(&"q does not occur in the formula".to_owned()));
}

fn page(formula: &str, wrt: &str, format: &str, steps: Steps) -> String {
    let row = render::formats().iter().find(|row| row.name == format).expect("the format is in the table");
    (row.write)(&Answer::Gradient(&by(formula, wrt)), &Layout { steps, ..Layout::default() })
}

#[test]
fn every_format_writes_gradients() {
    let mut tested = 0;
    for row in render::formats() {
        for &(formula, partials) in ROWS {
            let page = page(formula, "all", row.name, Steps::All);
            if row.name == "json" {
                let object: Value = serde_json::from_str(&page).expect("it is JSON");
                assert_eq!(object["schema"], "gprime/gradient/1");
                let of_each = object["gradient"].as_array().expect("one object for each variable");
                assert_eq!(of_each.len(), partials.len());
                for (one, partial) in of_each.iter().zip(partials) {
                    assert_eq!(one["function"]["variable"], partial.0);
                    assert_eq!(one["closed_form"]["text"], partial.1);
                }
            }
            assert!(page.len() > 40, "{formula} in {}", row.name);
            tested += 1;
        }
    }
    assert_eq!(tested, 35);
}

#[test]
fn pages_to_look_at() {
    let pages = [
        ("gradient_softmax", page("e^x/(e^x + e^y)", "all", "text", Steps::Lines)),
        ("gradient_prelu", page("prelu", "all", "text", Steps::Lines)),
        ("gradient_latex", page("x*sigmoid(y)", "all", "latex", Steps::Lines)),
        ("gradient_markdown", page("ln(e^x + e^y)", "y,x", "markdown", Steps::Key)),
    ];
    for (name, page) in pages {
        insta::with_settings!({snapshot_path => "../snapshots/pages", prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!(name, page);
        });
    }
}
