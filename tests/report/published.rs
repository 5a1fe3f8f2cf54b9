//! Published facts: largest slopes, least values, zones without gradient, the fixed point of SELU.

use std::cmp::Ordering;

use gprime::eval::interval::{Argument, enclose};
use gprime::expr::Number;
use gprime::functions::Interval;
use gprime::passes::Request;
use gprime::report::{Depth, Known, report_at};

use super::{PRECISION, about, begins, compared, decimal, said, told};

#[test]
fn published_numbers_are_found() {
    let known = [
        ("sigmoid", "largest-slope", "value", "0.25"),
        ("sigmoid", "largest-slope", "at", "0"),
        ("tanh", "largest-slope", "value", "1"),
        ("tanh", "largest-slope", "at", "0"),
        ("swish", "minimum", "value", "-0.2784"),
        ("swish", "minimum", "at", "-1.2784"),
        ("swish", "largest-slope", "value", "1.0998"),
        ("silu", "minimum", "value", "-0.27846"),
        ("silu", "minimum", "at", "-1.27846"),
        ("silu", "largest-slope", "value", "1.0998"),
        ("gelu", "minimum", "value", "-0.16997"),
        ("gelu", "minimum", "at", "-0.75179"),
        ("gelu", "largest-slope", "value", "1.1289"),
        ("mish", "minimum", "value", "-0.30884"),
        ("mish", "minimum", "at", "-1.19243"),
        ("relu", "largest-slope", "value", "1"),
        ("relu", "normal-mean", "value", "0.39894"),
        ("relu", "normal-variance", "value", "0.34"),
        ("gelu", "normal-mean", "value", "0.28209"),
    ];
    let tested = known.into_iter().inspect(|(formula, fact, number, digits)| {
        let report = about(formula);
        let found = report.fact(fact).unwrap_or_else(|| panic!("{formula} has no {fact}"));
        let value = found.number(number).unwrap_or_else(|| panic!("{formula}: {fact} has no {number}"));
        assert_ne!(found.known, Known::Unknown);
        assert!(begins(value, digits), "{formula}: {fact}: {value:?}");
    });
    assert_eq!(tested.count(), 19);
}

/// The ends of a zone; `None` where it goes on without end.
type Ends = (Option<i64>, Option<i64>);

#[test]
fn zones_without_gradient_are_found() {
    let cases: [(&str, &[Ends]); 6] = [
        ("relu", &[(None, Some(0))]),
        ("relu6", &[(None, Some(0)), (Some(6), None)]),
        ("hard_swish", &[(None, Some(-3))]),
        ("hard_tanh", &[(None, Some(-1)), (Some(1), None)]),
        ("gelu", &[]),
        ("leaky_relu", &[]),
    ];
    let tested = cases.into_iter().inspect(|(formula, zones)| {
        let report = about(formula);
        let fact = report.fact("dead-zones").expect("it is told");
        assert_eq!(fact.known, Known::Proved, "{formula}");
        assert_eq!(fact.numbers.len(), zones.len(), "{formula}");
        for ((_, zone), (lo, hi)) in fact.numbers.iter().zip(*zones) {
            let all = Interval::everything();
            let end = |end: &Option<i64>| end.map(Interval::integer);
            assert_eq!(zone.lo(), end(lo).as_ref().map_or(all.lo(), Interval::lo), "{formula}");
            assert_eq!(zone.hi(), end(hi).as_ref().map_or(all.hi(), Interval::hi), "{formula}");
        }
    });
    assert_eq!(tested.count(), 6);
}

#[test]
fn the_constants_of_selu_are_its_fixed_point() {
    let report = about("selu");
    let value = |name| report.fact(name).and_then(|fact| fact.number("value").cloned()).expect("it is enclosed");
    let near = |value: Interval, to: &str| {
        let (lo, hi) = (decimal("0.0001").neg(), decimal("0.0001"));
        lo.hull(&hi).encloses(&value.sub(&decimal(to), 64))
    };
    assert!(near(value("normal-mean"), "0"));
    assert!(near(value("normal-variance"), "1"));
    let fact = report.fact("fixed-point").expect("it is told");
    assert_eq!(fact.known, Known::Enclosed);
    assert!(near(fact.number("mean").expect("it is told").clone(), "0"));
    assert!(near(fact.number("variance").expect("it is told").clone(), "1"));
    for formula in ["elu", "1.05*selu(z)", "relu", "tanh", "gelu", "sin(30*z)"] {
        assert!(about(formula).fact("fixed-point").is_none(), "{formula}");
    }
    assert!(about("-z").fact("fixed-point").is_some());
}

#[test]
fn the_slopes_of_many_layers_are_bounded() {
    let cases = [
        ("sigmoid", None, None, "gradients vanish: the slopes are at most 0.25; the product of 10 is at most 9.537e-7"),
        (
            "sigmoid",
            Some(20),
            Some("-2..2"),
            "for inputs from -2 to 2 gradients vanish: the slopes lie between 0.10499",
        ),
        ("tanh", None, None, "gradients may vanish and cannot explode: the slopes are at most 1"),
        (
            "relu",
            Some(5),
            Some("0..2"),
            "for inputs from 0 to 2 gradients neither vanish nor explode: the slopes are all 1",
        ),
        ("gelu", None, Some("1..3"), "for inputs from 1 to 3 gradients explode: the slopes lie between 1.01194"),
        ("2z", None, None, "gradients explode: the slopes are all 2; the product of 10 is 1024"),
        ("z^3", None, None, "gradients may vanish or explode: the slopes have no bound"),
        (
            "z^3",
            Some(3),
            Some("-1..2"),
            "for inputs from -1 to 2 gradients may vanish or explode: the slopes are at most 12",
        ),
        ("e^z", None, Some("1.."), "for inputs from 1 to inf gradients explode: the slopes are at least 2.71828"),
        ("softplus", None, Some("-inf..0"), "for inputs from -inf to 0 gradients vanish: the slopes are at most 0.5"),
    ];
    let (mut tested, mut points) = (0, 0);
    for (formula, layers, inputs, says) in cases {
        let inputs = inputs.map(|text| Depth::interval(text).expect("it is an interval"));
        let depth = Depth { layers, inputs: inputs.clone() };
        let report = report_at(&Request::new(formula), &depth).expect("it can be differentiated");
        let (_, found) = told(&report, "depth");
        assert!(found.starts_with(says), "{formula}: {found}");
        let fact = report.fact("depth").expect("it is told");
        for place in -32..=32 {
            let at = Number::ratio(place, 8).expect("it is a fraction");
            let place = Interval::from_number(&at, PRECISION);
            if inputs.as_ref().is_some_and(|inputs| !inputs.encloses(&place)) {
                continue;
            }
            let at = [(report.derived.variable, Argument::Exact(at))];
            let Ok(slope) = enclose(&report.derived.store, report.derived.whole.derivative, &at, PRECISION) else {
                continue;
            };
            let not = |name, wrong| {
                let bound = fact.number(name);
                assert!(bound.is_none_or(|bound| compared(&slope.abs(), bound) != Some(wrong)), "{formula}: {name}");
            };
            not("least", Ordering::Less);
            not("most", Ordering::Greater);
            points += 1;
        }
        tested += 1;
    }
    assert_eq!(tested, 10);
    assert!(points >= 350, "only {points} points were looked at");
    for wrong in ["2..1", "3", "a..b", "..z", "1...2", ""] {
        assert!(Depth::interval(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn symmetry_is_proved() {
    let cases = [
        ("tanh", "odd: g(-z) = -g(z)"),
        ("softsign", "odd: g(-z) = -g(z)"),
        ("gaussian", "even: g(-z) = g(z)"),
        ("sigmoid", "to its point at 0: g(z) + g(-z) = 1"),
        ("relu", "none about 0"),
        ("silu", "none about 0"),
    ];
    let tested = cases.into_iter().inspect(|(formula, says)| {
        let report = about(formula);
        let fact = report.fact("symmetry").expect("it is told");
        assert_eq!((said(fact).as_str(), fact.known), (*says, Known::Proved), "{formula}");
    });
    assert_eq!(tested.count(), 6);
}
