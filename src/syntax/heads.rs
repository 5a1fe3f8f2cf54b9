//! The small productions that look ahead: what stands left of `=`, the quotient of a derivative, the exponent of a function.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::{char, digit1, one_of, satisfy};
use nom::combinator::{map, not, opt, recognize, verify};
use nom::multi::separated_list1;
use nom::sequence::{delimited, preceded, terminated};

use super::symbols::superscript;
use super::token::{Read, blank, name, number};

/// `g(x, y) =` or `u =`.
#[derive(Debug, PartialEq)]
pub(super) struct DefinitionHead<'a> {
    pub(super) name: &'a str,
    /// Empty for `u =`.
    pub(super) parameters: Vec<&'a str>,
}

/// What stands left of the first `=`, if it is a name or a name applied to names.
pub(super) fn definition_head(input: &str) -> Read<'_, DefinitionHead<'_>> {
    let comma = (blank, char(','), blank);
    let parameters = delimited((char('('), blank), separated_list1(comma, name), (blank, char(')')));
    // `=<` and `==` are relations, or slips for one.
    let sign = (char('='), not(one_of("=<>")));
    (terminated(name, blank), terminated(opt(parameters), blank), sign)
        .map(|(name, parameters, _)| DefinitionHead { name, parameters: parameters.unwrap_or_default() })
        .parse_complete(input)
}

/// `d^2g/dz^2`: what is differentiated if it is named, by what, and the two orders as written.
#[derive(Debug, PartialEq)]
pub(super) struct DerivativeHead<'a> {
    pub(super) subject: Option<&'a str>,
    pub(super) variable: &'a str,
    pub(super) upper: Option<&'a str>,
    pub(super) lower: Option<&'a str>,
}

/// The quotient of a derivative: `d/dz`, `∂/∂z`, `d²/dz²`, `dg/dz`, `d^2 g/dz^2`.
pub(super) fn derivative_head(input: &str) -> Read<'_, DerivativeHead<'_>> {
    let mut slash = (blank, alt((char('/'), char('⁄'), char('∕'))), blank);
    let (rest, (upper, subject)) = numerator(input)?;
    let (rest, _) = slash.parse_complete(rest)?;
    let whole_word = verify(name, |word: &str| word != "delta");
    // `dα` is two tokens, `dz` is one, and after `∂` there may be a space.
    let greek_letter = recognize((char('d'), not(satisfy(|c| c.is_ascii())), name));
    let mut letter = alt((greek_letter, recognize(whole_word), recognize((char('∂'), blank, name))));
    let (rest, word) = letter.parse_complete(rest)?;
    let (_, variable) = preceded((differential, blank), name).parse_complete(word)?;
    let (rest, lower) = opt(order).parse_complete(rest)?;
    Ok((rest, DerivativeHead { subject, variable, upper, lower }))
}

/// `d`, `dg`, `d^2`, `d^2 g`: the order and the name that is differentiated.
fn numerator(input: &str) -> Read<'_, (Option<&str>, Option<&str>)> {
    let with_order = (differential, map(order, Some), preceded(blank, opt(name)));
    let partial = (char('∂'), blank, opt(name));
    let glued = (char('d'), opt(name));
    alt((
        with_order.map(|(_, upper, subject)| (upper, subject)),
        partial.map(|(_, _, subject)| (None, subject)),
        glued.map(|(_, subject)| (None, subject)),
    ))
    .parse_complete(input)
}

fn differential(input: &str) -> Read<'_, char> {
    alt((char('d'), char('∂'))).parse_complete(input)
}

/// `^2`, `**2` or `²`; the digits as written.
fn order(input: &str) -> Read<'_, &str> {
    let raised = take_while1(|c| superscript(c).is_some_and(|c| c.is_ascii_digit()));
    alt((preceded((blank, power_sign, blank), digit1), raised)).parse_complete(input)
}

fn power_sign(input: &str) -> Read<'_, &str> {
    alt((tag("^"), tag("**"))).parse_complete(input)
}

/// The exponent between a function and its argument.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct FunctionExponent<'a> {
    pub(super) negative: bool,
    /// A numeral or a name, on the line or raised.
    pub(super) text: &'a str,
    pub(super) is_number: bool,
}

/// `^2`, `^n`, `^-1`, `^(-1)`, `^{2}`, `²`, `⁻¹`.
pub(super) fn function_exponent(input: &str) -> Read<'_, FunctionExponent<'_>> {
    let enclosed = |open, close| delimited((char(open), blank), signed, (blank, char(close)));
    let inner = alt((signed, enclosed('(', ')'), enclosed('{', '}'), enclosed('<', '>')));
    let on_line = preceded((power_sign, blank), inner);
    preceded(blank, alt((on_line, raised, delimited(char('⁽'), raised, char('⁾'))))).parse_complete(input)
}

fn signed(input: &str) -> Read<'_, FunctionExponent<'_>> {
    let sign = opt((alt((char('-'), char('−'))), blank));
    let word = alt((map(number, |text| (text, true)), map(name, |text| (text, false))));
    (sign, word)
        .map(|(sign, (text, is_number))| FunctionExponent { negative: sign.is_some(), text, is_number })
        .parse_complete(input)
}

fn raised(input: &str) -> Read<'_, FunctionExponent<'_>> {
    let is = |test: fn(&char) -> bool| move |c: char| superscript(c).is_some_and(|c| test(&c));
    let digits = take_while1(is(char::is_ascii_digit));
    let letter = recognize(satisfy(is(char::is_ascii_alphabetic)));
    let word = alt((map(digits, |text| (text, true)), map(letter, |text| (text, false))));
    (opt(char('⁻')), word)
        .map(|(sign, (text, is_number))| FunctionExponent { negative: sign.is_some(), text, is_number })
        .parse_complete(input)
}
