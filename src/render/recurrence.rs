//! How a page tells of a recurrence: first derivatives, how the further ones follow, and the first of these.

use super::model::{Block, Inline, Left, Page, Part, PartRow, Say, words};
use super::names::Fresh;
use crate::expr::{ExprId, Node};
use crate::passes::Recurrence;

/// A function with at least so many nodes gets a name where a recurrence speaks of it.
const NAMED: u32 = 5;

impl Page<'_> {
    /// First derivatives, how the further ones follow, and the first of these.
    pub(super) fn recurrence(&mut self, recurrence: &Recurrence) {
        let store = &self.derived.store;
        let mut fresh = Fresh::after(store, "u", self.numbered);
        let (mut rows, mut equations) = (Vec::new(), Vec::new());
        for (at, &(of, is)) in recurrence.generators.iter().enumerate() {
            match at {
                0 => equations.push((Left::Order(1), is)),
                _ if self.sizes.get(of) < NAMED || matches!(store.node(of), Node::Div(..)) => {
                    equations.push((Left::Of(of), is));
                }
                _ => {
                    let Some(name) = fresh.next() else { break };
                    self.parts.push((of, Part { name: name.clone(), primed: false }));
                    rows.push((name, of, is));
                }
            }
        }
        self.numbered = fresh.given();
        let known = self.parts.len();
        let row = |(name, part, derivative)| PartRow { name, part, derivative, because: String::new(), known };
        let rows: Vec<PartRow> = rows.into_iter().map(row).collect();
        self.blocks.push(Block::Equations(equations));
        self.blocks.extend((!rows.is_empty()).then_some(Block::Parts { rows, left_out: None }));
        self.blocks.push(Block::Facts(vec![repeated(recurrence)]));
        let first: Vec<(Left, ExprId)> = recurrence.first.iter().map(|&(order, is)| (Left::Order(order), is)).collect();
        self.blocks.extend((!first.is_empty()).then_some(Block::Equations(first)));
    }
}

/// How each derivative follows from the one before it.
fn repeated(recurrence: &Recurrence) -> Say {
    let over = &recurrence.over;
    let own = |of| recurrence.generators.iter().find(|generator| generator.0 == of).map(|generator| generator.1);
    match over.as_slice() {
        [] => vec![words("the first derivative is constant, so every further one is 0")],
        &[only] => {
            let times = own(only).map_or_else(Vec::new, |is| vec![words(", times "), Inline::Math(is)]);
            let mut says = vec![words("every derivative is a polynomial in "), Inline::Math(only)];
            says.extend([words(": the next one is its derivative by "), Inline::Math(only)]);
            says.into_iter().chain(times).collect()
        }
        several => {
            let mut says = vec![words("every derivative is a polynomial in ")];
            for (at, &of) in several.iter().enumerate() {
                let between = if at + 1 == several.len() { " and " } else { ", " };
                says.extend((at > 0).then(|| words(between)));
                says.push(Inline::Math(of));
            }
            says.push(words(": the next one is the sum of its derivatives by these, each times their own"));
            says
        }
    }
}
