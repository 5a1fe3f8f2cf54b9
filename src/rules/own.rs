//! Rules of the user's own: rows behind the written ones, each in force only once it has been judged.

use std::sync::OnceLock;

use super::{Kind, Rule, plain};

/// Why a rule of the user's own is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The kernel has a theorem that says what the rule says.
    Proved,
    /// The user takes responsibility; whatever rests on it is assumed.
    Trusted,
}

struct Own {
    rules: Vec<Rule>,
    standings: Vec<OnceLock<Standing>>,
}

static OWN: OnceLock<Own> = OnceLock::new();

fn own() -> &'static Own {
    OWN.get_or_init(|| Own { rules: Vec::new(), standings: Vec::new() })
}

/// An identity with plain names for its variables: the name, what it says, both sides, and the conditions.
pub(crate) fn identity(texts: [&'static str; 4], when: &'static [&'static str]) -> Rule {
    Rule { when, ..plain(Kind::Identity, "own", texts) }
}

/// Adds rules to the table; whether they were, which is so only before the table is first used. None is in force yet.
pub(crate) fn extend(rules: Vec<Rule>) -> bool {
    let standings = rules.iter().map(|_| OnceLock::new()).collect();
    OWN.set(Own { rules, standings }).is_ok()
}

/// The rules that were added, in force or not.
pub(crate) fn all() -> &'static [Rule] {
    &own().rules
}

/// Whether the rule with this name was added.
pub(crate) fn is_own(name: &str) -> bool {
    all().iter().any(|rule| rule.name == name)
}

/// Why the rule with this name is in force, if it is one that was added and is.
pub(crate) fn standing(name: &str) -> Option<Standing> {
    let at = all().iter().position(|rule| rule.name == name)?;
    own().standings[at].get().copied()
}

/// Puts the rule that was added with this name in force. What is in force stays so.
pub(crate) fn admit(name: &str, standing: Standing) {
    if let Some(at) = all().iter().position(|rule| rule.name == name) {
        own().standings[at].get_or_init(|| standing);
    }
}
