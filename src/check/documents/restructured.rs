//! reStructuredText: the role and the directive of mathematics.

use super::Kind;
use super::likeness::is_formula;
use super::scan::Marks;

/// What is marked in a text of reStructuredText.
pub(super) fn marks(text: &str) -> Marks {
    let mut marks = Marks::default();
    mark(text, 0, &mut marks);
    marks
}

/// Marks the mathematics from `at` on.
pub(super) fn mark(text: &str, mut at: usize, marks: &mut Marks) {
    while at < text.len() {
        let end = line_end(text, at);
        let line = &text[at..end];
        let code = line.trim_start().strip_prefix(".. ");
        match code.and_then(|rest| rest.split_once("::")) {
            Some((name, first)) => {
                let block = block(text, at, end);
                if name.trim() == "math" {
                    let from = end - first.len();
                    directive(text, from, block, marks);
                    marks.skipped.push(at..block);
                } else if matches!(name.trim(), "code" | "code-block" | "sourcecode" | "highlight" | "image" | "figure")
                {
                    marks.skipped.push(at..block);
                }
                at = if matches!(name.trim(), "note" | "warning" | "tip") { end } else { block };
            }
            None => {
                inline(text, at, end, marks);
                at = end;
            }
        }
    }
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |length| at + length + 1)
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Where the lines end that are indented more than the one from `at` to `end`.
fn block(text: &str, at: usize, end: usize) -> usize {
    let own = indentation(&text[at..end]);
    let (mut next, mut last) = (end, end);
    while next < text.len() {
        let stop = line_end(text, next);
        let line = &text[next..stop];
        if !line.trim().is_empty() {
            if indentation(line) <= own {
                break;
            }
            last = stop;
        }
        next = stop;
    }
    last
}

/// The formulas of a directive: its argument and its paragraphs, without the options.
fn directive(text: &str, from: usize, end: usize, marks: &mut Marks) {
    let mut at = from;
    let mut paragraph: Option<usize> = None;
    while at < end {
        let stop = line_end(text, at).min(end);
        let line = text[at..stop].trim();
        let option = line.starts_with(':') && paragraph.is_none();
        if line.is_empty() {
            if let Some(start) = paragraph.take() {
                marks.add(start..at, start..at, Kind::Display);
            }
        } else if !option {
            paragraph.get_or_insert(at);
        }
        at = stop;
    }
    if let Some(start) = paragraph {
        marks.add(start..end, start..end, Kind::Display);
    }
}

/// The roles and literals of a line.
fn inline(text: &str, from: usize, end: usize, marks: &mut Marks) {
    const ROLE: &str = ":math:`";
    let mut at = from;
    while let Some(step) = text[at..end].find('`') {
        let tick = at + step;
        let role = text[..=tick].ends_with(ROLE);
        let width = if text[tick..end].starts_with("``") { 2 } else { 1 };
        let inner = tick + width;
        // A role may go on in the lines that follow.
        let reach = if role { paragraph_end(text, end) } else { end };
        let close = if width == 2 { "``" } else { "`" };
        let Some(length) = text[inner..reach].find(close) else {
            at = inner;
            continue;
        };
        let (content, outer) = (inner..inner + length, tick..inner + length + width);
        if role {
            marks.add(content, outer.start + 1 - ROLE.len()..outer.end, Kind::Inline);
        } else if is_formula(text[content.clone()].trim()) {
            marks.add(content, outer.clone(), Kind::Code);
        } else {
            marks.skipped.push(outer.clone());
        }
        at = outer.end;
        if at >= end {
            return;
        }
    }
}

/// Where the next few lines of the paragraph end.
fn paragraph_end(text: &str, from: usize) -> usize {
    const LINES: usize = 8;
    let mut at = from;
    for _ in 0..LINES {
        let stop = line_end(text, at);
        if at >= text.len() || text[at..stop].trim().is_empty() {
            break;
        }
        at = stop;
    }
    at
}
