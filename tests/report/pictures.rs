//! Pictures of functions, and pages with them.

use gprime::functions::Interval;
use gprime::render::{self, Drawing, THEMES};
use gprime::report::{Depth, Report};
use resvg::tiny_skia::Pixmap;
use resvg::usvg::fontdb::Database;

use super::about;

#[test]
fn pictures_and_tables_show_every_function() {
    let reports: Vec<(String, Report)> =
        ["relu", "sin(z)", "1/z"].into_iter().map(|name| (name.to_owned(), about(name))).collect();
    let shared: Vec<(String, &Report)> = reports.iter().map(|(name, report)| (name.clone(), report)).collect();
    for derivative in [false, true] {
        let drawing = Drawing { derivative, ..Drawing::default() };
        let svg = render::plot_svg(&shared, &drawing);
        assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
        let labels = reports.iter().filter(|(name, _)| svg.contains(name.as_str()));
        assert_eq!(labels.count(), 3);
        let text = render::plot_text(&shared, &drawing, 80);
        assert_eq!(text.lines().count(), 13);
        assert!(text.chars().filter(|c| ('\u{2801}'..='\u{28ff}').contains(c)).count() > 60);
    }
    let format = |name: &str| render::formats().iter().find(|format| format.name == name).expect("it is one");
    let layout = render::Layout::default();
    let table = render::compared(&shared, format("text"), &layout);
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
    assert!(table.contains("largest slope") && table.contains("[0, infinity)"));
    assert_eq!(render::compared(&shared, format("html"), &layout).matches("<figure>").count(), 2);
    let pages = render::formats().iter().inspect(|format| {
        for (label, report) in &shared {
            let page = render::reported(label, report, format, &layout);
            assert!(page.contains("largest slope") || page.contains("largest-slope"), "{label}: {}", format.name);
            assert_eq!(page.matches("<figure>").count(), 2 * usize::from(format.name == "html"));
        }
        assert!(render::compared(&shared, format, &layout).contains("1/z"), "{}", format.name);
    });
    assert_eq!(pages.count(), 5);
}

/// How often some words stand in a picture of a function by itself.
fn drawn(formula: &str, derivative: bool, words: &str) -> usize {
    let report = about(formula);
    let drawing = Drawing { derivative, ..Drawing::default() };
    render::plot_svg(&[(formula.into(), &report)], &drawing).matches(words).count()
}

#[test]
fn pictures_mark_kinks_jumps_and_zones() {
    let filled = "fill=\"#0072b2\" stroke=\"#0072b2\"";
    let open = "fill=\"#ffffff\" stroke=\"#0072b2\"";
    // each sign stands in the legend once as well
    let cases = [
        ("relu", false, filled, 2),
        ("relu6", false, filled, 3),
        ("relu6", true, open, 5),
        ("relu6", false, "fill-opacity=\"0.3\"", 3),
        ("hard_swish", false, "fill-opacity=\"0.3\"", 2),
        ("hard_swish", false, "fill-opacity=\"0.12\"", 2),
        ("sign(z)", false, open, 3),
        ("sign(z)", false, filled, 2),
        ("tanh", false, "stroke-dasharray=\"4 4\"", 2),
        ("tanh", false, filled, 0),
        ("1/(z - 1)", false, "stroke-dasharray=\"4 4\"", 1),
        ("{z if z < 0; 1/(z - 1) otherwise}", false, "stroke-dasharray=\"4 4\"", 1),
        ("gelu", false, open, 0),
    ];
    let tested = cases.into_iter().inspect(|(formula, derivative, words, count)| {
        assert_eq!(drawn(formula, *derivative, words), *count, "{formula}: {words}");
    });
    assert_eq!(tested.count(), 13);
    let text = render::plot_text(&[("relu".into(), &about("relu"))], &Drawing::default(), 80);
    assert!(text.contains("▓ slope 0   ▲ kink"), "{text}");
}

#[test]
fn pictures_have_the_colours_that_are_asked_for() {
    let report = about("relu");
    let themes = THEMES.into_iter().inspect(|theme| {
        let drawing = Drawing { theme: *theme, ..Drawing::default() };
        let svg = render::plot_svg(&[("relu".into(), &report)], &drawing);
        assert_eq!(svg.contains("prefers-color-scheme:dark"), theme.is_by_reader(), "{}", theme.name);
        assert_eq!(svg.contains("#17181b"), theme.name != "light", "{}", theme.name);
        assert_eq!(svg.contains("#ffffff"), theme.name != "dark", "{}", theme.name);
    });
    assert_eq!(themes.count(), 3);
    let narrow = Drawing::default().over(&Depth::interval("-1..2").expect("it is an interval")).expect("it is bounded");
    assert_eq!(narrow.span, Some((-1.0, 2.0)));
    assert!(Drawing::default().over(&Interval::everything()).is_none());
}

#[test]
fn a_png_shows_the_curve_and_its_name() {
    let report = about("relu");
    let pixels = |name: &str, index: usize| {
        let drawing = Drawing { theme: THEMES[index], ..Drawing::default() };
        let png = render::plot_png(&render::plot_svg(&[(name.into(), &report)], &drawing)).expect("it is drawn");
        Pixmap::decode_png(&png).expect("it is a PNG")
    };
    let pictures = [pixels("relu", 0), pixels("relu", 1)];
    let colours = [([255, 255, 255], [0, 114, 178]), ([23, 24, 27], [86, 180, 233])];
    let themes = pictures.iter().zip(colours).inspect(|(picture, (page, curve))| {
        assert_eq!((picture.width(), picture.height()), (1520, 1000));
        let with =
            |colour: &[u8; 3]| picture.pixels().iter().filter(|p| [p.red(), p.green(), p.blue()] == *colour).count();
        assert!(with(page) > 500_000 && (2_000..50_000).contains(&with(curve)), "{curve:?} on {page:?}");
    });
    assert_eq!(themes.count(), 2);
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    assert_eq!(pictures[0] != pixels("rely", 0), !fonts.is_empty(), "names are written if there are fonts");
}

#[test]
fn slopes_are_drawn_where_the_function_has_values() {
    // strokes of the first curve's width, one of which stands in the legend
    let strokes = |formula: &str, derivative: bool| drawn(formula, derivative, "stroke-width=\"2.4\"");
    let cases = [("1/z", 3), ("ln(z)", 2), ("ln(|z|)", 3), ("ln(-1 - z^2)", 1), ("sqrt(z^2 - 1)", 3)];
    let tested = cases.into_iter().inspect(|(formula, count)| {
        assert_eq!([false, true].map(|derivative| strokes(formula, derivative)), [*count; 2], "{formula}");
    });
    assert_eq!(tested.count(), 5);
}

#[test]
fn what_is_nowhere_defined_has_no_slope_and_no_picture() {
    let report = about("ln(-1 - z^2)");
    let page = |name: &str| {
        let format = render::formats().iter().find(|format| format.name == name).expect("it is one");
        render::reported("g", &report, format, &render::Layout::default())
    };
    assert!(page("json").contains("\"derivative\":null,\"closed_form\":null"), "{}", page("json"));
    assert!(!page("html").contains("<figure>"));
    assert!(!page("text").contains("g'(z)"), "{}", page("text"));
}
