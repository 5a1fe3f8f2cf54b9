//! Attempts to make the kernel say something false: each is refused, or its theorem carries the condition that makes it true.

mod common;

use common::hand::Hand;
use gprime::expr::Relation;
use gprime::kernel::RefusalKind;
use gprime::theory::Class;
use gprime::trace::Reason;
use pretty_assertions::assert_eq;

use Relation::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};

#[test]
fn the_rule_for_integers_needs_one() {
    // at 0 z^(3/2) has a slope from the right only
    let powers = [
        ("power-rule", "z^(3/2)", "3/2", "1/2"),
        ("power-rule", "z^0.5", "0.5", "-1/2"),
        ("power-rule", "z^a", "a", "a - 1"),
        ("negative-power-rule", "z^(-(-3/2))", "-3/2", "-1/2"),
        ("negative-power-rule", "z^(-a)", "a", "a + 1"),
    ];
    let mut tested = 0;
    for (rule, of, n, m) in powers {
        let mut hand = Hand::new();
        let slope = hand.slope("z", "1", Reason::Identity, &[]);
        hand.rule(rule, (Class::One, Class::Other), of, &[("?u", "z"), ("?n", n), ("?m", m)], &[slope]);
        assert_eq!(hand.refusal(), Some(RefusalKind::WrongNumber), "{of}");
        tested += 1;
    }
    assert_eq!(tested, 5);
}

/// Under `z = 0`: the derivative of `z^2` is 0, by `|z| = z` and `|z| = -z`.
fn flat_square(hand: &mut Hand) -> gprime::trace::StepId {
    hand.assume("z", Equal, "0");
    let plain = hand.equal("|z|", "z", Reason::Branch, &[]);
    let negated = hand.equal("|z|", "-z", Reason::Branch, &[]);
    let zero = hand.step("2*z", "0", Reason::Algebra, &[plain, negated], &["-1", "1"]);
    let one = hand.slope("z", "1", Reason::Identity, &[]);
    let square = hand.rule("square-rule", (Class::One, Class::Other), "z^2", &[("?u", "z")], &[one]);
    hand.slope("z^2", "0", Reason::Transitivity, &[square, zero])
}

#[test]
fn a_slope_that_is_zero_at_a_point_makes_no_root_differentiable() {
    // (z^2)^(1/2) is |z|, which has no slope at 0
    let mut hand = Hand::new();
    let flat = flat_square(&mut hand);
    let constant = hand.slope("1/2", "0", Reason::Constant, &[]);
    let zeros = (Class::Zero, Class::Zero);
    let values = [("?u", "z^2"), ("?v", "1/2")];
    let step = hand.rule("general-power-rule", zeros, "(z^2)^(1/2)", &values, &[flat, constant]);
    assert!(hand.carries(step, "z^2", Greater, "0"));

    let mut hand = Hand::new();
    let flat = flat_square(&mut hand);
    let constant = hand.slope("1/2", "0", Reason::Constant, &[]);
    let values = [("?c", "z^2"), ("?v", "1/2")];
    let step = hand.rule("constant-base-rule", zeros, "(z^2)^(1/2)", &values, &[constant, flat]);
    assert!(hand.carries(step, "z^2", Greater, "0"));
}

#[test]
fn equal_exponents_may_need_different_bases() {
    let mut hand = Hand::new();
    hand.define("n", "2");
    let two = hand.equal("n", "2", Reason::Definition, &[]);
    let two = hand.equal("2", "n", Reason::Symmetry, &[two]);
    let step = hand.equal("z^2", "z^n", Reason::Substitution, &[two]);
    assert!(hand.carries(step, "z", Greater, "0"), "(-1)^n is e^(n*ln(-1))");

    let mut hand = Hand::new();
    let two = hand.equal("2", "2 + sqrt(4) - sqrt(4)", Reason::Algebra, &[]);
    let step = hand.equal("z^2", "z^(2 + sqrt(4) - sqrt(4))", Reason::Substitution, &[two]);
    assert!(hand.carries(step, "z", Greater, "0"));
}

#[test]
fn a_name_is_defined_where_its_body_is() {
    let mut hand = Hand::new();
    hand.define("g", "ln(z)");
    let step = hand.equal("g - g", "0", Reason::Algebra, &[]);
    assert!(hand.carries(step, "z", Greater, "0"));
    let mut hand = Hand::new();
    hand.define("g", "1/z");
    hand.define("h", "g + 1");
    let step = hand.slope("0*a", "0", Reason::Constant, &[]);
    assert!(hand.theorem(step).conditions().is_empty());
    let step = hand.equal("h*0", "0", Reason::Algebra, &[]);
    assert!(hand.carries(step, "z", NotEqual, "0"));
}

#[test]
fn contradictory_assumptions_are_formal() {
    let assumptions: [&[(&str, Relation, &str)]; 9] = [
        &[("z", Greater, "0"), ("z", Less, "0")],
        &[("z", Greater, "1"), ("-z", Greater, "0")],
        &[("z", Greater, "a"), ("z", Less, "a")],
        &[("z", Greater, "a"), ("a", GreaterEqual, "z")],
        &[("z", Equal, "a"), ("z", Greater, "a")],
        &[("2", Less, "1")],
        &[("z", NotEqual, "z")],
        &[("e^z", LessEqual, "0")],
        &[("sin(z)", Greater, "1")],
    ];
    let mut tested = 0;
    for set in assumptions {
        let mut hand = Hand::new();
        set.iter().for_each(|&(left, relation, right)| hand.assume(left, relation, right));
        let step = hand.equal("z + z", "2*z", Reason::Algebra, &[]);
        assert!(hand.theorem(step).is_formal(), "{set:?}");
        tested += 1;
    }
    assert_eq!(tested, 9);
    let consistent: [&[(&str, Relation, &str)]; 5] = [
        &[("z", GreaterEqual, "0"), ("z", LessEqual, "0")],
        &[("z", GreaterEqual, "a"), ("z", LessEqual, "a")],
        &[("z", Greater, "a"), ("z", Greater, "-a")],
        &[("sin(z)", GreaterEqual, "1")],
        &[("ln(z)", Equal, "ln(z)")],
    ];
    for set in consistent {
        let mut hand = Hand::new();
        set.iter().for_each(|&(left, relation, right)| hand.assume(left, relation, right));
        let step = hand.equal("z + z", "2*z", Reason::Algebra, &[]);
        assert!(!hand.theorem(step).is_formal(), "{set:?}");
        tested += 1;
    }
    assert_eq!(tested, 14);
}

/// Assumptions, an expression, and whether it is known not to be 0 under them.
type Nonzero = (&'static [(&'static str, Relation, &'static str)], &'static str, bool);

const NONZERO: &[Nonzero] = &[
    (&[("z", GreaterEqual, "-2"), ("z", Less, "2")], "z^2 - 4", false), // 0 at -2
    (&[("z", Greater, "-2"), ("z", LessEqual, "2")], "z^2 - 4", false), // 0 at 2
    (&[("z", Greater, "-2"), ("z", Less, "2")], "z^2 - 4", true),
    (&[("z", GreaterEqual, "-1"), ("z", Less, "1")], "acos(z^4)", false),
    (&[("z", GreaterEqual, "0")], "sqrt(z)", false),
    (&[("z", Greater, "0")], "sqrt(z)", true),
    (&[("z", GreaterEqual, "1")], "acosh(z)", false),
    (&[("z", Greater, "1")], "acosh(z)", true),
    (&[("z", GreaterEqual, "1")], "ln(z)", false),
    (&[("z", LessEqual, "1")], "1 - max(z, 0)", false),
    (&[("z", Less, "1")], "1 - max(z, 0)", true),
    (&[("z", Greater, "1")], "1 - min(z, 1)", false),
    (&[("z", Greater, "a")], "z - a", true),
    (&[("z", GreaterEqual, "a")], "z - a", false),
    (&[("z", Greater, "a"), ("a", Greater, "b")], "z - b", true),
    (&[("z", Greater, "a"), ("a", Greater, "b")], "z - 2*a + b", false),
    (&[("z", Greater, "a"), ("b", Greater, "a")], "z - b", false),
    (&[("z", Greater, "a"), ("a", GreaterEqual, "0")], "2*z - 2*a", true),
    (&[("z", Less, "-1")], "z^3 + 1", true),
    (&[("z", LessEqual, "-1")], "z^3 + 1", false),
    (&[("z", NotEqual, "1")], "z^2 - z", false),
    (&[], "e^z - e^a", false),
    (&[], "1 + tanh(z)", true),
    (&[], "sign(z)", false),
    (&[("z", Greater, "0")], "tanh(z)", true),
    (&[("z", GreaterEqual, "0"), ("a", GreaterEqual, "1")], "z*a", false),
    (&[("z", Greater, "0"), ("a", LessEqual, "0")], "z + a", false),
    (&[("z", Greater, "0"), ("z", LessEqual, "1")], "1/z - 1", false), // 0 at 1
    (&[("z", Greater, "1")], "1/z - 1", true),
    (&[], "z^0", true), // 0^0 is 1
];

#[test]
fn ranges_keep_what_their_ends_reach() {
    let mut tested = 0;
    for &(assumptions, expr, known) in NONZERO {
        let mut hand = Hand::new();
        assumptions.iter().for_each(|&(left, relation, right)| hand.assume(left, relation, right));
        let step = hand.equal(&format!("({expr})/({expr})"), "1", Reason::Algebra, &[]);
        let carried = hand.theorem(step).conditions().iter().filter(|c| c.relation == NotEqual).count();
        assert_eq!(carried == 0, known, "{expr} where {assumptions:?}");
        tested += 1;
    }
    assert_eq!(tested, 30);
}
