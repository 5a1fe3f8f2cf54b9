//! What is found about one claim of a document.

use std::ops::Range;

use crate::expr::{ExprId, Relation, Store};
use crate::kernel::{Point, Refutation};
use crate::passes::equal::{self, Proof};
use crate::trace::Condition;

/// What a claim turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Verdict {
    /// It holds, under what the document says next to it.
    Proved,
    /// It is wrong, or rests on a line that is.
    Refuted,
    /// Neither was found.
    Undecided,
    /// It holds wherever its conditions do, and no number is known that fulfils them.
    Formal,
    /// It holds under an assumption that the document does not state.
    Assumed,
    /// It could not be read.
    Unreadable,
    /// It says what a name stands for.
    Definition,
}

impl Verdict {
    /// Every verdict, in the order in which they are counted.
    pub const ALL: [Verdict; 7] = [
        Verdict::Proved,
        Verdict::Refuted,
        Verdict::Undecided,
        Verdict::Formal,
        Verdict::Assumed,
        Verdict::Unreadable,
        Verdict::Definition,
    ];

    /// The verdict as it is written: `proved`.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Proved => "proved",
            Verdict::Refuted => "refuted",
            Verdict::Undecided => "undecided",
            Verdict::Formal => "formal",
            Verdict::Assumed => "assumed",
            Verdict::Unreadable => "unreadable",
            Verdict::Definition => "definition",
        }
    }
}

/// Why a claim is undecided or unreadable, as a code that stays the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Code {
    /// No proof was found, and no point at which it fails.
    NoProof,
    /// Both sides are constants that agree as far as they were computed.
    Constants,
    /// A limit on the work for one claim was reached.
    Budget,
    /// A part has no enclosure.
    NoEnclosure,
    /// A derivative in it could not be carried out.
    NoDerivative,
    /// No point was found at which both sides have a value.
    NoPoint,
    /// The kernel has no theorems about what is claimed.
    NoTheorem,
    /// A name or a derivative in it has no meaning in the document.
    NoMeaning,
    /// It is false if something is supposed that the document does not say.
    Supposed,
    /// The limit on claims was reached before it.
    NotJudged,
    /// It is no formula of the language.
    Syntax,
    /// It is false or undecided as it is written, and a lost superscript makes it true.
    Garbled,
    /// It is longer than a formula may be.
    TooLong,
}

impl Code {
    /// Every code.
    pub const ALL: [Code; 13] = [
        Code::NoProof,
        Code::Constants,
        Code::Budget,
        Code::NoEnclosure,
        Code::NoDerivative,
        Code::NoPoint,
        Code::NoTheorem,
        Code::NoMeaning,
        Code::Supposed,
        Code::NotJudged,
        Code::Syntax,
        Code::Garbled,
        Code::TooLong,
    ];

    /// The code as it is written: `no-proof`.
    pub fn name(self) -> &'static str {
        match self {
            Code::NoProof => equal::Code::NoProof.name(),
            Code::Constants => equal::Code::Constants.name(),
            Code::Budget => equal::Code::Budget.name(),
            Code::NoEnclosure => equal::Code::NoEnclosure.name(),
            Code::NoDerivative => equal::Code::NoDerivative.name(),
            Code::NoPoint => equal::Code::NoPoint.name(),
            Code::NoTheorem => "no-theorem",
            Code::NoMeaning => "no-meaning",
            Code::Supposed => "supposed",
            Code::NotJudged => "not-judged",
            Code::Syntax => "syntax",
            Code::Garbled => "garbled",
            Code::TooLong => "too-long",
        }
    }
}

impl From<equal::Code> for Code {
    fn from(code: equal::Code) -> Code {
        match code {
            equal::Code::NoProof => Code::NoProof,
            equal::Code::Constants => Code::Constants,
            equal::Code::Budget => Code::Budget,
            equal::Code::NoEnclosure => Code::NoEnclosure,
            equal::Code::NoDerivative => Code::NoDerivative,
            equal::Code::NoPoint => Code::NoPoint,
        }
    }
}

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The bytes of the document.
    pub span: Range<usize>,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

/// A likely reading of a text that could not be read as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The text as it would have to be written.
    pub text: String,
    /// What is supposed: `(2)` is a square.
    pub supposed: String,
    /// What it would come to.
    pub verdict: Verdict,
}

/// Why a claim is wrong.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Wrong {
    /// Both sides of an equation have different values at a point.
    Values(Box<Refutation>),
    /// A comparison does not hold at a point, at which both sides have the values that are told.
    Point(Box<Point>, [String; 2]),
    /// There is no derivative at a place where the claim gives one.
    NoDerivative,
}

/// The two sides that were compared, and what was found.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The store of all expressions here.
    pub store: Store,
    /// The claim as it was understood, with the document's names opened.
    pub sides: (ExprId, Relation, ExprId),
    /// What the proof needs, and where the document says that the claim holds.
    pub conditions: Vec<Condition>,
    /// The steps of the kernel's theorem.
    pub proof: Option<Box<Proof>>,
    /// Why it is wrong.
    pub wrong: Option<Wrong>,
}

/// What stands in place of a wrong derivative.
#[derive(Debug, Clone)]
pub struct Truth {
    /// The store of the derivative.
    pub store: Store,
    /// The function's derivative.
    pub derivative: ExprId,
}

/// One claim of a document with its verdict.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Where it stands.
    pub place: Place,
    /// Its text in the document.
    pub text: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, as a sentence without a full stop.
    pub because: String,
    /// Why there is no verdict; none where there is one.
    pub code: Option<Code>,
    /// How it was understood, and what shows the verdict.
    pub reading: Option<Reading>,
    /// The derivative that a wrong one should be.
    pub truth: Option<Truth>,
    /// What slip makes exactly this mistake.
    pub mistake: Option<String>,
    /// How an unreadable text may have been meant.
    pub readings: Vec<Guess>,
    /// Whether it follows from a line that is wrong.
    pub inherits: bool,
    /// How ambiguous places were understood.
    pub notes: Vec<String>,
    /// What names stand for that no formula of the document defines: by its words, or by use.
    pub meanings: Vec<String>,
}

impl Claim {
    /// A verdict of which nothing else is known, at the beginning of a document.
    pub(super) fn new(verdict: Verdict, because: String) -> Claim {
        Claim {
            place: Place { span: 0..0, line: 1, column: 1 },
            text: String::new(),
            verdict,
            because,
            code: None,
            reading: None,
            truth: None,
            mistake: None,
            readings: Vec::new(),
            inherits: false,
            notes: Vec::new(),
            meanings: Vec::new(),
        }
    }
}
