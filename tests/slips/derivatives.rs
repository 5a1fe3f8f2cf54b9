//! Wrong derivatives: written by hand, made from templates of the rules, and true ones.

use std::time::{Duration, Instant};

use super::{ask, derivative, measured};
use gprime::check::slips::Outcome;

/// A function, what is true of it, and wrong derivatives with the names that are right for them.
type ByHand = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const INNER: &str = "inner-derivative-lost";
const SIGN: &str = "sign-lost|inner-derivative-lost|sum-and-difference|constant-factor-lost";

const BY_HAND: &[ByHand] = &[
    (
        "z^3",
        "3*z^2",
        &[
            ("3*z^3", "exponent-not-lowered"),
            ("z^2", "power-factor-lost"),
            ("3*z", "exponent-lost"),
            ("3*z^4", "exponent-raised"),
            ("z^4/4", "exponent-raised"),
        ],
    ),
    (
        "(2*z + 1)^3",
        "6*(2*z + 1)^2",
        &[
            ("3*(2*z + 1)^2", INNER),
            ("6*(2*z + 1)^3", "exponent-not-lowered"),
            ("2*(2*z + 1)^2", "power-factor-lost|factor-lost"),
        ],
    ),
    (
        "sin(2*z)",
        "2*cos(2*z)",
        &[
            ("cos(2*z)", INNER),
            ("-2*cos(2*z)", "sign-lost"),
            ("2*cos(z)", "derivative-at-the-wrong-argument"),
            ("cos(2)", "derivative-at-the-wrong-argument"),
            ("2*sin(2*z)", "function-not-differentiated"),
        ],
    ),
    ("cos(z)", "-sin(z)", &[("sin(z)", "sign-lost")]),
    (
        "cos(z^2)",
        "-2*z*sin(z^2)",
        &[
            ("-sin(z^2)", INNER),
            ("2*z*sin(z^2)", "sign-lost"),
            ("-2*z*sin(z)", "derivative-at-the-wrong-argument"),
            ("-sin(2*z)", "derivative-at-the-wrong-argument"),
        ],
    ),
    (
        "e^(-z)",
        "-e^(-z)",
        &[("e^(-z)", SIGN), ("-e^z", "argument-sign-lost"), ("-z*e^(-z - 1)", "exponential-as-power")],
    ),
    ("e^z", "e^z", &[("z*e^(z - 1)", "exponential-as-power"), ("e^(-z)", "argument-sign-lost")]),
    (
        "e^(z^2)",
        "2*z*e^(z^2)",
        &[
            ("e^(z^2)", INNER),
            ("2*z*e^z", "derivative-at-the-wrong-argument"),
            ("e^(2*z)", "derivative-at-the-wrong-argument|outer-derivative-lost"),
        ],
    ),
    ("2^z", "2^z*ln(2)", &[("2^z", "logarithm-of-base-lost|factor-lost"), ("z*2^(z - 1)", "exponential-as-power")]),
    ("ln(z)", "1/z", &[("1/ln(z)", "logarithm-as-reciprocal"), ("z", "denominator-lost|fraction-inverted")]),
    (
        "ln(1 + z^2)",
        "2*z/(1 + z^2)",
        &[
            ("1/(1 + z^2)", INNER),
            ("2*z/ln(1 + z^2)", "logarithm-as-reciprocal"),
            ("1/(2*z)", "logarithm-as-reciprocal|derivative-at-the-wrong-argument"),
            ("2*z/(1 - z^2)", "sum-and-difference"),
            ("2*z", "outer-derivative-lost|denominator-lost"),
        ],
    ),
    (
        "1/z",
        "-1/z^2",
        &[
            ("1/z^2", "reciprocal-sign-lost|sign-lost"),
            ("-1/z", "denominator-not-squared|exponent-lost"),
            ("1", "quotient-of-derivatives"),
        ],
    ),
    (
        "1/(1 + e^(-z))",
        "e^(-z)/(1 + e^(-z))^2",
        &[
            ("-e^(-z)/(1 + e^(-z))^2", "inner-derivative-lost|reciprocal-sign-lost|sign-lost"),
            ("e^(-z)/(1 + e^(-z))", "denominator-not-squared|exponent-lost"),
            ("e^z/(1 + e^(-z))^2", "argument-sign-lost"),
            ("-1/(1 + e^(-z))^2", INNER),
            ("1 - 1/(1 + e^(-z))", "factor-lost|denominator-not-squared"),
            ("1/(1 + e^(-z))*(1 + 1/(1 + e^(-z)))", "sum-and-difference"),
            ("e^(-z)/(1 - e^(-z))^2", "sum-and-difference"),
            ("e^(-z)/(1 + e^(-2*z))", "square-of-sum"),
            ("e^(-z)", "denominator-lost|quotient-rule-without-denominator"),
        ],
    ),
    (
        "tanh(z)",
        "1 - tanh(z)^2",
        &[
            ("1 - tanh(z)", "exponent-lost"),
            ("1 + tanh(z)^2", "sum-and-difference"),
            ("1 - tanh(z^2)", "square-misplaced"),
            ("tanh(z)^2 - 1", "sign-lost"),
            ("-tanh(z)^2", "term-lost"),
            ("(1 - tanh(z))^2", "square-misplaced|square-of-sum"),
        ],
    ),
    (
        "tanh(3*z)",
        "3*(1 - tanh(3*z)^2)",
        &[
            ("1 - tanh(3*z)^2", INNER),
            ("3*(1 - tanh(z)^2)", "derivative-at-the-wrong-argument"),
            ("3 - tanh(3*z)^2", "factor-not-distributed"),
            ("3*(1 - tanh(3*z))", "exponent-lost"),
        ],
    ),
    (
        "tanh(z)^2",
        "2*tanh(z)*(1 - tanh(z)^2)",
        &[
            ("2*tanh(z)", INNER),
            ("2*(1 - tanh(z)^2)", "derivative-at-the-wrong-argument|factor-lost|exponent-lost"),
            ("tanh(z)*(1 - tanh(z)^2)", "power-factor-lost"),
        ],
    ),
    (
        "z*sin(z)",
        "sin(z) + z*cos(z)",
        &[
            ("cos(z)", "product-of-derivatives"),
            ("z*cos(z)", "product-half-lost"),
            ("sin(z)", "product-half-lost"),
            ("sin(z) - z*cos(z)", "product-with-minus|sign-lost"),
        ],
    ),
    (
        "z*sigmoid(z)",
        "sigmoid(z) + z*sigmoid(z)*(1 - sigmoid(z))",
        &[
            ("sigmoid(z)*(1 - sigmoid(z))", "product-of-derivatives"),
            ("z*sigmoid(z)*(1 - sigmoid(z))", "product-half-lost"),
            ("sigmoid(z) + z*(1 - sigmoid(z))", "factor-lost"),
            ("sigmoid(z) + z*sigmoid(z)*(1 + sigmoid(z))", "sum-and-difference"),
        ],
    ),
    (
        "z/(1 + z^2)",
        "(1 - z^2)/(1 + z^2)^2",
        &[
            ("(z^2 - 1)/(1 + z^2)^2", "quotient-swapped|sign-lost"),
            ("(1 + 3*z^2)/(1 + z^2)^2", "quotient-with-plus"),
            ("(1 - z^2)/(1 + z^2)", "denominator-not-squared"),
            ("1/(2*z)", "quotient-of-derivatives"),
            ("1 - z^2", "quotient-rule-without-denominator"),
            ("1/(1 + z^2)", "quotient-half-lost"),
        ],
    ),
    (
        "sin(z)/z",
        "(z*cos(z) - sin(z))/z^2",
        &[
            ("(sin(z) - z*cos(z))/z^2", "quotient-swapped"),
            ("(z*cos(z) + sin(z))/z^2", "quotient-with-plus"),
            ("(z*cos(z) - sin(z))/z", "denominator-not-squared"),
            ("cos(z)", "quotient-of-derivatives"),
            ("cos(z)/z", "quotient-half-lost"),
        ],
    ),
    (
        "z/(1 + |z|)",
        "1/(1 + |z|)^2",
        &[
            ("1/(1 + |z|)", "quotient-half-lost|exponent-lost|denominator-not-squared"),
            ("-1/(1 + |z|)^2", "quotient-swapped|sign-lost"),
        ],
    ),
    (
        "z^2 + 3*z + 5",
        "2*z + 3",
        &[
            ("2*z + 8", "constant-kept"),
            ("2*z + 4", "constant-as-one"),
            ("z + 3", "power-factor-lost"),
            ("2*z + 1", "constant-factor-lost"),
            ("2*z", "constant-factor-lost"),
            ("2*z - 3", "sum-and-difference"),
            ("2*z^2 + 3", "exponent-not-lowered"),
        ],
    ),
    (
        "5*sin(z)",
        "5*cos(z)",
        &[("cos(z)", "constant-factor-lost"), ("sin(z) + 5*cos(z)", "constant-as-one"), ("-5*cos(z)", "sign-lost")],
    ),
    (
        "sqrt(z)",
        "1/(2*sqrt(z))",
        &[
            ("1/sqrt(z)", "factor-lost"),
            ("2*sqrt(z)", "denominator-lost|fraction-inverted"),
            ("1/(2*z)", "exponent-lost"),
        ],
    ),
    (
        "sqrt(1 + z^2)",
        "z/sqrt(1 + z^2)",
        &[
            ("1/(2*sqrt(1 + z^2))", INNER),
            ("z*sqrt(1 + z^2)", "fraction-inverted|parentheses-lost"),
            ("-z/sqrt(1 + z^2)", "sign-lost"),
            ("z/(1 + z)", "root-of-a-sum"),
        ],
    ),
    (
        "ln(1 + e^z)",
        "e^z/(1 + e^z)",
        &[
            ("1/(1 + e^z)", INNER),
            ("e^z/ln(1 + e^z)", "logarithm-as-reciprocal"),
            ("e^z/(1 - e^z)", "sum-and-difference"),
            ("e^z", "outer-derivative-lost"),
        ],
    ),
    ("softplus(z)", "sigmoid(z)", &[("sigmoid(-z)", "argument-sign-lost"), ("-sigmoid(z)", "sign-lost")]),
    (
        "e^(-z^2)",
        "-2*z*e^(-z^2)",
        &[("e^(-z^2)", INNER), ("2*z*e^(-z^2)", "sign-lost"), ("-2*z*e^(z^2)", "argument-sign-lost")],
    ),
    (
        "atan(z)",
        "1/(1 + z^2)",
        &[
            ("1/(1 - z^2)", "sum-and-difference"),
            ("1/(1 + z)", "exponent-lost"),
            ("1 + z^2", "fraction-inverted|parentheses-lost"),
        ],
    ),
    (
        "atan(2*z)",
        "2/(1 + 4*z^2)",
        &[
            ("1/(1 + 4*z^2)", INNER),
            ("2/(1 + z^2)", "derivative-at-the-wrong-argument"),
            ("2/(1 + 2*z^2)", "square-misplaced"),
        ],
    ),
    ("max(0, z)", "{0 if z < 0; 1 if z > 0}", &[("{1 if z < 0; 0 if z > 0}", "wrong-branch")]),
    (
        "{0.01*z if z < 0; z otherwise}",
        "{0.01 if z < 0; 1 if z > 0}",
        &[("{1 if z < 0; 0.01 if z > 0}", "wrong-branch")],
    ),
    (
        "{a*(e^z - 1) if z < 0; z otherwise}",
        "{a*e^z if z < 0; 1 if z > 0}",
        &[
            ("{e^z if z < 0; 1 if z > 0}", "constant-factor-lost"),
            ("{a*e^(-z) if z < 0; 1 if z > 0}", "argument-sign-lost"),
        ],
    ),
    ("a*e^z", "a*e^z", &[("e^z", "constant-factor-lost"), ("a^2*e^z", "parameter-doubled")]),
    (
        "lambda*tanh(z)",
        "lambda*(1 - tanh(z)^2)",
        &[("lambda^2*(1 - tanh(z)^2)", "parameter-doubled"), ("1 - tanh(z)^2", "constant-factor-lost|parameter-lost")],
    ),
    (
        "z^2*e^z",
        "2*z*e^z + z^2*e^z",
        &[
            ("2*z*e^z", "product-of-derivatives|product-half-lost"),
            ("z^2*e^z", "product-half-lost"),
            ("2*z*e^z - z^2*e^z", "product-with-minus|sign-lost"),
        ],
    ),
    (
        "z*ln(z)",
        "ln(z) + 1",
        &[
            ("1/z", "product-of-derivatives"),
            ("ln(z)", "product-half-lost"),
            ("ln(z) - 1", "product-with-minus|sum-and-difference|sign-lost"),
            ("1", "product-half-lost"),
        ],
    ),
    (
        "(e^z - e^(-z))/(e^z + e^(-z))",
        "1 - ((e^z - e^(-z))/(e^z + e^(-z)))^2",
        &[
            ("1 + ((e^z - e^(-z))/(e^z + e^(-z)))^2", "sum-and-difference|quotient-with-plus"),
            ("1 - (e^z - e^(-z))/(e^z + e^(-z))", "exponent-lost|inner-derivative-lost"),
            ("(e^z + e^(-z))/(e^z - e^(-z))", "quotient-of-derivatives"),
            ("((e^z - e^(-z))^2 - (e^z + e^(-z))^2)/(e^z + e^(-z))^2", "quotient-swapped|sign-lost"),
        ],
    ),
    (
        "sin(z)^2",
        "2*sin(z)*cos(z)",
        &[
            ("2*sin(z)", INNER),
            ("cos(z)^2", "derivative-at-the-wrong-argument"),
            ("2*cos(z)", "derivative-at-the-wrong-argument|factor-lost"),
            ("-2*sin(z)*cos(z)", "sign-lost"),
        ],
    ),
    (
        "1/z^2",
        "-2/z^3",
        &[("2/z^3", "reciprocal-sign-lost|sign-lost"), ("1/(2*z)", "quotient-of-derivatives"), ("-1/z^4", INNER)],
    ),
    (
        "z^(-2)",
        "-2*z^(-3)",
        &[("-2*z^(-1)", "exponent-raised"), ("2*z^(-3)", "sign-lost"), ("-2*z^(-2)", "exponent-not-lowered")],
    ),
    ("sin(z) - cos(z)", "cos(z) + sin(z)", &[("cos(z) - sin(z)", "sum-and-difference|sign-lost")]),
    ("tan(z)", "1/cos(z)^2", &[("1 - tan(z)^2", "sum-and-difference")]),
];

#[test]
fn wrong_derivatives_that_were_written_by_hand_are_named() {
    let cases: Vec<_> = BY_HAND.iter().flat_map(|(f, _, wrong)| wrong.iter().map(move |w| (*f, w.0, w.1))).collect();
    let count = cases.len();
    let (right, wrong) = measured(cases.into_iter().map(|(function, claimed, wanted)| {
        (format!("{function} -> {claimed}"), derivative(function, claimed, &[]), wanted.to_owned())
    }));
    assert!(BY_HAND.len() >= 40 && count >= 140, "{} functions, {count} cases", BY_HAND.len());
    assert_eq!((right, count), (144, 144), "{wrong:#?}");
}

#[test]
fn no_true_derivative_gets_a_name() {
    let tested = BY_HAND.iter().map(|(function, truth, _)| (*function, *truth)).chain(EQUAL.iter().copied());
    let tested = tested.inspect(|(function, truth)| {
        assert_eq!(ask(function, truth, &[], false).1, Outcome::SeemsRight, "{function} -> {truth}");
    });
    assert_eq!(tested.count(), BY_HAND.len() + EQUAL.len());
}

/// True derivatives in another form.
const EQUAL: &[(&str, &str)] = &[
    ("1/(1 + e^(-z))", "1/(1 + e^(-z))*(1 - 1/(1 + e^(-z)))"),
    ("1/(1 + e^(-z))", "sigmoid(z)*sigmoid(-z)"),
    ("tanh(z)", "1/cosh(z)^2"),
    ("sin(z)^2", "sin(2*z)"),
    ("ln(1 + e^z)", "sigmoid(z)"),
    ("|z|", "sign(z)"),
    ("max(0, z)", "{0 if z < 0; 1 otherwise}"),
];

#[test]
fn a_branch_is_taken_for_another_on_its_piece() {
    let cases = [
        ("max(0, z)", "0", "z > 0"),
        ("max(0, z)", "1", "z < 0"),
        ("max(0.01*z, z)", "0.01", "z > 0"),
        ("max(0.01*z, z)", "1", "z < 0"),
        ("{0.01*z if z < 0; z otherwise}", "1", "z < 0"),
        ("{a*(e^z - 1) if z < 0; z otherwise}", "1", "z < 0"),
        ("{a*(e^z - 1) if z < 0; z otherwise}", "a*e^z", "z > 0"),
        ("|z|", "1", "z < 0"),
        ("min(1, z)", "1", "z > 1"),
        ("relu(z)", "1", "z < 0"),
    ];
    let tested = cases.iter().inspect(|(function, claimed, on)| {
        assert_eq!(derivative(function, claimed, &[on]), "wrong-branch", "{function} -> {claimed} on {on}");
    });
    assert_eq!(tested.count(), 10);
}

/// Functions with their derivatives, as people write them.
const PARTS: &[(&str, &str)] = &[
    ("(z^2)", "2*z"),
    ("sin(z)", "cos(z)"),
    ("(e^(2*z))", "2*e^(2*z)"),
    ("ln(z)", "1/z"),
    ("tanh(z)", "1 - tanh(z)^2"),
    ("(z^3 + 1)", "3*z^2"),
    ("cos(3*z)", "-3*sin(3*z)"),
    ("sigmoid(z)", "sigmoid(z)*(1 - sigmoid(z))"),
    ("atan(z)", "1/(1 + z^2)"),
];

/// Functions of two others, what a slip writes for their derivatives, and its names.
const OF_TWO: &[(&str, &str, &str)] = &[
    ("U*V", "(u)*(v)", "product-of-derivatives"),
    ("U*V", "(u)*V", "product-half-lost"),
    ("U*V", "(u)*V - U*(v)", "product-with-minus"),
    ("U/V", "(U*(v) - (u)*V)/V^2", "quotient-swapped"),
    ("U/V", "((u)*V + U*(v))/V^2", "quotient-with-plus"),
    ("U/V", "((u)*V - U*(v))/V", "denominator-not-squared"),
    ("U/V", "(u)/(v)", "quotient-of-derivatives"),
    ("U + V", "(u) - (v)", "sum-and-difference"),
    ("U - V", "(u) + (v)", "sum-and-difference"),
    ("U^3 + V", "3*U^2 + (v)", "inner-derivative-lost"),
    ("U + 1/V", "(u) + (v)/V^2", "reciprocal-sign-lost"),
    ("3*U - V", "(u) - (v)", "constant-factor-lost|power-factor-lost|inner-derivative-lost"),
    ("U - tanh(5*z + 1)*V", "(u) - (1 - tanh(5*z + 1)^2)*V - tanh(5*z + 1)*(v)", "inner-derivative-lost"),
];

#[test]
fn wrong_derivatives_of_composed_functions_are_named() {
    let mut cases = Vec::new();
    for (at, (u, du)) in PARTS.iter().enumerate() {
        for (step, (whole, slipped, wanted)) in OF_TWO.iter().enumerate() {
            let (v, dv) = PARTS[(at + 1 + step % 3) % PARTS.len()];
            let fill = |text: &str| text.replace('u', "\u{1}").replace('v', "\u{2}").replace('U', u).replace('V', v);
            let fill = |text: &str| fill(text).replace('\u{1}', du).replace('\u{2}', dv);
            cases.push((fill(whole), fill(slipped), (*wanted).to_owned()));
        }
    }
    assert_eq!(cases.len(), 117);
    let (right, wrong) = measured(cases.into_iter().map(|(function, claimed, wanted)| {
        (format!("{function} -> {claimed}"), derivative(&function, &claimed, &[]), wanted)
    }));
    assert_eq!(right, 117, "{wrong:#?}");
}

#[test]
fn a_call_takes_milliseconds() {
    let start = Instant::now();
    let cases = BY_HAND.iter().flat_map(|(function, _, wrong)| wrong.iter().map(move |w| (*function, w.0)));
    let unlike = BY_HAND.iter().map(|(function, ..)| (*function, "z*cosh(z) + 7"));
    let tested = cases.chain(unlike).inspect(|(function, claimed)| {
        assert_ne!(derivative(function, claimed, &[]), "SeemsRight");
    });
    let count = u32::try_from(tested.count()).expect("there are not so many");
    assert!(count >= 180 && start.elapsed() / count < Duration::from_millis(50), "{:?} for {count}", start.elapsed());
}

#[test]
fn work_on_large_functions_is_bounded() {
    let nested = |inner: &str, times: usize| (0..times).fold("z".to_owned(), |text, _| inner.replace('U', &text));
    let sum: Vec<String> = (1..120).map(|n| format!("sin({n}*z)*z^{n}")).collect();
    let large = [nested("sin(U)", 250), nested("(U)*(U)", 10), nested("1/(1 + (U)^2)", 90), sum.join(" + ")];
    let start = Instant::now();
    let tested = large.iter().inspect(|function| {
        let found = ask(function, "z + 1/7", &[], false).1;
        assert!(!matches!(found, Outcome::Named(_) | Outcome::SeemsRight), "{function}: {found:?}");
    });
    assert_eq!(tested.count(), 4);
    assert!(start.elapsed() < Duration::from_secs(8), "{:?}", start.elapsed());
}
