//! What people write in place of a formula: integrals, differentials and values at a place, told by formulas.

use std::ops::Range;

use super::documents::Kind;

/// A text that says in formulas what another one says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelled {
    pub(super) text: String,
    /// A condition under which it is said.
    pub(super) at: Option<String>,
    /// How the text was read.
    pub(super) note: String,
    /// Whether an integral is told by a derivative.
    pub(super) is_integral: bool,
}

/// Longer texts are not looked at.
const LONGEST: usize = 400;

/// What a text says, if it is of this kind.
pub(super) fn spelled(text: &str, kind: Kind) -> Option<Spelled> {
    let text = text.trim();
    if text.len() > LONGEST || text.contains('\n') {
        return None;
    }
    conditional(text)
        .or_else(|| integral(text))
        .or_else(|| differentials(text))
        .or_else(|| at_a_place(text).filter(|_| kind.is_math()))
}

/// The places of the equals signs outside brackets.
fn equals(text: &str) -> Vec<usize> {
    let mut depth = 0_usize;
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => depth = depth.saturating_sub(1),
            '=' if depth == 0 => found.push(at),
            _ => {} // no other sign groups
        }
    }
    found
}

/// A letter or the command of one.
fn is_letter(text: &str) -> bool {
    let name = text.strip_prefix('\\').unwrap_or(text);
    let letters = name.chars().count();
    letters == 1 && name.chars().all(char::is_alphabetic)
        || letters > 1 && text.starts_with('\\') && crate::syntax::GREEK.iter().any(|row| row.1 == name)
}

/// The signs of a differential, the longest first.
const DIFFERENTIALS: [&str; 5] = ["\\mathrm{d}", "{\\rm d}", "\\mathrm d", "\\dd", "d"];

/// What stands before a differential at the end of a text, and its variable.
fn differential(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_end();
    let at = text
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let from = if text[..at].ends_with('\\') { at - 1 } else { at };
    let (run, before) = (&text[from..], &text[..from]);
    if is_letter(run) && run.len() < 8 {
        let before = before.trim_end();
        let rest = DIFFERENTIALS.iter().find_map(|sign| before.strip_suffix(sign))?;
        return (!rest.ends_with(char::is_alphabetic)).then_some((rest, run));
    }
    let variable = run.strip_prefix('d').filter(|variable| is_letter(variable))?;
    Some((before, variable))
}

fn without_space(text: &str) -> &str {
    let mut text = text.trim();
    while let Some(shorter) = ["\\,", "\\;", "\\!", "\\ "].iter().find_map(|space| text.strip_suffix(space)) {
        text = shorter.trim_end();
    }
    text
}

/// `\int f(x) dx = F(x) + C` says that the derivative of `F` is `f`.
fn integral(text: &str) -> Option<Spelled> {
    let rest = text.strip_prefix("\\int").or_else(|| text.strip_prefix('∫'))?;
    let [equal] = equals(rest)[..] else { return None };
    let (of, is) = (&rest[..equal], &rest[equal + 1..]);
    let of = of.trim_start();
    if of.starts_with(['_', '^']) || of.starts_with("\\limits") {
        return None;
    }
    let (integrand, variable) = differential(of.trim_end_matches('&'))?;
    let integrand = without_space(integrand);
    let is = is.trim().trim_end_matches(['.', ',']).trim_end();
    let constants = ["C", "c", "\\text{const}", "\\text{const.}", "\\mathrm{const}", "const"];
    let is = constants.iter().find_map(|name| is.strip_suffix(name)?.trim_end().strip_suffix('+')).unwrap_or(is).trim();
    let integrand = if integrand.is_empty() { "1" } else { integrand };
    Some(Spelled {
        text: format!("d/d{} ({is}) = {integrand}", variable.trim_start_matches('\\')),
        at: None,
        note: "the integral is read as: what it comes to has this derivative".to_owned(),
        is_integral: true,
    })
}

/// `f(x) = a if x > 0 else b`, as programs choose, says it in cases.
fn conditional(text: &str) -> Option<Spelled> {
    let equal = *equals(text).first()?;
    let (left, mut rest) = (&text[..equal], &text[equal + 1..]);
    let mut cases = String::new();
    while let Some((value, behind)) = rest.split_once(" if ") {
        let (condition, other) = behind.split_once(" else ")?;
        cases.push_str(&format!("{} if {}; ", value.trim(), condition.trim()));
        rest = other;
    }
    if cases.is_empty() || rest.trim().is_empty() {
        return None;
    }
    let rest = rest.trim().trim_end_matches(['.', ',', ';']);
    let note = "`if` and `else` are read as cases".to_owned();
    Some(Spelled { text: format!("{left}= {{{cases}{rest} otherwise}}"), at: None, note, is_integral: false })
}

/// `dy = f(x) dx` says that `dy/dx` is `f(x)`.
fn differentials(text: &str) -> Option<Spelled> {
    let [equal] = equals(text)[..] else { return None };
    let (left, right) = (text[..equal].trim_end_matches('&'), text[equal + 1..].trim_end_matches(['.', ',', ' ']));
    let (before, of) = differential(left)?;
    let (factor, by) = differential(right)?;
    let factor = without_space(factor);
    if !before.trim().is_empty() || factor.is_empty() || of == by {
        return None;
    }
    let bare = |name: &str| name.trim_start_matches('\\').to_owned();
    let text = format!("d{}/d{} = {factor}", bare(of), bare(by));
    let note = format!("{left} = … d{by} is read as d{of}/d{by} = …", left = left.trim());
    Some(Spelled { text, at: None, note, is_integral: false })
}

/// `\left. f'(x) \right|_{x=0} = 1` says what the slope is where `x = 0`.
fn at_a_place(text: &str) -> Option<Spelled> {
    let (bar, index, end) = bar_with_condition(text)?;
    let before = text[..bar.start].to_owned();
    let before = match (text[bar.clone()].starts_with("\\right"), before.rfind("\\left.")) {
        (true, Some(left)) => format!("{}{}", &before[..left], &before[left + "\\left.".len()..]),
        (true, None) => return None,
        (false, _) => before,
    };
    let condition = text[index].trim().to_owned();
    let rest = &text[end..];
    let (variable, place) = condition.split_once('=')?;
    let (other, own) = before.split_at(side(&before));
    let depends = [place, rest, other].iter().any(|part| mentions(part, variable.trim()));
    let is_whole = is_balanced(&before) && (text[bar].starts_with("\\right") || !has_sum(own));
    if depends || !is_whole || bar_with_condition(rest).is_some() || !before.contains(char::is_alphanumeric) {
        return None;
    }
    let note = format!("the value is taken where {condition}");
    Some(Spelled { text: format!("{before} {rest}"), at: Some(condition), note, is_integral: false })
}

/// The signs and commands of a text, with their places.
fn signs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (from, rest) = (at, &text[at..]);
        let next = rest.chars().next()?;
        let name = rest[next.len_utf8()..].chars().take_while(char::is_ascii_alphabetic).count();
        let length = if next == '\\' { 1 + name } else { next.len_utf8() };
        at += length;
        Some((from, &rest[..length]))
    })
}

/// Whether a letter or the command of one stands in a text, also beside other letters.
fn mentions(text: &str, letter: &str) -> bool {
    signs(text).any(|(_, sign)| sign == letter)
}

/// Where the last side of a relation begins.
fn side(text: &str) -> usize {
    const RELATIONS: [&str; 21] = [
        "=",
        "<",
        ">",
        "≤",
        "≥",
        "≠",
        "≈",
        "→",
        "\\le",
        "\\leq",
        "\\leqslant",
        "\\ge",
        "\\geq",
        "\\geqslant",
        "\\lt",
        "\\gt",
        "\\ne",
        "\\neq",
        "\\approx",
        "\\equiv",
        "\\to",
    ];
    let ends = signs(text).filter(|(_, sign)| RELATIONS.contains(sign)).map(|(at, sign)| at + sign.len());
    ends.last().unwrap_or(0)
}

/// Whether all brackets of a text are closed.
fn is_balanced(text: &str) -> bool {
    let depth = text.chars().try_fold(0_usize, |depth, c| match c {
        '(' | '{' | '[' => Some(depth + 1),
        ')' | '}' | ']' => depth.checked_sub(1),
        _ => Some(depth), // no other sign groups
    });
    depth == Some(0)
}

/// Whether a sum stands in a text outside brackets, so that it is not clear to what of it a bar belongs.
fn has_sum(text: &str) -> bool {
    let mut depth = 0_usize;
    text.trim_start().char_indices().any(|(at, c)| {
        match c {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => depth = depth.saturating_sub(1),
            _ => {} // no other sign groups
        }
        depth == 0 && at > 0 && matches!(c, '+' | '-' | '−' | '±')
    })
}

/// The bar before `_{x=0}`, what stands in the braces, and where they end.
fn bar_with_condition(text: &str) -> Option<(Range<usize>, Range<usize>, usize)> {
    const BARS: [&str; 3] = ["|", "\\rvert", "\\vert"];
    const SIZES: [&str; 9] =
        ["\\right", "\\bigr", "\\Bigr", "\\biggr", "\\Biggr", "\\big", "\\Big", "\\bigg", "\\Bigg"];
    text.match_indices('_').find_map(|(at, _)| {
        let front = text[..at].trim_end();
        let front = BARS.iter().find_map(|bar| front.strip_suffix(bar))?.trim_end();
        let start = SIZES.iter().find_map(|size| front.strip_suffix(size)).unwrap_or(front).len();
        let inside = text[at + 1..].trim_start().strip_prefix('{')?;
        let from = text.len() - inside.len();
        let length = inside.find(['{', '}'])?;
        let is_one = inside[length..].starts_with('}') && inside[..length].matches('=').count() == 1;
        is_one.then(|| (start..at, from..from + length, from + length + 1))
    })
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::spelled;
    use crate::check::documents::Kind;

    #[test]
    fn other_notations_are_told_by_formulas() {
        let told = [
            (r"\int \sigma(x)\,dx = \ln(1+e^x) + C", r"d/dx (\ln(1+e^x)) = \sigma(x)", None),
            (r"\int \frac{1}{x}\, \mathrm{d}x = \ln x", r"d/dx (\ln x) = \frac{1}{x}", None),
            ("f(x) = x if x > 0 else 0", "f(x) = {x if x > 0; 0 otherwise}", None),
            (r"dy = (1-y^2)\,dx", r"dy/dx = (1-y^2)", None),
            (r"\left.\frac{d\tanh(x)}{dx}\right|_{x=0} = 1", r"\frac{d\tanh(x)}{dx}  = 1", Some("x=0")),
            (r"\sigma'(x)\Big|_{x = 0} = \frac14", r"\sigma'(x)  = \frac14", Some("x = 0")),
        ];
        for (text, expected, at) in told {
            let found = spelled(text, Kind::Inline).unwrap_or_else(|| panic!("{text} is told"));
            assert_eq!((found.text.as_str(), found.at.as_deref()), (expected, at), "{text}");
        }
        let others = [
            r"\int_0^1 x dx = 1/2",
            r"|x|_2 = 1",
            r"d = 2d",
            r"y = x dx",
            r"\|x\|_{p} = 1",
            r"f(x) = ad",
            r"\sigma(x)|_{x=0} = \sigma(x)",
            r"f(x)|_{x=0} = ax",
            r"f(x)|_{x=2x} = f(0)",
            r"x + f(x)|_{x=0} = 1",
            r"f(x) = f(x)|_{x=0}",
            r"\frac{d}{dx}[f(x)|_{x=0}] = f'(0)",
        ];
        for text in others {
            assert_eq!(spelled(text, Kind::Inline), None, "{text}");
        }
    }
}
