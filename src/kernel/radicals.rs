//! The sign of a square root beside something else: `c*sqrt(v) + r` has the sign of c where `c^2*v > r^2`.

use super::range::{Bound, Range};
use super::ranges::{Ranges, less};
use crate::algebra::Term;
use crate::expr::{ExprId, Node, Number, Store};

/// How many terms may stand beside the root.
const MOST_BESIDE: usize = 6;

impl Ranges<'_> {
    /// The range of a sum of terms, one of which is a multiple of a square root that outweighs the others.
    ///
    /// Where the root is defined, `|c|*sqrt(v) > |r|` follows from `c^2*v - r^2 > 0`, as both sides are not negative.
    pub(super) fn outweighed(&mut self, terms: &[Term]) -> Range {
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
        let size = self.of_terms(&size);
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
