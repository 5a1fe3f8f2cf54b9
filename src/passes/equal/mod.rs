//! Whether two formulas are the same function: proved, refuted at a point, or undecided with the reason.
//!
//! Floating point proposes where to look. A difference is shown by the kernel at an exact point, an equality by a
//! derivation that the kernel checks; nothing else decides.

mod carried;
mod pieces;
mod points;
mod prove;
mod question;

use std::time::{Duration, Instant};

use crate::algebra::{Budget, Pool};
use crate::expr::{ExprId, Store};
use crate::kernel::{self, MOST_PRECISION, Refutation, Side, Theorem, Unrefuted};
use crate::theory::Theory;
use crate::trace::{Condition, Derivation, Judgement, Reason, StepId};

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
    /// What was assumed.
    pub assumed: Vec<Condition>,
    /// Where equality was asked for: it was assumed as well.
    pub on: Vec<Condition>,
    /// Whether they are equal.
    pub verdict: Verdict,
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
    /// A point at which both sides are defined and all conditions hold.
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
    let verdict = verdict(&mut store, sides, &given, limits).unwrap_or_else(Verdict::Undecided);
    Equality { store, sides, notes, assumed, on, verdict }
}

/// Bits that a first look at a proposed difference may take; the rest is spent when no proof is found.
const FIRST_BITS: usize = 256;

fn verdict(
    store: &mut Store,
    sides: (ExprId, ExprId),
    assumed: &[Condition],
    limits: &Limits,
) -> Result<Verdict, Undecided> {
    let pool = Pool::new(limits.work, limits.time.map(|time| Instant::now() + time));
    let theory = Theory::builtin();
    let mut derivation = Derivation::new(store.brand());
    derivation.assumptions = assumed.to_vec();
    let left = carried::carry_out(store, theory, &mut derivation, sides.0)?;
    let right = carried::carry_out(store, theory, &mut derivation, sides.1)?;
    let plain = (left.is, right.is);
    super::task::name_domains(store, plain.0);
    super::task::name_domains(store, plain.1);
    let sampled = points::sample(store, plain, assumed, limits.points, &pool);
    let asked = Asked { sides, carried: (left, right), derivation: &derivation, limits, pool: &pool };
    if let Ok(found) = asked.refuted(store, &sampled.different, FIRST_BITS) {
        return Ok(found);
    }
    let mut candidates = sampled.different.clone();
    let mut out_of_budget = false;
    let mut narrowed = Vec::new();
    for divided in [Divided::Cases, Divided::All, Divided::Further] {
        let Some(cells) = asked.cells(store, divided, &mut narrowed) else { continue };
        match asked.proved(store, &cells)? {
            Ok(argument) => return Ok(concluded(store, argument, &sampled, limits)),
            Err(unproved) => {
                out_of_budget |= unproved.out_of_budget;
                narrowed.extend(unproved.borders);
                candidates.extend(points::on_borders(store, unproved.cell, &sampled));
            }
        }
    }
    candidates.extend(sampled.agreeing.iter().take(2).cloned());
    match asked.refuted(store, &candidates, limits.bits) {
        Ok(found) => Ok(found),
        Err(_) if pool.is_over() => Err(Undecided { code: Code::Budget, why: "the time is over".into() }),
        Err(last) => Err(undecided(store, plain, &sampled, last, out_of_budget)),
    }
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

/// A theorem with the derivations that it was made from, one for each cell.
struct Argument {
    theorem: Theorem,
    cells: Vec<(Derivation, StepId)>,
}

/// The cell on which there is no proof.
struct Unproved<'a> {
    out_of_budget: bool,
    cell: &'a [Condition],
    /// Expressions whose order would have to be known for a proof.
    borders: Vec<(ExprId, ExprId)>,
}

impl Asked<'_> {
    /// A refutation at one of the points, or why there is none at the last of them.
    fn refuted(&self, store: &Store, points: &[points::Candidate], bits: usize) -> Result<Verdict, Option<Unrefuted>> {
        let (left, right) = self.carried;
        let claimed = (Side { expr: self.sides.0, by: left.step }, Side { expr: self.sides.1, by: right.step });
        let bits = bits.min(self.limits.bits);
        let mut last = None;
        for point in points {
            match kernel::refute(store, Theory::builtin(), self.derivation, claimed, &point.values, bits) {
                Ok(refutation) => return Ok(Verdict::Different(Box::new(refutation))),
                Err(why) => last = Some(why),
            }
            if self.pool.is_over() {
                break;
            }
        }
        Err(last)
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
            narrowed.dedup();
            cells = pieces::further(&cells, narrowed);
        }
        if cells.len() > 1 {
            self.leave_out(store, &mut cells);
        } else if divided != Divided::Cases {
            return None;
        }
        (!cells.is_empty()).then_some(cells)
    }

    /// Leaves out the cells on which a side is not defined, or a condition of the steps that the sides rest on fails.
    fn leave_out(&self, store: &Store, cells: &mut Vec<Vec<Condition>>) {
        let mut own = self.derivation.clone();
        let defined = [self.carried.0.is, self.carried.1.is]
            .map(|side| own.push(Judgement::Equal { left: side, right: side }, Reason::Substitution, &[], &[]));
        let Ok(checked) = kernel::check(store, Theory::builtin(), &own) else { return };
        let steps = [self.carried.0.step, self.carried.1.step].into_iter().flatten().chain(defined);
        let theorems: Vec<Theorem> = steps.filter_map(|step| checked.theorem(step)).collect();
        let needed = || theorems.iter().flat_map(Theorem::conditions);
        cells.retain(|cell| {
            let given: Vec<Condition> = self.derivation.assumptions().iter().chain(cell).copied().collect();
            !needed().any(|&condition| kernel::decide(store, &given, condition) == Some(false))
        });
    }

    /// A proof on every cell, joined.
    fn proved<'c>(
        &self,
        store: &mut Store,
        cells: &'c [Vec<Condition>],
    ) -> Result<Result<Argument, Unproved<'c>>, Undecided> {
        let mut parts = Vec::with_capacity(cells.len());
        for cell in cells {
            let mut own = self.derivation.clone();
            cell.iter().for_each(|&condition| own.assume(condition));
            let plain = (self.carried.0.is, self.carried.1.is);
            let proved = prove::prove(store, &mut own, plain, self.limits, self.pool);
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
        let mut theorems = Vec::with_capacity(parts.len());
        for (derivation, step) in &parts {
            let checked = kernel::check(store, Theory::builtin(), derivation);
            let checked = checked.map_err(|refusal| refused(&refusal.to_string()))?;
            theorems.extend(checked.theorem(*step));
        }
        let assumed = self.derivation.assumptions().len();
        let theorem =
            kernel::cover(store, &theorems, assumed).ok_or_else(|| refused("the cells leave something out"))?;
        Ok(Ok(Argument { theorem, cells: parts }))
    }
}

/// The verdict of a proof, with the point that shows that it speaks of something.
fn concluded(store: &mut Store, argument: Argument, sampled: &Sampled, limits: &Limits) -> Verdict {
    let Argument { theorem, cells } = argument;
    let witness = if theorem.is_formal() { None } else { points::witness(store, &theorem, sampled, limits.bits) };
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
