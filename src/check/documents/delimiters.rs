//! The delimiters of LaTeX, in documents of LaTeX and of other notations.

use std::ops::Range;

use super::Kind;
use super::scan::Marks;

/// Environments of mathematics.
const MATH: [&str; 16] = [
    "equation",
    "align",
    "alignat",
    "flalign",
    "gather",
    "multline",
    "eqnarray",
    "math",
    "displaymath",
    "IEEEeqnarray",
    "aligned",
    "split",
    "gathered",
    "cases",
    "dcases",
    "alignedat",
];
/// Environments whose content is no LaTeX.
const VERBATIM: [&str; 5] = ["verbatim", "lstlisting", "minted", "comment", "tikzpicture"];

/// A document of LaTeX.
pub(super) fn latex(text: &str) -> Marks {
    let mut marks = Marks::default();
    let start = text.find("\\begin{document}").map_or(0, |at| at + "\\begin{document}".len());
    marks.skipped.push(0..start);
    mark(text, start..text.len(), Signs { dollars: Dollars::Mark, comments: true }, &mut marks);
    marks
}

/// Text without markup, in which mathematics may have delimiters all the same.
pub(super) fn plain(text: &str) -> Marks {
    let mut marks = Marks::default();
    mark(text, 0..text.len(), Signs { dollars: Dollars::Mark, comments: false }, &mut marks);
    marks
}

/// Which signs of LaTeX a notation has besides brackets and environments.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signs {
    pub(super) dollars: Dollars,
    pub(super) comments: bool,
}

/// What dollars around a formula are taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dollars {
    /// They mark mathematics.
    Mark,
    /// The notation marks mathematics with them and has found its own, for which braces have to match: what is left are
    /// equations and comparisons in which they do not.
    Left,
}

impl Dollars {
    /// Whether they mark this text.
    fn around(self, inner: &str) -> bool {
        match self {
            Dollars::Mark => true,
            Dollars::Left => inner.contains(super::likeness::RELATIONS) && !has_matching_braces(inner),
        }
    }
}

fn has_matching_braces(text: &str) -> bool {
    let (mut depth, mut escaped) = (0_usize, false);
    for byte in text.bytes() {
        match byte {
            b'{' if !escaped => depth += 1,
            b'}' if !escaped && depth == 0 => return false,
            b'}' if !escaped => depth -= 1,
            _ => {} // no other sign groups
        }
        escaped = byte == b'\\' && !escaped;
    }
    depth == 0
}

/// Where the search for each closing sign found nothing, so that it is not repeated.
#[derive(Default)]
struct Missing {
    round: bool,
    square: bool,
    dollars: bool,
    doxygen: bool,
}

/// Marks the mathematics in `range`. Linear: a closing sign that is missing is looked for once.
pub(super) fn mark(text: &str, range: Range<usize>, signs: Signs, marks: &mut Marks) {
    let mut missing = Missing::default();
    let mut ends = rustc_hash::FxHashSet::default();
    let mut at = range.start;
    while let Some(step) = text[at..range.end].find(['\\', '$', '%']) {
        at += step;
        let rest = &text[at..range.end];
        let piece = if rest.starts_with('%') {
            if signs.comments {
                let end = at + rest.find('\n').unwrap_or(rest.len());
                marks.skipped.push(at..end);
                at = end;
            } else {
                at += 1;
            }
            continue;
        } else if let Some(inner) = rest.strip_prefix("\\f$").filter(|_| !missing.doxygen) {
            closed(inner, "\\f$", &mut missing.doxygen).map(|length| (3, length, 3, Kind::Inline))
        } else if let Some(inner) = rest.strip_prefix("\\f[").filter(|_| !missing.doxygen) {
            closed(inner, "\\f]", &mut missing.doxygen).map(|length| (3, length, 3, Kind::Display))
        } else if let Some(inner) = rest.strip_prefix("\\(").filter(|_| !missing.round) {
            closed(inner, "\\)", &mut missing.round).map(|length| (2, length, 2, Kind::Inline))
        } else if let Some(inner) = rest.strip_prefix("\\[").filter(|_| !missing.square) {
            closed(inner, "\\]", &mut missing.square).map(|length| (2, length, 2, Kind::Display))
        } else if rest.starts_with("\\begin{") {
            environment(rest, &mut ends)
        } else if let Some(inner) = rest.strip_prefix("$$") {
            closed(inner, "$$", &mut missing.dollars).map(|length| (2, length, 2, Kind::Display))
        } else if rest.starts_with('$') {
            inline(rest)
        } else {
            None
        };
        let marks_it = |&(open, length, ..): &(usize, usize, usize, Kind)| {
            !rest.starts_with('$') || signs.dollars.around(&rest[open..open + length])
        };
        let piece = piece.filter(marks_it);
        match piece {
            Some((open, length, close, kind)) => {
                let (inner, outer) = (at + open..at + open + length, at..at + open + length + close);
                at = outer.end;
                if kind == Kind::Code {
                    marks.skipped.push(outer);
                } else {
                    marks.add(inner, outer, kind);
                }
            }
            // The sign behind a backslash is escaped.
            None if rest.starts_with('\\') => at += 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            None => at += 1,
        }
    }
}

fn closed(inner: &str, close: &str, missing: &mut bool) -> Option<usize> {
    let found = inner.find(close);
    *missing |= found.is_none();
    found
}

/// `$…$` on lines that follow each other, with no space inside its dollars, as in Pandoc and GitHub; otherwise a dollar.
fn inline(rest: &str) -> Option<(usize, usize, usize, Kind)> {
    const FAR: usize = 2_000;
    let inner = &rest[1..];
    let mut previous = '$';
    for (at, c) in inner.char_indices().take(FAR) {
        match c {
            '$' if previous != '\\' => {
                let price = inner[at + 1..].starts_with(|c: char| c.is_ascii_digit());
                let empty = inner[..at].trim().is_empty();
                let open = inner.starts_with(char::is_whitespace) && !inner[..at].contains('\\');
                return (!price && !empty && !open).then_some((1, at, 1, Kind::Inline));
            }
            '\n' if previous == '\n' => return None,
            _ => previous = c, // anything else may stand in a formula
        }
    }
    None
}

/// An environment of mathematics with its delimiters, or one to pass over.
fn environment<'t>(rest: &'t str, missing: &mut rustc_hash::FxHashSet<&'t str>) -> Option<(usize, usize, usize, Kind)> {
    const LONGEST: usize = 24;
    let behind = rest.strip_prefix("\\begin{")?;
    let length = behind.bytes().take(LONGEST).position(|b| b == b'}')?;
    let name = &behind[..length];
    let plain = name.trim_end_matches('*');
    let verbatim = VERBATIM.contains(&plain);
    if !verbatim && !MATH.contains(&plain) || missing.contains(name) {
        return None;
    }
    let end = format!("\\end{{{name}}}");
    match rest.find(&end) {
        // The piece keeps its environment, which tells how its rows are read.
        Some(at) => Some((0, at + end.len(), 0, if verbatim { Kind::Code } else { Kind::Display })),
        None => {
            missing.insert(name);
            None
        }
    }
}
