//! The derivative of a function of the table, proved from what the function means in others.

use super::derived::{Because, Branch, Line};
use super::differentiate::{Choice, Found, differentiate, substitution};
use super::{arguments, close, lines, relations, spelled};
use crate::expr::{ExprId, FunctionId, Node, Store};
use crate::kernel;
use crate::theory::{Class, Theory};
use crate::trace::{Derivation, Judgement, Reason, StepId};

/// The derivative as the table has it, with the step that proves it and the lines to read.
pub(crate) struct Proved {
    pub(crate) is: ExprId,
    pub(crate) step: StepId,
    pub(crate) lines: Vec<Line>,
}

/// For each function in the formula that has a meaning in others: its derivative at the variable, from the meaning.
/// Functions whose derivative could not be reached from the meaning are left out.
pub(crate) fn all(store: &mut Store, function: ExprId, variable: ExprId) -> Vec<Branch> {
    let mut functions: Vec<FunctionId> = Vec::new();
    for id in store.reachable(function) {
        if let Node::Call(f, _) = store.node(id)
            && !functions.contains(&f)
        {
            functions.push(f);
        }
    }
    functions.into_iter().filter_map(|f| one(store, f, variable)).collect()
}

fn one(store: &mut Store, f: FunctionId, variable: ExprId) -> Option<Branch> {
    let call = store.call(f, variable);
    let mut derivation = Derivation::new(store.brand());
    let proved = derive(store, &mut derivation, call, variable)?;
    let theorems = kernel::check(store, Theory::builtin(), &derivation).ok()?;
    let mut branch = Branch::undifferentiated(store, call);
    branch.conditions = theorems.theorem(proved.step)?.conditions().to_vec();
    branch.derivative = proved.is;
    branch.closed_form = proved.is;
    branch.conclusion = proved.step;
    branch.lines = proved.lines;
    branch.derivation = derivation;
    Some(branch)
}

/// Proves the table's derivative of `call`, a function of the variable, from the function's meaning.
pub(crate) fn derive(store: &mut Store, derivation: &mut Derivation, call: ExprId, variable: ExprId) -> Option<Proved> {
    let Node::Call(f, argument) = store.node(call) else { return None };
    if argument != variable || kernel::is_piecewise(f.row()) {
        return None;
    }
    let theory = Theory::builtin();
    let body = theory.meaning(f)?.right.build(store, &[variable]);
    let equal = |left, right| Judgement::Equal { left, right };
    let slope = |of, is| Judgement::Derivative { of, by: variable, is };
    let opened = derivation.push(equal(call, body), Reason::Meaning(f), &[], &[variable]);
    let start = derivation.steps().len();
    let mut found = differentiate(store, theory, derivation, body, variable).ok()?;
    let chain = lines::chain(store, theory, derivation, start, body, variable)?;
    let is = listed(store, theory, f, variable)?;
    let (mut raw, mut shown) = (chain.end, chain.lines);
    if reachable_form(store, f, is, raw).is_none()
        && let Some((tidied, step, because)) = arguments::tidied(store, derivation, raw, body)
    {
        shown.push(Line { expr: tidied, step: Some(step), because, key: false, paragraph: false });
        let before = (raw != found.is).then(|| relations::conclude(store, derivation, found.is, raw)).flatten();
        found.step = derivation_of(derivation, found, before, step, slope(body, tidied));
        (found.is, raw) = (tidied, tidied);
    }
    let (written, meanings) = reachable_form(store, f, is, raw)?;
    let at_once = spelled::is_at_once(store, raw, written);
    let end = close::simplest(store, raw).filter(|_| !at_once).unwrap_or(raw);
    if end != raw && end != written {
        spelled::spell(store, derivation, raw, end, &mut shown)?;
        spelled::spell(store, derivation, end, written, &mut shown)?;
    } else if raw != written {
        spelled::spell(store, derivation, raw, written, &mut shown)?;
    }
    let same = relations::conclude(store, derivation, found.is, written)?;
    let mut last = derivation.push(slope(body, written), Reason::Transitivity, &[found.step, same], &[]);
    if written != is {
        let premises: Vec<StepId> = meanings
            .iter()
            .map(|&(h, call, meaning)| derivation.push(equal(call, meaning), Reason::Meaning(h), &[], &[variable]))
            .collect();
        let put = match premises.as_slice() {
            [only] if meanings[0].1 == is => *only,
            _ => derivation.push(equal(is, written), Reason::Substitution, &premises, &[]),
        };
        let back = derivation.push(equal(written, is), Reason::Symmetry, &[put], &[]);
        last = derivation.push(slope(body, is), Reason::Transitivity, &[last, back], &[]);
        let because = meanings.iter().map(|(h, ..)| definition_of(*h)).collect();
        shown.push(Line { expr: is, step: Some(back), because, key: true, paragraph: false });
    }
    let step = derivation.push(slope(call, is), Reason::Locality, &[opened, last], &[]);
    let line = introduced(store, derivation, f, [call, body, is], variable, [step, last]);
    shown[0] = line;
    let whole = store.intern(Node::Derivative(call, variable));
    shown.insert(0, Line { expr: whole, step: None, because: Vec::new(), key: true, paragraph: false });
    Some(Proved { is, step, lines: shown })
}

/// The derivative that was found, rewritten in one or two steps.
fn derivation_of(
    derivation: &mut Derivation,
    found: Found,
    before: Option<StepId>,
    step: StepId,
    judgement: Judgement,
) -> StepId {
    let mut last = found.step;
    if let (Some(before), Judgement::Derivative { of, by, .. }) = (before, judgement)
        && let Judgement::Equal { right, .. } = derivation.step(before).judgement
    {
        last = derivation.push(Judgement::Derivative { of, by, is: right }, Reason::Transitivity, &[last, before], &[]);
    }
    derivation.push(judgement, Reason::Transitivity, &[last, step], &[])
}

/// The line `d/dz [meaning]` after `d/dz [call]`: both derivatives are `is`.
fn introduced(
    store: &mut Store,
    derivation: &mut Derivation,
    f: FunctionId,
    [call, body, is]: [ExprId; 3],
    variable: ExprId,
    [of_call, of_body]: [StepId; 2],
) -> Line {
    let equal = |left, right| Judgement::Equal { left, right };
    let whole = store.intern(Node::Derivative(call, variable));
    let meant = store.intern(Node::Derivative(body, variable));
    let first = derivation.push(equal(whole, is), Reason::Substitution, &[of_call], &[]);
    let second = derivation.push(equal(meant, is), Reason::Substitution, &[of_body], &[]);
    let back = derivation.push(equal(is, meant), Reason::Symmetry, &[second], &[]);
    let step = derivation.push(equal(whole, meant), Reason::Transitivity, &[first, back], &[]);
    Line { expr: meant, step: Some(step), because: vec![definition_of(f)], key: true, paragraph: false }
}

fn definition_of(f: FunctionId) -> Because {
    Because::named(&format!("definition of {}", f.row().name))
}

/// The derivative that the table lists, at the variable.
fn listed(store: &mut Store, theory: &Theory, f: FunctionId, variable: ExprId) -> Option<ExprId> {
    let row = theory.chain_row(f);
    let instance = theory.instance(theory.id(row, Class::One, Class::Other))?;
    let choice = Choice { row, u: Some(variable), v: None, c: None, n: None };
    let mut values = Vec::with_capacity(instance.slots);
    substitution(store, instance, &choice, &|_| Store::ONE, &mut values)?;
    Some(instance.right.build(store, &values))
}

/// A function with its call and what the call means.
type Opened = (FunctionId, ExprId, ExprId);

/// The listed derivative with as few functions opened as it takes to be what the rules found.
fn reachable_form(store: &mut Store, f: FunctionId, is: ExprId, raw: ExprId) -> Option<(ExprId, Vec<Opened>)> {
    let theory = Theory::builtin();
    let mut meanings: Vec<Opened> = Vec::new();
    for id in store.reachable(is) {
        if let Node::Call(h, argument) = store.node(id)
            && let Some(meaning) = theory.meaning(h)
        {
            let meaning = meaning.right.build(store, &[argument]);
            meanings.push((h, id, meaning));
        }
    }
    let own: Vec<Opened> = meanings.iter().copied().filter(|&(h, ..)| h == f).collect();
    for opened in [Vec::new(), own, meanings] {
        let mut image = rustc_hash::FxHashMap::default();
        image.extend(opened.iter().map(|&(_, call, meaning)| (call, meaning)));
        let written = put(store, is, &image);
        if relations::equal(store, raw, written) {
            return Some((written, opened));
        }
    }
    None
}

/// `expr` with each call replaced by its image; the images are not entered.
fn put(store: &mut Store, expr: ExprId, image: &rustc_hash::FxHashMap<ExprId, ExprId>) -> ExprId {
    let mut made: rustc_hash::FxHashMap<ExprId, ExprId> = rustc_hash::FxHashMap::default();
    for id in store.reachable(expr) {
        let node = store.node(id);
        let new = match (image.get(&id), node.pair()) {
            (Some(&new), _) => new,
            (None, (None, _)) => id,
            (None, (Some(a), None)) => store.intern(node.with_children(made[&a], made[&a])),
            (None, (Some(a), Some(b))) => store.intern(node.with_children(made[&a], made[&b])),
        };
        made.insert(id, new);
    }
    made[&expr]
}
