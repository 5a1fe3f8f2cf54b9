//! Derivatives inside a formula carried out, with the steps that show it.

use rustc_hash::FxHashMap;

use super::{Code, Undecided};
use crate::expr::{ExprId, Node, Store};
use crate::passes::differentiate::{Stuck, differentiate};
use crate::theory::Theory;
use crate::trace::{Derivation, Judgement, Reason, StepId};

/// How many derivatives are carried out.
const MOST_DERIVATIVES: usize = 256;
/// A derivation with more steps than this is not gone on with.
const MOST_STEPS: usize = 2_000_000;

/// A formula without derivatives, and the step that shows that it equals the one that was given; none if it is that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Carried {
    pub(crate) is: ExprId,
    pub(crate) step: Option<StepId>,
}

/// Carries out the derivatives in a formula, the inner ones first, and notes whose derivatives they are.
pub(crate) fn carry_out(
    store: &mut Store,
    theory: &Theory,
    derivation: &mut Derivation,
    formula: ExprId,
    functions: &mut Vec<ExprId>,
) -> Result<Carried, Undecided> {
    let standing: Vec<(ExprId, ExprId, ExprId)> = store
        .reachable(formula)
        .into_iter()
        .filter_map(|id| match store.node(id) {
            Node::Derivative(of, by) => Some((id, of, by)),
            _ => None, // only what is asked for
        })
        .collect();
    if standing.len() > MOST_DERIVATIVES {
        return Err(Undecided { code: Code::Budget, why: "there are too many derivatives".into() });
    }
    let stuck = |stuck: Stuck| Undecided {
        code: Code::NoDerivative,
        why: format!("a derivative could not be carried out: {stuck}"),
    };
    let mut known: FxHashMap<ExprId, Carried> = FxHashMap::default();
    for (whole, of, by) in standing {
        if derivation.steps().len() > MOST_STEPS {
            return Err(Undecided { code: Code::Budget, why: "the derivatives take too many steps".into() });
        }
        let inner = replaced(store, derivation, of, &known);
        functions.push(inner.is);
        let found = differentiate(store, theory, derivation, inner.is, by).map_err(stuck)?;
        let step = match inner.step {
            None => found.step,
            Some(equal) => {
                let judgement = Judgement::Derivative { of, by, is: found.is };
                derivation.push(judgement, Reason::Locality, &[equal, found.step], &[])
            }
        };
        known.insert(whole, Carried { is: found.is, step: Some(step) });
    }
    Ok(replaced(store, derivation, formula, &known))
}

/// The formula with what is known put for the derivatives in it that stand in no other derivative.
fn replaced(
    store: &mut Store,
    derivation: &mut Derivation,
    formula: ExprId,
    known: &FxHashMap<ExprId, Carried>,
) -> Carried {
    let mut outermost: Vec<(ExprId, Carried)> = Vec::new();
    let mut open = vec![formula];
    let mut seen = rustc_hash::FxHashSet::default();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        match known.get(&id) {
            Some(&carried) => outermost.push((id, carried)),
            None => open.extend(store.node(id).children()),
        }
    }
    outermost.sort_unstable_by_key(|(id, _)| *id);
    let mut image: FxHashMap<ExprId, ExprId> = outermost.iter().map(|(id, carried)| (*id, carried.is)).collect();
    if image.is_empty() {
        return Carried { is: formula, step: None };
    }
    for id in store.reachable(formula) {
        if image.contains_key(&id) || !seen.contains(&id) {
            continue;
        }
        let node = store.node(id);
        let made = match node.pair() {
            (None, _) => id,
            (Some(a), b) => store.intern(node.with_children(image[&a], b.map_or(image[&a], |b| image[&b]))),
        };
        image.insert(id, made);
    }
    let is = image[&formula];
    let premises: Vec<StepId> = outermost.iter().filter_map(|(_, carried)| carried.step).collect();
    let judgement = Judgement::Equal { left: formula, right: is };
    Carried { is, step: Some(derivation.push(judgement, Reason::Substitution, &premises, &[])) }
}

/// From the step that both carried out sides are equal, the step that the sides themselves are.
pub(crate) fn join(
    derivation: &mut Derivation,
    sides: (ExprId, ExprId),
    carried: (Carried, Carried),
    equal: StepId,
) -> StepId {
    let mut step = equal;
    if let Some(first) = carried.0.step {
        let judgement = Judgement::Equal { left: sides.0, right: carried.1.is };
        step = derivation.push(judgement, Reason::Transitivity, &[first, step], &[]);
    }
    if let Some(last) = carried.1.step {
        let back = Judgement::Equal { left: carried.1.is, right: sides.1 };
        let back = derivation.push(back, Reason::Symmetry, &[last], &[]);
        let judgement = Judgement::Equal { left: sides.0, right: sides.1 };
        step = derivation.push(judgement, Reason::Transitivity, &[step, back], &[]);
    }
    step
}
