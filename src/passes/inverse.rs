//! The inverse of a function on an interval: undone from the outside to the inside, and shown both ways.
//!
//! What is found is only proposed. A form is the inverse if the kernel proves that it leads back from every value to its
//! place, and from every number in the image to itself, by way of a place in the interval; or that all these are values, since
//! the function is continuous and goes to both ends of the image.

use super::close::{follows_by_kernels, simplest};
use super::closed;
use super::equal::{Limits, Verdict, compare};
use crate::algebra::Pool;
use crate::algebra::shape::{Notation, cost};
use crate::expr::{ExprId, Store};
use crate::kernel;
use crate::trace::{Condition, Derivation};

/// How much work one proof may cost, at how many points both sides are compared before, and with how many bits.
const LIMITS: Limits = Limits { points: 40, bits: 256, nodes: 200_000, steps: 20_000, work: 1_500_000, time: None };
/// How many forms are tried.
const MOST_TRIED: usize = 6;

/// A function on an open interval, and the interval of its values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Invertible<'a> {
    pub(crate) function: ExprId,
    pub(crate) variable: ExprId,
    /// The symbol that stands for the value.
    pub(crate) output: ExprId,
    /// What describes the interval.
    pub(crate) on: &'a [Condition],
    /// What describes its image, in the output.
    pub(crate) image: &'a [Condition],
    /// Whether the kernel shows that every number of the image is a value. What leads back from every value to its place is the
    /// inverse then.
    pub(crate) is_onto: bool,
}

/// The cheapest inverse that is found and proved, in the output.
pub(crate) fn inverse(store: &mut Store, of: &Invertible<'_>) -> Option<ExprId> {
    let notation = Notation {
        variable: Some(of.variable),
        output: Some(of.output),
        places: Notation::places_of(store, of.function),
    };
    let mut forms: Vec<ExprId> = closed::undone(store, notation, of.function, of.on);
    for form in &mut forms {
        *form = simplest(store, *form).unwrap_or(*form);
    }
    forms.retain(|&form| !store.reachable(form).contains(&of.variable));
    forms.sort_by_key(|&form| (cost(store, form, &notation), form));
    forms.dedup();
    forms.into_iter().take(MOST_TRIED).find(|&form| is_inverse(store, of, form))
}

/// Whether a form leads back to the place from every value, and from every number of the image to itself unless all of them are
/// values.
fn is_inverse(store: &mut Store, of: &Invertible<'_>, form: ExprId) -> bool {
    let back = store.replace(form, of.output, of.function);
    if !is_equal(store, (back, of.variable), of.on) {
        return false;
    }
    if of.is_onto {
        return true;
    }
    let forth = store.replace(of.function, of.variable, form);
    let inside = of.on.iter().map(|&condition| {
        let [left, right] = [condition.left, condition.right].map(|side| store.replace(side, of.variable, form));
        Condition { left, right, ..condition }
    });
    let inside: Vec<Condition> = inside.collect();
    is_equal(store, (forth, of.output), of.image)
        && inside.into_iter().all(|condition| holds(store, condition, of.image))
}

/// Whether the kernel proves two sides equal wherever the conditions hold; what its theorem needs besides follows from them.
pub(crate) fn is_equal(store: &mut Store, sides: (ExprId, ExprId), given: &[Condition]) -> bool {
    match compare(store, sides, given, &LIMITS) {
        Verdict::Equal(proof) => follow(store, proof.conditions, given),
        Verdict::Formal(_) | Verdict::Different(_) | Verdict::Undecided(_) => false,
    }
}

/// Whether all conditions follow from what is given, one after the other.
fn follow(store: &mut Store, conditions: Vec<Condition>, given: &[Condition]) -> bool {
    let mut given = given.to_vec();
    let mut open = conditions;
    while !open.is_empty() {
        let before = open.len();
        let mut rest = Vec::new();
        for condition in open {
            if holds(store, condition, &given) { given.push(condition) } else { rest.push(condition) }
        }
        if rest.len() == before {
            return false;
        }
        open = rest;
    }
    true
}

/// Whether the kernel decides that a comparison holds wherever the conditions do, as it stands or by another form of the
/// difference that it proves equal.
pub(crate) fn holds(store: &mut Store, condition: Condition, given: &[Condition]) -> bool {
    if kernel::decide(store, given, condition) == Some(true) {
        return true;
    }
    let pool = Pool::new(LIMITS.work, None);
    let (empty, nothing) = (Derivation::new(store.brand()), (Store::ZERO, Store::ZERO));
    follows_by_kernels(store, &empty, given, condition, nothing, &pool)
}
