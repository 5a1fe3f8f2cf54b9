//! Relations between the kernels of an expression: `sqrt(u)^2 = u`, `e^u*e^(-u) = 1`, `cosh(u)^2 - sinh(u)^2 = 1`.
//!
//! They are instances of the table's identities. An expression is reduced by them as polynomials are divided, and
//! two expressions that differ by a combination of them are concluded to be equal, with the combination written down.

use crate::algebra::normal::{Kernels, normal_form};
use crate::algebra::shape::{self, Notation, Shapes};
use crate::algebra::{self, Budget, Fraction, Monomial, Poly, Var};
use crate::expr::{ExprId, Node, Store};
use crate::rules;
use crate::theory::{Class, Theory};
use crate::trace::{Derivation, InstanceId, Judgement, Reason, StepId};

/// The work that one reduction may cost.
const WORK: u64 = 1_000_000;
/// The most terms of a polynomial on the way.
const TERMS: usize = 400;
/// How many terms are divided at most.
const MOST_DIVISIONS: usize = 400;
/// How many arguments are tried for the table's `?u`.
const MOST_ARGUMENTS: usize = 12;

/// An instance of an identity, `left = right`, all of whose functions occur.
#[derive(Debug, Clone, Copy)]
struct Relation {
    rule: InstanceId,
    /// What stands for `?u`, and for `?v` if the identity has one.
    arguments: (ExprId, Option<ExprId>),
    left: ExprId,
    right: ExprId,
}

/// The relations between the functions that occur in the expressions.
fn relations(store: &mut Store, exprs: &[ExprId]) -> Vec<Relation> {
    let theory = Theory::builtin();
    let mut calls: Vec<ExprId> = exprs.iter().flat_map(|&expr| store.reachable(expr)).collect();
    calls.retain(|&id| matches!(store.node(id), Node::Call(..)));
    calls.sort_unstable();
    calls.dedup();
    let mut arguments: Vec<ExprId> = Vec::new();
    for &call in &calls {
        let inside = store.node(call).children().flat_map(|a| std::iter::once(a).chain(store.node(a).children()));
        arguments.extend(inside);
    }
    arguments.sort_unstable();
    arguments.dedup();
    arguments.truncate(MOST_ARGUMENTS);
    let mut found = Vec::new();
    for rule in rules::all().filter(|rule| rule.is_relation) {
        let Some(row) = theory.row(rule.name) else { continue };
        let id = theory.id(row, Class::Other, Class::Other);
        let Some(instance) = theory.instance(id) else { continue };
        for &argument in &arguments {
            let arguments = match (instance.slots, store.node(argument)) {
                (1, _) => (argument, None),
                (2, Node::Mul(u, v)) => (u, Some(v)),
                _ => continue, // nothing fits the identity
            };
            let values: Vec<ExprId> = std::iter::once(arguments.0).chain(arguments.1).collect();
            let (left, right) = (instance.left.build(store, &values), instance.right.build(store, &values));
            let known = |id: &ExprId| !matches!(store.node(*id), Node::Call(..)) || calls.binary_search(id).is_ok();
            let occurs = |store: &Store, side| store.reachable(side).iter().all(known);
            if occurs(store, left) && (arguments.1.is_none() || occurs(store, right)) {
                found.push(Relation { rule: id, arguments, left, right });
            }
        }
    }
    found
}

/// Polynomials that vanish, each with the monomial that it replaces.
struct Reduction {
    kernels: Kernels,
    budget: Budget,
    vanishing: Vec<(Monomial, Poly)>,
    /// What the polynomial of a relation has to be divided by to be `left - right`.
    scales: Vec<Poly>,
}

impl Reduction {
    /// The relations made ready; `inner` says whether they replace what stands inside functions rather than the functions.
    fn new(store: &mut Store, relations: &[Relation], inner: bool) -> Option<Reduction> {
        let mut reduction = Reduction {
            kernels: Kernels::new(),
            budget: Budget::new(WORK, TERMS),
            vanishing: Vec::new(),
            scales: Vec::new(),
        };
        for relation in relations {
            let difference = store.sub(relation.left, relation.right);
            let fraction = reduction.read(store, difference)?;
            let poly = fraction.numerator();
            let functions = |monomial: &Monomial| {
                let is_call = |var: Var| {
                    let kernel = reduction.kernels.expr(var);
                    kernel.is_some_and(|kernel| matches!(store.node(kernel), Node::Call(..)))
                };
                monomial.factors().filter(|(var, _)| is_call(*var)).map(|(_, exponent)| exponent).sum::<u32>()
            };
            let rank = |monomial: &Monomial| match (inner, functions(monomial)) {
                (false, functions) => Some((u64::from(functions), monomial.total_degree())),
                (true, 0) => Some((monomial.total_degree(), 0)).filter(|rank| rank.0 > 0),
                (true, _) => None,
            };
            let leading = poly.terms().iter().filter_map(|(monomial, _)| Some((rank(monomial)?, monomial))).max();
            if let Some((_, monomial)) = leading {
                let monomial = monomial.clone();
                reduction.vanishing.push((monomial, poly.clone()));
                reduction.scales.push(fraction.denominator().clone());
            }
        }
        Some(reduction)
    }

    fn read(&mut self, store: &Store, expr: ExprId) -> Option<Fraction> {
        normal_form(store, expr, &mut self.kernels, &mut self.budget).ok()
    }

    /// What is left of a polynomial when multiples of the vanishing ones are taken off, and the multiples.
    fn divide(&mut self, poly: &Poly) -> Option<(Poly, Vec<Poly>)> {
        let mut rest = poly.clone();
        let mut multiples = vec![Poly::zero(); self.vanishing.len()];
        for _ in 0..MOST_DIVISIONS {
            let found = rest.terms().iter().find_map(|(monomial, value)| {
                let fits = |(leading, _): &(Monomial, Poly)| monomial.div(leading);
                let (index, factor) = self.vanishing.iter().enumerate().find_map(|(i, v)| Some((i, fits(v)?)))?;
                Some((index, factor, value.clone()))
            });
            let Some((index, factor, value)) = found else { return Some((rest, multiples)) };
            let (leading, vanishing) = &self.vanishing[index];
            let (_, lead) = vanishing.terms().iter().find(|(monomial, _)| monomial == leading)?;
            let multiple = Poly::term(factor, value.div(lead)?);
            rest = rest.sub(&multiple.mul(vanishing, &mut self.budget).ok()?);
            multiples[index] = multiples[index].add(&multiple);
            self.budget.charge((rest.terms().len() + multiples[index].terms().len()) as u64).ok()?;
            self.budget.allow_terms(rest.terms().len()).ok()?;
        }
        None
    }

    /// The expression with something replaced; `None` if nothing is.
    fn fraction(&mut self, store: &Store, expr: ExprId) -> Option<Fraction> {
        let read = self.read(store, expr)?;
        let (over, above) = self.divide(read.numerator())?;
        let (below, under) = self.divide(read.denominator())?;
        if below.is_zero() || above.iter().chain(&under).all(Poly::is_zero) {
            return None;
        }
        Fraction::new(&over, &below, &mut self.budget).ok()
    }
}

/// Other forms of the expression that the relations between its functions give, unless they cannot but cost more than `most`;
/// `None` if there are no relations.
pub(crate) fn reduced(store: &mut Store, notation: &Notation, expr: ExprId, most: u64) -> Option<Vec<ExprId>> {
    let relations = relations(store, &[expr]);
    if relations.is_empty() {
        return None;
    }
    let (mut known, mut found) = (None, Vec::new());
    for inner in [false, true] {
        let Some(mut reduction) = Reduction::new(store, &relations, inner) else { continue };
        let Some(fraction) = reduction.fraction(store, expr) else { continue };
        if known.as_ref() == Some(&fraction) {
            continue; // both replace the same
        }
        let mut shapes = Shapes::default();
        if shapes.least(store, &fraction, |var| reduction.kernels.expr(var), notation) <= most {
            let below = most.saturating_add(1);
            found.extend(shapes.cheapest_below(store, &fraction, &reduction.kernels, notation, below));
        }
        known = Some(fraction);
    }
    Some(found)
}

/// Whether the two expressions are equal by algebra and the relations between their functions.
pub(crate) fn equal(store: &mut Store, from: ExprId, to: ExprId) -> bool {
    from == to || algebra::equal_fractions(store, from, to) == Ok(true) || combination(store, from, to).is_some()
}

/// Concludes `from = to` by algebra, with the relations that it needs as premises; `None` if it does not follow.
pub(crate) fn conclude(store: &mut Store, derivation: &mut Derivation, from: ExprId, to: ExprId) -> Option<StepId> {
    Some(conclude_by(store, derivation, from, to)?.0)
}

/// As [`conclude`], with the relations as equations to show.
pub(crate) fn conclude_by(
    store: &mut Store,
    derivation: &mut Derivation,
    from: ExprId,
    to: ExprId,
) -> Option<(StepId, Vec<(ExprId, ExprId)>)> {
    let judgement = Judgement::Equal { left: from, right: to };
    if algebra::equal_fractions(store, from, to) == Ok(true) {
        return Some((derivation.push(judgement, Reason::Algebra, &[], &[]), Vec::new()));
    }
    let combined = combination(store, from, to)?;
    let (mut premises, mut coefficients, mut shown) = (Vec::new(), Vec::new(), Vec::new());
    for (relation, coefficient) in combined {
        let Relation { rule, arguments, left, right } = relation;
        let values: Vec<ExprId> = std::iter::once(arguments.0).chain(arguments.1).collect();
        premises.push(derivation.push(Judgement::Equal { left, right }, Reason::Rule(rule), &[], &values));
        coefficients.push(coefficient);
        shown.push((left, right));
    }
    Some((derivation.push(judgement, Reason::Algebra, &premises, &coefficients), shown))
}

/// Coefficients with which the relations add up to `from - to`.
fn combination(store: &mut Store, from: ExprId, to: ExprId) -> Option<Vec<(Relation, ExprId)>> {
    let relations = relations(store, &[from, to]);
    if relations.is_empty() {
        return None;
    }
    let mut reduction = Reduction::new(store, &relations, false)?;
    let difference = store.sub(from, to);
    let difference = reduction.read(store, difference)?;
    let (rest, multiples) = reduction.divide(difference.numerator())?;
    if !rest.is_zero() || difference.is_zero() {
        return None;
    }
    let mut found = Vec::new();
    for ((relation, multiple), scale) in relations.into_iter().zip(multiples).zip(&reduction.scales) {
        if multiple.is_zero() {
            continue;
        }
        let over = multiple.mul(scale, &mut reduction.budget).ok()?;
        let coefficient = Fraction::new(&over, difference.denominator(), &mut reduction.budget).ok()?;
        found.push((relation, shape::cheapest(store, &coefficient, &reduction.kernels)?));
    }
    let listed: Vec<_> = found.iter().map(|(r, coefficient)| (*coefficient, r.left, r.right)).collect();
    (algebra::equal_modulo(store, from, to, &listed) == Ok(true)).then_some(found)
}
