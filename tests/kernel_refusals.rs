//! Refusals of the kernel one by one, and the conditions that a step must carry: what each line of it is there for.

mod common;

use common::hand::Hand;
use gprime::expr::{Node, Relation, Store};
use gprime::kernel::{RefusalKind, check};
use gprime::theory::{Class, Theory};
use gprime::trace::{Derivation, Judgement, Reason, StepId};
use pretty_assertions::assert_eq;

use Relation::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};

/// The square rule for a `u` whose derivative is written as `slope`, from the premise.
fn square(hand: &mut Hand, u: &str, slope: &str, premise: StepId) -> StepId {
    let classes = (Class::Other, Class::Other);
    hand.rule("square-rule", classes, &format!("({u})^2"), &[("?u", u), ("?u'", slope)], &[premise])
}

#[test]
fn a_rule_takes_the_slope_of_its_own_part_by_its_own_variable() {
    let wrong = Some(RefusalKind::WrongPremise);
    // the premise is the slope of z^2
    let slopes = [("z^2", "2*z", None), ("z^2", "3*z", wrong), ("z^2", "0", wrong), ("z^3", "2*z", wrong)];
    let mut tested = 0;
    for (u, slope, refusal) in slopes {
        let mut hand = Hand::new();
        let premise = hand.slopes()[2];
        square(&mut hand, u, slope, premise);
        assert_eq!(hand.refusal(), refusal, "{u} with {slope}");
        tested += 1;
    }
    // the premise has the right slope, but of another function or by another variable
    for (of, by, refusal) in [("5", "z", None), ("7", "z", wrong), ("5", "a", wrong), ("7", "a", wrong)] {
        let mut hand = Hand::new();
        let (of, by) = (hand.expr(of), hand.expr(by));
        let judgement = Judgement::Derivative { of, by, is: Store::ZERO };
        let premise = hand.derivation.push(judgement, Reason::Constant, &[], &[]);
        square(&mut hand, "5", "0", premise);
        assert_eq!(hand.refusal(), refusal);
        tested += 1;
    }
    // a derivative that is left standing is that of the part
    for (slope, refusal) in [("d(z^2)", None), ("d(z^3)", wrong), ("2*d(z^2)", wrong)] {
        let mut hand = Hand::new();
        let premise = hand.slopes()[2];
        square(&mut hand, "z^2", slope, premise);
        assert_eq!(hand.refusal(), refusal, "{slope}");
        tested += 1;
    }
    assert_eq!(tested, 11);
    let mut hand = Hand::new();
    let one = hand.slope("z", "1", Reason::Identity, &[]);
    let root = hand.rule("ln", (Class::One, Class::Other), "ln(z)", &[("?u", "z")], &[one]);
    let step = square(&mut hand, "ln(z)", "d(ln(z))", root);
    assert!(hand.carries(step, "z", Greater, "0"));
}

#[test]
fn a_rule_about_a_derivative_that_stands_is_by_a_variable() {
    let mut tested = 0;
    for (by, refusal) in
        [("z", None), ("2", Some(RefusalKind::WrongJudgement)), ("g", Some(RefusalKind::WrongJudgement))]
    {
        let mut hand = Hand::new();
        hand.define("g", "z + 1");
        let one = hand.slope("z", "1", Reason::Identity, &[]);
        let square = hand.rule("square-rule", (Class::One, Class::Other), "z^2", &[("?u", "z")], &[one]);
        let step = *hand.derivation.step(square);
        let values = hand.derivation.substitution(&step).to_vec();
        let Judgement::Derivative { of, is, .. } = step.judgement else { panic!("the rule makes a derivative") };
        let by = hand.expr(by);
        let left = hand.store.intern(Node::Derivative(of, by));
        hand.derivation.push(Judgement::Equal { left, right: is }, step.reason, &[one], &values);
        assert_eq!(hand.refusal(), refusal);
        tested += 1;
    }
    assert_eq!(tested, 3);
}

#[test]
fn what_is_not_in_the_store_is_refused() {
    let mut store = Store::new();
    let z = store.symbol("z");
    let mut other = store.clone();
    let foreign = other.symbol("a"); // the first expression that the store does not have
    assert_eq!(foreign, other.symbol("a"));
    let refusal = |change: &dyn Fn(&mut Derivation)| {
        let mut derivation = Derivation::new(store.brand());
        change(&mut derivation);
        derivation.push(Judgement::Equal { left: z, right: z }, Reason::Algebra, &[], &[]);
        check(&store, Theory::builtin(), &derivation).err().map(|refusal| refusal.kind)
    };
    assert_eq!(refusal(&|_| {}), None);
    assert_eq!(refusal(&|d| d.define(z, foreign)), Some(RefusalKind::ForeignExpression));
    assert_eq!(refusal(&|d| d.define(foreign, z)), Some(RefusalKind::ForeignExpression));
    let assume = |left, right| gprime::trace::Condition { left, relation: NotEqual, right };
    assert_eq!(refusal(&|d| d.assume(assume(z, foreign))), Some(RefusalKind::ForeignExpression));
    assert_eq!(refusal(&|d| d.assume(assume(foreign, z))), Some(RefusalKind::ForeignExpression));
    let step = |left, right, values: &'static [usize]| {
        refusal(&|d| {
            let values: Vec<_> = values.iter().map(|_| foreign).collect();
            d.push(Judgement::Equal { left, right }, Reason::Algebra, &[], &values);
        })
    };
    assert_eq!(step(foreign, z, &[]), Some(RefusalKind::ForeignExpression));
    assert_eq!(step(z, foreign, &[]), Some(RefusalKind::ForeignExpression));
    assert_eq!(step(z, z, &[0]), Some(RefusalKind::ForeignExpression));
    let slope = |of, by, is| {
        refusal(&|d| {
            d.push(Judgement::Derivative { of, by, is }, Reason::Identity, &[], &[]);
        })
    };
    for (of, by, is) in [(foreign, z, Store::ONE), (z, foreign, Store::ONE), (z, z, foreign)] {
        assert_eq!(slope(of, by, is), Some(RefusalKind::ForeignExpression));
    }
}

#[test]
fn there_is_a_theorem_for_each_step() {
    let hand = Hand::new();
    let nothing = check(&hand.store, Theory::builtin(), &hand.derivation).expect("no step is wrong");
    assert!(nothing.is_empty() && nothing.all().next().is_none());
    let mut hand = Hand::new();
    let steps = hand.slopes();
    let last = hand.equal("z + z", "2*z", Reason::Algebra, &[]);
    let theorems = check(&hand.store, Theory::builtin(), &hand.derivation).expect("honest steps");
    let count = hand.derivation.steps().len();
    assert!(count > 3 && !theorems.is_empty());
    assert_eq!((theorems.len(), theorems.all().count()), (count, count));
    assert_eq!(theorems.all().last(), theorems.theorem(last));
    assert!(steps.iter().all(|&step| theorems.theorem(step).is_some()));
    assert!(theorems.work() > count as u64, "the conditions of each side were looked at");
}

#[test]
fn a_result_is_formal_only_if_it_is_known_to_hold_nowhere() {
    // tan has no value at pi/2 and cases none between their branches: that they are defined is carried
    for (left, right) in [("0*tan(z)", "0"), ("0*{1 if z < 0}", "0"), ("0*{1 if z < 0; 2 if z > 1}", "0*1")] {
        let mut hand = Hand::new();
        let step = hand.equal(left, right, Reason::Algebra, &[]);
        assert!(!hand.theorem(step).is_formal() && hand.theorem(step).conditions().len() == 1, "{left} = {right}");
    }
    let mut hand = Hand::new();
    let nothing = hand.store.intern(Node::Undefined);
    let judgement = Judgement::Equal { left: nothing, right: nothing };
    let step = hand.derivation.push(judgement, Reason::Substitution, &[], &[]);
    assert!(hand.theorem(step).is_formal(), "what is nowhere defined is equal to itself in form only");
}

/// That a multiple of the derivative of `z^2` is one of the derivative of `of`, and what the latter is.
fn chain(factor: &str, of: &str) -> (Hand, StepId) {
    let mut hand = Hand::new();
    let (square, other, factor) = (hand.expr("d(z^2)"), hand.expr(of), hand.expr(factor));
    let (left, right) = (hand.store.mul(square, factor), hand.store.mul(other, factor));
    let equal = |hand: &mut Hand, left, right, reason, premises: &[StepId]| {
        hand.derivation.push(Judgement::Equal { left, right }, reason, premises, &[])
    };
    let middle = if factor == Store::ONE { other } else { right };
    let first = equal(&mut hand, left, middle, Reason::Algebra, &[]);
    assert!(hand.carries(first, "d(z^2)", Equal, "d(z^2)"));
    let (premise, is) =
        if of == "d(a)" { (hand.slope("a", "0", Reason::Constant, &[]), "0") } else { (hand.slopes()[2], "2*z") };
    let is = hand.expr(is);
    let end = if factor == Store::ONE { is } else { hand.store.mul(is, factor) };
    let second = equal(&mut hand, middle, end, Reason::Substitution, &[premise]);
    let step = equal(&mut hand, left, end, Reason::Transitivity, &[first, second]);
    (hand, step)
}

#[test]
fn what_a_chain_goes_on_from_need_not_be_said_to_be_defined() {
    let (hand, step) = chain("1", "d(z^2)");
    assert_eq!(hand.theorem(step).conditions(), []);
    // another condition is kept
    let (mut hand, step) = chain("0", "d(a)");
    assert!(hand.carries(step, "d(z^2)", Equal, "d(z^2)"));
}

#[test]
fn a_derivative_is_defined_where_it_was_shown_to_be() {
    let mut hand = Hand::new();
    let one = hand.slope("z", "1", Reason::Identity, &[]);
    hand.rule("ln", (Class::One, Class::Other), "ln(z)", &[("?u", "z")], &[one]);
    let slope = hand.expr("d(ln(z))");
    let (left, zero) = (hand.store.sub(slope, slope), Store::ZERO);
    let step = hand.derivation.push(Judgement::Equal { left, right: zero }, Reason::Algebra, &[], &[]);
    assert!(hand.carries(step, "z", Greater, "0"));
    assert!(hand.theorem(step).conditions().iter().all(|condition| condition.relation != Equal));
    // by two variables, each of which is known, and by a third, which is not
    let mut hand = Hand::new();
    let b = hand.expr("b");
    for by in ["z", "a", "z", "a"] {
        let by = hand.expr(by);
        hand.derivation.push(Judgement::Derivative { of: b, by, is: zero }, Reason::Constant, &[], &[]);
    }
    for (by, conditions) in [("z", 0), ("a", 0), ("c", 1)] {
        let by = hand.expr(by);
        let slope = hand.store.intern(Node::Derivative(b, by));
        let left = hand.store.mul(zero, slope);
        let step = hand.derivation.push(Judgement::Equal { left, right: zero }, Reason::Algebra, &[], &[]);
        assert_eq!(hand.theorem(step).conditions().len(), conditions);
    }
}

/// An expression, and all that is needed for it to be defined.
type Domain = (&'static str, &'static [(&'static str, Relation, &'static str)]);

const DOMAINS: &[Domain] = &[
    ("1/(-z)", &[("z", NotEqual, "0")]),
    ("1/|z|", &[("z", NotEqual, "0")]),
    ("1/z^2", &[("z", NotEqual, "0")]),
    ("1/(a/z)", &[("z", NotEqual, "0"), ("a", NotEqual, "0")]),
    ("1/(a*z)", &[("z", NotEqual, "0"), ("a", NotEqual, "0")]),
    ("z^(-2)", &[("z", NotEqual, "0")]),
    ("1/e^z", &[]),
    ("1/z^0", &[]),
    ("z^3", &[]),
    ("z^(3/2)", &[("z", GreaterEqual, "0")]),
    ("z^a", &[("z", Greater, "0")]),
    ("acosh(z)", &[("z", GreaterEqual, "1")]),
    ("atanh(z)", &[("z", Less, "1"), ("z", Greater, "-1")]),
    ("max(z, a)", &[]),
    ("max(z, ln(a))", &[("a", Greater, "0")]),
    ("log_b(a, z)", &[("log_b(a, z)", Equal, "log_b(a, z)")]),
    ("tan(z)", &[("tan(z)", Equal, "tan(z)")]),
    ("d(ln(z))", &[("d(ln(z))", Equal, "d(ln(z))")]), // which says that ln(z) is defined as well
    ("{1/z if z > 0; a if z <= 0}", &[("{1/z if z > 0; a if z <= 0}", Equal, "{1/z if z > 0; a if z <= 0}")]),
    ("{z if z > 0; a if z <= 0}", &[]),
    ("{z if z > 0; a if z < 0}", &[("z", NotEqual, "0")]),
    ("{z if z > 0; a otherwise}", &[]),
    (
        "{1/z if ln(z) > 0; 1/z if ln(z) <= 0}",
        &[("{1/z if ln(z) > 0; 1/z if ln(z) <= 0}", Equal, "{1/z if ln(z) > 0; 1/z if ln(z) <= 0}")],
    ),
];

#[test]
fn an_expression_is_defined_under_these_conditions_and_no_others() {
    let mut tested = 0;
    for (text, needed) in DOMAINS {
        let mut hand = Hand::new();
        let step = hand.equal(text, text, Reason::Substitution, &[]);
        for &(left, relation, right) in *needed {
            assert!(hand.carries(step, left, relation, right), "{text}: {left} {relation:?} {right}");
        }
        assert_eq!(hand.theorem(step).conditions().len(), needed.len(), "{text}");
        tested += 1;
    }
    assert_eq!(tested, 23);
}

/// Assumptions, an expression, and whether it is known not to be 0 under them.
type Nonzero = (&'static [(&'static str, Relation, &'static str)], &'static str, bool);

const NONZERO: &[Nonzero] = &[
    (&[], "1 + z*z", true),
    (&[], "1 + z*a", false),
    (&[], "1/2 + tanh(z*z)", true),
    (&[], "1/2 + tanh(z*a)", false),
    (&[("|z|", Greater, "1")], "z*a + 1", false),
    (&[("|z|", Greater, "1")], "a*z + 1", false),
    (&[("|z|", Greater, "1")], "z*z - 1", true),
    (&[("|z|", Greater, "1")], "z^2 - 1", true),
    (&[("|z|", Greater, "1")], "z^(-2) - 1", true),
    (&[("|z|", Greater, "1")], "z^2 - 2", false),
    (&[("|z|", Greater, "1")], "a^2 - 1", false),
    (&[], "sqrt(5) - 1", true),
    (&[], "sqrt(4) - 2", false),
    (&[], "e - pi + 1", true),
    (&[], "sqrt(5) - z", false),
    (&[], "e - 2", true),
    (&[], "e - 5/2", true),
    (&[], "pi - 4", true),
    (&[], "z - pi", false),
    (&[], "z + (-z) + 1", true),
    (&[], "-(z + a) + z + a - 2", true),
    (&[("z", Less, "5")], "tanh(z) - 1/10", false),
    (&[("z", LessEqual, "5")], "tanh(z) - 1/10", false),
    (&[("z", Greater, "-5")], "tanh(z) + 1/10", false),
    (&[("z", Less, "0")], "tanh(z)", true),
    (&[("z", LessEqual, "-1")], "tanh(z)", true),
    (&[("z", LessEqual, "0")], "tanh(z)", false),
    (&[("z", GreaterEqual, "1")], "tanh(z)", true),
    (&[("z", GreaterEqual, "0")], "tanh(z)", false),
];

#[test]
fn a_factor_is_not_zero_where_its_range_says_so() {
    let mut tested = 0;
    for &(assumptions, expr, known) in NONZERO {
        let mut hand = Hand::new();
        assumptions.iter().for_each(|&(left, relation, right)| hand.assume(left, relation, right));
        let inverse = format!("1/({expr})");
        let step = hand.equal(&inverse, &inverse, Reason::Substitution, &[]);
        let carried = hand.theorem(step).conditions().iter().filter(|c| c.relation == NotEqual).count();
        assert_eq!(carried == 0 && !hand.theorem(step).is_formal(), known, "{expr} where {assumptions:?}");
        tested += 1;
    }
    assert_eq!(tested, 29);
}

#[test]
fn only_functions_with_branches_have_branches() {
    let mut tested = 0;
    for (left, right) in [
        ("tanh(z)", "1"),
        ("sin(z)", "0"),
        ("sqrt(z)", "z"),
        ("e^z", "1"),
        ("z^2", "z"),
        ("log_b(z, z)", "z"),
        ("log_b(a, z)", "a"),
        ("z", "z"),
        ("sign(z)", "z"),
        ("sign(z)", "2"),
        ("|z|", "1"),
        ("max(z, a)", "1"),
        ("{1 if z > 0; 2 otherwise}", "2"),
    ] {
        let mut hand = Hand::new();
        hand.assume("z", Greater, "1");
        hand.assume("z", Greater, "a");
        hand.equal(left, right, Reason::Branch, &[]);
        assert_eq!(hand.refusal(), Some(RefusalKind::ConditionFails), "{left} = {right}");
        tested += 1;
    }
    // where z > 1 and z > a, b < 0 and c = 0
    for (left, right) in [
        ("sign(z)", "1"),
        ("sign(b)", "-1"),
        ("sign(c)", "0"),
        ("|z|", "z"),
        ("|b|", "-b"),
        ("max(z, a)", "z"),
        ("max(a, z)", "z"),
        ("min(a, z)", "a"),
        ("min(z, a)", "a"),
        ("max(a, a)", "a"),
    ] {
        let mut hand = Hand::new();
        for (left, relation, right) in [("z", Greater, "1"), ("z", Greater, "a"), ("b", Less, "0"), ("c", Equal, "0")] {
            hand.assume(left, relation, right);
        }
        hand.equal(left, right, Reason::Branch, &[]);
        assert_eq!(hand.refusal(), None, "{left} = {right}");
        tested += 1;
    }
    assert_eq!(tested, 23);
}

#[test]
fn locality_is_about_the_function_that_is_equal() {
    // z + z is 2*z, whose slope is 2
    let wrong = Some(RefusalKind::WrongPremise);
    let mut tested = 0;
    for (of, is, from, refusal) in [
        ("z + z", "2", 1, None),
        ("z^3", "2", 1, wrong),
        ("2*z", "2", 1, wrong),
        ("z + z", "3", 1, wrong),
        ("z + z", "1", 0, wrong), // by the slope of z
    ] {
        let mut hand = Hand::new();
        let slopes = hand.slopes();
        let equal = hand.equal("z + z", "2*z", Reason::Algebra, &[]);
        hand.slope(of, is, Reason::Locality, &[equal, slopes[from]]);
        assert_eq!(hand.refusal(), refusal, "the slope of {of} is {is}");
        tested += 1;
    }
    assert_eq!(tested, 5);
    let mut hand = Hand::new();
    let slopes = hand.slopes();
    hand.slope("2*z", "2", Reason::Locality, &[slopes[1], slopes[1]]);
    assert_eq!(hand.refusal(), wrong, "a slope is no equality");
    let mut hand = Hand::new();
    let slopes = hand.slopes();
    let equal = hand.equal("z + z", "2*z", Reason::Algebra, &[]);
    hand.equal("z + z", "2", Reason::Locality, &[equal, slopes[1]]);
    assert_eq!(hand.refusal(), Some(RefusalKind::WrongJudgement));
}
