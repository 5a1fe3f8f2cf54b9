//! Reports as pages: for the terminal, as HTML, and for programs.

#[cfg(feature = "cli")]
mod html;
#[cfg(feature = "cli")]
mod json;
mod table;
mod text;

#[cfg(feature = "cli")]
pub use html::report_html;
#[cfg(feature = "cli")]
pub use json::report_json;
pub use table::compare_text;
pub use text::report_text;

use super::plain::text as plain;
use crate::report::{Report, Say};

/// How many digits of a number are shown.
const DIGITS: usize = 6;

/// A sentence in plain text.
pub(super) fn sentence(report: &Report, says: &[Say]) -> String {
    let part = |say: &Say| match say {
        Say::Words(text) => text.clone(),
        Say::Expr(id) => plain(&report.derived.store, *id),
        Say::Exact(number) => number.to_string(),
        Say::Number(interval) => interval.to_decimal(DIGITS),
    };
    says.iter().map(part).collect()
}
