//! Slips in a rule of differentiation.

use super::{Slip, Special, slip, special};

pub(super) const SLIPS: &[Slip] = &[
    slip(
        [
            "inner-derivative-lost",
            "inner derivative lost",
            "this is what the chain rule gives without the derivative of the inner function",
            "f(u)' = f'(u)*u', not f'(u)",
        ],
        &[("f(?u)", "?d"), ("?u^?k", "?k*?u^(?k - 1)"), ("?k^?u", "?k^?u*ln(?k)"), ("?k/?u", "-?k/?u^2")],
        &[],
    ),
    special(
        [
            "wrong-branch",
            "another branch's derivative",
            "this is the derivative of another branch",
            "each branch has its own derivative",
        ],
        &[
            ("max(?a, ?b)", "?a'"),
            ("max(?a, ?b)", "?b'"),
            ("max(?a, ?b)", "{?b' if ?a > ?b; ?a' if ?b > ?a}"),
            ("min(?a, ?b)", "?a'"),
            ("min(?a, ?b)", "?b'"),
            ("min(?a, ?b)", "{?a' if ?a > ?b; ?b' if ?b > ?a}"),
            ("|?u|", "?u'"),
            ("|?u|", "-?u'"),
        ],
        Special::Branch,
    ),
    slip(
        [
            "exponent-not-lowered",
            "exponent not lowered",
            "this is what the power rule gives with the exponent not lowered",
            "(u^n)' = n*u^(n - 1)*u', not n*u^n*u'",
        ],
        &[("?u^?k", "?k*?u^?k*?u'"), ("?u^?k", "?k*?u^?k")],
        &[],
    ),
    slip(
        [
            "power-factor-lost",
            "factor of the power rule lost",
            "this is what the power rule gives without the exponent as a factor",
            "(u^n)' = n*u^(n - 1)*u', not u^(n - 1)*u'",
        ],
        &[("?u^?k", "?u^(?k - 1)*?u'"), ("?u^?k", "?u^(?k - 1)")],
        &[],
    ),
    slip(
        [
            "exponent-raised",
            "exponent raised",
            "this is what the power rule gives with the exponent raised instead of lowered",
            "(u^n)' = n*u^(n - 1)*u', not n*u^(n + 1)*u'",
        ],
        &[("?u^?k", "?k*?u^(?k + 1)*?u'"), ("?u^?k", "?u^(?k + 1)/(?k + 1)"), ("?u^?k", "(?k - 1)*?u^(?k - 1)*?u'")],
        &[],
    ),
    slip(
        [
            "product-of-derivatives",
            "product of the derivatives",
            "this is the product of the derivatives, which is not the derivative of the product",
            "(u*v)' = u'*v + u*v', not u'*v'",
        ],
        &[("?u*?v", "?u'*?v'")],
        &[],
    ),
    slip(
        [
            "product-half-lost",
            "half of the product rule lost",
            "this is one half of the product rule",
            "(u*v)' = u'*v + u*v', not u'*v or u*v' alone",
        ],
        &[("?u*?v", "?u'*?v")],
        &[],
    ),
    slip(
        [
            "product-with-minus",
            "product rule with a minus",
            "this is what the product rule gives with a minus in place of the plus",
            "(u*v)' = u'*v + u*v', not u'*v - u*v'",
        ],
        &[("?u*?v", "?u'*?v - ?u*?v'")],
        &[],
    ),
    slip(
        [
            "reciprocal-sign-lost",
            "minus of the reciprocal rule lost",
            "this is what the reciprocal rule gives without its minus",
            "(1/v)' = -v'/v^2, not v'/v^2",
        ],
        &[("?k/?v", "?k*?v'/?v^2")],
        &[],
    ),
    slip(
        [
            "quotient-swapped",
            "numerator of the quotient rule swapped",
            "this is what the quotient rule gives with the numerator's terms swapped",
            "(u/v)' = (u'*v - u*v')/v^2, not (u*v' - u'*v)/v^2",
        ],
        &[("?u/?v", "(?u*?v' - ?u'*?v)/?v^2")],
        &[],
    ),
    slip(
        [
            "quotient-with-plus",
            "quotient rule with a plus",
            "this is what the quotient rule gives with a plus in place of the minus",
            "(u/v)' = (u'*v - u*v')/v^2, not (u'*v + u*v')/v^2",
        ],
        &[("?u/?v", "(?u'*?v + ?u*?v')/?v^2")],
        &[],
    ),
    slip(
        [
            "denominator-not-squared",
            "denominator not squared",
            "this is what the quotient rule gives with the denominator not squared",
            "(u/v)' = (u'*v - u*v')/v^2, not (u'*v - u*v')/v",
        ],
        &[("?u/?v", "(?u'*?v - ?u*?v')/?v"), ("?k/?v", "-?k*?v'/?v")],
        &[],
    ),
    slip(
        [
            "quotient-of-derivatives",
            "quotient of the derivatives",
            "this is the quotient of the derivatives, which is not the derivative of the quotient",
            "(u/v)' = (u'*v - u*v')/v^2, not u'/v'",
        ],
        &[("?u/?v", "?u'/?v'"), ("?k/?v", "?k/?v'")],
        &[],
    ),
    slip(
        [
            "quotient-half-lost",
            "half of the quotient rule lost",
            "this is the quotient rule with one of its two terms lost",
            "(u/v)' = (u'*v - u*v')/v^2, not u'/v or -u*v'/v^2 alone",
        ],
        &[("?u/?v", "?u'/?v"), ("?u/?v", "-(?u*?v')/?v^2"), ("?u/?v", "?u*?v'/?v^2")],
        &[],
    ),
    slip(
        [
            "quotient-rule-without-denominator",
            "denominator of the quotient rule lost",
            "this is the numerator of the quotient rule alone",
            "(u/v)' = (u'*v - u*v')/v^2, not u'*v - u*v'",
        ],
        &[("?u/?v", "?u'*?v - ?u*?v'"), ("?k/?v", "-?k*?v'")],
        &[],
    ),
    slip(
        [
            "logarithm-as-reciprocal",
            "reciprocal of the logarithm",
            "this is what comes out if the derivative of ln(u) is taken as 1/ln(u)",
            "ln(u)' = u'/u, not 1/ln(u)",
        ],
        &[("ln(?u)", "?u'/ln(?u)"), ("ln(?u)", "1/ln(?u)"), ("ln(?u)", "1/?u'")],
        &[],
    ),
    slip(
        [
            "exponential-as-power",
            "power rule for an exponential",
            "this is what the power rule would give, but the variable stands in the exponent",
            "(a^u)' = a^u*ln(a)*u', not u*a^(u - 1)*u'",
        ],
        &[
            ("e^?u", "?u*e^(?u - 1)*?u'"),
            ("e^?u", "?u*e^(?u - 1)"),
            ("?k^?u", "?u*?k^(?u - 1)*?u'"),
            ("?k^?u", "?u*?k^(?u - 1)"),
        ],
        &[],
    ),
    slip(
        [
            "logarithm-of-base-lost",
            "logarithm of the base lost",
            "this is the derivative of an exponential without the logarithm of its base",
            "(a^u)' = a^u*ln(a)*u', not a^u*u'",
        ],
        &[("?k^?u", "?k^?u*?u'"), ("?k^?u", "?k^?u")],
        &[],
    ),
];
