//! Functions with kinks: absolute value, sign, maximum and minimum.

use super::{Enclosure, Float, Function, Kink, KinkKind, Monotonicity, Parity, ROW, Shape, bounds};

pub(super) const ROWS: &[Function] = &[
    Function {
        name: "abs",
        title: "absolute value",
        meaning: "{?u if ?u >= 0; -?u otherwise}",
        derivative: "?u/abs(?u)",
        differentiable: &["?u != 0"],
        float: Float::One(libm::fabs),
        enclosure: Enclosure::Points(Shape::Valley, bounds::abs),
        range: "[0, inf)",
        parity: Parity::Even,
        values: &[("-1", "1"), ("0", "0"), ("1", "1"), ("-inf", "inf"), ("inf", "inf")],
        kinks: &[Kink { at: "0", kind: KinkKind::Corner, left: Some("-1"), right: Some("1") }],
        latex: "\\left|#1\\right|",
        about: "The distance of the argument from 0.",
        source: "Spivak, Calculus, 4th edition (2008), chapter 1",
        ..ROW
    },
    Function {
        name: "sign",
        aliases: &["sgn"],
        title: "sign",
        meaning: "{1 if ?u > 0; -1 if ?u < 0; 0 otherwise}",
        derivative: "0",
        differentiable: &["?u != 0"],
        float: Float::One(sign),
        enclosure: Enclosure::Points(Shape::Increasing, bounds::sign),
        range: "{-1, 0, 1}",
        parity: Parity::Odd,
        monotonicity: Monotonicity::Nondecreasing,
        values: &[("-1", "-1"), ("0", "0"), ("1", "1"), ("0-", "-1"), ("0+", "1"), ("-inf", "-1"), ("inf", "1")],
        kinks: &[Kink { at: "0", kind: KinkKind::Jump, left: Some("inf"), right: Some("inf") }],
        latex: "\\operatorname{sgn}",
        about: "1 for positive numbers, -1 for negative ones and 0 at 0.",
        source: "DLMF, Common Notations and Definitions",
        ..ROW
    },
    Function {
        name: "max",
        title: "maximum",
        arity: 2,
        meaning: "{?u if ?u >= ?v; ?v otherwise}",
        derivative: "{?u' if ?u > ?v; ?v' if ?u < ?v}",
        differentiable: &["?u != ?v"],
        float: Float::Two(max),
        enclosure: Enclosure::Maximum,
        kinks: &[Kink {
            at: "?u = ?v",
            kind: KinkKind::Corner,
            left: Some("min(?u', ?v')"),
            right: Some("max(?u', ?v')"),
        }],
        latex: "\\max\\left(#1, #2\\right)",
        about: "The larger of both arguments.",
        source: "Clarke, Optimization and Nonsmooth Analysis (1983), section 2.3",
        ..ROW
    },
    Function {
        name: "min",
        title: "minimum",
        arity: 2,
        meaning: "{?u if ?u <= ?v; ?v otherwise}",
        derivative: "{?u' if ?u < ?v; ?v' if ?u > ?v}",
        differentiable: &["?u != ?v"],
        float: Float::Two(min),
        enclosure: Enclosure::Minimum,
        kinks: &[Kink {
            at: "?u = ?v",
            kind: KinkKind::Corner,
            left: Some("max(?u', ?v')"),
            right: Some("min(?u', ?v')"),
        }],
        latex: "\\min\\left(#1, #2\\right)",
        about: "The smaller of both arguments.",
        source: "Clarke, Optimization and Nonsmooth Analysis (1983), section 2.3",
        ..ROW
    },
];

fn sign(x: f64) -> f64 {
    if x > 0.0 {
        1.0
    } else if x < 0.0 {
        -1.0
    } else if x == 0.0 {
        0.0
    } else {
        f64::NAN
    }
}

/// The larger argument; undefined where one of them is.
fn max(a: f64, b: f64) -> f64 {
    if a >= b {
        a
    } else if b > a {
        b
    } else {
        f64::NAN
    }
}

/// The smaller argument; undefined where one of them is.
fn min(a: f64, b: f64) -> f64 {
    if a <= b {
        a
    } else if b < a {
        b
    } else {
        f64::NAN
    }
}
