//! Pictures of functions, as SVG and in the terminal.

mod braille;
mod curve;
mod svg;

pub use braille::plot_text;
pub use svg::{plot_png, plot_svg};

use curve::{Curve, curve, window};

use super::format::{Format, Layout};
use super::plain::text as plain;
use crate::passes::Derived;
use crate::report::{Marks, Report};

/// From where to where functions are drawn.
const SPAN: (f64, f64) = (-6.0, 6.0);

/// The curves of reports, each with its label: the functions, or their derivatives.
fn curves(reports: &[(String, &Report)], derivative: bool) -> Vec<Curve> {
    let one =
        |(label, report): &(String, &Report)| curve((&report.derived, &report.marks), label.clone(), derivative, SPAN);
    reports.iter().map(one).collect()
}

/// The function and its derivative of this order, each drawn below its name: in an HTML page as figures, in text as
/// braille characters; nothing in formats that have no place for it.
pub fn picture(derived: &Derived, marks: &Marks, format: &Format, layout: &Layout) -> String {
    let applied = |primes: &str| format!("{}{primes}({})", derived.name, plain(&derived.store, derived.variable));
    let slope = match derived.order {
        order @ 1..=3 => applied(&"'".repeat(order as usize)),
        order => applied(&format!("^({order})")),
    };
    let drawn = [(applied(""), false), (slope, true)];
    let curve = |(label, derivative): &(String, bool)| curve((derived, marks), label.clone(), *derivative, SPAN);
    let text = || {
        let one = |of: &(String, bool)| format!("{}\n{}", of.0, braille::drawn(&[curve(of)], layout.width));
        drawn.iter().map(one).collect::<Vec<_>>().join("\n")
    };
    match format.name {
        "html" => {
            let one = |of: &(String, bool)| svg::drawn(&[curve(of)], of.1).unwrap_or_default();
            format!("<article>\n<figure>{}</figure>\n</article>\n", drawn.iter().map(one).collect::<String>())
        }
        "markdown" => format!("\n```\n{}```\n", text()),
        "text" => format!("\n{}", text()),
        _ => String::new(), // a picture has no place in it
    }
}
