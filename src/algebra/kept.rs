//! The last long iteration of a derivation over integers, which is asked for twice: by the pass that finds a derivative of
//! high order and by the kernel that checks it. Each thread keeps one.

use std::cell::RefCell;

use super::tower::{Sum, Tower};

/// How often a derivation was applied to a polynomial, and what came of it.
#[derive(Debug, Clone)]
pub(super) struct Iteration {
    pub(super) tower: Tower,
    pub(super) of: Sum,
    pub(super) order: u32,
    pub(super) is: Sum,
    /// What it cost, and how many terms it had at most.
    pub(super) cost: u64,
    pub(super) terms: usize,
}

thread_local! {
    static LAST: RefCell<Option<Iteration>> = const { RefCell::new(None) };
}

/// The kept iteration of this derivation on this polynomial, if it does not go further than `order`.
pub(super) fn begun(tower: &Tower, of: &Sum, order: u32) -> Option<Iteration> {
    LAST.with_borrow(|last| {
        last.as_ref().filter(|last| last.order <= order && last.tower == *tower && last.of == *of).cloned()
    })
}

/// Keeps an iteration in place of the one before.
pub(super) fn keep(iteration: Iteration) {
    LAST.set(Some(iteration));
}
