//! Refusals of the kernel one by one, and the conditions that a step must carry: what each line of it is there for.

mod common;

use common::hand::Hand;
use gprime::expr::{Node, Relation, Store};
use gprime::kernel::{RefusalKind, check};
use gprime::theory::{Class, Theory};
use gprime::trace::{Derivation, Judgement, Reason, StepId};
use pretty_assertions::assert_eq;

use Relation::{Greater, NotEqual};

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
