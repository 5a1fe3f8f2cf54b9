//! Tokens, read one at a time: each is a kind and a range of bytes, and none owns memory.
//!
//! Small productions are written with nom over its own error type, which knows how much text was left
//! and so the byte offset of what went wrong.

use std::borrow::Cow;

use nom::branch::alt;
use nom::bytes::complete::{take_while, take_while1};
use nom::character::complete::{char, digit1, one_of, satisfy};
use nom::combinator::{opt, recognize};
use nom::multi::fold_many1;
use nom::{IResult, Parser};
use smol_str::{SmolStr, format_smolstr};

use super::error::{Error, ErrorKind};
use super::symbols::{greek, prime, subscript, superscript};
use super::tree::Relation;

/// A production that did not match, with the number of bytes that were left where it failed.
#[derive(Debug, PartialEq)]
pub(super) struct Misread {
    pub(super) left: usize,
}

impl nom::error::ParseError<&str> for Misread {
    fn from_error_kind(input: &str, _: nom::error::ErrorKind) -> Misread {
        Misread { left: input.len() }
    }

    fn append(_: &str, _: nom::error::ErrorKind, other: Misread) -> Misread {
        other
    }

    fn or(self, other: Misread) -> Misread {
        // The alternative that came furthest says most.
        if self.left < other.left { self } else { other }
    }
}

pub(super) type Read<'a, T> = IResult<&'a str, T, Misread>;

/// Brackets that the reader tells apart; `<` and `>` become brackets only where the position says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    Round,
    Square,
    Brace,
    /// Braces of LaTeX, which group and say nothing else.
    Hidden,
    /// Bars that tell the left one from the right one.
    Bars,
}

/// The reserved words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    If,
    Otherwise,
    And,
    Or,
    Let,
    Undefined,
    Else,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Name,
    Meta,
    Word(Word),
    Open(Bracket),
    Close(Bracket),
    Bar,
    Comma,
    Semicolon,
    Plus,
    Minus,
    Times,
    Divide,
    Power,
    Relation(Relation),
    Primes,
    SquareRoot,
    CubeRoot,
    Partial,
    /// `\in` before an interval.
    Member,
    Infinity,
    End,
}

impl Kind {
    /// Whether an operand can begin here, leaving out signs.
    pub(super) fn starts_operand(self) -> bool {
        match self {
            Kind::Number | Kind::Name | Kind::Meta | Kind::Word(Word::Undefined) => true,
            Kind::Open(_) | Kind::Bar | Kind::SquareRoot | Kind::CubeRoot | Kind::Partial => true,
            Kind::Word(_) | Kind::Close(_) | Kind::Comma | Kind::Semicolon | Kind::Plus | Kind::Minus => false,
            Kind::Times | Kind::Divide | Kind::Power | Kind::Relation(_) | Kind::Primes | Kind::End => false,
            Kind::Member | Kind::Infinity => false,
        }
    }
}

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Whether it is written as a superscript.
    pub(super) raised: bool,
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Token {
    pub(super) fn span(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A numeral: `2`, `0.01`, `.5`, `1e-6`. An `e` without digits behind it is not part of it.
pub(super) fn number(input: &str) -> Read<'_, &str> {
    let fraction = || (char('.'), digit1);
    let digits = alt((recognize((digit1, opt(fraction()))), recognize(fraction())));
    let exponent = (one_of("eE"), opt(one_of("+-")), digit1);
    recognize((digits, opt(exponent))).parse_complete(input)
}

/// A name: a Latin letter with letters, digits and `_` behind it, or one Greek letter with digits or a `_` suffix.
pub(super) fn name(input: &str) -> Read<'_, &str> {
    let subscripts = || take_while(|c| subscript(c).is_some());
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if input.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) {
        return recognize((take_while1(word), subscripts())).parse_complete(input);
    }
    let suffix = (char('_'), take_while1(|c: char| c.is_ascii_alphanumeric()));
    let letter = satisfy(|c| greek(c).is_some());
    recognize((letter, take_while(|c: char| c.is_ascii_digit()), opt(suffix), subscripts())).parse_complete(input)
}

/// One or more primes, and how many derivatives they stand for.
pub(super) fn primes(input: &str) -> Read<'_, u32> {
    fold_many1(satisfy(|c| prime(c).is_some()), || 0u32, |sum, c| sum.saturating_add(prime(c).unwrap_or(0)))
        .parse_complete(input)
}

/// Spaces and comments; never fails.
pub(super) fn blank(input: &str) -> Read<'_, ()> {
    Ok((&input[skip_blank(input, 0)..], ()))
}

/// The first position from `at` on that is neither space nor comment.
pub(super) fn skip_blank(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' => at += 1,
            b'#' => at += bytes[at..].iter().position(|b| *b == b'\n').unwrap_or(bytes.len() - at),
            0x80.. => match text[at..].chars().next() {
                Some(c) if is_space(c) => at += c.len_utf8(),
                _ => break, // any other character is a token's
            },
            _ => break, // any other ASCII byte is a token's
        }
    }
    at
}

fn is_space(c: char) -> bool {
    // Zero-width spaces are refused as control characters instead; a byte-order mark at the start is not text.
    c.is_whitespace() && !c.is_control() || c == '\u{feff}'
}

/// A name in Latin letters: `α_1` is `alpha_1`, `x₁` is `x_1`.
pub(super) fn latin(written: &str) -> Cow<'_, str> {
    if written.is_ascii() {
        return Cow::Borrowed(written);
    }
    let mut name = String::new();
    let mut lowered = false;
    for c in written.chars() {
        if let Some(letter) = greek(c) {
            name.push_str(letter);
        } else if let Some(digit) = subscript(c) {
            if !lowered {
                name.push('_');
                lowered = true;
            }
            name.push(digit);
        } else {
            name.push(c);
        }
    }
    Cow::Owned(name)
}

/// A numeral on the line with a digit in front of its point.
pub(super) fn numeral(written: &str) -> SmolStr {
    match written.as_bytes().first() {
        Some(b'.') => format_smolstr!("0{written}"),
        Some(b'0'..=b'9') | None => written.into(),
        Some(_) => lowered(written).into(), // superscript digits
    }
}

/// Superscript characters on the line.
pub(super) fn lowered(written: &str) -> String {
    written.chars().map(|c| superscript(c).unwrap_or(c)).collect()
}

/// The token at or after `at`.
pub(super) fn token(text: &str, at: usize) -> Result<Token, Error> {
    let start = skip_blank(text, at);
    let rest = &text[start..];
    let Some(&byte) = rest.as_bytes().first() else {
        return Ok(Token { kind: Kind::End, raised: false, start: start as u32, end: start as u32 });
    };
    let next = rest.as_bytes().get(1).copied();
    let (kind, length) = match byte {
        b'0'..=b'9' => (Kind::Number, plain_digits(rest).unwrap_or_else(|| read(number, rest))),
        b'.' if next.is_some_and(|b| b.is_ascii_digit()) => (Kind::Number, read(number, rest)),
        b'a'..=b'z' | b'A'..=b'Z' => {
            let length = plain_name(rest).unwrap_or_else(|| read(name, rest));
            (word(&rest[..length]), length)
        }
        b'?' if next.is_some_and(|b| b.is_ascii_alphabetic()) => (Kind::Meta, 1 + read(name, &rest[1..])),
        b'\'' => (Kind::Primes, run_of_primes(rest)),
        b'(' => (Kind::Open(Bracket::Round), 1),
        b')' => (Kind::Close(Bracket::Round), 1),
        b'[' => (Kind::Open(Bracket::Square), 1),
        b']' => (Kind::Close(Bracket::Square), 1),
        b'{' => (Kind::Open(Bracket::Brace), 1),
        b'}' => (Kind::Close(Bracket::Brace), 1),
        b'|' => (Kind::Bar, 1),
        1 => (Kind::Open(Bracket::Hidden), 1),
        2 => (Kind::Close(Bracket::Hidden), 1),
        3 => (Kind::Open(Bracket::Bars), 1),
        4 => (Kind::Close(Bracket::Bars), 1),
        5 => (Kind::Member, 1),
        b',' => (Kind::Comma, 1),
        b';' => (Kind::Semicolon, 1),
        b'+' => (Kind::Plus, 1),
        b'-' => (Kind::Minus, 1),
        b'*' if next == Some(b'*') => (Kind::Power, 2),
        b'*' => (Kind::Times, 1),
        b'/' => (Kind::Divide, 1),
        b'^' => (Kind::Power, 1),
        b'<' if next == Some(b'=') => (Kind::Relation(Relation::LessEqual), 2),
        b'<' => (Kind::Relation(Relation::Less), 1),
        b'>' if next == Some(b'=') => (Kind::Relation(Relation::GreaterEqual), 2),
        b'>' => (Kind::Relation(Relation::Greater), 1),
        b'=' if next == Some(b'=') => (Kind::Relation(Relation::Equal), 2),
        b'=' => (Kind::Relation(Relation::Equal), 1),
        b'!' if next == Some(b'=') => (Kind::Relation(Relation::NotEqual), 2),
        _ => return wide_token(rest, start), // everything outside ASCII, and what has no meaning
    };
    Ok(Token { kind, raised: false, start: start as u32, end: (start + length) as u32 })
}

/// The length of a numeral that is only digits; `None` if what follows may belong to it.
fn plain_digits(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let length = bytes.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(bytes.len());
    (!matches!(bytes.get(length), Some(b'.' | b'e' | b'E'))).then_some(length)
}

/// The length of a name of Latin letters, digits and `_`; `None` if what follows may belong to it.
fn plain_name(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let belongs = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let length = bytes.iter().position(|byte| !belongs(byte)).unwrap_or(bytes.len());
    bytes.get(length).is_none_or(u8::is_ascii).then_some(length)
}

fn read<'a, T>(production: impl Fn(&'a str) -> Read<'a, T>, rest: &'a str) -> usize {
    match production(rest) {
        Ok((left, _)) => rest.len() - left.len(),
        // The first character was looked at before, so at least that one belongs to the token.
        Err(_) => rest.chars().next().map_or(0, char::len_utf8),
    }
}

fn run_of_primes(rest: &str) -> usize {
    read(primes, rest)
}

fn word(name: &str) -> Kind {
    if name.len() < 2 {
        return Kind::Name;
    }
    match name {
        "if" => Kind::Word(Word::If),
        "otherwise" => Kind::Word(Word::Otherwise),
        "and" => Kind::Word(Word::And),
        "or" => Kind::Word(Word::Or),
        "let" => Kind::Word(Word::Let),
        "undefined" => Kind::Word(Word::Undefined),
        "else" => Kind::Word(Word::Else),
        _ => Kind::Name, // every other word is a name
    }
}

/// Signs outside ASCII, and the errors for characters without a meaning.
fn wide_token(rest: &str, start: usize) -> Result<Token, Error> {
    let first = rest.chars().next().unwrap_or('\0');
    let one = first.len_utf8();
    let (kind, length) = match first {
        '·' | '⋅' | '×' | '∗' => (Kind::Times, one),
        '−' => (Kind::Minus, one),
        '⁄' | '∕' | '÷' => (Kind::Divide, one),
        '≤' | '⩽' => (Kind::Relation(Relation::LessEqual), one),
        '≥' | '⩾' => (Kind::Relation(Relation::GreaterEqual), one),
        '≠' => (Kind::Relation(Relation::NotEqual), one),
        '√' => (Kind::SquareRoot, one),
        '∛' => (Kind::CubeRoot, one),
        '∂' => (Kind::Partial, one),
        '∞' => (Kind::Infinity, one),
        _ if prime(first).is_some() => (Kind::Primes, run_of_primes(rest)),
        _ if greek(first).is_some() => (Kind::Name, read(name, rest)),
        _ => match superscript(first) {
            Some(sign) => return Ok(raised_token(sign, rest, start)),
            None => return Err(unknown_character(first, start)),
        },
    };
    Ok(Token { kind, raised: false, start: start as u32, end: (start + length) as u32 })
}

/// A superscript: a run of digits is one numeral, and each letter is a name of its own.
fn raised_token(sign: char, rest: &str, start: usize) -> Token {
    let one = rest.chars().next().map_or(0, char::len_utf8);
    let digit = |c: &char| superscript(*c).is_some_and(|c| c.is_ascii_digit());
    let (kind, length) = match sign {
        '0'..='9' => (Kind::Number, rest.chars().take_while(digit).map(char::len_utf8).sum()),
        '+' => (Kind::Plus, one),
        '-' => (Kind::Minus, one),
        '(' => (Kind::Open(Bracket::Round), one),
        ')' => (Kind::Close(Bracket::Round), one),
        _ => (Kind::Name, one), // the table has only letters besides
    };
    Token { kind, raised: true, start: start as u32, end: (start + length) as u32 }
}

/// Characters that look like ones the language has.
static LOOKALIKES: &[(char, &str)] = &[
    ('–', "-"),
    ('—', "-"),
    ('"', "''"),
    ('“', "''"),
    ('”', "''"),
    ('‘', "'"),
    ('½', "1/2"),
    ('¼', "1/4"),
    ('¾', "3/4"),
    ('⅓', "1/3"),
    ('&', "and"),
    ('∧', "and"),
    ('∨', "or"),
    (':', "="),
    ('∣', "|"),
    ('❘', "|"),
    ('（', "("),
    ('）', ")"),
    ('ℯ', "e"),
    ('•', "*"),
    ('∙', "*"),
];

fn unknown_character(first: char, start: usize) -> Error {
    let span = start..start + first.len_utf8();
    if is_unprintable(first) {
        return Error::new(ErrorKind::ControlCharacter(first), span);
    }
    if first == '.' {
        return Error::new(ErrorKind::MissingDigits, span);
    }
    let error = Error::new(ErrorKind::UnexpectedCharacter(first), span.clone());
    match LOOKALIKES.iter().find(|row| row.0 == first) {
        Some(row) => error.suggesting(span, row.1),
        None => error,
    }
}

/// Whether printing this character could hide or move text: control, direction and zero-width characters.
pub(crate) fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
