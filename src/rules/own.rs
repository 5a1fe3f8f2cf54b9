//! Rules of the user's own: rows behind the written ones, each in force only once it has been judged.

use std::cell::Cell;
use std::sync::{OnceLock, PoisonError, RwLock};

use super::{Kind, Rule, plain};

/// Why a rule of the user's own is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The kernel has a theorem that says what the rule says.
    Proved,
    /// The user takes responsibility; whatever rests on it is assumed.
    Trusted,
}

/// A rule that somebody added. It stays for as long as the process does, as derivations may name it.
struct Own {
    rule: Rule,
    standing: OnceLock<Standing>,
}

/// Every rule that was ever added, in order.
static ADDED: RwLock<Vec<&'static Own>> = RwLock::new(Vec::new());
/// Which of them are in the table of the process.
static INSTALLED: OnceLock<&'static [usize]> = OnceLock::new();

thread_local! {
    /// Which of them are in the table of this thread, where it is another one.
    static SCOPE: Cell<Option<&'static [usize]>> = const { Cell::new(None) };
}

fn added(index: usize) -> Option<&'static Own> {
    ADDED.read().unwrap_or_else(PoisonError::into_inner).get(index).copied()
}

/// An identity with plain names for its variables: the name, what it says, both sides, and the conditions.
pub(crate) fn identity(texts: [&'static str; 4], when: &'static [&'static str]) -> Rule {
    Rule { when, ..plain(Kind::Identity, "own", texts) }
}

/// Keeps a rule for as long as the process lasts; it is in no table yet, and not in force.
pub(crate) fn add(rule: Rule) -> usize {
    let own: &'static Own = Box::leak(Box::new(Own { rule, standing: OnceLock::new() }));
    let mut all = ADDED.write().unwrap_or_else(PoisonError::into_inner);
    all.push(own);
    all.len() - 1
}

/// Puts rules into the table of the process; whether they were, which is so only before the table is first used.
pub(crate) fn extend(rules: &'static [usize]) -> bool {
    INSTALLED.set(rules).is_ok()
}

/// Has these rules in the table of this thread in place of the process' own; what was there before is returned.
pub(crate) fn swap(rules: Option<&'static [usize]>) -> Option<&'static [usize]> {
    SCOPE.replace(rules)
}

/// The indexes of the added rules that are in the table, in force or not.
pub(crate) fn indexes() -> &'static [usize] {
    SCOPE.get().unwrap_or_else(|| INSTALLED.get_or_init(|| &[]))
}

/// The rule with this index, in the table or not.
pub(crate) fn at(index: usize) -> Option<&'static Rule> {
    added(index).map(|own| &own.rule)
}

/// The added rules that are in the table, in force or not.
pub(crate) fn all() -> impl Iterator<Item = &'static Rule> {
    indexes().iter().filter_map(|&index| at(index))
}

/// The index of the rule in the table with this name, if it was added.
pub(crate) fn index(name: &str) -> Option<usize> {
    indexes().iter().copied().find(|&index| at(index).is_some_and(|rule| rule.name == name))
}

/// Whether the rule in the table with this name was added.
pub(crate) fn is_own(name: &str) -> bool {
    index(name).is_some()
}

/// Why the rule with this index is in force, if it is.
pub(crate) fn standing(index: usize) -> Option<Standing> {
    added(index)?.standing.get().copied()
}

/// Puts the rule with this index in force. What is in force stays so.
pub(crate) fn admit(index: usize, standing: Standing) {
    if let Some(own) = added(index) {
        own.standing.get_or_init(|| standing);
    }
}
