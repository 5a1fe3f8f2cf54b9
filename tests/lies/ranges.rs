//! What the kernel takes for granted from the assumptions: where they contradict each other, and what is not 0 under them.

use gprime::expr::Relation::{self, Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
use gprime::trace::Reason;
use pretty_assertions::assert_eq;

use crate::common::hand::Hand;

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
    (&[("|z|", GreaterEqual, "1")], "z^2 - 1", false),
    (&[("|z|", GreaterEqual, "1")], "z", true),
    (&[("|z|", GreaterEqual, "0")], "z", false),
    (&[("|z|", NotEqual, "1")], "z", false),
    (&[("|z|", Greater, "1")], "z^2 - 1", true),
    (&[("|z|", Greater, "1")], "z^3 - 1", false), // the comparison knows even powers only
    (&[("|z|", Greater, "1")], "z", true),
    (&[("|z|", Greater, "1")], "z - 2", false),
    (&[("|z|", Less, "1")], "z", false),
    (&[("|z|", Less, "1")], "1 - z^4", true),
    (&[("z", Less, "-1")], "|z| - 1", true),
    (&[("z", LessEqual, "-1")], "|z| - 1", false),
    (&[("z", Greater, "-1"), ("z", Less, "1")], "|z| - 1", true),
    (&[("z", Greater, "-2"), ("z", Less, "1")], "|z| - 1", false),
    (&[("z", GreaterEqual, "1")], "ln(z)", false),
    (&[("z", LessEqual, "1")], "ln(z)", false),
    (&[("z", LessEqual, "1")], "1 - max(z, 0)", false),
    (&[("z", Less, "1")], "1 - max(z, 0)", true),
    (&[("z", Greater, "1")], "1 - min(z, 1)", false),
    (&[("z", Greater, "a")], "z - a", true),
    (&[("z", GreaterEqual, "a")], "z - a", false),
    (&[("z", LessEqual, "a")], "z - a", false),
    (&[("z", Less, "1")], "z^2 - 2*z + 1", true),
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
    assert_eq!(tested, 47);
}
