//! Exact constants of the kind that activations have: rational multiples of roots of rational numbers and powers of pi.

use std::cmp::Ordering;

use crate::algebra::shape::number;
use crate::expr::{Constant, ExprId, FunctionId, Node, Number, Store};
use crate::functions::{Interval, constants};

/// The precision, in bits, of enclosures of constants.
const PRECISION: usize = 96;
/// Square factors up to this one are taken out of roots; others are left in, which only hides that two roots are related.
const LARGEST_FACTOR: u32 = 64;
/// A constant whose numbers have more bits than this in all is only enclosed.
const LONGEST: u64 = 4_096;

/// `factor*sqrt(under*pi^pi)` with a positive integer `under`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Surd {
    factor: Number,
    under: Number,
    pi: i32,
}

impl Surd {
    pub(crate) fn rational(factor: Number) -> Surd {
        Surd { factor, under: Number::ONE, pi: 0 }
    }

    pub(super) fn integer(n: i64) -> Surd {
        Surd::rational(Number::from(n))
    }

    /// `pi/2`
    pub(super) fn right_angle() -> Option<Surd> {
        Some(Surd { factor: Number::ratio(1, 2)?, under: Number::ONE, pi: 2 })
    }

    /// `1/sqrt(pi)`
    pub(super) fn of_the_error_integral() -> Surd {
        Surd { factor: Number::ONE, under: Number::ONE, pi: -1 }
    }

    /// The rational number that it is, if it is one.
    pub(crate) fn as_rational(&self) -> Option<&Number> {
        (self.factor.is_zero() || (self.under.is_one() && self.pi == 0)).then_some(&self.factor)
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.factor.is_zero()
    }

    /// How it compares with 0.
    pub(super) fn sign(&self) -> Ordering {
        self.factor.cmp(&Number::ZERO)
    }

    /// The sum, if it is of this kind.
    pub(super) fn add(&self, other: &Surd) -> Option<Surd> {
        if self.is_zero() {
            return Some(other.clone());
        }
        if other.is_zero() {
            return Some(self.clone());
        }
        let same = self.under == other.under && self.pi == other.pi;
        same.then(|| Surd { factor: self.factor.add(&other.factor), ..self.clone() })
    }

    pub(super) fn neg(&self) -> Surd {
        Surd { factor: self.factor.neg(), ..self.clone() }
    }

    pub(super) fn mul(&self, other: &Surd) -> Surd {
        let (factor, under) = without_squares(&self.under.mul(&other.under));
        Surd { factor: self.factor.mul(&other.factor).mul(&factor), under, pi: self.pi + other.pi }.tidied()
    }

    /// `pi^2` under a root is left there, so that each constant has one form.
    fn tidied(self) -> Surd {
        if self.factor.is_zero() { Surd::rational(Number::ZERO) } else { self }
    }

    pub(super) fn recip(&self) -> Option<Surd> {
        let factor = self.factor.mul(&self.under).recip()?;
        Some(Surd { factor, under: self.under.clone(), pi: -self.pi })
    }

    /// The root of a positive rational number times a power of pi.
    pub(super) fn sqrt(&self) -> Option<Surd> {
        if !self.under.is_one() || self.pi % 2 != 0 || self.sign() != Ordering::Greater {
            return None;
        }
        let below = self.factor.denominator();
        let (factor, under) = without_squares(&self.factor.numerator().mul(&below));
        Some(Surd { factor: factor.div(&below)?, under, pi: self.pi / 2 })
    }

    /// The power with a small integer or a half of one as its exponent, if it is of this kind.
    pub(super) fn power(&self, exponent: &Number) -> Option<Surd> {
        if self.as_rational().is_some_and(Number::is_one) {
            return Some(self.clone());
        }
        if let Some(n) = exponent.to_i64().filter(|n| n.unsigned_abs() <= 64) {
            let base = if n < 0 { self.recip()? } else { self.clone() };
            return (0..n.unsigned_abs()).try_fold(Surd::integer(1), |power, _| power.mul(&base).short());
        }
        let twice = exponent.add(exponent);
        twice.is_integer().then(|| self.sqrt())??.power(&twice)
    }

    /// The constant as an expression.
    pub(crate) fn written(&self, store: &mut Store) -> Option<ExprId> {
        if self.as_rational().is_some() {
            return number(store, &self.factor);
        }
        let (whole, halves) = if self.under.is_one() && self.pi % 2 == 0 { (self.pi / 2, 0) } else { (0, self.pi) };
        let pi = store.intern(Node::Constant(Constant::Pi));
        let power = |store: &mut Store, of: i32| {
            let size = store.integer(u64::from(of.unsigned_abs()));
            if of.unsigned_abs() == 1 { pi } else { store.pow(pi, size) }
        };
        if whole != 0 {
            let power = power(store, whole);
            let factor = number(store, &self.factor)?;
            return if whole > 0 { scaled(store, &self.factor, power) } else { Some(store.div(factor, power)) };
        }
        let under = number(store, &self.under)?;
        let radicand = match halves {
            0 => under,
            1.. if self.under.is_one() => power(store, halves),
            1.. => {
                let power = power(store, halves);
                store.mul(under, power)
            }
            ..0 => {
                let power = power(store, halves);
                store.div(under, power)
            }
        };
        let root = store.call(FunctionId::named("sqrt"), radicand);
        scaled(store, &self.factor, root)
    }

    pub(crate) fn enclosure(&self) -> Interval {
        let enclosed = |n: &Number| Interval::from_number(n, PRECISION);
        if self.under.is_one() && self.pi == 0 {
            return enclosed(&self.factor);
        }
        let pi = (constants::PI.enclosure)(PRECISION).powi(i64::from(self.pi), PRECISION);
        let under = pi.map(|pi| pi.mul(&enclosed(&self.under), PRECISION));
        let root = under.and_then(|under| under.root(2, PRECISION)).unwrap_or_else(Interval::everything);
        enclosed(&self.factor).mul(&root, PRECISION)
    }

    /// Itself, if its numbers are not too long to compute with.
    fn short(self) -> Option<Surd> {
        (self.factor.bits() + self.under.bits() <= LONGEST).then_some(self)
    }

    /// The constant that an expression is, if it is of this kind; its parts are looked up in `known`.
    pub(super) fn of(store: &Store, id: ExprId, known: &dyn Fn(ExprId) -> Option<Surd>) -> Option<Surd> {
        let surd = match store.node(id) {
            Node::Number(n) if store.numeral(n).value.bits() > LONGEST => None,
            Node::Number(n) => Some(Surd::rational(store.numeral(n).value.clone())),
            Node::Constant(Constant::Pi) => Some(Surd { factor: Number::ONE, under: Number::ONE, pi: 2 }),
            Node::Neg(a) => Some(known(a)?.neg()),
            Node::Add(a, b) => known(a)?.add(&known(b)?),
            Node::Sub(a, b) => known(a)?.add(&known(b)?.neg()),
            Node::Mul(a, b) => Some(known(a)?.mul(&known(b)?)),
            Node::Div(a, b) => Some(known(a)?.mul(&known(b)?.recip()?)),
            Node::Pow(a, b) => known(a)?.power(known(b)?.as_rational()?),
            Node::Call(f, a) if f.row().name == "sqrt" => known(a)?.sqrt(),
            _ => None, // every other constant is enclosed only
        };
        surd.and_then(Surd::short)
    }
}

/// `factor*expr`, with the denominator of the factor below a bar.
fn scaled(store: &mut Store, factor: &Number, expr: ExprId) -> Option<ExprId> {
    let over = factor.abs().numerator();
    let over = if over.is_one() {
        expr
    } else {
        let over = number(store, &over)?;
        store.mul(over, expr)
    };
    let size = if factor.is_integer() {
        over
    } else {
        let below = number(store, &factor.denominator())?;
        store.div(over, below)
    };
    Some(if factor.is_negative() { store.neg(size) } else { size })
}

/// A positive integer as a square of an integer times what is left.
fn without_squares(n: &Number) -> (Number, Number) {
    if let Some(root) = n.exact_root(2) {
        return (root, Number::ONE);
    }
    let (mut root, mut rest) = (Number::ONE, n.clone());
    for factor in 2..=LARGEST_FACTOR {
        let (less, times) = rest.divided_out(u64::from(factor * factor));
        if let Some(power) = i64::try_from(times).ok().and_then(|times| Number::from(i64::from(factor)).pow(times)) {
            (root, rest) = (root.mul(&power), less);
        }
    }
    (root, rest)
}
