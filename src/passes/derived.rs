//! What a derivation found, as data for the pages: expressions, pieces, borders and the lines to read.

use crate::expr::{ExprId, Node, Store};
use crate::kernel::Twice;
use crate::trace::{Condition, Derivation, StepId};

/// How far the work came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// Every step was found and checked.
    Finished,
    /// A step is missing: some function has no derivative rule.
    Stuck,
    /// A limit on steps, nodes or pieces was reached.
    OutOfBudget,
}

/// Why a line follows from the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    /// The rule's name as it is read, `reciprocal rule`.
    pub name: String,
    /// What the rule says, `(1/v)' = -v'/v^2`; empty where the name says it all.
    pub formula: String,
    /// What it comes to here, as an equation between two expressions, where that says more than the formula.
    pub equation: Option<(ExprId, ExprId)>,
}

impl Because {
    /// A reason that its name says in full.
    pub(crate) fn named(name: &str) -> Because {
        Because { name: name.into(), formula: String::new(), equation: None }
    }
}

/// One line of a chain `g'(z) = … = …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The right side on this line.
    pub expr: ExprId,
    /// The step that concludes this line from the one before it; the first line has none.
    pub step: Option<StepId>,
    /// The reasons, in order.
    pub because: Vec<Because>,
    /// Whether the line is kept where only the lines that matter are shown.
    pub key: bool,
    /// Whether the line begins a new paragraph: the raw derivative ends, the way to the closed form begins.
    pub paragraph: bool,
}

/// How a derivative of higher order was found without those between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurrence {
    /// The functions that have derivatives in terms of each other, each with its first one; the function's name comes first.
    pub generators: Vec<(ExprId, ExprId)>,
    /// The functions in which every derivative is a polynomial.
    pub over: Vec<ExprId>,
    /// Derivatives of low orders above 1, each with its order.
    pub first: Vec<(u32, ExprId)>,
}

impl Derived {
    /// Whether a symbol other than the variable occurs in the function. Linear in its distinct parts.
    pub fn has_parameters(&self) -> bool {
        !self.parameters().is_empty()
    }

    /// Their names.
    pub(crate) fn parameters(&self) -> Vec<&str> {
        let name = |id| match self.store.node(id) {
            Node::Symbol(symbol) if id != self.variable => Some(self.store.name(symbol)),
            _ => None, // no parameter
        };
        self.store.reachable(self.whole.function).into_iter().filter_map(name).collect()
    }
}

impl Derived {
    /// The rows of the user's own that are trusted and that something here rests on.
    pub fn trusted(&self) -> Vec<&str> {
        let branches = std::iter::once(&self.whole).chain(self.pieces.iter().map(|piece| &piece.branch));
        let conditions = branches.flat_map(|branch| branch.conditions.iter().chain(&branch.from_output_conditions));
        crate::theory::all_trusted(&self.store, &conditions.copied().collect::<Vec<_>>())
    }
}

/// The derivative of one function on one set: the whole line, or one open cell.
#[derive(Debug, Clone)]
pub struct Branch {
    /// The function there.
    pub function: ExprId,
    /// What is differentiated last: the function itself, or its derivative of one order less.
    pub below: ExprId,
    /// Its derivative in the variable and parameters.
    pub derivative: ExprId,
    /// The closed form, in which the function's own name may occur.
    pub closed_form: ExprId,
    /// The derivative through the function's value and parameters alone, if one is known.
    pub from_output: Option<ExprId>,
    /// The conditions on parameters that this form needs and the derivative does not.
    pub from_output_conditions: Vec<Condition>,
    /// Conditions that could not be decided and are carried.
    pub conditions: Vec<Condition>,
    /// Whether the conditions are known to hold nowhere, so that the function has no value at all.
    pub formal: bool,
    /// The checked steps.
    pub derivation: Derivation,
    /// The step whose theorem is the derivative.
    pub conclusion: StepId,
    /// The chain to read; empty where the formula is too large and the steps are shown as named parts, and for a recurrence.
    pub lines: Vec<Line>,
    /// The recurrence that gave a derivative of higher order, if one did.
    pub recurrence: Option<Recurrence>,
}

/// One open cell of a function in pieces.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The condition on the variable that describes the cell, such as `z < 0` or `-3 < z and z < 3`.
    pub when: ExprId,
    /// What holds on the cell.
    pub branch: Branch,
}

/// What happens where two cells meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BorderKind {
    /// Both one-sided slopes exist and agree.
    Smooth,
    /// Both one-sided slopes exist and differ.
    Kink,
    /// The function's one-sided limits differ.
    Jump,
    /// A one-sided slope is infinite.
    Vertical,
    /// The function is not defined there.
    Undefined,
    /// What happens could not be decided.
    Unknown,
}

/// A place where two cells meet.
#[derive(Debug, Clone)]
pub struct Border {
    /// The place.
    pub at: ExprId,
    /// How many of the pieces lie to the left of it.
    pub after: usize,
    /// What happens there.
    pub kind: BorderKind,
    /// The left slope (for a jump, the left limit), if it is known.
    pub left: Option<ExprId>,
    /// The right slope (for a jump, the right limit), if it is known.
    pub right: Option<ExprId>,
    /// For a jump where both limits agree: the function's own value there.
    pub value: Option<ExprId>,
    /// The condition on the parameters under which both sides agree after all.
    pub unless: Option<Condition>,
    /// What frameworks take for the derivative there; never the derivative.
    pub convention: Option<String>,
}

/// The value of the derivative at a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointValue {
    /// The point as given, `z = 1/2`.
    pub at: String,
    /// The derivative's value: exact, or the certain digits of an enclosure, or why there is none.
    pub value: String,
    /// Whether the value is exact.
    pub exact: bool,
    /// Whether there is none, so that `value` says why.
    pub missing: bool,
}

/// Everything that was found about one formula.
#[derive(Debug, Clone)]
pub struct Derived {
    /// The store of all expressions here.
    pub store: Store,
    /// How far the work came.
    pub status: Status,
    /// How ambiguous places were read, one sentence each.
    pub notes: Vec<String>,
    /// The function's name, `g`.
    pub name: String,
    /// What the catalogue calls it, `sigmoid`, if it is there.
    pub title: Option<String>,
    /// The variable's symbol.
    pub variable: ExprId,
    /// The symbols of all variables, where this is one of several partial derivatives; else empty.
    pub variables: Vec<ExprId>,
    /// How many times it is differentiated.
    pub order: u32,
    /// The function with the catalogue's names as they were written, where it has such names: `swish(z)` is then a symbol.
    pub as_written: Option<ExprId>,
    /// The function and its derivative as one formula.
    pub whole: Branch,
    /// The open cells from left to right; empty for a formula that needs no cases.
    pub pieces: Vec<Piece>,
    /// One form that is the derivative on every piece, if one is known.
    pub common: Option<ExprId>,
    /// Why there are no pieces although the formula has cases.
    pub pieces_reason: Option<String>,
    /// The borders from left to right.
    pub borders: Vec<Border>,
    /// The derivative of each function in the formula, at the variable, proved from what the function means in others;
    /// empty where that was not asked for.
    pub meanings: Vec<Branch>,
    /// What was assumed of the parameters.
    pub assumed: Vec<Condition>,
    /// Why there is no form through the output alone.
    pub from_output_reason: Option<String>,
    /// Two places with the same value and different slopes, which are the reason.
    pub twice: Option<Twice>,
    /// Values at points that were asked for.
    pub values: Vec<PointValue>,
}
