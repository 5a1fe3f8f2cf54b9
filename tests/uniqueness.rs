//! Equality by a differential equation and a point: what the kernel takes and what it refuses, and what is found with it.

mod common;

use common::hand::Hand;
use gprime::expr::Relation::{Equal, Greater, Less, NotEqual};
use gprime::kernel::RefusalKind;
use gprime::passes::equal::{Request, Verdict, equal};
use gprime::theory::Class;
use gprime::trace::{Reason, StepId};
use pretty_assertions::assert_eq;

/// `z + 5` and `z + 3` have the same slope.
struct Shift {
    hand: Hand,
    premises: Vec<StepId>,
}

fn shift(value: &str) -> Shift {
    let mut hand = Hand::new();
    let one = hand.slope("z", "1", Reason::Identity, &[]);
    let zero = hand.slope("3", "0", Reason::Constant, &[]);
    let zero_left = hand.slope("5", "0", Reason::Constant, &[]);
    let sum = hand.rule("sum-rule", (Class::One, Class::Zero), "z + 5", &[("?u", "z"), ("?v", "5")], &[one, zero_left]);
    let difference =
        hand.rule("sum-rule", (Class::One, Class::Zero), "z + 3", &[("?u", "z"), ("?v", "3")], &[one, zero]);
    let solved = hand.equal("1 - 1", "0*((z + 5) - (z + 3))", Reason::Algebra, &[]);
    let at = hand.equal(value, value, Reason::Algebra, &[]);
    Shift { hand, premises: vec![sum, difference, solved, at] }
}

#[test]
fn equal_slopes_alone_prove_nothing() {
    let Shift { mut hand, premises } = shift("5");
    hand.step("z + 5", "z + 3", Reason::Uniqueness, &premises, &["z", "0", "0"]);
    assert_eq!(hand.refusal(), Some(RefusalKind::WrongPremise), "the sides do not agree at 0");
    let Shift { mut hand, premises } = shift("5");
    hand.step("z + 5", "z + 3", Reason::Uniqueness, &premises[..3], &["z", "0", "0"]);
    assert_eq!(hand.refusal(), Some(RefusalKind::PremiseCount));
    let Shift { mut hand, premises } = shift("5");
    hand.step("z + 5", "z + 3", Reason::Uniqueness, &premises[3..], &["z", "0"]);
    assert_eq!(hand.refusal(), Some(RefusalKind::WrongSubstitution), "an equation of order 0");
    for values in [["z", "z", "0"], ["z", "0", "z"]] {
        let Shift { mut hand, premises } = shift("5");
        hand.step("z + 5", "z + 3", Reason::Uniqueness, &premises, &values);
        assert_eq!(hand.refusal(), Some(RefusalKind::NotConstant), "{values:?}: the point or a coefficient moves");
    }
}

/// That `sign(z)` is 1, by their slopes and their values at a point.
fn sign_is_one(hand: &mut Hand, at: &str) -> StepId {
    let one = hand.slope("z", "1", Reason::Identity, &[]);
    let own = hand.rule("sign", (Class::One, Class::Other), "sign(z)", &[("?u", "z")], &[one]);
    let other = hand.slope("1", "0", Reason::Constant, &[]);
    let solved = hand.equal("0 - 0", "0*(sign(z) - 1)", Reason::Algebra, &[]);
    let value = hand.equal(&format!("sign({at})"), "1", Reason::Branch, &[]);
    hand.step("sign(z)", "1", Reason::Uniqueness, &[own, other, solved, value], &["z", at, "0"])
}

#[test]
fn what_is_equal_on_one_side_is_not_equal_on_the_other() {
    let mut hand = Hand::new();
    let step = sign_is_one(&mut hand, "1");
    assert!(hand.carries(step, "z", Greater, "0"));
    let mut hand = Hand::new();
    hand.assume("z", NotEqual, "0");
    let step = sign_is_one(&mut hand, "2");
    assert!(hand.carries(step, "z", Greater, "0"));
    let mut hand = Hand::new();
    hand.assume("z", Greater, "0");
    let step = sign_is_one(&mut hand, "1");
    assert_eq!(hand.theorem(step).conditions(), []);
}

#[test]
fn the_point_must_lie_on_an_interval_with_the_variable() {
    let refused =
        [("z", Less, "0"), ("z^2", Greater, "1"), ("z^3", Greater, "1"), ("z", Less, "a"), ("z", Equal, "-1")];
    let mut tested = 0;
    for (left, relation, right) in refused {
        let mut hand = Hand::new();
        hand.assume(left, relation, right);
        let step = sign_is_one(&mut hand, "1");
        if right == "a" {
            assert!(hand.carries(step, "1", Less, "a"), "the point is below a");
        } else {
            assert_eq!(hand.refusal(), Some(RefusalKind::NoInterval), "{left} {relation:?} {right}");
        }
        tested += 1;
    }
    assert_eq!(tested, 5);
    let mut hand = Hand::new();
    hand.assume("z^2", Less, "4"); // -2 < z < 2
    let step = sign_is_one(&mut hand, "1");
    assert!(hand.carries(step, "z", Greater, "0"));
}

/// `sin(z)` and `c*cos(z)` solve `y'' = -y` and agree at 0, their slopes do not: that they are equal.
#[test]
fn an_equation_of_order_two_needs_two_values() {
    let mut hand = Hand::new();
    let one = hand.slope("z", "1", Reason::Identity, &[]);
    let other = |f: &str, hand: &mut Hand, premise| {
        hand.rule(f, (Class::One, Class::Other), &format!("{f}(z)"), &[("?u", "z")], &[premise])
    };
    let cosine = other("sin", &mut hand, one);
    let zeros = ["0", "0"].map(|zero| hand.slope(zero, "0", Reason::Constant, &[]));
    let values = hand.equal("sin(0)", "0", Reason::Value, &[]);
    let solved = hand.equal("cos(z) - 0", "-1*(sin(z) - 0)", Reason::Algebra, &[]);
    hand.step("sin(z)", "0", Reason::Uniqueness, &[cosine, zeros[0], solved, values], &["z", "0", "-1"]);
    assert_eq!(hand.refusal(), Some(RefusalKind::NotAnIdentity), "sin does not solve y' = -y");
    // order 2 with the slopes' values left out
    let mut hand = Hand::new();
    let one = hand.slope("z", "1", Reason::Identity, &[]);
    let cosine = other("sin", &mut hand, one);
    let minus_sine = other("cos", &mut hand, one);
    let zeros = ["0", "0"].map(|zero| hand.slope(zero, "0", Reason::Constant, &[]));
    let values = hand.equal("sin(0)", "0", Reason::Value, &[]);
    let solved = hand.equal("-sin(z) - 0", "-1*(sin(z) - 0) + 0*(cos(z) - 0)", Reason::Algebra, &[]);
    let premises = [cosine, minus_sine, zeros[0], zeros[1], solved, values];
    hand.step("sin(z)", "0", Reason::Uniqueness, &premises, &["z", "0", "-1", "0"]);
    assert_eq!(hand.refusal(), Some(RefusalKind::PremiseCount));
}

#[test]
fn a_value_is_one_that_the_table_lists() {
    for (left, right, listed) in [
        ("atan(1)", "pi/4", true),
        ("sin(pi/3)", "sqrt(3)/2", true),
        ("cos(pi)", "-1", true),
        ("atan(1)", "pi/3", false),
        ("atan(2)", "pi/4", false),
        ("atan(0 - 1)", "pi/4", false),
        ("tanh(1)", "1", false),
    ] {
        let mut hand = Hand::new();
        hand.equal(left, right, Reason::Value, &[]);
        assert_eq!(hand.refusal().is_none(), listed, "{left} = {right}");
    }
}

#[test]
#[cfg_attr(miri, ignore = "libm takes square roots by inline assembly, which an interpreter does not know")]
fn identities_of_inverse_functions_are_found() {
    let claims = [
        ("asin(z) + acos(z)", "pi/2", ""),
        ("acos(-z)", "pi - acos(z)", ""),
        ("asin(z)", "atan(z/sqrt(1 - z^2))", ""),
        ("acos(z)", "2*atan(sqrt((1 - z)/(1 + z)))", ""),
        ("atan(z) + atan(1/z)", "pi/2", "z > 0"),
        ("atan(z) + atan(1/z)", "-pi/2", "z < 0"),
        ("atan(z) + atan(1/z)", "pi/2*sign(z)", ""),
        ("atan((1 + z)/(1 - z))", "pi/4 + atan(z)", "z < 1"),
        ("2*atan(tanh(z/2))", "atan(sinh(z))", ""),
        ("asin(tanh(z))", "atan(sinh(z))", ""),
        ("sin(z + pi/2)", "cos(z)", ""),
        ("cos(z - pi)", "-cos(z)", ""),
        ("sin(7*pi/6)", "-1/2", ""),
        ("atan(1)", "pi/4", ""),
    ];
    let mut tested = 0;
    for (left, right, assumed) in claims {
        let assume = if assumed.is_empty() { Vec::new() } else { vec![assumed.to_owned()] };
        let found = equal(&Request { assume, ..Request::new(left, right) }).expect("the formulas are readable");
        assert!(matches!(found.verdict, Verdict::Equal(_)), "{left} = {right}: {:?}", found.verdict);
        tested += 1;
    }
    assert_eq!(tested, 14);
}

#[test]
#[cfg_attr(miri, ignore = "libm takes square roots by inline assembly, which an interpreter does not know")]
fn neighbours_of_identities_are_refuted() {
    let claims = [
        ("asin(z) + acos(z)", "pi/3"),
        ("atan(z) + atan(1/z)", "pi/2"),
        ("atan((1 + z)/(1 - z))", "pi/4 + atan(z)"),
        ("asin(sin(z))", "z"),
        ("sin(z + pi/2)", "-cos(z)"),
        ("sin(7*pi/6)", "1/2"),
    ];
    for (left, right) in claims {
        let found = equal(&Request::new(left, right)).expect("the formulas are readable");
        assert!(matches!(found.verdict, Verdict::Different(_)), "{left} = {right}: {:?}", found.verdict);
    }
}
