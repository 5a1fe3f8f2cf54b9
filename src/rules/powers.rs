//! Identities of powers, roots and sizes.

use super::{Rule, identity, relation};

/// Where the size of a number is defined.
const SIZES: &str = "Spivak, Calculus, chapter 1";

pub(super) const RULES: &[Rule] = &[
    relation("DLMF 4.8.14", ["square-of-a-root", "sqrt(u)^2 = u", "sqrt(?u)^2", "?u"]),
    Rule {
        when: &["?u >= 0", "?v >= 0"],
        ..relation(
            "DLMF 4.8.15",
            ["product-of-roots", "sqrt(u)*sqrt(v) = sqrt(u*v)", "sqrt(?u)*sqrt(?v)", "sqrt(?u*?v)"],
        )
    },
    relation("DLMF 4.8.14", ["third-power-of-a-root", "cbrt(u)^3 = u", "cbrt(?u)^3", "?u"]),
    identity("DLMF 4.8.14", ["root-of-a-third-power", "cbrt(u^3) = u", "cbrt(?u^3)", "?u"]),
    identity(SIZES, ["square-of-a-size", "|u|^2 = u^2", "abs(?u)^2", "?u^2"]),
    identity(SIZES, ["size-times-sign", "|u| = sign(u)*u", "abs(?u)", "sign(?u)*?u"]),
    Rule { when: &["?u >= 0"], ..identity(SIZES, ["size-of-no-negative-number", "u = |u|", "?u", "abs(?u)"]) },
];
