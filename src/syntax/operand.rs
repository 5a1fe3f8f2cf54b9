//! What can begin an expression: numbers, names, brackets, signs.

use super::MAX_ORDER;
use super::apply::SIGMA;
use super::error::{Error, ErrorKind, shown};
use super::heads::{DerivativeHead, derivative_head};
use super::machine::{Dialect, Form, Head, Machine, Next, Op, Sign, Stage};
use super::symbols::{relation_sign, strength};
use super::token::{Bracket, Kind, Token, Word, latin, lowered, numeral};
use super::tree::{Binary, Node};

impl Machine<'_> {
    /// Reads a token where an expression has to begin.
    pub(super) fn operand(&mut self, token: Token) -> Result<Next, Error> {
        let in_script = matches!(self.group().op, Op::Script | Op::ScriptRound);
        if token.raised != in_script {
            return Err(self.no_operand(token));
        }
        if matches!(self.top(), Op::Interval(_)) && self.unbounded(token)? {
            return Ok(Next::Operator);
        }
        match token.kind {
            Kind::Number => self.number(token),
            Kind::Name if token.raised => self.plain(token, lowered(self.written(token)).into()),
            Kind::Name => self.name(token),
            Kind::Meta => self.metavariable(token),
            Kind::Word(Word::Undefined) => {
                self.value(Node::Undefined, token.start, token.end, Form::Plain)?;
                Ok(Next::Operator)
            }
            Kind::Open(bracket) => Ok(self.open_bracket(token, bracket)),
            Kind::Bar => {
                self.open(Op::Bar, token.start);
                Ok(Next::Operand)
            }
            // Directly after `^` this is an opening bracket.
            Kind::Relation(super::tree::Relation::Less) if self.top() == Op::Infix(Binary::Pow) => {
                self.open(Op::Angle, token.start);
                Ok(Next::Operand)
            }
            Kind::Minus => self.sign(token, Op::Negate),
            Kind::Plus => self.sign(token, Op::Affirm),
            Kind::SquareRoot => {
                self.push(Op::SquareRoot, token.start);
                Ok(Next::Operand)
            }
            Kind::CubeRoot => {
                self.push(Op::CubeRoot, token.start);
                Ok(Next::Operand)
            }
            Kind::Partial => self.partial(token),
            Kind::Infinity => Err(Error::new(ErrorKind::Infinity, token.span())),
            Kind::Member => Err(self.no_operand(token)),
            Kind::Word(_) | Kind::Close(_) | Kind::Comma | Kind::Semicolon | Kind::Times => Err(self.no_operand(token)),
            Kind::Divide | Kind::Power | Kind::Relation(_) | Kind::Primes | Kind::End => Err(self.no_operand(token)),
        }
    }

    fn number(&mut self, token: Token) -> Result<Next, Error> {
        let written = self.written(token);
        self.value(Node::Number(numeral(written)), token.start, token.end, Form::Plain)?;
        Ok(Next::Operator)
    }

    fn metavariable(&mut self, token: Token) -> Result<Next, Error> {
        if self.dialect != Dialect::Pattern {
            return Err(Error::new(ErrorKind::Metavariable, token.span()));
        }
        let node = Node::Meta(self.written(token)[1..].into());
        let next = self.peek()?;
        if next.kind != Kind::Primes {
            self.value(node, token.start, token.end, Form::Plain)?;
            return Ok(Next::Operator);
        }
        self.take()?;
        let meta = self.node(node, token.start, token.end)?;
        self.value(Node::Prime(meta, self.count_primes(next), None), token.start, next.end, Form::Plain)?;
        Ok(Next::Operator)
    }

    fn open_bracket(&mut self, token: Token, bracket: Bracket) -> Next {
        let op = match bracket {
            Bracket::Round if token.raised => Op::ScriptRound,
            Bracket::Round => Op::Round,
            Bracket::Square => Op::Square,
            Bracket::Hidden => Op::Hidden,
            Bracket::Bars => Op::Bars,
            Bracket::Brace if self.top() == Op::Infix(Binary::Pow) => Op::Brace,
            Bracket::Brace => Op::Cases(Stage::Value),
        };
        self.open(op, token.start);
        Next::Operand
    }

    /// A sign reaches over products where a sum could stand, else over powers only.
    fn sign(&mut self, token: Token, op: fn(Sign) -> Op) -> Result<Next, Error> {
        let top = self.top();
        if matches!(top, Op::DeriveBare | Op::Bare) {
            return Err(self.no_operand(token));
        }
        let sign = if top.strength() > strength::SIGN { Sign::Tight } else { Sign::Loose };
        self.push(op(sign), token.start);
        Ok(Next::Operand)
    }

    fn partial(&mut self, token: Token) -> Result<Next, Error> {
        let rest = &self.text[token.start as usize..];
        match derivative_head(rest) {
            Ok((left, head)) => self.derivative(token.start, head, self.text.len() - left.len()),
            Err(_) => {
                let found = self.describe(token);
                let kind = ErrorKind::Expected { what: "a derivative such as ∂/∂z", found };
                Err(Error::new(kind, token.span()).expecting("∂/∂z"))
            }
        }
    }

    /// `d/dz …` opens a derivative, `dg/dz` is one.
    pub(super) fn derivative(&mut self, start: u32, head: DerivativeHead<'_>, end: usize) -> Result<Next, Error> {
        let span = start as usize..end;
        let order = match (head.upper, head.lower) {
            (None, None) => 1,
            (Some(upper), Some(lower)) if lowered(upper) == lowered(lower) => {
                let order = lowered(upper).parse().ok().filter(|order| (1..=MAX_ORDER).contains(order));
                order.ok_or_else(|| Error::new(ErrorKind::DerivativeOrderRange, span.clone()))?
            }
            _ => return Err(Error::new(ErrorKind::DerivativeOrder, span)), // written once only, or two different ones
        };
        let variable = latin(head.variable);
        if variable != SIGMA && (self.is_reserved(&variable) || self.is_no_name(&variable)) {
            return Err(Error::new(ErrorKind::ReservedName(shown(&variable)), span));
        }
        if let Some(subject) = head.subject.map(latin).filter(|subject| self.is_no_name(subject)) {
            return Err(Error::new(ErrorKind::ReservedName(shown(&subject)), span));
        }
        self.move_to(end);
        let (variable, end) = (Box::from(variable), end as u32);
        if let Some(subject) = head.subject {
            let name = self.canonical(latin(subject));
            let body = self.node(Node::Name(name.into()), start, end)?;
            self.value(Node::Derivative(body, variable, order), start, end, Form::Plain)?;
            return Ok(Next::Operator);
        }
        let next = self.peek()?;
        if !next.kind.starts_operand() || next.raised {
            let found = self.describe(next);
            let kind = ErrorKind::Expected { what: "the expression to differentiate", found };
            return Err(Error::new(kind, next.span()).expecting("an expression in parentheses"));
        }
        self.heads.push(Head { variable, order, end });
        // A fraction is a factor like any other, and no parenthesis.
        let enclosed = matches!(next.kind, Kind::Open(bracket) if !matches!(bracket, Bracket::Hidden | Bracket::Bars));
        self.push(if enclosed { Op::Derive } else { Op::DeriveBare }, start);
        Ok(Next::Operand)
    }

    /// The error for a token that cannot begin an expression.
    fn no_operand(&self, token: Token) -> Error {
        let group = self.group();
        let span = token.span();
        if token.raised {
            return Error::new(ErrorKind::MisplacedSuperscript, span);
        }
        if let (Op::Call(_), Kind::Close(_)) = (group.op, token.kind) {
            let callee = self.callees.last().expect("each call has its callee");
            if self.values.len() == group.base as usize {
                let span = callee.start as usize..token.end as usize;
                return Error::new(ErrorKind::MissingArgument(shown(&callee.name)), span);
            }
        }
        if let Kind::Word(Word::Let | Word::If | Word::Else) = token.kind {
            return Error::new(ErrorKind::MisplacedWord(self.written(token).into()), span);
        }
        let kind = ErrorKind::Expected { what: "an expression", found: self.describe(token) };
        let mut error = Error::new(kind, span).expecting("an expression");
        if let (Op::Relation(first), Kind::Relation(second)) = (self.top(), token.kind) {
            let at = self.entries.last().map_or(token.start, |entry| entry.at);
            let meant = match (relation_sign(first), relation_sign(second)) {
                ("=", "<") => Some("<="),
                ("=", ">") => Some(">="),
                ("<", ">") => Some("!="),
                _ => None, // no other pair is a common slip
            };
            if let Some(meant) = meant {
                error = error.suggesting(at as usize..token.end as usize, meant);
            }
        }
        if group.op != Op::Top && token.kind == Kind::End {
            error = error.labelled(group.at as usize..group.at as usize + 1, "still open");
        }
        error
    }
}
