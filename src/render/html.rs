//! A page in HTML: one file that needs no network, with mathematics in MathML.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

use super::math::{Math, Phrase, Row, Why, in_math, why};
use super::model::{Block, BorderRow, Page, PieceRow, Say, StepRow, Verdict};
use super::notation::PLAIN;
use super::sentences::thousands;

/// The beginning of the file.
pub(super) const BEGIN: &str = concat!(
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>gprime</title>\n<style>\n",
    include_str!("page.css"),
    "</style>\n</head>\n<body>\n"
);
/// Its end.
pub(super) const END: &str = "</body>\n</html>\n";

/// A formula that is longer or deeper than this is shown as it is written instead of being set.
const LONGEST: usize = 40_000;
const DEEPEST: usize = 120;

/// One page of the file.
pub(super) fn page(page: &Page<'_>) -> String {
    gradient(std::slice::from_ref(page))
}

/// One page of several partial derivatives of a function; nothing where there are none.
pub(super) fn gradient(pages: &[Page<'_>]) -> String {
    let Some(page) = pages.first() else { return String::new() };
    let math = Math { page };
    let title = page.derived.title.as_deref().map_or_else(|| "Derivative".into(), escaped);
    let (left, right) = math.definition();
    let mut out = format!("<article>\n<h1>{title}</h1>\n");
    out.push_str(&format!("<div class=\"definition\">{}</div>\n", set(&format!("{left} = {right}"))));
    for note in &page.derived.notes {
        out.push_str(&format!("<p class=\"note\">Note: {}</p>\n", escaped(note)));
    }
    for page in pages {
        let math = Math { page };
        page.blocks.iter().for_each(|block| out.push_str(&written(&math, block)));
    }
    out + "</article>\n"
}

/// One page of a formula that was simplified.
pub(super) fn simplified(page: &super::simplified::Page<'_>) -> String {
    let said = |say: &Say| page.phrases(say).into_iter().map(phrase).collect::<String>();
    let found = page.found;
    let title = found.title.as_deref().map_or_else(|| "Simplification".into(), escaped);
    let mut out = format!("<article>\n<h1>{title}</h1>\n");
    out.push_str(&format!("<div class=\"definition\">{}</div>\n", set(&page.math(found.formula))));
    for note in &found.notes {
        out.push_str(&format!("<p class=\"note\">Note: {}</p>\n", escaped(note)));
    }
    let rows = page.rows();
    out.push_str(&if rows.is_empty() { String::new() } else { chain(&rows) });
    for cell in page.cells() {
        let items: String = cell.rows.iter().map(|row| item(&page.step(row), row)).collect();
        out.push_str(&format!("<p>{}</p>\n<ol class=\"steps\">\n{items}</ol>\n", said(&page.on(&cell))));
    }
    out.push_str(&page.remark().map(|remark| format!("<p>{}</p>\n", escaped(remark))).unwrap_or_default());
    let result = set(&page.math(found.form));
    out + &format!(
        "<div class=\"result\">{result}<span class=\"holds\">{}</span></div>\n</article>\n",
        said(&page.says())
    )
}

/// Why there is no page.
pub(super) fn unfinished(why: &str) -> String {
    format!("<article>\n<h1>Not finished</h1>\n<p class=\"note\">{}</p>\n</article>\n", escaped(why))
}

fn written(math: &Math<'_>, block: &Block) -> String {
    match block {
        Block::Heading(say) => format!("<p>{}</p>\n", sentence(math, say)),
        Block::Chain { of, lines, with } => chain(&math.chain(*of, lines, with)),
        Block::Equations(rows) => chain(&math.equations(rows)),
        Block::Parts { rows, left_out } => {
            let rows: Vec<Row> = math.parts(rows).into_iter().flatten().collect();
            match left_out {
                None => chain(&rows),
                Some((gone, before)) => {
                    let (front, back) = rows.split_at((before * 2).min(rows.len()));
                    format!(
                        "{}<p class=\"why\">… and {} more parts</p>\n{}",
                        chain(front),
                        thousands(*gone),
                        chain(back)
                    )
                }
            }
        }
        Block::Steps(rows) => {
            let items: String = rows.iter().map(|row| item(&math.step(row), row)).collect();
            format!("<p>Every step as it was checked:</p>\n<ol class=\"steps\">\n{items}</ol>\n")
        }
        Block::Pieces(pieces, borders) => table(math, pieces) + &places(math, borders),
        Block::Verdict(verdict) => conclusion(math, verdict),
        Block::Facts(facts) => facts.iter().map(|fact| format!("<p>{}</p>\n", sentence(math, fact))).collect(),
    }
}

fn chain(rows: &[Row]) -> String {
    let mut out = String::from("<div class=\"chain\">\n");
    for row in rows {
        if row.paragraph {
            out.push_str("<div class=\"gap\"></div>\n");
        }
        let left = if row.left.is_empty() { String::new() } else { set(&row.left) };
        let whys: String = row.why.iter().map(|why| format!("<span>{}</span>", said(why))).collect();
        let right = set(&format!("= {}", row.right));
        out.push_str(&format!("<div class=\"left\">{left}</div><div class=\"right\">{right}</div>"));
        out.push_str(&format!("<div class=\"why\">{whys}</div>\n"));
    }
    out + "</div>\n"
}

fn said(why: &Why) -> String {
    match &why.math {
        Some(math) => format!("{}: {}", escaped(&why.words), set_in_line(math)),
        None => escaped(&why.words),
    }
}

/// A checked step, which is also given as mathematics.
fn item(step: &str, row: &StepRow) -> String {
    let from: Vec<String> = row.premises.iter().map(usize::to_string).collect();
    let from = if from.is_empty() { String::new() } else { format!("; from {}", from.join(", ")) };
    let said = said(&why(&row.because));
    format!("<li>{} <span class=\"why\">{said}{from}</span></li>\n", set_in_line(step))
}

fn sentence(math: &Math<'_>, say: &Say) -> String {
    math.say(say).into_iter().map(phrase).collect()
}

fn phrase(phrase: Phrase) -> String {
    match phrase {
        Phrase::Words(words) => escaped(&words),
        Phrase::Math(formula) => set_in_line(&formula),
    }
}

fn table(math: &Math<'_>, pieces: &[PieceRow]) -> String {
    let mut out = String::from("<div class=\"scroll\"><table>\n<tr><th>on</th><th>");
    out.push_str(&format!("{}</th><th>{}</th>", set_in_line(&math.applied()), set_in_line(&math.slope())));
    out.push_str("<th>by</th></tr>\n");
    for piece in pieces {
        let slopes: Vec<String> = piece.derivative.iter().map(|&id| math.expr(id)).collect();
        let cells = [in_math(math.say(&piece.when)), math.expr(piece.function), slopes.join(" = ")];
        let cells: String = cells.iter().map(|cell| format!("<td>{}</td>", set(cell))).collect();
        out.push_str(&format!("<tr>{cells}<td class=\"why\">{}</td></tr>\n", escaped(&piece.because)));
    }
    out + "</table></div>\n"
}

fn places(math: &Math<'_>, borders: &[BorderRow]) -> String {
    let by = math.expr(math.page.derived.variable);
    let mut out = String::from("<ul class=\"places\">\n");
    for border in borders {
        let at = set_in_line(&format!("{by} = {}", math.expr(border.at)));
        out.push_str(&format!("<li>{at}: {}", sentence(math, &border.says)));
        if let Some(convention) = &border.convention {
            out.push_str(&format!(" <span class=\"convention\">by convention {}</span>", escaped(convention)));
        }
        out.push_str("</li>\n");
    }
    out + "</ul>\n"
}

fn conclusion(math: &Math<'_>, verdict: &Verdict) -> String {
    let says = sentence(math, &verdict.says);
    let mut out = match verdict.form {
        Some(form) => {
            let result = set(&format!("{} = {}", math.slope(), math.result(form)));
            format!("<div class=\"result\">{result}<span class=\"holds\">{says}</span></div>\n")
        }
        None => format!("<p>{says}</p>\n"),
    };
    if let Some(says) = &verdict.from_output {
        let source = escaped(&math.page.source(verdict.output, &PLAIN, ("", "")));
        out.push_str(&format!("<p>From {source}: {}</p>\n", sentence(math, says)));
    }
    out
}

/// A formula as large as in a display.
fn set(formula: &str) -> String {
    set_in_line(&format!("\\displaystyle {formula}"))
}

/// A formula in MathML, or as it is written where it is too large or cannot be set.
pub(super) fn set_in_line(formula: &str) -> String {
    let as_written = || format!("<code>{}</code>", escaped(formula.trim_start_matches("\\displaystyle ")));
    if formula.len() > LONGEST || depth(formula) > DEEPEST {
        return as_written();
    }
    let storage = Storage::new();
    let events: Vec<_> = Parser::new(formula, &storage).collect();
    if events.iter().any(Result::is_err) {
        return as_written();
    }
    let mut out = String::new();
    let config = RenderConfig { display_mode: DisplayMode::Inline, ..RenderConfig::default() };
    match push_mathml(&mut out, events.into_iter(), config) {
        // the two signs that the writer of MathML leaves as they are
        Ok(()) => out.replace(">></mo>", ">&gt;</mo>").replace("><</mo>", ">&lt;</mo>"),
        Err(_) => as_written(),
    }
}

/// How deep groups and brackets are nested.
fn depth(formula: &str) -> usize {
    let (mut open, mut deepest) = (0usize, 0);
    for (at, c) in formula.char_indices() {
        match c {
            '{' => open += 1,
            '}' => open = open.saturating_sub(1),
            '\\' if formula[at..].starts_with("\\left") => open += 1,
            '\\' if formula[at..].starts_with("\\right") => open = open.saturating_sub(1),
            _ => {} // nothing else nests
        }
        deepest = deepest.max(open);
    }
    deepest
}

/// Words in which no character marks anything up.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
