//! Work that is counted where it is done: expressions made and looked at, enclosures, algebra.
//!
//! What a search costs is not known before, and it goes through many passes. Whoever starts one can [lend](Allowance) the
//! thread so much work; passes ask whether it [is spent](is_spent) and then find nothing more, and a verdict that the
//! kernel has not made is given up. Without that there is no limit. The same question costs the same on every machine.

use std::cell::Cell;
use std::time::Instant;

thread_local! {
    static LEFT: Cell<u64> = const { Cell::new(u64::MAX) };
    static UNTIL: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Counts work; one unit is about one small expression that is made or looked at.
#[inline]
pub(crate) fn spend(units: usize) {
    LEFT.with(|left| left.set(left.get().saturating_sub(units as u64)));
}

/// Whether nothing is left of the work that was lent, or the time is over.
#[inline]
pub(crate) fn is_spent() -> bool {
    LEFT.with(Cell::get) == 0 || UNTIL.with(Cell::get).is_some_and(is_over)
}

/// Whether a time is over; then no work is left either, so that the clock is not asked again.
fn is_over(until: Instant) -> bool {
    let over = Instant::now() >= until;
    if over {
        LEFT.with(|left| left.set(0));
    }
    over
}

/// So much work for this thread, until it is dropped; then what was left before is left again.
#[derive(Debug)]
pub(crate) struct Allowance {
    before: (u64, Option<Instant>),
}

impl Allowance {
    /// Lends the thread so much work, until a time if one is given.
    pub(crate) fn new(work: u64, until: Option<Instant>) -> Allowance {
        Allowance { before: (LEFT.replace(work), UNTIL.replace(until)) }
    }

    /// What is left of it.
    #[cfg(test)]
    pub(crate) fn left() -> u64 {
        LEFT.get()
    }
}

impl Drop for Allowance {
    fn drop(&mut self) {
        LEFT.set(self.before.0);
        UNTIL.set(self.before.1);
    }
}

#[cfg(test)]
mod tests {
    use super::{Allowance, is_spent, spend};

    #[test]
    fn work_is_lent_and_given_back() {
        assert!(!is_spent(), "without an allowance there is no limit");
        {
            let _outer = Allowance::new(10, None);
            spend(9);
            assert_eq!((Allowance::left(), is_spent()), (1, false));
            {
                let _inner = Allowance::new(2, None);
                spend(3);
                assert!(is_spent());
            }
            assert_eq!(Allowance::left(), 1, "an inner allowance is one of its own");
            let _past = Allowance::new(10, Some(std::time::Instant::now()));
            assert!(is_spent());
        }
        assert!(!is_spent());
    }
}
