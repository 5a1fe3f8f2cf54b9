//! Markdown: what its mathematics, code and tables mark.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::delimiters::{self, Dollars, Signs};
use super::likeness::{is_cell_formula, is_formula};
use super::scan::{Mark, Marks};
use super::{Cell, Kind, prose};

/// Languages of fenced blocks that are mathematics.
const MATH: [&str; 6] = ["math", "latex", "tex", "katex", "asciimath", "gprime"];

/// What the blocks that are open say about the text in them.
#[derive(Default)]
struct Blocks {
    /// A block of code, and whether it is mathematics.
    code: Option<(bool, Option<Range<usize>>)>,
    tables: usize,
    row: usize,
    column: usize,
    /// The cell that is open, and whether it has mathematics already.
    cell: Option<(Range<usize>, bool)>,
}

/// What is marked in a text of Markdown.
pub(super) fn marks(text: &str) -> Marks {
    let options = Options::ENABLE_TABLES | Options::ENABLE_MATH | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut marks = Marks::default();
    let mut blocks = Blocks::default();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        event_marks(text, event, range, &mut blocks, &mut marks);
    }
    // Markdown itself takes the backslash of `\(` for an escape, and passes over dollars with open braces between them.
    let mut gaps = Vec::new();
    let mut from = 0;
    for range in marks.merged() {
        gaps.push(from..range.start.max(from));
        from = from.max(range.end);
    }
    gaps.push(from..text.len());
    for gap in gaps {
        delimiters::mark(text, gap, Signs { dollars: Dollars::Left, comments: false }, &mut marks);
    }
    marks
}

fn event_marks(text: &str, event: Event<'_>, range: Range<usize>, blocks: &mut Blocks, marks: &mut Marks) {
    match event {
        Event::InlineMath(_) => delimited(text, range, 1, Kind::Inline, blocks, marks),
        Event::DisplayMath(_) => delimited(text, range, 2, Kind::Display, blocks, marks),
        Event::Code(_) => code(text, range, blocks, marks),
        Event::Html(_) | Event::InlineHtml(_) => marks.skipped.push(range),
        Event::Start(Tag::MetadataBlock(_)) => marks.skipped.push(range),
        Event::Start(Tag::CodeBlock(kind)) => {
            let math = match &kind {
                CodeBlockKind::Fenced(language) => {
                    MATH.contains(&language.trim().trim_matches(['{', '}']).to_ascii_lowercase().as_str())
                }
                CodeBlockKind::Indented => false,
            };
            blocks.code = Some((math, None));
            marks.skipped.push(range);
        }
        Event::Text(_) => {
            if let Some((_, content)) = &mut blocks.code {
                let start = content.as_ref().map_or(range.start, |content| content.start);
                *content = Some(start..range.end);
            }
        }
        Event::End(TagEnd::CodeBlock) => {
            if let Some((math, Some(content))) = blocks.code.take() {
                code_block(text, content, math, marks);
            }
        }
        Event::Start(Tag::Table(_)) => {
            blocks.row = 0;
            marks.skipped.push(range);
        }
        Event::End(TagEnd::Table) => blocks.tables += 1,
        Event::Start(Tag::TableHead | Tag::TableRow) => blocks.column = 0,
        Event::End(TagEnd::TableHead | TagEnd::TableRow) => blocks.row += 1,
        Event::Start(Tag::TableCell) => blocks.cell = Some((range, false)),
        Event::End(TagEnd::TableCell) => {
            if let Some((cell, false)) = blocks.cell.take() {
                plain_cell(text, cell, blocks, marks);
            }
            blocks.column += 1;
        }
        _ => {} // no other event marks mathematics
    }
}

fn place(blocks: &mut Blocks) -> Option<Cell> {
    let (tables, row, column) = (blocks.tables, blocks.row, blocks.column);
    let cell = blocks.cell.as_mut()?;
    cell.1 = true;
    Some(Cell { table: tables, row, column })
}

fn delimited(text: &str, range: Range<usize>, width: usize, kind: Kind, blocks: &mut Blocks, marks: &mut Marks) {
    let inner = match text[range.clone()].starts_with('$') && range.len() >= 2 * width {
        true => range.start + width..range.end - width,
        false => range.clone(),
    };
    let cell = place(blocks);
    marks.skipped.push(range);
    marks.found.push(Mark { inner, kind, cell });
}

/// Code inside a line, if it looks like a formula.
fn code(text: &str, range: Range<usize>, blocks: &mut Blocks, marks: &mut Marks) {
    let ticks = text[range.clone()].bytes().take_while(|b| *b == b'`').count();
    marks.skipped.push(range.clone());
    if range.len() < 2 * ticks || !is_formula(text[range.start + ticks..range.end - ticks].trim()) {
        return;
    }
    let cell = place(blocks);
    marks.found.push(Mark { inner: range.start + ticks..range.end - ticks, kind: Kind::Code, cell });
}

/// A block of mathematics is one piece; in other code each line that looks like a formula is.
fn code_block(text: &str, content: Range<usize>, math: bool, marks: &mut Marks) {
    if math {
        marks.found.push(Mark { inner: content, kind: Kind::Display, cell: None });
        return;
    }
    let mut start = content.start;
    for line in text[content].split_inclusive('\n') {
        for column in columns(line) {
            let part = &line[column.clone()];
            if part.contains(super::likeness::RELATIONS) && is_formula(part.trim()) {
                let inner = start + column.start..start + column.end;
                marks.found.push(Mark { inner, kind: Kind::Code, cell: None });
            }
        }
        start += line.len();
    }
}

/// The parts of a line between wide spaces.
fn columns(line: &str) -> Vec<Range<usize>> {
    const WIDE: &str = "   ";
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let start = at + line[at..].len() - line[at..].trim_start().len();
        let end = line[start..].find(WIDE).map_or(line.len(), |length| start + length);
        if end > start {
            found.push(start..end);
        }
        at = end.max(start);
    }
    found
}

/// A cell without markup: the formulas in it, or the whole of it if it looks like one.
fn plain_cell(text: &str, cell: Range<usize>, blocks: &Blocks, marks: &mut Marks) {
    let place = Cell { table: blocks.tables, row: blocks.row, column: blocks.column };
    let start = cell.start + usize::from(text[cell.clone()].starts_with('|'));
    let inner = super::trimmed(text, start..cell.end);
    let formulas = prose::formulas(text, inner.clone(), false);
    let whole = formulas.is_empty() && is_cell_formula(&text[inner.clone()]);
    let found = formulas.into_iter().chain(whole.then_some(inner));
    marks.found.extend(found.map(|inner| Mark { inner, kind: Kind::Prose, cell: Some(place.clone()) }));
}
