//! Two places with the same value and different slopes: no place is claimed where the conditions fail or are not known to
//! hold, and none where the value is not certainly passed.

mod common;

use common::hand::Hand;
use gprime::expr::{Number, Relation};
use gprime::kernel::twice;
use gprime::theory::{Class, Theory};
use gprime::trace::Reason;
use pretty_assertions::assert_eq;

use Relation::{Equal, Greater, Less, NotEqual};

/// Whether `z^2` is shown to be at 1 what it is somewhere between the ends, under an assumption.
fn shown(assumption: (&str, Relation, &str), lo: &Number, hi: &Number) -> bool {
    let mut hand = Hand::new();
    hand.assume(assumption.0, assumption.1, assumption.2);
    let one = hand.slope("z", "1", Reason::Identity, &[]);
    let step = hand.rule("square-rule", (Class::One, Class::Other), "z^2", &[("?u", "z")], &[one]);
    let a = hand.expr("a");
    let others = [(a, Number::ZERO)];
    let derivation = (&hand.derivation, step);
    twice(&hand.store, Theory::builtin(), derivation, &others, &Number::ONE, (lo, hi), 128).is_some()
}

#[test]
fn the_conditions_hold_at_both_places() {
    let (lo, hi) = (common::number("-3/2"), common::number("-1/2"));
    let assumptions = [
        (("z", Greater, "-5"), true),
        (("z", Less, "0"), false),      // not at 1
        (("z", Greater, "0"), false),   // not at -1
        (("z", NotEqual, "-1"), false), // not throughout
        (("z", Greater, "-1"), false),
        (("z", Equal, "1"), false),
        (("a", Equal, "0"), true),
        (("a", Greater, "0"), false),
        (("tan(z/4)", Equal, "tan(z/4)"), true), // that it is defined
        (("ln(z)", Equal, "ln(z)"), false),
        (("1/(z + 1)", Equal, "1/(z + 1)"), false),
    ];
    let mut tested = 0;
    for (assumption, holds) in assumptions {
        assert_eq!(shown(assumption, &lo, &hi), holds, "{assumption:?}");
        tested += 1;
    }
    assert_eq!(tested, 11);
}

#[test]
fn the_value_is_passed_for_certain() {
    let always = ("z", Greater, "-5");
    let half = common::number("-1/2");
    let little = Number::from(2).pow(-200).expect("the power is small enough");
    let beside = Number::MINUS_ONE.add(&little); // whose square is less than 1, which 128 bits do not tell
    assert!(!shown(always, &beside, &half));
    assert!(!shown(always, &Number::MINUS_ONE.add(&little.neg()), &half), "it is passed, but not for certain");
    assert!(shown(always, &common::number("-2"), &half));
    assert!(!shown(always, &half, &common::number("-2")));
    assert!(!shown(always, &common::number("-3/4"), &half));
    assert!(!shown(always, &half, &half));
    assert!(!shown(always, &common::number("-2"), &common::number("2")), "the first place is no second one");
}
