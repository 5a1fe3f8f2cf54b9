//! Tables whose headings say which column holds a function and which its derivative.

use super::claims::{Item, Side};
use super::documents::Source;
use super::scope::Part;
use crate::expr::Relation;

/// The document, and the function of the row that is read.
pub(super) struct Table<'a> {
    pub(super) source: &'a Source<'a>,
    row: Option<(usize, usize, Part)>,
}

impl<'a> Table<'a> {
    pub(super) fn new(source: &'a Source<'a>) -> Table<'a> {
        Table { source, row: None }
    }

    /// The heading above a cell.
    fn heading(&self, item: &Item<'_>) -> Option<&'a str> {
        let cell = item.cell.as_ref().filter(|cell| cell.row > 0)?;
        // The line under the heading belongs to no row.
        let line = self.source.above(item.text, cell.row + 1)?.trim();
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
        signs.windows(4).enumerate().find_map(|(at, window)| match *window {
            [name, '(', variable, ')'] if name.is_alphabetic() && variable.is_alphabetic() => {
                let alone = at == 0 || !signs[at - 1].is_alphanumeric();
                alone.then(|| (name.to_string(), variable.to_string()))
            }
            _ => None, // no name with a variable
        })
    }

    /// Remembers what a definition in a cell says.
    pub(super) fn defined(&mut self, item: &Item<'_>, others: &[(Relation, Side)]) {
        let (Some(cell), [(Relation::Equal, Side::Part(part))]) = (item.cell.as_ref(), others) else { return };
        if self.heading(item).is_some_and(|heading| !Table::is_derivative(heading)) {
            self.row = Some((cell.table, cell.row, part.clone()));
        }
    }
}
