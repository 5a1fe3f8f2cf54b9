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
        is_relation: false,
        when: &[],
        shift: 0,
        source: "DLMF 4.21 and 4.35",
    }
}

/// A polynomial in functions of one argument that vanishes.
const fn relation(name: &'static str, because: &'static str, left: &'static str, right: &'static str) -> Rule {
    Rule { is_relation: true, ..rule(name, because, left, right) }
}

pub(super) const RULES: &[Rule] = &[
    relation("squares-of-sine-and-cosine", "sin(u)^2 + cos(u)^2 = 1", "sin(?u)^2 + cos(?u)^2", "1"),
    rule("square-of-the-sine", "sin(u)^2 = 1 - cos(u)^2", "sin(?u)^2", "1 - cos(?u)^2"),
    rule(
        "sine-of-a-sum",
        "sin(u + v) = sin(u)*cos(v) + cos(u)*sin(v)",
        "sin(?u + ?v)",
        "sin(?u)*cos(?v) + cos(?u)*sin(?v)",
    ),
    rule(
        "cosine-of-a-sum",
        "cos(u + v) = cos(u)*cos(v) - sin(u)*sin(v)",
        "cos(?u + ?v)",
        "cos(?u)*cos(?v) - sin(?u)*sin(?v)",
    ),
    relation("squares-of-hyperbolic-functions", "cosh(u)^2 - sinh(u)^2 = 1", "cosh(?u)^2 - sinh(?u)^2", "1"),
];
