//! Stages: a whole and a cheaper whole that is equal to it, with the steps that show it, and all of them put together.

use rustc_hash::{FxHashMap, FxHashSet};

use super::propose::Proposed;
use crate::algebra::Pool;
use crate::expr::{ExprId, Node, Store};
use crate::kernel::{self, Refusal, RefusalKind, Theorem};
use crate::passes::derived::{Because, Line};
use crate::passes::equal::{self, Limits};
use crate::passes::own::rewrite;
use crate::passes::{close, lines, relations, spelled};
use crate::theory::{Theory, is_trust};
use crate::trace::{Condition, Derivation, Judgement, Reason, StepId};

/// How far the proof of one form may go.
pub(super) const LIMITS: Limits =
    Limits { points: 60, bits: 256, nodes: 20_000, steps: 4_000, work: 4_000_000, time: None };
/// Of expressions with more nodes together, or more parts with branches, no proof is looked for beyond algebra.
const MOST_NODES: usize = 200;
const MOST_SWITCHES: usize = 9;
/// The most cells that all stages together may have.
const MOST_CELLS: usize = 81;
/// More reasons than this are not told one by one.
const MOST_REASONS: usize = 2;

/// One equality on the way to the form.
#[derive(Debug, Clone)]
pub(super) struct Stage {
    /// What the formula has become.
    pub(super) to: ExprId,
    /// The steps, and the conclusion that what it was before equals what it has become: one derivation for each cell.
    pub(super) cells: Vec<(Derivation, StepId)>,
    /// The lines to read.
    pub(super) lines: Vec<Line>,
}

/// The stage from `whole` to `put`, in which a part has become its form, if the kernel accepts it wherever the whole is
/// defined.
pub(super) fn proved(
    store: &mut Store,
    assumed: &[Condition],
    (whole, put): (ExprId, ExprId),
    (part, form): (ExprId, &Proposed),
    pool: &Pool,
) -> Option<Stage> {
    if part == whole
        && let Some(stage) = by_algebra(store, assumed, whole, put)
        && is_everywhere(store, assumed, whole, &stage.cells, pool)
    {
        return Some(stage);
    }
    let lifted = |cells: &[(Derivation, StepId)]| {
        let judgement = Judgement::Equal { left: whole, right: put };
        let lift = |(derivation, step): &(Derivation, StepId)| {
            let mut derivation = derivation.clone();
            let step = derivation.push(judgement, Reason::Substitution, &[*step], &[]);
            (derivation, step)
        };
        if part == whole { cells.to_vec() } else { cells.iter().map(lift).collect() }
    };
    let is_wanted =
        |store: &mut Store, cells: &[(Derivation, StepId)]| is_everywhere(store, assumed, whole, &lifted(cells), pool);
    let simple = concluded(store, assumed, part, form.expr).filter(|cell| is_wanted(store, std::slice::from_ref(cell)));
    let cells = match simple {
        Some(cell) => vec![cell],
        None if is_much(store, part, form.expr) => return None,
        None => equal::proof(store, (part, form.expr), assumed, (&LIMITS, pool), is_wanted)?,
    };
    let because = because(store, &cells, (part, form), whole);
    let cells = lifted(&cells);
    let line = Line { expr: put, step: Some(cells[0].1), because, key: true, paragraph: false };
    Some(Stage { to: put, cells, lines: vec![line] })
}

/// Whether a proof about two expressions would be much work.
fn is_much(store: &Store, part: ExprId, form: ExprId) -> bool {
    let reached: Vec<ExprId> = [part, form].into_iter().flat_map(|side| store.reachable(side)).collect();
    reached.len() > MOST_NODES
        || reached.iter().filter(|&&id| equal::pieces::is_switch(store, id)).count() > MOST_SWITCHES
}

/// The stage by algebra alone, spelled out.
pub(super) fn by_algebra(store: &mut Store, assumed: &[Condition], whole: ExprId, to: ExprId) -> Option<Stage> {
    let mut derivation = empty(store, assumed);
    let mut lines = Vec::new();
    let step = spelled::spell(store, &mut derivation, whole, to, &mut lines)?;
    Some(Stage { to, cells: vec![(derivation, step)], lines })
}

/// The stage that a rule of the user's own gives, if one fits wherever the whole is defined.
pub(super) fn by_own_rule(
    store: &mut Store,
    assumed: &[Condition],
    whole: ExprId,
    seen: &FxHashSet<ExprId>,
    pool: &Pool,
) -> Option<Stage> {
    if !rewrite::any() {
        return None;
    }
    let mut derivation = empty(store, assumed);
    let found = rewrite::once(store, &mut derivation, whole, seen, &mut |store, derivation, step| {
        is_everywhere(store, assumed, whole, &[(derivation.clone(), step)], pool)
    })?;
    let because = vec![found.because];
    let line = Line { expr: found.to, step: Some(found.step), because, key: true, paragraph: false };
    Some(Stage { to: found.to, cells: vec![(derivation, found.step)], lines: vec![line] })
}

/// That a part equals its form, by algebra and the relations between its functions.
fn concluded(store: &mut Store, assumed: &[Condition], part: ExprId, form: ExprId) -> Option<(Derivation, StepId)> {
    let mut derivation = empty(store, assumed);
    let step = relations::conclude(store, &mut derivation, part, form)?;
    Some((derivation, step))
}

fn empty(store: &Store, assumed: &[Condition]) -> Derivation {
    let mut derivation = Derivation::new(store.brand());
    derivation.assumptions = assumed.to_vec();
    derivation
}

/// Why a part is its form: the names that are put in, the rules of the proof if they are few, or the equation.
fn because(
    store: &Store,
    cells: &[(Derivation, StepId)],
    (part, form): (ExprId, &Proposed),
    whole: ExprId,
) -> Vec<Because> {
    let equation = (part != whole).then_some((part, form.expr));
    let occurring = store.reachable(part);
    let is_told = |(left, _): &&(ExprId, ExprId)| occurring.contains(left) && *left != whole;
    let named = |&equation| Because { equation: Some(equation), ..Because::named("named functions") };
    let told: Vec<Because> = form.names.iter().filter(is_told).map(named).collect();
    if !told.is_empty() {
        return told;
    }
    let name = match (store.node(form.expr), cells) {
        (Node::Call(f, _), [_]) if !form.names.is_empty() && !f.row().meaning.is_empty() => {
            format!("definition of {}", f.row().name)
        }
        (_, [_]) if !form.names.is_empty() => "named functions".to_owned(),
        (_, [(derivation, step)]) => match reasons(derivation, *step) {
            reasons if (1..=MOST_REASONS).contains(&reasons.len()) => return reasons,
            _ => "simplify".to_owned(), // none that has a name, or too many
        },
        _ => "case by case".to_owned(), // more than one cell
    };
    vec![Because { equation, ..Because::named(&name) }]
}

/// The rules and definitions by which a conclusion follows, each once, in order.
fn reasons(derivation: &Derivation, conclusion: StepId) -> Vec<Because> {
    let theory = Theory::builtin();
    let (derivation, _) = derivation.sliced(conclusion);
    let mut found: Vec<Because> = Vec::new();
    for step in derivation.steps() {
        let because = match step.reason {
            Reason::Rule(id) => theory.instance(id).map(|instance| lines::spoken(instance.name, &instance.because)),
            Reason::Meaning(f) => Some(Because::named(&format!("definition of {}", f.row().name))),
            Reason::Parity(f) => {
                theory.parity(f).map(|row| Because { formula: row.because.clone(), ..Because::named("parity") })
            }
            Reason::Logarithms => Some(Because::named("laws of powers and logarithms")),
            _ => None, // it says how steps are put together, or reckons
        };
        found.extend(because.filter(|because| !found.contains(because)));
    }
    found
}

/// Whether the equality needs nothing besides that the whole is defined.
fn is_everywhere(
    store: &mut Store,
    assumed: &[Condition],
    whole: ExprId,
    cells: &[(Derivation, StepId)],
    pool: &Pool,
) -> bool {
    let Ok(theorem) = theorem(store, cells, assumed.len()) else { return false };
    let Ok((defined, _)) = assembled(store, whole, assumed, &[]) else { return false };
    if theorem.is_formal() {
        return defined.is_formal();
    }
    let needed = defined.conditions().to_vec();
    let given: Vec<Condition> = assumed.iter().chain(&needed).copied().collect();
    let nothing = (Store::ZERO, Store::ZERO);
    let empty = empty(store, assumed);
    let is_further = |c: &Condition| !needed.contains(c) && !is_trust(store, *c);
    let further: Vec<Condition> = theorem.conditions().iter().copied().filter(is_further).collect();
    further.into_iter().all(|condition| {
        close::follows(store, &given, condition, nothing)
            || close::follows_by_kernels(store, &empty, &given, condition, nothing, pool)
    })
}

/// The theorem of the derivations on all cells, whose first assumptions, so many, are the same.
fn theorem(store: &Store, cells: &[(Derivation, StepId)], common: usize) -> Result<Theorem, Refusal> {
    let mut theorems = Vec::with_capacity(cells.len());
    for (derivation, step) in cells {
        theorems.extend(kernel::check(store, Theory::builtin(), derivation)?.theorem(*step));
    }
    let step = cells.first().map_or(StepId(0), |cell| cell.1);
    kernel::cover(store, &theorems, common).ok_or(Refusal { step, kind: RefusalKind::WrongJudgement })
}

/// All stages as one equality that starts from the formula: the theorem, and the derivations that it is made of.
pub(super) fn assembled(
    store: &mut Store,
    formula: ExprId,
    assumed: &[Condition],
    stages: &[Stage],
) -> Result<(Theorem, Vec<(Derivation, StepId)>), Refusal> {
    let mut cells = vec![start(store, formula, assumed)];
    let mut divided: Vec<Vec<Vec<Condition>>> = Vec::new();
    let mut from = formula;
    for stage in stages {
        let own: Vec<Vec<Condition>> =
            stage.cells.iter().map(|(derivation, _)| derivation.assumptions()[assumed.len()..].to_vec()).collect();
        let is_known = divided.contains(&own);
        let mut next = Vec::new();
        for (derivation, step) in &cells {
            for ((further, conclusion), cell) in stage.cells.iter().zip(&own) {
                let holds = |condition: &Condition| derivation.assumptions()[assumed.len()..].contains(condition);
                if is_known && !cell.iter().all(holds) {
                    continue;
                }
                let mut made = derivation.clone();
                if !is_known {
                    cell.iter().for_each(|&condition| made.assume(condition));
                }
                let last = append(&mut made, further, *conclusion);
                let step = match from == formula && derivation.steps().len() == 1 {
                    true => last,
                    false => {
                        let judgement = Judgement::Equal { left: formula, right: stage.to };
                        made.push(judgement, Reason::Transitivity, &[*step, last], &[])
                    }
                };
                next.push((made, step));
            }
        }
        divided.push(own);
        (cells, from) = (next, stage.to);
    }
    let cells: Vec<(Derivation, StepId)> = cells.iter().map(|(derivation, step)| derivation.sliced(*step)).collect();
    let theorem = theorem(store, &cells, assumed.len())?;
    match theorem.judgement() == (Judgement::Equal { left: formula, right: from }) {
        true => Ok((theorem, cells)),
        false => Err(Refusal { step: StepId(0), kind: RefusalKind::WrongJudgement }),
    }
}

/// Whether another stage would not divide everything too often.
pub(super) fn fits(stages: &[Stage], next: &Stage) -> bool {
    stages.iter().chain([next]).map(|stage| stage.cells.len()).product::<usize>() <= MOST_CELLS
}

/// That the formula equals itself wherever it is defined.
fn start(store: &Store, formula: ExprId, assumed: &[Condition]) -> (Derivation, StepId) {
    let mut derivation = empty(store, assumed);
    let judgement = Judgement::Equal { left: formula, right: formula };
    let step = derivation.push(judgement, Reason::Substitution, &[], &[]);
    (derivation, step)
}

/// Adds the steps of another derivation; where its conclusion stands now. A step that is there already is not repeated.
fn append(derivation: &mut Derivation, further: &Derivation, conclusion: StepId) -> StepId {
    let mut places: Vec<StepId> = Vec::with_capacity(further.steps().len());
    let mut known: FxHashMap<Judgement, StepId> = FxHashMap::default();
    for (at, step) in derivation.steps().iter().enumerate() {
        known.entry(step.judgement).or_insert(StepId(at as u32));
    }
    for step in further.steps() {
        let place = known.get(&step.judgement).copied().unwrap_or_else(|| {
            let premises: Vec<StepId> =
                further.premises(step).iter().map(|premise| places[premise.0 as usize]).collect();
            derivation.push(step.judgement, step.reason, &premises, further.substitution(step))
        });
        places.push(place);
    }
    places[conclusion.0 as usize]
}
