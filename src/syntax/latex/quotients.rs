//! Fractions, derivatives that are written as fractions, roots and exponents.

use super::super::error::{Error, ErrorKind};
use super::super::token::latin;
use super::super::tree::Span;
use super::super::{MAX_ORDER, symbols};
use super::commands::{Meaning, greek, meaning};
use super::{After, Class, Opened, Translator};

/// A quotient of differentials: `\frac{d^2 g}{dz^2}`.
struct Derivative {
    order: String,
    variable: String,
    /// What is differentiated, if the fraction has it: its place, and its name if it is one.
    subject: Option<(Span, Option<String>)>,
    end: usize,
}

impl Translator<'_> {
    /// `\frac{a}{b}`, `\frac12`, `\frac{d}{dz}`, `\frac{dg}{dz}`.
    pub(super) fn fraction(&mut self, span: Span) -> Result<(), Error> {
        if let Some(derivative) = self.derivative(span.end) {
            return self.differentiate(span, derivative);
        }
        self.before(Class::Operand, &span)?;
        self.out.put("\u{1}", span.clone());
        self.argument(span.clone(), "\u{1}", "\u{2}", After::Denominator(span))
    }

    pub(super) fn denominator(&mut self, fraction: Span, end: usize) -> Result<(), Error> {
        self.out.put("/", end..end);
        self.argument_from(end, fraction, "\u{1}", "\u{2}\u{2}", After::Nothing)
    }

    /// An argument that is one digit, letter or command; where it ends.
    pub(super) fn single(&mut self, at: usize, command: &Span) -> Result<usize, Error> {
        let missing = || {
            let kind = ErrorKind::CommandArgument {
                command: self.source[command.clone()].trim().into(),
                what: "an argument in braces",
            };
            Error::new(kind, command.clone())
        };
        let rest = &self.source[..self.end.max(at)][at..];
        let Some(c) = rest.chars().next() else { return Err(missing()) };
        if c.is_ascii_alphanumeric() || symbols::greek(c).is_some() {
            let end = at + c.len_utf8();
            self.out.put(&self.source[at..end], at..end);
            return Ok(end);
        }
        let Some((name, end)) = self.command_at(at) else { return Err(missing()) };
        let word = match meaning(name) {
            Some(Meaning::Word(word)) => word,
            Some(_) => return Err(missing()), // it would need braces
            None => greek(name).ok_or_else(missing)?,
        };
        self.out.put(word, at..end);
        Ok(end)
    }

    /// Where the argument at `at` begins, ends, and what comes behind it.
    fn argument_at(&self, at: usize) -> Option<(usize, usize, usize)> {
        let at = self.skip(at);
        match self.source[at..].starts_with('{') {
            true => self.closed(at).map(|closed| (at + 1, closed, closed + 1)),
            false => {
                let end = match self.command_at(at) {
                    Some((_, end)) => end,
                    None => at + self.source[..self.end.max(at)][at..].chars().next()?.len_utf8(),
                };
                Some((at, end, end))
            }
        }
    }

    /// Where the differential at `at` ends: `d`, `\partial`, `\mathrm{d}`.
    fn differential(&self, at: usize) -> Option<usize> {
        let at = self.skip_space(at);
        let rest = &self.source[at..];
        if rest.starts_with('d') || rest.starts_with('∂') {
            return Some(at + if rest.starts_with('d') { 1 } else { '∂'.len_utf8() });
        }
        if let Some(closed) = self.closed(at).filter(|_| rest.starts_with('{')) {
            let inner = self.source[at + 1..closed].trim();
            return matches!(inner, "d" | "\\rm d" | "\\mathrm d" | "\\partial" | "\\mathrm{d}").then_some(closed + 1);
        }
        let (name, end) = self.command_at(at)?;
        match meaning(name)? {
            Meaning::Sign("∂") | Meaning::Word("d") => Some(end),
            Meaning::Style | Meaning::Words => {
                let (start, stop, end) = self.argument_at(end)?;
                (self.source[start..stop].trim() == "d").then_some(end)
            }
            _ => None, // no other command is a differential
        }
    }

    /// The digits of the exponent at `at`, and where it ends.
    fn order(&self, at: usize) -> Option<(&str, usize)> {
        let at = self.skip(at);
        self.source[at..].starts_with('^').then_some(())?;
        let (start, stop, end) = self.argument_at(at + 1)?;
        let digits = self.source[start..stop].trim();
        (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then_some((digits, end))
    }

    /// The quotient of differentials at `at`, if it is one.
    fn derivative(&self, at: usize) -> Option<Derivative> {
        let (top, top_end, below) = self.argument_at(at)?;
        let (bottom, bottom_end, end) = self.argument_at(below)?;
        let mut behind = self.differential(top).filter(|&behind| behind <= top_end)?;
        let mut order = None;
        if let Some((digits, stop)) = self.order(behind) {
            (order, behind) = (Some(digits), stop);
        }
        let variable = self.differential(bottom).filter(|&behind| behind < bottom_end)?;
        let (variable, mut stop) = self.name_at(self.skip_space(variable))?;
        let lower = self.order(stop);
        if let Some((_, behind)) = lower {
            stop = behind;
        }
        if self.skip_space(stop) != bottom_end {
            return None;
        }
        let mut written = order.map_or(String::new(), |digits| format!("^{digits}"));
        if order != lower.map(|(digits, _)| digits) {
            // The reader of plain notation says that the two differ.
            written.push('/');
        }
        let start = self.skip_space(behind).min(top_end);
        let subject = (start < top_end).then(|| {
            let name = self.name_at(start).filter(|(_, stop)| self.skip_space(*stop) == top_end);
            (start..top_end, name.map(|(name, _)| name))
        });
        let order = match written.strip_suffix('/') {
            Some(upper) => format!("{upper}/{}", lower.map_or(String::new(), |(digits, _)| format!("^{digits}"))),
            None => format!("{written}/{written}"),
        };
        Some(Derivative { order, variable, subject, end })
    }

    /// `D_x` and `\partial_x^2` differentiate what follows; whether the sign at `span` is such an operator and was written.
    pub(super) fn operator_by(&mut self, span: Span) -> Result<bool, Error> {
        let under = self.skip(span.end);
        if !self.source[under..self.end.max(under)].starts_with('_') {
            return Ok(false);
        }
        let Some((start, stop, mut end)) = self.argument_at(under + 1) else { return Ok(false) };
        let inner = self.source[start..stop].trim();
        let letter = inner.chars().next().filter(|c| c.is_alphabetic() && inner.chars().count() == 1);
        let named = inner.strip_prefix('\\').and_then(greek).map(str::to_owned);
        let Some(variable) = letter.map(|_| latin(inner).into_owned()).or(named) else { return Ok(false) };
        let mut raised = String::new();
        if let Some((digits, behind)) = self.order(end) {
            (raised, end) = (format!("^{digits}"), behind);
        }
        let order = format!("{raised}/{raised}");
        let written = &self.source[span.start..end];
        self.note(span.start..end, format!("{written} is read as d{raised}/d{variable}{raised}"));
        self.differentiate(span, Derivative { order, variable, subject: None, end })?;
        Ok(true)
    }

    fn differentiate(&mut self, span: Span, derivative: Derivative) -> Result<(), Error> {
        let Derivative { order, variable, subject, end } = derivative;
        let (upper, lower) = order.split_once('/').unwrap_or_default();
        self.before(Class::Operand, &span)?;
        if self.ends_in_word() {
            self.out.put(" ", span.start..span.start);
        }
        self.function = false;
        let whole = span.start..end;
        match subject {
            Some((_, Some(name))) => {
                self.out.put(&format!("∂{upper} {name}/∂ {variable}{lower}"), whole.clone());
                self.at = self.same_argument(end, &variable);
            }
            Some((place, None)) => {
                self.out.put(&format!("∂{upper}/∂ {variable}{lower} ("), whole);
                self.at = place.start;
                let opened = Opened::Brace { close: ")", after: After::Resume(end), function: false };
                self.push(place.start, opened);
            }
            None => {
                self.out.put(&format!("∂{upper}/∂ {variable}{lower} "), whole);
                self.at = end;
            }
        }
        Ok(())
    }

    /// Behind `(z)`, which says only where `\frac{dg}{dz}` is taken.
    fn same_argument(&self, end: usize, variable: &str) -> usize {
        let open = self.skip(end);
        let inner = self.source[open..].strip_prefix('(').and_then(|_| self.name_at(self.skip(open + 1)));
        match inner.filter(|(name, _)| name == variable).map(|(_, stop)| self.skip(stop)) {
            Some(close) if self.source[close..].starts_with(')') => close + 1,
            _ => end, // anything else is read as what follows a derivative
        }
    }

    /// `\sqrt{a}`, `\sqrt[n]{a}`.
    pub(super) fn root(&mut self, span: Span) -> Result<(), Error> {
        let at = self.skip(span.end);
        let Some(rest) = self.source[at..self.end.max(at)].strip_prefix('[') else {
            self.before_root("sqrt(", &span)?;
            return self.argument(span, "", ")", After::Nothing);
        };
        let close = rest.find(']').map(|length| at + 1 + length);
        let Some(close) = close else {
            return Err(Error::new(ErrorKind::Unclosed("["), self.end..self.end).expecting("]"));
        };
        let index = self.source[at + 1..close].trim();
        let behind = span.start..close + 1;
        match index {
            "2" => {
                self.before_root("sqrt(", &behind)?;
                self.argument(behind, "", ")", After::Nothing)
            }
            "3" => {
                self.before_root("cbrt(", &behind)?;
                self.argument(behind, "", ")", After::Nothing)
            }
            _ => {
                let number = !index.is_empty() && index.bytes().all(|b| b.is_ascii_digit());
                let name = self.name_at(at + 1).filter(|(_, stop)| self.skip(*stop) == close).map(|(name, _)| name);
                let Some(index) = number.then(|| index.to_owned()).or(name) else {
                    return Err(Error::new(ErrorKind::RootIndex, at + 1..close));
                };
                self.before(Class::Operand, &behind)?;
                self.out.put("\u{1}", behind.clone());
                self.argument(behind, "\u{1}", "\u{2}", After::Index(index))
            }
        }
    }

    /// Writes the name of a root with its parenthesis.
    fn before_root(&mut self, name: &str, span: &Span) -> Result<(), Error> {
        self.before(Class::Operand, span)?;
        if self.ends_in_word() {
            self.out.put(" ", span.start..span.start);
        }
        self.out.put(name, span.clone());
        self.function = false;
        Ok(())
    }

    /// `^`
    pub(super) fn raise(&mut self) -> Result<(), Error> {
        let at = self.at;
        let arg = self.skip(at + 1);
        let rest = &self.source[arg..self.end.max(arg)];
        if let Some((name, end)) = self.command_at(arg)
            && meaning(name) == Some(Meaning::Prime)
        {
            self.out.put("'", at..end);
            self.at = end;
            return Ok(());
        }
        self.before(Class::Other, &(at..at + 1))?;
        match rest.chars().next() {
            Some('{') => self.raise_group(arg),
            Some(c) if c.is_ascii_digit() => {
                let end = arg + rest.bytes().take_while(u8::is_ascii_digit).count();
                if end > arg + 1 {
                    let digits = &self.source[arg..end];
                    self.note(at..end, format!("^{digits} is read as ^{{{digits}}}"));
                }
                self.raised(at, arg, end)
            }
            Some(c) if c.is_ascii_alphabetic() => self.raised(at, arg, arg + 1),
            _ => {
                // A sign or command goes on by itself.
                self.out.put("^", at..at + 1);
                self.at = arg;
                Ok(())
            }
        }
    }

    /// An exponent of one numeral or letter.
    fn raised(&mut self, at: usize, arg: usize, end: usize) -> Result<(), Error> {
        self.out.put("^", at..at + 1);
        self.out.put(&self.source[arg..end], arg..end);
        self.at = end;
        Ok(())
    }

    /// `^{…}`: primes, the order of a derivative, or an exponent.
    fn raise_group(&mut self, open: usize) -> Result<(), Error> {
        let at = self.at;
        let closed = self.closed(open).unwrap_or(self.end);
        if let Some(count) = self.primes(open + 1, closed) {
            self.out.put(&"'".repeat(count), at..closed + 1);
            self.at = closed + 1;
            return Ok(());
        }
        // An order has two digits at most.
        let inner = self.source.get(open + 1..closed).filter(|inner| inner.len() < 12).unwrap_or_default().trim();
        let order = inner.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).map(str::trim);
        let order = order.and_then(|digits| digits.parse().ok()).filter(|order| (1..=MAX_ORDER).contains(order));
        let behind = self.skip(closed + 1);
        let applied = self.source[behind..].starts_with('(') || self.source[behind..].starts_with("\\left(");
        if let Some(order) = order.filter(|_| applied && self.ends_in_word()) {
            let written = &self.source[at..closed + 1];
            self.note(at..closed + 1, format!("{written} is read as the derivative of order {order}"));
            self.out.put(&"'".repeat(order as usize), at..closed + 1);
            self.at = closed + 1;
            return Ok(());
        }
        self.out.put("^", at..at + 1);
        let function = self.function;
        self.out.put("{", open..open + 1);
        self.at = open + 1;
        self.function = false;
        self.push(open, Opened::Brace { close: "}", after: After::Nothing, function });
        Ok(())
    }

    /// How many primes stand there, if there is nothing else.
    fn primes(&self, mut at: usize, end: usize) -> Option<usize> {
        let mut count = 0;
        loop {
            at = self.skip(at);
            if at >= end {
                return (count > 0).then_some(count);
            }
            at = match self.command_at(at) {
                Some((name, behind)) if meaning(name) == Some(Meaning::Prime) => behind,
                None if self.source[at..].starts_with('\'') => at + 1,
                _ => return None, // it is an exponent
            };
            count += 1;
        }
    }
}
