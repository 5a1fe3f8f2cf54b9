//! What a machine makes of an expression: for all numbers of an interval at once, each operation rounded to nearest.

use super::super::program::{Operation, Program, Value};
use crate::functions::real::{self, Down, Real, Up};
use crate::functions::{Function, Interval};
use crate::passes::constant;

/// The precision of exact bounds, in bits.
pub(super) const PRECISION: usize = 64;

/// A binary format (IEEE 754-2019, table 3.5; bfloat16 has the exponents of float32): its name, the bits of its
/// significand, and its largest exponent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Format {
    pub(super) name: &'static str,
    bits: isize,
    largest: isize,
}

pub(super) const FORMATS: [Format; 3] = [
    Format { name: "float32", bits: 24, largest: 127 },
    Format { name: "bfloat16", bits: 8, largest: 127 },
    Format { name: "float16", bits: 11, largest: 15 },
];

/// What the machine's results are, for all arguments.
#[derive(Debug, Clone)]
pub(super) enum Seen {
    /// Numbers in an interval; if it has no bound, infinity may be one of them.
    Between(Interval),
    /// Infinity, or minus infinity.
    Infinite(bool),
    /// No number, as after `inf - inf`.
    NotANumber,
    /// Nothing is known.
    Anything,
}

impl Seen {
    /// The one number that it is.
    pub(super) fn number(&self) -> Option<&Interval> {
        match self {
            Seen::Between(value) if value.is_exact() => Some(value),
            Seen::Between(_) | Seen::Infinite(_) | Seen::NotANumber | Seen::Anything => None,
        }
    }
}

impl Format {
    /// From here on a number is rounded to infinity: half a unit beyond the largest number.
    fn overflow(&self) -> Interval {
        let one = Interval::integer(1);
        one.shift(self.largest + 1).sub(&one.shift(self.largest - self.bits), PRECISION)
    }

    /// The largest number.
    pub(super) fn largest(&self) -> Interval {
        let one = Interval::integer(1);
        one.shift(self.largest + 1).sub(&one.shift(self.largest + 1 - self.bits), PRECISION)
    }

    /// The smallest number with all bits.
    pub(super) fn smallest(&self) -> Interval {
        Interval::integer(1).shift(1 - self.largest)
    }

    /// All numbers to which the numbers of an interval are rounded.
    fn rounded(&self, of: &Interval) -> Seen {
        let limit = self.overflow();
        let (lo, hi) = (self.nearest(of.lo(), false), self.nearest(of.hi(), true));
        let (above, below) = (|x: &Real| x >= limit.lo(), |x: &Real| *x <= real::neg(limit.lo()));
        if above(&lo) {
            return Seen::Infinite(true);
        }
        if below(&hi) {
            return Seen::Infinite(false);
        }
        let all = Interval::everything();
        let lo = if below(&lo) { all.lo().clone() } else { lo };
        let hi = if above(&hi) { all.hi().clone() } else { hi };
        Interval::new(lo, hi).map_or(Seen::Anything, Seen::Between)
    }

    /// The nearest number of the format; of two the one in the direction that is given. Numbers without all bits are
    /// bounded in that direction only.
    fn nearest(&self, x: &Real, up: bool) -> Real {
        if x.is_infinite() {
            return x.clone();
        }
        if real::is_negative(x) {
            return real::neg(&self.nearest(&real::neg(x), !up));
        }
        let tiny = |power: isize| x < Interval::integer(1).shift(power).lo();
        if real::is_zero(x) || tiny(1 - self.largest - self.bits) || (!up && tiny(1 - self.largest)) {
            return Real::zero();
        }
        let bits = self.bits as usize;
        let (low, high) = (real::round::<Down>(x, bits), real::round::<Up>(x, bits));
        let ends = [low.clone(), high.clone(), x.clone()].map(|end| Interval::new(end.clone(), end));
        let [Some(a), Some(b), Some(own)] = ends else { return x.clone() };
        let middle = a.add(&b, PRECISION).shift(-1);
        if own.hi() < middle.lo() || (!up && own.hi() <= middle.hi()) { low } else { high }
    }
}

/// What a machine makes of each operation, for all arguments in an interval.
pub(super) fn evaluate(program: &Program, format: &Format, x: &Interval) -> Vec<Seen> {
    let mut seen: Vec<Seen> = Vec::new();
    let mut values: Vec<Option<Value>> = Vec::new();
    for operation in program.operations() {
        let parts = operation.parts();
        let finite = parts.iter().all(|&part| matches!(seen[part], Seen::Between(_)));
        let own = if finite && may_be_no_number(operation, &values) {
            Seen::Anything
        } else if finite {
            let value = program.step(operation, &values, x).map(|value| format.rounded(&value.interval));
            value.or_else(|| at_zero(operation, &seen)).unwrap_or(Seen::Anything)
        } else {
            beyond(operation, &seen, format)
        };
        values.push(match &own {
            Seen::Between(interval) => Some(Value::of(interval.clone(), false)),
            Seen::Infinite(_) | Seen::NotANumber | Seen::Anything => None,
        });
        seen.push(own);
    }
    seen
}

/// Whether parts that may be infinite may make something that is no number, or of which nothing is known.
fn may_be_no_number(operation: &Operation, values: &[Option<Value>]) -> bool {
    let part = |at: usize| values[at].as_ref().map(|value| &value.interval);
    let ends = |at: usize| part(at).map_or((true, true), |of| (!of.lo().is_finite(), !of.hi().is_finite()));
    let unbounded = |at: usize| ends(at) != (false, false);
    let may_be_zero = |at: usize| part(at).is_none_or(Interval::contains_zero);
    match *operation {
        Operation::Add(a, b) => ends(a).0 && ends(b).1 || ends(a).1 && ends(b).0,
        Operation::Sub(a, b) => ends(a).0 && ends(b).0 || ends(a).1 && ends(b).1,
        Operation::Mul(a, b) => unbounded(a) && may_be_zero(b) || unbounded(b) && may_be_zero(a),
        Operation::Div(a, b) => unbounded(a) && unbounded(b),
        Operation::Root(a, _) => unbounded(a),
        Operation::Power(a, b) => unbounded(a) || unbounded(b),
        Operation::Call(row, a) => {
            let tells = |at: &str| row.values.iter().any(|(argument, _)| *argument == at);
            let (below, above) = ends(a);
            below && !tells("-inf") || above && !tells("inf")
        }
        Operation::Constant(_) | Operation::Variable | Operation::Unknown => false,
        Operation::Neg(_) | Operation::Integer(..) | Operation::Call2(..) => false,
    }
}

/// A function at exactly 0 where it has no value but a limit, as the logarithm.
fn at_zero(operation: &Operation, seen: &[Seen]) -> Option<Seen> {
    let &Operation::Call(row, a) = operation else { return None };
    let limit = row.values.iter().find(|(argument, _)| *argument == "0+").map(|(_, limit)| *limit);
    let zero = seen[a].number().is_some_and(Interval::contains_zero);
    let up = match limit.filter(|_| zero)? {
        "inf" => true,
        "-inf" => false,
        _ => return None, // it is finite
    };
    Some(Seen::Infinite(up))
}

/// An operation with a part that is not finite.
fn beyond(operation: &Operation, seen: &[Seen], format: &Format) -> Seen {
    let parts = operation.parts();
    if parts.iter().any(|&part| matches!(seen[part], Seen::NotANumber)) {
        return Seen::NotANumber;
    }
    if parts.iter().any(|&part| matches!(seen[part], Seen::Anything)) {
        return Seen::Anything;
    }
    let zero = || Seen::Between(Interval::integer(0));
    match *operation {
        Operation::Neg(a) => negated(&seen[a]),
        Operation::Add(a, b) => sum(&seen[a], &seen[b]),
        Operation::Sub(a, b) => sum(&seen[a], &negated(&seen[b])),
        Operation::Mul(a, b) => product(&seen[a], &seen[b]),
        Operation::Div(a, b) => match (&seen[a], &seen[b]) {
            (Seen::Between(_), Seen::Infinite(_)) => zero(),
            (Seen::Infinite(_), Seen::Infinite(_)) => Seen::NotANumber,
            (above, Seen::Between(below)) if below.is_exact() && below.contains_zero() => {
                product(above, &Seen::Infinite(true))
            }
            (above, below) => product(above, below),
        },
        Operation::Integer(a, n) => match (&seen[a], n) {
            (_, 0) => Seen::Between(Interval::integer(1)),
            (Seen::Infinite(up), 1..) => Seen::Infinite(*up || n % 2 == 0),
            (..) => zero(),
        },
        Operation::Call(row, a) => match &seen[a] {
            Seen::Infinite(up) => at_infinity(row, *up, format),
            Seen::Between(_) | Seen::NotANumber | Seen::Anything => Seen::Anything,
        },
        Operation::Call2(row, a, b) => chosen(row, &seen[a], &seen[b]),
        Operation::Root(..) | Operation::Power(..) => Seen::Anything,
        Operation::Constant(_) | Operation::Variable | Operation::Unknown => Seen::Anything,
    }
}

fn negated(of: &Seen) -> Seen {
    match of {
        Seen::Between(value) => Seen::Between(value.neg()),
        Seen::Infinite(up) => Seen::Infinite(!up),
        Seen::NotANumber => Seen::NotANumber,
        Seen::Anything => Seen::Anything,
    }
}

fn sum(a: &Seen, b: &Seen) -> Seen {
    match (a, b) {
        (Seen::Infinite(x), Seen::Infinite(y)) if x != y => Seen::NotANumber,
        (Seen::Infinite(up), _) | (_, Seen::Infinite(up)) => Seen::Infinite(*up),
        _ => Seen::Anything, // one of them is infinite
    }
}

fn product(a: &Seen, b: &Seen) -> Seen {
    let sign = |of: &Seen| match of {
        Seen::Infinite(up) => Some(*up),
        Seen::Between(value) if value.is_positive() => Some(true),
        Seen::Between(value) if value.is_negative() => Some(false),
        Seen::Between(_) | Seen::NotANumber | Seen::Anything => None,
    };
    let is_zero = |of: &Seen| of.number().is_some_and(Interval::contains_zero);
    match (sign(a), sign(b)) {
        (Some(x), Some(y)) => Seen::Infinite(x == y),
        _ if is_zero(a) || is_zero(b) => Seen::NotANumber,
        _ => Seen::Anything, // the sign is not known
    }
}

/// The larger or the smaller of two, one of which is infinite.
fn chosen(row: &'static Function, a: &Seen, b: &Seen) -> Seen {
    let up = match row.name {
        "max" => true,
        "min" => false,
        _ => return Seen::Anything, // no other function of two chooses one
    };
    match (a, b) {
        (Seen::Infinite(x), _) if *x == up => Seen::Infinite(up),
        (_, Seen::Infinite(y)) if *y == up => Seen::Infinite(up),
        (Seen::Infinite(_), other) | (other, Seen::Infinite(_)) => other.clone(),
        _ => Seen::Anything, // one of them is infinite
    }
}

/// A function at infinity, as its row says.
fn at_infinity(row: &'static Function, up: bool, format: &Format) -> Seen {
    let at = if up { "inf" } else { "-inf" };
    match row.values.iter().find(|(argument, _)| *argument == at).map(|(_, value)| *value) {
        Some("inf") => Seen::Infinite(true),
        Some("-inf") => Seen::Infinite(false),
        Some(value) => match constant(value) {
            Ok(value) => format.rounded(&value),
            Err(_) => Seen::Anything,
        },
        None => Seen::Anything, // the row tells no limit
    }
}
