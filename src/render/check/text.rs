//! The report for the terminal: each claim with its place, and what is wrong pointed at.

use super::{Excerpt, Findings, Told};
use crate::check::Verdict;
use crate::render::wrap::sentence_lines;

/// The report. Linear in what it says.
pub(super) fn page(findings: &Findings, width: usize, colour: bool) -> String {
    let mut out = String::new();
    for claim in &findings.claims {
        one(claim, width, colour, &mut out);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    meanings(findings, width, &mut out);
    out.push_str(&summary(findings));
    out.push('\n');
    out
}

fn paint(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Proved => "\u{1b}[32m",
        Verdict::Refuted => "\u{1b}[31m",
        Verdict::Undecided | Verdict::Formal | Verdict::Assumed | Verdict::Unreadable => "\u{1b}[33m",
        Verdict::Definition => "\u{1b}[2m",
    }
}

fn one(claim: &Told, width: usize, colour: bool, out: &mut String) {
    let name = claim.verdict.name();
    let shown = if colour { format!("{}{name}\u{1b}[0m", paint(claim.verdict)) } else { name.to_owned() };
    let front = format!("{}:{}:{}: ", claim.file, claim.line, claim.column);
    let quiet = matches!(claim.verdict, Verdict::Proved | Verdict::Assumed | Verdict::Definition);
    let holds = match claim.conditions.as_slice() {
        [] => String::new(),
        conditions => format!(" for {}", conditions.join(" and ")),
    };
    if quiet {
        let because = match claim.verdict {
            Verdict::Definition | Verdict::Assumed if !claim.because.is_empty() => format!(" ({})", claim.because),
            _ => String::new(), // the claim says the rest
        };
        out.push_str(&format!("{front}{shown}{holds}: {}{because}\n", claim.text));
        details(claim, width, out);
        return;
    }
    let because = if claim.because.is_empty() { String::new() } else { format!(": {}", claim.because) };
    out.push_str(&format!("{front}{shown}{because}\n"));
    caret(claim, out);
    if let Some(values) = &claim.counterexample {
        let at: Vec<String> = values.at.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        let at = if at.is_empty() { String::new() } else { format!("at {}: ", at.join(", ")) };
        said(&format!("{at}left = {}, right = {}", values.left, values.right), width, out);
    }
    if let Some(mistake) = &claim.mistake {
        said(mistake, width, out);
    }
    if let Some(truth) = &claim.truth {
        said(&format!("the derivative is {truth}"), width, out);
    }
    for guess in &claim.readings {
        said(&format!("if {}: {}: {}", guess.supposed, guess.text, guess.verdict.name()), width, out);
    }
    details(claim, width, out);
}

fn details(claim: &Told, width: usize, out: &mut String) {
    let told = !matches!(claim.verdict, Verdict::Proved | Verdict::Assumed | Verdict::Definition);
    if let (Some(read_as), true) = (&claim.read_as, told) {
        said(&format!("read as {read_as}"), width, out);
    }
    if told {
        claim.notes.iter().for_each(|note| said(&format!("note: {note}"), width, out));
    }
    claim.steps.iter().for_each(|step| said(step, width, out));
}

/// `  = text` on as many lines as it takes.
fn said(text: &str, width: usize, out: &mut String) {
    for (at, line) in sentence_lines(text, width.saturating_sub(4)).iter().enumerate() {
        out.push_str(if at == 0 { "  = " } else { "    " });
        out.push_str(line);
        out.push('\n');
    }
}

/// The line of the document with carets under the claim.
fn caret(claim: &Told, out: &mut String) {
    let number = claim.line.to_string();
    let margin = " ".repeat(number.len());
    let Excerpt { line, before, length } = &claim.source;
    out.push_str(&format!("{margin} |\n{number} | {line}\n"));
    out.push_str(&format!("{margin} | {}{}\n", " ".repeat(*before), "^".repeat(*length)));
}

/// What names stand for that no formula defines, once for each document.
fn meanings(findings: &Findings, width: usize, out: &mut String) {
    for of_one in findings.claims.chunk_by(|one, next| one.file == next.file) {
        let mut said: Vec<&str> = Vec::new();
        for text in of_one.iter().flat_map(|claim| &claim.meanings) {
            if !said.contains(&text.as_str()) {
                said.push(text);
            }
        }
        let file = of_one.first().map_or("", |claim| &claim.file);
        for line in sentence_lines(&format!("{file}: {}", said.join("; ")), width) {
            if !said.is_empty() {
                out.push_str(&line);
                out.push('\n');
            }
        }
    }
}

/// `7 claims: 5 proved, 1 refuted`, and what was not counted.
fn summary(findings: &Findings) -> String {
    let counted = findings.counted();
    let definitions =
        counted.iter().filter(|(verdict, _)| *verdict == Verdict::Definition).map(|(_, n)| n).sum::<usize>();
    let claims = findings.claims.len() - definitions;
    let inherit = findings.claims.iter().filter(|claim| claim.inherits).count();
    let parts: Vec<String> = counted
        .iter()
        .filter(|(verdict, count)| *count > 0 && *verdict != Verdict::Definition)
        .map(|(verdict, count)| format!("{count} {}", verdict.name()))
        .collect();
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let mut text = plural(claims, "claim");
    if !parts.is_empty() {
        text.push_str(&format!(": {}", parts.join(", ")));
    }
    if inherit > 0 {
        text.push_str(&format!(" ({inherit} from a line before)"));
    }
    text.push_str(&format!("; {}", plural(definitions, "definition")));
    if let Some(note) = crate::passes::own::note() {
        text.push_str(&format!("; {note}"));
    }
    text
}
