//! Where the parts of a document stand in it.

use super::super::claim::Place;
use super::scan::Lines;
use super::{Document, Format};

/// A document, and where its parts stand: any slice of the text that is looked through has a place in the original.
#[derive(Debug)]
pub(in crate::check) struct Source<'d> {
    document: &'d Document<'d>,
    /// The lines of what is looked through.
    text: Lines<'d>,
    /// The lines of the original, where that is another text.
    original: Option<Lines<'d>>,
}

impl<'d> Source<'d> {
    /// All that is looked through.
    pub(in crate::check) fn all(&self) -> &str {
        self.document.text()
    }

    pub(in crate::check) fn new(document: &'d Document<'d>) -> Source<'d> {
        let original = (document.format == Format::Notebook).then(|| Lines::new(document.original));
        Source { document, text: Lines::new(&document.text), original }
    }

    /// Where a part of the text stands in the original.
    pub(in crate::check) fn place(&self, part: &str) -> Option<Place> {
        let at = self.text.at(part)?;
        let span = self.document.original_span(at..at + part.len());
        let (line, column) = self.original.as_ref().unwrap_or(&self.text).of(self.document.original_at(at));
        Some(Place { span, line, column })
    }

    /// The line of the original on which a part of the text begins, from 1; 0 if it is no part of it.
    pub(in crate::check) fn line(&self, part: &str) -> usize {
        self.place(part).map_or(0, |place| place.line)
    }

    /// The text up to the end of a part of it, as far as a sentence may reach.
    pub(in crate::check) fn until(&self, part: &str) -> &str {
        const LONGEST: usize = 400;
        let text: &str = &self.document.text;
        let end = self.text.at(part).map_or(0, |at| at + part.len());
        let start = (end.saturating_sub(LONGEST)..=end).find(|at| text.is_char_boundary(*at)).unwrap_or(end);
        text.get(start..end).unwrap_or_default()
    }

    /// The line of the text that stands so many lines above that of a part.
    pub(in crate::check) fn above(&self, part: &str, lines: usize) -> Option<&'d str> {
        let (line, _) = self.text.of(self.text.at(part)?);
        self.text.line((line - 1).checked_sub(lines)?)
    }
}
