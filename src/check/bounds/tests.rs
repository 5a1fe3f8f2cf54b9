//! Inequalities that hold, and others that nearly do.

use super::shown;
use crate::expr::{ExprId, Node, Store, lower};
use crate::syntax;
use crate::trace::Condition;

fn lowered(store: &mut Store, text: &str) -> ExprId {
    let tree = syntax::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    lower(&tree, store).unwrap_or_else(|error| panic!("{text}: {error:?}")).body
}

/// A comparison in the condition of cases, which is where the language has comparisons.
fn condition(store: &mut Store, text: &str) -> Condition {
    let cases = lowered(store, &format!("{{1 if {text}}}"));
    let Node::Cases(branch, _) = store.node(cases) else { panic!("{text} is no condition") };
    let Node::Branch(when, _) = store.node(branch) else { panic!("{text} is no condition") };
    let Node::Compare(relation, left, right) = store.node(when) else { panic!("{text} is no comparison") };
    Condition { left, relation, right }
}

fn is_shown(text: &str, given: &[&str]) -> bool {
    let mut store = Store::new();
    let asked = condition(&mut store, text);
    let given: Vec<Condition> = given.iter().map(|text| condition(&mut store, text)).collect();
    shown(&mut store, asked, &given, &[]).is_some()
}

#[test]
fn inequalities_that_hold_are_shown() {
    let all: [(&str, &[&str]); 14] = [
        ("e^z >= 1 + z", &[]),
        ("e^z > 1 + z", &["z > 0"]),
        ("ln(z) <= z - 1", &["z > 0"]),
        ("ln(1 + z) < z", &["z > 0"]),
        ("tanh(z) < z", &["z > 0"]),
        ("tanh(z) > z", &["z < 0"]),
        ("tanh(z) <= z", &["z >= 0"]),
        ("ln(1 + e^z) > z", &[]),
        ("ln(1 + e^z) > 0", &[]),
        ("atan(z) < pi/2", &[]),
        ("atan(z) > -pi/2", &[]),
        ("z/(1 + |z|) < 1", &[]),
        ("z/sqrt(1 + z^2) > -1", &[]),
        ("z^2 + 1 >= 2*z", &[]),
    ];
    let tested = all.into_iter().filter(|(text, given)| {
        assert!(is_shown(text, given), "{text} where {given:?}");
        true
    });
    assert_eq!(tested.count(), 14);
}

#[test]
fn inequalities_that_fail_somewhere_are_not() {
    let all: [(&str, &[&str]); 19] = [
        ("e^z > 1 + z", &[]),
        ("e^z <= 1 + z", &[]),
        ("ln(z) < z - 1", &["z > 0"]),
        ("tanh(z) < z", &["z >= 0"]),
        ("tanh(z) < z", &["z > -1"]),
        ("tanh(z) <= z", &[]),
        ("1/z > 0", &[]),
        ("1/z > -1", &["z != 0"]),
        ("1/z^2 > 1", &["z != 0"]),
        ("z^3 >= 0", &[]),
        ("z + 1/z >= 2", &["z != 0"]),
        ("atan(z) < 3/2", &[]),
        ("ln(1 + e^z) >= z + 1/100", &[]),
        ("z/(1 + |z|) < 99/100", &[]),
        ("|z| + 2*z >= 0", &[]),
        ("|z| - z > 0", &[]),
        ("z^2 - 2*z + 1 > 0", &[]),
        ("z/(1 - |z|) < 1", &[]),
        ("e^(a*z) >= 1", &["z > 0"]),
    ];
    let mut tested = 0;
    for (text, given) in all {
        assert!(!is_shown(text, given), "{text} where {given:?}");
        tested += 1;
    }
    assert_eq!(tested, 19);
}
