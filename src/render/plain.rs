//! Expressions as plain text that gprime reads back. There is no recursion: pending pieces wait on a stack.

use crate::expr::{Constant, ExprId, Node, Relation, Store};

/// How tightly a piece of text holds together; parentheses are decided by comparing these.
mod strength {
    pub(super) const ANY: u8 = 0;
    pub(super) const OR: u8 = 1;
    pub(super) const AND: u8 = 2;
    pub(super) const COMPARISON: u8 = 3;
    pub(super) const SUM: u8 = 4;
    pub(super) const SIGN: u8 = 5;
    pub(super) const PRODUCT: u8 = 6;
    pub(super) const POWER: u8 = 7;
    pub(super) const ATOM: u8 = 8;
}
use strength::{AND, ANY, ATOM, COMPARISON, OR, POWER, PRODUCT, SIGN, SUM};

/// What is still to be written.
enum Item {
    /// An expression, in parentheses if it holds less tightly than this.
    Expr(ExprId, u8),
    Text(&'static str),
}

/// The expression as text, written out in full. Linear in the text.
pub fn text(store: &Store, expr: ExprId) -> String {
    let mut out = String::new();
    let mut open = vec![Item::Expr(expr, ANY)];
    while let Some(item) = open.pop() {
        match item {
            Item::Text(text) => out.push_str(text),
            Item::Expr(id, least) => {
                let (own, parts) = parts(store, id);
                let bracket = own < least;
                if bracket {
                    out.push('(');
                    open.push(Item::Text(")"));
                }
                if let Some(name) = out_name(store, id) {
                    out.push_str(&name);
                }
                open.extend(parts.into_iter().rev());
            }
        }
    }
    out
}

/// The text that stands before a node's parts: a leaf's own text or a function's name.
fn out_name(store: &Store, id: ExprId) -> Option<String> {
    Some(match store.node(id) {
        Node::Number(numeral) => store.numeral(numeral).text.to_string(),
        Node::Symbol(symbol) => store.name(symbol).to_owned(),
        Node::Constant(Constant::E) => "e".to_owned(),
        Node::Constant(Constant::Pi) => "pi".to_owned(),
        Node::Undefined => "undefined".to_owned(),
        Node::Always => "otherwise".to_owned(),
        Node::Call(f, _) if !matches!(f.row().name, "exp" | "abs") => f.row().name.to_owned(),
        Node::Call2(f, ..) => f.row().name.to_owned(),
        _ => return None, // operators stand between or around their parts
    })
}

fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Less => " < ",
        Relation::LessEqual => " <= ",
        Relation::Greater => " > ",
        Relation::GreaterEqual => " >= ",
        Relation::Equal => " = ",
        Relation::NotEqual => " != ",
    }
}

/// How tightly the node holds together, and its pieces in order.
fn parts(store: &Store, id: ExprId) -> (u8, Vec<Item>) {
    use Item::{Expr, Text};
    match store.node(id) {
        Node::Number(_) | Node::Symbol(_) | Node::Constant(_) | Node::Undefined | Node::Always => (ATOM, Vec::new()),
        Node::Neg(a) => (SIGN, vec![Text("-"), Expr(a, PRODUCT)]),
        Node::Add(a, b) => (SUM, vec![Expr(a, SUM), Text(" + "), Expr(b, PRODUCT)]),
        Node::Sub(a, b) => (SUM, vec![Expr(a, SUM), Text(" - "), Expr(b, PRODUCT)]),
        Node::Mul(a, b) => (PRODUCT, vec![Expr(a, PRODUCT), Text("*"), Expr(b, POWER)]),
        Node::Div(a, b) if looks_like_derivative(store, a, b) => {
            (PRODUCT, vec![Expr(a, PRODUCT), Text("/("), Expr(b, ANY), Text(")")])
        }
        Node::Div(a, b) => (PRODUCT, vec![Expr(a, PRODUCT), Text("/"), Expr(b, POWER)]),
        Node::Pow(a, b) => (POWER, vec![Expr(a, ATOM), Text("^"), Expr(b, ATOM)]),
        Node::Call(f, a) => match f.row().name {
            "exp" => (POWER, vec![Text("e^"), Expr(a, ATOM)]),
            "abs" => (ATOM, vec![Text("|"), Expr(a, ANY), Text("|")]),
            _ => (ATOM, vec![Text("("), Expr(a, ANY), Text(")")]), // any other function has its name in front
        },
        Node::Call2(_, a, b) => (ATOM, vec![Text("("), Expr(a, ANY), Text(", "), Expr(b, ANY), Text(")")]),
        Node::Compare(r, a, b) => (COMPARISON, vec![Expr(a, SUM), Text(relation(r)), Expr(b, SUM)]),
        Node::And(a, b) => match (store.node(a), store.node(b)) {
            (Node::Compare(r, lo, x), Node::Compare(s, y, hi)) if x == y && one_direction(r, s) => {
                (AND, vec![Expr(lo, SUM), Text(relation(r)), Expr(x, SUM), Text(relation(s)), Expr(hi, SUM)])
            }
            _ => (AND, vec![Expr(a, AND), Text(" and "), Expr(b, COMPARISON)]), // no chain
        },
        Node::Or(a, b) => (OR, vec![Expr(a, OR), Text(" or "), Expr(b, AND)]),
        Node::Branch(when, value) => match store.node(when) {
            Node::Always => (ANY, vec![Expr(value, ANY), Text(" otherwise")]),
            _ => (ANY, vec![Expr(value, ANY), Text(" if "), Expr(when, ANY)]), // a condition
        },
        Node::Cases(..) => (ATOM, cases(store, id)),
        Node::Derivative(of, by) => (POWER, vec![Text("d/d"), Expr(by, ANY), Text(" ["), Expr(of, ANY), Text("]")]),
    }
}

/// Whether `a r b s c` is a chain that the language reads.
fn one_direction(first: Relation, second: Relation) -> bool {
    use Relation::{Equal, Greater, GreaterEqual, Less, LessEqual};
    match (first, second) {
        (Less | LessEqual | Equal, Less | LessEqual | Equal) => true,
        (Greater | GreaterEqual | Equal, Greater | GreaterEqual | Equal) => true,
        (Less | LessEqual | Greater | GreaterEqual | Equal | Relation::NotEqual, _) => false,
    }
}

/// Whether `a/b` without parentheses would be read as a derivative: `dg/dz` with the names `dg` and `dz`.
fn looks_like_derivative(store: &Store, numerator: ExprId, denominator: ExprId) -> bool {
    let differential = |id: ExprId| match store.node(id) {
        Node::Symbol(symbol) => store.name(symbol).starts_with('d'),
        _ => false, // only a name begins with the letter
    };
    let last = match store.node(numerator) {
        Node::Mul(_, last) | Node::Div(_, last) => last,
        _ => numerator, // every other numerator is one factor
    };
    let base = |id: ExprId| match store.node(id) {
        Node::Pow(base, _) => base,
        _ => id, // it has no exponent
    };
    differential(base(last)) && differential(base(denominator))
}

fn cases(store: &Store, mut id: ExprId) -> Vec<Item> {
    let mut items = vec![Item::Text("{")];
    while let Node::Cases(branch, rest) = store.node(id) {
        if items.len() > 1 {
            items.push(Item::Text("; "));
        }
        items.push(Item::Expr(branch, ANY));
        id = rest;
    }
    items.push(Item::Text("}"));
    items
}
