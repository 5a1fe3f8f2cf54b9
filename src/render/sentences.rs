//! Sentences of a page: where a derivative holds, by how many steps, and what is known from the output.

use super::equal::resting_on;
use super::model::{Inline, Say, steps_of, words};
use super::plain::{Sizes, WRITTEN_OUT};
use crate::passes::{Branch, Derived};
use crate::theory::{all_trusted, is_trust};
use crate::trace::Condition;

/// `z = 1/2` for `z=1/2`.
pub(super) fn spaced(at: &str) -> String {
    at.split_once('=').map_or_else(|| at.to_owned(), |(name, value)| format!("{} = {}", name.trim(), value.trim()))
}

/// Why there is no form through the output alone, to be read behind words that say what is spoken of.
pub(super) fn no_output(derived: &Derived) -> Option<Say> {
    derived.from_output_reason.as_ref().map(|reason| vec![words(reason.clone())])
}

/// The form through the output alone with its conditions, to be read behind such words.
pub(super) fn alone(branch: &Branch) -> Option<Say> {
    let mut says = vec![Inline::Math(branch.from_output?)];
    for (at, &condition) in branch.from_output_conditions.iter().enumerate() {
        says.extend([words(if at == 0 { " where " } else { " and " }), Inline::Condition(condition)]);
    }
    Some(says)
}

pub(super) fn counted(steps: usize, by_recurrence: bool) -> String {
    let by = if by_recurrence { "proved by the recurrence, " } else { "" };
    match steps {
        1 => format!("; {by}1 step, checked"),
        steps => format!("; {by}{} steps, each checked", thousands(steps)),
    }
}

/// A number with its thousands apart, `1,234`.
pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// How many of the conditions are told: as many as have no more nodes together than one expression that is written out.
fn told(sizes: &Sizes, conditions: &[&Condition]) -> usize {
    let mut room = u64::from(WRITTEN_OUT);
    let fits = |condition: &&&Condition| {
        let size = u64::from(sizes.get(condition.left)) + u64::from(sizes.get(condition.right));
        room = room.saturating_sub(size);
        room > 0
    };
    conditions.iter().take_while(fits).count().max(1).min(conditions.len())
}

/// `for every z; 6 steps, each checked`; of a recurrence `for every z; by the recurrence, 12 steps, each checked`
pub(super) fn domain(sizes: &Sizes, derived: &Derived, branch: &Branch) -> Say {
    let (store, conditions, steps) =
        (&derived.store, &branch.conditions, counted(steps_of(branch), branch.recurrence.is_some()));
    if branch.formal {
        return vec![words(format!("formally only: no number fulfils the conditions{steps}"))];
    }
    let trusted = resting_on(&all_trusted(store, conditions));
    let conditions: Vec<Condition> = conditions.iter().copied().filter(|&c| !is_trust(store, c)).collect();
    let is_definedness = |c: &&Condition| c.left == c.right;
    let own = [derived.variable];
    let variables = if derived.variables.is_empty() { own.as_slice() } else { derived.variables.as_slice() };
    let speaks_of = |c: &Condition| {
        let parts = [c.left, c.right].map(|side| store.reachable(side)).concat();
        variables.iter().any(|variable| parts.contains(variable))
    };
    let mut says = vec![words("for ")];
    let compared: Vec<&Condition> = conditions.iter().filter(|c| !is_definedness(c)).collect();
    let everywhere = !compared.iter().any(|c| speaks_of(c)) && !derived.assumed.iter().any(speaks_of);
    if everywhere {
        for (at, &variable) in variables.iter().enumerate() {
            says.extend([words(if at == 0 { "every " } else { ", " }), Inline::Math(variable)]);
        }
    }
    let compared: Vec<&Condition> = compared.into_iter().chain(&derived.assumed).collect();
    let defined: Vec<&Condition> = conditions.iter().filter(is_definedness).collect();
    let shown = (told(sizes, &compared), told(sizes, &defined));
    for (at, &&condition) in compared[..shown.0].iter().enumerate() {
        if at > 0 || everywhere {
            says.push(words(" and "));
        }
        says.push(Inline::Condition(condition));
    }
    for (at, &&condition) in defined[..shown.1].iter().enumerate() {
        says.extend([words(if at == 0 { " where " } else { " and " }), Inline::Condition(condition)]);
    }
    match compared.len() + defined.len() - shown.0 - shown.1 {
        0 => {}
        more => says.push(words(format!(" and {} more conditions, shown by --format json", thousands(more)))),
    }
    if !trusted.is_empty() {
        says.push(words(format!("; assumed, as it {trusted}")));
    }
    says.push(words(steps));
    says
}
