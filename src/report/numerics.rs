//! What becomes of the formula, as it is written, in the numbers of machines: where exponentials leave their range, and
//! where a small number is lost beside 1.

use super::fact::{Fact, Known, Say, number, words};
use super::subject::{FINE, linear};
use crate::eval::interval::{Argument, apply, enclose};
use crate::expr::{ExprId, Node, Number, Store};
use crate::functions::{self, Interval};
use crate::passes::Derived;
use crate::passes::equal::{Limits, Verdict, decide_in};

/// A binary format (IEEE 754-2019, table 3.5): its name, the bits of its significand, and its largest exponent.
struct Format {
    name: &'static str,
    bits: isize,
    largest: isize,
}

const FORMATS: [Format; 3] = [
    Format { name: "float32", bits: 24, largest: 127 },
    Format { name: "bfloat16", bits: 8, largest: 127 },
    Format { name: "float16", bits: 11, largest: 15 },
];

impl Format {
    /// From here on a number is rounded to infinity: half a unit beyond the largest number.
    fn overflow(&self) -> Interval {
        let one = Interval::integer(1);
        one.shift(self.largest + 1).sub(&one.shift(self.largest - self.bits), FINE)
    }

    /// Up to here a positive number beside 1 is rounded away.
    fn beside_one(&self) -> Interval {
        Interval::integer(1).shift(-self.bits)
    }
}

/// Where the formula as written overflows or loses a small number, and a function of the table that is proved equal.
pub(super) fn numerics(derived: &Derived) -> Fact {
    let store = &derived.store;
    let mut says: Vec<Say> = Vec::new();
    let mut numbers = Vec::new();
    let mut told = |part: ExprId, verb: &str, above: bool, limit: &dyn Fn(&Format) -> Interval, inner: ExprId| {
        let Some((slope, offset)) = linear(store, inner, derived.variable).filter(|(slope, _)| !slope.is_zero()) else {
            return;
        };
        if !says.is_empty() {
            says.push(words("; "));
        }
        says.extend([Say::Expr(part), words(verb)]);
        for (at, format) in FORMATS.iter().enumerate() {
            let Some(place) = place(&limit(format), &slope, &offset) else { continue };
            let relation = if slope.is_negative() == above { " < " } else { " > " };
            let between = if at == 0 { " for " } else { ", " };
            says.extend([words(between), Say::Expr(derived.variable), words(relation), number(&place)]);
            says.push(words(&format!(" in {}", format.name)));
            numbers.push((format.name, place));
        }
    };
    for id in store.reachable(derived.whole.function) {
        if let Some(inner) = exponential(store, id) {
            told(id, " overflows", true, &Format::overflow, inner);
        }
        if let Some((sum, inner)) = beside_one(store, id) {
            told(sum, " is rounded to 1", false, &Format::beside_one, inner);
        }
    }
    if says.is_empty() {
        return Fact::new("numerics", Known::Proved, vec![words("no exponential of a linear part is in the formula")]);
    }
    if let Some(stable) = stable(derived) {
        says.extend([words("; the same function, proved equal, is "), words(&stable)]);
    }
    Fact::new("numerics", Known::Enclosed, says).with(numbers)
}

/// The argument of an exponential.
fn exponential(store: &Store, id: ExprId) -> Option<ExprId> {
    match store.node(id) {
        Node::Call(f, inner) if f.row().name == "exp" => Some(inner),
        _ => None, // no other function grows as fast
    }
}

/// For `ln(1 + e^u)` the sum and `u`.
fn beside_one(store: &Store, id: ExprId) -> Option<(ExprId, ExprId)> {
    let Node::Call(f, sum) = store.node(id) else { return None };
    let Node::Add(a, b) = store.node(sum) else { return None };
    let small = if a == Store::ONE { b } else { a };
    let beside = a == Store::ONE || b == Store::ONE;
    (f.row().name == "ln" && beside).then(|| exponential(store, small).map(|inner| (sum, inner)))?
}

/// Where `slope*z + offset` is the logarithm of the limit.
fn place(limit: &Interval, slope: &Number, offset: &Number) -> Option<Interval> {
    let logarithm = apply(functions::named("ln")?, std::slice::from_ref(limit), FINE).ok()?;
    logarithm.sub(&Interval::from_number(offset, FINE), FINE).div(&Interval::from_number(slope, FINE), FINE)
}

/// A function of the table, at the variable or times it, that the prover shows to be the same and whose formula has no
/// exponential in it.
fn stable(derived: &Derived) -> Option<String> {
    let mut store = derived.store.clone();
    let z = derived.variable;
    let Node::Symbol(symbol) = store.node(z) else { return None };
    let name = store.name(symbol).to_owned();
    let at = [(z, Argument::Exact(Number::ratio(3, 2)?))];
    let own = enclose(&store, derived.whole.function, &at, FINE).ok()?;
    for row in functions::all().iter().filter(|row| row.arity == 1 && !row.meaning.is_empty()) {
        let plain = store.call(crate::expr::FunctionId::named(row.name), z);
        let gated = store.mul(z, plain);
        for (form, text) in [(plain, format!("{}({name})", row.name)), (gated, format!("{name}*{}({name})", row.name))]
        {
            let near = enclose(&store, form, &at, FINE).is_ok_and(|value| !value.is_disjoint(&own));
            if !near || form == derived.whole.function {
                continue;
            }
            let answer = decide_in(store.clone(), (derived.whole.function, form), &Limits::default());
            if let Verdict::Equal(proof) = answer.verdict
                && proof.conditions.is_empty()
            {
                return Some(text);
            }
        }
    }
    None
}
