//! Pictures of functions, as SVG and in the terminal.

mod braille;
mod curve;
mod svg;
mod theme;

pub use theme::{THEMES, Theme};

use curve::{Curve, curve};
use svg::Look;

use super::format::{Format, Layout};
use super::plain::text as plain;
use crate::eval::graph;
use crate::functions::Interval;
use crate::passes::Derived;
use crate::report::{Marks, Report};

/// From where to where functions are drawn.
const SPAN: (f64, f64) = (-6.0, 6.0);
/// Places where pieces meet are drawn as well if they lie no farther out.
const FARTHEST: f64 = 12.0;

/// What is drawn of functions, from where to where, and in which colours.
#[derive(Debug, Clone, Copy)]
pub struct Drawing {
    /// Whether the derivatives are drawn instead of the functions.
    pub derivative: bool,
    /// The left and the right end; without them, from -6 to 6 and to the places where pieces meet, if they are not far.
    pub span: Option<(f64, f64)>,
    /// The colours.
    pub theme: Theme,
}

impl Default for Drawing {
    fn default() -> Drawing {
        Drawing { derivative: false, span: None, theme: THEMES[0] }
    }
}

impl Drawing {
    /// The same from one end of an interval to the other; `None` if it is not bounded or has no width.
    pub fn over(self, on: &Interval) -> Option<Drawing> {
        let (lo, hi) = on.to_decimal_ends(12);
        let (left, right) = (lo.parse::<f64>().ok()?, hi.parse::<f64>().ok()?);
        (left.is_finite() && right.is_finite() && left < right).then_some(Drawing { span: Some((left, right)), ..self })
    }
}

/// From where to where functions with these marks are drawn, if nothing is asked for.
fn span<'a>(marks: impl Iterator<Item = &'a Marks>) -> (f64, f64) {
    let places = marks.flat_map(|marks| &marks.borders).filter_map(curve::number);
    places.filter(|place| place.abs() <= FARTHEST).fold(SPAN, graph::reaching)
}

/// The curves of reports, each with its label.
fn curves(reports: &[(String, &Report)], (drawing, span): (&Drawing, (f64, f64))) -> Vec<Curve> {
    let one = |(label, report): &(String, &Report)| {
        curve((&report.derived, &report.marks), label.clone(), drawing.derivative, span)
    };
    reports.iter().map(one).collect()
}

/// The names of the axes: those of the first function.
fn names(derived: &Derived, order: u32) -> (String, String) {
    let variable = plain(&derived.store, derived.variable);
    let primes = match order {
        0 => String::new(),
        1..=3 => "\u{2032}".repeat(order as usize),
        order => format!("^({order})"),
    };
    let name = format!("{}{primes}({variable})", derived.name);
    (variable, name)
}

/// The functions of the reports as one SVG document.
pub fn plot_svg(reports: &[(String, &Report)], drawing: &Drawing) -> String {
    figure(reports, drawing, svg::FILE)
}

/// As [`plot_svg`], small and in the colours of the page around it.
pub(super) fn plot_in_page(reports: &[(String, &Report)], derivative: bool) -> String {
    figure(reports, &Drawing { derivative, theme: Theme::IN_PAGE, ..Drawing::default() }, svg::IN_PAGE)
}

fn figure(reports: &[(String, &Report)], drawing: &Drawing, size: svg::Size) -> String {
    let Some((_, first)) = reports.first() else { return String::new() };
    let (across, up) = names(&first.derived, u32::from(drawing.derivative));
    let span = drawing.span.unwrap_or_else(|| span(reports.iter().map(|(_, report)| &report.marks)));
    let look = Look { size, theme: drawing.theme, names: (&across, &up), span };
    svg::drawn(&curves(reports, (drawing, span)), &look)
}

/// The functions of the reports in one picture of braille characters, with the axes and what they reach.
pub fn plot_text(reports: &[(String, &Report)], drawing: &Drawing, width: usize) -> String {
    let span = drawing.span.unwrap_or_else(|| span(reports.iter().map(|(_, report)| &report.marks)));
    braille::drawn(&curves(reports, (drawing, span)), span, width)
}

/// How many pixels of a PNG a unit of the figure has.
const PIXELS: f32 = 2.0;

/// A figure as a PNG; its text is set in a font of the system.
pub fn plot_png(svg: &str) -> Option<Vec<u8>> {
    let mut options = resvg::usvg::Options::default();
    let fonts = options.fontdb_mut();
    fonts.load_system_fonts();
    if let Some(family) = family(fonts) {
        fonts.set_serif_family(family);
    }
    let tree = resvg::usvg::Tree::from_str(svg, &options).ok()?;
    let scaled = tree.size().to_int_size().scale_by(PIXELS)?;
    let mut pixels = resvg::tiny_skia::Pixmap::new(scaled.width(), scaled.height())?;
    resvg::render(&tree, resvg::tiny_skia::Transform::from_scale(PIXELS, PIXELS), &mut pixels.as_mut());
    pixels.encode_png().ok()
}

/// A family of letters with serifs, if the system has one, else any.
fn family(fonts: &resvg::usvg::fontdb::Database) -> Option<String> {
    let names: Vec<&String> = fonts.faces().filter_map(|face| face.families.first()).map(|(name, _)| name).collect();
    let wanted = |name: &&&String| name.ends_with("Serif") || name.starts_with("Times");
    names.iter().find(wanted).or(names.first()).map(|name| (*name).clone())
}

/// The function and its derivative of this order, each drawn below its name: in an HTML page as figures, in text as
/// braille characters; nothing in formats that have no place for it.
pub fn picture(derived: &Derived, marks: &Marks, format: &Format, layout: &Layout) -> String {
    let span = span(std::iter::once(marks));
    let drawn = [(0, false), (derived.order, true)].map(|(order, derivative)| {
        let (across, up) = names(derived, order);
        let curve = curve((derived, marks), up.clone(), derivative, span);
        (across, up, curve)
    });
    let text = || {
        let one = |(_, up, curve): &(String, String, Curve)| {
            format!(
                "{}\n{}",
                up.replace('\u{2032}', "'"),
                braille::drawn(std::slice::from_ref(curve), span, layout.width)
            )
        };
        drawn.iter().map(one).collect::<Vec<_>>().join("\n")
    };
    match format.name {
        "html" => {
            let one = |(across, up, curve): &(String, String, Curve)| {
                let look = Look { size: svg::IN_PAGE, theme: Theme::IN_PAGE, names: (across, up), span };
                format!("<figure>{}</figure>\n", svg::drawn(std::slice::from_ref(curve), &look))
            };
            format!("<article class=\"figures\">\n{}</article>\n", drawn.iter().map(one).collect::<String>())
        }
        "markdown" => format!("\n```\n{}```\n", text()),
        "text" => format!("\n{}", text()),
        _ => String::new(), // a picture has no place in it
    }
}
