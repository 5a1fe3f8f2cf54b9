//! Annotations of GitHub's workflows, one a line, for what is not in order.

use super::{Findings, Told, message};
use crate::check::Verdict;

/// The lines.
pub(super) fn written(findings: &Findings) -> String {
    let unread =
        findings.unread.iter().map(|(file, because)| format!("::error file={}::{}\n", property(file), data(because)));
    findings.claims.iter().filter_map(line).chain(unread).collect()
}

fn line(claim: &Told) -> Option<String> {
    let level = match claim.verdict {
        Verdict::Refuted => "error",
        Verdict::Unreadable | Verdict::Undecided | Verdict::Formal => "warning",
        Verdict::Proved | Verdict::Assumed | Verdict::Definition => return None,
    };
    let (file, text) = (property(&claim.file), data(&message(claim)));
    Some(format!("::{level} file={file},line={},col={}::{text}\n", claim.line, claim.column))
}

/// A message, in which `%` and ends of lines are escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property, in which `:` and `,` are escaped as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
