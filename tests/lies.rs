//! Attempts to make the kernel say something false: each is refused, or its theorem carries the condition that makes it true.

mod common;

#[path = "lies/cases.rs"]
mod cases;
#[path = "lies/ranges.rs"]
mod ranges;

use common::hand::Hand;
use gprime::expr::Relation;
use gprime::kernel::RefusalKind;
use gprime::theory::Class;
use gprime::trace::Reason;
use pretty_assertions::assert_eq;

use Relation::{Equal, Greater, NotEqual};

/// What becomes of a claim: refused, or with a condition.
enum Fate {
    Refused(RefusalKind),
    Carries(&'static str, Relation, &'static str),
}

use Fate::{Carries, Refused};

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
