//! The table of slips: one row for each mistake that people make again and again, the usual ones first.
//!
//! What a slip makes is written as in the tables of rules. `?u`, `?v` and `?w` depend on the variable, `?k` does not, `?m`
//! and `?n` are numbers, other letters stand for anything; `f(…)` is any function of one argument. In derivatives `?x` is
//! the variable, and behind an `f(?u)` on the left `?d` is the function's derivative at `?u`, `?e` the one at `?x`, `?s` the
//! one at `?u'`. Where the function is defined everywhere and neither even nor odd, `?t` is the one at `-?u`, and `?o` is
//! `-?a`.

/// A typical mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slip {
    /// Its name, which stays the same: `quotient-swapped`.
    pub name: &'static str,
    /// What happened, in a few words: `numerator of the quotient rule swapped`.
    pub title: &'static str,
    /// A sentence without a full stop: `this is what the quotient rule gives with the numerator's terms swapped`.
    pub says: &'static str,
    /// Both sides as a textbook contrasts them, what holds first.
    pub instead: &'static str,
    /// Expressions, each with what is then taken for its derivative.
    pub(super) derivatives: &'static [(&'static str, &'static str)],
    /// Expressions, each with what is then put in its place from one line to the next.
    pub(super) lines: &'static [(&'static str, &'static str)],
    /// What no pattern says.
    pub(super) special: Special,
}

/// Slips that are told by code and not by patterns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Special {
    /// None.
    No,
    /// One branch of cases is taken for another.
    Branch,
    /// The result has a parameter as a factor once more.
    ParameterDoubled,
    /// The result lacks a parameter as a factor.
    ParameterLost,
}

/// All slips, the most usual first.
pub fn all() -> &'static [Slip] {
    SLIPS
}

/// The slip with this name.
pub fn named(name: &str) -> Option<&'static Slip> {
    SLIPS.iter().find(|slip| slip.name == name)
}

type Makes = &'static [(&'static str, &'static str)];

const fn slip(words: [&'static str; 4], derivatives: Makes, lines: Makes) -> Slip {
    let [name, title, says, instead] = words;
    Slip { name, title, says, instead, derivatives, lines, special: Special::No }
}

const fn special(words: [&'static str; 4], derivatives: Makes, special: Special) -> Slip {
    Slip { special, ..slip(words, derivatives, &[]) }
}

const SLIPS: &[Slip] = &[
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
    slip(
        [
            "square-of-sum",
            "power of a sum taken term by term",
            "this is the sum of the powers, which is not the power of the sum",
            "(a + b)^2 = a^2 + 2*a*b + b^2, not a^2 + b^2",
        ],
        &[],
        &[
            ("(?a + ?b)^?n", "?a^?n + ?b^?n"),
            ("(?a - ?b)^?n", "?a^?n - ?b^?n"),
            ("(?a - ?b)^?n", "?a^?n + ?b^?n"),
            ("?a^?n + ?b^?n", "(?a + ?b)^?n"),
            ("(?a + ?b)^2", "?a^2 + ?a*?b + ?b^2"),
            ("(?a - ?b)^2", "?a^2 - ?a*?b + ?b^2"),
        ],
    ),
    slip(
        [
            "split-denominator",
            "denominator split",
            "this is what comes out if the denominator is split as a numerator may be",
            "a/(b + c) is not a/b + a/c",
        ],
        &[],
        &[("?a/(?b + ?c)", "?a/?b + ?a/?c"), ("?a/(?b - ?c)", "?a/?b - ?a/?c")],
    ),
    slip(
        [
            "root-of-a-sum",
            "root of a sum taken term by term",
            "this is the sum of the roots, which is not the root of the sum",
            "sqrt(a + b) is not sqrt(a) + sqrt(b)",
        ],
        &[],
        &[
            ("sqrt(?a + ?b)", "sqrt(?a) + sqrt(?b)"),
            ("sqrt(?a - ?b)", "sqrt(?a) - sqrt(?b)"),
            ("sqrt(?a^2 + ?b^2)", "?a + ?b"),
            ("sqrt(?a^2 - ?b^2)", "?a - ?b"),
            ("sqrt(1 + ?a^2)", "1 + ?a"),
            ("sqrt(1 - ?a^2)", "1 - ?a"),
        ],
    ),
    slip(
        [
            "root-of-a-square",
            "root of a square taken without its sign",
            "this holds only where what is squared is not negative",
            "sqrt(a^2) = |a|, not a",
        ],
        &[],
        &[("sqrt(?a^2)", "?a"), ("|?a|", "?a"), ("sqrt(?a)^2", "?a^2")],
    ),
    slip(
        [
            "logarithm-of-a-sum",
            "logarithm of a sum taken term by term",
            "this is the sum of the logarithms, which is not the logarithm of the sum",
            "ln(a + b) is not ln(a) + ln(b)",
        ],
        &[],
        &[
            ("ln(?a + ?b)", "ln(?a) + ln(?b)"),
            ("ln(?a - ?b)", "ln(?a) - ln(?b)"),
            ("ln(?a + ?b)", "ln(?a)*ln(?b)"),
            ("ln(?a - ?b)", "ln(?a)/ln(?b)"),
            ("ln(1 + e^?a)", "1 + ?a"),
        ],
    ),
    slip(
        [
            "logarithm-of-a-product",
            "logarithm of a product taken factor by factor",
            "this is what comes out with a law of logarithms mistaken",
            "ln(a*b) = ln(a) + ln(b), ln(a/b) = ln(a) - ln(b), ln(a^n) = n*ln(a)",
        ],
        &[],
        &[
            ("ln(?a*?b)", "ln(?a)*ln(?b)"),
            ("ln(?a/?b)", "ln(?a)/ln(?b)"),
            ("ln(?a)/ln(?b)", "ln(?a) - ln(?b)"),
            ("ln(?a)/ln(?b)", "ln(?a/?b)"),
            ("ln(?a)*ln(?b)", "ln(?a*?b)"),
            ("ln(?a)*ln(?b)", "ln(?a) + ln(?b)"),
            ("ln(?a^?n)", "ln(?a)^?n"),
            ("ln(?a)^?n", "?n*ln(?a)"),
        ],
    ),
    slip(
        [
            "power-of-a-power",
            "law of powers mistaken",
            "this is what comes out with exponents added for multiplied, or multiplied for added",
            "(a^m)^n = a^(m*n) and a^m*a^n = a^(m + n)",
        ],
        &[],
        &[
            ("(?a^?m)^?n", "?a^(?m + ?n)"),
            ("?a^?m*?a^?n", "?a^(?m*?n)"),
            ("e^?a*e^?b", "e^(?a*?b)"),
            ("(e^?a)^?n", "e^(?a^?n)"),
            ("(e^?a)^?n", "e^(?a + ?n)"),
            ("e^?a/e^?b", "e^(?a/?b)"),
        ],
    ),
    slip(
        [
            "function-of-a-sum",
            "function of a sum taken term by term",
            "this is the sum of the function's values, which is not its value at the sum",
            "f(a + b) is not f(a) + f(b), and f(c*a) is not c*f(a)",
        ],
        &[],
        &[
            ("f(?a + ?b)", "f(?a) + f(?b)"),
            ("f(?a - ?b)", "f(?a) - f(?b)"),
            ("f(?k*?a)", "?k*f(?a)"),
            ("?k*f(?a)", "f(?k*?a)"),
            ("f(?a) + f(?b)", "f(?a + ?b)"),
        ],
    ),
    slip(
        [
            "cancelled-term",
            "term of a sum cancelled",
            "this is what comes out if a term is cancelled that is no factor of the whole numerator and denominator",
            "(a + b)/a = 1 + b/a, not b or 1 + b",
        ],
        &[],
        &[
            ("(?a + ?b)/?a", "?b"),
            ("(?a + ?b)/?a", "1 + ?b"),
            ("(?a - ?b)/?a", "-?b"),
            ("(?a - ?b)/?a", "1 - ?b"),
            ("(?b - ?a)/?a", "?b"),
            ("(?b - ?a)/?a", "?b - 1"),
            ("?a/(?a + ?b)", "1/?b"),
            ("?a/(?a + ?b)", "1/(1 + ?b)"),
            ("?a/(?a - ?b)", "-1/?b"),
            ("?a/(?a - ?b)", "1/(1 - ?b)"),
            ("?a/(?b - ?a)", "1/?b"),
            ("?a/(?b - ?a)", "1/(?b - 1)"),
            ("(?a + ?b)/(?a + ?c)", "?b/?c"),
            ("(?a + ?b)/(?c + ?b)", "(1 + ?a)/(1 + ?c)"),
            ("(?a - ?b)/(?a + ?b)", "-1"),
            ("(?a*?b + ?c)/?a", "?b + ?c"),
            ("(?a*?b - ?c)/?a", "?b - ?c"),
            ("(?c - ?a*?b)/?a", "?c - ?b"),
            ("?a/(?a + ?b)^2", "1/?b^2"),
            ("?a/(?a + ?b)^2", "1/(1 + ?b)^2"),
        ],
    ),
    slip(
        ["exponent-lost", "exponent lost", "this is what comes out with an exponent lost", "u^n is not u"],
        &[],
        &[("?a^?n", "?a"), ("?a^?n", "?n*?a"), ("sqrt(?a)", "?a")],
    ),
    slip(
        [
            "square-misplaced",
            "exponent on the wrong part",
            "this is what comes out with an exponent on the wrong part",
            "tanh(z)^2 is not tanh(z^2), and (a*b)^2 is not a*b^2",
        ],
        &[],
        &[
            ("f(?a)^?n", "f(?a^?n)"),
            ("f(?a^?n)", "f(?a)^?n"),
            ("(?a*?b)^?n", "?a*?b^?n"),
            ("?a*?b^?n", "(?a*?b)^?n"),
            ("(?a/?b)^?n", "?a^?n/?b"),
            ("(?a/?b)^?n", "?a/?b^?n"),
            ("?a/?b^?n", "(?a/?b)^?n"),
            ("?a + ?b^?n", "(?a + ?b)^?n"),
            ("?a - ?b^?n", "(?a - ?b)^?n"),
            ("(?a + ?b)^?n", "?a + ?b^?n"),
            ("(?a - ?b)^?n", "?a - ?b^?n"),
            ("(-?a)^?n", "-?a^?n"),
            ("-?a^?n", "(-?a)^?n"),
        ],
    ),
    slip(
        [
            "factor-not-distributed",
            "factor not carried to every term",
            "this is what comes out if a factor or divisor reaches only one term of a sum",
            "a*(b + c) = a*b + a*c, not a*b + c",
        ],
        &[],
        &[
            ("?a*(?b + ?c)", "?a*?b + ?c"),
            ("?a*(?b - ?c)", "?a*?b - ?c"),
            ("?a*(?b - ?c)", "?b - ?a*?c"),
            ("?a*?b + ?c", "?a*(?b + ?c)"),
            ("?a*?b - ?c", "?a*(?b - ?c)"),
            ("?b - ?a*?c", "?a*(?b - ?c)"),
            ("(?a + ?b)/?c", "?a/?c + ?b"),
            ("(?a - ?b)/?c", "?a/?c - ?b"),
            ("(?a - ?b)/?c", "?a - ?b/?c"),
        ],
    ),
    slip(
        [
            "fraction-inverted",
            "fraction turned over",
            "this is what comes out with a fraction turned over",
            "a/b is not b/a",
        ],
        &[],
        &[("?a/?b", "?b/?a"), ("?a/?b", "?a*?b")],
    ),
    slip(
        [
            "parentheses-lost",
            "parentheses lost",
            "this is what stands there without a pair of parentheses",
            "a/(b*c) is not a/b*c, and a/(b + c) is not a/b + c",
        ],
        &[],
        &[
            ("?a/(?b + ?c)", "?a/?b + ?c"),
            ("?a/(?b - ?c)", "?a/?b - ?c"),
            ("?a/(?b*?c)", "?a/?b*?c"),
            ("e^(?a + ?b)", "e^?a + ?b"),
            ("e^(?a - ?b)", "e^?a - ?b"),
        ],
    ),
    slip(
        ["factor-lost", "factor lost", "this is what comes out with a factor lost", "a*b is not a"],
        &[],
        &[("?a*?b", "?a"), ("?a/?b", "1/?b")],
    ),
    slip(
        ["denominator-lost", "denominator lost", "this is what comes out with a denominator lost", "a/b is not a"],
        &[],
        &[("?a/?b", "?a")],
    ),
    slip(
        ["term-lost", "term lost", "this is what comes out with a term lost", "a + b is not a"],
        &[("?u + ?v", "?u'"), ("?u - ?v", "?u'"), ("?u - ?v", "-?v'")],
        &[("?a + ?b", "?a"), ("?a - ?b", "?a"), ("?a - ?b", "-?b")],
    ),
    special(
        [
            "parameter-doubled",
            "parameter multiplied twice",
            "this is what comes out with a parameter as a factor once more",
            "(a*u)' = a*u'; where g = a*u the factor is in g already",
        ],
        &[],
        Special::ParameterDoubled,
    ),
    special(
        [
            "parameter-lost",
            "parameter left out",
            "this is what comes out with a parameter left out as a factor",
            "(a*u)' = a*u', not u'",
        ],
        &[],
        Special::ParameterLost,
    ),
];

/// Derivatives through the function itself, `?g`, that people know by heart and write down with slips.
pub(super) const FORMS: &[&str] = &[
    "?g*(1 - ?g)",
    "1 - ?g^2",
    "?g",
    "1 - e^(-?g)",
    "1 + ?g^2",
    "-?g",
    "?g + ?k",
    "?g/?x",
    "?g^2",
    "-?g^2",
    "-2*?x*?g",
];
