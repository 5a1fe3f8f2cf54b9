//! Steps of a proof: what stands for a kernel, and what follows from that by reduction, substitution and logarithms.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Allowed;
use crate::algebra::{Arithmetic, arithmetic, arithmetic_parts, equal_by};
use crate::expr::{ExprId, Node, Store};
use crate::theory::{Class, Theory};
use crate::trace::{Derivation, Judgement, Reason, StepId};

/// Why a proof does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// A limit was reached.
    Budget,
    /// Something has no form here.
    Stuck,
    /// More is known now about what stands for what: begin again.
    Again,
}

/// An equation that replaces a kernel, or a power of one.
#[derive(Debug, Clone, Copy)]
struct Replacement {
    step: StepId,
    left: ExprId,
    right: ExprId,
}

/// The steps of a proof on the way, and the replacements among them in the order in which they are made.
pub(super) struct Steps<'a> {
    pub(super) store: &'a mut Store,
    pub(super) derivation: &'a mut Derivation,
    replacements: Vec<Replacement>,
    /// The replacements of each kernel.
    by_kernel: FxHashMap<ExprId, Vec<usize>>,
    pub(super) allowed: Allowed<'a>,
}

/// How often what turned out to be needless is left out.
const MOST_ROUNDS: usize = 6;
/// The work of finding the kernels of an expression.
const WORK: u64 = 10_000_000;
/// The most terms of a polynomial in a comparison.
const TERMS: usize = 60_000;

impl<'a> Steps<'a> {
    pub(super) fn new(store: &'a mut Store, derivation: &'a mut Derivation, allowed: Allowed<'a>) -> Steps<'a> {
        Steps { store, derivation, replacements: Vec::new(), by_kernel: FxHashMap::default(), allowed }
    }

    fn push(
        &mut self,
        left: ExprId,
        right: ExprId,
        reason: Reason,
        premises: &[StepId],
        values: &[ExprId],
    ) -> Result<StepId, Stop> {
        if self.derivation.steps().len() >= self.allowed.steps || self.store.len() > self.allowed.nodes {
            return Err(Stop::Budget);
        }
        Ok(self.derivation.push(Judgement::Equal { left, right }, reason, premises, values))
    }

    /// Replaces a kernel, or a power of one, from now on by what a step says that it equals.
    pub(super) fn replace(&mut self, left: ExprId, right: ExprId, step: StepId) {
        let kernel = match arithmetic(self.store, left) {
            Ok(Arithmetic::Pow(base, _)) => base,
            _ => left, // the kernel itself
        };
        self.by_kernel.entry(kernel).or_default().push(self.replacements.len());
        self.replacements.push(Replacement { step, left, right });
    }

    /// The kernels of an expression.
    pub(super) fn kernels(&self, expr: ExprId) -> Result<Vec<ExprId>, Stop> {
        let mut parts =
            arithmetic_parts(self.store, &[expr], &mut self.allowed.pool.share(WORK, 1)).map_err(|_| Stop::Stuck)?;
        parts.retain(|&id| matches!(arithmetic(self.store, id), Ok(Arithmetic::Kernel)));
        Ok(parts)
    }

    /// The replacements that may be made in the expressions, in order.
    fn relevant(&self, exprs: &[ExprId]) -> Result<Vec<usize>, Stop> {
        let mut found: FxHashSet<usize> = FxHashSet::default();
        let mut open = exprs.to_vec();
        while let Some(expr) = open.pop() {
            for kernel in self.kernels(expr)? {
                for &index in self.by_kernel.get(&kernel).into_iter().flatten() {
                    if found.insert(index) {
                        open.push(self.replacements[index].right);
                    }
                }
            }
        }
        let mut found: Vec<usize> = found.into_iter().collect();
        found.sort_unstable();
        Ok(found)
    }

    /// That both sides are equal by the replacements so far; no step if they are the same expression.
    pub(super) fn reduce(&mut self, left: ExprId, right: ExprId) -> Result<Option<StepId>, Stop> {
        if left == right {
            return Ok(None);
        }
        let mut chosen = self.relevant(&[left, right])?;
        for _ in 0..MOST_ROUNDS {
            let pairs: Vec<(ExprId, ExprId)> =
                chosen.iter().map(|&i| (self.replacements[i].left, self.replacements[i].right)).collect();
            let compared = equal_by(self.store, left, right, &pairs, &mut self.allowed.pool.share(u64::MAX, TERMS))
                .map_err(|refused| match refused {
                    crate::algebra::Refused::OutOfBudget => Stop::Budget,
                    _ => Stop::Stuck, // a denominator that vanishes
                })?;
            if !compared.equal {
                return Err(Stop::Stuck);
            }
            if compared.used.iter().all(|&used| used) {
                let premises: Vec<StepId> = chosen.iter().map(|&i| self.replacements[i].step).collect();
                return Ok(Some(self.push(left, right, Reason::Reduction, &premises, &[])?));
            }
            let mut used = compared.used.into_iter();
            chosen.retain(|_| used.next() == Some(true));
        }
        Err(Stop::Stuck)
    }

    /// That both sides are equal because parts of them are.
    pub(super) fn substitute(
        &mut self,
        left: ExprId,
        right: ExprId,
        parts: &[Option<StepId>],
    ) -> Result<Option<StepId>, Stop> {
        if left == right {
            return Ok(None);
        }
        let premises: Vec<StepId> = self.used(left, right, parts).into_iter().flatten().collect();
        Ok(Some(self.push(left, right, Reason::Substitution, &premises, &[])?))
    }

    /// Those of the parts that a substitution from `left` to `right` meets.
    pub(super) fn used(&self, left: ExprId, right: ExprId, parts: &[Option<StepId>]) -> Vec<Option<StepId>> {
        let mut used = Vec::new();
        let mut seen = FxHashSet::default();
        let mut open = vec![(left, right)];
        while let Some((a, b)) = open.pop() {
            if a == b || !seen.insert((a, b)) {
                continue;
            }
            let fits = |step: &StepId| self.derivation.step(*step).judgement == Judgement::Equal { left: a, right: b };
            match parts.iter().copied().flatten().find(fits) {
                Some(step) => used.push(Some(step)),
                None => open.extend(self.store.node(a).children().zip(self.store.node(b).children())),
            }
        }
        used.sort_unstable();
        used.dedup();
        used
    }

    /// That both sides are equal because their logarithms are.
    pub(super) fn by_logarithms(&mut self, left: ExprId, right: ExprId) -> Result<Option<StepId>, Stop> {
        if left == right {
            return Ok(None);
        }
        match crate::algebra::compare_logarithms(self.store, left, right, &mut self.allowed.pool.share(u64::MAX, TERMS))
        {
            Ok(compared) if compared.equal => Ok(Some(self.push(left, right, Reason::Logarithms, &[], &[])?)),
            Ok(_) => Err(Stop::Stuck),
            Err(_) => Err(Stop::Budget),
        }
    }

    /// An instance of a rule of the table.
    pub(super) fn rule(
        &mut self,
        name: &str,
        left: ExprId,
        right: ExprId,
        values: &[ExprId],
    ) -> Result<Option<StepId>, Stop> {
        let theory = Theory::builtin();
        let row = theory.row(name).ok_or(Stop::Stuck)?;
        let reason = Reason::Rule(theory.id(row, Class::Other, Class::Other));
        Ok(Some(self.push(left, right, reason, &[], values)?))
    }

    /// A step whose reason has no premises, or that is chosen by the caller.
    pub(super) fn by(
        &mut self,
        left: ExprId,
        right: ExprId,
        reason: Reason,
        premises: &[StepId],
        values: &[ExprId],
    ) -> Result<Option<StepId>, Stop> {
        Ok(Some(self.push(left, right, reason, premises, values)?))
    }

    /// One step after the other: the first says that `left` is something, the last that something is `right`.
    pub(super) fn chain(&mut self, left: ExprId, steps: &[(ExprId, Option<StepId>)]) -> Result<Option<StepId>, Stop> {
        let mut whole: Option<StepId> = None;
        for &(right, step) in steps {
            let Some(step) = step else { continue };
            whole = Some(match whole {
                None => step,
                Some(before) => self.push(left, right, Reason::Transitivity, &[before, step], &[])?,
            });
        }
        Ok(whole)
    }

    /// A function of the table applied to an argument, by the function's name.
    pub(super) fn call(&mut self, name: &str, argument: ExprId) -> ExprId {
        self.store.call(crate::expr::FunctionId::named(name), argument)
    }

    /// The name of the function that a node applies to one argument.
    pub(super) fn called(&self, id: ExprId) -> Option<(&'static str, ExprId)> {
        match self.store.node(id) {
            Node::Call(f, u) => Some((f.row().name, u)),
            _ => None, // no function of one argument
        }
    }
}
