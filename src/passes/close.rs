//! Closed forms: the derivative through the function itself.
//!
//! A form is proposed and then concluded by steps: the derivative is written over the function's own formula,
//! by algebra, and the formula is then recognised as the function.

use super::closed::{self, Form};
use super::derived::{Because, Line};
use super::eliminate;
use super::equal::prove::forms;
use super::ranking::Ranking;
use super::trials::{Trials, attempt};
use crate::algebra::shape::{Notation, cost};
use crate::algebra::{self, Budget, Pool};
use crate::expr::{ExprId, Node, Store, work};
use crate::kernel;
use crate::theory::{Class, Theory, arranged};
use crate::trace::{Condition, Derivation, Judgement, Reason, StepId};

/// A formula that costs a reader more than this gets no closed form.
pub(crate) const LARGEST: u64 = 40_000;

/// A closed form that was found.
pub(crate) struct Closed {
    /// The form, in which the function's name may occur.
    pub(crate) form: ExprId,
    /// A form in which the variable does not occur.
    pub(crate) from_output: Option<FromOutput>,
    /// Conditions of the closed form that follow from its other ones.
    pub(crate) following: Vec<Condition>,
}

/// The derivative through the output and parameters alone.
pub(crate) struct FromOutput {
    pub(crate) form: ExprId,
    /// The step that concludes it where that is not the closed form.
    pub(crate) step: Option<StepId>,
    /// The conditions on the parameters that it needs and the derivative does not.
    pub(crate) conditions: Vec<Condition>,
}

/// What is closed: the derivative `of` of `function`, which is `name` by definition.
pub(crate) struct Open {
    pub(crate) name: ExprId,
    pub(crate) function: ExprId,
    pub(crate) of: ExprId,
    /// The derivative as the rules leave it.
    pub(crate) raw: ExprId,
    pub(crate) variable: ExprId,
    /// On a piece, the step that concludes `whole = function`, and the whole.
    pub(crate) located: Option<(ExprId, StepId)>,
}

/// What a condition costs that a form needs and the derivative does not, in hundredths of a node.
pub(crate) const HOLE: u64 = 320;
/// How many forms through the output alone are tried.
const MOST_TRIED_ALONE: usize = 6;

/// The closed form of a derivative, with its steps in `derivation` and its lines at the end of `lines`.
///
/// It is the form that costs a reader least, a further condition being a cost as well. A form through the output alone is
/// taken only if it needs no further condition on the variable.
pub(crate) fn close(
    store: &mut Store,
    derivation: &mut Derivation,
    conclusion: &mut StepId,
    open: &Open,
    lines: &mut Vec<Line>,
) -> Closed {
    let pool = Pool::new(Budget::OF_A_DERIVATION / 4, None);
    let (start, before) = (*conclusion, lines.clone());
    let own = |form| FromOutput { form, step: None, conditions: Vec::new() };
    let Some(ranking) = Ranking::new(store, open, derivation.assumptions()) else {
        let from_output = without(store, open.of, open.variable).map(own);
        return Closed { form: open.of, from_output, following: Vec::new() };
    };
    let first = ranking.eliminated(store, true);
    if let Some(form) = ranking.at_a_glance(store, &first)
        && let Some(attempt) = attempt(store, derivation, start, open, &Form::plain(form), &before, &pool)
        && attempt.further.is_empty()
    {
        *derivation = attempt.derivation;
        (*conclusion, *lines) = (attempt.conclusion, attempt.lines);
        return Closed { form, from_output: Some(own(form)), following: attempt.following };
    }
    let mut trials = Trials::new(derivation, start, open, &before, &pool);
    let forms = tried(store, &mut trials, &ranking, first, derivation.assumptions());
    let best = trials.best;
    let (mut form, mut following) = (open.of, Vec::new());
    if let Some((_, found, attempt)) = best {
        (form, following) = (found, attempt.following);
        *derivation = attempt.derivation;
        *conclusion = attempt.conclusion;
        *lines = attempt.lines;
    }
    let mut from_output = without(store, form, open.variable).map(own);
    let alone = forms.iter().filter(|(_, form)| without(store, form.expr, open.variable).is_some());
    for (_, form) in alone.cloned().collect::<Vec<_>>().iter().take(MOST_TRIED_ALONE) {
        if from_output.is_some() {
            break;
        }
        let found = attempt(store, derivation, start, open, form, &before, &pool);
        let speaks =
            |c: &Condition| [c.left, c.right].iter().any(|&side| without(store, side, open.variable).is_none());
        if let Some(attempt) = found.filter(|attempt| !attempt.further.iter().any(speaks)) {
            *derivation = attempt.derivation;
            let (step, conditions) = (Some(attempt.conclusion), attempt.further);
            from_output = Some(FromOutput { form: form.expr, step, conditions });
        }
    }
    Closed { form, from_output, following }
}

/// Tries the forms that were found first and those of a search; all of them, the most readable first.
fn tried(
    store: &mut Store,
    trials: &mut Trials<'_>,
    ranking: &Ranking<'_>,
    first: Vec<ExprId>,
    assumed: &[Condition],
) -> Vec<(u64, Form)> {
    // what is proved first bounds what else is worth a search
    let seen = ranking.all_of(store, first.into_iter().map(Form::plain).collect());
    let plain = seen.iter().take_while(|(_, form)| ranking.own_divisors(store, form.expr).is_empty()).take(1);
    trials.go_through(store, &plain.cloned().collect::<Vec<_>>(), ranking);
    let most = trials.best.as_ref().map(|best| best.0).or(seen.first().map(|(cost, _)| cost.saturating_add(HOLE)));
    let most = most.unwrap_or(ranking.own).min(ranking.own);
    let forms = ranking.all(store, seen, most, assumed);
    trials.go_through(store, &forms, ranking);
    if trials.have_failed() {
        // what bounded the others has no proof
        let others = ranking.eliminated(store, false).into_iter().map(Form::plain).collect();
        let others = ranking.all_of(store, others);
        trials.go_through(store, &others, ranking);
    }
    forms
}

/// Whether a condition follows from others once the difference of its sides is written over independent kernels.
pub(crate) fn follows_by_kernels(
    store: &mut Store,
    derivation: &Derivation,
    given: &[Condition],
    condition: Condition,
    (name, function): (ExprId, ExprId),
    pool: &Pool,
) -> bool {
    let [left, right] = [condition.left, condition.right].map(|side| store.replace(side, name, function));
    if left == right {
        return false;
    }
    let difference = store.sub(left, right);
    let Some(written) = closed::written(store, difference, given, pool) else { return false };
    let holds = |relation| kernel::decide(store, given, Condition { left: written, relation, right: Store::ZERO });
    if holds(condition.relation) != Some(true) {
        return false;
    }
    let mut own = Derivation::new(store.brand());
    own.assumptions = derivation.assumptions().to_vec();
    given.iter().for_each(|&condition| own.assume(condition));
    let Some(step) = forms::conclude(store, &mut own, (difference, written), pool) else { return false };
    let Ok(checked) = kernel::check(store, Theory::builtin(), &own) else { return false };
    let Some(theorem) = checked.theorem(step) else { return false };
    theorem.conditions().iter().all(|&needed| {
        let is_asked = (needed.left, needed.relation, needed.right) == (left, condition.relation, right);
        !is_asked && kernel::decide(store, given, needed) == Some(true)
    })
}

/// Whether a condition, with a name in it replaced by what it stands for, follows from others.
pub(crate) fn follows(
    store: &mut Store,
    given: &[Condition],
    condition: Condition,
    (name, function): (ExprId, ExprId),
) -> bool {
    let Condition { left, relation, right } = condition;
    let [over, under] = [left, right].map(|side| store.replace(side, function, name));
    if kernel::decide(store, given, Condition { left: over, relation, right: under }) == Some(true) {
        return true; // whatever the value is
    }
    let (left, right) = (store.replace(left, name, function), store.replace(right, name, function));
    left != right && kernel::decide(store, given, Condition { left, relation, right }) == Some(true)
}

/// The steps and lines from the derivative to a form whose kernels are not those of the derivative.
pub(super) fn conclude_by_kernels(
    store: &mut Store,
    derivation: &mut Derivation,
    open: &Open,
    form: &Form,
    lines: &mut Vec<Line>,
    pool: &Pool,
) -> Option<StepId> {
    let before = lines.len();
    let written = store.replace(form.expr, open.name, open.function);
    let mut current = open.of;
    let mut total: Option<StepId> = None;
    if let Some(between) = form.between.filter(|&between| between != current && between != form.expr) {
        let step = forms::conclude(store, derivation, (current, between), pool)?;
        lines.push(Line { because: named(form), ..line(between, step, "") });
        (current, total) = (between, Some(step));
    }
    let mut last = None;
    if written != current {
        last = Some(forms::conclude(store, derivation, (current, written), pool)?);
    }
    if form.expr == written {
        lines.push(Line { because: named(form), ..line(written, last?, "") });
        begin_paragraph(lines, before);
        return Some(joined(derivation, open.of, written, total, last?));
    }
    let definition = definition(derivation, open);
    let put = match form.expr == open.name {
        true => definition,
        false => derivation.push(
            Judgement::Equal { left: form.expr, right: written },
            Reason::Substitution,
            &[definition],
            &[],
        ),
    };
    let back = Judgement::Equal { left: written, right: form.expr };
    let back = derivation.push(back, Reason::Symmetry, &[put], &[]);
    let step = joined(derivation, current, form.expr, last, back);
    let because = Because {
        equation: form.through,
        ..Because::named(&format!("definition of {}", symbol_name(store, open.name)))
    };
    lines.push(Line { because: vec![because], ..line(form.expr, step, "") });
    begin_paragraph(lines, before);
    Some(joined(derivation, open.of, form.expr, total, step))
}

/// The names that a form puts in, as reasons.
fn named(form: &Form) -> Vec<Because> {
    let because = |&equation| Because { equation: Some(equation), ..Because::named("named functions") };
    let named: Vec<Because> = form.names.iter().map(because).collect();
    if named.is_empty() { vec![Because::named("simplify")] } else { named }
}

/// The step that concludes that the name is the function on the set where it is closed.
pub(crate) fn definition(derivation: &mut Derivation, open: &Open) -> StepId {
    let equal = |left, right| Judgement::Equal { left, right };
    match open.located {
        None => derivation.push(equal(open.name, open.function), Reason::Definition, &[], &[]),
        Some((whole, located)) => {
            let named = derivation.push(equal(open.name, whole), Reason::Definition, &[], &[]);
            derivation.push(equal(open.name, open.function), Reason::Transitivity, &[named, located], &[])
        }
    }
}

/// The steps and lines from the derivative to the form, and the step that equates the two;
/// `None` if they cannot be concluded.
pub(super) fn conclude(
    store: &mut Store,
    derivation: &mut Derivation,
    open: &Open,
    form: ExprId,
    lines: &mut Vec<Line>,
) -> Option<StepId> {
    let equal = |left, right| Judgement::Equal { left, right };
    let written = store.replace(form, open.name, open.function);
    let (unwound, wound) = unwind(store, derivation, written);
    let mut current = open.of;
    let mut total: Option<StepId> = None;
    let before = lines.len();
    if unwound != current {
        let shown = match lines.as_slice() {
            [.., raw, last] => raw.expr == open.raw && last.expr == current,
            _ => false, // there is no line to leave out
        };
        let step = if shown && super::spelled::is_at_once(store, open.raw, unwound) {
            lines.pop();
            super::spelled::spell(store, derivation, open.raw, unwound, lines)?;
            super::relations::conclude(store, derivation, current, unwound)?
        } else {
            super::spelled::spell(store, derivation, current, unwound, lines)?
        };
        (current, total) = (unwound, Some(step));
    }
    if let Some((step, because)) = wound {
        let back = derivation.push(equal(current, written), Reason::Symmetry, &[step], &[]);
        lines.push(Line { because: vec![because], ..line(written, back, "") });
        total = Some(joined(derivation, open.of, written, total, back));
    }
    if form == written {
        begin_paragraph(lines, before);
        return total;
    }
    let definition = definition(derivation, open);
    let put = match form == open.name {
        true => definition,
        false => derivation.push(equal(form, written), Reason::Substitution, &[definition], &[]),
    };
    let step = derivation.push(equal(written, form), Reason::Symmetry, &[put], &[]);
    let name = format!("definition of {}", symbol_name(store, open.name));
    lines.push(line(form, step, &name));
    begin_paragraph(lines, before);
    Some(joined(derivation, open.of, form, total, step))
}

/// `start = end` from what led to the middle, if anything did, and the last step.
pub(crate) fn joined(
    derivation: &mut Derivation,
    start: ExprId,
    end: ExprId,
    before: Option<StepId>,
    step: StepId,
) -> StepId {
    match before {
        None => step,
        Some(before) => {
            let judgement = Judgement::Equal { left: start, right: end };
            derivation.push(judgement, Reason::Transitivity, &[before, step], &[])
        }
    }
}

fn symbol_name(store: &Store, symbol: ExprId) -> String {
    match store.node(symbol) {
        Node::Symbol(name) => store.name(name).to_owned(),
        _ => String::new(), // a defined name is a symbol
    }
}

/// Exponentials of logarithms written as what they are: the expression, and the step `written = unwound`.
fn unwind(store: &mut Store, derivation: &mut Derivation, written: ExprId) -> (ExprId, Option<(StepId, Because)>) {
    let theory = Theory::builtin();
    let (mut image, mut premises, mut because) = (Vec::new(), Vec::new(), None);
    for id in store.reachable(written) {
        for name in ["exponential-of-a-logarithm", "exponential-of-minus-a-logarithm"] {
            let Some(row) = theory.row(name) else { continue };
            let rule = theory.id(row, Class::Other, Class::Other);
            let Some(instance) = theory.instance(rule) else { continue };
            let parts = store.reachable(id);
            let Some(u) = parts.into_iter().find(|&u| instance.left.is(store, id, &[u])) else { continue };
            let right = instance.right.build(store, &[u]);
            let judgement = Judgement::Equal { left: id, right };
            premises.push(derivation.push(judgement, Reason::Rule(rule), &[], &[u]));
            image.push((id, right));
            because = Some(super::lines::spoken(instance.name, &instance.because));
        }
    }
    let Some(because) = because else { return (written, None) };
    let unwound = image.iter().fold(written, |expr, &(from, to)| store.replace(expr, from, to));
    let judgement = Judgement::Equal { left: written, right: unwound };
    let step = match premises.as_slice() {
        [only] if image[0].0 == written => *only,
        _ => derivation.push(judgement, Reason::Substitution, &premises, &[]),
    };
    (unwound, Some((step, because)))
}

/// The way to the closed form is a paragraph of its own.
fn begin_paragraph(lines: &mut [Line], before: usize) {
    if let Some(first) = lines.get_mut(before) {
        first.paragraph = true;
    }
}

fn line(expr: ExprId, step: StepId, name: &str) -> Line {
    let because = vec![Because::named(name)];
    Line { expr, step: Some(step), because, key: true, paragraph: false }
}

/// The expression, if the symbol does not occur in it.
pub(super) fn without(store: &Store, expr: ExprId, symbol: ExprId) -> Option<ExprId> {
    (!store.reachable(expr).contains(&symbol)).then_some(expr)
}

/// The expression as a fraction over independent kernels, which is only proposed; `None` if it cannot be read as one.
pub(crate) fn over_kernels(store: &mut Store, expr: ExprId, given: &[Condition]) -> Option<ExprId> {
    closed::written(store, expr, given, &Pool::new(Budget::OF_A_DERIVATION / 4, None))
}

/// A shorter form of the expression: without trivial factors, with numbers worked out and fractions reduced;
/// `None` if it is as short as it gets, or no work is left.
pub(crate) fn simplest(store: &mut Store, expr: ExprId) -> Option<ExprId> {
    if matches!(store.node(expr), Node::Number(_)) || work::is_spent() {
        return None;
    }
    if let Some(value) = algebra::rational(store, expr) {
        return super::differentiate::number(store, &value).filter(|&value| value != expr);
    }
    let tidied = arranged(store, expr);
    let notation = Notation { places: Notation::places_of(store, expr), ..Notation::default() };
    let own = cost(store, tidied, &notation);
    let shorter = if own > LARGEST {
        let multiplied = eliminate::reduced(store, notation, tidied, own);
        multiplied.filter(|&form| cost(store, form, &notation) < own).unwrap_or(tidied)
    } else {
        shortened(store, notation, tidied)
    };
    let best = if super::relations::equal(store, expr, shorter) { shorter } else { tidied };
    (best != expr).then_some(best)
}

/// Each sum, product and quotient outside functions as one reduced fraction, where that is shorter.
fn shortened(store: &mut Store, notation: Notation, expr: ExprId) -> ExprId {
    let mut image = rustc_hash::FxHashMap::default();
    let arithmetic = |node: Node| {
        matches!(node, Node::Neg(_) | Node::Add(..) | Node::Sub(..) | Node::Mul(..) | Node::Div(..) | Node::Pow(..))
    };
    for id in store.reachable(expr) {
        let node = store.node(id);
        let made = match node.pair() {
            (Some(a), None) if arithmetic(node) => store.intern(node.with_children(image[&a], image[&a])),
            (Some(a), Some(b)) if arithmetic(node) => store.intern(node.with_children(image[&a], image[&b])),
            _ => id, // a function keeps its argument
        };
        if !arithmetic(node) || work::is_spent() {
            image.insert(id, made);
            continue;
        }
        let own = cost(store, made, &notation);
        let reduced = eliminate::reduced(store, notation, made, own.saturating_add(1));
        let reduced = reduced.map(|form| (cost(store, form, &notation), form));
        let (least, best) = reduced.filter(|(least, _)| *least < own).unwrap_or((own, made));
        let related = super::relations::reduced(store, &notation, best, least);
        // where there are relations, the fraction is taken also if it costs as much
        let even = reduced.filter(|(least, _)| related.is_some() && *least == own).map(|(_, form)| form);
        let forms = related.unwrap_or_default().into_iter().chain(even).chain([best]);
        let best = forms.min_by_key(|&form| cost(store, form, &notation)).unwrap_or(best);
        image.insert(id, best);
    }
    image[&expr]
}
