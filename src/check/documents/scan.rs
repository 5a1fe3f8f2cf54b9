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

/// Where the lines of a text begin. It takes a byte for each 64 of the text, and finds a place without reading more than
/// two blocks of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines<'a> {
    text: &'a str,
    /// How many lines end, and how many characters begin, before each block.
    before: Vec<(usize, usize)>,
}

/// The bytes of a block.
const BLOCK: usize = 1_024;

/// How many lines end in some bytes.
fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

/// How many characters begin in some bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Lines<'a> {
        let mut before = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut passed = (0, 0);
        for block in text.as_bytes().chunks(BLOCK) {
            before.push(passed);
            passed = (passed.0 + newlines(block), passed.1 + characters(block));
        }
        before.push(passed);
        Lines { text, before }
    }

    /// How many lines end and how many characters begin before a byte.
    fn passed(&self, at: usize) -> (usize, usize) {
        let block = at / BLOCK;
        let (lines, signs) = self.before.get(block).copied().unwrap_or_default();
        let rest = self.text.as_bytes().get(block * BLOCK..at).unwrap_or_default();
        (lines + newlines(rest), signs + characters(rest))
    }

    /// Where a line begins, counted from 0.
    pub(super) fn start(&self, line: usize) -> Option<usize> {
        if line == 0 {
            return Some(0);
        }
        // the block in which the line before it ends
        let block = self.before.partition_point(|(lines, _)| *lines < line).checked_sub(1)?;
        let ended = self.before.get(block)?.0;
        let bytes = self.text.as_bytes().get(block * BLOCK..)?;
        let mut ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let (end, _) = ends.nth(line - ended - 1)?;
        Some(block * BLOCK + end + 1)
    }

    /// The line and the column of a byte, both from 1.
    pub(super) fn of(&self, at: usize) -> (usize, usize) {
        let at = at.min(self.text.len());
        let (line, signs) = self.passed(at);
        let begin = self.start(line).map_or(0, |start| self.passed(start).1);
        (line + 1, signs - begin + 1)
    }

    /// The byte at which a part of the text begins, if it is one.
    pub(super) fn at(&self, part: &str) -> Option<usize> {
        let at = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        (at + part.len() <= self.text.len()).then_some(at)
    }

    /// A line of the text, counted from 0.
    pub(super) fn line(&self, line: usize) -> Option<&'a str> {
        let (start, next) = (self.start(line)?, self.start(line + 1).unwrap_or(self.text.len()));
        self.text.get(start..next)
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Lines};

    #[test]
    fn places_are_those_that_counting_gives() {
        let long = format!("{}\nä{}\n\n", "x".repeat(BLOCK - 1), "é\n".repeat(BLOCK));
        let texts = ["", "\n", "a\nä b\n\nc", &long, &long[..BLOCK], &long[..BLOCK - 1]];
        let mut tested = 0;
        for text in texts {
            let lines = Lines::new(text);
            let all: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let step = all.len() / 500 + 1;
            for &at in all.iter().step_by(step).chain(all.last()) {
                let line = text[..at].matches('\n').count();
                let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
                assert_eq!(lines.of(at), (line + 1, text[start..at].chars().count() + 1), "byte {at}");
                assert_eq!(lines.start(line), Some(start));
                tested += 1;
            }
            let count = text.matches('\n').count();
            assert_eq!((lines.start(count + 1), lines.line(count + 1)), (None, None));
        }
        assert!(tested > 1_000, "{tested}");
    }
}
