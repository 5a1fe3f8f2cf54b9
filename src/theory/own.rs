//! Rows of the user's own as rows of the theory, and the mark that whatever rests on a trusted one carries.
//!
//! The mark is a condition like any other: that a symbol which no text can spell is above 0. Nothing decides it, so it
//! travels into every theorem that rests on the row.

use super::Row;
use crate::expr::{self, ExprId, Node, Relation, Store};
use crate::functions;
use crate::rules::{self, Rule};
use crate::syntax;
use crate::trace::Condition;

/// What the name of a symbol begins with that stands for trust in a row.
pub(super) const TRUST: &str = "trusted:";

/// Whether this is a row of the user's own that has not been judged, or was rejected; so many rows are rules.
pub(super) fn is_out_of_force(row: usize, rules: usize) -> bool {
    let own = rules::own::all();
    match row.checked_sub(rules) {
        Some(function) => {
            let is_opaque = functions::all().get(function).is_some_and(|row| row.is_opaque());
            is_opaque && !functions::are_admitted()
        }
        None => match own.get((row + own.len()).wrapping_sub(rules)) {
            Some(rule) => rules::own::standing(rule.name).is_none(),
            None => false, // a written rule
        },
    }
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
pub(super) fn row(rule: &'static Rule) -> Row {
    let mut store = Store::new();
    let [left, right] = [rule.left, rule.right].map(|text| open(&mut store, &read(text)));
    let mut when: Vec<ExprId> = rule.when.iter().map(|text| open(&mut store, &condition(text))).collect();
    when.retain(|&id| matches!(store.node(id), Node::Compare(..)));
    if rules::own::standing(rule.name) == Some(rules::own::Standing::Trusted) {
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
