//! The comments of a program.

use super::delimiters::{self, Signs};
use super::format::Language;
use super::scan::Marks;

/// What is marked in the comments of a program; everything else is passed over.
pub(super) fn marks(text: &str, language: Language) -> Marks {
    let mut marks = Marks::default();
    let mut open: Option<&'static str> = None;
    let mut at = 0;
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |length| at + length + 1);
        let mut from = at;
        while from < end {
            from = match open {
                Some(close) => inside(text, from, end, close, &mut open, &mut marks),
                None => outside(text, from, end, language, &mut open, &mut marks),
            };
        }
        at = end;
    }
    marks
}

/// A comment up to its end or that of the line.
fn inside(
    text: &str,
    from: usize,
    end: usize,
    close: &str,
    open: &mut Option<&'static str>,
    marks: &mut Marks,
) -> usize {
    let closed = text[from..end].find(close);
    let stop = closed.map_or(end, |length| from + length);
    comment(text, from, stop, marks);
    match closed {
        Some(_) => {
            *open = None;
            marks.skipped.push(stop..stop + close.len());
            stop + close.len()
        }
        None => end,
    }
}

/// Code up to the next comment.
fn outside(
    text: &str,
    from: usize,
    end: usize,
    language: Language,
    open: &mut Option<&'static str>,
    marks: &mut Marks,
) -> usize {
    let rest = &text[from..end];
    let line = rest.find(language.line);
    let block = language.block.iter().filter_map(|sign| Some((rest.find(sign.0)?, sign))).min_by_key(|found| found.0);
    match (line, block) {
        (Some(at), block) if block.is_none_or(|(other, _)| at < other) => {
            let behind = at + language.line.len();
            let signs = rest[behind..].find(|c: char| !matches!(c, '/' | '!' | '#' | '%' | ';' | '-'));
            let start = from + behind + signs.unwrap_or(0);
            marks.skipped.push(from..start);
            comment(text, start, end, marks);
            end
        }
        (_, Some((at, sign))) => {
            let start = from + at + sign.0.len();
            marks.skipped.push(from..start);
            *open = Some(sign.1);
            start
        }
        _ => {
            // There is no comment on the line.
            marks.skipped.push(from..end);
            end
        }
    }
}

/// The words of a comment: its mathematics may have the delimiters of LaTeX, or of reStructuredText.
fn comment(text: &str, from: usize, end: usize, marks: &mut Marks) {
    let stars = text[from..end].trim_start();
    if let Some(rest) = stars.strip_prefix("* ") {
        marks.skipped.push(from..end - rest.len());
    }
    delimiters::mark(text, from..end, Signs { dollars: true, comments: false }, marks);
}
