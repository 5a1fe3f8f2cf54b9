//! Expressions as germs: arithmetic, and each function by its expansion or through its meaning in others.

use std::cmp::Ordering;

use super::scale::{PRECISION, Scale};
use super::surd::Surd;
use super::{Germ, Rest};
use crate::eval::interval::apply;
use crate::expr::{self, Constant, Exponent, ExprId, Node, Number, Relation, Store};
use crate::functions::{self, Function, Interval, Parity};
use crate::syntax;

/// How deeply functions that mean others may be nested in their meanings.
const DEEPEST: u32 = 8;
/// How many distinct parts an expression may have.
const MOST_PARTS: usize = 400;

/// Where a variable goes as `t` grows without bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Toward {
    /// To minus infinity (-1) or infinity (1).
    Infinity(i64),
    /// To a number, from below (-1) or from above (1).
    Place(Number, i64),
}

impl Toward {
    /// The variable: `t` or `-t`, or a number and `1/t` beside it.
    fn variable(&self, from: i64) -> Option<Germ> {
        let term = |sign: i64, power| Germ::term(Surd::integer(sign), Scale::power_of_t(power), from);
        match self {
            Toward::Infinity(sign) => Some(term(sign.signum(), Number::ONE)),
            Toward::Place(at, side) => Germ::number(at.clone(), from).add(&term(side.signum(), Number::MINUS_ONE)),
        }
    }
}

/// The expression for all `t >= from` with `sign*t` for the variable; `None` if it is not understood, or not defined for
/// all these `t`.
pub(crate) fn at_infinity(store: &Store, expr: ExprId, variable: ExprId, sign: i64, from: i64) -> Option<Germ> {
    toward(store, expr, variable, &Toward::Infinity(sign), from)
}

/// As [`at_infinity`], with the variable going somewhere.
pub(crate) fn toward(store: &Store, expr: ExprId, variable: ExprId, end: &Toward, from: i64) -> Option<Germ> {
    of(store, expr, variable, &end.variable(from)?, 0)
}

fn of(store: &Store, expr: ExprId, variable: ExprId, t: &Germ, depth: u32) -> Option<Germ> {
    let reached = store.reachable(expr);
    if reached.len() > MOST_PARTS {
        return None;
    }
    let mut known: Vec<(ExprId, Germ)> = Vec::with_capacity(reached.len());
    for id in reached {
        let part = |id: ExprId| known.binary_search_by_key(&id, |(id, _)| *id).ok().map(|at| &known[at].1);
        let germ = if id == variable { Some(t.clone()) } else { node(store, id, &part, t, depth) };
        if let Some(germ) = germ {
            known.push((id, germ));
        } else if id == expr {
            return None;
        }
    }
    known.pop().filter(|(id, _)| *id == expr).map(|(_, germ)| germ)
}

fn node<'a>(
    store: &Store,
    id: ExprId,
    part: &dyn Fn(ExprId) -> Option<&'a Germ>,
    t: &Germ,
    depth: u32,
) -> Option<Germ> {
    let constant = |id| part(id).and_then(Germ::as_constant);
    let from = t.from;
    if let Some(exact) = Surd::of(store, id, &constant) {
        return Some(Germ::constant(exact, from));
    }
    match store.node(id) {
        Node::Constant(Constant::E) => {
            Some(Germ::enclosed((functions::constants::E.enclosure)(PRECISION), true, Scale::ONE, from))
        }
        Node::Neg(a) => Some(part(a)?.neg()),
        Node::Add(a, b) => part(a)?.add(part(b)?),
        Node::Sub(a, b) => part(a)?.sub(part(b)?),
        Node::Mul(a, b) => part(a)?.mul(part(b)?),
        Node::Div(a, b) => part(a)?.mul(&part(b)?.recip()?),
        Node::Pow(a, b) => match expr::exponent(store, b) {
            Exponent::Integer(n) => part(a)?.power(&n),
            Exponent::Root(r) => part(a)?.power(&r),
            Exponent::Real => match constant(b).as_ref().and_then(Surd::as_rational) {
                Some(r) => part(a)?.power(r),
                None => part(a)?.ln()?.mul(part(b)?)?.exp(),
            },
        },
        Node::Call(f, a) => part(a)?.call(f.row(), depth),
        Node::Call2(f, a, b) => part(a)?.choose(part(b)?, f.row()),
        Node::Cases(branch, rest) => {
            let Node::Branch(when, value) = store.node(branch) else { return None };
            if holds(store, when, part)? { part(value).cloned() } else { part(rest).cloned() }
        }
        Node::Number(_) | Node::Constant(Constant::Pi) | Node::Symbol(_) | Node::Undefined | Node::Always => None,
        Node::Compare(..) | Node::And(..) | Node::Or(..) | Node::Branch(..) | Node::Derivative(..) => None,
    }
}

/// What cases are for all `t >= from`, where their conditions are understood; another expression is itself.
pub(crate) fn branch_toward(store: &Store, expr: ExprId, variable: ExprId, end: &Toward, from: i64) -> Option<ExprId> {
    let mut rest = expr;
    while let Node::Cases(branch, others) = store.node(rest) {
        let Node::Branch(when, value) = store.node(branch) else { return None };
        let known: Vec<(ExprId, Germ)> = store
            .reachable(when)
            .into_iter()
            .filter_map(|id| Some((id, toward(store, id, variable, end, from)?)))
            .collect();
        let part = |id: ExprId| known.iter().find(|(own, _)| *own == id).map(|(_, germ)| germ);
        if holds(store, when, &part)? {
            return Some(value);
        }
        rest = others;
    }
    Some(rest)
}

/// Whether a condition holds, or fails, for all `t`.
fn holds<'a>(store: &Store, when: ExprId, part: &dyn Fn(ExprId) -> Option<&'a Germ>) -> Option<bool> {
    match store.node(when) {
        Node::Always => Some(true),
        Node::Compare(relation, a, b) => {
            let sign = part(a)?.sub(part(b)?)?.sign()?;
            Some(match relation {
                Relation::Less => sign.is_lt(),
                Relation::LessEqual => sign.is_le(),
                Relation::Greater => sign.is_gt(),
                Relation::GreaterEqual => sign.is_ge(),
                Relation::Equal => sign.is_eq(),
                Relation::NotEqual => sign.is_ne(),
            })
        }
        Node::And(a, b) => Some(holds(store, a, part)? && holds(store, b, part)?),
        Node::Or(a, b) => Some(holds(store, a, part)? || holds(store, b, part)?),
        _ => None, // no other node is a condition
    }
}

impl Germ {
    /// The constant that it is, if it is one and exact.
    fn as_constant(&self) -> Option<Surd> {
        match (self.terms.as_slice(), &self.rest) {
            ([], None) => Some(Surd::integer(0)),
            ([(c, scale)], None) if scale.is_one() => Some(c.clone()),
            _ => None, // it moves
        }
    }

    /// `a0 + a1*d + d^2*factor`, which by Taylor's formula with Lagrange's remainder is a function near 0.
    fn taylor(&self, a0: i64, a1: &Number, factor: Interval) -> Option<Germ> {
        let linear = self.mul(&Germ::constant(Surd::rational(a1.clone()), self.from))?;
        let rest = self.mul(self)?.mul(&Germ::enclosed(factor, false, Scale::ONE, self.from))?;
        Germ::constant(Surd::integer(a0), self.from).add(&linear)?.add(&rest)
    }

    /// Its values together with 0: where the point between 0 and the value lies in Lagrange's remainder.
    fn reach(&self) -> Option<Interval> {
        self.range().filter(Interval::is_bounded).map(|range| range.hull(&Interval::integer(0)))
    }

    fn recip(&self) -> Option<Germ> {
        let one = Interval::integer(1);
        let Some(((c, scale), delta)) = self.split() else {
            let rest = self.rest.as_ref()?;
            let factor = one.div(&rest.factor, PRECISION)?;
            return Some(Germ::enclosed(factor, true, Scale::ONE.over(&rest.scale)?, self.from));
        };
        let all = one.add(&delta.reach()?, PRECISION);
        let near = delta.taylor(1, &Number::MINUS_ONE, one.div(&positive(all)?.powi(3, PRECISION)?, PRECISION)?)?;
        near.mul(&Germ::term(c.recip()?, Scale::ONE.over(&scale)?, self.from))
    }

    pub(crate) fn power(&self, r: &Number) -> Option<Germ> {
        if let Some(n) = r.to_i64().filter(|n| (0..=8).contains(n)) {
            let one = Germ::constant(Surd::integer(1), self.from);
            return (0..n).try_fold(one, |power, _| power.mul(self));
        }
        let Some(((c, scale), delta)) = self.split() else {
            let rest = self.rest.as_ref().filter(|rest| rest.factor.is_positive())?;
            return Some(Germ::enclosed(real_power(&rest.factor, r)?, true, rest.scale.to_the(r)?, self.from));
        };
        if c.sign() != Ordering::Greater && !r.is_integer() {
            return None;
        }
        let all = positive(Interval::integer(1).add(&delta.reach()?, PRECISION))?;
        let second = r.mul(&r.sub(&Number::ONE)).mul(&Number::ratio(1, 2)?);
        let factor = real_power(&all, &r.sub(&Number::from(2)))?;
        let near = delta.taylor(1, r, Interval::from_number(&second, PRECISION).mul(&factor, PRECISION))?;
        let leading = match c.power(r) {
            Some(power) => Germ::term(power, scale.to_the(r)?, self.from),
            None => Germ::enclosed(real_power(&c.enclosure(), r)?, true, scale.to_the(r)?, self.from),
        };
        near.mul(&leading)
    }

    fn ln(&self) -> Option<Germ> {
        let Some(((c, scale), delta)) = self.split() else {
            let rest = self.rest.as_ref().filter(|rest| rest.factor.is_positive())?;
            let factor = elementary("ln", &rest.factor)?;
            return self.logarithm(&rest.scale)?.add(&Germ::enclosed(factor, false, Scale::ONE, self.from));
        };
        if c.sign() != Ordering::Greater {
            return None;
        }
        let all = positive(Interval::integer(1).add(&delta.reach()?, PRECISION))?;
        let half = Interval::from_number(&Number::ratio(-1, 2)?, PRECISION);
        let near = delta.taylor(0, &Number::ONE, half.div(&all.powi(2, PRECISION)?, PRECISION)?)?;
        let sum = near.add(&self.logarithm(&scale)?)?;
        match c.as_rational().is_some_and(Number::is_one) {
            true => Some(sum),
            false => sum.add(&Germ::enclosed(elementary("ln", &c.enclosure())?, false, Scale::ONE, self.from)),
        }
    }

    /// The logarithm of a scale, if no logarithm is in it.
    fn logarithm(&self, scale: &Scale) -> Option<Germ> {
        let (exponent, power, logarithm) = scale.parts();
        let mut terms: Vec<(Surd, Scale)> =
            (1i64..).zip(exponent).map(|(n, q)| (q.clone(), Scale::power_of_t(Number::from(n)))).collect();
        terms.push((Surd::rational(power.clone()), Scale::logarithm_of_t()));
        (logarithm == 0).then(|| Germ::sum(terms, Vec::new(), self.from))?
    }

    fn exp(&self) -> Option<Germ> {
        let outline = self.grown();
        match outline {
            Some((leading, delta)) => {
                let range = delta.reach()?;
                let half = Interval::from_number(&Number::ratio(1, 2)?, PRECISION);
                let factor = elementary("exp", &range)?.mul(&half, PRECISION);
                delta.taylor(1, &Number::ONE, factor)?.mul(&leading)
            }
            None => {
                // e^u <= e^(-t^2) where u <= -t^2
                let square = Germ::term(Surd::integer(1), Scale::power_of_t(Number::from(2)), self.from);
                let below = self.add(&square)?.sign()? == Ordering::Less;
                let unit = Interval::integer(0).hull(&Interval::integer(1));
                below.then(|| Germ::enclosed(unit, true, Scale::exponential(Surd::integer(-1), 2), self.from))
            }
        }
    }

    /// For the exponential: that of the terms that do not decay, and the terms that do.
    fn grown(&self) -> Option<(Germ, Germ)> {
        let mut leading = Germ::constant(Surd::integer(1), self.from);
        let mut delta = Germ { terms: Vec::new(), ..self.clone() };
        for (c, scale) in &self.terms {
            let by = if scale.trend() == Ordering::Less {
                delta.terms.push((c.clone(), scale.clone()));
                continue;
            } else if scale.is_one() {
                Germ::enclosed(elementary("exp", &c.enclosure())?, true, Scale::ONE, self.from)
            } else if let Some(n) = scale.as_power_of_t() {
                Germ::term(Surd::integer(1), Scale::exponential(c.clone(), n), self.from)
            } else if scale.is_logarithm() {
                Germ::term(Surd::integer(1), Scale::power_of_t(c.as_rational()?.clone()), self.from)
            } else {
                return None;
            };
            leading = leading.mul(&by)?;
        }
        match &self.rest {
            Some(Rest { factor, scale, .. }) if scale.is_one() => {
                let by = Germ::enclosed(elementary("exp", factor)?, true, Scale::ONE, self.from);
                delta.rest = None;
                Some((leading.mul(&by)?, delta))
            }
            Some(rest) if rest.scale.trend() == Ordering::Greater => None,
            Some(_) | None => Some((leading, delta)),
        }
    }

    fn call(&self, row: &'static Function, depth: u32) -> Option<Germ> {
        let decays = match self.terms.first() {
            Some((_, scale)) => scale.trend() == Ordering::Less,
            None => self.rest.as_ref().is_none_or(|rest| rest.scale.trend() == Ordering::Less),
        };
        let grows = self.terms.first().is_some_and(|(_, scale)| scale.trend() == Ordering::Greater);
        let expanded = match row.name {
            "exp" => self.exp(),
            "ln" => self.ln(),
            "sqrt" => self.power(&Number::ratio(1, 2)?),
            "abs" => self.times_sign(),
            "sign" => self.sign().map(|sign| Germ::constant(Surd::integer(sign as i64), self.from)),
            "erf" if grows => self.far(row, Germ::far_error_function),
            _ if row.inverse_of == "tan" && grows => self.far(row, Germ::far_angle),
            "erf" if decays => self.near_error_function(),
            // the second derivatives of both lie between -1 and 1
            "sin" if decays => self.taylor(0, &Number::ONE, half_unit()?),
            "cos" if decays => self.taylor(1, &Number::ZERO, half_unit()?),
            _ if row.inverse_of == "tan" && decays => {
                let range = self.reach()?;
                let below = Interval::integer(1).add(&range.powi(2, PRECISION)?, PRECISION).powi(2, PRECISION)?;
                self.taylor(0, &Number::ONE, range.neg().div(&below, PRECISION)?)
            }
            _ if row.meaning.is_empty() => None,
            _ => self.through_meaning(row, depth), // what the row says it means
        };
        expanded.or_else(|| {
            let value = apply(row, &[self.range()?], PRECISION).ok()?;
            Some(Germ::enclosed(value, false, Scale::ONE, self.from))
        })
    }

    fn through_meaning(&self, row: &'static Function, depth: u32) -> Option<Germ> {
        if depth >= DEEPEST {
            return None;
        }
        let mut store = Store::new();
        let tree = syntax::parse(&row.meaning.replace('?', "")).ok()?;
        let body = expr::lower(&tree, &mut store).ok()?.body;
        let symbol = store.find_symbol("u")?;
        of(&store, body, symbol, self, depth + 1)
    }

    fn times_sign(&self) -> Option<Germ> {
        Some(if self.sign()? == Ordering::Less { self.neg() } else { self.clone() })
    }

    /// Of two functions the one that the row chooses, if it is the same for all `t`.
    fn choose(&self, other: &Germ, row: &'static Function) -> Option<Germ> {
        let sign = self.sub(other)?.sign()?;
        match row.name {
            "max" => Some(if sign.is_ge() { self.clone() } else { other.clone() }),
            "min" => Some(if sign.is_le() { self.clone() } else { other.clone() }),
            _ => None, // it does not choose
        }
    }

    /// An odd function far from 0 by its expansion on the right.
    fn far(&self, row: &'static Function, right: fn(&Germ) -> Option<Germ>) -> Option<Germ> {
        match self.sign()? {
            Ordering::Greater => right(self),
            Ordering::Less if row.parity == Parity::Odd => Some(right(&self.neg())?.neg()),
            Ordering::Less | Ordering::Equal => None,
        }
    }

    /// `1 - e^(-u^2)/(u*sqrt(pi))*k` with `1 - 1/(2u^2) < k < 1` (DLMF 7.12.1 and 7.8.2).
    fn far_error_function(&self) -> Option<Germ> {
        let least = Interval::new(self.range()?.lo().clone(), self.range()?.lo().clone()).and_then(positive)?;
        let one = Interval::integer(1);
        let gap = one.div(&least.powi(2, PRECISION)?.mul(&Interval::integer(2), PRECISION), PRECISION)?;
        let factor = one.sub(&gap.hull(&Interval::integer(0)), PRECISION);
        let tail = self.mul(self)?.neg().exp()?.mul(&self.recip()?)?;
        let tail = tail.mul(&Germ::constant(Surd::of_the_error_integral(), self.from))?;
        let tail = tail.mul(&Germ::enclosed(factor, false, Scale::ONE, self.from))?;
        Germ::constant(Surd::integer(1), self.from).sub(&tail)
    }

    fn near_error_function(&self) -> Option<Germ> {
        let range = self.reach()?;
        let bell = elementary("exp", &range.powi(2, PRECISION)?.neg())?;
        let series = self.taylor(0, &Number::ONE, range.neg().mul(&bell, PRECISION))?;
        series.mul(&Germ::constant(Surd::of_the_error_integral().mul(&Surd::integer(2)), self.from))
    }

    /// `pi/2 - atan(1/u)` (DLMF 4.24.15)
    fn far_angle(&self) -> Option<Germ> {
        let inverse = self.recip()?;
        let range = inverse.reach()?;
        let below = Interval::integer(1).add(&range.powi(2, PRECISION)?, PRECISION).powi(2, PRECISION)?;
        let near = inverse.taylor(0, &Number::ONE, range.neg().div(&below, PRECISION)?)?;
        Germ::constant(Surd::right_angle()?, self.from).sub(&near)
    }
}

/// An interval all of whose numbers are positive.
fn positive(of: Interval) -> Option<Interval> {
    of.is_positive().then_some(of)
}

/// All numbers from -1/2 to 1/2.
fn half_unit() -> Option<Interval> {
    let half = Interval::from_number(&Number::ratio(1, 2)?, PRECISION);
    Some(half.hull(&half.neg()))
}

fn elementary(name: &str, at: &Interval) -> Option<Interval> {
    apply(functions::named(name)?, std::slice::from_ref(at), PRECISION).ok()
}

/// `base^r` for a positive base.
fn real_power(base: &Interval, r: &Number) -> Option<Interval> {
    if let Some(n) = r.to_i64() {
        return base.powi(n, PRECISION);
    }
    let exponent = elementary("ln", base)?.mul(&Interval::from_number(r, PRECISION), PRECISION);
    elementary("exp", &exponent)
}
