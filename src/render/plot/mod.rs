//! Pictures of functions, as SVG and in the terminal.

mod braille;
mod curve;
mod svg;

pub use braille::plot_text;
pub use svg::{plot_png, plot_svg};

use curve::{Curve, curve, window};

use crate::report::Report;

/// From where to where functions are drawn.
const SPAN: (f64, f64) = (-6.0, 6.0);

/// The curves of reports, each with its label: the functions, or their derivatives.
fn curves(reports: &[(String, &Report)], derivative: bool) -> Vec<Curve> {
    reports.iter().map(|(label, report)| curve(report, label.clone(), derivative, SPAN)).collect()
}
