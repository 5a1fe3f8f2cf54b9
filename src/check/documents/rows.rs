//! The formulas of one piece: the rows of an alignment, and what stands between wide spaces.

use std::ops::Range;

use super::likeness::RELATIONS;

/// One formula of a piece of mathematics.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<'d> {
    /// The formula without the row's end, as it stands in the document.
    pub text: &'d str,
    /// Its bytes in the original.
    pub span: Range<usize>,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// The character in that line at which it begins, from 1.
    pub column: usize,
}

impl<'d> Row<'d> {
    /// The relation with which the row goes on from the one before, and the byte of `text` where its right side begins;
    /// `None` where the row is a formula of its own.
    pub fn continues(&self) -> Option<(&'d str, usize)> {
        const COMMANDS: [&str; 11] =
            ["\\leq", "\\geq", "\\le", "\\ge", "\\lt", "\\gt", "\\neq", "\\ne", "\\equiv", "\\approx", "\\leqslant"];
        let begins = self.text.len() - self.text.trim_start_matches(['&', ' ', '\t', '\n']).len();
        let rest = &self.text[begins..];
        let signs = rest.find(|c| !RELATIONS.contains(&c)).unwrap_or(rest.len());
        let command = COMMANDS.iter().find(|command| {
            rest.strip_prefix(**command).is_some_and(|behind| !behind.starts_with(|c: char| c.is_ascii_alphabetic()))
        });
        let length = if signs > 0 { signs } else { command?.len() };
        let behind = begins + length;
        let space = self.text[behind..].len() - self.text[behind..].trim_start_matches(['&', ' ']).len();
        Some((&self.text[begins..behind], behind + space))
    }
}

/// Environments whose rows are parts of one formula.
const CASES: [&str; 9] = ["cases", "dcases", "rcases", "array", "matrix", "pmatrix", "bmatrix", "Bmatrix", "tabular"];

/// The ranges of the formulas in `range`: the rows of environments around it, or of the piece itself.
pub(super) fn split(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let latex = text[range.clone()].contains('\\') || text[..range.start].trim_end().ends_with('}');
    let mut rows = Vec::new();
    let (mut start, mut at) = (range.start, range.start);
    let (mut braces, mut cases) = (0usize, 0usize);
    while at < range.end {
        match bytes[at] {
            b'{' => braces += 1,
            b'}' => braces = braces.saturating_sub(1),
            b'%' if latex => {
                at += bytes[at..range.end].iter().position(|b| *b == b'\n').unwrap_or(range.end - at);
                continue;
            }
            b'\\' => {
                let rest = &text[at..range.end];
                if let Some((begins, name, length)) = environment(rest) {
                    if CASES.contains(&name.trim_end_matches('*')) {
                        cases = if begins { cases + 1 } else { cases.saturating_sub(1) };
                    } else if braces == 0 && cases == 0 {
                        push(text, &mut rows, start..at);
                        start = at + length;
                    }
                    at += length;
                    continue;
                }
                let level = braces == 0 && cases == 0;
                let length = separator(rest);
                let is_row = rest.starts_with("\\\\") && !goes_on(&rest[length..]);
                if level && length > 0 && (is_row || is_between(&text[start..at], &rest[length..])) {
                    push(text, &mut rows, start..at);
                    start = at + length;
                    at = start;
                    continue;
                }
                at += 1 + text[at + 1..range.end].chars().next().map_or(0, char::len_utf8);
                continue;
            }
            b'&' if latex && braces == 0 && cases == 0 && is_column(&text[start..at], &text[at + 1..range.end]) => {
                push(text, &mut rows, start..at);
                start = at + 1;
            }
            _ => {} // no other byte separates rows
        }
        at += 1;
    }
    push(text, &mut rows, start..range.end);
    rows
}

fn push(text: &str, rows: &mut Vec<Range<usize>>, row: Range<usize>) {
    let row = super::trimmed(text, row);
    // An argument of the environment's name is no row.
    let says = text[row.clone()].contains(|c: char| c.is_alphanumeric() || RELATIONS.contains(&c));
    if says {
        rows.push(row);
    }
}

/// `\begin{…}` or `\end{…}` with its name and length.
fn environment(rest: &str) -> Option<(bool, &str, usize)> {
    let (begins, behind) = match rest.strip_prefix("\\begin{") {
        Some(behind) => (true, behind),
        None => (false, rest.strip_prefix("\\end{")?),
    };
    const LONGEST: usize = 24;
    let length = behind.bytes().take(LONGEST).position(|b| b == b'}')?;
    let name = &behind[..length];
    let mut whole = rest.len() - behind.len() + length + 1;
    if begins && matches!(name.trim_end_matches('*'), "alignat" | "alignedat" | "IEEEeqnarray") {
        whole += rest[whole..].find('}').map_or(0, |end| end + 1);
    }
    Some((begins, name, whole))
}

/// The length of `\\` with the space it asks for, or of a wide space.
fn separator(rest: &str) -> usize {
    if let Some(behind) = rest.strip_prefix("\\\\") {
        let inner = behind.trim_start_matches([' ', '*']).strip_prefix('[').and_then(|inner| inner.split_once(']'));
        let size = inner.filter(|(inner, _)| {
            inner.len() < 12
                && inner.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.')
                && inner.ends_with(|c: char| c.is_ascii_alphabetic())
        });
        return size.map_or(2, |(_, after)| rest.len() - after.len());
    }
    let word = rest.bytes().skip(1).take_while(u8::is_ascii_alphabetic).count();
    match &rest[1..=word] {
        "quad" | "qquad" | "Rightarrow" | "implies" | "Longrightarrow" | "iff" | "Leftrightarrow" => word + 1,
        _ => 0, // no other command stands between two formulas
    }
}

/// Whether a row begins in the middle of a sum or product, and goes on from the one before.
fn goes_on(row: &str) -> bool {
    let mut row = row.trim_start_matches(['&', ' ', '\t', '\n']);
    while let Some(behind) =
        ["\\qquad", "\\quad", "\\;", "\\,", "{}", "~"].iter().find_map(|space| row.strip_prefix(space))
    {
        row = behind.trim_start();
    }
    row.starts_with(['+', '*', '/']) || row.starts_with("\\cdot") || row.starts_with("\\times")
}

/// Whether `&` stands between two formulas of an alignment, and not inside one.
fn is_column(before: &str, after: &str) -> bool {
    let end = before.trim_end_matches(['&', ' ', '\t', '\n']);
    let begin = after.trim_start_matches(['&', ' ', '\t', '\n']);
    let row = Row { text: begin, span: 0..0, line: 1, column: 1 };
    let is_sign = |text: &str| {
        ["\\le", "\\leq", "\\ge", "\\geq", "\\ne", "\\neq", "\\approx"].iter().any(|sign| text.ends_with(sign))
    };
    is_between(before, begin) && !end.ends_with(RELATIONS) && !is_sign(end) && row.continues().is_none()
}

/// Whether a wide space has a formula with a relation on both sides, and no words of a condition behind it.
fn is_between(before: &str, after: &str) -> bool {
    const FAR: usize = 400;
    let near = after.char_indices().nth(FAR).map_or(after, |(at, _)| &after[..at]);
    let near = near.split("\\\\").next().unwrap_or_default();
    let word = near.trim_start().starts_with("\\text") || near.trim_start().starts_with("\\mbox");
    let related =
        |text: &str| text.contains(['=', '<', '>']) || ["\\le", "\\ge", "\\ne"].iter().any(|r| text.contains(r));
    let tail = before.char_indices().nth_back(FAR).map_or(before, |(at, _)| &before[at..]);
    !word && related(tail) && related(near)
}
