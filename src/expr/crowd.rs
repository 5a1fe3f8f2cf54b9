//! The parents of nodes that have many, found by hashing.

use std::hash::{BuildHasher, RandomState};

use super::{ExprId, Node};

const EMPTY: (u32, u32) = (0, u32::MAX);
/// How many slots the first table has.
const FIRST: usize = 64;
/// A table with more slots is given back when it is cleared, as emptying it would cost more than what comes next may need.
const LARGE: usize = 1 << 12;

/// A table of hashes and ids, at most three quarters full. The hashes are kept, so that it grows without a look at the nodes,
/// and are keyed anew for each process.
#[derive(Debug, Clone, Default)]
pub(super) struct Crowd {
    keys: RandomState,
    /// A hash and an id; their number is a power of two, or 0.
    slots: Vec<(u32, u32)>,
    count: usize,
}

impl Crowd {
    /// Forgets all nodes, keeping the memory if it is little.
    pub(super) fn clear(&mut self) {
        if self.slots.len() > LARGE {
            (self.slots, self.count) = (Vec::new(), 0);
        } else if self.count > 0 {
            self.slots.fill(EMPTY);
            self.count = 0;
        }
    }

    fn hash(&self, node: &Node) -> u32 {
        (self.keys.hash_one(node) >> 32) as u32
    }

    /// The id of a node, given the nodes of all ids.
    pub(super) fn find(&self, node: &Node, of: impl Fn(ExprId) -> Node) -> Option<ExprId> {
        let mask = self.slots.len().checked_sub(1)?;
        let hash = self.hash(node);
        let mut at = hash as usize & mask;
        loop {
            match self.slots[at] {
                EMPTY => return None,
                (other, id) if other == hash && of(ExprId(id)) == *node => return Some(ExprId(id)),
                _ => at = (at + 1) & mask, // another node
            }
        }
    }

    /// Enters a node that is not there.
    pub(super) fn insert(&mut self, node: &Node, id: ExprId) {
        if 4 * self.count >= 3 * self.slots.len() {
            let slots = vec![EMPTY; (2 * self.slots.len()).max(FIRST)];
            let before = std::mem::replace(&mut self.slots, slots);
            before.into_iter().filter(|&slot| slot != EMPTY).for_each(|slot| self.place(slot));
        }
        self.place((self.hash(node), id.0));
        self.count += 1;
    }

    fn place(&mut self, slot: (u32, u32)) {
        let mask = self.slots.len() - 1;
        let mut at = slot.0 as usize & mask;
        while self.slots[at] != EMPTY {
            at = (at + 1) & mask;
        }
        self.slots[at] = slot;
    }
}
