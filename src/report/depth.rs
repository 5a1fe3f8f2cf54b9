//! What many layers do to a gradient: bounds on the product of their slopes.

use std::cmp::Ordering;

use super::fact::{Fact, Say, exactness, number, outer, words};
use super::facts::hull;
use super::shape::{End, Piece};
use super::subject::Subject;
use crate::eval::germ::sign_of;
use crate::functions::Interval;
use crate::functions::real::Real;
use crate::passes::{DeriveError, constant};

/// Through how many layers the slopes are multiplied, if nothing is asked for.
const LAYERS: [u32; 2] = [10, 50];
/// The precision of products, in bits, and the digits that are told of them.
const PRECISION: usize = 96;
const DIGITS: usize = 4;

/// How deep, and for which inputs, slopes are multiplied.
#[derive(Debug, Clone, Default)]
pub struct Depth {
    /// The number of layers.
    pub layers: Option<u32>,
    /// Where the input of the function lies in each layer; everywhere if nothing is said.
    pub inputs: Option<Interval>,
}

impl Depth {
    /// The interval of `-2..2`; an end may be left out, or be `inf` or `-inf`.
    ///
    /// # Errors
    /// An end is no number, or the interval is empty.
    pub fn interval(text: &str) -> Result<Interval, DeriveError> {
        let wrong = || DeriveError::Request(format!("{}: an interval is written -2..2", text.trim()));
        let (lo, hi) = text.split_once("..").ok_or_else(wrong)?;
        let all = Interval::everything();
        let lo = match lo.trim() {
            "" | "-inf" => all.lo().clone(),
            lo => constant(lo)?.lo().clone(),
        };
        let hi = match hi.trim() {
            "" | "inf" => all.hi().clone(),
            hi => constant(hi)?.hi().clone(),
        };
        Interval::new(lo, hi).ok_or_else(wrong)
    }
}

/// The least and the greatest size of the slope.
struct Sizes {
    least: Interval,
    /// `None` if there is no bound.
    most: Option<Interval>,
}

/// Bounds on the product of the slopes of many layers.
pub(super) fn depth(subject: &Subject, slopes: &[Piece], asked: &Depth) -> Fact {
    let name = "depth";
    let everywhere = Interval::everything();
    let Some(Sizes { least, most }) = sizes(subject, slopes, asked.inputs.as_ref().unwrap_or(&everywhere)) else {
        return Fact::unknown(name, "the slopes could not be enclosed");
    };
    let mut says = Vec::new();
    if let Some(inputs) = &asked.inputs {
        let (lo, hi) = inputs.to_decimal_ends(6);
        says.push(words(&format!("for inputs from {lo} to {hi} ")));
    }
    says.push(words(verdict(&least, most.as_ref())));
    says.push(words(": the slopes "));
    says.extend(between(&least, most.as_ref()));
    let layers = asked.layers.map_or(LAYERS.to_vec(), |layers| vec![layers]);
    let steady = |value: &Interval| value.is_exact() && (value.contains_zero() || *value == Interval::integer(1));
    if !steady(&least) || most.as_ref().is_some_and(|most| !steady(most)) {
        for layers in layers {
            let power = |of: &Interval| of.powi(i64::from(layers), PRECISION);
            let Some(low) = power(&least) else { continue };
            let product = products(&low, most.as_ref().and_then(power).as_ref());
            says.push(words(&format!("; the product of {layers} {product}")));
        }
    }
    let known = exactness(most.iter().chain([&least]));
    let numbers = [("least", Some(least)), ("most", most)];
    let numbers = numbers.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    Fact::new(name, known, says).with(numbers)
}

/// Whether gradients vanish or explode.
fn verdict(least: &Interval, most: Option<&Interval>) -> &'static str {
    let one = Interval::integer(1);
    let against = |value: &Interval| sign_of(&value.sub(&one, PRECISION), false);
    match (against(least), most.map(against)) {
        (_, Some(Some(Ordering::Less))) => "gradients vanish",
        (Some(Ordering::Greater), _) => "gradients explode",
        (Some(Ordering::Equal), Some(Some(Ordering::Equal))) => "gradients neither vanish nor explode",
        (Some(_), Some(Some(Ordering::Equal))) => "gradients may vanish and cannot explode",
        (Some(Ordering::Equal), _) => "gradients may explode and cannot vanish",
        (Some(Ordering::Less), _) => "gradients may vanish or explode",
        (None, _) => "the slopes come too near to 1 to tell whether gradients vanish",
    }
}

/// `lie between 0.1 and 0.25`
fn between(least: &Interval, most: Option<&Interval>) -> Vec<Say> {
    match most {
        Some(most) if least.is_exact() && least == most => vec![words("are all "), number(most)],
        Some(most) if least.contains_zero() => vec![words("are at most "), number(&outer(most, 1))],
        Some(most) => {
            vec![words("lie between "), number(&outer(least, -1)), words(" and "), number(&outer(most, 1))]
        }
        None if least.contains_zero() => vec![words("have no bound")],
        None => vec![words("are at least "), number(&outer(least, -1))],
    }
}

/// The same for products, whose ends are rounded outward.
fn products(least: &Interval, most: Option<&Interval>) -> String {
    let (low, _) = least.to_decimal_ends(DIGITS);
    let high = most.map(|most| scientific(most.to_decimal_ends(DIGITS).1));
    let exact = least.is_exact() && most == Some(least);
    match high {
        Some(high) if exact => format!("is {high}"),
        Some(high) if low == "0" => format!("is at most {high}"),
        Some(high) => format!("lies between {} and {high}", scientific(low)),
        None if low == "0" => "has no bound".into(),
        None => format!("is at least {}", scientific(low)),
    }
}

/// A long whole number with a power of ten.
fn scientific(text: String) -> String {
    let digits = text.trim_end_matches('0');
    let is_long = text.len() > 2 * DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
    match digits.split_at_checked(1).filter(|_| is_long) {
        Some((first, "")) => format!("{first}e{}", text.len() - 1),
        Some((first, rest)) => format!("{first}.{rest}e{}", text.len() - 1),
        None => text,
    }
}

/// The least and the greatest size of the slope inside the cells, on an interval.
fn sizes(subject: &Subject, slopes: &[Piece], on: &Interval) -> Option<Sizes> {
    let mut found: Option<Sizes> = None;
    for piece in slopes {
        let Some(span) = hull(&piece.from, &piece.to).intersection(on) else { continue };
        if span.is_exact() && !on.is_exact() {
            continue; // it only touches
        }
        let own = of_piece(subject, piece, &span)?;
        found = Some(match found {
            None => own,
            Some(other) => {
                Sizes { least: other.least.min(&own.least), most: other.most.zip(own.most).map(|(a, b)| a.max(&b)) }
            }
        });
    }
    found
}

/// The same on a part of a piece.
fn of_piece(subject: &Subject, piece: &Piece, span: &Interval) -> Option<Sizes> {
    let cell = subject.cells.get(piece.cell)?;
    let zero = Interval::integer(0);
    if piece.moves.is_none() {
        let all = cell.coarse.one(1, span)?.interval.abs();
        return all.is_bounded().then(|| Sizes { least: all.clone(), most: Some(all) });
    }
    let inner = |own: Option<&Interval>, end: &Real, limit: &End| {
        let is_own = own.map_or(!end.is_finite(), |own| own.contains(end));
        if is_own {
            return Some(limit.clone());
        }
        let at = Interval::new(end.clone(), end.clone())?;
        Some(End::Finite(cell.fine.one(1, &at)?.interval))
    };
    let ends = [
        inner(piece.from.interval(), span.lo(), &piece.at_from)?,
        inner(piece.to.interval(), span.hi(), &piece.at_to)?,
    ];
    let sign = |end: &End| match end {
        End::Finite(value) => sign_of(value, false),
        End::Infinite => Some(Ordering::Greater),
        End::MinusInfinite => Some(Ordering::Less),
        End::Unknown => None,
    };
    let unbounded = ends.iter().any(|end| matches!(end, End::Infinite | End::MinusInfinite));
    if ends.iter().any(|end| matches!(end, End::Unknown)) {
        return None;
    }
    let finite: Vec<Interval> = ends.iter().filter_map(|end| end.interval().map(Interval::abs)).collect();
    let smaller = finite.iter().cloned().reduce(|a, b| a.min(&b));
    let larger = finite.iter().cloned().reduce(|a, b| a.max(&b));
    let least = match (sign(&ends[0]), sign(&ends[1]), smaller) {
        (Some(a), Some(b), Some(smaller)) if a == b => smaller,
        (Some(_), Some(_), _) => zero, // it passes 0, or is 0 at an end
        (_, _, Some(smaller)) => zero.hull(&smaller),
        (_, _, None) => zero, // it passes 0 between two poles
    };
    Some(Sizes { least, most: larger.filter(|_| !unbounded) })
}
