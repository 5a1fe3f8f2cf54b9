//! Names and what follows them: constants, functions with and without parentheses, primes, products that look like calls.

use std::borrow::Cow;

use smol_str::SmolStr;

use super::error::{Error, ErrorKind, shown};
use super::heads::{DerivativeHead, FunctionExponent, derivative_head, function_exponent};
use super::latex::CLOSE;
use super::machine::{Callee, CalleeKind, Form, Machine, Next, Op};
use super::names::{Known, nearest};
use super::symbols::{CONSTANTS, KEYWORDS, is_greek};
use super::token::{Bracket, Kind, Token, latin, lowered, numeral, primes, skip_blank, token};
use super::tree::{Arguments, Binary, Node, Span, TreeId};
use crate::functions;

/// Names that were meant as no number.
const INFINITY: [&str; 3] = ["inf", "infinity", "Infinity"];

/// The name that is a function in front of parentheses and a parameter elsewhere.
pub(super) const SIGMA: &str = "sigma";

impl<'a> Machine<'a> {
    /// Reads a name where an expression begins.
    pub(super) fn name(&mut self, token: Token) -> Result<Next, Error> {
        let written = self.written(token);
        if written.starts_with('d') {
            let rest = &self.text[token.start as usize..];
            if let Ok((left, head)) = derivative_head(rest)
                && self.is_derivative(written, &head)
            {
                return self.derivative(token.start, head, self.text.len() - left.len());
            }
        }
        let name = latin(written);
        let next = self.peek()?;
        let applied = is_opening(next);
        if CONSTANTS.contains(&&*name) {
            return self.constant(token, name, next);
        }
        if INFINITY.contains(&&*name) {
            return Err(Error::new(ErrorKind::Infinity, token.span()));
        }
        if next.kind == Kind::Primes {
            return self.primed(token, name, next);
        }
        if self.bound.contains(&name) {
            return self.plain(token, name);
        }
        let names = self.names;
        // A bare sigma is a parameter, the standard deviation.
        let takes = |m: &Self| applied || m.exponent_and_bracket(token.end);
        let function = names.function(&name);
        if let Some(known) = function.filter(|known| names.bare() && known.least == 1 && name != SIGMA)
            && self.stands_bare(token.end)
        {
            self.note(token.start, token.end, |_| format!("{written} stands without its argument"));
            return self.plain(token, Cow::Borrowed(known.name));
        }
        if let Some(known) = function.filter(|_| name != SIGMA || takes(self)) {
            if written == "log" {
                self.note(token.start, token.end, |_| "log is read as ln, the natural logarithm".into());
            }
            let kind = if name == SIGMA { self.sigma(token, applied) } else { CalleeKind::Function };
            let callee = self.callee(token, Cow::Borrowed(known.name), kind, known);
            return self.function(callee, written, next);
        }
        if let Some(known) = names.activation(&name) {
            // In `|g|` the bar closes.
            let closes = next.kind == Kind::Bar && self.group().op == Op::Bar;
            let operand = next.kind.starts_operand() && !next.raised && !closes;
            let takes = applied || operand || self.exponent_and_bracket(token.end);
            if takes {
                let callee = self.callee(token, Cow::Borrowed(known.name), CalleeKind::Function, known);
                return self.function(callee, written, next);
            }
            self.note(token.start, token.end, |_| format!("{written} is read as a parameter, not as the activation"));
            return self.plain(token, name);
        }
        if let Some(base) = name.strip_prefix("log_").filter(|base| self.is_base(base)) {
            return self.logarithm(token, written, base, next);
        }
        self.other_name(token, name, next)
    }

    /// Whether behind a function, or behind a power of it, no argument can follow.
    fn stands_bare(&self, end: u32) -> bool {
        const FAR: usize = 40;
        let rest = self.text[end as usize..].trim_start();
        let power = rest.strip_prefix('^').map(str::trim_start);
        let rest = match power {
            Some(power) if power.starts_with('{') => {
                let end = power.bytes().take(FAR).position(|byte| byte == b'}');
                end.map_or(power, |end| &power[end + 1..])
            }
            Some(power) => power.trim_start_matches(|c: char| c.is_ascii_digit()),
            None => rest,
        };
        let rest = rest.trim_start();
        rest.is_empty()
            || power.is_some() && rest.starts_with('-')
            || rest.starts_with([')', ']', '}', '+', '*', '/', '=', '<', '>', ',', CLOSE])
    }

    /// As [`Self::name`], for a name that no table has.
    fn other_name(&mut self, token: Token, name: Cow<'a, str>, next: Token) -> Result<Next, Error> {
        let (written, names, applied) = (self.written(token), self.names, is_opening(next));
        let known = Known { name: "", least: 1, most: usize::MAX };
        if self.defined.contains_key(&name) || names.defined(&name).is_some() {
            let known = names.defined(&name).unwrap_or(known);
            if applied || self.exponent_and_bracket(token.end) {
                let callee = self.callee(token, name, CalleeKind::Defined, known);
                return self.function(callee, written, next);
            }
            return self.plain(token, name);
        }
        if applied && !is_letter(&name) {
            self.unknown_function(token, &name)?;
            let callee = self.callee(token, name, CalleeKind::Unknown, known);
            return self.function(callee, written, next);
        }
        self.note_one_name(token, &name);
        self.plain(token, name)
    }

    /// `σ(z)` is the logistic function and `σ(1 - σ)` a product, which the parentheses tell when they close.
    fn sigma(&mut self, token: Token, applied: bool) -> CalleeKind {
        self.defined.entry(Cow::Borrowed(SIGMA)).or_insert(None);
        if !applied {
            self.note(token.start, token.end, |m| {
                format!("{} is read as the logistic function, not as a parameter", m.written(token))
            });
        }
        CalleeKind::Sigma
    }

    /// A variable or parameter.
    pub(super) fn plain(&mut self, token: Token, name: Cow<'a, str>) -> Result<Next, Error> {
        if let Some(free) = &mut self.free
            && !self.bound.contains(&name)
        {
            free.entry(name.clone()).or_insert(token.span());
        }
        let id = TreeId(self.nodes.len() as u32);
        if !self.defined.is_empty()
            && let Some(last) = self.defined.get_mut(&name)
        {
            *last = Some(id);
        }
        self.value(Node::Name(name.into()), token.start, token.end, Form::Plain)?;
        Ok(Next::Operator)
    }

    /// `e` and `pi`, which cannot be applied: `e(-z)` was meant as a power, `pi(z)` as a product.
    fn constant(&mut self, token: Token, name: Cow<'a, str>, next: Token) -> Result<Next, Error> {
        if next.kind == Kind::Primes {
            return Err(Error::new(ErrorKind::MisplacedPrime, next.span()));
        }
        let is_e = name == "e";
        let applied = is_opening(next);
        if applied {
            let group = self.bracketed(next.start as usize);
            let span = token.start as usize..next.start as usize + group.len();
            let sign = if is_e { '^' } else { '*' };
            let error = Error::new(ErrorKind::ConstantCalled(shown(&name)), token.span());
            self.fault(error.suggesting(span, format!("{name}{sign}{group}")))?;
        }
        self.value(Node::Name(name.into()), token.start, token.end, Form::Plain)?;
        if applied && is_e {
            self.push(Op::Infix(Binary::Pow), next.start);
            return Ok(Next::Operand);
        }
        Ok(Next::Operator)
    }

    /// The text from an opening bracket to its closing one, or a placeholder if that is far away or missing.
    fn bracketed(&self, start: usize) -> &'a str {
        const FAR: usize = 80;
        let mut depth = 0;
        for (at, byte) in self.text.as_bytes()[start..].iter().take(FAR).enumerate() {
            match byte {
                b'(' | b'[' => depth += 1,
                b')' | b']' => depth -= 1,
                _ => {} // only round and square brackets are counted
            }
            if depth == 0 {
                return &self.text[start..=start + at];
            }
        }
        &self.text[start..start + 1]
    }

    /// `g'`, `g''(z)`.
    fn primed(&mut self, token: Token, name: Cow<'a, str>, next: Token) -> Result<Next, Error> {
        self.take()?;
        let count = self.count_primes(next);
        // A logarithm to a base has two arguments.
        if self.names.function(&name).is_none() && name.strip_prefix("log_").is_some_and(|base| self.is_base(base)) {
            return Err(Error::new(ErrorKind::MisplacedPrime, next.span()));
        }
        let name = self.canonical(name);
        let id = self.node(Node::Name(name.as_ref().into()), token.start, token.end)?;
        let after = self.peek()?;
        if is_opening(after) {
            let known = Known { name: "", least: 1, most: 1 };
            let callee = self.callee(token, name, CalleeKind::Prime(id, count), known);
            return self.open_call(callee);
        }
        let argument = match self.bare_argument(&self.nodes[id.0 as usize].clone(), after) {
            Some(argument) => {
                self.take()?;
                Some(self.node(Node::Name(argument), after.start, after.end)?)
            }
            None => None,
        };
        let end = argument.map_or(next.end, |_| after.end);
        self.value(Node::Prime(id, count, argument), token.start, end, Form::Plain)?;
        Ok(Next::Operator)
    }

    /// The variable in `sin' x`, where the word of a function stands before it in a document.
    fn bare_argument(&self, function: &Node, after: Token) -> Option<SmolStr> {
        let Node::Name(name) = function else { return None };
        let is_word = name.len() > 1 && !is_greek(name) && self.names.bare() && self.names.function(name).is_some();
        let argument = latin(self.written(after));
        let is_variable = after.kind == Kind::Name && !after.raised && is_letter(&argument) && argument != "e";
        (is_word && is_variable).then(|| argument.into())
    }

    pub(super) fn count_primes(&self, token: Token) -> u32 {
        primes(self.written(token)).map_or(1, |(_, count)| count)
    }

    /// The name under which the tables know a function, else the name itself.
    pub(super) fn canonical<'n>(&self, name: Cow<'n, str>) -> Cow<'n, str>
    where
        'a: 'n,
    {
        let names: &'a dyn super::names::Names = self.names;
        match names.function(&name).or_else(|| names.activation(&name)) {
            Some(known) => Cow::Borrowed(known.name),
            None => name,
        }
    }

    fn is_derivative(&self, written: &str, head: &DerivativeHead<'_>) -> bool {
        if !self.bound.is_empty() && self.bound.contains(written) {
            return false;
        }
        head.subject.is_none_or(|subject| {
            let name = latin(subject);
            let known = self.names.function(&name).or_else(|| self.names.activation(&name));
            is_letter(&name) || known.is_some() || self.defined.contains_key(&name)
        })
    }

    fn callee(&self, token: Token, name: Cow<'a, str>, kind: CalleeKind, known: Known<'_>) -> Callee<'a> {
        let nodes = self.nodes.len() as u32;
        let (start, end) = (token.start, token.end);
        Callee { name, kind, power: None, start, end, nodes, least: known.least, most: known.most }
    }

    /// A function, the exponent it may carry, then its argument with or without parentheses.
    fn function(&mut self, mut callee: Callee<'a>, written: &'a str, next: Token) -> Result<Next, Error> {
        if next.kind == Kind::Power || next.raised {
            self.exponent(&mut callee, written, next)?;
        }
        let next = self.peek()?;
        if is_opening(next) {
            return self.open_call(callee);
        }
        let bare = next.kind.starts_operand() && !next.raised && callee.least == 1;
        if !bare {
            let span = callee.start as usize..callee.end as usize;
            let error = Error::new(ErrorKind::MissingArgument(shown(&callee.name)), span.clone());
            let (span, replacement) = self.with_argument(&callee, written, next);
            return Err(error.suggesting(span, replacement).expecting("an argument"));
        }
        self.push(Op::Bare, callee.start);
        self.callees.push(callee);
        Ok(Next::Operand)
    }

    /// `sin -z` was meant as `sin(-z)`; where no argument follows, a sample stands for it.
    fn with_argument(&self, callee: &Callee<'a>, written: &str, next: Token) -> (Span, String) {
        let span = callee.start as usize..callee.end as usize;
        let behind = token(self.text, next.end as usize).ok();
        match behind.filter(|behind| next.kind == Kind::Minus && matches!(behind.kind, Kind::Number | Kind::Name)) {
            Some(behind) if callee.least == 1 => {
                let written = self.snippet(callee.start, callee.end);
                let argument = self.snippet(behind.start, behind.end);
                (span.start..behind.end as usize, format!("{written}(-{argument})"))
            }
            _ if callee.least > 1 => (span, format!("{written}(x, y)")),
            _ => (span, format!("{written}(z)")), // the usual argument
        }
    }

    fn open_call(&mut self, mut callee: Callee<'a>) -> Result<Next, Error> {
        let opening = self.take()?;
        let bracket = if opening.kind == Kind::Open(Bracket::Square) { Bracket::Square } else { Bracket::Round };
        callee.nodes = self.nodes.len() as u32;
        self.callees.push(callee);
        self.open(Op::Call(bracket), opening.start);
        Ok(Next::Operand)
    }

    /// `tanh^2(z)` is a power of the value, `sin^-1(z)` the inverse function.
    fn exponent(&mut self, callee: &mut Callee<'a>, written: &str, next: Token) -> Result<(), Error> {
        let after_name = callee.end as usize;
        let Some((left, exponent)) = self.function_exponent(after_name) else {
            let found = self.describe(next);
            let error = Error::new(ErrorKind::FunctionPower, next.span());
            debug_assert!(!found.is_empty());
            return Err(error.expecting("a whole number").expecting("a name"));
        };
        let end = self.text.len() - left.len();
        self.move_to(end);
        callee.end = end as u32;
        if exponent.negative && exponent.is_number && lowered(exponent.text) == "1" {
            return self.inverse(callee, written);
        }
        let (start, end) = (next.start, end as u32);
        let FunctionExponent { negative, text, is_number } = exponent;
        let word = if is_number { Node::Number(numeral(text)) } else { Node::Name(lowered(&latin(text)).into()) };
        let mut power = self.node(word, start, end)?;
        if negative {
            power = self.node(Node::Neg(power), start, end)?;
        }
        callee.power = Some(power);
        Ok(())
    }

    /// The exponent at `start`, unless it is itself a function: `f^phi(z)` is f^(phi(z)).
    fn function_exponent(&self, start: usize) -> Option<(&'a str, FunctionExponent<'a>)> {
        let (left, exponent) = function_exponent(&self.text[start..]).ok()?;
        let name = latin(exponent.text);
        let known = self.names.function(&name).or_else(|| self.names.activation(&name)).is_some();
        (exponent.is_number || name == SIGMA || !known && !self.is_no_name(&name)).then_some((left, exponent))
    }

    /// Whether a word has a meaning of its own and never stands for a variable.
    pub(super) fn is_no_name(&self, name: &str) -> bool {
        let logarithm = name.strip_prefix("log_").is_some_and(|base| self.is_base(base));
        logarithm || KEYWORDS.contains(&name) || INFINITY.contains(&name)
    }

    fn inverse(&mut self, callee: &mut Callee<'a>, written: &str) -> Result<(), Error> {
        match functions::inverse(&callee.name) {
            Some(inverse) => {
                self.note(callee.start, callee.end, |_| {
                    format!("{written}^-1 is read as the inverse function {inverse}, not as 1/{written}")
                });
                callee.name = Cow::Borrowed(inverse);
                Ok(())
            }
            None => {
                let span = callee.start as usize..callee.end as usize;
                let error = Error::new(ErrorKind::NoInverse(shown(&callee.name)), span.clone());
                self.fault(error.suggesting(span, format!("1/{written}")))
            }
        }
    }

    /// Whether an exponent and a bracket follow, as in `g^2(z)`.
    fn exponent_and_bracket(&self, end: u32) -> bool {
        let rest = &self.text[skip_blank(self.text, end as usize)..];
        match rest.as_bytes().first() {
            Some(b'^' | b'*' | 0x80..) => self
                .function_exponent(end as usize)
                .is_some_and(|(left, _)| left[skip_blank(left, 0)..].starts_with(['(', '['])),
            _ => false, // no exponent begins with anything else
        }
    }

    /// Whether `log_` with this behind it is a logarithm: a numeral, a letter, or a constant.
    pub(super) fn is_base(&self, base: &str) -> bool {
        let number = !base.is_empty() && base.bytes().all(|b| b.is_ascii_digit());
        let letter = is_letter(base) && base.starts_with(|c: char| c.is_ascii_alphabetic());
        number || CONSTANTS.contains(&base) || letter && (base == SIGMA || self.names.function(base).is_none())
    }

    /// `log_2(x)`, `log_a(x)`.
    fn logarithm(&mut self, token: Token, written: &'a str, base: &str, next: Token) -> Result<Next, Error> {
        let node = match base.bytes().all(|b| b.is_ascii_digit()) {
            true => Node::Number(base.into()),
            false => Node::Name(base.into()),
        };
        let base = self.node(node, token.start, token.end)?;
        let known = Known { name: "log_b", least: 1, most: 1 };
        let callee = self.callee(token, Cow::Borrowed("log_b"), CalleeKind::Logarithm(base), known);
        self.function(callee, written, next)
    }

    fn unknown_function(&mut self, token: Token, name: &str) -> Result<(), Error> {
        let mut error = Error::new(ErrorKind::UnknownFunction(shown(name)), token.span());
        for near in nearest(name, self.names) {
            error = error.suggesting(token.span(), near);
        }
        self.fault(error)
    }

    /// Makes the node of a call whose arguments are complete.
    pub(super) fn finish_call(&mut self, callee: Callee<'a>, mut arguments: Arguments, end: u32) -> Result<(), Error> {
        let count = arguments.len();
        if !(callee.least..=callee.most).contains(&count) {
            let kind = ErrorKind::ArgumentCount {
                name: shown(&callee.name),
                least: callee.least,
                most: callee.most,
                found: count,
            };
            self.fault(Error::new(kind, callee.start as usize..end as usize))?;
        }
        let node = match callee.kind {
            CalleeKind::Sigma if self.stands_alone_since(SIGMA, callee.nodes) => {
                let callee = Callee { name: Cow::Borrowed(SIGMA), ..callee };
                return self.finish_product(callee, arguments[0], end);
            }
            CalleeKind::Function | CalleeKind::Sigma | CalleeKind::Unknown => Node::Call(callee.name.into(), arguments),
            CalleeKind::Logarithm(base) => {
                arguments.insert(0, base);
                Node::Call(callee.name.into(), arguments)
            }
            CalleeKind::Prime(name, order) => Node::Prime(name, order, arguments.first().copied()),
            CalleeKind::Defined if count == 1 && self.stands_alone_since(&callee.name, callee.nodes) => {
                return self.finish_product(callee, arguments[0], end);
            }
            CalleeKind::Defined => Node::Call(callee.name.into(), arguments),
        };
        match callee.power {
            None => self.value(node, callee.start, end, Form::Plain),
            Some(power) => {
                let call = self.node(node, callee.start, end)?;
                self.value(Node::Binary(Binary::Pow, call, power), callee.start, end, Form::Plain)
            }
        }
    }

    /// Whether the name of a function occurs as a value inside its own parentheses, as in `g(1 - g)`.
    fn stands_alone_since(&self, name: &str, nodes: u32) -> bool {
        let last = self.defined.get(name).copied().flatten();
        last.is_some_and(|id| id.0 >= nodes)
    }

    /// `g(1 - g)` is a product.
    fn finish_product(&mut self, callee: Callee<'a>, group: TreeId, end: u32) -> Result<(), Error> {
        let mut left = self.node(Node::Name(callee.name.into()), callee.start, callee.end)?;
        if let Some(power) = callee.power {
            left = self.node(Node::Binary(Binary::Pow, left, power), callee.start, callee.end)?;
        }
        self.note(callee.start, end, |m| {
            let (name, group) = (m.snippet(callee.start, callee.end), m.snippet(callee.end, end));
            format!("{name}{group} is read as the product {name}*{group}")
        });
        self.value(Node::Binary(Binary::Mul, left, group), callee.start, end, Form::Plain)
    }
}

/// A parenthesis or square bracket on the line.
pub(super) fn is_opening(token: Token) -> bool {
    matches!(token.kind, Kind::Open(Bracket::Round | Bracket::Square)) && !token.raised
}

/// Whether a name is one letter, Latin or Greek, with digits or a suffix: such a name in front of a parenthesis is a factor.
fn is_letter(name: &str) -> bool {
    let stem = name.split('_').next().unwrap_or(name);
    let letters = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    letters.len() == 1 || is_greek(letters)
}
