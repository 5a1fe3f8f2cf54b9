//! A limit on work, counted in operations and never in time.

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
    /// A budget of so much work, for polynomials of at most so many terms.
    pub fn new(work: u64, terms: usize) -> Budget {
        Budget { work, terms }
    }

    /// Spends `work`, or fails if less is left; then nothing is left.
    pub fn charge(&mut self, work: u64) -> Result<(), OutOfBudget> {
        let left = self.work.checked_sub(work);
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

impl Default for Budget {
    /// Enough for a page of formulas: a few milliseconds.
    fn default() -> Budget {
        Budget::new(200_000, 5_000)
    }
}
