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

/// What becomes of a derivative of cases: refused, or with a condition.
enum Fate {
    Refused(RefusalKind),
    Carries(&'static str, Relation, &'static str),
}

use Fate::{Carries, Refused};

/// Cases, what is claimed to be their derivative, the premises among the slopes of `z`, `2*z` and `z^2`, and what becomes of it.
const CASES: &[(&str, &str, &[usize], Fate)] = &[
    ("{z if z <= 0; 2*z otherwise}", "{1 if z < 0; 2 otherwise}", &[0, 0, 1], Carries("z", NotEqual, "0")),
    ("{z if z < 0; 2*z otherwise}", "{1 if z < 0; 2 otherwise}", &[0, 0, 1], Carries("z", NotEqual, "0")),
    ("{z if z < 0; 2*z if z > 0}", "{1 if z < 0; 2 if z > 0}", &[0, 0, 0, 1], Carries("z", NotEqual, "0")),
    // what is between the branches is not there
    (
        "{z if z < 0; 2*z if z > 1}",
        "{1 if z < 0; 2 if z > 1}",
        &[0, 0, 0, 1],
        Carries("{z if z < 0; 2*z if z > 1}", Equal, "{z if z < 0; 2*z if z > 1}"),
    ),
    // 1 where z = 0 only
    ("{z if z = 0; 2*z otherwise}", "{1 if z = 0; 2 otherwise}", &[0, 0, 1], Carries("z", NotEqual, "0")),
    ("{z if z != 0; 2*z otherwise}", "{1 if z != 0; 2 otherwise}", &[0, 0, 1], Carries("z", NotEqual, "0")),
    // both overlapping borders
    ("{z if z <= 1; 2*z if z >= 0}", "{1 if z <= 1; 2 if z >= 0}", &[0, 0, 0, 1], Carries("z", NotEqual, "0")),
    ("{z if z <= 1; 2*z if z >= 0}", "{1 if z < 1; 2 if z > 0}", &[0, 0, 0, 1], Carries("z", NotEqual, "1")),
    (
        "{z if -1 < z and z < 1; 2*z otherwise}",
        "{1 if -1 < z and z < 1; 2 otherwise}",
        &[0, 0, 0, 1],
        Carries("-1", NotEqual, "z"),
    ),
    (
        "{z if z < -1 or z > 1; 2*z otherwise}",
        "{1 if z < -1 or z > 1; 2 otherwise}",
        &[0, 0, 0, 1],
        Carries("z", NotEqual, "1"),
    ),
    // the slope of a side that is not there
    ("{z if z < 0; 2*z otherwise}", "{1 if z < 0; 2 otherwise}", &[0, 1], Refused(RefusalKind::WrongPremise)),
    ("{z if 2*z < 0; 2*z otherwise}", "{1 if 2*z < 0; 2 otherwise}", &[0, 0, 1], Refused(RefusalKind::WrongPremise)),
    ("{z if z < z^2; 2*z otherwise}", "{1 if z < z^2; 2 otherwise}", &[0, 0, 1], Refused(RefusalKind::WrongPremise)),
    ("{z if z < 0; 2*z otherwise}", "{1 if z < 0; 2 otherwise}", &[0, 0], Refused(RefusalKind::PremiseCount)),
    ("{z if z < 0; 2*z otherwise}", "{1 if z < 0; 2 otherwise}", &[0, 0, 1, 1], Refused(RefusalKind::PremiseCount)),
    // another slope, branch or condition
    ("{z if z < 0; 2*z otherwise}", "{2 if z < 0; 1 otherwise}", &[0, 0, 1], Refused(RefusalKind::WrongPremise)),
    ("{z if z < 0; 2*z otherwise}", "{1 if z < 1; 2 otherwise}", &[0, 0, 1], Refused(RefusalKind::WrongRight)),
    ("{z if z < 0; 2*z otherwise}", "{1 if z > 0; 2 otherwise}", &[0, 0, 1], Refused(RefusalKind::WrongRight)),
    ("{z if z < 0; 2*z otherwise}", "{1 if z <= 0; 2 otherwise}", &[0, 0, 1], Refused(RefusalKind::WrongRight)),
    ("{z if z < 0; 2*z otherwise}", "{1 if z < 0; 2 if z >= 0}", &[0, 0, 1], Refused(RefusalKind::WrongRight)),
    ("{z if z < 0; 2*z otherwise}", "{1 if z < 0}", &[0, 0], Refused(RefusalKind::WrongRight)),
    ("{z if z < 0}", "{1 if z < 0; 2 otherwise}", &[0, 0, 1], Refused(RefusalKind::WrongRight)),
    ("{z if z < 0 and z < 1}", "{1 if z < 0 or z < 1}", &[0, 0, 0], Refused(RefusalKind::WrongRight)),
    ("{z if z < 0 and z < 1}", "{1 if z < 0}", &[0, 0], Refused(RefusalKind::WrongRight)),
    ("z", "1", &[], Refused(RefusalKind::WrongRight)),
    // a parameter keeps its borders: there the left side is the first branch and the right side would be the second
    ("{z if a <= 0; 2*z otherwise}", "{1 if a < 0; 2 otherwise}", &[0, 1], Refused(RefusalKind::WrongRight)),
    ("{z if 1/a < 0; 2*z otherwise}", "{1 if 1/a < 0; 2 otherwise}", &[0, 1], Carries("a", NotEqual, "0")),
];

#[test]
fn cases_have_no_slope_at_a_border() {
    let mut tested = 0;
    for (of, is, premises, fate) in CASES {
        let mut hand = Hand::new();
        let slopes = hand.slopes();
        let premises: Vec<_> = premises.iter().map(|&at| slopes[at]).collect();
        let step = hand.slope(of, is, Reason::Cases, &premises);
        match *fate {
            Refused(kind) => assert_eq!(hand.refusal(), Some(kind), "{of}: {is}"),
            Carries(left, relation, right) => assert!(hand.carries(step, left, relation, right), "{of}: {is}"),
        }
        tested += 1;
    }
    assert_eq!(tested, 27);
}

#[test]
fn a_side_that_jumps_or_has_a_pole_is_not_passed_over() {
    // sign(z) changes at 0 without passing 1/2, 1/z without passing 0
    let mut hand = Hand::new();
    let one = hand.slope("z", "1", Reason::Identity, &[]);
    let inverse = hand.rule("reciprocal-rule", (Class::Other, Class::One), "1/z", &[("?v", "z")], &[one]);
    let constants = ["0", "1"].map(|text| hand.slope(text, "0", Reason::Constant, &[]));
    let premises = [inverse, constants[0], constants[1]];
    let step = hand.slope("{0 if 1/z < 1; 1 otherwise}", "{0 if 1/z < 1; 0 otherwise}", Reason::Cases, &premises);
    assert!(hand.carries(step, "z", NotEqual, "0") && hand.carries(step, "1/z", NotEqual, "1"));

    let mut hand = Hand::new();
    let one = hand.slope("z", "1", Reason::Identity, &[]);
    let sign = hand.rule("sign", (Class::One, Class::Other), "sign(z)", &[("?u", "z")], &[one]);
    let constants = ["0", "1"].map(|text| hand.slope(text, "0", Reason::Constant, &[]));
    let premises = [sign, constants[0], constants[1]];
    let (of, is) = ("{0 if sign(z) < 1/2; 1 otherwise}", "{0 if sign(z) < 1/2; 0 otherwise}");
    let step = hand.slope(of, is, Reason::Cases, &premises);
    assert!(hand.carries(step, "z", NotEqual, "0"));
}

/// Two cases, and what becomes of the claim that they are equal, given that `z + z` is `2*z`.
const PAIRED: &[(&str, &str, Fate)] = &[
    ("{z + z if z < 0; 1 otherwise}", "{2*z if z < 1; 1 otherwise}", Refused(RefusalKind::WrongRight)),
    ("{z + z if z < 0; 1 otherwise}", "{2*z if z <= 0; 1 otherwise}", Refused(RefusalKind::WrongRight)),
    ("{z + z if z < 0; 1 otherwise}", "{2*z if z < 0}", Refused(RefusalKind::WrongRight)),
    ("{z + z if z < 0}", "{2*z if z < 0; 1 otherwise}", Refused(RefusalKind::WrongRight)),
    ("{z + z if z < 0; 1 otherwise}", "{2*z if z < 0; 2 otherwise}", Refused(RefusalKind::WrongRight)),
    ("{z + z if z < 0}", "{2*z if z < 0}", Carries("{z + z if z < 0}", Equal, "{z + z if z < 0}")),
    ("{z + z if z < 0; 1 if z > 0}", "{2*z if z < 0; 1 if z > 0}", Carries("z", NotEqual, "0")),
    ("{z + z if z < 0; ln(z) otherwise}", "{2*z if z < 0; ln(z) otherwise}", Carries("z", Greater, "0")),
    ("{z + z if sqrt(z) < 0; 1 otherwise}", "{2*z if sqrt(z) < 0; 1 otherwise}", Carries("z", GreaterEqual, "0")),
];

#[test]
fn cases_are_compared_branch_by_branch() {
    let mut tested = 0;
    for (left, right, fate) in PAIRED {
        let mut hand = Hand::new();
        let premise = hand.equal("z + z", "2*z", Reason::Algebra, &[]);
        let step = hand.equal(left, right, Reason::Substitution, &[premise]);
        match *fate {
            Refused(kind) => assert_eq!(hand.refusal(), Some(kind), "{left} = {right}"),
            Carries(a, relation, b) => assert!(hand.carries(step, a, relation, b), "{left} = {right}"),
        }
        tested += 1;
    }
    assert_eq!(tested, 9);
}

/// A claim by algebra from `sin(z)^2 + cos(z)^2 = 1`, its coefficient, and what becomes of it.
const COMBINED: &[(&str, &str, &str, Fate)] = &[
    ("sin(z)^2", "1 + cos(z)^2", "1", Refused(RefusalKind::NotAnIdentity)),
    ("sin(z)^2", "1 - cos(z)^2", "2", Refused(RefusalKind::NotAnIdentity)),
    ("sin(z)^2", "1 - cos(z)^2", "-1", Refused(RefusalKind::NotAnIdentity)),
    ("sin(z)^2", "1 - cos(z)^2", "0", Refused(RefusalKind::NotAnIdentity)),
    ("1", "2", "1/(z - z)", Refused(RefusalKind::NotAnIdentity)),
    ("z - z", "0", "0/(z - z)", Refused(RefusalKind::NotAnIdentity)),
    ("1", "2", "-1/(sin(z)^2 + cos(z)^2 - 1)", Carries("sin(z)^2 + cos(z)^2 - 1", NotEqual, "0")), // 1 = 2 where 0 is not 0
    ("sin(z)^2/z", "(1 - cos(z)^2)/z", "1/z", Carries("z", NotEqual, "0")),
    ("z", "z", "0*ln(z)", Carries("z", Greater, "0")),
    ("z", "z", "0*{1 if z > 1}", Carries("{1 if z > 1}", Equal, "{1 if z > 1}")),
    (
        "z",
        "z",
        "0*{ln(z) if z < 1; 1 otherwise}",
        Carries("{ln(z) if z < 1; 1 otherwise}", Equal, "{ln(z) if z < 1; 1 otherwise}"),
    ),
];

#[test]
fn a_combination_keeps_the_conditions_of_its_coefficients() {
    let mut tested = 0;
    for (left, right, coefficient, fate) in COMBINED {
        let mut hand = Hand::new();
        let premise = squares(&mut hand);
        let step = hand.step(left, right, Reason::Algebra, &[premise], &[coefficient]);
        match *fate {
            Refused(kind) => assert_eq!(hand.refusal(), Some(kind), "{left} = {right}"),
            Carries(a, relation, b) => assert!(hand.carries(step, a, relation, b), "{left} = {right}"),
        }
        tested += 1;
    }
    assert_eq!(tested, 11);
}

/// `sin(z)^2 + cos(z)^2 = 1` by its rule.
fn squares(hand: &mut Hand) -> gprime::trace::StepId {
    let theory = gprime::theory::Theory::builtin();
    let row = theory.row("squares-of-sine-and-cosine").expect("the rule is in the table");
    let reason = Reason::Rule(theory.id(row, Class::Other, Class::Other));
    hand.step("sin(z)^2 + cos(z)^2", "1", reason, &[], &["z"])
}

#[test]
fn a_combination_is_of_equalities_with_their_conditions() {
    let mut hand = Hand::new();
    let premise = squares(&mut hand);
    hand.step("sin(z)^2", "1 - cos(z)^2", Reason::Algebra, &[premise], &[]);
    assert_eq!(hand.refusal(), Some(RefusalKind::WrongSubstitution));

    let mut hand = Hand::new();
    let slope = hand.slope("z", "1", Reason::Identity, &[]);
    hand.step("z", "1", Reason::Algebra, &[slope], &["1"]);
    assert_eq!(hand.refusal(), Some(RefusalKind::WrongPremise), "the slope of z is 1, but z is not");

    let mut hand = Hand::new();
    let premises = [squares(&mut hand), squares(&mut hand)];
    hand.step("sin(z)", "1", Reason::Algebra, &premises, &["1", "1"]);
    assert_eq!(hand.refusal(), Some(RefusalKind::NotAnIdentity));

    // a premise that is not needed still has to hold
    let mut hand = Hand::new();
    let premise = hand.equal("z/z", "1", Reason::Algebra, &[]);
    let step = hand.step("a + a", "2*a", Reason::Algebra, &[premise], &["0"]);
    assert!(hand.carries(step, "z", NotEqual, "0"));
}

#[test]
fn a_derivative_is_known_by_its_own_variable_only() {
    // a*|z| has a slope by a everywhere, by z not at 0
    let mut hand = Hand::new();
    let (a, of, by_z) = (hand.expr("a"), hand.expr("a*|z|"), hand.expr("d(a*|z|)"));
    let zero = hand.store.sub(by_z, by_z);
    let theory = gprime::theory::Theory::builtin();
    let row = theory.row("constant-factor-rule-on-the-right").expect("the rule is in the table");
    let id = theory.id(row, Class::One, Class::Other);
    let instance = theory.instance(id).expect("the rule has this instance");
    let absolute = hand.expr("|z|");
    let push = |hand: &mut Hand, of, is, reason, premises: &[_], values: &[_]| {
        let judgement = gprime::trace::Judgement::Derivative { of, by: a, is };
        hand.derivation.push(judgement, reason, premises, values)
    };
    let (one, nothing) = (gprime::expr::Store::ONE, gprime::expr::Store::ZERO);
    let slope = push(&mut hand, a, one, Reason::Identity, &[], &[]);
    let constant = push(&mut hand, absolute, nothing, Reason::Constant, &[], &[]);
    let values: Vec<_> = instance.names.iter().map(|name| if name == "?u" { a } else { absolute }).collect();
    let is = instance.right.build(&mut hand.store, &values);
    push(&mut hand, of, is, Reason::Rule(id), &[slope, constant], &values);
    let judgement = gprime::trace::Judgement::Equal { left: zero, right: nothing };
    let step = hand.derivation.push(judgement, Reason::Algebra, &[], &[]);
    assert!(hand.carries(step, "d(a*|z|)", Equal, "d(a*|z|)"));
}

#[test]
fn names_are_no_variables_and_are_defined_once() {
    type Definitions = &'static [(&'static str, &'static str)];
    let definitions: [(Definitions, Option<RefusalKind>); 6] = [
        (&[("g", "z^2"), ("h", "g + 1")], None),
        (&[("g", "z^2"), ("g", "z^3")], Some(RefusalKind::BadDefinition)),
        (&[("h", "g + 1"), ("g", "z^2")], Some(RefusalKind::BadDefinition)),
        (&[("g", "h"), ("h", "g")], Some(RefusalKind::BadDefinition)),
        (&[("g", "g")], Some(RefusalKind::BadDefinition)),
        (&[("z", "2")], Some(RefusalKind::NotConstant)), // then z is not what is differentiated by
    ];
    let mut tested = 0;
    for (set, refusal) in definitions {
        let mut hand = Hand::new();
        set.iter().for_each(|&(name, body)| hand.define(name, body));
        hand.slope("z", "1", Reason::Identity, &[]);
        assert_eq!(hand.refusal(), refusal, "{set:?}");
        tested += 1;
    }
    assert_eq!(tested, 6);
    let mut hand = Hand::new();
    hand.assume("g", Greater, "0");
    hand.define("g", "-1");
    hand.equal("|g|", "g", Reason::Branch, &[]);
    assert_eq!(hand.refusal(), Some(RefusalKind::BadDefinition));
}

#[test]
fn a_slope_is_not_taken_through_a_name_or_a_closed_condition() {
    // g stands for {z if z < 0; 2*z otherwise}, and at 0 nothing is said
    let mut hand = Hand::new();
    hand.define("g", "{z if z < 0; 2*z otherwise}");
    hand.slope("g + a", "0", Reason::Constant, &[]);
    assert_eq!(hand.refusal(), Some(RefusalKind::NotConstant));

    // g > 0 is carried, and where g jumps that is no open set
    let mut hand = Hand::new();
    hand.define("g", "sign(z)");
    let equal = hand.equal("ln(g)*0", "0", Reason::Algebra, &[]);
    let zero = hand.slope("0", "0", Reason::Constant, &[]);
    hand.slope("ln(g)*0", "0", Reason::Locality, &[equal, zero]);
    assert_eq!(hand.refusal(), Some(RefusalKind::NotOpen));

    // {0 if z <= 0 and z >= 0} is defined at 0 only
    let mut hand = Hand::new();
    let point = "0*{0 if z <= 0 and z >= 0}";
    let equal = hand.equal(point, "0", Reason::Algebra, &[]);
    let zero = hand.slope("0", "0", Reason::Constant, &[]);
    hand.slope(point, "0", Reason::Locality, &[equal, zero]);
    assert_eq!(hand.refusal(), Some(RefusalKind::NotOpen));

    // 0*sqrt(-z^2) is defined at 0 only, and what would be open is empty
    let mut hand = Hand::new();
    let equal = hand.equal("0*sqrt(-z^2)", "0", Reason::Algebra, &[]);
    let zero = hand.slope("0", "0", Reason::Constant, &[]);
    let step = hand.slope("0*sqrt(-z^2)", "0", Reason::Locality, &[equal, zero]);
    assert!(hand.carries(step, "-z^2", NotEqual, "0"));
}

#[test]
fn a_branch_keeps_what_its_condition_needs() {
    let branches: [(&str, &str, Fate); 8] = [
        ("{1 if sqrt(z) >= 0; 2 otherwise}", "1", Carries("z", GreaterEqual, "0")),
        ("{1 if z^2 < 0; 2 otherwise}", "2", Carries("a", Greater, "0")),
        ("{1 if ln(z) < ln(z); 2 otherwise}", "2", Carries("z", Greater, "0")),
        ("{1 if 1/z > 0 or 0 < 1; 2 otherwise}", "1", Carries("z", NotEqual, "0")),
        ("{1 if 1/z > 0 and 1 < 0; 2 otherwise}", "2", Carries("z", NotEqual, "0")),
        ("{ln(z) if 0 < 1; 2 otherwise}", "ln(z)", Carries("z", Greater, "0")),
        ("{1 if 1 < 0; 2 if 1 < 0}", "2", Refused(RefusalKind::ConditionFails)),
        ("|ln(z)^2|", "ln(z)^2", Carries("z", Greater, "0")),
    ];
    let mut tested = 0;
    for (left, right, fate) in branches {
        let mut hand = Hand::new();
        let step = hand.equal(left, right, Reason::Branch, &[]);
        match fate {
            Refused(kind) => assert_eq!(hand.refusal(), Some(kind), "{left} = {right}"),
            Carries("a", ..) => assert_eq!(hand.theorem(step).conditions(), [], "{left} = {right}"),
            Carries(a, relation, b) => assert!(hand.carries(step, a, relation, b), "{left} = {right}"),
        }
        tested += 1;
    }
    assert_eq!(tested, 8);
}
