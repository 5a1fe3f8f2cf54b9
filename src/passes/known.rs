//! The catalogue's row for a formula, whatever its variable is called and in whatever order its sums are written,
//! and what the row says about places where there is no derivative.

use std::hash::{BuildHasher, Hash};
use std::sync::OnceLock;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::derived::{Border, BorderKind, Derived};
use crate::activations::{self, Activation};
use crate::algebra;
use crate::expr::{self, ExprId, FunctionId, Node, Store};
use crate::functions;
use crate::syntax;

/// A formula with more distinct subexpressions than this is not looked up.
const MOST_NODES: usize = 60;
/// A signature is not longer than this.
const MOST_LENGTH: usize = 4_000;

/// A row of the catalogue, and what is found about its formula when it is first asked for.
struct Entry {
    row: &'static Activation,
    /// The functions that its text names.
    named: Vec<FunctionId>,
    fingerprint: OnceLock<Option<u64>>,
    signature: OnceLock<Option<String>>,
}

impl Entry {
    fn new(row: &'static Activation) -> Entry {
        let words = row.formula.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let functions = words.filter(|word| word.len() > 1).filter_map(functions::named);
        let named = functions.map(|f| FunctionId::named(f.name)).collect();
        Entry { row, named, fingerprint: OnceLock::new(), signature: OnceLock::new() }
    }

    fn fingerprint(&self) -> Option<u64> {
        let found = || formula(self.row).and_then(|(store, body, z)| fingerprint(&store, body, z));
        *self.fingerprint.get_or_init(found)
    }

    fn signature(&self) -> Option<&str> {
        let found = || formula(self.row).and_then(|(store, body, z)| signature(&store, body, z));
        self.signature.get_or_init(found).as_deref()
    }
}

/// The row whose formula this is: the first one with its signature. Fingerprints tell which may be it, and only formulas
/// that name no other function are read for that.
pub(crate) fn find(store: &Store, function: ExprId, variable: ExprId) -> Option<&'static Activation> {
    static ENTRIES: OnceLock<Vec<Entry>> = OnceLock::new();
    let own = fingerprint(store, function, variable)?;
    let called: Vec<FunctionId> = store.reachable(function).into_iter().filter_map(|id| called(store, id)).collect();
    let entries = ENTRIES.get_or_init(|| activations::builtin().map(Entry::new).collect()).iter();
    let alike = |entry: &Entry| {
        entry.named.iter().all(|f| called.contains(f)) && entry.fingerprint() == Some(own) && {
            let theirs = entry.signature();
            theirs.is_some() && theirs == signature(store, function, variable).as_deref()
        }
    };
    let added = || activations::own().iter().map(Entry::new).find(alike).map(|entry| entry.row);
    entries.into_iter().find(|entry| alike(entry)).map(|entry| entry.row).or_else(added)
}

/// A row's formula in a store of its own, and its variable.
fn formula(row: &Activation) -> Option<(Store, ExprId, ExprId)> {
    let mut store = Store::new();
    let body = lowered(&mut store, row.formula)?;
    let z = store.symbol("z");
    Some((store, body, z))
}

fn called(store: &Store, id: ExprId) -> Option<FunctionId> {
    match store.node(id) {
        Node::Call(f, _) | Node::Call2(f, ..) => Some(f),
        _ => None, // no call
    }
}

/// A number that formulas with the same signature share.
fn fingerprint(store: &Store, function: ExprId, variable: ExprId) -> Option<u64> {
    let reached = store.reachable(function);
    if reached.len() > MOST_NODES {
        return None;
    }
    let mut found: FxHashMap<ExprId, u64> = FxHashMap::default();
    for id in reached {
        let node = store.node(id);
        let mut parts = [0; 2];
        for (part, child) in parts.iter_mut().zip(node.children()) {
            *part = found[&child];
        }
        if matches!(node, Node::Add(..) | Node::Mul(..)) {
            parts.sort_unstable();
        }
        let hash = match node {
            _ if id == variable => hash(&"variable"),
            Node::Symbol(symbol) => hash(&store.name(symbol)),
            Node::Number(numeral) => hash(&store.numeral(numeral).value),
            other => hash(&(other.with_children(Store::ZERO, Store::ZERO), parts)),
        };
        found.insert(id, hash);
    }
    found.remove(&function)
}

fn hash(of: &impl Hash) -> u64 {
    FxBuildHasher.hash_one(of)
}

fn lowered(store: &mut Store, text: &str) -> Option<ExprId> {
    let tree = syntax::parse(text).ok()?;
    Some(expr::lower(&tree, store).ok()?.body)
}

/// A text that formulas share which differ only in the name of the variable and the order of sums and products.
fn signature(store: &Store, function: ExprId, variable: ExprId) -> Option<String> {
    let reached = store.reachable(function);
    if reached.len() > MOST_NODES {
        return None;
    }
    let mut texts: FxHashMap<ExprId, String> = FxHashMap::default();
    for id in reached {
        let node = store.node(id);
        let mut parts: Vec<&str> = node.children().map(|part| texts[&part].as_str()).collect();
        if matches!(node, Node::Add(..) | Node::Mul(..)) {
            parts.sort_unstable();
        }
        let head = match node {
            _ if id == variable => "variable".to_owned(),
            Node::Symbol(symbol) => format!("symbol {}", store.name(symbol)),
            Node::Number(numeral) => store.numeral(numeral).value.to_string(),
            other => format!("{:?}", other.with_children(Store::ZERO, Store::ZERO)),
        };
        let text = format!("{head}({})", parts.join(","));
        if text.len() > MOST_LENGTH {
            return None;
        }
        texts.insert(id, text);
    }
    texts.remove(&function)
}

/// Writes at each border what programs take for the derivative there.
pub(crate) fn note_conventions(row: &Activation, derived: &mut Derived) {
    for border in &mut derived.borders {
        if matches!(border.kind, BorderKind::Smooth) {
            continue;
        }
        let said: Vec<String> = row
            .conventions
            .iter()
            .filter(|convention| is_at(&mut derived.store, border, convention.at))
            .map(|convention| format!("{} in {}", convention.value, convention.who))
            .collect();
        border.convention = (!said.is_empty()).then(|| said.join("; "));
    }
}

fn is_at(store: &mut Store, border: &Border, at: &str) -> bool {
    lowered(store, at).is_some_and(|at| at == border.at || algebra::equal_fractions(store, at, border.at) == Ok(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg_attr(miri, ignore = "an interpreter takes minutes")]
    fn every_row_is_the_first_of_those_with_its_formula() {
        let tested = activations::all().filter(|row| {
            let Some((store, body, z)) = formula(row) else { panic!("{} is read", row.name) };
            let own = signature(&store, body, z);
            let of = |row| formula(row).and_then(|(store, body, z)| signature(&store, body, z));
            let first = activations::all().find(|&row| of(row) == own).filter(|_| own.is_some());
            assert_eq!(find(&store, body, z).map(|row| row.name), first.map(|row| row.name), "{}", row.formula);
            first.is_some()
        });
        assert!(tested.count() >= 100);
    }
}
