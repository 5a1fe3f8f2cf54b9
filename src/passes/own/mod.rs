//! The user's own activations, functions and rules: rows with the columns of the tables, judged before they are in force.
//!
//! [`Rows`] collects them. [`Rows::build`] makes an [`Extension`] of them, with which a closure is called that finds them in
//! the tables; there may be any number of those beside each other. [`Rows::install`] adds them to the tables of the whole
//! process, once and before the tables are first used, as the program does. A rule is in force only if the kernel has a theorem that says the same, or if it is marked as trusted and nothing
//! speaks against it; whatever rests on a trusted row carries that as a condition, and is never called proved.

mod install;
mod judge;
pub(crate) mod rewrite;

use std::fmt;

use thiserror::Error;

use crate::expr::{LowerError, Store};
use crate::passes::equal::Equality;
use crate::rules::own::Standing as RuleStanding;
use crate::syntax;
use crate::trace::Condition;

/// Why a row of the user's own is in force.
pub type Standing = RuleStanding;

/// A parameter of an activation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parameter {
    /// Its name in the formula.
    pub name: String,
    /// What is assumed of it, `alpha > 0`; empty for nothing.
    pub assume: String,
    /// The value that is used where none is given; empty for none.
    pub default: String,
    /// What it does, in a word or two.
    pub meaning: String,
}

/// What programs take for the derivative at a place where there is none; never the derivative.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Convention {
    /// The place, a formula over the parameters.
    pub at: String,
    /// What is taken there, a formula over the parameters.
    pub value: String,
    /// Who takes it.
    pub who: String,
}

/// An activation: a name that stands for a formula.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Activation {
    /// The name, of small letters, digits and `_`.
    pub name: String,
    /// How people write it; empty for the name.
    pub title: String,
    /// Other names for it.
    pub aliases: Vec<String>,
    /// The formula over `z` and the parameters.
    pub formula: String,
    /// Its derivative over `z` and the parameters, which is compared with that of the formula; empty for none.
    pub derivative: String,
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// What frameworks call it: `("PyTorch", "torch.nn.ReLU")`.
    pub frameworks: Vec<(String, String)>,
    /// What programs take for the derivative at its kinks and jumps.
    pub conventions: Vec<Convention>,
    /// How LaTeX writes the name; empty where it is spelt out.
    pub latex: String,
    /// Where it is described.
    pub source: String,
}

impl Activation {
    /// The activation with this name and this formula over `z`.
    pub fn new(name: &str, formula: &str) -> Activation {
        Activation { name: name.into(), formula: formula.into(), ..Activation::default() }
    }
}

/// A function of which nothing is known but its derivative. It has no values, and what rests on its derivative is assumed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Function {
    /// The name, of small letters, digits and `_`.
    pub name: String,
    /// What a textbook calls it; empty for the name.
    pub title: String,
    /// The derivative over `z`, in which the function itself may occur.
    pub derivative: String,
    /// Where it is defined: conditions `z > 0`, with a bound of -1, 0 or 1.
    pub domain: Vec<String>,
    /// How LaTeX writes the name; empty where it is spelt out.
    pub latex: String,
    /// Where it is described.
    pub source: String,
}

/// A rule: two formulas that are equal wherever the conditions hold. Its names stand for anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rule {
    /// The name, of small letters, digits and `-`; it reads well after "by the".
    pub name: String,
    /// What the rule says, as on a blackboard; empty for both sides.
    pub because: String,
    /// What it is put for, `ln(a*b)`.
    pub left: String,
    /// What is put there.
    pub right: String,
    /// The conditions under which both sides are equal, or neither has a value: comparisons such as `a > 0`.
    pub when: Vec<String>,
    /// Whether it is to be used even if it cannot be proved. What is refuted is rejected all the same.
    pub trusted: bool,
}

impl Rule {
    /// The rule with this name and these sides, without conditions.
    pub fn new(name: &str, left: &str, right: &str) -> Rule {
        Rule { name: name.into(), left: left.into(), right: right.into(), ..Rule::default() }
    }

    /// The same under a further condition.
    #[must_use]
    pub fn when(mut self, condition: &str) -> Rule {
        self.when.push(condition.into());
        self
    }

    /// The same, to be used even if it cannot be proved.
    #[must_use]
    pub fn trusted(mut self) -> Rule {
        self.trusted = true;
        self
    }

    /// Judges the rule without adding it to any table: the standing that it would have.
    ///
    /// # Errors
    /// It cannot be read, is refuted, lacks a condition, or is neither proved nor trusted.
    ///
    /// ```
    /// use gprime::passes::own::{Rule, Standing};
    /// assert_eq!(Rule::new("split", "ln(a*b)", "ln(a) + ln(b)").when("a > 0").when("b > 0").judge()?, Standing::Proved);
    /// assert!(Rule::new("wrong", "ln(a + b)", "ln(a) + ln(b)").judge().is_err());
    /// # Ok::<(), gprime::passes::own::Rejection>(())
    /// ```
    pub fn judge(&self) -> Result<Standing, Rejection> {
        install::judge_rule(self, 0)
    }
}

/// Rows of the user's own, from which a theory is built that has them besides the built-in ones.
///
/// ```
/// use gprime::passes::own::{Activation, Rows, Rule, Standing};
/// let own = Rows::new()
///     .activation(Activation::new("steep_swish", "z*sigmoid(3*z)"))
///     .rule(Rule::new("fold-softplus", "ln(1 + e^u)", "softplus(u)"))
///     .build()?;
/// assert_eq!(own.standings(), [Standing::Proved]);
/// let derived = own.with(|| gprime::derive("steep_swish"))?;
/// assert_eq!(gprime::text(&derived.store, derived.whole.function), "z*sigmoid(3*z)");
/// assert!(gprime::derive("steep_swish(z)").is_err(), "it is known there alone");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// Names that stand for formulas.
    pub activations: Vec<Activation>,
    /// Functions with nothing but a derivative.
    pub functions: Vec<Function>,
    /// Rules, in the order in which they are tried.
    pub rules: Vec<Rule>,
    /// Where the rows come from, which every answer notes; empty for nothing to note.
    pub origin: String,
}

impl Rows {
    /// No rows.
    pub fn new() -> Rows {
        Rows::default()
    }

    /// The rows and an activation.
    #[must_use]
    pub fn activation(mut self, row: Activation) -> Rows {
        self.activations.push(row);
        self
    }

    /// The rows and a function.
    #[must_use]
    pub fn function(mut self, row: Function) -> Rows {
        self.functions.push(row);
        self
    }

    /// The rows and a rule.
    #[must_use]
    pub fn rule(mut self, row: Rule) -> Rows {
        self.rules.push(row);
        self
    }

    /// The built-in theory and these rows, each judged by the same checks as the built-in ones. Time is that of the proofs
    /// of the rules; what is kept of the rows stays in memory for as long as the process lasts.
    ///
    /// # Errors
    /// A row is rejected, or there is a function that is known by its derivative alone, which only the tables of a process
    /// can have.
    pub fn build(self) -> Result<Extension, InstallError> {
        let (tables, standings) = install::Tables::scoped(&self)?;
        Ok(Extension { tables, standings })
    }

    /// Adds the rows to the tables of this process, each judged by the same checks as the built-in ones, and says how each
    /// rule stands. The same rows may be installed again, which changes nothing.
    ///
    /// # Errors
    /// A row is rejected, other rows were installed before, or the tables were used before; after an error none of the
    /// rules that follow the rejected row is in force, nor any function.
    pub fn install(self) -> Result<Vec<Standing>, InstallError> {
        install::install(self)
    }
}

/// The built-in theory with rows of the user's own.
#[derive(Debug, Clone)]
pub struct Extension {
    tables: install::Tables,
    standings: Vec<Standing>,
}

impl Extension {
    /// Why each rule is in force, in order.
    pub fn standings(&self) -> &[Standing] {
        &self.standings
    }

    /// Calls a function that finds these rows in the tables, in place of those that were [installed](Rows::install): what it
    /// asks on this thread is answered with them. What comes back may be written and checked anywhere.
    pub fn with<T>(&self, f: impl FnOnce() -> T) -> T {
        self.tables.with(f)
    }
}

/// The note that the rows of the user's own take part, if they come from a place that is to be named.
pub fn note() -> Option<String> {
    install::origin().map(|origin| format!("with the rows of {origin}"))
}

/// Why rows are not in force.
#[derive(Debug, Clone, Error)]
#[non_exhaustive]
pub enum InstallError {
    /// A row was rejected.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// Other rows were installed before.
    #[error("other rows were installed in this process before")]
    Other,
    /// A function that is known by its derivative alone was to be used in a part of the process.
    #[error("a function without a formula is installed for the whole process, or not at all")]
    Functions,
    /// The tables were used before, and do not change after that.
    #[error("the tables were used in this process before, and do not change after that")]
    TooLate,
}

/// The table of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Table {
    /// Names that stand for formulas.
    Activations,
    /// Functions with nothing but a derivative.
    Functions,
    /// Rules.
    Rules,
}

/// The part of a row that is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Column {
    /// The name.
    Name,
    /// One of the other names.
    Alias(usize),
    /// The formula.
    Formula,
    /// The derivative.
    Derivative,
    /// One of the parameters.
    Parameter(usize),
    /// One of the conventions.
    Convention(usize),
    /// One of the conditions of a domain.
    Domain(usize),
    /// The LaTeX.
    Latex,
    /// The left side.
    Left,
    /// The right side.
    Right,
    /// One of the conditions of a rule.
    When(usize),
    /// The row as a whole.
    Whole,
}

/// A row that is not accepted.
#[derive(Debug, Clone)]
pub struct Rejection {
    /// Its table.
    pub table: Table,
    /// Its place among the rows of that table.
    pub index: usize,
    /// Its name.
    pub name: String,
    /// Where in the row the fault is.
    pub column: Column,
    /// What is wrong with it.
    pub why: Why,
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is rejected: {}", self.name, self.why)
    }
}

impl std::error::Error for Rejection {}

/// What is wrong with a row.
#[derive(Debug, Clone, Error)]
#[non_exhaustive]
pub enum Why {
    /// A text could not be read.
    #[error("{error}")]
    Unreadable {
        /// The text.
        text: String,
        /// What is wrong with it.
        error: Box<syntax::Error>,
    },
    /// A text was read and has no meaning as an expression.
    #[error("{error}")]
    Meaningless {
        /// The text.
        text: String,
        /// What is wrong with it.
        error: LowerError,
    },
    /// It does not hold at a point.
    #[error("both sides differ at a point")]
    Refuted {
        /// The comparison, whose verdict has the point.
        equality: Box<Equality>,
        /// Conditions under which it would hold; empty if none were found.
        missing: Vec<Condition>,
    },
    /// It holds only under conditions that it does not state.
    #[error("it holds only under conditions that it does not state")]
    Missing {
        /// The store of the conditions.
        store: Box<Store>,
        /// The conditions.
        conditions: Vec<Condition>,
    },
    /// It is neither proved nor refuted, and it is not marked as trusted.
    #[error("it is neither proved nor refuted, and it is not marked as trusted")]
    Unproved(Box<Equality>),
    /// What the sentence says.
    #[error("{0}")]
    Says(String),
}
