//! Derivatives of higher order against numbers that are not our own, and what a recurrence costs.

use std::collections::BTreeMap;
use std::time::Instant;

use gprime::eval::interval::{Argument, enclose};
use gprime::expr::{ExprId, Node, Number, Store};
use gprime::passes::{Derived, Request, Status, derive};
use gprime::trace::{Judgement, Reason};
use gprime::{DeriveError, render, text};
use pretty_assertions::assert_eq;

const BITS: usize = 256;

fn derived(formula: &str, order: u32) -> Derived {
    derive(&Request { order, ..Request::new(formula) }).unwrap_or_else(|e| panic!("{formula}, order {order}: {e}"))
}

/// Whether the expression's value at the point is that of the numeral, to 24 digits of the larger of it and 1.
fn has_value(derived: &mut Derived, expr: ExprId, at: &Number, numeral: &str) -> bool {
    let store = &mut derived.store;
    let size = store.number(numeral.trim_start_matches('-')).expect("it is a numeral");
    let value = if numeral.starts_with('-') { store.neg(size) } else { size };
    let tolerance = store.number("1e-24").expect("it is a numeral");
    let one = store.add(size, Store::ONE);
    let (room, gap) = (store.mul(tolerance, one), store.sub(expr, value));
    let values = [(derived.variable, Argument::Exact(at.clone()))];
    let enclosed = |id| enclose(&derived.store, id, &values, BITS).expect("it has a value");
    let (room, gap) = (enclosed(room), enclosed(gap));
    gap.sub(&room, BITS).is_negative() && gap.add(&room, BITS).is_positive()
}

#[test]
fn derivatives_have_the_values_of_taylor_series() {
    let rows = include_str!("data/orders.tsv").lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let (mut tested, mut by_recurrence, mut through_output) = (0, 0, 0);
    for row in rows {
        let [formula, order, point, numeral] = row[..] else { panic!("{row:?}") };
        let mut derived = derived(formula, order.parse().expect("it is an order"));
        let (above, below) = point.split_once('/').expect("the point is a fraction");
        let at = Number::ratio(above.parse().expect("digits"), below.parse().expect("digits")).expect("no zero");
        let derivative = derived.whole.derivative;
        assert!(has_value(&mut derived, derivative, &at, numeral), "{formula}, order {order}, at {point}");
        if derived.pieces.is_empty() {
            let name = derived.store.symbol("g");
            let function = derived.whole.function;
            for form in [Some(derived.whole.closed_form), derived.whole.from_output].into_iter().flatten() {
                let form = derived.store.replace(form, name, function);
                assert!(has_value(&mut derived, form, &at, numeral), "{formula}, order {order}, at {point}: its form");
                through_output += 1;
            }
        }
        by_recurrence += usize::from(derived.whole.recurrence.is_some());
        tested += 1;
    }
    assert_eq!((tested, by_recurrence), (456, 374));
    assert!(through_output >= 500, "only {through_output} forms were looked at");
}

type Polynomial = BTreeMap<u32, Number>;

fn product(left: &Polynomial, right: &Polynomial) -> Polynomial {
    let mut found = Polynomial::new();
    for (n, value) in left {
        for (m, other) in right {
            let term = found.entry(n + m).or_insert(Number::ZERO);
            *term = term.add(&value.mul(other));
        }
    }
    found
}

/// The coefficients of a polynomial in a name by its powers, multiplied out.
fn coefficients(store: &Store, name: ExprId, expr: ExprId) -> Polynomial {
    let of = |id| coefficients(store, name, id);
    let sum = |a, b, scale: Number| {
        let mut found = of(a);
        for (n, value) in of(b) {
            let term = found.entry(n).or_insert(Number::ZERO);
            *term = term.add(&value.mul(&scale));
        }
        found
    };
    match store.node(expr) {
        _ if expr == name => Polynomial::from([(1, Number::ONE)]),
        Node::Number(numeral) => Polynomial::from([(0, store.numeral(numeral).value.clone())]),
        Node::Neg(a) => product(&of(a), &Polynomial::from([(0, Number::MINUS_ONE)])),
        Node::Add(a, b) => sum(a, b, Number::ONE),
        Node::Sub(a, b) => sum(a, b, Number::MINUS_ONE),
        Node::Mul(a, b) => product(&of(a), &of(b)),
        Node::Pow(a, n) => {
            let n = gprime::expr::constant(store, n).and_then(|n| n.to_i64()).expect("a natural exponent");
            match a == name {
                true => Polynomial::from([(n as u32, Number::ONE)]),
                false => (0..n).fold(Polynomial::from([(0, Number::ONE)]), |power, _| product(&power, &of(a))),
            }
        }
        other => panic!("{other:?} is no part of a polynomial"),
    }
}

/// Tangent numbers `T(1), T(3), …`: the derivatives of `tan` at 0 (Knuth and Buckholtz, Mathematics of Computation 21,
/// 1967; the recurrence on the triangle is theirs).
fn tangent_numbers(count: usize) -> Vec<Number> {
    let mut numbers = vec![Number::ONE];
    for k in 1..count {
        numbers.push(numbers[k - 1].mul(&(k as i64).into()));
    }
    for k in 1..count {
        for j in k..count {
            let (j_k, more) = ((j - k) as i64, (j - k + 2) as i64);
            numbers[j] = numbers[j - 1].mul(&j_k.into()).add(&numbers[j].mul(&more.into()));
        }
    }
    numbers
}

#[test]
fn the_thousandth_derivative_of_tanh_is_exact() {
    let numbers = tangent_numbers(500);
    assert_eq!(numbers[..4], [1, 2, 16, 272].map(Number::from));
    let mut tested = 0;
    for order in [99, 100, 999, 1000] {
        let derived = derived("tanh(z)", order);
        let name = derived.store.find_symbol("g").expect("it is named");
        let terms = coefficients(&derived.store, name, derived.whole.closed_form);
        let of = |power: u32| terms.get(&power).cloned().unwrap_or(Number::ZERO);
        // at 0 it is the coefficient of the Taylor series; the leading one is a factorial, and 1 is a fixed point
        let sign = |half: u32, value: &Number| if half.is_multiple_of(2) { value.clone() } else { value.neg() };
        if order % 2 == 1 {
            assert_eq!(of(0), sign((order - 1) / 2, &numbers[(order as usize - 1) / 2]), "order {order}");
        } else {
            assert_eq!(of(0), Number::ZERO, "order {order}");
        }
        let factorial = (1..=i64::from(order)).fold(Number::ONE, |product, n| product.mul(&n.into()));
        assert_eq!(of(order + 1), sign(order, &factorial), "order {order}");
        let sum = terms.values().fold(Number::ZERO, |sum, term| sum.add(term));
        assert_eq!(sum, Number::ZERO, "order {order}: at g = 1 every derivative is 0");
        tested += 1;
    }
    assert_eq!(tested, 4);
}

#[test]
fn steps_do_not_grow_with_the_order() {
    let mut tested = 0;
    for formula in ["tanh(z)", "1/(1 + e^(-z))", "ln(1 + e^z)", "e^(-z^2)", "z/(1 + e^(-z))"] {
        let steps = |order| {
            let derived = derived(formula, order);
            let derivation = &derived.whole.derivation;
            let conclusion = derivation.step(derived.whole.conclusion);
            assert_eq!(conclusion.reason, Reason::Recurrence, "{formula}");
            let Judgement::NthDerivative { order: found, is, .. } = conclusion.judgement else {
                panic!("{formula}: the conclusion is {conclusion:?}")
            };
            assert_eq!((found, is), (order, derived.whole.closed_form), "{formula}");
            derivation.steps().len()
        };
        let few = steps(7);
        assert_eq!([steps(8), steps(30), steps(200)], [few; 3], "{formula}");
        assert!(few < 60, "{formula}: {few} steps");
        tested += 1;
    }
    assert_eq!(tested, 5);
}

#[test]
fn forms_of_order_ten_are_short() {
    const FORMS: &[(&str, usize)] = &[
        ("tanh(z)", 90),
        ("1/(1 + e^(-z))", 150),
        ("ln(1 + e^z)", 230),
        ("e^(-z^2)", 80),
        ("z/(1 + e^(-z))", 400),
        ("z*(1 + erf(z/sqrt(2)))/2", 80),
        ("sin(z)", 2),
    ];
    let tested = FORMS.iter().inspect(|&&(formula, most)| {
        let derived = derived(formula, 10);
        let form = text(&derived.store, derived.whole.closed_form);
        assert!(form.len() <= most, "{formula} has {} characters: {form}", form.len());
        let recurrence = derived.whole.recurrence.as_ref().expect("there is a recurrence");
        assert_eq!(recurrence.first.iter().map(|first| first.0).collect::<Vec<_>>(), [2, 3], "{formula}");
    });
    assert_eq!(tested.count(), 7);
}

#[test]
fn conditions_are_those_of_the_first_derivatives() {
    const CONDITIONS: &[(&str, u32, &[&str])] = &[
        ("ln(z)", 9, &["z > 0"]),
        ("1/z", 9, &["z != 0"]),
        ("sqrt(z)", 4, &["z > 0"]),
        ("z*ln(a*z)", 5, &["z != 0", "a != 0", "a*z > 0"]),
        ("tanh(z)", 50, &[]),
        ("e^(z/a)", 12, &["a != 0"]),
    ];
    let tested = CONDITIONS.iter().inspect(|&&(formula, order, expected)| {
        let derived = derived(formula, order);
        let told = derived.whole.conditions.iter();
        let told: Vec<String> = told.map(|&c| render::condition(&derived.store, c)).collect();
        assert_eq!(told, expected, "{formula}");
        assert!(derived.whole.recurrence.is_some(), "{formula}");
    });
    assert_eq!(tested.count(), 6);
}

#[test]
fn what_has_no_recurrence_is_told() {
    let stopped = |formula: &str, order| match derive(&Request { order, ..Request::new(formula) }) {
        Err(DeriveError::Stopped(stopped)) => (stopped.status, stopped.why.clone()),
        other => panic!("{formula}: {:?}", other.map(|derived| derived.status)),
    };
    let (status, why) = stopped("sin(z^z)*tanh(z^(2*z))^(z^3)", 40);
    assert_eq!(status, Status::OutOfBudget);
    assert!(why.contains("no recurrence was found"), "{why}");
    let (status, why) = stopped("z*tanh(ln(1 + e^z))*sin(z)*sigmoid(2*z)", 900);
    assert_eq!(status, Status::OutOfBudget);
    assert!(why.contains("so has the recurrence"), "{why}");
}

#[test]
fn a_thousand_orders_take_little_time() {
    let start = Instant::now();
    for formula in ["tanh(z)", "1/(1 + e^(-z))"] {
        assert_eq!(derived(formula, 1000).status, Status::Finished);
    }
    assert!(start.elapsed().as_secs() < 20, "it took {:?}", start.elapsed());
}
