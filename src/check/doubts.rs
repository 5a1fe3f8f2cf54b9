//! What is not told although it was judged: where a name is not understood, or the words beside a formula say more or other
//! than the formula does.

use super::assumptions::is_inequality;
use super::claim::{Code, Verdict, Wrong};
use super::claims::{Formula, Item, Side};
use super::judged::Judged;
use super::scope::Part;
use super::walk::Walk;
use super::words;
use crate::syntax::Relation;

/// What stands beside an item in its sentence.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Beside {
    /// Whether it is one side of an equivalence.
    equivalent: bool,
    /// Whether something is said to follow from it.
    implies: bool,
    /// Whether the condition behind it goes on with `or`.
    pub(super) or_follows: bool,
    /// Whether it goes on from a condition with `and`, and has none of its own behind it.
    goes_on: bool,
    /// Whether the condition behind it may go on with more than was taken for a condition.
    pub(super) condition_goes_on: bool,
}

impl Beside {
    /// What stands beside an item; `conditional` if the one before it is a condition.
    pub(super) fn of(item: &Item<'_>, next: Option<&Item<'_>>, behind: Option<&Item<'_>>, conditional: bool) -> Beside {
        let is = |item: Option<&Item<'_>>, said: fn(&str) -> bool| item.is_some_and(|item| said(item.before));
        let goes_on = behind.is_some_and(|item| item.same_row && words::is_or(item.before));
        let has_own = next.is_some_and(|next| words::joins(next.before, next.same_row));
        Beside {
            condition_goes_on: false,
            goes_on: conditional && words::is_and(item.before) && !has_own,
            equivalent: is(Some(item), words::equates) || is(next, words::equates),
            implies: is(next, words::implies),
            or_follows: goes_on || next.is_some_and(|next| behind.is_none() && words::goes_on_with_or(next.after)),
        }
    }
}

impl Walk<'_> {
    /// The verdict on a relation that is false here: there is none if it holds under what a paragraph before supposed.
    pub(super) fn as_supposed_before(
        &self,
        judged: Judged,
        (left, relation, right): (&Side, Relation, &Side),
        on: &[Part],
    ) -> Judged {
        if judged.verdict != Verdict::Refuted || self.faded.is_empty() {
            return judged;
        }
        let all: Vec<Part> = self.faded.iter().chain(on).cloned().collect();
        match self.judge(left, relation, right, &all).verdict {
            Verdict::Proved | Verdict::Assumed => {
                let because =
                    "it holds if what a paragraph before supposes is supposed here as well, and not otherwise";
                Judged::undecided(Code::Supposed, because.to_owned())
            }
            _ => judged, // it is false there as well, or that is not known
        }
    }

    /// Why something that was judged is not told, if that is so.
    pub(super) fn doubt(&self, item: &Item<'_>, judged: &Judged, formula: &Formula) -> Option<(Code, String)> {
        let because = match judged.verdict {
            Verdict::Proved | Verdict::Assumed | Verdict::Refuted if self.beside.equivalent => {
                "that two things hold for the same numbers is not judged"
            }
            Verdict::Proved | Verdict::Assumed if words::denies(item.before) => {
                "it holds, and the words before it deny it"
            }
            Verdict::Refuted if words::speaks_of_some(self.tables.source.until(item.before)) => {
                "it does not hold for all numbers, and is said of some"
            }
            Verdict::Refuted if self.beside.implies && is_arithmetic(formula) => {
                "it does not hold for all numbers, and may be supposed for what follows from it"
            }
            Verdict::Refuted if self.beside.goes_on && is_inequality(item) => {
                "it does not hold for all numbers, and may be a condition as the one before it"
            }
            Verdict::Refuted if self.beside.condition_goes_on && self.consumed => {
                "it does not hold under the condition behind it, which may go on"
            }
            Verdict::Refuted if words::transposes(item.text) => {
                return Some((Code::NoMeaning, "transposes are not read".to_owned()));
            }
            Verdict::Refuted => return self.withdrawn(judged, formula),
            _ => return None, // nothing is told that could be wrong
        };
        Some((Code::Supposed, because.to_owned()))
    }

    /// Why something is not told to be false although it is so as it was understood.
    fn withdrawn(&self, judged: &Judged, formula: &Formula) -> Option<(Code, String)> {
        let mut notes = formula.notes.iter();
        let unknown = notes.clone().find_map(|note| words::product(note)).filter(|(name, argument)| {
            self.scope.find(name).is_none()
                && (words::may_be_function(name) || !argument.contains(['+', '-', '*', '/']))
        });
        if let Some((name, _)) = unknown {
            return Some((Code::NoMeaning, format!("{name} is not defined, and was read as a factor")));
        }
        if let Some(numeral) = notes.find_map(|note| words::numeral(note)) {
            return Some((Code::Supposed, format!("it is false if {numeral} is a number")));
        }
        let reading = judged.reading.as_ref()?;
        if formula.is_integral && matches!(reading.wrong, Some(Wrong::NoDerivative)) {
            let because = format!("an integral may be without a derivative in places: {}", judged.because);
            return Some((Code::NoTheorem, because));
        }
        let name = self.name_from_nowhere(formula, reading)?;
        Some((Code::NoMeaning, format!("{name} is not defined here, and it does not hold for every {name}")))
    }
}

/// Whether nothing but arithmetic stands in a formula.
fn is_arithmetic(formula: &Formula) -> bool {
    let sides = std::iter::once(&formula.first).chain(formula.others.iter().map(|(_, side)| side));
    sides.into_iter().all(|side| side.plain_names().is_some())
}
