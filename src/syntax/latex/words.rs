//! Letters, names with an index, functions, and the words between formulas.

use super::super::error::{Error, ErrorKind, shown};
use super::super::symbols::{CONSTANTS, KEYWORDS, is_greek};
use super::super::token::latin;
use super::super::tree::Span;
use super::commands::{Meaning, greek, meaning};
use super::{After, Frame, Opened, Translator, indicators};
use crate::functions;

/// Words that stand before a condition.
const IF: &[&str] =
    &["if", "for", "when", "where", "whenever", "si", "für", "wenn", "falls", "pour", "quand", "para", "当", "若"];
/// Words that stand in place of one.
const OTHERWISE: &[&str] = &["otherwise", "else", "elsewhere", "sonst", "andernfalls", "sinon", "其他", "否则"];
/// Words between formulas, which are no names.
const CONNECTING: &[&str] = &[
    "since",
    "because",
    "as",
    "by",
    "and",
    "with",
    "so",
    "hence",
    "thus",
    "using",
    "therefore",
    "then",
    "note",
    "where",
    "let",
    "from",
    "or",
    "by the",
    "so that",
    "that is",
    "i.e",
    "also",
    "but",
    "on",
    "at",
    "in",
    "is",
];
/// Longer runs of letters without a meaning are one name.
const PRODUCT: usize = 3;

impl<'a> Translator<'a> {
    /// A run of letters: a word that is known, else a product of letters if it is short.
    pub(super) fn letters(&mut self) -> Result<(), Error> {
        let at = self.at;
        let text = &self.source[..self.end];
        let letters = text[at..].bytes().take_while(u8::is_ascii_alphabetic).count();
        if letters == 0 {
            let letter = text[at..].chars().next().map_or(0, char::len_utf8);
            return self.name(&latin(&text[at..at + letter]), at..at + letter);
        }
        let mut end = at + letters;
        let run = &text[at..end];
        if letters == 1 && run == "d" && self.is_split_differential(at, end) {
            return self.sign("∂", at..end);
        }
        if run == "I" && self.names.defined("I").is_none() && self.plain_indicator(at..end)? {
            return Ok(());
        }
        if run == "D" && self.names.defined("D").is_none() && self.operator_by(at..end)? {
            return Ok(());
        }
        let next = self.skip(end);
        let applied = letters == PRODUCT && text[next..].starts_with('(');
        let one = !(2..=PRODUCT).contains(&letters) || applied;
        if one || self.is_word(run) || self.is_differential(at, end) {
            end += text[end..].bytes().take_while(u8::is_ascii_digit).count();
            let word = self.known(&text[at..end]);
            return self.name(&word, at..end);
        }
        let factors: Vec<&str> = run.split("").filter(|letter| !letter.is_empty()).collect();
        self.note(at..end, format!("{run} is read as the product {}", factors.join("*")));
        for place in at..end - 1 {
            self.word(&text[place..=place], place..place + 1)?;
        }
        self.name(&text[end - 1..end], end - 1..end)
    }

    fn is_word(&self, run: &str) -> bool {
        let named = self.is_function(run) || self.names.defined(run).is_some();
        named || KEYWORDS.contains(&run) || CONSTANTS.contains(&run) || is_greek(run)
    }

    /// `2 \cdot 10^{-6}` is one numeral, and `2e-6` most likely; whether it is one and was written.
    pub(super) fn scientific(&mut self) -> Result<bool, Error> {
        let at = self.at;
        let text = &self.source[..self.end];
        let digits = text[at..].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len() - at);
        if let Some(end) = exponent_end(text, at + digits) {
            let numeral = &text[at..end];
            self.note(at..end, format!("{numeral} is read as a number, and e in it as no factor"));
            self.word(numeral, at..end)?;
            return Ok(true);
        }
        let times = self.command_at(self.skip(at + digits));
        let Some((_, behind)) = times.filter(|(name, _)| meaning(name) == Some(Meaning::Sign("*"))) else {
            return Ok(false);
        };
        let base = self.skip(behind);
        let Some(exponent) = text[base..].strip_prefix("10^{").and_then(|rest| rest.split_once('}')) else {
            return Ok(false);
        };
        let exponent = exponent.0.trim();
        let unsigned = exponent.strip_prefix('-').unwrap_or(exponent);
        let whole = !unsigned.is_empty() && unsigned.bytes().all(|b| b.is_ascii_digit());
        let (numeral, end) = (&text[at..at + digits], self.closed(base + 3).map_or(base, |closed| closed + 1));
        if !whole || numeral.ends_with('.') || numeral.matches('.').count() > 1 {
            return Ok(false);
        }
        self.word(&format!("{numeral}e{exponent}"), at..end)?;
        Ok(true)
    }

    /// Whether letters are `dg` in `dg/dz`, or the `dz` there.
    fn is_differential(&self, at: usize, end: usize) -> bool {
        let text = &self.source[..self.end];
        let below = self.out.text.trim_end().ends_with('/');
        let slash = self.skip(end);
        let above = text[slash..].starts_with('/') && self.differential_begins(self.skip(slash + 1));
        text[at..].starts_with('d') && (below || above)
    }

    fn differential_begins(&self, at: usize) -> bool {
        self.source[at..].starts_with(['d', '∂']) || self.command_at(at).is_some_and(|(name, _)| name == "partial")
    }

    /// Whether the `d` is one in `d\sigma/dx` or `dL/d\alpha`.
    fn is_split_differential(&self, at: usize, end: usize) -> bool {
        let Some((name, behind)) = self.command_at(self.skip(end)) else { return false };
        if greek(name).is_none() && !self.is_function(name) {
            return false;
        }
        let above = |slash: usize| {
            self.source[slash..self.end.max(slash)].starts_with('/') && self.differential_begins(self.skip(slash + 1))
        };
        self.source[..at].trim_end().ends_with('/') || above(self.skip(behind))
    }

    /// Writes a name with the index that follows it.
    pub(super) fn name(&mut self, name: &str, span: Span) -> Result<(), Error> {
        let at = self.skip(span.end);
        let rest = &self.source[at..self.end.max(at)];
        if let Some(length) = indicators::positive_part(rest) {
            return self.word(&format!("max(0, {name})"), span.start..at + length);
        }
        if !rest.starts_with('_') {
            return self.word(name, span);
        }
        let (index, end) = self.index(at)?;
        let whole = span.start..end;
        // `\log_2` may be a function of its own.
        let glued = format!("{name}{index}");
        if self.is_function(&glued) {
            return self.word(&glued, whole);
        }
        // The letter of a function may have an index as a name, and a logarithm has its base there.
        let function = self.is_function(name);
        if function && !is_greek(name) && functions::named(name).is_none_or(|row| row.name != "ln") {
            return Err(Error::new(ErrorKind::MisplacedCommand("_".into()), at..at + 1));
        }
        self.word(&format!("{name}_{index}"), whole)?;
        self.function = function;
        Ok(())
    }

    /// What the index at `_` says in letters and digits, and where it ends.
    fn index(&self, at: usize) -> Result<(String, usize), Error> {
        let start = self.skip(at + 1);
        let text = &self.source[..self.end.max(start)];
        let closed = self.closed(start).filter(|_| text[start..].starts_with('{'));
        let stop = match closed {
            Some(closed) => closed,
            None => match self.command_at(start) {
                Some((_, end)) => end,
                None => start + text[start..].chars().next().map_or(0, char::len_utf8),
            },
        };
        let mut index = String::new();
        let mut place = if closed.is_some() { start + 1 } else { start };
        while place < stop {
            let c = text[place..].chars().next().unwrap_or('}');
            if let Some((name, end)) = self.command_at(place) {
                match meaning(name) {
                    Some(Meaning::Style | Meaning::Words | Meaning::Blank) => {}
                    Some(_) => return Err(Error::new(ErrorKind::Index, place..end)),
                    None => index.push_str(greek(name).ok_or_else(|| Error::new(ErrorKind::Index, place..end))?),
                }
                place = end;
                continue;
            }
            match c {
                ',' => index.push('_'),
                ' ' | '{' | '}' => {}
                c if c.is_ascii_alphanumeric() => index.push(c),
                c if super::super::symbols::greek(c).is_some() => {
                    index.push_str(&latin(&text[place..place + c.len_utf8()]))
                }
                _ => return Err(Error::new(ErrorKind::Index, place..place + c.len_utf8())),
            }
            place += c.len_utf8();
        }
        let end = closed.map_or(stop, |closed| closed + 1);
        match index.is_empty() {
            true => Err(Error::new(ErrorKind::Index, at..end.max(at + 1))),
            false => Ok((index, end)),
        }
    }

    /// The name at `at` as the plain notation writes it, and where it ends.
    pub(super) fn name_at(&self, at: usize) -> Option<(String, usize)> {
        let text = &self.source[..self.end.max(at)];
        let c = text[at..].chars().next()?;
        let (mut name, mut end) = if c.is_ascii_alphabetic() {
            let letters = text[at..].bytes().take_while(u8::is_ascii_alphanumeric).count();
            (text[at..at + letters].to_owned(), at + letters)
        } else if super::super::symbols::greek(c).is_some() {
            (latin(&text[at..at + c.len_utf8()]).into_owned(), at + c.len_utf8())
        } else {
            let (command, end) = self.command_at(at)?;
            match meaning(command) {
                Some(Meaning::Style | Meaning::Words | Meaning::Blackboard) => {
                    let open = self.skip(end);
                    let closed = self.closed(open).filter(|_| text[open..].starts_with('{'))?;
                    let (name, stop) = self.name_at(self.skip(open + 1))?;
                    (self.skip(stop) == closed).then_some((name, closed + 1))?
                }
                Some(_) => return None,
                None if self.is_function(command) => (command.to_owned(), end),
                None => (greek(command)?.to_owned(), end),
            }
        };
        let under = self.skip(end);
        if text[under.min(text.len())..].starts_with('_') {
            let (index, stop) = self.index(under).ok()?;
            name.push('_');
            name.push_str(&index);
            end = stop;
        }
        Some((name, end))
    }

    /// `\mathrm{ReLU}`, `\operatorname{sech}`, `\boldsymbol{x}`: a name, or a group.
    pub(super) fn style(&mut self, span: Span) -> Result<(), Error> {
        let open = self.skip(span.end);
        let Some(closed) = self.closed(open).filter(|_| self.source[open..].starts_with('{')) else {
            // `\mathrm d`: one letter, which the command says nothing about.
            self.at = span.end;
            return Ok(());
        };
        let inner = self.source[open + 1..closed].trim();
        match self.spelled(inner) {
            Some(name) => self.name(&name, span.start..closed + 1),
            None => self.group(open, span.start..open + 1, "\u{1}", "\u{2}", After::Nothing),
        }
    }

    /// A word as one name, with spaces and hyphens as some function spells them.
    fn spelled(&self, inner: &str) -> Option<String> {
        let inner = inner.trim_matches(['\\', '!', ',', ' ']);
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ' ' | '-');
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) || !inner.chars().all(plain) {
            return None;
        }
        let joined = |by: &str| inner.split([' ', '-']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(by);
        if !inner.contains([' ', '-']) {
            return Some(self.known(inner));
        }
        let ways = [joined(""), joined("_"), joined("").to_lowercase(), joined("_").to_lowercase()];
        ways.iter().find(|way| self.is_function(way)).cloned()
    }

    /// A word as the tables spell it: upright capitals, as in `ReLU`, are those of a name in small letters if it is one.
    pub(super) fn known(&self, word: &str) -> String {
        let lower = word.to_lowercase();
        let exact = self.is_function(word) || self.names.defined(word).is_some();
        let other = !exact && word.len() > 2 && self.is_function(&lower) && !is_greek(&lower);
        if other { lower } else { word.to_owned() }
    }

    /// `\hat{y}` is the name `y_hat`.
    pub(super) fn accent(&mut self, mark: &str, span: Span) -> Result<(), Error> {
        let open = self.skip(span.end);
        let braced = self.closed(open).filter(|_| self.source[open..].starts_with('{'));
        let start = if braced.is_some() { self.skip(open + 1) } else { open };
        let (letter, end) = match self.name_at(start) {
            Some((name, stop)) if braced.is_none_or(|closed| self.skip(stop) == closed) => {
                // Without braces the mark stands on one letter only.
                let letter = braced.is_none() && self.source[start..].starts_with(|c: char| c.is_ascii_alphabetic());
                if letter { (self.source[start..=start].to_owned(), start + 1) } else { (name, stop) }
            }
            _ => {
                let command = self.source[span.clone()].into();
                return Err(Error::new(ErrorKind::CommandArgument { command, what: "a letter" }, span));
            }
        };
        self.name(&format!("{letter}_{mark}"), span.start..braced.map_or(end, |closed| closed + 1))
    }

    /// `\label{…}` and its like.
    pub(super) fn aside(&mut self, span: Span) -> Result<(), Error> {
        let open = self.skip(span.end);
        self.at = self.closed(open).map_or(span.end, |closed| closed + 1);
        Ok(())
    }

    /// `\text{…}`: words that mean something in a formula, or a name.
    pub(super) fn words(&mut self, span: Span) -> Result<(), Error> {
        let open = self.skip(span.end);
        let Some(closed) = self.closed(open).filter(|_| self.source[open..].starts_with('{')) else {
            let command = self.source[span.clone()].into();
            return Err(Error::new(ErrorKind::CommandArgument { command, what: "words in braces" }, span));
        };
        let inner = self.source[open + 1..closed].trim();
        let whole = span.start..closed + 1;
        let word = inner.trim_matches([',', '.', ':', ';', ' ', '~']);
        let lower = word.to_lowercase();
        if word.is_empty() {
            return self.blank(whole.len());
        }
        if IF.contains(&&*lower) {
            return self.word("if", whole);
        }
        if OTHERWISE.contains(&&*lower) {
            return self.word("otherwise", whole);
        }
        if KEYWORDS.contains(&&*lower) {
            return self.word(&lower, whole);
        }
        if let Some(name) = self.spelled(word).filter(|_| !CONNECTING.contains(&&*lower)) {
            return self.name(&name, whole);
        }
        let first = lower.split_whitespace().next().unwrap_or_default();
        if IF.contains(&first) || word.contains('$') && first.starts_with('$') {
            return self.words_and_formula(open, closed, first.len());
        }
        if self.is_comment(closed + 1) {
            self.note(whole.clone(), format!("the words {} are passed over", shown(word)));
            self.at = whole.end;
            return Ok(());
        }
        Err(Error::new(ErrorKind::Words(shown(word)), whole))
    }

    /// `\text{if $x > 0$}`
    fn words_and_formula(&mut self, open: usize, closed: usize, length: usize) -> Result<(), Error> {
        let start = open + 1 + self.source[open + 1..closed].len() - self.source[open + 1..closed].trim_start().len();
        self.push(open, Opened::Brace { close: "", after: After::Nothing, function: false });
        let formula = self.source[start..].starts_with('$');
        self.at = start + if formula { 0 } else { length };
        if !formula {
            // The case that the word belongs to lies outside of the braces.
            let frame = self.frames.pop();
            let at = self.at;
            self.word("if", start..at)?;
            self.frames.extend(frame);
        }
        Ok(())
    }

    pub(super) fn is_inside_words(&self) -> bool {
        let words = |frame: &Frame<'_>| matches!(frame.opened, Opened::Brace { close: "", .. });
        self.frames.last().is_some_and(words)
    }

    /// Whether words that end at `at` stand at the end of a row, where they say why it holds.
    fn is_comment(&self, at: usize) -> bool {
        let in_rows = matches!(self.frames.last(), Some(Frame { opened: Opened::Environment { case: None, .. }, .. }));
        let rest = &self.source[self.skip_space(at)..];
        in_rows && ["\\\\", "\\end", "\\newline"].iter().any(|sign| rest.starts_with(sign))
    }
}

/// Where the exponent of a numeral ends that begins with an `e`: `e3` and `e-3`, with nothing that goes on behind it.
fn exponent_end(text: &str, at: usize) -> Option<usize> {
    let behind = text[at..].strip_prefix(['e', 'E'])?;
    let unsigned = behind.strip_prefix('-').unwrap_or(behind);
    let digits = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &unsigned[digits..];
    let goes_on = rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '^' | '\\' | '(' | '{'));
    (digits > 0 && !goes_on).then_some(text.len() - rest.len())
}
