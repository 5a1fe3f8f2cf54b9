//! Whether two formulas are the same function: proved, refuted at a point, or undecided with the reason.
//!
//! Floating point proposes where to look. A difference is shown by the kernel at an exact point, an equality by a
//! derivation that the kernel checks; nothing else decides.

mod carried;
mod pieces;
mod points;
mod prove;
mod question;

use crate::expr::{ExprId, Store};
use crate::kernel::{self, MOST_PRECISION, Refutation, Side, Theorem, Unrefuted};
use crate::theory::Theory;
use crate::trace::{Condition, Derivation, Judgement, StepId};

pub use points::Witness;
pub use question::{Error, Request};

use pieces::Divided;
use points::Sampled;
use question::Question;

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
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { points: 400, bits: MOST_PRECISION, nodes: 200_000, steps: 20_000 }
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

/// Why there is no verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecided {
    /// The reason as a code that stays the same.
    pub code: Code,
    /// The reason as a sentence without a full stop.
    pub why: String,
}

/// The reasons for which there is no verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Code {
    /// No proof and no point was found.
    NoProof,
    /// Both sides agree at all points that were tried, and how their constants are related is not known.
    Constants,
    /// A limit on points, nodes, steps or bits was reached.
    Budget,
    /// A function or a part has no enclosure.
    NoEnclosure,
    /// A derivative in a formula could not be carried out.
    NoDerivative,
    /// No point was found where both sides have a value, and no proof.
    NoPoint,
}

impl Code {
    /// The code as it is written: `no-proof`.
    pub fn name(self) -> &'static str {
        match self {
            Code::NoProof => "no-proof",
            Code::Constants => "constants",
            Code::Budget => "budget",
            Code::NoEnclosure => "no-enclosure",
            Code::NoDerivative => "no-derivative",
            Code::NoPoint => "no-point",
        }
    }
}

/// Decides whether two formulas are equal, as far as it can.
///
/// # Errors
/// A formula or an assumption cannot be read.
pub fn equal(request: &Request) -> Result<Equality, Error> {
    let question = question::read(request)?;
    Ok(decide(question, &request.limits))
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

fn verdict(
    store: &mut Store,
    sides: (ExprId, ExprId),
    assumed: &[Condition],
    own: usize,
    limits: &Limits,
) -> Result<Verdict, Undecided> {
    let theory = Theory::builtin();
    let mut derivation = Derivation::new(store.brand());
    derivation.assumptions = assumed.to_vec();
    let left = carried::carry_out(store, theory, &mut derivation, sides.0)?;
    let right = carried::carry_out(store, theory, &mut derivation, sides.1)?;
    let plain = (left.is, right.is);
    super::task::name_domains(store, plain.0);
    super::task::name_domains(store, plain.1);
    let sampled = points::sample(store, plain, assumed, limits.points);
    let claimed = (Side { expr: sides.0, by: left.step }, Side { expr: sides.1, by: right.step });
    let refute = |store: &Store, derivation: &Derivation, points: &[points::Candidate], bits: usize| {
        let mut last = None;
        for point in points {
            match kernel::refute(store, theory, derivation, claimed, &point.values, bits.min(limits.bits)) {
                Ok(refutation) => return Ok(Verdict::Different(Box::new(refutation))),
                Err(why) => last = Some(why),
            }
        }
        Err(last)
    };
    if let Ok(found) = refute(store, &derivation, &sampled.different, FIRST_BITS) {
        return Ok(found);
    }
    let asked = Asked { sides, carried: (left, right), derivation: &derivation };
    let mut out_of_budget = false;
    let mut borders = Vec::new();
    for divided in [Divided::Cases, Divided::All] {
        let Some(cells) = pieces::cells(store, plain, assumed, divided) else { continue };
        if divided == Divided::All && cells.len() == 1 {
            break;
        }
        match asked.proved(store, &cells, limits)? {
            Ok(argument) => return Ok(concluded(store, argument, own, &sampled, limits)),
            Err(unproved) => {
                out_of_budget |= unproved.out_of_budget;
                borders.extend(points::on_borders(store, unproved.cell, &sampled));
            }
        }
    }
    let mut candidates = sampled.different.clone();
    candidates.extend(borders);
    candidates.extend(sampled.agreeing.iter().take(2).cloned());
    match refute(store, &derivation, &candidates, limits.bits) {
        Ok(found) => Ok(found),
        Err(last) => Err(undecided(store, plain, &sampled, last, out_of_budget)),
    }
}

/// What is to be proved, and the steps that the sides rest on.
struct Asked<'a> {
    sides: (ExprId, ExprId),
    carried: (carried::Carried, carried::Carried),
    derivation: &'a Derivation,
}

/// A theorem with the derivations that it was made from, one for each cell.
struct Argument {
    theorem: Theorem,
    cells: Vec<(Derivation, StepId)>,
}

/// The cell on which there is no proof.
struct Unproved<'a> {
    out_of_budget: bool,
    cell: &'a [Condition],
}

impl Asked<'_> {
    /// A proof on every cell, joined.
    fn proved<'c>(
        &self,
        store: &mut Store,
        cells: &'c [Vec<Condition>],
        limits: &Limits,
    ) -> Result<Result<Argument, Unproved<'c>>, Undecided> {
        let mut parts = Vec::with_capacity(cells.len());
        for cell in cells {
            let mut own = self.derivation.clone();
            cell.iter().for_each(|&condition| own.assume(condition));
            let plain = (self.carried.0.is, self.carried.1.is);
            let proved = prove::prove(store, &mut own, plain, limits);
            let Some(step) = proved.step else {
                return Ok(Err(Unproved { out_of_budget: proved.out_of_budget, cell }));
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
        Ok(Ok(Argument { theorem, cells: parts }))
    }
}

/// The theorem that the kernel makes of the derivations on all cells, whose first assumptions, so many, are the same.
fn joined(store: &Store, cells: &[(Derivation, StepId)], common: usize) -> Result<Theorem, String> {
    let mut theorems = Vec::with_capacity(cells.len());
    for (derivation, step) in cells {
        let checked = kernel::check(store, Theory::builtin(), derivation).map_err(|refusal| refusal.to_string())?;
        theorems.extend(checked.theorem(*step));
    }
    kernel::cover(store, &theorems, common).ok_or_else(|| "the cells leave something out".to_owned())
}

/// So many assumptions are tried to be left out.
const MOST_LEFT_OUT: usize = 32;

/// The argument without those of its first assumptions that it does not need: the kernel makes the same theorem without
/// them, under the same conditions.
fn without_idle_assumptions(store: &Store, mut argument: Argument, own: usize) -> Argument {
    for at in (0..own.min(MOST_LEFT_OUT)).rev() {
        let mut cells = argument.cells.clone();
        for (derivation, _) in &mut cells {
            derivation.assumptions.remove(at);
        }
        let theorem = joined(store, &cells, argument.theorem.assumptions().len() - 1);
        match theorem {
            Ok(theorem) if theorem.conditions() == argument.theorem.conditions() => {
                argument = Argument { theorem, cells }
            }
            Ok(_) | Err(_) => {} // it is needed
        }
    }
    argument
}

/// The verdict of a proof, with the point that shows that it speaks of something.
fn concluded(store: &mut Store, argument: Argument, own: usize, sampled: &Sampled, limits: &Limits) -> Verdict {
    let formal = argument.theorem.is_formal();
    let witness = if formal { None } else { points::witness(store, &argument.theorem, sampled, limits.bits) };
    let argument = if witness.is_some() { without_idle_assumptions(store, argument, own) } else { argument };
    let Argument { theorem, cells } = argument;
    let conditions = super::task::told_apart(store, theorem.conditions().to_vec(), theorem.assumptions());
    let proof = Box::new(Proof { theorem, conditions, cells, witness });
    if proof.witness.is_some() { Verdict::Equal(proof) } else { Verdict::Formal(proof) }
}

fn undecided(
    store: &Store,
    plain: (ExprId, ExprId),
    sampled: &Sampled,
    last: Option<Unrefuted>,
    out_of_budget: bool,
) -> Undecided {
    let reason = |code, why: &str| Undecided { code, why: why.into() };
    if last == Some(Unrefuted::NoEnclosure) {
        return reason(Code::NoEnclosure, "a part of the formulas has no enclosure");
    }
    if out_of_budget {
        return reason(Code::Budget, "the work on a proof was more than is allowed");
    }
    if sampled.agreeing.is_empty() && sampled.different.is_empty() {
        return reason(Code::NoPoint, "no point was found where both sides have a value");
    }
    let constant =
        |expr| !store.reachable(expr).iter().any(|&id| matches!(store.node(id), crate::expr::Node::Symbol(_)));
    if constant(plain.0) && constant(plain.1) {
        return reason(
            Code::Constants,
            "both sides agree as far as they were computed, and no relation between their constants is known that shows it",
        );
    }
    reason(Code::NoProof, "both sides agree at the points that were tried, and no proof was found")
}
