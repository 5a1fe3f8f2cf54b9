//! Why there is no derivative through the output alone: two places with the same output and different slopes.

use super::derived::{Branch, Derived};
use crate::algebra;
use crate::eval::crossing::Looks;
use crate::eval::float::{self, Tape};
use crate::eval::interval::Interval;
use crate::expr::{ExprId, Node, Number, Store};
use crate::kernel::{self, Again, Twice};
use crate::theory::Theory;
use crate::trace::{Derivation, Judgement, StepId};

/// The precision of the enclosures.
const BITS: usize = 128;
/// The significant digits that are told of values, and of a place.
const DIGITS: usize = 3;
const PLACE_DIGITS: usize = 5;
/// The values that parameters are given, numerator and denominator.
const VALUES: [(i64, i64); 3] = [(1, 1), (2, 1), (1, 2)];
/// How many parameters are given values.
const MOST_PARAMETERS: usize = 4;

/// Fills in the reason where there is no form: two places, if there are any, with the values of the parameters.
pub(crate) fn explain(derived: &mut Derived) {
    if derived.whole.from_output.is_some() {
        return;
    }
    let found = twice(derived).filter(|_| derived.order == 1);
    let (why, twice) = match found {
        Some((found, turn)) => (told(derived, &found, turn.as_ref()), Some(found)),
        None => ("no form is known".into(), None),
    };
    (derived.from_output_reason, derived.twice) = (Some(why), twice);
}

/// That the function has the same value at two places, `g(-2) = g(-1)`.
pub(crate) fn same_value(derived: &Derived, found: &Twice) -> String {
    let (name, second) = (&derived.name, digits(found.second(), DIGITS));
    let second = match (found.second_exact(), second.contains(' ')) {
        (Some(exact), _) => format!("{name}({exact})"),
        (None, true) => format!("{name}(x) for an x {second}"),
        (None, false) => format!("{name}({second})"),
    };
    format!("{name}({}) = {second}", found.first())
}

/// A function on the sets on which it has a derivative.
struct Places<'a> {
    store: &'a Store,
    function: ExprId,
    /// For each set the condition that describes it, and what holds there.
    sets: Vec<(ExprId, &'a Branch)>,
    by: ExprId,
    others: Vec<(ExprId, Number)>,
}

/// Two places with the same value and different slopes, and where the slope is 0 between them.
fn twice(derived: &Derived) -> Option<(Twice, Option<Interval>)> {
    let (store, by) = (&derived.store, derived.variable);
    let (function, slope) = (derived.whole.function, derived.whole.derivative);
    let always = derived.whole.function; // a formula without pieces has one set, which no condition describes
    let sets: Vec<(ExprId, &Branch)> = match derived.pieces.as_slice() {
        [] => vec![(always, &derived.whole)],
        pieces => pieces.iter().map(|piece| (piece.when, &piece.branch)).collect(),
    };
    let mut symbols = store.reachable(function);
    symbols.retain(|&id| matches!(store.node(id), Node::Symbol(_)) && id != by);
    if symbols.len() > MOST_PARAMETERS {
        return None;
    }
    let all: Vec<ExprId> = [by].into_iter().chain(symbols.iter().copied()).collect();
    let tapes = [function, slope].map(|expr| Tape::new(store, expr, &all));
    for (above, below) in VALUES {
        let value = Number::ratio(above, below)?;
        let others: Vec<(ExprId, Number)> = symbols.iter().map(|&symbol| (symbol, value.clone())).collect();
        let places = Places { store, function, sets: sets.clone(), by, others };
        let at = |x: f64| -> Vec<f64> {
            [x].into_iter().chain(places.others.iter().map(|(_, value)| value.to_f64())).collect()
        };
        let looks = Looks::new(&tapes[0], &tapes[1], &at);
        if let Some((first, second)) = looks.meeting()
            && let Some(found) = places.shown(&first, Again::At(&second))
        {
            let turn = places.turn(&looks, (&first, &second));
            return Some((found, turn));
        }
        if let Some((first, lo, hi)) = looks.crossing()
            && let Some(found) = places.shown(&first, Again::Between(&lo, &hi))
        {
            let turn = places.turn(&looks, (&first, if first < lo { &lo } else { &hi }));
            return Some((found, turn));
        }
    }
    None
}

impl Places<'_> {
    /// What the kernel makes of two places.
    fn shown(&self, first: &Number, again: Again<'_>) -> Option<Twice> {
        let near = match again {
            Again::At(place) | Again::Between(place, _) => place,
        };
        let theorems = [self.theorem(first)?, self.theorem(near)?];
        kernel::twice(self.store, Theory::builtin(), theorems, &self.others, first, again, BITS)
    }

    /// Where the slope is 0 between two places, if that is one place as far as floating point tells.
    fn turn(&self, looks: &Looks<'_>, (a, b): (&Number, &Number)) -> Option<Interval> {
        let (lo, hi) = looks.turning(if a < b { (a, b) } else { (b, a) })?;
        kernel::turn(self.store, Theory::builtin(), self.theorem(&lo)?, &self.others, (&lo, &hi), BITS)
    }

    /// The theorem about the derivative around a place.
    fn theorem(&self, place: &Number) -> Option<(&Derivation, StepId)> {
        let mut values: Vec<(ExprId, f64)> = self.others.iter().map(|(symbol, n)| (*symbol, n.to_f64())).collect();
        values.push((self.by, place.to_f64()));
        let holds = |when: ExprId| when == self.function || float::holds(self.store, when, &values);
        let branch = self.sets.iter().find(|(when, _)| holds(*when)).map(|(_, branch)| *branch)?;
        let judgement = Judgement::Derivative { of: self.function, by: self.by, is: branch.derivative };
        branch.derivation.find(judgement).map(|step| (&branch.derivation, step))
    }
}

fn told(derived: &Derived, found: &Twice, turn: Option<&Interval>) -> String {
    let store = &derived.store;
    let parameters: Vec<String> = found
        .others()
        .iter()
        .filter_map(|(symbol, value)| match store.node(*symbol) {
            Node::Symbol(symbol) => Some(format!("{} = {value}", store.name(symbol))),
            _ => None, // only symbols have values
        })
        .collect();
    let slopes = [found.slopes().0, found.slopes().1].map(|slope| digits(slope, DIGITS));
    let given = if parameters.is_empty() { String::new() } else { format!(" for {}", parameters.join(", ")) };
    let said = format!("not possible: {}{given}", same_value(derived, found));
    let said = format!("{said}, slopes {} and {} differ", slopes[0], slopes[1]);
    let of_pieces = derived.pieces.len() == 2 && derived.pieces.iter().all(|piece| piece.branch.from_output.is_some());
    let Node::Symbol(variable) = store.node(derived.variable) else { return said };
    let variable = store.name(variable);
    let border = derived.borders.first().and_then(|border| algebra::rational(store, border.at));
    match (turn.map(|turn| digits(turn, PLACE_DIGITS)), border) {
        (_, Some(at)) if of_pieces => format!("{said}; one more bit is enough: whether {variable} > {at}"),
        (Some(place), _) => {
            format!("{said}; one more bit tells them apart: whether {variable} > {place}, where the slope is 0")
        }
        _ => said,
    }
}

/// The digits that are certain, or the ends between which the value lies.
fn digits(value: &Interval, most: usize) -> String {
    let text = value.to_decimal(most);
    if !text.starts_with('[') {
        return text;
    }
    let (lo, hi) = value.to_decimal_ends(most);
    format!("between {lo} and {hi}")
}
