//! A report as one HTML file: the formula with its derivation, a picture, and the facts.

use super::{part as sentence_part, table};
use crate::render::html::{escaped, page, set_in_line};
use crate::render::math::Math;
use crate::render::model::{Page, Steps};
use crate::render::plot::plot_in_page;
use crate::report::{Report, Say};

/// One report with its pictures.
pub(super) fn article(label: &str, report: &Report) -> String {
    let derivation = Page::new(&report.derived, Steps::Lines);
    let math = Math { page: &derivation };
    let rows: String = report
        .facts
        .iter()
        .map(|fact| {
            let (name, known) = (fact.name.replace('-', " "), fact.known.word());
            let says: String = fact.says.iter().map(|say| said(&math, say)).collect();
            format!("<tr><th>{name}</th><td class=\"{known}\">{known}</td><td><div class=\"scroll\">{says}</div></td></tr>\n")
        })
        .collect();
    let table = format!("<table class=\"facts one\">\n{rows}</table>\n");
    let figures = if report.is_nowhere_defined() { String::new() } else { figures(&[(label.to_owned(), report)]) };
    format!("{}<article>\n<h2>Facts</h2>\n{figures}{table}</article>\n", page(&derivation))
}

/// A part of a sentence, formulas in MathML.
fn said(math: &Math<'_>, say: &Say) -> String {
    match say {
        Say::Expr(id) => set_in_line(&math.expr(*id)),
        Say::Words(_) | Say::Exact(_) | Say::Number(_) => escaped(&sentence_part(math.page.derived, say)),
    }
}

/// The functions and their slopes, beside each other where there is room.
fn figures(reports: &[(String, &Report)]) -> String {
    let figure = |derivative| format!("<figure>{}</figure>\n", plot_in_page(reports, derivative));
    format!("<div class=\"figures\">\n{}{}</div>\n", figure(false), figure(true))
}

/// Reports side by side below one picture of all functions and one of all slopes.
pub(super) fn side_by_side(reports: &[(String, &Report)]) -> String {
    let table = table::Table::new(reports);
    let rows = |rows: Vec<Vec<String>>| {
        let mut out = String::new();
        for (at, row) in rows.iter().enumerate() {
            let tag = |column: usize| if at == 0 || column == 0 { "th" } else { "td" };
            let cells =
                row.iter().enumerate().map(|(column, cell)| format!("<{0}>{1}</{0}>", tag(column), escaped(cell)));
            out.push_str(&format!("<tr>{}</tr>\n", cells.collect::<String>()));
        }
        match rows.is_empty() {
            true => String::new(),
            false => format!("<div class=\"scroll\"><table class=\"facts\">\n{out}</table></div>\n"),
        }
    };
    let (differ, same) = (rows(table.rows()), rows(table.same_rows()));
    let legend = escaped(table::LEGEND);
    format!(
        "<article>\n<h1>Side by side</h1>\n{}{differ}{same}<p class=\"why\">{legend}</p>\n</article>\n",
        figures(reports)
    )
}
