//! A figure in SVG: axes, a legend, places where pieces meet, and zones without gradient.

use plotters::prelude::*;

use super::curve::{Curve, Window};
use super::{SPAN, curves, window};
use crate::report::Report;

/// The size of a figure, and how many steps of the drawing a unit has, so that curves are smooth.
const SIZE: (u32, u32) = (840, 520);
const FINE: u32 = 4;
/// Colours that are told apart in print and by the colour-blind (Okabe and Ito 2008).
const COLOURS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
];
const GREY: RGBColor = RGBColor(110, 110, 110);
const FONT: &str = "sans-serif";

/// The functions of the reports, or their derivatives, as one SVG document; `None` if it could not be drawn.
pub fn plot_svg(reports: &[(String, &Report)], derivative: bool) -> Option<String> {
    drawn(&curves(reports, derivative), derivative)
}

/// Curves in one figure.
pub(super) fn drawn(curves: &[Curve], derivative: bool) -> Option<String> {
    let window = window(curves, SPAN);
    let mut out = String::new();
    {
        let area = SVGBackend::with_string(&mut out, (SIZE.0 * FINE, SIZE.1 * FINE)).into_drawing_area();
        draw(&area, curves, window, derivative).ok()?;
        area.present().ok()?;
    }
    let head = |(width, height): (u32, u32)| format!("width=\"{width}\" height=\"{height}\"");
    Some(out.replacen(&head((SIZE.0 * FINE, SIZE.1 * FINE)), &head(SIZE), 1))
}

/// How many pixels of a PNG a unit of the figure has.
const PIXELS: f32 = 2.0;

/// The figure as a PNG; its text is set in a font of the system.
pub fn plot_png(svg: &str) -> Option<Vec<u8>> {
    let mut options = resvg::usvg::Options::default();
    let fonts = options.fontdb_mut();
    fonts.load_system_fonts();
    if let Some(family) = plain_family(fonts) {
        fonts.set_sans_serif_family(family);
    }
    let tree = resvg::usvg::Tree::from_str(svg, &options).ok()?;
    let scaled = tree.size().to_int_size().scale_by(PIXELS)?;
    let mut pixels = resvg::tiny_skia::Pixmap::new(scaled.width(), scaled.height())?;
    resvg::render(&tree, resvg::tiny_skia::Transform::from_scale(PIXELS, PIXELS), &mut pixels.as_mut());
    pixels.encode_png().ok()
}

/// A family of upright letters without serifs, if the system has one.
fn plain_family(fonts: &resvg::usvg::fontdb::Database) -> Option<String> {
    let names: Vec<&String> = fonts.faces().filter_map(|face| face.families.first()).map(|(name, _)| name).collect();
    let plain = |name: &&&String| name.ends_with("Sans") || matches!(name.as_str(), "Arial" | "Helvetica");
    names.iter().find(plain).or(names.first()).map(|name| (*name).clone())
}

type Chart<'a, 'b> = ChartContext<
    'a,
    SVGBackend<'b>,
    Cartesian2d<plotters::coord::types::RangedCoordf64, plotters::coord::types::RangedCoordf64>,
>;

/// The zones of one curve: dark where the slope is 0, light where it is small.
fn shade(chart: &mut Chart<'_, '_>, curve: &Curve, window: Window) -> Result<(), String> {
    let Window { low, high, .. } = window;
    for (zones, shade) in [(&curve.saturated, 0.07), (&curve.dead, 0.16)] {
        let boxes = zones.iter().map(|&(a, b)| Rectangle::new([(a, low), (b, high)], GREY.mix(shade).filled()));
        chart.draw_series(boxes).map_err(|error| error.to_string())?;
    }
    Ok(())
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

fn draw<'a>(
    area: &Area<'a>,
    curves: &[Curve],
    window: Window,
    derivative: bool,
) -> Result<(), Box<dyn std::error::Error + 'a>> {
    let Window { left, right, low, high } = window;
    area.fill(&WHITE).map_err(|error| error.to_string())?;
    let mut chart = ChartBuilder::on(area)
        .margin(16 * FINE)
        .x_label_area_size(40 * FINE)
        .y_label_area_size(56 * FINE)
        .build_cartesian_2d(left..right, low..high)
        .map_err(|error| error.to_string())?;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(GREY.mix(0.18).stroke_width(FINE))
        .axis_style(GREY.stroke_width(FINE))
        .x_labels(13)
        .label_style((FONT, 15 * FINE))
        .x_desc("z")
        .y_desc(if derivative { "slope" } else { "value" })
        .draw()
        .map_err(|error| error.to_string())?;
    if let [curve] = curves {
        shade(&mut chart, curve, window)?;
    }
    for axis in [[(left, 0.0), (right, 0.0)], [(0.0, low), (0.0, high)]] {
        chart.draw_series(LineSeries::new(axis, GREY.stroke_width(FINE))).map_err(|error| error.to_string())?;
    }
    for (curve, colour) in curves.iter().zip(COLOURS.iter().cycle()) {
        for (at, line) in curve.lines.iter().enumerate() {
            let seen = line.iter().copied().filter(|(_, y)| low <= *y && *y <= high);
            let series = LineSeries::new(seen, colour.stroke_width(2 * FINE));
            let drawn = chart.draw_series(series).map_err(|error| error.to_string())?;
            if at == 0 {
                let stroke = colour.stroke_width(2 * FINE);
                drawn
                    .label(curve.label.clone())
                    .legend(move |(x, y)| PathElement::new([(x, y), (x + 24 * FINE as i32, y)], stroke));
            }
        }
        let marks = curve.borders.iter().filter(|(_, y)| low <= *y && *y <= high);
        let marks = marks.map(|&at| Circle::new(at, 5 * FINE, colour.filled()));
        chart.draw_series(marks).map_err(|error| error.to_string())?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .margin(14 * FINE)
        .legend_area_size(30 * FINE)
        .background_style(WHITE.mix(0.85))
        .border_style(GREY.mix(0.4).stroke_width(FINE))
        .label_font((FONT, 16 * FINE))
        .draw()
        .map_err(|error| error.to_string())?;
    Ok(())
}
