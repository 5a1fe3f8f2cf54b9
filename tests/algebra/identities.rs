//! Expressions compared as rational functions, against exact evaluation.

use gprime::algebra::{Budget, Refused, Var, constant_value, same_fraction};
use gprime::expr::{ExprId, Node, Number, Store};

use super::{Random, SHARE, budget, point};

/// A random expression over numerals and three names, with its value at the point, if it has one.
pub(super) fn expression(
    random: &mut Random,
    store: &mut Store,
    size: u64,
    at: &dyn Fn(&str) -> Number,
) -> (ExprId, Option<Number>) {
    if size <= 1 {
        return if random.below(3) == 0 {
            let value = random.below(4);
            (store.integer(value), Some(Number::from(value as i64)))
        } else {
            let name = ["x", "y", "z"][random.below(3) as usize];
            (store.symbol(name), Some(at(name)))
        };
    }
    let half = 1 + random.below(size - 1);
    let (a, x) = expression(random, store, half, at);
    let choice = random.below(6);
    if choice == 0 {
        return (store.neg(a), x.map(|x| x.neg()));
    }
    if choice == 1 {
        let exponent = random.below(7) as i64 - 3;
        let literal = store.integer(exponent.unsigned_abs());
        let literal = if exponent < 0 { store.neg(literal) } else { literal };
        return (store.pow(a, literal), x.and_then(|x| x.pow(exponent)));
    }
    let (b, y) = expression(random, store, (size - half).max(1), at);
    let both = x.zip(y);
    match choice {
        2 => (store.add(a, b), both.map(|(x, y)| x.add(&y))),
        3 => (store.sub(a, b), both.map(|(x, y)| x.sub(&y))),
        4 => (store.mul(a, b), both.map(|(x, y)| x.mul(&y))),
        _ => (store.div(a, b), both.and_then(|(x, y)| x.div(&y))),
    }
}

pub(super) fn by_name(seed: u64) -> impl Fn(&str) -> Number {
    move |name| point(seed)(Var(u32::from(name.as_bytes()[0])))
}

#[test]
fn identities_are_told_from_differences() {
    let mut random = Random(4);
    let (mut same, mut different) = (0, 0);
    for round in 0..3_000 / SHARE as u64 {
        let mut store = Store::new();
        let at = by_name(round);
        let (a, x) = expression(&mut random, &mut store, 8, &at);
        let (b, y) = expression(&mut random, &mut store, 8, &at);
        // (a + b)^2 - (a - b)^2 = 4*a*b
        let (sum, difference) = (store.add(a, b), store.sub(a, b));
        let (sum, difference) = (store.pow(sum, Store::TWO), store.pow(difference, Store::TWO));
        let left = store.sub(sum, difference);
        let four = store.integer(4);
        let right = store.mul(four, a);
        let right = store.mul(right, b);
        let other = store.add(right, Store::ONE);
        match same_fraction(&store, left, right, &mut budget()) {
            Ok(verdict) => {
                assert!(verdict);
                assert_eq!(same_fraction(&store, left, other, &mut budget()), Ok(false));
                same += 1;
            }
            Err(refused) => assert!(matches!(refused, Refused::ZeroDenominator | Refused::OutOfBudget)),
        }
        // What is called the same has the same value.
        if let (Ok(verdict), Some(x), Some(y)) = (same_fraction(&store, a, b, &mut budget()), x, y) {
            assert!(!verdict || x == y);
            different += usize::from(!verdict);
        }
    }
    assert!(cfg!(miri) || same > 2_000 && different > 1_500, "{same} identities, {different} differences");
}

#[test]
fn identities_over_opaque_kernels() {
    let mut store = Store::new();
    let (z, half) = (store.symbol("z"), store.number("0.5").expect("a numeral"));
    let root = store.pow(z, half);
    let (left, right) = (store.mul(root, z), store.mul(z, root));
    assert_eq!(same_fraction(&store, left, right, &mut budget()), Ok(true));
    // z^(1/2)*z^(1/2) is z, but not by algebra over kernels.
    let square = store.mul(root, root);
    assert_eq!(same_fraction(&store, square, z, &mut budget()), Ok(false));
    // 0.5 and 1/2 are one number; an exponent written as a sum is not a literal.
    let ratio = store.div(Store::ONE, Store::TWO);
    assert_eq!(same_fraction(&store, half, ratio, &mut budget()), Ok(true));
    let sum = store.add(Store::ONE, Store::ONE);
    let (power, written) = (store.pow(z, sum), store.pow(z, Store::TWO));
    assert_eq!(same_fraction(&store, power, written, &mut budget()), Ok(false));
    // A quotient by what is identically 0 is refused, and so is what has no value.
    let nothing = store.sub(z, z);
    let quotient = store.div(z, nothing);
    assert_eq!(same_fraction(&store, quotient, quotient, &mut budget()), Err(Refused::ZeroDenominator));
    let power = store.pow(nothing, Store::MINUS_ONE);
    assert_eq!(same_fraction(&store, power, power, &mut budget()), Err(Refused::ZeroDenominator));
    let undefined = store.intern(Node::Undefined);
    let sum = store.add(undefined, z);
    assert_eq!(same_fraction(&store, sum, sum, &mut budget()), Err(Refused::NotAValue));
    let condition = store.intern(Node::Always);
    assert_eq!(same_fraction(&store, condition, condition, &mut budget()), Err(Refused::NotAValue));
}

#[test]
#[cfg_attr(miri, ignore = "expressions of a hundred thousand parts")]
fn checks_stay_within_their_budget() {
    let mut store = Store::new();
    // A tower of squares of depth 200 has 2^200 terms written out.
    let mut tower = store.symbol("x");
    let y = store.symbol("y");
    for _ in 0..200 {
        let sum = store.add(tower, y);
        tower = store.mul(sum, sum);
    }
    assert_eq!(same_fraction(&store, tower, y, &mut Budget::default()), Err(Refused::OutOfBudget));
    // A sum of a hundred thousand names is refused, not ground through.
    let mut sum = y;
    for index in 0..100_000 {
        let name = store.symbol(&format!("x{index}"));
        sum = store.add(sum, name);
    }
    assert_eq!(same_fraction(&store, sum, sum, &mut Budget::default()), Err(Refused::OutOfBudget));
    let (left, right) = (store.mul(y, Store::ONE), y);
    assert_eq!(same_fraction(&store, left, right, &mut Budget::default()), Ok(true));
    // Nor is a product of ten thousand, whose monomials have that many variables.
    let names: Vec<ExprId> = (0..10_000).map(|index| store.symbol(&format!("x{index}"))).collect();
    let product = names.into_iter().fold(y, |product, name| store.mul(product, name));
    assert_eq!(same_fraction(&store, product, product, &mut Budget::default()), Err(Refused::OutOfBudget));
    let huge = store.number("1e100000").expect("a numeral");
    let power = store.pow(huge, Store::TWO);
    let third = store.number("3e-100000").expect("a numeral");
    for expr in [power, store.add(huge, third)] {
        assert_eq!(constant_value(&store, expr, &mut Budget::default()), None);
        assert_eq!(same_fraction(&store, expr, expr, &mut Budget::default()), Err(Refused::OutOfBudget));
    }
}

#[test]
fn constants_are_exact() {
    let mut random = Random(6);
    let (mut tested, mut refused) = (0, 0);
    for _ in 0..3_000 / SHARE {
        let mut store = Store::new();
        let (expr, expected) = expression(&mut random, &mut store, 9, &|_| Number::ZERO);
        let numeric = ["x", "y", "z"].iter().all(|name| store.find_symbol(name).is_none());
        let found = constant_value(&store, expr, &mut budget());
        if numeric {
            assert_eq!(found, expected);
            tested += 1;
        } else if found.is_none() {
            refused += 1;
        }
    }
    assert!(cfg!(miri) || tested > 50 && refused > 1_000, "{tested} constants, {refused} others");
    let mut store = Store::new();
    let thousand = store.integer(1_000);
    let power = store.pow(Store::TWO, thousand);
    assert_eq!(constant_value(&store, power, &mut budget()), Number::from(2).pow(1_000));
    let quotient = store.div(power, Store::ZERO);
    assert_eq!(constant_value(&store, quotient, &mut budget()), None);
}
