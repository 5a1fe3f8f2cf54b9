//! Sums whose sign their terms do not tell: a square root or an absolute value that outweighs what stands beside it, and a
//! quadratic polynomial without zeros.

use super::range::{Bound, Range};
use super::ranges::Ranges;
use crate::algebra::{self, Term};
use crate::expr::{ExprId, Node, Number, Relation, Store};
use crate::trace::Condition;

/// How many factors are looked at one by one.
const MOST_FACTORS: usize = 16;
/// How many terms may stand beside the root, or make up a quadratic polynomial.
const MOST_BESIDE: usize = 6;

impl Ranges<'_> {
    /// The range of the difference of the two sides as a product, whose factors may have ranges that say more than the terms'.
    pub(super) fn range_of_product(&mut self, left: ExprId, right: ExprId) -> Option<Range> {
        let store = self.store;
        let (content, factors) = self.within(|budget| algebra::difference_factors(store, left, right, budget))?;
        Some(factors.iter().fold(Range::point(content), |product, (terms, exponent)| {
            let factor = self.of_terms(terms).meet(&self.of_sum(terms));
            product.mul(&factor.power(*exponent)).widened()
        }))
    }

    /// Whether a product has no factor that may be 0; `None` if that is not known, or there are no factors.
    pub(super) fn nonzero_factors(&mut self, product: ExprId) -> Option<bool> {
        if !matches!(self.store.node(product), Node::Neg(_) | Node::Mul(..) | Node::Div(..)) {
            return None;
        }
        let (mut open, mut factors) = (vec![product], Vec::new());
        while let Some(id) = open.pop() {
            match self.store.node(id) {
                Node::Neg(a) => open.push(a),
                Node::Mul(a, b) | Node::Div(a, b) => open.extend([a, b]),
                _ => factors.push(id), // no product
            }
            if open.len() + factors.len() > MOST_FACTORS {
                return None;
            }
        }
        let relation = Relation::NotEqual;
        let differs = |left| self.decide(Condition { left, relation, right: Store::ZERO }) == Some(true);
        factors.into_iter().all(differs).then_some(true)
    }

    /// What is known of a sum of terms as a whole.
    pub(super) fn of_sum(&mut self, terms: &[Term]) -> Range {
        let quadratic = self.quadratic(terms);
        quadratic.meet(&self.outweighed(terms)).meet(&self.beside_size(terms))
    }

    /// The range of a sum of terms with `c*|v|` and `d*v` in it, which together have the sign of c if `|d| <= |c|`.
    fn beside_size(&mut self, terms: &[Term]) -> Range {
        if terms.len() > MOST_BESIDE {
            return Range::ALL;
        }
        let mut found = Range::ALL;
        for (c, powers) in terms {
            let [(kernel, 1)] = powers[..] else { continue };
            let Node::Call(f, of) = self.store.node(kernel) else { continue };
            let inner = if f.row().name == "abs" { self.difference(of, Store::ZERO) } else { None };
            let Some(inner) = inner else { continue };
            let Some((unit, leading)) = inner.first() else { continue };
            let own = terms.iter().find(|(_, powers)| powers == leading);
            let Some(d) = own.and_then(|(own, _)| own.div(unit)) else { continue };
            if d.mul(&d) > c.mul(c) {
                continue;
            }
            let rest = less(&less(terms, &inner, &d), &[(c.clone(), powers.clone())], &Number::ONE);
            let zero = || Bound::at(Number::ZERO, true);
            let pair = match c.is_negative() {
                true => Range { lo: Bound::INFINITE, hi: zero() },
                false => Range { lo: zero(), hi: Bound::INFINITE },
            };
            found = found.meet(&pair.add(&self.of_terms(&rest)));
        }
        found
    }

    /// The range of `a*x^2 + b*x + c`, where a is a number: it lies beyond its extremum `c - b^2/(4*a)`.
    fn quadratic(&mut self, terms: &[Term]) -> Range {
        if terms.len() > MOST_BESIDE {
            return Range::ALL;
        }
        let mut found = Range::ALL;
        let squares = terms.iter().filter_map(|(a, powers)| match powers[..] {
            [(kernel, 2)] => Some((a.clone(), kernel)),
            _ => None, // no square alone
        });
        for (a, kernel) in squares.collect::<Vec<_>>() {
            let degree = |term: &Term| term.1.iter().find(|(own, _)| *own == kernel).map_or(0, |(_, degree)| *degree);
            let of = |wanted| -> Vec<Term> {
                let with = terms.iter().filter(|term| degree(term) == wanted);
                let without = |(value, powers): &Term| {
                    (value.clone(), powers.iter().copied().filter(|(own, _)| *own != kernel).collect())
                };
                with.map(without).collect()
            };
            if terms.iter().any(|term| degree(term) > 2) || of(2).len() != 1 {
                continue;
            }
            let (b, c) = (of(1), of(0));
            let Some(part) = Number::ONE.div(&a.mul(&Number::from(4))) else { continue };
            let extremum = self.of_terms(&less(&c, &product(&b, &b), &part));
            found = found.meet(&match a.is_negative() {
                true => Range { lo: Bound::INFINITE, hi: extremum.hi },
                false => Range { lo: extremum.lo, hi: Bound::INFINITE },
            });
        }
        found
    }

    /// Whether one of two parts is a square root or a multiple of one.
    pub(super) fn is_root_beside(&self, parts: [ExprId; 2]) -> bool {
        let is_root = |id: ExprId| matches!(self.store.node(id), Node::Call(f, _) if f.row().name == "sqrt");
        parts.iter().any(|&part| match self.store.node(part) {
            Node::Mul(a, b) => is_root(a) || is_root(b),
            Node::Neg(a) => is_root(a),
            _ => is_root(part), // the root itself
        })
    }

    /// As [`Ranges::of_sum`], of a sum one of whose two parts is a square root or a multiple of one.
    pub(super) fn of_root_beside(&mut self, sum: ExprId) -> Range {
        let terms = self.difference(sum, Store::ZERO);
        terms.map_or(Range::ALL, |terms| self.outweighed(&terms))
    }

    /// The range of a sum of terms, one of which is a multiple of a square root that outweighs the others.
    ///
    /// Where the root is defined, `|c|*sqrt(v) > |r|` follows from `c^2*v - r^2 > 0`, as both sides are not negative.
    fn outweighed(&mut self, terms: &[Term]) -> Range {
        let roots: Vec<(usize, ExprId)> =
            terms.iter().enumerate().filter_map(|(at, term)| Some((at, self.radicand(term)?))).collect();
        let [(at, radicand)] = roots[..] else { return Range::ALL };
        let factor = terms[at].0.clone();
        let mut beside = terms.to_vec();
        beside.remove(at);
        if beside.is_empty() || beside.len() > MOST_BESIDE {
            return Range::ALL;
        }
        let Some(under) = self.difference(radicand, Store::ZERO) else { return Range::ALL };
        let square = factor.mul(&factor);
        let scaled: Vec<Term> = under.into_iter().map(|(n, powers)| (n.mul(&square), powers)).collect();
        let size = less(&scaled, &product(&beside, &beside), &Number::ONE);
        let size = self.of_terms(&size).meet(&self.quadratic(&size));
        let zero = |closed| Bound::at(Number::ZERO, closed);
        let is_more = |closed| size.meet(&Range { lo: Bound::INFINITE, hi: zero(closed) }).is_empty();
        let closed = match (is_more(true), is_more(false)) {
            (true, _) => false,
            (false, true) => true,
            (false, false) => return Range::ALL,
        };
        match factor.is_negative() {
            true => Range { lo: Bound::INFINITE, hi: zero(closed) },
            false => Range { lo: zero(closed), hi: Bound::INFINITE },
        }
    }

    /// What stands under the root that the term is a multiple of.
    fn radicand(&self, (_, powers): &Term) -> Option<ExprId> {
        let [(kernel, 1)] = powers[..] else { return None };
        match self.store.node(kernel) {
            Node::Call(f, under) if f.row().name == "sqrt" => Some(under),
            _ => None, // no square root
        }
    }
}

/// Whether a sum of terms is plainly no product with a sum in it other than itself: it is one term, or a kernel stands in
/// one term only, with degree 1, and none in all.
pub(super) fn is_irreducible(terms: &[Term]) -> bool {
    let with = |kernel| terms.iter().filter(|(_, powers)| powers.iter().any(|(own, _)| *own == kernel)).count();
    let mut linear = terms.len() <= 1;
    for &(kernel, degree) in terms.iter().flat_map(|(_, powers)| powers) {
        let count = with(kernel);
        if count == terms.len() && count > 1 {
            return false;
        }
        linear |= degree == 1 && count == 1;
    }
    linear
}

/// `terms - factor*others`, like terms put together.
pub(super) fn less(terms: &[Term], others: &[Term], factor: &Number) -> Vec<Term> {
    let mut rest = terms.to_vec();
    for (coefficient, powers) in others {
        let change = coefficient.mul(factor).neg();
        match rest.iter_mut().find(|(_, own)| own == powers) {
            Some((own, _)) => *own = own.add(&change),
            None => rest.push((change, powers.clone())),
        }
    }
    rest.retain(|(coefficient, _)| !coefficient.is_zero());
    rest
}

/// The product of two sums, like terms put together.
fn product(left: &[Term], right: &[Term]) -> Vec<Term> {
    let mut sum: Vec<Term> = Vec::new();
    for (a, left) in left {
        for (b, right) in right {
            let mut powers = left.clone();
            for &(kernel, exponent) in right {
                match powers.iter_mut().find(|(own, _)| *own == kernel) {
                    Some((_, own)) => *own += exponent,
                    None => powers.push((kernel, exponent)),
                }
            }
            powers.sort_unstable();
            let value = a.mul(b);
            match sum.iter_mut().find(|(_, own)| *own == powers) {
                Some((own, _)) => *own = own.add(&value),
                None => sum.push((value, powers)),
            }
        }
    }
    sum
}
