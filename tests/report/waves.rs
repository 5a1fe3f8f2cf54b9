//! Waves: what repeats itself after a period, and what holds on all periods.

use super::{about, told};
use gprime::report::Known::{Enclosed, Proved};

#[test]
fn what_repeats_itself_is_told_by_its_period() {
    let cases = [
        ("sin(z)", "period", Proved, "g(z + 2*pi) = g(z)"),
        ("sin(z)", "range", Proved, "[-1, 1]"),
        ("sin(z)", "maximum", Proved, "1 at z = pi/2, and again after each period"),
        ("sin(z)", "zeros", Enclosed, "z = 0, z = pi, and again after each period"),
        ("sin(z)", "largest-slope", Proved, "1 at z = 0, and again after each period; it is the Lipschitz constant"),
        ("sin(z)", "limit-left", Proved, "none: it repeats itself and is not constant"),
        (
            "sin(z)",
            "monotone-pieces",
            Enclosed,
            "falls on pi/2 < z < 3*pi/2; rises on 3*pi/2 < z < 5*pi/2; and so on with period 2*pi",
        ),
        (
            "sin(z)",
            "extrema",
            Enclosed,
            "local maximum 1 at z = pi/2; local minimum -1 at z = 3*pi/2; and so on with period 2*pi",
        ),
        ("cos(2*z + 1)", "period", Proved, "g(z + pi) = g(z)"),
        ("cos(2*z + 1)", "range", Proved, "[-1, 1]"),
        ("sin(z)^2", "period", Proved, "g(z + pi) = g(z)"),
        ("sin(z)^2", "range", Proved, "[0, 1]"),
        ("sin(2*z)*cos(3*z)", "period", Proved, "g(z + 2*pi) = g(z)"),
        // the graph comes back higher
        ("sin(z) + z", "period", Proved, "g(z + 2*pi) = g(z) + 2*pi"),
        ("sin(z) + z", "invertible", Proved, "yes: it is strictly increasing"),
        ("sin(z) - 2*z", "period", Proved, "g(z + 2*pi) = g(z) - 4*pi"),
        ("sin(z) - 2*z", "invertible", Proved, "yes: it is strictly decreasing"),
        ("snake", "period", Proved, "g(z + pi) = g(z) + pi"),
        ("snake", "monotone-pieces", Proved, "rises on every z"),
    ];
    let tested = cases.into_iter().inspect(|(formula, fact, known, says)| {
        assert_eq!(told(&about(formula), fact), (*known, (*says).to_owned()), "{formula}: {fact}");
    });
    assert_eq!(tested.count(), 19);
}

#[test]
fn what_does_not_repeat_itself_has_no_period() {
    let formulas = ["z*sin(z)", "sin(z^2)", "tanh(z)", "sin(z) + z^2", "|z|", "sin(z) + cos(sqrt(2)*z)", "e^(-z^2)"];
    let tested = formulas.into_iter().inspect(|formula| {
        assert!(about(formula).fact("period").is_none(), "{formula}");
    });
    assert_eq!(tested.count(), 7);
}
