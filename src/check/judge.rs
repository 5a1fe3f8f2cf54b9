//! Whether a relation between two sides holds: asked of the prover, and of nothing else.

use rustc_hash::FxHashSet;

use super::borders;
use super::claim::{Code, Reading, Truth, Verdict, Wrong};
use super::claims::Side;
use super::comparison::comparison;
use super::judged::Judged;
use super::mistakes;
use super::opening::{MOST_NODES, Opening, TOO_LARGE};
use super::scope::{Part, Scope};
use crate::expr::{ExprId, Node, Relation, Store, work};
use crate::kernel;
use crate::passes::equal::{self, Limits};
use crate::passes::{conjuncts, derive_expression, differentiate, needs_pieces};
use crate::theory::Theory;
use crate::trace::{Condition, Derivation};

/// So many derivatives of a derivative are carried out.
const MOST_ORDERS: usize = 8;

/// A derivative that is asked for: of what, by what, of which order, and at what.
pub(super) type Derivative = (ExprId, ExprId, u32, ExprId);

/// What a relation is judged under.
#[derive(Debug, Clone, Copy)]
pub(super) struct Under<'a> {
    pub(super) scope: &'a Scope,
    /// What the document says about this claim.
    pub(super) on: &'a [Part],
    /// What is supposed although the document does not quite say it.
    pub(super) supposed: &'a [Part],
    /// The variable of functions that stand without an argument.
    pub(super) usual: &'a str,
    /// What the search for a proof may cost.
    pub(super) limits: &'a Limits,
    /// Whether `df/du` of a function with another variable is `(df/dx)/(du/dx)`, and not its derivative at `u`.
    pub(super) related: bool,
}

/// A relation with its sides as expressions.
pub(super) struct Lowered {
    pub(super) store: Store,
    pub(super) sides: (ExprId, ExprId),
    pub(super) on: Vec<Condition>,
    pub(super) supposed: Vec<Condition>,
    pub(super) derivatives: Vec<Derivative>,
    pub(super) notes: Vec<String>,
    pub(super) rests_on: Vec<String>,
    pub(super) meanings: Vec<String>,
    /// Whether a derivative can be read in another way.
    pub(super) ambiguous: bool,
    /// At which arguments derivatives are taken: among the conditions, and no conditions to the reader.
    pub(super) points: Vec<Condition>,
}

/// Judges `left relation right`. Where the work that was lent is spent, only what the kernel has shown stays.
pub(super) fn judge(under: Under<'_>, left: &Side, relation: Relation, right: &Side) -> Judged {
    let judged = judged(under, left, relation, right);
    if work::is_spent() { judged.kept_if_shown() } else { judged }
}

fn judged(under: Under<'_>, left: &Side, relation: Relation, right: &Side) -> Judged {
    match lowered(under, left, right) {
        Err(why) if why == TOO_LARGE => Judged::undecided(Code::Budget, why),
        Err(why) => Judged::undecided(Code::NoMeaning, why),
        Ok(mut lowered) => {
            let rests_on = std::mem::take(&mut lowered.rests_on);
            let meanings = std::mem::take(&mut lowered.meanings);
            let points = lowered.points.clone();
            let ambiguous = lowered.ambiguous;
            let judged = match relation {
                Relation::Equal => equality(under, lowered),
                _ => comparison(lowered, relation),
            };
            let mut judged = judged.supposing(&rests_on);

            if let Some(reading) = &mut judged.reading {
                reading.conditions.retain(|condition| !points.contains(condition));
            }
            if judged.verdict == Verdict::Refuted && ambiguous && !under.related {
                let other = judge(Under { related: true, ..under }, left, relation, right);
                if matches!(other.verdict, Verdict::Proved | Verdict::Assumed) {
                    return other;
                }
            }
            Judged { meanings, ..judged }
        }
    }
}

/// Both sides as expressions, with what is known about their names.
pub(super) fn lowered(under: Under<'_>, left: &Side, right: &Side) -> Result<Lowered, String> {
    let mut store = Store::new();
    let mut opening = Opening::new(under.scope, under.on);
    opening.usual = under.usual.to_owned();
    opening.related = under.related;
    let mut variables = Vec::new();
    left.functions(&mut opening.functions, &mut variables);
    right.functions(&mut opening.functions, &mut variables);
    let names: FxHashSet<&str> = variables.iter().map(|(name, _)| &**name).collect();
    let is_value = |name: &str| under.scope.find(name).is_some_and(|found| found.parameters.is_empty());
    if let ([(first, _), ..], 1) = (variables.as_slice(), names.len())
        && is_value(first)
        && !under.related
    {
        opening.kept.insert(first.to_string());
    } else if let Some((name, _)) = variables.iter().find(|(name, named)| !named && is_value(name)) {
        return Err(format!("it differentiates by {name}, which has a value, and by something else"));
    }
    let one = |opening: &mut Opening<'_>, store: &mut Store, side: &Side| opening.side(store, side);
    let sides = (one(&mut opening, &mut store, left)?, one(&mut opening, &mut store, right)?);
    if store.len() > MOST_NODES {
        return Err(TOO_LARGE.into());
    }
    let mut on = conditions(&mut opening, &mut store, under.on)?;
    on = near(&mut store, sides, on);
    let supposed = conditions(&mut opening, &mut store, under.supposed)?;
    let equations = std::mem::take(&mut opening.equations);
    let points: Vec<Condition> =
        equations.into_iter().map(|(left, right)| Condition { left, relation: Relation::Equal, right }).collect();
    on.extend(&points);
    let kept = kept(&store, sides, supposed);
    let Opening { derivatives, notes, dummies, supposed: rests_on, meanings, ambiguous, .. } = opening;
    let mut lowered =
        Lowered { sides, on, supposed: kept, derivatives, notes, rests_on, meanings, points, ambiguous, store };
    dummies.into_iter().for_each(|(dummy, name)| lowered.rename(dummy, &name));
    Ok(lowered)
}

impl Lowered {
    /// Calls a symbol by a name, if nothing has it.
    fn rename(&mut self, symbol: ExprId, name: &str) {
        let named = self.store.symbol(name);
        let conditions = self.on.iter().chain(&self.supposed).flat_map(|c| [c.left, c.right]);
        let derivatives = self.derivatives.iter().flat_map(|&(of, by, _, at)| [of, by, at]);
        let mut all = conditions.chain(derivatives).chain([self.sides.0, self.sides.1]);
        if all.any(|expr| self.store.reachable(expr).contains(&named)) {
            return;
        }
        let store = &mut self.store;
        let mut change = |expr: &mut ExprId| *expr = store.replace(*expr, symbol, named);
        self.on
            .iter_mut()
            .chain(&mut self.supposed)
            .chain(&mut self.points)
            .flat_map(|c| [&mut c.left, &mut c.right])
            .for_each(&mut change);
        self.derivatives.iter_mut().flat_map(|(of, by, _, at)| [of, by, at]).for_each(&mut change);
        [&mut self.sides.0, &mut self.sides.1].into_iter().for_each(&mut change);
    }
}

/// The conditions that say something about the symbols of both sides, or about symbols in such a condition.
fn near(store: &mut Store, sides: (ExprId, ExprId), conditions: Vec<Condition>) -> Vec<Condition> {
    let symbols = |store: &Store, sides: [ExprId; 2]| -> Vec<ExprId> {
        let all = sides.into_iter().flat_map(|side| store.reachable(side));
        all.filter(|&id| matches!(store.node(id), Node::Symbol(_))).collect()
    };
    let mut known: FxHashSet<ExprId> = symbols(store, [sides.0, sides.1]).into_iter().collect();
    let mut kept = vec![false; conditions.len()];
    for _ in 0..conditions.len() {
        let before = known.len();
        for (condition, kept) in conditions.iter().zip(&mut kept).filter(|(_, kept)| !**kept) {
            let own = symbols(store, [condition.left, condition.right]);
            if own.is_empty() || own.iter().any(|id| known.contains(id)) {
                known.extend(own);
                *kept = true;
            }
        }
        if known.len() == before {
            break;
        }
    }
    let near = conditions.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(condition, _)| condition);
    let is_idle = |condition: &Condition| {
        let defined = |side| Condition { left: side, relation: Relation::Equal, right: side };
        let all = [*condition, defined(condition.left), defined(condition.right)];
        all.into_iter().all(|condition| kernel::decide(store, &[], condition) == Some(true))
    };
    near.filter(|condition| !is_idle(condition)).collect()
}

/// The conditions about names that occur.
fn kept(store: &Store, sides: (ExprId, ExprId), conditions: Vec<Condition>) -> Vec<Condition> {
    let mut occurring: FxHashSet<ExprId> = store.reachable(sides.0).into_iter().collect();
    occurring.extend(store.reachable(sides.1));
    let about = |side| store.reachable(side).into_iter().filter(|&id| matches!(store.node(id), Node::Symbol(_)));
    conditions.into_iter().filter(|c| about(c.left).chain(about(c.right)).all(|id| occurring.contains(&id))).collect()
}

fn conditions(opening: &mut Opening<'_>, store: &mut Store, parts: &[Part]) -> Result<Vec<Condition>, String> {
    let mut found = Vec::new();
    for part in parts {
        let whole = opening.expression(store, part).map_err(|error| error.message)?;
        let Some(conditions) = conjuncts(store, whole) else {
            return Err("a condition with or is not used".into());
        };
        found.extend(conditions);
    }
    Ok(found)
}

/// `, which rests on trust in a-rule`, if anything is trusted.
fn resting_on(equality: &equal::Equality) -> String {
    match equality.trusted() {
        none if none.is_empty() => String::new(),
        rows => format!(", which rests on trust in {}", rows.join(" and ")),
    }
}

fn equality(under: Under<'_>, lowered: Lowered) -> Judged {
    let Lowered { mut store, sides, on, supposed, derivatives, notes, .. } = lowered;
    let at_a_point = on.iter().any(|c| c.relation == Relation::Equal);
    let sides = match at_a_point || under.related {
        true => (carried(&mut store, sides.0, under.related), carried(&mut store, sides.1, under.related)),
        false => sides,
    };
    let facts = asked(&store, sides, &derivatives).map(|asked| (asked, store.clone(), on.clone(), supposed.clone()));
    let equality = compared(store, sides, (supposed, on), under.limits);
    let trusted = resting_on(&equality);
    let rests_on = !equality.rests_on().is_empty() || !trusted.is_empty();
    let mut reading = Reading {
        sides: (sides.0, Relation::Equal, sides.1),
        conditions: equality.on.clone(),
        proof: None,
        wrong: None,
        store: equality.store,
    };
    let mut code = code_of(&equality.verdict);
    let (mut verdict, mut because) = match equality.verdict {
        equal::Verdict::Equal(proof) => {
            reading.conditions.extend(proof.conditions.iter().filter(|c| !equality.on.contains(c)));
            reading.proof = Some(proof);
            (if rests_on { Verdict::Assumed } else { Verdict::Proved }, format!("both sides are equal{trusted}"))
        }
        equal::Verdict::Formal(proof) => {
            reading.proof = Some(proof);
            (Verdict::Formal, "no number is known that fulfils the conditions".to_owned())
        }
        equal::Verdict::Different(refutation) => {
            reading.wrong = Some(Wrong::Values(refutation));
            (Verdict::Refuted, "both sides have different values".to_owned())
        }
        equal::Verdict::Undecided(undecided) => (Verdict::Undecided, undecided.why),
    };
    if verdict == Verdict::Undecided
        && let Some((asked, store, on, supposed)) = &facts
        && let Some((holds, why)) = borders::at_border(store, *asked, sides, on, supposed)
    {
        (verdict, because, code) = (if holds { Verdict::Proved } else { Verdict::Refuted }, why, None);
    }
    let (mut truth, mut mistake) = (None, None);
    if let Some((asked, store, on, supposed)) = facts
        && asked.2 == 1
        && (verdict == Verdict::Refuted || needs_pieces(&store, asked.0))
        && let Ok(derived) = derive_expression(store.clone(), asked.0, asked.1, supposed)
    {
        mistake = if verdict == Verdict::Refuted { mistakes::of_derivative(&store, asked, sides, &on) } else { None };
        if verdict != Verdict::Refuted
            && let Some(why) = borders::without_derivative(&derived, &store, asked, sides, &on)
        {
            (verdict, because, code) = (Verdict::Refuted, why, None);
            reading.wrong = Some(Wrong::NoDerivative);
            reading.proof = None;
        }
        truth = Some(Truth { derivative: derived.whole.derivative, store: derived.store });
    }
    let truth = truth.filter(|_| verdict == Verdict::Refuted);
    Judged { reading: Some(reading), truth, mistake, notes, code, ..Judged::new(verdict, because) }
}

/// Why there is no verdict, if there is none.
fn code_of(verdict: &equal::Verdict) -> Option<Code> {
    match verdict {
        equal::Verdict::Undecided(undecided) => Some(undecided.code.into()),
        equal::Verdict::Equal(_) | equal::Verdict::Formal(_) | equal::Verdict::Different(_) => None,
    }
}

/// What comes of comparing both sides as they stand, and if nothing does, with all their derivatives carried out.
fn compared(
    store: Store,
    sides: (ExprId, ExprId),
    (supposed, on): (Vec<Condition>, Vec<Condition>),
    limits: &Limits,
) -> equal::Equality {
    let mut plain = store.clone();
    let found = equal::between(store, sides, supposed.clone(), on.clone(), limits);
    if !matches!(found.verdict, equal::Verdict::Undecided(_)) {
        return found;
    }
    let carried = (carried(&mut plain, sides.0, true), carried(&mut plain, sides.1, true));
    if carried == sides {
        return found;
    }
    let other = equal::between(plain, carried, supposed, on, limits);
    if matches!(other.verdict, equal::Verdict::Undecided(_)) { found } else { other }
}

/// The derivative that a claim is about: a side of it, or else the last one that its names ask for.
fn asked(store: &Store, sides: (ExprId, ExprId), named: &[Derivative]) -> Option<Derivative> {
    let whole = |side: ExprId| match store.node(side) {
        Node::Derivative(of, by) if !contains_derivative(store, of) => {
            let known = named.iter().find(|asked| (asked.0, asked.1, asked.2) == (of, by, 1));
            Some(known.copied().unwrap_or((of, by, 1, by)))
        }
        _ => None, // it is part of something
    };
    whole(sides.0).or_else(|| whole(sides.1)).or_else(|| named.last().copied())
}

/// A side with the derivatives that stand in others, or `all` of them, carried out as far as they are so without a
/// condition: at a point there is no room to differentiate in.
fn carried(store: &mut Store, side: ExprId, all: bool) -> ExprId {
    let mut current = side;
    for _ in 0..MOST_ORDERS {
        let inner = store.reachable(current).into_iter().find_map(|id| match store.node(id) {
            Node::Derivative(of, by) if all && !contains_derivative(store, of) => Some((id, of, by)),
            Node::Derivative(of, _) => match store.node(of) {
                Node::Derivative(least, by) if !contains_derivative(store, least) => Some((of, least, by)),
                _ => None, // it stands in no other
            },
            _ => None, // only what is differentiated
        });
        let Some((whole, of, by)) = inner else { break };
        let mut derivation = Derivation::new(store.brand());
        let Ok(found) = differentiate(store, Theory::builtin(), &mut derivation, of, by) else { break };
        let Ok(theorems) = kernel::check(store, Theory::builtin(), &derivation) else { break };
        if !theorems.theorem(found.step).is_some_and(|theorem| theorem.conditions().is_empty()) {
            break;
        }
        current = store.replace(current, whole, found.is);
    }
    current
}

pub(super) fn contains_derivative(store: &Store, expr: ExprId) -> bool {
    store.reachable(expr).into_iter().any(|id| matches!(store.node(id), Node::Derivative(..)))
}
