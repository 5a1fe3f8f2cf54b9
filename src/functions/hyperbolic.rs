//! Hyperbolic functions and their inverses.

use super::{Enclosure, Float, Function, Kink, KinkKind, Monotonicity, Parity, ROW, Shape, bounds};

pub(super) const ROWS: &[Function] = &[
    Function {
        name: "sinh",
        title: "hyperbolic sine",
        meaning: "(exp(?u) - exp(-?u))/2",
        derivative: "cosh(?u)",
        float: Float::One(libm::sinh),
        enclosure: Enclosure::Points(Shape::Increasing, bounds::sinh),
        parity: Parity::Odd,
        monotonicity: Monotonicity::Increasing,
        values: &[("0", "0"), ("-inf", "-inf"), ("inf", "inf")],
        latex: "\\sinh",
        about: "The odd part of the exponential function.",
        source: "DLMF 4.28.1, 4.34.1",
        ..ROW
    },
    Function {
        name: "cosh",
        title: "hyperbolic cosine",
        meaning: "(exp(?u) + exp(-?u))/2",
        derivative: "sinh(?u)",
        float: Float::One(libm::cosh),
        enclosure: Enclosure::Points(Shape::Valley, bounds::cosh),
        range: "[1, inf)",
        parity: Parity::Even,
        values: &[("0", "1"), ("-inf", "inf"), ("inf", "inf")],
        latex: "\\cosh",
        about: "The even part of the exponential function.",
        source: "DLMF 4.28.2, 4.34.2",
        ..ROW
    },
    Function {
        name: "tanh",
        title: "hyperbolic tangent",
        meaning: "sinh(?u)/cosh(?u)",
        steady: &[("(exp(?u) - exp(-?u))/(exp(?u) + exp(-?u))", "tanh(?u)")],
        derivative: "1 - tanh(?u)^2",
        float: Float::One(libm::tanh),
        enclosure: Enclosure::Points(Shape::Increasing, bounds::tanh),
        range: "(-1, 1)",
        parity: Parity::Odd,
        monotonicity: Monotonicity::Increasing,
        values: &[("0", "0"), ("-inf", "-1"), ("inf", "1")],
        latex: "\\tanh",
        about: "A smooth step from -1 to 1 through the origin with slope 1 there.",
        source: "DLMF 4.28.4, 4.34.3",
        ..ROW
    },
    Function {
        name: "sech",
        title: "hyperbolic secant",
        meaning: "1/cosh(?u)",
        derivative: "-sech(?u)*tanh(?u)",
        float: Float::One(sech),
        enclosure: Enclosure::Reciprocal("cosh"),
        range: "(0, 1]",
        parity: Parity::Even,
        values: &[("0", "1"), ("-inf", "0"), ("inf", "0")],
        latex: "\\operatorname{sech}",
        about: "The reciprocal of the hyperbolic cosine.",
        source: "DLMF 4.28.6, 4.34.5",
        ..ROW
    },
    Function {
        name: "csch",
        aliases: &["cosech"],
        title: "hyperbolic cosecant",
        meaning: "1/sinh(?u)",
        derivative: "-csch(?u)*coth(?u)",
        domain: &["?u != 0"],
        float: Float::One(csch),
        enclosure: Enclosure::Reciprocal("sinh"),
        range: "(-inf, 0) or (0, inf)",
        parity: Parity::Odd,
        values: &[("0-", "-inf"), ("0+", "inf"), ("-inf", "0"), ("inf", "0")],
        latex: "\\operatorname{csch}",
        about: "The reciprocal of the hyperbolic sine.",
        source: "DLMF 4.28.5, 4.34.4",
        ..ROW
    },
    Function {
        name: "coth",
        title: "hyperbolic cotangent",
        meaning: "cosh(?u)/sinh(?u)",
        derivative: "1 - coth(?u)^2",
        domain: &["?u != 0"],
        float: Float::One(coth),
        enclosure: Enclosure::Points(Shape::Decreasing, bounds::coth),
        range: "(-inf, -1) or (1, inf)",
        parity: Parity::Odd,
        values: &[("0-", "-inf"), ("0+", "inf"), ("-inf", "-1"), ("inf", "1")],
        latex: "\\coth",
        about: "The reciprocal of the hyperbolic tangent.",
        source: "DLMF 4.28.7, 4.34.6",
        ..ROW
    },
    Function {
        name: "asinh",
        aliases: &["arcsinh", "arsinh"],
        title: "inverse hyperbolic sine",
        meaning: "ln(?u + sqrt(?u^2 + 1))",
        inverse_of: "sinh",
        derivative: "1/sqrt(?u^2 + 1)",
        float: Float::One(libm::asinh),
        enclosure: Enclosure::Points(Shape::Increasing, bounds::asinh),
        parity: Parity::Odd,
        monotonicity: Monotonicity::Increasing,
        values: &[("0", "0"), ("-inf", "-inf"), ("inf", "inf")],
        latex: "\\operatorname{arsinh}",
        about: "The number whose hyperbolic sine is the argument.",
        source: "DLMF 4.37.16, 4.38.9",
        ..ROW
    },
    Function {
        name: "acosh",
        aliases: &["arccosh", "arcosh"],
        title: "inverse hyperbolic cosine",
        meaning: "ln(?u + sqrt(?u^2 - 1))",
        inverse_of: "cosh",
        derivative: "1/sqrt(?u^2 - 1)",
        domain: &["?u >= 1"],
        differentiable: &["?u > 1"],
        float: Float::One(libm::acosh),
        enclosure: Enclosure::Points(Shape::Increasing, bounds::acosh),
        range: "[0, inf)",
        monotonicity: Monotonicity::Increasing,
        values: &[("1", "0"), ("inf", "inf")],
        kinks: &[Kink { at: "1", kind: KinkKind::Vertical, left: None, right: Some("inf") }],
        latex: "\\operatorname{arcosh}",
        about: "The number that is not negative and whose hyperbolic cosine is the argument.",
        source: "DLMF 4.37.19, 4.38.10",
        ..ROW
    },
    Function {
        name: "atanh",
        aliases: &["arctanh", "artanh"],
        title: "inverse hyperbolic tangent",
        meaning: "ln((1 + ?u)/(1 - ?u))/2",
        inverse_of: "tanh",
        derivative: "1/(1 - ?u^2)",
        domain: &["?u > -1", "?u < 1"],
        float: Float::One(atanh),
        enclosure: Enclosure::Points(Shape::Increasing, bounds::atanh),
        parity: Parity::Odd,
        monotonicity: Monotonicity::Increasing,
        values: &[("0", "0"), ("-1+", "-inf"), ("1-", "inf")],
        latex: "\\operatorname{artanh}",
        about: "The number whose hyperbolic tangent is the argument.",
        source: "DLMF 4.37.24, 4.38.11",
        ..ROW
    },
    Function {
        name: "asech",
        aliases: &["arcsech", "arsech"],
        title: "inverse hyperbolic secant",
        meaning: "acosh(1/?u)",
        inverse_of: "sech",
        derivative: "-1/(?u*sqrt(1 - ?u^2))",
        domain: &["?u > 0", "?u <= 1"],
        differentiable: &["?u < 1"],
        float: Float::One(asech),
        enclosure: Enclosure::AtReciprocal("acosh"),
        range: "[0, inf)",
        monotonicity: Monotonicity::Decreasing,
        values: &[("1", "0"), ("0+", "inf")],
        kinks: &[Kink { at: "1", kind: KinkKind::Vertical, left: Some("-inf"), right: None }],
        latex: "\\operatorname{arsech}",
        about: "The number that is not negative and whose hyperbolic secant is the argument.",
        source: "DLMF 4.37(ii), 4.38.13",
        ..ROW
    },
    Function {
        name: "acsch",
        aliases: &["arccsch", "arcsch", "arcosech", "acosech"],
        title: "inverse hyperbolic cosecant",
        meaning: "asinh(1/?u)",
        inverse_of: "csch",
        derivative: "-1/(?u^2*sqrt(1/?u^2 + 1))",
        domain: &["?u != 0"],
        float: Float::One(acsch),
        enclosure: Enclosure::AtReciprocal("asinh"),
        range: "(-inf, 0) or (0, inf)",
        parity: Parity::Odd,
        values: &[("0-", "-inf"), ("0+", "inf"), ("-inf", "0"), ("inf", "0")],
        latex: "\\operatorname{arcsch}",
        about: "The number whose hyperbolic cosecant is the argument.",
        source: "DLMF 4.37(ii), 4.38.12",
        ..ROW
    },
    Function {
        name: "acoth",
        aliases: &["arccoth", "arcoth"],
        title: "inverse hyperbolic cotangent",
        meaning: "atanh(1/?u)",
        inverse_of: "coth",
        derivative: "1/(1 - ?u^2)",
        domain: &["abs(?u) > 1"],
        float: Float::One(acoth),
        enclosure: Enclosure::AtReciprocal("atanh"),
        range: "(-inf, 0) or (0, inf)",
        parity: Parity::Odd,
        values: &[("-1-", "-inf"), ("1+", "inf"), ("-inf", "0"), ("inf", "0")],
        latex: "\\operatorname{arcoth}",
        about: "The number whose hyperbolic cotangent is the argument.",
        source: "DLMF 4.37(ii), 4.38.14",
        ..ROW
    },
];

fn sech(x: f64) -> f64 {
    1.0 / libm::cosh(x)
}

fn csch(x: f64) -> f64 {
    if x == 0.0 { f64::NAN } else { 1.0 / libm::sinh(x) }
}

fn coth(x: f64) -> f64 {
    if x == 0.0 { f64::NAN } else { 1.0 / libm::tanh(x) }
}

fn atanh(x: f64) -> f64 {
    if x > -1.0 && x < 1.0 { libm::atanh(x) } else { f64::NAN }
}

/// `ln(1 + (d + sqrt(d*(d + 2))))` with `d = 1/x - 1`
fn asech(x: f64) -> f64 {
    if x > 0.0 {
        let d = (1.0 - x) / x;
        libm::log1p(d + libm::sqrt(d) * libm::sqrt(d + 2.0))
    } else {
        f64::NAN
    }
}

fn acsch(x: f64) -> f64 {
    if x == 0.0 { f64::NAN } else { libm::asinh(1.0 / x) }
}

/// `ln(1 + 2/(x - 1))/2` for `x > 1`
fn acoth(x: f64) -> f64 {
    let size = libm::fabs(x);
    if size > 1.0 { libm::copysign(libm::log1p(2.0 / (size - 1.0)) / 2.0, x) } else { f64::NAN }
}
