//! One function on one set: its derivative of the order that was asked for, shortened, closed and checked.

use super::close::joined;
use super::derived::{Branch, Line, Status};
use super::differentiate::{Found, differentiate};
use super::own::rewrite;
use super::{arguments, close, lines, meaning, names, orders, relations, spelled};
use crate::expr::{self, ExprId, Node, Relation, Store};
use crate::kernel::{self, Refusal, RefusalKind, Theorem, Theorems};
use crate::theory::Theory;
use crate::trace::{Condition, Derivation, Judgement, Reason, StepId};

/// The most distinct subexpressions that differentiating again and again may add.
pub(super) const MOST_NODES: usize = 200_000;

/// Why there is no branch.
#[derive(Debug)]
pub(crate) enum Failure {
    /// No rule speaks of a part, or there are too many parts: how far it came, and why.
    Stopped(Status, String),
    /// The kernel refused a step.
    Refused(Refusal),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Failure::Refused(refusal)
    }
}

/// What is asked of each piece alike.
pub(crate) struct Task {
    pub(crate) theory: &'static Theory,
    pub(crate) name: ExprId,
    pub(crate) variable: ExprId,
    pub(crate) order: u32,
    /// Whether the derivative of a single function is to be proved from what the function means.
    pub(crate) from_meaning: bool,
    /// Symbols of names that the formula uses, and what they stand for.
    pub(crate) names: Vec<(ExprId, ExprId)>,
}

impl Task {
    /// The derivation of `function` under assumptions. On a piece, `piece` holds the steps that show `whole = function`.
    pub(crate) fn branch(
        &self,
        store: &mut Store,
        whole: ExprId,
        function: ExprId,
        assumed: &[Condition],
        piece: Option<(Derivation, StepId)>,
    ) -> Result<Branch, Failure> {
        if self.order == 1 {
            return self.expanded(store, whole, function, assumed, piece, "");
        }
        let located = piece.as_ref().map(|piece| piece.1);
        let first = Task { order: 1, from_meaning: false, names: self.names.clone(), ..*self };
        let first = first.expanded(store, whole, function, assumed, piece.clone(), "")?;
        match orders::branch(self, store, whole, &first, located)? {
            Ok(branch) => Ok(branch),
            Err(none) => self.expanded(store, whole, function, assumed, piece, none.text()),
        }
    }

    /// As [`Task::branch`], differentiating again and again; `besides` is told where that has too many parts.
    fn expanded(
        &self,
        store: &mut Store,
        whole: ExprId,
        function: ExprId,
        assumed: &[Condition],
        piece: Option<(Derivation, StepId)>,
        besides: &str,
    ) -> Result<Branch, Failure> {
        let (mut derivation, located) = match piece {
            Some((derivation, step)) => (derivation, Some(step)),
            None => (Derivation::new(store.brand()), None),
        };
        derivation.assumptions = assumed.to_vec();
        derivation.definitions = [&[(self.name, whole)], self.names.as_slice()].concat();
        let (mut below, mut of, mut raw) = (function, function, function);
        let mut lines = Vec::new();
        let mut conclusion = StepId(0);
        let before = store.len();
        for order in 1..=self.order {
            if store.len() - before > MOST_NODES && order > 1 {
                let why = format!("the derivative of order {order} has too many parts{besides}");
                return Err(Failure::Stopped(Status::OutOfBudget, why));
            }
            if self.from_meaning
                && let Some(proved) = meaning::derive(store, &mut derivation, of, self.variable)
            {
                (of, raw, conclusion, lines) = (proved.is, proved.is, proved.step, proved.lines);
                continue;
            }
            let start = derivation.steps().len();
            let found = differentiate(store, self.theory, &mut derivation, of, self.variable)
                .map_err(|stuck| Failure::Stopped(Status::Stuck, stuck.to_string()))?;
            let chain = lines::chain(store, self.theory, &mut derivation, start, of, self.variable);
            let ended = self.finish(store, &mut derivation, of, found, chain);
            (below, of, raw, conclusion, lines) = (of, ended.is, ended.raw, ended.step, ended.lines);
        }
        if let (Some(located), 1) = (located, self.order) {
            let judgement = Judgement::Derivative { of: whole, by: self.variable, is: of };
            conclusion = derivation.push(judgement, Reason::Locality, &[located, conclusion], &[]);
        }
        let located = located.map(|step| (whole, step));
        let open = close::Open { name: self.name, function, of, raw, variable: self.variable, located };
        let differentiated = if located.is_some() && self.order == 1 { whole } else { below };
        let mut branch = Branch::undifferentiated(store, function);
        (branch.below, branch.derivative) = (below, of);
        (branch.derivation, branch.conclusion, branch.lines) = (derivation, conclusion, lines);
        self.close(store, branch, &open, differentiated)
    }

    /// The branch with its closed form, every step of it checked.
    fn close(
        &self,
        store: &mut Store,
        mut branch: Branch,
        open: &close::Open,
        differentiated: ExprId,
    ) -> Result<Branch, Failure> {
        let (found, before) = (branch.conclusion, branch.lines.clone());
        let mut closed = close::close(store, &mut branch.derivation, &mut branch.conclusion, open, &mut branch.lines);
        let own = branch.conclusion;
        let alone = closed.from_output.take().map(|alone| {
            let step = alone.step.unwrap_or(own);
            (alone, step)
        });
        let (names, lines) = (&self.names, &branch.lines);
        let given = names::Given { open, names, start: found, before: &before, form: closed.form, lines };
        if let Some(named) = names::shorter(store, &branch.derivation, &given) {
            (branch.derivation, branch.conclusion, branch.lines) = (named.derivation, named.conclusion, named.lines);
            (closed.form, closed.following) = (named.form, [closed.following, named.following].concat());
        }
        let mut lines = std::mem::take(&mut branch.lines);
        let named = (self.name, branch.function);
        if let Some((form, step)) =
            rewrite::derivative(store, &mut branch.derivation, branch.conclusion, named, &mut lines)
        {
            (closed.form, branch.conclusion) = (form, step);
        }
        branch.lines = lines;
        name_domains(store, branch.function);
        let theorems = kernel::check(store, self.theory, &branch.derivation)?;
        self.concludes(&theorems, found, differentiated, open.of)?;
        let theorem = self.concludes(&theorems, branch.conclusion, differentiated, closed.form)?;
        if let Some((alone, step)) = alone {
            self.concludes(&theorems, step, differentiated, alone.form)?;
            branch.from_output = Some(alone.form);
            branch.from_output_conditions = alone.conditions;
        }
        branch.closed_form = closed.form;
        branch.formal = theorem.is_formal();
        let mut conditions = theorem.conditions().to_vec();
        if !branch.formal {
            conditions.retain(|condition| !closed.following.contains(condition));
        }
        let definition = (self.name, branch.function);
        let assumed = branch.derivation.assumptions().to_vec();
        branch.conditions = if branch.formal { conditions } else { told(store, conditions, &assumed, definition) };
        Ok(branch)
    }

    /// The kernel's theorem of a step, which must be that the derivative of `of` is `is`.
    fn concludes(&self, theorems: &Theorems<'_>, step: StepId, of: ExprId, is: ExprId) -> Result<Theorem, Refusal> {
        theorem_of(theorems, step, Judgement::Derivative { of, by: self.variable, is })
    }

    /// Shortens what the rules found, and adds the lines that show it.
    fn finish(
        &self,
        store: &mut Store,
        derivation: &mut Derivation,
        of: ExprId,
        found: Found,
        chain: Option<lines::Chain>,
    ) -> Ended {
        let (raw, mut lines) = chain.map_or((found.is, Vec::new()), |chain| (chain.end, chain.lines));
        let unshortened = |lines| Ended { is: found.is, raw: found.is, step: found.step, lines };
        let mut total: Option<StepId> = None;
        let mut current = found.is;
        let mut shown = raw;
        if raw != found.is && relations::equal(store, found.is, raw) {
            total = relations::conclude(store, derivation, found.is, raw);
            current = raw;
        }
        if let Some((tidied, step, because)) = arguments::tidied(store, derivation, current, of) {
            total = Some(joined(derivation, found.is, tidied, total, step));
            if !lines.is_empty() {
                lines.push(Line { expr: tidied, step: Some(step), because, key: false, paragraph: false });
            }
            (current, shown) = (tidied, tidied);
        }
        let end = close::simplest(store, current).unwrap_or(current);
        if end != current {
            let Some(step) = relations::conclude(store, derivation, current, end) else { return unshortened(lines) };
            total = Some(joined(derivation, found.is, end, total, step));
        }
        let Some(equal) = total else { return unshortened(lines) };
        if end != shown && !lines.is_empty() {
            spelled::spell(store, derivation, shown, end, &mut lines);
        }
        let judgement = Judgement::Derivative { of, by: self.variable, is: end };
        let step = derivation.push(judgement, Reason::Transitivity, &[found.step, equal], &[]);
        Ended { is: end, raw, step, lines }
    }
}

/// A derivative as it is shown in the end.
struct Ended {
    is: ExprId,
    /// The derivative as the rules leave it.
    raw: ExprId,
    step: StepId,
    lines: Vec<Line>,
}

/// The kernel's theorem of a step, which must be this one.
pub(super) fn theorem_of(theorems: &Theorems<'_>, step: StepId, judgement: Judgement) -> Result<Theorem, Refusal> {
    let theorem = theorems.theorem(step).filter(|theorem| theorem.judgement() == judgement);
    theorem.ok_or(Refusal { step, kind: RefusalKind::WrongJudgement })
}

/// More conditions than this are told as they are.
const MOST_CONDITIONS: usize = 48;

/// The conditions worth telling: those that do not follow from the assumptions and the other ones.
pub(super) fn told(
    store: &mut Store,
    conditions: Vec<Condition>,
    assumed: &[Condition],
    definition: (ExprId, ExprId),
) -> Vec<Condition> {
    let mut kept: Vec<Condition> = conditions.into_iter().filter(|c| !assumed.contains(c)).collect();
    if kept.len() > MOST_CONDITIONS {
        return kept;
    }
    let mut order: Vec<Condition> = kept.clone();
    order.sort_by_key(|c| std::cmp::Reverse(store.reachable(c.left).len() + store.reachable(c.right).len()));
    for condition in order {
        let others = kept.iter().copied().filter(|&other| other != condition);
        let given: Vec<Condition> = assumed.iter().copied().chain(others).collect();
        if close::follows(store, &given, condition, definition) {
            kept.retain(|&other| other != condition);
        }
    }
    kept
}

/// The conditions worth telling where nothing is defined by a name.
pub(crate) fn told_apart(store: &mut Store, conditions: Vec<Condition>, assumed: &[Condition]) -> Vec<Condition> {
    let nothing = store.symbol("g");
    told(store, conditions, assumed, (nothing, nothing))
}

/// Makes the expressions in which the domains of the formula's functions are told, `cos(u)` for `tan(u)`.
pub(crate) fn name_domains(store: &mut Store, function: ExprId) {
    let names_other = |id| matches!(store.node(id), Node::Call(f, _) if expr::domain(f).iter().any(|c| c.of.is_some()));
    if !(0..=function.index()).filter_map(|at| store.id_at(at)).any(names_other) {
        return;
    }
    for id in store.reachable(function) {
        let Node::Call(f, argument) = store.node(id) else { continue };
        for other in expr::domain(f).iter().filter_map(|condition| condition.of) {
            store.call(other, argument);
        }
    }
}

impl Branch {
    /// A branch of which nothing is known yet.
    pub(crate) fn undifferentiated(store: &Store, function: ExprId) -> Branch {
        Branch {
            function,
            below: function,
            derivative: function,
            closed_form: function,
            from_output: None,
            from_output_conditions: Vec::new(),
            conditions: Vec::new(),
            formal: false,
            derivation: Derivation::new(store.brand()),
            conclusion: StepId(0),
            lines: Vec::new(),
            recurrence: None,
        }
    }
}

/// A comparison as a condition node.
pub(crate) fn compare(store: &mut Store, relation: Relation, left: ExprId, right: ExprId) -> ExprId {
    store.intern(Node::Compare(relation, left, right))
}
