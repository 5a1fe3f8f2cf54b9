//! A reader for the part of EBNF that `grammar/gprime.ebnf` uses.

use std::collections::{BTreeMap, BTreeSet};

/// The right side of a rule, or a part of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    Choice(Vec<Form>),
    Sequence(Vec<Form>),
    Repeat(Box<Form>),
    Optional(Box<Form>),
    /// The first, where it does not begin with the second.
    Except(Box<Form>, Box<Form>),
    Literal(String),
    Rule(String),
    /// Said in words.
    Words,
}

/// All rules by name.
pub struct Grammar {
    pub rules: BTreeMap<String, Form>,
}

struct Reader<'a> {
    text: &'a str,
}

impl Reader<'_> {
    fn skip(&mut self) {
        loop {
            self.text = self.text.trim_start();
            let Some(rest) = self.text.strip_prefix("(*") else { return };
            let end = rest.find("*)").expect("a comment ends");
            self.text = &rest[end + 2..];
        }
    }

    fn take(&mut self, sign: &str) -> bool {
        self.skip();
        let Some(rest) = self.text.strip_prefix(sign) else { return false };
        self.text = rest;
        true
    }

    fn need(&mut self, sign: &str) {
        assert!(self.take(sign), "expected {sign:?} before {:?}", self.text.chars().take(40).collect::<String>());
    }

    fn name(&mut self) -> String {
        self.skip();
        let is_part = |c: char| c.is_ascii_lowercase() || c == '-';
        let end = self.text.find(|c| !is_part(c)).unwrap_or(self.text.len());
        let name = self.text[..end].trim_end_matches('-');
        assert!(!name.is_empty(), "expected a name before {:?}", self.text.chars().take(40).collect::<String>());
        self.text = &self.text[name.len()..];
        name.to_owned()
    }

    fn choice(&mut self) -> Form {
        let mut choices = vec![self.sequence()];
        while self.take("|") {
            choices.push(self.sequence());
        }
        if choices.len() == 1 { choices.remove(0) } else { Form::Choice(choices) }
    }

    fn sequence(&mut self) -> Form {
        let mut parts = vec![self.exception()];
        while self.take(",") {
            parts.push(self.exception());
        }
        if parts.len() == 1 { parts.remove(0) } else { Form::Sequence(parts) }
    }

    fn exception(&mut self) -> Form {
        let form = self.primary();
        if self.take("- ") { Form::Except(Box::new(form), Box::new(self.primary())) } else { form }
    }

    fn primary(&mut self) -> Form {
        for (open, close) in [("(", ")"), ("[", "]"), ("{", "}")] {
            if self.take(open) {
                let inner = self.choice();
                self.need(close);
                return match open {
                    "[" => Form::Optional(Box::new(inner)),
                    "{" => Form::Repeat(Box::new(inner)),
                    _ => inner,
                };
            }
        }
        for quote in ["\"", "?"] {
            if self.take(quote) {
                let end = self.text.find(quote).expect("a literal ends");
                let literal = self.text[..end].to_owned();
                self.text = &self.text[end + 1..];
                return if quote == "?" { Form::Words } else { Form::Literal(literal) };
            }
        }
        Form::Rule(self.name())
    }
}

impl Grammar {
    /// Reads all rules; every name that is used has a rule, once.
    pub fn read(text: &str) -> Grammar {
        let mut reader = Reader { text };
        let mut rules = BTreeMap::new();
        reader.skip();
        while !reader.text.is_empty() {
            let name = reader.name();
            reader.need("=");
            let form = reader.choice();
            reader.need(";");
            assert_eq!(rules.insert(name.clone(), form), None, "{name} has two rules");
            reader.skip();
        }
        let grammar = Grammar { rules };
        for form in grammar.rules.values() {
            for name in names(form) {
                assert!(grammar.rules.contains_key(&name), "{name} has no rule");
            }
        }
        grammar
    }

    pub fn rule(&self, name: &str) -> &Form {
        self.rules.get(name).unwrap_or_else(|| panic!("the grammar has no rule {name}"))
    }

    /// The names that a rule chooses between, in order.
    pub fn alternatives(&self, name: &str) -> Vec<String> {
        let choices = match self.rule(name) {
            Form::Choice(choices) => choices.clone(),
            one => vec![one.clone()],
        };
        let text = |form| match form {
            Form::Rule(name) | Form::Literal(name) => name,
            other => panic!("{name} chooses between more than names: {other:?}"),
        };
        choices.into_iter().map(text).collect()
    }
}

/// The rules that a form names.
pub fn names(form: &Form) -> BTreeSet<String> {
    match form {
        Form::Choice(parts) | Form::Sequence(parts) => parts.iter().flat_map(names).collect(),
        Form::Repeat(inner) | Form::Optional(inner) => names(inner),
        Form::Except(a, b) => names(a).into_iter().chain(names(b)).collect(),
        Form::Rule(name) => BTreeSet::from([name.clone()]),
        Form::Literal(_) | Form::Words => BTreeSet::new(),
    }
}

/// The literals that a form spells itself.
pub fn literals(form: &Form) -> BTreeSet<String> {
    match form {
        Form::Choice(parts) | Form::Sequence(parts) => parts.iter().flat_map(literals).collect(),
        Form::Repeat(inner) | Form::Optional(inner) => literals(inner),
        Form::Except(a, _) => literals(a),
        Form::Literal(text) => BTreeSet::from([text.clone()]),
        Form::Rule(_) | Form::Words => BTreeSet::new(),
    }
}
