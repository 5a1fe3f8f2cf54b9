//! A report as one HTML file: the formula with its derivation, a picture, and the facts.

use super::sentence;
use crate::render::html::{BEGIN, END, escaped, page};
use crate::render::model::{Page, Steps};
use crate::render::plot::plot_svg;
use crate::report::Report;

/// The reports, each with its label, as one file.
pub fn report_html(reports: &[(String, &Report)]) -> String {
    let articles: String = reports.iter().map(|(label, report)| article(label, report)).collect();
    format!("{BEGIN}{articles}{END}")
}

fn article(label: &str, report: &Report) -> String {
    let derivation = page(&Page::new(&report.derived, Steps::Lines));
    let figure = plot_svg(&[(label.to_owned(), report)], false).unwrap_or_default();
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
    format!("{derivation}<article>\n<figure>{figure}</figure>\n{table}</article>\n")
}
