//! A chain `A = B = C`: each line against the one before it, and against where the chain began.

use super::claim::{Claim, Verdict};
use super::claims::{Formula, Item, Side};
use super::documents::Source;
use super::judged::Judged;
use super::mistakes;
use super::scope::Part;
use super::walk::{Walk, blank};
use crate::expr::Relation;

/// What is known of the last side of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// It equals the first one.
    Right,
    /// It does not, since this line.
    Wrong(usize),
    Unknown,
}

/// A chain so far.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    pub(super) first: Side,
    last: Side,
    line: usize,
    state: State,
    /// Where it is claimed.
    pub(super) on: Vec<Part>,
    /// Whether it is longer than its first side.
    begun: bool,
    /// Whether it is a definition and nothing else so far.
    is_definition: bool,
}

impl Chain {
    pub(super) fn new(first: Side, line: usize, on: Vec<Part>) -> Chain {
        Chain { last: first.clone(), first, line, state: State::Right, on, begun: false, is_definition: false }
    }

    /// Whether it is a formula by itself so far.
    pub(super) fn is_bare(&self) -> bool {
        !self.begun
    }

    /// Whether it is a formula by itself so far, or defines a function and says nothing else.
    pub(super) fn names_one_function(&self) -> bool {
        self.is_bare() || self.is_definition
    }

    /// The next side is what the first one is defined to be.
    pub(super) fn settled(&mut self, side: Side, line: usize) {
        (self.last, self.line, self.begun, self.is_definition) = (side, line, true, true);
    }
}

fn holds(judged: &Judged) -> bool {
    matches!(judged.verdict, Verdict::Proved | Verdict::Assumed | Verdict::Formal)
}

impl Walk<'_> {
    /// Judges the next side of a chain.
    pub(super) fn link(
        &mut self,
        item: &Item<'_>,
        formula: &Formula,
        chain: &mut Chain,
        relation: Relation,
        side: &Side,
    ) {
        chain.is_definition = false;
        let own = part_of(item, side, self.tables.source);
        let item = own.as_ref().unwrap_or(item);
        let line = item.place.line;
        if relation != Relation::Equal {
            let judged = self.judge(&chain.last, relation, side, &chain.on);
            let judged = self.as_supposed_before(judged, (&chain.last, relation, side), &chain.on);
            self.report(item, judged, formula);
            (chain.last, chain.line, chain.state, chain.begun) = (side.clone(), line, State::Unknown, true);
            return;
        }
        let mut whole = self.judge(&chain.first, relation, side, &chain.on);
        if !chain.begun {
            whole = self.as_spoken(whole, (&chain.first, relation, side), &chain.on);
        }
        whole = self.as_supposed_before(whole, (&chain.first, relation, side), &chain.on);
        let on = chain.on.clone();
        whole = self.about_any(item, whole, (&chain.first, side), &on);
        let before = match chain.line == line {
            true => "the step before".to_owned(),
            false => format!("line {}", chain.line),
        };
        let state = if chain.begun {
            self.later(item, formula, chain, side, whole, &before)
        } else {
            self.first(item, formula, whole)
        };
        (chain.last, chain.line, chain.state, chain.begun) = (side.clone(), line, state, true);
    }

    fn first(&mut self, item: &Item<'_>, formula: &Formula, judged: Judged) -> State {
        match self.report(item, judged, formula) {
            Verdict::Proved | Verdict::Assumed | Verdict::Formal => State::Right,
            Verdict::Refuted => State::Wrong(item.place.line),
            Verdict::Undecided | Verdict::Unreadable | Verdict::Definition => State::Unknown,
        }
    }

    fn later(
        &mut self,
        item: &Item<'_>,
        formula: &Formula,
        chain: &Chain,
        side: &Side,
        whole: Judged,
        before: &str,
    ) -> State {
        let step = |walk: &Walk<'_>| walk.judge(&chain.last, Relation::Equal, side, &chain.on);
        let wrong = whole.verdict == Verdict::Refuted;
        let because = |judged: Judged, text: String| Judged { because: text, ..judged };
        let line = item.place.line;
        match chain.state {
            State::Right if holds(&whole) => self.first(item, formula, whole),
            State::Right if wrong => {
                let text = format!("it does not follow from {before}: {}", whole.because);
                let mistake = self.mistake(chain, side).or(whole.mistake.clone());
                self.first(item, formula, Judged { mistake, ..because(whole, text) })
            }
            State::Wrong(since) if holds(&whole) => {
                let own = step(self);
                let mut judged = if own.verdict == Verdict::Refuted { own } else { whole };
                judged.mistake = self.mistake(chain, side);
                let text = format!(
                    "it does not follow from {before}, which is wrong since line {since}; it is what the chain began with again"
                );
                self.hand_refuted(item, formula, because(judged, text), false);
                State::Right
            }
            State::Wrong(since) if wrong => {
                let follows = holds(&step(self));
                let text = match follows {
                    true => format!("it follows from {before}, and inherits the error of line {since}"),
                    false => format!("it does not follow from {before}, and is not what the chain began with"),
                };
                let mistake = if follows { None } else { self.mistake(chain, side) };
                self.hand_refuted(item, formula, Judged { mistake, ..because(whole, text) }, follows);
                State::Wrong(if follows { since } else { line })
            }
            State::Right | State::Wrong(_) | State::Unknown => {
                let own = step(self);
                if holds(&whole) {
                    return self.first(item, formula, if own.verdict == Verdict::Refuted { own } else { whole });
                }
                let follows = holds(&own);
                let stays = if follows { chain.state } else { State::Unknown };
                let text = format!("it follows from {before}");
                let judged = if follows { because(own, text) } else { own };
                match self.report(item, judged, formula) {
                    Verdict::Refuted => State::Wrong(line),
                    _ => stays, // nothing is known about the first side
                }
            }
        }
    }

    /// The slip that makes the next side of a chain of its last one.
    fn mistake(&self, chain: &Chain, side: &Side) -> Option<String> {
        self.under(&chain.on, |under| mistakes::between_lines(under, &chain.first, &chain.last, side))
    }

    fn hand_refuted(&mut self, item: &Item<'_>, formula: &Formula, judged: Judged, inherits: bool) {
        let notes = formula.notes.iter().cloned().chain(judged.notes).collect();
        let blank = blank(item, Verdict::Refuted, judged.because);
        let Judged { reading, truth, meanings, mistake, .. } = judged;
        self.hand(Claim { notes, meanings, reading, truth, mistake, inherits, ..blank });
    }
}

/// A longer formula is shown side by side.
const LONG: usize = 400;

/// The side of a chain by itself, if the formula is long, or goes over several lines and the side stands on another one
/// than the first.
fn part_of<'d>(item: &Item<'d>, side: &Side, source: &Source<'_>) -> Option<Item<'d>> {
    let Side::Part(part) = side else { return None };
    let span = part.tree.span(part.at);
    let (start, end) = (span.start + item.from, span.end + item.from);
    item.text.get(..start).filter(|before| item.text.len() > LONG || before.contains('\n'))?;
    let text = item.text.get(start..end)?;
    Some(Item { place: source.place(text)?, text, ..item.clone() })
}
