//! Reports: published facts, and that no fact is contradicted where the function is looked at closely.

use std::cmp::Ordering;

use gprime::expr::Number;
use gprime::functions::Interval;
use gprime::passes::Request;
use gprime::report::{Fact, Known, Report, report};

#[path = "report/inverses.rs"]
mod inverses;
#[path = "report/known.rs"]
mod known;
#[path = "report/machines.rs"]
mod machines;
#[path = "report/pictures.rs"]
mod pictures;
#[path = "report/published.rs"]
mod published;
#[path = "report/shown.rs"]
mod shown;
#[path = "report/truth.rs"]
mod truth;
#[path = "report/waves.rs"]
mod waves;

const PRECISION: usize = 340;

fn about(formula: &str) -> Report {
    report(&Request::new(formula)).unwrap_or_else(|error| panic!("{formula}: {error}"))
}

fn decimal(text: &str) -> Interval {
    let (sign, size) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let number = Number::from_numeral(size).expect("it is a numeral").mul(&Number::from(sign));
    Interval::from_number(&number, PRECISION)
}

/// Whether a number begins with these digits.
fn begins(value: &Interval, digits: &str) -> bool {
    value.to_decimal(digits.trim_start_matches(['-', '0', '.']).len()).starts_with(digits)
}

fn said(fact: &Fact) -> String {
    let part = |say: &gprime::report::Say| match say {
        gprime::report::Say::Words(text) => text.clone(),
        gprime::report::Say::Exact(number) => number.to_string(),
        gprime::report::Say::Number(value) => value.to_decimal(6),
        gprime::report::Say::Expr(_) => "z".into(),
    };
    fact.says.iter().map(part).collect()
}

/// A fact as the pages tell it.
fn told(report: &Report, name: &str) -> (Known, String) {
    let fact = report.fact(name).unwrap_or_else(|| panic!("there is no {name}"));
    let part = |say: &gprime::report::Say| match say {
        gprime::report::Say::Expr(id) => gprime::text(&report.derived.store, *id),
        gprime::report::Say::Words(text) => text.clone(),
        gprime::report::Say::Exact(number) => number.to_string(),
        gprime::report::Say::Number(value) => value.to_decimal(6),
    };
    (fact.known, fact.says.iter().map(part).collect())
}

/// How a value at a point compares with an enclosed number, if that is certain.
fn compared(value: &Interval, with: &Interval) -> Option<Ordering> {
    if value.hi() < with.lo() {
        Some(Ordering::Less)
    } else if value.lo() > with.hi() {
        Some(Ordering::Greater)
    } else {
        None
    }
}
