//! What a row says without an equation or a comparison: a limit, an interval, a map into one.

use std::ops::Range;

use super::claims::{self, Side};
use super::documents::Kind;
use super::scope::{Part, Scope};
use crate::eval;
use crate::eval::germ::Toward;
use crate::expr::{Store, lower};
use crate::syntax::{self, Error, Statement};

/// Where a symbol goes, once for each side that is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ends {
    pub(super) symbol: String,
    pub(super) toward: Vec<Toward>,
}

/// `\max_x f(x) = 1`, `\sup f = 1`.
#[derive(Debug, Clone)]
pub(super) struct Extreme {
    pub(super) of: Box<Side>,
    pub(super) is: Box<Side>,
    /// The variable below the sign.
    pub(super) by: Option<String>,
    /// On which side of the other values it lies.
    pub(super) side: i64,
    /// Whether it is one of them.
    pub(super) taken: bool,
}

/// A number, or no end.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Side(Box<Side>),
    /// Infinity, or minus infinity.
    Infinite(i64),
}

/// An interval with its ends and whether they belong to it.
#[derive(Debug, Clone)]
pub(super) struct Interval {
    pub(super) low: (Value, bool),
    pub(super) high: (Value, bool),
}

/// What is said.
#[derive(Debug, Clone)]
pub(super) enum Special {
    /// `x \to \infty`, `x \to 0^+`
    Toward(Ends),
    /// `f(x) \to 1`, and where it says so as the symbol goes where.
    Tends { of: Box<Side>, is: Value, ends: Option<Ends> },
    /// The greatest or least value, or the bound that the values come to.
    Extreme(Extreme),
    /// `(0, 1)`
    Interval(Interval),
    /// `f: \mathbb{R} \to (0, 1)`, with the name of the function.
    Map(Box<str>, Interval),
    /// `a \approx 1.1`: the value, and the least and the greatest number that a decimal number stands for,
    /// rounded or cut off.
    Near { of: Box<Side>, low: Box<Side>, high: Box<Side> },
    /// `f(x) \approx g(x)`: nothing that could be proved.
    Approximate,
    /// One condition or another.
    Either(Part),
    /// Of what kind something is, `x \in \mathbb{R}`: no claim.
    Kind,
}

const ARROWS: [&str; 6] = ["\\to", "\\rightarrow", "\\longrightarrow", "→", "⟶", "->"];

/// What a text says, if it is of this kind.
///
/// # Errors
/// A part of it cannot be read.
pub(super) fn read(text: &str, kind: Kind, names: &Scope) -> Option<Result<Special, Error>> {
    let text = text.trim().trim_end_matches([',', ';', ':', ' ']);
    let text = if text.ends_with("\\right.") { text } else { text.trim_end_matches('.') };
    if let Some(rest) = limit_sign(text) {
        return limit(rest, kind, names);
    }
    if let Some(found) = extreme(text, kind, names) {
        return Some(Ok(found));
    }
    if let Some(interval) = interval(text, kind, names) {
        return Some(Ok(Special::Interval(interval)));
    }
    if let Some(found) = approximation(text, kind, names) {
        return Some(Ok(found));
    }
    if let Some((left, right)) = member(text) {
        let set = right.trim_start();
        return (is_set(set) && !left.contains('=') && !set.contains(['=', '<', '>'])).then_some(Ok(Special::Kind));
    }
    let (before, after) = arrow(text)?;
    if let Some((name, from)) = text[..before].split_once(':') {
        let name = name.trim().trim_start_matches('\\');
        let to = text[after..].trim();
        let is_name = !name.is_empty() && name.chars().all(char::is_alphanumeric);
        if !is_name || from.contains(['=', '(', '<']) {
            return None;
        }
        return Some(Ok(interval(to, kind, names).map_or(Special::Kind, |to| Special::Map(name.into(), to))));
    }
    tends(&text[..before], &text[after..], kind, names)
}

/// The sides of a sign of approximation.
fn approximation(text: &str, kind: Kind, names: &Scope) -> Option<Special> {
    let sign = ["\\approx", "\\simeq", "≈", "≃"].into_iter().find(|sign| text.contains(*sign))?;
    let (left, right) = text.split_once(sign)?;
    let of = left.rsplit(['=', '&']).next().unwrap_or(left).trim();
    let of = if of.is_empty() { left.trim_matches(['&', '=', ' ']) } else { of };
    let near = |of: &str, number: &str| {
        let part = |text: &str| expression(text, kind, names)?.ok().map(|part| Box::new(Side::Part(part)));
        let (digits, unit) = unit(number)?;
        // digits are cut off or rounded
        let (below, above) = if digits.starts_with(['-', '−']) { ("1", "1/2") } else { ("1/2", "1") };
        let end = |sign: &str, units: &str| part(&format!("{digits} {sign} {units}*{unit}"));
        Some(Special::Near { of: part(of)?, low: end("-", below)?, high: end("+", above)? })
    };
    Some(near(of, right).unwrap_or(Special::Approximate))
}

/// A decimal number, and a unit of its last digit.
fn unit(text: &str) -> Option<(&str, String)> {
    let text =
        text.trim().trim_end_matches(['.', ',', ';', ' ']).trim_end_matches("\\ldots").trim_end_matches(['…', '.']);
    let digits = text.strip_prefix(['-', '−']).unwrap_or(text);
    let (_, fraction) = digits.split_once('.')?;
    let is_number =
        digits.chars().all(|c| c.is_ascii_digit() || c == '.') && fraction.bytes().all(|b| b.is_ascii_digit());
    (is_number && !fraction.is_empty()).then(|| (text, format!("0.{}1", "0".repeat(fraction.len() - 1))))
}

/// `f(x) \to 1`, `x \to \infty`.
fn tends(left: &str, right: &str, kind: Kind, names: &Scope) -> Option<Result<Special, Error>> {
    let left = left.trim();
    if let Some(ends) = toward(left, right) {
        return Some(Ok(Special::Toward(ends)));
    }
    let (right, ends) = match [" as ", "\\text{ as }", "\\text{as}", "\\mbox{ as }", "\\quad"].iter().find_map(|sign| {
        let (is, toward) = right.split_once(sign)?;
        let toward = toward.trim_start_matches("\\text{as}").trim_start_matches("\\text{ as }");
        let (before, after) = arrow(toward)?;
        Some((is, self::toward(&toward[..before], &toward[after..])))
    }) {
        Some((is, ends)) => (is, Some(ends?)),
        None => (right, None),
    };
    let is = match value(right, kind, names)? {
        Ok(is) => is,
        Err(error) => return Some(Err(error)),
    };
    match expression(left, kind, names)? {
        Ok(part) => Some(Ok(Special::Tends { of: Box::new(Side::Part(part)), is, ends })),
        Err(error) => Some(Err(error)),
    }
}

/// What stands behind `\lim`.
fn limit_sign(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['&', ' ']);
    let rest = text.strip_prefix("\\lim").or_else(|| text.strip_prefix("lim"))?;
    let rest = rest.strip_prefix("\\limits").unwrap_or(rest).trim_start();
    rest.strip_prefix('_')
}

/// `_{x \to \infty} f(x) = 1`, without its first sign.
fn limit(rest: &str, kind: Kind, names: &Scope) -> Option<Result<Special, Error>> {
    let rest = rest.trim_start();
    let (open, close) = if rest.starts_with('(') { ('(', ')') } else { ('{', '}') };
    let inside = rest.strip_prefix(open)?;
    let end = inside.find(close)?;
    let (before, after) = arrow(&inside[..end])?;
    let ends = toward(&inside[..before], &inside[after..end])?;
    let (of, is) = split_equal(&inside[end + 1..])?;
    let (of, is) = match (expression(of, kind, names)?, value(is, kind, names)?) {
        (Ok(of), Ok(is)) => (of, is),
        (Err(error), _) | (_, Err(error)) => return Some(Err(error)),
    };
    Some(Ok(Special::Tends { of: Box::new(Side::Part(of)), is, ends: Some(ends) }))
}

/// `\max_x f(x) = 1` and its like.
fn extreme(text: &str, kind: Kind, names: &Scope) -> Option<Special> {
    const SIGNS: [(&str, i64, bool); 4] =
        [("\\max", 1, true), ("\\min", -1, true), ("\\sup", 1, false), ("\\inf", -1, false)];
    let text = text.trim_start_matches(['&', ' ']);
    let (sign, side, taken) = SIGNS.into_iter().find(|(sign, ..)| text.starts_with(*sign))?;
    let rest = text[sign.len()..].trim_start();
    let rest = rest.strip_prefix("\\limits").unwrap_or(rest).trim_start();
    let (by, (of, is)) = match rest.strip_prefix('_').map(str::trim_start) {
        Some(under) => {
            let (index, behind) = match under.strip_prefix('{') {
                Some(inside) => inside.split_once('}').map(|(index, rest)| (index, rest.trim_start_matches('}')))?,
                None => under.split_at(under.chars().next().map_or(0, char::len_utf8)),
            };
            let (name, set) = member(index).unwrap_or((index, ""));
            let everywhere = matches!(set.trim(), "" | "\\mathbb{R" | "\\mathbb R" | "\\R" | "ℝ");
            (Some(symbol(name.trim()).filter(|_| everywhere)?), split_equal(behind)?)
        }
        None if !taken && !rest.starts_with(|c: char| c.is_ascii_alphabetic()) => (None, split_equal(rest)?),
        None => return None, // the function of several numbers
    };
    let part = |text: &str| expression(text, kind, names)?.ok().map(|part| Box::new(Side::Part(part)));
    Some(Special::Extreme(Extreme { of: part(of)?, is: part(is)?, by, side, taken }))
}

/// The sides of the only `=` outside brackets.
fn split_equal(text: &str) -> Option<(&str, &str)> {
    let mut found = outside(text).filter(|&at| text[at..].starts_with('='));
    let at = found.next()?;
    found.next().is_none().then(|| (text[..at].trim_end_matches('&'), &text[at + 1..]))
}

/// The places of a text that stand in no brackets.
fn outside(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut depth = 0_usize;
    text.char_indices().filter_map(move |(at, c)| {
        match c {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => depth = depth.saturating_sub(1),
            _ => {} // no other sign groups
        }
        (depth == 0).then_some(at)
    })
}

/// The only arrow outside brackets: where it begins and where it ends.
fn arrow(text: &str) -> Option<(usize, usize)> {
    outside(text).find_map(|at| {
        let sign = ARROWS.iter().find(|sign| {
            let rest = text[at..].strip_prefix(**sign);
            rest.is_some_and(|rest| !sign.starts_with('\\') || !rest.starts_with(|c: char| c.is_ascii_alphabetic()))
        })?;
        Some((at, at + sign.len()))
    })
}

/// Where a symbol goes that has an arrow behind it; `|x|` goes to infinity where `x` goes to either end.
fn toward(left: &str, right: &str) -> Option<Ends> {
    let toward = goes_to(right)?;
    let left = left.trim();
    let size = ["|", "\\lvert", "\\vert"].iter().find_map(|bar| left.strip_prefix(bar));
    let size = size.and_then(|rest| ["|", "\\rvert", "\\vert"].iter().find_map(|bar| rest.trim().strip_suffix(bar)));
    let (symbol, toward) = match size {
        Some(inside) if toward == [Toward::Infinity(1)] => {
            (symbol(inside.trim())?, vec![Toward::Infinity(-1), Toward::Infinity(1)])
        }
        Some(_) => return None,
        None => (symbol(left)?, toward),
    };
    Some(Ends { symbol, toward })
}

/// The name of a letter, with a backslash or without.
fn symbol(text: &str) -> Option<String> {
    let name = text.strip_prefix('\\').unwrap_or(text);
    let is_letter = name.chars().count() == 1 && name.chars().all(char::is_alphabetic);
    let greek = syntax::GREEK.iter().find(|row| {
        let is_sign = is_letter && name.starts_with(row.0);
        is_sign || name.len() < text.len() && row.1 == name
    });
    greek.map(|row| row.1.to_owned()).or_else(|| is_letter.then(|| name.to_owned()))
}

/// Which end of the line is meant, -1 or 1; both are for `\pm\infty`.
fn infinite(text: &str) -> Option<&'static [i64]> {
    let text = text.trim().trim_end_matches(['.', ',', '}', ' ']);
    let (sign, rest) = match text.strip_prefix("\\pm").or_else(|| text.strip_prefix('±')) {
        Some(rest) => (0, rest),
        None => match text.strip_prefix(['-', '−']) {
            Some(rest) => (-1, rest),
            None => (1, text.strip_prefix('+').unwrap_or(text)),
        },
    };
    let is_infinite = matches!(rest.trim(), "\\infty" | "∞" | "infinity" | "inf" | "oo");
    let ends: &[i64] = match sign {
        0 => &[-1, 1],
        1 => &[1],
        _ => &[-1],
    };
    is_infinite.then_some(ends)
}

/// Where a symbol goes: to an end of the line, or to a number, with a sign behind it from one side.
fn goes_to(text: &str) -> Option<Vec<Toward>> {
    if let Some(ends) = infinite(text) {
        return Some(ends.iter().map(|&end| Toward::Infinity(end)).collect());
    }
    let text = text.trim().trim_end_matches(['.', ',', ' ']);
    let signs: [(&str, &[i64]); 8] = [
        ("^{+}", &[1]),
        ("^+", &[1]),
        ("+", &[1]),
        ("⁺", &[1]),
        ("^{-}", &[-1]),
        ("^-", &[-1]),
        ("-", &[-1]),
        ("⁻", &[-1]),
    ];
    let side = signs.iter().find_map(|(sign, sides)| Some((text.strip_suffix(sign)?, *sides)));
    let (number, sides) = side.unwrap_or((text, &[-1, 1]));
    let tree = syntax::parse(number).ok()?;
    let mut store = Store::new();
    let lowered = lower(&tree, &mut store).ok()?;
    let at = eval::exact(&store, lowered.body, &[])?;
    Some(sides.iter().map(|&side| Toward::Place(at.clone(), side)).collect())
}

fn value(text: &str, kind: Kind, names: &Scope) -> Option<Result<Value, Error>> {
    if let Some(ends) = infinite(text) {
        return (ends.len() == 1).then(|| Ok(Value::Infinite(ends[0])));
    }
    Some(expression(text, kind, names)?.map(|part| Value::Side(Box::new(Side::Part(part)))))
}

fn expression(text: &str, kind: Kind, names: &Scope) -> Option<Result<Part, Error>> {
    let formulas = match claims::read(text.trim(), kind, names) {
        Ok(formulas) => formulas,
        Err(error) => return Some(Err(error)),
    };
    match formulas.into_iter().next()? {
        claims::Formula { first: Side::Part(part), others, .. } if others.is_empty() => {
            matches!(part.tree.statement, Statement::Expression(_)).then_some(Ok(part))
        }
        _ => None, // it says more than a value
    }
}

/// `(0, 1)` and its like, with numbers for ends.
pub(super) fn interval(text: &str, kind: Kind, names: &Scope) -> Option<Interval> {
    let text = text.trim().replace("\\left", "").replace("\\right", "");
    let (inside, ends) = bracketed(&text)?;
    let mut commas = outside(&text[inside.clone()]).filter(|&at| text[inside.start + at..].starts_with([',', ';']));
    let comma = inside.start + commas.next()?;
    if commas.next().is_some() {
        return None;
    }
    let end = |range: Range<usize>| {
        let value = value(&text[range], kind, names)?.ok()?;
        let is_number = match &value {
            Value::Side(side) => side.is_constant(),
            Value::Infinite(_) => true,
        };
        is_number.then_some(value)
    };
    Some(Interval { low: (end(inside.start..comma)?, ends.0), high: (end(comma + 1..inside.end)?, ends.1) })
}

/// What stands inside the brackets of an interval, and whether its ends belong to it.
fn bracketed(text: &str) -> Option<(Range<usize>, (bool, bool))> {
    let text = text.trim_end();
    let low = match text.chars().next()? {
        '[' => true,
        '(' | ']' => false,
        _ => return None, // no interval
    };
    let high = match text.chars().last()? {
        ']' => true,
        ')' | '[' => false,
        _ => return None, // no interval
    };
    (text.len() > 2).then(|| (1..text.len() - 1, (low, high)))
}

/// The sides of a sign of membership.
fn member(text: &str) -> Option<(&str, &str)> {
    ["\\in ", "\\in\\", "∈"].iter().find_map(|sign| {
        let at = text.find(sign)?;
        Some((&text[..at], text[at..].trim_start_matches("\\in").trim_start_matches('∈')))
    })
}

/// Whether a text is the name of a set of numbers or vectors.
fn is_set(text: &str) -> bool {
    ["\\mathbb", "\\mathbf", "\\mathcal", "\\R", "\\N", "\\Z", "ℝ", "ℕ", "ℤ", "\\{"]
        .iter()
        .any(|sign| text.starts_with(sign))
}

/// Whether a text that cannot be read relates something to something, so that it could be a claim.
pub(super) fn relates(text: &str) -> bool {
    const SIGNS: [&str; 12] = ["=", "<", ">", "≤", "≥", "≠", "≈", "\\le", "\\ge", "\\ne", "\\lt", "\\gt"];
    SIGNS.iter().any(|sign| text.contains(sign))
        || ["\\approx", "\\equiv", "\\to", "→", "\\in", "∈", "\\sim"].iter().any(|sign| text.contains(sign))
}
