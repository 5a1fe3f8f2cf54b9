//! Derivatives of higher order by a recurrence: what the kernel takes, and what it refuses.

mod common;

use common::hand::Hand;
use gprime::expr::Relation::{Equal, Greater, GreaterEqual, NotEqual};
use gprime::expr::{ExprId, Store};
use gprime::kernel::RefusalKind;
use gprime::theory::Class;
use gprime::trace::{Judgement, Reason, StepId};
use pretty_assertions::assert_eq;

/// The slopes of `z` and of `tanh(z)`.
fn tanh() -> (Hand, StepId, StepId) {
    let mut hand = Hand::new();
    let one = hand.slope("z", "1", Reason::Identity, &[]);
    let slope = hand.rule("tanh", (Class::One, Class::Other), "tanh(z)", &[("?u", "z")], &[one]);
    (hand, one, slope)
}

/// What is said of the derivative of `tanh(z)` of this order.
fn says(order: u32, is: &str) -> Option<RefusalKind> {
    let (mut hand, _, slope) = tanh();
    hand.nth("tanh(z)", order, is, &[slope], &["tanh(z)"]);
    hand.refusal()
}

#[test]
fn the_derivatives_of_the_hyperbolic_tangent() {
    const TRUE: &[(u32, &str)] = &[
        (1, "1 - tanh(z)^2"),
        (2, "-2*tanh(z)*(1 - tanh(z)^2)"),
        (2, "2*tanh(z)^3 - tanh(z)*2"),
        (3, "-2 + 8*tanh(z)^2 - 6*tanh(z)^4"),
        (4, "(16*tanh(z) - 24*tanh(z)^3)*(1 - tanh(z)^2)"),
        (4, "(32*tanh(z) - 48*tanh(z)^3)/2*(1 - tanh(z)^2)"),
    ];
    assert_eq!(TRUE.iter().inspect(|(order, is)| assert_eq!(says(*order, is), None, "{is}")).count(), 6);
    const FALSE: &[(u32, &str)] = &[
        (1, "1 + tanh(z)^2"),
        (2, "1 - tanh(z)^2"),
        (2, "2*tanh(z)*(1 - tanh(z)^2)"),
        (2, "2*tanh(z)^3 - 2*tanh(z) + 1"),
        (3, "-2 + 8*tanh(z)^2 - 7*tanh(z)^4"),
        (4, "-2 + 8*tanh(z)^2 - 6*tanh(z)^4"),
        (2, "-2 + 8*tanh(z)^2 - 6*tanh(z)^4"),
        (3, "a*(-2 + 8*tanh(z)^2 - 6*tanh(z)^4)"),
        (2, "0"),
    ];
    let wrong = Some(RefusalKind::NotAnIdentity);
    assert_eq!(FALSE.iter().inspect(|(order, is)| assert_eq!(says(*order, is), wrong, "{order}: {is}")).count(), 9);
}

#[test]
#[cfg_attr(miri, ignore = "an interpreter takes more than twenty minutes")]
fn an_order_is_at_least_one_and_within_a_budget() {
    assert_eq!(says(0, "tanh(z)"), Some(RefusalKind::WrongSubstitution));
    assert_eq!(says(u32::MAX, "0"), Some(RefusalKind::OutOfBudget));
    let (mut hand, one, _) = tanh();
    let last = hand.nth("z^3 + a", u32::MAX, "0", &[one], &["z"]);
    assert!(hand.theorem(last).conditions().is_empty(), "a polynomial ends");
    let (mut hand, one, _) = tanh();
    let zero = hand.slope("2", "0", Reason::Constant, &[]);
    let half = [("?u", "z"), ("?c", "2")];
    let half = hand.rule("constant-divisor-rule", (Class::One, Class::Other), "z/2", &half, &[one, zero]);
    let power = [("?u", "z/2"), ("?u'", "1/2")];
    let power = hand.rule("exp", (Class::Other, Class::Other), "e^(z/2)", &power, &[half]);
    let third = hand.nth("e^(z/2)", 3, "e^(z/2)/8", &[power], &["e^(z/2)"]);
    assert!(hand.theorem(third).conditions().is_empty());
    hand.nth("e^(z/2)", u32::MAX, "0", &[power], &["e^(z/2)"]);
    assert_eq!(hand.refusal(), Some(RefusalKind::OutOfBudget), "the denominators grow");
}

#[test]
fn premises_are_the_slopes_of_the_generators() {
    let is = "-2*tanh(z)*(1 - tanh(z)^2)";
    let refusal = |premises: &dyn Fn(&mut Hand, StepId, StepId) -> Vec<StepId>, generators: &[&str]| {
        let (mut hand, one, slope) = tanh();
        let premises = premises(&mut hand, one, slope);
        hand.nth("tanh(z)", 2, is, &premises, generators);
        hand.refusal()
    };
    assert_eq!(refusal(&|_, _, slope| vec![slope], &["tanh(z)"]), None);
    assert_eq!(refusal(&|_, one, slope| vec![one, slope], &["z", "tanh(z)"]), None, "an idle generator does no harm");
    assert_eq!(refusal(&|_, _, _| vec![], &["tanh(z)"]), Some(RefusalKind::PremiseCount));
    assert_eq!(refusal(&|_, one, slope| vec![slope, one], &["tanh(z)"]), Some(RefusalKind::PremiseCount));
    assert_eq!(refusal(&|_, _, slope| vec![slope], &["tanh(z)", "z"]), Some(RefusalKind::PremiseCount));
    assert_eq!(refusal(&|_, one, _| vec![one], &["tanh(z)"]), Some(RefusalKind::WrongPremise), "another function");
    let swapped = refusal(&|_, one, slope| vec![slope, one], &["z", "tanh(z)"]);
    assert_eq!(swapped, Some(RefusalKind::WrongPremise));
    let twice = refusal(&|_, _, slope| vec![slope, slope], &["tanh(z)", "tanh(z)"]);
    assert_eq!(twice, Some(RefusalKind::WrongSubstitution));
    let by_another = refusal(
        &|hand, _, _| {
            let (of, by) = (hand.expr("tanh(z)"), hand.expr("a"));
            let judgement = Judgement::Derivative { of, by, is: Store::ZERO };
            vec![hand.derivation.push(judgement, Reason::Constant, &[], &[])]
        },
        &["tanh(z)"],
    );
    assert_eq!(by_another, Some(RefusalKind::WrongPremise));
    let equality = refusal(&|hand, _, _| vec![hand.equal("tanh(z)", "tanh(z)", Reason::Algebra, &[])], &["tanh(z)"]);
    assert_eq!(equality, Some(RefusalKind::WrongPremise));
    let second = refusal(&|hand, _, slope| vec![hand.nth("tanh(z)", 2, is, &[slope], &["tanh(z)"])], &["tanh(z)"]);
    assert_eq!(second, Some(RefusalKind::WrongPremise), "a second derivative is no first one");
}

#[test]
fn what_is_no_generator_is_free_of_the_variable() {
    let refusal = |of: &str, is: &str, name: Option<&str>| {
        let (mut hand, one, _) = tanh();
        if let Some(body) = name {
            hand.define("g", body);
        }
        hand.nth(of, 1, is, &[one], &["z"]);
        hand.refusal()
    };
    let none = Some(RefusalKind::NoPolynomial);
    assert_eq!(refusal("a^2*z^3/b", "3*a*a*z^2/b", None), None);
    assert_eq!(refusal("sin(a)*z", "sin(a)", None), None);
    assert_eq!(refusal("tanh(z)", "0", None), none);
    assert_eq!(refusal("z*sin(z)", "sin(z)", None), none);
    assert_eq!(refusal("2^z", "0", None), none);
    assert_eq!(refusal("z^a", "0", None), none);
    assert_eq!(refusal("1/z", "0", None), none);
    assert_eq!(refusal("z^(-1)", "0", None), none);
    assert_eq!(refusal("z/0", "1/0", None), none);
    assert_eq!(refusal("g*z", "g", Some("z^2")), none, "a name may hide the variable");
    assert_eq!(refusal("z", "2/2", None), None);
    assert_eq!(refusal("z/a", "1/b", None), Some(RefusalKind::NotAnIdentity));
    assert_eq!(refusal("z/a", "a", None), Some(RefusalKind::NotAnIdentity));
}

#[test]
fn conditions_stay_and_are_open() {
    // the slope of the inverse is known where z is not 0
    let inverse = |hand: &mut Hand, one: StepId| {
        hand.rule("reciprocal-rule", (Class::Other, Class::One), "1/z", &[("?v", "z")], &[one])
    };
    let polynomial = |hand: &mut Hand, slope: StepId| {
        let equal = hand.equal("-1/z^2", "-(1/z)^2", Reason::Algebra, &[]);
        hand.slope("1/z", "-(1/z)^2", Reason::Transitivity, &[slope, equal])
    };
    let (mut hand, one, _) = tanh();
    let slope = inverse(&mut hand, one);
    let slope = polynomial(&mut hand, slope);
    let second = hand.nth("1/z", 2, "2*(1/z)^3", &[slope], &["1/z"]);
    let tenth = hand.nth("1/z", 10, "3628800/z^11", &[slope], &["1/z"]);
    for step in [second, tenth] {
        assert!(hand.carries(step, "z", NotEqual, "0"));
    }
    // constants in denominators are not 0
    let (mut hand, one, _) = tanh();
    let step = hand.nth("z^2/a", 2, "2/a", &[one], &["z"]);
    assert!(hand.carries(step, "a", NotEqual, "0"));
    let (mut hand, one, _) = tanh();
    let step = hand.nth("z^2", 2, "2 + ln(a) - ln(a)", &[one], &["z"]);
    assert!(hand.carries(step, "a", Greater, "0"));
    // a closed set loses its border
    let (mut hand, one, _) = tanh();
    hand.assume("z", GreaterEqual, "0");
    let step = hand.nth("z^2", 2, "2", &[one], &["z"]);
    assert!(hand.carries(step, "z", NotEqual, "0"));
}

#[test]
fn sets_that_are_not_open_are_refused() {
    let refusal = |left: &str, relation, right: &str| {
        let (mut hand, one, _) = tanh();
        hand.assume(left, relation, right);
        hand.nth("z^2", 2, "2", &[one], &["z"]);
        hand.refusal()
    };
    let closed = Some(RefusalKind::NotOpen);
    assert_eq!(refusal("z", Greater, "0"), None);
    assert_eq!(refusal("a", Equal, "0"), None);
    assert_eq!(refusal("z", Equal, "0"), closed);
    assert_eq!(refusal("z^2", Equal, "2*z"), closed);
    assert_eq!(refusal("sign(z)", Greater, "0"), closed);
    assert_eq!(refusal("d(abs(z))", Greater, "0"), closed);
}

#[test]
fn a_recurrence_concludes_derivatives_of_an_order_and_nothing_else_does() {
    let (of, is) = ("tanh(z)", "1 - tanh(z)^2");
    let (mut hand, _, slope) = tanh();
    let generator = hand.expr(of);
    let judgement = Judgement::Derivative { of: generator, by: hand.expr("z"), is: hand.expr(is) };
    hand.derivation.push(judgement, Reason::Recurrence, &[slope], &[generator]);
    assert_eq!(hand.refusal(), Some(RefusalKind::WrongJudgement));
    let (mut hand, _, slope) = tanh();
    hand.step(of, is, Reason::Recurrence, &[slope], &[of]);
    assert_eq!(hand.refusal(), Some(RefusalKind::WrongJudgement));
    let by = |by: &str| {
        let (mut hand, _, slope) = tanh();
        let [of, by, is]: [ExprId; 3] = [of, by, is].map(|text| hand.expr(text));
        let judgement = Judgement::NthDerivative { of, by, order: 1, is };
        hand.derivation.push(judgement, Reason::Recurrence, &[slope], &[of]);
        hand.refusal()
    };
    assert_eq!([by("z"), by("a"), by("2")], [None, Some(RefusalKind::WrongPremise), Some(RefusalKind::NotConstant)]);
    let others = [
        (Reason::Constant, RefusalKind::WrongJudgement),
        (Reason::Identity, RefusalKind::WrongJudgement),
        (Reason::Definition, RefusalKind::WrongJudgement),
        (Reason::Algebra, RefusalKind::WrongJudgement),
        (Reason::Reduction, RefusalKind::WrongJudgement),
        (Reason::Arithmetic, RefusalKind::WrongJudgement),
        (Reason::Contradiction, RefusalKind::WrongJudgement),
        (Reason::Substitution, RefusalKind::WrongJudgement),
        (Reason::Uniqueness, RefusalKind::WrongJudgement),
        (Reason::Cases, RefusalKind::WrongJudgement),
        (Reason::Locality, RefusalKind::PremiseCount),
        (Reason::Symmetry, RefusalKind::PremiseCount),
    ];
    let tested = others.into_iter().inspect(|&(reason, refused)| {
        let (mut hand, ..) = tanh();
        let [of, by, is]: [ExprId; 3] = ["z", "z", "1"].map(|text| hand.expr(text));
        hand.derivation.push(Judgement::NthDerivative { of, by, order: 1, is }, reason, &[], &[]);
        assert_eq!(hand.refusal(), Some(refused), "{reason:?}");
    });
    assert_eq!(tested.count(), 12);
}

#[test]
fn what_it_is_equal_to_may_be_put_for_a_derivative() {
    let chained = |order: u32, from: &str| {
        let (mut hand, _, slope) = tanh();
        let second = hand.nth("tanh(z)", 2, "2*tanh(z)^3 - 2*tanh(z)", &[slope], &["tanh(z)"]);
        let equal = hand.equal(from, "2*(tanh(z)^3 - tanh(z))", Reason::Algebra, &[]);
        let [of, by, is]: [ExprId; 3] = ["tanh(z)", "z", "2*(tanh(z)^3 - tanh(z))"].map(|text| hand.expr(text));
        let judgement = match order {
            0 => Judgement::Derivative { of, by, is },
            order => Judgement::NthDerivative { of, by, order, is },
        };
        hand.derivation.push(judgement, Reason::Transitivity, &[second, equal], &[]);
        hand.refusal()
    };
    let same = "2*tanh(z)^3 - 2*tanh(z)";
    assert_eq!(chained(2, same), None);
    let wrong = Some(RefusalKind::WrongPremise);
    assert_eq!([chained(3, same), chained(1, same), chained(0, same)], [wrong; 3]);
    assert_eq!(chained(2, "2*(tanh(z)^3 - tanh(z))"), wrong, "the premises do not meet");
}
