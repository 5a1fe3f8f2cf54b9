//! Evaluation: [`float`] proposes, [`interval`] encloses, [`exact()`] computes with rational numbers.
//!
//! Each walks the ids that the expression reaches in rising order, which is from the parts to the whole,
//! so that no depth is too large and shared parts are computed once.

mod apply;
pub mod crossing;
mod decimal;
mod exact;
pub mod float;
pub(crate) mod germ;
pub mod graph;
pub mod interval;
pub mod propose;

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

pub use exact::exact;
pub(crate) use exact::exact_truth;

use crate::expr::{ExprId, Relation, Store, work};

/// The expressions that one expression reaches, parts first, and the place of each in that order.
struct Order {
    ids: Vec<ExprId>,
    places: FxHashMap<ExprId, usize>,
}

impl Order {
    fn new(store: &Store, expr: ExprId) -> Order {
        let mut places = FxHashMap::default();
        let mut ids = Vec::new();
        let mut open = vec![expr];
        while let Some(id) = open.pop() {
            if places.insert(id, 0).is_none() {
                ids.push(id);
                open.extend(store.node(id).children());
            }
        }
        ids.sort_unstable();
        for (place, id) in ids.iter().enumerate() {
            places.insert(*id, place);
        }
        work::spend(ids.len());
        Order { ids, places }
    }

    fn place(&self, id: ExprId) -> usize {
        self.places[&id]
    }
}

/// Whether numbers in this order are in this relation.
pub(crate) fn holds(relation: Relation, order: Ordering) -> bool {
    match relation {
        Relation::Less => order.is_lt(),
        Relation::LessEqual => order.is_le(),
        Relation::Greater => order.is_gt(),
        Relation::GreaterEqual => order.is_ge(),
        Relation::Equal => order.is_eq(),
        Relation::NotEqual => order.is_ne(),
    }
}
