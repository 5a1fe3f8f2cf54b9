//! Cases laid open: conditions and values, branch after branch.

use crate::expr::{ExprId, Node, Store};

/// One branch of cases.
struct Branch {
    when: ExprId,
    value: ExprId,
    /// The sides of the condition's comparisons, in the order in which they are written.
    sides: Vec<ExprId>,
}

/// All branches of cases, in order.
pub(crate) struct Branches(Vec<Branch>);

/// The branches of the cases at `id`; none if it is something else.
pub(crate) fn parts(store: &Store, mut id: ExprId) -> Branches {
    let mut found = Vec::new();
    while let Node::Cases(branch, rest) = store.node(id) {
        if let Node::Branch(when, value) = store.node(branch) {
            let sides = comparisons(store, when).into_iter().flat_map(|(left, right)| [left, right]).collect();
            found.push(Branch { when, value, sides });
        }
        id = rest;
    }
    Branches(found)
}

/// The sides of each comparison in a condition, from left to right.
pub(crate) fn comparisons(store: &Store, when: ExprId) -> Vec<(ExprId, ExprId)> {
    let (mut found, mut open) = (Vec::new(), vec![when]);
    while let Some(id) = open.pop() {
        match store.node(id) {
            Node::And(a, b) | Node::Or(a, b) => open.extend([b, a]),
            Node::Compare(_, left, right) => found.push((left, right)),
            _ => {} // `otherwise` compares nothing
        }
    }
    found
}

impl Branches {
    pub(crate) fn conditions(&self) -> Vec<ExprId> {
        self.0.iter().map(|branch| branch.when).collect()
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = ExprId> {
        self.0.iter().map(|branch| branch.value)
    }

    /// The compared sides for which `moves` holds.
    pub(crate) fn sides(&self, moves: impl Fn(ExprId) -> bool) -> impl Iterator<Item = ExprId> {
        self.0.iter().flat_map(|branch| branch.sides.iter().copied()).filter(move |&side| moves(side))
    }

    /// What the rule for cases asks the derivatives of: for each branch the moving sides, then the value.
    pub(crate) fn in_order(&self, moves: impl Fn(ExprId) -> bool) -> Vec<ExprId> {
        let of = |branch: &Branch| {
            let sides = branch.sides.iter().copied().filter(|&side| moves(side));
            sides.chain([branch.value]).collect::<Vec<_>>()
        };
        self.0.iter().flat_map(of).collect()
    }

    /// The same conditions, strict where a side moves, with other values.
    pub(crate) fn with(&self, store: &mut Store, moves: impl Fn(ExprId) -> bool, values: &[ExprId]) -> ExprId {
        let end = store.intern(Node::Undefined);
        self.0.iter().zip(values).rev().fold(end, |rest, (branch, &value)| {
            let when = strict(store, branch.when, &moves);
            let branch = store.intern(Node::Branch(when, value));
            store.intern(Node::Cases(branch, rest))
        })
    }
}

/// The condition with its comparisons made strict where a side moves.
fn strict(store: &mut Store, when: ExprId, moves: &impl Fn(ExprId) -> bool) -> ExprId {
    let mut made = rustc_hash::FxHashMap::default();
    for id in store.reachable(when) {
        let new = match store.node(id) {
            Node::Compare(relation, left, right) if moves(left) || moves(right) => {
                store.intern(Node::Compare(relation.strict(), left, right))
            }
            node @ (Node::And(a, b) | Node::Or(a, b)) => store.intern(node.with_children(made[&a], made[&b])),
            _ => id, // a part of a comparison, or `otherwise`
        };
        made.insert(id, new);
    }
    made[&when]
}
