//! Fingerprints of formulas that are the same up to the order and grouping of sums and products.

use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

use super::request::Understood;
use crate::expr::{Constant, ExprId, Node, Relation, Store};
use crate::trace::Condition;

/// 128 bits that formulas share which differ only in the order and grouping of sums and products, in the place of signs in
/// them, and in the spelling of numbers.
///
/// Two other formulas share them as often as two random numbers of 128 bits are the same: formulas can be counted by
/// them, and nothing is proved by them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(u128);

/// What an expression is as a term of a sum, and as a factor of a product.
///
/// Numbers of terms and factors are added, which forgets their order and keeps how often each occurs.
#[derive(Debug, Clone, Copy, Default)]
struct View {
    /// The terms that are added and those that are taken away.
    sum: [u128; 2],
    /// The factors above and below the line.
    product: [u128; 2],
    /// Whether the product is taken away.
    negative: bool,
    /// Whether something is divided by in the product.
    divides: bool,
}

/// The fingerprint of a formula with its name, variable, order and assumptions. Linear in what the store holds.
pub(super) fn fingerprint(store: &Store, found: &Understood, order: u32) -> Fingerprint {
    let mut views: Vec<View> = Vec::with_capacity(store.len());
    for id in (0..store.len()).filter_map(|at| store.id_at(at)) {
        let view = view(store, id, &views);
        views.push(view);
    }
    let whole = |id: ExprId| views[id.index()].whole();
    let condition = |c: &Condition| related(c.relation, whole(c.left), whole(c.right));
    let assumed = found.assumed.iter().map(condition).fold(0, u128::wrapping_add);
    let name = text("name", &found.name);
    Fingerprint(mixed("all", &[whole(found.function), whole(found.variable), name, u128::from(order), assumed]))
}

impl View {
    /// A product: its only term is itself.
    fn product(product: [u128; 2], negative: bool, divides: bool) -> View {
        let term = mixed("product", &product);
        let sum = if negative { [0, term] } else { [term, 0] };
        View { sum, product, negative, divides }
    }

    /// What is no sum, product, quotient or negation.
    fn atom(number: u128) -> View {
        View::product([number, 0], false, false)
    }

    /// A sum: its only factor is itself, with the sign outside that makes its number the smaller one.
    fn sum([plus, minus]: [u128; 2]) -> View {
        let negative = (minus, plus) < (plus, minus);
        let inner = if negative { [minus, plus] } else { [plus, minus] };
        View { sum: [plus, minus], product: [mixed("sum", &inner), 0], negative, divides: false }
    }

    fn negated(self) -> View {
        View { sum: [self.sum[1], self.sum[0]], negative: !self.negative, ..self }
    }

    /// The expression as one number.
    fn whole(self) -> u128 {
        mixed("whole", &self.sum)
    }
}

fn view(store: &Store, id: ExprId, views: &[View]) -> View {
    let of = |part: ExprId| views[part.index()];
    let whole = |part: ExprId| of(part).whole();
    let plus = |a: [u128; 2], b: [u128; 2]| [a[0].wrapping_add(b[0]), a[1].wrapping_add(b[1])];
    match store.node(id) {
        Node::Number(numeral) => View::atom(text("number", &store.numeral(numeral).value.to_string())),
        Node::Symbol(symbol) => View::atom(text("symbol", store.name(symbol))),
        Node::Constant(Constant::E) => View::atom(text("constant", "e")),
        Node::Constant(Constant::Pi) => View::atom(text("constant", "pi")),
        Node::Undefined => View::atom(text("constant", "undefined")),
        Node::Always => View::atom(text("constant", "always")),
        Node::Neg(a) => of(a).negated(),
        Node::Add(a, b) => View::sum(plus(of(a).sum, of(b).sum)),
        Node::Sub(a, b) => View::sum(plus(of(a).sum, of(b).negated().sum)),
        Node::Mul(a, b) => {
            let (a, b) = (of(a), of(b));
            View::product(plus(a.product, b.product), a.negative != b.negative, a.divides || b.divides)
        }
        Node::Div(a, b) => {
            let (a, b) = (of(a), of(b));
            // a quotient below the line stays one: it is undefined where its own denominator vanishes
            let below = if b.divides { mixed("below", &b.product) } else { b.product[0] };
            View::product(plus(a.product, [0, below]), a.negative != b.negative, true)
        }
        Node::Pow(a, b) => View::atom(mixed("power", &[whole(a), whole(b)])),
        Node::Call(f, a) => View::atom(mixed(f.row().name, &[whole(a)])),
        Node::Call2(f, a, b) if matches!(f.row().name, "max" | "min") => {
            let (a, b) = (whole(a), whole(b));
            View::atom(mixed(f.row().name, &[a.min(b), a.max(b)]))
        }
        Node::Call2(f, a, b) => View::atom(mixed(f.row().name, &[whole(a), whole(b)])),
        Node::Compare(relation, a, b) => View::atom(related(relation, whole(a), whole(b))),
        Node::And(a, b) => View::atom(mixed("and", &[whole(a).wrapping_add(whole(b))])),
        Node::Or(a, b) => View::atom(mixed("or", &[whole(a).wrapping_add(whole(b))])),
        Node::Branch(a, b) => View::atom(mixed("branch", &[whole(a), whole(b)])),
        Node::Cases(a, b) => View::atom(mixed("cases", &[whole(a), whole(b)])),
        Node::Derivative(a, b) => View::atom(mixed("derivative", &[whole(a), whole(b)])),
    }
}

/// A comparison; `a > b` is `b < a`.
fn related(relation: Relation, a: u128, b: u128) -> u128 {
    match relation {
        Relation::Less => mixed("less", &[a, b]),
        Relation::Greater => mixed("less", &[b, a]),
        Relation::LessEqual => mixed("less-equal", &[a, b]),
        Relation::GreaterEqual => mixed("less-equal", &[b, a]),
        Relation::Equal => mixed("equal", &[a.min(b), a.max(b)]),
        Relation::NotEqual => mixed("not-equal", &[a.min(b), a.max(b)]),
    }
}

fn mixed(kind: &str, numbers: &[u128]) -> u128 {
    let mut hasher = SipHasher13::new();
    hasher.write(kind.as_bytes());
    hasher.write_u8(0xff);
    for &number in numbers {
        hasher.write(&number.to_le_bytes());
    }
    hasher.finish128().as_u128()
}

fn text(kind: &str, text: &str) -> u128 {
    let mut hasher = SipHasher13::new();
    hasher.write(kind.as_bytes());
    hasher.write_u8(0xfe);
    hasher.write(text.as_bytes());
    hasher.finish128().as_u128()
}
