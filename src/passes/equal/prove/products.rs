//! Rational functions as products of powers of coprime polynomials and of primes.

use super::lattice::{Vector, add};
use crate::algebra::{Budget, Fraction, OutOfBudget, Poly, factor};
use crate::expr::Number;

/// What products are made of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Atom {
    /// -1
    Minus,
    /// A prime, or a large integer whose factors are not known.
    Prime(Number),
    /// A polynomial.
    Base(usize),
}

/// Primes above this are not looked for.
const LARGEST_PRIME: u32 = 1_000;
/// How many bits of a number cost one unit of work to look for its primes: some hundred divisions by one word.
const BITS_OF_A_UNIT: u64 = 64;

/// Polynomials no two of which have a common factor. One that turned out to have factors is a product of others.
#[derive(Debug, Default)]
pub(super) struct Bases {
    polys: Vec<Poly>,
    parts: Vec<Option<Vec<(usize, i64)>>>,
}

impl Bases {
    pub(super) fn poly(&self, index: usize) -> &Poly {
        &self.polys[index]
    }

    /// The fraction, which is not 0, as a product.
    pub(super) fn product(&mut self, fraction: &Fraction, budget: &mut Budget) -> Result<Vector<Atom>, OutOfBudget> {
        let mut vector = Vector::new();
        for (poly, sign) in [(fraction.numerator(), 1), (fraction.denominator(), -1)] {
            let factored = factor(poly, budget)?;
            budget.charge(factored.content.bits() / BITS_OF_A_UNIT)?;
            number(&factored.content, sign, &mut vector);
            for (poly, exponent) in factored.factors {
                for (base, times) in self.insert(poly, budget)? {
                    let one = Vector::from([(Atom::Base(base), Number::ONE)]);
                    add(&mut vector, &one, &Number::from(times * i64::from(exponent) * sign));
                }
            }
        }
        Ok(self.resolved(&vector))
    }

    /// The polynomial, primitive with a positive leading coefficient, as a product of bases, which may be refined for it.
    fn insert(&mut self, poly: Poly, budget: &mut Budget) -> Result<Vec<(usize, i64)>, OutOfBudget> {
        let mut found = Vec::new();
        let mut open = vec![poly];
        'next: while let Some(poly) = open.pop() {
            if poly.as_constant().is_some() {
                continue;
            }
            for index in 0..self.polys.len() {
                if self.parts[index].is_some() {
                    continue;
                }
                if self.polys[index] == poly {
                    found.push((index, 1));
                    continue 'next;
                }
                let base = self.polys[index].clone();
                let common = poly.gcd(&base, budget)?;
                if common.as_constant().is_some() {
                    continue;
                }
                let rest = poly.div_exact(&common, budget)?.ok_or(OutOfBudget)?.primitive().1;
                if common == base {
                    found.push((index, 1));
                } else {
                    let other = base.div_exact(&common, budget)?.ok_or(OutOfBudget)?.primitive().1;
                    self.parts[index] = Some(Vec::new());
                    let mut parts = self.insert(common.clone(), budget)?;
                    parts.extend(self.insert(other, budget)?);
                    self.parts[index] = Some(parts);
                    open.push(common);
                }
                open.push(rest);
                continue 'next;
            }
            self.polys.push(poly);
            self.parts.push(None);
            found.push((self.polys.len() - 1, 1));
        }
        Ok(found)
    }

    /// The vector over the bases that are left.
    pub(super) fn resolved(&self, vector: &Vector<Atom>) -> Vector<Atom> {
        let mut made = Vector::new();
        let mut open: Vec<(Atom, Number)> = vector.iter().map(|(atom, n)| (atom.clone(), n.clone())).collect();
        while let Some((atom, times)) = open.pop() {
            match &atom {
                Atom::Base(index) => match &self.parts[*index] {
                    Some(parts) => {
                        open.extend(parts.iter().map(|&(part, n)| (Atom::Base(part), times.mul(&Number::from(n)))));
                    }
                    None => add(&mut made, &Vector::from([(atom, Number::ONE)]), &times),
                },
                Atom::Minus | Atom::Prime(_) => add(&mut made, &Vector::from([(atom, Number::ONE)]), &times),
            }
        }
        let even = |n: &Number| n.to_i64().is_some_and(|n| n % 2 == 0);
        match made.get(&Atom::Minus) {
            Some(times) if even(times) => _ = made.remove(&Atom::Minus),
            Some(_) => _ = made.insert(Atom::Minus, Number::ONE),
            None => {}
        }
        made
    }
}

/// Adds a number's sign and primes.
fn number(value: &Number, sign: i64, to: &mut Vector<Atom>) {
    let mut put = |atom: Atom, times: i64| add(to, &Vector::from([(atom, Number::ONE)]), &Number::from(times));
    if value.is_negative() {
        put(Atom::Minus, 1);
    }
    for (mut rest, sign) in [(value.abs().numerator(), sign), (value.denominator(), -sign)] {
        let mut prime = 2;
        while prime <= LARGEST_PRIME && !rest.is_one() {
            let (less, times) = rest.divided_out(prime.into());
            if let Ok(times @ 1..) = i64::try_from(times) {
                rest = less;
                put(Atom::Prime(Number::from(i64::from(prime))), times * sign);
            }
            prime += if prime == 2 { 1 } else { 2 };
        }
        if !rest.is_one() {
            put(Atom::Prime(rest), sign);
        }
    }
}
