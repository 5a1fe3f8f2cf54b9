//! Closed forms: the derivative through the function itself.
//!
//! A form is proposed and then concluded by steps: the derivative is written over the function's own formula,
//! by algebra, and the formula is then recognised as the function.

use super::derived::{Because, Line};
use crate::algebra;
use crate::expr::{ExprId, Node, Store};
use crate::theory::tidy;
use crate::trace::{Derivation, Judgement, Reason, StepId};

/// A closed form that was found.
pub(crate) struct Closed {
    /// The form, in which the function's name may occur.
    pub(crate) form: ExprId,
    /// The form, if the variable does not occur in it.
    pub(crate) from_output: Option<ExprId>,
}

/// What is closed: the derivative `of` of `function`, which is `name` by definition.
pub(crate) struct Open {
    pub(crate) name: ExprId,
    pub(crate) function: ExprId,
    pub(crate) of: ExprId,
    pub(crate) variable: ExprId,
    /// On a piece, the step that concludes `whole = function`, and the whole.
    pub(crate) located: Option<(ExprId, StepId)>,
}

/// The closed form of a derivative, with its steps in `derivation` and its lines at the end of `lines`.
pub(crate) fn close(store: &mut Store, derivation: &mut Derivation, open: &Open, lines: &mut Vec<Line>) -> Closed {
    let plain = Closed { form: open.of, from_output: without(store, open.of, open.variable) };
    let Some(form) = folded(store, open) else { return plain };
    let written = store.replace(form, open.name, open.function);
    if written != open.of && algebra::equal_fractions(store, open.of, written) != Ok(true) {
        return plain;
    }
    let equal = |left, right| Judgement::Equal { left, right };
    let mut last = None;
    if written != open.of {
        let step = derivation.push(equal(open.of, written), Reason::Algebra, &[], &[]);
        lines.push(line(written, step, "algebra", true));
        last = Some(step);
    }
    let definition = match open.located {
        None => derivation.push(equal(open.name, open.function), Reason::Definition, &[], &[]),
        Some((whole, located)) => {
            let named = derivation.push(equal(open.name, whole), Reason::Definition, &[], &[]);
            derivation.push(equal(open.name, open.function), Reason::Transitivity, &[named, located], &[])
        }
    };
    let put = match form == open.name {
        true => definition,
        false => derivation.push(equal(form, written), Reason::Substitution, &[definition], &[]),
    };
    let step = derivation.push(equal(written, form), Reason::Symmetry, &[put], &[]);
    lines.push(line(form, step, "definition of the function", last.is_none()));
    Closed { form, from_output: without(store, form, open.variable) }
}

fn line(expr: ExprId, step: StepId, name: &str, paragraph: bool) -> Line {
    let because = vec![Because { name: name.into(), formula: String::new() }];
    Line { expr, step: Some(step), because, key: true, paragraph }
}

/// The expression, if the symbol does not occur in it.
fn without(store: &Store, expr: ExprId, symbol: ExprId) -> Option<ExprId> {
    (!store.reachable(expr).contains(&symbol)).then_some(expr)
}

/// The derivative with the function's name for each occurrence of its formula; `None` if it does not occur.
fn folded(store: &mut Store, open: &Open) -> Option<ExprId> {
    if matches!(store.node(open.function), Node::Symbol(_) | Node::Number(_)) {
        return None;
    }
    let form = store.replace(open.of, open.function, open.name);
    (form != open.of).then_some(form)
}

/// The expression without trivial factors, with numbers worked out; `None` if it is as simple as it gets.
pub(crate) fn simplest(store: &mut Store, expr: ExprId) -> Option<ExprId> {
    let value = algebra::rational(store, expr).and_then(|value| super::differentiate::number(store, &value));
    let simple = value.unwrap_or_else(|| tidy(store, expr));
    (simple != expr).then_some(simple)
}
