//! Cases: their slopes, their comparison, and the branch that is taken.

use gprime::expr::Relation::{Equal, Greater, GreaterEqual, NotEqual};
use gprime::kernel::RefusalKind;
use gprime::theory::Class;
use gprime::trace::Reason;
use pretty_assertions::assert_eq;

use crate::Fate::{self, Carries, Refused};
use crate::common::hand::Hand;

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
