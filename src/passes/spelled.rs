//! Steps by algebra, spelled out as on a blackboard: a numerator rewritten, a fraction split, a factor recognised.

use super::derived::{Because, Line};
use super::{eliminate, relations};
use crate::algebra;
use crate::algebra::shape::Notation;
use crate::expr::{ExprId, Node, Store};
use crate::theory::tidy;
use crate::trace::{Derivation, Judgement, Reason, StepId};

/// A sum or a product of more parts than this is not taken apart.
const MOST_PARTS: usize = 8;

/// Concludes `from = to` by algebra, by way of a line in between where that helps a reader, and adds the lines;
/// `None` if the two are not the same rational function.
pub(crate) fn spell(
    store: &mut Store,
    derivation: &mut Derivation,
    from: ExprId,
    to: ExprId,
    lines: &mut Vec<Line>,
) -> Option<StepId> {
    if algebra::equal_fractions(store, from, to) != Ok(true) {
        let (step, relations) = relations::conclude_by(store, derivation, from, to)?;
        let because =
            relations.into_iter().map(|equation| Because { equation: Some(equation), ..Because::named("simplify") });
        lines.push(Line { expr: to, step: Some(step), because: because.collect(), key: true, paragraph: false });
        return Some(step);
    }
    let between = over_one_denominator(store, from, to).or_else(|| each_over_its_own(store, from, to));
    let between = between.filter(|(middle, ..)| algebra::equal_fractions(store, from, *middle) == Ok(true));
    let mut step = |left, right, because: Because, key| {
        let step = derivation.push(Judgement::Equal { left, right }, Reason::Algebra, &[], &[]);
        lines.push(Line { expr: right, step: Some(step), because: vec![because], key, paragraph: false });
        step
    };
    let Some((middle, first, second)) = between else {
        let because = Because::named(name_of(store, from, to));
        return Some(step(from, to, because, true));
    };
    let before = step(from, middle, first, false);
    let after = step(middle, to, second, true);
    let judgement = Judgement::Equal { left: from, right: to };
    Some(derivation.push(judgement, Reason::Transitivity, &[before, after], &[]))
}

/// Whether a reader gets from `raw` to `to` at once: over one denominator, the numerators have equally many terms.
pub(crate) fn is_at_once(store: &mut Store, raw: ExprId, to: ExprId) -> bool {
    if algebra::equal_fractions(store, raw, to) != Ok(true) {
        return false;
    }
    let Some((middle, ..)) = over_one_denominator(store, raw, to) else { return false };
    let count = |store: &Store, id: ExprId| {
        let quotient = match store.node(id) {
            Node::Neg(a) => a,
            _ => id, // no sign in front
        };
        match store.node(quotient) {
            Node::Div(over, _) => terms(store, over).map(|terms| terms.len()),
            _ => None, // no fraction
        }
    };
    count(store, raw).is_some_and(|terms| terms > 1 && Some(terms) == count(store, middle))
}

/// What a step of algebra does, told by the outermost operations.
fn name_of(store: &Store, from: ExprId, to: ExprId) -> &'static str {
    let outermost = |id: ExprId| match store.node(id) {
        Node::Neg(a) => store.node(a),
        node => node,
    };
    match (outermost(from), outermost(to)) {
        (Node::Div(..), Node::Add(..) | Node::Sub(..)) => "split the fraction",
        (Node::Add(..) | Node::Sub(..), Node::Div(..)) => "put over one denominator",
        (Node::Add(..) | Node::Sub(..), Node::Mul(..) | Node::Pow(..)) => "factor",
        (Node::Mul(..) | Node::Pow(..), Node::Add(..) | Node::Sub(..)) => "expand",
        (Node::Div(..), Node::Div(..)) => "simplify the fraction",
        _ => "simplify", // no other pair has a name of its own
    }
}

/// A line in between, and the reasons before and after it.
type Between = (ExprId, Because, Because);

/// A fraction that becomes a sum: the sum's parts over the fraction's denominator come first.
fn over_one_denominator(store: &mut Store, from: ExprId, to: ExprId) -> Option<Between> {
    let (negative, quotient) = match store.node(from) {
        Node::Neg(a) => (true, a),
        _ => (false, from), // no sign in front
    };
    let Node::Div(numerator, denominator) = store.node(quotient) else { return None };
    let terms = terms(store, to)?;
    if terms.len() < 2 || denominator == Store::ONE {
        return None;
    }
    let mut sum: Option<ExprId> = None;
    for (minus, term) in terms {
        let scaled = store.mul(term, denominator);
        let polynomial = eliminate::polynomial(store, notation(store, denominator), scaled)?;
        let part = tidy(store, polynomial);
        if matches!(store.node(part), Node::Div(..)) {
            return None;
        }
        sum = Some(match (sum, minus != negative) {
            (None, false) => part,
            (None, true) => store.neg(part),
            (Some(sum), false) => store.add(sum, part),
            (Some(sum), true) => store.sub(sum, part),
        });
    }
    let over = sum.filter(|&sum| sum != numerator)?;
    let middle = store.div(over, denominator);
    let middle = if negative { store.neg(middle) } else { middle };
    let because = Because { equation: Some((numerator, over)), ..Because::named("rewrite the numerator") };
    Some((middle, because, Because::named("split the fraction")))
}

/// The terms of a sum with their signs, from left to right; `None` if there are too many.
fn terms(store: &Store, sum: ExprId) -> Option<Vec<(bool, ExprId)>> {
    let (mut found, mut open) = (Vec::new(), vec![(false, sum)]);
    while let Some((minus, id)) = open.pop() {
        match store.node(id) {
            Node::Add(a, b) => open.extend([(minus, b), (minus, a)]),
            Node::Sub(a, b) => open.extend([(!minus, b), (minus, a)]),
            Node::Neg(a) => open.push((!minus, a)),
            _ => found.push((minus, id)), // a term
        }
        if found.len() + open.len() > MOST_PARTS {
            return None;
        }
    }
    Some(found)
}

/// A fraction that becomes a product: each factor as one fraction comes first.
fn each_over_its_own(store: &mut Store, from: ExprId, to: ExprId) -> Option<Between> {
    let Node::Mul(..) = store.node(to) else { return None };
    let (mut factors, mut open) = (Vec::new(), vec![to]);
    while let Some(id) = open.pop() {
        match store.node(id) {
            Node::Mul(a, b) if factors.len() + open.len() < MOST_PARTS => open.extend([b, a]),
            _ => factors.push(id), // a factor
        }
    }
    let mut product: Option<ExprId> = None;
    let mut recognised = None;
    for factor in factors {
        let mut part = factor;
        if let Node::Add(..) | Node::Sub(..) = store.node(factor)
            && let Some(fraction) = as_one_fraction(store, factor)
        {
            part = fraction;
            recognised = Some((fraction, factor));
        }
        product = Some(product.map_or(part, |product| store.mul(product, part)));
    }
    let middle = product.filter(|&middle| middle != from && middle != to)?;
    let first = Because::named(name_of_product(store, from));
    Some((middle, first, Because { equation: recognised, ..Because::named("rewrite a factor") }))
}

fn name_of_product(store: &Store, from: ExprId) -> &'static str {
    match store.node(from) {
        Node::Div(..) => "split the fraction",
        _ => "factor", // it becomes a product
    }
}

/// A sum with a fraction in it as one fraction; `None` if it is none.
fn as_one_fraction(store: &mut Store, sum: ExprId) -> Option<ExprId> {
    let denominators: Vec<ExprId> = terms(store, sum)?
        .into_iter()
        .filter_map(|(_, term)| match store.node(term) {
            Node::Div(_, below) => Some(below),
            _ => None, // no fraction
        })
        .collect();
    let [below] = denominators.as_slice() else { return None };
    let scaled = store.mul(sum, *below);
    let over = eliminate::reduced(store, notation(store, *below), scaled, u64::MAX)?;
    let fraction = store.div(over, *below);
    (algebra::equal_fractions(store, fraction, sum) == Ok(true)).then_some(fraction)
}

/// Decimals are written with as many places as the expression has.
fn notation(store: &Store, expr: ExprId) -> Notation {
    Notation { places: Notation::places_of(store, expr), ..Notation::default() }
}
