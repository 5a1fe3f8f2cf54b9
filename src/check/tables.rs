//! Tables whose headings say which column holds a function and which its derivative.

use super::claim::Place;
use super::claims::{Item, Side};
use super::scope::Part;
use crate::expr::Relation;

/// The lines of a document, and the function of the row that is read.
#[derive(Debug, Default)]
pub(super) struct Table<'a> {
    text: &'a str,
    starts: Vec<usize>,
    row: Option<(usize, usize, Part)>,
}

impl<'a> Table<'a> {
    pub(super) fn new(text: &'a str) -> Table<'a> {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Table { text, starts: std::iter::once(0).chain(ends).collect(), row: None }
    }

    /// The line on which a part of the document's text begins, from 1; 0 if it is no part of it.
    pub(super) fn line(&self, part: &str) -> usize {
        let at = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize);
        at.filter(|at| *at <= self.text.len()).map_or(0, |at| self.starts.partition_point(|start| *start <= at))
    }

    /// Where a part of the document's text stands.
    pub(super) fn place(&self, part: &str) -> Option<Place> {
        let start = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        let line = self.starts.partition_point(|begin| *begin <= start);
        let before = self.text.get(*self.starts.get(line.checked_sub(1)?)?..start)?;
        let span = start..start + part.len();
        (span.end <= self.text.len()).then(|| Place { span, line, column: before.chars().count() + 1 })
    }

    /// The heading above a cell.
    fn heading(&self, item: &Item<'_>) -> Option<&'a str> {
        let cell = item.cell.as_ref().filter(|cell| cell.row > 0)?;
        // The line under the heading belongs to no row.
        let line = item.place.line.checked_sub(cell.row + 2)?;
        let start = *self.starts.get(line)?;
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let line = self.text.get(start..end)?.trim();
        line.strip_prefix('|').unwrap_or(line).split('|').nth(cell.column).map(str::trim)
    }

    fn is_derivative(heading: &str) -> bool {
        let lower = heading.to_lowercase();
        let words = ["deriv", "gradient", "slope", "prime", "d/d", "\\frac{d", "'", "′"];
        words.iter().any(|word| lower.contains(word))
    }

    /// The function of which a cell is the derivative; a cell with a function is remembered.
    pub(super) fn function(&mut self, item: &Item<'_>, part: &Part) -> Option<Part> {
        let heading = self.heading(item)?;
        let cell = item.cell.as_ref()?;
        if Table::is_derivative(heading) {
            let row = self.row.as_ref().filter(|(table, row, _)| (*table, *row) == (cell.table, cell.row));
            return row.map(|(_, _, part)| part.clone());
        }
        self.row = Some((cell.table, cell.row, part.clone()));
        None
    }

    /// The name and variable that the heading above a cell gives to the functions below it: `f(x)`.
    pub(super) fn head(&self, item: &Item<'_>) -> Option<(String, String)> {
        let heading = self.heading(item).filter(|heading| !Table::is_derivative(heading))?;
        let signs: Vec<char> = heading.chars().collect();
        let found = signs.windows(4).enumerate().find_map(|(at, window)| match *window {
            [name, '(', variable, ')'] if name.is_alphabetic() && variable.is_alphabetic() => {
                let alone = at == 0 || !signs[at - 1].is_alphanumeric();
                alone.then(|| (name.to_string(), variable.to_string()))
            }
            _ => None, // no name with a variable
        });
        found
    }

    /// Remembers what a definition in a cell says.
    pub(super) fn defined(&mut self, item: &Item<'_>, others: &[(Relation, Side)]) {
        let (Some(cell), [(Relation::Equal, Side::Part(part))]) = (item.cell.as_ref(), others) else { return };
        if self.heading(item).is_some_and(|heading| !Table::is_derivative(heading)) {
            self.row = Some((cell.table, cell.row, part.clone()));
        }
    }
}
