//! Expressions as plain text that gprime reads back: written out in full, or with `let` where parts are shared.

use super::names::Fresh;
use super::notation::{self, Names, Notation, PLAIN};
use crate::expr::{ExprId, Node, Store};
use crate::trace::Condition;

/// Up to this many nodes, counted as often as they are written, a text is written out in full.
pub(crate) const WRITTEN_OUT: u32 = 4_000;
/// A shared part with fewer nodes is written again rather than named.
const WORTH_A_NAME: u32 = 4;

/// The expression as text, written out in full. Linear in the text.
pub fn text(store: &Store, expr: ExprId) -> String {
    notation::write(&PLAIN, store, expr, &Names::default())
}

/// The condition as text, `z > 0`; of a condition `t = t` that `t` is defined. Linear in the text.
pub fn condition(store: &Store, condition: Condition) -> String {
    PLAIN.condition(store, condition, &Names::default())
}

/// The expression as text, written out in full up to 4,000 nodes, else as `let u1 = …; u2 = …; body` with a name for each
/// part that is shared. The language reads both. Linear in the distinct parts of the store.
pub fn text_with_parts(store: &Store, expr: ExprId) -> String {
    text_or_let(store, &Sizes::of(store), "", expr)
}

/// How many nodes each expression of the store has when it is written out in full, at most `u32::MAX`.
pub(crate) struct Sizes(Vec<u32>);

impl Sizes {
    /// Linear in the store.
    pub(crate) fn of(store: &Store) -> Sizes {
        let mut sizes: Vec<u32> = Vec::with_capacity(store.len());
        for id in (0..store.len()).filter_map(|at| store.id_at(at)) {
            let parts = store.node(id).children().fold(1u32, |sum, part| sum.saturating_add(sizes[part.index()]));
            sizes.push(parts);
        }
        Sizes(sizes)
    }

    pub(crate) fn get(&self, id: ExprId) -> u32 {
        self.0[id.index()]
    }
}

/// Whether an expression has a value, so that a name can stand for it.
fn has_value(node: Node) -> bool {
    match node {
        Node::Compare(..) | Node::And(..) | Node::Or(..) | Node::Branch(..) | Node::Always | Node::Undefined => false,
        Node::Number(_) | Node::Symbol(_) | Node::Constant(_) => false, // a leaf is no longer than its name
        Node::Neg(_) | Node::Add(..) | Node::Sub(..) | Node::Mul(..) | Node::Div(..) | Node::Pow(..) => true,
        Node::Call(..) | Node::Call2(..) | Node::Cases(..) | Node::Derivative(..) => true,
    }
}

/// The parts of `roots` that have more than one parent and are worth a name, in order of their ids.
pub(crate) fn shared(store: &Store, sizes: &Sizes, roots: &[ExprId]) -> Vec<ExprId> {
    let Some(top) = roots.iter().max() else { return Vec::new() };
    let mut uses = vec![0u8; top.index() + 1];
    for root in roots {
        uses[root.index()] = 1;
    }
    let mut found = Vec::new();
    for at in (0..=top.index()).rev() {
        let Some(id) = store.id_at(at).filter(|_| uses[at] > 0) else { continue };
        for part in store.node(id).children() {
            uses[part.index()] = uses[part.index()].saturating_add(1);
        }
        if uses[at] > 1 && sizes.get(id) >= WORTH_A_NAME && has_value(store.node(id)) {
            found.push(id);
        }
    }
    found.reverse();
    found
}

/// `let u1 = …; u2 = …; ` and the body, with a name for each shared part; in full where that is short enough.
/// `front` stands before the body. Linear in the distinct parts.
pub(crate) fn text_or_let(store: &Store, sizes: &Sizes, front: &str, expr: ExprId) -> String {
    if sizes.get(expr) <= WRITTEN_OUT {
        return format!("{front}{}", text(store, expr));
    }
    let (lets, names) = lets(&PLAIN, "u", store, sizes, &[expr]);
    format!("{lets}{front}{}", notation::write(&PLAIN, store, expr, &names))
}

/// The condition as text, with a name for each shared part where a side would be long.
pub(crate) fn condition_or_let(store: &Store, sizes: &Sizes, condition: Condition) -> String {
    let sides = [condition.left, condition.right];
    if sides.iter().all(|&side| sizes.get(side) <= WRITTEN_OUT) {
        return PLAIN.condition(store, condition, &Names::default());
    }
    let (lets, names) = lets(&PLAIN, "u", store, sizes, &sides);
    lets + &PLAIN.condition(store, condition, &names)
}

/// `let u1 = …; u2 = …; ` with a name for each part of `roots` that is shared, and these names. Linear in the distinct parts.
pub(crate) fn lets(
    notation: &'static Notation,
    letter: &'static str,
    store: &Store,
    sizes: &Sizes,
    roots: &[ExprId],
) -> (String, Names) {
    let (before, between, behind) = notation.lets;
    let (mut out, mut names) = (String::new(), Names::default());
    let parts = shared(store, sizes, roots).into_iter().filter(|part| roots.len() > 1 || !roots.contains(part));
    for (part, name) in parts.zip(Fresh::new(store, letter)) {
        let name = notation.name(&name);
        out.push_str(if out.is_empty() { before } else { "" });
        out.extend([name.as_str(), between, &notation::write(notation, store, part, &names), behind]);
        names.insert(part, name);
    }
    (out, names)
}
