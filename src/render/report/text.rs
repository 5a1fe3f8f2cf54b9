//! A report for the terminal: a row for each fact, with how it is known.

use super::sentence;
use crate::render::format::Layout;
use crate::render::plain::text_with_parts as plain;
use crate::render::wrap::sentence_lines;
use crate::report::Report;

/// The columns at which the word for how a fact is known, and the fact itself, begin.
const KNOWN: usize = 21;
const SAYS: usize = 31;
/// The least room that a fact gets.
const NARROWEST: usize = 30;

/// The report as text.
pub(super) fn article(report: &Report, layout: &Layout) -> String {
    let derived = &report.derived;
    let variable = plain(&derived.store, derived.variable);
    let front = format!("{}({variable}) = ", derived.name);
    let function = plain(&derived.store, derived.whole.function);
    let mut out = crate::render::wrap::formula_lines(&front, &function, layout.width).join("\n");
    if let Some(title) = &derived.title {
        // behind the formula where there is room, else below it
        let room = out.chars().count() + 3 + title.chars().count() <= layout.width;
        out.push_str(&format!("{}   {title}", if room { "" } else { "\n" }));
    }
    out.push('\n');
    for note in &derived.notes {
        out.push_str(&format!("note: {note}\n"));
    }
    out.push('\n');
    if !report.is_nowhere_defined() {
        let derivative = plain(&derived.store, derived.whole.closed_form);
        let front = format!("{}'({variable}) = ", derived.name);
        for line in crate::render::wrap::formula_lines(&front, &derivative, layout.width) {
            out.push_str(&format!("{line}\n"));
        }
        out.push('\n');
    }
    for fact in &report.facts {
        let name = fact.name.replace('-', " ");
        let gap = SAYS - KNOWN;
        let mut front = format!("{name:KNOWN$}{:gap$}", fact.known.word());
        for line in sentence_lines(&sentence(report, &fact.says), layout.width.saturating_sub(SAYS).max(NARROWEST)) {
            out.push_str(format!("{front}{line}").trim_end());
            out.push('\n');
            front = " ".repeat(SAYS);
        }
    }
    out
}
