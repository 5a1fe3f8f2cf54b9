//! Differentiation: one step for each distinct subexpression, parts before wholes.

use thiserror::Error;

use super::branches;
use crate::expr::{self, ExprId, Node, Number, Store};
use crate::rules::calculus;
use crate::theory::{Class, Instance, Place, Theory};
use crate::trace::{Derivation, Judgement, Reason, StepId};

/// How many bits an exponent may have for one less to be written as a number.
const LONGEST_EXPONENT: u64 = 512;

/// Why an expression was not differentiated.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Stuck {
    /// A kind of expression that no rule speaks of.
    #[error("no rule differentiates this expression")]
    NoRule(ExprId),
}

/// A derivative that was found, as steps of a derivation; what holds is the kernel's to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The derivative.
    pub is: ExprId,
    /// The step that concludes it.
    pub step: StepId,
}

/// Appends to `derivation` the steps that differentiate `of` by the symbol `by`.
///
/// Time and memory are linear in the distinct subexpressions of `of`; there is no recursion.
///
/// # Errors
/// The first subexpression that no rule speaks of.
pub fn differentiate(
    store: &mut Store,
    theory: &Theory,
    derivation: &mut Derivation,
    of: ExprId,
    by: ExprId,
) -> Result<Found, Stuck> {
    differentiate_with(store, theory, derivation, (of, by), None)
}

/// As [`differentiate`], where the derivative of a name that the derivation defines is known already.
///
/// # Errors
/// As there.
pub(crate) fn differentiate_with(
    store: &mut Store,
    theory: &Theory,
    derivation: &mut Derivation,
    (of, by): (ExprId, ExprId),
    known: Option<(ExprId, Found)>,
) -> Result<Found, Stuck> {
    let is_known = |id: ExprId| known.is_some_and(|(name, _)| name == id);
    let reached = store.reachable(of);
    let mut depends = vec![false; of.index() + 1];
    let mut needed = vec![false; of.index() + 1];
    for &id in &reached {
        let (first, second) = store.node(id).pair();
        let through = |part: Option<ExprId>| part.is_some_and(|part| depends[part.index()]);
        depends[id.index()] = through(first) || through(second) || id == by || is_known(id);
    }
    needed[of.index()] = true;
    for &id in reached.iter().rev() {
        if needed[id.index()] && depends[id.index()] {
            match store.node(id) {
                Node::Cases(..) => {
                    let parts = branches::parts(store, id);
                    parts.sides(|side| depends[side.index()]).chain(parts.values()).for_each(|part| {
                        needed[part.index()] = true;
                    });
                }
                node => {
                    let (first, second) = node.pair();
                    first.into_iter().chain(second).for_each(|part| needed[part.index()] = true);
                }
            }
        }
    }
    let found = vec![(0, 0); of.index() + 1];
    let steps = needed.iter().filter(|&&needed| needed).count();
    derivation.reserve(steps);
    store.reserve(2 * steps);
    let mut pass =
        Pass { store, theory, derivation, by, known, depends, found, premises: Vec::new(), values: Vec::new() };
    for id in reached.into_iter().filter(|id| needed[id.index()]) {
        let found = pass.one(id)?;
        pass.found[id.index()] = (found.step.0 + 1, found.is.0);
    }
    Ok(pass.part(of))
}

struct Pass<'a> {
    store: &'a mut Store,
    theory: &'a Theory,
    derivation: &'a mut Derivation,
    by: ExprId,
    /// A name with its derivative.
    known: Option<(ExprId, Found)>,
    depends: Vec<bool>,
    /// For each expression the step of its derivative, counted from 1 so that fresh memory says that there is none, and the
    /// derivative.
    found: Vec<(u32, u32)>,
    /// Memory for the premises of one step.
    premises: Vec<StepId>,
    /// Memory for the substitution of one step.
    values: Vec<ExprId>,
}

/// What was found for an expression, if anything was.
fn found_in(found: &[(u32, u32)], id: ExprId) -> Option<Found> {
    let (step, is) = found[id.index()];
    Some(Found { step: StepId(step.checked_sub(1)?), is: ExprId(is) })
}

/// The row that speaks of a node, with the parts that its `?u`, `?v` and `?c` stand for.
pub(crate) struct Choice {
    pub(crate) row: usize,
    pub(crate) u: Option<ExprId>,
    pub(crate) v: Option<ExprId>,
    pub(crate) c: Option<ExprId>,
    pub(crate) n: Option<ExprId>,
}

impl Pass<'_> {
    fn part(&self, id: ExprId) -> Found {
        found_in(&self.found, id).expect("parts are differentiated before wholes")
    }

    fn one(&mut self, of: ExprId) -> Result<Found, Stuck> {
        let by = self.by;
        if let Some((name, found)) = self.known
            && name == of
        {
            return Ok(found);
        }
        let mut axiom = |is, reason| {
            let step = self.derivation.push(Judgement::Derivative { of, by, is }, reason, &[], &[]);
            Ok(Found { is, step })
        };
        if !self.depends[of.index()] {
            return axiom(Store::ZERO, Reason::Constant);
        }
        if of == by {
            return axiom(Store::ONE, Reason::Identity);
        }
        if let Node::Cases(..) = self.store.node(of) {
            return Ok(self.cases(of));
        }
        let constant = |id: ExprId| found_in(&self.found, id).is_some_and(|f| f.is == Store::ZERO);
        let choice = choose(self.store, self.theory, of, constant)?;
        let class = |part: Option<ExprId>| part.map_or(Class::Other, |id| Class::of(self.store, self.part(id).is));
        let id = self.theory.id(choice.row, class(choice.u), class(choice.v));
        let instance = self.theory.instance(id).ok_or(Stuck::NoRule(of))?;
        let found = &self.found;
        let slope = |id: ExprId| found_in(found, id).map_or(Store::ZERO, |f| f.is);
        let mut values = std::mem::take(&mut self.values);
        substitution(self.store, instance, &choice, &slope, &mut values).ok_or(Stuck::NoRule(of))?;
        let mut premises = std::mem::take(&mut self.premises);
        premises.clear();
        for premise in &instance.premises {
            premises.push(self.part(values[premise.of]).step);
        }
        let is = instance.right.build(self.store, &values);
        for side in instance.conditions.iter().flat_map(|(left, _, right)| [left, right]) {
            side.build(self.store, &values); // so that the kernel finds it
        }
        let step = self.derivation.push(Judgement::Derivative { of, by, is }, Reason::Rule(id), &premises, &values);
        (self.premises, self.values) = (premises, values);
        Ok(Found { is, step })
    }
}

impl Pass<'_> {
    /// The derivative of cases, branch by branch.
    fn cases(&mut self, of: ExprId) -> Found {
        let parts = branches::parts(self.store, of);
        let depends = &self.depends;
        let slope = |id: ExprId| self.part(id);
        let premises: Vec<StepId> =
            parts.in_order(|side| depends[side.index()]).into_iter().map(|id| slope(id).step).collect();
        let values: Vec<ExprId> = parts.values().map(|id| slope(id).is).collect();
        let is = parts.with(self.store, |side| depends[side.index()], &values);
        let step = self.derivation.push(Judgement::Derivative { of, by: self.by, is }, Reason::Cases, &premises, &[]);
        Found { is, step }
    }
}

/// The row of the rules that speaks of `of`, whose constant parts `constant` tells.
pub(crate) fn choose(
    store: &Store,
    theory: &Theory,
    of: ExprId,
    constant: impl Fn(ExprId) -> bool,
) -> Result<Choice, Stuck> {
    let both = |row, u, v| choice(row, Some(u), Some(v), None, None);
    let with_constant = |row, u, c| choice(row, Some(u), None, Some(c), None);
    Ok(match store.node(of) {
        Node::Neg(a) => choice(const { calculus("negation-rule") }, Some(a), None, None, None),
        Node::Add(a, b) => both(const { calculus("sum-rule") }, a, b),
        Node::Sub(a, b) => both(const { calculus("difference-rule") }, a, b),
        Node::Mul(c, u) if constant(c) => with_constant(const { calculus("constant-factor-rule") }, u, c),
        Node::Mul(u, c) if constant(c) => with_constant(const { calculus("constant-factor-rule-on-the-right") }, u, c),
        Node::Mul(u, v) => both(const { calculus("product-rule") }, u, v),
        Node::Div(u, c) if constant(c) => with_constant(const { calculus("constant-divisor-rule") }, u, c),
        Node::Div(Store::ONE, v) => choice(const { calculus("reciprocal-rule") }, None, Some(v), None, None),
        Node::Div(c, v) if constant(c) => {
            choice(const { calculus("constant-numerator-rule") }, None, Some(v), Some(c), None)
        }
        Node::Div(u, v) => both(const { calculus("quotient-rule") }, u, v),
        Node::Pow(u, c) if constant(c) => power(store, u, c),
        Node::Pow(c, v) if constant(c) => {
            choice(const { calculus("constant-base-rule") }, None, Some(v), Some(c), None)
        }
        Node::Pow(u, v) => both(const { calculus("general-power-rule") }, u, v),
        Node::Call(f, u) => Choice { row: theory.chain_row(f), u: Some(u), v: None, c: None, n: None },
        Node::Call2(f, u, v) => Choice { row: theory.chain_row(f), u: Some(u), v: Some(v), c: None, n: None },
        Node::Number(_) | Node::Symbol(_) | Node::Constant(_) | Node::Always | Node::Undefined => {
            return Err(Stuck::NoRule(of));
        }
        Node::Cases(..)
        | Node::Branch(..)
        | Node::Compare(..)
        | Node::And(..)
        | Node::Or(..)
        | Node::Derivative(..) => {
            return Err(Stuck::NoRule(of));
        }
    })
}

fn choice(row: usize, u: Option<ExprId>, v: Option<ExprId>, c: Option<ExprId>, n: Option<ExprId>) -> Choice {
    Choice { row, u, v, c, n }
}

/// The power rule that fits a constant exponent.
fn power(store: &Store, u: ExprId, exponent: ExprId) -> Choice {
    let plain = |row| choice(row, Some(u), None, None, None);
    let numbered = |row, n| choice(row, Some(u), None, None, Some(n));
    // a longer number is not computed with: the rule that writes c - 1 serves as well
    let value = expr::constant(store, exponent).filter(|value| value.bits() <= LONGEST_EXPONENT);
    match (exponent, store.node(exponent), value) {
        (Store::ZERO, ..) => plain(const { calculus("zeroth-power-rule") }),
        (Store::ONE, ..) => plain(const { calculus("first-power-rule") }),
        (Store::TWO, ..) => plain(const { calculus("square-rule") }),
        (Store::MINUS_ONE, ..) => plain(const { calculus("inverse-rule") }),
        (_, Node::Neg(n), Some(value)) if value.is_integer() => numbered(const { calculus("negative-power-rule") }, n),
        (_, _, Some(value)) if value.is_integer() => numbered(const { calculus("power-rule") }, exponent),
        (_, _, Some(_)) => numbered(const { calculus("real-power-rule") }, exponent),
        (_, _, None) => choice(const { calculus("constant-exponent-rule") }, Some(u), None, Some(exponent), None),
    }
}

/// Puts the values of an instance's slots into `values`, given the derivatives of the parts.
pub(crate) fn substitution(
    store: &mut Store,
    instance: &Instance,
    choice: &Choice,
    derivative: &dyn Fn(ExprId) -> ExprId,
    values: &mut Vec<ExprId>,
) -> Option<()> {
    values.clear();
    for (slot, place) in instance.places.iter().enumerate() {
        let value = match place {
            Place::First => choice.u?,
            Place::Second => choice.v?,
            Place::Constant => choice.c?,
            Place::Number => choice.n?,
            Place::SlopeOfFirst => unsigned(store, instance, slot, derivative(choice.u?)),
            Place::SlopeOfSecond => unsigned(store, instance, slot, derivative(choice.v?)),
            Place::Shifted => {
                let (_, _, shift) = instance.number?;
                let n = expr::constant(store, choice.n?)?;
                number(store, &n.add(&shift.into()))?
            }
            Place::Other => return None,
        };
        values.push(value);
    }
    Some(())
}

/// The derivative for its slot: without its sign where the instance has the sign.
fn unsigned(store: &Store, instance: &Instance, slot: usize, derivative: ExprId) -> ExprId {
    let signed = || instance.premises.iter().any(|p| p.slot == Some(slot) && p.is.has_parts());
    match store.node(derivative) {
        Node::Neg(inner) if signed() => inner,
        _ => derivative, // the slot stands for the derivative as it is
    }
}

/// The expression of an exact number: a numeral, a quotient of numerals, or the negation of one.
pub fn number(store: &mut Store, value: &Number) -> Option<ExprId> {
    let positive = if value.is_negative() { value.neg() } else { value.clone() };
    let over = store.number(&positive.numerator().to_string())?;
    let size = if positive.is_integer() {
        over
    } else {
        let below = store.number(&positive.denominator().to_string())?;
        store.div(over, below)
    };
    Some(if value.is_negative() { store.neg(size) } else { size })
}
