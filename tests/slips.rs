//! Slips are named: what people write by mistake gets the mistake's name, and nothing that is true gets one.

mod common;

use gprime::check::slips::{self, Given, Mistake, Outcome, Stage};
use gprime::expr::{self, Store};
use gprime::syntax::{parse, parse_condition};
use gprime::trace::Condition;
use pretty_assertions::assert_eq;

#[path = "slips/derivatives.rs"]
mod derivatives;
#[path = "slips/lines.rs"]
mod lines;

fn read(store: &mut Store, text: &str) -> expr::ExprId {
    let tree = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    expr::lower(&tree, store).unwrap_or_else(|error| panic!("{text}: {error}")).body
}

fn condition(store: &mut Store, text: &str) -> Condition {
    let tree = parse_condition(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let read = expr::lower(&tree, store).unwrap_or_else(|error| panic!("{text}: {error}")).body;
    match store.node(read) {
        expr::Node::Compare(relation, left, right) => Condition { left, relation, right },
        _ => panic!("{text} is no comparison"),
    }
}

/// What is found about a claim: of a derivative, or of the next line.
fn ask(before: &str, claimed: &str, on: &[&str], is_line: bool) -> (Store, Outcome) {
    let mut store = Store::new();
    let (before, claimed) = (read(&mut store, before), read(&mut store, claimed));
    let assumed: Vec<Condition> = on.iter().map(|text| condition(&mut store, text)).collect();
    let variable = Some(store.symbol("z"));
    let given = Given { variable, assumed: &assumed };
    let found = match is_line {
        true => slips::between_lines(&mut store, before, claimed, given),
        false => slips::of_derivative(&mut store, before, claimed, given),
    };
    (store, found)
}

fn name(outcome: Outcome) -> String {
    match outcome {
        Outcome::Named(mistake) => mistake.slip.name.to_owned(),
        other => format!("{other:?}"),
    }
}

/// The name that is found for the wrong derivative of a function.
fn derivative(function: &str, claimed: &str, on: &[&str]) -> String {
    name(ask(function, claimed, on, false).1)
}

fn mistake(function: &str, claimed: &str) -> (Store, Mistake) {
    match ask(function, claimed, &[], false) {
        (store, Outcome::Named(mistake)) => (store, mistake),
        (_, other) => panic!("{function}: {claimed}: {other:?}"),
    }
}

/// Asserts how many of `cases` are named rightly, where several names are right.
fn measured(cases: impl Iterator<Item = (String, String, String)>) -> (usize, Vec<String>) {
    let (mut right, mut wrong) = (0, Vec::new());
    for (told, found, wanted) in cases {
        match wanted.split('|').any(|name| name == found) {
            true => right += 1,
            false => wrong.push(format!("{told}: {found}, not {wanted}")),
        }
    }
    (right, wrong)
}

#[test]
fn a_mistake_tells_where_it_was_made_and_what_is_true_there() {
    let (store, found) = mistake("z + sin(z)/z^2", "1 + (sin(z)*2*z - cos(z)*z^2)/z^4");
    assert_eq!(found.slip.name, "quotient-swapped");
    assert_eq!(found.slip.says, "this is what the quotient rule gives with the numerator's terms swapped");
    assert_eq!(gprime::text(&store, found.place), "sin(z)/z^2");
    assert_eq!(gprime::text(&store, found.truth), "(cos(z)*z^2 - sin(z)*(2*z))/(z^2)^2");
    assert_eq!(gprime::text(&store, found.written), "(sin(z)*(2*z) - cos(z)*z^2)/(z^2)^2");
    assert_eq!((found.stage, found.everywhere), (Stage::Differentiating, false));
    let (store, found) = mistake("sin(2*z) + cos(3*z)", "cos(2*z) - sin(3*z)");
    assert_eq!((found.slip.name, found.everywhere), ("inner-derivative-lost", true));
    assert_eq!(gprime::text(&store, found.place), "sin(2*z)");
    let (store, found) = mistake("tanh(z)", "1 - tanh(z)");
    assert_eq!((found.slip.name, found.stage), ("exponent-lost", Stage::Rewriting));
    assert_eq!(gprime::text(&store, found.place), "tanh(z)^2");
    let (store, found) = mistake("sin(z)^2", "2*z*cos(z^2)");
    assert_eq!((found.slip.name, found.stage), ("square-misplaced", Stage::Reading));
    assert_eq!(gprime::text(&store, found.written), "sin(z^2)");
    let (_, found) = mistake("ln(z^2 + z)", "3/z");
    assert_eq!((found.slip.name, found.stage), ("logarithm-of-a-sum", Stage::Reading));
}

#[test]
fn the_table_is_well_formed() {
    let mut names: Vec<&str> = slips::all().map(|slip| slip.name).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count, "two slips have one name");
    let tested = slips::all().inspect(|slip| {
        assert!(slip.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", slip.name);
        assert!(slip.says.starts_with("this ") && !slip.says.ends_with('.'), "{}", slip.says);
        assert!(!slip.title.is_empty() && !slip.instead.is_empty(), "{}", slip.name);
        assert_eq!(slips::named(slip.name).map(|found| found.name), Some(slip.name));
    });
    assert_eq!(tested.count(), count);
    assert!(count >= 35, "only {count} slips");
    assert_eq!(slips::named("no-such-slip"), None);
}

#[test]
fn what_takes_too_long_or_cannot_be_compared_has_its_own_outcome() {
    let long = (0..400).map(|n| format!("sin({n}*z)")).collect::<Vec<_>>().join(" + ");
    assert_eq!(ask(&long, "1", &[], false).1, Outcome::OutOfBudget);
    assert_eq!(ask("ln(-1 - z^2)", "1", &[], false).1, Outcome::NotComparable);
    assert_eq!(ask("z^2", "7*z + sin(z)", &[], false).1, Outcome::NoSlip);
    let mut store = Store::new();
    let (square, slope) = (read(&mut store, "z^2"), read(&mut store, "3*z"));
    let given = Given { variable: None, assumed: &[] };
    assert_eq!(slips::of_derivative(&mut store, square, slope, given), Outcome::NotComparable);
}
