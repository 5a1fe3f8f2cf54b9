//! What a document supposes rather than claims.

use std::rc::Rc;

use super::claim::Verdict;
use super::claims::{Formula, Item, Said, Side};
use super::scope::Part;
use super::walk::Walk;
use super::words;
use crate::syntax::{self, Node, Relation, Statement};

impl Walk<'_> {
    /// The condition that an item is, if it supposes something rather than claims it.
    pub(super) fn assumption(&self, item: &Item<'_>) -> Option<Part> {
        let Said::Formula(formula) = &item.said else { return None };
        if item.continues.is_some() || formula.others.is_empty() {
            return None;
        }
        let sides = std::iter::once(&formula.first).chain(formula.others.iter().map(|(_, side)| side));
        let supposed = words::supposes(item.before);
        let mut names = Vec::new();
        for side in sides {
            names.extend(if supposed { side.names_without_slopes()? } else { side.plain_names()? });
        }
        names.retain(|name| !matches!(&**name, "e" | "pi"));
        if formula.others.iter().any(|(relation, _)| *relation == Relation::Equal) {
            let [(_, right)] = formula.others.as_slice() else { return None };
            let is_variable = names.first().is_some_and(|name| self.variables.contains(name));
            let is_point = names.len() == 1 && right.is_constant();
            // `for x = a`
            let is_named = names.len() == 2 && names[0] != names[1] && formula.first.is_name() && right.is_simple();
            let is_place = is_point || is_named && words::places(item.before);
            if !is_variable || !is_place || self.scope.find(&names[0]).is_some() {
                return None;
            }
        }
        let free = |name: &str| self.scope.find(name).is_none_or(|found| found.parameters.is_empty());
        let mut sides = std::iter::once(&formula.first).chain(formula.others.iter().map(|(_, side)| side));
        if !sides.all(Side::is_simple) && !supposed {
            return None;
        }
        if names.is_empty() || !names.iter().all(|name| free(name)) || !supposed && self.goes_without_saying(formula) {
            return None;
        }
        condition_of(item.text)
    }

    /// All that is supposed here.
    pub(super) fn conditions(&self) -> impl Iterator<Item = &Part> {
        self.stated.iter().chain(&self.supposed).chain(&self.sentence)
    }

    /// Whether a comparison holds for all numbers: there is nothing to suppose, as in `|x| >= x`.
    fn goes_without_saying(&self, formula: &Formula) -> bool {
        let mut last = &formula.first;
        formula.others.iter().all(|(relation, side)| {
            let left = std::mem::replace(&mut last, side);
            let is_border = left.is_constant() && side.is_name() || left.is_name() && side.is_constant();
            !is_border && self.judge(left, *relation, side, &[]).verdict == Verdict::Proved
        })
    }

    /// Whether a condition speaks of a variable, so that it holds in its sentence alone.
    pub(super) fn is_local(&self, part: &Part) -> bool {
        part.nodes().any(|node| matches!(node, Node::Name(name) if self.variables.contains(name)))
    }

    pub(super) fn suppose(&mut self, part: Part) {
        if self.is_local(&part) {
            self.sentence.push(part);
        } else {
            self.stated.push(part);
        }
    }
}

/// The condition that a text is.
pub(super) fn condition_of(text: &str) -> Option<Part> {
    let text = text.trim().trim_end_matches(['.', ',', ';', ':']).trim_start_matches('&');
    let tree = syntax::parse_condition(text).ok()?;
    match tree.statement {
        Statement::Condition(at) => Some(Part { tree: Rc::new(tree), at }),
        Statement::Expression(_) | Statement::Definition { .. } | Statement::Equation(..) => None,
    }
}
