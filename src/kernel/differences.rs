//! Differences of two expressions as sums of terms, so that equal parts cancel: their ranges by terms, by assumptions about
//! other differences, and by factors.

use super::range::{Bound, Range};
use super::ranges::Ranges;
use super::sums::{is_irreducible, less};
use crate::algebra::{self, Budget};
use crate::expr::{self, Exponent, ExprId, Node, Number, Relation};
use crate::trace::Condition;

/// One difference may take this part of the work that is left.
const SHARE: u64 = 8;
/// How many places of both sides are looked at before they are multiplied out.
const FEW_PLACES: usize = 16;
/// How many terms a difference may have.
const MOST_TERMS: usize = 5_000;
/// How many assumed differences are combined at most to decide a condition.
const MOST_COMBINED: usize = 2;
/// A difference with more terms than this is judged term by term only.
pub(super) const MOST_COMBINED_TERMS: usize = 12;

/// A difference of two expressions.
pub(super) struct Difference {
    /// Its terms; `None` if something stands in a denominator.
    terms: Option<Vec<algebra::Term>>,
    /// Its ranges by one way after the other, as far as they were asked for.
    found: Vec<Range>,
}

impl Ranges<'_> {
    /// The difference of the two sides as a sum of multiples of products, so that equal parts cancel. Each difference is
    /// multiplied out once, whatever relations are asked of it.
    pub(super) fn decide_difference(&mut self, left: ExprId, relation: Relation, right: ExprId) -> Option<bool> {
        if self.between.is_empty() && !self.may_cancel([left, right]) {
            return None;
        }
        let mut difference = match self.differences.remove(&(left, right)) {
            Some(known) => known,
            None => Difference { terms: self.difference(left, right), found: Vec::new() },
        };
        let mut verdict = None;
        for (stage, find) in [Ranges::of_difference, Ranges::of_combined, Ranges::of_product].into_iter().enumerate() {
            if difference.found.len() == stage {
                let range = find(self, &difference.terms, [left, right]);
                difference.found.push(range);
            }
            verdict = difference.found[stage].compare(relation);
            if verdict.is_some() {
                break;
            }
        }
        self.differences.insert((left, right), difference);
        verdict
    }

    /// The range of a difference by its terms.
    fn of_difference(&mut self, terms: &Option<Vec<algebra::Term>>, _: [ExprId; 2]) -> Range {
        terms.as_ref().map_or(Range::ALL, |terms| self.of_terms(terms).meet(&self.of_sum(terms)))
    }

    /// The range of a difference by its terms and the assumptions.
    fn of_combined(&mut self, terms: &Option<Vec<algebra::Term>>, _: [ExprId; 2]) -> Range {
        let few = terms.as_ref().filter(|terms| terms.len() <= MOST_COMBINED_TERMS);
        let assumed = self.assumed_differences();
        match few {
            Some(terms) if !assumed.is_empty() => self.combined(terms, &assumed, MOST_COMBINED),
            _ => Range::ALL, // too many terms, or nothing to combine them with
        }
    }

    /// The range of a difference by its factors, where it is known to have several or something stands in a denominator.
    fn of_product(&mut self, terms: &Option<Vec<algebra::Term>>, [left, right]: [ExprId; 2]) -> Range {
        match terms {
            Some(terms) if terms.len() > MOST_COMBINED_TERMS || is_irreducible(terms) => Range::ALL,
            Some(_) | None => self.range_of_product(left, right).unwrap_or(Range::ALL),
        }
    }

    /// `left - right` as a sum of terms, within a share of the work that is left.
    pub(super) fn difference(&mut self, left: ExprId, right: ExprId) -> Option<Vec<algebra::Term>> {
        let store = self.store;
        self.within(|budget| algebra::difference_terms_within(store, left, right, budget))
    }

    pub(super) fn within<T>(&mut self, multiply: impl FnOnce(&mut Budget) -> T) -> T {
        let share = self.left / SHARE;
        let mut budget = Budget::new(share, MOST_TERMS);
        let found = multiply(&mut budget);
        self.left -= share - budget.left();
        self.done += share - budget.left();
        found
    }

    /// The range of a sum of terms, term by term.
    pub(super) fn of_terms(&mut self, terms: &[algebra::Term]) -> Range {
        let mut sum = Range::point(Number::ZERO);
        for (coefficient, powers) in terms {
            let mut product = Range::point(coefficient.clone());
            for (kernel, exponent) in powers {
                let factor = self.of(*kernel).power(i64::from(*exponent));
                product = product.mul(&factor).widened();
            }
            sum = sum.add(&product).widened();
        }
        sum
    }

    /// The assumptions between two expressions, each as a sum of terms with the range that it is said to have.
    pub(super) fn assumed_differences(&self) -> Vec<(Vec<algebra::Term>, Range)> {
        let read = |c: &Condition| {
            let zero = |closed| Bound::at(Number::ZERO, closed);
            let range = match c.relation {
                Relation::Less => Range { lo: Bound::INFINITE, hi: zero(false) },
                Relation::LessEqual => Range { lo: Bound::INFINITE, hi: zero(true) },
                Relation::Greater => Range { lo: zero(false), hi: Bound::INFINITE },
                Relation::GreaterEqual => Range { lo: zero(true), hi: Bound::INFINITE },
                Relation::Equal => Range::point(Number::ZERO),
                Relation::NotEqual => return None,
            };
            Some((algebra::difference_terms(self.store, c.left, c.right)?, range))
        };
        self.between.iter().filter_map(read).collect()
    }

    /// The range of a sum of terms, with multiples of assumed differences taken off so that a term goes away.
    /// The recursion is at most `depth` deep.
    pub(super) fn combined(
        &mut self,
        terms: &[algebra::Term],
        assumed: &[(Vec<algebra::Term>, Range)],
        depth: usize,
    ) -> Range {
        let mut found = self.of_terms(terms);
        if depth == 0 {
            return found;
        }
        for (difference, range) in assumed {
            for (coefficient, powers) in difference {
                let Some((own, _)) = terms.iter().find(|(_, other)| other == powers) else { continue };
                let Some(factor) = own.div(coefficient) else { continue };
                let rest = less(terms, difference, &factor);
                let rest = self.combined(&rest, assumed, depth - 1);
                found = found.meet(&range.scale(&factor).add(&rest));
            }
        }
        found
    }

    /// Whether something other than a numeral occurs more than once among the terms and factors of both sides, as far as a
    /// few places tell, or a root or an absolute value stands beside something else; where not, multiplying out says no more
    /// than the ranges of the parts.
    fn may_cancel(&self, sides: [ExprId; 2]) -> bool {
        let mut open = sides.to_vec();
        let mut met: Vec<ExprId> = Vec::new();
        let mut weighed = false;
        while let Some(id) = open.pop() {
            match self.store.node(id) {
                Node::Number(_) => {}
                Node::Neg(a) => open.push(a),
                Node::Add(a, b) | Node::Sub(a, b) | Node::Mul(a, b) | Node::Div(a, b) => open.extend([a, b]),
                Node::Pow(base, n) if matches!(expr::exponent(self.store, n), Exponent::Integer(_)) => open.push(base),
                _ if met.contains(&id) => return true,
                node => {
                    weighed |= matches!(node, Node::Call(f, _) if matches!(f.row().name, "sqrt" | "abs"));
                    met.push(id); // anything else is a whole
                }
            }
            if met.len() + open.len() > FEW_PLACES {
                return true;
            }
        }
        weighed && met.len() > 1
    }
}
