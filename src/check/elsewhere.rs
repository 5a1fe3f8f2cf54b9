//! What a letter may stand for besides what the document defined: the function of its row in a table, or the one that the
//! sentence names.

use rustc_hash::FxHashSet;
use std::rc::Rc;

use super::claim::{Reading, Verdict};
use super::claims::{Formula, Item, Said, Side};
use super::judged::Judged;
use super::scope::{Basis, Definition, LETTERS, Part, Piece, canonical};
use super::walk::Walk;
use super::words;
use crate::expr::{ExprId, Node, Relation, Store};
use crate::syntax::{self, Names, Statement, TableNames};

fn holds(judged: &Judged) -> bool {
    matches!(judged.verdict, Verdict::Proved | Verdict::Assumed)
}

/// The letters that are applied or differentiated in some sides.
pub(super) fn letters(sides: &[&Side]) -> Vec<String> {
    let (mut found, mut variables) = (FxHashSet::default(), Vec::new());
    sides.iter().for_each(|side| side.functions(&mut found, &mut variables));
    let is_known = |name: &str| TableNames.function(name).is_some() || TableNames.activation(name).is_some();
    let mut found: Vec<String> = found.into_iter().filter(|name| !is_known(name)).collect();
    found.sort();
    found
}

impl Walk<'_> {
    /// Goes on while a name stands for something else.
    pub(super) fn with_meaning<T>(
        &mut self,
        name: &str,
        definition: Definition,
        go_on: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let before = self.scope.last().map(str::to_owned);
        self.scope.define(name, definition);
        let found = go_on(self);
        self.scope.forget(name, before);
        found
    }

    /// What a formula behind a claim says that a name in the claim stands for: `where p = …`.
    pub(super) fn defined_behind(&self, next: &Item<'_>) -> Option<(String, Definition)> {
        let Said::Formula(Formula { first, others, at: None, .. }) = &next.said else { return None };
        let [(Relation::Equal, Side::Part(body))] = others.as_slice() else { return None };
        let (name, parameters) = first.head()?;
        let explains = words::explains(next.before);
        if !explains || self.scope.find(&name).is_some() || self.variables.contains(&name) || body.mentions(&name) {
            return None;
        }
        let pieces = vec![Piece { body: body.clone(), when: Vec::new() }];
        let (basis, line, section) = (Basis::Formula, next.place.line, self.section());
        Some((name.to_string(), Definition { basis, parameters, pieces, line, section }))
    }

    fn meaning(&self, basis: Basis, parameter: &str, body: Part) -> Definition {
        let pieces = vec![Piece { body, when: Vec::new() }];
        Definition { basis, parameters: vec![parameter.into()], pieces, line: 0, section: self.section() }
    }

    /// The verdict on a derivative in a table. Where it does not hold with what the document says, a letter in it that does
    /// not stand in the function of its row is that function.
    pub(super) fn in_its_row(&mut self, function: &Part, derivative: &Side) -> Judged {
        let of = Side::Derivative(function.clone());
        let judged = self.judge(&of, Relation::Equal, derivative, &[]);
        let inside = letters(&[&Side::Part(function.clone())]);
        let own: Vec<String> = letters(&[derivative]).into_iter().filter(|name| !inside.contains(name)).collect();
        let (false, [name]) = (holds(&judged), own.as_slice()) else { return judged };
        let variables: Vec<&str> = ["z", "x", "t"].into_iter().filter(|name| function.mentions(name)).collect();
        let &[variable] = variables.as_slice() else { return judged };
        let is_defined = self.scope.find(name).is_some();
        let basis = Basis::Words(format!("{name} is the function in its row"));
        let definition = self.meaning(basis, variable, function.clone());
        let other = self.with_meaning(name, definition, |walk| walk.judge(&of, Relation::Equal, derivative, &[]));
        if holds(&other) || !is_defined { other } else { judged }
    }

    /// The verdict on a relation that does not hold with what the document says, if the sentence names one function and
    /// `f`, `g` or `h` may stand for it.
    pub(super) fn as_spoken(
        &mut self,
        judged: Judged,
        (left, relation, right): (&Side, Relation, &Side),
        on: &[Part],
    ) -> Judged {
        let [function] = self.spoken.as_slice() else { return judged };
        let own = letters(&[left, right]);
        let [name] = own.as_slice() else { return judged };
        if holds(&judged) || !LETTERS.contains(&name.as_str()) {
            return judged;
        }
        let parameter = self.scope.find(name).and_then(|found| found.parameters.first().cloned());
        let parameter = parameter.unwrap_or_else(|| self.usual.clone());
        let Ok(tree) = syntax::parse(&format!("{function}({parameter})")) else { return judged };
        let Statement::Expression(at) = tree.statement else { return judged };
        let basis = Basis::Supposed(format!("{name} is {function}, which the sentence names"));
        let definition = self.meaning(basis, &parameter, Part { tree: Rc::new(tree), at });
        let other = self.with_meaning(name, definition, |walk| walk.judge(left, relation, right, on));
        if holds(&other) { other } else { judged }
    }

    /// A name that stands on the right side alone and of which nothing is said.
    pub(super) fn name_from_nowhere(&self, formula: &Formula, reading: &Reading) -> Option<String> {
        let sides = std::iter::once(&formula.first).chain(formula.others.iter().map(|(_, side)| side));
        let names = sides.flat_map(|side| match side {
            Side::Part(part) => part.names(),
            Side::Head { .. } | Side::Derivative(_) => Vec::new(),
        });
        let is_said = |name: &str| {
            matches!(name, "e" | "pi")
                || self.variables.contains(name)
                || *name == *self.usual
                || self.scope.find(name).is_some()
                || self.scope.uses(name)
                || self.conditions().any(|part| part.mentions(name))
                || canonical(name) != name
        };
        let (left, _, right) = reading.sides;
        let stands = |name: &str, side: ExprId| {
            reading.store.find_symbol(name).is_some_and(|symbol| reaches(&reading.store, side, symbol))
        };
        let mut names = names.filter(|name| !is_said(name));
        names.find(|name| stands(name, right) && !stands(name, left)).map(String::from)
    }
}

fn reaches(store: &Store, side: ExprId, symbol: ExprId) -> bool {
    store.reachable(side).into_iter().any(|id| id == symbol && matches!(store.node(id), Node::Symbol(_)))
}
