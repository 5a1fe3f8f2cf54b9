//! What shapes must cost at least, by which those are not written that cost more than a known one.

use smallvec::SmallVec;

use super::term::{Term, common_power};
use super::{ANY, Known, Notation, Shapes, Writer, cost};
use crate::algebra::{Fraction, Poly, Var};
use crate::expr::{ExprId, Store};

/// What a term costs at least, and each base in it.
pub(super) struct Least {
    pub(super) whole: u64,
    pub(super) bases: SmallVec<[u64; 4]>,
}

impl Shapes {
    /// A lower bound of what any expression of the fraction costs that stands in a larger one: each kernel is written once at
    /// least, with operations between them; a power takes an exponent or a kernel twice, and what has no common factor with its
    /// kernels something to add to them. Each kernel is given as it will be written.
    pub fn least(
        &mut self,
        store: &Store,
        fraction: &Fraction,
        kernel: impl Fn(Var) -> Option<ExprId>,
        notation: &Notation,
    ) -> u64 {
        let (mut once, mut count) = (0_u64, 0_u64);
        for (var, _) in fraction.product_of_vars().factors() {
            count += 1;
            let own = kernel(var).map_or(0, |kernel| self.costs.of(store, kernel, notation).cost);
            once = once.saturating_add(own);
        }
        let sides = [fraction.numerator(), fraction.denominator()];
        let monomials = sides.iter().flat_map(|side| side.terms()).map(|term| &term.0);
        let is_power = monomials.into_iter().any(|monomial| monomial.factors().any(|(_, exponent)| exponent > 1));
        let is_alone = count == 1;
        let is_sum = sides.iter().any(|side| side.terms().len() > 1 && (is_alone || has_constant(side)));
        let more = match (is_power, is_sum) {
            (true, true) if is_alone => 2,
            (false, false) => 0,
            _ => 1, // one leaf may serve for both
        };
        once.saturating_add(cost::OPERATION * count.saturating_sub(1) + cost::LEAF * more)
    }
}

fn has_constant(poly: &Poly) -> bool {
    poly.terms().last().is_some_and(|term| term.0.is_one())
}

impl Writer<'_> {
    /// What a fraction costs at least as a part.
    pub(super) fn least(&mut self, fraction: &Fraction) -> u64 {
        match self.shapes.known.get(fraction) {
            Some(Known::Best(shaped)) => {
                let expr = shaped.expr;
                self.cost(expr)
            }
            Some(&Known::AtLeast(least)) => least,
            None => self.shapes.least(self.store, fraction, |var| self.kernels.expr(var), self.notation),
        }
    }

    /// What a term costs at least whose signs are settled.
    pub(super) fn least_of(&mut self, term: &Term) -> Least {
        let bases: SmallVec<[u64; 4]> = term.factors.iter().map(|(base, _)| self.least(base)).collect();
        let common = common_power(term.factors.iter().map(|factor| factor.1));
        let powers = term.factors.iter().filter(|factor| factor.1.abs() > 1 && common != Some(factor.1.abs())).count();
        let powers = powers + usize::from(common.is_some());
        let is_number = !term.coefficient.abs().is_one();
        let is_over_one = !is_number && term.factors.iter().all(|factor| factor.1 < 0);
        let leaves = term.factors.len() + usize::from(is_number) + usize::from(is_over_one);
        let own = cost::POWER_OF * powers as u64
            + if is_number { cost::LEAST_NUMERAL } else { 0 }
            + if is_over_one { cost::ONE } else { 0 }
            + cost::OPERATION * (leaves as u64).saturating_sub(1);
        Least { whole: bases.iter().copied().fold(own, u64::saturating_add), bases }
    }
}

/// What a part may cost where the others cost so much at least.
pub(super) fn left_of(most: u64, others: u64) -> u64 {
    if most == ANY { ANY } else { most.saturating_sub(others) }
}
