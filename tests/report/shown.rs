//! Comparisons, and numbers as they are shown.

use super::decimal;
use gprime::expr::Number;
use gprime::functions::Interval;
use gprime::passes::Request;
use gprime::render;
use gprime::report::{Report, report};

#[test]
fn comparisons_say_what_differs() {
    let family: Vec<(String, Report)> = ["0.01", "0.1"]
        .into_iter()
        .map(|value| {
            let values = vec![format!("alpha={value}")];
            let report = report(&Request { values, ..Request::new("leaky_relu_slope") }).expect("it has a value");
            (format!("leaky_relu_slope, alpha={value}"), report)
        })
        .collect();
    let shared: Vec<(String, &Report)> = family.iter().map(|(label, report)| (label.clone(), report)).collect();
    let format = |name: &str| render::formats().iter().find(|format| format.name == name).expect("it is one");
    let text = render::compared(&shared, format("text"), &render::Layout::default());
    let (differ, same) = text.split_once("the same for all").expect("both are told");
    assert!(differ.starts_with("leaky_relu_slope     alpha=0.01"), "{differ}");
    let row = |text: &str, name: &str| text.lines().any(|line| line.starts_with(name));
    for name in ["slope at zero", "limit left", "kinks and jumps", "normal mean"] {
        assert!(row(differ, name) && !row(same, name), "{name}");
    }
    for name in ["domain", "range", "largest slope", "symmetry"] {
        assert!(row(same, name) && !row(differ, name), "{name}");
    }
    // many columns are put below each other
    let many: Vec<(String, &Report)> = shared.iter().cycle().take(7).cloned().collect();
    let text = render::compared(&many, format("text"), &render::Layout::default());
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn numbers_near_short_ones_are_told_by_them() {
    let tenth = Number::ratio(1, 10).expect("it is a fraction");
    let cases = [
        (Interval::from_number(&tenth, 128), "0.1 ± 4e-40"),
        (Interval::from_number(&tenth.neg(), 53), "-0.1 ± 9e-18"),
        (decimal("0.499998").hull(&decimal("0.500002")), "0.5 ± 0.000003"),
        (decimal("-0.0000001").hull(&decimal("0.0000002")), "0 ± 2.1e-7"),
        (decimal("0.25").hull(&decimal("0.75")), "[0.25, 0.75]"),
        (decimal("1.23456").hull(&decimal("1.23457")), "1.2345…"),
        (Interval::integer(3), "3"),
    ];
    let tested = cases.into_iter().inspect(|(value, text)| assert_eq!(value.to_decimal_around(6), *text));
    assert_eq!(tested.count(), 7);
}

#[test]
fn what_is_shared_is_written_once_in_every_format() {
    let nested = format!("{}z{}", "srelu(".repeat(30), ")".repeat(30));
    let report = report(&Request::new(&nested)).expect("it is a formula");
    let mut tested = 0;
    for format in render::formats() {
        let text = render::reported(&nested, &report, format, &render::Layout::default());
        assert!(text.len() < 500_000, "{}: {} bytes", format.name, text.len());
        tested += 1;
    }
    assert!(tested >= 5, "only {tested} formats");
}
