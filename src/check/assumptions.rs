//! What a document supposes rather than claims.

use std::rc::Rc;

use super::claim::Verdict;
use super::claims::{Formula, Item, Said, Side};
use super::definitions::VARIABLES;
use super::opening::Opening;
use super::scope::Part;
use super::special::Special;
use super::walk::Walk;
use super::words;
use crate::expr::{self, Store};
use crate::kernel;
use crate::syntax::{self, Names, Node, Relation, Statement, TableNames, TreeId};
use crate::trace::Condition;

impl Walk<'_> {
    /// The condition that an item is, if it supposes something rather than claims it.
    pub(super) fn assumption(&self, item: &Item<'_>) -> Option<Part> {
        let Said::Formula(formula) = &item.said else { return None };
        if item.continues.is_some() || formula.others.is_empty() {
            return None;
        }
        let sides = std::iter::once(&formula.first).chain(formula.others.iter().map(|(_, side)| side));
        let supposed = words::supposes(item.before) || self.opened && words::is_and(item.before);
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
        condition_of(item.text, &self.scope)
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
        let is_variable = |name: &str| self.variables.contains(name) || VARIABLES.contains(&name);
        part.nodes().any(|node| matches!(node, Node::Name(name) if is_variable(name)))
    }

    /// A condition is supposed from here on, if it was not used for the claim before it.
    pub(super) fn supposes(&mut self, item: &Item<'_>, condition: Part) {
        if std::mem::take(&mut self.consumed) {
            return;
        }
        if words::supposes(item.before) {
            self.sentence.retain(|other| !other.shares_a_name(&condition));
        }
        self.faded.retain(|other| !other.shares_a_name(&condition));
        let is_equation = matches!(condition.tree.node(condition.at), Node::Compare(Relation::Equal, ..));
        let lasts = self.assuming || is_equation && !words::supposes(item.before);
        if self.is_local(&condition) && lasts && words::ends_here(item.after) {
            self.lasting.retain(|other| !other.shares_a_name(&condition));
            if self.assuming && words::is_and(item.before) {
                let before: Vec<Part> = self.sentence.iter().filter(|other| self.is_local(other)).cloned().collect();
                self.lasting.extend(before);
            }
            self.lasting.push(condition.clone());
        }
        self.suppose(condition, self.assuming);
    }

    /// A condition about a variable holds in its sentence, and one about other names from where it is said: `anew` if it takes
    /// the place of what was said about them before.
    fn suppose(&mut self, part: Part, anew: bool) {
        let contradicted = |other: &Part| self.contradict(&part, other);
        let is_new = !self.stated.iter().any(contradicted);
        if self.is_local(&part) || !is_new && !anew {
            self.sentence.push(part);
            return;
        }
        if self.stated.iter().any(|other| other.is_like(&part)) {
            return;
        }
        if !is_new {
            let kept = self.stated.iter().filter(|other| !self.contradict(&part, other)).cloned().collect();
            self.stated = kept;
        }
        self.stated.push(part);
    }

    /// What is stated for the whole document and does not contradict what is said here.
    pub(super) fn stated_beside(&self, on: &[Part]) -> impl Iterator<Item = &Part> {
        self.stated.iter().filter(|own| !on.iter().any(|part| self.contradict(part, own)))
    }

    /// Whether two conditions about the same names never hold together.
    fn contradict(&self, one: &Part, other: &Part) -> bool {
        if !one.shares_a_name(other) {
            return false;
        }
        let mut store = Store::new();
        let mut opening = Opening::new(&self.scope, &[]);
        let mut condition = |part: &Part| match opening.expression(&mut store, part).map(|id| store.node(id)) {
            Ok(expr::Node::Compare(relation, left, right)) => Some(Condition { left, relation, right }),
            _ => None, // it says several things
        };
        let (Some(one), Some(other)) = (condition(one), condition(other)) else { return false };
        kernel::decide(&store, &[one], other) == Some(false)
    }

    /// The condition that an item supposes, as the words beside it say; `more` follows behind `or`.
    pub(super) fn supposed_by(&self, item: &Item<'_>, more: bool) -> Option<Part> {
        if let Said::Special(Special::Either(part)) = &item.said {
            return Some(part.clone());
        }
        let condition = self.assumption(item)?;
        if more || words::is_or(item.before) || words::is_not_all(item.before) {
            return Some(either(&condition));
        }
        match words::excepts(item.before) {
            true => Some(negated(&condition).unwrap_or_else(|| either(&condition))),
            false => Some(condition),
        }
    }

    /// The condition that an item adds to the one before it, by `and`.
    pub(super) fn goes_on_with(&self, item: &Item<'_>) -> Option<Part> {
        let is_one = words::is_and(item.before) && !words::joins(item.after, false);
        if is_one { self.assumption(item) } else { None }
    }

    /// Whether the condition before an item may go on with it, and more is said than that adds.
    pub(super) fn goes_on_beyond(&self, item: &Item<'_>) -> bool {
        let is_one = words::lists(item.before) && !words::joins(item.after, false) && is_inequality(item);
        is_one && (self.goes_on_with(item).is_none() || words::lists(item.after))
    }

    /// Where a claim is made: under the condition behind it, or else under what its sentence supposes.
    pub(super) fn holds_for(&mut self, item: &Item<'_>, following: Option<&Item<'_>>) -> Vec<Part> {
        if words::turns(item.before) {
            let last = self.aside.take().filter(|_| self.sentence.is_empty());
            self.sentence = match (self.sentence.as_slice(), last) {
                ([one], _) => vec![negated(one).unwrap_or_else(|| either(one))],
                ([], Some(one)) => vec![negated(&one).unwrap_or_else(|| either(&one))],
                ([], None) => Vec::new(),
                ([one, ..], _) => vec![either(one)],
            };
        }
        let joined = following.filter(|next| {
            let joins = words::joins(next.before, next.same_row) || words::excepts(next.before);
            joins && !next.after.trim_start().starts_with(':')
        });
        let more = self.beside.or_follows;
        let suffix = joined.and_then(|next| self.supposed_by(next, more).or_else(|| signed(next)));
        // a condition about what this sentence has a condition about already belongs to what comes behind it
        let suffix = suffix.filter(|part| !self.sentence.iter().any(|other| other.shares_a_name(part)));
        self.consumed = suffix.is_some();
        let Some(part) = suffix else { return self.sentence.clone() };
        self.aside = Some(part.clone());
        if self.is_local(&part) || self.stated.iter().any(|other| self.contradict(&part, other)) {
            // what never holds together is listed
            let also = self.also.take().filter(|also| !self.contradict(&part, also));
            return [part].into_iter().chain(also).collect();
        }
        if !self.stated.iter().any(|other| other.is_like(&part)) {
            self.stated.push(part);
        }
        self.sentence.clone()
    }

    /// Words beside a name may say its sign.
    pub(super) fn sign_of(&mut self, item: &Item<'_>, name: &str) {
        if let Some(condition) = signed(item) {
            if !std::mem::take(&mut self.consumed) {
                self.sentence.push(condition);
            }
            return;
        }
        let Some((relation, is_said)) = words::sign(item.after) else { return };
        let is_variable = self.variables.contains(name) || *self.usual == *name || VARIABLES.contains(&name);
        let Some(condition) = condition_of(&format!("{name} {relation} 0"), &self.scope) else { return };
        match (is_variable || words::supposes(item.before), is_said) {
            (true, true) => self.sentence.push(condition),
            (false, true) => self.suppose(condition, true),
            (false, false) => self.supposed.push(condition),
            (true, false) => {} // how small is not said
        }
    }

    /// A sentence ends, and a paragraph as well if the text between says so.
    pub(super) fn end_sentence(&mut self, text: &str) {
        self.aside = None;
        if words::generalizes(text) {
            self.lasting.clear();
            self.faded.clear();
        }
        if !super::named::headings(text).is_empty() {
            self.faded.clear();
            self.lasting.clear();
        } else if words::is_paragraph(text) {
            self.faded.append(&mut self.lasting);
        }
        self.sentence.clone_from(&self.lasting);
    }
}

/// Whether an item compares sizes.
pub(super) fn is_inequality(item: &Item<'_>) -> bool {
    let Said::Formula(Formula { others, .. }) = &item.said else { return false };
    !others.is_empty() && !others.iter().any(|(relation, _)| *relation == Relation::Equal)
}

/// What is said about the sign of a name by the word before it: `for positive x`.
fn signed(item: &Item<'_>) -> Option<Part> {
    let Said::Formula(formula) = &item.said else { return None };
    let Side::Part(part) = &formula.first else { return None };
    let Node::Name(name) = part.tree.node(part.at) else { return None };
    let relation = words::adjective(item.before).filter(|_| formula.others.is_empty())?;
    condition_of(&format!("{name} {relation} 0"), &TableNames)
}

/// The condition that holds where a comparison does not.
fn negated(part: &Part) -> Option<Part> {
    let Node::Compare(relation, left, right) = *part.tree.node(part.at) else { return None };
    let mut tree = (*part.tree).clone();
    tree.nodes[part.at.0 as usize] = Node::Compare(relation.negated(), left, right);
    Some(Part { tree: Rc::new(tree), at: part.at })
}

/// A condition that holds or not, together with another one: nothing can be shown under it.
fn either(part: &Part) -> Part {
    let mut tree = (*part.tree).clone();
    let at = TreeId(tree.nodes.len() as u32);
    tree.nodes.push(Node::Or(part.at, part.at));
    tree.spans.push(part.tree.spans[part.at.0 as usize]);
    Part { tree: Rc::new(tree), at }
}

/// The condition that a text is, with names for functions as they are defined there.
pub(super) fn condition_of(text: &str, names: &dyn Names) -> Option<Part> {
    let text = text.trim().trim_end_matches(['.', ',', ';', ':']).trim_start_matches('&');
    let tree = syntax::parse_condition_with(text, names).ok()?;
    match tree.statement {
        Statement::Condition(at) => Some(Part { tree: Rc::new(tree), at }),
        Statement::Expression(_) | Statement::Definition { .. } | Statement::Equation(..) => None,
    }
}
