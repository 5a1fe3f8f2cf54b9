//! Formulas written shorter: what they become, where that holds, and that it is the same function.

use std::time::{Duration, Instant};

use gprime::DeriveError;
use gprime::eval::float::evaluate;
use gprime::expr::{ExprId, Node, Store};
use gprime::passes::simplify::{Outcome, Request, Simplified, simplify};
use gprime::render::{self, Layout, Steps, condition, text};
use gprime::trace::Judgement;
use pretty_assertions::assert_eq;
use serde_json::Value;

/// A formula, what is assumed, its form, and where the form holds.
type Row = (&'static str, &'static [&'static str], &'static str, &'static [&'static str]);

const ROWS: &[Row] = &[
    // sizes and roots
    ("sqrt(z^2)", &[], "|z|", &[]),
    ("sqrt(z^2)", &["z > 0"], "z", &[]),
    ("sqrt(z^2)", &["z < 0"], "-z", &[]),
    ("sqrt((z - 1)^2)", &[], "|z - 1|", &[]),
    ("sqrt(x^2 + 2*x*y + y^2)", &[], "|x + y|", &[]),
    ("sqrt(sqrt(z^4))", &[], "|z|", &[]),
    ("(z^2)^(1/2)", &[], "|z|", &[]),
    ("sqrt(z)^2", &[], "z", &["z >= 0"]),
    ("(z^(1/2))^2", &[], "z", &["z >= 0"]),
    ("sqrt(a)*sqrt(b)", &[], "sqrt(a*b)", &["a >= 0", "b >= 0"]),
    ("|z|^2", &[], "z^2", &[]),
    ("abs(abs(z))", &[], "|z|", &[]),
    ("|z|/z", &[], "sign(z)", &["z != 0"]),
    ("sign(z)*|z|", &[], "z", &[]),
    // fractions
    ("z/z", &[], "1", &["z != 0"]),
    ("z^3/z^2", &[], "z", &["z != 0"]),
    ("1/(1/z)", &[], "z", &["z != 0"]),
    ("(z^2 - 1)/(z - 1)", &[], "1 + z", &["z - 1 != 0"]),
    ("(z - 1)/(1 - z)", &[], "-1", &["1 - z != 0"]),
    ("z*|z|/|z|", &[], "z", &["z != 0"]),
    ("7/14 + 1/2", &[], "1", &[]),
    ("0.1*z + 0.2*z", &[], "0.3*z", &[]),
    ("a*z + b*z", &[], "z*(a + b)", &[]),
    ("(a + b)^2 - (a - b)^2", &[], "4*a*b", &[]),
    ("pi - pi", &[], "0", &[]),
    // exponentials and logarithms
    ("ln(e^z)", &[], "z", &[]),
    ("e^(2*ln(z))", &[], "z^2", &["z > 0"]),
    ("e^(ln(z^2)/2)", &[], "|z|", &["z^2 > 0"]),
    ("e^(-ln(z))", &[], "1/z", &["z > 0"]),
    ("0*ln(z)", &[], "0", &["z > 0"]),
    ("z*ln(z)/ln(z)", &[], "z", &["z > 0", "ln(z) != 0"]),
    ("ln(a) + ln(b)", &[], "ln(a*b)", &["a > 0", "b > 0"]),
    ("e^a*e^b", &[], "e^(a + b)", &[]),
    ("e^(z*ln(2))", &[], "2^z", &[]),
    // trigonometric and hyperbolic functions
    ("sin(z)^2 + cos(z)^2", &[], "1", &[]),
    ("cosh(z)^2 - sinh(z)^2", &[], "1", &[]),
    ("2*sin(z)*cos(z)", &[], "sin(2*z)", &[]),
    ("sin(z)/cos(z)", &[], "tan(z)", &["cos(z) != 0"]),
    ("1 - tanh(z)^2", &[], "sech(z)^2", &[]),
    ("tanh(z)*cosh(z)", &[], "sinh(z)", &[]),
    ("sqrt(1 - sin(z)^2)", &[], "|cos(z)|", &[]),
    // functions with names
    ("1/(1 + e^(-z))", &[], "sigmoid(z)", &[]),
    ("e^z/(1 + e^z)", &[], "sigmoid(z)", &[]),
    ("(1 + tanh(z/2))/2", &[], "sigmoid(z)", &[]),
    ("1 - sigmoid(-z)", &[], "sigmoid(z)", &[]),
    ("sigmoid(z)/(1 - sigmoid(z))", &[], "e^z", &[]),
    ("(e^z - e^(-z))/(e^z + e^(-z))", &[], "tanh(z)", &[]),
    ("2*sigmoid(2*z) - 1", &[], "tanh(z)", &[]),
    ("ln(1 + e^z)", &[], "softplus(z)", &[]),
    ("z*tanh(ln(1 + e^z))", &[], "z*tanh(softplus(z))", &[]),
    ("z*(1 + erf(z/sqrt(2)))/2", &[], "z*Phi(z)", &[]),
    ("erf(z/sqrt(2))/2 + 1/2", &[], "Phi(z)", &[]),
    ("Phi(z) + Phi(-z)", &[], "1", &[]),
    // pieces
    ("max(z, -z)", &[], "|z|", &[]),
    ("max(0, z) - max(0, -z)", &[], "z", &[]),
    ("(|z| + z)/2", &[], "max(0, z)", &[]),
    ("max(z, 0) + min(z, 0)", &[], "z", &[]),
    ("max(x, y) + min(x, y)", &[], "x + y", &[]),
    ("max(0, z)*max(0, -z)", &[], "0", &[]),
    ("max(0, 1 - z) + max(0, z - 1)", &[], "|z - 1|", &[]),
    ("min(z, max(z, 0))", &[], "z", &[]),
    ("{z if z > 0; -z otherwise}", &[], "|z|", &[]),
    ("{z if z > 0; 0 otherwise}", &[], "max(0, z)", &[]),
    // derivatives
    ("d/dz (z^2)", &[], "2*z", &[]),
];

fn simplified(formula: &str, assume: &[&str]) -> Simplified {
    let assume = assume.iter().map(|&text| text.to_owned()).collect();
    simplify(&Request { assume, ..Request::new(formula) }).unwrap_or_else(|e| panic!("{formula}: {e}"))
}

fn symbols(store: &Store, expr: ExprId) -> Vec<ExprId> {
    store.reachable(expr).into_iter().filter(|&id| matches!(store.node(id), Node::Symbol(_))).collect()
}

/// At how many points the formula has a value; the form must have the same there.
fn compared(found: &Simplified, formula: &str) -> usize {
    const VALUES: [f64; 9] = [-2.5, -1.25, -0.5, 0.0, 0.375, 0.75, 1.0, 1.5, 3.25];
    let symbols = symbols(&found.store, found.formula);
    let mut tested = 0;
    for at in 0..81 {
        let value = |place: usize| if place == 0 { VALUES[at % 9] } else { VALUES[(at / 9 + place) % 9] };
        let point: Vec<(ExprId, f64)> = symbols.iter().enumerate().map(|(i, &s)| (s, value(i))).collect();
        let holds = found.assumed.iter().all(|c| {
            let [left, right] = [c.left, c.right].map(|side| evaluate(&found.store, side, &point));
            match c.relation {
                gprime::expr::Relation::Less => left < right,
                gprime::expr::Relation::Greater => left > right,
                gprime::expr::Relation::LessEqual => left <= right,
                gprime::expr::Relation::GreaterEqual => left >= right,
                gprime::expr::Relation::Equal => left == right,
                gprime::expr::Relation::NotEqual => left != right,
            }
        });
        let [own, form] = [found.formula, found.form].map(|expr| evaluate(&found.store, expr, &point));
        if holds && own.is_finite() {
            assert!((own - form).abs() <= 1e-9 * own.abs().max(1.0), "{formula} at {point:?}: {own} and {form}");
            tested += 1;
        }
    }
    tested
}

#[test]
fn formulas_become_what_a_person_would_write() {
    let mut tested = 0;
    for &(formula, assume, form, conditions) in ROWS {
        let found = simplified(formula, assume);
        assert_eq!(text(&found.store, found.form), form, "{formula}");
        let told: Vec<String> = found.conditions.iter().map(|&c| condition(&found.store, c)).collect();
        assert_eq!(told, conditions, "{formula}");
        assert_eq!(found.outcome, Outcome::Simplified, "{formula}");
        assert_eq!(found.theorem.judgement(), Judgement::Equal { left: found.formula, right: found.form });
        if !formula.starts_with("d/dz") {
            assert!(compared(&found, formula) >= 9, "{formula} is compared at too few points");
        }
        tested += 1;
    }
    assert_eq!(tested, 64);
}

#[test]
fn what_is_short_stays_and_no_domain_grows_or_shrinks() {
    let kept = [
        "z",
        "3",
        "tanh(z)",
        "1 - sigmoid(z)",
        "ln(z^2)",
        "sin(z + 1)",
        "max(-1, min(1, z))",
        "acos(cos(z))",
        "sqrt(z)*sqrt(-z)",
        "ln(sigmoid(z))",
        "x/(1 + |x|)",
        "1/0",
        "ln(-1 - z^2)",
        "{1 if z > 0; 2 otherwise}",
        "a/b/c",
        "e^x/(e^x + e^y)",
    ];
    let mut tested = 0;
    for formula in kept {
        let found = simplified(formula, &[]);
        assert_eq!(found.form, found.formula, "{formula} becomes {}", text(&found.store, found.form));
        assert_eq!(found.outcome, Outcome::AlreadySimple, "{formula}");
        assert_eq!(found.lines.len(), 1, "{formula}");
        tested += 1;
    }
    assert_eq!(tested, 16);
    assert!(simplified("1/0", &[]).theorem.is_formal());
}

/// How many nodes an expression has when it is written out.
fn nodes(store: &Store, expr: ExprId) -> usize {
    1 + store.node(expr).children().map(|part| nodes(store, part)).sum::<usize>()
}

#[test]
fn no_form_of_the_catalogue_is_longer() {
    let mut shorter = 0;
    for row in gprime::activations::all() {
        let found = simplified(row.name, &[]);
        let (before, after) = (nodes(&found.store, found.formula), nodes(&found.store, found.form));
        assert!(after <= before, "{}: {}", row.name, text(&found.store, found.form));
        if !found.theorem.is_formal() {
            compared(&found, row.name);
        }
        shorter += usize::from(after < before);
    }
    assert!(shorter >= 10, "only {shorter} became shorter");
}

#[test]
fn what_cannot_be_read_is_an_error() {
    let errors = [("z +", true), ("z > 0", false), ("2 = z", false), ("foo(z)", true), ("", true)];
    let mut tested = 0;
    for (formula, is_syntax) in errors {
        let error = simplify(&Request::new(formula)).expect_err(formula);
        let reads = matches!(error, DeriveError::Syntax { .. } | DeriveError::Meaning { .. });
        assert_eq!(reads, is_syntax, "{formula}: {error}");
        tested += 1;
    }
    assert_eq!(tested, 5);
}

#[test]
fn large_formulas_come_to_an_end() {
    let sum = |count: usize, term: &dyn Fn(usize) -> String| (0..count).map(term).collect::<Vec<_>>().join(" + ");
    let formulas = [
        sum(10_000, &|i| format!("sin({i}*z)")),
        sum(40, &|i| format!("e^({i}*z)*tanh({i}*y)")),
        sum(30, &|i| format!("|z - {i}|")),
        format!("{}z{}", "sin(".repeat(5_000), ")".repeat(5_000)),
        "(1 + z)^1000 + (z + 2)^500*(a + b + c + d)^30".to_owned(),
    ];
    let mut out_of_budget = 0;
    for formula in &formulas {
        let start = Instant::now();
        let found = simplified(formula, &[]);
        out_of_budget += usize::from(found.outcome == Outcome::OutOfBudget);
        assert!(start.elapsed() < Duration::from_secs(60), "{:.40}… takes too long", formula);
    }
    assert_eq!(out_of_budget, 3);
}

#[test]
fn the_same_formula_gives_the_same_bytes() {
    let row = &render::formats()[0];
    let page =
        || render::simplified(&simplified("max(0, z) - max(0, -z) + 2*sigmoid(2*z)", &[]), row, &Layout::default());
    assert_eq!(page(), page());
}

fn page(formula: &str, assume: &[&str], format: &str, steps: Steps) -> String {
    let row = render::formats().iter().find(|row| row.name == format).expect("the format is in the table");
    render::simplified(&simplified(formula, assume), row, &Layout { steps, ..Layout::default() })
}

#[test]
fn every_format_writes_every_row() {
    let mut tested = 0;
    for row in render::formats() {
        for &(formula, assume, ..) in ROWS {
            let page = page(formula, assume, row.name, Steps::All);
            assert!(page.len() > 20, "{formula} in {}", row.name);
            if row.name == "json" {
                let object: Value = serde_json::from_str(&page).expect("it is JSON");
                assert_eq!(object["schema"], "gprime/simplify/1");
                let steps = object["steps"].as_array().map_or(0, Vec::len);
                let cells = object["cells"].as_array().expect("cells are a list");
                assert!(cells.iter().all(|cell| cell["conclusion"].as_u64() < Some(steps as u64)), "{formula}");
            }
            tested += 1;
        }
    }
    assert_eq!(tested, 5 * 64);
}

#[test]
fn pages_to_look_at() {
    let pages = [
        ("simplify_size", page("sqrt(z^2)", &[], "text", Steps::Lines)),
        ("simplify_pieces", page("max(0, z) - max(0, -z)", &[], "text", Steps::All)),
        ("simplify_names", page("z*tanh(ln(1 + e^z)) + (z^2 - 1)/(z - 1)", &[], "text", Steps::Lines)),
        ("simplify_latex", page("(e^z - e^(-z))/(e^z + e^(-z))", &[], "latex", Steps::Lines)),
        ("simplify_markdown", page("sqrt(a)*sqrt(b)", &[], "markdown", Steps::All)),
        ("simplify_json", page("e^(2*ln(z))", &[], "json", Steps::Lines)),
    ];
    for (name, page) in pages {
        insta::with_settings!({snapshot_path => "../snapshots/pages", prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!(name, page);
        });
    }
}
