//! The table of rules: one row for each rewrite that a derivation may use, with the conditions it needs.
//!
//! In a calculus rule `?u'` is the derivative of `?u`, and `?c` stands for what does not contain the variable.
//! `?n` stands for a rational number, and `?m` for the number that the row computes from it.

mod calculus;
mod exponential;
mod hyperbolic;
pub(crate) mod own;
mod powers;

/// What a rule speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The derivative of `left` is `right`.
    Calculus,
    /// `left` equals `right`.
    Identity,
}

/// One rule.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Rule {
    /// The stable public name, `product-rule`; it reads well after "by the".
    pub name: &'static str,
    /// What the rule says, as on a blackboard: `(u*v)' = u'*v + u*v'`.
    pub because: &'static str,
    /// A derivative or an identity.
    pub kind: Kind,
    /// The pattern on the left.
    pub left: &'static str,
    /// What it becomes.
    pub right: &'static str,
    /// Whether the rule says that differentiation is linear, which a reader takes for granted.
    pub is_linear: bool,
    /// Whether it relates functions of one argument, so that multiples of it are added in the search for a closed form.
    pub is_relation: bool,
    /// The conditions under which the rule holds, besides that both sides are defined.
    pub when: &'static [&'static str],
    /// What `?n` plus this is, `?m` must be, exactly; 0 if there is no `?m`.
    pub shift: i64,
    /// Where the mathematics is written down.
    pub source: &'static str,
}

/// A rule that says no more than its two sides.
const fn plain(kind: Kind, source: &'static str, [name, because, left, right]: [&'static str; 4]) -> Rule {
    let (is_linear, is_relation) = (false, false);
    Rule { name, because, kind, left, right, is_linear, is_relation, when: &[], shift: 0, source }
}

/// Two sides that are equal: the source, the name, what it says, and both sides.
const fn identity(source: &'static str, texts: [&'static str; 4]) -> Rule {
    plain(Kind::Identity, source, texts)
}

/// The same for a polynomial in functions of one argument that vanishes.
const fn relation(source: &'static str, texts: [&'static str; 4]) -> Rule {
    Rule { is_relation: true, ..identity(source, texts) }
}

/// The written rules, family by family, in a stable order.
pub(crate) fn builtin() -> impl Iterator<Item = &'static Rule> {
    [calculus::RULES, powers::RULES, exponential::RULES, hyperbolic::RULES].into_iter().flatten()
}

/// All rules, family by family, in a stable order; those that were added come last.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    builtin().chain(own::all())
}

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name == name)
}

/// The index of a rule of differentiation among [`all`], known when the program is compiled.
///
/// # Panics
/// No rule of differentiation has this name; in a constant this is an error of compilation.
pub const fn calculus(name: &str) -> usize {
    let mut at = 0;
    while at < calculus::RULES.len() {
        if same(calculus::RULES[at].name.as_bytes(), name.as_bytes()) {
            return at;
        }
        at += 1;
    }
    panic!("the table of rules has no rule of differentiation of this name");
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}
