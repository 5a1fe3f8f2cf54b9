//! Membership in an interval: `g(z) \in (0, 1]` says `0 < g(z) <= 1`.

use super::error::{Error, ErrorKind};
use super::machine::{Entry, Form, Machine, Next, Op, Value};
use super::reduce::Incoming;
use super::symbols::strength;
use super::token::{Bracket, Kind, Token};
use super::tree::{Node, Relation, TreeId};

impl Machine<'_> {
    /// Reads the sign of membership after what is a member.
    pub(super) fn member(&mut self) -> Result<Next, Error> {
        self.reduce_for(Incoming::left(strength::COMPARISON))?;
        let member = *self.values.last().expect("an operand is complete");
        self.need_number(member)?;
        let next = self.take()?;
        let closed = match next.kind {
            Kind::Open(Bracket::Round) => false,
            Kind::Open(Bracket::Square) => true,
            _ => {
                // Other sets have no name in the language.
                let kind = ErrorKind::Expected { what: "an interval", found: self.describe(next) };
                return Err(Error::new(kind, next.span()).expecting("an interval such as (0, 1)"));
            }
        };
        self.open(Op::Interval(closed), next.start);
        Ok(Next::Operand)
    }

    /// Whether the bound that begins with `token` is infinite; it is read then.
    pub(super) fn unbounded(&mut self, token: Token) -> Result<bool, Error> {
        let sign = matches!(token.kind, Kind::Minus | Kind::Plus);
        let infinity = if sign { self.peek()? } else { token };
        if infinity.kind != Kind::Infinity {
            return Ok(false);
        }
        if sign {
            self.take()?;
        }
        let next = self.peek()?;
        let lower = self.values.len() == self.group().base as usize;
        let fits = (token.kind == Kind::Minus) == lower;
        if !fits || !matches!(next.kind, Kind::Comma | Kind::Close(_)) {
            return Err(Error::new(ErrorKind::Infinity, infinity.span()));
        }
        let (id, start, end) = (TreeId(0), token.start, infinity.end);
        self.values.push(Value { id, start, end, form: Form::Unbounded });
        Ok(true)
    }

    /// Two comparisons, or one where a bound is infinite.
    pub(super) fn close_interval(&mut self, group: Entry, closed: bool, token: Token) -> Result<Next, Error> {
        if self.values.len() != group.base as usize + 2 {
            let kind = ErrorKind::Expected { what: "two bounds", found: self.describe(token) };
            return Err(Error::new(kind, token.span()).expecting("`,` and the upper bound"));
        }
        self.groups.pop();
        self.entries.pop();
        let (upper, lower, member) = (self.pop_value(), self.pop_value(), self.pop_value());
        let relation = |closed| if closed { Relation::LessEqual } else { Relation::Less };
        let ends_closed = token.kind == Kind::Close(Bracket::Square);
        let mut bounds = Vec::new();
        if lower.form != Form::Unbounded {
            bounds.push(Node::Compare(relation(closed), self.need_number(lower)?, member.id));
        }
        if upper.form != Form::Unbounded {
            bounds.push(Node::Compare(relation(ends_closed), member.id, self.need_number(upper)?));
        }
        let mut ids = Vec::new();
        for bound in bounds {
            ids.push(self.node(bound, member.start, token.end)?);
        }
        let condition = match ids.as_slice() {
            [below, above] => self.node(Node::And(*below, *above), member.start, token.end)?,
            [bound] => *bound,
            _ => {
                // The whole line is no condition.
                let kind = ErrorKind::Expected { what: "a bound", found: self.describe(token) };
                return Err(Error::new(kind, group.at as usize..token.end as usize));
            }
        };
        self.values.push(Value { id: condition, start: member.start, end: token.end, form: Form::Plain });
        Ok(Next::Operator)
    }
}
