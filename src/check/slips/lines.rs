//! One expression rewritten with a slip.

use rustc_hash::FxHashSet;

use super::pattern::{Match, Patterns, Row};
use super::slopes::{Place, places};
use super::tidy;
use crate::expr::{ExprId, Node, Store};

/// An expression and its places.
pub(super) struct Expression {
    pub(super) of: ExprId,
    pub(super) places: Vec<Place>,
    /// The parts in which the variable occurs, or all parts where there is none.
    moving: FxHashSet<ExprId>,
    size: usize,
}

impl Expression {
    pub(super) fn new(store: &Store, of: ExprId, variable: Option<ExprId>) -> Expression {
        let places = places(of, &|id| store.node(id).children().collect());
        let parts = store.reachable(of);
        let mut moving = FxHashSet::default();
        for &id in &parts {
            let is_moving = variable.is_none_or(|variable| variable == id)
                || store.node(id).children().any(|part| moving.contains(&part));
            if is_moving {
                moving.insert(id);
            }
        }
        Expression { of, places, moving, size: parts.len() }
    }

    /// How many distinct parts it has.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// What a slip makes of the part `id`.
    pub(super) fn slips(&self, store: &mut Store, row: &Row, id: ExprId) -> Vec<ExprId> {
        let patterns = Patterns::get();
        if matches!(store.node(id), Node::Compare(..) | Node::And(..) | Node::Or(..) | Node::Branch(..)) {
            return Vec::new();
        }
        let ways = patterns.matches(row, store, id, &|part| self.moving.contains(&part));
        let opposite = |way: &Match, name: &str, store: &mut Store| {
            let of = patterns.bound(way, "a").filter(|_| name == "o" && way.tells_opposites())?;
            Some(tidy::make(store, Node::Neg(of)))
        };
        let made = |way: &Match| patterns.made(row, store, way, &|name, store| opposite(way, name, store));
        ways.iter().filter_map(made).collect()
    }

    /// The expression with another part at one place.
    pub(super) fn with(&self, store: &mut Store, place: usize, part: ExprId) -> ExprId {
        let (mut at, mut made) = (place, part);
        while let Some((parent, which)) = self.places[at].parent() {
            let node = store.node(self.places[parent].id);
            let (first, second) = node.pair();
            let part =
                |place: usize, old: Option<ExprId>| if place == which { made } else { old.unwrap_or(Store::ZERO) };
            let new = node.with_children(part(0, first), part(1, second));
            made = tidy::make(store, new);
            at = parent;
        }
        made
    }

    /// The expression with `part` for `id`, wherever it occurs.
    pub(super) fn with_all(&self, store: &mut Store, id: ExprId, part: ExprId) -> ExprId {
        let mut made: Vec<(ExprId, ExprId)> = Vec::new();
        for old in store.reachable(self.of) {
            let new = if old == id {
                part
            } else {
                let image = |made: &[(ExprId, ExprId)], part: ExprId| {
                    made.binary_search_by_key(&part, |pair| pair.0).map_or(part, |found| made[found].1)
                };
                let node = store.node(old);
                let mut parts = node.children().map(|part| image(&made, part));
                let (first, second) = (parts.next(), parts.next());
                match first {
                    None => old,
                    Some(first) => {
                        let new = node.with_children(first, second.unwrap_or(Store::ZERO));
                        if new == node { old } else { tidy::make(store, new) }
                    }
                }
            };
            made.push((old, new));
        }
        made.last().map_or(self.of, |&(_, new)| new)
    }
}
