//! How readable an expression is, as a cost in hundredths of a node.
//!
//! Every node costs 100. A function call and an occurrence of the variable cost 15 more, a sum above a fraction bar
//! 20, a power 10, a numeral or name other than 1 costs 3 more and a numeral 10 for each character after the sixth, a
//! pair of parentheses 2, a call inside another call's argument 100, a call whose argument holds the function's value
//! 400, but 100 for a root and nothing for an exponential or a size, and `sigmoid(-u)` 120, for it is `1 - sigmoid(u)`. A form
//! in which the function's value occurs and the variable does not is 150 cheaper.

use rustc_hash::FxHashMap;

use crate::expr::{ExprId, Node, Store};

const NODE: u64 = 100;
/// The least that an operation costs, and a leaf with the operation that joins it.
pub(crate) const OPERATION: u64 = NODE;
pub(super) const LEAF: u64 = 2 * NODE;
const CALL: u64 = 15;
/// The least that a call of a function costs, with a name as its argument.
pub(crate) const LEAST_CALL: u64 = 2 * NODE + CALL + NAME;
const VARIABLE: u64 = 15;
const POWER: u64 = 10;
const NAME: u64 = 3;
pub(super) const ONE: u64 = NODE;
/// The least that a numeral other than 1 costs, and what a power costs besides its base.
pub(super) const LEAST_NUMERAL: u64 = NODE + NAME;
pub(super) const POWER_OF: u64 = NODE + POWER + LEAST_NUMERAL;
const LONG_NUMERAL: (usize, u64) = (6, 30);
const SUM_ABOVE: u64 = 20;
const PARENTHESES: u64 = 2;
const NESTED_CALL: u64 = 100;
/// A function that is 1/2 at 0 at a negated argument: `sigmoid(-u)` is better read as `1 - sigmoid(u)`.
const REFLECTED: u64 = 120;
/// A function of the function's value other than an exponential, and a root of it: `ln(g)` says less than what it stands for.
const OF_OUTPUT: u64 = 400;
const ROOT_OF_OUTPUT: u64 = 100;
const OUTPUT_ALONE: u64 = 150;

/// What a reader knows about the names in a formula, and how the formula's numbers were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Notation {
    /// The symbol that is differentiated by.
    pub variable: Option<ExprId>,
    /// The symbol that stands for the function's value.
    pub output: Option<ExprId>,
    /// Numbers with at most so many decimals are written as decimals; 0 writes fractions.
    pub places: u32,
}

impl Notation {
    /// The number of decimals that an expression's own numerals have, at most 12; 0 if none has a point.
    pub fn places_of(store: &Store, expr: ExprId) -> u32 {
        let decimals = |id: ExprId| match store.node(id) {
            Node::Number(numeral) => {
                let text = &store.numeral(numeral).text;
                text.split_once('.').map(|(_, fraction)| fraction.bytes().take_while(u8::is_ascii_digit).count())
            }
            // Only numerals have decimals.
            _ => None,
        };
        store.reachable(expr).into_iter().filter_map(decimals).max().map_or(0, |places| places.min(12) as u32)
    }
}

/// The readability cost of an expression that is written out in full.
pub fn cost(store: &Store, expr: ExprId, notation: &Notation) -> u64 {
    Costs::default().of(store, expr, notation).as_whole()
}

/// The cost of one expression and what occurs in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub(super) cost: u64,
    calls: bool,
    variable: bool,
    output: bool,
}

impl Known {
    /// The cost of an expression that stands by itself.
    pub(super) fn as_whole(self) -> u64 {
        let alone = self.output && !self.variable;
        self.cost.saturating_sub(if alone { OUTPUT_ALONE } else { 0 })
    }
}

/// Costs of expressions that were asked for before, under one notation.
#[derive(Debug, Default)]
pub(super) struct Costs(FxHashMap<ExprId, Known>);

impl Costs {
    /// The cost of the expression; each subexpression is visited once.
    pub(super) fn of(&mut self, store: &Store, expr: ExprId, notation: &Notation) -> Known {
        if let Some(&known) = self.0.get(&expr) {
            return known;
        }
        let mut open = vec![expr];
        while let Some(&id) = open.last() {
            let before = open.len();
            open.extend(store.node(id).children().filter(|part| !self.0.contains_key(part)));
            if open.len() == before {
                let known = self.sum(store, id, notation);
                self.0.insert(id, known);
                open.pop();
            }
        }
        self.0[&expr]
    }

    /// The cost of an expression whose parts are known.
    fn sum(&self, store: &Store, id: ExprId, notation: &Notation) -> Known {
        let node = store.node(id);
        let (variable, output) = (notation.variable == Some(id), notation.output == Some(id));
        let mut sum = Known { cost: NODE, calls: false, variable, output };
        sum.cost += if variable { VARIABLE } else { 0 };
        for part in node.children() {
            let known = self.0[&part];
            sum.cost = sum.cost.saturating_add(known.cost);
            sum.calls |= known.calls;
            sum.variable |= known.variable;
            sum.output |= known.output;
        }
        sum.cost = sum.cost.saturating_add(PARENTHESES * parentheses(store, node));
        match node {
            Node::Call(f, argument) => {
                let half_at_zero = f.row().values.contains(&("0", "1/2"));
                let reflected = half_at_zero && matches!(store.node(argument), Node::Neg(_));
                let algebraic = matches!(f.row().name, "sqrt" | "cbrt");
                let plain = matches!(f.row().name, "exp" | "abs");
                let nested = if sum.calls { NESTED_CALL } else { 0 };
                let of_output = match (sum.output && !plain, algebraic) {
                    (false, _) => 0,
                    (true, true) => ROOT_OF_OUTPUT,
                    (true, false) => OF_OUTPUT,
                };
                let extra = CALL + nested + of_output + if reflected { REFLECTED } else { 0 };
                sum = Known { cost: sum.cost.saturating_add(extra), calls: true, ..sum };
            }
            Node::Call2(..) => {
                let nested = if sum.calls { NESTED_CALL } else { 0 };
                sum = Known { cost: sum.cost.saturating_add(CALL + nested), calls: true, ..sum };
            }
            Node::Pow(..) => sum.cost = sum.cost.saturating_add(POWER),
            Node::Number(numeral) if id != Store::ONE => {
                let excess = store.numeral(numeral).text.len().saturating_sub(LONG_NUMERAL.0);
                sum.cost += NAME + LONG_NUMERAL.1 * excess as u64;
            }
            Node::Symbol(_) | Node::Constant(_) => sum.cost += NAME,
            Node::Div(above, _) if matches!(store.node(above), Node::Add(..) | Node::Sub(..)) => {
                sum.cost = sum.cost.saturating_add(SUM_ABOVE);
            }
            // Nothing else costs extra.
            _ => (),
        }
        sum
    }
}

/// How tightly a node holds together where it stands as a part of another.
fn binding(node: Node) -> u8 {
    match node {
        Node::Add(..) | Node::Sub(..) | Node::Neg(_) => 1,
        Node::Mul(..) | Node::Div(..) => 2,
        Node::Pow(..) => 3,
        // Leaves, calls and cases have their own brackets.
        _ => 4,
    }
}

/// How many parts need parentheses.
fn parentheses(store: &Store, node: Node) -> u64 {
    let needs = |part: ExprId, least: u8| u64::from(binding(store.node(part)) < least);
    let negative = |part: ExprId| u64::from(matches!(store.node(part), Node::Neg(_)));
    match node {
        Node::Add(_, b) => negative(b),
        Node::Neg(a) => needs(a, 2),
        Node::Sub(_, b) => needs(b, 2),
        Node::Mul(a, b) | Node::Div(a, b) => needs(a, 2) + needs(b, 3),
        Node::Pow(a, b) => needs(a, 4) + needs(b, 4),
        // No other node puts parentheses around its parts.
        _ => 0,
    }
}
