//! What opens and closes: braces, `\left` and `\right`, environments with their rows and cells.

use super::super::error::{Error, ErrorKind, shown};
use super::super::names::nearest;
use super::super::tree::Span;
use super::commands::{EnvironmentNames, Meaning, Rows, environment, meaning};
use super::{After, CLOSE, Case, Class, Frame, OPEN, OPEN_BARS, Opened, Translator};

/// Each brace that groups and where it is closed.
pub(super) fn braces(text: &str, start: usize) -> Result<Vec<(u32, u32)>, Error> {
    let mut braces: Vec<(u32, u32)> = Vec::new();
    let mut open = Vec::new();
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1, // the next sign belongs to it
            b'%' => at += bytes[at..].iter().position(|b| *b == b'\n').unwrap_or(bytes.len() - at),
            b'{' => {
                open.push(braces.len());
                braces.push((at as u32, at as u32));
            }
            b'}' => match open.pop() {
                Some(index) => braces[index].1 = at as u32,
                None => return Err(Error::new(ErrorKind::Unopened("}"), at..at + 1)),
            },
            _ => {} // nothing else groups
        }
        at += 1;
    }
    match open.last() {
        Some(&index) => {
            let opened = braces[index].0 as usize;
            let error = Error::new(ErrorKind::Unclosed("{"), text.len()..text.len());
            Err(error.expecting("}").labelled(opened..opened + 1, "opened here"))
        }
        None => Ok(braces),
    }
}

impl<'a> Translator<'a> {
    /// Where the brace that opens at `at` is closed.
    pub(super) fn closed(&self, at: usize) -> Option<usize> {
        let found = self.braces.binary_search_by_key(&(at as u32), |brace| brace.0).ok()?;
        Some(self.braces[found].1 as usize)
    }

    pub(super) fn push(&mut self, at: usize, opened: Opened<'a>) {
        self.frames.push(Frame { at, opened });
    }

    /// A group that no command asks for.
    pub(super) fn open_brace(&mut self) -> Result<(), Error> {
        let at = self.at;
        let closed = self.closed(at).unwrap_or(self.end);
        if self.skip(at + 1) == closed {
            self.at = closed + 1;
            return Ok(());
        }
        // `\tanh{z}`: the group is the argument.
        match self.function {
            true => self.group(at, at..at + 1, "(", ")", After::Nothing),
            false => self.group(at, at..at + 1, "\u{1}", "\u{2}", After::Nothing),
        }
    }

    /// Opens the group whose brace stands at `at`; `span` is what the opening sign stands for.
    pub(super) fn group(
        &mut self,
        at: usize,
        span: Span,
        open: &str,
        close: &'static str,
        after: After,
    ) -> Result<(), Error> {
        self.before(if open.is_empty() { Class::Other } else { Class::Operand }, &span)?;
        let function = self.function;
        self.function = false;
        self.out.put(open, span);
        self.at = at + 1;
        self.push(at, Opened::Brace { close, after, function });
        Ok(())
    }

    pub(super) fn close_brace(&mut self) -> Result<(), Error> {
        let span = self.at..self.at + 1;
        match self.frames.pop() {
            Some(Frame { opened: Opened::Brace { close, after, function }, .. }) => {
                if close.is_empty() {
                    self.end_of_row();
                }
                self.function = function && close == "}";
                self.out.put(close, span.clone());
                self.at = span.end;
                self.after(after, span)
            }
            Some(frame) => Err(self.crossed(&frame, span, "}")),
            None => Err(Error::new(ErrorKind::Unopened("}"), span)),
        }
    }

    fn after(&mut self, after: After, span: Span) -> Result<(), Error> {
        match after {
            After::Nothing => Ok(()),
            After::Denominator(fraction) => self.denominator(fraction, span.end),
            After::Argument => self.argument(span, "(", ")", After::Nothing),
            After::Index(index) => {
                let power = format!("^{OPEN}1/{OPEN}{index}{CLOSE}{CLOSE}{CLOSE}");
                self.out.put(&power, span);
                Ok(())
            }
            After::Resume(at) => {
                self.at = at;
                Ok(())
            }
            After::NoIndex => {
                let at = self.skip(self.at);
                if self.source[at..].starts_with(['_', '^']) {
                    let brace = self.skip(at + 1);
                    self.at = self.closed(brace).map_or(at, |closed| closed + 1);
                }
                Ok(())
            }
        }
    }

    /// The error for a frame that something else closes.
    fn crossed(&self, frame: &Frame<'_>, span: Span, closed: &'static str) -> Error {
        let error = match frame.opened {
            Opened::Brace { .. } => Error::new(ErrorKind::Mismatched { opened: "{", closed }, span).expecting("}"),
            Opened::Environment { name, .. } => Error::new(ErrorKind::UnclosedEnvironment(shown(name)), span),
            Opened::Left { .. } => Error::new(ErrorKind::UnclosedLeft, span).expecting("\\right"),
        };
        error.labelled(frame.at..frame.at + 1, "opened here")
    }

    /// The error for a frame that nothing closes.
    pub(super) fn unclosed(&self, frame: &Frame<'_>) -> Error {
        self.crossed(frame, self.end..self.end, "")
    }

    /// An argument in braces or of one sign, between `open` and `close`.
    pub(super) fn argument(
        &mut self,
        command: Span,
        open: &str,
        close: &'static str,
        after: After,
    ) -> Result<(), Error> {
        self.argument_from(command.end, command, open, close, after)
    }

    /// As [`Self::argument`], for an argument that begins behind `from`.
    pub(super) fn argument_from(
        &mut self,
        from: usize,
        command: Span,
        open: &str,
        close: &'static str,
        after: After,
    ) -> Result<(), Error> {
        let at = self.skip(from);
        if self.closed(at).is_some() && self.source[at..].starts_with('{') {
            let start = if from == command.end { command.start } else { from };
            return self.group(at, start..at + 1, open, close, after);
        }
        self.before(Class::Operand, &command)?;
        self.out.put(open, if from == command.end { command.clone() } else { from..from });
        let end = self.single(at, &command)?;
        self.out.put(close, end..end);
        self.at = end;
        self.function = false;
        self.after(after, at..end)
    }

    /// `\boxed{…}`, `\underbrace{…}_{…}`. Around a whole formula or side of one it says nothing.
    pub(super) fn framed(&mut self, span: Span) -> Result<(), Error> {
        let at = self.skip(span.end);
        let Some(closed) = self.closed(at) else { return self.argument(span, "\u{1}", "\u{2}", After::NoIndex) };
        let alone_before = !self.ends_in_operand() && !self.out.text.ends_with(['^', '-', '*', '/']);
        let behind = self.skip_space(closed + 1);
        let rest = &self.source[behind..self.end.max(behind)];
        let row_ends = ["\\\\", "\\end", "=", "}", ",", ".", "&"].iter().any(|sign| rest.starts_with(sign));
        match alone_before && (rest.is_empty() || row_ends) {
            true => {
                self.at = at + 1;
                let opened = Opened::Brace { close: "", after: After::NoIndex, function: false };
                self.push(at, opened);
                Ok(())
            }
            false => self.argument(span, "\u{1}", "\u{2}", After::NoIndex),
        }
    }

    /// The bracket at `at` and where it ends.
    fn delimiter(&self, at: usize) -> Option<(&'static str, usize)> {
        if let Some((name, end)) = self.command_at(at) {
            return match meaning(name)? {
                Meaning::OpenBars | Meaning::CloseBars | Meaning::Sign("|") => Some(("|", end)),
                Meaning::OpenBrace => Some(("{", end)),
                Meaning::CloseBrace => Some(("}", end)),
                Meaning::Sign(sign @ ("(" | ")" | "[" | "]")) => Some((sign, end)),
                _ => None, // no other command is a bracket
            };
        }
        let sign = ["(", ")", "[", "]", "|", "."].into_iter().find(|sign| self.source[at..].starts_with(sign))?;
        Some((sign, at + 1))
    }

    pub(super) fn left(&mut self, span: Span) -> Result<(), Error> {
        let at = self.skip(span.end);
        let Some((sign, end)) = self.delimiter(at) else { return Err(self.no_delimiter(span)) };
        let span = span.start..end;
        let cases = sign == "{" && self.begins_cases(end);
        let close = match sign {
            "(" => ")",
            "[" => "]",
            "|" => "\u{4}",
            "{" if !cases => ")",
            "." => ".",
            "{" => "",
            _ => return Err(self.no_delimiter(span)), // the others close
        };
        let open = match sign {
            "|" => OPEN_BARS.to_string(),
            "{" if cases => String::new(),
            "{" => "(".to_owned(),
            "." => String::new(),
            sign => sign.to_owned(),
        };
        if !open.is_empty() {
            self.before(Class::Operand, &span)?;
        }
        self.cases_follow = cases;
        self.out.put(&open, span.clone());
        self.at = end;
        self.function = false;
        self.push(span.start, Opened::Left { close });
        Ok(())
    }

    fn no_delimiter(&self, span: Span) -> Error {
        let command = self.source[span.clone()].into();
        Error::new(ErrorKind::CommandArgument { command, what: "a bracket" }, span)
    }

    pub(super) fn right(&mut self, span: Span) -> Result<(), Error> {
        let at = self.skip(span.end);
        let Some((sign, end)) = self.delimiter(at) else { return Err(self.no_delimiter(span)) };
        let whole = span.start..end;
        let close = match self.frames.pop() {
            Some(Frame { opened: Opened::Left { close }, .. }) => close,
            Some(frame) => return Err(self.crossed(&frame, whole, "\\right")),
            None => return Err(Error::new(ErrorKind::MisplacedCommand("\\right".into()), whole)),
        };
        let written = match (close, sign) {
            (".", ".") | ("", "." | "}") => "",
            ("", _) | (".", _) | (_, ".") => {
                return Err(Error::new(ErrorKind::MisplacedCommand(self.source[whole.clone()].into()), whole));
            }
            ("\u{4}", "|") => "\u{4}",
            (_, "|") => return Err(Error::new(ErrorKind::MisplacedCommand("\\right|".into()), whole)),
            (_, "}") => ")",
            (_, sign) => sign, // the reader of plain notation sees whether it fits
        };
        self.end_of_row();
        self.before(Class::Other, &whole)?;
        self.out.put(written, whole);
        self.at = end;
        self.function = false;
        Ok(())
    }

    /// Whether an environment of rows begins at `at`: behind an opening brace its rows are cases.
    pub(super) fn begins_cases(&self, at: usize) -> bool {
        let at = self.skip_space(at);
        let begin = self.command_at(at).filter(|(name, _)| *name == "begin");
        begin.and_then(|(_, end)| self.environment_name(end)).is_some_and(|(name, _)| environment(name).is_some())
    }

    /// The name in braces at `at`, and where it ends.
    fn environment_name(&self, at: usize) -> Option<(&'a str, usize)> {
        let at = self.skip(at);
        let closed = self.closed(at)?;
        Some((self.source[at + 1..closed].trim(), closed + 1))
    }

    pub(super) fn begin(&mut self, span: Span) -> Result<(), Error> {
        let Some((name, end)) = self.environment_name(span.end) else {
            let command = "\\begin".into();
            return Err(Error::new(ErrorKind::CommandArgument { command, what: "a name in braces" }, span));
        };
        let whole = span.start..end;
        let Some(Rows { cases, argument }) = environment(name) else {
            let mut error = Error::new(ErrorKind::UnknownEnvironment(shown(name)), whole.clone());
            for near in nearest(name, &EnvironmentNames) {
                error = error.suggesting(whole.clone(), format!("\\begin{{{near}}}"));
            }
            return Err(error);
        };
        let cases = std::mem::take(&mut self.cases_follow) || cases;
        if cases {
            self.before(Class::Operand, &whole)?;
            self.out.put("{", whole.clone());
        }
        self.at = end;
        self.function = false;
        self.push(whole.start, Opened::Environment { name, case: cases.then(Case::default) });
        if argument {
            let at = self.skip(end);
            self.at = self.closed(at).map_or(end, |closed| closed + 1);
        }
        Ok(())
    }

    pub(super) fn finish(&mut self, span: Span) -> Result<(), Error> {
        let Some((name, end)) = self.environment_name(span.end) else {
            let command = "\\end".into();
            return Err(Error::new(ErrorKind::CommandArgument { command, what: "a name in braces" }, span));
        };
        let whole = span.start..end;
        match self.frames.pop() {
            Some(Frame { opened: Opened::Environment { name: opened, case }, .. }) if opened == name => {
                self.end_of_row();
                self.at = end;
                self.function = false;
                self.broken = None;
                if case.is_some() {
                    self.out.put("}", whole);
                }
                Ok(())
            }
            Some(frame) => Err(self.crossed(&frame, whole, "\\end")),
            None => Err(Error::new(ErrorKind::MisplacedCommand("\\end".into()), whole)),
        }
    }

    /// The row of cases that is being read, if cases are innermost.
    pub(super) fn case(&mut self) -> Option<&mut Case> {
        match self.frames.last_mut() {
            Some(Frame { opened: Opened::Environment { case, .. }, .. }) => case.as_mut(),
            _ => None, // inside any other group nothing is a case
        }
    }

    /// The value of a case is complete.
    pub(super) fn want_condition(&mut self) {
        let begun = !self.out.text.trim_end().ends_with(['{', ';']);
        if let Some(case) = self.case()
            && !case.conditioned
        {
            case.wants_condition = begun;
        }
    }

    /// `&`
    pub(super) fn cell(&mut self) {
        self.end_of_row();
        self.want_condition();
    }

    /// `\quad`: between the value and the condition of a case, or between two formulas.
    pub(super) fn gap(&mut self, span: Span) {
        let in_group = matches!(self.frames.last(), Some(Frame { opened: Opened::Brace { .. }, .. }));
        if self.case().is_some() {
            self.want_condition();
        } else if !in_group {
            self.broken = Some(span);
        }
    }

    /// `\\`, with the space that may follow in brackets.
    pub(super) fn row(&mut self, span: Span) -> Result<(), Error> {
        self.end_of_row();
        let at = self.skip(span.end);
        let rest = &self.source[at..self.end.max(at)];
        let length = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(inner, _)| inner);
        let unit = |inner: &&str| {
            inner.len() < 16
                && ["em", "ex", "pt", "mm", "cm", "\\baselineskip"].iter().any(|unit| inner.ends_with(unit))
        };
        self.at = length.filter(unit).map_or(span.end, |inner| at + inner.len() + 2);
        let begun = !self.out.text.trim_end().ends_with(['{', ';']);
        match self.case() {
            Some(case) => {
                *case = Case::default();
                if begun {
                    self.out.put("; ", span);
                }
            }
            None => {
                self.out.put("\n", span.clone());
                self.broken = Some(span);
            }
        }
        Ok(())
    }

    /// Takes away the punctuation at the end of a row.
    pub(super) fn end_of_row(&mut self) {
        while self.out.text.ends_with([' ', '\n']) {
            self.out.unput();
        }
        if self.out.text.ends_with([',', '.']) {
            self.out.unput();
        }
    }
}
