//! Ranges of expressions, each range once: what is alike in many places is computed once, and an expression costs a number.

use rustc_hash::FxHashMap;

use super::range::Range;
use super::ranges::Ranges;
use super::table::Table;
use crate::expr::{ExprId, Node};

/// For so few expressions looking for ranges that are alike takes longer than computing them.
const FEW: usize = 1 << 9;

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
        let (by_value, by_key) = (FxHashMap::default(), FxHashMap::default());
        Known { numbers: Table::new(expressions), ranges: Vec::new(), by_value, by_key }
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
    /// What alone decides the range of an expression: its node, with the numbers of its parts' ranges in place of the parts.
    /// `None` where more does: assumptions, equal factors, a root in a sum.
    pub(super) fn key(&self, id: ExprId) -> Option<Node> {
        if self.known.numbers.len() <= FEW || self.has_assumptions() {
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
