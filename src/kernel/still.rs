//! Functions that are constant on no interval: they are analytic and have a slope somewhere.

use rustc_hash::FxHashSet;

use super::check::Theorem;
use super::monotone::interval;
use super::ranges::decide;
use super::refute::holds_at;
use crate::algebra;
use crate::eval;
use crate::expr::{self, Constant, Exponent, ExprId, Node, Number, Relation, Store};
use crate::trace::{Condition, Judgement};

/// The precision, in bits, at which the slope at a place is compared with 0.
const BITS: usize = 256;

/// Whether a function, of which the theorem gives the derivative, is constant on no part of the interval that everything
/// given describes. It is made of functions that are analytic wherever they are defined, which it is on the whole interval;
/// so its slope would be 0 everywhere if it were so on a part (Krantz and Parks, A Primer of Real Analytic Functions,
/// corollary 1.2.6), and at the number it is not.
pub(crate) fn is_nowhere_constant(store: &Store, slope: &Theorem, given: &[Condition], at: &Number) -> bool {
    let Judgement::Derivative { of, by: variable, is } = slope.judgement() else { return false };
    let mut conditions = slope.conditions().iter().chain(slope.assumptions());
    let inside = interval(store, given, variable)
        .is_some_and(|bounds| bounds.iter().all(|(relation, bound)| eval::holds(*relation, at.cmp(bound))));
    let moves = Condition { left: is, relation: Relation::NotEqual, right: Store::ZERO };
    inside
        && !slope.is_formal()
        && conditions.all(|&condition| decide(store, given, condition) == Some(true))
        && is_analytic(store, of, variable)
        && holds_at(store, moves, &[(variable, at.clone())], BITS) == Some(true)
}

/// Whether a function is made of operations that keep functions of the variable analytic; what does not depend on the variable
/// does not matter.
fn is_analytic(store: &Store, of: ExprId, variable: ExprId) -> bool {
    let mut moving: FxHashSet<ExprId> = FxHashSet::default();
    for id in store.reachable(of) {
        if id == variable || store.node(id).children().any(|part| moving.contains(&part)) {
            if !keeps_analytic(store, id, variable) {
                return false;
            }
            moving.insert(id);
        }
    }
    true
}

/// Whether an operation does so wherever it is defined. Functions of the table do if they have a derivative wherever they have
/// a value.
fn keeps_analytic(store: &Store, id: ExprId, variable: ExprId) -> bool {
    match store.node(id) {
        Node::Number(_) | Node::Constant(_) => true,
        Node::Symbol(_) => id == variable,
        Node::Neg(_) | Node::Add(..) | Node::Sub(..) | Node::Mul(..) | Node::Div(..) => true,
        Node::Pow(base, exponent) => match expr::exponent(store, exponent) {
            Exponent::Integer(_) => true,
            Exponent::Root(_) => false,
            Exponent::Real => {
                store.node(base) == Node::Constant(Constant::E)
                    || algebra::rational(store, base).is_some_and(|base| base > Number::ZERO)
            }
        },
        Node::Call(f, _) => f.row().kinks.is_empty() && f.row().differentiable.is_empty(),
        Node::Call2(..) | Node::Derivative(..) | Node::Undefined | Node::Always => false,
        Node::Compare(..) | Node::And(..) | Node::Or(..) | Node::Branch(..) | Node::Cases(..) => false,
    }
}
