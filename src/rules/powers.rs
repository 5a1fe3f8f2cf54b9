//! Identities of powers and roots.

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
        source: "DLMF 4.2",
    }
}

/// A polynomial in functions of one argument that vanishes.
const fn relation(name: &'static str, because: &'static str, left: &'static str, right: &'static str) -> Rule {
    Rule { is_relation: true, ..rule(name, because, left, right) }
}

pub(super) const RULES: &[Rule] = &[
    relation("square-of-a-root", "sqrt(u)^2 = u", "sqrt(?u)^2", "?u"),
    Rule {
        when: &["?u >= 0", "?v >= 0"],
        ..relation("product-of-roots", "sqrt(u)*sqrt(v) = sqrt(u*v)", "sqrt(?u)*sqrt(?v)", "sqrt(?u*?v)")
    },
    rule("square-of-a-size", "|u|^2 = u^2", "abs(?u)^2", "?u^2"),
    rule("size-times-sign", "|u| = sign(u)*u", "abs(?u)", "sign(?u)*?u"),
    Rule { when: &["?u >= 0"], ..rule("size-of-no-negative-number", "u = |u|", "?u", "abs(?u)") },
];
