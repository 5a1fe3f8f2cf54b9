//! What is found about one claim of a document.

use std::ops::Range;

use crate::expr::{ExprId, Relation, Store};
use crate::kernel::{Point, Refutation};
use crate::passes::equal::Proof;
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
