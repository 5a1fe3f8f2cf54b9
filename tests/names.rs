//! Names of the catalogue inside formulas: shown as they were written, and kept in closed forms that they make shorter.

use gprime::eval::float::evaluate;
use gprime::expr::{self, ExprId, Store};
use gprime::kernel;
use gprime::passes::{Derived, Request, derive};
use gprime::render::{self, Answer, Layout, text};
use gprime::syntax;
use gprime::theory::Theory;
use pretty_assertions::assert_eq;

fn derived(formula: &str) -> Derived {
    derive(&Request::new(formula)).unwrap_or_else(|e| panic!("{formula}: {e}"))
}

/// The text read as anyone would read it: names of the catalogue are opened.
fn read_back(store: &mut Store, text: &str) -> ExprId {
    let tree = syntax::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    expr::lower(&tree, store).unwrap_or_else(|e| panic!("{text}: {e}")).body
}

/// A formula, and its closed form where it has no pieces.
const ROWS: &[(&str, &str)] = &[
    ("z*mish(z)", "2*mish(z) + sigmoid(z)*(z^2 - mish(z)^2)"),
    ("swish(z)^2", "2*swish(z)*(swish(z) + e^z)/(1 + e^z)"),
    ("swish(z)", "g + sigmoid(z)*(1 - g)"),
    ("x*swish(y)", "swish(y)"),
];

#[test]
fn names_are_kept_where_that_is_shorter() {
    let mut tested = 0;
    for &(formula, form) in ROWS {
        let derived = derived(formula);
        let as_written = derived.as_written.expect("the formula has a name of the catalogue");
        assert_eq!(text(&derived.store, as_written), formula);
        assert_eq!(text(&derived.store, derived.whole.closed_form), form, "{formula}");
        tested += 1;
    }
    assert_eq!(tested, 4);
}

#[test]
fn what_is_printed_is_read_back_as_the_same_function() {
    let formulas =
        ["z*mish(z)", "swish(z)^2", "mish(swish(z))", "leaky_relu(z)*swish(z)", "a*swish(z) + (1 - a)*relu(z)"];
    let mut tested = 0;
    for formula in formulas {
        let mut derived = derived(formula);
        let theorems = kernel::check(&derived.store, Theory::builtin(), &derived.whole.derivation);
        assert!(theorems.is_ok(), "{formula}");
        let as_written = text(&derived.store, derived.as_written.expect("it has a name of the catalogue"));
        let opened = read_back(&mut derived.store, &as_written);
        assert_eq!(opened, derived.whole.function, "{formula}");
        let branches: Vec<_> =
            derived.pieces.iter().map(|piece| &piece.branch).chain([&derived.whole]).cloned().collect();
        for branch in branches.into_iter().filter(|branch| !branch.derivation.steps().is_empty()) {
            let form = text(&derived.store, branch.closed_form);
            let form = read_back(&mut derived.store, &form);
            let name = derived.store.symbol(&derived.name);
            let form = derived.store.replace(form, name, branch.function);
            let a = derived.store.symbol("a");
            for z in [-1.75, -0.625, 0.375, 1.5] {
                let point = [(derived.variable, z), (a, 0.375)];
                let [left, right] = [branch.derivative, form].map(|expr| evaluate(&derived.store, expr, &point));
                assert!((left - right).abs() <= 1e-9 * left.abs().max(1.0), "{formula} at {z}: {left} and {right}");
                tested += 1;
            }
        }
    }
    assert_eq!(tested, 28);
}

#[test]
fn a_name_hides_no_variable() {
    // swish(z) is a symbol in the form, and yet depends on z
    let mut tested = 0;
    for formula in ["z*mish(z)", "swish(z)^2", "swish(z)*tanh(z)", "mish(swish(z))"] {
        let derived = derived(formula);
        assert_eq!(derived.whole.from_output, None, "{formula}");
        tested += 1;
    }
    assert_eq!(tested, 4);
    let row = render::formats().iter().find(|row| row.name == "latex").expect("the format is in the table");
    let page = (row.write)(&Answer::Derived(&derived("leaky_relu(z)*swish(z)")), &Layout::default());
    assert!(page.contains("\\operatorname{leaky\\_relu}(z) \\cdot \\operatorname{swish}(z)"), "{page}");
}

#[test]
fn a_page_to_look_at() {
    let row = &render::formats()[0];
    let page = (row.write)(&Answer::Derived(&derived("z*mish(z)")), &Layout::default());
    insta::with_settings!({snapshot_path => "../snapshots/pages", prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!("names_kept", page);
    });
}
