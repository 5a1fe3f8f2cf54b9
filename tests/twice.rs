//! Two places with the same value and different slopes: no place is claimed where the conditions fail or are not known to
//! hold, and none where the value is not certainly passed.

mod common;

use common::hand::Hand;
use gprime::expr::{Number, Relation};
use gprime::kernel::{Again, turn, twice};
use gprime::theory::{Class, Theory};
use gprime::trace::{Condition, Reason};
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
    let again = Again::Between(lo, hi);
    twice(&hand.store, Theory::builtin(), [derivation; 2], &others, &Number::ONE, again, 128).is_some()
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

/// Whether `z^2` is shown to be at another number what it is at 1, by theorems with an assumption each.
fn at(place: &str, assumptions: [&str; 2]) -> bool {
    let mut hand = Hand::new();
    let one = hand.slope("z", "1", Reason::Identity, &[]);
    let step = hand.rule("square-rule", (Class::One, Class::Other), "z^2", &[("?u", "z")], &[one]);
    let left = hand.expr("z");
    let [first, second] = assumptions.map(|least| {
        let mut derivation = hand.derivation.clone();
        derivation.assume(Condition { left, relation: Greater, right: hand.expr(least) });
        derivation
    });
    let theorems = [(&first, step), (&second, step)];
    let place = common::number(place);
    twice(&hand.store, Theory::builtin(), theorems, &[], &Number::ONE, Again::At(&place), 128).is_some()
}

#[test]
fn a_single_place_has_exactly_the_same_value() {
    let table = [
        ("-1", ["-5", "-5"], true),
        ("-1", ["0", "-5"], true),  // each theorem holds at its own place
        ("-1", ["-5", "0"], false), // the second does not
        ("-1", ["2", "-5"], false), // the first does not
        ("-2", ["-5", "-5"], false),
        ("1", ["-5", "-5"], false),
    ];
    let mut tested = 0;
    for (place, assumptions, holds) in table {
        assert_eq!(at(place, assumptions), holds, "{place} {assumptions:?}");
        tested += 1;
    }
    assert_eq!(tested, 6);
}

#[test]
fn a_slope_is_zero_between_different_signs() {
    let shown = |least: &str, lo: &str, hi: &str| {
        let mut hand = Hand::new();
        hand.assume("z", Greater, least);
        let one = hand.slope("z", "1", Reason::Identity, &[]);
        let step = hand.rule("square-rule", (Class::One, Class::Other), "z^2", &[("?u", "z")], &[one]);
        let [lo, hi] = [lo, hi].map(common::number);
        turn(&hand.store, Theory::builtin(), (&hand.derivation, step), &[], (&lo, &hi), 128).is_some()
    };
    let table = [
        ("-5", "-1", "1", true),
        ("-5", "0", "0", true),
        ("-5", "1", "1", false),
        ("-5", "1", "2", false),
        ("-5", "1", "-1", false),
        ("0", "-1", "1", false), // the theorem does not speak of all of it
        ("0", "0", "0", false),  // nor of this
        ("-5", "0", "1", false), // the slope at 0 has no sign
    ];
    let mut tested = 0;
    for (least, lo, hi, holds) in table {
        assert_eq!(shown(least, lo, hi), holds, "{least} {lo} {hi}");
        tested += 1;
    }
    assert_eq!(tested, 8);
}
