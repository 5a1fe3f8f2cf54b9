//! A report in GitHub's Markdown: the derivation, and the facts as a table.

use super::sentence;
use crate::render::markdown::{escaped, page};
use crate::render::model::{Page, Steps};
use crate::report::Report;

/// One report.
pub(super) fn article(report: &Report) -> String {
    let derivation = page(&Page::new(&report.derived, Steps::Lines));
    let mut out = format!("{derivation}\n| fact | known | |\n|---|---|---|\n");
    for fact in &report.facts {
        let name = fact.name.replace('-', " ");
        out.push_str(&format!("| {name} | {} | {} |\n", fact.known.word(), escaped(&sentence(report, &fact.says))));
    }
    out
}

/// A table with these rows, of which the first holds the names of its columns.
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let mut out = String::new();
    for (at, row) in rows.iter().enumerate() {
        let cells: String = row.iter().map(|cell| format!(" {} |", escaped(cell))).collect();
        out.push_str(&format!("|{cells}\n"));
        if at == 0 {
            out.push_str(&format!("|{}\n", "---|".repeat(row.len())));
        }
    }
    out
}
