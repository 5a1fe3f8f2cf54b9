//! LaTeX: a formula in it becomes one in plain notation, in which each part knows its place in the source.
//!
//! The reader of plain notation then makes the tree, so that both notations have one meaning for precedence, names and
//! errors. What LaTeX groups without a sign (`\frac{a}{b}`, `{a+b}`) stands between brackets that no input can have.
//! Open groups wait on a stack of their own, and time is linear in the text.

mod commands;
mod groups;
mod indicators;
mod quotients;
mod source;
mod words;

use super::error::{Error, ErrorKind, shown};
use super::names::{Names, nearest};
use super::tree::{Note, Span};
use commands::{CommandNames, Meaning, Side, greek, meaning};
pub use commands::{latex_commands, latex_environments};
pub(super) use source::Translation;

/// Brackets of groups without a sign, and bars that tell the left from the right; inputs have no control characters.
pub(super) const OPEN: char = '\u{1}';
pub(super) const CLOSE: char = '\u{2}';
pub(super) const OPEN_BARS: char = '\u{3}';
pub(super) const CLOSE_BARS: char = '\u{4}';

/// What stands before an interval.
pub(super) const MEMBER: &str = "\u{5}";

/// Whether a text is LaTeX by its look: it has a command or an index in braces.
pub(super) fn is_latex(text: &str) -> bool {
    let index = || text.match_indices("_{").any(|(at, _)| is_index(&text[at + 2..]));
    let bytes = text.as_bytes();
    bytes.contains(&b'\\') || bytes.contains(&b'$') || bytes.contains(&b'_') && index()
}

/// Whether letters and digits end with a brace; a name may end in `_` before cases.
fn is_index(text: &str) -> bool {
    let sign = |c: char| c.is_ascii_alphanumeric() || c == ',';
    let length = text.find(|c| !sign(c)).unwrap_or(text.len());
    length > 0 && text[length..].starts_with('}')
}

/// What follows when a brace closes.
#[derive(Debug, PartialEq)]
enum After {
    Nothing,
    /// The second argument of a fraction.
    Denominator(Span),
    /// The second argument of an applied function.
    Argument,
    /// The index of a root.
    Index(String),
    /// Reading goes on there: what lies between has been read before.
    Resume(usize),
    /// An index says nothing there.
    NoIndex,
}

/// A row of cases.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Case {
    /// The value is complete, and a condition or `otherwise` comes next.
    wants_condition: bool,
    conditioned: bool,
    /// How many parentheses are open, in which a comma ends nothing.
    depth: usize,
}

/// What is open.
#[derive(Debug, PartialEq)]
enum Opened<'a> {
    Brace {
        close: &'static str,
        after: After,
        function: bool,
    },
    Environment {
        name: &'a str,
        case: Option<Case>,
    },
    /// `\left` with what `\right` writes.
    Left {
        close: &'static str,
    },
}

#[derive(Debug, PartialEq)]
struct Frame<'a> {
    at: usize,
    opened: Opened<'a>,
}

/// What is about to be written, as far as what stands before it depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// It begins an operand.
    Operand,
    /// `if` or `otherwise`.
    CaseWord,
    Other,
}

struct Translator<'a> {
    source: &'a str,
    /// Where the formula ends: punctuation behind it is left out.
    end: usize,
    names: &'a dyn Names,
    at: usize,
    out: Translation<'a>,
    frames: Vec<Frame<'a>>,
    /// Each opening brace and where it is closed, in the order of the opening ones.
    braces: Vec<(u32, u32)>,
    /// A row or gap ended, and nothing followed so far.
    broken: Option<Span>,
    /// What was written last is a function without its argument.
    function: bool,
    /// The next environment has rows of cases, whatever its name is.
    cases_follow: bool,
    /// Whether the sign of a positive part stands in it.
    has_positive: bool,
    /// Where brackets close behind which a sign says that the positive part is meant.
    positive: Vec<usize>,
}

/// The formula in plain notation.
pub(super) fn translate<'a>(source: &'a str, names: &'a dyn Names) -> Result<Translation<'a>, Error> {
    let (start, end) = content(source);
    let mut translator = Translator {
        source,
        end,
        names,
        at: start,
        out: Translation::new(source, end),
        frames: Vec::new(),
        braces: groups::braces(&source[..end], start)?,
        broken: None,
        function: false,
        cases_follow: false,
        has_positive: source.contains("_+") || source.contains("_{+}"),
        positive: Vec::new(),
    };
    while translator.at < translator.end {
        translator.step()?;
    }
    match translator.frames.pop() {
        Some(frame) => Err(translator.unclosed(&frame)),
        None => Ok(translator.out),
    }
}

/// The part without delimiters of mathematics around it and punctuation behind it.
fn content(source: &str) -> (usize, usize) {
    const AROUND: [(&str, &str); 4] = [("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")];
    let mut text = ended(source);
    let mut start = source.len() - source.trim_start().len();
    let around = AROUND.iter().find(|(open, close)| {
        let long_enough = text.len() >= start + open.len() + close.len();
        long_enough && text[start..].starts_with(open) && text.ends_with(close)
    });
    if let Some((open, close)) = around {
        start += open.len();
        text = ended(&text[..text.len() - close.len()]);
    }
    (start, text.len().max(start))
}

/// The text without punctuation and space at its end.
fn ended(text: &str) -> &str {
    let mut text = text.trim_end();
    loop {
        let shorter =
            ["\\\\", "\\,", "\\;", "\\quad", "\\qquad", "\\qedhere"].iter().find_map(|end| text.strip_suffix(end));
        // `\,` is a space, and `\;` is no punctuation.
        let shorter = shorter.or_else(|| text.strip_suffix(['.', ',', ';', '。', '，']));
        match shorter {
            Some(shorter) => text = shorter.trim_end(),
            None => return text,
        }
    }
}

impl<'a> Translator<'a> {
    fn step(&mut self) -> Result<(), Error> {
        let at = self.at;
        let Some(c) = self.source[at..].chars().next() else { return Ok(()) };
        match c {
            '\\' => self.command(),
            '{' if self.is_decimal_comma() => {
                self.out.put(".", at..at + 3);
                self.at += 3;
                Ok(())
            }
            '{' => self.open_brace(),
            '}' => self.close_brace(),
            '^' => self.raise(),
            '_' => Err(Error::new(ErrorKind::MisplacedCommand("_".into()), at..at + 1)),
            '&' => {
                self.at += 1;
                self.cell();
                Ok(())
            }
            '%' => {
                self.at += self.source[at..].find('\n').unwrap_or(self.source.len() - at);
                Ok(())
            }
            '~' => self.blank(1),
            '$' if self.is_inside_words() => self.blank(1),
            '$' | '#' => Err(Error::new(ErrorKind::UnexpectedCharacter(c), at..at + 1)),
            ',' if self.case().is_some_and(|case| !case.conditioned && case.depth == 0) => {
                self.at += 1;
                self.want_condition();
                Ok(())
            }
            ':' if self.source[at + 1..].starts_with('=') => self.sign("=", at..at + 2),
            _ if c.is_ascii_alphabetic() || super::symbols::greek(c).is_some() => self.letters(),
            _ if c.is_whitespace() => self.blank(c.len_utf8()),
            _ => self.character(c), // every other character is one of the plain notation, or its reader refuses it
        }
    }

    /// `0{,}01` has a comma for its point.
    fn is_decimal_comma(&self) -> bool {
        let digit = |c: char| c.is_ascii_digit();
        let behind = self.source[self.at..self.end].strip_prefix("{,}");
        behind.is_some_and(|rest| rest.starts_with(digit)) && self.source[..self.at].ends_with(digit)
    }

    /// Goes on behind space of so many bytes.
    fn blank(&mut self, length: usize) -> Result<(), Error> {
        let span = self.at..self.at + length;
        self.at = span.end;
        if !self.out.text.ends_with([' ', '\n']) {
            self.out.put(" ", span);
        }
        Ok(())
    }

    /// A character that both notations have.
    fn character(&mut self, c: char) -> Result<(), Error> {
        let span = self.at..self.at + c.len_utf8();
        let digit = c.is_ascii_digit();
        if c == '1' && !self.ends_in_digit(span.start) && self.plain_indicator(span.clone())? {
            return Ok(());
        }
        if digit && !self.ends_in_digit(span.start) && self.scientific()? {
            return Ok(());
        }
        let class = if digit || matches!(c, '(' | '[' | '.') { Class::Operand } else { Class::Other };
        self.before(class, &span)?;
        if let Some(close) = self.positive_group(c) {
            self.positive.push(close);
            self.out.put("max(0, ", span.start..span.start);
        }
        if digit && self.ends_in_word() && !self.ends_in_digit(span.start) {
            self.out.put(" ", span.start..span.start);
        }
        self.at = span.end;
        self.function &= matches!(c, '\'' | '′' | '’');
        self.nest(&self.source[span.clone()]);
        let positive = self.positive.pop_if(|close| *close == span.start).is_some();
        self.out.put(&self.source[span.clone()], span.clone());
        if positive && let Some(length) = indicators::positive_part(&self.source[span.end..]) {
            self.at = span.end + length;
            self.out.put(")", span.end..self.at);
        }
        Ok(())
    }

    /// Whether the digit at `at` continues a numeral.
    fn ends_in_digit(&self, at: usize) -> bool {
        self.source[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.')
    }

    fn ends_in_word(&self) -> bool {
        self.out.text.ends_with(|c: char| c.is_alphanumeric() || c == '_')
    }

    /// Writes an operator or bracket.
    fn sign(&mut self, sign: &str, span: Span) -> Result<(), Error> {
        let class = if matches!(sign, "(" | "[" | "∂" | "√" | "∞") { Class::Operand } else { Class::Other };
        self.before(class, &span)?;
        self.at = span.end;
        self.function = false;
        self.nest(sign);
        self.out.put(sign, span);
        Ok(())
    }

    /// Counts parentheses inside a case.
    fn nest(&mut self, sign: &str) {
        let Some(case) = self.case() else { return };
        match sign {
            "(" | "[" => case.depth += 1,
            ")" | "]" => case.depth = case.depth.saturating_sub(1),
            _ => {} // no other sign encloses a comma
        }
    }

    /// Writes a word apart from the one before it.
    fn word(&mut self, word: &str, span: Span) -> Result<(), Error> {
        let class = match word {
            "if" | "otherwise" => Class::CaseWord,
            "and" | "or" => Class::Other,
            _ => Class::Operand, // every other word is a name or begins a formula
        };
        self.before(class, &span)?;
        if self.ends_in_word() {
            self.out.put(" ", span.start..span.start);
        }
        self.function = self.is_function(word);
        self.at = span.end;
        self.out.put(word, span);
        if class != Class::Operand {
            self.out.put(" ", self.at..self.at);
        }
        Ok(())
    }

    fn is_function(&self, word: &str) -> bool {
        self.names.function(word).or_else(|| self.names.activation(word)).is_some()
    }

    /// Puts in what the layout says and no sign does.
    fn before(&mut self, class: Class, span: &Span) -> Result<(), Error> {
        if let Some(case) = self.case()
            && (case.wants_condition || class == Class::CaseWord)
        {
            (case.wants_condition, case.conditioned) = (false, true);
            if class != Class::CaseWord {
                self.out.put(" if ", span.start..span.start);
            }
        }
        if self.broken.take().is_some() && class == Class::Operand && self.ends_in_operand() {
            return Err(Error::new(ErrorKind::SeveralFormulas, span.start..self.source.len().min(span.end)));
        }
        Ok(())
    }

    fn ends_in_operand(&self) -> bool {
        let last = self.out.text.trim_end_matches([' ', '\n']).chars().next_back();
        last.is_some_and(|c| {
            c.is_alphanumeric() || matches!(c, '_' | ')' | ']' | '}' | '\'' | '|' | '′' | CLOSE | CLOSE_BARS)
        })
    }

    /// The position behind spaces and comments.
    fn skip(&self, mut at: usize) -> usize {
        let text = &self.source[..self.end.max(at)];
        while let Some(c) = text[at..].chars().next() {
            match c {
                '%' => at += text[at..].find('\n').unwrap_or(text.len() - at),
                '~' => at += 1,
                c if c.is_whitespace() => at += c.len_utf8(),
                _ => break, // anything else has a meaning
            }
        }
        at
    }

    /// The position behind spaces, comments and commands that only make space.
    fn skip_space(&self, at: usize) -> usize {
        let mut at = self.skip(at);
        while let Some((name, end)) = self.command_at(at)
            && meaning(name) == Some(Meaning::Blank)
        {
            at = self.skip(end);
        }
        at
    }

    /// The name of the command at `at` and where it ends.
    fn command_at(&self, at: usize) -> Option<(&'a str, usize)> {
        let rest = self.source[..self.end].get(at..)?.strip_prefix('\\')?;
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let length = match letters {
            0 => rest.chars().next()?.len_utf8(),
            _ if rest[letters..].starts_with('*') && meaning(&rest[..=letters]).is_some() => letters + 1,
            _ => letters,
        };
        Some((&rest[..length], at + 1 + length))
    }

    fn command(&mut self) -> Result<(), Error> {
        let at = self.at;
        let Some((written, end)) = self.command_at(at) else {
            return Err(Error::new(ErrorKind::UnexpectedCharacter('\\'), at..at + 1));
        };
        let own = self.names.command(written).filter(|_| meaning(written).is_none());
        let name = match own.map(|body| (body, body.strip_prefix('\\'))) {
            Some((_, Some(command))) => command,
            Some((word, None)) => return self.name(&self.known(word), at..end),
            None => written,
        };
        match meaning(name) {
            Some(meaning) => self.commanded(meaning, name, at..end),
            None => match greek(name) {
                Some(letter) => self.name(letter, at..end),
                None if self.is_function(name) || self.names.defined(name).is_some() => self.name(name, at..end),
                None => Err(self.unknown_command(name, at..end)),
            },
        }
    }

    fn unknown_command(&self, name: &str, span: Span) -> Error {
        let mut error = Error::new(ErrorKind::UnknownCommand(shown(name)), span.clone());
        let mut near = nearest(name, &CommandNames(self.names));
        near.retain(|near| near.starts_with(|c: char| c.is_ascii_alphabetic()));
        // A letter of the other case is further away.
        near.sort_by_key(|near| near.as_bytes().first() != name.as_bytes().first());
        for near in near {
            let command = near.bytes().all(|b| b.is_ascii_alphabetic() || b == b'*');
            let replacement = if command { format!("\\{near}") } else { format!("\\operatorname{{{near}}}") };
            error = error.suggesting(span.clone(), replacement);
        }
        error
    }

    fn commanded(&mut self, meaning: Meaning, name: &'a str, span: Span) -> Result<(), Error> {
        match meaning {
            Meaning::Blank => self.blank(span.len()),
            Meaning::Gap => {
                self.blank(span.len())?;
                self.gap(span);
                Ok(())
            }
            Meaning::Sign("∂") if self.operator_by(span.clone())? => Ok(()),
            Meaning::Sign(sign) => self.sign(sign, span),
            Meaning::Word(word) => self.word(word, span),
            Meaning::Fraction => self.fraction(span),
            Meaning::Root => self.root(span),
            Meaning::Left => self.left(span),
            Meaning::Right => self.right(span),
            Meaning::Size(side) => self.sized(side, span),
            Meaning::OpenBars => self.bars(OPEN_BARS, span),
            Meaning::CloseBars => self.bars(CLOSE_BARS, span),
            Meaning::OpenBrace if self.begins_cases(span.end) => {
                self.at = span.end;
                self.cases_follow = true;
                Ok(())
            }
            Meaning::OpenBrace => self.sign("(", span),
            Meaning::CloseBrace => self.sign(")", span),
            Meaning::Style => self.style(span),
            Meaning::Words => self.words(span),
            Meaning::Accent(mark) => self.accent(mark, span),
            Meaning::Begin => self.begin(span),
            Meaning::End => self.finish(span),
            Meaning::Row => self.row(span),
            Meaning::Prime => {
                self.at = span.end;
                self.out.put("'", span);
                Ok(())
            }
            Meaning::Aside => self.aside(span),
            Meaning::Frame => self.framed(span),
            Meaning::Parenthesized => self.argument(span, "(", ")", After::Nothing),
            Meaning::Applied => self.argument(span, "", "", After::Argument),
            Meaning::Blackboard => self.blackboard(span),
            Meaning::Refused(why) => {
                let kind = ErrorKind::RefusedCommand { command: name.into(), why };
                Err(Error::new(kind, span))
            }
        }
    }

    /// Records how an ambiguous place was read.
    fn note(&mut self, span: Span, text: String) {
        const MOST: usize = 32;
        if self.out.notes.len() < MOST && self.out.notes.iter().all(|note| note.text != text) {
            self.out.notes.push(Note { span, text });
        }
    }

    fn sized(&mut self, side: Side, span: Span) -> Result<(), Error> {
        let at = self.skip(span.end);
        let bars = match self.command_at(at) {
            Some((name, end)) => (meaning(name) == Some(Meaning::Sign("|"))).then_some(end),
            None => self.source[at..].starts_with('|').then_some(at + 1),
        };
        match (bars, side) {
            (Some(end), Side::Left) => self.bars(OPEN_BARS, span.start..end),
            (Some(end), Side::Right) => self.bars(CLOSE_BARS, span.start..end),
            _ => self.blank(span.len()), // every other bracket tells its side itself
        }
    }

    fn bars(&mut self, sign: char, span: Span) -> Result<(), Error> {
        self.before(if sign == OPEN_BARS { Class::Operand } else { Class::Other }, &span)?;
        self.at = span.end;
        self.function = false;
        self.out.put(sign.encode_utf8(&mut [0; 4]), span);
        Ok(())
    }
}
