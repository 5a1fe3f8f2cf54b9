//! A figure in SVG: axes, a legend, places where pieces meet, and zones without gradient.

use plotters::prelude::*;

use super::curve::{Curve, Window};
use super::{SPAN, curves, window};
use crate::report::Report;

/// The size of a figure.
const SIZE: (u32, u32) = (840, 520);
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
    let curves = curves(reports, derivative);
    let window = window(&curves, SPAN);
    let mut out = String::new();
    {
        let area = SVGBackend::with_string(&mut out, SIZE).into_drawing_area();
        draw(&area, &curves, window, derivative).ok()?;
        area.present().ok()?;
    }
    Some(out)
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
        .margin(16)
        .x_label_area_size(36)
        .y_label_area_size(48)
        .build_cartesian_2d(left..right, low..high)
        .map_err(|error| error.to_string())?;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(GREY.mix(0.18))
        .axis_style(GREY)
        .label_style((FONT, 15))
        .x_desc("z")
        .y_desc(if derivative { "slope" } else { "value" })
        .draw()
        .map_err(|error| error.to_string())?;
    let [dead, saturated] = [0.16, 0.07];
    for curve in curves.iter().take(1) {
        for (zones, shade) in [(&curve.saturated, saturated), (&curve.dead, dead)] {
            let boxes = zones.iter().map(|&(a, b)| Rectangle::new([(a, low), (b, high)], GREY.mix(shade).filled()));
            chart.draw_series(boxes).map_err(|error| error.to_string())?;
        }
    }
    for axis in [[(left, 0.0), (right, 0.0)], [(0.0, low), (0.0, high)]] {
        chart.draw_series(LineSeries::new(axis, GREY)).map_err(|error| error.to_string())?;
    }
    for (curve, colour) in curves.iter().zip(COLOURS.iter().cycle()) {
        for (at, line) in curve.lines.iter().enumerate() {
            let seen = line.iter().copied().filter(|(_, y)| low <= *y && *y <= high);
            let series = LineSeries::new(seen, colour.stroke_width(3));
            let drawn = chart.draw_series(series).map_err(|error| error.to_string())?;
            if at == 0 {
                let stroke = colour.stroke_width(3);
                drawn.label(curve.label.clone()).legend(move |(x, y)| PathElement::new([(x, y), (x + 24, y)], stroke));
            }
        }
        let marks = curve.borders.iter().filter(|(_, y)| low <= *y && *y <= high);
        let marks = marks.map(|&at| Circle::new(at, 5, colour.filled()));
        chart.draw_series(marks).map_err(|error| error.to_string())?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .margin(14)
        .legend_area_size(30)
        .background_style(WHITE.mix(0.85))
        .border_style(GREY.mix(0.4))
        .label_font((FONT, 16))
        .draw()
        .map_err(|error| error.to_string())?;
    Ok(())
}
