//! How a page writes its expressions: with the names of its parts, and never longer than their distinct parts ask for.

use std::ops::Range;

use super::model::Page;
use super::notation::{Names, Notation, write, write_within};
use super::plain::{WRITTEN_OUT, lets};
use crate::expr::ExprId;
use crate::trace::Condition;

/// A function of more nodes than this is not written out above its named parts.
const LONG: u32 = 200;
/// A text of more bytes than this is not written out, but with a name for each shared part.
const LONGEST: usize = 1 << 16;
/// A side of an equation that is a reason has at most this many nodes.
const SHORT: u32 = 64;

impl Page<'_> {
    /// The names of all parts.
    pub(crate) fn names(&self, notation: &Notation) -> Names {
        let mut names = Names::default();
        self.learn(&mut names, notation, 0..self.parts.len());
        names
    }

    /// Adds the names of a range of parts, so that names can be used as far as they are known.
    pub(crate) fn learn(&self, names: &mut Names, notation: &Notation, range: Range<usize>) {
        names.extend(self.parts[range].iter().map(|(id, part)| (*id, notation.part(&part.name, part.primed))));
    }

    /// The names of the parts that a sentence may use: those that a recurrence gives.
    pub(crate) fn named(&self, notation: &Notation) -> Names {
        if self.derived.whole.recurrence.is_some() { self.names(notation) } else { Names::default() }
    }

    /// The function at the head of the page: as it was written, unless it is written by parts.
    pub(crate) fn function(&self) -> ExprId {
        let derived = self.derived;
        derived.as_written.filter(|_| !self.is_long()).unwrap_or(derived.whole.function)
    }

    /// Whether the function is too large to be written without the names of its parts.
    pub(crate) fn is_long(&self) -> bool {
        !self.parts.is_empty() && self.sizes.get(self.derived.whole.function) > LONG
    }

    /// Whether an expression is so long that it is not written a second time.
    pub(crate) fn is_very_long(&self, expr: ExprId) -> bool {
        self.sizes.get(expr) > LONG
    }

    /// Whether an expression is short enough for an equation that is a reason.
    pub(crate) fn is_short(&self, expr: ExprId) -> bool {
        self.sizes.get(expr) <= SHORT
    }

    /// The expression with `names` for its parts; where it would be long even so, with a name for each shared part.
    pub(crate) fn written(&self, notation: &'static Notation, expr: ExprId, names: &Names) -> String {
        let store = &self.derived.store;
        if self.sizes.get(expr) <= WRITTEN_OUT {
            return write(notation, store, expr, names);
        }
        write_within(notation, store, expr, names, LONGEST).unwrap_or_else(|| {
            let (lets, names) = lets(notation, "v", store, &self.sizes, &[expr]);
            lets + &write(notation, store, expr, &names)
        })
    }

    /// The condition, written in the same way.
    pub(crate) fn condition(&self, notation: &'static Notation, condition: Condition, names: &Names) -> String {
        let sides = [condition.left, condition.right];
        let is_long = |&side: &ExprId| {
            let store = &self.derived.store;
            self.sizes.get(side) > WRITTEN_OUT && write_within(notation, store, side, names, LONGEST).is_none()
        };
        if !sides.iter().any(is_long) {
            return notation.condition(&self.derived.store, condition, names);
        }
        let (lets, names) = lets(notation, "v", &self.derived.store, &self.sizes, &sides);
        lets + &notation.condition(&self.derived.store, condition, &names)
    }

    /// What the function is applied to: the variable, or all of them, `x, y`.
    pub(crate) fn arguments(&self, notation: &'static Notation) -> String {
        let written = |&id: &ExprId| write(notation, &self.derived.store, id, &Names::default());
        match self.derived.variables.as_slice() {
            [] => self.variable(notation),
            several => several.iter().map(written).collect::<Vec<_>>().join(", "),
        }
    }

    /// What a form is computed from in which the variable does not occur: the output alone, or other variables as well.
    pub(crate) fn source(&self, form: Option<ExprId>, notation: &'static Notation, math: (&str, &str)) -> String {
        let derived = self.derived;
        let parts = form.map_or(Vec::new(), |form| derived.store.reachable(form));
        let others = derived.variables.iter().filter(|variable| parts.contains(variable));
        let named =
            |&id: &ExprId| format!("{}{}{}", math.0, write(notation, &derived.store, id, &Names::default()), math.1);
        let others: Vec<String> = others.map(named).collect();
        if others.is_empty() { "the output alone".into() } else { format!("the output and {}", others.join(", ")) }
    }

    /// The names of the parts of a chain.
    pub(crate) fn called(&self, notation: &'static Notation, with: &[(ExprId, String)]) -> Names {
        with.iter().map(|(part, name)| (*part, notation.part(name, false))).collect()
    }

    /// The variable as it is written.
    pub(crate) fn variable(&self, notation: &'static Notation) -> String {
        write(notation, &self.derived.store, self.derived.variable, &Names::default())
    }

    /// The function's name put to its variable, `g(z)`, as the name of its symbol; of several variables the name alone.
    pub(crate) fn applied(&self, notation: &'static Notation) -> Names {
        if !self.derived.variables.is_empty() {
            return Names::default();
        }
        let applied = format!("{}({})", notation.name(&self.derived.name), self.variable(notation));
        self.derived.store.find_symbol(&self.derived.name).map(|id| (id, applied)).into_iter().collect()
    }
}
