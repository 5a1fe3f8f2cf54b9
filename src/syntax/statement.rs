//! Whole inputs: `let` bindings, definitions, equations, conditions and formulas.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::error::{Error, ErrorKind, shown};
use super::heads::{DefinitionHead, definition_head};
use super::machine::{Dialect, Form, Machine, Value};
use super::symbols::{CONSTANTS, KEYWORDS, prime};
use super::token::{Kind, Word, latin, skip_blank};
use super::tree::{Node, Relation, Statement, TreeId, spanned};
use super::{EQUALS, PRIME};

type Bindings = Vec<(Box<str>, TreeId)>;

impl<'a> Machine<'a> {
    /// Reads the whole text.
    pub(super) fn statement(&mut self) -> Result<(Bindings, Statement), Error> {
        let first = self.peek()?;
        if first.kind == Kind::End {
            return Err(Error::new(ErrorKind::Empty, 0..self.text.len()));
        }
        self.find_primed_names();
        let mut bindings = Vec::new();
        if self.dialect == Dialect::Conditions {
            return Ok((bindings, self.condition()?));
        }
        if first.kind == Kind::Word(Word::Let)
            && let Some(statement) = self.bindings(&mut bindings)?
        {
            return Ok((bindings, statement));
        }
        Ok((bindings, self.body()?))
    }

    fn condition(&mut self) -> Result<Statement, Error> {
        let (value, _) = self.formula()?;
        Ok(Statement::Condition(value.id))
    }

    /// `let u1 = …; u2 = …;`. A last `u = …` without a semicolon is the statement itself.
    fn bindings(&mut self, bindings: &mut Bindings) -> Result<Option<Statement>, Error> {
        self.free = Some(FxHashMap::default());
        loop {
            let token = self.peek()?;
            let with_let = token.kind == Kind::Word(Word::Let);
            if with_let {
                self.take()?;
            }
            let start = skip_blank(self.text, self.at);
            let head = definition_head(&self.text[start..]).ok().filter(|(_, head)| head.parameters.is_empty());
            let Some((left, head)) = head else {
                return if with_let { Err(self.no_binding(start)) } else { Ok(None) };
            };
            let span = start..start + head.name.len();
            let name = latin(head.name);
            if self.is_reserved(&name) {
                return if with_let || !CONSTANTS.contains(&&*name) {
                    Err(Error::new(ErrorKind::ReservedName(shown(&name)), span))
                } else {
                    Ok(None)
                };
            }
            self.move_to(self.text.len() - left.len());
            let (value, by_semicolon) = self.formula()?;
            self.need_number(value)?;
            if with_let && !by_semicolon {
                return Err(self.no_binding(self.text.len()).expecting("`;` and a formula"));
            }
            if let Some(use_before) = self.free.as_ref().and_then(|free| free.get(&name)) {
                return Err(Error::new(ErrorKind::UsedBeforeDefined(shown(&name)), use_before.clone()));
            }
            if !by_semicolon {
                return Ok(Some(Statement::Definition { name: name.into(), parameters: Vec::new(), body: value.id }));
            }
            bindings.push((name.as_ref().into(), value.id));
            if !self.bound.insert(name.clone()) {
                let (start, end) = (span.start as u32, span.end as u32);
                self.note(start, end, |m| format!("the new {} hides the one before", m.snippet(start, end)));
            }
        }
    }

    fn no_binding(&self, at: usize) -> Error {
        Error::new(ErrorKind::LetBinding, at..at).expecting("`name = …;`")
    }

    pub(super) fn is_reserved(&self, name: &str) -> bool {
        CONSTANTS.contains(&name) || KEYWORDS.contains(&name) || self.names.function(name).is_some()
    }

    /// The statement behind the bindings.
    fn body(&mut self) -> Result<Statement, Error> {
        let start = skip_blank(self.text, self.at);
        if self.marks & EQUALS != 0
            && self.text.as_bytes()[start..].contains(&b'=')
            && let Ok((left, head)) = definition_head(&self.text[start..])
            && self.is_definition(&head)
            && let Some(statement) = self.definition(start, &head, self.text.len() - left.len())?
        {
            return Ok(statement);
        }
        let value = self.whole_formula()?;
        if let (Node::Compare(Relation::Equal, left, right), Form::Chain) =
            (&self.nodes[value.id.0 as usize], value.form)
        {
            let statement = Statement::Equation(*left, *right);
            // The comparison was made last and nothing refers to it.
            self.nodes.pop();
            self.spans.pop();
            return Ok(statement);
        }
        match self.is_condition(value) {
            true => Ok(Statement::Condition(value.id)),
            false => Ok(Statement::Expression(value.id)),
        }
    }

    fn whole_formula(&mut self) -> Result<Value, Error> {
        match self.formula()? {
            (value, false) => Ok(value),
            (_, true) => Err(Error::new(ErrorKind::MisplacedSemicolon, self.at - 1..self.at)),
        }
    }

    /// Whether what stands left of `=` can be defined.
    fn is_definition(&self, head: &DefinitionHead<'_>) -> bool {
        let name = latin(head.name);
        let free = !CONSTANTS.contains(&&*name) && !KEYWORDS.contains(&&*name);
        let nullary = head.parameters.is_empty();
        free && !(nullary && self.is_reserved(&name)) && head.parameters.iter().all(|p| !self.is_reserved(&latin(p)))
    }

    /// `None` where the right side goes on with a further comparison, so that it is no definition.
    fn definition(&mut self, start: usize, head: &DefinitionHead<'a>, body: usize) -> Result<Option<Statement>, Error> {
        let (nodes, notes, faults) = (self.nodes.len(), self.notes.len(), self.faults.len());
        let name = self.canonical(latin(head.name));
        let parameters: Vec<Cow<'a, str>> = head.parameters.iter().map(|p| latin(p)).collect();
        let added: Vec<bool> = parameters.iter().map(|p| self.bound.insert(p.clone())).collect();
        self.check_parameters(head, &parameters)?;
        if !parameters.is_empty() {
            self.defined.insert(name.clone(), None);
        }
        self.parameter = (parameters.len() == 1).then(|| parameters[0].clone());
        self.move_to(body);
        let read = self.whole_formula();
        let again = match &read {
            Ok(value) => self.is_condition(*value) || self.is_identity(&name, &parameters, nodes)?,
            // In `z = 0 or z > 1` the first comparison ends before the word.
            Err(error) => parameters.is_empty() && *error.kind == ErrorKind::ValueAsCondition,
        };
        if !again {
            let value = read?;
            let parameters = parameters.into_iter().map(Into::into).collect();
            return Ok(Some(Statement::Definition { name: name.into(), parameters, body: value.id }));
        }
        for (parameter, added) in parameters.iter().zip(added) {
            if added {
                self.bound.remove(parameter);
            }
        }
        self.read_again(start, nodes);
        self.notes.truncate(notes);
        self.faults.truncate(faults);
        Ok(None)
    }

    /// Forgets what was read from `start` on.
    fn read_again(&mut self, start: usize, nodes: usize) {
        self.nodes.truncate(nodes);
        self.spans.truncate(nodes);
        self.values.clear();
        self.entries.clear();
        self.groups.clear();
        self.callees.clear();
        self.heads.clear();
        for last in self.defined.values_mut() {
            *last = None;
        }
        self.move_to(start);
    }

    /// Whether the right side uses the function of the left side: then it states a fact about one that is known, as in
    /// `relu(z) = max(0, relu(z))`, and is an error otherwise.
    fn is_identity(&self, name: &str, parameters: &[Cow<'a, str>], from: usize) -> Result<bool, Error> {
        let is_name = |id: TreeId| matches!(&self.nodes[id.0 as usize], Node::Name(other) if **other == *name);
        let uses = |node: &Node| match node {
            Node::Call(called, _) => **called == *name,
            Node::Prime(id, ..) | Node::Derivative(id, ..) => is_name(*id),
            _ => false, // every other node names no function
        };
        let Some(at) = self.nodes[from..].iter().position(uses).filter(|_| !parameters.is_empty()) else {
            return Ok(false);
        };
        let names = self.names;
        if names.function(name).is_some() || names.activation(name).is_some() || names.defined(name).is_some() {
            return Ok(true);
        }
        Err(Error::new(ErrorKind::Cycle(shown(name)), spanned(self.spans[from + at])))
    }

    fn check_parameters(&self, head: &DefinitionHead<'a>, parameters: &[Cow<'a, str>]) -> Result<(), Error> {
        let mut seen = rustc_hash::FxHashSet::default();
        for (parameter, written) in parameters.iter().zip(&head.parameters) {
            if !seen.insert(parameter) {
                let start = written.as_ptr() as usize - self.text.as_ptr() as usize;
                let kind = ErrorKind::DuplicateParameter(shown(parameter));
                return Err(Error::new(kind, start..start + written.len()));
            }
        }
        Ok(())
    }

    /// A name with a prime is a function everywhere in the text: in `g'(z) = g(z)*(1 - g(z))` no `g(z)` is a product.
    fn find_primed_names(&mut self) {
        let mut from = 0;
        let bytes = self.text.as_bytes();
        if self.marks & PRIME == 0 {
            return;
        }
        // Every prime is an apostrophe or begins with the byte E2.
        while let Some(step) = bytes[from..].iter().position(|b| matches!(b, b'\'' | 0xe2 | b'#')) {
            let at = from + step;
            if bytes[at] == b'#' {
                from = skip_blank(self.text, at);
                continue;
            }
            let Some(sign) = self.text[at..].chars().next() else { return };
            if prime(sign).is_some()
                && let Some(name) = name_before(&self.text[..at])
            {
                self.defined.insert(latin(name), None);
            }
            from = at + sign.len_utf8();
        }
    }
}

/// The name that ends where `text` does, unless it is a metavariable.
fn name_before(text: &str) -> Option<&str> {
    let text = text.trim_end_matches([' ', '\t']);
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || super::symbols::subscript(c).is_some();
    let tail = text.trim_end_matches(is_part);
    let tail = match tail.chars().next_back() {
        Some(letter) if super::symbols::greek(letter).is_some() => &tail[..tail.len() - letter.len_utf8()],
        _ => tail, // a Latin name begins where its letters do
    };
    let name = &text[tail.len()..];
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || !c.is_ascii());
    (starts && !tail.ends_with('?')).then_some(name)
}
