//! Identities of the exponential and the logarithm.

use super::{Kind, Rule};

const fn rule(name: &'static str, because: &'static str, left: &'static str, right: &'static str) -> Rule {
    Rule {
        name,
        because,
        kind: Kind::Identity,
        left,
        right,
        is_linear: false,
        is_relation: true,
        when: &[],
        shift: 0,
        source: "DLMF 4.4",
    }
}

pub(super) const RULES: &[Rule] = &[
    rule("exponential-of-a-logarithm", "e^(ln(u)) = u", "e^(ln(?u))", "?u"),
    rule("reciprocal-exponentials", "e^u*e^(-u) = 1", "e^?u*e^(-?u)", "1"),
    rule("exponential-of-minus-a-logarithm", "e^(-ln(u)) = 1/u", "e^(-ln(?u))", "1/?u"),
];
