//! Rows of the user's own as rows of the theory, and the mark that whatever rests on a trusted one carries.
//!
//! The mark is a condition like any other: that a symbol which no text can spell is above 0. Nothing decides it, so it
//! travels into every theorem that rests on the row.

use std::collections::HashMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::{Instance, PER_ROW, Row, classes, specialise};
use crate::expr::{self, ExprId, Node, Relation, Store};
use crate::functions;
use crate::rules::own::Standing;
use crate::rules::{self, Rule};
use crate::syntax;
use crate::trace::Condition;

/// What the name of a symbol begins with that stands for trust in a row.
pub(super) const TRUST: &str = "trusted:";

/// Whether this row is a function of the user's own that has not been admitted; so many rows are rules.
pub(super) fn is_out_of_force(row: usize, rules: usize) -> bool {
    let function = row.checked_sub(rules).and_then(|function| functions::all().get(function));
    function.is_some_and(|row| row.is_opaque()) && !functions::are_admitted()
}

/// A rule of the user's own in force, and its instances as they are asked for.
struct Compiled {
    row: Row,
    instances: [OnceLock<Option<Instance>>; PER_ROW],
}

static COMPILED: RwLock<FxHashMap<usize, &'static Compiled>> = RwLock::new(HashMap::with_hasher(FxBuildHasher));

/// Puts the added rule with this index in force, which it is from then on for as long as the process lasts: what it says does
/// not depend on the table that it is asked for in.
pub(crate) fn admit(index: usize, standing: Standing) {
    let Some(rule) = rules::own::at(index) else { return };
    rules::own::admit(index, standing);
    let compiled = Compiled { row: row(rule, standing), instances: std::array::from_fn(|_| OnceLock::new()) };
    let mut all = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
    all.entry(index).or_insert_with(|| Box::leak(Box::new(compiled)));
}

/// The instance of the added rule with this index, if it is in force.
pub(super) fn instance(index: usize, within: usize) -> Option<&'static Instance> {
    let compiled = *COMPILED.read().unwrap_or_else(PoisonError::into_inner).get(&index)?;
    let (u, v) = classes(within);
    compiled.instances[within].get_or_init(|| specialise(&compiled.row, u, v)).as_ref()
}

/// The condition that the row with this name is right.
pub(super) fn trust(store: &mut Store, name: &str) -> ExprId {
    let symbol = store.symbol(&format!("{TRUST}{name}"));
    store.intern(Node::Compare(Relation::Greater, symbol, Store::ZERO))
}

/// The row whose trust a condition says, if it says that.
pub fn trusted(store: &Store, condition: Condition) -> Option<&str> {
    match (store.node(condition.left), condition.relation, condition.right) {
        (Node::Symbol(symbol), Relation::Greater, Store::ZERO) => store.name(symbol).strip_prefix(TRUST),
        _ => None, // any other condition speaks of numbers
    }
}

/// Whether a condition says that a row is trusted.
pub fn is_trust(store: &Store, condition: Condition) -> bool {
    trusted(store, condition).is_some()
}

/// The rows whose trust some of the conditions say, each once.
pub fn all_trusted<'a>(store: &'a Store, conditions: &[Condition]) -> Vec<&'a str> {
    let mut found: Vec<&str> = conditions.iter().filter_map(|&condition| trusted(store, condition)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The row of a rule of the user's own, whose names all stand for anything. Its texts were read when it was judged.
fn row(rule: &'static Rule, standing: Standing) -> Row {
    let mut store = Store::new();
    let [left, right] = [rule.left, rule.right].map(|text| open(&mut store, &read(text)));
    let mut when: Vec<ExprId> = rule.when.iter().map(|text| open(&mut store, &condition(text))).collect();
    when.retain(|&id| matches!(store.node(id), Node::Compare(..)));
    if standing == Standing::Trusted {
        when.push(trust(&mut store, rule.name));
    }
    let (name, because, kind) = (rule.name, rule.because.to_owned(), rule.kind);
    Row { store, name, because, kind, left, right, when, shift: 0, integer: false }
}

fn read(text: &str) -> syntax::Tree {
    syntax::parse(text).unwrap_or_else(|e| panic!("a rule in force has an unreadable side {text}: {e}"))
}

fn condition(text: &str) -> syntax::Tree {
    syntax::parse_condition(text).unwrap_or_else(|e| panic!("a rule in force has an unreadable condition {text}: {e}"))
}

/// The expression with a metavariable for each name.
fn open(store: &mut Store, tree: &syntax::Tree) -> ExprId {
    let body =
        expr::lower(tree, store).unwrap_or_else(|e| panic!("a side of a rule in force has no expression: {e}")).body;
    store.reachable(body).into_iter().fold(body, |body, id| match store.node(id) {
        Node::Symbol(symbol) => {
            let name = format!("?{}", store.name(symbol));
            let slot = store.symbol(&name);
            store.replace(body, id, slot)
        }
        _ => body, // only names stand for anything
    })
}
