//! The error function and the normal distribution.

use super::{Enclosure, Float, Function, Monotonicity, Parity, ROW, Shape, bounds, error_integral};

pub(super) const ROWS: &[Function] = &[
    Function {
        name: "erf",
        title: "error function",
        derivative: "2/sqrt(pi)*exp(-?u^2)",
        float: Float::One(libm::erf),
        enclosure: Enclosure::Points(Shape::Increasing, error_integral::erf),
        range: "(-1, 1)",
        parity: Parity::Odd,
        monotonicity: Monotonicity::Increasing,
        values: &[("0", "0"), ("-inf", "-1"), ("inf", "1")],
        latex: "\\operatorname{erf}",
        about: "The integral of 2/sqrt(pi)*e^(-t^2) from 0 to the argument.",
        source: "DLMF 7.2.1, 7.10.1",
        ..ROW
    },
    Function {
        name: "erfc",
        title: "complementary error function",
        meaning: "1 - erf(?u)",
        steady: &[("1 - erf(?u)", "erfc(?u)"), ("1 + erf(?u)", "erfc(-?u)")],
        derivative: "-2/sqrt(pi)*exp(-?u^2)",
        float: Float::One(libm::erfc),
        enclosure: Enclosure::Points(Shape::Decreasing, error_integral::erfc),
        range: "(0, 2)",
        monotonicity: Monotonicity::Decreasing,
        values: &[("0", "1"), ("-inf", "2"), ("inf", "0")],
        latex: "\\operatorname{erfc}",
        about: "The integral of 2/sqrt(pi)*e^(-t^2) from the argument to infinity.",
        source: "DLMF 7.2.2, 7.10.1",
        ..ROW
    },
    Function {
        name: "erfi",
        title: "imaginary error function",
        derivative: "2/sqrt(pi)*exp(?u^2)",
        float: Float::One(erfi),
        enclosure: Enclosure::Points(Shape::Increasing, error_integral::erfi),
        parity: Parity::Odd,
        monotonicity: Monotonicity::Increasing,
        values: &[("0", "0"), ("-inf", "-inf"), ("inf", "inf")],
        latex: "\\operatorname{erfi}",
        about: "The integral of 2/sqrt(pi)*e^(t^2) from 0 to the argument, erf(i*?u)/i for the imaginary unit i.",
        source: "DLMF 7.2.5, 7.5.1",
        ..ROW
    },
    Function {
        name: "Phi",
        aliases: &["normal_cdf", "ndtr"],
        title: "standard normal distribution function",
        meaning: "(1 + erf(?u/sqrt(2)))/2",
        derivative: "phi(?u)",
        float: Float::One(normal_distribution),
        enclosure: Enclosure::Points(Shape::Increasing, error_integral::normal_distribution),
        range: "(0, 1)",
        monotonicity: Monotonicity::Increasing,
        values: &[("0", "1/2"), ("-inf", "0"), ("inf", "1")],
        latex: "\\Phi",
        about: "The probability that a standard normal variable is at most the argument.",
        source: "DLMF 7.20.1",
        ..ROW
    },
    Function {
        name: "phi",
        aliases: &["normal_pdf"],
        title: "standard normal density",
        meaning: "exp(-?u^2/2)/sqrt(2*pi)",
        derivative: "-?u*phi(?u)",
        float: Float::One(normal_density),
        enclosure: Enclosure::Points(Shape::Hill, bounds::normal_density),
        range: "(0, 1/sqrt(2*pi)]",
        parity: Parity::Even,
        values: &[("0", "1/sqrt(2*pi)"), ("-inf", "0"), ("inf", "0")],
        latex: "\\varphi",
        about: "The bell curve with mean 0, variance 1 and area 1.",
        source: "DLMF 7.20.1",
        ..ROW
    },
];

/// `2/sqrt(pi)*(x + x^3/3 + x^5/(2!*5) + x^7/(3!*7) + …)`; from 27 on the value is beyond all floating-point numbers.
fn erfi(x: f64) -> f64 {
    if libm::fabs(x) >= 27.0 {
        return libm::copysign(f64::INFINITY, x);
    }
    let (mut power, mut sum, mut n) = (x, x, 0.0);
    while libm::fabs(power) > libm::fabs(sum) * f64::EPSILON / 16.0 {
        n += 1.0;
        power *= x * x / n;
        sum += power / (2.0 * n + 1.0);
    }
    sum * std::f64::consts::FRAC_2_SQRT_PI
}

fn normal_distribution(x: f64) -> f64 {
    libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2) / 2.0
}

fn normal_density(x: f64) -> f64 {
    libm::exp(-x * x / 2.0) / libm::sqrt(2.0 * std::f64::consts::PI)
}
