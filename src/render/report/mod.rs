//! Reports as pages, one by one and side by side, in each of the formats.

#[cfg(feature = "cli")]
mod html;
#[cfg(feature = "cli")]
mod json;
mod latex;
mod markdown;
mod table;
mod text;

#[cfg(feature = "cli")]
pub(super) use json::{Row, facts};

use super::format::{Format, Layout};
use super::plain::text_with_parts as plain;
use crate::passes::Derived;
use crate::report::{Report, Say};

/// How many digits of a number are shown.
const DIGITS: usize = 6;

/// A sentence in plain text.
pub(super) fn sentence(report: &Report, says: &[Say]) -> String {
    says.iter().map(|say| part(&report.derived, say)).collect()
}

/// A part of it.
fn part(derived: &Derived, say: &Say) -> String {
    match say {
        Say::Words(text) => text.clone(),
        Say::Expr(id) => plain(&derived.store, *id),
        Say::Exact(number) => number.to_string(),
        Say::Number(interval) => interval.to_decimal_around(DIGITS),
    }
}

/// The report, under its label, in one of the formats of [`super::formats`].
#[cfg_attr(not(feature = "cli"), allow(unused_variables, reason = "only pictures have labels"))]
pub fn reported(label: &str, report: &Report, format: &Format, layout: &Layout) -> String {
    match format.name {
        #[cfg(feature = "cli")]
        "json" => json::written(report),
        #[cfg(feature = "cli")]
        "html" => html::article(label, report),
        "latex" => latex::article(report),
        "markdown" => markdown::article(report),
        _ => text::article(report, layout), // the usual format
    }
}

/// The reports side by side, in one of the formats of [`super::formats`]: a row for each fact that differs, a column for each
/// function, and the facts that are the same for all.
pub fn compared(reports: &[(String, &Report)], format: &Format, layout: &Layout) -> String {
    let table = || table::Table::new(reports);
    let both = |write: fn(&[Vec<String>]) -> String| {
        let tables = [table().rows(), table().same_rows()];
        tables.iter().filter(|rows| !rows.is_empty()).map(|rows| write(rows)).collect::<Vec<_>>().join("\n")
    };
    match format.name {
        #[cfg(feature = "cli")]
        "json" => json::compared(reports),
        #[cfg(feature = "cli")]
        "html" => html::side_by_side(reports),
        "latex" => both(latex::table),
        "markdown" => both(markdown::table),
        _ => table().text(layout.width), // the usual format
    }
}
