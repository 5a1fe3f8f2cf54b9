//! Whether the logarithms of the sizes of two expressions agree: the laws of exponents, roots and logarithms at once.
//!
//! `ln|a*b|` is `ln|a| + ln|b|`, `ln|a/b|` is `ln|a| - ln|b|`, `ln|a^b|` is `b*ln|a|`, `ln|e^u|` is `u`, and roots are powers.
//! What is none of these is a base, whose logarithm is an indeterminate. Where all bases differ from 0 and everything is
//! defined, agreeing sums mean that both expressions have the same size. Signs are left to the caller.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Budget;
use super::identity::Refused;
use super::reduce::{Product, Reducer};
use crate::expr::{self, Constant, ExprId, Node, Number, Store};

/// How deep logarithms in exponents may be nested.
const MOST_NESTED: u32 = 24;

/// What came out of comparing logarithms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logarithms {
    /// Whether they agree.
    pub equal: bool,
    /// The bases, each of which must not be 0. Where a base that is not among them is 0, so are both sides.
    pub bases: Vec<ExprId>,
}

/// How an expression's logarithm is made from those of its parts.
enum Law {
    One,
    Exponential(ExprId),
    Size(ExprId),
    Product(ExprId, ExprId),
    Quotient(ExprId, ExprId),
    Power(ExprId, ExprId),
    Root(ExprId, i64),
    Base,
}

fn law(store: &Store, id: ExprId) -> Law {
    match store.node(id) {
        Node::Number(_) if id == Store::ONE => Law::One,
        Node::Constant(Constant::E) => Law::Exponential(Store::ONE),
        Node::Neg(a) => Law::Size(a),
        Node::Mul(a, b) => Law::Product(a, b),
        Node::Div(a, b) => Law::Quotient(a, b),
        Node::Pow(a, b) => Law::Power(a, b),
        Node::Call(f, a) => match f.row().name {
            "exp" => Law::Exponential(a),
            "abs" => Law::Size(a),
            "sqrt" => Law::Root(a, 2),
            "cbrt" => Law::Root(a, 3),
            _ => Law::Base, // no other function turns products into sums
        },
        _ => Law::Base, // sums, names and numbers stand for themselves
    }
}

/// Compares `ln|left|` with `ln|right|`; if `left` is a logarithm `ln(u)`, then `ln|u|` with `right` itself.
///
/// # Errors
/// The budget ran out, or a part has no value.
pub fn compare_logarithms(
    store: &Store,
    left: ExprId,
    right: ExprId,
    budget: &mut Budget,
) -> Result<Logarithms, Refused> {
    let mut formal = Formal {
        reducer: Reducer::new(store, budget),
        known: FxHashMap::default(),
        logarithms: FxHashMap::default(),
        bases: Vec::new(),
        depth: MOST_NESTED,
    };
    let is_logarithm = is_logarithm(store, left);
    let (a, b) = match store.node(left) {
        Node::Call(_, u) if is_logarithm => (formal.size(u)?, formal.plain(right)?),
        _ => (formal.size(left)?, formal.size(right)?), // products on both sides
    };
    let equal = formal.reducer.are_equal(&a, &b)?;
    let mut bases = formal.bases;
    if !is_logarithm {
        let (left, right) = (Zeros::of(store, left), Zeros::of(store, right));
        bases.retain(|base| !(left.vanishes_with(*base) && right.vanishes_with(*base)));
    }
    bases.sort_unstable();
    Ok(Logarithms { equal, bases })
}

/// Whether the expression is a logarithm itself.
pub fn is_logarithm(store: &Store, expr: ExprId) -> bool {
    matches!(store.node(expr), Node::Call(f, _) if f.row().name == "ln")
}

/// The bases of a product, by whether they occur in it to positive powers.
struct Zeros {
    positive: FxHashSet<ExprId>,
    other: FxHashSet<ExprId>,
}

impl Zeros {
    fn of(store: &Store, side: ExprId) -> Zeros {
        let mut zeros = Zeros { positive: FxHashSet::default(), other: FxHashSet::default() };
        let mut seen = FxHashSet::default();
        let mut open = vec![(side, Some(true))];
        while let Some((id, positive)) = open.pop() {
            if !seen.insert((id, positive)) {
                continue;
            }
            match law(store, id) {
                Law::One | Law::Exponential(_) => {}
                Law::Size(a) | Law::Root(a, _) => open.push((a, positive)),
                Law::Product(a, b) => open.extend([(a, positive), (b, positive)]),
                Law::Quotient(a, b) => open.extend([(a, positive), (b, positive.map(|sign| !sign))]),
                Law::Power(a, exponent) => {
                    let exponent = expr::constant(store, exponent).filter(|value| !value.is_zero());
                    open.push((a, positive.zip(exponent).map(|(sign, value)| sign != value.is_negative())));
                }
                Law::Base if positive == Some(true) => _ = zeros.positive.insert(id),
                Law::Base => _ = zeros.other.insert(id),
            }
        }
        zeros
    }

    /// Whether the product is 0 wherever it is defined and the base is 0.
    fn vanishes_with(&self, base: ExprId) -> bool {
        self.positive.contains(&base) && !self.other.contains(&base)
    }
}

/// The logarithms of the sizes of expressions, as rational functions of the bases' logarithms and of kernels.
struct Formal<'a> {
    reducer: Reducer<'a>,
    known: FxHashMap<ExprId, Product>,
    /// The indeterminate of each base's logarithm.
    logarithms: FxHashMap<ExprId, Product>,
    bases: Vec<ExprId>,
    /// How deep logarithms in exponents may still be nested.
    depth: u32,
}

impl Formal<'_> {
    /// `ln|expr|`
    fn size(&mut self, expr: ExprId) -> Result<Product, Refused> {
        self.depth = self.depth.checked_sub(1).ok_or(Refused::OutOfBudget)?;
        for id in self.parts(expr) {
            if self.known.contains_key(&id) {
                continue;
            }
            let of = |this: &Self, part: ExprId| this.known[&part].clone();
            let value = match law(self.reducer.store, id) {
                Law::One => Product::number(Number::ZERO),
                Law::Exponential(u) => self.plain(u)?,
                Law::Size(a) => of(self, a),
                Law::Product(a, b) => self.reducer.sum(&of(self, a), &of(self, b))?,
                Law::Quotient(a, b) => self.reducer.sum(&of(self, a), &of(self, b).neg())?,
                Law::Power(a, b) => {
                    let exponent = self.plain(b)?;
                    self.reducer.product(&exponent, &of(self, a))?
                }
                Law::Root(a, degree) => {
                    let part = Number::ratio(1, degree).ok_or(Refused::NotAValue)?;
                    self.reducer.product(&Product::number(part), &of(self, a))?
                }
                Law::Base => self.logarithm(id),
            };
            self.known.insert(id, value);
        }
        self.depth += 1;
        Ok(self.known[&expr].clone())
    }

    /// The expression itself, with the logarithms in it as those of their bases.
    fn plain(&mut self, expr: ExprId) -> Result<Product, Refused> {
        for id in self.reducer.kernels_of(expr)? {
            let Node::Call(f, u) = self.reducer.store.node(id) else { continue };
            if f.row().name == "ln" {
                let value = self.size(u)?; // the argument is its own size, being positive
                self.reducer.stand_for(id, value);
            }
        }
        self.reducer.value(expr)
    }

    fn logarithm(&mut self, base: ExprId) -> Product {
        if let Some(known) = self.logarithms.get(&base) {
            return known.clone();
        }
        let var = self.reducer.fresh();
        let value = self.reducer.variable(var);
        self.logarithms.insert(base, value.clone());
        self.bases.push(base);
        value
    }

    /// The parts whose logarithms are needed, parts first.
    fn parts(&self, expr: ExprId) -> Vec<ExprId> {
        let mut found = FxHashSet::default();
        let mut open = vec![expr];
        while let Some(id) = open.pop() {
            if !found.insert(id) {
                continue;
            }
            match law(self.reducer.store, id) {
                Law::One | Law::Exponential(_) | Law::Base => {}
                Law::Size(a) | Law::Power(a, _) | Law::Root(a, _) => open.push(a),
                Law::Product(a, b) | Law::Quotient(a, b) => open.extend([a, b]),
            }
        }
        let mut parts: Vec<ExprId> = found.into_iter().collect();
        parts.sort_unstable();
        parts
    }
}
