//! Identities of the circular and the hyperbolic functions.

use super::{Rule, identity, relation};

pub(super) const RULES: &[Rule] = &[
    relation("DLMF 4.21.12", ["squares-of-sine-and-cosine", "sin(u)^2 + cos(u)^2 = 1", "sin(?u)^2 + cos(?u)^2", "1"]),
    identity("DLMF 4.21.12", ["square-of-the-sine", "sin(u)^2 = 1 - cos(u)^2", "sin(?u)^2", "1 - cos(?u)^2"]),
    identity(
        "DLMF 4.21.2",
        [
            "sine-of-a-sum",
            "sin(u + v) = sin(u)*cos(v) + cos(u)*sin(v)",
            "sin(?u + ?v)",
            "sin(?u)*cos(?v) + cos(?u)*sin(?v)",
        ],
    ),
    identity(
        "DLMF 4.21.3",
        [
            "cosine-of-a-sum",
            "cos(u + v) = cos(u)*cos(v) - sin(u)*sin(v)",
            "cos(?u + ?v)",
            "cos(?u)*cos(?v) - sin(?u)*sin(?v)",
        ],
    ),
    relation(
        "DLMF 4.35.11",
        ["squares-of-hyperbolic-functions", "cosh(u)^2 - sinh(u)^2 = 1", "cosh(?u)^2 - sinh(?u)^2", "1"],
    ),
];
