//! Proofs that are divided into cells: cells in which there is nothing say nothing about the others.

mod common;

use common::hand::Hand;
use gprime::expr::Relation::{Equal, Greater, Less};
use gprime::kernel::{RefusalKind, cover};
use gprime::passes::equal::{Request, Verdict, equal};
use gprime::trace::Reason;
use pretty_assertions::assert_eq;

#[test]
fn a_contradiction_needs_a_condition_that_fails() {
    let mut hand = Hand::new();
    let defined = hand.equal("ln(z)", "ln(z)", Reason::Substitution, &[]);
    hand.equal("z", "z + 1", Reason::Contradiction, &[defined]);
    assert_eq!(hand.refusal(), Some(RefusalKind::ConditionFails), "ln(z) has values");
    let mut hand = Hand::new();
    hand.equal("z", "z + 1", Reason::Contradiction, &[]);
    assert_eq!(hand.refusal(), Some(RefusalKind::PremiseCount));
}

#[test]
fn what_follows_from_a_contradiction_is_formal_and_carries_what_fails() {
    let mut hand = Hand::new();
    hand.assume("z", Less, "0");
    let defined = hand.equal("ln(z)", "ln(z)", Reason::Substitution, &[]);
    let step = hand.equal("z", "z + 1", Reason::Contradiction, &[defined]);
    assert!(hand.theorem(step).is_formal());
    assert!(hand.carries(step, "z", Greater, "0"));
    let mut hand = Hand::new();
    hand.assume("z", Less, "0");
    hand.assume("z", Greater, "1");
    let one = hand.equal("1", "1", Reason::Substitution, &[]);
    let step = hand.equal("z", "z + 1", Reason::Contradiction, &[one]);
    assert!(hand.theorem(step).is_formal(), "the assumptions contradict each other");
}

#[test]
fn a_chain_through_what_is_defined_nowhere_stays_formal() {
    let mut tested = 0;
    for nowhere in ["ln(-1)", "ln(-1 - z^2)", "sqrt(-1 - z^2)", "1/(z - z)", "asin(2 + z^2)"] {
        let mut hand = Hand::new();
        let defined = hand.equal(nowhere, nowhere, Reason::Substitution, &[]);
        if hand.refusal().is_some() || !hand.theorem(defined).is_formal() {
            continue; // that it is defined nowhere is not known: nothing follows from it
        }
        let there = hand.equal("z", nowhere, Reason::Contradiction, &[defined]);
        let back = hand.equal(nowhere, "z + 1", Reason::Contradiction, &[defined]);
        let step = hand.equal("z", "z + 1", Reason::Transitivity, &[there, back]);
        assert!(hand.theorem(step).is_formal(), "{nowhere}");
        assert!(!hand.theorem(step).conditions().is_empty(), "{nowhere}");
        tested += 1;
    }
    assert!(tested >= 3, "{tested}");
}

#[test]
fn cells_without_anything_carry_their_reason_into_the_whole() {
    // ln(z) = ln|z|, for z > 0; elsewhere ln(z) has no value
    let mut hand = Hand::new();
    let mut theorems = Vec::new();
    for relation in [Greater, Equal, Less] {
        let mut cell = Hand::new();
        std::mem::swap(&mut cell.store, &mut hand.store);
        cell.derivation = gprime::trace::Derivation::new(cell.store.brand());
        cell.assume("z", relation, "0");
        let step = if relation == Greater {
            let branch = cell.equal("|z|", "z", Reason::Branch, &[]);
            let branch = cell.equal("z", "|z|", Reason::Symmetry, &[branch]);
            cell.equal("ln(z)", "ln(|z|)", Reason::Substitution, &[branch])
        } else {
            let defined = cell.equal("ln(z)", "ln(z)", Reason::Substitution, &[]);
            cell.equal("ln(z)", "ln(|z|)", Reason::Contradiction, &[defined])
        };
        theorems.push(cell.theorem(step));
        std::mem::swap(&mut cell.store, &mut hand.store);
    }
    let whole = cover(&hand.store, &theorems, 0).expect("the cells are everything");
    assert!(!whole.is_formal());
    let z = hand.expr("z");
    let zero = hand.expr("0");
    let positive = whole.conditions().iter().any(|c| (c.left, c.relation, c.right) == (z, Greater, zero));
    assert!(positive, "{:?}", whole.conditions());
}

#[test]
fn functions_of_large_arguments_are_proved_on_both_sides() {
    let claims = [
        ("exp(acoth(z))", "sqrt((z + 1)/(z - 1))"),
        ("exp(2*acoth(a*z))", "(a*z + 1)/(a*z - 1)"),
        ("exp(acoth(a*z))", "sqrt(1 + 1/(a*z))/sqrt(1 - 1/(a*z))"),
        ("exp(-acoth(a*z))*sqrt(1 - 1/(a^2*z^2))", "1 - 1/(a*z)"),
    ];
    let mut tested = 0;
    for (left, right) in claims {
        let found = equal(&Request::new(left, right)).expect("the formulas are readable");
        assert!(matches!(found.verdict, Verdict::Equal(_)), "{left} = {right}: {:?}", found.verdict);
        tested += 1;
    }
    assert_eq!(tested, 4);
    let found = equal(&Request::new("exp(acoth(a*z))", "sqrt(a*z + 1)/sqrt(a*z - 1)")).expect("readable");
    match found.verdict {
        // where a*z < -1 the right side has no value
        Verdict::Equal(proof) => assert!(!proof.conditions.is_empty()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_has_no_value_anywhere_is_not_equal_by_contradiction() {
    for (left, right) in [("ln(-1 - |z|)", "2"), ("ln(-1 - |z|)", "ln(-2 - |z|)"), ("acoth(z/(1 + |z|))", "z")] {
        let found = equal(&Request::new(left, right)).expect("the formulas are readable");
        assert!(matches!(found.verdict, Verdict::Undecided(_)), "{left} = {right}: {:?}", found.verdict);
    }
}
