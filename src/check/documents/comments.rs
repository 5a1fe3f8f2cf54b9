//! The comments of a program.

use super::delimiters::{self, Dollars, Signs};
use super::format::Language;
use super::restructured;
use super::scan::Marks;

/// A comment of several lines that is open: what closes it, and where its text begins.
type Open = Option<(&'static str, usize)>;

/// What is marked in the comments of a program; everything else is passed over.
pub(super) fn marks(text: &str, language: Language) -> Marks {
    let mut marks = Marks::default();
    let mut open: Open = None;
    let mut at = 0;
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |length| at + length + 1);
        let mut from = at;
        while from < end {
            from = match open {
                Some((close, start)) => {
                    let stop = inside(text, from, end, close, &mut marks);
                    if let Some(stop) = stop {
                        block(text, start, stop, &mut marks);
                        open = None;
                    }
                    stop.map_or(end, |stop| stop + close.len())
                }
                None => outside(text, from, end, language, &mut open, &mut marks),
            };
        }
        at = end;
    }
    if let Some((_, start)) = open {
        block(text, start, text.len(), &mut marks);
    }
    marks
}

/// A line of a comment; where the comment ends, if it ends in it.
fn inside(text: &str, from: usize, end: usize, close: &str, marks: &mut Marks) -> Option<usize> {
    let closed = text[from..end].find(close).map(|length| from + length);
    let stars = text[from..end].trim_start();
    if let Some(rest) = stars.strip_prefix("* ") {
        marks.skipped.push(from..end - rest.len());
    }
    marks.skipped.extend(closed.map(|stop| stop..stop + close.len()));
    closed
}

/// The mathematics of a comment of several lines.
fn block(text: &str, start: usize, stop: usize, marks: &mut Marks) {
    restructured::mark(&text[..stop], start, marks);
    delimiters::mark(text, start..stop, Signs { dollars: Dollars::Mark, comments: false }, marks);
}

/// Code up to the next comment.
fn outside(text: &str, from: usize, end: usize, language: Language, open: &mut Open, marks: &mut Marks) -> usize {
    let rest = &text[from..end];
    let line = rest.find(language.line);
    let block = language.block.iter().filter_map(|sign| Some((rest.find(sign.0)?, sign))).min_by_key(|found| found.0);
    match (line, block) {
        (Some(at), block) if block.is_none_or(|(other, _)| at < other) => {
            let behind = at + language.line.len();
            let signs = rest[behind..].find(|c: char| !matches!(c, '/' | '!' | '#' | '%' | ';' | '-'));
            let start = from + behind + signs.unwrap_or(0);
            marks.skipped.push(from..start);
            restructured::mark(&text[..end], start, marks);
            delimiters::mark(text, start..end, Signs { dollars: Dollars::Mark, comments: false }, marks);
            end
        }
        (_, Some((at, sign))) => {
            let start = from + at + sign.0.len();
            marks.skipped.push(from..start);
            *open = Some((sign.1, start));
            start
        }
        _ => {
            // There is no comment on the line.
            marks.skipped.push(from..end);
            end
        }
    }
}
