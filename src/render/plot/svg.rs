//! A figure in SVG: axes, a legend above them, the places where pieces meet, and zones without gradient.

use super::curve::{Curve, Mark, Window, window};
use super::theme::Theme;
use crate::eval::graph;
use crate::render::html::escaped;

/// The size of a figure in pixels, and that of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) width: i32,
    pub(super) height: i32,
    text: i32,
}

/// A figure of its own, and one of several beside each other on a page.
pub(super) const FILE: Size = Size { width: 760, height: 500, text: 17 };
pub(super) const IN_PAGE: Size = Size { width: 460, height: 340, text: 14 };

/// How a figure is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) size: Size,
    pub(super) theme: Theme,
    /// What stands at the ends of the axes.
    pub(super) names: (&'a str, &'a str),
    pub(super) span: (f64, f64),
}

/// How many parts a pixel has.
const FINE: i32 = 10;
/// Dashes of curves, so that they are told apart without colours.
const DASHES: [&str; 6] = ["", "9 5", "2 4", "12 4 2 4", "5 3", "14 4"];
/// How wide a letter is, in hundredths of the size of text.
const LETTER: i32 = 50;
/// Round numbers lie so many pixels apart at least.
const APART: (i32, i32) = (52, 44);

/// Curves in one figure.
pub(super) fn drawn(curves: &[Curve], look: &Look<'_>) -> String {
    let window = window(curves, look.span);
    let entries = entries(curves);
    let rows = rows(&entries, look);
    let text = look.size.text;
    let top = text * 3 / 2 * rows.len() as i32 + text * 2;
    let strips = curves.iter().filter(|curve| has_zones(curve)).count() as i32;
    let band = if curves.len() > 1 { strips * text / 2 } else { 0 };
    let area = Area {
        x: text * 3,
        y: top,
        width: look.size.width - text * 4 - text / 2,
        height: look.size.height - top - band - text * 5 / 2,
        band,
        window,
    };
    let mut out = Writer::begin(look, curves);
    out.grid(&area);
    out.zones(&area, curves);
    out.axes(&area);
    let (x, y, width, height) = (area.x, area.y, area.width, area.height);
    // what lies outside of an inner picture is not shown
    out.text += &format!("<svg x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\">\n");
    for (at, curve) in curves.iter().enumerate() {
        out.curve(&area, curve, at);
    }
    out.text += "</svg>\n";
    for (at, curve) in curves.iter().enumerate() {
        out.marks(&area, curve, at);
    }
    out.legend(&rows, curves.len() > 1);
    out.text + "</svg>\n"
}

/// Where the window lies in the figure.
struct Area {
    x: i32,
    y: i32,
    width: i32,
    height: i32,
    /// The height of the strips below it.
    band: i32,
    window: Window,
}

impl Area {
    /// Across, in parts of a pixel from the left end of the window.
    fn across(&self, x: f64) -> i32 {
        graph::place(x, (self.window.left, self.window.right), self.width * FINE)
    }

    /// Down, in parts of a pixel from the upper end of the window.
    fn down(&self, y: f64) -> i32 {
        graph::place(y, (self.window.high, self.window.low), self.height * FINE)
    }

    fn contains(&self, (x, y): (f64, f64)) -> bool {
        let Window { left, right, low, high } = self.window;
        left <= x && x <= right && low <= y && y <= high
    }
}

/// A length in parts of a pixel, as it is written.
fn pixels(parts: i32) -> String {
    let (whole, rest) = (parts.abs() / FINE, parts.abs() % FINE);
    let sign = if parts < 0 { "-" } else { "" };
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// A row of the legend has samples, each with words.
#[derive(Debug, Clone)]
struct Entry {
    sample: Sample,
    words: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sample {
    Line(usize),
    Mark(Mark),
    Dead,
    Saturated,
}

/// What the legend tells: each curve, and the marks that occur.
fn entries(curves: &[Curve]) -> Vec<Entry> {
    let entry = |sample, words: &str| Entry { sample, words: words.to_owned() };
    let mut found: Vec<Entry> =
        curves.iter().enumerate().map(|(at, curve)| entry(Sample::Line(at), &curve.label)).collect();
    let any = |mark| curves.iter().any(|curve| curve.marks.iter().any(|(.., other)| *other == mark));
    let marks = [(Mark::Kink, "kink"), (Mark::Taken, "value at a jump"), (Mark::Limit, "limit")];
    found
        .extend(marks.into_iter().filter(|(mark, _)| any(*mark)).map(|(mark, words)| entry(Sample::Mark(mark), words)));
    if curves.iter().any(|curve| !curve.dead.is_empty()) {
        found.push(entry(Sample::Dead, "slope 0"));
    }
    if curves.iter().any(|curve| !faint(curve).is_empty()) {
        found.push(entry(Sample::Saturated, "slope below 1/100 of the largest"));
    }
    found
}

fn has_zones(curve: &Curve) -> bool {
    !curve.dead.is_empty() || !curve.saturated.is_empty()
}

/// The saturated zones that are not dead.
fn faint(curve: &Curve) -> Vec<(f64, f64)> {
    curve.saturated.iter().copied().filter(|zone| !curve.dead.contains(zone)).collect()
}

/// The entries in rows, each with the place at which it begins.
fn rows(entries: &[Entry], look: &Look<'_>) -> Vec<Vec<(i32, Entry)>> {
    let Size { width, text, .. } = look.size;
    let mut rows: Vec<Vec<(i32, Entry)>> = vec![Vec::new()];
    let mut at = text * 3;
    for entry in entries {
        let own = text * 2 + entry.words.chars().count() as i32 * text * LETTER / 100 + text * 3 / 2;
        let is_full = at + own > width && at > text * 3;
        if is_full {
            rows.push(Vec::new());
            at = text * 3;
        }
        rows.last_mut().into_iter().for_each(|row| row.push((at, entry.clone())));
        at += own;
    }
    rows
}

struct Writer<'a> {
    text: String,
    look: &'a Look<'a>,
}

impl Writer<'_> {
    fn begin<'a>(look: &'a Look<'a>, curves: &[Curve]) -> Writer<'a> {
        let Size { width, height, text } = look.size;
        let labels: Vec<String> = curves.iter().map(|curve| escaped(&curve.label)).collect();
        let (labels, name) = (labels.join(", "), escaped(look.names.1));
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} \
             {height}\" role=\"img\" aria-label=\"{name}: {labels}\" font-family=\"Georgia, 'Liberation Serif', 'DejaVu \
             Serif', serif\" font-size=\"{text}\">\n"
        );
        let rules = look.theme.rules();
        if !rules.is_empty() {
            out += &format!("<style>{rules}</style>\n");
        }
        out += &format!("<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n", look.theme.paper);
        Writer { text: out, look }
    }

    fn line(&mut self, [x1, y1, x2, y2]: [i32; 4], colour: &str, width: &str, dashes: &str) {
        let [x1, y1, x2, y2] = [x1, y1, x2, y2].map(pixels);
        let dashes = if dashes.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dashes}\"") };
        self.text += &format!(
            "<path d=\"M{x1} {y1}L{x2} {y2}\" stroke=\"{colour}\" stroke-width=\"{width}\"{dashes} fill=\"none\"/>\n"
        );
    }

    /// Words whose anchor lies at a place.
    fn words(&mut self, (x, y): (i32, i32), anchor: &str, colour: &str, style: &str, words: &str) {
        let (x, y, words) = (pixels(x), pixels(y), escaped(words));
        let style = if style.is_empty() { String::new() } else { format!(" font-style=\"{style}\"") };
        self.text +=
            &format!("<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"{colour}\"{style}>{words}</text>\n");
    }

    /// Faint lines at round numbers, with the numbers.
    fn grid(&mut self, area: &Area) {
        let Theme { dim, grid, .. } = self.look.theme;
        let (x, y) = (area.x * FINE, area.y * FINE);
        let (width, height) = (area.width * FINE, area.height * FINE);
        let text = self.look.size.text * FINE;
        let Window { left, right, low, high } = area.window;
        for (at, label) in graph::ticks(left, right, (area.width / APART.0) as u32) {
            let place = x + area.across(at);
            self.line([place, y, place, y + height], grid, "1", "");
            self.words((place, y + height + area.band * FINE + text * 3 / 2), "middle", dim, "", &label);
        }
        for (at, label) in graph::ticks(low, high, (area.height / APART.1) as u32) {
            let place = y + area.down(at);
            self.line([x, place, x + width, place], grid, "1", "");
            self.words((x - text / 2, place + text / 3), "end", dim, "", &label);
        }
    }

    /// Zones without much gradient: behind a single curve, else as strips below them, one for each curve.
    fn zones(&mut self, area: &Area, curves: &[Curve]) {
        let text = self.look.size.text;
        let alone = curves.len() == 1;
        let mut row = 0;
        for (at, curve) in curves.iter().enumerate() {
            let colour = if alone { self.look.theme.dim } else { self.look.theme.curves[at % DASHES.len()] };
            let (top, height) = if alone {
                (area.y, area.height)
            } else {
                (area.y + area.height + row * text / 2 + text / 6, text / 3)
            };
            let kinds = [
                (faint(curve), if alone { "0.12" } else { "0.35" }),
                (curve.dead.clone(), if alone { "0.3" } else { "1" }),
            ];
            row += i32::from(has_zones(curve));
            for ((from, to), strength) in
                kinds.into_iter().flat_map(|(zones, s)| zones.into_iter().map(move |z| (z, s)))
            {
                let (from, to) = (area.across(from), area.across(to));
                let (x, width) = (pixels(area.x * FINE + from), pixels(to - from));
                self.text += &format!(
                    "<rect x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" fill=\"{colour}\" \
                     fill-opacity=\"{strength}\"/>\n"
                );
            }
        }
    }

    /// The axes where they are seen, with arrows and names.
    fn axes(&mut self, area: &Area) {
        let Theme { ink, .. } = self.look.theme;
        let (x, y) = (area.x * FINE, area.y * FINE);
        let (width, height) = (area.width * FINE, area.height * FINE);
        let text = self.look.size.text * FINE;
        let arrow = text / 4;
        let (origin_x, origin_y) = (x + area.across(0.0), y + area.down(0.0));
        if area.contains((area.window.left, 0.0)) {
            self.line([x, origin_y, x + width + arrow * 2, origin_y], ink, "1.2", "");
            let tip = x + width + arrow * 3;
            self.arrow([(tip, origin_y), (tip - arrow * 2, origin_y - arrow), (tip - arrow * 2, origin_y + arrow)]);
        }
        if area.contains((0.0, area.window.low)) {
            self.line([origin_x, y - arrow * 2, origin_x, y + height], ink, "1.2", "");
            let tip = y - arrow * 3;
            self.arrow([(origin_x, tip), (origin_x - arrow, tip + arrow * 2), (origin_x + arrow, tip + arrow * 2)]);
        }
        let (across, up) = self.look.names;
        self.words((x + width + arrow * 3, origin_y - text * 2 / 3), "end", ink, "italic", across);
        self.words((origin_x + arrow * 3, y - arrow * 2), "start", ink, "italic", up);
    }

    fn arrow(&mut self, corners: [(i32, i32); 3]) {
        let corners = corners.map(|(x, y)| format!("{} {}", pixels(x), pixels(y)));
        self.text += &format!("<path d=\"M{}Z\" fill=\"{}\"/>\n", corners.join("L"), self.look.theme.ink);
    }

    /// The lines of a curve, and dashed the heights that it comes near to and the places where it has none.
    fn curve(&mut self, area: &Area, curve: &Curve, at: usize) {
        let colour = self.look.theme.curves[at % DASHES.len()];
        let dim = self.look.theme.dim;
        let (width, height) = (area.width * FINE, area.height * FINE);
        for &(side, level) in &curve.levels {
            let (level, middle) = (area.down(level), area.across(0.0).clamp(0, width));
            if level == area.down(0.0) {
                continue; // the axis is there
            }
            let (from, to) = if side < 0 { (0, middle) } else { (middle, width) };
            self.line([from, level, to, level], dim, "1", "4 4");
        }
        for place in curve.poles.iter().map(|&place| area.across(place)).filter(|&place| place != area.across(0.0)) {
            self.line([place, 0, place, height], dim, "1", "4 4");
        }
        for line in curve.seen_in(area.window) {
            let points: Vec<String> =
                line.iter().map(|&(x, y)| format!("{} {}", pixels(area.across(x)), pixels(area.down(y)))).collect();
            let dashes = match DASHES[at % DASHES.len()] {
                "" => String::new(),
                dashes => format!(" stroke-dasharray=\"{dashes}\""),
            };
            self.text += &format!(
                "<path d=\"M{}\" stroke=\"{colour}\" stroke-width=\"2.4\" stroke-linejoin=\"round\"{dashes} \
                 fill=\"none\"/>\n",
                points.join("L")
            );
        }
    }

    fn marks(&mut self, area: &Area, curve: &Curve, at: usize) {
        for &(x, y, mark) in curve.marks.iter().filter(|(x, y, _)| area.contains((*x, *y))) {
            let place = (area.x * FINE + area.across(x), area.y * FINE + area.down(y));
            self.mark(place, mark, self.look.theme.curves[at % DASHES.len()]);
        }
    }

    fn mark(&mut self, (x, y): (i32, i32), mark: Mark, colour: &str) {
        let (x, y) = (pixels(x), pixels(y));
        let fill = match mark {
            Mark::Kink | Mark::Taken => colour,
            Mark::Limit => self.look.theme.paper,
        };
        let radius = if mark == Mark::Kink { 4 } else { 5 };
        self.text += &format!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{fill}\" stroke=\"{colour}\" stroke-width=\"2\"/>\n"
        );
    }

    fn legend(&mut self, rows: &[Vec<(i32, Entry)>], several: bool) {
        let text = self.look.size.text;
        let Theme { ink, dim, curves, .. } = self.look.theme;
        for (at, row) in rows.iter().enumerate() {
            let y = (text + at as i32 * text * 3 / 2) * FINE;
            for (x, entry) in row {
                let (x, end) = (x * FINE, (x + text * 3 / 2) * FINE);
                let middle = (x + end) / 2;
                let kind = if several { dim } else { curves[0] };
                match entry.sample {
                    Sample::Line(at) => {
                        self.line([x, y, end, y], curves[at % DASHES.len()], "2.4", DASHES[at % DASHES.len()]);
                    }
                    Sample::Mark(mark) => self.mark((middle, y), mark, kind),
                    Sample::Dead | Sample::Saturated => {
                        let strength = match (entry.sample == Sample::Dead, several) {
                            (true, false) => "0.3",
                            (true, true) => "1",
                            (false, false) => "0.12",
                            (false, true) => "0.35",
                        };
                        let (x, top) = (pixels(x), pixels(y - text * FINE / 3));
                        let (width, height) = (text * 3 / 2, text * 2 / 3);
                        self.text += &format!(
                            "<rect x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" fill=\"{dim}\" \
                             fill-opacity=\"{strength}\"/>\n"
                        );
                    }
                }
                self.words((end + text * FINE / 2, y + text * FINE / 3), "start", ink, "", &entry.words);
            }
        }
    }
}
