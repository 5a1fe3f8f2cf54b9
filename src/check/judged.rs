//! What is known about a relation once it was judged.

use super::claim::{Code, Reading, Truth, Verdict, Wrong};

/// What is known about a relation.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    pub(super) because: String,
    /// Why there is no verdict.
    pub(super) code: Option<Code>,
    pub(super) reading: Option<Reading>,
    pub(super) truth: Option<Truth>,
    /// What slip gives just what is claimed, if one does.
    pub(super) mistake: Option<String>,
    pub(super) notes: Vec<String>,
    /// What names stand for that no formula of the document defines.
    pub(super) meanings: Vec<String>,
}

impl Judged {
    /// A verdict of which nothing else is known. Without one, the reason is that there are no theorems.
    pub(super) fn new(verdict: Verdict, because: String) -> Judged {
        let code = (verdict == Verdict::Undecided).then_some(Code::NoTheorem);
        let (reading, truth, mistake) = (None, None, None);
        Judged { verdict, because, code, reading, truth, mistake, notes: Vec::new(), meanings: Vec::new() }
    }

    /// There is no verdict, for this reason.
    pub(super) fn undecided(code: Code, because: String) -> Judged {
        Judged { code: Some(code), ..Judged::new(Verdict::Undecided, because) }
    }

    /// What is left where there was too much work: a proof of the kernel or a point, and everything else is undecided.
    pub(super) fn kept_if_shown(self) -> Judged {
        let wrong = self.reading.as_ref().and_then(|reading| reading.wrong.as_ref());
        let is_shown = match self.verdict {
            Verdict::Proved | Verdict::Assumed => true,
            Verdict::Refuted => matches!(wrong, Some(Wrong::Values(_) | Wrong::Point(..))),
            Verdict::Undecided | Verdict::Formal | Verdict::Unreadable | Verdict::Definition => false,
        };
        if is_shown {
            return self;
        }
        let because = "it takes more work or time than is allowed for a claim".to_owned();
        Judged { notes: self.notes, meanings: self.meanings, ..Judged::undecided(Code::Budget, because) }
    }

    /// The verdict where something was supposed that the document does not say.
    pub(super) fn supposing(self, supposed: &[String]) -> Judged {
        if supposed.is_empty() {
            return self;
        }
        let supposed = supposed.join(" and ");
        let (verdict, code, because) = match self.verdict {
            Verdict::Proved | Verdict::Assumed => (Verdict::Assumed, None, format!("it holds if {supposed}")),
            Verdict::Refuted => (Verdict::Undecided, Some(Code::Supposed), format!("it is false if {supposed}")),
            other => (other, self.code, format!("{}, if {supposed}", self.because)),
        };
        Judged { verdict, because, code, ..self }
    }
}
