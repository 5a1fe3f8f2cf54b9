//! Cases, `max`, `min`, sizes and signs: where their branches change, everything is divided into cells.

use rustc_hash::FxHashSet;

use crate::expr::{self, ExprId, Node, Relation, Store, work};
use crate::kernel;
use crate::passes::{branches, roots};
use crate::trace::Condition;

/// The most cells that are made.
const MOST_CELLS: usize = 243;
/// How many further borders divide cells.
const MOST_FURTHER: usize = 4;
/// How often cells are divided.
const MOST_DEPTH: usize = 8;

/// Which functions with branches are divided where they change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Divided {
    /// Cases, `max` and `min`.
    Cases,
    /// Sizes and signs as well.
    All,
    /// As all, and then where the order of further expressions changes.
    Further,
}

/// The cells, each as the assumptions that are added; a single one without assumptions if nothing has to be divided.
/// `None` if a border is not found or there are too many cells.
pub(crate) fn cells(
    store: &mut Store,
    sides: (ExprId, ExprId),
    assumed: &[Condition],
    divided: Divided,
) -> Option<Vec<Vec<Condition>>> {
    let mut parts = [sides.0, sides.1].map(|side| store.reachable(side)).concat();
    parts.sort_unstable();
    parts.dedup();
    let later = later_branches(store, &parts);
    parts.retain(|id| is_divided(store, *id, divided) && !later.contains(id));
    let mut open: Vec<Vec<Condition>> = vec![Vec::new()];
    let mut done = Vec::new();
    while let Some(cell) = open.pop() {
        let given: Vec<Condition> = assumed.iter().chain(&cell).copied().collect();
        match border(store, &parts, &given)? {
            Border::Nowhere => done.push(cell),
            Border::Gap => {}
            Border::Between(left, right) => {
                if cell.len() == MOST_DEPTH || open.len() + done.len() > MOST_CELLS {
                    return None;
                }
                for relation in [Relation::Greater, Relation::Equal, Relation::Less] {
                    let mut further = cell.clone();
                    further.push(Condition { left, relation, right });
                    open.push(further);
                }
            }
        }
    }
    Some(done)
}

/// The cells divided by the order of further expressions as well.
pub(crate) fn further(cells: &[Vec<Condition>], borders: &[(ExprId, ExprId)]) -> Vec<Vec<Condition>> {
    let mut cells = cells.to_vec();
    for &(left, right) in borders.iter().take(MOST_FURTHER) {
        let relations = [Relation::Greater, Relation::Equal, Relation::Less];
        let divided = |cell: Vec<Condition>| {
            relations.map(|relation| [cell.as_slice(), &[Condition { left, relation, right }]].concat())
        };
        cells = cells.into_iter().flat_map(divided).collect();
    }
    cells
}

/// Where the domains of functions that need a large argument, such as `|u| > 1`, are divided: by the signs of the symbols
/// and by the bounds.
pub(crate) fn borders_of_domains(store: &mut Store, sides: (ExprId, ExprId)) -> Vec<(ExprId, ExprId)> {
    let mut found = Vec::new();
    for id in [sides.0, sides.1].map(|side| store.reachable(side)).concat() {
        let Node::Call(f, u) = store.node(id) else { continue };
        let is_size = |bounded: &expr::DomainCondition| bounded.of.is_some_and(|f| f.row().name == "abs");
        if !expr::domain(f).iter().any(is_size) {
            continue;
        }
        let symbols = store.reachable(u).into_iter().filter(|&id| matches!(store.node(id), Node::Symbol(_)));
        found.extend(symbols.map(|symbol| (symbol, Store::ZERO)));
        found.extend([(u, Store::ONE), (u, Store::MINUS_ONE)]);
        break;
    }
    found
}

/// Whether an expression has branches.
pub(crate) fn is_switch(store: &Store, id: ExprId) -> bool {
    is_divided(store, id, Divided::All)
}

fn is_divided(store: &Store, id: ExprId, divided: Divided) -> bool {
    match store.node(id) {
        Node::Cases(..) => true,
        Node::Call2(f, ..) => kernel::is_piecewise(f.row()),
        Node::Call(f, _) => divided != Divided::Cases && kernel::is_piecewise(f.row()),
        _ => false, // no other node has branches
    }
}

/// The lists of branches that stand behind others.
pub(crate) fn later_branches(store: &Store, parts: &[ExprId]) -> FxHashSet<ExprId> {
    let later = parts.iter().filter_map(|&id| match store.node(id) {
        Node::Cases(_, rest) => Some(rest),
        _ => None, // only cases have later branches
    });
    later.collect()
}

/// A symbol and a value, or two expressions, whose order has to be known for a branch.
fn border(store: &mut Store, switches: &[ExprId], given: &[Condition]) -> Option<Border> {
    let mut known: Vec<(ExprId, ExprId)> = Vec::new();
    for &own in switches {
        if work::is_spent() {
            return None;
        }
        let switch = known.iter().rev().fold(own, |switch, &(inner, branch)| store.replace(switch, inner, branch));
        if let Node::Call(f, u) = store.node(switch)
            && f.row().name == "abs"
        {
            store.neg(u); // one of its branches
        }
        if let Some(branch) = taken(store, given, switch) {
            known.push((own, branch));
            continue;
        }
        let compared = match store.node(switch) {
            Node::Call(_, u) => vec![(u, Store::ZERO)],
            Node::Call2(_, u, v) => vec![(u, v)],
            _ => {
                let conditions = branches::parts(store, switch).conditions();
                conditions.into_iter().flat_map(|when| branches::comparisons(store, when)).collect()
            }
        };
        for (left, right) in compared {
            if let Some(found) = undecided(store, left, right, given) {
                return Some(Border::Between(found.0, found.1));
            }
        }
        return if kernel::has_no_branch(store, given, switch) { Some(Border::Gap) } else { None };
    }
    Some(Border::Nowhere)
}

/// What is found about the branches on a cell.
enum Border {
    /// All branches are known.
    Nowhere,
    /// A side has no value, no branch being there.
    Gap,
    /// The order of these has to be known.
    Between(ExprId, ExprId),
}

/// Where the order of two expressions may change and is not known yet.
fn undecided(store: &mut Store, left: ExprId, right: ExprId, given: &[Condition]) -> Option<(ExprId, ExprId)> {
    let known = |store: &Store, left, right| {
        let holds = |relation| kernel::decide(store, given, Condition { left, relation, right }) == Some(true);
        [Relation::Less, Relation::Equal, Relation::Greater].into_iter().any(holds)
    };
    if known(store, left, right) {
        return None;
    }
    let symbols: Vec<ExprId> = [left, right]
        .into_iter()
        .flat_map(|side| store.reachable(side))
        .filter(|&id| matches!(store.node(id), Node::Symbol(_)))
        .collect();
    for symbol in symbols {
        for at in roots::solve(store, left, right, symbol).unwrap_or_default() {
            if !known(store, symbol, at) {
                return Some((symbol, at));
            }
        }
    }
    let asked = |c: &Condition| (c.left, c.right) == (left, right);
    (!given.iter().any(asked)).then_some((left, right))
}

/// The branch that a switch takes wherever the assumptions hold, if that is known.
pub(crate) fn taken(store: &Store, given: &[Condition], switch: ExprId) -> Option<ExprId> {
    let holds = |left, relation, right| kernel::decide(store, given, Condition { left, relation, right });
    match store.node(switch) {
        Node::Call2(f, u, v) if kernel::is_piecewise(f.row()) => {
            let (first, other) = match f.row().name {
                "max" => (Relation::GreaterEqual, Relation::LessEqual),
                _ => (Relation::LessEqual, Relation::GreaterEqual), // `min`, the other one with branches
            };
            if holds(u, first, v) == Some(true) { Some(u) } else { (holds(u, other, v) == Some(true)).then_some(v) }
        }
        Node::Call(f, u) if f.row().name == "sign" => {
            let equal = holds(u, Relation::Equal, Store::ZERO) == Some(true);
            let positive = holds(u, Relation::Greater, Store::ZERO) == Some(true);
            let negative = holds(u, Relation::Less, Store::ZERO) == Some(true);
            match (equal, positive, negative) {
                (true, ..) => Some(Store::ZERO),
                (_, true, _) => Some(Store::ONE),
                (_, _, true) => Some(Store::MINUS_ONE),
                _ => None, // its sign is not known
            }
        }
        Node::Call(f, u) if f.row().name == "abs" => {
            if holds(u, Relation::GreaterEqual, Store::ZERO) == Some(true) {
                return Some(u);
            }
            let minus = store.find(Node::Neg(u))?;
            (holds(u, Relation::LessEqual, Store::ZERO) == Some(true)).then_some(minus)
        }
        Node::Cases(..) => {
            let mut at = switch;
            while let Node::Cases(branch, rest) = store.node(at) {
                let Node::Branch(when, value) = store.node(branch) else { return None };
                match kernel::decide_formula(store, given, when)? {
                    true => return Some(value),
                    false => at = rest,
                }
            }
            None
        }
        _ => None, // it has no branches
    }
}

/// Parts that stand in cases only, of which a branch may be all that counts.
pub(crate) fn only_in_switches(store: &Store, sides: (ExprId, ExprId)) -> FxHashSet<ExprId> {
    let mut outside: FxHashSet<ExprId> = FxHashSet::default();
    let mut open = vec![sides.0, sides.1];
    while let Some(id) = open.pop() {
        if outside.insert(id) && !is_divided(store, id, Divided::Cases) {
            open.extend(store.node(id).children());
        }
    }
    let parts = [sides.0, sides.1].map(|side| store.reachable(side)).concat();
    parts.into_iter().filter(|id| !outside.contains(id)).collect()
}
