//! The pieces of mathematics in a document and the words between them.
//!
//! A document is read by what marks its formulas: Markdown and LaTeX delimiters, reStructuredText roles and directives,
//! the Markdown cells of a notebook, comments in a program. What is not marked is taken for a formula only where a
//! relation stands between signs that look like mathematics, so that prose stays prose. Nothing here decides whether a
//! formula can be read or what it claims.
//!
//! Every offset is one into the bytes that were given. Time and memory are linear in them.

mod comments;
mod delimiters;
mod format;
mod likeness;
mod markdown;
mod notebook;
mod prose;
mod restructured;
mod rows;
mod scan;
mod source;

use std::borrow::Cow;
use std::ops::Range;

use thiserror::Error;

pub use format::Format;
pub use rows::Row;
use scan::{Lines, Mark};
pub(super) use source::Source;

/// The longest document in bytes, unless another limit is given.
pub const MAX_BYTES: usize = 64 << 20;

/// Why a document cannot be looked through.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// More bytes than this limit.
    #[error("the document has more than {0} bytes, which is the limit")]
    TooLong(usize),
    /// The bytes are not UTF-8 from this offset on.
    #[error("the document is not text: byte {0} is not valid UTF-8")]
    NotText(usize),
    /// There is a NUL at this offset, which no text has.
    #[error("the document is not text: byte {0} is zero")]
    Binary(usize),
    /// A notebook that is not the JSON of one.
    #[error("this is no notebook: {0}")]
    Notebook(String),
}

/// A text as it was given, and as it is looked through.
#[derive(Debug)]
pub struct Document<'a> {
    format: Format,
    original: &'a str,
    /// What is looked through: the original, or the cells of a notebook one after the other.
    text: Cow<'a, str>,
    /// Where the parts of `text` stand in the original, in order.
    parts: Vec<Part>,
}

/// A part of the text and where it stands in the original.
#[derive(Debug, Clone, Copy, Default)]
struct Part {
    at: usize,
    original: usize,
    /// How long an escape in the original is that stands for a character; the bytes of other parts run alike.
    escape: Option<usize>,
}

/// How a piece of mathematics is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Set apart from the text: `$$…$$`, `\[…\]`, an environment, a directive, a fenced block of mathematics.
    Display,
    /// Inside a line: `$…$`, `\(…\)`, a role.
    Inline,
    /// In the markup of code that looks like a formula.
    Code,
    /// Not marked: a relation between signs that look like mathematics.
    Prose,
}

impl Kind {
    /// Whether the text is in math mode, where [`parse_math`](crate::syntax::parse_math) reads it; other text is read by
    /// [`parse_with`](crate::syntax::parse_with).
    pub fn is_math(self) -> bool {
        match self {
            Kind::Display | Kind::Inline => true,
            Kind::Code | Kind::Prose => false,
        }
    }
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The number of the table in the document, from 0.
    pub table: usize,
    /// The row, from 0 for the heading.
    pub row: usize,
    /// The column, from 0.
    pub column: usize,
}

/// A piece of mathematics in a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage<'d> {
    /// The formula without its delimiters, as it stands in the document.
    pub text: &'d str,
    /// Its bytes in the original.
    pub span: Range<usize>,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// The character in that line at which it begins, from 1.
    pub column: usize,
    /// How it is marked.
    pub kind: Kind,
    /// The cell of a table in which it stands.
    pub cell: Option<Cell>,
    /// The formulas in it: the rows of an alignment, with a continued one beginning with its relation, and the parts
    /// between wide spaces. There is at least one, unless the piece is empty.
    pub rows: Vec<Row<'d>>,
    /// What stands between the passage before and this one, with the delimiters.
    pub before: &'d str,
    /// What stands between this passage and the next one, with the delimiters.
    pub after: &'d str,
}

impl<'a> Document<'a> {
    /// The document in `bytes`; its format is told by the ending of `name`, else by what the text looks like.
    ///
    /// # Errors
    /// The bytes are no text, or no notebook where the name says so.
    pub fn new(name: &str, bytes: &'a [u8]) -> Result<Document<'a>, Unreadable> {
        let original = std::str::from_utf8(bytes).map_err(|error| Unreadable::NotText(error.valid_up_to()))?;
        if let Some(at) = original.find('\0') {
            return Err(Unreadable::Binary(at));
        }
        let format = Format::of(name, original);
        let (text, parts) = match format {
            Format::Notebook => {
                let (text, parts) = notebook::cells(original)?;
                (Cow::Owned(text), parts)
            }
            _ => (Cow::Borrowed(original), vec![Part::default()]), // every other format is looked through as it is
        };
        Ok(Document { format, original, text, parts })
    }

    /// How the document is read.
    pub fn format(&self) -> Format {
        self.format
    }

    /// What is looked through: the original, or the cells of a notebook one after the other.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Every piece of mathematics, in the order of the document. Takes time linear in the document.
    pub fn passages(&self) -> Vec<Passage<'_>> {
        self.each_passage().collect()
    }

    /// As [`passages`](Document::passages), one after the other, so that not all of them need memory.
    pub fn each_passage(&self) -> Passages<'_> {
        let text = &*self.text;
        let mut marks = match self.format {
            Format::Markdown | Format::Notebook => markdown::marks(text),
            Format::Latex => delimiters::latex(text),
            Format::ReStructured => restructured::marks(text),
            Format::Source(language) => comments::marks(text, language),
            Format::Plain => delimiters::plain(text),
        };
        marks.add_prose(text);
        let mut found = marks.found;
        drop(marks.skipped);
        found.retain(|mark| !text[mark.inner.clone()].trim().is_empty());
        found.sort_by_key(|mark| (mark.inner.start, mark.inner.end));
        found.dedup_by(|next, kept| next.inner.start < kept.inner.end);
        Passages { document: self, lines: Lines::new(self.original), found, at: 0 }
    }

    /// Where a byte of the text stands in the original.
    fn original_at(&self, at: usize) -> usize {
        let part = self.part(at);
        part.original + at.saturating_sub(part.at)
    }

    fn part(&self, at: usize) -> Part {
        let part = self.parts.partition_point(|part| part.at <= at).saturating_sub(1);
        self.parts.get(part).copied().unwrap_or_default()
    }

    fn original_span(&self, span: Range<usize>) -> Range<usize> {
        let start = self.original_at(span.start);
        // The last byte of a part is followed by one of another.
        let end = span.end.checked_sub(1).map_or(0, |last| {
            let part = self.part(last);
            part.escape.map_or(self.original_at(last) + 1, |length| part.original + length)
        });
        start..self.boundary(end.max(start))
    }

    fn boundary(&self, mut at: usize) -> usize {
        while at < self.original.len() && !self.original.is_char_boundary(at) {
            at += 1;
        }
        at.min(self.original.len())
    }
}

/// The pieces of mathematics of a document, in its order.
pub struct Passages<'d> {
    document: &'d Document<'d>,
    lines: Lines<'d>,
    found: Vec<Mark>,
    at: usize,
}

impl<'d> Iterator for Passages<'d> {
    type Item = Passage<'d>;

    fn next(&mut self) -> Option<Passage<'d>> {
        let mark = self.found.get(self.at)?;
        let (document, text) = (self.document, &*self.document.text);
        let inner = trimmed(text, mark.inner.clone());
        let from = self.at.checked_sub(1).map_or(0, |last| self.found[last].inner.end);
        let to = self.found.get(self.at + 1).map_or(text.len(), |next| next.inner.start);
        self.at += 1;
        let rows = rows::split(text, inner.clone()).into_iter().map(|part| {
            let (line, column) = self.lines.of(document.original_at(part.start));
            Row { text: &text[part.clone()], span: document.original_span(part), line, column }
        });
        let (line, column) = self.lines.of(document.original_at(inner.start));
        Some(Passage {
            text: &text[inner.clone()],
            span: document.original_span(inner.clone()),
            line,
            column,
            kind: mark.kind,
            cell: mark.cell.clone(),
            rows: rows.collect(),
            before: &text[from.min(inner.start)..inner.start],
            after: &text[inner.end..to.max(inner.end)],
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.found.len() - self.at;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Passages<'_> {}

/// The range without space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let start = range.start + inner.len() - inner.trim_start().len();
    start..start + inner.trim().len()
}
