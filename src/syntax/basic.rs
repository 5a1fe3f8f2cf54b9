//! A small reader of formulas: tokens, then precedence climbing with a limit on depth.

use super::{Binary, Node, Relation, Span, Statement, Tree, TreeId};

/// Why a text was not read, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// What is wrong.
    pub message: String,
    /// The place.
    pub span: Span,
}

impl Error {
    /// The message with the line and a caret under the place.
    pub fn page(&self, text: &str) -> String {
        let shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect();
        let column = text.get(..self.span.start).map_or(0, |before| before.chars().count());
        format!("error: {}\n  {shown}\n  {}^", self.message, " ".repeat(column.min(200)))
    }
}

const DEPTH: usize = 200;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    nodes: Vec<Node>,
    spans: Vec<Span>,
    depth: usize,
}

type Read = Result<TreeId, Error>;

/// Reads a statement.
pub fn parse(text: &str) -> Result<Tree, Error> {
    let mut reader = Reader { text, at: 0, nodes: Vec::new(), spans: Vec::new(), depth: 0 };
    let left = reader.condition()?;
    let statement = match (reader.nodes[left.0 as usize].clone(), reader.eat("=")) {
        (_, false) => match reader.nodes[left.0 as usize] {
            Node::Compare(..) | Node::And(..) | Node::Or(..) => Statement::Condition(left),
            _ => Statement::Expression(left),
        },
        (Node::Name(name), true) => Statement::Definition { name, parameters: Vec::new(), body: reader.sum()? },
        (Node::Binary(Binary::Mul, f, x), true) => match (&reader.nodes[f.0 as usize], &reader.nodes[x.0 as usize]) {
            (Node::Name(name), Node::Name(x)) => {
                let (name, parameters) = (name.clone(), vec![x.clone()]);
                Statement::Definition { name, parameters, body: reader.sum()? }
            }
            _ => Statement::Equation(left, reader.sum()?),
        },
        (_, true) => Statement::Equation(left, reader.sum()?),
    };
    reader.blank();
    if reader.at < text.len() {
        return Err(reader.error("expected an operator or the end"));
    }
    Ok(Tree { nodes: reader.nodes, spans: reader.spans, bindings: Vec::new(), statement, notes: Vec::new() })
}

/// Reads a pattern of the tables.
pub fn parse_pattern(text: &str) -> Result<Tree, Error> {
    parse(text)
}

/// Reads a condition.
pub fn parse_condition(text: &str) -> Result<Tree, Error> {
    parse(text)
}

impl Reader<'_> {
    fn error(&self, message: &str) -> Error {
        Error { message: message.into(), span: self.at..self.at + 1 }
    }

    fn blank(&mut self) {
        while self.text[self.at..].starts_with([' ', '\t']) {
            self.at += 1;
        }
    }

    fn eat(&mut self, token: &str) -> bool {
        self.blank();
        let found = self.text[self.at..].starts_with(token);
        self.at += if found { token.len() } else { 0 };
        found
    }

    fn peek(&mut self) -> Option<char> {
        self.blank();
        self.text[self.at..].chars().next()
    }

    fn push(&mut self, node: Node) -> TreeId {
        self.nodes.push(node);
        self.spans.push(self.at.saturating_sub(1)..self.at);
        TreeId(self.nodes.len() as u32 - 1)
    }

    fn condition(&mut self) -> Read {
        let mut left = self.sum()?;
        let mut total: Option<TreeId> = None;
        while let Some(relation) = self.relation() {
            let right = self.sum()?;
            let one = self.push(Node::Compare(relation, left, right));
            total = Some(match total {
                None => one,
                Some(before) => self.push(Node::And(before, one)),
            });
            left = right;
        }
        let mut whole = total.unwrap_or(left);
        while self.eat("and ") {
            let more = self.condition()?;
            whole = self.push(Node::And(whole, more));
        }
        Ok(whole)
    }

    fn relation(&mut self) -> Option<Relation> {
        let all = [
            ("<=", Relation::LessEqual),
            (">=", Relation::GreaterEqual),
            ("!=", Relation::NotEqual),
            ("<", Relation::Less),
            (">", Relation::Greater),
        ];
        all.into_iter().find(|(token, _)| self.eat(token)).map(|found| found.1)
    }

    fn sum(&mut self) -> Read {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.error("the formula is nested too deep"));
        }
        let mut left = self.product()?;
        loop {
            let operation = match self.peek() {
                Some('+') => Binary::Add,
                Some('-') => Binary::Sub,
                _ => break,
            };
            self.at += 1;
            let right = self.product()?;
            left = self.push(Node::Binary(operation, left, right));
        }
        self.depth -= 1;
        Ok(left)
    }

    fn product(&mut self) -> Read {
        if self.eat("-") {
            let inner = self.product()?;
            return Ok(self.push(Node::Neg(inner)));
        }
        let mut left = self.power()?;
        loop {
            let operation = match self.peek() {
                Some('*') => Binary::Mul,
                Some('/') => Binary::Div,
                Some(c) if c.is_alphanumeric() && !self.keyword() => {
                    let right = self.power()?;
                    left = self.push(Node::Binary(Binary::Mul, left, right));
                    continue;
                }
                Some('(') => {
                    let right = self.power()?;
                    left = self.push(Node::Binary(Binary::Mul, left, right));
                    continue;
                }
                _ => break,
            };
            self.at += 1;
            let right = if self.eat("-") {
                let inner = self.power()?;
                self.push(Node::Neg(inner))
            } else {
                self.power()?
            };
            left = self.push(Node::Binary(operation, left, right));
        }
        Ok(left)
    }

    fn keyword(&self) -> bool {
        ["if ", "otherwise", "and "].iter().any(|word| self.text[self.at..].starts_with(word))
    }

    fn power(&mut self) -> Read {
        let base = self.atom()?;
        if !self.eat("^") {
            return Ok(base);
        }
        let exponent = if self.eat("-") {
            let inner = self.power()?;
            self.push(Node::Neg(inner))
        } else {
            self.power()?
        };
        Ok(self.push(Node::Binary(Binary::Pow, base, exponent)))
    }

    fn word(&mut self) -> &str {
        let start = self.at;
        while self.text[self.at..].starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            self.at += 1;
        }
        &self.text[start..self.at]
    }

    fn atom(&mut self) -> Read {
        match self.peek() {
            Some('(' | '[') => {
                self.at += 1;
                let inner = self.sum()?;
                if !self.eat(")") && !self.eat("]") {
                    return Err(self.error("expected a closing parenthesis"));
                }
                Ok(inner)
            }
            Some('|') => {
                self.at += 1;
                let inner = self.sum()?;
                if !self.eat("|") {
                    return Err(self.error("expected a closing bar"));
                }
                Ok(self.push(Node::Call("abs".into(), vec![inner])))
            }
            Some('{') => self.cases(),
            Some('?') => {
                self.at += 1;
                let name: Box<str> = self.word().into();
                let meta = self.push(Node::Meta(name));
                Ok(if self.eat("'") { self.push(Node::Prime(meta, 1, None)) } else { meta })
            }
            Some(c) if c.is_ascii_digit() || c == '.' => {
                let start = self.at;
                while self.text[self.at..].starts_with(|c: char| c.is_ascii_digit() || c == '.') {
                    self.at += 1;
                }
                let text: Box<str> = self.text[start..self.at].into();
                Ok(self.push(Node::Number(text)))
            }
            Some(c) if c.is_alphabetic() => self.name(),
            _ => Err(self.error("expected a number, a name or a parenthesis")),
        }
    }

    fn name(&mut self) -> Read {
        let name: Box<str> = self.word().into();
        let known = crate::functions::find(&name).is_some() || crate::activations::find(&name).is_some();
        if !known || self.peek() != Some('(') {
            return Ok(self.push(Node::Name(name)));
        }
        self.at += 1;
        let mut arguments = vec![self.sum()?];
        while self.eat(",") {
            arguments.push(self.sum()?);
        }
        if !self.eat(")") {
            return Err(self.error("expected a closing parenthesis"));
        }
        let canonical = crate::functions::find(&name).map(|f| crate::functions::all()[f].name.into());
        Ok(self.push(Node::Call(canonical.unwrap_or(name), arguments)))
    }

    fn cases(&mut self) -> Read {
        self.at += 1;
        let mut cases = Vec::new();
        loop {
            let value = self.sum()?;
            if self.eat("otherwise") {
                cases.push((value, None));
            } else if self.eat("if ") {
                let when = self.condition()?;
                cases.push((value, Some(when)));
            } else {
                return Err(self.error("expected if or otherwise"));
            }
            if !self.eat(";") && !self.eat(",") {
                break;
            }
        }
        if !self.eat("}") {
            return Err(self.error("expected a closing brace"));
        }
        Ok(self.push(Node::Cases(cases)))
    }
}
