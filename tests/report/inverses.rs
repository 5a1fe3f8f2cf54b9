//! Inverses, each proved, and functions that have none.

use super::{about, told};
use gprime::report::Known;

#[test]
fn inverses_are_elementary_and_proved() {
    let cases = [
        ("sigmoid", "ln(g/(1 - g)) for 0 < g < 1"),
        ("tanh", "atanh(g) for -1 < g < 1"),
        ("softplus", "ln(e^g - 1) for g > 0"),
        ("leaky_relu", "{100*g if g < 0; g otherwise} for every g"),
        ("asinh", "sinh(g) for every g"),
        ("atan", "tan(g) for -pi/2 < g < pi/2"),
        ("cauchy_cdf", "tan(pi*(g - 1/2)) for 0 < g < 1"),
        ("softsign", "g/(1 - |g|) for -1 < g < 1"),
        ("elu", "{ln(1 + g) if g < 0; g otherwise} for g > -1"),
        ("e^z", "ln(g) for g > 0"),
        ("z^3", "cbrt(g) for every g"),
        ("2z + 1", "(g - 1)/2 for every g"),
        ("-3z + 2", "(2 - g)/3 for every g"),
        ("1.7159*tanh(2z/3)", "1.5*atanh(g/1.7159) for -1.7159 < g < 1.7159"),
        ("ln(e^z + e^(2z))", "ln((sqrt(1 + 4*e^g) - 1)/2) for every g"),
        ("-sinh(3z + 1)", "(asinh(-g) - 1)/3 for every g"),
    ];
    let tested = cases.into_iter().inspect(|(formula, says)| {
        let report = about(formula);
        assert_eq!(told(&report, "inverse"), (Known::Proved, (*says).to_owned()), "{formula}");
        assert_eq!(told(&report, "invertible").0, Known::Proved, "{formula}");
    });
    assert_eq!(tested.count(), 16);
}

#[test]
fn a_function_without_an_inverse_takes_a_value_twice() {
    let cases = [
        ("relu", "no: it is constant on an interval; g(-2) = g(-1)"),
        ("max(1, min(z, 2))", "no: it is constant on an interval; g(-1) = g(0)"),
        ("gelu", "no: g(-2) = g(-0.0987…)"),
        ("z^2", "no: g(-2) = g(2)"),
        ("1/(1 + z^2)", "no: g(-2) = g(2)"),
    ];
    let tested = cases.into_iter().inspect(|(formula, says)| {
        let report = about(formula);
        assert_eq!(told(&report, "invertible"), (Known::Proved, (*says).to_owned()), "{formula}");
        assert!(told(&report, "inverse").1.starts_with("none: g("), "{formula}");
    });
    assert_eq!(tested.count(), 5);
    // it has an inverse, and no elementary one
    let report = about("z + e^z");
    assert_eq!(told(&report, "inverse"), (Known::Unknown, "no elementary inverse is known".to_owned()));
    assert_eq!(told(&report, "invertible").1, "yes: it is strictly increasing");
}
