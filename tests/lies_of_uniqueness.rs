//! Equality by a differential equation and a point, told wrongly: each premise, coefficient and condition in turn.

mod common;

use common::hand::Hand;
use gprime::expr::{Relation, Store};
use gprime::kernel::RefusalKind;
use gprime::theory::Class;
use gprime::trace::{Judgement, Reason, StepId};
use pretty_assertions::assert_eq;

use Relation::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};

/// That `2*z` is `z`, by slopes that are said to be the same and by 0 being both at 0. One premise is not what it should be.
fn twice_is_once(own: &str, other: &str, solved: (&str, &str), coefficient: &str) -> Option<RefusalKind> {
    let mut hand = Hand::new();
    let [one, two, _] = hand.slopes();
    let by_a = |hand: &mut Hand, of: &str| {
        let (of, by) = (hand.expr(of), hand.expr("a"));
        hand.derivation.push(Judgement::Derivative { of, by, is: Store::ZERO }, Reason::Constant, &[], &[])
    };
    let zero = hand.slope("0", "0", Reason::Constant, &[]);
    let slope = |hand: &mut Hand, text: &str| match text {
        "z" => one,
        "2*z" => two,
        "0" => zero,
        "2*z by a" => by_a(hand, "2*z"),
        "z by a" => by_a(hand, "z"),
        _ => hand.equal(text, text, Reason::Algebra, &[]),
    };
    let (own, other) = (slope(&mut hand, own), slope(&mut hand, other));
    let solved = hand.equal(solved.0, solved.1, Reason::Algebra, &[]);
    let at = hand.equal("2*0", "0", Reason::Algebra, &[]);
    hand.step("2*z", "z", Reason::Uniqueness, &[own, other, solved, at], &["z", "0", coefficient]);
    hand.refusal()
}

#[test]
fn slopes_are_those_of_the_sides_by_the_variable() {
    let solved = ("1 - 1", "0*(2*z - z)");
    let zeros = ("0 - 0", "0*(2*z - z)");
    let lies = [
        ("z", "z", solved),            // the slope of the wrong function
        ("2*z by a", "z by a", zeros), // by another variable
        ("2*z by a", "0", zeros),      // by another variable, and of another function
        ("0", "0", zeros),
        ("3", "z", solved), // an equality
    ];
    let mut tested = 0;
    for (own, other, solved) in lies {
        assert_eq!(twice_is_once(own, other, solved, "0"), Some(RefusalKind::WrongPremise), "{own} and {other}");
        tested += 1;
    }
    assert_eq!(tested, 5);
}

#[test]
fn the_equation_is_that_of_the_difference() {
    let lies = [
        (("z", "z"), "0"),
        (("2 - 1", "1*1"), "1"),                   // of something else
        (("2 - 1", "1/(2*z - z)*(2*z - z)"), "0"), // with another coefficient
        (("2 - 1", "1*(2*z - z) + (1 - z)"), "1"), // with another term
        (("2 - 1", "1 + 0*(2*z - z)"), "0"),
        (("2 - 1", "1"), "0"),
        (("0*(2*z - z)", "0*(2*z - z)"), "0"), // of no slopes
        (("1 - 1", "0*(2*z - z)"), "0"),       // of other slopes
        (("0*(2*z - z)", "1 - 1"), "0"),       // the other way round
    ];
    let mut tested = 0;
    for (solved, coefficient) in lies {
        let found = twice_is_once("2*z", "z", solved, coefficient);
        assert_eq!(found, Some(RefusalKind::WrongPremise), "{solved:?} with {coefficient}");
        tested += 1;
    }
    assert_eq!(tested, 9);
}

/// That `2*z` is `z + z`, by an equation of the given order, whose premise carries `z > 0`, and the values at 1.
fn of_order(order: usize) -> (Hand, StepId) {
    let mut hand = Hand::new();
    let [one, two, _] = hand.slopes();
    let sum = hand.rule("sum-rule", (Class::One, Class::One), "z + z", &[("?u", "z"), ("?v", "z")], &[one, one]);
    let Judgement::Derivative { is, .. } = hand.derivation.step(sum).judgement else { panic!("a slope") };
    let both = if hand.expr("1 + 1") == is { "1 + 1".to_owned() } else { "2".to_owned() };
    let mut slopes = [vec![two], vec![sum]];
    for (side, first) in ["2", both.as_str()].into_iter().enumerate() {
        for of in [first, "0", "0"].into_iter().take(order - 1) {
            slopes[side].push(hand.slope(of, "0", Reason::Constant, &[]));
        }
    }
    let terms = ["0*(2*z - (z + z))".to_owned(), format!("0*(2 - ({both}))"), "0*(0 - 0)".to_owned()];
    let (left, right) = (if order == 1 { format!("2 - ({both})") } else { "0 - 0".into() }, terms[..order].join(" + "));
    let detour = format!("{left} + (ln(z) - ln(z))");
    let there = hand.equal(&left, &detour, Reason::Algebra, &[]);
    let back = hand.equal(&detour, &right, Reason::Algebra, &[]);
    let solved = hand.equal(&left, &right, Reason::Transitivity, &[there, back]);
    let values = [("2*1".to_owned(), "1 + 1".to_owned()), ("2".to_owned(), both), ("0".to_owned(), "0".to_owned())];
    let values = values[..order].iter().map(|(left, right)| hand.equal(left, right, Reason::Algebra, &[]));
    let values: Vec<StepId> = values.collect();
    let premises: Vec<StepId> = slopes.concat().into_iter().chain([solved]).chain(values).collect();
    let substitution: Vec<&str> = ["z", "1", "0", "0", "0"].into_iter().take(order + 2).collect();
    let step = hand.step("2*z", "z + z", Reason::Uniqueness, &premises, &substitution);
    (hand, step)
}

#[test]
fn equations_of_any_order_keep_the_conditions_of_all_premises() {
    for order in 1..=3 {
        let (mut hand, step) = of_order(order);
        assert_eq!(hand.refusal(), None, "order {order}");
        assert!(hand.carries(step, "z", Greater, "0"), "order {order}");
    }
}

#[test]
fn a_name_is_not_put_at_a_point() {
    let mut hand = Hand::new();
    hand.define("g", "z");
    let definition = hand.equal("g", "z", Reason::Definition, &[]);
    let one = hand.slope("z", "1", Reason::Identity, &[]);
    let slope = hand.slope("g", "1", Reason::Locality, &[definition, one]);
    let solved = hand.equal("1 - 1", "0*(g - g)", Reason::Algebra, &[]);
    let at = hand.equal("g", "g", Reason::Algebra, &[]);
    assert_eq!(hand.refusal(), None);
    hand.step("g", "g", Reason::Uniqueness, &[slope, slope, solved, at], &["z", "0", "0"]);
    assert_eq!(hand.refusal(), Some(RefusalKind::WrongPremise));
}

/// A condition.
type Said = (&'static str, Relation, &'static str);

/// Assumptions, a point, and what becomes of the claim that `sign(z)` is 1, which holds for `z > 0`: a condition at the
/// point, none, or a refusal.
type Interval = (&'static [Said], &'static str, Result<Option<Said>, RefusalKind>);

const NO_INTERVAL: RefusalKind = RefusalKind::NoInterval;

const INTERVALS: &[Interval] = &[
    (&[], "1", Ok(None)),
    (&[("z", Less, "a")], "1", Ok(Some(("1", Less, "a")))),
    (&[("a", Greater, "z")], "1", Ok(Some(("a", Greater, "1")))),
    (&[("a", GreaterEqual, "z")], "1", Ok(Some(("a", GreaterEqual, "1")))),
    (&[("z", NotEqual, "a")], "1", Err(NO_INTERVAL)),
    (&[("a", NotEqual, "z")], "1", Err(NO_INTERVAL)),
    (&[("a", Less, "z^3")], "1", Err(NO_INTERVAL)),
    (&[("z^3", Greater, "a")], "1", Err(NO_INTERVAL)),
    (&[("a + z", Less, "z^2")], "1", Err(NO_INTERVAL)),
    (&[("a", Greater, "b")], "1", Ok(None)),
    // follows from the interval, or does not
    (&[("z", Greater, "2"), ("z^2", Greater, "1")], "3", Ok(None)),
    (&[("z^2", Greater, "1")], "3", Err(NO_INTERVAL)), // two intervals
    (&[("z", Greater, "2"), ("z^2", Greater, "1")], "1/2", Err(NO_INTERVAL)),
    (&[("z", Greater, "2"), ("z^3", Greater, "1")], "3", Ok(None)),
    (&[("z", Greater, "0"), ("z^3", Greater, "1")], "3", Err(NO_INTERVAL)),
    // parabolas
    (&[("z^2", Less, "4")], "1", Ok(None)),
    (&[("z^2", Less, "4")], "3", Err(NO_INTERVAL)),
    (&[("z^2", LessEqual, "4")], "2", Ok(None)),
    (&[("-z^2", Greater, "-4")], "1", Ok(None)),
    (&[("-z^2", GreaterEqual, "-4")], "2", Ok(None)),
    (&[("-z^2", Less, "-4")], "3", Err(NO_INTERVAL)),
    (&[("z*z", Less, "4")], "1", Ok(None)),
    (&[("z^2 - z", NotEqual, "2")], "1", Ok(Some(("z^2 - z", Less, "2")))), // between -1 and 2
    (&[("z^2 - z", NotEqual, "2")], "3", Err(NO_INTERVAL)),
    (&[("z^2", Equal, "4")], "2", Err(NO_INTERVAL)),
    (&[("z^2 - 3*z", Less, "z^2 - 3")], "2", Ok(None)), // linear
    (&[("z", Equal, "1")], "1", Ok(None)),
    (&[("z", Equal, "2")], "1", Err(NO_INTERVAL)),
    (&[("2*z", NotEqual, "1")], "1", Ok(Some(("2*z", Greater, "1")))),
    (&[("2*z", NotEqual, "1")], "1/2", Err(NO_INTERVAL)),
    (&[("z/2", Less, "1")], "1", Ok(None)),
    (&[("z/2", Less, "1")], "2", Err(NO_INTERVAL)),
    // what is not defined everywhere
    (&[("z^2/z", Less, "5")], "1", Err(NO_INTERVAL)),
    (&[("1/z", Less, "2")], "1", Err(NO_INTERVAL)),
    (&[("z + (1/z - 1/z)", Less, "5")], "1", Err(NO_INTERVAL)),
    (&[("z + (ln(z) - ln(z))", Less, "5")], "1", Err(NO_INTERVAL)),
    (&[("z*a", Less, "2")], "1", Err(NO_INTERVAL)),
    // the point
    (&[], "-1", Err(RefusalKind::ConditionFails)),
];

#[test]
fn the_conditions_describe_an_interval_with_the_point_in_it() {
    let mut tested = 0;
    for &(assumptions, at, expected) in INTERVALS {
        let mut hand = Hand::new();
        assumptions.iter().for_each(|&(left, relation, right)| hand.assume(left, relation, right));
        let one = hand.slope("z", "1", Reason::Identity, &[]);
        let own = hand.rule("sign", (Class::One, Class::Other), "sign(z)", &[("?u", "z")], &[one]);
        let other = hand.slope("1", "0", Reason::Constant, &[]);
        let solved = hand.equal("0 - 0", "0*(sign(z) - 1)", Reason::Algebra, &[]);
        let value = hand.equal(&format!("sign({at})"), "1", Reason::Branch, &[]);
        let step = hand.step("sign(z)", "1", Reason::Uniqueness, &[own, other, solved, value], &["z", at, "0"]);
        let positive =
            assumptions.iter().any(|a| matches!(a, ("z", Greater, "0" | "2") | ("z", Equal, _) | ("z^2 - 3*z", ..)));
        match expected {
            Err(kind) => assert_eq!(hand.refusal(), Some(kind), "{assumptions:?} at {at}"),
            Ok(condition) => {
                assert_eq!(hand.refusal(), None, "{assumptions:?} at {at}");
                assert!(positive || hand.carries(step, "z", Greater, "0"), "{assumptions:?} at {at}");
                if let Some((left, relation, right)) = condition {
                    assert!(hand.carries(step, left, relation, right), "{assumptions:?} at {at}");
                }
                let expected = 2 * usize::from(!positive) + condition.iter().count();
                assert_eq!(hand.theorem(step).conditions().len(), expected, "{assumptions:?} at {at}");
            }
        }
        tested += 1;
    }
    assert_eq!(tested, 38);
}
