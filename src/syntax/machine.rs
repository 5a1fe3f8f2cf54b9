//! The stack machine that turns tokens into a tree: values on one stack, operators and open brackets on another.
//!
//! Nothing recurses, so nesting costs memory and never the call stack; each token is pushed and popped once.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::error::{Error, ErrorKind};
use super::latex::Translation;
use super::names::Names;
use super::symbols::strength;
use super::token::{Bracket, Kind, Token, token};
use super::tree::{Binary, Node, Note, Relation, Span, Stretch, TreeId};
use super::{MAX_NODES, Marks, marks};

/// How a value on the stack was written, where the reading of what follows depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    /// In parentheses or other brackets.
    Grouped,
    /// `|z|`
    Bars,
    /// A comparison that a further one may continue.
    Chain,
    /// The place of the condition in a case that holds otherwise.
    Otherwise,
    /// The place of a bound that an interval does not have.
    Unbounded,
}

/// A finished part and the text it covers, with its parentheses.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value {
    pub(super) id: TreeId,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) form: Form,
}

/// How far a minus sign reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// Over products: `-a*b` is -(a*b).
    Loose,
    /// Over powers only: in `a*-b*c` and `e^-z*c`.
    Tight,
}

/// What the next part of a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Value,
    Condition,
}

/// An open bracket or an operator that waits for its right operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    /// The bottom of one formula.
    Top,
    Round,
    Square,
    /// `^{ … }`
    Brace,
    /// `^< … >`
    Angle,
    /// A superscript, which ends with the first token on the line.
    Script,
    /// A parenthesis inside a superscript.
    ScriptRound,
    Bar,
    /// A group of LaTeX.
    Hidden,
    /// Bars of which each tells its side.
    Bars,
    /// The bounds of an interval; true if the lower one belongs to it.
    Interval(bool),
    Cases(Stage),
    /// The arguments of the last callee.
    Call(Bracket),
    /// `d/dz` before a parenthesis.
    Derive,
    /// `d/dz` before anything else.
    DeriveBare,
    /// A function without parentheses.
    Bare,
    Negate(Sign),
    /// A plus sign, which reaches as far as a minus sign and leaves no node.
    Affirm(Sign),
    SquareRoot,
    CubeRoot,
    Infix(Binary),
    /// A product without a sign; true where it looks like an application.
    Implicit(bool),
    Relation(Relation),
    And,
    Or,
}

impl Op {
    pub(super) fn is_group(self) -> bool {
        self.strength() == 0
    }

    /// How tightly it holds its left operand, or its only one; 0 for brackets.
    pub(super) fn strength(self) -> u8 {
        match self {
            Op::Top | Op::Round | Op::Square | Op::Brace | Op::Angle | Op::Script | Op::ScriptRound => 0,
            Op::Bar | Op::Hidden | Op::Bars | Op::Interval(_) | Op::Cases(_) | Op::Call(_) => 0,
            Op::Or => strength::OR,
            Op::And => strength::AND,
            Op::Relation(_) => strength::COMPARISON,
            Op::Infix(Binary::Add | Binary::Sub) => strength::SUM,
            Op::Negate(Sign::Loose) | Op::Affirm(Sign::Loose) => strength::SIGN,
            Op::Infix(Binary::Mul | Binary::Div) | Op::Implicit(_) => strength::PRODUCT,
            Op::Bare | Op::DeriveBare => strength::BARE,
            Op::Negate(Sign::Tight) | Op::Affirm(Sign::Tight) | Op::Derive => strength::TIGHT,
            Op::Infix(Binary::Pow) => strength::POWER,
            Op::SquareRoot | Op::CubeRoot => strength::ROOT,
        }
    }
}

/// One entry of the operator stack.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) op: Op,
    /// Where it stands in the text.
    pub(super) at: u32,
    /// For a bracket, the number of values below it.
    pub(super) base: u32,
}

/// What a name in front of a parenthesis is.
#[derive(Debug)]
pub(super) enum CalleeKind {
    Function,
    /// `σ`, a function unless it is a value inside its own parentheses.
    Sigma,
    /// Defined in this text or an earlier one; may turn out to be a factor.
    Defined,
    /// `g'`: the name and the number of primes.
    Prime(TreeId, u32),
    /// A logarithm to this base.
    Logarithm(TreeId),
    /// Not known; the error is already recorded.
    Unknown,
}

/// A function whose argument is being read.
#[derive(Debug)]
pub(super) struct Callee<'a> {
    pub(super) name: Cow<'a, str>,
    pub(super) kind: CalleeKind,
    /// The exponent between name and argument.
    pub(super) power: Option<TreeId>,
    pub(super) start: u32,
    /// Where the name ends.
    pub(super) end: u32,
    /// The number of nodes when the argument began.
    pub(super) nodes: u32,
    pub(super) least: usize,
    pub(super) most: usize,
}

/// The variable and order of a derivative whose body is being read.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) variable: Box<str>,
    pub(super) order: u32,
    pub(super) end: u32,
}

/// An open bracket: its place on the stack, and whether a factor followed a closing bar inside it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub(super) entry: u32,
    pub(super) bar_then_factor: bool,
}

/// What the reader expects next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Operand,
    Operator,
    /// The formula is complete; true if a semicolon ended it.
    Finished(bool),
}

/// Which dialect is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Formula,
    /// With metavariables.
    Pattern,
    /// Assumptions, separated by commas.
    Conditions,
}

/// Errors that reading can go on after; more than this many end it.
const MAX_FAULTS: usize = 8;
const MAX_NOTES: usize = 32;
/// So many values or operators wait at once in most texts.
const USUAL: usize = 16;
/// About so much text makes one node.
const BYTES_OF_A_NODE: usize = 4;

pub(super) struct Machine<'a> {
    pub(super) text: &'a str,
    /// What the text has anywhere.
    pub(super) marks: Marks,
    /// What the text was made from, if it was typed in another notation.
    pub(super) origin: Option<&'a Translation<'a>>,
    pub(super) names: &'a dyn Names,
    pub(super) dialect: Dialect,
    pub(super) at: usize,
    peeked: Option<Token>,
    pub(super) nodes: Vec<Node>,
    pub(super) spans: Vec<Stretch>,
    pub(super) values: Vec<Value>,
    pub(super) entries: Vec<Entry>,
    pub(super) groups: Vec<Group>,
    pub(super) callees: Vec<Callee<'a>>,
    pub(super) heads: Vec<Head>,
    pub(super) notes: Vec<Note>,
    pub(super) faults: Vec<Error>,
    /// Names that this text uses as functions, and the last node in which each stands alone.
    pub(super) defined: FxHashMap<Cow<'a, str>, Option<TreeId>>,
    /// Names that `let` and parameters make values, whatever else they are.
    pub(super) bound: FxHashSet<Cow<'a, str>>,
    /// Behind `let`, where each name that is not bound occurred first.
    pub(super) free: Option<FxHashMap<Cow<'a, str>, Span>>,
    /// The parameter of the definition that is read, if it has one.
    pub(super) parameter: Option<Cow<'a, str>>,
    /// Which of the usual variables the text has, once that was looked up.
    pub(super) usual: Option<Option<&'static str>>,
}

impl<'a> Machine<'a> {
    pub(super) fn new(text: &'a str, names: &'a dyn Names, dialect: Dialect) -> Machine<'a> {
        Machine {
            text,
            marks: marks(text),
            origin: None,
            names,
            dialect,
            at: 0,
            peeked: None,
            nodes: Vec::with_capacity(text.len() / BYTES_OF_A_NODE + 8),
            spans: Vec::with_capacity(text.len() / BYTES_OF_A_NODE + 8),
            values: Vec::with_capacity(USUAL),
            entries: Vec::with_capacity(USUAL),
            groups: Vec::with_capacity(USUAL),
            callees: Vec::new(),
            heads: Vec::new(),
            notes: Vec::new(),
            faults: Vec::new(),
            defined: FxHashMap::default(),
            bound: FxHashSet::default(),
            free: None,
            parameter: None,
            usual: None,
        }
    }

    /// Reads one formula to the end, or to a semicolon that is not inside brackets.
    pub(super) fn formula(&mut self) -> Result<(Value, bool), Error> {
        self.open(Op::Top, self.at as u32);
        let mut next = Next::Operand;
        loop {
            match next {
                Next::Operand => {
                    let token = self.take()?;
                    next = self.operand(token)?;
                }
                Next::Operator => {
                    let token = self.take()?;
                    next = self.operator(token)?;
                }
                Next::Finished(by_semicolon) => {
                    self.groups.pop();
                    self.entries.pop();
                    let value = self.values.pop().expect("a finished formula leaves its value");
                    return Ok((value, by_semicolon));
                }
            }
        }
    }

    /// The next token, which is consumed.
    pub(super) fn take(&mut self) -> Result<Token, Error> {
        let token = match self.peeked.take() {
            Some(token) => token,
            None => token(self.text, self.at)?,
        };
        self.at = token.end as usize;
        Ok(token)
    }

    /// The next token, which stays.
    pub(super) fn peek(&mut self) -> Result<Token, Error> {
        if let Some(token) = self.peeked {
            return Ok(token);
        }
        let token = token(self.text, self.at)?;
        self.peeked = Some(token);
        Ok(token)
    }

    /// Goes on reading at `at`.
    pub(super) fn move_to(&mut self, at: usize) {
        self.peeked = None;
        self.at = at;
    }

    /// Makes `token` the next one again.
    pub(super) fn put_back(&mut self, token: Token) {
        self.at = token.start as usize;
        self.peeked = Some(token);
    }

    pub(super) fn written(&self, token: Token) -> &'a str {
        &self.text[token.span()]
    }

    /// Adds a node, with a limit on how many there are.
    pub(super) fn node(&mut self, node: Node, start: u32, end: u32) -> Result<TreeId, Error> {
        if self.nodes.len() >= MAX_NODES {
            return Err(Error::new(ErrorKind::TooManyNodes, start as usize..end as usize));
        }
        let id = TreeId(self.nodes.len() as u32);
        self.nodes.push(node);
        self.spans.push((start, end));
        Ok(id)
    }

    /// Adds a node and puts it on the stack of values.
    pub(super) fn value(&mut self, node: Node, start: u32, end: u32, form: Form) -> Result<(), Error> {
        let id = self.node(node, start, end)?;
        self.values.push(Value { id, start, end, form });
        Ok(())
    }

    /// Opens a bracket.
    pub(super) fn open(&mut self, op: Op, at: u32) {
        self.groups.push(Group { entry: self.entries.len() as u32, bar_then_factor: false });
        self.entries.push(Entry { op, at, base: self.values.len() as u32 });
    }

    /// The innermost open bracket.
    pub(super) fn group(&self) -> Entry {
        let group = self.groups.last().expect("the bottom entry stays while a formula is read");
        self.entries[group.entry as usize]
    }

    pub(super) fn set_group(&mut self, op: Op) {
        let group = self.groups.last().expect("the bottom entry stays while a formula is read");
        self.entries[group.entry as usize].op = op;
    }

    pub(super) fn push(&mut self, op: Op, at: u32) {
        self.entries.push(Entry { op, at, base: 0 });
    }

    pub(super) fn top(&self) -> Op {
        self.entries.last().expect("the bottom entry stays while a formula is read").op
    }

    /// Records an error that reading can go on after.
    pub(super) fn fault(&mut self, error: Error) -> Result<(), Error> {
        if self.faults.len() >= MAX_FAULTS {
            return Err(error);
        }
        self.faults.push(error);
        Ok(())
    }

    /// Records how an ambiguous place was read.
    pub(super) fn note(&mut self, start: u32, end: u32, text: impl FnOnce(&Self) -> String) {
        if self.notes.len() < MAX_NOTES {
            let text = text(self);
            if self.notes.iter().all(|note| note.text != text) {
                self.notes.push(Note { span: start as usize..end as usize, text });
            }
        }
    }

    /// The text from `start` to `end` as it was typed.
    fn typed(&self, span: Span) -> &'a str {
        match self.origin {
            Some(origin) => &origin.source[origin.span(span)],
            None => &self.text[span],
        }
    }

    /// The text from `start` to `end` as it was typed, shortened in the middle if it is long.
    pub(super) fn snippet(&self, start: u32, end: u32) -> String {
        const HALF: usize = 16;
        let text = self.typed(start as usize..end as usize).trim();
        let plain = |c: char| if c.is_whitespace() || super::token::is_unprintable(c) { ' ' } else { c };
        match (text.char_indices().nth(HALF), text.char_indices().nth_back(HALF - 1)) {
            (Some((front, _)), Some((back, _))) if front + 4 < back => {
                let ends = text[..front].chars().chain(std::iter::once('…')).chain(text[back..].chars());
                ends.map(plain).collect()
            }
            _ => text.chars().map(plain).collect(), // short enough as it is
        }
    }

    /// A span of the whole input that ends where `end` is.
    pub(super) fn span(value: Value) -> Span {
        value.start as usize..value.end as usize
    }

    pub(super) fn is_condition(&self, value: Value) -> bool {
        matches!(self.nodes[value.id.0 as usize], Node::Compare(..) | Node::And(..) | Node::Or(..))
    }

    /// Refuses a condition where a number is needed.
    pub(super) fn need_number(&self, value: Value) -> Result<TreeId, Error> {
        if self.is_condition(value) {
            return Err(Error::new(ErrorKind::ConditionAsValue, Self::span(value)));
        }
        Ok(value.id)
    }

    /// Refuses a number where a condition is needed.
    pub(super) fn need_condition(&self, value: Value) -> Result<TreeId, Error> {
        if !self.is_condition(value) {
            return Err(Error::new(ErrorKind::ValueAsCondition, Self::span(value)).expecting("a comparison"));
        }
        Ok(value.id)
    }

    pub(super) fn pop_value(&mut self) -> Value {
        self.values.pop().expect("every operator is reduced with its operands on the stack")
    }

    /// What a token is called in a message.
    pub(super) fn describe(&self, token: Token) -> Box<str> {
        let text = self.snippet(token.start, token.end);
        match token.kind {
            Kind::End => "the end".into(),
            Kind::Number => format!("the number {text}").into(),
            _ => format!("`{text}`").into(), // every other token is shown as it is written
        }
    }
}
