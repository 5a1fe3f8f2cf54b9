//! The language: text to a tree with spans, and errors that point at the place.
//!
//! nom reads tokens and the small productions that look ahead; precedence and nesting run on an explicit
//! stack, so time is linear in the text and no depth of nesting can overflow anything. What the language is
//! stands in `grammar/gprime.ebnf`, and a test holds that file to the tables exported here. LaTeX becomes plain notation
//! first, part by part.

mod apply;
mod error;
mod heads;
mod interval;
mod latex;
mod machine;
mod names;
mod notes;
mod operand;
mod operator;
mod page;
mod reduce;
mod statement;
mod symbols;
mod text;
mod token;
mod tree;

pub use error::{Error, ErrorKind, Label, Suggestion};
pub use latex::{latex_commands, latex_environments};
pub(crate) use names::nearest;
pub use names::{Known, Names, TableNames};
pub use symbols::{
    BRACKETS, CONSTANTS, DIFFERENTIALS, GREEK, KEYWORDS, OPERATORS, Operator, PRIMES, PUNCTUATION, Place, STATEMENTS,
    SUPERSCRIPTS, TOKENS,
};
pub(crate) use token::is_unprintable;
pub use tree::{Binary, Node, Note, Relation, Span, Statement, Tree, TreeId};

use machine::{Dialect, Machine};

/// The longest input in bytes.
pub const MAX_BYTES: usize = 16 << 20;

/// The most nodes that a tree can have.
pub const MAX_NODES: usize = 1 << 24;

/// The highest order of a derivative: `d^64/dz^64` is as long as the expressions that it stands for, give or take.
pub const MAX_ORDER: u32 = 64;

/// Reads a formula, definition, equation or condition, with `let` bindings in front if there are any.
///
/// Fails with the first error and those that reading could go on after. Takes time linear in the text.
pub fn parse(text: &str) -> Result<Tree, Error> {
    read(text, &TableNames, Dialect::Formula)
}

/// As [`parse`], with other names for functions, such as those that a document has defined so far.
pub fn parse_with(text: &str, names: &dyn Names) -> Result<Tree, Error> {
    read(text, names, Dialect::Formula)
}

/// As [`parse_with`] for mathematics of a document, which is LaTeX even where no command tells it: `2xe^{-x}` is
/// 2*x*e^(-x) there.
pub fn parse_math(text: &str, names: &dyn Names) -> Result<Tree, Error> {
    check(text)?;
    read_latex(text, names, Dialect::Formula)
}

/// As [`parse`], with metavariables `?u` and `?u'` as the tables use them.
pub fn parse_pattern(text: &str) -> Result<Tree, Error> {
    read(text, &TableNames, Dialect::Pattern)
}

/// Reads assumptions, such as `a > 0`, `0 < a < 1` or the list `y >= 0, y <= 1`, into one condition.
pub fn parse_condition(text: &str) -> Result<Tree, Error> {
    read(text, &TableNames, Dialect::Conditions)
}

/// As [`parse_condition`], with other names for functions, such as those that a document has defined so far.
pub fn parse_condition_with(text: &str, names: &dyn Names) -> Result<Tree, Error> {
    read(text, names, Dialect::Conditions)
}

/// The text of an input's bytes; the error's span tells where they stop being UTF-8.
pub fn decode(bytes: &[u8]) -> Result<&str, Error> {
    std::str::from_utf8(bytes).map_err(|error| {
        let start = error.valid_up_to();
        let end = error.error_len().map_or(bytes.len(), |length| start + length);
        Error::new(ErrorKind::InvalidUtf8, start..end)
    })
}

/// Which bytes a text has that decide how it is read, one bit for each: all are found in one go.
type Marks = u8;

/// A control character that no text may have.
const CONTROL: Marks = 1;
/// What LaTeX may be told by.
const COMMAND: Marks = 2;
/// What may be a prime.
const PRIME: Marks = 4;
/// What a definition has.
const EQUALS: Marks = 8;

static MARKS: [Marks; 256] = {
    let mut marks = [0; 256];
    let mut byte = 0;
    while byte < marks.len() {
        marks[byte] = match byte as u8 {
            b'\t' | b'\n' | b'\r' => 0,
            ..0x20 | 0x7f => CONTROL,
            b'\\' | b'$' | b'_' => COMMAND,
            b'\'' | 0xe2 => PRIME,
            b'=' => EQUALS,
            _ => 0, // every other byte is read where it stands
        };
        byte += 1;
    }
    marks
};

fn marks(text: &str) -> Marks {
    text.bytes().fold(0, |all, byte| all | MARKS[usize::from(byte)])
}

fn check(text: &str) -> Result<Marks, Error> {
    if text.len() > MAX_BYTES {
        return Err(Error::new(ErrorKind::TooLong(text.len()), 0..0));
    }
    let marks = marks(text);
    let is_control = |byte: u8| MARKS[usize::from(byte)] == CONTROL;
    if marks & CONTROL != 0
        && let Some(at) = text.bytes().position(is_control)
    {
        let character = text.as_bytes()[at] as char;
        return Err(Error::new(ErrorKind::ControlCharacter(character), at..at + 1));
    }
    Ok(marks)
}

fn read(text: &str, names: &dyn Names, dialect: Dialect) -> Result<Tree, Error> {
    match check(text)? & COMMAND != 0 && latex::is_latex(text) {
        true => read_latex(text, names, dialect),
        false => tree(Machine::new(text, names, dialect)),
    }
}

fn read_latex(text: &str, names: &dyn Names, dialect: Dialect) -> Result<Tree, Error> {
    let origin = latex::translate(text, names)?;
    let mut machine = Machine::new(&origin.text, names, dialect);
    machine.origin = Some(&origin);
    let mut tree = tree(machine).map_err(|error| origin.error(error))?;
    for stretch in &mut tree.spans {
        let span = origin.span(tree::spanned(*stretch));
        *stretch = (span.start as u32, span.end as u32);
    }
    for note in &mut tree.notes {
        note.span = origin.span(note.span.clone());
    }
    tree.notes.extend(origin.notes);
    tree.notes.sort_by_key(|note| note.span.start);
    Ok(tree)
}

fn tree(mut machine: Machine<'_>) -> Result<Tree, Error> {
    let result = machine.statement();
    let Machine { nodes, spans, mut notes, mut faults, .. } = machine;
    match result {
        Ok((bindings, statement)) if faults.is_empty() => {
            notes.sort_by_key(|note| note.span.start);
            Ok(Tree { nodes, spans, bindings, statement, notes })
        }
        Ok(_) => {
            let mut error = faults.remove(0);
            error.related.append(&mut faults);
            Err(error)
        }
        Err(mut error) => {
            error.related.append(&mut faults);
            Err(error)
        }
    }
}
