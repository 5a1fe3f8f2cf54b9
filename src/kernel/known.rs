//! Ranges of expressions, each range once: what is alike in many places is computed once, and an expression costs a number.

use rustc_hash::FxHashMap;

use super::range::Range;
use super::ranges::Ranges;
use super::table::Table;
use crate::expr::{ExprId, Node};

/// For so few expressions looking for ranges that are alike takes longer than computing them.
const FEW: usize = 1 << 9;

/// The number of the range of all numbers, where ranges that are alike have one number.
const ALL: u32 = 1;

/// How many ranges are usually known of few expressions.
const USUAL: usize = 16;

/// The ranges that are known.
pub(super) struct Known {
    /// For each expression the number of its range, counted from 1, or 0.
    numbers: Table,
    ranges: Vec<Range>,
    by_value: FxHashMap<Range, u32>,
    /// The numbers by what alone decides a range.
    by_key: FxHashMap<Node, u32>,
}

impl Known {
    /// Nothing is known of so many expressions.
    pub(super) fn new(expressions: usize) -> Known {
        let (mut ranges, mut by_value) = (Vec::new(), FxHashMap::default());
        if expressions > FEW {
            ranges.push(Range::ALL);
            by_value.insert(Range::ALL, ALL);
        }
        Known { numbers: Table::new(expressions), ranges, by_value, by_key: FxHashMap::default() }
    }

    /// The range of an expression, if it is known.
    #[inline]
    pub(super) fn get(&self, id: ExprId) -> Option<&Range> {
        self.ranges.get((self.numbers[id] as usize).checked_sub(1)?)
    }

    /// Whether the range was computed before for what the key says; it is then known of this expression too.
    pub(super) fn again(&mut self, id: ExprId, key: Node) -> bool {
        let number = self.by_key.get(&key).copied();
        self.numbers[id] = number.unwrap_or(0);
        number.is_some()
    }

    /// Notes the range of an expression, and that its key decides it.
    pub(super) fn set(&mut self, id: ExprId, range: Range, key: Option<Node>) {
        let next = self.ranges.len() as u32 + 1;
        if self.numbers.len() <= FEW {
            if self.ranges.is_empty() {
                self.ranges.reserve(USUAL);
            }
            self.ranges.push(range);
            self.numbers[id] = next;
            return;
        }
        let number = *self.by_value.entry(range.clone()).or_insert(next);
        if number == next {
            self.ranges.push(range);
        }
        self.numbers[id] = number;
        if let Some(key) = key {
            self.by_key.insert(key, number);
        }
    }
}

impl Ranges<'_> {
    /// Notes that an expression may have every value, where that is seen without a look at all of its parts: a sum with a
    /// part that may, and such a part times a numeral other than 0. Else each numeral of a wide sum had a range of its own.
    pub(super) fn is_free(&mut self, id: ExprId) -> bool {
        let free = |part: ExprId| self.known.numbers[part] == ALL;
        let scales = |id: ExprId| match self.store.node(id) {
            Node::Number(numeral) => !self.store.numeral(numeral).value.is_zero(),
            _ => false, // other factors may be 0
        };
        let is_free = match self.store.node(id) {
            _ if !self.are_alike_found() => false,
            Node::Add(a, b) | Node::Sub(a, b) => (free(a) || free(b)) && !self.is_root_beside([a, b]),
            Node::Mul(a, b) => free(a) && scales(b) || free(b) && scales(a),
            _ => false, // to be computed
        };
        if is_free {
            self.known.numbers[id] = ALL;
        }
        is_free
    }

    /// Whether ranges that are alike have one number, and nothing but the parts decides them.
    fn are_alike_found(&self) -> bool {
        self.known.numbers.len() > FEW && !self.has_assumptions()
    }

    /// What alone decides the range of an expression: its node, with the numbers of its parts' ranges in place of the parts.
    /// `None` where more does: assumptions, equal factors, a root in a sum.
    pub(super) fn key(&self, id: ExprId) -> Option<Node> {
        if !self.are_alike_found() {
            return None;
        }
        let node = self.store.node(id);
        let number = |part: ExprId| ExprId(self.known.numbers[part]);
        match node {
            Node::Add(a, b) | Node::Sub(a, b) if self.is_root_beside([a, b]) => None,
            Node::Mul(a, b) if a == b => None,
            Node::Neg(a) | Node::Call(_, a) => Some(node.with_children(number(a), number(a))),
            Node::Add(a, b) | Node::Sub(a, b) | Node::Mul(a, b) | Node::Div(a, b) | Node::Call2(_, a, b) => {
                Some(node.with_children(number(a), number(b)))
            }
            Node::Pow(a, exponent) => Some(node.with_children(number(a), exponent)), // the exponent itself counts
            Node::Number(_) | Node::Symbol(_) | Node::Constant(_) | Node::Undefined | Node::Always => None,
            Node::Compare(..) | Node::And(..) | Node::Or(..) | Node::Branch(..) | Node::Cases(..) => None,
            Node::Derivative(..) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FEW, Range, Ranges};
    use crate::expr::{ExprId, FunctionId, Store};

    /// Sums and products of a symbol, with how many stand first that may have every value, as one of their parts alone tells.
    fn made(store: &mut Store, z: ExprId) -> (Vec<ExprId>, usize) {
        let (three, part) = (store.integer(3), store.number("2.5").expect("it is a numeral"));
        let nothing = store.number("0.0").expect("it is a numeral");
        let [exp, root] = [("exp", z), ("sqrt", z)].map(|(name, of)| store.call(FunctionId::named(name), of));
        let free = [
            store.add(z, three),
            store.sub(three, z),
            store.sub(z, exp),
            store.add(exp, z),
            store.mul(Store::TWO, z),
            store.mul(z, part),
        ];
        let (zero, minus, multiple) = (store.mul(Store::ZERO, z), store.neg(three), store.mul(three, exp));
        let others = [
            zero,
            multiple,
            store.mul(z, nothing),
            store.mul(minus, z),
            store.mul(z, z),
            store.mul(z, exp),
            store.mul(zero, z),
            store.add(zero, exp),
            store.add(exp, Store::ONE),
            store.sub(z, root),
            store.add(multiple, exp),
        ];
        (free.into_iter().chain(others).collect(), free.len())
    }

    #[test]
    fn ranges_in_a_large_store_are_those_that_are_computed_in_a_small_one() {
        let mut store = Store::new();
        let z = store.symbol("z");
        let (expressions, free) = made(&mut store, z);
        let computed: Vec<Range> = expressions.iter().map(|&id| Ranges::new(&store, &[]).of(id)).collect();
        (0..=FEW as u64).for_each(|number| _ = store.integer(number));
        for (at, (&id, computed)) in expressions.iter().zip(&computed).enumerate() {
            let mut ranges = Ranges::new(&store, &[]);
            assert!(ranges.are_alike_found() && ranges.of(z) == Range::ALL);
            assert_eq!(ranges.is_free(id), at < free, "expression {at}");
            assert_eq!(ranges.of(id), *computed, "expression {at}");
        }
    }
}
