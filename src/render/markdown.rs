//! A page in GitHub's Markdown, with mathematics in `$` and `$$`.

use super::math::{Math, Phrase, Row, Why, in_math};
use super::model::{Block, BorderRow, Page, PieceRow, Say, StepRow, Verdict};
use super::notation::LATEX;
use super::sentences::thousands;

/// One page.
pub(super) fn page(page: &Page<'_>) -> String {
    gradient(std::slice::from_ref(page))
}

/// One page of several partial derivatives of a function; nothing where there are none.
pub(super) fn gradient(pages: &[Page<'_>]) -> String {
    let Some(page) = pages.first() else { return String::new() };
    let math = Math { page };
    let title = page.derived.title.as_deref().map_or_else(|| "Derivative".into(), escaped);
    let (left, right) = math.definition();
    let mut out = format!("## {title}\n\n$${left} = {right}$$\n\n");
    for note in &page.derived.notes {
        out.push_str(&format!("> Note: {}\n\n", escaped(note)));
    }
    for (at, page) in pages.iter().enumerate() {
        let math = Math { page };
        out.push_str(if at > 0 { "\n" } else { "" });
        page.blocks.iter().for_each(|block| out.push_str(&written(&math, block)));
    }
    out
}

/// One page of a formula that was simplified.
pub(super) fn simplified(page: &super::simplified::Page<'_>) -> String {
    let said = |say: &Say| page.phrases(say).into_iter().map(phrase).collect::<String>();
    let found = page.found;
    let title = found.title.as_deref().map_or_else(|| "Simplification".into(), escaped);
    let mut out = format!("## {title}\n\n");
    for note in &found.notes {
        out.push_str(&format!("> Note: {}\n\n", escaped(note)));
    }
    let rows = page.rows();
    out.push_str(&match (rows.is_empty(), found.form == found.formula) {
        (false, _) => aligned(&rows),
        (true, true) => format!("$${}$$\n\n", page.math(found.formula)),
        (true, false) => format!("$${} = {}$$\n\n", page.math(found.formula), page.math(found.form)),
    });
    for cell in page.cells() {
        let items = cell.rows.iter().map(|row| item(&page.step(row), row)).collect::<String>();
        out.push_str(&format!("{}\n\n{items}\n", said(&page.on(&cell))));
    }
    out.push_str(&page.remark().map(|remark| format!("{}\n\n", escaped(remark))).unwrap_or_default());
    out + &format!("Holds {}\n", said(&page.says()))
}

/// Why there is no page.
pub(super) fn unfinished(why: &str) -> String {
    format!("> Not finished: {}\n", escaped(why))
}

fn written(math: &Math<'_>, block: &Block) -> String {
    match block {
        Block::Heading(say) => format!("{}\n\n", sentence(math, say)),
        Block::Chain { of, lines, with } => aligned(&math.chain(*of, lines, with)),
        Block::Equations(rows) => aligned(&math.equations(rows)),
        Block::Parts { rows, left_out } => {
            let rows: Vec<Row> = math.parts(rows).into_iter().flatten().collect();
            match left_out {
                None => aligned(&rows),
                Some((gone, before)) => {
                    let (front, back) = rows.split_at((before * 2).min(rows.len()));
                    format!("{}… and {} more parts\n\n{}", aligned(front), thousands(*gone), aligned(back))
                }
            }
        }
        Block::Steps(rows) => {
            let items: String = rows.iter().map(|row| item(&math.step(row), row)).collect();
            format!("Every step as it was checked:\n\n{items}\n")
        }
        Block::Pieces(pieces, borders) => table(math, pieces) + &places(math, borders),
        Block::Verdict(verdict) => conclusion(math, verdict),
        Block::Facts(facts) => {
            facts.iter().map(|fact| format!("- {}\n", sentence(math, fact))).collect::<String>() + "\n"
        }
    }
}

fn aligned(rows: &[Row]) -> String {
    let row = |row: &Row| {
        let why: Vec<String> = row.why.iter().map(in_display).collect();
        let why = if why.is_empty() { String::new() } else { format!(" && {}", why.join("\\text{; }")) };
        format!("{} &= {}{why}", row.left, row.right)
    };
    let mut out = String::from("$$\n\\begin{aligned}\n");
    for (at, line) in rows.iter().enumerate() {
        if at > 0 {
            out.push_str(if line.paragraph { " \\\\[0.8em]\n" } else { " \\\\\n" });
        }
        out.push_str(&row(line));
    }
    out + "\n\\end{aligned}\n$$\n\n"
}

/// A reason inside a display.
fn in_display(why: &Why) -> String {
    let words: String = why.words.chars().filter(|c| c.is_alphanumeric() || " '()+-=,.".contains(*c)).collect();
    match &why.math {
        Some(math) => format!("\\text{{{words}: }} {math}"),
        None => format!("\\text{{{words}}}"),
    }
}

/// A checked step, which is also given as mathematics.
fn item(step: &str, row: &StepRow) -> String {
    let why = super::math::why(&row.because);
    let said = why.math.map(|math| format!(": ${math}$")).unwrap_or_default();
    let from: Vec<String> = row.premises.iter().map(usize::to_string).collect();
    let from = if from.is_empty() { String::new() } else { format!("; from {}", from.join(", ")) };
    format!("{}. ${step}$ — {}{said}{from}\n", row.number, escaped(&why.words))
}

fn sentence(math: &Math<'_>, say: &Say) -> String {
    math.say(say).into_iter().map(phrase).collect()
}

fn phrase(phrase: Phrase) -> String {
    match phrase {
        Phrase::Words(words) => escaped(&words),
        Phrase::Math(formula) => format!("${formula}$"),
    }
}

fn table(math: &Math<'_>, pieces: &[PieceRow]) -> String {
    let mut out = format!("| on | ${}$ | ${}$ | by |\n|---|---|---|---|\n", math.applied(), math.slope());
    for piece in pieces {
        let slopes: Vec<String> = piece.derivative.iter().map(|&id| math.expr(id)).collect();
        let (when, function) = (in_math(math.say(&piece.when)), math.expr(piece.function));
        out.push_str(&format!(
            "| ${when}$ | ${function}$ | ${}$ | {} |\n",
            slopes.join(" = "),
            escaped(&piece.because)
        ));
    }
    out + "\n"
}

fn places(math: &Math<'_>, borders: &[BorderRow]) -> String {
    let by = math.expr(math.page.derived.variable);
    let mut out = String::new();
    for border in borders {
        out.push_str(&format!("- ${by} = {}$: {}", math.expr(border.at), sentence(math, &border.says)));
        if let Some(convention) = &border.convention {
            out.push_str(&format!("; by convention {}", escaped(convention)));
        }
        out.push('\n');
    }
    if borders.is_empty() { out } else { out + "\n" }
}

fn conclusion(math: &Math<'_>, verdict: &Verdict) -> String {
    let mut out = String::new();
    if let Some(form) = verdict.form {
        out.push_str(&format!("$${} = {}$$\n\n", math.slope(), math.result(form)));
    }
    let holds = if verdict.form.is_some() { "Holds " } else { "" };
    out.push_str(&format!("{holds}{}\n\n", sentence(math, &verdict.says)));
    if let Some(says) = &verdict.from_output {
        let source = math.page.source(verdict.output, &LATEX, ("$", "$"));
        out.push_str(&format!("From {source}: {}\n", sentence(math, says)));
    }
    out
}

/// Words in which no character marks anything up.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '$' | '|' | '~' | '{' | '}' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
