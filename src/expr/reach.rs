//! What an expression reaches, and putting a value for a symbol in it.
//!
//! Small expressions of large stores are walked with a hash table, all others with a vector that ids index, so that
//! both cost what is reached and not what the store holds.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{ExprId, Store, work};

/// Up to this id a vector costs next to nothing.
const SMALL: usize = 1 << 12;
/// Up to this id everything below an expression is looked at, from the top down.
const TINY: usize = 1 << 8;
/// A vector is used when at least one of so many ids is reached.
const DENSITY: usize = 16;

/// A value for each of some expressions.
enum Table {
    Dense(Vec<ExprId>),
    Sparse(FxHashMap<ExprId, ExprId>),
}

impl Table {
    /// A table for the distinct ids `reached`, which rise.
    fn new(reached: &[ExprId]) -> Table {
        let ids = reached.last().map_or(0, |id| id.index() + 1);
        if ids <= SMALL || ids / DENSITY <= reached.len() {
            Table::Dense(vec![Store::ZERO; ids])
        } else {
            Table::Sparse(FxHashMap::default())
        }
    }

    fn set(&mut self, id: ExprId, value: ExprId) {
        match self {
            Table::Dense(values) => values[id.index()] = value,
            Table::Sparse(values) => {
                values.insert(id, value);
            }
        }
    }

    fn get(&self, id: ExprId) -> ExprId {
        match self {
            Table::Dense(values) => values[id.index()],
            Table::Sparse(values) => values[&id],
        }
    }
}

impl Store {
    /// `expr` with `value` for each occurrence of the symbol node `symbol`. Linear in what is reached; no recursion.
    pub fn replace(&mut self, expr: ExprId, symbol: ExprId, value: ExprId) -> ExprId {
        let reached = self.reachable(expr);
        if reached.binary_search(&symbol).is_err() {
            return expr;
        }
        let mut image = Table::new(&reached);
        for id in reached {
            let node = self.node(id);
            let made = if id == symbol {
                value
            } else {
                match node.pair() {
                    (None, _) => id,
                    (Some(a), None) => self.intern(node.with_children(image.get(a), image.get(a))),
                    (Some(a), Some(b)) => self.intern(node.with_children(image.get(a), image.get(b))),
                }
            };
            image.set(id, made);
        }
        image.get(expr)
    }

    /// As [`Store::reachable`], by a look at each expression below `expr`.
    fn reachable_in_few(&self, expr: ExprId) -> Vec<ExprId> {
        let mut seen = [false; TINY];
        seen[expr.index()] = true;
        let mut found = Vec::with_capacity(expr.index() + 1);
        for id in (0..=expr.0).rev().map(ExprId) {
            if seen[id.index()] {
                let (first, second) = self.node(id).pair();
                for part in first.into_iter().chain(second) {
                    seen[part.index()] = true;
                }
                found.push(id);
            }
        }
        found.reverse();
        found
    }

    /// The distinct subexpressions of `expr`, itself included, parts before wholes. Linear in what is reached, but for sorting.
    pub fn reachable(&self, expr: ExprId) -> Vec<ExprId> {
        let found = if expr.index() < TINY { self.reachable_in_few(expr) } else { self.reachable_in_many(expr) };
        work::spend(found.len());
        found
    }

    fn reachable_in_many(&self, expr: ExprId) -> Vec<ExprId> {
        let mut found = vec![expr];
        let mut next = 0;
        if expr.index() >= SMALL {
            let mut seen = FxHashSet::from_iter([expr]);
            while let Some(&id) = found.get(next) {
                if found.len() > expr.index() / DENSITY {
                    break;
                }
                next += 1;
                found.extend(self.node(id).children().filter(|&part| seen.insert(part)));
            }
            if next == found.len() {
                found.sort_unstable();
                return found;
            }
        }
        let mut seen = vec![false; expr.index() + 1];
        for id in &found {
            seen[id.index()] = true;
        }
        while let Some(&id) = found.get(next) {
            next += 1;
            for part in self.node(id).children() {
                if !std::mem::replace(&mut seen[part.index()], true) {
                    found.push(part);
                }
            }
        }
        if found.len() > expr.index() / DENSITY {
            found.clear();
            found.extend((0..=expr.0).map(ExprId).filter(|id| seen[id.index()]));
        } else {
            found.sort_unstable();
        }
        found
    }
}
