//! Identities of powers and roots.

use super::{Kind, Rule};

const fn rule(name: &'static str, because: &'static str, left: &'static str, right: &'static str) -> Rule {
    Rule { name, because, kind: Kind::Identity, left, right, is_linear: false, when: &[], shift: 0, source: "DLMF 4.2" }
}

pub(super) const RULES: &[Rule] = &[
    rule("square-of-a-root", "sqrt(u)^2 = u", "sqrt(?u)^2", "?u"),
    Rule {
        when: &["?u >= 0", "?v >= 0"],
        ..rule("product-of-roots", "sqrt(u)*sqrt(v) = sqrt(u*v)", "sqrt(?u)*sqrt(?v)", "sqrt(?u*?v)")
    },
];
