//! Whether a derivative can be computed from the output alone, and what shows that it cannot.

mod common;

use common::hand::Hand;
use gprime::expr::Number;
use gprime::kernel::{Twice, twice};
use gprime::passes::{Request, derive};
use gprime::text;
use gprime::theory::{Class, Theory};
use gprime::trace::{Reason, StepId};
use pretty_assertions::assert_eq;

fn number(above: i64, below: i64) -> Number {
    Number::ratio(above, below).expect("not 0 below")
}

fn shown(hand: &Hand, step: StepId, first: (i64, i64), between: ((i64, i64), (i64, i64))) -> Option<Twice> {
    let [first, lo, hi] = [first, between.0, between.1].map(|(above, below)| number(above, below));
    let again = gprime::kernel::Again::Between(&lo, &hi);
    twice(&hand.store, Theory::builtin(), [(&hand.derivation, step); 2], &[], &first, again, 128)
}

fn square(hand: &mut Hand) -> StepId {
    let one = hand.slope("z", "1", Reason::Identity, &[]);
    hand.rule("square-rule", (Class::One, Class::Other), "z^2", &[("?u", "z")], &[one])
}

#[test]
fn a_square_has_its_value_twice() {
    let mut hand = Hand::new();
    let step = square(&mut hand);
    assert!(shown(&hand, step, (1, 1), ((-3, 2), (-1, 2))).is_some());
    assert!(shown(&hand, step, (1, 1), ((1, 2), (3, 2))).is_none(), "the point itself is in the interval");
    assert!(shown(&hand, step, (1, 1), ((-1, 2), (-3, 2))).is_none(), "the ends are exchanged");
    assert!(shown(&hand, step, (1, 1), ((-1, 2), (1, 2))).is_none(), "there is no second place");
}

#[test]
fn conditions_must_hold_throughout() {
    let mut hand = Hand::new();
    hand.assume("z", gprime::expr::Relation::Greater, "0");
    let step = square(&mut hand);
    assert!(shown(&hand, step, (1, 1), ((-3, 2), (-1, 2))).is_none(), "the second place is not where z > 0");
    // 1/z has opposite signs at -1 and 1 and takes no value in between
    let mut hand = Hand::new();
    let one = hand.slope("z", "1", Reason::Identity, &[]);
    let step = hand.rule("reciprocal-rule", (Class::Other, Class::One), "1/z", &[("?v", "z")], &[one]);
    assert!(shown(&hand, step, (10, 1), ((-1, 1), (1, 2))).is_none(), "1/z is not continuous at 0");
}

#[test]
fn a_period_is_no_proof() {
    let mut hand = Hand::new();
    let one = hand.slope("z", "1", Reason::Identity, &[]);
    let step = hand.rule("sin", (Class::One, Class::Other), "sin(z)", &[("?u", "z")], &[one]);
    assert!(shown(&hand, step, (1, 1), ((7, 1), (15, 2))).is_none(), "one period later the slope is the same");
    assert!(shown(&hand, step, (1, 1), ((2, 1), (9, 4))).is_some());
}

#[test]
fn what_is_told_of_functions() {
    let table = [
        (
            "z/(1 + e^(-z))",
            Some(
                "not possible: g(-2) = g(-0.736…), slopes -0.0907… and 0.162… differ; \
                 one more bit tells them apart: whether z > -1.2784…, where the slope is 0",
            ),
        ),
        (
            "e^(-z^2)",
            Some(
                "not possible: g(-2) = g(x) for an x between 1.99 and 2.01, slopes 0.0732… and -0.0732… differ; \
                 one more bit tells them apart: whether z > 0, where the slope is 0",
            ),
        ),
        (
            "z*sigmoid(beta*z)",
            Some(
                "not possible: g(-2) = g(-0.736…) for beta = 1, slopes -0.0907… and 0.162… differ; \
                 one more bit tells them apart: whether z > -1.2784…, where the slope is 0",
            ),
        ),
        ("|z|", Some("not possible: g(-2) = g(2), slopes -1 and 1 differ; one more bit is enough: whether z > 0")),
        (
            "z*min(max(0, z + 3), 6)/6",
            Some(
                "not possible: g(-2) = g(-1), slopes -0.166… and 0.166… differ; \
                 one more bit tells them apart: whether z > -1.5, where the slope is 0",
            ),
        ),
        ("z^3 + z", Some("no form is known")),
        ("tanh(z)", None),
        ("max(0, z)", None),
        ("ln(1 + e^z)", None),
    ];
    let mut tested = 0;
    for (formula, expected) in table {
        let derived = derive(&Request::new(formula)).unwrap_or_else(|e| panic!("{formula}: {e}"));
        assert_eq!(derived.from_output_reason.as_deref(), expected, "{formula}");
        tested += 1;
    }
    assert_eq!(tested, 9);
}

#[test]
fn reasons_are_looked_for_where_they_are_wanted() {
    let mut tested = 0;
    for formula in ["z*sigmoid(z)", "z/sqrt(1 + z^2)", "z^2", "ln(1 + e^z)"] {
        let [with, without] = [true, false]
            .map(|reasons| derive(&Request { reasons, ..Request::new(formula) }).expect("it has a derivative"));
        assert_eq!(
            text(&with.store, with.whole.closed_form),
            text(&without.store, without.whole.closed_form),
            "{formula}"
        );
        assert_eq!(with.whole.from_output.is_none(), with.from_output_reason.is_some(), "{formula}");
        assert_eq!(without.from_output_reason, None, "{formula}");
        tested += usize::from(with.from_output_reason.is_some());
    }
    assert_eq!(tested, 2);
}
