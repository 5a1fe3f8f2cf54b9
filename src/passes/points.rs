//! The derivative's value at points: exact where every operation stays rational, else an enclosure's certain digits.

use super::derived::{Derived, PointValue};
use super::request::Error;
use crate::eval;
use crate::eval::interval::{Argument, Outcome, enclose};
use crate::expr::{self, ExprId, Node, Number};
use crate::syntax::{self, Statement};

/// Significant digits that are printed of a value that is not exact.
const DIGITS: usize = 20;
/// The precision, in bits, at which values are enclosed.
const PRECISION: usize = 256;

/// Evaluates the derivative at each of the points, which read `z=1/2` or `z=1/2, a=2`.
pub(crate) fn evaluate(derived: &mut Derived, points: &[String]) -> Result<(), Error> {
    for point in points {
        let mut values = Vec::new();
        for part in point.split(',') {
            values.push(value(derived, part)?);
        }
        derived.values.push(at(derived, point.trim(), &values));
    }
    Ok(())
}

/// The symbol and the number of `z=1/2`.
fn value(derived: &mut Derived, text: &str) -> Result<(ExprId, Number), Error> {
    let tree = syntax::parse(text).map_err(|error| Error::Syntax { text: text.into(), error: Box::new(error) })?;
    let Statement::Definition { name, parameters, .. } = &tree.statement else {
        return Err(Error::Request(format!("{}: a point is written z=1/2", text.trim())));
    };
    let lowered =
        expr::lower(&tree, &mut derived.store).map_err(|error| Error::Meaning { text: text.into(), error })?;
    let number = eval::exact(&derived.store, lowered.body, &[]).filter(|_| parameters.is_empty());
    match number {
        Some(number) => Ok((derived.store.symbol(name), number)),
        None => Err(Error::Request(format!("{}: the value of a point is a rational number", text.trim()))),
    }
}

fn at(derived: &Derived, point: &str, values: &[(ExprId, Number)]) -> PointValue {
    let of = derived.whole.derivative;
    let border = derived.borders.iter().find(|border| {
        values.iter().any(|(symbol, value)| {
            *symbol == derived.variable && eval::exact(&derived.store, border.at, &[]).as_ref() == Some(value)
        })
    });
    let (of, undefined) = match border {
        Some(border) if border.kind == super::BorderKind::Smooth => (border.left.unwrap_or(of), None),
        Some(_) => (of, Some("there is no derivative, as the borders say")),
        None => (of, None),
    };
    if let Some(why) = undefined {
        return PointValue { at: point.into(), value: why.into(), exact: false, missing: true };
    }
    if let Some(exact) = eval::exact(&derived.store, of, values) {
        return PointValue { at: point.into(), value: exact.to_string(), exact: true, missing: false };
    }
    let enclosed: Vec<_> = values.iter().map(|(symbol, value)| (*symbol, Argument::Exact(value.clone()))).collect();
    let (value, missing) = match enclose(&derived.store, of, &enclosed, PRECISION) {
        Ok(interval) => (interval.to_decimal(DIGITS), false),
        Err(Outcome::Unbound(symbol)) => (format!("{} has no value", symbol_name(derived, symbol)), true),
        Err(why) => (why.to_string(), true),
    };
    PointValue { at: point.into(), value, exact: false, missing }
}

fn symbol_name(derived: &Derived, symbol: ExprId) -> &str {
    match derived.store.node(symbol) {
        Node::Symbol(symbol) => derived.store.name(symbol),
        _ => "a symbol", // only symbols have no value of their own
    }
}
