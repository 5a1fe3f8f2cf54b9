//! A report as one HTML file: the formula with its derivation, a picture, and the facts.

use super::sentence;
use super::table;
use crate::render::html::{escaped, page};
use crate::render::model::{Page, Steps};
use crate::render::plot::plot_svg;
use crate::report::Report;

/// One report with its picture.
pub(super) fn article(label: &str, report: &Report) -> String {
    let derivation = page(&Page::new(&report.derived, Steps::Lines));
    let one = [(label.to_owned(), report)];
    let figure = |derivative| format!("<figure>{}</figure>\n", plot_svg(&one, derivative).unwrap_or_default());
    let rows: String = report
        .facts
        .iter()
        .map(|fact| {
            let name = fact.name.replace('-', " ");
            let says = escaped(&sentence(report, &fact.says));
            format!("<tr><th>{name}</th><td>{}</td><td>{says}</td></tr>\n", fact.known.word())
        })
        .collect();
    let table = format!("<div class=\"scroll\"><table class=\"facts\">\n{rows}</table></div>\n");
    format!("{derivation}<article>\n{}{}{table}</article>\n", figure(false), figure(true))
}

/// Reports side by side below one picture of all of them.
pub(super) fn side_by_side(reports: &[(String, &Report)]) -> String {
    let figure = plot_svg(reports, false).unwrap_or_default();
    let mut rows = String::new();
    for (at, row) in table::rows(reports).iter().enumerate() {
        let tag = |column: usize| if at == 0 || column == 0 { "th" } else { "td" };
        let cells = row.iter().enumerate().map(|(column, cell)| format!("<{0}>{1}</{0}>", tag(column), escaped(cell)));
        rows.push_str(&format!("<tr>{}</tr>\n", cells.collect::<String>()));
    }
    let legend = escaped(table::LEGEND);
    format!(
        "<article>\n<h1>Side by side</h1>\n<figure>{figure}</figure>\n<div class=\"scroll\"><table \
         class=\"facts\">\n{rows}</table></div>\n<p class=\"why\">{legend}</p>\n</article>\n"
    )
}
