//! Identities of the exponential and the logarithm.

use super::{Rule, relation};

pub(super) const RULES: &[Rule] = &[
    relation("DLMF 4.8.10", ["exponential-of-a-logarithm", "e^(ln(u)) = u", "e^(ln(?u))", "?u"]),
    relation("DLMF 4.8.16", ["reciprocal-exponentials", "e^u*e^(-u) = 1", "e^?u*e^(-?u)", "1"]),
    relation("DLMF 4.8.7, 4.8.10", ["exponential-of-minus-a-logarithm", "e^(-ln(u)) = 1/u", "e^(-ln(?u))", "1/?u"]),
];
