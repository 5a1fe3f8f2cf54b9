//! Expressions that are computed badly as they are written, from the rows of the functions.

use std::sync::OnceLock;

use super::{Pattern, Theory, pattern_expr};
use crate::expr::Store;
use crate::functions;

/// An expression that is computed badly as it is written, and the same by a function that is computed as a whole.
#[derive(Debug, Clone)]
pub struct Steady {
    /// How many slots there are.
    pub slots: usize,
    /// What is written.
    pub left: Pattern,
    /// The same by the function.
    pub right: Pattern,
}

impl Theory {
    /// The functions' rows about expressions that overflow or lose digits, the largest first. They are no rules.
    pub fn steady(&self) -> &'static [Steady] {
        static STEADY: OnceLock<Vec<Steady>> = OnceLock::new();
        STEADY.get_or_init(|| {
            let written = functions::all().iter().flat_map(|row| row.steady);
            let compiled = written.map(|(left, right)| {
                let mut store = Store::new();
                let sides = [left, right].map(|side| pattern_expr(&mut store, side));
                let names = ["?u".to_owned(), "?v".to_owned()];
                let slots = if left.contains("?v") { 2 } else { 1 };
                let [left, right] = sides.map(|side| Pattern::compile(&store, side, &names[..slots]));
                Steady { slots, left, right }
            });
            let mut found: Vec<Steady> = compiled.collect();
            found.sort_by_key(|row| std::cmp::Reverse(row.left.size()));
            found
        })
    }
}
