//! Rules of the user's own applied to an expression, from the outside in, each as a named step.

use rustc_hash::FxHashSet;

use crate::expr::{ExprId, Node, Relation, Store};
use crate::kernel;
use crate::passes::close;
use crate::passes::derived::{Because, Line};
use crate::passes::equal::carried::Carried;
use crate::passes::lines;
use crate::passes::relations;
use crate::rules;
use crate::theory::{Class, Instance, Pattern, Theory, is_trust};
use crate::trace::{Condition, Derivation, InstanceId, Judgement, Reason, StepId};

/// How often rules are applied to one expression.
const MOST_APPLIED: usize = 24;
/// An expression with more distinct parts than this is left as it is.
const MOST_PARTS: usize = 400;

/// A rule applied to a part of an expression.
#[derive(Debug, Clone)]
pub(crate) struct Applied {
    /// What the expression has become.
    pub(crate) to: ExprId,
    /// The step that concludes that it equals what it was.
    pub(crate) step: StepId,
    /// The rule.
    pub(crate) because: Because,
}

/// The rules in force, in order.
fn in_force() -> impl Iterator<Item = InstanceId> {
    let theory = Theory::builtin();
    let own = rules::own::indexes().iter().copied().filter(|&index| rules::own::standing(index).is_some());
    own.map(|index| theory.id(theory.own_row(index), Class::Other, Class::Other))
}

/// Whether there is any rule to apply.
pub(crate) fn any() -> bool {
    in_force().next().is_some()
}

/// The first rule that fits a part of the expression and may be used, applied; nothing that is known is made again.
/// The steps are added to the derivation only then.
pub(crate) fn once(
    store: &mut Store,
    derivation: &mut Derivation,
    whole: ExprId,
    known: &FxHashSet<ExprId>,
    is_usable: &mut dyn FnMut(&mut Store, &Derivation, StepId) -> bool,
) -> Option<Applied> {
    let parts = parts(store, whole)?;
    let instance = |rule| Some((rule, Theory::builtin().instance(rule)?));
    let rules: Vec<(InstanceId, &Instance, bool)> = in_force()
        .filter_map(instance)
        .map(|(rule, instance)| (rule, instance, feeds_itself(store, instance)))
        .collect();
    for &part in &parts {
        for &(rule, instance, feeds_itself) in &rules {
            if feeds_itself && is_made_by(store, instance, &parts, part) {
                continue;
            }
            for values in instance.left.matches(store, part, instance.slots) {
                let right = instance.right.build(store, &values);
                let to = store.replace(whole, part, right);
                if to == whole || known.contains(&to) {
                    continue;
                }
                let before = derivation.steps().len();
                let found = applied(store, derivation, rule, (whole, to), (part, right), &values);
                match found.filter(|&step| is_usable(store, derivation, step)) {
                    Some(step) => {
                        let because = lines::spoken(instance.name, &instance.because);
                        return Some(Applied { to, step, because });
                    }
                    None => derivation.truncate(before),
                }
            }
        }
    }
    None
}

/// Whether a rule fits what it makes, so that it could be applied for ever.
fn feeds_itself(store: &mut Store, instance: &Instance) -> bool {
    let slots: Vec<ExprId> = instance.names.iter().map(|name| store.symbol(name)).collect();
    let made = instance.right.build(store, &slots);
    parts(store, made).is_none_or(|parts| parts.into_iter().any(|part| fits(store, &instance.left, instance, part)))
}

/// Whether a part stands in something that the rule may have made.
fn is_made_by(store: &Store, instance: &Instance, parts: &[ExprId], part: ExprId) -> bool {
    let holds = |&id: &ExprId| fits(store, &instance.right, instance, id) && store.reachable(id).contains(&part);
    parts.iter().any(holds)
}

fn fits(store: &Store, pattern: &Pattern, instance: &Instance, expr: ExprId) -> bool {
    pattern.matches(store, expr, instance.slots).into_iter().next().is_some()
}

/// The steps from a part through the rule to what it becomes, and to the whole with that in its place.
fn applied(
    store: &mut Store,
    derivation: &mut Derivation,
    rule: InstanceId,
    (whole, to): (ExprId, ExprId),
    (part, right): (ExprId, ExprId),
    values: &[ExprId],
) -> Option<StepId> {
    let instance = Theory::builtin().instance(rule)?;
    let left = instance.left.build(store, values);
    for (a, _, b) in &instance.conditions {
        a.build(store, values);
        b.build(store, values);
    }
    let equal = |left, right| Judgement::Equal { left, right };
    let mut step = derivation.push(equal(left, right), Reason::Rule(rule), &[], values);
    if left != part {
        let turned = turned(store, derivation, part, left)?;
        step = derivation.push(equal(part, right), Reason::Transitivity, &[turned, step], &[]);
    }
    if part != whole {
        step = derivation.push(equal(whole, to), Reason::Substitution, &[step], &[]);
    }
    Some(step)
}

/// The step from a part to the same with sums and products in another order.
fn turned(store: &mut Store, derivation: &mut Derivation, part: ExprId, left: ExprId) -> Option<StepId> {
    let (mut open, mut premises) = (vec![(part, left)], Vec::new());
    while let Some((a, b)) = open.pop() {
        if a == b {
            continue;
        }
        if let Some(step) = relations::conclude(store, derivation, a, b) {
            premises.push(step);
            continue;
        }
        let (first, second) = (store.node(a), store.node(b));
        if first.with_children(a, a) != second.with_children(a, a) || first.children().count() == 0 {
            return None;
        }
        open.extend(first.children().zip(second.children()));
    }
    match premises[..] {
        [step] if derivation.step(step).judgement == (Judgement::Equal { left: part, right: left }) => Some(step),
        _ => Some(derivation.push(Judgement::Equal { left: part, right: left }, Reason::Substitution, &premises, &[])),
    }
}

/// The expression with rules applied until none fits, under whatever conditions they need.
pub(crate) fn carried(store: &mut Store, derivation: &mut Derivation, from: Carried, whole: ExprId) -> Carried {
    let (mut current, mut total) = (from.is, from.step);
    let mut known = FxHashSet::from_iter([current]);
    for _ in 0..MOST_APPLIED {
        let Some(found) = once(store, derivation, current, &known, &mut is_accepted) else { break };
        total = Some(close::joined(derivation, whole, found.to, total, found.step));
        current = found.to;
        known.insert(current);
    }
    Carried { is: current, step: total }
}

/// Whether the kernel accepts a step and its conditions do not contradict each other.
fn is_accepted(store: &mut Store, derivation: &Derivation, step: StepId) -> bool {
    let (sliced, step) = derivation.sliced(step);
    let Ok(checked) = kernel::check(store, Theory::builtin(), &sliced) else { return false };
    checked.theorem(step).is_some_and(|theorem| !theorem.is_formal())
}

/// A derivative with rules applied to it until none fits without a further condition: what it has become, and the step
/// that concludes that. Trust in a rule is no further condition, but is carried.
pub(crate) fn derivative(
    store: &mut Store,
    derivation: &mut Derivation,
    conclusion: StepId,
    named: (ExprId, ExprId),
    shown: &mut Vec<Line>,
) -> Option<(ExprId, StepId)> {
    if !any() {
        return None;
    }
    let Judgement::Derivative { of, by, is } = derivation.step(conclusion).judgement else { return None };
    let mut known = FxHashSet::from_iter([is]);
    let (mut current, mut total) = (is, conclusion);
    for _ in 0..MOST_APPLIED {
        let is_usable = &mut |store: &mut Store, derivation: &Derivation, step: StepId| {
            needs_no_more(store, derivation, (conclusion, step), named)
        };
        let Some(found) = once(store, derivation, current, &known, is_usable) else { break };
        let judgement = Judgement::Derivative { of, by, is: found.to };
        total = derivation.push(judgement, Reason::Transitivity, &[total, found.step], &[]);
        current = found.to;
        known.insert(current);
        let because = vec![found.because];
        shown.push(Line { expr: current, step: Some(found.step), because, key: true, paragraph: false });
    }
    (total != conclusion).then_some((current, total))
}

/// Whether a step needs nothing but what an earlier one needs, and trust.
fn needs_no_more(
    store: &mut Store,
    derivation: &Derivation,
    (before, step): (StepId, StepId),
    named: (ExprId, ExprId),
) -> bool {
    let (sliced, places) = derivation.sliced_to(&[before, step]);
    let Ok(checked) = kernel::check(store, Theory::builtin(), &sliced) else { return false };
    let conditions = |step| checked.theorem(step).map(|theorem| theorem.conditions().to_vec());
    let (Some(given), Some(needed)) = (conditions(places[0]), conditions(places[1])) else { return false };
    drop(checked);
    let given: Vec<Condition> = derivation.assumptions().iter().chain(&given).copied().collect();
    needed.into_iter().filter(|&condition| !is_trust(store, condition)).collect::<Vec<_>>().into_iter().all(
        |condition| {
            let is_name = condition.relation == Relation::Equal && condition.left == condition.right;
            given.contains(&condition)
                || close::follows(store, &given, condition, named)
                || is_name && condition.left == named.0
        },
    )
}

/// The whole and its parts that have values, from the outside in; none where there are too many.
fn parts(store: &Store, whole: ExprId) -> Option<Vec<ExprId>> {
    let (mut found, mut seen, mut at) = (vec![whole], FxHashSet::from_iter([whole]), 0);
    while let Some(&id) = found.get(at) {
        at += 1;
        if at > MOST_PARTS {
            return None;
        }
        if !matches!(store.node(id), Node::Derivative(..)) {
            found.extend(store.node(id).children().filter(|&part| seen.insert(part)));
        }
    }
    found.retain(|&id| store.node(id).is_composed());
    Some(found)
}
