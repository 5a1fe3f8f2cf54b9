//! The chain of whole lines that a person reads: the steps of a differentiation, unfolded from the outside in.
//!
//! Each line is the one before it with every standing `d/dz` opened by its rule. The lines are steps of the same
//! derivation, concluded from the differentiation's own steps, and the kernel checks them like any other.

use rustc_hash::FxHashMap;

use super::derived::{Because, Line};
use super::differentiate::{choose, substitution};
use crate::algebra;
use crate::expr::{ExprId, Node, Store};
use crate::theory::{Class, Theory, arranged};
use crate::trace::{Derivation, Judgement, Reason, StepId};

/// A formula with more steps than this is shown by named parts instead of whole lines.
pub const MOST_STEPS: usize = 30;
/// A formula with more distinct subexpressions than this is shown by named parts.
pub const MOST_NODES: usize = 200;
/// No chain is longer; a deeper formula is shown by named parts.
const MOST_LINES: usize = 24;

/// The lines from `d/dz [of]` down to a derivative without `d/dz`.
pub(crate) struct Chain {
    pub(crate) lines: Vec<Line>,
    pub(crate) end: ExprId,
}

/// Unfolds the differentiation of `of` that `derivation` holds from step `start` on into lines;
/// `None` if it is too long to read.
pub(crate) fn chain(
    store: &mut Store,
    theory: &Theory,
    derivation: &mut Derivation,
    start: usize,
    of: ExprId,
    by: ExprId,
) -> Option<Chain> {
    if derivation.steps().len() - start > MOST_STEPS || store.reachable(of).len() > MOST_NODES {
        return None;
    }
    let mut slopes = FxHashMap::default();
    for (index, step) in derivation.steps().iter().enumerate() {
        if let Judgement::Derivative { of, by: variable, is } = step.judgement
            && variable == by
        {
            slopes.insert(of, (is, StepId(index as u32)));
        }
    }
    let start = store.intern(Node::Derivative(of, by));
    let mut unfolding = Unfolding { store, theory, derivation, by, slopes };
    let mut lines = vec![Line { expr: start, step: None, because: Vec::new(), key: true, paragraph: false }];
    let mut current = start;
    while let Some((next, step, because)) = unfolding.open_all(current)? {
        if lines.len() >= MOST_LINES {
            return None;
        }
        lines.push(Line { expr: next, step: Some(step), because, key: false, paragraph: false });
        current = next;
    }
    if let Some(last) = lines.last_mut() {
        last.key = true;
    }
    Some(Chain { lines, end: current })
}

struct Unfolding<'a> {
    store: &'a mut Store,
    theory: &'a Theory,
    derivation: &'a mut Derivation,
    by: ExprId,
    slopes: FxHashMap<ExprId, (ExprId, StepId)>,
}

/// The next line, the step that concludes it from the one before, and the reasons.
type Opened = (ExprId, StepId, Vec<Because>);

impl Unfolding<'_> {
    /// The line after `current`: every standing derivative opened, signs and trivial factors gathered.
    /// The outer `None` says that something could not be opened; the inner one that nothing stands open.
    fn open_all(&mut self, current: ExprId) -> Option<Option<Opened>> {
        let standing = self.standing(current);
        if standing.is_empty() {
            return Some(None);
        }
        let (mut image, mut premises, mut because) = (FxHashMap::default(), Vec::new(), Vec::new());
        for derivative in standing {
            let (right, step) = self.open(derivative, &mut because)?;
            image.insert(derivative, right);
            premises.push(step);
        }
        let raw = self.put(current, &image);
        let equal = |left, right| Judgement::Equal { left, right };
        let mut step = match premises.as_slice() {
            [only] if self.store.node(current) == self.store.node(self.left(*only)) => *only,
            _ => self.derivation.push(equal(current, raw), Reason::Substitution, &premises, &[]),
        };
        let mut next = arranged(self.store, raw);
        if next != raw && algebra::equal_fractions(self.store, raw, next) != Ok(true) {
            next = raw; // too much for the checker, or a denominator is identically 0: the line stays as it is
        }
        if next != raw {
            let tidied = self.derivation.push(equal(raw, next), Reason::Algebra, &[], &[]);
            step = self.derivation.push(equal(current, next), Reason::Transitivity, &[step, tidied], &[]);
        }
        because.dedup();
        Some(Some((next, step, because)))
    }

    fn left(&self, step: StepId) -> ExprId {
        match self.derivation.step(step).judgement {
            Judgement::Equal { left, .. } => left,
            Judgement::Derivative { of, .. } | Judgement::NthDerivative { of, .. } => of,
        }
    }

    /// The derivatives that stand in an expression, outermost only.
    fn standing(&self, expr: ExprId) -> Vec<ExprId> {
        let mut found = Vec::new();
        let mut seen = rustc_hash::FxHashSet::default();
        let mut open = vec![expr];
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            match self.store.node(id) {
                Node::Derivative(..) => found.push(id),
                node => open.extend(node.children()),
            }
        }
        found.sort_unstable();
        found
    }

    /// One derivative by its rule, and on through rules that only hand it over.
    fn open(&mut self, derivative: ExprId, because: &mut Vec<Because>) -> Option<(ExprId, StepId)> {
        let mut total: Option<(ExprId, StepId)> = None;
        let mut at = derivative;
        loop {
            let (right, step) = self.open_once(at, because)?;
            let step = match total {
                None => step,
                Some((_, before)) => {
                    let judgement = Judgement::Equal { left: derivative, right };
                    self.derivation.push(judgement, Reason::Transitivity, &[before, step], &[])
                }
            };
            total = Some((right, step));
            if !matches!(self.store.node(right), Node::Derivative(..)) {
                return total;
            }
            at = right;
        }
    }

    fn open_once(&mut self, derivative: ExprId, because: &mut Vec<Because>) -> Option<(ExprId, StepId)> {
        let Node::Derivative(of, by) = self.store.node(derivative) else { return None };
        let slopes = &self.slopes;
        let known = |id: ExprId| slopes.get(&id).map(|&(is, _)| is);
        let (is, step) = *slopes.get(&of)?;
        let (reason, constant) = (self.derivation.step(step).reason, |id| known(id) == Some(Store::ZERO));
        if !matches!(reason, Reason::Rule(_)) {
            let judgement = Judgement::Equal { left: derivative, right: is };
            let name = if reason == Reason::Constant { "constant rule" } else { "identity rule" };
            because.push(Because::named(name));
            return Some((is, self.derivation.push(judgement, Reason::Substitution, &[step], &[])));
        }
        let choice = choose(self.store, self.theory, of, constant).ok()?;
        let shown = |store: &mut Store, id: ExprId| match known(id) {
            Some(is @ (Store::ZERO | Store::ONE)) => is,
            _ => store.intern(Node::Derivative(id, by)), // it stands open on this line
        };
        let mut parts: FxHashMap<ExprId, ExprId> = FxHashMap::default();
        for part in [choice.u, choice.v].into_iter().flatten() {
            let value = shown(self.store, part);
            parts.insert(part, value);
        }
        let class = |part: Option<ExprId>| part.map_or(Class::Other, |id| Class::of(self.store, parts[&id]));
        let id = self.theory.id(choice.row, class(choice.u), class(choice.v));
        let instance = self.theory.instance(id)?;
        let mut values = Vec::with_capacity(instance.slots);
        substitution(self.store, instance, &choice, &|id| parts[&id], &mut values)?;
        let premises: Option<Vec<StepId>> =
            instance.premises.iter().map(|p| self.slopes.get(&values[p.of]).map(|s| s.1)).collect();
        let right = instance.right.build(self.store, &values);
        let judgement = Judgement::Equal { left: derivative, right };
        let step = self.derivation.push(judgement, Reason::Rule(id), &premises?, &values);
        let mut reason = spoken(instance.name, &instance.because);
        if crate::rules::find(instance.name).is_some_and(|rule| rule.is_linear) {
            reason.formula.clear();
            let free = |id: ExprId| self.store.reachable(id).into_iter().all(|part| part != by);
            reason.equation = free(right).then_some((derivative, right));
        }
        because.push(reason);
        debug_assert_eq!(by, self.by, "one variable throughout a chain");
        Some((right, step))
    }

    /// `expr` with the images of its standing derivatives.
    fn put(&mut self, expr: ExprId, image: &FxHashMap<ExprId, ExprId>) -> ExprId {
        let mut made: FxHashMap<ExprId, ExprId> = FxHashMap::default();
        for id in self.store.reachable(expr) {
            let node = self.store.node(id);
            let new = match (image.get(&id), node, node.pair()) {
                (Some(&new), ..) => new,
                (None, Node::Derivative(..), _) | (None, _, (None, _)) => id,
                (None, _, (Some(a), None)) => self.store.intern(node.with_children(made[&a], made[&a])),
                (None, _, (Some(a), Some(b))) => self.store.intern(node.with_children(made[&a], made[&b])),
            };
            made.insert(id, new);
        }
        made[&expr]
    }
}

/// A rule's name and formula as a person says them.
pub(crate) fn spoken(name: &str, because: &str) -> Because {
    let name = name.trim_end_matches("-on-the-right").replace('-', " ");
    Because { formula: because.to_owned(), ..Because::named(&name) }
}
