//! Identities of the circular and the hyperbolic functions.

use super::{Kind, Rule};

const fn rule(name: &'static str, because: &'static str, left: &'static str, right: &'static str) -> Rule {
    Rule {
        name,
        because,
        kind: Kind::Identity,
        left,
        right,
        is_linear: false,
        when: &[],
        shift: 0,
        source: "DLMF 4.21 and 4.35",
    }
}

pub(super) const RULES: &[Rule] = &[
    rule("squares-of-sine-and-cosine", "sin(u)^2 + cos(u)^2 = 1", "sin(?u)^2 + cos(?u)^2", "1"),
    rule("squares-of-hyperbolic-functions", "cosh(u)^2 - sinh(u)^2 = 1", "cosh(?u)^2 - sinh(?u)^2", "1"),
];
