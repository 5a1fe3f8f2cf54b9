//! Closed forms with the names of the catalogue that the formula itself uses: each is a definition of the derivation, as
//! the function's own name is.

use super::close::{self, Open, joined};
use super::closed;
use super::derived::{Because, Line};
use super::eliminate::{self, Limits};
use super::equal::prove::forms;
use super::{piecewise, relations};
use crate::algebra::shape::{Notation, cost};
use crate::algebra::{Budget, Pool};
use crate::expr::{ExprId, FunctionId, Node, Store};
use crate::kernel;
use crate::theory::Theory;
use crate::trace::{Condition, Derivation, Judgement, Reason, StepId};

/// Through how many names forms are looked for.
const MOST_NAMES: usize = 4;
/// How many forms are tried.
const MOST_TRIED: usize = 6;

/// What a cheaper form with names changes.
pub(crate) struct Named {
    pub(crate) form: ExprId,
    pub(crate) derivation: Derivation,
    pub(crate) conclusion: StepId,
    /// The lines of the whole chain.
    pub(crate) lines: Vec<Line>,
    /// Conditions that follow from those of the derivative.
    pub(crate) following: Vec<Condition>,
}

/// The derivative as it was found and as it is closed.
pub(crate) struct Given<'a> {
    pub(crate) open: &'a Open,
    /// The symbols of the names, and what they stand for.
    pub(crate) names: &'a [(ExprId, ExprId)],
    /// The step that concludes the derivative, and the lines up to there.
    pub(crate) start: StepId,
    pub(crate) before: &'a [Line],
    /// The closed form and its lines.
    pub(crate) form: ExprId,
    pub(crate) lines: &'a [Line],
}

/// A form with names that costs a reader less than the closed form and needs no further condition.
pub(crate) fn shorter(store: &mut Store, derivation: &Derivation, given: &Given<'_>) -> Option<Named> {
    let open = given.open;
    let places = Notation::places_of(store, open.function);
    let notation = Notation { variable: Some(open.variable), output: Some(open.name), places };
    if given.names.is_empty() || cost(store, open.of, &notation) > close::LARGEST {
        return None;
    }
    let folded = fold(store, given.form, given.names);
    let mut forms = vec![folded];
    for &(symbol, body) in given.names.iter().take(MOST_NAMES) {
        if piecewise::needs_pieces(store, body) {
            continue;
        }
        let through = Notation { output: Some(symbol), ..notation };
        let mut found = eliminate::candidates(store, through, body, &[open.of], Limits::NONE);
        let closed = closed::proposed(store, through, (body, open.of), &closed::Wanted::any(derivation.assumptions()));
        found.extend(closed.into_iter().map(|form| form.expr));
        forms.extend(found.into_iter().map(|form| fold(store, form, given.names)));
    }
    let occurs = |store: &Store, form: ExprId| given.names.iter().any(|name| store.reachable(form).contains(&name.0));
    forms.retain(|&form| occurs(store, form));
    let own = cost(store, given.form, &notation);
    let mut ranked: Vec<(u64, ExprId)> =
        forms.into_iter().map(|form| (read_cost(store, form, given, &notation), form)).collect();
    ranked.sort_unstable();
    ranked.dedup();
    let pool = Pool::new(Budget::OF_A_DERIVATION / 8, None);
    let cheaper = ranked.into_iter().take_while(|(cost, _)| *cost < own).take(MOST_TRIED);
    cheaper.collect::<Vec<_>>().into_iter().find_map(|(_, form)| {
        let lines = if form == folded { given.lines } else { given.before };
        attempt(store, derivation, given, form, lines, &pool)
    })
}

/// The expression with each body that a name stands for put as the name, the last ones first.
fn fold(store: &mut Store, form: ExprId, names: &[(ExprId, ExprId)]) -> ExprId {
    names.iter().rev().fold(form, |form, &(symbol, body)| store.replace(form, body, symbol))
}

/// What a form costs a reader, a name being a function of the variable.
fn read_cost(store: &mut Store, form: ExprId, given: &Given<'_>, notation: &Notation) -> u64 {
    let call = store.call(FunctionId::named("sin"), given.open.variable);
    let read = given.names.iter().fold(form, |form, &(symbol, _)| store.replace(form, symbol, call));
    cost(store, read, notation)
}

fn attempt(
    store: &mut Store,
    derivation: &Derivation,
    given: &Given<'_>,
    form: ExprId,
    lines: &[Line],
    pool: &Pool,
) -> Option<Named> {
    let open = given.open;
    let put = |store: &mut Store, expr| {
        let opened = given.names.iter().fold(expr, |expr, &(symbol, body)| store.replace(expr, symbol, body));
        store.replace(opened, open.name, open.function)
    };
    let written = put(store, form);
    let mut trial = derivation.clone();
    let mut total = None;
    if written != open.of {
        let algebra = relations::conclude(store, &mut trial, open.of, written);
        total = Some(algebra.or_else(|| forms::conclude(store, &mut trial, (open.of, written), pool))?);
    }
    let (step, because) = defined(store, &mut trial, given, form, written);
    let step = joined(&mut trial, open.of, form, total, step);
    let Judgement::Derivative { of, by, .. } = trial.step(given.start).judgement else { return None };
    let conclusion =
        trial.push(Judgement::Derivative { of, by, is: form }, Reason::Transitivity, &[given.start, step], &[]);
    let theorems = kernel::check(store, Theory::builtin(), &trial).ok()?;
    let conditions = |step| theorems.theorem(step).map(|theorem| theorem.conditions().to_vec()).unwrap_or_default();
    let (needed, all) = (conditions(given.start), conditions(conclusion));
    let known: Vec<Condition> = trial.assumptions.iter().chain(&needed).copied().collect();
    let following: Vec<Condition> = all.into_iter().filter(|condition| !needed.contains(condition)).collect();
    for &condition in &following {
        let [left, right] = [condition.left, condition.right].map(|side| put(store, side));
        let condition = Condition { left, right, ..condition };
        if !known.contains(&condition) && !close::follows(store, &known, condition, (open.name, open.function)) {
            return None;
        }
    }
    let mut lines = lines.to_vec();
    let shown = lines.last().is_some_and(|line| line.expr != form);
    if shown {
        lines.push(Line { expr: form, step: Some(step), because, key: true, paragraph: true });
    }
    Some(Named { form, derivation: trial, conclusion, lines, following })
}

/// The step that concludes `written = form` from the definitions of the names in the form, and these as reasons.
fn defined(
    store: &Store,
    derivation: &mut Derivation,
    given: &Given<'_>,
    form: ExprId,
    written: ExprId,
) -> (StepId, Vec<Because>) {
    let equal = |left, right| Judgement::Equal { left, right };
    let occurring = store.reachable(form);
    let (mut premises, mut because, mut alone) = (Vec::new(), Vec::new(), None);
    for &(symbol, body) in given.names.iter().filter(|name| occurring.contains(&name.0)) {
        let step = derivation.push(equal(symbol, body), Reason::Definition, &[], &[]);
        premises.push(step);
        because.push(definition_of(store, symbol));
        alone = alone.or((symbol == form).then_some(step));
    }
    if occurring.contains(&given.open.name) {
        premises.push(close::definition(derivation, given.open));
        because.push(definition_of(store, given.open.name));
    }
    let put = alone.unwrap_or_else(|| derivation.push(equal(form, written), Reason::Substitution, &premises, &[]));
    (derivation.push(equal(written, form), Reason::Symmetry, &[put], &[]), because)
}

fn definition_of(store: &Store, symbol: ExprId) -> Because {
    match store.node(symbol) {
        Node::Symbol(name) => Because::named(&format!("definition of {}", store.name(name))),
        _ => Because::named("definition"), // a defined name is a symbol
    }
}
