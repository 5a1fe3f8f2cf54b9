//! What each target does with an input, and what must hold whatever the input is.
//!
//! Nothing may panic or hang. What is said to be proved is looked at apart from the kernel, by enclosures at points: a
//! derivative is compared with difference quotients, both sides of an equality with each other. Each body tells whether the
//! input came so far that something was compared.

use std::collections::HashMap;

use gprime::check::{self, Verdict as Judged};
use gprime::eval::interval::{Argument, Interval, Outcome, compare, enclose};
use gprime::expr::{self, ExprId, Node, Relation, Store};
use gprime::kernel::holds_at;
use gprime::passes::equal::{Limits, Request as Question, Verdict};
use gprime::passes::{Branch, Derived, Request};
use gprime::render::certificate::{Shown, verify};
use gprime::render::text_with_parts;
use gprime::syntax::{self, TableNames, Tree};
use gprime::trace::{Condition, Judgement};
use gprime::{derive, equal, text};

use crate::common::slope::{Place, Slope};
use crate::common::{dyadic, number};

/// A target: its name and what it does.
pub type Target = (&'static str, fn(&str) -> bool);

/// Every target.
pub const TARGETS: &[Target] = &[
    ("parser", parser),
    ("derive", derivative),
    ("equal", equality),
    ("check", document),
    ("certificate", certificate),
];

type Reading = fn(&str) -> Result<Tree, syntax::Error>;

/// Longer inputs say nothing new and take longer.
const LONGEST: usize = 400;
/// Larger conditions are not printed.
const LONGEST_IN_FULL: u64 = 20_000;
/// Values of all symbols at the places that are looked at; each place takes them from another one on.
const VALUES: &[&str] = &["1/2", "-3/4", "2", "-5/2", "7/8", "3", "1/16", "-1", "11/4", "-1/3"];
const PRECISION: usize = 256;
/// How much work the comparisons of one derivative with difference quotients may take; those beyond are not made.
const SLOPE_WORK: u64 = 600_000;

/// Every notation: what is read is printed and read back as the same expression, and what is not points into the text.
pub fn parser(input: &str) -> bool {
    let readings: [Reading; 4] =
        [syntax::parse, |text| syntax::parse_math(text, &TableNames), syntax::parse_condition, syntax::parse_pattern];
    let mut read = false;
    for (at, reading) in readings.into_iter().enumerate() {
        match reading(input) {
            Ok(tree) if at < 2 => read |= reads_back(input, &tree),
            Ok(_) => {}
            Err(error) => {
                let span = &error.span;
                let place = input.get(span.clone());
                assert!(place.is_some(), "{input:?}: {error} points at {span:?}");
            }
        }
    }
    read
}

fn reads_back(input: &str, tree: &Tree) -> bool {
    let mut store = Store::new();
    let Ok(lowered) = expr::lower(tree, &mut store) else { return false };
    if lowered.name.is_some() || lowered.right.is_some() || !lowered.kept.is_empty() {
        return false;
    }
    let is_condition = matches!(store.node(lowered.body), Node::Compare(..) | Node::And(..) | Node::Or(..));
    if is_condition && nodes_in_full(&store, lowered.body) > LONGEST_IN_FULL {
        return false; // conditions have no names for parts that are repeated
    }
    let printed = if is_condition { text(&store, lowered.body) } else { text_with_parts(&store, lowered.body) };
    let read = if is_condition { syntax::parse_condition } else { syntax::parse };
    let again = read(&printed).unwrap_or_else(|error| panic!("{input:?} prints {printed:?}: {error}"));
    let again = expr::lower(&again, &mut store).unwrap_or_else(|error| panic!("{input:?} prints {printed:?}: {error}"));
    assert_eq!(again.body, lowered.body, "{input:?} prints {printed:?}, which is read otherwise");
    true
}

/// How many nodes an expression has when it is written out in full.
fn nodes_in_full(store: &Store, expr: ExprId) -> u64 {
    let mut counts: HashMap<ExprId, u64> = HashMap::new();
    for id in store.reachable(expr) {
        let parts = store.node(id).children().fold(1, |sum: u64, part| sum.saturating_add(counts[&part]));
        counts.insert(id, parts);
    }
    counts[&expr]
}

/// The symbols of some expressions.
fn symbols(store: &Store, of: &[ExprId]) -> Vec<ExprId> {
    let mut ids: Vec<ExprId> = of.iter().flat_map(|&id| store.reachable(id)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.retain(|&id| matches!(store.node(id), Node::Symbol(_)));
    ids
}

fn values(symbols: &[ExprId], round: usize) -> Vec<(ExprId, Argument)> {
    let value = |at: usize| Argument::Exact(number(VALUES[(round + 3 * at) % VALUES.len()]));
    symbols.iter().enumerate().map(|(at, &symbol)| (symbol, value(at))).collect()
}

/// The derivative and its closed forms against difference quotients, wherever the conditions hold.
pub fn derivative(input: &str) -> bool {
    if input.len() > LONGEST {
        return false;
    }
    let Ok(mut derived) = derive(Request::new(input)) else { return false };
    let branch = derived.whole.clone();
    if branch.formal || store_has_derivatives(&derived.store, branch.function) {
        return false;
    }
    let name = derived.store.symbol(&derived.name);
    // a form from the output alone may need more than the derivative does
    let from_output = branch.from_output.map(|form| (form, branch.from_output_conditions.as_slice()));
    let forms = [Some((branch.derivative, [].as_slice())), Some((branch.closed_form, &[])), from_output];
    let mut through = |(form, needs)| (derived.store.replace(form, name, branch.function), needs);
    let forms: Vec<(ExprId, &[Condition])> = forms.into_iter().flatten().map(&mut through).collect();
    let (mut told, mut work) = (false, SLOPE_WORK);
    for round in 0..4 {
        told |= slopes_agree(input, &mut derived, (&branch, &forms), round, &mut work);
    }
    told
}

fn store_has_derivatives(store: &Store, of: ExprId) -> bool {
    store.reachable(of).iter().any(|&id| matches!(store.node(id), Node::Derivative(..)))
}

fn slopes_agree(
    input: &str,
    derived: &mut Derived,
    (branch, forms): (&Branch, &[(ExprId, &[Condition])]),
    round: usize,
    work: &mut u64,
) -> bool {
    let names: Vec<ExprId> = symbols(&derived.store, &[branch.function, branch.derivative]);
    let names: Vec<ExprId> = names.into_iter().filter(|&id| id != derived.variable).collect();
    let parameters: Vec<(ExprId, Argument)> = values(&names, round)
        .into_iter()
        .map(|(id, value)| match value {
            Argument::Exact(n) => (id, Argument::Between(Interval::from_number(&n, PRECISION))),
            other @ Argument::Between(_) => (id, other),
        })
        .collect();
    let at = dyadic([-5, 3, 11, 37][round % 4] * 2 + 1, -4);
    let place = Place { variable: derived.variable, at, parameters: &parameters };
    let undefined = derived.store.intern(Node::Undefined);
    let mut told = false;
    let exprs: Vec<ExprId> = forms.iter().map(|form| form.0).collect();
    let slopes = place.compare_within(&derived.store, branch.function, &exprs, work);
    for (&(form, needs), found) in forms.iter().zip(slopes) {
        if matches!(found, Slope::Unsure) {
            continue;
        }
        let met = branch.conditions.iter().chain(needs).map(|&c| place.holds(&mut derived.store, c));
        if !met.collect::<Vec<_>>().iter().all(|met| *met == Some(true)) {
            continue;
        }
        let shown = || format!("{input:?}, {} at {:?}, round {round}", text(&derived.store, form), place.at);
        match found {
            Slope::Agrees => told = true,
            // a function that is put together from pieces has the conditions of each piece
            Slope::NoFunction | Slope::NoDerivative if !derived.pieces.is_empty() => {}
            Slope::NoFunction if form == undefined => {}
            Slope::NoFunction => panic!("{}: the conditions hold where the function is not defined", shown()),
            Slope::NoDerivative => panic!("{}: the derivative is not defined", shown()),
            Slope::Differs(values) => {
                panic!("{}: {} is not the slope {}", shown(), values.0.to_decimal(20), values.1.to_decimal(20))
            }
            Slope::Unsure => {}
        }
    }
    told
}

/// Two formulas, one a line: the answer is the same the other way round, and holds at points.
pub fn equality(input: &str) -> bool {
    let Some((left, right)) = input.split_once('\n') else { return false };
    if left.len().max(right.len()) > LONGEST {
        return false;
    }
    let limits = Limits { points: 100, bits: 1_024, nodes: 50_000, steps: 5_000, work: 2_000_000, time: None };
    let ask = |left: &str, right: &str| equal(Question { limits, ..Question::new(left, right) }).ok();
    let (Some(found), Some(turned)) = (ask(left, right), ask(right, left)) else { return false };
    let shown = || format!("{left:?} and {right:?}");
    let opposite = |a: &Verdict, b: &Verdict| {
        matches!(a, Verdict::Equal(_) | Verdict::Formal(_)) && matches!(b, Verdict::Different(_))
    };
    let both = (&found.verdict, &turned.verdict);
    assert!(!opposite(both.0, both.1) && !opposite(both.1, both.0), "{} depend on their order", shown());
    match &found.verdict {
        Verdict::Equal(proof) | Verdict::Formal(proof) => {
            let conditions = [proof.theorem.assumptions(), proof.theorem.conditions()].concat();
            agree(&found.store, found.sides, Relation::Equal, &conditions, &shown) > 0
        }
        Verdict::Different(refutation) => {
            let at: Vec<(ExprId, Argument)> =
                refutation.point().iter().map(|(id, n)| (*id, Argument::Exact(n.clone()))).collect();
            let value = |side| enclose(&found.store, side, &at, PRECISION);
            if let (Ok(a), Ok(b)) = (value(found.sides.0), value(found.sides.1)) {
                assert!(!a.is_exact() || a != b, "{} have the same value where they are told apart", shown());
            }
            true
        }
        _ => false, // nothing is said
    }
}

/// How many points were met at which all conditions hold and both sides have values, which stand in the relation.
fn agree(
    store: &Store,
    (left, right): (ExprId, ExprId),
    relation: Relation,
    conditions: &[Condition],
    shown: &dyn Fn() -> String,
) -> usize {
    let mut of = vec![left, right];
    of.extend(conditions.iter().flat_map(|condition| [condition.left, condition.right]));
    let names = symbols(store, &of);
    let met = (0..VALUES.len()).filter(|&round| {
        let at = values(&names, round);
        let exact: Vec<_> = at
            .iter()
            .filter_map(|(id, value)| match value {
                Argument::Exact(n) => Some((*id, n.clone())),
                Argument::Between(_) => None,
            })
            .collect();
        if !conditions.iter().all(|&condition| holds_at(store, condition, &exact, PRECISION) == Some(true)) {
            return false;
        }
        let value = |side| enclose(store, side, &at, PRECISION);
        match (value(left), value(right)) {
            (Ok(a), Ok(b)) => {
                let holds = compare(relation, &a, &b) != Some(false);
                assert!(holds, "{}: at {exact:?} the values are {a:?} and {b:?}", shown());
                true
            }
            (Err(Outcome::Undefined), _) | (_, Err(Outcome::Undefined)) => {
                panic!("{}: at {exact:?} a side has no value, though all conditions hold", shown())
            }
            (Err(_), _) | (_, Err(_)) => false,
        }
    });
    met.count()
}

/// A document: no claim is proved that its values refute.
pub fn document(input: &str) -> bool {
    if input.len() > 4 * LONGEST {
        return false;
    }
    let proof = Limits { points: 60, bits: 512, nodes: 50_000, steps: 5_000, work: 1_000_000, time: None };
    let limits = check::Limits { proof, effort: 2_000_000, ..check::Limits::default() };
    let mut told = false;
    let _ = check::check("notes.md", input.as_bytes(), &limits, &mut |claim| {
        let Some(reading) = claim.reading.filter(|_| claim.verdict == Judged::Proved) else { return };
        let (left, relation, right) = reading.sides;
        let shown = || format!("{:?} in {input:?}", claim.text);
        if let Some(proof) = &reading.proof {
            let conditions = [proof.theorem.assumptions(), proof.theorem.conditions(), &reading.conditions].concat();
            told |= agree(&reading.store, (left, right), relation, &conditions, &shown) > 0;
        }
    });
    told
}

/// A certificate: what is verified holds at points.
pub fn certificate(input: &str) -> bool {
    let Ok(verified) = verify(input) else { return false };
    let Shown::Equal(theorem, _) = &verified.shown else { return true };
    let Judgement::Equal { left, right } = theorem.judgement() else { panic!("a certificate is about two sides") };
    let conditions = [theorem.assumptions(), theorem.conditions()].concat();
    let shown = || format!("{} and {}", text(&verified.store, left), text(&verified.store, right));
    agree(&verified.store, (left, right), Relation::Equal, &conditions, &shown) > 0
}
