//! Why there is no derivative through the output alone: two places with the same output and different slopes.

use super::derived::{Branch, Derived};
use crate::eval::crossing::crossing;
use crate::eval::float::Tape;
use crate::expr::{ExprId, Node, Number, Store};
use crate::kernel::{self, Twice};
use crate::theory::Theory;
use crate::trace::Judgement;

/// The precision of the enclosures.
const BITS: usize = 128;
/// The significant digits that are told.
const DIGITS: usize = 3;
/// The values that parameters are given, numerator and denominator.
const VALUES: [(i64, i64); 3] = [(1, 1), (2, 1), (1, 2)];
/// How many parameters are given values.
const MOST_PARAMETERS: usize = 4;

/// The reason as it is told: two places, if there are any, with the values of the parameters.
pub(crate) fn reason(derived: &Derived) -> String {
    let asked = derived.pieces.is_empty() && derived.order == 1;
    match twice(&derived.store, &derived.whole, derived.variable).filter(|_| asked) {
        Some(found) => told(&derived.store, &derived.name, &found),
        None => "no form is known".into(),
    }
}

fn twice(store: &Store, branch: &Branch, by: ExprId) -> Option<Twice> {
    let (of, is) = (branch.below, branch.derivative);
    let judgement = Judgement::Derivative { of, by, is };
    let step = branch.derivation.find(judgement)?;
    let mut symbols = store.reachable(of);
    symbols.retain(|&id| matches!(store.node(id), Node::Symbol(_)) && id != by);
    if symbols.len() > MOST_PARAMETERS {
        return None;
    }
    let all: Vec<ExprId> = [by].into_iter().chain(symbols.iter().copied()).collect();
    let tapes = [of, is].map(|expr| Tape::new(store, expr, &all));
    for (above, below) in VALUES {
        let value = Number::ratio(above, below)?;
        let others: Vec<(ExprId, Number)> = symbols.iter().map(|&symbol| (symbol, value.clone())).collect();
        let at =
            |x: f64| -> Vec<f64> { [x].into_iter().chain(others.iter().map(|(_, value)| value.to_f64())).collect() };
        let Some((first, lo, hi)) = crossing(&tapes[0], &tapes[1], &at) else { continue };
        let derivation = (&branch.derivation, step);
        let found = kernel::twice(store, Theory::builtin(), derivation, &others, &first, (&lo, &hi), BITS);
        if found.is_some() {
            return found;
        }
    }
    None
}

fn told(store: &Store, name: &str, found: &Twice) -> String {
    let parameters: Vec<String> = found
        .others()
        .iter()
        .filter_map(|(symbol, value)| match store.node(*symbol) {
            Node::Symbol(symbol) => Some(format!("{} = {value}", store.name(symbol))),
            _ => None, // only symbols have values
        })
        .collect();
    let second = found.second().to_decimal(DIGITS);
    let slopes = [found.slopes().0, found.slopes().1].map(|slope| slope.to_decimal(DIGITS));
    let given = if parameters.is_empty() { String::new() } else { format!(" for {}", parameters.join(", ")) };
    let second = match second.starts_with('[') {
        true => format!("{name}(x) for an x in {second}"),
        false => format!("{name}({second})"),
    };
    format!("not possible: {name}({}) = {second}{given}, slopes {} and {} differ", found.first(), slopes[0], slopes[1],)
}
