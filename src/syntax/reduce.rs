//! Operators meet their operands: each entry of the operator stack becomes one node.

use smallvec::smallvec;

use super::error::{Error, ErrorKind};
use super::machine::{CalleeKind, Entry, Form, Machine, Op, Sign, Value};
use super::symbols::strength;
use super::tree::{Binary, Node, Relation, TreeId};

/// The operator that comes next in the text, as far as it decides what is complete.
#[derive(Debug, Clone, Copy)]
pub(super) struct Incoming {
    pub(super) strength: u8,
    pub(super) binds_right: bool,
    /// An implicit product reaches into a function without parentheses, unless its factor is a function.
    pub(super) implicit: bool,
    pub(super) function: bool,
}

impl Incoming {
    pub(super) fn left(strength: u8) -> Incoming {
        Incoming { strength, binds_right: false, implicit: false, function: false }
    }

    pub(super) fn power() -> Incoming {
        Incoming { strength: strength::POWER, binds_right: true, implicit: false, function: false }
    }

    fn completes(self, op: Op) -> bool {
        let stays = match op {
            Op::Bare => self.implicit && !self.function,
            Op::DeriveBare => self.implicit,
            _ => false, // for every other operator the strengths decide
        };
        let held = op.strength();
        held != 0 && !stays && (held > self.strength || held == self.strength && !self.binds_right)
    }
}

impl Machine<'_> {
    /// Completes every operator that binds its last operand tighter than the next one does.
    pub(super) fn reduce_for(&mut self, incoming: Incoming) -> Result<(), Error> {
        while incoming.completes(self.top()) {
            self.note_root(incoming);
            self.note_derivative(incoming);
            self.reduce_top()?;
        }
        Ok(())
    }

    /// Completes every operator inside the innermost bracket.
    pub(super) fn reduce_group(&mut self) -> Result<(), Error> {
        while !self.top().is_group() {
            self.reduce_top()?;
        }
        Ok(())
    }

    fn reduce_top(&mut self) -> Result<(), Error> {
        let entry = self.entries.pop().expect("the top entry was looked at before");
        match entry.op {
            Op::Infix(op) => self.reduce_arithmetic(op),
            Op::Implicit(applied) => self.reduce_implicit(entry.at, applied),
            Op::Relation(relation) => self.reduce_relation(relation),
            Op::And | Op::Or => self.reduce_connective(entry.op),
            Op::Negate(Sign::Loose | Sign::Tight) => self.reduce_prefix(entry, Node::Neg),
            Op::Affirm(Sign::Loose | Sign::Tight) => self.reduce_plus(entry),
            Op::SquareRoot => self.reduce_prefix(entry, |id| Node::Call("sqrt".into(), smallvec![id])),
            Op::CubeRoot => self.reduce_prefix(entry, |id| Node::Call("cbrt".into(), smallvec![id])),
            Op::Bare => self.reduce_bare(),
            Op::Derive | Op::DeriveBare => self.reduce_derivative(entry),
            Op::Top | Op::Round | Op::Square | Op::Brace | Op::Angle | Op::Script | Op::ScriptRound => Ok(()),
            Op::Bar | Op::Hidden | Op::Bars | Op::Interval(_) | Op::Cases(_) | Op::Call(_) => Ok(()),
        }
    }

    fn reduce_arithmetic(&mut self, op: Binary) -> Result<(), Error> {
        let (right, left) = (self.pop_value(), self.pop_value());
        let node = Node::Binary(op, self.need_number(left)?, self.need_number(right)?);
        self.value(node, left.start, right.end, Form::Plain)
    }

    fn reduce_prefix(&mut self, entry: Entry, node: impl FnOnce(TreeId) -> Node) -> Result<(), Error> {
        let operand = self.pop_value();
        let id = self.need_number(operand)?;
        self.value(node(id), entry.at, operand.end, Form::Plain)
    }

    fn reduce_plus(&mut self, entry: Entry) -> Result<(), Error> {
        let operand = self.pop_value();
        let id = self.need_number(operand)?;
        self.values.push(Value { id, start: entry.at, end: operand.end, form: Form::Plain });
        Ok(())
    }

    fn reduce_implicit(&mut self, at: u32, applied: bool) -> Result<(), Error> {
        let (right, left) = (self.pop_value(), self.pop_value());
        let (l, r) = (self.need_number(left)?, self.need_number(right)?);
        if applied {
            self.note(at, right.end, |m| {
                let (name, group) = (m.snippet(at, left.end), m.snippet(right.start, right.end));
                format!("{} is read as the product {name}*{group}", m.snippet(at, right.end))
            });
        }
        self.note_product(left, right);
        self.value(Node::Binary(Binary::Mul, l, r), left.start, right.end, Form::Plain)
    }

    fn reduce_relation(&mut self, relation: Relation) -> Result<(), Error> {
        let (right, left) = (self.pop_value(), self.pop_value());
        let r = self.need_number(right)?;
        if left.form != Form::Chain {
            let l = self.need_number(left)?;
            return self.value(Node::Compare(relation, l, r), left.start, right.end, Form::Chain);
        }
        let (last, shared) = self.end_of_chain(left.id);
        if !same_direction(last, relation) {
            let span = left.start as usize..right.end as usize;
            return Err(Error::new(ErrorKind::MixedChain, span));
        }
        let start = self.spans[shared.0 as usize].0;
        let link = self.node(Node::Compare(relation, shared, r), start, right.end)?;
        self.value(Node::And(left.id, link), left.start, right.end, Form::Chain)
    }

    /// The last relation of a chain and its right side.
    fn end_of_chain(&self, chain: TreeId) -> (Relation, TreeId) {
        let last = match self.nodes[chain.0 as usize] {
            Node::And(_, link) => link,
            _ => chain, // a chain is one comparison or an `and` that ends in one
        };
        match self.nodes[last.0 as usize] {
            Node::Compare(relation, _, right) => (relation, right),
            _ => unreachable!("a chain ends in a comparison"),
        }
    }

    fn reduce_connective(&mut self, op: Op) -> Result<(), Error> {
        let (right, left) = (self.pop_value(), self.pop_value());
        let (l, r) = (self.need_condition(left)?, self.need_condition(right)?);
        let node = if op == Op::And { Node::And(l, r) } else { Node::Or(l, r) };
        self.value(node, left.start, right.end, Form::Plain)
    }

    fn reduce_bare(&mut self) -> Result<(), Error> {
        let callee = self.callees.pop().expect("each function without parentheses has its callee");
        let argument = self.pop_value();
        self.need_number(argument)?;
        self.note(callee.start, argument.end, |m| {
            let (name, argument) = (m.snippet(callee.start, callee.end), m.snippet(argument.start, argument.end));
            format!("{name} {argument} is read as {name}({argument})")
        });
        let end = argument.end;
        debug_assert!(
            matches!(callee.kind, CalleeKind::Function | CalleeKind::Logarithm(_)),
            "others have parentheses"
        );
        self.finish_call(callee, smallvec![argument.id], end)
    }

    fn reduce_derivative(&mut self, entry: Entry) -> Result<(), Error> {
        let head = self.heads.pop().expect("each derivative has its head");
        let body = self.pop_value();
        let id = self.need_number(body)?;
        let single = matches!(self.nodes[id.0 as usize], Node::Call(..) | Node::Name(_) | Node::Prime(..));
        if body.form != Form::Grouped && !single {
            self.note(entry.at, body.end, |m| {
                let (head, body) = (m.snippet(entry.at, head.end), m.snippet(body.start, body.end));
                format!("{head} {body} is read as {head} ({body})")
            });
        }
        self.value(Node::Derivative(id, head.variable, head.order), entry.at, body.end, Form::Plain)
    }
}

/// Whether `a first b second c` is a chain that people write.
fn same_direction(first: Relation, second: Relation) -> bool {
    let rising = |r| matches!(r, Relation::Less | Relation::LessEqual | Relation::Equal);
    let falling = |r| matches!(r, Relation::Greater | Relation::GreaterEqual | Relation::Equal);
    rising(first) && rising(second) || falling(first) && falling(second)
}
