//! One line after the other, each with its answer.

use super::names::Given;
use crate::cli::{explain, stopped};
use crate::passes::equal::{self, Equality, equal};
use crate::passes::simplify::{self, Simplified, simplify};
use crate::passes::{Derived, Request, derive, own};
use crate::render::{self, Answer, Format, Layout, Steps};
use crate::report::{Marks, report};
use crate::syntax::{self, Statement};

/// What can be asked, and what comes back.
pub(super) const VERBS: &[(&str, &str)] = &[
    ("let", "gives a name: let f(z) = z*tanh(z), let k = 3"),
    ("derive", "differentiates a formula or a name; a formula by itself is differentiated too"),
    ("simplify", "writes a formula shorter"),
    ("equal", "compares two formulas: equal sqrt(z^2) = |z|"),
    ("why", "expands the last step of the last answer, why 2 its second one, why all every one"),
    ("report", "tells facts about a function"),
    ("plot", "draws a function and its derivative"),
    ("explain", "says what a rule, a function or a word means"),
    ("names", "shows the names that were given"),
    ("help", "shows this"),
    ("quit", "ends"),
];

/// The last answer, which `why` expands.
enum Last {
    Nothing,
    Derived(Box<Derived>),
    Simplified(Box<Simplified>),
    Compared(Box<Equality>),
}

/// The names and the last answer.
pub(super) struct Session {
    given: Given,
    last: Last,
    layout: Layout,
}

impl Session {
    pub(super) fn new(width: usize, colour: bool) -> Session {
        Session { given: Given::default(), last: Last::Nothing, layout: Layout { width, colour, ..Layout::default() } }
    }

    pub(super) fn greeting(&self) -> String {
        let note = own::note().map(|note| format!(" ({note})")).unwrap_or_default();
        format!("gprime {}{note}; help shows what can be asked, quit ends\n", env!("CARGO_PKG_VERSION"))
    }

    /// The names that were given.
    pub(super) fn names(&self) -> Vec<String> {
        self.given.all()
    }

    /// The answer to a line; nothing where the session ends.
    pub(super) fn answer(&mut self, line: &str) -> Result<Option<String>, String> {
        let line = line.trim();
        let (verb, rest) = line.split_once(char::is_whitespace).map_or((line, ""), |(verb, rest)| (verb, rest.trim()));
        let text = match verb {
            "" => String::new(),
            _ if line.starts_with('#') => String::new(),
            "quit" | "exit" => return Ok(None),
            "help" if rest.is_empty() => help(),
            "names" if rest.is_empty() => self.given.told(),
            "why" => self.why(rest)?,
            "let" => self.given.define(rest)?,
            "derive" => self.derive(rest)?,
            "simplify" => self.simplify(rest)?,
            "equal" => self.equal(rest)?,
            "report" => self.report(rest)?,
            "plot" => self.plot(rest)?,
            "explain" => explain::explained(rest).ok_or_else(|| format!("error: nothing is known about {rest}\n"))?,
            _ if is_equation(line) => self.equal(line)?,
            _ => self.derive(line)?, // a formula by itself
        };
        Ok(Some(text))
    }

    fn format() -> Result<&'static Format, String> {
        render::formats().first().ok_or_else(|| "error: there is no format\n".to_owned())
    }

    fn opened(&self, text: &str) -> Result<String, String> {
        if text.is_empty() {
            return Err("error: a formula is expected\n".into());
        }
        self.given.opened(text)
    }

    fn derive(&mut self, text: &str) -> Result<String, String> {
        let derived = derive(&Request::new(&self.opened(text)?)).map_err(|error| stopped::message(&error))?;
        let page = (Self::format()?.write)(&Answer::Derived(&derived), &self.layout);
        self.last = Last::Derived(Box::new(derived));
        Ok(page)
    }

    fn simplify(&mut self, text: &str) -> Result<String, String> {
        let request = simplify::Request::new(&self.opened(text)?);
        let found = simplify(&request).map_err(|error| stopped::message(&error))?;
        let page = render::simplified(&found, Self::format()?, &self.layout);
        self.last = Last::Simplified(Box::new(found));
        Ok(page)
    }

    fn equal(&mut self, text: &str) -> Result<String, String> {
        let (left, right) = sides(text).ok_or("error: two formulas with = between them are expected\n")?;
        let request = equal::Request::new(&self.opened(left)?, &self.opened(right)?);
        let found = equal(&request).map_err(|error| stopped::message(&error))?;
        let page = render::equality_text(&found, &self.layout);
        self.last = Last::Compared(Box::new(found));
        Ok(page)
    }

    fn report(&self, text: &str) -> Result<String, String> {
        let text = self.opened(text)?;
        let found = report(&Request::new(&text)).map_err(|error| stopped::message(&error))?;
        Ok(render::reported(&text, &found, Self::format()?, &self.layout))
    }

    fn plot(&self, text: &str) -> Result<String, String> {
        let request = Request { usual_values: true, ..Request::new(&self.opened(text)?) };
        let derived = derive(&request).map_err(|error| stopped::message(&error))?;
        if derived.has_parameters() {
            return Err("error: there is no picture: a parameter has no value\n".into());
        }
        Ok(render::picture(&derived, &Marks::of_derived(&derived), Self::format()?, &self.layout))
    }

    /// A step of the last answer, expanded into those that the kernel checked, or the answer with all of them.
    fn why(&self, which: &str) -> Result<String, String> {
        let nth = match which {
            "" => None,
            "all" => return self.every_step(),
            number => {
                Some(number.parse().map_err(|_| format!("error: {number} is no number of a step, and not all\n"))?)
            }
        };
        match (&self.last, nth) {
            (Last::Derived(derived), _) => match render::expanded(derived, nth, &self.layout) {
                Some(page) => Ok(page),
                None if nth.is_none() => self.every_step(),
                None => Err(format!("error: the last answer has no step {which}\n")),
            },
            (_, None) => self.every_step(),
            (_, Some(_)) => {
                Err("error: only the steps of a derivative have numbers; why all shows every step\n".into())
            }
        }
    }

    /// The last answer with every step.
    fn every_step(&self) -> Result<String, String> {
        let layout = Layout { steps: Steps::All, ..self.layout };
        match &self.last {
            Last::Nothing => Err("error: nothing was asked yet\n".into()),
            Last::Derived(derived) => Ok((Self::format()?.write)(&Answer::Derived(derived), &layout)),
            Last::Simplified(found) => Ok(render::simplified(found, Self::format()?, &layout)),
            Last::Compared(found) => Ok(render::check::proof_lines(found).map_or_else(
                || render::equality_text(found, &layout),
                |lines| lines.iter().map(|line| format!("{line}\n")).collect(),
            )),
        }
    }
}

fn help() -> String {
    let width = VERBS.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    VERBS.iter().map(|(name, about)| format!("{name:width$}  {about}\n")).collect()
}

/// Whether a line compares two formulas rather than defining one.
fn is_equation(line: &str) -> bool {
    syntax::parse(line).is_ok_and(|tree| matches!(tree.statement, Statement::Equation(..)))
}

/// Both sides of an equation: what stands before and behind the only = outside brackets.
fn sides(text: &str) -> Option<(&str, &str)> {
    let is_sign = |&(at, _): &(usize, &str)| {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        !matches!(before, Some('<' | '>' | '!' | '=')) && after != Some('=')
    };
    let (at, _) = text.match_indices('=').find(is_sign)?;
    let (left, right) = (text[..at].trim(), text[at + 1..].trim());
    (!left.is_empty() && !right.is_empty()).then_some((left, right))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(session: &mut Session, line: &str) -> String {
        session.answer(line).expect("it is answered").expect("the session goes on")
    }

    #[test]
    fn names_are_remembered_and_answers_expanded() {
        let mut session = Session::new(80, false);
        assert_eq!(said(&mut session, "let f(x) = x^2"), "f(x) = x^2\n");
        assert_eq!(said(&mut session, "let k = 3"), "k = 3\n");
        assert!(said(&mut session, "derive f(z + k)").contains("g(z) = (z + 3)^2"));
        assert!(said(&mut session, "derive f").contains("f'(x) = 2*x"));
        assert!(said(&mut session, "why").contains("2*x"));
        assert!(said(&mut session, "why all").contains("every step as it was checked"));
        assert!(session.answer("why 99").is_err() && session.answer("why not").is_err());
        assert!(said(&mut session, "derive sigmoid").contains("definition of g"));
        let last = said(&mut session, "why");
        assert!(last.contains("a name stands for its definition") && !last.contains("(-u)' = -u'"), "{last}");
        assert!(said(&mut session, "why 1").contains("(-u)' = -u'"));
        assert!(said(&mut session, "derive f").contains("2*x"));
        assert!(said(&mut session, "equal f(-z) = f(z)").contains("equal for every z"));
        assert!(said(&mut session, "why").contains("f") || !said(&mut session, "why").is_empty());
        assert!(said(&mut session, "f'(z) = 2*z").contains("equal for every z"));
        assert!(said(&mut session, "simplify sqrt(f(z))").contains("|z|"));
        assert!(said(&mut session, "plot f(z)").lines().count() > 5);
        assert!(said(&mut session, "report f(z)").contains("range"));
        assert!(said(&mut session, "explain quotient-rule").contains("quotient"));
        assert_eq!(said(&mut session, "names").lines().count(), 2);
        assert!(session.answer("derive 1/(").is_err());
        assert!(session.answer("let f").is_err());
        assert!(said(&mut session, "let f(x) = f(x) + 1").contains("f(x) = x^2 + 1"), "a name may use what it was");
        assert_eq!(session.answer("quit"), Ok(None));
    }
}
