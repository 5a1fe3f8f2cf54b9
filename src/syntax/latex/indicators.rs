//! Signs for functions with cases: indicators, `\mathbb{1}_{x>0}`, and positive parts, `(x)_+`.

use std::ops::Range;

use super::super::error::{Error, ErrorKind};
use super::super::tree::Span;
use super::{After, Class, Opened, Translator};

impl Translator<'_> {
    /// `\mathbb{1}_{x>0}` is 1 where the condition holds and 0 elsewhere.
    pub(super) fn blackboard(&mut self, span: Span) -> Result<(), Error> {
        let open = self.skip(span.end);
        let closed = self.closed(open).filter(|_| self.source[open..].starts_with('{'));
        let (inner, end) = match closed {
            Some(closed) => (self.source[open + 1..closed].trim(), closed + 1),
            None => {
                let length = self.source[open..].chars().next().map_or(0, char::len_utf8);
                (&self.source[open..open + length], open + length)
            }
        };
        let bold = self.source[span.clone()].ends_with("bf");
        if !(inner == "1" || inner == "I" && !bold) {
            return match bold {
                true => self.style(span),
                false => Err(Error::new(
                    ErrorKind::RefusedCommand {
                        command: self.source[span.start + 1..span.end].into(),
                        why: "sets are not read",
                    },
                    span.start..end.min(self.end),
                )),
            };
        }
        let at = self.skip(end);
        let rest = &self.source[at..self.end.max(at)];
        if let Some((inside, behind)) = bracketed(rest).filter(|(inside, _)| is_comparison(&rest[inside.clone()])) {
            return self.indicator_of(span.start..at + inside.start, at + inside.end, at + behind);
        }
        let brace = if rest.starts_with('_') { self.skip(at + 1) } else { self.end };
        if self.closed(brace).is_none() {
            let command = self.source[span.start..end.min(self.end)].into();
            let kind = ErrorKind::CommandArgument { command, what: "a condition as its index" };
            return Err(Error::new(kind, span.start..end.min(self.end)));
        }
        self.indicator_at(span.start, brace)
    }

    /// The condition of an indicator is its index, in the brace at `brace`.
    fn indicator_at(&mut self, start: usize, brace: usize) -> Result<(), Error> {
        self.before(Class::Operand, &(start..brace))?;
        self.out.put("{1 if ", start..brace);
        self.at = brace + 1;
        self.function = false;
        self.push(brace, Opened::Brace { close: "; 0 otherwise}", after: After::Nothing, function: false });
        Ok(())
    }

    /// `1_{x>0}`, `1[x>0]`, `I(x>0)`: whether the sign that ends at `end` is an indicator, and was written.
    pub(super) fn plain_indicator(&mut self, span: Span) -> Result<bool, Error> {
        let at = self.skip(span.end);
        let rest = &self.source[at..self.end.max(at)];
        let sign = self.source[span.clone()].chars().next();
        if let Some((inside, behind)) = bracketed(rest).filter(|(inside, _)| is_comparison(&rest[inside.clone()])) {
            let is_meant = sign == Some('I') || !rest.starts_with('(');
            return match is_meant {
                true => self.indicator_of(span.start..at + inside.start, at + inside.end, at + behind).map(|()| true),
                false => Ok(false), // a product with a number in parentheses
            };
        }
        let brace = if rest.starts_with('_') { self.skip(at + 1) } else { return Ok(false) };
        let Some(closed) = self.closed(brace) else { return Ok(false) };
        match is_comparison(&self.source[brace..closed]) {
            true => self.indicator_at(span.start, brace).map(|()| true),
            false => Ok(false), // the index of a name
        }
    }

    /// `\mathbf{1}[x > 0]`: the condition goes from the end of `span` to `stop`, and its bracket to `behind`.
    fn indicator_of(&mut self, span: Span, stop: usize, behind: usize) -> Result<(), Error> {
        self.before(Class::Operand, &span)?;
        self.out.put("{1 if ", span.clone());
        (self.at, self.function) = (span.end, false);
        let (open, end) = (self.frames.len(), std::mem::replace(&mut self.end, stop));
        while self.at < self.end {
            self.step()?;
        }
        if self.frames.len() != open {
            return Err(Error::new(ErrorKind::MisplacedCommand(self.source[stop..behind].into()), stop..behind));
        }
        self.end = end;
        self.out.put("; 0 otherwise}", stop..behind);
        self.at = behind;
        Ok(())
    }

    /// Where the bracket is closed that begins here, if `_+` stands behind it: `(x)_+` is a positive part.
    pub(super) fn positive_group(&self, c: char) -> Option<usize> {
        const FAR: usize = 120;
        if !self.has_positive || !matches!(c, '(' | '[') {
            return None;
        }
        let mut depth = 0_usize;
        for (at, c) in self.source[self.at..self.end].char_indices().take(FAR) {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' if depth == 1 => {
                    let close = self.at + at;
                    let behind = &self.source[close + 1..self.end];
                    return (behind.starts_with("_+") || behind.starts_with("_{+}")).then_some(close);
                }
                ')' | ']' => depth -= 1,
                _ => {} // no other sign is counted
            }
        }
        None
    }
}

/// The length of the sign of a positive part, `_+` or `^+`, that a text begins with.
pub(super) fn positive_part(text: &str) -> Option<usize> {
    let sign = ["_{+}", "^{+}", "_+", "^+"].into_iter().find(|sign| text.starts_with(sign))?;
    // `x^+2` has an exponent
    let behind = text[sign.len()..].trim_start();
    let goes_on = behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '\\' | '('));
    (sign.ends_with('}') || !goes_on).then_some(sign.len())
}

/// What stands inside the brackets that a text begins with, and where they end.
fn bracketed(text: &str) -> Option<(Range<usize>, usize)> {
    const FAR: usize = 200;
    const BRACKETS: [(&str, &str); 6] = [
        ("(", ")"),
        ("[", "]"),
        ("\\{", "\\}"),
        ("\\left(", "\\right)"),
        ("\\left[", "\\right]"),
        ("\\left\\{", "\\right\\}"),
    ];
    let (open, close) = BRACKETS.into_iter().find(|(open, _)| text.starts_with(*open))?;
    let mut depth = 0_usize;
    let end = text[open.len()..].char_indices().take(FAR).find_map(|(at, c)| {
        let at = open.len() + at;
        if depth == 0 && text[at..].starts_with(close) {
            return Some(at);
        }
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {} // no other sign groups
        }
        None
    })?;
    Some((open.len()..end, end + close.len()))
}

/// Whether a text compares, and has no indicator in it.
fn is_comparison(text: &str) -> bool {
    let compares = ["<", ">", "≤", "≥", "\\le", "\\ge", "\\lt", "\\gt"].iter().any(|sign| text.contains(sign));
    compares && !text.contains("\\math")
}
