//! What happens where two pieces of a function meet, as the kernel shows it from the theorems about both.

use super::derived::{Border, Derived};
use crate::expr::Number;
use crate::kernel::{self, Beside, Joint, Point};
use crate::theory::Theory;
use crate::trace::Judgement;

/// What happens at a border with numbers for the parameters, if the kernel has a theorem of it.
pub(crate) fn joint(derived: &Derived, border: &Border, place: &Number, others: &Point) -> Option<Joint> {
    let store = &derived.store;
    let of = derived.whole.function;
    let pieces = [derived.pieces.get(border.after.checked_sub(1)?)?, derived.pieces.get(border.after)?];
    let theorems = pieces.map(|piece| {
        let branch = &piece.branch;
        let theorems = kernel::check(store, Theory::builtin(), &branch.derivation).ok()?;
        let find = |judgement| branch.derivation.find(judgement).and_then(|step| theorems.theorem(step));
        let slope = [branch.function, of]
            .into_iter()
            .find_map(|of| find(Judgement::Derivative { of, by: derived.variable, is: branch.derivative }))?;
        Some((find(Judgement::Equal { left: of, right: branch.function }), slope))
    });
    let [Some(left), Some(right)] = &theorems else { return None };
    let sides = [Beside { is: left.0.as_ref(), slope: &left.1 }, Beside { is: right.0.as_ref(), slope: &right.1 }];
    kernel::joint(store, (of, derived.variable), place, others, sides)
}
