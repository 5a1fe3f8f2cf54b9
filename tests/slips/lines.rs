//! Slips from one line to the next.

use super::{ask, measured, name};

/// A line, what was made of it, and the names that are right for the slip.
const LINES: &[(&str, &str, &str)] = &[
    ("-(z - 3)", "-z - 3", "sign-not-distributed"),
    ("-(e^z + 1)", "-e^z + 1", "sign-not-distributed"),
    ("4 - (z + a)", "4 - z + a", "sign-not-distributed"),
    ("z^2 - (2*z - 1)", "z^2 - 2*z - 1", "sign-not-distributed"),
    ("2*(z + 3)", "2*z + 3", "factor-not-distributed"),
    ("a*(e^z - 1)", "a*e^z - 1", "factor-not-distributed"),
    ("(z + 6)/3", "z/3 + 6", "factor-not-distributed"),
    ("(z + a)^2", "z^2 + a^2", "square-of-sum"),
    ("(1 + e^(-z))^2", "1 + e^(-2*z)", "square-of-sum"),
    ("(z - 1)^2", "z^2 - 1", "square-of-sum"),
    ("(z + 2)^3", "z^3 + 8", "square-of-sum"),
    ("1/(1 + e^z)", "1 + e^(-z)", "split-denominator"),
    ("z/(a + b)", "z/a + z/b", "split-denominator"),
    ("e^z/(e^z - 2)", "1 - e^z/2", "split-denominator"),
    ("sqrt(z^2 + 9)", "sqrt(z^2) + 3", "root-of-a-sum"),
    ("sqrt(1 + z^2)", "1 + z", "root-of-a-sum"),
    ("1/sqrt(z + a)", "1/(sqrt(z) + sqrt(a))", "root-of-a-sum"),
    ("ln(z + a)", "ln(z) + ln(a)", "logarithm-of-a-sum"),
    ("ln(1 + e^z)", "ln(1) + z", "logarithm-of-a-sum"),
    ("ln(1 + e^z)", "1 + z", "logarithm-of-a-sum"),
    ("ln(z*a)", "ln(z)*ln(a)", "logarithm-of-a-product"),
    ("ln(z)/ln(a)", "ln(z) - ln(a)", "logarithm-of-a-product"),
    ("ln(z^2)", "ln(z)^2", "logarithm-of-a-product|square-misplaced"),
    ("(e^z + 3)/e^z", "3", "cancelled-term"),
    ("(z + a)/z", "1 + a", "cancelled-term"),
    ("e^z/(1 + e^z)", "1/(1 + 1)", "cancelled-term"),
    ("(z + a)/(z + b)", "a/b", "cancelled-term"),
    ("(z^2)^3", "z^5", "power-of-a-power"),
    ("z^2*z^3", "z^6", "power-of-a-power"),
    ("e^z*e^(2*z)", "e^(2*z^2)", "power-of-a-power"),
    ("1 - tanh(z)^2", "1 - tanh(z^2)", "square-misplaced"),
    ("(3*z)^2", "3*z^2", "square-misplaced"),
    ("(-z)^2", "-z^2", "square-misplaced|sign-lost"),
    ("sin(z)^2 + 1", "sin(z^2) + 1", "square-misplaced"),
    ("e^(-z)/(1 + e^(-z))^2", "e^(-z)/(1 + e^(-z))", "exponent-lost"),
    ("3*z^2 + 1", "3*z + 1", "exponent-lost"),
    ("2*z*cos(z)", "2*cos(z)", "factor-lost"),
    ("sigmoid(z)*(1 - sigmoid(z))", "1 - sigmoid(z)", "factor-lost"),
    ("e^(-z)/(1 + e^(-z))^2", "1/(1 + e^(-z))^2", "factor-lost"),
    ("e^(-z)/(1 + e^(-z))^2", "e^z/(1 + e^(-z))^2", "argument-sign-lost"),
    ("e^(-z)/(1 + e^(-z))^2", "e^z/(1 + e^z)^2 + 0*z", "SeemsRight"),
    ("e^(-z)/(1 + e^(-z))^3", "e^z/(1 + e^z)^3", "argument-sign-lost"),
    ("cos(z) - sin(z)", "cos(z) + sin(z)", "sum-and-difference"),
    ("-e^(-z)", "e^(-z)", "sign-lost"),
    ("z/(a*z + 1)", "z*(a*z + 1)", "fraction-inverted"),
    ("z/(a*b)", "z/a*b", "parentheses-lost"),
    ("1/(1 + e^(-z))", "1/1 + e^(-z)", "parentheses-lost|fraction-inverted"),
    ("z/(1 + z^2)", "z", "denominator-lost"),
    ("z^2 + sin(z) - 1", "z^2 - 1", "term-lost"),
    ("sin(2*z)", "2*sin(z)", "function-of-a-sum"),
    ("sin(z + a)", "sin(z) + sin(a)", "function-of-a-sum"),
    ("e^(z + a)", "e^z + e^a", "function-of-a-sum"),
    ("sqrt(z^2)", "z", "root-of-a-square"),
];

#[test]
fn slips_from_line_to_line_are_named() {
    let (right, wrong) = measured(LINES.iter().map(|(before, after, wanted)| {
        (format!("{before} -> {after}"), name(ask(before, after, &[], true).1), (*wanted).to_owned())
    }));
    assert!(LINES.len() >= 50);
    assert_eq!((right, LINES.len()), (53, 53), "{wrong:#?}");
}

#[test]
fn no_true_step_gets_a_name() {
    let steps = [
        ("-(z - 3)", "3 - z"),
        ("(z + a)^2", "z^2 + 2*a*z + a^2"),
        ("e^(-z)/(1 + e^(-z))^2", "1/(1 + e^(-z)) - 1/(1 + e^(-z))^2"),
        ("1 - tanh(z)^2", "1/cosh(z)^2"),
        ("ln(e^z)", "z"),
        ("sqrt(z^2)", "|z|"),
        ("z/(1 + z)", "1 - 1/(1 + z)"),
        ("2*sin(z)*cos(z)", "sin(2*z)"),
    ];
    let tested = steps.iter().inspect(|(before, after)| {
        assert_eq!(name(ask(before, after, &[], true).1), "SeemsRight", "{before} -> {after}");
    });
    assert_eq!(tested.count(), 8);
}
