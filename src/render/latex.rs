//! A document in LaTeX that compiles by itself.

use super::math::{Math, Phrase, Row, Why, in_math};
use super::model::{Block, BorderRow, Page, PieceRow, Say, StepRow, Verdict};
use super::notation::LATEX;
use super::sentences::thousands;

/// The beginning of the document.
pub(super) const BEGIN: &str = "\\documentclass[11pt]{article}\n\
\\usepackage[margin=2cm]{geometry}\n\
\\usepackage{amsmath,amssymb,graphicx}\n\
\\newcommand{\\fit}[1]{\\resizebox{\\ifdim\\width>0.85\\textwidth 0.85\\textwidth\\else\\width\\fi}{!}{$\\displaystyle #1$}}\n\
\\allowdisplaybreaks\n\
\\setlength{\\parindent}{0pt}\n\
\\setlength{\\parskip}{0.6em}\n\
\\begin{document}\n";
/// Its end.
pub(super) const END: &str = "\\end{document}\n";

/// Where a formula and its reason together are longer than this, the reason stands on a line of its own.
const WIDE: usize = 62;
/// A formula is broken, or made smaller where it cannot be, where it is longer than this, in signs as they are printed.
const WIDEST: usize = 84;

/// One page of the document.
pub(super) fn page(page: &Page<'_>) -> String {
    gradient(std::slice::from_ref(page))
}

/// One page of several partial derivatives of a function; nothing where there are none.
pub(super) fn gradient(pages: &[Page<'_>]) -> String {
    let Some(page) = pages.first() else { return String::new() };
    let math = Math { page };
    let mut out = String::new();
    let title = page.derived.title.as_deref().map(escaped).unwrap_or_else(|| "Derivative".into());
    out.push_str(&format!("\\section*{{{title}}}\n"));
    let (left, right) = math.definition();
    let row = Row { left, right, why: Vec::new(), paragraph: false };
    out.push_str(&aligned(&[row]));
    for note in &page.derived.notes {
        out.push_str(&format!("\\emph{{Note:}} {}.\n\n", escaped(note)));
    }
    for page in pages {
        let math = Math { page };
        page.blocks.iter().for_each(|block| out.push_str(&written(&math, block)));
    }
    out
}

/// One page of a formula that was simplified.
pub(super) fn simplified(page: &super::simplified::Page<'_>) -> String {
    let said = |say: &Say| page.phrases(say).into_iter().map(phrase).collect::<String>();
    let found = page.found;
    let title = found.title.as_deref().map(escaped).unwrap_or_else(|| "Simplification".into());
    let mut out = format!("\\section*{{{title}}}\n");
    for note in &found.notes {
        out.push_str(&format!("\\emph{{Note:}} {}.\n\n", escaped(note)));
    }
    let rows = page.rows();
    let row = |left, right| Row { left, right, why: Vec::new(), paragraph: false };
    out.push_str(&match (rows.is_empty(), found.form == found.formula) {
        (false, _) => aligned(&rows),
        (true, true) => aligned(&[row(String::new(), page.math(found.formula))]).replace(" &= ", ""),
        (true, false) => aligned(&[row(page.math(found.formula), page.math(found.form))]),
    });
    for cell in page.cells() {
        let items = cell.rows.iter().map(|row| item(&page.step(row), row)).collect::<String>();
        out.push_str(&format!("{}\n\\begin{{enumerate}}\n{items}\\end{{enumerate}}\n", said(&page.on(&cell))));
    }
    out.push_str(&page.remark().map(|remark| format!("{}.\n\n", escaped(remark))).unwrap_or_default());
    out + &format!("Holds {}.\n\n", said(&page.says()))
}

/// Why there is no page.
pub(super) fn unfinished(why: &str) -> String {
    format!("\\section*{{Not finished}}\n{}.\n", escaped(why))
}

fn written(math: &Math<'_>, block: &Block) -> String {
    match block {
        Block::Heading(say) => format!("{}\n", sentence(math, say)),
        Block::Chain { of, lines, with } => aligned(&math.chain(*of, lines, with)),
        Block::Equations(rows) => aligned(&math.equations(rows)),
        Block::Parts { rows, left_out } => {
            let rows: Vec<Row> = math.parts(rows).into_iter().flatten().collect();
            match left_out {
                None => aligned(&rows),
                Some((gone, before)) => {
                    let (front, back) = rows.split_at((before * 2).min(rows.len()));
                    format!("{}\\dots\\ and {} more parts\n{}", aligned(front), thousands(*gone), aligned(back))
                }
            }
        }
        Block::Steps(rows) => {
            let item = |row| item(&math.step(row), row);
            let items: String = rows.iter().map(item).collect();
            format!("Every step as it was checked:\n\\begin{{enumerate}}\n{items}\\end{{enumerate}}\n")
        }
        Block::Pieces(pieces, borders) => table(math, pieces) + &places(math, borders),
        Block::Verdict(verdict) => conclusion(math, verdict),
        Block::Facts(facts) => facts.iter().map(|fact| format!("{}.\n\n", sentence(math, fact))).collect(),
    }
}

/// A checked step, which is also given as mathematics.
fn item(step: &str, row: &StepRow) -> String {
    let why = why(&super::math::why(&row.because));
    let from: Vec<String> = row.premises.iter().map(usize::to_string).collect();
    let from = if from.is_empty() { String::new() } else { format!("; from {}", from.join(", ")) };
    let step = if width(step) > WIDEST { format!("\\fit{{{step}}}\\\\") } else { format!("$\\displaystyle {step}$") };
    format!("\\item \\small {step} \\quad {why}{from}\n")
}

/// Rows under each other at their equals signs, with reasons at the right if all of them fit there.
fn aligned(rows: &[Row]) -> String {
    let beside = rows.iter().all(|row| width(&row.right) + why_width(&row.why) <= WIDE);
    let mut out = String::from("\\begin{align*}\n");
    for (at, row) in rows.iter().enumerate() {
        if at > 0 {
            out.push_str(if row.paragraph { " \\\\[0.8em]\n" } else { " \\\\\n" });
        }
        let fit = |line: &str| if width(line) > WIDEST { format!("\\fit{{{line}}}") } else { line.to_owned() };
        let lines: Vec<String> = broken(&row.right).into_iter().map(fit).collect();
        out.push_str(&format!("{} &= {}", row.left, lines.join(" \\\\\n&\\qquad ")));
        for (at, whys) in grouped(&row.why).into_iter().enumerate() {
            let between = if beside && at == 0 { " && " } else { " \\\\\n&\\qquad\\quad " };
            let whys: Vec<String> = whys.iter().map(why).collect();
            out.push_str(&format!("{between}\\text{{\\small {}}}", whys.join("; ")));
        }
    }
    out.push_str("\n\\end{align*}\n");
    out
}

/// Reasons that stand on one line together.
fn grouped(whys: &[Why]) -> Vec<&[Why]> {
    let mut lines = Vec::new();
    let (mut start, mut used) = (0, 0);
    for (at, why) in whys.iter().enumerate() {
        let own = why_width(std::slice::from_ref(why));
        if at > start && used + own > WIDEST * 4 / 5 {
            lines.push(&whys[start..at]);
            (start, used) = (at, 0);
        }
        used += own;
    }
    lines.extend((start < whys.len()).then(|| &whys[start..]));
    lines
}

/// A formula on lines, broken before `+`, `-` and products that stand in no bracket.
fn broken(formula: &str) -> Vec<&str> {
    if width(formula) <= WIDEST {
        return vec![formula];
    }
    let mut lines = Vec::new();
    let (mut start, mut last) = (0, 0);
    for place in places_to_break(formula) {
        if width(&formula[start..place]) > WIDEST && last > start {
            lines.push(formula[start..last].trim());
            start = last;
        }
        last = place;
    }
    if width(&formula[start..]) > WIDEST && last > start {
        lines.push(formula[start..last].trim());
        start = last;
    }
    lines.push(formula[start..].trim());
    lines
}

/// Where an operator begins that stands in no group and between no brackets.
fn places_to_break(formula: &str) -> Vec<usize> {
    const SIGNS: [&str; 3] = [" + ", " - ", " \\cdot "];
    let mut open = 0usize;
    let mut found = Vec::new();
    for (at, c) in formula.char_indices() {
        let rest = &formula[at..];
        match c {
            '{' | '(' | '[' => open += 1,
            '}' | ')' | ']' => open = open.saturating_sub(1),
            '\\' if rest.starts_with("\\left") || rest.starts_with("\\begin") => open += 1,
            '\\' if rest.starts_with("\\right") || rest.starts_with("\\end") => open = open.saturating_sub(1),
            ' ' if open == 0 && at > 0 && SIGNS.iter().any(|sign| rest.starts_with(sign)) => found.push(at),
            _ => {} // a formula is not broken before anything else
        }
    }
    found
}

/// About how many signs wide a formula is printed: of a fraction the wider part, of an exponent a part.
fn width(formula: &str) -> usize {
    let mut signs = 0;
    let mut in_command = false;
    for c in formula.chars() {
        match c {
            '\\' => in_command = true,
            _ if in_command && c.is_ascii_alphabetic() => {}
            '{' | '}' | ' ' | '^' | '_' => in_command = false,
            _ => {
                in_command = false;
                signs += 1;
            }
        }
    }
    signs
        + formula.matches(" + ").count()
        + formula.matches(" - ").count()
        + 3 * formula.matches("anh").count()
        + formula.matches("\\cdot").count()
        - (formula.matches("\\frac").count() * 2).min(signs)
}

fn why_width(why: &[Why]) -> usize {
    why.iter().map(|w| w.words.chars().count() * 3 / 5 + w.math.as_deref().map_or(0, width) + 2).sum()
}

fn why(why: &Why) -> String {
    match &why.math {
        Some(math) => format!("{}: ${math}$", escaped(&why.words)),
        None => escaped(&why.words),
    }
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
    let mut out = String::from("\\[\n\\renewcommand{\\arraystretch}{1.6}\n\\begin{array}{llll}\n");
    for piece in pieces {
        let slopes: Vec<String> = piece.derivative.iter().map(|&id| math.expr(id)).collect();
        out.push_str(&format!(
            "{} & {} = {} & {} = {} & \\text{{\\small {}}} \\\\\n",
            in_math(math.say(&piece.when)),
            math.applied(),
            math.expr(piece.function),
            math.slope(),
            slopes.join(" = "),
            escaped(&piece.because)
        ));
    }
    out + "\\end{array}\n\\]\n"
}

fn places(math: &Math<'_>, borders: &[BorderRow]) -> String {
    let by = math.expr(math.page.derived.variable);
    let mut out = String::new();
    for border in borders {
        out.push_str(&format!("At ${by} = {}$: {}.", math.expr(border.at), sentence(math, &border.says)));
        if let Some(convention) = &border.convention {
            out.push_str(&format!(" By convention {}.", escaped(convention)));
        }
        out.push_str("\n\n");
    }
    out
}

fn conclusion(math: &Math<'_>, verdict: &Verdict) -> String {
    let mut out = String::new();
    if let Some(form) = verdict.form {
        let row = Row { left: math.slope(), right: math.result(form), why: Vec::new(), paragraph: false };
        out.push_str(&aligned(&[row]));
    }
    let holds = if verdict.form.is_some() { "Holds " } else { "" };
    out.push_str(&format!("{holds}{}.\n\n", sentence(math, &verdict.says)));
    if let Some(says) = &verdict.from_output {
        let source = math.page.source(verdict.output, &LATEX, ("$", "$"));
        out.push_str(&format!("From {source}: {}.\n\n", sentence(math, says)));
    }
    out
}

/// Words in which no character commands anything; signs beyond ASCII that pdfTeX may lack are named.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' | '}' | '$' | '&' | '#' | '%' | '_' => out.extend(['\\', c]),
            '^' => out.push_str("\\textasciicircum{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '<' | '>' | '|' => out.push_str(&format!("${c}$")),
            '±' => out.push_str("$\\pm$"),
            '…' => out.push_str("\\dots{}"),
            c if c.is_ascii_control() => out.push(' '),
            c if c.is_ascii() || ('\u{c0}'..='\u{ff}').contains(&c) => out.push(c),
            c => match crate::syntax::GREEK.iter().find(|(letter, _)| *letter == c) {
                Some((_, name)) => out.push_str(&format!("${}$", super::names::latex_name(name))),
                None => out.push_str(&format!("U+{:04X}", c as u32)),
            },
        }
    }
    out
}
