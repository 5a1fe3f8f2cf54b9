//! Moves between generators: a variable is put away in favour of what is a rational function of it.

use crate::algebra::{Budget, Fraction, Poly, Var, modular};

/// Whether something depends on a variable is looked up at one point; each term beyond so many counts as so much work.
const QUICKLY_SEEN: usize = 50;
const WORK_OF_A_TERM: u64 = 8;

/// x from `value(x) = known`, where the equation is linear in x.
pub(crate) fn solve(value: &Fraction, known: &Fraction, x: Var, budget: &mut Budget) -> Option<Fraction> {
    linear(&equation(value, known, budget)?, x, budget)
}

/// Where a polynomial that is linear in x vanishes.
fn linear(poly: &Poly, x: Var, budget: &mut Budget) -> Option<Fraction> {
    if poly.degree(x) != 1 {
        return None;
    }
    Fraction::new(&poly.coefficient(x, 0).neg(), &poly.coefficient(x, 1), budget).ok()
}

/// A polynomial that vanishes where `value = known`.
fn equation(value: &Fraction, known: &Fraction, budget: &mut Budget) -> Option<Poly> {
    let right = known.numerator().mul(value.denominator(), budget).ok()?;
    let left = value.numerator().mul(known.denominator(), budget).ok()?;
    Some(right.sub(&left))
}

/// How a variable goes away in favour of another one.
#[derive(Debug, Clone)]
pub(super) enum Move {
    /// What it is.
    Solved(Fraction),
    /// Its square; it goes away where only the square is left.
    Square(Square),
}

/// The square of x as `(plain + linear*x)/under`, polynomials without x.
#[derive(Debug, Clone)]
pub(super) struct Square {
    plain: Poly,
    linear: Poly,
    under: Poly,
}

impl Move {
    /// How x goes away where `value(x) = known`, if that is linear or quadratic in x.
    pub(super) fn of(value: &Fraction, known: &Fraction, x: Var, budget: &mut Budget) -> Option<Move> {
        let poly = equation(value, known, budget)?;
        if let Some(solved) = linear(&poly, x, budget) {
            return Some(Move::Solved(solved));
        }
        if poly.degree(x) != 2 {
            return None;
        }
        // a*x^2 + b*x + c vanishes
        let [c, b, a] = [0, 1, 2].map(|degree| poly.coefficient(x, degree));
        Some(Move::Square(Square { plain: c.neg(), linear: b.neg(), under: a }))
    }

    /// The move with another variable for the only one in it.
    pub(super) fn renamed(&self, to: Var) -> Move {
        match self {
            Move::Solved(solved) => Move::Solved(solved.renamed(to)),
            Move::Square(Square { plain, linear, under }) => {
                let [plain, linear, under] = [plain, linear, under].map(|poly| poly.renamed(to));
                Move::Square(Square { plain, linear, under })
            }
        }
    }

    /// The form without x, if x goes away.
    pub(super) fn applied(&self, form: &Fraction, x: Var, budget: &mut Budget) -> Option<Fraction> {
        match self {
            Move::Solved(solved) => form.substitute(x, solved, budget).ok(),
            Move::Square(square) => reduce(form, square, x, budget),
        }
    }
}

/// `form` without x, where x goes away when its square is replaced.
fn reduce(form: &Fraction, square: &Square, x: Var, budget: &mut Budget) -> Option<Fraction> {
    let terms = form.numerator().terms().len() + form.denominator().terms().len();
    budget.charge(terms.saturating_sub(QUICKLY_SEEN) as u64 * WORK_OF_A_TERM).ok()?;
    if modular::depends(form, [&square.plain, &square.linear, &square.under], x) {
        return None;
    }
    let over = Residue::of(form.numerator(), square, x, budget)?;
    let under = Residue::of(form.denominator(), square, x, budget)?;
    let crossed = over.linear.mul(&under.plain, budget).ok()?.sub(&over.plain.mul(&under.linear, budget).ok()?);
    if !crossed.is_zero() {
        return None;
    }
    let (above, below) = match under.plain.is_zero() {
        true => (over.linear, under.linear),
        false => (over.plain, under.plain),
    };
    let scale =
        |poly: Poly, power: u32, budget: &mut Budget| poly.mul(&square.under.pow(power, budget).ok()?, budget).ok();
    let least = over.power.min(under.power);
    let (above, below) = (scale(above, under.power - least, budget)?, scale(below, over.power - least, budget)?);
    Fraction::new(&above, &below, budget).ok().filter(|found| !found.contains(x))
}

/// The form as `a + b*x`, where `x^2 = square` and x stands in no denominator.
pub(super) fn rationalised(form: &Fraction, square: &Fraction, x: Var, budget: &mut Budget) -> Option<Fraction> {
    let (plain, under) = (square.numerator().clone(), square.denominator().clone());
    let squares = Square { plain, linear: Poly::zero(), under };
    let (a, b) = Residue::of(form.numerator(), &squares, x, budget)?.fractions(&squares, budget)?;
    let (c, d) = Residue::of(form.denominator(), &squares, x, budget)?.fractions(&squares, budget)?;
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

/// A polynomial in x as `(plain + linear*x)/under^power`, the square of x being replaced.
struct Residue {
    plain: Poly,
    linear: Poly,
    power: u32,
}

impl Residue {
    fn of(poly: &Poly, square: &Square, x: Var, budget: &mut Budget) -> Option<Residue> {
        let (mut plain, mut linear) = (Poly::zero(), Poly::zero());
        let (mut power, mut scale) = (0, Poly::one());
        for degree in (0..=poly.degree(x)).rev() {
            // (u + v*x)*x = u*x + v*x^2
            let square_part = linear.mul(&square.plain, budget).ok()?;
            let root_part = linear.mul(&square.linear, budget).ok()?;
            let raised = !linear.is_zero();
            if raised {
                plain = plain.mul(&square.under, budget).ok()?;
                scale = scale.mul(&square.under, budget).ok()?;
                power += 1;
            }
            linear = plain.add(&root_part);
            plain = square_part.add(&poly.coefficient(x, degree).mul(&scale, budget).ok()?);
        }
        Some(Residue { plain, linear, power })
    }

    /// The two parts as fractions.
    fn fractions(&self, square: &Square, budget: &mut Budget) -> Option<(Fraction, Fraction)> {
        let under = square.under.pow(self.power, budget).ok()?;
        let [plain, linear] = [&self.plain, &self.linear].map(|part| Fraction::new(part, &under, budget).ok());
        plain.zip(linear)
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Number;

    fn of(left: &Fraction, by: char, right: &Fraction) -> Fraction {
        let budget = &mut Budget::default();
        let made = match by {
            '+' => left.add(right, budget).ok(),
            '-' => left.sub(right, budget).ok(),
            '*' => left.mul(right, budget).ok(),
            _ => left.div(right, budget).ok(),
        };
        made.expect("it is small, and no divisor is 0")
    }

    #[test]
    fn a_square_goes_away_with_the_value_kept() {
        let [x, y, n] = [0, 1, 2].map(Var);
        let [root, known] = [x, n].map(Fraction::variable);
        let number = |value: i64| Fraction::constant(Number::from(value));
        // n = x^2/(3*x + 2), so that x^2 = 2*n + 3*n*x; and n = (x^2 + 1)/(x^2 - 2), so that x^2 = (2*n + 1)/(n - 1)
        let square = of(&root, '*', &root);
        let linear = of(&of(&number(3), '*', &root), '+', &number(2));
        let first = of(&square, '/', &linear);
        let second = of(&of(&square, '+', &number(1)), '/', &of(&square, '-', &number(2)));
        let mut tested = [0, 0];
        for value in [first, second] {
            let twice = of(&value, '*', &value);
            let both = of(&of(&twice, '+', &Fraction::variable(y)), '/', &of(&value, '+', &number(5)));
            let forms = [value.clone(), twice, both.clone(), of(&number(1), '/', &both)];
            let budget = &mut Budget::default();
            let step = Move::of(&value, &known, x, budget).expect("it is quadratic");
            assert!(matches!(step, Move::Square(_)));
            for form in forms {
                let found = step.applied(&form, x, budget).expect("x goes away");
                for at in [4, 7, -3] {
                    let place = |var: Var| Number::from(if var == x { at } else { 11 });
                    let inner = value.evaluate(&place).expect("it has a value");
                    let there = |var: Var| if var == n { inner.clone() } else { place(var) };
                    assert_eq!(found.evaluate(&there), form.evaluate(&place), "{form:?}");
                    tested[0] += 1;
                }
                let product = form.mul(&root, budget).expect("it is small");
                assert!(step.applied(&product, x, budget).is_none(), "{form:?}");
                tested[1] += 1;
            }
        }
        assert_eq!(tested, [24, 8]);
    }
}
