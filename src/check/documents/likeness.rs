//! What looks like mathematics where no markup says so: signs, and words that can be names.

use crate::syntax::{self, Names, TableNames};

/// Signs of relations.
pub(super) const RELATIONS: [char; 7] = ['=', '<', '>', '≤', '≥', '≠', '≈'];

/// Short words of English that are no names in a formula.
pub(super) const WORDS: [&str; 40] = [
    "a", "an", "as", "at", "be", "by", "do", "go", "he", "if", "in", "is", "it", "me", "my", "no", "of", "on", "or",
    "so", "to", "up", "us", "we", "eg", "ie", "vs", "id", "ok", "am", "pm", "et", "al", "oh", "hi", "ex", "la", "le",
    "de", "el",
];

/// A sign or word of a line, with its bytes in the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// Whether space stands before it.
    pub(super) spaced: bool,
    /// Whether so much space stands before it that another column begins.
    pub(super) apart: bool,
}

/// What a token can be in a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    /// A name or function.
    Name,
    /// A longer word that is no function.
    Word,
    Relation,
    Operator,
    Open,
    Close,
    Comma,
    /// What ends a sentence or part of one.
    Stop,
    Other,
}

/// So many spaces stand between columns.
pub(super) const COLUMN: usize = 3;

/// The tokens of a line, one after the other. Linear.
pub(super) struct Tokens<'l> {
    line: &'l str,
    /// Where the line begins in the text.
    from: usize,
    at: usize,
}

/// The tokens of a line that begins at `from` in the text.
pub(super) fn tokens(line: &str, from: usize) -> Tokens<'_> {
    Tokens { line, from, at: 0 }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let mut spaces = usize::from(self.at == 0);
        while let Some(c) = self.line[self.at..].chars().next() {
            if c.is_whitespace() {
                self.at += c.len_utf8();
                spaces += if c == '\t' { COLUMN } else { 1 };
                continue;
            }
            let (length, kind) = token(self.line, self.at, c);
            let start = self.from + self.at;
            self.at += length;
            return Some(Token { start, end: start + length, kind, spaced: spaces > 0, apart: spaces >= COLUMN });
        }
        None
    }
}

fn token(line: &str, at: usize, c: char) -> (usize, Kind) {
    let rest = &line[at..];
    let one = c.len_utf8();
    if c.is_ascii_digit() || c == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
        return (number(rest), Kind::Number);
    }
    let raised = |c: char| syntax::SUPERSCRIPTS.iter().any(|row| row.0 == c);
    if raised(c) {
        return (one, Kind::Operator);
    }
    if c.is_alphabetic() {
        let inner = |c: char| (c.is_alphabetic() || c.is_ascii_digit() || c == '_') && !raised(c);
        let length = rest.find(|c| !inner(c)).unwrap_or(rest.len()).max(one);
        return (length, word(&rest[..length]));
    }
    if let Some(length) = tag(rest) {
        return (length, Kind::Other);
    }
    if let Some(arrow) = ["<->", "==>", "<==", "=>", "->", "<-", "-->", "<<", ">>", "//", "..."]
        .iter()
        .find(|sign| rest.starts_with(**sign))
    {
        return (arrow.len(), Kind::Stop);
    }
    if let Some(sign) = ["<=", ">=", "!=", "==", ":=", "=<"].iter().find(|sign| rest.starts_with(**sign)) {
        return (sign.len(), Kind::Relation);
    }
    let kind = match c {
        _ if RELATIONS.contains(&c) => Kind::Relation,
        '+' | '-' | '*' | '/' | '^' | '|' | '·' | '⋅' | '×' | '−' | '÷' | '√' | '∂' | '⁄' | '\'' | '′' | '’' | '″' => {
            Kind::Operator
        }
        '(' | '[' | '{' => Kind::Open,
        ')' | ']' | '}' => Kind::Close,
        ',' => Kind::Comma,
        '.' | ';' | ':' | '!' | '?' => Kind::Stop,
        _ if ('₀'..='₉').contains(&c) => Kind::Operator,
        _ => Kind::Other, // every other character is none of a formula
    };
    (one, kind)
}

/// The length of a tag of HTML: one that closes, one without content, or one that the line soon closes again.
fn tag(rest: &str) -> Option<usize> {
    const LONGEST: usize = 12;
    const FAR: usize = 2_000;
    let inner = rest.strip_prefix('<')?;
    let slash = usize::from(inner.starts_with('/'));
    let name = inner[slash..].bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let behind = inner[slash + name..].trim_start();
    if name == 0 || !inner[slash..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    if behind.starts_with("/>") || slash == 1 && behind.starts_with('>') {
        return rest.find('>').map(|at| at + 1);
    }
    let close = format!("</{}>", &inner[..name]);
    let near = &behind.as_bytes()[..behind.len().min(FAR)];
    let closes = behind.starts_with('>') && near.windows(close.len()).any(|window| window == close.as_bytes());
    closes.then(|| rest.len() - behind.len() + 1)
}

fn number(rest: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(rest);
    if rest[length..].starts_with('.') && digits(&rest[length + 1..]) > 0 {
        length += 1 + digits(&rest[length + 1..]);
    }
    let exponent = rest[length..].strip_prefix(['e', 'E']).map(|rest| rest.strip_prefix(['+', '-']).unwrap_or(rest));
    match exponent.map(digits) {
        Some(count) if count > 0 => rest.len() - exponent.map_or(0, str::len) + count,
        _ => length,
    }
}

fn word(word: &str) -> Kind {
    const SHORT: usize = 2;
    let lower = word.to_lowercase();
    let function = |name: &str| TableNames.function(name).or_else(|| TableNames.activation(name)).is_some();
    let greek = syntax::GREEK.iter().any(|(letter, name)| *name == word || word.starts_with(*letter));
    let reserved = syntax::CONSTANTS.contains(&word);
    // `0.01z` is a number and a name, `x_1` and `W1` are names.
    let stem = word.split('_').next().unwrap_or(word).trim_end_matches(|c: char| c.is_ascii_digit());
    let short = stem.chars().count() <= SHORT && stem.is_ascii() && !WORDS.contains(&&*lower);
    if function(word) || function(&lower) || greek || reserved || short { Kind::Name } else { Kind::Word }
}

/// Whether a whole cell of a table looks like a formula, which may be a name or number alone.
pub(super) fn is_cell_formula(text: &str) -> bool {
    let tokens: Vec<Token> = tokens(text, 0).collect();
    let fits = |token: &Token| {
        matches!(token.kind, Kind::Number | Kind::Name | Kind::Operator | Kind::Open | Kind::Close | Kind::Comma)
    };
    let about = |token: &Token| matches!(token.kind, Kind::Number | Kind::Name);
    is_formula(text) || tokens.iter().all(fits) && tokens.iter().any(about)
}

/// Whether a piece of code looks like a formula: a relation or an operator between signs of mathematics only.
pub(super) fn is_formula(text: &str) -> bool {
    const LONGEST: usize = 400;
    if text.len() > LONGEST || text.contains("::") || text.contains("//") {
        return false;
    }
    let tokens: Vec<Token> = tokens(text, 0).collect();
    let has_cases = text.contains('{') && text.contains(" if ") && !text.contains('\\');
    let strange = |token: &Token| match token.kind {
        Kind::Other => !matches!(&text[token.start..token.end], "\\" | "&"),
        Kind::Stop => !(has_cases && &text[token.start..token.end] == ";"),
        Kind::Word if token.end - token.start == 1 => false,
        Kind::Word if has_cases && &text[token.start..token.end] == "if" => false,
        Kind::Word => !matches!(&text[token.start..token.end], "otherwise" | "and") && !text.contains('\\'),
        Kind::Number | Kind::Name | Kind::Relation | Kind::Operator | Kind::Open | Kind::Close | Kind::Comma => false,
    };
    let says = tokens.iter().any(|token| matches!(token.kind, Kind::Relation | Kind::Operator));
    let about = tokens.iter().any(|token| matches!(token.kind, Kind::Number | Kind::Name | Kind::Word));
    says && about && tokens.len() > 2 && !tokens.iter().any(strange)
}
