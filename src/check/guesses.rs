//! Likely readings of garbled lines, each with what it would come to. None is taken for what is written.

use super::chain::Chain;
use super::claim::{Claim, Code, Guess, Verdict};
use super::claims::{self, Formula, Item, Side};
use super::documents::Kind;
use super::readings;
use super::scope::{Basis, Definition, Piece};
use super::walk::{Walk, blank};
use crate::syntax::{Names, Relation, TableNames};

/// A reading, what it says, and what that comes to.
struct Weighed {
    guess: Guess,
    formula: Formula,
    superscript: bool,
}

impl Walk<'_> {
    /// Tells that a text cannot be read, and how it may have been meant. A chain goes on behind it.
    pub(super) fn unreadable(&mut self, item: &Item<'_>, code: Code, why: String) {
        let weighed = self.weighed(item);
        let claim = Claim { code: Some(code), ..blank(item, Verdict::Unreadable, why) };
        self.goes_on(item, &weighed);
        self.hand(Claim { readings: shown(weighed), ..claim });
    }

    /// The readings of a line that is false or undecided as it is written, and whether it is garbled: if a lost
    /// superscript makes it true.
    pub(super) fn readings(&self, item: &Item<'_>) -> (bool, Vec<Guess>) {
        let mut holding = self.weighed(item);
        holding.retain(|weighed| weighed.guess.verdict == Verdict::Proved);
        (holding.iter().any(|weighed| weighed.superscript), shown(holding))
    }

    fn weighed(&self, item: &Item<'_>) -> Vec<Weighed> {
        let text = item.text.trim_start_matches(['&', ' ']);
        let text = if item.continues.is_some() { text.trim_start_matches(['=', ' ']) } else { text };
        let mut found = Vec::new();
        for reading in readings::of(text) {
            let Ok(mut formulas) = claims::read(&reading.text, Kind::Prose, &self.scope) else { continue };
            if formulas.len() != 1 {
                continue;
            }
            let formula = formulas.remove(0);
            let verdict = self.weigh(item, &formula);
            let supposed = reading.says.trim_start_matches("if ").to_owned();
            let guess = Guess { text: reading.text, supposed, verdict };
            found.push(Weighed { guess, formula, superscript: reading.superscript });
        }
        found
    }

    /// What a reading would come to.
    fn weigh(&self, item: &Item<'_>, formula: &Formula) -> Verdict {
        let (first, on, links) = match (item.continues, &self.chain) {
            (Some(relation), Some(chain)) => {
                let own = std::iter::once((relation, &formula.first));
                (&chain.first, &chain.on, own.chain(formula.others.iter().map(|(r, side)| (*r, side))).collect())
            }
            _ if self.would_define(formula).is_some() => return Verdict::Definition,
            _ => (
                &formula.first,
                &self.sentence,
                formula.others.iter().map(|(r, side)| (*r, side)).collect::<Vec<(Relation, &Side)>>(),
            ),
        };
        let judged = links.iter().map(|(relation, side)| self.judge(first, *relation, side, on).verdict);
        let verdicts: Vec<Verdict> = judged.collect();
        match verdicts.as_slice() {
            [] => Verdict::Undecided,
            all if all.iter().all(|one| matches!(one, Verdict::Proved | Verdict::Assumed)) => Verdict::Proved,
            all if all.contains(&Verdict::Refuted) => Verdict::Refuted,
            _ => Verdict::Undecided,
        }
    }

    /// The name, parameters and body that a reading would give a meaning to.
    fn would_define(&self, formula: &Formula) -> Option<(Box<str>, Vec<Box<str>>, super::scope::Part)> {
        let (relation, body) = formula.others.first()?;
        let is_new = |name: &str| {
            let table = TableNames.function(name).is_some() || TableNames.activation(name).is_some();
            self.scope.find(name).is_none() && !table
        };
        if *relation != Relation::Equal {
            return None;
        }
        if let (Some(name), Some((part, by))) = (formula.first.primed(), body.differentiated()) {
            return is_new(&name).then(|| (name, vec![by], part));
        }
        let (Some((name, parameters)), Side::Part(part)) = (formula.first.head(), body) else { return None };
        is_new(&name).then(|| (name, parameters, part.clone()))
    }

    /// A later line may rest on the first reading that holds or defines, which it then says.
    fn goes_on(&mut self, item: &Item<'_>, weighed: &[Weighed]) {
        let likely = weighed.iter().find(|w| matches!(w.guess.verdict, Verdict::Proved | Verdict::Definition));
        let Some(likely) = likely else {
            if item.continues.is_none() {
                self.chain = None;
            }
            return;
        };
        if likely.guess.verdict == Verdict::Definition
            && let Some((name, parameters, body)) = self.would_define(&likely.formula)
        {
            let (line, section) = (item.place.line, self.section());
            let says = format!("{name} is what line {line} is likely meant to say: {}", likely.guess.text);
            let pieces = vec![Piece { body, when: Vec::new() }];
            self.scope.define(&name, Definition { basis: Basis::Supposed(says), parameters, pieces, line, section });
        }
        let on = self.chain.as_ref().map_or_else(|| self.sentence.clone(), |chain| chain.on.clone());
        let first = match (item.continues, &self.chain) {
            (Some(_), Some(chain)) => chain.first.clone(),
            _ => likely.formula.first.clone(),
        };
        let mut chain = Chain::new(first, item.place.line, on);
        let last = likely.formula.others.last().map_or(&likely.formula.first, |(_, side)| side);
        chain.settled(last.clone(), item.place.line);
        self.chain = Some(chain);
    }
}

/// The readings that are shown: those that hold, or all of them if none does.
fn shown(weighed: Vec<Weighed>) -> Vec<Guess> {
    let holds = |w: &Weighed| matches!(w.guess.verdict, Verdict::Proved | Verdict::Definition);
    let some = weighed.iter().any(holds);
    weighed.into_iter().filter(|w| !some || holds(w)).map(|w| w.guess).collect()
}
