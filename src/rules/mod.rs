//! The table of rules: one row for each rewrite that a derivation may use, with the conditions it needs.
//!
//! In a calculus rule `?u'` is the derivative of `?u`, and `?c` stands for what does not contain the variable.
//! `?n` stands for a rational number, and `?m` for the number that the row computes from it.

mod calculus;
mod exponential;
mod hyperbolic;
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
    /// The conditions under which the rule holds, besides that both sides are defined.
    pub when: &'static [&'static str],
    /// What `?n` plus this is, `?m` must be, exactly; 0 if there is no `?m`.
    pub shift: i64,
    /// Where the mathematics is written down.
    pub source: &'static str,
}

/// All rules, family by family, in a stable order.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [calculus::RULES, powers::RULES, exponential::RULES, hyperbolic::RULES].into_iter().flatten()
}

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name == name)
}
