//! Circular functions and their inverses, with arguments and values in radians.

use super::{Enclosure, Float, Function, Kink, KinkKind, Monotonicity, Parity, ROW, Shape, bounds};

pub(super) const ROWS: &[Function] = &[
    Function {
        name: "sin",
        title: "sine",
        derivative: "cos(?u)",
        float: Float::One(libm::sin),
        enclosure: Enclosure::Points(Shape::Sine, bounds::sin),
        range: "[-1, 1]",
        parity: Parity::Odd,
        values: &[("0", "0"), ("pi/6", "1/2"), ("pi/2", "1"), ("pi", "0"), ("3*pi/2", "-1")],
        latex: "\\sin",
        about: "The ordinate of the point at this angle on the unit circle.",
        source: "DLMF 4.14.1, 4.20.1",
        ..ROW
    },
    Function {
        name: "cos",
        title: "cosine",
        derivative: "-sin(?u)",
        float: Float::One(libm::cos),
        enclosure: Enclosure::Points(Shape::Cosine, bounds::cos),
        range: "[-1, 1]",
        parity: Parity::Even,
        values: &[("0", "1"), ("pi/3", "1/2"), ("pi/2", "0"), ("pi", "-1"), ("2*pi", "1")],
        latex: "\\cos",
        about: "The abscissa of the point at this angle on the unit circle.",
        source: "DLMF 4.14.2, 4.20.2",
        ..ROW
    },
    Function {
        name: "tan",
        title: "tangent",
        meaning: "sin(?u)/cos(?u)",
        derivative: "1 + tan(?u)^2",
        domain: &["cos(?u) != 0"],
        float: Float::One(libm::tan),
        enclosure: Enclosure::Points(Shape::Increasing, bounds::tan),
        parity: Parity::Odd,
        values: &[("0", "0"), ("pi/4", "1"), ("pi", "0")],
        latex: "\\tan",
        about: "The slope of the line at this angle to the axis.",
        source: "DLMF 4.14.4, 4.20.3",
        ..ROW
    },
    Function {
        name: "sec",
        title: "secant",
        meaning: "1/cos(?u)",
        derivative: "sec(?u)*tan(?u)",
        domain: &["cos(?u) != 0"],
        float: Float::One(sec),
        enclosure: Enclosure::Reciprocal("cos"),
        range: "(-inf, -1] or [1, inf)",
        parity: Parity::Even,
        values: &[("0", "1"), ("pi/3", "2"), ("pi", "-1")],
        latex: "\\sec",
        about: "The reciprocal of the cosine.",
        source: "DLMF 4.14.6, 4.20.5",
        ..ROW
    },
    Function {
        name: "csc",
        aliases: &["cosec"],
        title: "cosecant",
        meaning: "1/sin(?u)",
        derivative: "-csc(?u)*cot(?u)",
        domain: &["sin(?u) != 0"],
        float: Float::One(csc),
        enclosure: Enclosure::Reciprocal("sin"),
        range: "(-inf, -1] or [1, inf)",
        parity: Parity::Odd,
        values: &[("pi/6", "2"), ("pi/2", "1"), ("3*pi/2", "-1")],
        latex: "\\csc",
        about: "The reciprocal of the sine.",
        source: "DLMF 4.14.5, 4.20.4",
        ..ROW
    },
    Function {
        name: "cot",
        title: "cotangent",
        meaning: "cos(?u)/sin(?u)",
        derivative: "-(1 + cot(?u)^2)",
        domain: &["sin(?u) != 0"],
        float: Float::One(cot),
        enclosure: Enclosure::Points(Shape::Decreasing, bounds::cot),
        parity: Parity::Odd,
        values: &[("pi/4", "1"), ("pi/2", "0")],
        latex: "\\cot",
        about: "The quotient of cosine and sine.",
        source: "DLMF 4.14.7, 4.20.6",
        ..ROW
    },
    Function {
        name: "asin",
        aliases: &["arcsin"],
        title: "arcsine",
        derivative: "1/sqrt(1 - ?u^2)",
        domain: &["?u >= -1", "?u <= 1"],
        differentiable: &["?u > -1", "?u < 1"],
        float: Float::One(libm::asin),
        enclosure: Enclosure::Points(Shape::Increasing, bounds::asin),
        range: "[-pi/2, pi/2]",
        parity: Parity::Odd,
        monotonicity: Monotonicity::Increasing,
        values: &[("-1", "-pi/2"), ("0", "0"), ("1/2", "pi/6"), ("1", "pi/2")],
        kinks: &[
            Kink { at: "-1", kind: KinkKind::Vertical, left: None, right: Some("inf") },
            Kink { at: "1", kind: KinkKind::Vertical, left: Some("inf"), right: None },
        ],
        latex: "\\arcsin",
        about: "The angle between -pi/2 and pi/2 whose sine is the argument.",
        source: "DLMF 4.23(ii), 4.24.7",
        ..ROW
    },
    Function {
        name: "acos",
        aliases: &["arccos"],
        title: "arccosine",
        derivative: "-1/sqrt(1 - ?u^2)",
        domain: &["?u >= -1", "?u <= 1"],
        differentiable: &["?u > -1", "?u < 1"],
        float: Float::One(libm::acos),
        enclosure: Enclosure::Points(Shape::Decreasing, bounds::acos),
        range: "[0, pi]",
        monotonicity: Monotonicity::Decreasing,
        values: &[("-1", "pi"), ("0", "pi/2"), ("1/2", "pi/3"), ("1", "0")],
        kinks: &[
            Kink { at: "-1", kind: KinkKind::Vertical, left: None, right: Some("-inf") },
            Kink { at: "1", kind: KinkKind::Vertical, left: Some("-inf"), right: None },
        ],
        latex: "\\arccos",
        about: "The angle between 0 and pi whose cosine is the argument.",
        source: "DLMF 4.23(ii), 4.24.8",
        ..ROW
    },
    Function {
        name: "atan",
        aliases: &["arctan"],
        title: "arctangent",
        derivative: "1/(1 + ?u^2)",
        float: Float::One(libm::atan),
        enclosure: Enclosure::Points(Shape::Increasing, bounds::atan),
        range: "(-pi/2, pi/2)",
        parity: Parity::Odd,
        monotonicity: Monotonicity::Increasing,
        values: &[("0", "0"), ("1", "pi/4"), ("-inf", "-pi/2"), ("inf", "pi/2")],
        latex: "\\arctan",
        about: "The angle between -pi/2 and pi/2 whose tangent is the argument.",
        source: "DLMF 4.23(ii), 4.24.9",
        ..ROW
    },
];

fn sec(x: f64) -> f64 {
    1.0 / libm::cos(x)
}

fn csc(x: f64) -> f64 {
    nonzero(libm::sin(x), 1.0)
}

fn cot(x: f64) -> f64 {
    nonzero(libm::tan(x), 1.0)
}

/// `top/bottom`, undefined where `bottom` is 0.
fn nonzero(bottom: f64, top: f64) -> f64 {
    if bottom == 0.0 { f64::NAN } else { top / bottom }
}
