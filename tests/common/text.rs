//! Reads the notation of the tables, independently of the library's parser: numerals, names, `?u`, calls, `+ - * / ^`,
//! and cases `{value if condition; value otherwise}`. Panics at anything else.

use gprime::expr::{Constant, ExprId, FunctionId, Node, Relation, Store};

/// The expression that `text` says.
pub fn read(store: &mut Store, text: &str) -> ExprId {
    let mut reader = Reader { store, text, at: 0 };
    let expr = reader.sum();
    assert_eq!(reader.at, text.len(), "{text}: not read to the end");
    expr
}

/// The condition that `text` says, `?u > 0`.
pub fn read_condition(store: &mut Store, text: &str) -> ExprId {
    let mut reader = Reader { store, text, at: 0 };
    let condition = reader.condition();
    assert_eq!(reader.at, text.len(), "{text}: not read to the end");
    condition
}

struct Reader<'a> {
    store: &'a mut Store,
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn eat(&mut self, token: &str) -> bool {
        let found = self.text[self.at..].trim_start().starts_with(token);
        if found {
            self.at = self.text.len() - self.text[self.at..].trim_start().len() + token.len();
        }
        found
    }

    fn expect(&mut self, token: &str) {
        assert!(self.eat(token), "{}: expected {token} at {}", self.text, self.at);
    }

    fn word(&mut self, belongs: fn(char) -> bool) -> String {
        let rest = self.text[self.at..].trim_start();
        let word: String = rest.chars().take_while(|&c| belongs(c)).collect();
        self.at = self.text.len() - rest.len() + word.len();
        word
    }

    fn sum(&mut self) -> ExprId {
        let mut left = self.product();
        loop {
            if self.eat("+") {
                let right = self.product();
                left = self.store.add(left, right);
            } else if self.eat("-") {
                let right = self.product();
                left = self.store.sub(left, right);
            } else {
                return left;
            }
        }
    }

    fn product(&mut self) -> ExprId {
        if self.eat("-") {
            // a sign belongs to the first factor, -a*b = (-a)*b
            let mut left = self.power();
            left = self.store.neg(left);
            return self.factors(left);
        }
        let left = self.power();
        self.factors(left)
    }

    fn factors(&mut self, mut left: ExprId) -> ExprId {
        loop {
            if self.eat("*") {
                let right = self.power();
                left = self.store.mul(left, right);
            } else if self.eat("/") {
                let right = self.power();
                left = self.store.div(left, right);
            } else {
                return left;
            }
        }
    }

    fn power(&mut self) -> ExprId {
        let base = self.atom();
        if !self.eat("^") {
            return base;
        }
        let negative = self.eat("-");
        let exponent = self.power();
        let exponent = if negative { self.store.neg(exponent) } else { exponent };
        self.store.pow(base, exponent)
    }

    fn atom(&mut self) -> ExprId {
        if self.eat("(") {
            let inner = self.sum();
            self.expect(")");
            return inner;
        }
        if self.eat("{") {
            return self.cases();
        }
        let digits = self.word(|c| c.is_ascii_digit() || c == '.');
        if !digits.is_empty() {
            return self.store.number(&digits).expect("digits are a numeral");
        }
        let name = self.word(|c| c.is_ascii_alphanumeric() || "?_'".contains(c));
        assert!(!name.is_empty(), "{}: expected an operand at {}", self.text, self.at);
        if self.eat("(") {
            let first = self.sum();
            let node = if self.eat(",") {
                let second = self.sum();
                Node::Call2(FunctionId::named(&name), first, second)
            } else {
                Node::Call(FunctionId::named(&name), first)
            };
            self.expect(")");
            return self.store.intern(node);
        }
        match name.as_str() {
            "e" => self.store.intern(Node::Constant(Constant::E)),
            "pi" => self.store.intern(Node::Constant(Constant::Pi)),
            _ => self.store.symbol(&name),
        }
    }

    fn cases(&mut self) -> ExprId {
        let value = self.sum();
        let when = if self.eat("otherwise") {
            self.store.intern(Node::Always)
        } else {
            self.expect("if");
            self.condition()
        };
        let rest = if self.eat(";") {
            self.cases()
        } else {
            self.expect("}");
            self.store.intern(Node::Undefined)
        };
        let branch = self.store.intern(Node::Branch(when, value));
        self.store.intern(Node::Cases(branch, rest))
    }

    fn condition(&mut self) -> ExprId {
        let left = self.sum();
        let relations = [
            ("<=", Relation::LessEqual),
            (">=", Relation::GreaterEqual),
            ("!=", Relation::NotEqual),
            ("<", Relation::Less),
            (">", Relation::Greater),
            ("=", Relation::Equal),
        ];
        let relation = relations.into_iter().find(|(token, _)| self.eat(token));
        let (_, relation) = relation.unwrap_or_else(|| panic!("{}: expected a relation at {}", self.text, self.at));
        let right = self.sum();
        let mut condition = self.store.intern(Node::Compare(relation, left, right));
        if self.eat("and") {
            let second = self.condition();
            condition = self.store.intern(Node::And(condition, second));
        }
        condition
    }
}
