//! The reasons of one line as a reader is told them: each rule once, however often it was used.

use crate::expr::{ExprId, Node, Store};
use crate::passes::Because;

/// A reason: its name, what the rule says for each function it was used on, and what it comes to here.
pub(super) struct Told<'a> {
    pub(super) name: &'a str,
    /// `sinh(u)' = cosh(u)*u'`; several for a rule that was used on several functions.
    pub(super) formulas: Vec<&'a str>,
    pub(super) equation: Option<Equation>,
}

/// What a reason comes to here.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Equation {
    /// Two sides.
    Sides(ExprId, ExprId),
    /// An expression and its derivative, to be written `(-z)' = -1`, since there is only one variable.
    Slope(ExprId, ExprId),
}

impl Equation {
    /// Both sides.
    pub(super) fn sides(self) -> [ExprId; 2] {
        match self {
            Equation::Sides(a, b) | Equation::Slope(a, b) => [a, b],
        }
    }
}

/// More rules than this on one line are told by their names alone.
const MOST_RULES: usize = 2;
/// So many formulas are told on one line.
const MOST_FORMULAS: usize = 3;

/// The reasons of a line in order; rules of one name are told together. Linear in the reasons and what they speak of.
pub(super) fn told<'a>(store: &Store, because: &'a [Because]) -> Vec<Told<'a>> {
    let mut found: Vec<Told<'a>> = Vec::new();
    for reason in because {
        let name = reason.name.as_str();
        let equation = reason.equation.filter(|_| reason.formula.is_empty()).map(|sides| equation(store, sides));
        let formula = Some(reason.formula.as_str()).filter(|formula| !formula.is_empty());
        match found.iter_mut().find(|told| told.name == name && told.equation == equation) {
            Some(told) => told.formulas.extend(formula.filter(|formula| !told.formulas.contains(formula))),
            None => found.push(Told { name, formulas: formula.into_iter().collect(), equation }),
        }
    }
    let formulas: usize = found.iter().map(|told| told.formulas.len()).sum();
    if found.len() > MOST_RULES || formulas > MOST_FORMULAS {
        found.iter_mut().for_each(|told| told.formulas.clear());
    }
    found
}

fn equation(store: &Store, (left, right): (ExprId, ExprId)) -> Equation {
    let Node::Derivative(of, by) = store.node(left) else { return Equation::Sides(left, right) };
    let parameter = |&id: &ExprId| matches!(store.node(id), Node::Symbol(_)) && id != by;
    match store.reachable(of).iter().find(|id| parameter(id)) {
        Some(_) => Equation::Sides(left, right),
        None => Equation::Slope(of, right),
    }
}
