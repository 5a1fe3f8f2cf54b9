//! Whether a rule of the user's own is one: proved, refuted at a point, right only under a condition, or not known.

use super::{Column, Why};
use crate::algebra::Pool;
use crate::expr::{self, ExprId, Node, Relation, Store};
use crate::kernel;
use crate::passes::close;
use crate::passes::equal::{self, Equality, Limits, Verdict};
use crate::passes::request::assume;
use crate::syntax;
use crate::theory::{Pattern, Theory, is_trust};
use crate::trace::{Condition, Derivation, Judgement, Reason};

/// How far the search for a missing condition may go.
const SEARCH: Limits = Limits { points: 80, bits: 256, nodes: 40_000, steps: 6_000, work: 8_000_000, time: None };
/// How often a proof is divided into cases.
const MOST_CASES: usize = 2;
/// A rule with more names than this is not searched for a missing condition.
const MOST_NAMES: usize = 4;

/// A rule as it was read: both sides and the conditions, with its names as they are written.
pub(super) struct Read {
    store: Store,
    left: ExprId,
    right: ExprId,
    when: Vec<Condition>,
}

/// What is known about a rule that is no mistake.
pub(super) enum Judged {
    /// The kernel has the theorem.
    Proved,
    /// Neither was found, or the proof rests on a trusted rule.
    Unproved(Box<Equality>),
}

fn lowered(store: &mut Store, text: &str) -> Result<ExprId, Why> {
    let tree = syntax::parse(text).map_err(|error| Why::Unreadable { text: text.into(), error: Box::new(error) })?;
    let lowered = expr::lower(&tree, store).map_err(|error| Why::Meaningless { text: text.into(), error })?;
    let is_condition = matches!(store.node(lowered.body), Node::Compare(..) | Node::And(..) | Node::Or(..));
    if lowered.right.is_some() || lowered.name.is_some() || is_condition {
        return Err(Why::Says("this is no formula; each side of a rule is one".into()));
    }
    if store.reachable(lowered.body).iter().any(|&id| matches!(store.node(id), Node::Derivative(..))) {
        return Err(Why::Says(
            "a rule says that two formulas are equal; a derivative belongs to a function's row".into(),
        ));
    }
    if !Pattern::fits(store, lowered.body) {
        return Err(Why::Says("this is too large for a side of a rule".into()));
    }
    Ok(lowered.body)
}

/// Reads the sides and the conditions of a rule.
pub(super) fn read(left: &str, right: &str, when: &[&str]) -> Result<Read, (Column, Why)> {
    let mut store = Store::new();
    let left = lowered(&mut store, left).map_err(|why| (Column::Left, why))?;
    let right = lowered(&mut store, right).map_err(|why| (Column::Right, why))?;
    if matches!(store.node(left), Node::Symbol(_) | Node::Number(_) | Node::Constant(_)) {
        return Err((Column::Left, Why::Says("the left side is one name or number, and would fit everywhere".into())));
    }
    if left == right {
        return Err((Column::Right, Why::Says("both sides are the same, so that the rule changes nothing".into())));
    }
    let bound = store.reachable(left);
    let unbound = |store: &Store, expr: ExprId| {
        let free = store.reachable(expr).into_iter().filter(|id| !bound.contains(id));
        free.filter_map(|id| match store.node(id) {
            Node::Symbol(symbol) => Some(store.name(symbol).to_owned()),
            _ => None, // only names stand for anything
        })
        .next()
    };
    if let Some(name) = unbound(&store, right) {
        return Err((Column::Right, Why::Says(format!("{name} does not occur on the left side"))));
    }
    let mut conditions = Vec::new();
    for (at, text) in when.iter().enumerate() {
        let column = Column::When(at);
        let one = syntax::parse_condition(text)
            .map_err(|error| (column, Why::Unreadable { text: (*text).into(), error: Box::new(error) }))?;
        let body = expr::lower(&one, &mut store)
            .map_err(|error| (column, Why::Meaningless { text: (*text).into(), error }))?
            .body;
        if !matches!(store.node(body), Node::Compare(..)) {
            return Err((column, Why::Says("a condition is one comparison; give several of them apart".into())));
        }
        if let Some(name) = unbound(&store, body) {
            return Err((column, Why::Says(format!("{name} does not occur on the left side"))));
        }
        assume(&mut store, text, &mut conditions).map_err(|error| (column, Why::Says(error.to_string())))?;
    }
    Ok(Read { store, left, right, when: conditions })
}

impl Read {
    /// Compares both sides where the conditions and these further ones hold.
    fn compared(&self, further: &[Condition], limits: &Limits) -> Equality {
        let on = self.when.iter().chain(further).copied().collect();
        equal::between(self.store.clone(), (self.left, self.right), Vec::new(), on, limits)
    }

    /// Whether the rule holds: wherever its conditions do, both sides have values that are equal, or neither has one.
    pub(super) fn judged(&self) -> Result<Judged, Why> {
        self.judged_by_cases(MOST_CASES)
    }

    /// As [`Read::judged`]; a condition that a proof needs and that seems to be missing divides it so often.
    fn judged_by_cases(&self, cases: usize) -> Result<Judged, Why> {
        let mut equality = self.compared(&[], &Limits::default());
        match &equality.verdict {
            Verdict::Equal(_) if rests_on_trust(&equality) => Ok(Judged::Unproved(Box::new(equality))),
            Verdict::Equal(_) => {
                let missing = missing(&mut equality);
                match missing.first() {
                    None => Ok(Judged::Proved),
                    Some(&condition) if cases > 0 && self.holds_on_both_sides(condition, cases - 1) => {
                        Ok(Judged::Proved)
                    }
                    Some(&condition) if self.may_hold_without(condition) => Ok(Judged::Unproved(Box::new(equality))),
                    Some(_) => Err(Why::Missing { store: Box::new(equality.store), conditions: missing }),
                }
            }
            Verdict::Formal(_) => Err(Why::Says("it holds nowhere, as no numbers fulfil what it needs".into())),
            Verdict::Different(_) => {
                let missing = self.searched();
                Err(Why::Refuted { equality: Box::new(equality), missing })
            }
            Verdict::Undecided(_) => Ok(Judged::Unproved(Box::new(equality))),
        }
    }

    /// Whether the rule is proved where a condition holds, and where it does not.
    fn holds_on_both_sides(&self, condition: Condition, cases: usize) -> bool {
        let length = self.store.len();
        if condition.left.index() >= length || condition.right.index() >= length || condition.left == condition.right {
            return false;
        }
        [condition.relation.negated(), condition.relation].into_iter().all(|relation| {
            let when = self.when.iter().copied().chain([Condition { relation, ..condition }]).collect();
            let case = Read { store: self.store.clone(), when, ..*self };
            matches!(case.judged_by_cases(cases), Ok(Judged::Proved))
        })
    }

    /// Whether both sides have values where a condition fails, and none was found at which they differ.
    fn may_hold_without(&self, condition: Condition) -> bool {
        let length = self.store.len();
        if condition.left.index() >= length || condition.right.index() >= length || condition.left == condition.right {
            return false;
        }
        let relation = condition.relation.negated();
        match self.compared(&[Condition { relation, ..condition }], &SEARCH).verdict {
            Verdict::Undecided(undecided) => undecided.code != equal::Code::NoPoint,
            Verdict::Equal(_) => true,
            Verdict::Formal(_) | Verdict::Different(_) => false,
        }
    }

    /// Conditions under which the rule would hold, the weakest that were found; empty if none were.
    fn searched(&self) -> Vec<Condition> {
        let symbols: Vec<ExprId> =
            self.store.reachable(self.left).into_iter().filter(|&id| self.is_symbol(id)).collect();
        if symbols.len() > MOST_NAMES {
            return Vec::new();
        }
        let compared = |left: ExprId, relation| Condition { left, relation, right: Store::ZERO };
        let relations =
            [Relation::NotEqual, Relation::GreaterEqual, Relation::Greater, Relation::LessEqual, Relation::Less];
        let alone = relations.iter().flat_map(|&relation| symbols.iter().map(move |&s| vec![compared(s, relation)]));
        let mut tried: Vec<Vec<Condition>> = alone.collect();
        if symbols.len() > 1 {
            for relation in [Relation::NotEqual, Relation::GreaterEqual, Relation::Greater] {
                for (at, &a) in symbols.iter().enumerate() {
                    let pairs = symbols[at + 1..].iter().map(|&b| vec![compared(a, relation), compared(b, relation)]);
                    tried.extend(pairs);
                }
                if symbols.len() > 2 {
                    tried.push(symbols.iter().map(|&s| compared(s, relation)).collect());
                }
            }
        }
        tried.into_iter().find_map(|conditions| self.suffices(conditions)).unwrap_or_default()
    }

    fn is_symbol(&self, id: ExprId) -> bool {
        matches!(self.store.node(id), Node::Symbol(_))
    }

    /// The conditions, and what the rule needs besides them, if it holds then.
    fn suffices(&self, mut conditions: Vec<Condition>) -> Option<Vec<Condition>> {
        let mut equality = self.compared(&conditions, &SEARCH);
        let holds = matches!(&equality.verdict, Verdict::Equal(_)) && !rests_on_trust(&equality);
        let further = if holds { missing(&mut equality) } else { return None };
        let length = self.store.len();
        let speaks = |c: &Condition| c.left.index() < length && c.right.index() < length;
        conditions.extend(further.into_iter().filter(speaks));
        Some(conditions)
    }
}

fn rests_on_trust(equality: &Equality) -> bool {
    match &equality.verdict {
        Verdict::Equal(proof) | Verdict::Formal(proof) => {
            proof.theorem.conditions().iter().any(|&condition| is_trust(&equality.store, condition))
        }
        Verdict::Different(_) | Verdict::Undecided(_) => false,
    }
}

/// What the theorem needs that does not follow from the conditions and that one side is defined, for either side.
fn missing(equality: &mut Equality) -> Vec<Condition> {
    let Verdict::Equal(proof) = &equality.verdict else { return Vec::new() };
    let (needed, on) = (proof.conditions.clone(), equality.on.clone());
    let sides = [equality.sides.0, equality.sides.1];
    let pool = Pool::new(SEARCH.work, None);
    let mut found: Vec<Condition> = Vec::new();
    for side in sides {
        let mut derivation = Derivation::new(equality.store.brand());
        derivation.assumptions.clone_from(&on);
        let step = derivation.push(Judgement::Equal { left: side, right: side }, Reason::Substitution, &[], &[]);
        let domain = kernel::check(&equality.store, Theory::builtin(), &derivation)
            .ok()
            .and_then(|checked| checked.theorem(step).map(|theorem| theorem.conditions().to_vec()))
            .unwrap_or_default();
        // a power with a name in its exponent says something else once a number stands there
        let bases = bases(&equality.store, side);
        let is_base = |c: &Condition| c.right == Store::ZERO && bases.contains(&c.left);
        let given: Vec<Condition> = on.iter().copied().chain(domain.into_iter().filter(|c| !is_base(c))).collect();
        for &condition in &needed {
            let (store, nothing) = (&mut equality.store, (Store::ZERO, Store::ZERO));
            let apart = apart(store, condition);
            let follows = given.contains(&condition)
                || apart.is_some_and(|said| said.iter().any(|condition| given.contains(condition)))
                || close::follows(store, &given, condition, nothing)
                || close::follows_by_kernels(store, &derivation, &given, condition, nothing, &pool);
            if !follows && !found.contains(&condition) {
                found.push(condition);
            }
        }
    }
    found
}

/// `a != b` and `b != a` for `a - b != 0`.
fn apart(store: &Store, condition: Condition) -> Option<[Condition; 2]> {
    let Condition { left, relation: Relation::NotEqual, right: Store::ZERO } = condition else { return None };
    let Node::Sub(a, b) = store.node(left) else { return None };
    Some([(a, b), (b, a)].map(|(left, right)| Condition { left, relation: Relation::NotEqual, right }))
}

/// The bases of the powers in an expression whose exponents have names in them.
fn bases(store: &Store, expr: ExprId) -> Vec<ExprId> {
    let powers = store.reachable(expr).into_iter().filter_map(|id| match store.node(id) {
        Node::Pow(base, exponent) => Some((base, exponent)),
        _ => None, // only a power has a base
    });
    let has_name = |id: ExprId| store.reachable(id).iter().any(|&part| matches!(store.node(part), Node::Symbol(_)));
    powers.filter(|&(_, exponent)| has_name(exponent)).map(|(base, _)| base).collect()
}

/// Whether a derivative that was given is that of a formula.
pub(super) fn derivative(formula: &str, given: &str, assume: &[String]) -> Result<(), Why> {
    let request =
        equal::Request { assume: assume.to_vec(), ..equal::Request::new(&format!("d/dz ({formula})"), given) };
    let equality = equal::equal(&request).map_err(|error| Why::Says(error.to_string()))?;
    match &equality.verdict {
        Verdict::Equal(_) => Ok(()),
        Verdict::Different(_) => Err(Why::Refuted { equality: Box::new(equality), missing: Vec::new() }),
        Verdict::Formal(_) => Err(Why::Says("it is the derivative nowhere".into())),
        Verdict::Undecided(_) => Err(Why::Unproved(Box::new(equality))),
    }
}
