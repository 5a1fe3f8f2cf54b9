//! Replacing kernels and powers of kernels by what they equal, told wrongly: the replacements, their order and their results.

mod common;

use common::hand::Hand;
use gprime::expr::Relation;
use gprime::kernel::RefusalKind;
use gprime::theory::{Class, Theory};
use gprime::trace::{Reason, StepId};
use pretty_assertions::assert_eq;

use Relation::{Equal, Greater, GreaterEqual};

/// `sqrt(z)^2 = z` by its rule, for `z >= 0`; `sin(z)^2 + cos(z)^2 = 1` is a sum and no replacement.
fn root(hand: &mut Hand) -> StepId {
    identity(hand, "square-of-a-root", "sqrt(z)^2", "z")
}

fn identity(hand: &mut Hand, rule: &str, left: &str, right: &str) -> StepId {
    let theory = Theory::builtin();
    let row = theory.row(rule).unwrap_or_else(|| panic!("there is no rule {rule}"));
    hand.step(left, right, Reason::Rule(theory.id(row, Class::Other, Class::Other)), &[], &["z"])
}

#[test]
fn a_replacement_puts_equals_for_equals() {
    let claims = [
        ("sqrt(z)^3", "z*sqrt(z)", None),
        ("sqrt(z)^(-3)", "sqrt(z)/z^2", None),
        ("1/(1 + sqrt(z))", "(1 - sqrt(z))/(1 - z)", None),
        ("sqrt(z)^2*sqrt(a)", "z*sqrt(a)", None),
        ("sqrt(z)^3", "z^2", Some(RefusalKind::NotAnIdentity)),
        ("sqrt(z)^3", "z*sqrt(a)", Some(RefusalKind::NotAnIdentity)),
        ("sqrt(z)^2", "-z", Some(RefusalKind::NotAnIdentity)),
        ("sqrt(z)^2 + sqrt(z)", "2*z", Some(RefusalKind::NotAnIdentity)),
        ("sqrt(z)^(-3)", "sqrt(z)/z", Some(RefusalKind::NotAnIdentity)),
        ("1/(1 + sqrt(z))", "(1 + sqrt(z))/(1 - z)", Some(RefusalKind::NotAnIdentity)),
        ("1/(sqrt(z)^2 - z)", "1/(sqrt(z)^2 - z) + 1", Some(RefusalKind::NotAnIdentity)), // 1/0 on both sides
        ("sqrt(a)^2", "sqrt(a)^2", Some(RefusalKind::PremiseCount)),                      // nothing is replaced
        ("sqrt(z) + a", "a + sqrt(z)", Some(RefusalKind::PremiseCount)),
    ];
    let mut tested = 0;
    for (left, right, refusal) in claims {
        let mut hand = Hand::new();
        let premise = root(&mut hand);
        let step = hand.equal(left, right, Reason::Reduction, &[premise]);
        assert_eq!(hand.refusal(), refusal, "{left} = {right}");
        if refusal.is_none() {
            assert!(hand.carries(step, "z", GreaterEqual, "0"), "{left} = {right}");
        }
        tested += 1;
    }
    assert_eq!(tested, 13);
}

#[test]
fn a_replacement_keeps_the_conditions_of_its_premise() {
    let mut hand = Hand::new();
    hand.define("g", "ln(z)");
    let premise = hand.equal("g", "ln(z)", Reason::Definition, &[]);
    let step = hand.equal("0*g", "0*ln(z)", Reason::Reduction, &[premise]);
    assert!(hand.carries(step, "z", Greater, "0"));

    // a/a is 1 only where a is not 0, and here it is assumed to be 0
    for (left, right) in [("a/a", "1"), ("1/a", "2/a"), ("1/a", "1/0")] {
        let mut hand = Hand::new();
        hand.assume("a", Equal, "0");
        let premise = hand.equal("a", "0", Reason::Assumption, &[]);
        hand.equal(left, right, Reason::Reduction, &[premise]);
        assert_eq!(hand.refusal(), Some(RefusalKind::NotAnIdentity), "{left} = {right}");
    }
}

/// Replacements in their order, a claim, and what becomes of it.
type Replaced = (&'static [(&'static str, &'static str)], &'static str, &'static str, Option<RefusalKind>);

#[test]
fn replacements_are_of_kernels_and_powers_one_after_the_other() {
    let claims: [Replaced; 17] = [
        (&[("a", "1"), ("b", "2")], "a + b", "3", None),
        (&[("a", "1"), ("b", "2")], "a + b", "4", Some(RefusalKind::NotAnIdentity)),
        (&[("a", "1"), ("b", "2")], "a + c", "1 + c", Some(RefusalKind::PremiseCount)),
        (&[("a", "b"), ("b", "2")], "a*b", "4", Some(RefusalKind::NotAnIdentity)), // a is b, and only then b is 2
        (&[("b", "2"), ("a", "b")], "a*b", "4", None),
        (&[("a^2", "b")], "a^5", "a*b^2", None),
        (&[("a^2", "b")], "a^5", "a*b", Some(RefusalKind::NotAnIdentity)),
        (&[("b^2", "c"), ("a^2", "b")], "a^4", "c", None),
        (&[("a^2", "b"), ("b^2", "c")], "a^4", "c", Some(RefusalKind::NotAnIdentity)), // what stands for a^2 is settled
        (&[("a^2", "a + 1")], "a^2", "a + 1", Some(RefusalKind::NotAnIdentity)),       // would be replaced without end
        (&[("a^2", "b"), ("b^2", "a")], "a^4", "a", Some(RefusalKind::NotAnIdentity)),
        (&[("a + b", "1")], "a + b", "1", Some(RefusalKind::NotAnIdentity)), // a sum is no kernel
        (&[("a^(-2)", "b")], "a^(-2)", "b", Some(RefusalKind::NotAnIdentity)),
        (&[("a^0", "1")], "a^0", "1", Some(RefusalKind::NotAnIdentity)), // no power of at least 2
        (&[("a^1", "b")], "a", "b", Some(RefusalKind::NotAnIdentity)),
        (&[("(a + b)^2", "1")], "(a + b)^2", "1", Some(RefusalKind::NotAnIdentity)),
        (&[("a", "1"), ("a^2", "b")], "b", "1", Some(RefusalKind::NotAnIdentity)), // a is gone
    ];
    let mut tested = 0;
    for (replacements, left, right, refusal) in claims {
        let mut hand = Hand::new();
        let mut premises = Vec::new();
        for &(from, to) in replacements {
            hand.assume(from, Equal, to);
            premises.push(hand.equal(from, to, Reason::Assumption, &[]));
        }
        hand.equal(left, right, Reason::Reduction, &premises);
        assert_eq!(hand.refusal(), refusal, "{left} = {right} by {replacements:?}");
        tested += 1;
    }
    assert_eq!(tested, 17);
}

#[test]
fn every_power_that_is_replaced_is_replaced_in_full() {
    // a^2 is 2: what is left has no a^2
    let claims = [
        ("(a + 1)^3", "5*a + 7", true),
        ("(a + 1)^3", "7*a + 5", false),
        ("1/(a + 1)", "a - 1", true),
        ("1/(a + 1)", "a + 1", false),
        ("a^7", "8*a", true),
        ("a^7", "4*a", false),
        ("a^(-1)", "a/2", true),
        ("a^(-3)", "a/4", true),
        ("a^(-3)", "a/2", false),
        ("a^(-4)", "1/4", true),
        ("a^3 - 2*a", "0", true),
        ("a^3 + b*a^2", "2*(a + b)", true),
        ("a^3 + b*a^2", "2*a + b", false),
        ("a", "2/a", true),
        ("a", "-2/a", false),
    ];
    let mut tested = 0;
    for (left, right, holds) in claims {
        let mut hand = Hand::new();
        hand.assume("a^2", Equal, "2");
        let premise = hand.equal("a^2", "2", Reason::Assumption, &[]);
        hand.equal(left, right, Reason::Reduction, &[premise]);
        assert_eq!(hand.refusal(), (!holds).then_some(RefusalKind::NotAnIdentity), "{left} = {right}");
        tested += 1;
    }
    assert_eq!(tested, 15);
}

#[test]
fn a_power_may_stand_for_a_fraction() {
    let claims = [
        ("1/b", "a^2 + a", "1/b + a", true),
        ("1/b", "a^2 + a", "1 + a", false),
        ("1/b", "a^2 + a", "b + a", false),
        ("1/b", "a^4 + a^2 + 1", "1/b^2 + 1/b + 1", true),
        ("1/b", "a^4 + a^2 + 1", "1/b + 1/b^2 + 2", false),
        ("1/b", "a^4 + a^2 + 1", "2/b + 1", false),
        ("1/b", "(a + 1)^4", "1/b^2 + 4*a/b + 6/b + 4*a + 1", true),
        ("1/b", "(a + 1)^4", "1/b + 4*a/b + 6/b + 4*a + 1", false),
        ("1/b", "1/(a + 1)", "(1 - a)*b/(b - 1)", true),
        ("1/b", "1/(a + 1)", "(1 - a)/(b - 1)", false),
        // on the way to something else
        ("1/b", "(a + 1)^2 + 1", "1/b + 2*a + 2", true),
        ("1/b", "(a + 1)^2 + 1", "b*(1 + 2*a*b + 2*b)", false),
        ("1/b", "(a + 1)^2 + 1", "1 + 2*a*b + 2*b", false),
        ("1/b", "(a + 1)^4 + 1", "1/b^2 + 4*a/b + 6/b + 4*a + 2", true),
        ("c/(b + 1)^2", "(a + 1)^4 + 1", "c^2/(b + 1)^4 + (4*a + 6)*c/(b + 1)^2 + 4*a + 2", true),
        ("c/(b + 1)^2", "a^4 + a", "c^2/(b + 1)^4 + a", true),
        ("c/(b + 1)^2", "a^4 + a", "c^2/(b + 1)^2 + a", false),
        ("c/(b + 1)^2", "a^4 + a^2", "c/(b + 1)^2*(1 + c/(b + 1)^2)", true),
        ("c/(b + 1)^2", "a^4 + a^2", "c/(b + 1)^2*(1 + c/(b + 1))", false),
        ("c^2*b", "a^3 + c", "a*c^2*b + c", true),
        ("c^2*b", "a^3 + c", "a*c*b + c", false),
    ];
    let mut tested = 0;
    for (square, left, right, holds) in claims {
        let mut hand = Hand::new();
        hand.assume("a^2", Equal, square);
        let premise = hand.equal("a^2", square, Reason::Assumption, &[]);
        hand.equal(left, right, Reason::Reduction, &[premise]);
        assert_eq!(hand.refusal(), (!holds).then_some(RefusalKind::NotAnIdentity), "{left} = {right} by {square}");
        tested += 1;
    }
    assert_eq!(tested, 21);
}
