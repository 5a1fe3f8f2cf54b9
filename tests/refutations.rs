//! Conditions and differences at exact points: what is said to hold there holds for certain, and what is not known is not said.

mod common;

use common::hand::Hand;
use common::number;
use gprime::expr::{ExprId, Number, Relation};
use gprime::kernel::{MOST_PRECISION, RefusalKind, Refutation, Side, Unrefuted, Value, holds_at, refute};
use gprime::theory::{Class, Theory};
use gprime::trace::{Condition, Reason, StepId};
use pretty_assertions::assert_eq;

use Relation::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};

/// A comparison at a `z`, with how many bits, and whether it holds.
type Compared = (&'static str, Relation, &'static str, &'static str, usize, Option<bool>);

const COMPARED: &[Compared] = &[
    ("z^2", GreaterEqual, "4", "2", 64, Some(true)),
    ("z^2", Greater, "4", "2", 64, Some(false)),
    ("z^2", NotEqual, "4", "2", 64, Some(false)),
    ("z", Less, "1/3", "333/1000", 64, Some(true)),
    ("pi", Greater, "3", "0", 64, Some(true)),
    ("pi", LessEqual, "3", "0", 64, Some(false)),
    ("pi", Equal, "3", "0", 64, Some(false)),
    ("3", NotEqual, "pi", "0", 64, Some(true)),
    ("pi*z", Equal, "pi*2", "2", 4096, None), // equal, which no enclosure tells
    ("sqrt(2)^2", Equal, "2", "0", 4096, None),
    ("sqrt(2)^2", NotEqual, "2", "0", 4096, None),
    ("sqrt(2)^2", GreaterEqual, "2", "0", 4096, None),
    ("sqrt(2)^2", Less, "2", "0", 4096, None),
    // where a side is undefined nothing holds, not even that it differs
    ("ln(z)", Greater, "0", "-1", 64, Some(false)),
    ("ln(z)", NotEqual, "0", "-1", 64, Some(false)),
    ("0", NotEqual, "ln(z)", "-1", 64, Some(false)),
    ("pi", Less, "1/z", "0", 64, Some(false)),
    ("ln(z)", Equal, "ln(z)", "-1", 64, Some(false)),
    ("ln(z)", Equal, "ln(z)", "2", 64, Some(true)), // that it is defined
    ("ln(z)", Less, "ln(z)", "2", 64, Some(false)),
    ("ln(z)", NotEqual, "ln(z)", "2", 64, Some(false)),
    ("ln(z)", GreaterEqual, "ln(z)", "2", 64, Some(true)),
    ("1/(sqrt(2)^2 - 2)", Equal, "1/(sqrt(2)^2 - 2)", "2", 4096, None), // undefined, which no enclosure tells
    // e^(10^-40) is 1 and a little more
    ("e^z", Greater, "1", "1e-40", 64, None),
    ("e^z", Greater, "1", "1e-40", 256, Some(true)),
    ("e^z", Equal, "1", "1e-40", 64, None),
    ("e^z", Equal, "1", "1e-40", 256, Some(false)),
    ("e^z", LessEqual, "1", "1e-400", 4096, Some(false)),
    ("e^z", LessEqual, "1", "1e-400", 1024, None),
    ("e^z", Equal, "1", "1e-400", 4096, None), // what is to be equal is not looked at so closely
    ("a", Equal, "1", "0", 64, None),          // a has no value
    ("pi", Less, "a", "0", 64, None),
    ("d(z^2)", Equal, "0", "0", 64, None), // derivatives are not evaluated
    ("pi", Greater, "d(z^2)", "0", 64, None),
];

#[test]
fn a_condition_holds_fails_or_is_not_known() {
    let mut tested = 0;
    for &(left, relation, right, z, bits, known) in COMPARED {
        let mut hand = Hand::new();
        let (left_id, right_id, symbol) = (hand.expr(left), hand.expr(right), hand.expr("z"));
        let condition = Condition { left: left_id, relation, right: right_id };
        let found = holds_at(&hand.store, condition, &[(symbol, number(z))], bits);
        assert_eq!(found, known, "{left} {relation:?} {right} at {z} to {bits} bits");
        tested += 1;
    }
    assert_eq!(tested, 34);
}

fn at(hand: &mut Hand, z: &str) -> Vec<(ExprId, Number)> {
    vec![(hand.expr("z"), number(z))]
}

/// Refutes `left = right` at `z`, each side by a step if there is one.
fn refuted(hand: &mut Hand, sides: [(&str, Option<StepId>); 2], z: &str, bits: usize) -> Result<Refutation, Unrefuted> {
    let point = at(hand, z);
    let [left, right] = sides.map(|(text, by)| Side { expr: hand.expr(text), by });
    refute(&hand.store, Theory::builtin(), &hand.derivation, (left, right), &point, bits)
}

#[test]
fn sides_that_differ_have_values_that_differ() {
    let exact = |text: &str| Value::Exact(number(text));
    let mut hand = Hand::new();
    hand.assume("z", Greater, "1");
    let found = refuted(&mut hand, [("z^2", None), ("z", None)], "2", 77).expect("4 is not 2");
    assert_eq!(found.values(), (&exact("4"), &exact("2")));
    assert_eq!(found.sides(), (hand.expr("z^2"), hand.expr("z")));
    assert_eq!((found.bits(), found.point().to_vec()), (77, at(&mut hand, "2")));
    assert_eq!((found.assumptions(), found.rests_on().1), (hand.derivation.assumptions(), &hand.derivation));
    let (left, right) = found.rests_on().0;
    assert_eq!(((left.expr, left.by), (right.expr, right.by)), ((hand.expr("z^2"), None), (hand.expr("z"), None)));

    let found = refuted(&mut hand, [("sin(z)", None), ("z", None)], "2", 64).expect("sin(2) is less than 2");
    assert_eq!(found.values().1, &exact("2"));
    let Value::Enclosed(sine) = found.values().0 else { panic!("sin(2) is not rational") };
    assert!(sine.is_positive() && common::to_float(sine.hi()) < 0.92);
    // told apart with more bits only
    let sides = [("e^(1/z)", None), ("1", None)];
    assert_eq!(refuted(&mut hand, sides, "1e40", 64), Err(Unrefuted::Overlapping));
    assert!(refuted(&mut hand, sides, "1e40", MOST_PRECISION).is_ok());
}

#[test]
fn what_is_not_shown_to_differ_is_not_refuted() {
    let claims = [
        ("z + z", "2*z", "3", Unrefuted::Same),
        ("sin(z)^2 + cos(z)^2", "1", "3", Unrefuted::Overlapping),
        ("ln(z)", "1", "-1", Unrefuted::Outside),
        ("1", "1/z", "0", Unrefuted::Outside),
        ("1/z", "1/z + 1", "0", Unrefuted::Outside),
        ("a", "1", "0", Unrefuted::Outside),
        ("d(z^2)", "7", "1", Unrefuted::NoEnclosure),
        ("7", "d(z^2)", "1", Unrefuted::NoEnclosure),
        ("1/(sqrt(2)^2 - 2)", "1", "0", Unrefuted::Overlapping),
    ];
    let mut tested = 0;
    for (left, right, z, expected) in claims {
        let mut hand = Hand::new();
        let found = refuted(&mut hand, [(left, None), (right, None)], z, 128);
        assert_eq!(found, Err(expected), "{left} and {right} at {z}");
        tested += 1;
    }
    // 1 and 2 differ, where the assumptions hold
    for (left, relation, right, expected) in [
        ("z", Greater, "0", None),
        ("z", Less, "0", Some(Unrefuted::Outside)),
        ("ln(-z)", Equal, "ln(-z)", Some(Unrefuted::Outside)),
        ("sqrt(2)^2", Equal, "2", Some(Unrefuted::Overlapping)),
    ] {
        let mut hand = Hand::new();
        hand.assume(left, relation, right);
        let found = refuted(&mut hand, [("1", None), ("2", None)], "1", 128);
        assert_eq!(found.err(), expected, "{left} {relation:?} {right}");
        tested += 1;
    }
    assert_eq!(tested, 13);
}

#[test]
fn a_side_that_rests_on_a_step_needs_the_step() {
    let mut hand = Hand::new();
    let one = hand.slope("z", "1", Reason::Identity, &[]);
    let slope = hand.rule("ln", (Class::One, Class::Other), "ln(z)", &[("?u", "z")], &[one]);
    let step = hand.equal("d(ln(z))", "1/z", Reason::Substitution, &[slope]);
    let sides = |by| [("d(ln(z))", by), ("1", None)];
    let found = refuted(&mut hand, sides(Some(step)), "2", 64).expect("1/2 is not 1");
    assert_eq!(found.values(), (&Value::Exact(number("1/2")), &Value::Exact(number("1"))));
    assert_eq!(found.rests_on().0.0.by, Some(step));
    // 1/z has a value at -2, but ln(z) has none
    assert_eq!(refuted(&mut hand, sides(Some(step)), "-2", 64), Err(Unrefuted::Outside));
    assert_eq!(refuted(&mut hand, sides(None), "2", 64), Err(Unrefuted::NoEnclosure));
    // a step about something else, a derivative, and one that is not there
    assert_eq!(refuted(&mut hand, [("z", Some(step)), ("1", None)], "2", 64), Err(Unrefuted::Overlapping));
    assert_eq!(refuted(&mut hand, [("1", None), ("z", Some(one))], "2", 64), Err(Unrefuted::Overlapping));
    let late = hand.derivation.push(hand.derivation.step(step).judgement, Reason::Algebra, &[], &[]);
    let found = refuted(&mut hand, sides(Some(step)), "2", 64);
    let refused = matches!(found, Err(Unrefuted::Refused(why)) if why.kind == RefusalKind::NotAnIdentity);
    assert!(refused, "the derivation is checked as a whole");
    let mut other = Hand::new();
    assert_eq!(refuted(&mut other, [("z", Some(late)), ("1", None)], "2", 64), Err(Unrefuted::Overlapping));
}
