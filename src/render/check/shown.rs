//! What a report shows of a document: nothing that could command a terminal, and nothing that is endless.

use std::ops::Range;

use crate::syntax::is_unprintable;

/// So many characters of a text are shown.
const MOST_SHOWN: usize = 4_000;
/// The longest line that is shown as a whole.
const MOST_OF_A_LINE: usize = 400;
/// How much of a longer line is shown before a place in it.
const BEFORE: usize = 80;

/// The text without characters that could hide or move others. The end of a line becomes a space, and a text that is very
/// long ends in `…`.
pub(super) fn shown(text: &str) -> String {
    let end = text.char_indices().nth(MOST_SHOWN).map(|(at, _)| at);
    let own = text[..end.unwrap_or(text.len())].chars().map(printable);
    own.chain(end.map(|_| '…')).collect()
}

fn printable(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' => ' ',
        c if is_unprintable(c) => '\u{fffd}',
        c => c,
    }
}

/// The line of a document around a place, or a part of it that is not endless.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// What is shown.
    pub(super) line: String,
    /// How many characters of it stand before the place.
    pub(super) before: usize,
    /// How many of them are the place's, at least 1.
    pub(super) length: usize,
}

impl Excerpt {
    /// The line on which a span begins. Takes time that does not depend on the length of the line.
    pub(super) fn of(document: &str, span: Range<usize>) -> Excerpt {
        let at = boundary(document, span.start);
        let reach = 4 * MOST_OF_A_LINE;
        let (low, high) = (boundary(document, at.saturating_sub(reach)), boundary(document, at.saturating_add(reach)));
        let start = document[low..at].rfind('\n').map_or(low, |end| low + end + 1);
        let end = document[at..high].find('\n').map_or(high, |length| at + length);
        let is_short = document[start..end].chars().nth(MOST_OF_A_LINE).is_none();
        let near = document[start..at].char_indices().rev().nth(BEFORE - 1);
        let from = near.filter(|_| !is_short).map_or(start, |(back, _)| start + back);
        let to = document[from..end].char_indices().nth(MOST_OF_A_LINE).map_or(end, |(far, _)| from + far);
        let begins = from == 0 || document[..from].ends_with('\n');
        let ends = to == document.len() || document[to..].starts_with('\n');
        let sign = |whole: bool| if whole { "" } else { "…" };
        let body: String = document[from..to].trim_end().chars().map(printable).collect();
        let line = format!("{}{body}{}", sign(begins), sign(ends));
        let before = usize::from(!begins) + document[from..at].chars().count();
        let stop = boundary(document, span.end).clamp(at, to.max(at));
        let length = document[at..stop].trim_end().chars().count().max(1);
        Excerpt { line, before, length }
    }
}

/// The largest boundary of characters up to `at`.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
