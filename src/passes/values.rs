//! Values of parameters: those that are given, and the usual ones of the catalogue.

use super::request::{Error, Request, parse};
use crate::activations::Activation;
use crate::eval::interval::enclose;
use crate::expr::{self, ExprId, Node, Store};
use crate::functions::Interval;
use crate::syntax::Statement;
use crate::trace::Condition;

/// The precision, in bits, at which numbers are enclosed.
const PRECISION: usize = 128;

/// The formula with the values that are asked for in place of parameters; what was put there is noted.
pub(super) fn put(
    store: &mut Store,
    body: ExprId,
    variable: ExprId,
    row: Option<&'static Activation>,
    request: &Request,
    notes: &mut Vec<String>,
) -> Result<ExprId, Error> {
    let mut current = body;
    for text in &request.values {
        let (symbol, value) = given(store, text)?;
        if symbol == variable || !store.reachable(current).contains(&symbol) {
            return Err(Error::Request(format!("{}: the formula has no such parameter", text.trim())));
        }
        current = store.replace(current, symbol, value);
    }
    let usual =
        row.into_iter().flat_map(|row| row.parameters).filter(|p| request.usual_values && !p.default.is_empty());
    for parameter in usual {
        let Some(symbol) = store.find_symbol(parameter.name) else { continue };
        if store.reachable(current).contains(&symbol) {
            let value = number(store, parameter.default)?;
            current = store.replace(current, symbol, value);
            notes.push(format!("{} = {}, the usual value", parameter.name, parameter.default));
        }
    }
    Ok(current)
}

/// The symbol and the value of `alpha=0.1`.
fn given(store: &mut Store, text: &str) -> Result<(ExprId, ExprId), Error> {
    let wrong = || Error::Request(format!("{}: the value of a parameter is written alpha=0.1", text.trim()));
    let (name, value) = text.split_once('=').ok_or_else(wrong)?;
    let symbol = expr::lower(&parse(name)?, store).map_err(|error| Error::Meaning { text: name.into(), error })?.body;
    if !matches!(store.node(symbol), Node::Symbol(_)) {
        return Err(wrong());
    }
    Ok((symbol, number(store, value)?))
}

/// A formula without symbols that has a value.
fn number(store: &mut Store, text: &str) -> Result<ExprId, Error> {
    let tree = parse(text)?;
    let formula = matches!(tree.statement, Statement::Expression(..));
    let value = expr::lower(&tree, store).map_err(|error| Error::Meaning { text: text.into(), error })?.body;
    match enclose(store, value, &[], PRECISION) {
        Ok(_) if formula => Ok(value),
        Ok(_) | Err(_) => Err(Error::Request(format!("{}: this is not a number", text.trim()))),
    }
}

/// The number that a formula without symbols is.
pub(crate) fn constant(text: &str) -> Result<Interval, Error> {
    let mut store = Store::new();
    let value = number(&mut store, text)?;
    enclose(&store, value, &[], PRECISION).map_err(|why| Error::Request(format!("{}: {why}", text.trim())))
}

/// Whether a condition speaks of a symbol that is left in the formula.
pub(super) fn is_about(store: &Store, condition: Condition, body: ExprId) -> bool {
    let left: Vec<ExprId> = store.reachable(body);
    let mut parts = store.reachable(condition.left);
    parts.extend(store.reachable(condition.right));
    parts.into_iter().all(|id| !matches!(store.node(id), Node::Symbol(_)) || left.contains(&id))
}
