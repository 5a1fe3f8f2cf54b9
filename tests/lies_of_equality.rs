//! Steps that prove equalities, each told wrongly: logarithms, parity, values and assumptions. What is
//! false is refused, or carries a condition that makes it true.

mod common;

use common::hand::Hand;
use gprime::expr::{FunctionId, Relation};
use gprime::kernel::RefusalKind;
use gprime::theory::Class;
use gprime::trace::{Reason, StepId};
use pretty_assertions::assert_eq;

use Relation::{Equal, Greater, GreaterEqual, LessEqual, NotEqual};

/// A claim, and what becomes of it.
enum Fate {
    Refused,
    Carries(&'static str, Relation, &'static str),
    Holds,
}

use Fate::{Carries, Holds, Refused};

const LOGARITHMS: &[(&str, &str, Fate)] = &[
    ("sqrt(z^2)", "z", Carries("z", GreaterEqual, "0")),
    ("sqrt(z^2)", "-z", Carries("-z", GreaterEqual, "0")),
    ("sqrt(z^2)", "|z|", Holds),
    ("z", "sqrt(z^2)", Carries("z", GreaterEqual, "0")),
    ("z", "-z", Carries("-z", GreaterEqual, "0")), // 0 at most
    ("cbrt(z)^3", "z", Carries("z", GreaterEqual, "0")),
    ("ln(z^2)", "2*ln(z)", Carries("z", Greater, "0")),
    ("ln(z^2)", "2*ln(-z)", Carries("-z", Greater, "0")),
    ("ln(z^2)", "2*ln|z|", Carries("|z|", Greater, "0")),
    ("ln(a*b)", "ln(a) + ln(b)", Carries("b", Greater, "0")),
    ("ln(a*b)", "ln(-a) + ln(-b)", Carries("-a", Greater, "0")),
    ("ln(a/b)", "ln(a) - ln(b)", Carries("a", Greater, "0")),
    ("ln(sqrt(z))", "ln(z)/2", Carries("z", Greater, "0")),
    ("ln(cbrt(z))", "ln(z)/3", Carries("z", Greater, "0")),
    ("ln(e^(a*z))", "a*z", Holds),
    ("ln(exp(z))", "z", Holds),
    ("sqrt(a*b)", "sqrt(a)*sqrt(b)", Carries("a", GreaterEqual, "0")),
    ("sqrt(a*b)", "sqrt(-a)*sqrt(-b)", Carries("-a", GreaterEqual, "0")),
    ("sqrt(e^z)", "e^(z/2)", Holds),
    ("cbrt(e^z)", "e^(z/3)", Holds),
    ("cbrt(e^z)", "e^(z/2)", Refused),
    ("e^a*e^b", "e^(a + b)", Holds),
    ("e^a/e^b", "e^(a - b)", Holds),
    ("e^(a*ln(z))", "z^a", Carries("z", Greater, "0")),
    ("z^a*z^b", "z^(a + b)", Carries("z", Greater, "0")),
    ("z^a*z^(-a)", "1", Carries("z", Greater, "0")),
    ("e", "exp(1)", Holds),
    ("e^2", "e*e", Holds),
    ("e", "e^2", Refused),
    ("e", "1", Refused),
    ("2", "4", Refused),
    ("z/z", "1", Carries("z", NotEqual, "0")),
    ("z*z^(-1)", "1", Carries("z", NotEqual, "0")),
    ("z*e^a", "e^b*e^a", Refused),
    ("z*e^a", "e^(a + b)", Refused),
    ("z*e^a*e^b", "e^(a + b + c)", Refused),
    ("z*c*e^a", "e^(a + b)", Refused),
    ("e^a*e^b", "e^(a*b)", Refused),
    ("e^a + e^b", "e^(a + b)", Refused),
    ("e^a/e^b", "e^(b - a)", Refused),
    ("e^a", "e^b", Refused),
    ("z^a", "a^z", Refused),
    ("(a^b)^c", "a^(b^c)", Refused),
    ("z^2", "z^3", Refused),
    ("sqrt(z)", "cbrt(z)", Refused),
    ("sqrt(z)", "z", Refused),
    ("ln(a + b)", "ln(a) + ln(b)", Refused),
    ("ln(a*b)", "ln(a)*ln(b)", Refused),
    ("ln(a/b)", "ln(b) - ln(a)", Refused),
    ("ln(a)/ln(b)", "ln(a/b)", Refused),
    ("ln(z)^2", "2*ln(z)", Refused),
    ("ln(z)", "z", Refused),
    ("ln(z^2)", "ln(z)", Refused),
    ("ln(e^z)", "e^z", Refused),
    ("sin(a*b)", "sin(a)*sin(b)", Refused),
    ("ln(z) + 1", "ln(z + 1)", Refused),
];

#[test]
fn the_laws_of_logarithms_hold_for_positive_numbers() {
    let mut tested = 0;
    for (left, right, fate) in LOGARITHMS {
        let mut hand = Hand::new();
        let step = hand.equal(left, right, Reason::Logarithms, &[]);
        match *fate {
            Refused => assert_eq!(hand.refusal(), Some(RefusalKind::NotAnIdentity), "{left} = {right}"),
            Carries(a, relation, b) => assert!(hand.carries(step, a, relation, b), "{left} = {right}"),
            Holds => assert_eq!(hand.theorem(step).conditions(), [], "{left} = {right}"),
        }
        tested += 1;
    }
    assert_eq!(tested, 56);
}

#[test]
fn parity_is_that_of_the_row() {
    let claims = [
        ("sin", "sin(-z)", "-sin(z)", None),
        ("cos", "cos(-z)", "cos(z)", None),
        ("sin", "sin(-z)", "sin(z)", Some(RefusalKind::WrongRight)),
        ("cos", "cos(-z)", "-cos(z)", Some(RefusalKind::WrongRight)),
        ("cos", "sin(-z)", "sin(z)", Some(RefusalKind::WrongLeft)),
        ("sin", "sin(-z)", "-sin(a)", Some(RefusalKind::WrongRight)),
        ("sin", "sin(a)", "-sin(z)", Some(RefusalKind::WrongLeft)),
        ("exp", "exp(-z)", "exp(z)", Some(RefusalKind::UnknownRule)),
        ("exp", "exp(-z)", "-exp(z)", Some(RefusalKind::UnknownRule)),
        ("ln", "ln(-z)", "ln(z)", Some(RefusalKind::UnknownRule)),
    ];
    let mut tested = 0;
    for (function, left, right, refusal) in claims {
        let mut hand = Hand::new();
        let function = FunctionId::named(function);
        hand.step(left, right, Reason::Parity(function), &[], &["z"]);
        assert_eq!(hand.refusal(), refusal, "{left} = {right}");
        tested += 1;
    }
    assert_eq!(tested, 10);
    let mut hand = Hand::new();
    let step = hand.step("asin(-z)", "-asin(z)", Reason::Parity(FunctionId::named("asin")), &[], &["z"]);
    assert!(hand.carries(step, "z", LessEqual, "1") && hand.carries(step, "-z", LessEqual, "1"));
    let mut hand = Hand::new();
    hand.step("sin(-z)", "-sin(z)", Reason::Parity(FunctionId::named("sin")), &[], &[]);
    assert_eq!(hand.refusal(), Some(RefusalKind::WrongSubstitution));
    let mut hand = Hand::new();
    let premise = hand.equal("z", "z", Reason::Algebra, &[]);
    hand.step("sin(-z)", "-sin(z)", Reason::Parity(FunctionId::named("sin")), &[premise], &["z"]);
    assert_eq!(hand.refusal(), Some(RefusalKind::PremiseCount));
}

#[test]
fn a_value_is_the_value_and_is_known() {
    let claims = [
        ("sqrt(4)", "2", None),
        ("sqrt(4) + 1/3", "7/3", None),
        ("e^0", "cos(0)", None),
        ("8^(1/3)", "2", None),
        ("sqrt(4)", "-2", Some(RefusalKind::WrongNumber)),
        ("(-8)^(1/3)", "-2", Some(RefusalKind::WrongNumber)), // a power of a negative number is none
        ("sqrt(2)", "2", Some(RefusalKind::WrongNumber)),
        ("sqrt(2)", "sqrt(2)", Some(RefusalKind::WrongNumber)), // not known exactly
        ("sqrt(2)", "sqrt(3)", Some(RefusalKind::WrongNumber)),
        ("1/0", "1/0", Some(RefusalKind::WrongNumber)),
        ("sqrt(-1)", "sqrt(-1)", Some(RefusalKind::WrongNumber)),
        ("0*ln(-1)", "0", Some(RefusalKind::WrongNumber)),
        ("z", "z", Some(RefusalKind::WrongNumber)),
        ("0*z", "0", Some(RefusalKind::WrongNumber)),
        ("pi", "3", Some(RefusalKind::WrongNumber)),
    ];
    let mut tested = 0;
    for (left, right, refusal) in claims {
        let mut hand = Hand::new();
        hand.equal(left, right, Reason::Value, &[]);
        assert_eq!(hand.refusal(), refusal, "{left} = {right}");
        tested += 1;
    }
    assert_eq!(tested, 15);
}

#[test]
fn an_assumption_says_what_was_assumed() {
    let claims = [
        (("a", Equal, "b"), "a", "b", None),
        (("a", Equal, "b"), "b", "a", Some(RefusalKind::ConditionFails)),
        (("a", GreaterEqual, "b"), "a", "b", Some(RefusalKind::ConditionFails)),
        (("a", NotEqual, "b"), "a", "b", Some(RefusalKind::ConditionFails)),
        (("a", Equal, "b"), "a", "c", Some(RefusalKind::ConditionFails)),
        (("a", Equal, "b"), "2*a", "2*b", Some(RefusalKind::ConditionFails)),
        (("a", Equal, "a"), "a", "a", Some(RefusalKind::ConditionFails)), // that a is defined is no equation
    ];
    let mut tested = 0;
    for ((a, relation, b), left, right, refusal) in claims {
        let mut hand = Hand::new();
        hand.assume(a, relation, b);
        hand.equal(left, right, Reason::Assumption, &[]);
        assert_eq!(hand.refusal(), refusal, "{left} = {right} where {a} {relation:?} {b}");
        tested += 1;
    }
    assert_eq!(tested, 7);
    let mut hand = Hand::new();
    hand.assume("ln(a)", Equal, "1/b");
    let step = hand.equal("ln(a)", "1/b", Reason::Assumption, &[]);
    assert!(hand.carries(step, "a", Greater, "0") && hand.carries(step, "b", NotEqual, "0"));
}

#[test]
fn equalities_are_no_derivatives_and_axioms_have_no_premises() {
    let mut tested = 0;
    for reason in [Reason::Reduction, Reason::Logarithms, Reason::Value, Reason::Assumption] {
        let mut hand = Hand::new();
        hand.assume("a", Equal, "0");
        hand.slope("a", "0", reason, &[]);
        assert_eq!(hand.refusal(), Some(RefusalKind::WrongJudgement), "{reason:?}");
        tested += 1;
    }
    for (reason, left, right) in
        [(Reason::Logarithms, "e^a*e^b", "e^(a + b)"), (Reason::Value, "e^0", "1"), (Reason::Assumption, "a", "0")]
    {
        let mut hand = Hand::new();
        hand.assume("a", Equal, "0");
        let premise = hand.equal("z", "z", Reason::Algebra, &[]);
        hand.equal(left, right, reason, &[premise]);
        assert_eq!(hand.refusal(), Some(RefusalKind::PremiseCount), "{reason:?}");
        tested += 1;
    }
    assert_eq!(tested, 7);
    let mut hand = Hand::new();
    let slope = hand.slope("z", "1", Reason::Identity, &[]);
    hand.equal("z", "1", Reason::Reduction, &[slope]);
    assert_eq!(hand.refusal(), Some(RefusalKind::WrongPremise), "the slope of z is 1, but z is not");
}

/// Expressions that have no value, whatever the variables are.
const NOWHERE: &[&str] = &[
    "ln(-1)",
    "ln(-e^z)",
    "sqrt(-1 - z^2)",
    "(-1 - z^2)^(1/2)",
    "(-2)^z",
    "1/0",
    "1/(z - z)",
    "z/0",
    "0^(-1)",
    "(z - z)^(-2)",
    "acosh(0)",
    "asin(2)",
    "atanh(1 + z^2)",
    "ln(ln(1) - |z|)",
    "sqrt(sin(z) - 2)",
];

/// The steps of many chains through `u`, each of which says nothing about numbers.
fn chains(hand: &mut Hand, u: &str) -> Vec<StepId> {
    let u = format!("cos({u})"); // the algebra refuses what is divided by 0, but not what is within a function
    let one = hand.equal("1", &format!("1 + (({u}) - ({u}))"), Reason::Algebra, &[]);
    let back = hand.equal(&format!("1 + (({u}) - ({u}))"), "1", Reason::Algebra, &[]);
    let itself = hand.equal("1", "1", Reason::Transitivity, &[one, back]);
    let symmetric = hand.equal(&format!("1 + (({u}) - ({u}))"), "1", Reason::Symmetry, &[one]);
    let zero = hand.equal(&format!("0*({u})"), "0", Reason::Algebra, &[]);
    let put = hand.equal(&format!("ln(1 + 0*({u}))"), "ln(1 + 0)", Reason::Substitution, &[zero]);
    let same = hand.equal(&format!("a + ({u})"), &format!("({u}) + a"), Reason::Algebra, &[]);
    let combined = hand.step("z + z", "2*z", Reason::Algebra, &[same], &["0"]);
    let coefficient = hand.step("z + z", "2*z", Reason::Algebra, &[one], &[&format!("0*({u})")]);
    let constant = hand.slope("0", "0", Reason::Constant, &[]);
    let slope = hand.slope(&format!("0*({u})"), "0", Reason::Locality, &[zero, constant]);
    vec![one, back, itself, symmetric, zero, put, same, combined, coefficient, slope]
}

#[test]
fn nothing_but_a_formal_result_follows_from_what_is_defined_nowhere() {
    let mut tested = 0;
    for u in NOWHERE {
        let mut hand = Hand::new();
        for step in chains(&mut hand, u) {
            let theorem = hand.theorem(step);
            assert!(theorem.is_formal(), "{:?} through {u}", hand.derivation.step(step));
            tested += 1;
        }
        // steps of one kind each
        let branch = format!("{{{u} if 0 < 1; 2 otherwise}}");
        let steps: [(String, String, Reason); 6] = [
            (branch, (*u).to_owned(), Reason::Branch),
            (format!("max({u}, {u})"), (*u).to_owned(), Reason::Branch),
            (format!("|e^({u})|"), format!("e^({u})"), Reason::Branch),
            (format!("{{1 if {u} < {u}; 2 otherwise}}"), "2".to_owned(), Reason::Branch),
            (format!("e^cos({u})*e^a"), format!("e^(cos({u}) + a)"), Reason::Logarithms),
            (format!("a*({u})/({u})"), "a".to_owned(), Reason::Logarithms),
        ];
        for (left, right, reason) in steps {
            let mut hand = Hand::new();
            let step = hand.equal(&left, &right, reason, &[]);
            assert_eq!(hand.refusal(), None, "{left} = {right} by {reason:?}");
            assert!(hand.theorem(step).is_formal(), "{left} = {right} by {reason:?}");
            tested += 1;
        }
        let mut hand = Hand::new();
        let cosine = format!("cos({u})");
        hand.define("g", &cosine);
        let definition = hand.equal("g", &cosine, Reason::Definition, &[]);
        let zero = hand.equal("g - g", "0", Reason::Algebra, &[]);
        let reduced = hand.equal("2*g", &format!("{cosine} + g"), Reason::Reduction, &[definition]);
        for step in [definition, zero, reduced] {
            assert!(hand.theorem(step).is_formal(), "{u} by name");
            tested += 1;
        }
    }
    assert_eq!(tested, 15 * 19);
}

#[test]
fn what_is_defined_nowhere_has_no_slope() {
    let mut tested = 0;
    for u in NOWHERE.iter().filter(|u| !u.contains('z')) {
        let mut hand = Hand::new();
        let constant = hand.slope(u, "0", Reason::Constant, &[]);
        let one = hand.slope("z", "1", Reason::Identity, &[]);
        let of = format!("z + {u}");
        let sum = hand.rule("sum-rule", (Class::One, Class::Zero), &of, &[("?u", "z"), ("?v", u)], &[one, constant]);
        let cases = format!("{{{u} if a < 0; {u} otherwise}}");
        let cases = hand.slope(&cases, "{0 if a < 0; 0 otherwise}", Reason::Cases, &[constant, constant]);
        for step in [constant, sum, cases] {
            assert!(hand.theorem(step).is_formal(), "{u}");
            tested += 1;
        }
    }
    assert_eq!(tested, 3 * 5);
}

#[test]
fn exponents_are_what_they_are() {
    let claims = [
        ("(z - z)^0", "1", true),
        ("z^0", "1", true),
        ("z^0", "z", false),
        ("(z - z)^2", "0", true),
        ("(z + 1)^2", "z^2 + 2*z + 1", true),
        ("z^256*z", "z^257", false), // beyond what is multiplied out, where a power stands for itself
        ("z^4294967296", "1", false),
        ("z^4294967298", "z^2", false),
        ("z^(-4294967296)", "1", false),
        ("z^4294967298/z^4294967298", "1", true),
    ];
    let mut tested = 0;
    for (left, right, holds) in claims {
        for reason in [Reason::Algebra, Reason::Reduction] {
            let mut hand = Hand::new();
            hand.equal(left, right, reason, &[]);
            assert_eq!(
                hand.refusal(),
                (!holds).then_some(RefusalKind::NotAnIdentity),
                "{left} = {right} by {reason:?}"
            );
            tested += 1;
        }
    }
    assert_eq!(tested, 20);
}

#[test]
fn many_logarithms_are_no_deep_ones() {
    let terms: Vec<String> = (1..=30).map(|n| format!("z^2 + {n}")).collect();
    let product = format!("ln(({}))", terms.join(")*("));
    let sum = format!("ln({})", terms.join(") + ln("));
    let mut hand = Hand::new();
    let step = hand.equal(&product, &sum, Reason::Logarithms, &[]);
    assert_eq!(hand.theorem(step).conditions(), []);
}
