//! Sines and cosines of sums of angles that are independent.

use super::lattice::{Vector, combination};
use super::slots::Prover;
use super::steps::Stop;
use crate::algebra::{Fraction, Monomial, Poly};
use crate::expr::{ExprId, FunctionId, Number, Store};
use crate::rules;
use crate::theory::{Class, Theory};
use crate::trace::Reason;

/// The largest multiple of an angle that is taken apart.
const MOST_TIMES: i64 = 40;

/// An angle whose sine and cosine stand for themselves.
#[derive(Debug, Clone)]
struct Angle {
    /// The direction, a sum of terms.
    direction: Vector<(Poly, Poly)>,
    /// The multiple of the direction that the angle is.
    unit: Number,
    seed: ExprId,
    expr: ExprId,
}

/// The angles whose sines and cosines stand for themselves.
#[derive(Debug, Default)]
pub(super) struct Angles {
    known: Vec<Angle>,
}

impl Prover<'_> {
    /// `kernel` is the sine or the cosine `f` of `u`.
    pub(super) fn angle(&mut self, kernel: ExprId, f: FunctionId, u: ExprId) -> Result<(), Stop> {
        let value = self.read(u)?;
        if value.is_zero() {
            return Err(Stop::Stuck);
        }
        let direction = direction(&value);
        let directions: Vec<_> = self.angles.known.iter().map(|known| known.direction.clone()).collect();
        let parts = match combination(&directions, &direction) {
            Some(parts) => parts,
            None => {
                for part in self.apart(&value) {
                    let directions: Vec<_> = self.angles.known.iter().map(|known| known.direction.clone()).collect();
                    if combination(&directions, &self::direction(&part)).is_none() {
                        self.new_angle(&part)?;
                    }
                }
                let directions: Vec<_> = self.angles.known.iter().map(|known| known.direction.clone()).collect();
                combination(&directions, &direction).ok_or(Stop::Stuck)?
            }
        };
        let mut whole: Option<ExprId> = None;
        for (known, part) in self.angles.known.clone().into_iter().zip(parts) {
            if part.is_zero() {
                continue;
            }
            let times = part.div(&known.unit).ok_or(Stop::Stuck)?;
            if !times.is_integer() {
                self.seeds.units.insert(known.seed, known.unit.gcd(&part));
                return Err(Stop::Again);
            }
            let times = times.to_i64().filter(|times| times.abs() <= MOST_TIMES).ok_or(Stop::Budget)?;
            let multiple = self.multiple(known.expr, times)?;
            whole = Some(match whole {
                None => multiple,
                Some(before) => self.sum_of_angles(before, multiple)?,
            });
        }
        let whole = whole.ok_or(Stop::Stuck)?;
        let right = self.steps.store.call(f, whole);
        if right == kernel {
            return Ok(());
        }
        let equal = self.steps.reduce(u, whole)?;
        let step = self.steps.substitute(kernel, right, &[equal])?;
        self.replace(kernel, right, step)
    }

    /// The value as what has no symbols, such as a multiple of pi, and what has some.
    fn apart(&self, value: &Fraction) -> Vec<Fraction> {
        if !value.denominator().is_one() {
            return vec![value.clone()];
        }
        let is_constant = |monomial: &Monomial| {
            let kernels = monomial.factors().filter_map(|(var, _)| self.of(var));
            kernels.into_iter().all(|kernel| self.is_without_symbols(kernel))
        };
        let (mut constant, rest): (Vec<_>, Vec<_>) =
            value.numerator().terms().iter().cloned().partition(|(monomial, _)| is_constant(monomial));
        if let [(_, number)] = constant.as_mut_slice() {
            *number = number.denominator().recip().unwrap_or(Number::ONE); // multiples of what may be listed
        }
        let parts = [constant, rest].into_iter().filter(|terms| !terms.is_empty());
        parts.map(|terms| Fraction::from(Poly::from_terms(terms))).collect()
    }

    /// A new angle in the direction of a value.
    fn new_angle(&mut self, value: &Fraction) -> Result<(), Stop> {
        let turned = value.numerator().leading_coefficient().is_negative();
        let value = if turned { value.neg() } else { value.clone() };
        let seed = self.written_fraction(&value)?;
        let unit = self.seeds.units.entry(seed).or_insert(Number::ONE).clone();
        let expr = self.written_fraction(&value.scale(&unit))?;
        let (sine, cosine) = (self.steps.call("sin", expr), self.steps.call("cos", expr));
        if (self.listed(sine)? && self.listed(cosine)?) || self.of_inverse(expr, [sine, cosine])? {
            self.angles.known.push(Angle { direction: direction(&value), unit, seed, expr });
            return Ok(());
        }
        self.slot(cosine);
        let squares = [sine, cosine].map(|f| self.steps.store.pow(f, Store::TWO));
        let right = self.steps.store.sub(Store::ONE, squares[1]);
        let step = self.steps.rule("square-of-the-sine", squares[0], right, &[expr])?.ok_or(Stop::Stuck)?;
        self.replace_power(sine, 2, right, step)?;
        self.angles.known.push(Angle { direction: direction(&value), unit, seed, expr });
        Ok(())
    }

    /// Puts what they are for the sine and the cosine of an angle that is an inverse function; whether there are rules.
    fn of_inverse(&mut self, angle: ExprId, values: [ExprId; 2]) -> Result<bool, Stop> {
        let Some((_, u)) = self.steps.called(angle) else { return Ok(false) };
        let theory = Theory::builtin();
        let mut found = Vec::new();
        for kernel in values {
            let fits = rules::all().find_map(|rule| {
                let row = theory.row(rule.name).filter(|_| rule.kind == rules::Kind::Identity)?;
                let instance = theory.instance(theory.id(row, Class::Other, Class::Other))?;
                (instance.slots == 1 && instance.left.is(self.steps.store, kernel, &[u])).then_some(instance)
            });
            found.extend(fits.map(|instance| (kernel, instance)));
        }
        if found.len() < values.len() {
            return Ok(false);
        }
        for (kernel, instance) in found {
            let right = instance.right.build(self.steps.store, &[u]);
            let step = self.steps.rule(instance.name, kernel, right, &[u])?;
            self.replace(kernel, right, step)?;
        }
        Ok(true)
    }

    /// A multiple of an angle whose sine and cosine are known.
    fn multiple(&mut self, angle: ExprId, times: i64) -> Result<ExprId, Stop> {
        if times < 0 {
            let positive = self.multiple(angle, -times)?;
            let turned = self.steps.store.neg(positive);
            for name in ["sin", "cos"] {
                let f = FunctionId::named(name);
                let kernel = self.steps.store.call(f, turned);
                if !self.is_settled(kernel) {
                    let parity = Theory::builtin().parity(f).ok_or(Stop::Stuck)?;
                    let right = parity.right.build(self.steps.store, &[positive]);
                    let step = self.steps.by(kernel, right, Reason::Parity(f), &[], &[positive])?;
                    self.replace(kernel, right, step)?;
                }
            }
            return Ok(turned);
        }
        let mut made: Option<ExprId> = None;
        for bit in (0..64 - times.leading_zeros()).rev() {
            if let Some(half) = made {
                made = Some(self.sum_of_angles(half, half)?);
            }
            if times >> bit & 1 == 1 {
                made = Some(match made {
                    None => angle,
                    Some(before) => self.sum_of_angles(before, angle)?,
                });
            }
        }
        made.ok_or(Stop::Stuck)
    }

    /// The sum of two angles whose sines and cosines are known.
    fn sum_of_angles(&mut self, u: ExprId, v: ExprId) -> Result<ExprId, Stop> {
        let sum = self.steps.store.add(u, v);
        for (name, rule) in [("sin", "sine-of-a-sum"), ("cos", "cosine-of-a-sum")] {
            let kernel = self.steps.call(name, sum);
            if self.is_settled(kernel) {
                continue;
            }
            let [su, sv] = [u, v].map(|angle| self.steps.call("sin", angle));
            let [cu, cv] = [u, v].map(|angle| self.steps.call("cos", angle));
            let store = &mut *self.steps.store;
            let right = if name == "sin" {
                let (a, b) = (store.mul(su, cv), store.mul(cu, sv));
                store.add(a, b)
            } else {
                let (a, b) = (store.mul(cu, cv), store.mul(su, sv));
                store.sub(a, b)
            };
            let step = self.steps.rule(rule, kernel, right, &[u, v])?;
            self.replace(kernel, right, step)?;
        }
        Ok(sum)
    }
}

/// The terms of a value with their numbers.
fn direction(value: &Fraction) -> Vector<(Poly, Poly)> {
    let below = value.denominator();
    let terms = value.numerator().terms().iter();
    terms
        .map(|(monomial, number)| ((Poly::term(monomial.clone(), Number::ONE), below.clone()), number.clone()))
        .collect()
}
