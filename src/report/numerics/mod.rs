//! What becomes of the formula, as it is written, in the numbers of machines: where a part leaves their range, where
//! nothing is left of a value, and a form that is proved equal and in which neither happens.
//!
//! Each operation is taken to be rounded to nearest. What is told holds for all arguments beyond a number at once.

mod machine;
mod steady;

use std::cell::OnceCell;
use std::cmp::Ordering;

use super::fact::{Fact, Known, Say, number, words};
use super::program::{Operation, Program, middle};
use super::signs::{Part, signs};
use super::subject::{Cell, Subject};
use crate::expr::{ExprId, Store};
use crate::functions::Interval;
use crate::passes::Derived;
use machine::{FORMATS, Format, PRECISION, Seen, evaluate};

/// Arguments are looked at from this power of 2 on at the farthest, and how often the place where something begins is halved.
const FARTHEST: isize = 10;
const HALVINGS: usize = 28;
/// Arguments near 0 are looked at up to these powers of 2.
const NEAR: std::ops::RangeInclusive<isize> = -40..=-1;

/// Arguments beyond a number, or between it and 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Below,
    Above,
    NearBelow,
    NearAbove,
}

const SIDES: [Side; 4] = [Side::Below, Side::Above, Side::NearBelow, Side::NearAbove];

impl Side {
    fn is_near(self) -> bool {
        matches!(self, Side::NearBelow | Side::NearAbove)
    }

    fn is_below(self) -> bool {
        matches!(self, Side::Below | Side::NearBelow)
    }

    /// The format's numbers beyond a number of this size, or between it and 0.
    fn arguments(self, size: &Interval, format: &Format) -> Option<Interval> {
        let (from, to) = match self.is_near() {
            true => (format.smallest(), size.clone()),
            false => (size.clone(), format.largest()),
        };
        let above = Interval::new(from.lo().clone(), to.hi().clone())?;
        Some(if self.is_below() { above.neg() } else { above })
    }

    /// The number of this size on this side.
    fn place(self, size: &Interval) -> Interval {
        if self.is_below() { size.neg() } else { size.clone() }
    }
}

/// What happens to a part of the formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    /// It becomes infinite.
    Overflows(ExprId),
    /// It is rounded to one number, and nothing is left of the value.
    Rounded(ExprId),
}

/// What comes out at last.
#[derive(Debug, Clone, PartialEq)]
enum Outcome {
    Infinite(bool),
    NotANumber,
    Exactly(Interval),
    Other,
}

/// An event on one side, from where on it happens in the formats.
struct Told {
    event: Event,
    side: Side,
    /// The number to which it is rounded.
    held: Option<Interval>,
    places: Vec<Place>,
    /// The same on the other side.
    mirrored: Vec<Place>,
}

/// The format, from where on, and the outcome.
type Place = (&'static Format, Interval, Outcome);

impl Told {
    /// Whether the result is wrong and not only a part of it.
    fn is_harmful(&self) -> bool {
        let is_bad = |outcome: &Outcome| matches!(outcome, Outcome::NotANumber | Outcome::Infinite(_));
        matches!(self.event, Event::Rounded(_)) || self.places.iter().any(|(.., outcome)| is_bad(outcome))
    }
}

/// Where the formula as written overflows or loses its value, and a form that is proved equal.
pub(super) fn numerics(derived: &mut Derived, subject: &Subject) -> Fact {
    let name = "numerics";
    let mut told = Vec::new();
    for side in SIDES {
        let Some(cell) = cell(subject, side) else { continue };
        told.extend(events(&derived.store, derived.variable, cell, cell.orders[0], side));
    }
    let told = merged(told);
    let too_large = too_large(&derived.store, derived.variable, subject);
    if told.is_empty() && too_large.is_empty() {
        let says = "nothing overflows and no value is lost in float32, bfloat16 and float16, as far as all arguments beyond \
                    a number or near 0 tell";
        return Fact::new(name, Known::Enclosed, vec![words(says)]);
    }
    let mut says: Vec<Say> = Vec::new();
    let mut numbers = Vec::new();
    for (format, constant) in too_large {
        let before = if says.is_empty() { "" } else { "; " };
        let what = format!(" is too large for {}, and no value is computed there", format.name);
        says.extend([words(before), Say::Expr(constant), words(&what)]);
    }
    for one in &told {
        if !says.is_empty() {
            says.push(words("; "));
        }
        says.extend(one.says(derived.variable));
        numbers.extend(one.places.iter().map(|(format, at, _)| (format.name, one.side.place(at))));
    }
    if let Some(form) = steady::found(derived, subject, measure(&told)) {
        says.extend([words("; the same function, proved equal, is "), Say::Expr(form)]);
    }
    Fact::new(name, Known::Enclosed, says).with(numbers)
}

/// The formats in which a constant is infinite, each with the first such constant.
fn too_large(store: &Store, variable: ExprId, subject: &Subject) -> Vec<(&'static Format, ExprId)> {
    let programs: Vec<Program> =
        subject.cells.iter().map(|cell| Program::new(store, &[cell.orders[0]], variable, PRECISION)).collect();
    let first = |format| programs.iter().find_map(|program| Some((format, infinite_constant(program, format)?)));
    FORMATS.iter().filter_map(first).collect()
}

/// The first constant that is infinite in a format.
fn infinite_constant(program: &Program, format: &Format) -> Option<ExprId> {
    let seen = evaluate(program, format, &Interval::integer(1));
    let is_infinite = |at: usize| program.operations()[at].is_constant() && matches!(seen[at], Seen::Infinite(_));
    (0..seen.len()).find(|&at| is_infinite(at)).map(|at| program.expr(at))
}

/// How much harm there is, and how much happens at all.
fn measure(told: &[Told]) -> (usize, usize) {
    (told.iter().filter(|one| one.is_harmful()).count(), told.len())
}

/// What happens in the same way on both sides, as one.
fn merged(told: Vec<Told>) -> Vec<Told> {
    let mut found: Vec<Told> = Vec::new();
    for one in told {
        let near = one.side.is_near();
        let other = found.iter_mut().find(|other| {
            let same = other.event == one.event && other.held == one.held && other.side.is_near() == near;
            let places = || other.places.iter().zip(&one.places);
            let agree = |(a, b): (&Place, &Place)| a.0.name == b.0.name && a.2 == b.2 && (near || a.1 == b.1);
            same && other.mirrored.is_empty() && other.places.len() == one.places.len() && places().all(agree)
        });
        match other {
            Some(other) => other.mirrored = one.places,
            None => found.push(one),
        }
    }
    found
}

/// The cell in which the arguments of a side lie.
fn cell(subject: &Subject, side: Side) -> Option<&Cell> {
    let first = || subject.cells.first().filter(|cell| cell.lo.is_none());
    let last = || subject.cells.last().filter(|cell| cell.hi.is_none());
    let little = side.place(&Interval::integer(1).shift(-64));
    match side {
        Side::Below => first(),
        Side::Above => last(),
        Side::NearBelow | Side::NearAbove => subject.cells.iter().find(|cell| cell.span().encloses(&little)),
    }
}

/// What happens to a form of a cell's function on one side.
fn events(store: &Store, variable: ExprId, cell: &Cell, form: ExprId, side: Side) -> Vec<Told> {
    let program = Program::new(store, &[form], variable, PRECISION);
    let looking = Looking { store, variable, cell, program: &program, side, parts: OnceCell::new() };
    let mut told: Vec<Told> = Vec::new();
    for format in FORMATS.iter().filter(|format| infinite_constant(&program, format).is_none()) {
        for (event, at, outcome) in looking.events(format) {
            match told.iter_mut().find(|one| one.event == event) {
                Some(one) => one.places.push((format, at, outcome)),
                None => {
                    let held = looking.held(format, event, &at);
                    told.push(Told { event, side, held, places: vec![(format, at, outcome)], mirrored: Vec::new() });
                }
            }
        }
    }
    told
}

struct Looking<'a> {
    store: &'a Store,
    variable: ExprId,
    cell: &'a Cell,
    program: &'a Program,
    side: Side,
    /// The signs of the function, once they are asked for.
    parts: OnceCell<Vec<Part>>,
}

impl Looking<'_> {
    /// The events in a format, each from where on.
    fn events(&self, format: &'static Format) -> Vec<(Event, Interval, Outcome)> {
        let power = |power: isize| Interval::integer(1).shift(power);
        let starts: Vec<Interval> = match self.side.is_near() {
            true => NEAR.rev().map(power).collect(),
            false => vec![power(FARTHEST)],
        };
        let mut found: Vec<(Event, Interval, Outcome)> = Vec::new();
        for start in starts {
            for event in self.at(format, &start) {
                if found.iter().any(|(known, ..)| known.is_same(event)) {
                    continue;
                }
                let at = self.begins(format, event, &start);
                let Some(event) = self.at(format, &at).into_iter().find(|other| other.is_same(event)) else { continue };
                if matches!(event, Event::Overflows(_)) || self.is_large(format, &at) {
                    found.push((event, at.clone(), self.outcome(format, &at)));
                }
            }
        }
        let overflow = found.iter().filter(|(event, ..)| matches!(event, Event::Overflows(_))).map(|(_, at, _)| at);
        let first = overflow.cloned().reduce(|a, b| a.min(&b));
        // what is lost where something overflows is lost by that
        let own = |at: &Interval| self.side.is_near() || first.as_ref().is_none_or(|first| at.hi() < first.lo());
        found.retain(|(event, at, _)| matches!(event, Event::Overflows(_)) || own(at));
        found
    }

    /// What happens for all arguments beyond a number of this size.
    fn at(&self, format: &Format, size: &Interval) -> Vec<Event> {
        let Some(arguments) = self.side.arguments(size, format) else { return Vec::new() };
        let seen = evaluate(self.program, format, &arguments);
        let mut found = Vec::new();
        for (at, operation) in self.program.operations().iter().enumerate() {
            let parts = operation.parts();
            let finite = parts.iter().all(|&part| matches!(seen[part], Seen::Between(_)));
            let is_limit = matches!(operation, Operation::Call(..)) && parts.iter().any(|&part| is_zero(&seen[part]));
            if finite && !is_limit && matches!(seen[at], Seen::Infinite(_)) {
                found.push(Event::Overflows(self.program.expr(at)));
            }
        }
        let Some(root) = self.program.root() else { return found };
        let lost = is_zero(&seen[root]) || matches!(seen[root], Seen::Infinite(_) | Seen::NotANumber);
        if lost && self.is_never_zero(&arguments) {
            found.extend(self.culprit(&seen).map(Event::Rounded));
        }
        found
    }

    /// Whether the function is never 0 for these arguments.
    fn is_never_zero(&self, arguments: &Interval) -> bool {
        let parts = self.parts.get_or_init(|| signs(self.store, self.cell, self.variable, 0));
        parts.iter().all(|part| match part {
            Part::Sign(Ordering::Equal, span) | Part::Open(span) | Part::Zero(span) => span.is_disjoint(arguments),
            Part::Sign(Ordering::Less | Ordering::Greater, _) => true,
        })
    }

    /// Whether the function's own value is no number that is too small, where arguments begin.
    fn is_large(&self, format: &Format, size: &Interval) -> bool {
        let value = self.cell.fine.one(0, &self.side.place(size));
        value.is_some_and(|value| value.interval.abs().lo() >= format.smallest().hi())
    }

    /// The first part that depends on the variable and is rounded to one number other than 0.
    fn culprit(&self, seen: &[Seen]) -> Option<ExprId> {
        let operations = self.program.operations();
        let moves = |at: usize| !operations[at].is_constant();
        let found = (0..operations.len()).find(|&at| {
            let parts = operations[at].parts();
            let inside = parts.iter().any(|&part| moves(part) && seen[part].number().is_none());
            let value = seen[at].number();
            inside && value.is_some_and(|value| !value.contains_zero())
        });
        found.or(self.program.root()).map(|at| self.program.expr(at))
    }

    /// The least size (near 0 the greatest) from which on an event happens, by halving; it happens at that size.
    fn begins(&self, format: &Format, event: Event, start: &Interval) -> Interval {
        let happens = |size: &Interval| self.at(format, size).into_iter().any(|other| other.is_same(event));
        let (mut bad, mut good) = match self.side.is_near() {
            true => (start.clone(), start.shift(1)),
            false => (start.clone(), Interval::integer(0)),
        };
        for _ in 0..HALVINGS {
            let at = middle(&good.hull(&bad));
            if happens(&at) { bad = at } else { good = at }
        }
        bad
    }

    /// The number to which a part is rounded.
    fn held(&self, format: &Format, event: Event, size: &Interval) -> Option<Interval> {
        let Event::Rounded(part) = event else { return None };
        let seen = evaluate(self.program, format, &self.side.arguments(size, format)?);
        let at = (0..seen.len()).find(|&at| self.program.expr(at) == part)?;
        seen[at].number().cloned()
    }

    fn outcome(&self, format: &Format, size: &Interval) -> Outcome {
        let seen = self.side.arguments(size, format).map(|arguments| evaluate(self.program, format, &arguments));
        let root = self.program.root().zip(seen).map(|(root, seen)| seen[root].clone());
        match root {
            Some(Seen::Infinite(up)) => Outcome::Infinite(up),
            Some(Seen::NotANumber) => Outcome::NotANumber,
            Some(Seen::Between(value)) if value.is_exact() => Outcome::Exactly(value),
            Some(Seen::Between(_) | Seen::Anything) | None => Outcome::Other,
        }
    }
}

fn is_zero(seen: &Seen) -> bool {
    seen.number().is_some_and(Interval::contains_zero)
}

impl Event {
    /// Whether the same happens, perhaps to another part.
    fn is_same(self, other: Event) -> bool {
        match (self, other) {
            (Event::Overflows(a), Event::Overflows(b)) => a == b,
            (Event::Rounded(_), Event::Rounded(_)) => true,
            (Event::Overflows(_), Event::Rounded(_)) | (Event::Rounded(_), Event::Overflows(_)) => false,
        }
    }
}

impl Told {
    /// `e^z overflows for z > 88.7228… in float32, and the result is infinity`
    fn says(&self, variable: ExprId) -> Vec<Say> {
        let mut says = match self.event {
            Event::Overflows(part) => vec![Say::Expr(part), words(" overflows")],
            Event::Rounded(part) => vec![Say::Expr(part), words(" is rounded")],
        };
        says.extend(self.held.iter().flat_map(|held| [words(" to "), number(held)]));
        for (at, (format, size, _)) in self.places.iter().enumerate() {
            says.push(words(if at == 0 { " for " } else { ", " }));
            let (place, z) = (number(&self.side.place(size)), Say::Expr(variable));
            let other = self.mirrored.get(at).map(|(_, size, _)| number(size));
            match (self.side, other) {
                (Side::Below | Side::Above, Some(_)) => {
                    says.extend([words("|"), z, words("| > "), number(size)]);
                }
                (Side::Below, None) => says.extend([z, words(" < "), place]),
                (Side::Above, None) => says.extend([z, words(" > "), place]),
                (Side::NearBelow, Some(other)) => says.extend([place, words(" < "), z, words(" < "), other]),
                (Side::NearBelow, None) => says.extend([place, words(" < "), z, words(" < 0")]),
                (Side::NearAbove, _) => says.extend([words("0 < "), z, words(" < "), place]),
            }
            says.push(words(&format!(" in {}", format.name)));
        }
        let outcomes: Vec<&Outcome> = self.places.iter().map(|(.., outcome)| outcome).collect();
        let same = outcomes.windows(2).all(|pair| pair[0] == pair[1]);
        match outcomes.first().filter(|_| same) {
            Some(Outcome::Infinite(up)) => {
                says.push(words(if *up {
                    ", and the result is infinite"
                } else {
                    ", and the result is minus infinity"
                }));
            }
            Some(Outcome::NotANumber) => says.push(words(", and the result is no number")),
            Some(Outcome::Exactly(value)) => says.extend([words(", and the result is "), number(value)]),
            Some(Outcome::Other) | None => {}
        }
        says
    }
}
