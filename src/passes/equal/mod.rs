//! Whether two formulas are the same function: proved, refuted at a point, or undecided with the reason.
//!
//! Floating point proposes where to look. A difference is shown by the kernel at an exact point, an equality by a
//! derivation that the kernel checks; nothing else decides.

mod argument;
pub(crate) mod carried;
#[cfg(feature = "serde")]
mod outward;
pub(crate) mod pieces;
mod points;
pub(crate) mod prove;
mod question;
mod undecided;

use std::time::{Duration, Instant};

use crate::algebra::{Budget, Pool};
use crate::expr::{ExprId, Store};
use crate::kernel::{self, MOST_PRECISION, Refutation, Side, Theorem, Unrefuted};
use crate::theory::Theory;
use crate::trace::{Condition, Derivation, Judgement, Reason, StepId};

pub use points::Witness;
pub use question::{Error, Request};
pub use undecided::{Code, Undecided};

use super::own::rewrite;
use argument::{Argument, concluded, joined};
use pieces::Divided;
use question::Question;
use undecided::undecided;

/// How far work may go that the formulas decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How many points are tried.
    pub points: usize,
    /// How many bits enclosures may have.
    pub bits: usize,
    /// How many expressions may be made.
    pub nodes: usize,
    /// How many steps a proof may have.
    pub steps: usize,
    /// How much work algebra may cost, in multiplications of small coefficients.
    pub work: u64,
    /// How long the search may take. Without it the answer does not depend on the machine.
    pub time: Option<Duration>,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            points: 400,
            bits: MOST_PRECISION,
            nodes: 200_000,
            steps: 20_000,
            work: Budget::OF_A_DERIVATION,
            time: None,
        }
    }
}

/// What was found about two formulas.
#[derive(Debug, Clone)]
pub struct Equality {
    /// The store of all expressions here.
    pub store: Store,
    /// Both sides as they were read.
    pub sides: (ExprId, ExprId),
    /// How ambiguous places were read, one sentence each.
    pub notes: Vec<String>,
    /// What was allowed to be assumed; [`Equality::rests_on`] says what was.
    pub assumed: Vec<Condition>,
    /// Where equality was asked for: it was assumed as well.
    pub on: Vec<Condition>,
    /// Whether they are equal.
    pub verdict: Verdict,
}

impl Equality {
    /// What the verdict rests on besides where equality was asked for, each once: the assumptions that the proof uses, or
    /// all that were given where there is none.
    pub fn rests_on(&self) -> Vec<Condition> {
        let used = match &self.verdict {
            Verdict::Equal(proof) | Verdict::Formal(proof) => {
                let all = proof.theorem.assumptions();
                &all[..all.len().saturating_sub(self.on.len())]
            }
            Verdict::Different(_) | Verdict::Undecided(_) => self.assumed.as_slice(),
        };
        let mut seen = rustc_hash::FxHashSet::default();
        used.iter().copied().filter(|condition| seen.insert(*condition)).collect()
    }
}

impl Equality {
    /// The trusted rows that the proof rests on.
    pub fn trusted(&self) -> Vec<&str> {
        match &self.verdict {
            Verdict::Equal(proof) | Verdict::Formal(proof) => {
                crate::theory::all_trusted(&self.store, &proof.conditions)
            }
            Verdict::Different(_) | Verdict::Undecided(_) => Vec::new(),
        }
    }
}

/// Whether two formulas are equal.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Verdict {
    /// Equal wherever the theorem's conditions hold, and they hold somewhere.
    Equal(Box<Proof>),
    /// Equal wherever the theorem's conditions hold, and no place where they do is known.
    Formal(Box<Proof>),
    /// Different at a point.
    Different(Box<Refutation>),
    /// Neither was found.
    Undecided(Undecided),
}

/// A theorem of the kernel with the steps that it was made from.
#[derive(Debug, Clone)]
pub struct Proof {
    /// What holds.
    pub theorem: Theorem,
    /// Those of its conditions that do not follow from the others.
    pub conditions: Vec<Condition>,
    /// The checked steps and the conclusion: one derivation, or one for each cell, whose assumptions after the first
    /// ones say which cell it is.
    pub cells: Vec<(Derivation, StepId)>,
    /// A point at which both sides are defined, all conditions hold, and whatever was allowed to be assumed.
    pub witness: Option<Witness>,
}

/// Decides whether two formulas are equal, as far as it can.
///
/// # Errors
/// A formula or an assumption cannot be read.
pub fn equal(request: &Request) -> Result<Equality, Error> {
    let question = question::read(request)?;
    Ok(decide(question, &request.limits))
}

/// As [`equal`], for two expressions of a store under assumptions. What the proof needs is made in the store.
pub fn compare(store: &mut Store, sides: (ExprId, ExprId), assumed: &[Condition], limits: &Limits) -> Verdict {
    verdict(store, sides, assumed, assumed.len(), limits).unwrap_or_else(Verdict::Undecided)
}

/// Decides whether two expressions of a store are equal, with nothing assumed.
pub(crate) fn decide_in(store: Store, sides: (ExprId, ExprId), limits: &Limits) -> Equality {
    between(store, sides, Vec::new(), Vec::new(), limits)
}

/// Decides whether two expressions of a store are equal where `on` holds; `assumed` may be used.
pub(crate) fn between(
    store: Store,
    sides: (ExprId, ExprId),
    assumed: Vec<Condition>,
    on: Vec<Condition>,
    limits: &Limits,
) -> Equality {
    decide(Question { store, sides, assumed, on, notes: Vec::new() }, limits)
}

fn decide(question: Question, limits: &Limits) -> Equality {
    let Question { mut store, sides, assumed, on, notes } = question;
    let given: Vec<Condition> = assumed.iter().chain(&on).copied().collect();
    let asked = verdict(&mut store, sides, &given, assumed.len(), limits);
    let verdict = asked.unwrap_or_else(Verdict::Undecided);
    Equality { store, sides, notes, assumed, on, verdict }
}

/// Bits that a first look at a proposed difference may take; the rest is spent when no proof is found.
const FIRST_BITS: usize = 256;
/// Where the sides seem to agree at other points, so many proposed differences are looked at before a proof is searched:
/// the others are most likely rounding.
const FEW: usize = 1;

/// The verdict, in which rules of the user's own take part where there is none without them.
fn verdict(
    store: &mut Store,
    sides: (ExprId, ExprId),
    assumed: &[Condition],
    own: usize,
    limits: &Limits,
) -> Result<Verdict, Undecided> {
    let plain = verdict_by(store, sides, assumed, own, limits, None);
    match plain {
        Err(undecided) if undecided.code != Code::NoDerivative && rewrite::any() => {
            verdict_by(store, sides, assumed, own, limits, Some(undecided))
        }
        decided => decided,
    }
}

/// Both sides with rules of the user's own applied, if any fits.
fn rewritten(
    store: &mut Store,
    derivation: &mut Derivation,
    sides: (ExprId, ExprId),
    (left, right): (carried::Carried, carried::Carried),
) -> Option<(carried::Carried, carried::Carried)> {
    let made =
        (rewrite::carried(store, derivation, left, sides.0), rewrite::carried(store, derivation, right, sides.1));
    ((made.0.is, made.1.is) != (left.is, right.is)).then_some(made)
}

/// As [`verdict`]; where there is none without them, for this reason, by rules of the user's own.
fn verdict_by(
    store: &mut Store,
    sides: (ExprId, ExprId),
    assumed: &[Condition],
    own: usize,
    limits: &Limits,
    without: Option<Undecided>,
) -> Result<Verdict, Undecided> {
    let pool = Pool::new(limits.work, limits.time.map(|time| Instant::now() + time));
    let (theory, mut functions) = (Theory::builtin(), Vec::new());
    let mut derivation = Derivation::new(store.brand());
    derivation.assumptions = assumed.to_vec();
    let left = carried::carry_out(store, theory, &mut derivation, sides.0, &mut functions)?;
    let right = carried::carry_out(store, theory, &mut derivation, sides.1, &mut functions)?;
    let (left, right) = match without {
        None => (left, right),
        Some(without) => rewritten(store, &mut derivation, sides, (left, right)).ok_or(without)?,
    };
    let plain = (left.is, right.is);
    super::task::name_domains(store, plain.0);
    super::task::name_domains(store, plain.1);
    let sampled = points::sample(store, plain, assumed, &functions, limits.points, &pool);
    let asked = Asked { sides, carried: (left, right), derivation: &derivation, limits, pool: &pool };
    let few = if sampled.agreeing.is_empty() { usize::MAX } else { FEW };
    let (first, others) = sampled.different.split_at(few.min(sampled.different.len()));
    for points in [first, &sampled.beyond] {
        if let Ok(found) = asked.refuted(store, points, FIRST_BITS) {
            return Ok(found);
        }
    }
    let Search { found, needless, mut candidates, out_of_budget } = asked.search(store, &sampled)?;
    if let Some(argument) = found {
        // what holds without conditions is refuted nowhere
        let bounded = !argument.theorem.conditions().is_empty();
        let refuted = bounded.then(|| asked.refuted(store, others, FIRST_BITS).ok()).flatten();
        return Ok(refuted.unwrap_or_else(|| concluded(store, argument, own, &sampled, limits)));
    }
    if let Ok(found) = asked.refuted(store, others, FIRST_BITS) {
        return Ok(found);
    }
    if let Some(argument) = needless {
        return Ok(concluded(store, argument, own, &sampled, limits));
    }
    candidates.extend(sampled.agreeing.iter().take(2).chain(sampled.beyond.first()).cloned());
    match asked.refuted(store, &candidates, limits.bits) {
        Ok(found) => Ok(found),
        Err(_) if pool.is_over() => Err(Undecided { code: Code::Budget, why: "the time is over".into() }),
        Err(found) => {
            let out_of_budget = out_of_budget || pool.is_spent();
            Err(undecided(store, plain, &found, out_of_budget, &sampled))
        }
    }
}

/// Proofs that both sides, in which no derivative stands, are equal: each one derivation with its conclusion, or one for
/// each cell, whose assumptions after the given ones say which cell it is. The first one that is wanted is returned.
/// `None` if none is.
pub(crate) fn proof(
    store: &mut Store,
    sides: (ExprId, ExprId),
    assumed: &[Condition],
    (limits, pool): (&Limits, &Pool),
    mut is_wanted: impl FnMut(&mut Store, &[(Derivation, StepId)]) -> bool,
) -> Option<Vec<(Derivation, StepId)>> {
    let mut derivation = Derivation::new(store.brand());
    derivation.assumptions = assumed.to_vec();
    let carried = [sides.0, sides.1].map(|is| carried::Carried { is, step: None });
    let asked = Asked { sides, carried: (carried[0], carried[1]), derivation: &derivation, limits, pool };
    [Divided::Cases, Divided::All].into_iter().find_map(|divided| {
        let cells = asked.cells(store, divided, &mut Vec::new())?;
        let argument = asked.proved(store, &cells).ok()?.ok()?;
        is_wanted(store, &argument.cells).then_some(argument.cells)
    })
}

/// Whether both sides, in which no derivative stands, are shown to differ at a point.
pub(crate) fn differ(
    store: &mut Store,
    sides: (ExprId, ExprId),
    assumed: &[Condition],
    (limits, pool): (&Limits, &Pool),
) -> bool {
    let mut derivation = Derivation::new(store.brand());
    derivation.assumptions = assumed.to_vec();
    super::task::name_domains(store, sides.0);
    super::task::name_domains(store, sides.1);
    let sampled = points::sample(store, sides, assumed, &[], limits.points, pool);
    let carried = [sides.0, sides.1].map(|is| carried::Carried { is, step: None });
    let asked = Asked { sides, carried: (carried[0], carried[1]), derivation: &derivation, limits, pool };
    [&sampled.different, &sampled.beyond].into_iter().any(|points| asked.refuted(store, points, FIRST_BITS).is_ok())
}

/// What is to be proved, and the steps that the sides rest on.
struct Asked<'a> {
    sides: (ExprId, ExprId),
    carried: (carried::Carried, carried::Carried),
    derivation: &'a Derivation,
    limits: &'a Limits,
    /// What the algebra of all proofs may still cost.
    pool: &'a Pool,
}

/// What a search for a proof brings.
struct Search {
    found: Option<Argument>,
    /// A proof with conditions that leave out points at which both sides agree.
    needless: Option<Argument>,
    /// Points at which both sides may differ.
    candidates: Vec<points::Candidate>,
    out_of_budget: bool,
}

/// The cell on which there is no proof.
struct Unproved<'a> {
    out_of_budget: bool,
    cell: &'a [Condition],
    /// Expressions whose order would have to be known for a proof.
    borders: Vec<(ExprId, ExprId)>,
}

impl Asked<'_> {
    /// A refutation at one of the points, or why there is none at each of them.
    fn refuted(&self, store: &Store, points: &[points::Candidate], bits: usize) -> Result<Verdict, Vec<Unrefuted>> {
        let (left, right) = self.carried;
        let claimed = (Side { expr: self.sides.0, by: left.step }, Side { expr: self.sides.1, by: right.step });
        let bits = bits.min(self.limits.bits);
        let mut found = Vec::new();
        for point in points {
            match kernel::refute(store, Theory::builtin(), self.derivation, claimed, &point.values, bits) {
                Ok(refutation) => return Ok(Verdict::Different(Box::new(refutation))),
                Err(why) => found.push(why),
            }
            if self.pool.is_over() {
                break;
            }
        }
        Err(found)
    }

    /// Looks for a proof with everything in one piece, and then in more and more cells.
    fn search(&self, store: &mut Store, sampled: &points::Sampled) -> Result<Search, Undecided> {
        let candidates = sampled.different.clone();
        let mut search = Search { found: None, needless: None, candidates, out_of_budget: false };
        let mut narrowed = Vec::new();
        for divided in [Divided::Cases, Divided::All, Divided::Further] {
            let Some(cells) = self.cells(store, divided, &mut narrowed) else { continue };
            match self.proved(store, &cells)? {
                Ok(argument) if argument.leaves_out(store, &sampled.agreeing) => {
                    search.needless.get_or_insert(argument); // another division may leave out nothing
                }
                Ok(argument) => {
                    search.found = Some(argument);
                    break;
                }
                Err(unproved) => {
                    search.out_of_budget |= unproved.out_of_budget;
                    narrowed.extend(unproved.borders);
                    search.candidates.extend(points::on_borders(store, unproved.cell, sampled));
                }
            }
        }
        Ok(search)
    }

    /// The cells in which the equality is to be proved, if a proof may be found in them that was not looked for before.
    fn cells(
        &self,
        store: &mut Store,
        divided: Divided,
        narrowed: &mut Vec<(ExprId, ExprId)>,
    ) -> Option<Vec<Vec<Condition>>> {
        let plain = (self.carried.0.is, self.carried.1.is);
        let mut cells = pieces::cells(store, plain, self.derivation.assumptions(), divided)?;
        if divided == Divided::Further {
            narrowed.extend(pieces::borders_of_domains(store, plain));
            narrowed.dedup();
            if narrowed.is_empty() {
                return None;
            }
            cells = pieces::further(&cells, narrowed);
        }
        (cells.len() > 1 || divided == Divided::Cases && !cells.is_empty()).then_some(cells)
    }

    /// The step that says that both sides are equal because there is nothing in the cell: its assumptions contradict each
    /// other, or a side or a step that the sides rest on needs what fails there.
    fn impossible(&self, store: &Store, derivation: &mut Derivation) -> Option<StepId> {
        let mut own = derivation.clone();
        let (left, right) = (self.carried.0.is, self.carried.1.is);
        let defined = [left, right]
            .map(|side| own.push(Judgement::Equal { left: side, right: side }, Reason::Substitution, &[], &[]));
        let steps = [self.carried.0.step, self.carried.1.step].into_iter().flatten().chain(defined);
        let checked = kernel::check(store, Theory::builtin(), &own).ok()?;
        let fails = |&step: &StepId| checked.theorem(step).is_some_and(|theorem| theorem.is_formal());
        let premise = steps.into_iter().find(fails)?;
        drop(checked);
        *derivation = own;
        Some(derivation.push(Judgement::Equal { left, right }, Reason::Contradiction, &[premise], &[]))
    }

    /// A proof on every cell, joined.
    fn proved<'c>(
        &self,
        store: &mut Store,
        cells: &'c [Vec<Condition>],
    ) -> Result<Result<Argument, Unproved<'c>>, Undecided> {
        let mut parts = Vec::with_capacity(cells.len());
        let mut vacuous = false;
        for cell in cells {
            let mut own = self.derivation.clone();
            cell.iter().for_each(|&condition| own.assume(condition));
            let plain = (self.carried.0.is, self.carried.1.is);
            let impossible = if cells.len() > 1 { self.impossible(store, &mut own) } else { None };
            vacuous |= impossible.is_some();
            let proved = match impossible {
                Some(step) => prove::Proved { step: Some(step), out_of_budget: false, borders: Vec::new() },
                None => prove::prove(store, &mut own, plain, self.limits, self.pool),
            };
            let Some(step) = proved.step else {
                let prove::Proved { out_of_budget, borders, .. } = proved;
                return Ok(Err(Unproved { out_of_budget, cell, borders }));
            };
            let step = carried::join(&mut own, self.sides, self.carried, step);
            parts.push(own.sliced(step));
        }
        super::task::name_domains(store, self.carried.0.is);
        let refused = |why: &str| Undecided {
            code: Code::NoProof,
            why: format!("a proof was found and the kernel refuses it: {why}"),
        };
        let theorem = joined(store, &parts, self.derivation.assumptions().len()).map_err(|why| refused(&why))?;
        if theorem.judgement() != (Judgement::Equal { left: self.sides.0, right: self.sides.1 }) {
            return Err(refused("it is about something else"));
        }
        if let ([cell, ..], true) = (cells, theorem.is_formal() && vacuous) {
            // nothing was shown of what has no value anyway
            return Ok(Err(Unproved { out_of_budget: false, cell, borders: Vec::new() }));
        }
        Ok(Ok(Argument { theorem, cells: parts }))
    }
}
