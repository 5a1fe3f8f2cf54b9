//! Partial derivatives: one formula differentiated by several of its variables.

use super::derive::{answer, check_order};
use super::derived::Derived;
use super::request::{Error, Question, Request, asked_for, opened, read, symbols};
use crate::expr::ExprId;

/// The most variables of one gradient.
pub const MOST_VARIABLES: usize = 64;

/// What is written for every variable of the formula.
const ALL: &str = "all";

impl Request {
    /// Whether several variables are asked for: `all`, or names with commas between.
    pub fn is_gradient(&self) -> bool {
        self.wrt.as_deref().is_some_and(|wrt| wrt.trim() == ALL || wrt.contains(','))
    }
}

/// Differentiates a formula by each of several variables, with every step checked by the kernel: by those that `wrt`
/// lists, or for `all` by every name in the formula, in order of appearance. All answers speak of expressions of one
/// store, of which each holds a copy.
///
/// Cost: that of a derivative for each variable, of which there may be 64.
///
/// # Errors
/// As for a single derivative; there is no answer if one of the derivatives cannot be found.
///
/// ```
/// use gprime::{Request, passes::gradient, text};
/// let request = Request { wrt: Some("all".into()), ..Request::new("x*y^2") };
/// let found = gradient(&request)?;
/// let slopes: Vec<String> = found.iter().map(|d| text(&d.store, d.whole.derivative)).collect();
/// assert_eq!(slopes, ["y^2", "2*x*y"]);
/// # Ok::<(), gprime::DeriveError>(())
/// ```
pub fn gradient(request: &Request) -> Result<Vec<Derived>, Error> {
    check_order(request.order)?;
    let names = names(request)?;
    let Some(first) = names.first() else {
        return Err(Error::Request("the formula has no variable; say --wrt with a name".into()));
    };
    let mut question = read(&Request { wrt: Some(first.clone()), ..request.clone() })?;
    let variables: Vec<ExprId> = names.iter().map(|name| question.store.symbol(name)).collect();
    if names.contains(&question.name) {
        let message = format!("{} is the function's name and cannot be a variable of it", question.name);
        return Err(Error::Request(message));
    }
    let occurring = question.store.reachable(question.function);
    let missing = names.iter().zip(&variables).skip(1).filter(|(_, variable)| !occurring.contains(variable));
    question.notes.extend(missing.map(|(name, _)| format!("{name} does not occur in the formula")));
    let mut found: Vec<Derived> = Vec::with_capacity(variables.len());
    for &variable in &variables {
        let mut derived = answer(Question { variable, ..question.clone() }, request)?;
        derived.variables.clone_from(&variables);
        question.store = std::mem::take(&mut derived.store);
        found.push(derived);
    }
    found.iter_mut().for_each(|derived| derived.store = question.store.clone());
    Ok(found)
}

/// The names in the formula; those of the catalogue's formulas with their variable before their parameters.
fn by_appearance(request: &Request) -> Result<Vec<String>, Error> {
    let names = symbols(request)?;
    let (row, _) = opened(&request.formula);
    let is_parameter = |name: &String| row.is_some_and(|row| row.parameters.iter().any(|p| p.name == name.as_str()));
    let (parameters, variables): (Vec<String>, Vec<String>) = names.into_iter().partition(is_parameter);
    Ok([variables, parameters].concat())
}

/// The names of the variables, each once.
fn names(request: &Request) -> Result<Vec<String>, Error> {
    let wrt = request.wrt.as_deref().unwrap_or(ALL);
    let mut names: Vec<String> = Vec::new();
    let all = match wrt.trim() {
        ALL => by_appearance(request)?,
        list => list.split(',').map(asked_for).collect::<Result<Vec<String>, Error>>()?,
    };
    for name in all {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.len() > MOST_VARIABLES {
        return Err(Error::Request(format!(
            "there are {} variables, and a gradient has at most {MOST_VARIABLES}; list some of them with --wrt x,y",
            names.len()
        )));
    }
    Ok(names)
}
