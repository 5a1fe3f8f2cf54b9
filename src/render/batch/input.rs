//! The lines of a batch as they come in.

use std::io::{self, BufRead};

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::passes::Request;

/// The longest line that is read, in bytes.
pub const MOST_BYTES: usize = 1 << 24;
/// A group of lines ends when it has so many.
const MOST_LINES: usize = 4096;

/// One line that is not blank.
pub(super) struct Line {
    /// Its number in the input, counted from 1.
    pub(super) number: u64,
    /// What identifies it: whatever value it gave.
    pub(super) id: Option<Box<RawValue>>,
    /// What it asks, or why that is not understood.
    pub(super) asked: Result<Asked, String>,
}

/// What a line asks.
pub(super) struct Asked {
    pub(super) request: Request,
    /// What the line calls the formula, besides giving it.
    pub(super) label: Option<String>,
}

/// A line that says more than a formula.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Object {
    formula: Option<String>,
    name: Option<String>,
    wrt: Option<String>,
    order: Option<u32>,
    #[serde(default)]
    assume: Vec<String>,
    #[serde(default)]
    values: Vec<String>,
    #[allow(dead_code, reason = "it is read by itself, so that a line with another fault keeps it")]
    id: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
struct Identified {
    id: Option<Box<RawValue>>,
}

/// The lines of an input in groups.
pub(super) struct Lines<'a> {
    input: &'a mut dyn BufRead,
    /// The bytes of a line whose end has not come yet.
    begun: Vec<u8>,
    /// Whether that line is longer than what is kept of it.
    too_long: bool,
    number: u64,
    read: u64,
}

impl<'a> Lines<'a> {
    pub(super) fn new(input: &'a mut dyn BufRead) -> Lines<'a> {
        Lines { input, begun: Vec::new(), too_long: false, number: 0, read: 0 }
    }

    /// How many bytes were read.
    pub(super) fn read(&self) -> u64 {
        self.read
    }

    /// The next lines, as many as have arrived, and at least one; none at the end of the input.
    pub(super) fn group(&mut self) -> io::Result<Vec<Line>> {
        let mut found = Vec::new();
        while found.is_empty() {
            let arrived = match self.input.fill_buf() {
                Ok(arrived) => arrived,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if arrived.is_empty() {
                if !self.begun.is_empty() {
                    let last = std::mem::take(&mut self.begun);
                    found.extend(self.line(&last));
                }
                return Ok(found);
            }
            let mut taken = 0;
            let mut ended = Vec::new();
            for piece in arrived.split_inclusive(|&byte| byte == b'\n').take(MOST_LINES) {
                taken += piece.len();
                let room = MOST_BYTES.saturating_sub(self.begun.len());
                self.too_long |= piece.len() > room;
                self.begun.extend_from_slice(&piece[..piece.len().min(room)]);
                if piece.ends_with(b"\n") {
                    ended.push((std::mem::take(&mut self.begun), std::mem::take(&mut self.too_long)));
                }
            }
            self.input.consume(taken);
            self.read += taken as u64;
            for (line, too_long) in ended {
                self.too_long = too_long;
                found.extend(self.line(&line));
            }
        }
        Ok(found)
    }

    /// The line of these bytes, if it is not blank.
    fn line(&mut self, bytes: &[u8]) -> Option<Line> {
        self.number += 1;
        let number = self.number;
        if std::mem::take(&mut self.too_long) {
            let message = format!("the line has more than {} MiB", MOST_BYTES >> 20);
            return Some(Line { number, id: None, asked: Err(message) });
        }
        let bytes = if number == 1 { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes) } else { bytes };
        let bytes = bytes.trim_ascii();
        (!bytes.is_empty()).then(|| understood(number, bytes))
    }
}

fn understood(number: u64, bytes: &[u8]) -> Line {
    let unread = |error: serde_json::Error| {
        let text = error.to_string();
        // the line is always the first
        format!("the line is not understood: {}", text.replace(" at line 1 column ", " at column "))
    };
    match bytes.first() {
        Some(b'"') => {
            let formula = serde_json::from_slice::<String>(bytes).map_err(unread);
            let asked = formula.map(|formula| Asked { request: Request::new(&formula), label: None });
            Line { number, id: None, asked }
        }
        Some(b'{') => {
            let id = serde_json::from_slice::<Identified>(bytes).ok().and_then(|identified| identified.id);
            let asked = serde_json::from_slice::<Object>(bytes).map_err(unread).and_then(asked);
            Line { number, id, asked }
        }
        _ => Line { number, id: None, asked: Err("a line is a JSON string or an object".into()) }, // no such thing
    }
}

fn asked(object: Object) -> Result<Asked, String> {
    let Object { formula, name, wrt, order, assume, values, .. } = object;
    let (formula, label) = match (formula, name) {
        (Some(formula), name) => (formula, name),
        (None, Some(name)) => (name, None),
        (None, None) => return Err("the object has no formula and no name".into()),
    };
    let request = Request { wrt, order: order.unwrap_or(1), assume, values, ..Request::new(&formula) };
    if request.is_gradient() {
        return Err("a line asks for the derivative by one variable".into());
    }
    Ok(Asked { request, label })
}
