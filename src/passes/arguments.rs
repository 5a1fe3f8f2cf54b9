//! Arguments of functions written shorter: `e^(-(z/sqrt(2))^2)` is `e^(-z^2/2)`, `ln(1 + (-z))` is `ln(1 - z)`.

use rustc_hash::{FxHashMap, FxHashSet};

use super::close::{joined, simplest};
use super::derived::Because;
use super::relations;
use crate::expr::{ExprId, Node, Store};
use crate::trace::{Derivation, Judgement, Reason, StepId};

/// An expression with more distinct subexpressions than this keeps its arguments.
const MOST_NODES: usize = 200;

/// Whether some function in the expression has an argument that can be written shorter.
pub(crate) fn would_tidy(store: &mut Store, expr: ExprId) -> bool {
    let reached = store.reachable(expr);
    reached.len() <= MOST_NODES && reached.into_iter().any(|id| shorter(store, id).is_some())
}

/// The argument of a call and its shorter form.
fn shorter(store: &mut Store, call: ExprId) -> Option<(ExprId, ExprId)> {
    let Node::Call(_, argument) = store.node(call) else { return None };
    let form = simplest(store, argument).filter(|&form| form != argument)?;
    relations::equal(store, argument, form).then_some((argument, form))
}

/// The expression with the arguments of its functions written shorter, the step `expr = that`, and the reasons;
/// `None` if none can be. Functions that occur in `keep` stay as they are.
pub(crate) fn tidied(
    store: &mut Store,
    derivation: &mut Derivation,
    expr: ExprId,
    keep: ExprId,
) -> Option<(ExprId, StepId, Vec<Because>)> {
    let reached = store.reachable(expr);
    if reached.len() > MOST_NODES {
        return None;
    }
    let kept = store.reachable(keep);
    let (mut image, mut changes, mut because) = (FxHashMap::<ExprId, ExprId>::default(), Vec::new(), Vec::new());
    for id in reached {
        let node = store.node(id);
        let made = match node {
            _ if kept.binary_search(&id).is_ok() => id,
            Node::Call(f, argument) => {
                let inner = image[&argument];
                let form = simplest(store, inner).unwrap_or(inner);
                if form != inner
                    && let Some(step) = relations::conclude(store, derivation, inner, form)
                {
                    let before = (inner != argument).then(|| put(store, derivation, argument, inner, &changes));
                    let step = joined(derivation, argument, form, before, step);
                    changes.push((argument, form, step));
                    because.push(Because { equation: Some((argument, form)), ..Because::named("simplify") });
                    store.call(f, form)
                } else {
                    store.call(f, inner)
                }
            }
            _ => match node.pair() {
                (None, _) => id,
                (Some(a), None) => store.intern(node.with_children(image[&a], image[&a])),
                (Some(a), Some(b)) => store.intern(node.with_children(image[&a], image[&b])),
            },
        };
        image.insert(id, made);
    }
    let end = image[&expr];
    if end == expr {
        return None;
    }
    let step = put(store, derivation, expr, end, &changes);
    Some((end, step, because))
}

/// The step `from = to` by those of the changes that the two differ in.
fn put(
    store: &Store,
    derivation: &mut Derivation,
    from: ExprId,
    to: ExprId,
    changes: &[(ExprId, ExprId, StepId)],
) -> StepId {
    let mut premises = Vec::new();
    let mut seen = FxHashSet::default();
    let mut open = vec![(from, to)];
    while let Some((a, b)) = open.pop() {
        if a == b || !seen.insert((a, b)) {
            continue;
        }
        match changes.iter().find(|&&(left, right, _)| (left, right) == (a, b)) {
            Some(&(.., step)) => premises.push(step),
            None => open.extend(store.node(a).children().zip(store.node(b).children())),
        }
    }
    derivation.push(Judgement::Equal { left: from, right: to }, Reason::Substitution, &premises, &[])
}
