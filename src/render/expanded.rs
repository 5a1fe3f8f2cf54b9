//! One line of a derivation with the checked steps that it follows from.

use super::format::Layout;
use super::model::{Page, Steps, listed};
use super::text;
use crate::passes::{Branch, Derived, Line};
use crate::trace::Derivation;

/// The `nth` line with a reason, counted from 1 over all pieces, or the last one, with every step of the kernel's that it
/// follows from. `None` if there is no such line. Takes time linear in the derivation.
pub fn expanded(derived: &Derived, nth: Option<usize>, layout: &Layout) -> Option<String> {
    let branches = std::iter::once(&derived.whole).chain(derived.pieces.iter().map(|piece| &piece.branch));
    let lines: Vec<(&Branch, usize)> =
        branches.flat_map(|branch| reasoned(branch).map(move |at| (branch, at))).collect();
    let at = nth.map_or(lines.len(), |nth| nth).checked_sub(1)?;
    let &(branch, line) = lines.get(at)?;
    let mut shown: Vec<Line> = branch.lines[line - 1..=line].to_vec();
    shown[0].because.clear();
    shown[1].paragraph = false;
    let needed = needed(&branch.derivation, &shown[1]);
    let mut rows = listed(&branch.derivation);
    rows.retain(|row| needed[row.number - 1]);
    let heading = format!("line {} of {} follows from these steps:", at + 1, lines.len());
    Some(text::line_with_steps(&Page::new(derived, Steps::None), layout, &shown, &heading, &rows))
}

/// The lines of a branch that have a reason.
fn reasoned(branch: &Branch) -> impl Iterator<Item = usize> {
    (1..branch.lines.len()).filter(|&at| branch.lines[at].step.is_some())
}

/// Which steps a line follows from, its own among them.
fn needed(derivation: &Derivation, line: &Line) -> Vec<bool> {
    let mut needed = vec![false; derivation.steps().len()];
    let mut open: Vec<usize> = line.step.map(|step| step.0 as usize).into_iter().collect();
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut needed[at], true) {
            open.extend(derivation.premises(&derivation.steps()[at]).iter().map(|premise| premise.0 as usize));
        }
    }
    needed
}
