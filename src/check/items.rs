//! The rows of a passage as what they say, each with its place.

use super::claim::Place;
use super::claims::{self, Item, Said};
use super::documents::{Kind, Passage, Source};
use super::scope::Scope;
use super::special;
use crate::syntax::{self, Relation};

/// Words and signs that stand between two formulas of a row.
const BETWEEN: [&str; 20] = [
    ",",
    ";",
    " for ",
    " if ",
    " when ",
    " where ",
    " with ",
    " and ",
    " so ",
    " hence ",
    " then ",
    " on ",
    " at ",
    "\\quad",
    "\\qquad",
    "\\implies",
    "\\Rightarrow",
    "\\text{",
    "\\mbox{",
    "⇒",
];

/// Words that stand between formulas inside `\text{…}`.
const JOINING: [&str; 24] = [
    "for",
    "if",
    "when",
    "where",
    "with",
    "and",
    "so",
    "hence",
    "then",
    "on",
    "at",
    "since",
    "because",
    "as",
    "thus",
    "therefore",
    "but",
    "or",
    "using",
    "für",
    "wenn",
    "pour",
    "si",
    "para",
];

/// Whether words in braces, behind `\text{`, stand between formulas.
fn joins(behind: &str) -> bool {
    let words = behind.split('}').next().unwrap_or(behind).trim_matches(['~', ' ', ',', '.', '\\', ';']);
    let first = words.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    words.is_empty() || words.contains(' ') || JOINING.contains(&first.as_str())
}

/// The formulas of a row that is no formula as a whole: its parts between commas and words, with their bytes.
fn parts(text: &str) -> Vec<std::ops::Range<usize>> {
    let (mut found, mut start, mut depth, mut at) = (Vec::new(), 0, 0usize, 0);
    while at < text.len() {
        let rest = &text[at..];
        if depth == 0
            && let Some(sign) = BETWEEN.iter().find(|sign| rest.starts_with(**sign))
            && (!sign.ends_with('{') || joins(&rest[sign.len()..]))
        {
            found.push(start..at);
            let words = sign.ends_with('{').then(|| rest.find('}').map(|end| end + 1)).flatten();
            at += words.unwrap_or(sign.len());
            start = at;
            continue;
        }
        match rest.as_bytes()[0] {
            b'(' | b'{' | b'[' => depth += 1,
            b')' | b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {} // no other sign groups
        }
        at += rest.chars().next().map_or(1, char::len_utf8);
    }
    found.push(start..text.len());
    found.retain(|part| text[part.clone()].contains(|c: char| c.is_alphanumeric()));
    found
}

/// What is known where rows are read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) names: &'a Scope,
    pub(super) source: &'a Source<'a>,
    /// How many bytes a formula may have.
    pub(super) longest: usize,
}

impl Reader<'_> {
    /// What one row of a passage says, in order.
    pub(super) fn items<'d>(&self, passage: &Passage<'d>, at: usize) -> Vec<Item<'d>> {
        let Some(row) = passage.rows.get(at) else { return Vec::new() };
        let (continues, from) = row.continues().map_or((None, 0), |(sign, from)| (relation(sign), from));
        let from = from + numbering(&row.text[from..]);
        let label = if from == 0 { label(row.text) } else { 0 };
        let Some(place) = self.source.place(&row.text[label..]) else { return Vec::new() };
        let blank = Item {
            place,
            text: &row.text[label..],
            said: Said::Unreadable(String::new()),
            continues,
            before: if at == 0 { passage.before } else { "" },
            same_row: stands_beside(passage, at),
            cell: passage.cell.clone(),
            after: passage.after,
            in_prose: passage.kind == Kind::Prose,
            from,
        };
        let text = row.text.get(label + from..).unwrap_or_default();
        if text.len() > self.longest {
            let why = format!("it has {} bytes, more than the {} that a formula may have", text.len(), self.longest);
            return vec![Item { said: Said::TooLong(why), ..blank }];
        }
        let found = match claims::sayings(text, passage.kind, self.names) {
            Ok(found) => found,
            Err(error) => return self.divided(text, passage.kind, &blank, &error),
        };
        let placed = found.into_iter().enumerate().map(|(at, said)| {
            let item = Item { said, ..blank.clone() };
            if at == 0 { item } else { Item { continues: None, same_row: true, before: "", ..item } }
        });
        placed.collect()
    }

    /// The parts of a row that can be read one by one, or the row as unreadable.
    fn divided<'d>(&self, text: &'d str, kind: Kind, row: &Item<'d>, error: &syntax::Error) -> Vec<Item<'d>> {
        if !special::relates(text) {
            return Vec::new();
        }
        let unreadable = || vec![Item { said: Said::Unreadable(self.said(error, text, &row.place)), ..row.clone() }];
        let ranges = parts(text);
        if ranges.iter().all(|range| range.len() == text.len()) {
            return unreadable(); // nothing stands beside it
        }
        let mut items: Vec<Item<'d>> = Vec::new();
        let mut end = 0;
        for range in ranges {
            let (before, text) = (&text[end..range.start], text[range.clone()].trim_matches(['&', ' ', '\n', '\t']));
            let read = claims::sayings(text, kind, self.names);
            let (Ok(found), Some(place)) = (read, self.source.place(text)) else { return unreadable() };
            for said in found {
                let same_row = !items.is_empty();
                let (continues, before) = if same_row { (None, before) } else { (row.continues, row.before) };
                let place = place.clone();
                items.push(Item { said, continues, before, same_row, text, place, from: 0, ..row.clone() });
            }
            end = range.end;
        }
        items
    }

    /// An error in one line: what is wrong, and at which column.
    fn said(&self, error: &syntax::Error, text: &str, row: &Place) -> String {
        let place = text.get(error.span.start.min(text.len())..).and_then(|rest| self.source.place(rest));
        let place = match place {
            Some(place) if place.line == row.line => format!(", column {}", place.column),
            Some(place) => format!(", line {}, column {}", place.line, place.column),
            None => String::new(),
        };
        let meant = error.suggestions.first().map(|suggestion| format!("; {suggestion}")).unwrap_or_default();
        format!("{}{place}{meant}", error.kind)
    }
}

/// The length of a label before a formula and of the space behind it.
fn label(text: &str) -> usize {
    let begins = text.len() - text.trim_start().len();
    let end =
        text[begins..].strip_prefix("\\label{").and_then(|rest| rest.find('}')).map(|end| "\\label{".len() + end + 1);
    end.map_or(0, |end| {
        let behind = &text[begins + end..];
        begins + end + behind.len() - behind.trim_start().len()
    })
}

/// Whether only wide space stands between a row and the one before it.
fn stands_beside(passage: &Passage<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| passage.rows.get(before)) else { return false };
    let (from, to) = (before.span.end, passage.rows[at].span.start);
    let between = from.checked_sub(passage.span.start).zip(to.checked_sub(passage.span.start));
    between
        .and_then(|(from, to)| passage.text.get(from..to))
        .is_some_and(|text| text.contains("quad") || text.contains('&'))
}

/// The length of the number of an equation before it: `(1) `, `(2a) `.
fn numbering(text: &str) -> usize {
    let begins = text.len() - text.trim_start().len();
    let number = || {
        let inside = text[begins..].strip_prefix('(')?;
        let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
        let letter = usize::from(inside[digits..].starts_with(|c: char| c.is_ascii_lowercase()));
        let behind = inside[digits + letter..].strip_prefix(')')?;
        let space = behind.len() - behind.trim_start().len();
        let is_name = behind.trim_start().starts_with(|c: char| c.is_alphabetic() || c == '\\');
        (digits > 0 && digits < 3 && space > 0 && is_name && behind.contains('='))
            .then_some(2 + digits + letter + space)
    };
    number().map_or(0, |length| begins + length)
}

fn relation(sign: &str) -> Option<Relation> {
    let sign = sign.trim_matches(['&', ' ', '\t', '\n']);
    Some(match sign {
        "=" | "==" | "\\equiv" => Relation::Equal,
        "<" | "\\lt" => Relation::Less,
        ">" | "\\gt" => Relation::Greater,
        "≤" | "<=" | "\\le" | "\\leq" | "\\leqslant" => Relation::LessEqual,
        "≥" | ">=" | "\\ge" | "\\geq" => Relation::GreaterEqual,
        "≠" | "\\ne" | "\\neq" => Relation::NotEqual,
        _ => return None, // ≈ says nothing that can be proved
    })
}
