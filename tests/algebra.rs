//! Polynomial algebra against exact evaluation at random points.

#[path = "algebra/identities.rs"]
mod identities;

use gprime::algebra::{Budget, Fraction, Kernels, Monomial, Poly, Refused, Var, factor, normal_form};
use gprime::expr::{Node, Number, Store};

use identities::{by_name, expression};

/// A fixed sequence of pseudo-random numbers (xorshift64*).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// A small number other than 0.
    fn number(&mut self) -> Number {
        let size = 1 + self.below(9) as i64;
        let denominator = if self.below(4) == 0 { 1 + self.below(5) as i64 } else { 1 };
        Number::ratio(if self.below(2) == 0 { size } else { -size }, denominator).expect("the denominator is positive")
    }

    fn monomial(&mut self, vars: &[u32], degree: u64) -> Monomial {
        vars.iter().fold(Monomial::ONE, |product, &var| {
            let exponent = if self.below(2) == 0 { 0 } else { self.below(degree + 1) as u32 };
            product.mul(&Monomial::power(Var(var), exponent)).expect("small exponents")
        })
    }

    fn poly(&mut self, vars: &[u32], terms: u64, degree: u64) -> Poly {
        let count = 1 + self.below(terms);
        Poly::from_terms((0..count).map(|_| (self.monomial(vars, degree), self.number())).collect())
    }
}

/// Values for variables by index, the same for the same seed.
fn point(seed: u64) -> impl Fn(Var) -> Number {
    move |var| {
        let mut random = Random(seed * 1_000_003 + u64::from(var.0) * 7_919 + 1);
        random.next();
        random.number()
    }
}

fn value(poly: &Poly, at: &dyn Fn(Var) -> Number) -> Number {
    poly.evaluate(at).expect("small powers")
}

fn budget() -> Budget {
    Budget::new(5_000_000, 5_000)
}

/// Under Miri, which is slow, only one of so many rounds; how often things happen is asked for outside it.
const SHARE: usize = if cfg!(miri) { 100 } else { 1 };

/// Variables that are packed, that are listed, and both.
const VARS: [&[u32]; 4] = [&[0, 1, 2], &[3, 15], &[14, 16, 40], &[0, 1, 2, 3, 4, 5]];

#[test]
fn polynomial_arithmetic_agrees_with_evaluation() {
    let mut random = Random(1);
    let mut tested = 0;
    for round in 0..1_200 / SHARE {
        let vars = VARS[round % VARS.len()];
        let degree = if round % 7 == 0 { 100 } else { 4 };
        let (p, q) = (random.poly(vars, 6, degree), random.poly(vars, 6, degree));
        let at = point(round as u64);
        let (a, b) = (value(&p, &at), value(&q, &at));
        assert_eq!(value(&p.add(&q), &at), a.add(&b));
        assert_eq!(value(&p.sub(&q), &at), a.sub(&b));
        assert_eq!(value(&p.neg(), &at), a.neg());
        assert_eq!(value(&p.scale(&b), &at), a.mul(&b));
        let product = p.mul(&q, &mut budget()).expect("a small product");
        assert_eq!(value(&product, &at), a.mul(&b));
        assert_eq!(product, q.mul(&p, &mut budget()).expect("a small product"));
        assert!(p.sub(&p).is_zero() && p.add(&q).sub(&q) == p);
        assert!(product.terms().is_sorted_by(|x, y| x.0 > y.0), "terms fall strictly");
        assert!(product.terms().iter().all(|term| !term.1.is_zero()));
        if degree < 100 {
            let cube = p.pow(3, &mut budget()).expect("a small power");
            assert_eq!(Some(value(&cube, &at)), a.pow(3));
        }
        let quotient = product.div_exact(&q, &mut budget()).expect("a small quotient");
        assert_eq!(quotient.as_ref() == Some(&p), !q.is_zero());
        if q.as_constant().is_none() && !p.is_zero() {
            let one_more = product.add(&Poly::one());
            assert_eq!(one_more.div_exact(&q, &mut budget()).expect("a small quotient"), None);
        }
        tested += 1;
    }
    assert_eq!(tested, 1_200 / SHARE);
}

#[test]
fn parts_of_polynomials_agree_with_evaluation() {
    let mut random = Random(2);
    let mut tested = 0;
    for round in 0..800 / SHARE {
        let vars = VARS[round % VARS.len()];
        let (p, q) = (random.poly(vars, 6, 4), random.poly(vars, 4, 2));
        let var = Var(vars[round % vars.len()]);
        let at = point(round as u64);
        assert_eq!(Poly::from_coefficients(var, &p.coefficients(var)).expect("small exponents"), p);
        for (exponent, coefficient) in p.coefficients(var) {
            assert!(!coefficient.is_zero() && !coefficient.contains(var));
            assert_eq!(p.coefficient(var, exponent), coefficient);
        }
        let substituted = p.substitute(var, &q, &mut budget()).expect("a small substitution");
        let inner = value(&q, &at);
        assert_eq!(value(&substituted, &at), value(&p, &|v| if v == var { inner.clone() } else { at(v) }));
        // The product rule pins the derivative down, with those of constants and of the variable.
        let product = p.mul(&q, &mut budget()).expect("a small product");
        let left = p.derivative(var).mul(&q, &mut budget()).expect("a small product");
        let right = p.mul(&q.derivative(var), &mut budget()).expect("a small product");
        assert_eq!(product.derivative(var), left.add(&right));
        let (content, primitive) = p.primitive();
        assert_eq!(primitive.scale(&content), p);
        assert!(p.is_zero() || primitive.content().is_one() && !primitive.leading_coefficient().is_negative());
        let monomial = p.monomial_content();
        let rest = p.div_monomial(&monomial).expect("the content divides");
        assert!(rest.monomial_content().is_one());
        assert_eq!(rest.mul_monomial(&monomial).expect("small exponents"), p);
        tested += 1;
    }
    assert_eq!(tested, 800 / SHARE);
    assert!(Poly::variable(Var(3)).derivative(Var(3)).is_one());
    assert!(Poly::one().derivative(Var(3)).is_zero());
}

#[test]
fn monomials_are_ordered_and_agree_with_multiplication() {
    let mut random = Random(3);
    let mut tested = 0;
    for round in 0..4_000 / SHARE {
        let vars = VARS[round % VARS.len()];
        let degree = if round % 3 == 0 { 127 } else { 5 };
        let [a, b, c] = [0; 3].map(|_| random.monomial(vars, degree));
        let (ac, bc) = (a.mul(&c).expect("small"), b.mul(&c).expect("small"));
        assert_eq!(a.cmp(&b), ac.cmp(&bc));
        assert_eq!(a.cmp(&b).is_eq(), a == b);
        assert_eq!(ac.div(&c).as_ref(), Some(&a));
        assert_eq!(a.div(&b).map(|quotient| quotient.mul(&b)), a.div(&b).map(|_| Some(a.clone())));
        assert!(a.div(&a.gcd(&b)).is_some() && b.div(&a.gcd(&b)).is_some());
        let divides = b.factors().all(|(var, exponent)| a.degree(var) >= exponent);
        assert_eq!(a.div(&b).is_some(), divides);
        for var in vars {
            assert_eq!(a.gcd(&b).degree(Var(*var)), a.degree(Var(*var)).min(b.degree(Var(*var))));
            assert_eq!(ac.degree(Var(*var)), a.degree(Var(*var)) + c.degree(Var(*var)));
        }
        assert!(ac > c || a.is_one(), "1 is the least monomial");
        tested += 1;
    }
    assert_eq!(tested, 4_000 / SHARE);
    assert_eq!(Monomial::power(Var(0), u32::MAX).mul(&Monomial::power(Var(0), 1)), None);
}

fn product(factors: &[&Poly]) -> Poly {
    factors.iter().fold(Poly::one(), |product, factor| product.mul(factor, &mut budget()).expect("a small product"))
}

#[test]
fn common_divisors_are_greatest() {
    let mut random = Random(7);
    let (mut tested, mut coprime, mut multivariate) = (0, 0, 0);
    let rounds = if cfg!(miri) { VARS.len() } else { 1_500 };
    for round in 0..rounds {
        let vars = VARS[round % VARS.len()];
        let [a, b, c] = [0; 3].map(|_| random.poly(vars, 4, 2));
        if a.is_zero() || b.is_zero() || c.is_zero() {
            continue;
        }
        let (left, right) = (product(&[&a, &c]), product(&[&b, &c]));
        let common = left.gcd(&right, &mut budget()).expect("small polynomials");
        let [left_rest, right_rest] =
            [&left, &right].map(|p| p.div_exact(&common, &mut budget()).expect("small").expect("it divides"));
        assert!(common.div_exact(&c, &mut budget()).expect("small").is_some(), "{c:?} divides both");
        assert!(left_rest.gcd(&right_rest, &mut budget()).expect("small").is_one());
        assert_eq!(common, right.gcd(&left, &mut budget()).expect("small"));
        assert!(common.content().is_one() && !common.leading_coefficient().is_negative());
        coprime += usize::from(common.is_one());
        multivariate += usize::from(common.vars().len() > 1 && common.monomial_content().is_one());
        tested += 1;
    }
    assert!(cfg!(miri) || tested > 1_300 && coprime > 50 && multivariate > 300, "{tested} {coprime} {multivariate}");
    let zero = Poly::zero();
    assert!(zero.gcd(&zero, &mut budget()).expect("small").is_zero());
    let x = Poly::variable(Var(0)).scale(&Number::from(-3));
    assert_eq!(zero.gcd(&x, &mut budget()), Ok(Poly::variable(Var(0))));
}

fn fraction(random: &mut Random, vars: &[u32]) -> Fraction {
    loop {
        let (above, below) = (random.poly(vars, 3, 2), random.poly(vars, 3, 2));
        if let Ok(fraction) = Fraction::new(&above, &below, &mut budget()) {
            return fraction;
        }
    }
}

fn assert_reduced(fraction: &Fraction) {
    let common = fraction.numerator().gcd(fraction.denominator(), &mut budget()).expect("small");
    assert!(common.is_one() || fraction.is_zero() && fraction.denominator().is_one());
    let (content, _) = fraction.denominator().primitive();
    assert!(content.is_one(), "integers without a common divisor, and a positive lead");
}

#[test]
fn fraction_arithmetic_agrees_with_evaluation() {
    let mut random = Random(8);
    let mut tested = 0;
    for round in 0..800 / SHARE {
        let vars = VARS[round % VARS.len()];
        let (p, q) = (fraction(&mut random, vars), fraction(&mut random, vars));
        let at = point(round as u64);
        let (Some(a), Some(b)) = (p.evaluate(&at), q.evaluate(&at)) else { continue };
        let sum = p.add(&q, &mut budget()).expect("small");
        let difference = p.sub(&q, &mut budget()).expect("small");
        let times = p.mul(&q, &mut budget()).expect("small");
        assert_eq!(sum.evaluate(&at), Some(a.add(&b)));
        assert_eq!(difference.evaluate(&at), Some(a.sub(&b)));
        assert_eq!(times.evaluate(&at), Some(a.mul(&b)));
        assert_eq!(p.neg().evaluate(&at), Some(a.neg()));
        assert_eq!(p.scale(&b).evaluate(&at), Some(a.mul(&b)));
        for result in [&sum, &difference, &times, &p.neg()] {
            assert_reduced(result);
        }
        assert_eq!(sum.sub(&q, &mut budget()).expect("small"), p);
        if q.is_zero() {
            assert_eq!(p.div(&q, &mut budget()), Err(Refused::ZeroDenominator));
        } else {
            let quotient = times.div(&q, &mut budget()).expect("small");
            assert_eq!(quotient, p);
            let power = q.pow(-2, &mut budget()).expect("small");
            assert_reduced(&power);
            assert_eq!(power.evaluate(&at), b.pow(-2));
        }
        let var = Var(vars[round % vars.len()]);
        if let Ok(inner) = p.substitute(var, &q, &mut budget())
            && let Some(value) = inner.evaluate(&at)
            && let Some(expected) = p.evaluate(&|v| if v == var { b.clone() } else { at(v) })
        {
            assert_eq!(value, expected);
            assert_reduced(&inner);
            tested += 1;
        }
    }
    assert!(cfg!(miri) || tested > 500, "{tested}");
    let x = Fraction::variable(Var(0));
    let recip = x.recip().expect("not 0");
    assert_eq!(recip.substitute(Var(0), &Fraction::zero(), &mut budget()), Err(Refused::ZeroDenominator));
    assert!(x.derivative(Var(0), &mut budget()).expect("small").is_one());
    let minus_square = x.pow(-2, &mut budget()).expect("small").neg();
    assert_eq!(recip.derivative(Var(0), &mut budget()), Ok(minus_square));
}

#[test]
fn factors_multiply_to_the_polynomial() {
    let mut random = Random(9);
    let (mut tested, mut split) = (0, 0);
    for round in 0..800 / SHARE {
        let vars = VARS[round % VARS.len()];
        let [a, b, c] = [0; 3].map(|_| random.poly(vars, 3, 2));
        let poly = product(&[&a, &b, &b, &c]);
        let Ok(factored) = factor(&poly, &mut budget()) else { continue };
        assert_eq!(factored.product(&mut budget()), Ok(poly));
        for (index, (one, exponent)) in factored.factors.iter().enumerate() {
            assert!(*exponent > 0 && one.as_constant().is_none());
            assert_eq!(one.primitive().0, Number::ONE);
            for (other, _) in &factored.factors[..index] {
                assert!(one.gcd(other, &mut budget()).expect("small").is_one(), "factors are coprime");
            }
        }
        split += usize::from(factored.factors.len() > 1);
        tested += 1;
    }
    assert!(cfg!(miri) || tested > 700 && split > 500, "{tested} tested, {split} split");
}

#[test]
fn easy_factors_are_found() {
    let [x, y, z] = [0, 1, 2].map(|index| Poly::variable(Var(index)));
    let one = Poly::one();
    let number = |value| Poly::constant(Number::from(value));
    let square = |poly: &Poly| product(&[poly, poly]);
    let cases = [
        (square(&x).sub(&square(&y)), 2),
        (square(&square(&x)).sub(&square(&square(&y))), 3),
        (square(&x).sub(&one), 2),
        (product(&[&x, &x, &x]).add(&one), 2),
        (product(&[&x, &y]).sub(&product(&[&x, &z])), 2),
        (square(&x.add(&y)).sub(&square(&z)), 2),
        (product(&[&x.sub(&number(2)), &x.sub(&number(3)), &x.sub(&number(5)), &x.add(&number(7))]), 4),
        (product(&[&x.add(&product(&[&y, &z])), &x.sub(&one)]), 2),
        (square(&x).add(&one), 1),
        (square(&x).sub(&number(2)), 1),
        (square(&x.add(&y).add(&one)), 1),
        (number(-6).mul(&x, &mut budget()).expect("small"), 1),
        (number(5), 0),
        (Poly::zero(), 0),
    ];
    for (poly, count) in &cases {
        let factored = factor(poly, &mut budget()).expect("small");
        assert_eq!(factored.factors.len(), *count, "{factored:?}");
        assert_eq!(&factored.product(&mut budget()).expect("small"), poly);
    }
    assert_eq!(cases.len(), 14);
}

#[test]
fn normal_forms_agree_with_evaluation_and_are_unique() {
    let mut random = Random(10);
    let (mut tested, mut equal) = (0, 0);
    for round in 0..3_000 / SHARE as u64 {
        let mut store = Store::new();
        let at = by_name(round);
        let (a, x) = expression(&mut random, &mut store, 8, &at);
        let (b, _) = expression(&mut random, &mut store, 5, &at);
        let mut kernels = Kernels::new();
        let Ok(form) = normal_form(&store, a, &mut kernels, &mut budget()) else { continue };
        assert_reduced(&form);
        let values = |var| match store.node(kernels.expr(var).expect("a kernel")) {
            Node::Symbol(symbol) => at(store.name(symbol)),
            other => panic!("{other:?} is no name"),
        };
        if let Some(x) = x {
            assert_eq!(form.evaluate(&values), Some(x));
            tested += 1;
        }
        let sum = store.add(a, b);
        let round_trip = store.sub(sum, b);
        if let Ok(again) = normal_form(&store, round_trip, &mut kernels, &mut budget()) {
            assert_eq!(again, form);
            equal += 1;
        }
    }
    assert!(cfg!(miri) || tested > 2_000 && equal > 2_000, "{tested} values, {equal} equal forms");
}
