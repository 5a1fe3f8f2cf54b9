//! The logistic function and what is made from it.

use super::{Enclosure, Float, Function, Monotonicity, ROW, Shape, bounds};

pub(super) const ROWS: &[Function] = &[
    Function {
        name: "sigmoid",
        aliases: &["logistic", "expit", "sigma"],
        title: "logistic sigmoid",
        meaning: "1/(1 + exp(-?u))",
        steady: &[
            ("?v/(1 + exp(-?u))", "?v*sigmoid(?u)"),
            ("?v/(1 + exp(?u))", "?v*sigmoid(-?u)"),
            ("1/(1 + exp(-?u))", "sigmoid(?u)"),
            ("1/(1 + exp(?u))", "sigmoid(-?u)"),
            ("exp(?u)/(1 + exp(?u))", "sigmoid(?u)"),
            ("1 + tanh(?u)", "2*sigmoid(2*?u)"),
        ],
        derivative: "sigmoid(?u)*(1 - sigmoid(?u))",
        float: Float::One(sigmoid),
        enclosure: Enclosure::Points(Shape::Increasing, bounds::sigmoid),
        range: "(0, 1)",
        monotonicity: Monotonicity::Increasing,
        values: &[("0", "1/2"), ("-inf", "0"), ("inf", "1")],
        latex: "\\sigma",
        about: "A smooth step from 0 to 1, the probability that belongs to the log-odds in the argument.",
        source: "Rumelhart, Hinton, Williams, Learning representations by back-propagating errors, Nature 323 (1986)",
        ..ROW
    },
    Function {
        name: "softplus",
        title: "softplus",
        meaning: "ln(1 + exp(?u))",
        steady: &[
            ("ln(1 + exp(?u))", "softplus(?u)"),
            ("ln(exp(?u) + exp(?v))", "?u + softplus(?v - ?u)"),
            ("ln(sigmoid(?u))", "-softplus(-?u)"),
        ],
        derivative: "sigmoid(?u)",
        float: Float::One(softplus),
        enclosure: Enclosure::Points(Shape::Increasing, bounds::softplus),
        range: "(0, inf)",
        monotonicity: Monotonicity::Increasing,
        values: &[("0", "ln(2)"), ("-inf", "0"), ("inf", "inf")],
        latex: "\\operatorname{softplus}",
        about: "A smooth version of max(0, ?u), the antiderivative of the logistic sigmoid.",
        source: "Dugas, Bengio, Belisle, Nadeau, Garcia, Incorporating second-order functional knowledge for better \
                 option pricing, NIPS 13 (2000)",
        ..ROW
    },
];

fn sigmoid(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + libm::exp(-x))
    } else {
        let e = libm::exp(x);
        e / (1.0 + e)
    }
}

fn softplus(x: f64) -> f64 {
    if x > 0.0 { x + libm::log1p(libm::exp(-x)) } else { libm::log1p(libm::exp(x)) }
}
