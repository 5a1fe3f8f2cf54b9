//! What a document gives a meaning to.

use super::assumptions::condition_of;
use super::claim::{Reading, Verdict};
use super::claims::{Formula, Item, Side};
use super::scope::{Basis, Definition, Part, Piece, canonical};
use super::walk::Walk;
use super::words;
use crate::expr;
use crate::syntax::{Names, Node, Relation, TableNames};

/// Letters that stand for a variable where nothing else is said.
pub(super) const VARIABLES: [&str; 7] = ["x", "y", "z", "t", "u", "v", "w"];

/// Whether one side has parameters to which the document gives no values.
fn is_open(reading: &Reading, parameters: &[Box<str>]) -> bool {
    let store = &reading.store;
    let (left, _, right) = reading.sides;
    let mut symbols = [left, right].into_iter().flat_map(|side| store.reachable(side));
    symbols.any(|id| match store.node(id) {
        expr::Node::Symbol(id) => {
            let name = store.name(id);
            !VARIABLES.contains(&name) && parameters.iter().all(|parameter| **parameter != *name)
        }
        _ => false, // only a symbol has no value
    })
}

/// Whether a formula is left out in part, `O(x^2)`.
fn leaves_out(formula: &Formula) -> bool {
    formula.notes.iter().any(|note| words::product(note).is_some_and(|(name, _)| matches!(name, "o" | "O")))
}

impl Walk<'_> {
    /// Whether the first link of a chain is a definition, which then holds from here on.
    pub(super) fn defines(&mut self, item: &Item<'_>, formula: &Formula, on: &[Part]) -> bool {
        let Some((Relation::Equal, body)) = formula.others.first() else { return false };
        if let Some(defined) = self.defines_by_derivative(item, formula, body) {
            return defined;
        }
        let (Some((name, parameters)), Side::Part(part)) = (formula.first.head(), body) else { return false };
        let own = |node: &Node| matches!(node, Node::Name(other) | Node::Call(other, _) if canonical(other) == canonical(&name));
        if part.nodes().any(own) || matches!(&*name, "e" | "pi") || leaves_out(formula) {
            return false;
        }
        if parameters.is_empty() && body.is_constant() && (words::is_example(item.before) || self.is_open(&name, item))
        {
            self.sentence.extend(condition_of(item.text, &self.scope));
            return true;
        }
        let piece = Piece { body: part.clone(), when: on.to_vec() };
        // what a garbled line was likely meant to say gives way to what is written
        let said = self.scope.find(&name).filter(|found| !matches!(found.basis, Basis::Supposed(_)));
        let known = said.map(|found| {
            (found.section == self.section, found.line, found.pieces.iter().all(|piece| !piece.when.is_empty()))
        });
        let table = TableNames.function(&name).is_some() || TableNames.activation(&name).is_some();
        if table && !words::writes(item.text, &name) {
            return false; // bars and roots keep their meaning
        }
        let mut because = String::new();
        if let (Some((true, _, true)), false) = (known, on.is_empty()) {
            self.scope.add(&name, piece);
            self.tell(item, Verdict::Definition, format!("{name} on a part of the line"));
            return true;
        }
        match known {
            Some((true, line, _)) if !words::lets(item.before) => {
                if !on.is_empty() || words::concludes(item.before) || self.agrees(&formula.first, body) {
                    return false;
                }
                because = format!("{name} stands for something else from here on than since line {line}");
            }
            Some(_) if !words::lets(item.before) && on.is_empty() && self.agrees(&formula.first, body) => return false,
            Some(_) => because = format!("{name} is defined anew"),
            None if table && !on.is_empty() => return false,
            None if table => {
                let (agrees, is_claim) = self.claims(item, formula, (&name, &parameters), body);
                if agrees && !words::lets(item.before) || !agrees && is_claim {
                    return false;
                }
                if !agrees {
                    because = format!("{name} does not have its usual meaning here");
                }
            }
            None => {}
        }
        self.define(&name, parameters, piece, item.place.line);
        self.tell(item, Verdict::Definition, because);
        true
    }

    /// Whether what is said of a function of the tables holds, and whether it is a claim where it does not.
    fn claims(
        &self,
        item: &Item<'_>,
        formula: &Formula,
        (name, parameters): (&str, &[Box<str>]),
        body: &Side,
    ) -> (bool, bool) {
        let judged = self.judge(&formula.first, Relation::Equal, body, &[]);
        let agrees = matches!(judged.verdict, Verdict::Proved | Verdict::Assumed);
        let is_value = body.is_constant() && !words::lets(item.before);
        let is_claim = is_value || words::is_word(item.text) && !words::defines(item.before);
        let is_open = || judged.reading.as_ref().is_some_and(|reading| is_open(reading, parameters));
        (agrees, is_claim && (words::is_command(item.text, name) || !is_open()))
    }

    /// Whether a name stands as a parameter in a definition, so that a value for it is one of many.
    fn is_open(&self, name: &str, item: &Item<'_>) -> bool {
        !words::defines(item.before) && self.scope.uses(name)
    }

    pub(super) fn define(&mut self, name: &str, parameters: Vec<Box<str>>, piece: Piece, line: usize) {
        self.variables.extend(parameters.iter().cloned());
        if let [only] = parameters.as_slice() {
            self.usual = only.clone();
            self.scope.variable = Some(only.clone());
        }
        let section = self.section;
        self.scope.define(name, Definition { basis: Basis::Formula, parameters, pieces: vec![piece], line, section });
    }

    /// `g'(z) = d/dz (…)` tells what g is, where nothing else did.
    fn defines_by_derivative(&mut self, item: &Item<'_>, formula: &Formula, body: &Side) -> Option<bool> {
        let (name, (part, by)) = (formula.first.primed()?, body.differentiated()?);
        let table = TableNames.function(&name).is_some() || TableNames.activation(&name).is_some();
        let section = self.scope.find(&name).map(|found| found.section);
        let anew = section.is_some_and(|section| section != self.section) && !self.agrees(&formula.first, body);
        if table || section.is_some() && !anew {
            return Some(false);
        }
        self.define(&name, vec![by], Piece { body: part, when: Vec::new() }, item.place.line);
        self.tell(item, Verdict::Definition, format!("{name} is taken to be what is differentiated here"));
        Some(true)
    }

    pub(super) fn agrees(&mut self, left: &Side, right: &Side) -> bool {
        let judged = self.judge(left, Relation::Equal, right, &[]);
        matches!(judged.verdict, Verdict::Proved | Verdict::Assumed)
    }
}
