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
    identity("DLMF 4.24", ["sine-of-an-arcsine", "sin(asin(u)) = u", "sin(asin(?u))", "?u"]),
    identity("DLMF 4.24", ["cosine-of-an-arcsine", "cos(asin(u)) = sqrt(1 - u^2)", "cos(asin(?u))", "sqrt(1 - ?u^2)"]),
    identity("DLMF 4.24", ["sine-of-an-arccosine", "sin(acos(u)) = sqrt(1 - u^2)", "sin(acos(?u))", "sqrt(1 - ?u^2)"]),
    identity("DLMF 4.24", ["cosine-of-an-arccosine", "cos(acos(u)) = u", "cos(acos(?u))", "?u"]),
    identity(
        "DLMF 4.24",
        ["sine-of-an-arctangent", "sin(atan(u)) = u/sqrt(1 + u^2)", "sin(atan(?u))", "?u/sqrt(1 + ?u^2)"],
    ),
    identity(
        "DLMF 4.24",
        ["cosine-of-an-arctangent", "cos(atan(u)) = 1/sqrt(1 + u^2)", "cos(atan(?u))", "1/sqrt(1 + ?u^2)"],
    ),
    relation(
        "DLMF 4.35.11",
        ["squares-of-hyperbolic-functions", "cosh(u)^2 - sinh(u)^2 = 1", "cosh(?u)^2 - sinh(?u)^2", "1"],
    ),
];
