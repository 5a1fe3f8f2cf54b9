//! Lost signs, constants and arguments, in differentiating and from one line to the next.

use super::{Slip, slip};

pub(super) const SLIPS: &[Slip] = &[
    slip(
        [
            "sign-not-distributed",
            "minus not carried to every term",
            "this is what comes out if the minus in front of parentheses reaches only their first term",
            "-(a + b) = -a - b, not -a + b",
        ],
        &[],
        &[
            ("-(?a + ?b)", "-?a + ?b"),
            ("-(?a - ?b)", "-?a - ?b"),
            ("?a - (?b + ?c)", "?a - ?b + ?c"),
            ("?a - (?b - ?c)", "?a - ?b - ?c"),
        ],
    ),
    slip(
        [
            "argument-sign-lost",
            "sign of an argument lost",
            "this is what comes out with the sign of an argument lost",
            "f(-u) is not f(u), as e^(-z) is not e^z",
        ],
        &[("f(?u)", "?t*?u'"), ("f(?u)", "?t")],
        &[("f(-?a)", "f(?a)"), ("f(?a)", "f(?o)"), ("f(-?a)", "-f(?a)")],
    ),
    slip(
        [
            "sum-and-difference",
            "plus and minus exchanged",
            "this is what comes out with a plus for a minus or a minus for a plus",
            "(u + v)' = u' + v' and (u - v)' = u' - v'",
        ],
        &[("?u + ?v", "?u' - ?v'"), ("?u - ?v", "?u' + ?v'")],
        &[("?a + ?b", "?a - ?b"), ("?a - ?b", "?a + ?b")],
    ),
    slip(
        [
            "sign-lost",
            "sign lost",
            "this is what comes out with a sign lost",
            "(-u)' = -u' and cos(u)' = -sin(u)*u'; a sign stays from line to line",
        ],
        &[("-?u", "?u'"), ("f(?u)", "-?d*?u'"), ("?u^?k", "-?k*?u^(?k - 1)*?u'")],
        &[("-?a", "?a"), ("?a", "-?a")],
    ),
    slip(
        [
            "constant-as-one",
            "derivative of a constant taken as 1",
            "this is what comes out if the derivative of a constant is taken as 1",
            "(u + c)' = u', not u' + 1",
        ],
        &[("?k + ?u", "1 + ?u'"), ("?u - ?k", "?u' - 1"), ("?k - ?u", "1 - ?u'"), ("?k*?u", "?u + ?k*?u'")],
        &[],
    ),
    slip(
        [
            "constant-kept",
            "constant kept",
            "this is what comes out if a constant is kept instead of differentiated",
            "(u + c)' = u', not u' + c",
        ],
        &[("?k + ?u", "?k + ?u'"), ("?u - ?k", "?u' - ?k"), ("?k - ?u", "?k - ?u'")],
        &[],
    ),
    slip(
        [
            "constant-factor-lost",
            "constant factor lost",
            "this is what comes out with a constant factor lost",
            "(c*u)' = c*u', not u'",
        ],
        &[("?k*?u", "?u'"), ("?u/?k", "?u'"), ("?k*?u", "0"), ("?k/?u", "-?u'/?u^2")],
        &[],
    ),
    slip(
        [
            "derivative-at-the-wrong-argument",
            "derivative taken at the wrong argument",
            "this is what the chain rule gives with the function's derivative taken at the wrong argument",
            "f(u)' = f'(u)*u', not f'(z)*u' or f'(u')",
        ],
        &[
            ("f(?u)", "?e*?u'"),
            ("f(?u)", "?s"),
            ("f(?u)", "?s*?u'"),
            ("f(?u)", "?e"),
            ("?u^?k", "?k*?u'^(?k - 1)"),
            ("?u^?k", "?u'^?k"),
        ],
        &[],
    ),
    slip(
        [
            "function-not-differentiated",
            "outer function not differentiated",
            "this is what the chain rule gives with the outer function kept instead of differentiated",
            "f(u)' = f'(u)*u', not f(u)*u'",
        ],
        &[("f(?u)", "f(?u)*?u'"), ("f(?u)", "f(?u)")],
        &[],
    ),
    slip(
        [
            "outer-derivative-lost",
            "outer derivative lost",
            "this is the derivative of the inner function alone",
            "f(u)' = f'(u)*u', not u'",
        ],
        &[("f(?u)", "?u'"), ("f(?u)", "f(?u')"), ("f(?u)", "?d + ?u'")],
        &[],
    ),
];
