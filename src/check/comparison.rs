//! Comparisons, judged.

use super::bounds;
use super::claim::{Code, Reading, Verdict, Wrong};
use super::judge::Lowered;
use super::judged::Judged;
use crate::eval;
use crate::expr::{ExprId, Node, Number, Relation, Store};
use crate::kernel::{self, MOST_PRECISION};
use crate::passes::carried_out;
use crate::trace::Condition;

/// Judges a comparison: by a point where it fails, or by the ranges of both sides.
pub(super) fn comparison(lowered: Lowered, relation: Relation) -> Judged {
    let Lowered { mut store, sides, on, supposed, mut notes, .. } = lowered;
    let undecided = |code, because: String, notes| Judged { notes, ..Judged::undecided(code, because) };
    let mut carried = Vec::new();
    let left = carried_out(&mut store, sides.0, &mut carried);
    let right = carried_out(&mut store, sides.1, &mut carried);
    let (left, right) = match (left, right) {
        (Ok(left), Ok(right)) => (left, right),
        (Err(error), _) | (_, Err(error)) => return undecided(Code::NoDerivative, error.to_string(), notes),
    };
    notes.extend(carried);
    let condition = Condition { left, relation, right };
    let bases = differentiated(&store, sides);
    let given: Vec<Condition> = on.iter().chain(&supposed).copied().collect();
    let mut reading =
        Reading { sides: (sides.0, relation, sides.1), conditions: on.clone(), proof: None, wrong: None, store };
    if let Some(point) = counterpoint(&reading.store, condition, &given) {
        let values = [left, right].map(|side| value(&reading.store, side, &point));
        reading.wrong = Some(Wrong::Point(point.into_boxed_slice(), values));
        let because = "it does not hold".to_owned();
        return Judged { reading: Some(reading), notes, ..Judged::new(Verdict::Refuted, because) };
    }
    let mut shown = |given: &[Condition]| match holds_at_its_point(&reading.store, condition, given) {
        true => Some("both values are known exactly or enclosed"),
        false => bounds::shown(&mut reading.store, condition, given, &bases),
    };
    let Some(by) = shown(&given) else {
        let (code, why) = match bounds::enclosed(&mut reading.store, condition, &given) {
            true => (Code::NoTheorem, "enclosures show that it holds, and the kernel has no theorem of it"),
            false => (Code::NoProof, "it holds at the points that were tried, and no proof was found"),
        };
        return undecided(code, why.into(), notes);
    };
    let needs_all = !supposed.is_empty() && shown(&on).is_none();
    if !given.is_empty() && !is_fulfilled(&reading.store, condition, &given) {
        let because = "no number is known that fulfils the conditions".to_owned();
        return Judged { reading: Some(reading), notes, ..Judged::new(Verdict::Formal, because) };
    }
    let verdict = if needs_all { Verdict::Assumed } else { Verdict::Proved };
    let because = format!("{by}, where both sides are defined");
    Judged { reading: Some(reading), notes, ..Judged::new(verdict, because) }
}

/// The functions that both sides differentiate.
fn differentiated(store: &Store, sides: (ExprId, ExprId)) -> Vec<ExprId> {
    let all = [sides.0, sides.1].into_iter().flat_map(|side| store.reachable(side));
    let functions = all.filter_map(|id| match store.node(id) {
        Node::Derivative(of, _) => Some(of),
        _ => None, // nothing is differentiated
    });
    functions.collect()
}

/// So many points are tried for a comparison.
const POINTS: usize = 60;
/// So many points are tried for one that fulfils conditions.
const MORE_POINTS: usize = 400;
const BITS: usize = 256;

/// The symbols of a condition and of what is given, in order.
fn symbols(store: &Store, condition: Condition, given: &[Condition]) -> Vec<ExprId> {
    let sides = given.iter().chain([&condition]).flat_map(|c| [c.left, c.right]);
    let mut symbols: Vec<ExprId> = sides.flat_map(|side| store.reachable(side)).collect();
    symbols.retain(|&id| matches!(store.node(id), Node::Symbol(_)));
    symbols.sort_unstable();
    symbols.dedup();
    symbols
}

/// The numbers that conditions give to symbols.
fn pinned(store: &Store, given: &[Condition]) -> Vec<(ExprId, Number)> {
    let equal = given.iter().filter(|c| c.relation == Relation::Equal && matches!(store.node(c.left), Node::Symbol(_)));
    equal.filter_map(|c| Some((c.left, eval::exact(store, c.right, &[])?))).collect()
}

/// Whether a condition speaks of one point only, and holds there.
fn holds_at_its_point(store: &Store, condition: Condition, given: &[Condition]) -> bool {
    let point = pinned(store, given);
    let whole = symbols(store, condition, given).iter().all(|id| point.iter().any(|(pinned, _)| pinned == id));
    let holds = |c: &Condition| kernel::holds_at(store, *c, &point, 256) == Some(true);
    whole && holds(&condition) && given.iter().all(holds)
}

/// A point at which a condition does not hold although both of its sides have values and everything given holds.
fn counterpoint(store: &Store, condition: Condition, given: &[Condition]) -> Option<Vec<(ExprId, Number)>> {
    let number = |at: usize| eval::propose::simple_number(at % POINTS);
    inside(store, condition, given, (POINTS, &number))
        .find(|point| kernel::holds_at(store, condition, point, BITS) == Some(false))
}

/// Whether a number is known at which everything given holds and both sides have values.
fn is_fulfilled(store: &Store, condition: Condition, given: &[Condition]) -> bool {
    let ends = given.iter().flat_map(|c| [c.left, c.right]).filter_map(|end| eval::exact(store, end, &[]));
    let steps = [(0, 1), (1, 1), (-1, 1), (1, 1000), (-1, 1000)].into_iter().filter_map(|(n, d)| Number::ratio(n, d));
    let steps: Vec<Number> = steps.collect();
    let near: Vec<Number> =
        ends.flat_map(|end| steps.iter().map(move |step| end.add(step)).collect::<Vec<_>>()).collect();
    let number = |at: usize| match near.get(at % MORE_POINTS) {
        Some(near) => near.clone(),
        None => eval::propose::simple_number(at % MORE_POINTS - near.len()),
    };
    inside(store, condition, given, (MORE_POINTS, &number)).next().is_some()
}

/// The points among those that are tried at which everything given holds and both sides of a condition have values.
fn inside<'a>(
    store: &'a Store,
    condition: Condition,
    given: &'a [Condition],
    (points, number): (usize, &'a dyn Fn(usize) -> Number),
) -> impl Iterator<Item = Vec<(ExprId, Number)>> + 'a {
    let symbols = symbols(store, condition, given);
    let pinned = pinned(store, given);
    let defined = |side| Condition { left: side, relation: Relation::Equal, right: side };
    let all = (0..if symbols.is_empty() { 1 } else { points }).map(move |tried| {
        let number = |at: usize| number(tried + at * tried / 3 + at);
        let own = |id| pinned.iter().find(|(pinned, _)| *pinned == id).map(|(_, value)| value.clone());
        let coordinate = |(at, &id): (usize, &ExprId)| (id, own(id).unwrap_or_else(|| number(at)));
        symbols.iter().enumerate().map(coordinate).collect::<Vec<(ExprId, Number)>>()
    });
    all.filter(move |point| {
        let holds = |c: Condition| kernel::holds_at(store, c, point, BITS) == Some(true);
        given.iter().all(|&c| holds(c)) && holds(defined(condition.left)) && holds(defined(condition.right))
    })
}

/// The value at a point: exact, or its first digits.
fn value(store: &Store, expr: ExprId, point: &[(ExprId, Number)]) -> String {
    if let Some(number) =
        eval::exact(store, expr, point).map(|number| number.to_string()).filter(|text| text.len() < 40)
    {
        return number;
    }
    let arguments: Vec<_> =
        point.iter().map(|(symbol, value)| (*symbol, eval::interval::Argument::Exact(value.clone()))).collect();
    let enclosed = eval::interval::enclose(store, expr, &arguments, 128.min(MOST_PRECISION));
    enclosed.map_or_else(|_| "a value".into(), |interval| interval.to_decimal(6))
}
