//! Moves between generators: a variable is put away in favour of what is a rational function of it.

use crate::algebra::{Budget, Fraction, Poly, Var, modular};

/// x from `value(x) = known`, where the equation is linear in x.
pub(crate) fn solve(value: &Fraction, known: &Fraction, x: Var, budget: &mut Budget) -> Option<Fraction> {
    let equation = equation(value, known, budget)?;
    let slope = equation.derivative(x, budget).ok()?;
    if slope.is_zero() || slope.contains(x) {
        return None;
    }
    let offset = equation.substitute(x, &Fraction::zero(), budget).ok()?;
    offset.neg().div(&slope, budget).ok()
}

/// `known*denominator - numerator`, which vanishes where `value = known`.
fn equation(value: &Fraction, known: &Fraction, budget: &mut Budget) -> Option<Fraction> {
    let part = |poly: &Poly, budget: &mut Budget| Fraction::new(poly, &Poly::one(), budget).ok();
    let (numerator, denominator) = (part(value.numerator(), budget)?, part(value.denominator(), budget)?);
    known.mul(&denominator, budget).ok()?.sub(&numerator, budget).ok()
}

/// How a variable goes away in favour of another one.
#[derive(Debug, Clone)]
pub(super) enum Move {
    /// What it is.
    Solved(Fraction),
    /// Its square as `a + b*x`; it goes away where only the square is left.
    Square(Fraction, Fraction),
}

impl Move {
    /// How x goes away where `value(x) = known`, if that is linear or quadratic in x.
    pub(super) fn of(value: &Fraction, known: &Fraction, x: Var, budget: &mut Budget) -> Option<Move> {
        if let Some(solved) = solve(value, known, x, budget) {
            return Some(Move::Solved(solved));
        }
        let equation = equation(value, known, budget)?;
        let poly = equation.numerator();
        if poly.degree(x) != 2 || equation.denominator().contains(x) {
            return None;
        }
        let of = |degree| Fraction::from(poly.coefficient(x, degree));
        let (c, b, a) = (of(0), of(1), of(2));
        Some(Move::Square(c.div(&a, budget).ok()?.neg(), b.div(&a, budget).ok()?.neg()))
    }

    /// The move with another variable for the only one in it.
    pub(super) fn renamed(&self, to: Var) -> Move {
        match self {
            Move::Solved(solved) => Move::Solved(solved.renamed(to)),
            Move::Square(plain, linear) => Move::Square(plain.renamed(to), linear.renamed(to)),
        }
    }

    /// The form without x, if x goes away.
    pub(super) fn applied(&self, form: &Fraction, x: Var, budget: &mut Budget) -> Option<Fraction> {
        match self {
            Move::Solved(solved) => form.substitute(x, solved, budget).ok(),
            Move::Square(plain, linear) => reduce(form, (plain, linear), x, budget),
        }
    }
}

/// `form` without x, where the square of x is `square.0 + square.1*x` and x goes away when it is replaced.
fn reduce(form: &Fraction, square: (&Fraction, &Fraction), x: Var, budget: &mut Budget) -> Option<Fraction> {
    if modular::depends(form, square, x) {
        return None;
    }
    let over = residue(form.numerator(), square, x, budget)?;
    let under = residue(form.denominator(), square, x, budget)?;
    let crossed = over.1.mul(&under.0, budget).ok()?.sub(&over.0.mul(&under.1, budget).ok()?, budget).ok()?;
    if !crossed.is_zero() {
        return None;
    }
    let found = if under.0.is_zero() { over.1.div(&under.1, budget) } else { over.0.div(&under.0, budget) };
    found.ok().filter(|found| !found.contains(x))
}

/// The form as `a + b*x`, where `x^2 = square` and x stands in no denominator.
pub(super) fn rationalised(form: &Fraction, square: &Fraction, x: Var, budget: &mut Budget) -> Option<Fraction> {
    let squares = (square, &Fraction::zero());
    let (a, b) = residue(form.numerator(), squares, x, budget)?;
    let (c, d) = residue(form.denominator(), squares, x, budget)?;
    let mut times = |p: &Fraction, q: &Fraction| p.mul(q, budget).ok();
    // (a + b*x)*(c - d*x)/(c^2 - d^2*square)
    let over = times(&d, square)?;
    let (plain, root) = ((times(&a, &c)?, times(&b, &over)?), (times(&b, &c)?, times(&a, &d)?));
    let norm = (times(&c, &c)?, times(&d, &over)?);
    let norm = norm.0.sub(&norm.1, budget).ok()?;
    let plain = plain.0.sub(&plain.1, budget).ok()?.div(&norm, budget).ok()?;
    let root = root.0.sub(&root.1, budget).ok()?.div(&norm, budget).ok()?;
    plain.add(&root.mul(&Fraction::variable(x), budget).ok()?, budget).ok()
}

/// A polynomial in x as `u + v*x`, x^2 being replaced.
fn residue(poly: &Poly, square: (&Fraction, &Fraction), x: Var, budget: &mut Budget) -> Option<(Fraction, Fraction)> {
    let (mut u, mut v) = (Fraction::zero(), Fraction::zero());
    for degree in (0..=poly.degree(x)).rev() {
        // (u + v*x)*x = u*x + v*x^2
        let low = v.mul(square.0, budget).ok()?;
        let high = u.add(&v.mul(square.1, budget).ok()?, budget).ok()?;
        u = low.add(&Fraction::from(poly.coefficient(x, degree)), budget).ok()?;
        v = high;
    }
    Some((u, v))
}

/// The fraction with factors equal to `poly` taken for powers of `var`, of which `poly` is the power `exponent`.
pub(super) fn as_powers(
    fraction: &Fraction,
    poly: &Poly,
    (var, exponent): (Var, u32),
    budget: &mut Budget,
) -> Option<Fraction> {
    if fraction.is_zero() {
        return None; // it has every factor as often as one likes
    }
    let mut parts = [fraction.numerator().clone(), fraction.denominator().clone()];
    let mut times = [0i64; 2];
    for (part, times) in parts.iter_mut().zip(&mut times) {
        while let Ok(Some(rest)) = part.div_exact(poly, budget) {
            *part = rest;
            *times += 1;
        }
    }
    if times == [0, 0] {
        return None;
    }
    let rest = Fraction::new(&parts[0], &parts[1], budget).ok()?;
    let power = Fraction::variable(var).pow((times[0] - times[1]) * i64::from(exponent), budget).ok()?;
    rest.mul(&power, budget).ok()
}
