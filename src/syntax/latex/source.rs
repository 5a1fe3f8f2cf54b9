//! A text that was made from another one, and where in that one each part of it stands.

use super::super::error::Error;
use super::super::tree::{Note, Span};

/// A part of the text: where it begins, and what it was made from.
#[derive(Debug, Clone, Copy)]
struct Piece {
    at: u32,
    start: u32,
    end: u32,
    /// Whether it is written in the source as it is here.
    same: bool,
}

/// Text in plain notation with the places in its source.
#[derive(Debug)]
pub(in super::super) struct Translation<'a> {
    pub(in super::super) source: &'a str,
    pub(in super::super) text: String,
    pieces: Vec<Piece>,
    /// How ambiguous places were read; their spans are in the source.
    pub(in super::super) notes: Vec<Note>,
    /// Where what can be read of the source ends.
    pub(super) end: usize,
}

impl<'a> Translation<'a> {
    pub(super) fn new(source: &'a str, end: usize) -> Translation<'a> {
        Translation { source, text: String::new(), pieces: Vec::new(), notes: Vec::new(), end }
    }

    /// Adds `text`, which stands for the bytes of the source in `span`.
    pub(super) fn put(&mut self, text: &str, span: Span) {
        let same = &self.source[span.clone()] == text;
        let goes_on = |last: &Piece| last.same && last.end as usize == span.start;
        match self.pieces.last_mut().filter(|last| same && goes_on(last)) {
            Some(last) => last.end = span.end as u32,
            None => {
                let (at, start, end) = (self.text.len() as u32, span.start as u32, span.end as u32);
                self.pieces.push(Piece { at, start, end, same });
            }
        }
        self.text.push_str(text);
    }

    /// Takes the last byte away, which is an ASCII character.
    pub(super) fn unput(&mut self) {
        self.text.pop();
        let Some(last) = self.pieces.last_mut() else { return };
        if last.at as usize >= self.text.len() {
            self.pieces.pop();
        } else if last.same {
            last.end -= 1;
        }
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        self.pieces.get(self.pieces.partition_point(|piece| piece.at as usize <= at).checked_sub(1)?)
    }

    fn start(&self, at: usize) -> usize {
        match self.piece(at) {
            _ if at >= self.text.len() => self.end,
            Some(piece) if piece.same => piece.start as usize + at - piece.at as usize,
            Some(piece) => piece.start as usize,
            None => 0, // there is no text before the first piece
        }
    }

    fn end(&self, at: usize) -> usize {
        match self.piece(at.saturating_sub(1)) {
            Some(piece) if piece.same => (piece.start as usize + at - piece.at as usize).min(piece.end as usize),
            Some(piece) => piece.end as usize,
            None => 0, // there is no text before the first piece
        }
    }

    /// The bytes of the source that the bytes in `span` were made from.
    pub(in super::super) fn span(&self, span: Span) -> Span {
        let start = self.start(span.start);
        match span.is_empty() {
            true => start..start,
            false => start..self.end(span.end).max(start),
        }
    }

    /// The error about the source.
    pub(in super::super) fn error(&self, mut error: Error) -> Error {
        error.span = self.span(error.span);
        for suggestion in &mut error.suggestions {
            suggestion.span = self.span(suggestion.span.clone());
            suggestion.replacement = shown(&suggestion.replacement);
        }
        if let Some(label) = &mut error.label {
            label.span = self.span(label.span.clone());
        }
        error.related = std::mem::take(&mut error.related).into_iter().map(|related| self.error(related)).collect();
        error
    }
}

/// The text with braces and bars for the brackets that only this module writes.
fn shown(text: &str) -> String {
    let sign = |c| match c {
        super::OPEN => '{',
        super::CLOSE => '}',
        super::OPEN_BARS | super::CLOSE_BARS => '|',
        '\u{5}' => '∈',
        c => c, // every other character is plain notation
    };
    text.chars().map(sign).collect()
}
