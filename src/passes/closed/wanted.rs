//! What is wanted of the forms that a search proposes.

use crate::algebra::Pool;
use crate::algebra::shape::Notation;
use crate::expr::{self, ExprId, Node, Store};
use crate::passes::close::HOLE;
use crate::passes::sample::Sample;
use crate::trace::Condition;

/// What is known about a derivative whose forms are looked for.
pub(crate) struct Wanted<'a> {
    pub(crate) assumed: &'a [Condition],
    /// Forms in which the variable occurs cost less.
    pub(crate) most: u64,
    /// Values that the forms have.
    pub(crate) sample: Option<&'a Sample>,
    /// The work that several searches may spend together; each has its own otherwise.
    pub(crate) pool: Option<&'a Pool>,
    /// What forms may divide by, and which functions that are not defined everywhere may be in them, without a condition of
    /// their own, if that is known.
    pub(crate) divisors: Option<&'a [ExprId]>,
}

impl<'a> Wanted<'a> {
    /// Any form.
    pub(crate) fn any(assumed: &'a [Condition]) -> Wanted<'a> {
        Wanted { assumed, most: u64::MAX, sample: None, pool: None, divisors: None }
    }

    /// What a form divides by on its own that is not the same everywhere; `None` if that is not known.
    pub(crate) fn own_divisors(&self, store: &Store, notation: &Notation, form: ExprId) -> Option<Vec<ExprId>> {
        let names = [notation.variable, notation.output];
        let moves = |under: &ExprId| store.reachable(*under).into_iter().any(|id| names.contains(&Some(id)));
        let mut own: Vec<ExprId> = self.new_divisors(store, form)?.into_iter().filter(moves).collect();
        own.sort_unstable();
        own.dedup();
        Some(own)
    }

    fn new_divisors(&self, store: &Store, form: ExprId) -> Option<Vec<ExprId>> {
        let divisors = self.divisors?;
        let divided = store.reachable(form).into_iter().filter_map(|id| divisor(store, id));
        Some(divided.filter(|under| !divisors.contains(under)).collect())
    }

    /// What a form may cost besides its writing: a condition for each thing that it divides by on its own, and for each function
    /// of its own that is not defined everywhere.
    pub(crate) fn surcharge(&self, store: &Store, form: ExprId) -> u64 {
        let Some(mut needed) = self.new_divisors(store, form) else { return HOLE };
        needed.retain(|&under| store.reachable(under).iter().any(|&id| matches!(store.node(id), Node::Symbol(_))));
        let known = self.divisors.unwrap_or_default();
        let is_new = |id: &ExprId| is_partial(store, *id) && !known.contains(id);
        needed.extend(store.reachable(form).into_iter().filter(is_new));
        needed.sort_unstable();
        needed.dedup();
        HOLE * needed.len() as u64
    }
}

/// Whether an expression is a call of a function that is not defined everywhere.
fn is_partial(store: &Store, id: ExprId) -> bool {
    matches!(store.node(id), Node::Call(f, _) if !expr::domain(f).is_empty())
}

/// Those of some parts by which they divide, or that are not defined everywhere.
pub(crate) fn divisors(store: &Store, parts: &[ExprId]) -> Vec<ExprId> {
    let divided = parts.iter().filter_map(|&id| divisor(store, id));
    divided.chain(parts.iter().copied().filter(|&id| is_partial(store, id))).collect()
}

/// What a quotient divides by, and a power with a negative exponent.
fn divisor(store: &Store, quotient: ExprId) -> Option<ExprId> {
    match store.node(quotient) {
        Node::Div(_, under) => Some(under),
        Node::Pow(base, exponent) if matches!(store.node(exponent), Node::Neg(_)) => Some(base),
        _ => None, // no other operation divides
    }
}
