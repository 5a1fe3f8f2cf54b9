//! What the names of a document stand for, from where they are defined.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::claims::Side;
use super::macros;
use crate::syntax::{self, Known, Names, TableNames, Tree, TreeId};

/// A tree and one of its nodes.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) tree: Rc<Tree>,
    pub(super) at: TreeId,
}

impl Part {
    /// Whether a name stands in it.
    pub(super) fn mentions(&self, name: &str) -> bool {
        self.nodes().any(|node| matches!(node, syntax::Node::Name(other) if **other == *name))
    }

    /// Whether two parts are written alike.
    pub(super) fn is_like(&self, other: &Part) -> bool {
        let mut open = vec![(self.at, other.at)];
        while let Some((a, b)) = open.pop() {
            let (a, b) = (self.tree.node(a), other.tree.node(b));
            let (parts, others) = (a.parts(), b.parts());
            let same = match (a, b) {
                (syntax::Node::Number(a), syntax::Node::Number(b)) | (syntax::Node::Name(a), syntax::Node::Name(b)) => {
                    a == b
                }
                (syntax::Node::Call(a, _), syntax::Node::Call(b, _)) => a == b,
                (syntax::Node::Binary(a, ..), syntax::Node::Binary(b, ..)) => a == b,
                (syntax::Node::Compare(a, ..), syntax::Node::Compare(b, ..)) => a == b,
                (syntax::Node::Neg(_), syntax::Node::Neg(_)) | (syntax::Node::And(..), syntax::Node::And(..)) => true,
                _ => false, // conditions of other kinds are not compared
            };
            if !same || parts.len() != others.len() {
                return false;
            }
            open.extend(parts.into_iter().zip(others));
        }
        true
    }
}

/// A formula, and the conditions under which it is the value.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) body: Part,
    pub(super) when: Vec<Part>,
}

/// How it is known what a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Basis {
    /// By a formula of the document.
    Formula,
    /// By words that name the function: that the name is it.
    Words(String),
    /// It is not said, and supposed: what is.
    Supposed(String),
}

/// What a name stands for.
#[derive(Debug, Clone)]
pub(super) struct Definition {
    pub(super) basis: Basis,
    pub(super) parameters: Vec<Box<str>>,
    pub(super) pieces: Vec<Piece>,
    /// The line of the document.
    pub(super) line: usize,
    /// How many headings stand before it.
    pub(super) section: usize,
}

impl Definition {
    /// Whether a name stands in its formulas.
    fn mentions(&self, name: &str) -> bool {
        self.pieces.iter().any(|piece| piece.body.mentions(name))
    }
}

/// The definitions of a document so far.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// The definitions of each name, with their numbers.
    names: FxHashMap<String, Vec<(usize, Definition)>>,
    made: usize,
    last: Option<String>,
    /// The function that the heading above names, and the line and level of the heading.
    pub(super) heading: Option<(String, usize, usize)>,
    /// Whether a letter may stand for a function that is named besides: in a row of a table, or in a sentence.
    pub(super) letters: bool,
    /// The variable of the function that was defined last.
    pub(super) variable: Option<Box<str>>,
    /// The commands that the document defines, with what they stand for.
    commands: FxHashMap<String, String>,
}

/// Letters that stand for the function of a section.
pub(super) const LETTERS: [&str; 3] = ["f", "g", "h"];

/// The name that the tables have for a name or alias, or the name itself.
pub(super) fn canonical(name: &str) -> String {
    let table = TableNames;
    let known = table.function(name).or_else(|| table.activation(name));
    known.map_or_else(|| name.to_owned(), |known| known.name.to_owned())
}

impl Names for Scope {
    fn function<'a>(&'a self, name: &str) -> Option<Known<'a>> {
        TableNames.function(name)
    }

    fn activation<'a>(&'a self, name: &str) -> Option<Known<'a>> {
        TableNames.activation(name)
    }

    fn defined<'a>(&'a self, name: &str) -> Option<Known<'a>> {
        let Some((key, found)) = self.names.get_key_value(name) else {
            let letter = LETTERS.into_iter().find(|letter| *letter == name && (self.letters || self.heading.is_some()));
            return letter.map(|name| Known { name, least: 1, most: 1 });
        };
        let count = found.last()?.1.parameters.len();
        (count > 0).then_some(Known { name: key, least: count, most: count })
    }

    fn suggestible(&self) -> Vec<&str> {
        TableNames.suggestible()
    }

    fn command<'a>(&'a self, name: &str) -> Option<&'a str> {
        self.commands.get(name).map(String::as_str)
    }

    fn variable(&self) -> Option<&str> {
        Some(self.variable.as_deref().unwrap_or("x"))
    }

    fn bare(&self) -> bool {
        true
    }
}

impl Scope {
    /// With the commands that a document defines.
    pub(super) fn of(text: &str) -> Scope {
        Scope { commands: macros::commands(text), ..Scope::default() }
    }

    /// The definition that holds now.
    pub(super) fn find(&self, name: &str) -> Option<&Definition> {
        self.names.get(&canonical(name))?.last().map(|(_, definition)| definition)
    }

    /// The name that was defined last.
    pub(super) fn last(&self) -> Option<&str> {
        self.last.as_deref()
    }

    /// The Greek letters of a text that have their usual meaning, since the document does not define them.
    pub(super) fn usual_meanings(&self, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        for (sign, name, ..) in crate::syntax::GREEK {
            let known = canonical(name);
            let written = text.match_indices('\\').any(|(at, _)| {
                let rest = text[at + 1..].strip_prefix(name);
                rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic()))
            });
            let is_function = known != *name && self.find(name).is_none();
            if is_function && (written || text.contains(*sign)) {
                found.push(format!("{name} has its usual meaning, {known}"));
            }
        }
        found
    }

    /// Whether a name without a meaning stands in a definition of the same section or one before.
    pub(super) fn uses(&self, name: &str) -> bool {
        let used = |definition: &Definition| {
            let own = definition.parameters.iter().any(|parameter| **parameter == *name);
            !own && definition.mentions(name)
        };
        self.find(name).is_none() && self.names.values().filter_map(|all| all.last()).any(|(_, of)| used(of))
    }

    /// Forgets the values of names that a section gave: they hold in it alone.
    pub(super) fn leave_section(&mut self) {
        let is_value = |definition: &Definition| {
            let constant = |piece: &Piece| Side::Part(piece.body.clone()).is_constant();
            definition.parameters.is_empty() && definition.pieces.iter().all(constant)
        };
        for all in self.names.values_mut() {
            if all.last().is_some_and(|(_, definition)| is_value(definition)) {
                all.pop();
            }
        }
        self.names.retain(|_, all| !all.is_empty());
    }

    pub(super) fn define(&mut self, name: &str, definition: Definition) {
        let name = canonical(name);
        self.made += 1;
        self.names.entry(name.clone()).or_default().push((self.made, definition));
        self.last = Some(name);
    }

    /// Takes back the last definition of a name; `before` was the last name that was defined before it.
    pub(super) fn forget(&mut self, name: &str, before: Option<String>) {
        let name = canonical(name);
        if let Some(found) = self.names.get_mut(&name) {
            found.pop();
            if found.is_empty() {
                self.names.remove(&name);
            }
        }
        if self.last.as_ref() == Some(&name) {
            self.last = before;
        }
    }

    /// Adds a piece to the definition that holds now.
    pub(super) fn add(&mut self, name: &str, piece: Piece) {
        if let Some((_, definition)) = self.names.get_mut(&canonical(name)).and_then(|found| found.last_mut()) {
            definition.pieces.push(piece);
        }
    }

    /// The definition of a name as seen from definition number `from`: the last one before it, else the next one.
    pub(super) fn seen(&self, name: &str, from: usize) -> Option<(usize, &Definition)> {
        let found = self.names.get(name)?;
        let before = found.partition_point(|(number, _)| *number < from);
        let at = if before > 0 { before - 1 } else { found.iter().position(|(number, _)| *number > from)? };
        found.get(at).map(|(number, definition)| (*number, definition))
    }
}
