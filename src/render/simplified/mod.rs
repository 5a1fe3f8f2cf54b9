//! A formula and its shorter form: the chain of lines, the result, and where it holds.

#[cfg(feature = "cli")]
mod json;
mod text;

use super::equal::resting_on;
use super::format::{Format, Layout};
use super::math::{Phrase, Row, whys};
use super::model::{Inline, Say, StepRow, Steps, lines, listed, sides, words};
use super::notation::{LATEX, Names, Notation, write, write_within};
use super::plain::{Sizes, WRITTEN_OUT, condition_or_let, lets};
use super::sentences::counted;
use crate::expr::{ExprId, Node};
use crate::passes::Line;
use crate::passes::simplify::{Outcome, Simplified};
use crate::theory::is_trust;
use crate::trace::Condition;

/// A text of more bytes than this is not written out, but with a name for each shared part.
const LONGEST: usize = 1 << 16;
/// Lines are shown only if each has at most this many nodes.
const LONG_LINE: u32 = 400;
/// A side of an equation that is a reason has at most this many nodes.
const SHORT: u32 = 64;
/// Every checked step is listed only if all of them together have at most this many nodes.
const LISTED: u64 = 60_000;
/// The most names and conditions that are told.
const MOST_TOLD: usize = 24;

/// The page of a formula that was simplified, in one of the formats of [`super::formats`]. Linear in what it says.
pub fn simplified(found: &Simplified, format: &Format, layout: &Layout) -> String {
    let page = Page { found, sizes: Sizes::of(&found.store), steps: layout.steps };
    match format.name {
        #[cfg(feature = "cli")]
        "json" => json::written(&page, layout.several),
        #[cfg(feature = "cli")]
        "html" => super::html::simplified(&page),
        "latex" => super::latex::simplified(&page),
        "markdown" => super::markdown::simplified(&page),
        _ => text::page(&page, layout), // the usual format
    }
}

/// The object of the schema `gprime/simplify/1` where a derivative in the formula could not be carried out.
#[cfg(feature = "cli")]
pub fn not_simplified(why: &str, layout: &Layout) -> String {
    json::unfinished(why, layout.several)
}

/// What was found, with what its formats share.
pub(super) struct Page<'a> {
    pub(super) found: &'a Simplified,
    sizes: Sizes,
    steps: Steps,
}

/// Every step on one cell.
pub(super) struct Cell {
    /// Which cell it is; nothing where there is one for all.
    pub(super) on: Vec<Condition>,
    pub(super) rows: Vec<StepRow>,
}

impl Page<'_> {
    /// The expression; where it would be long, with a name for each shared part.
    fn written(&self, notation: &'static Notation, expr: ExprId) -> String {
        let (store, none) = (&self.found.store, Names::default());
        if self.sizes.get(expr) <= WRITTEN_OUT {
            return write(notation, store, expr, &none);
        }
        write_within(notation, store, expr, &none, LONGEST).unwrap_or_else(|| {
            let (lets, names) = lets(notation, "u", store, &self.sizes, &[expr]);
            lets + &write(notation, store, expr, &names)
        })
    }

    pub(super) fn math(&self, expr: ExprId) -> String {
        self.written(&LATEX, expr)
    }

    fn is_short(&self, expr: ExprId) -> bool {
        self.sizes.get(expr) <= SHORT
    }

    /// The lines that are shown, the formula first.
    fn lines(&self) -> Vec<Line> {
        let all = &self.found.lines;
        let is_long = |line: &Line| self.sizes.get(line.expr) > LONG_LINE;
        match self.steps {
            Steps::None => Vec::new(),
            _ if all.iter().any(is_long) => Vec::new(),
            steps => lines(all, steps),
        }
    }

    /// Every checked step, where they are to be listed.
    pub(super) fn cells(&self) -> Vec<Cell> {
        let cells = &self.found.cells;
        let nodes = cells.iter().flat_map(|(derivation, _)| derivation.steps()).flat_map(|step| sides(step.judgement));
        if self.steps != Steps::All
            || self.found.lines.len() < 2
            || nodes.map(|id| u64::from(self.sizes.get(id))).sum::<u64>() > LISTED
        {
            return Vec::new();
        }
        let common = self.found.theorem.assumptions().len();
        let cell = |(derivation, _): &(crate::trace::Derivation, _)| Cell {
            on: derivation.assumptions()[common..].to_vec(),
            rows: listed(derivation),
        };
        cells.iter().map(cell).collect()
    }

    /// `on z > 0`, in front of the steps of a cell.
    pub(super) fn on(&self, cell: &Cell) -> Say {
        let mut says = vec![words("every step as it was checked")];
        for (at, &condition) in cell.on.iter().enumerate() {
            says.extend([words(if at == 0 { ", on " } else { " and " }), Inline::Condition(condition)]);
        }
        says.push(words(":"));
        says
    }

    /// `for every z; 3 steps, each checked`
    pub(super) fn says(&self) -> Say {
        let found = self.found;
        let lines = found.lines.iter().filter(|line| line.step.is_some()).count();
        let steps = if lines == 0 { String::new() } else { counted(lines, false) };
        if found.theorem.is_formal() {
            return vec![words(format!("formally only: no number fulfils the conditions{steps}"))];
        }
        let is_definedness = |c: &&Condition| c.left == c.right;
        let is_told = |c: &&Condition| !is_trust(&found.store, **c);
        let all: Vec<&Condition> = found.conditions.iter().filter(is_told).chain(&found.assumed).collect();
        let (defined, compared): (Vec<&Condition>, Vec<&Condition>) = all.into_iter().partition(is_definedness);
        let mut says = Vec::new();
        for (conditions, first) in [(&compared, "for "), (&defined, "where ")] {
            for (at, &&condition) in conditions.iter().enumerate().take(MOST_TOLD) {
                let space = if says.is_empty() { "" } else { " " };
                let between = if at == 0 { format!("{space}{first}") } else { " and ".to_owned() };
                says.extend([words(between), Inline::Condition(condition)]);
            }
            if let Some(more) = conditions.len().checked_sub(MOST_TOLD + 1) {
                says.push(words(format!(" and {} more conditions, shown by --format json", more + 1)));
            }
        }
        let names = self.symbols();
        if says.is_empty() && names.len() > MOST_TOLD {
            says.push(words(format!("for every value of its {} names", names.len())));
        } else if says.is_empty() {
            for (at, &name) in names.iter().enumerate() {
                says.extend([words(if at == 0 { "for every " } else { ", " }), Inline::Math(name)]);
            }
        }
        let trusted = found.trusted();
        if !trusted.is_empty() {
            let space = if says.is_empty() { "" } else { "; " };
            says.push(words(format!("{space}assumed, as it {}", resting_on(&trusted))));
        }
        let steps = if says.is_empty() { steps.trim_start_matches("; ").to_owned() } else { steps };
        says.push(words(steps));
        says
    }

    /// What is to be said of a search that did not find a shorter form.
    pub(super) fn remark(&self) -> Option<&'static str> {
        match self.found.outcome {
            Outcome::Simplified => None,
            Outcome::AlreadySimple => Some("already simple: no shorter form was found"),
            Outcome::OutOfBudget => {
                Some("the formula is too large for all forms to be looked for: there may be a shorter one")
            }
        }
    }

    /// The names in the formula, in order.
    fn symbols(&self) -> Vec<ExprId> {
        let store = &self.found.store;
        let mut names: Vec<(&str, ExprId)> = store
            .reachable(self.found.formula)
            .into_iter()
            .filter_map(|id| match store.node(id) {
                Node::Symbol(symbol) => Some((store.name(symbol), id)),
                _ => None, // only symbols have names
            })
            .collect();
        names.sort_unstable();
        names.into_iter().map(|name| name.1).collect()
    }

    /// The chain as rows of an aligned display; none where there is nothing to show.
    pub(super) fn rows(&self) -> Vec<Row> {
        let shown = self.lines();
        let row = |(at, line): (usize, &Line)| Row {
            left: if at == 0 { self.math(self.found.formula) } else { String::new() },
            right: self.math(line.expr),
            why: whys(&self.found.store, &line.because, &|id| self.math(id), &|id| self.is_short(id)),
            paragraph: false,
        };
        shown.get(1..).unwrap_or_default().iter().enumerate().map(row).collect()
    }

    /// A step as mathematics.
    pub(super) fn step(&self, row: &StepRow) -> String {
        let [left, right] = sides(row.judgement).map(|side| self.math(side));
        match row.judgement {
            crate::trace::Judgement::Equal { .. } => format!("{left} = {right}"),
            crate::trace::Judgement::NthDerivative { by, order, .. } => {
                let by = self.math(by);
                format!("\\frac{{d^{{{order}}}}}{{d{by}^{{{order}}}}}\\left[{left}\\right] = {right}")
            }
            crate::trace::Judgement::Derivative { by, .. } => {
                format!("\\frac{{d}}{{d{}}}\\left[{left}\\right] = {right}", self.math(by))
            }
        }
    }

    /// A sentence as words and mathematics.
    pub(super) fn phrases(&self, say: &Say) -> Vec<Phrase> {
        let none = Names::default();
        let phrase = |inline: &Inline| match inline {
            Inline::Words(text) => Phrase::Words(text.clone()),
            Inline::Math(id) => Phrase::Math(self.math(*id)),
            Inline::Condition(c) => Phrase::Math(LATEX.condition(&self.found.store, *c, &none)),
            Inline::Named(name) => Phrase::Math(LATEX.part(name, false)),
            Inline::Part(id, _) => Phrase::Math(self.math(*id)),
            Inline::Slope => Phrase::Words(String::new()), // nothing is differentiated here
        };
        say.iter().map(phrase).collect()
    }

    /// A condition in plain text.
    fn condition(&self, condition: Condition) -> String {
        condition_or_let(&self.found.store, &self.sizes, condition)
    }
}
