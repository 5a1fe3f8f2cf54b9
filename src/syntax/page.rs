//! An error as a few lines of text: the line, a caret under the place, what was expected.

use std::fmt::Write;

use super::error::Error;
use super::token::is_unprintable;
use super::tree::Span;

/// Columns of the text that are shown; longer lines are cut around the place.
const WIDTH: usize = 96;

impl Error {
    /// The error with the place in `text` that it is about, in plain characters without colour.
    ///
    /// Takes time linear in the line that the place is on. Works for any text, also for one that the error is not about.
    pub fn page(&self, text: &str) -> String {
        let mut page = String::new();
        self.write_page(text, &mut page);
        for error in &self.related {
            page.push('\n');
            error.write_page(text, &mut page);
        }
        page
    }

    fn write_page(&self, text: &str, page: &mut String) {
        let _ = writeln!(page, "error: {}", self.kind);
        let place = Place::of(text, &self.span);
        let number = place.line_number.to_string();
        let margin = " ".repeat(number.len());
        let _ = writeln!(page, "{margin} |");
        let _ = writeln!(page, "{number} | {}", place.shown);
        let carets = "^".repeat(place.length.max(1));
        let expected = match self.expected.as_slice() {
            [] => String::new(),
            expected => format!(" expected {}", expected.join(" or ")),
        };
        let _ = writeln!(page, "{margin} | {}{carets}{expected}", " ".repeat(place.column));
        if let Some(label) = &self.label {
            let there = Place::of(text, &label.span);
            match place.column_of(text, &label.span) {
                Some(column) => {
                    let _ = writeln!(page, "{margin} | {}- {}", " ".repeat(column), label.text);
                }
                None => {
                    let _ = writeln!(page, "{margin} = {} in line {}: {}", label.text, there.line_number, there.shown);
                }
            }
        }
        for suggestion in &self.suggestions {
            let _ = writeln!(page, "{margin} = {}", printable(&suggestion.to_string()));
        }
    }
}

/// A span in the line that it begins on, cut to a window.
struct Place {
    line_number: usize,
    /// The window, with tabs as spaces and control characters replaced.
    shown: String,
    /// The bytes of the text that the window shows.
    window: Span,
    /// Columns before the window's first character, for the sign that something was cut.
    cut: usize,
    column: usize,
    length: usize,
}

impl Place {
    fn of(text: &str, span: &Span) -> Place {
        let start = floor(text, span.start);
        let end = floor(text, span.end).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let before = text[line_start..start].char_indices().rev().nth(WIDTH * 2 / 3);
        let from = before.map_or(line_start, |(at, _)| line_start + at);
        let after = text[from..line_end].char_indices().nth(WIDTH);
        let to = after.map_or(line_end, |(at, _)| from + at);
        let (front, back) = (from > line_start, to < line_end);
        let body = printable(text[from..to].trim_end_matches('\r'));
        let shown = format!("{}{body}{}", if front { "…" } else { "" }, if back { "…" } else { "" });
        let cut = usize::from(front);
        let line_number = text[..start].bytes().filter(|b| *b == b'\n').count() + 1;
        Place {
            line_number,
            shown,
            window: from..to,
            cut,
            column: cut + columns(&text[from..start]),
            length: columns(&text[start..end.min(to).max(start)]),
        }
    }

    /// The column of another span, if the window shows it.
    fn column_of(&self, text: &str, span: &Span) -> Option<usize> {
        let start = floor(text, span.start);
        (self.window.contains(&start)).then(|| self.cut + columns(&text[self.window.start..start]))
    }
}

/// The largest character boundary up to `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn columns(text: &str) -> usize {
    printable(text).chars().count()
}

/// The text with tabs as four spaces and a replacement for every character that could hide or move others.
fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => out.push_str("    "),
            c if is_unprintable(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
