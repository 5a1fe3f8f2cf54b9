//! Exponentials, logarithms and roots.

use super::{Enclosure, Float, Function, Kink, KinkKind, Monotonicity, Parity, ROW, Shape, bounds};

pub(super) const ROWS: &[Function] = &[
    Function {
        name: "exp",
        title: "exponential function",
        derivative: "exp(?u)",
        float: Float::One(libm::exp),
        enclosure: Enclosure::Points(Shape::Increasing, bounds::exp),
        range: "(0, inf)",
        monotonicity: Monotonicity::Increasing,
        values: &[("0", "1"), ("1", "e"), ("-inf", "0"), ("inf", "inf")],
        latex: "e^{#1}",
        about: "The function that is its own derivative and has the value 1 at 0.",
        source: "DLMF 4.2.19, 4.7.7",
        ..ROW
    },
    Function {
        name: "expm1",
        title: "exponential function minus one",
        meaning: "exp(?u) - 1",
        steady: &[("exp(?u) - 1", "expm1(?u)"), ("1 - exp(?u)", "-expm1(?u)")],
        derivative: "exp(?u)",
        float: Float::One(libm::expm1),
        enclosure: Enclosure::Points(Shape::Increasing, bounds::expm1),
        range: "(-1, inf)",
        monotonicity: Monotonicity::Increasing,
        values: &[("0", "0"), ("1", "e - 1"), ("-inf", "-1"), ("inf", "inf")],
        latex: "\\operatorname{expm1}",
        about: "The exponential without its constant term, which programs compute accurately near 0.",
        source: "DLMF 4.2.19, 4.7.7",
        ..ROW
    },
    Function {
        name: "ln",
        aliases: &["log"],
        title: "natural logarithm",
        inverse_of: "exp",
        derivative: "1/?u",
        domain: &["?u > 0"],
        float: Float::One(ln),
        enclosure: Enclosure::Points(Shape::Increasing, bounds::ln),
        monotonicity: Monotonicity::Increasing,
        values: &[("1", "0"), ("e", "1"), ("0+", "-inf"), ("inf", "inf")],
        latex: "\\ln",
        about: "The inverse of the exponential function.",
        source: "DLMF 4.2.2, 4.7.1",
        ..ROW
    },
    Function {
        name: "log1p",
        aliases: &["ln1p"],
        title: "natural logarithm of one plus the argument",
        meaning: "ln(1 + ?u)",
        inverse_of: "expm1",
        steady: &[("ln(1 + ?u)", "log1p(?u)")],
        derivative: "1/(1 + ?u)",
        domain: &["?u > -1"],
        float: Float::One(log1p),
        enclosure: Enclosure::Points(Shape::Increasing, bounds::log1p),
        monotonicity: Monotonicity::Increasing,
        values: &[("0", "0"), ("e - 1", "1"), ("-1+", "-inf"), ("inf", "inf")],
        latex: "\\operatorname{log1p}",
        about: "The logarithm that programs compute accurately near 1.",
        source: "DLMF 4.2.2, 4.7.1",
        ..ROW
    },
    Function {
        name: "log2",
        aliases: &["lb"],
        title: "binary logarithm",
        meaning: "ln(?u)/ln(2)",
        derivative: "1/(?u*ln(2))",
        domain: &["?u > 0"],
        float: Float::One(log2),
        enclosure: Enclosure::Points(Shape::Increasing, bounds::log2),
        monotonicity: Monotonicity::Increasing,
        values: &[("1/2", "-1"), ("1", "0"), ("2", "1"), ("4", "2"), ("0+", "-inf"), ("inf", "inf")],
        latex: "\\log_{2}",
        about: "The power to which 2 has to be raised to give the argument.",
        source: "DLMF 4.2(ii), 4.7.1",
        ..ROW
    },
    Function {
        name: "log10",
        aliases: &["lg"],
        title: "decimal logarithm",
        meaning: "ln(?u)/ln(10)",
        derivative: "1/(?u*ln(10))",
        domain: &["?u > 0"],
        float: Float::One(log10),
        enclosure: Enclosure::Points(Shape::Increasing, bounds::log10),
        monotonicity: Monotonicity::Increasing,
        values: &[("1/10", "-1"), ("1", "0"), ("10", "1"), ("100", "2"), ("0+", "-inf"), ("inf", "inf")],
        latex: "\\log_{10}",
        about: "The power to which 10 has to be raised to give the argument.",
        source: "DLMF 4.2(ii), 4.7.1",
        ..ROW
    },
    Function {
        name: "log_b",
        title: "logarithm to a base",
        arity: 2,
        meaning: "ln(?v)/ln(?u)",
        derivative: "?v'/(?v*ln(?u)) - ln(?v)*?u'/(?u*ln(?u)^2)",
        domain: &["?u > 0", "?u != 1", "?v > 0"],
        float: Float::Two(log_b),
        enclosure: Enclosure::LogarithmQuotient,
        latex: "\\log_{#1}\\left(#2\\right)",
        about: "The power to which the first argument, the base, has to be raised to give the second.",
        source: "DLMF 4.2(ii)",
        ..ROW
    },
    Function {
        name: "sqrt",
        title: "square root",
        steady: &[("sqrt(1 + ?u) - 1", "?u/(1 + sqrt(1 + ?u))")],
        derivative: "1/(2*sqrt(?u))",
        domain: &["?u >= 0"],
        differentiable: &["?u > 0"],
        float: Float::One(libm::sqrt),
        enclosure: Enclosure::Points(Shape::Increasing, bounds::sqrt),
        range: "[0, inf)",
        monotonicity: Monotonicity::Increasing,
        values: &[("0", "0"), ("1", "1"), ("4", "2"), ("inf", "inf")],
        kinks: &[Kink { at: "0", kind: KinkKind::Vertical, left: None, right: Some("inf") }],
        latex: "\\sqrt{#1}",
        about: "The number that is not negative and whose square is the argument.",
        source: "DLMF 4.7.10",
        ..ROW
    },
    Function {
        name: "cbrt",
        title: "cube root",
        derivative: "1/(3*cbrt(?u)^2)",
        differentiable: &["?u != 0"],
        float: Float::One(libm::cbrt),
        enclosure: Enclosure::Points(Shape::Increasing, bounds::cbrt),
        parity: Parity::Odd,
        monotonicity: Monotonicity::Increasing,
        values: &[("-8", "-2"), ("-1", "-1"), ("0", "0"), ("1", "1"), ("8", "2"), ("-inf", "-inf"), ("inf", "inf")],
        kinks: &[Kink { at: "0", kind: KinkKind::Vertical, left: Some("inf"), right: Some("inf") }],
        latex: "\\sqrt[3]{#1}",
        about: "The real number whose cube is the argument, which may be negative.",
        source: "DLMF 4.7.10",
        ..ROW
    },
];

fn log_b(base: f64, x: f64) -> f64 {
    if base > 0.0 && base != 1.0 && x > 0.0 { libm::log(x) / libm::log(base) } else { f64::NAN }
}

fn ln(x: f64) -> f64 {
    if x > 0.0 { libm::log(x) } else { f64::NAN }
}

fn log1p(x: f64) -> f64 {
    if x > -1.0 { libm::log1p(x) } else { f64::NAN }
}

fn log2(x: f64) -> f64 {
    if x > 0.0 { libm::log2(x) } else { f64::NAN }
}

fn log10(x: f64) -> f64 {
    if x > 0.0 { libm::log10(x) } else { f64::NAN }
}
