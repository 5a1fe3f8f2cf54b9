//! What is known about a relation once it was judged.

use super::claim::{Reading, Truth, Verdict};

/// What is known about a relation.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    pub(super) because: String,
    pub(super) reading: Option<Reading>,
    pub(super) truth: Option<Truth>,
    /// What slip gives just what is claimed, if one does.
    pub(super) mistake: Option<String>,
    pub(super) notes: Vec<String>,
    /// What names stand for that no formula of the document defines.
    pub(super) meanings: Vec<String>,
}

impl Judged {
    /// A verdict of which nothing else is known.
    pub(super) fn new(verdict: Verdict, because: String) -> Judged {
        let (reading, truth, mistake) = (None, None, None);
        Judged { verdict, because, reading, truth, mistake, notes: Vec::new(), meanings: Vec::new() }
    }

    /// The verdict where something was supposed that the document does not say.
    pub(super) fn supposing(self, supposed: &[String]) -> Judged {
        if supposed.is_empty() {
            return self;
        }
        let supposed = supposed.join(" and ");
        let (verdict, because) = match self.verdict {
            Verdict::Proved | Verdict::Assumed => (Verdict::Assumed, format!("it holds if {supposed}")),
            Verdict::Refuted => (Verdict::Undecided, format!("it is false if {supposed}")),
            other => (other, format!("{}, if {supposed}", self.because)),
        };
        Judged { verdict, because, ..self }
    }
}
