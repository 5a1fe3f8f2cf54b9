//! What can be wrong with an input, and where.

use std::fmt;

use super::tree::Span;

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Nothing but spaces and comments.
    #[error("there is no formula")]
    Empty,
    /// The bytes are not text.
    #[error("the input is not valid UTF-8")]
    InvalidUtf8,
    /// More bytes than [`MAX_BYTES`](super::MAX_BYTES).
    #[error("the input has {0} bytes, more than the limit of {max}", max = super::MAX_BYTES)]
    TooLong(usize),
    /// More nodes than [`MAX_NODES`](super::MAX_NODES).
    #[error("the formula has more than {max} parts", max = super::MAX_NODES)]
    TooManyNodes,
    /// A character that is not printed, such as NUL or a writing-direction mark.
    #[error("the control character U+{:04X} has no place in a formula", *.0 as u32)]
    ControlCharacter(char),
    /// A character that the language does not use.
    #[error("the character {0:?} has no meaning here")]
    UnexpectedCharacter(char),
    /// A decimal point without digits behind it.
    #[error("a decimal point needs a digit after it")]
    MissingDigits,
    /// Something else should stand here.
    #[error("expected {what}, found {found}")]
    Expected {
        /// What should stand here.
        what: &'static str,
        /// What does.
        found: Box<str>,
    },
    /// A bracket that is never closed.
    #[error("expected a closing {}", bracket_name(.0))]
    Unclosed(&'static str),
    /// A closing bracket without an opening one.
    #[error("this {} closes nothing", bracket_name(.0))]
    Unopened(&'static str),
    /// Two brackets of different kinds.
    #[error("{closed} cannot close {opened}")]
    Mismatched {
        /// The sign that opened.
        opened: &'static str,
        /// The sign that closed.
        closed: &'static str,
    },
    /// `|a|b|c|`
    #[error("these bars can be paired in two ways")]
    AmbiguousBars,
    /// `e(z)` or `pi(z)`
    #[error("{0} is a number and cannot be applied")]
    ConstantCalled(Box<str>),
    /// `foo(z)`
    #[error("no function is called {0}")]
    UnknownFunction(Box<str>),
    /// `tanh` by itself.
    #[error("the function {0} needs an argument in parentheses")]
    MissingArgument(Box<str>),
    /// `tanh(x, y)`
    #[error("{name} takes {}, not {found}", argument_count(*.least, *.most))]
    ArgumentCount {
        /// The function.
        name: Box<str>,
        /// The fewest arguments it takes.
        least: usize,
        /// The most arguments it takes.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// `tanh^(…)(z)` with more than a number or name in the exponent.
    #[error("the exponent of a function is a whole number or a name")]
    FunctionPower,
    /// `erf^-1(z)`
    #[error("no function is known as the inverse of {0}")]
    NoInverse(Box<str>),
    /// `∞`
    #[error("infinity is not a number")]
    Infinity,
    /// `2 3`
    #[error("two numbers need an operator between them")]
    AdjacentNumbers,
    /// `1 + (a < b)`
    #[error("a condition cannot be used as a number")]
    ConditionAsValue,
    /// `{1 if z}`
    #[error("expected a condition such as z > 0")]
    ValueAsCondition,
    /// `a < b > c`
    #[error("a chain of comparisons runs in one direction; join others with `and`")]
    MixedChain,
    /// A comma outside arguments, cases and lists of assumptions.
    #[error("a comma separates the arguments of a function and has no place here")]
    MisplacedComma,
    /// A semicolon outside cases and `let`.
    #[error("a semicolon has no place here")]
    MisplacedSemicolon,
    /// `if` outside braces, `let` in the middle.
    #[error("`{0}` has no place here")]
    MisplacedWord(Box<str>),
    /// `{z; …}`
    #[error("a case needs `if` and a condition, or `otherwise`")]
    MissingIf,
    /// `{1 otherwise; 2 if z > 0}`
    #[error("no case can follow `otherwise`")]
    AfterOtherwise,
    /// `(z^2)'`
    #[error("a prime differentiates a named function only")]
    MisplacedPrime,
    /// A superscript with nothing in front of it.
    #[error("a superscript needs something to its left")]
    MisplacedSuperscript,
    /// `d^2/dz^3`
    #[error("the two orders of this derivative differ")]
    DerivativeOrder,
    /// A derivative of order 0 or beyond [`MAX_ORDER`](super::MAX_ORDER).
    #[error("the order of a derivative is a whole number from 1 to {max}", max = super::MAX_ORDER)]
    DerivativeOrderRange,
    /// `let e = 3`
    #[error("{0} already has a meaning and cannot be a name here")]
    ReservedName(Box<str>),
    /// `f(x, x) = …`
    #[error("the parameter {0} occurs twice")]
    DuplicateParameter(Box<str>),
    /// `let u = v; v = u; …`
    #[error("{0} is used before it is defined")]
    UsedBeforeDefined(Box<str>),
    /// `g(z) = z*g(z - 1)`
    #[error("the definition of {0} uses {0} itself")]
    Cycle(Box<str>),
    /// `let` without `name = …;`
    #[error("`let` is followed by `name = …;`")]
    LetBinding,
    /// `\foo`
    #[error("\\{0} is no command of formulas")]
    UnknownCommand(Box<str>),
    /// `\sum`
    #[error("\\{command} cannot stand here: {why}")]
    RefusedCommand {
        /// The command without its backslash.
        command: Box<str>,
        /// Why no formula has it.
        why: &'static str,
    },
    /// `\end` without `\begin`, an index behind a parenthesis.
    #[error("{0} has no place here")]
    MisplacedCommand(Box<str>),
    /// `\frac` at the end.
    #[error("{command} needs {what}")]
    CommandArgument {
        /// The command.
        command: Box<str>,
        /// What should follow it.
        what: &'static str,
    },
    /// `\begin{verse}`
    #[error("no environment of formulas is called {0}")]
    UnknownEnvironment(Box<str>),
    /// `\begin{cases}` without its end.
    #[error("expected \\end{{{0}}}")]
    UnclosedEnvironment(Box<str>),
    /// `\left(` without `\right`.
    #[error("expected \\right")]
    UnclosedLeft,
    /// `x_{i+1}`
    #[error("an index is made of letters and digits")]
    Index,
    /// `\sqrt[n+1]{z}`
    #[error("the index of a root is a whole number or a name")]
    RootIndex,
    /// `a = b \\ c = d`
    #[error("another formula begins here; formulas are read one at a time")]
    SeveralFormulas,
    /// `\text{by the chain rule}`
    #[error("the words {0:?} are no part of a formula")]
    Words(Box<str>),
    /// `?u` outside the tables.
    #[error("a metavariable stands for an expression in a rule and has no place in a formula")]
    Metavariable,
}

fn bracket_name(sign: &str) -> &'static str {
    match sign {
        "(" | ")" => "parenthesis",
        "[" | "]" => "square bracket",
        "{" | "}" => "brace",
        "|" => "bar",
        "<" | ">" => "angle bracket",
        // Only the signs of BRACKETS are passed in; superscript parentheses are what remains.
        _ => "superscript parenthesis",
    }
}

fn argument_count(least: usize, most: usize) -> String {
    match (least, most) {
        (1, 1) => "one argument".into(),
        (2, 2) => "two arguments".into(),
        (least, usize::MAX) => format!("at least {least} arguments"),
        (least, most) if least == most => format!("{least} arguments"),
        (least, most) => format!("{least} to {most} arguments"),
    }
}

/// A name for a message, with the middle left out if it is long.
pub(super) fn shown(name: &str) -> Box<str> {
    const HALF: usize = 24;
    match (name.char_indices().nth(HALF), name.char_indices().nth_back(HALF - 1)) {
        (Some((front, _)), Some((back, _))) if front < back => format!("{}…{}", &name[..front], &name[back..]).into(),
        _ => name.into(), // short enough as it is
    }
}

/// A replacement that may be what was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The text to replace.
    pub span: Span,
    /// What to write instead.
    pub replacement: String,
}

impl fmt::Display for Suggestion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "did you mean {}?", self.replacement)
    }
}

/// A second place that explains an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What happened there, `opened here`.
    pub text: &'static str,
}

/// Why an input could not be read.
///
/// Its `Display` is one line; [`Error::page`] shows the place.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Error {
    /// What is wrong.
    pub kind: Box<ErrorKind>,
    /// Where, in bytes of the input.
    pub span: Span,
    /// What could stand there instead, where that is a short list.
    pub expected: Vec<&'static str>,
    /// What may have been meant, likeliest first.
    pub suggestions: Vec<Suggestion>,
    /// A second place, such as the bracket that is still open.
    pub label: Option<Box<Label>>,
    /// Further errors in the same input.
    pub related: Vec<Error>,
}

impl Error {
    pub(super) fn new(kind: ErrorKind, span: Span) -> Error {
        Error {
            kind: Box::new(kind),
            span,
            expected: Vec::new(),
            suggestions: Vec::new(),
            label: None,
            related: Vec::new(),
        }
    }

    pub(super) fn expecting(mut self, expected: &'static str) -> Error {
        self.expected.push(expected);
        self
    }

    pub(super) fn suggesting(mut self, span: Span, replacement: impl Into<String>) -> Error {
        self.suggestions.push(Suggestion { span, replacement: replacement.into() });
        self
    }

    pub(super) fn labelled(mut self, span: Span, text: &'static str) -> Error {
        self.label = Some(Box::new(Label { span, text }));
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind)?;
        if let Some(suggestion) = self.suggestions.first() {
            write!(f, "; {suggestion}")?;
        }
        for error in &self.related {
            write!(f, "; {error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
