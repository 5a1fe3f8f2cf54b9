//! Reports side by side: a row for each fact, a column for each function.

use super::sentence;
use crate::render::wrap::sentence_lines;
use crate::report::{Known, Report};

/// The width of the first column, and the least of the others.
const NAMES: usize = 21;
const LEAST: usize = 18;
/// Facts that are too long for a column.
const LEFT_OUT: [&str; 3] = ["from-output", "depth", "inverse"];

/// What the marks mean.
pub(super) const LEGEND: &str = "~ enclosed in an interval, ? not known; all others are proved";

/// The facts about each function in a column of its own, behind their names; the first row holds the labels. A fact that
/// is not proved has a mark: `~` for enclosed, `?` for unknown.
pub(super) fn rows(reports: &[(String, &Report)]) -> Vec<Vec<String>> {
    let labels = reports.iter().map(|(label, _)| label.clone());
    let mut rows = vec![std::iter::once(String::new()).chain(labels).collect()];
    let mut names: Vec<&'static str> = Vec::new();
    for fact in reports.iter().flat_map(|(_, report)| &report.facts) {
        if !names.contains(&fact.name) && !LEFT_OUT.contains(&fact.name) {
            names.push(fact.name);
        }
    }
    for name in names {
        let cells = reports.iter().map(|(_, report)| cell(report, name));
        rows.push(std::iter::once(name.replace('-', " ")).chain(cells).collect());
    }
    rows
}

/// The rows as text of this width.
pub(super) fn text(reports: &[(String, &Report)], width: usize) -> String {
    let column = (width.saturating_sub(NAMES) / reports.len().max(1)).max(LEAST);
    let mut out = String::new();
    for cells in rows(reports) {
        if let Some((name, cells)) = cells.split_first() {
            row(&mut out, name, cells, column);
        }
    }
    out + &format!("\n{LEGEND}\n")
}

fn cell(report: &Report, name: &str) -> String {
    let Some(fact) = report.fact(name) else { return "-".into() };
    let mark = match fact.known {
        Known::Proved => "",
        Known::Enclosed => "~ ",
        Known::Unknown => "? ",
    };
    format!("{mark}{}", sentence(report, &fact.says))
}

/// One row, whose cells are wrapped beside each other.
fn row(out: &mut String, name: &str, cells: &[String], column: usize) {
    let lines: Vec<Vec<String>> = cells.iter().map(|cell| sentence_lines(cell, column - 2)).collect();
    let height = lines.iter().map(Vec::len).max().unwrap_or(0);
    for at in 0..height {
        let mut line = format!("{:NAMES$}", if at == 0 { name } else { "" });
        for cell in &lines {
            line.push_str(&format!("{:column$}", cell.get(at).map_or("", String::as_str)));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
}
