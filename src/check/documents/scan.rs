//! What was found in a text so far, and where a place is.

use std::ops::Range;

use super::prose;
use super::{Cell, Kind};

/// A piece of mathematics, without its delimiters.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) inner: Range<usize>,
    pub(super) kind: Kind,
    pub(super) cell: Option<Cell>,
}

/// What the markup of a text marks.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) found: Vec<Mark>,
    /// What is no prose: mathematics with its delimiters, code, commands.
    pub(super) skipped: Vec<Range<usize>>,
}

impl Marks {
    /// Adds mathematics, with its delimiters in `outer`.
    pub(super) fn add(&mut self, inner: Range<usize>, outer: Range<usize>, kind: Kind) {
        self.found.push(Mark { inner, kind, cell: None });
        self.skipped.push(outer);
    }

    /// The skipped ranges in order, none of which touches another.
    pub(super) fn merged(&mut self) -> &[Range<usize>] {
        self.skipped.retain(|range| !range.is_empty());
        self.skipped.sort_by_key(|range| range.start);
        self.skipped.dedup_by(|next, kept| {
            let touches = next.start <= kept.end;
            if touches {
                kept.end = kept.end.max(next.end);
            }
            touches
        });
        &self.skipped
    }

    /// Adds the formulas that stand in prose: in what is not skipped, line by line.
    pub(super) fn add_prose(&mut self, text: &str) {
        let mut segments = Vec::new();
        let mut from = 0;
        for range in self.merged() {
            segments.push(from..range.start.max(from));
            from = from.max(range.end);
        }
        segments.push(from..text.len());
        for segment in segments {
            let mut start = segment.start;
            for line in text[segment].split_inclusive('\n') {
                let own = start..start + line.len();
                start = own.end;
                let begins = own.start == 0 || text[..own.start].ends_with('\n');
                let formulas = prose::formulas(text, own, begins);
                self.found.extend(formulas.into_iter().map(|inner| Mark { inner, kind: Kind::Prose, cell: None }));
            }
        }
    }
}

/// Lines and columns of places that are asked for in order.
pub(super) struct Places<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str) -> Places<'a> {
        Places { text, at: 0, line: 1, column: 1 }
    }

    /// The line and column of a byte. Linear in the distance from the place before, and from the start of the text for
    /// one that lies before it.
    pub(super) fn of(&mut self, at: usize) -> (usize, usize) {
        let at = at.min(self.text.len());
        if at < self.at {
            (self.at, self.line, self.column) = self.back(at);
        }
        let passed = &self.text.as_bytes()[self.at..at];
        for &byte in passed {
            if byte == b'\n' {
                self.line += 1;
                self.column = 1;
            } else if byte & 0xc0 != 0x80 {
                self.column += 1; // the first byte of a character
            }
        }
        self.at = at;
        (self.line, self.column)
    }

    /// The start of the line of `at`.
    fn back(&self, at: usize) -> (usize, usize, usize) {
        let start = self.text.as_bytes()[..at].iter().rposition(|b| *b == b'\n').map_or(0, |newline| newline + 1);
        let newlines = self.text.as_bytes()[start..self.at].iter().filter(|b| **b == b'\n').count();
        (start, self.line - newlines, 1)
    }
}
