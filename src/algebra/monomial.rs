//! Products of powers of variables, in lexicographic order.

use std::cmp::Ordering;
use std::iter;

/// A variable of a polynomial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Var(pub u32);

/// A product of powers of variables, such as `x0^2*x3`.
///
/// The order is lexicographic with `x0` the greatest variable: `x0 > x1^9 > x1 > 1`. It agrees with multiplication.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Monomial(Repr);

/// One representation for each monomial: packed if it can be.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Repr {
    /// Sixteen exponents below 128, one a byte, that of `x0` in the highest byte.
    Packed(u128),
    /// Variables in rising order with exponents other than 0.
    Listed(Box<[(Var, u32)]>),
}

use Repr::{Listed, Packed};

/// The bit of each byte that is 0 in a packed monomial, so that a sum of two shows where an exponent became too large.
const GUARDS: u128 = u128::from_ne_bytes([0x80; 16]);

impl Monomial {
    /// The empty product, 1.
    pub const ONE: Monomial = Monomial(Packed(0));

    /// `var^exponent`
    pub fn power(var: Var, exponent: u32) -> Monomial {
        match exponent {
            0 => Monomial::ONE,
            1..128 if var.0 < 16 => Monomial(Packed(u128::from(exponent) << shift(var.0))),
            _ => Monomial(Listed([(var, exponent)].into())),
        }
    }

    /// The product of powers of different variables in rising order, with no exponent 0.
    fn from_factors(factors: Vec<(Var, u32)>) -> Monomial {
        debug_assert!(factors.is_sorted_by(|a, b| a.0 < b.0) && factors.iter().all(|factor| factor.1 > 0));
        if factors.iter().any(|&(var, exponent)| var.0 >= 16 || exponent >= 128) {
            return Monomial(Listed(factors.into()));
        }
        Monomial(Packed(factors.iter().map(|&(var, exponent)| u128::from(exponent) << shift(var.0)).sum()))
    }

    /// Variables in rising order with their exponents, none of them 0.
    pub fn factors(&self) -> impl Iterator<Item = (Var, u32)> + '_ {
        let (mut left, listed): (u128, &[(Var, u32)]) = match &self.0 {
            Packed(bytes) => (*bytes, &[]),
            Listed(factors) => (0, factors),
        };
        let unpacked = iter::from_fn(move || {
            let var = left.leading_zeros() / 8;
            let exponent = (left != 0).then(|| exponent_in(left, var))?;
            left ^= u128::from(exponent) << shift(var);
            Some((Var(var), exponent))
        });
        unpacked.chain(listed.iter().copied())
    }

    /// Whether this is the empty product.
    pub fn is_one(&self) -> bool {
        matches!(self.0, Packed(0))
    }

    /// The exponent of a variable; 0 if it does not occur.
    pub fn degree(&self, var: Var) -> u32 {
        match &self.0 {
            Packed(bytes) if var.0 < 16 => exponent_in(*bytes, var.0),
            Packed(_) => 0,
            Listed(factors) => factors.iter().find(|factor| factor.0 == var).map_or(0, |factor| factor.1),
        }
    }

    /// The sum of all exponents.
    pub fn total_degree(&self) -> u64 {
        match &self.0 {
            Packed(bytes) => bytes.to_ne_bytes().into_iter().map(u64::from).sum(),
            Listed(factors) => factors.iter().map(|factor| u64::from(factor.1)).sum(),
        }
    }

    /// `self*other`, or `None` if an exponent exceeds 32 bits.
    pub fn mul(&self, other: &Monomial) -> Option<Monomial> {
        if let (Packed(left), Packed(right)) = (&self.0, &other.0)
            && (left + right) & GUARDS == 0
        {
            return Some(Monomial(Packed(left + right)));
        }
        self.combine(other, u32::checked_add)
    }

    /// `self/other`, or `None` if `other` does not divide it.
    pub fn div(&self, other: &Monomial) -> Option<Monomial> {
        if let (Packed(left), Packed(right)) = (&self.0, &other.0) {
            // A guard that is gone was borrowed from, by an exponent that was too small.
            let difference = (left | GUARDS) - right;
            return (difference & GUARDS == GUARDS).then_some(Monomial(Packed(difference & !GUARDS)));
        }
        self.combine(other, u32::checked_sub)
    }

    /// The greatest common divisor.
    pub fn gcd(&self, other: &Monomial) -> Monomial {
        if let (Packed(left), Packed(right)) = (&self.0, &other.0) {
            let (mut least, right) = (left.to_ne_bytes(), right.to_ne_bytes());
            least.iter_mut().zip(right).for_each(|(least, other)| *least = other.min(*least));
            return Monomial(Packed(u128::from_ne_bytes(least)));
        }
        self.combine(other, |a, b| Some(a.min(b))).expect("the smaller of two exponents exists")
    }

    /// The same product without a variable.
    pub fn without(&self, var: Var) -> Monomial {
        match &self.0 {
            Packed(bytes) if var.0 < 16 => Monomial(Packed(bytes & !(0xff << shift(var.0)))),
            Packed(_) => self.clone(),
            Listed(_) => Monomial::from_factors(self.factors().filter(|factor| factor.0 != var).collect()),
        }
    }

    /// A monomial in which the variables of both occur and no other; the exponents mean nothing.
    pub(super) fn with_vars_of(&self, other: &Monomial) -> Monomial {
        match (&self.0, &other.0) {
            (Packed(left), Packed(right)) => Monomial(Packed(left | right)),
            _ => self.combine(other, |a, b| Some(a.max(b))).expect("the greater of two exponents exists"),
        }
    }

    /// How many variables the monomial lists; 0 for one that is packed, whose product is a single addition.
    pub(super) fn listed(&self) -> usize {
        match &self.0 {
            Packed(_) => 0,
            Listed(factors) => factors.len(),
        }
    }

    /// The monomial whose exponents are made from those of both, variable by variable. Linear in their factors.
    fn combine(&self, other: &Monomial, exponent: fn(u32, u32) -> Option<u32>) -> Option<Monomial> {
        let (mut left, mut right) = (self.factors().peekable(), other.factors().peekable());
        let mut factors = Vec::with_capacity(self.listed() + other.listed());
        while let Some(var) = [left.peek(), right.peek()].into_iter().flatten().map(|factor| factor.0).min() {
            let own = left.next_if(|factor| factor.0 == var).map_or(0, |factor| factor.1);
            let others = right.next_if(|factor| factor.0 == var).map_or(0, |factor| factor.1);
            match exponent(own, others)? {
                0 => (),
                exponent => factors.push((var, exponent)),
            }
        }
        Some(Monomial::from_factors(factors))
    }
}

/// Where the byte of a variable below 16 begins in a packed monomial.
fn shift(var: u32) -> u32 {
    120 - 8 * var
}

/// The exponent of a variable below 16 in a packed monomial.
fn exponent_in(packed: u128, var: u32) -> u32 {
    (packed >> shift(var) & 0x7f) as u32
}

impl Ord for Monomial {
    fn cmp(&self, other: &Monomial) -> Ordering {
        if let (Packed(left), Packed(right)) = (&self.0, &other.0) {
            return left.cmp(right);
        }
        // Where they first differ, the one with the smaller variable has it to a higher power than the other.
        let (mut left, mut right) = (self.factors(), other.factors());
        loop {
            match (left.next(), right.next()) {
                (None, None) => return Ordering::Equal,
                (Some(_), None) => return Ordering::Greater,
                (None, Some(_)) => return Ordering::Less,
                (Some(a), Some(b)) if a == b => (),
                (Some((a, m)), Some((b, n))) => return b.cmp(&a).then(m.cmp(&n)),
            }
        }
    }
}

impl PartialOrd for Monomial {
    fn partial_cmp(&self, other: &Monomial) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Exponents that no longer fit a byte, in every variable at once or in one.
    #[test]
    fn exponents_do_not_run_into_each_other() {
        let all = |exponent: u32| {
            let powers = (0..16).map(|var| Monomial::power(Var(var), exponent));
            powers.fold(Monomial::ONE, |product, power| product.mul(&power).expect("the exponents are small"))
        };
        let mut tested = 0;
        for (a, b) in [(64, 64), (127, 1), (127, 127), (1, 126), (0, 128), (200, 100)] {
            let product = all(a).mul(&all(b)).expect("the exponents are small");
            assert_eq!(product, all(a + b), "{a} and {b}");
            assert!((0..16).all(|var| product.degree(Var(var)) == a + b), "{a} and {b}");
            assert_eq!(product.div(&all(b)), Some(all(a)), "{a} and {b}");
            assert_eq!(all(a).div(&all(a + 1)), None, "{a}");
            tested += 1;
        }
        assert_eq!(tested, 6);
    }
}
