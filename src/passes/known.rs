//! The catalogue's row for a formula, whatever its variable is called and in whatever order its sums are written,
//! and what the row says about places where there is no derivative.

use std::collections::HashMap;
use std::sync::OnceLock;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::derived::{Border, BorderKind, Derived};
use crate::activations::{self, Activation};
use crate::algebra;
use crate::expr::{self, ExprId, Node, Store};
use crate::syntax;

/// A formula with more distinct subexpressions than this is not looked up.
const MOST_NODES: usize = 60;
/// A signature is not longer than this.
const MOST_LENGTH: usize = 4_000;

/// The row whose formula this is.
pub(crate) fn find(store: &Store, function: ExprId, variable: ExprId) -> Option<&'static Activation> {
    static INDEX: OnceLock<HashMap<String, &'static Activation, FxBuildHasher>> = OnceLock::new();
    let own = signature(store, function, variable)?;
    let index = INDEX.get_or_init(|| {
        let mut index: HashMap<String, &'static Activation, FxBuildHasher> = HashMap::default();
        for row in activations::all() {
            let mut store = Store::new();
            let body = lowered(&mut store, row.formula);
            let z = store.symbol("z");
            if let Some(signature) = body.and_then(|body| signature(&store, body, z)) {
                index.entry(signature).or_insert(row);
            }
        }
        index
    });
    index.get(&own).copied()
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
