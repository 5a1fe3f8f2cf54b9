//! Whole inputs: `let` bindings, definitions, equations, conditions and formulas.

use std::borrow::Cow;

use super::error::{Error, ErrorKind};
use super::heads::{DefinitionHead, definition_head};
use super::machine::{Dialect, Form, Machine, Value};
use super::symbols::{CONSTANTS, KEYWORDS, prime};
use super::token::{Kind, Word, latin, skip_blank};
use super::tree::{Node, Relation, Statement, TreeId};

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
                    Err(Error::new(ErrorKind::ReservedName(name.into()), span))
                } else {
                    Ok(None)
                };
            }
            self.move_to(self.text.len() - left.len());
            let (value, by_semicolon) = self.formula()?;
            self.need_number(value)?;
            if !by_semicolon {
                if with_let {
                    return Err(self.no_binding(self.text.len()).expecting("`;` and a formula"));
                }
                return Ok(Some(Statement::Definition { name: name.into(), parameters: Vec::new(), body: value.id }));
            }
            bindings.push((name.as_ref().into(), value.id));
            if !self.bound.insert(name.clone()) {
                self.note(span.start as u32, span.end as u32, |_| format!("the new {name} hides the one before"));
            }
        }
    }

    fn no_binding(&self, at: usize) -> Error {
        Error::new(ErrorKind::LetBinding, at..at).expecting("`name = …;`")
    }

    fn is_reserved(&self, name: &str) -> bool {
        CONSTANTS.contains(&name) || KEYWORDS.contains(&name) || self.names.function(name).is_some()
    }

    /// The statement behind the bindings.
    fn body(&mut self) -> Result<Statement, Error> {
        let start = skip_blank(self.text, self.at);
        if let Ok((left, head)) = definition_head(&self.text[start..])
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
        self.move_to(body);
        let value = self.whole_formula()?;
        if !self.is_condition(value) {
            let parameters = parameters.into_iter().map(Into::into).collect();
            return Ok(Some(Statement::Definition { name: name.into(), parameters, body: value.id }));
        }
        for (parameter, added) in parameters.iter().zip(added) {
            if added {
                self.bound.remove(parameter);
            }
        }
        self.nodes.truncate(nodes);
        self.spans.truncate(nodes);
        self.notes.truncate(notes);
        self.faults.truncate(faults);
        for last in self.defined.values_mut() {
            *last = None;
        }
        self.move_to(start);
        Ok(None)
    }

    fn check_parameters(&self, head: &DefinitionHead<'a>, parameters: &[Cow<'a, str>]) -> Result<(), Error> {
        let mut seen = rustc_hash::FxHashSet::default();
        for (parameter, written) in parameters.iter().zip(&head.parameters) {
            if !seen.insert(parameter) {
                let start = written.as_ptr() as usize - self.text.as_ptr() as usize;
                let kind = ErrorKind::DuplicateParameter(parameter.as_ref().into());
                return Err(Error::new(kind, start..start + written.len()));
            }
        }
        Ok(())
    }

    /// A name with a prime is a function everywhere in the text: in `g'(z) = g(z)*(1 - g(z))` no `g(z)` is a product.
    fn find_primed_names(&mut self) {
        let mut from = 0;
        let bytes = self.text.as_bytes();
        // Every prime is an apostrophe or begins with the byte E2.
        while let Some(step) = bytes[from..].iter().position(|b| matches!(b, b'\'' | 0xe2)) {
            let at = from + step;
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
