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
        values: &[
            ("0", "0"),
            ("pi/6", "1/2"),
            ("pi/4", "sqrt(2)/2"),
            ("pi/3", "sqrt(3)/2"),
            ("pi/2", "1"),
            ("pi", "0"),
            ("3*pi/2", "-1"),
        ],
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
        values: &[
            ("0", "1"),
            ("pi/6", "sqrt(3)/2"),
            ("pi/4", "sqrt(2)/2"),
            ("pi/3", "1/2"),
            ("pi/2", "0"),
            ("pi", "-1"),
            ("2*pi", "1"),
        ],
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
        inverse_of: "sin",
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
        inverse_of: "cos",
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
        inverse_of: "tan",
        derivative: "1/(1 + ?u^2)",
        float: Float::One(libm::atan),
        enclosure: Enclosure::Points(Shape::Increasing, bounds::atan),
        range: "(-pi/2, pi/2)",
        parity: Parity::Odd,
        monotonicity: Monotonicity::Increasing,
        values: &[
            ("0", "0"),
            ("1/sqrt(3)", "pi/6"),
            ("1", "pi/4"),
            ("sqrt(3)", "pi/3"),
            ("-inf", "-pi/2"),
            ("inf", "pi/2"),
        ],
        latex: "\\arctan",
        about: "The angle between -pi/2 and pi/2 whose tangent is the argument.",
        source: "DLMF 4.23(ii), 4.24.9",
        ..ROW
    },
    Function {
        name: "asec",
        aliases: &["arcsec"],
        title: "arcsecant",
        meaning: "acos(1/?u)",
        inverse_of: "sec",
        derivative: "1/(?u^2*sqrt(1 - 1/?u^2))",
        domain: &["abs(?u) >= 1"],
        differentiable: &["abs(?u) > 1"],
        float: Float::One(asec),
        enclosure: Enclosure::AtReciprocal("acos"),
        range: "[0, pi/2) or (pi/2, pi]",
        values: &[("-1", "pi"), ("1", "0"), ("2", "pi/3"), ("-inf", "pi/2"), ("inf", "pi/2")],
        kinks: &[
            Kink { at: "-1", kind: KinkKind::Vertical, left: Some("inf"), right: None },
            Kink { at: "1", kind: KinkKind::Vertical, left: None, right: Some("inf") },
        ],
        latex: "\\operatorname{arcsec}",
        about: "The angle between 0 and pi whose secant is the argument.",
        source: "DLMF 4.23(ii), 4.24.11",
        ..ROW
    },
    Function {
        name: "acsc",
        aliases: &["arccsc", "arccosec", "acosec"],
        title: "arccosecant",
        meaning: "asin(1/?u)",
        inverse_of: "csc",
        derivative: "-1/(?u^2*sqrt(1 - 1/?u^2))",
        domain: &["abs(?u) >= 1"],
        differentiable: &["abs(?u) > 1"],
        float: Float::One(acsc),
        enclosure: Enclosure::AtReciprocal("asin"),
        range: "[-pi/2, 0) or (0, pi/2]",
        parity: Parity::Odd,
        values: &[("-1", "-pi/2"), ("1", "pi/2"), ("2", "pi/6"), ("-inf", "0"), ("inf", "0")],
        kinks: &[
            Kink { at: "-1", kind: KinkKind::Vertical, left: Some("-inf"), right: None },
            Kink { at: "1", kind: KinkKind::Vertical, left: None, right: Some("-inf") },
        ],
        latex: "\\operatorname{arccsc}",
        about: "The angle between -pi/2 and pi/2 whose cosecant is the argument.",
        source: "DLMF 4.23(ii), 4.24.10",
        ..ROW
    },
    Function {
        name: "acot",
        aliases: &["arccot", "arcctg"],
        title: "arccotangent",
        meaning: "atan(1/?u)",
        inverse_of: "cot",
        derivative: "-1/(1 + ?u^2)",
        domain: &["?u != 0"],
        float: Float::One(acot),
        enclosure: Enclosure::AtReciprocal("atan"),
        range: "(-pi/2, 0) or (0, pi/2)",
        parity: Parity::Odd,
        values: &[("1", "pi/4"), ("0-", "-pi/2"), ("0+", "pi/2"), ("-inf", "0"), ("inf", "0")],
        latex: "\\operatorname{arccot}",
        about: "The angle between -pi/2 and pi/2 whose cotangent is the argument; at 0 both ends have it and there is no value.",
        source: "DLMF 4.23(ii), 4.24.12",
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

/// `atan(sqrt(x^2 - 1))` for `x > 0`, and `pi` less that for `x < 0`.
fn asec(x: f64) -> f64 {
    let angle = libm::atan(tangent_of_secant(x));
    if x < 0.0 { std::f64::consts::PI - angle } else { angle }
}

fn acsc(x: f64) -> f64 {
    libm::copysign(libm::atan(1.0 / tangent_of_secant(x)), x)
}

fn acot(x: f64) -> f64 {
    if x == 0.0 { f64::NAN } else { libm::atan(1.0 / x) }
}

/// The absolute value of the tangent of an angle with this secant.
fn tangent_of_secant(x: f64) -> f64 {
    let size = libm::fabs(x);
    libm::sqrt(size - 1.0) * libm::sqrt(size + 1.0)
}
