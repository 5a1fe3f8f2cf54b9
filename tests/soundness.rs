//! No verdict on random pairs of formulas is wrong: pairs that are equal by construction are never told apart, and
//! wherever the conditions of a proof hold, both sides have values that agree.
//!
//! `GPRIME_SOUNDNESS` sets how many pairs of each kind are taken.

mod common;

use std::collections::BTreeMap;

use common::corpora::word;
use common::pairs::{LAWS, Pair, SLIPS, edited_pair, true_pair};
use common::{Random, enclosure, text};
use gprime::eval::interval::{Argument, Outcome, compare, enclose};
use gprime::eval::{exact, float};
use gprime::expr::{ExprId, Node, Number, Relation, Store};
use gprime::kernel::{Refutation, Value};
use gprime::passes::equal::{Equality, Proof, Request, Verdict, equal};
use gprime::trace::{Condition, Judgement};

/// How many pairs of each kind are taken if nothing else is asked for.
const USUAL: usize = 1_000;
/// How many points each proof is held to.
const POINTS: usize = 12;
/// The precisions at which a difference is looked at again.
const BITS: [usize; 4] = [300, 1_000, 4_000, 8_000];

fn wanted() -> usize {
    std::env::var("GPRIME_SOUNDNESS").ok().and_then(|text| text.parse().ok()).unwrap_or(USUAL)
}

/// What was found about many pairs.
#[derive(Debug, Default)]
struct Count {
    pairs: usize,
    verdicts: BTreeMap<&'static str, usize>,
    /// Points at which all conditions of a proof hold and both sides agree.
    points: usize,
    /// Points at which that could not be told.
    unsure: usize,
    /// Differences whose values floating point agrees with.
    floats: usize,
    /// Proofs that were found when no point was looked at before.
    blind: usize,
    laws: BTreeMap<&'static str, usize>,
    wrong: Vec<String>,
}

impl Count {
    fn of(&self, verdict: &str) -> usize {
        self.verdicts.get(verdict).copied().unwrap_or_default()
    }
}

/// The values of the symbols at a point.
type At = Vec<(ExprId, Number)>;

fn arguments(at: &At) -> Vec<(ExprId, Argument)> {
    at.iter().map(|(symbol, value)| (*symbol, Argument::Exact(value.clone()))).collect()
}

/// Whether a condition holds at a point; `None` if that is not known.
fn holds(store: &Store, condition: Condition, at: &At) -> Option<bool> {
    let Condition { left, relation, right } = condition;
    let values = (exact(store, left, at), exact(store, right, at));
    if let (Some(a), Some(b)) = values {
        return Some(match relation {
            Relation::Less => a < b,
            Relation::LessEqual => a <= b,
            Relation::Greater => a > b,
            Relation::GreaterEqual => a >= b,
            Relation::Equal => a == b,
            Relation::NotEqual => a != b,
        });
    }
    let arguments = arguments(at);
    match (enclosure(store, left, &arguments), enclosure(store, right, &arguments)) {
        (Err(Outcome::Undefined), _) | (_, Err(Outcome::Undefined)) => Some(false),
        (Ok(_), Ok(_)) if left == right => Some(matches!(relation, Relation::Equal)),
        (Ok(a), Ok(b)) => compare(relation, &a, &b),
        (Err(_), _) | (_, Err(_)) => None,
    }
}

/// Whether both sides agree at a point; what speaks against it is an error.
fn agree(store: &Store, sides: (ExprId, ExprId), at: &At) -> Result<Option<()>, String> {
    if let (Some(a), Some(b)) = (exact(store, sides.0, at), exact(store, sides.1, at)) {
        return if a == b { Ok(Some(())) } else { Err(format!("the values are {a} and {b}")) };
    }
    let arguments = arguments(at);
    match (enclosure(store, sides.0, &arguments), enclosure(store, sides.1, &arguments)) {
        (Err(Outcome::Undefined), _) | (_, Err(Outcome::Undefined)) => Err("a side is not defined".into()),
        (Ok(a), Ok(b)) if a.is_disjoint(&b) => {
            Err(format!("the values are {} and {}", a.to_decimal(20), b.to_decimal(20)))
        }
        (Ok(a), Ok(b)) if a.is_bounded() && b.is_bounded() => Ok(Some(())),
        _ if has_no_float(store, sides, at) => Err("a side has no value in floating point".into()),
        _ => Ok(None), // nothing is known about one of them
    }
}

/// Whether floating point, which knows nothing of the table's domains, finds a side undefined though no part of it is
/// very large or very small.
fn has_no_float(store: &Store, sides: (ExprId, ExprId), at: &At) -> bool {
    let floats: Vec<(ExprId, f64)> = at.iter().map(|(symbol, value)| (*symbol, value.to_f64())).collect();
    let parts = [sides.0, sides.1].map(|side| store.reachable(side)).concat();
    let values: Vec<f64> = parts.into_iter().map(|part| float::evaluate(store, part, &floats)).collect();
    let is_usual = |value: &f64| value.is_nan() || (1e-100..1e100).contains(&value.abs());
    values.iter().any(|value| value.is_nan()) && values.iter().all(is_usual)
}

/// A number for each symbol: simple ones, ones near 0, and any.
fn somewhere(symbols: &[ExprId], random: &mut Random) -> At {
    let mut number = || {
        let (n, d) = match random.below(4) {
            0 => (random.between(-3, 3), 1),
            1 => (random.between(-8, 8), 4),
            2 => (random.between(-99, 99), 100),
            _ => (random.between(-500, 500), random.between(7, 90)),
        };
        Number::ratio(n, d).expect("the denominator is not 0")
    };
    symbols.iter().map(|&symbol| (symbol, number())).collect()
}

fn symbols(store: &Store) -> Vec<ExprId> {
    ["z", "a"].into_iter().filter_map(|name| store.find_symbol(name)).collect()
}

fn describe(store: &Store, at: &At) -> String {
    let name = |id: &ExprId| match store.node(*id) {
        Node::Symbol(symbol) => store.name(symbol).to_owned(),
        other => format!("{other:?}"), // no symbol stands for itself only
    };
    at.iter().map(|(symbol, value)| format!("{} = {value}", name(symbol))).collect::<Vec<_>>().join(", ")
}

/// Holds a proof to points at which its conditions hold.
fn hold_proof(answer: &Equality, proof: &Proof, random: &mut Random, count: &mut Count) -> Result<(), String> {
    let (store, theorem) = (&answer.store, &proof.theorem);
    let (left, right) = answer.sides;
    if theorem.judgement() != (Judgement::Equal { left, right }) {
        return Err("the theorem is about something else".into());
    }
    if theorem.assumptions().iter().any(|condition| !answer.assumed.contains(condition)) {
        return Err("the theorem assumes more than was said".into());
    }
    let all: Vec<Condition> = theorem.assumptions().iter().chain(theorem.conditions()).copied().collect();
    if let Some(witness) = &proof.witness {
        if let Some(failing) = all.iter().find(|&&condition| holds(store, condition, witness) == Some(false)) {
            return Err(format!("at its witness {} {failing:?} does not hold", describe(store, witness)));
        }
        agree(store, answer.sides, witness).map_err(|why| format!("at its witness {why}"))?;
    }
    let symbols = symbols(store);
    for _ in 0..POINTS {
        let at = somewhere(&symbols, random);
        if all.iter().any(|&condition| holds(store, condition, &at) != Some(true)) {
            continue;
        }
        match agree(store, answer.sides, &at) {
            Ok(Some(())) => count.points += 1,
            Ok(None) => count.unsure += 1,
            Err(why) => return Err(format!("at {} {why}, and the conditions hold", describe(store, &at))),
        }
    }
    Ok(())
}

/// Looks again at a difference: the texts are read in another way, and the values taken with more bits.
fn hold_difference(pair: &Pair, answer: &Equality, found: &Refutation, count: &mut Count) -> Result<(), String> {
    let mut store = Store::new();
    let sides = [&pair.left, &pair.right].map(|side| text::read(&mut store, side));
    let mut at = At::new();
    for (symbol, value) in found.point() {
        let Node::Symbol(name) = answer.store.node(*symbol) else { return Err("a point for no symbol".into()) };
        at.push((store.symbol(answer.store.name(name)), value.clone()));
    }
    for assumed in &pair.assume {
        let when = text::read_condition(&mut store, assumed);
        let Node::Compare(relation, left, right) = store.node(when) else { return Err(format!("{assumed}?")) };
        if holds(&store, Condition { left, relation, right }, &at) != Some(true) {
            return Err(format!("{assumed} does not hold at {}", describe(&store, &at)));
        }
    }
    let floats: Vec<(ExprId, f64)> = at.iter().map(|(symbol, value)| (*symbol, value.to_f64())).collect();
    let near = |side: ExprId, value: f64| (float::evaluate(&store, side, &floats) - value).abs() <= 1e-6 * value.abs();
    if let (Value::Exact(a), Value::Exact(b)) = found.values()
        && let (Some(left), Some(right)) = (exact(&store, sides[0], &at), exact(&store, sides[1], &at))
    {
        count.floats += usize::from(near(sides[0], left.to_f64()) && near(sides[1], right.to_f64()));
        let same = left == *a && right == *b && left != right;
        return if same { Ok(()) } else { Err(format!("the values are {left} and {right}")) };
    }
    let arguments = arguments(&at);
    for bits in BITS {
        let [left, right] = sides.map(|side| enclose(&store, side, &arguments, bits));
        if let (Ok(left), Ok(right)) = (left, right)
            && left.is_disjoint(&right)
        {
            let close = near(sides[0], common::to_float(left.lo())) && near(sides[1], common::to_float(right.lo()));
            count.floats += usize::from(close);
            return Ok(());
        }
    }
    Err(format!("the values do not differ at {}", describe(&store, &at)))
}

/// Judges a pair without looking at points first, so that what is false has to be found out by the prover and the kernel.
/// What is proved then is held to points, and whatever the prover finds the kernel accepts.
fn blind(pair: &Pair, mut request: Request, random: &mut Random, count: &mut Count) -> Result<(), String> {
    request.limits.points = 0;
    let answer = equal(&request).unwrap_or_else(|error| panic!("{pair:?}: {error}"));
    match &answer.verdict {
        Verdict::Equal(proof) | Verdict::Formal(proof) => {
            count.blind += 1;
            hold_proof(&answer, proof, random, count).map_err(|why| format!("without points first: {why}"))
        }
        Verdict::Undecided(undecided) if undecided.why.contains("the kernel refuses it") => Err(undecided.why.clone()),
        _ => Ok(()), // nothing was proved
    }
}

/// Judges one pair and holds the verdict to what is known about it.
fn take(pair: &Pair, is_true: bool, random: &mut Random, count: &mut Count) {
    let request = Request { assume: pair.assume.clone(), ..Request::new(&pair.left, &pair.right) };
    let answer = equal(&request).unwrap_or_else(|error| panic!("{pair:?}: {error}"));
    let verdict = word(&answer);
    let held = match &answer.verdict {
        Verdict::Equal(proof) if proof.witness.is_none() => Err("there is no witness".into()),
        Verdict::Equal(proof) | Verdict::Formal(proof) => hold_proof(&answer, proof, random, count),
        Verdict::Different(found) => match hold_difference(pair, &answer, found, count) {
            Ok(()) if is_true => Err(format!("told apart at {}", describe(&answer.store, &found.point().to_vec()))),
            held => held,
        },
        Verdict::Undecided(_) => Ok(()),
        other => Err(format!("{other:?}")),
    };
    let held = held.and_then(|()| blind(pair, request, random, count));
    if let Err(why) = held {
        let Pair { left, right, assume, made_by } = pair;
        count.wrong.push(format!("{verdict}: {left}  =  {right}  where {assume:?}: {why} (made by {made_by:?})"));
    }
    count.pairs += 1;
    *count.verdicts.entry(verdict).or_default() += 1;
    for law in &pair.made_by {
        *count.laws.entry(law).or_default() += 1;
    }
}

/// Takes so many pairs; nothing about any of them may be wrong.
fn run(seed: u64, make: fn(&mut Random) -> Pair, is_true: bool) -> Count {
    let mut random = Random::new(seed);
    let mut count = Count::default();
    while count.pairs < wanted() {
        let pair = make(&mut random);
        take(&pair, is_true, &mut random, &mut count);
    }
    let Count { pairs, verdicts, points, unsure, floats, blind, .. } = &count;
    println!(
        "{pairs} pairs: {verdicts:?}, {points} points, {unsure} unsure, {floats} by floating point, {blind} proved blind"
    );
    for line in count.wrong.iter().take(20) {
        println!("{line}");
    }
    assert!(
        count.wrong.is_empty(),
        "{} of {pairs} verdicts are wrong, the first: {}",
        count.wrong.len(),
        count.wrong[0]
    );
    count
}

#[test]
fn true_pairs_are_never_told_apart_and_proofs_hold_where_their_conditions_do() {
    let count = run(11, true_pair, true);
    let (pairs, proved) = (wanted(), count.of("equal"));
    assert_eq!(count.of("different"), 0);
    assert_eq!(count.pairs, pairs);
    assert!(proved * 100 >= pairs * PROVED_IN_100, "{proved} of {pairs} proved");
    assert!(count.points >= proved * 3, "{} points for {proved} proofs", count.points);
    assert!(count.blind >= proved, "{} of {proved} proved without points", count.blind);
    assert!(count.unsure * 20 <= count.points, "{} of {} points unsure", count.unsure, count.points);
    let met = LAWS.iter().filter(|(left, _)| count.laws.contains_key(left)).count();
    assert_eq!(met, LAWS.len(), "laws that made a pair");
}

#[test]
fn edited_pairs_are_proved_only_where_both_sides_agree_and_told_apart_only_where_they_differ() {
    let count = run(12, edited_pair, false);
    let (pairs, different) = (wanted(), count.of("different"));
    assert_eq!(count.pairs, pairs);
    assert!(different * 100 >= pairs * REFUTED_IN_100, "{different} of {pairs} told apart");
    assert!(count.floats * 10 >= different * 9, "floating point agrees with {} of {different}", count.floats);
    let met = SLIPS.iter().filter(|(left, _)| count.laws.contains_key(left)).count();
    assert_eq!(met, SLIPS.len(), "slips that made a pair");
}

/// How many true pairs in a hundred are proved at least.
const PROVED_IN_100: usize = 50;
/// How many edited pairs in a hundred are told apart at least.
const REFUTED_IN_100: usize = 70;

/// The checks above notice a proof and a difference that are wrong.
#[test]
fn wrong_verdicts_are_noticed() {
    let mut count = Count::default();
    let mut random = Random::new(5);
    let judged = |left: &str, right: &str| equal(&Request::new(left, right)).expect("both are formulas");
    let proved = judged("z + z", "2*z");
    let Verdict::Equal(proof) = &proved.verdict else { panic!("it is proved") };
    assert_eq!(hold_proof(&proved, proof, &mut random, &mut count), Ok(()));
    let mut store = Store::new();
    let (z, size) = (text::read(&mut store, "z"), text::read(&mut store, "abs(z)"));
    let point = |n| vec![(z, Number::ratio(n, 3).expect("a number"))];
    assert_eq!(agree(&store, (z, size), &point(1)), Ok(Some(())));
    assert!(agree(&store, (z, size), &point(-1)).is_err());
    let logarithm = text::read(&mut store, "ln(z)");
    assert!(agree(&store, (logarithm, logarithm), &point(-1)).is_err());

    let differing = judged("abs(z)", "z");
    let Verdict::Different(found) = &differing.verdict else { panic!("they differ") };
    let pair = |left: &str, assume: &[&str]| Pair {
        left: left.into(),
        right: "z".into(),
        assume: assume.iter().map(|&text| text.to_owned()).collect(),
        made_by: Vec::new(),
    };
    assert_eq!(hold_difference(&pair("abs(z)", &[]), &differing, found, &mut count), Ok(()));
    assert!(hold_difference(&pair("z + 0", &[]), &differing, found, &mut count).is_err());
    assert!(hold_difference(&pair("abs(z)", &["z > 0"]), &differing, found, &mut count).is_err());
}

/// The faults that bench/planted_faults.py plants still have a place to be planted.
#[test]
fn planted_faults_have_their_places() {
    let rows = include_str!("data/planted.tsv").lines().skip(1);
    let tested = rows.inspect(|row| {
        let [name, file, was, is, _] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}: five columns") };
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let source = std::fs::read_to_string(path).expect("the file is there");
        assert_eq!(source.matches(was).count(), 1, "{name} in {file}");
        assert_ne!(was, is, "{name}");
    });
    assert!(tested.count() >= 5);
}
