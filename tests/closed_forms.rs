//! The forms that a derivation ends with, and the lines that lead there.

mod common;

use gprime::expr::{ExprId, Node, Store};
use gprime::passes::{Branch, Derived, Request, derive};
use gprime::{activations, functions, render};
use pretty_assertions::assert_eq;

fn derived(formula: &str, order: u32) -> Derived {
    let request = Request { order, ..Request::new(formula) };
    derive(&request).unwrap_or_else(|e| panic!("{formula}: {e}"))
}

fn form(derived: &Derived, branch: &Branch) -> String {
    render::text(&derived.store, branch.closed_form)
}

/// Formula, order, the closed form, and whether it is through the output alone.
const FORMS: &[(&str, u32, &str, bool)] = &[
    ("1/(1 + e^(-z))", 1, "g*(1 - g)", true),
    ("1/(e^(-x) + 1)", 1, "g*(1 - g)", true),
    ("1/(1 + e^(-z/T))", 1, "g*(1 - g)/T", true),
    ("tanh(z)", 1, "1 - g^2", true),
    ("(e^z - e^(-z))/(e^z + e^(-z))", 1, "1 - g^2", true),
    ("(1 - e^(-2z))/(1 + e^(-2z))", 1, "1 - g^2", true),
    ("ln(1 + e^z)", 1, "sigmoid(z)", true),
    ("e^(-z^2)", 1, "-2*z*g", false),
    ("z/(1 + e^(-z))", 1, "g + sigmoid(z)*(1 - g)", false),
    ("tan(z)", 1, "1 + g^2", true),
    ("atan(z)", 1, "cos(g)^2", true),
    ("ln(cosh(z))", 1, "tanh(z)", false),
    ("z + sin(a*z)^2/a", 1, "1 + sin(2*a*z)", false),
    ("z*tanh(softplus(z))", 1, "g/z + sigmoid(z)*(z - g^2/z)", false),
    ("z*softplus(2*z)", 1, "z*(1 + tanh(z)) + softplus(2*z)", false),
    ("z*(1 + erf(z/sqrt(2)))/2", 1, "Phi(z) + z*phi(z)", false),
    ("z*sigmoid(beta*z)", 1, "beta*g + sigmoid(beta*z)*(1 - beta*g)", false),
    ("k/(1 + (k/3 - 1)*e^(-r*z))", 1, "r*g*(1 - g/k)", true),
    ("e^(3z)", 1, "3*g", true),
    ("2.5/(1 + e^(-0.7z))", 1, "0.7*g*(1 - 0.4*g)", true),
    ("1.7159*tanh(2/3*z)", 1, "2/3*(1.7159 - g^2/1.7159)", true),
    ("sin(z)/cos(z)", 1, "1 + g^2", true),
    ("z/sqrt(1 + z^2)", 1, "sqrt(1 - g^2)^3", true),
    ("1/(1 + e^(-z))", 2, "g*(1 - g)*(1 - 2*g)", true),
    ("tanh(z)", 2, "2*(g^3 - g)", true),
    ("ln(1 + e^z)", 2, "sigmoid(z)*(1 - sigmoid(z))", true),
    ("e^(-z^2)", 2, "g*(4*z^2 - 2)", false),
];

#[test]
fn forms_are_those_that_people_publish() {
    let mut tested = 0;
    for &(formula, order, expected, alone) in FORMS {
        let derived = derived(formula, order);
        assert_eq!(form(&derived, &derived.whole), expected, "{formula}");
        assert_eq!(derived.whole.from_output.is_some(), alone, "{formula}");
        tested += 1;
    }
    assert_eq!(tested, 27);
}

#[test]
fn forms_through_the_output_are_found_beside_closed_forms() {
    let table = [
        ("ln(1 + e^z)", "1 - e^(-g)"),
        ("ln(1 + e^(beta*z))/beta", "1 - e^(-beta*g)"),
        ("z/sqrt(1 + a*z^2)", "sqrt(1 - a*g^2)^3"),
        ("ln(1/(1 + e^(-z)))", "1 - e^g"),
        ("1 - e^(-e^z)", "ln(1/(1 - g))*(1 - g)"),
        ("e^(-e^(-z))", "-g*ln(g)"),
        ("a*e^(-b*e^(-c*z))", "c*g*ln(a/g)"),
        ("(z + sqrt(z^2 + 4))/2", "1 - 1/(1 + g^2)"),
        ("z/(1 + sqrt(1 + z^2))", "(1 - g^2)^2/(2*(1 + g^2))"),
        ("sigmoid(z)^2", "2*g*(1 - sqrt(g))"),
        ("sigmoid(z)^3", "3*g*(1 - cbrt(g))"),
        ("tanh(z)^3", "3*cbrt(g)*(cbrt(g) - g)"),
        ("z^3", "3*cbrt(g)^2"),
        ("asinh(z)", "sech(g)"),
        ("acosh(z)", "csch(g)"),
        ("atanh(z)", "cosh(g)^2"),
        ("asin(z)", "1/cos(g)"),
        ("acos(z)", "-1/sin(g)"),
        ("sinh(z)", "sqrt(1 + g^2)"),
        ("softplus(softplus(z))", "1 - 2/e^g"),
        ("softplus(z)^2", "sqrt(g)*(2 - 2/e^sqrt(g))"),
        ("ln(z + sqrt(1 + z^2))", "sech(g)"),
        ("(a*z + b)/(c*z + d)", "(a - c*g)^2/(a*d - b*c)"),
        ("a*tanh(e^z)", "ln(sqrt((a + g)/(a - g)))*(a - g^2/a)"),
    ];
    let mut tested = 0;
    for (formula, expected) in table {
        let request = Request { assume: vec!["a > 0".into()], ..Request::new(formula) };
        let derived = derive(&request).unwrap_or_else(|e| panic!("{formula}: {e}"));
        let found = derived.whole.from_output.map(|id| render::text(&derived.store, id));
        assert_eq!(found.as_deref(), Some(expected), "{formula}");
        tested += 1;
    }
    assert_eq!(tested, 24);
}

#[test]
fn pieces_have_forms_of_their_own() {
    let table: &[(&str, &[&str])] = &[
        ("relu", &["0", "1"]),
        ("leaky_relu", &["0.01", "1"]),
        ("elu", &["alpha + g", "1"]),
        ("selu", &["g + lambda*alpha", "lambda"]),
        ("celu", &["1 + g/alpha", "1"]),
        ("softsign", &["(1 + g)^2", "(1 - g)^2"]),
        ("hard_tanh", &["0", "1", "0"]),
        ("hard_swish", &["0", "1/2 + z/3", "1"]),
    ];
    for (name, expected) in table {
        let derived = derived(name, 1);
        let found: Vec<String> = derived.pieces.iter().map(|piece| form(&derived, &piece.branch)).collect();
        assert_eq!(found, *expected, "{name}");
    }
}

/// A trivial factor, term, exponent or sign that a reader would have to tidy.
fn noise(store: &Store, expr: ExprId) -> Option<ExprId> {
    store.reachable(expr).into_iter().find(|&id| match store.node(id) {
        Node::Mul(a, b) => [a, b].iter().any(|&part| part == Store::ONE || part == Store::ZERO),
        Node::Add(a, b) => a == Store::ZERO || b == Store::ZERO,
        Node::Sub(_, b) => b == Store::ZERO,
        Node::Div(a, b) => b == Store::ONE || a == Store::ZERO,
        Node::Pow(_, n) => n == Store::ONE || n == Store::ZERO,
        Node::Neg(a) => matches!(store.node(a), Node::Neg(_)) || a == Store::ZERO,
        _ => false, // nothing else is noise
    })
}

#[test]
fn no_line_leaves_noise_standing_and_no_chain_is_endless() {
    let (mut lines, mut chains) = (0, 0);
    for row in activations::all() {
        let derived = derived(row.name, 1);
        let pieces = derived.pieces.iter().map(|piece| &piece.branch);
        for branch in std::iter::once(&derived.whole).chain(pieces) {
            let given = noise(&derived.store, branch.function).is_some();
            for line in &branch.lines {
                let found = noise(&derived.store, line.expr).map(|id| render::text(&derived.store, id));
                assert!(
                    given || found.is_none(),
                    "{}: {} has {found:?}",
                    row.name,
                    render::text(&derived.store, line.expr)
                );
                lines += 1;
            }
            assert!(branch.lines.len() <= 16, "{}: {} lines", row.name, branch.lines.len());
            chains += usize::from(!branch.lines.is_empty());
        }
    }
    assert!(chains >= 150 && lines >= 700, "{chains} chains, {lines} lines");
}

/// How many nodes a reader sees: an exponential is a power of e.
fn printed(store: &Store, expr: ExprId) -> usize {
    let own = match store.node(expr) {
        Node::Call(f, _) if f.row().name == "exp" => 2,
        _ => 1, // every other node is written once
    };
    own + store.node(expr).children().map(|part| printed(store, part)).sum::<usize>()
}

/// No form costs a reader more nodes than the derivative that the rules leave.
#[test]
fn no_form_is_longer_than_the_derivative_itself() {
    let (mut tested, mut longer) = (0, Vec::new());
    for row in activations::all() {
        let derived = derived(row.name, 1);
        let pieces = derived.pieces.iter().map(|piece| &piece.branch);
        let branches: Vec<&Branch> = match derived.pieces.as_slice() {
            [] => vec![&derived.whole],
            _ => pieces.collect(),
        };
        for branch in branches {
            let [form, raw] = [branch.closed_form, branch.derivative].map(|id| printed(&derived.store, id));
            if form > raw {
                longer.push(row.name);
            }
            tested += 1;
        }
    }
    assert_eq!(longer, Vec::<&str>::new());
    assert!(tested >= 200, "{tested}");
}

#[test]
fn derivatives_of_functions_follow_from_their_meanings() {
    let (mut proved, mut unreached) = (Vec::new(), Vec::new());
    for row in functions::all().iter().filter(|row| row.arity == 1 && !row.meaning.is_empty()) {
        if row.meaning.starts_with('{') {
            continue; // a function in pieces has its derivative piece by piece
        }
        let request = Request { from_meaning: true, ..Request::new(&format!("2*{}(z)", row.name)) };
        let derived = derive(&request).unwrap_or_else(|e| panic!("{}: {e}", row.name));
        match derived.meanings.as_slice() {
            [] => unreached.push(row.name),
            found => {
                let named = render::text(&derived.store, found[0].function);
                assert_eq!(named, format!("{}(z)", row.name));
                assert!(found[0].lines.len() >= 3, "{}: a chain from the meaning", row.name);
                proved.push(row.name);
            }
        }
    }
    // that sqrt(1/z^2 - 1) is sqrt(1 - z^2)/z for z > 0 is more than the comparison knows
    assert_eq!(unreached, ["asech"]);
    assert_eq!(proved.len(), 27, "{proved:?}");
}

#[test]
fn derivatives_inside_formulas_are_carried_out() {
    for (formula, expected) in
        [("d/dz (z^3)", "6*z"), ("d/da (a*z^2)", "2*z"), ("z*d/dz (sin(z))", "cos(z) - z*sin(z)")]
    {
        let derived = derived(formula, 1);
        assert_eq!(render::text(&derived.store, derived.whole.derivative), expected, "{formula}");
        assert!(derived.notes.iter().any(|note| note.contains("carried out")), "{formula}");
    }
}

/// How many nodes an expression has when it is written out.
fn size(store: &Store, expr: ExprId) -> usize {
    1 + store.node(expr).children().map(|part| size(store, part)).sum::<usize>()
}

/// The sizes of the values of cases, or of the expression itself.
fn sizes(store: &Store, expr: ExprId) -> Vec<usize> {
    let (mut found, mut at) = (Vec::new(), expr);
    while let Node::Cases(branch, rest) = store.node(at) {
        if let Node::Branch(_, value) = store.node(branch) {
            found.push(size(store, value));
        }
        at = rest;
    }
    if found.is_empty() { vec![size(store, expr)] } else { found }
}

/// No closed form is longer than the shorter of the two that are expected by more than a node, and where one is expected through the output
/// alone, one is found.
#[test]
fn forms_are_no_longer_than_those_that_are_expected() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/gold/activations.tsv");
    let Ok(table) = std::fs::read_to_string(path) else {
        println!("skipped: the table of expected derivatives is not here");
        return;
    };
    let (mut tested, mut alone, mut wrong, mut longer) = (0, 0, Vec::new(), Vec::new());
    for line in table.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, assume, formula, derivative, through] = columns.as_slice() else { panic!("five columns: {line}") };
        let assume = assume.split(',').filter(|text| !text.is_empty()).map(str::to_owned).collect();
        let derived = derive(&Request { assume, ..Request::new(formula) }).unwrap_or_else(|e| panic!("{name}: {e}"));
        let branches: Vec<&Branch> = match derived.pieces.as_slice() {
            [] => vec![&derived.whole],
            pieces => pieces.iter().map(|piece| &piece.branch).collect(),
        };
        let own: Vec<usize> = branches.iter().map(|branch| size(&derived.store, branch.closed_form)).collect();
        let mut store = Store::new();
        let expected = [derivative, through].into_iter().filter(|text| **text != "-").map(|text| {
            let expected = {
                let expected = common::slope::reread(&mut store, text);
                sizes(&store, expected)
            };
            match expected.as_slice() {
                [single] => single * own.len(),
                cases => cases.iter().sum(),
            }
        });
        let least = expected.min().expect("a derivative");
        let total = own.iter().sum::<usize>();
        if total == least + 1 {
            longer.push((*name).to_owned());
        } else if total > least {
            let forms: Vec<String> = branches.iter().map(|branch| form(&derived, branch)).collect();
            wrong.push(format!("{name}: {forms:?} has {own:?} nodes, {least} are expected"));
        }
        if *through != "-" && !through.contains('z') {
            alone += 1;
            if branches.iter().any(|branch| branch.from_output.is_none()) {
                wrong.push(format!("{name}: {through} is not found through the output alone"));
            }
        }
        tested += 1;
    }
    assert_eq!(wrong, Vec::<String>::new());
    // 1 + g/alpha for e^(z/alpha), and e^z*(1 - g) for e^(z - e^z): the output takes the place of an exponential
    assert_eq!(longer, ["celu", "complementary_log_log"]);
    assert_eq!(tested, table.lines().count() - 1);
    assert!(tested >= 35 && alone >= 8, "{tested} rows, {alone} through the output alone");
}
