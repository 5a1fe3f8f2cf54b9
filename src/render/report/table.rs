//! Reports side by side: a row for each fact, a column for each function; first what differs, then what is the same for all.

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

/// What stands above the facts that are the same for all functions.
pub(super) const SAME: &str = "the same for all";

/// The facts about several functions, each row with a name and a cell for each function.
pub(super) struct Table {
    /// The names of the columns, the first of which is that of all of them or empty.
    pub(super) head: Vec<String>,
    /// The facts that differ.
    pub(super) differ: Vec<(&'static str, Vec<String>)>,
    /// Those that do not, of which there are none if there is one function.
    pub(super) same: Vec<(&'static str, String)>,
}

impl Table {
    /// A fact that is not proved has a mark: `~` for enclosed, `?` for unknown.
    pub(super) fn new(reports: &[(String, &Report)]) -> Table {
        let mut names: Vec<&'static str> = Vec::new();
        for fact in reports.iter().flat_map(|(_, report)| &report.facts) {
            if !names.contains(&fact.name) && !LEFT_OUT.contains(&fact.name) {
                names.push(fact.name);
            }
        }
        let (mut differ, mut same) = (Vec::new(), Vec::new());
        for name in names {
            let cells: Vec<String> = reports.iter().map(|(_, report)| cell(report, name)).collect();
            match cells.first() {
                Some(first) if cells.len() > 1 && cells.iter().all(|cell| cell == first) => {
                    same.push((name, first.clone()));
                }
                _ => differ.push((name, cells)), // there is one function, or they differ
            }
        }
        Table { head: head(reports), differ, same }
    }

    /// The rows that differ as text, the first of which holds the names of the columns.
    pub(super) fn rows(&self) -> Vec<Vec<String>> {
        let row = |(name, cells): &(&str, Vec<String>)| [vec![spoken(name)], cells.clone()].concat();
        std::iter::once(self.head.clone()).chain(self.differ.iter().map(row)).collect()
    }

    /// Those that do not, with a first one that says so; nothing where there are none.
    pub(super) fn same_rows(&self) -> Vec<Vec<String>> {
        let row = |(name, cell): &(&str, String)| vec![spoken(name), cell.clone()];
        let head = (!self.same.is_empty()).then(|| vec![String::new(), SAME.to_owned()]);
        head.into_iter().chain(self.same.iter().map(row)).collect()
    }

    /// All of it as text of this width, so many columns beside each other as fit.
    pub(super) fn text(&self, width: usize) -> String {
        let rows = self.rows();
        let count = self.head.len().saturating_sub(1).max(1);
        let beside = (width.saturating_sub(NAMES) / LEAST).clamp(1, count);
        let column = (width.saturating_sub(NAMES) / beside).max(LEAST);
        let mut out = String::new();
        for first in (0..count).step_by(beside) {
            for cells in &rows {
                let Some((name, cells)) = cells.split_first() else { continue };
                let last = (first + beside).min(cells.len());
                row(&mut out, name, cells.get(first..last).unwrap_or_default(), column);
            }
            out.push('\n');
        }
        if !self.same.is_empty() {
            out.push_str(&format!("{SAME}\n"));
            for (name, cell) in &self.same {
                row(&mut out, &spoken(name), std::slice::from_ref(cell), width.saturating_sub(NAMES).max(LEAST));
            }
            out.push('\n');
        }
        out + &format!("{LEGEND}\n")
    }
}

/// The labels, without what they all begin with, which then stands first.
fn head(reports: &[(String, &Report)]) -> Vec<String> {
    let shared = reports.first().and_then(|(label, _)| label.rsplit_once(", ")).map(|(front, _)| front);
    let all = |front: &&str| {
        reports.iter().all(|(label, _)| label.strip_prefix(*front).is_some_and(|rest| rest.starts_with(", ")))
    };
    match shared.filter(all).filter(|_| reports.len() > 1) {
        Some(front) => {
            let rest = reports.iter().filter_map(|(label, _)| label.get(front.len() + 2..)).map(str::to_owned);
            std::iter::once(front.to_owned()).chain(rest).collect()
        }
        None => std::iter::once(String::new()).chain(reports.iter().map(|(label, _)| label.clone())).collect(),
    }
}

fn spoken(name: &str) -> String {
    name.replace('-', " ")
}

fn cell(report: &Report, name: &str) -> String {
    let Some(fact) = report.fact(name) else { return "-".into() };
    let mark = match fact.known {
        Known::Proved => "",
        Known::Assumed => "! ",
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
