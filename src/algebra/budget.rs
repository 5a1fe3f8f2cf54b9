//! A limit on work, counted in operations and never in time.

use std::cell::Cell;
use std::ops::{Deref, DerefMut};
use std::time::Instant;

use crate::expr::work;

/// What a multiplication costs in small expressions that are looked at, with all that belongs to it.
const MULTIPLICATION: usize = 8;

/// How much work an operation may still do, and how large a polynomial may become.
///
/// One unit is about one multiplication of small coefficients. The same input spends the same on every machine.
#[derive(Debug, Clone)]
pub struct Budget {
    work: u64,
    terms: usize,
}

/// The budget ran out before there was a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the algebra budget ran out")]
pub struct OutOfBudget;

impl Budget {
    /// What the comparisons of one derivation may cost together: some seconds.
    pub const OF_A_DERIVATION: u64 = 20_000_000;

    /// A budget of so much work, for polynomials of at most so many terms.
    pub fn new(work: u64, terms: usize) -> Budget {
        Budget { work, terms }
    }

    /// Spends work, or fails if less is left; then nothing is left.
    pub fn charge(&mut self, cost: u64) -> Result<(), OutOfBudget> {
        work::spend(usize::try_from(cost).unwrap_or(usize::MAX).saturating_mul(MULTIPLICATION));
        let left = self.work.checked_sub(cost).filter(|_| !work::is_spent());
        self.work = left.unwrap_or(0);
        left.map(|_| ()).ok_or(OutOfBudget)
    }

    /// Fails if a polynomial has more terms than are allowed.
    pub fn allow_terms(&self, terms: usize) -> Result<(), OutOfBudget> {
        if terms <= self.terms { Ok(()) } else { Err(OutOfBudget) }
    }

    /// The work that is left.
    pub fn left(&self) -> u64 {
        self.work
    }
}

/// Work that many budgets draw from, one after the other, and maybe a time at which there is none left.
#[derive(Debug)]
pub struct Pool {
    left: Cell<u64>,
    until: Option<Instant>,
}

impl Pool {
    /// So much work, until a time if one is given.
    pub fn new(work: u64, until: Option<Instant>) -> Pool {
        Pool { left: Cell::new(work), until }
    }

    /// Whether the time is over.
    pub fn is_over(&self) -> bool {
        self.until.is_some_and(|until| Instant::now() >= until)
    }

    /// Whether no work is left.
    pub fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    /// A budget of at most so much of the work that is left, for polynomials of at most so many terms. What it has spent
    /// is taken away when it is dropped.
    pub fn share(&self, most: u64, terms: usize) -> Share<'_> {
        let given = if self.is_over() { 0 } else { most.min(self.left.get()) };
        Share { budget: Budget::new(given, terms), given, pool: self }
    }
}

/// A budget from a pool.
#[derive(Debug)]
pub struct Share<'a> {
    budget: Budget,
    given: u64,
    pool: &'a Pool,
}

impl Deref for Share<'_> {
    type Target = Budget;

    fn deref(&self) -> &Budget {
        &self.budget
    }
}

impl DerefMut for Share<'_> {
    fn deref_mut(&mut self) -> &mut Budget {
        &mut self.budget
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        let left = self.pool.left.get();
        self.pool.left.set(left.saturating_sub(self.given - self.budget.left()));
    }
}

impl Default for Budget {
    /// Enough for a page of formulas: a few milliseconds.
    fn default() -> Budget {
        Budget::new(200_000, 5_000)
    }
}
