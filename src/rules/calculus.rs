//! The rules of differentiation; what a row of the table of functions says comes in through the chain rule.

use super::{Kind, Rule, plain};

const fn rule(name: &'static str, because: &'static str, left: &'static str, right: &'static str) -> Rule {
    plain(Kind::Calculus, "Spivak, Calculus, chapter 10", [name, because, left, right])
}

const fn linear(name: &'static str, because: &'static str, left: &'static str, right: &'static str) -> Rule {
    Rule { is_linear: true, ..rule(name, because, left, right) }
}

const fn power(name: &'static str, because: &'static str, left: &'static str, right: &'static str) -> Rule {
    Rule { shift: -1, ..rule(name, because, left, right) }
}

pub(super) const RULES: &[Rule] = &[
    linear("negation-rule", "(-u)' = -u'", "-?u", "-?u'"),
    linear("sum-rule", "(u + v)' = u' + v'", "?u + ?v", "?u' + ?v'"),
    linear("difference-rule", "(u - v)' = u' - v'", "?u - ?v", "?u' - ?v'"),
    linear("constant-factor-rule", "(c*u)' = c*u'", "?c*?u", "?c*?u'"),
    linear("constant-factor-rule-on-the-right", "(u*c)' = c*u'", "?u*?c", "?c*?u'"),
    linear("constant-divisor-rule", "(u/c)' = u'/c", "?u/?c", "?u'/?c"),
    rule("product-rule", "(u*v)' = u'*v + u*v'", "?u*?v", "?u'*?v + ?u*?v'"),
    rule("reciprocal-rule", "(1/v)' = -v'/v^2", "1/?v", "-(?v'/?v^2)"),
    rule("constant-numerator-rule", "(c/v)' = -c*v'/v^2", "?c/?v", "-(?c*?v'/?v^2)"),
    rule("quotient-rule", "(u/v)' = (u'*v - u*v')/v^2", "?u/?v", "(?u'*?v - ?u*?v')/?v^2"),
    rule("zeroth-power-rule", "(u^0)' = 0", "?u^0", "0*?u'"),
    rule("first-power-rule", "(u^1)' = u'", "?u^1", "?u'"),
    rule("square-rule", "(u^2)' = 2*u*u'", "?u^2", "2*?u*?u'"),
    power("power-rule", "(u^n)' = n*u^(n - 1)*u'", "?u^?n", "?n*?u^?m*?u'"),
    rule("inverse-rule", "(u^(-1))' = -u'/u^2", "?u^(-1)", "-(?u'/?u^2)"),
    Rule { shift: 1, ..rule("negative-power-rule", "(u^(-n))' = -n*u'/u^(n + 1)", "?u^(-?n)", "-(?n*?u'/?u^?m)") },
    Rule { when: &["?u > 0"], ..power("real-power-rule", "(u^n)' = n*u^(n - 1)*u'", "?u^?n", "?n*?u^?m*?u'") },
    Rule {
        when: &["?u > 0"],
        ..rule("constant-exponent-rule", "(u^c)' = c*u^(c - 1)*u'", "?u^?c", "?c*?u^(?c - 1)*?u'")
    },
    Rule { when: &["?c > 0"], ..rule("constant-base-rule", "(c^v)' = c^v*ln(c)*v'", "?c^?v", "?c^?v*ln(?c)*?v'") },
    Rule {
        when: &["?u > 0"],
        ..rule("general-power-rule", "(u^v)' = u^v*(v'*ln(u) + v*u'/u)", "?u^?v", "?u^?v*(?v'*ln(?u) + ?v*?u'/?u)")
    },
];
