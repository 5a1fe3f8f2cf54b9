//! The Markdown cells of a Jupyter notebook, and where their text stands in its JSON.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Part, Unreadable};

#[derive(Deserialize)]
struct Notebook<'a> {
    #[serde(borrow)]
    cells: Vec<Cell<'a>>,
}

#[derive(Deserialize)]
struct Cell<'a> {
    cell_type: String,
    #[serde(borrow)]
    source: &'a RawValue,
}

/// The text of all Markdown cells, and where its parts begin in it and in the original.
pub(super) fn cells(original: &str) -> Result<(String, Vec<Part>), Unreadable> {
    let wrong = |error: serde_json::Error| Unreadable::Notebook(error.to_string());
    let notebook: Notebook<'_> = serde_json::from_str(original).map_err(wrong)?;
    let mut text = String::new();
    let mut parts = vec![Part::default()];
    for cell in notebook.cells.iter().filter(|cell| cell.cell_type == "markdown") {
        let source = cell.source.get();
        let lines: Vec<&RawValue> = match source.starts_with('[') {
            true => serde_json::from_str(source).map_err(wrong)?,
            false => vec![cell.source],
        };
        for line in lines {
            let raw = line.get();
            if raw.len() < 2 || !raw.starts_with('"') {
                return Err(Unreadable::Notebook("the source of a cell is text or a list of texts".into()));
            }
            let at = raw.as_ptr() as usize - original.as_ptr() as usize;
            unescape(&raw[1..raw.len() - 1], at + 1, &mut text, &mut parts);
        }
        // A cell is a block of its own.
        text.push_str("\n\n");
    }
    Ok((text, parts))
}

/// Adds the characters that a JSON string stands for, which begins at `at` in the original.
fn unescape(raw: &str, at: usize, text: &mut String, parts: &mut Vec<Part>) {
    let mut from = 0;
    while from < raw.len() {
        let stop = raw[from..].find('\\').map_or(raw.len(), |length| from + length);
        if stop > from {
            parts.push(Part { at: text.len(), original: at + from, escape: None });
            text.push_str(&raw[from..stop]);
        }
        from = stop;
        if from < raw.len() {
            let length = escape(&raw[from..]);
            parts.push(Part { at: text.len(), original: at + from, escape: Some(length) });
            let quoted = format!("\"{}\"", &raw[from..from + length]);
            // A lone half of a pair stands for no character.
            text.push_str(&serde_json::from_str::<String>(&quoted).unwrap_or_else(|_| "\u{fffd}".into()));
            from += length;
        }
    }
}

/// The length of an escape: `\n`, `\u00e9`, or two of those for one character.
fn escape(raw: &str) -> usize {
    let unit = |raw: &str| raw.starts_with("\\u") && raw.len() >= 6 && raw.is_char_boundary(6);
    if !unit(raw) {
        return 1 + raw[1..].chars().next().map_or(0, char::len_utf8);
    }
    let high = u32::from_str_radix(&raw[2..6], 16).is_ok_and(|unit| (0xd800..0xdc00).contains(&unit));
    if high && unit(&raw[6..]) { 12 } else { 6 }
}
