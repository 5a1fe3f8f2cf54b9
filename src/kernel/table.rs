//! For each expression a number, 0 where nothing is known of it.

use std::cell::RefCell;
use std::ops::{Index, IndexMut};

use crate::expr::ExprId;

/// Tables of more expressions are given back to the system, whose fresh memory costs nothing until it is written.
const LARGE: usize = 1 << 12;
/// How many tables a thread keeps.
const MOST_SPARE: usize = 8;

thread_local! {
    static SPARE: RefCell<Vec<Vec<u32>>> = const { RefCell::new(Vec::new()) };
}

/// A number for each expression; small tables use the memory of earlier ones.
pub(super) struct Table(Vec<u32>);

impl Table {
    /// Zero for each of so many expressions.
    pub(super) fn new(expressions: usize) -> Table {
        if expressions > LARGE {
            return Table(vec![0; expressions]);
        }
        let mut numbers = SPARE.with_borrow_mut(Vec::pop).unwrap_or_default();
        numbers.clear();
        numbers.resize(expressions, 0);
        Table(numbers)
    }

    /// How many expressions there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

impl Drop for Table {
    fn drop(&mut self) {
        if self.0.capacity() > 2 * LARGE {
            return;
        }
        let numbers = std::mem::take(&mut self.0);
        // at the end of a thread there is nowhere to keep it
        let _ = SPARE.try_with(|spare| {
            let mut spare = spare.borrow_mut();
            if spare.len() < MOST_SPARE {
                spare.push(numbers);
            }
        });
    }
}

impl Index<ExprId> for Table {
    type Output = u32;

    #[inline]
    fn index(&self, expr: ExprId) -> &u32 {
        &self.0[expr.index()]
    }
}

impl IndexMut<ExprId> for Table {
    #[inline]
    fn index_mut(&mut self, expr: ExprId) -> &mut u32 {
        &mut self.0[expr.index()]
    }
}
