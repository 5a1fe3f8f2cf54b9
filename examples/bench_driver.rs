//! gprime as one of the systems that `bench/side_by_side.py` compares: `bench_driver CMD ARGUMENTS`, JSON lines out.
//!
//! The commands are those of `bench/peers/common.py`. Times are seconds of the process, as for the others. Every derivative
//! has its derivation. Two times are told, with the derivation recorded and with every step of it checked by the kernel as
//! well; of higher orders and equalities, which are found by checked steps, only the latter.

use std::hint::black_box;

use gprime::expr::{self, ExprId, FunctionId, Node, Store};
use gprime::passes::batch::Worker;
use gprime::passes::equal::{self, Verdict};
use gprime::passes::{Request, derive, differentiate};
use gprime::theory::Theory;
use gprime::trace::Derivation;
use gprime::{kernel, syntax, text};
use serde_json::{Value, json};

/// The orders of which the size is told.
const MARKS: &[u32] = &[
    1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 64, 72, 80, 100, 128, 160, 200, 256, 300, 400, 500,
];

type Error = Box<dyn std::error::Error>;

fn main() -> Result<(), Error> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["version"] => say(json!({ "version": env!("CARGO_PKG_VERSION") })),
        ["w2", file, ..] => catalogue(&std::fs::read_to_string(file)?),
        ["w3", formula, _, cap, most] => order(formula, cap.parse()?, most.parse()?),
        ["w4", _, _, "parse", file] => parse(std::fs::read_to_string(file)?.trim()),
        ["w4", function, depth, rest @ ..] => {
            differentiated(|store, z| deep(store, z, function, depth), depth.parse()?, rest.contains(&"print"))
        }
        ["w5", file, cap, ..] => batch(&std::fs::read_to_string(file)?, cap.parse()?),
        ["w6", kind, count, rest @ ..] => {
            let size: u64 = count.parse()?;
            differentiated(|store, z| wide(store, z, kind, size), size, rest.contains(&"print"))
        }
        ["w7", file, first, ..] => equalities(&std::fs::read_to_string(file)?, first.parse()?),
        ["floor"] => floor(),
        _ => return Err("the commands are those of bench/peers/common.py, and floor".into()),
    }
    Ok(())
}

fn say(line: Value) {
    println!("{line}");
}

/// Seconds of the processor that this process has used.
fn now() -> f64 {
    cpu_time::ProcessTime::now().as_duration().as_secs_f64()
}

fn seconds<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = now();
    let made = black_box(work());
    (now() - start, made)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// As often as it takes for a median, at least five times and at most 51, for about 0.15 s.
fn medians<const N: usize>(mut work: impl FnMut() -> [f64; N]) -> [f64; N] {
    let start = now();
    let mut times: Vec<[f64; N]> = Vec::new();
    while times.len() < 5 || times.len() < 51 && now() - start < 0.15 {
        times.push(work());
    }
    std::array::from_fn(|stage| median(times.iter().map(|row| row[stage]).collect()))
}

fn read(store: &mut Store, formula: &str) -> ExprId {
    let tree = syntax::parse(formula).expect("the inputs are formulas");
    expr::lower(&tree, store).expect("the inputs have a meaning").body
}

/// The derivative with its derivation, and the time of finding and of checking it.
fn checked(store: &mut Store, of: ExprId, by: ExprId) -> (f64, f64, ExprId) {
    let theory = Theory::builtin();
    let mut derivation = Derivation::new(store.brand());
    let (finding, found) = seconds(|| differentiate(store, theory, &mut derivation, of, by).expect("there is a rule"));
    let (checking, steps) = seconds(|| kernel::check(store, theory, &derivation).expect("it is honest").len());
    assert_eq!(steps, derivation.steps().len());
    (finding, checking, found.is)
}

fn catalogue(lines: &str) {
    for (name, formula) in lines.lines().filter_map(|line| line.split_once('\t')) {
        let mut store = Store::new();
        let mut raw = String::new();
        let [parsing, finding, checking] = medians(|| {
            store.clear();
            let (parsing, of) = seconds(|| read(&mut store, formula));
            let z = store.symbol("z");
            let (finding, checking, is) = checked(&mut store, of, z);
            raw = text(&store, is);
            [parsing, finding, checking]
        });
        let mut out = String::new();
        let request = Request { wrt: Some("z".into()), reasons: false, ..Request::new(formula) };
        let [closing] = medians(|| {
            let (time, derived) = seconds(|| derive(&request).expect("it has a derivative"));
            out = text(&derived.store, derived.whole.closed_form);
            [time]
        });
        let (diff, simp) = (finding * 1e6, closing * 1e6);
        say(
            json!({ "name": name, "parse_us": parsing * 1e6, "diff_us": diff, "checked_us": (finding + checking) * 1e6,
            "simp_us": simp, "raw": raw, "out": out }),
        );
    }
}

fn order(formula: &str, cap: f64, most: u32) {
    for &n in MARKS.iter().filter(|&&n| n <= most) {
        let request = Request { order: n, wrt: Some("z".into()), ..Request::new(formula) };
        // so that nothing is left of the order before
        derive(&Request { order: 40, ..Request::new("tan(z)") }).expect("it has a derivative");
        let (time, derived) = seconds(|| derive(&request));
        let Ok(derived) = derived else { return };
        if time > cap {
            return;
        }
        let (writing, text) = seconds(|| text(&derived.store, derived.whole.closed_form));
        say(json!({ "n": n, "t": time, "text_s": writing, "marks": [[n, time, text.len()]] }));
    }
}

fn parse(formula: &str) {
    let mut store = Store::new();
    let (time, tree) = seconds(|| syntax::parse(formula).expect("it is a formula"));
    let (lowering, _) = seconds(|| expr::lower(&tree, &mut store).expect("it has a meaning"));
    say(json!({ "parse_s": time + lowering, "tree_s": time, "nodes": store.len() }));
    std::process::exit(0); // nothing is dropped: taking apart is not timed
}

fn deep(store: &mut Store, z: ExprId, function: &str, depth: &str) -> ExprId {
    let (exp, tanh) = (FunctionId::named("exp"), FunctionId::named("tanh"));
    let depth: usize = depth.parse().expect("a depth is a number");
    (0..depth).fold(z, |inner, _| {
        if function == "tanh" {
            return store.call(tanh, inner);
        }
        let minus = store.neg(inner);
        let power = store.call(exp, minus);
        let below = store.add(Store::ONE, power);
        store.div(Store::ONE, below)
    })
}

/// The product or the sum of `(z + i)/(1 + e^(-i*z))`.
fn wide(store: &mut Store, z: ExprId, kind: &str, count: u64) -> ExprId {
    let exp = FunctionId::named("exp");
    let mut whole = None;
    for index in 1..=count {
        let number = store.integer(index);
        let shifted = store.add(z, number);
        let scaled = store.mul(number, z);
        let minus = store.neg(scaled);
        let power = store.call(exp, minus);
        let below = store.add(Store::ONE, power);
        let part = store.div(shifted, below);
        whole = Some(match whole {
            None => part,
            Some(before) if kind == "prod" => store.mul(before, part),
            Some(before) => store.add(before, part),
        });
    }
    whole.unwrap_or(z)
}

/// Differentiates and checks; the derivative is printed only if that is asked for, as other systems do not print it.
fn differentiated(build: impl Fn(&mut Store, ExprId) -> ExprId, size: u64, prints: bool) {
    let mut rows = Vec::new();
    let runs = if size <= 1_000 { 5 } else { 1 };
    let mut warm = Store::new();
    let z = warm.symbol("z");
    let small = deep(&mut warm, z, "sigmoid", "2");
    checked(&mut warm, small, z); // the rows of the tables are compiled
    for _ in 0..runs {
        let mut store = Store::new();
        let z = store.symbol("z");
        let (building, of) = seconds(|| build(&mut store, z));
        let nodes = store.len();
        let (finding, checking, is) = checked(&mut store, of, z);
        let (printing, text) = seconds(|| prints.then(|| gprime::render::text_with_parts(&store, is)));
        rows.push((building, finding, checking, printing, nodes));
        if size > 1_000 {
            std::mem::forget(store);
        }
        std::mem::forget(text);
    }
    let of = |stage: fn(&(f64, f64, f64, f64, usize)) -> f64| median(rows.iter().map(stage).collect());
    say(json!({ "build_s": of(|row| row.0), "diff_s": of(|row| row.1), "checked_s": of(|row| row.1 + row.2),
        "check_s": of(|row| row.2), "print_s": of(|row| row.3), "nodes": rows[0].4, "runs": runs }));
    std::process::exit(0);
}

/// One formula after the other: first read and differentiated with the derivation recorded, then checked as well.
fn batch(lines: &str, cap: f64) {
    let mut worker = Worker::new();
    let (mut store, mut derivation) = (Store::new(), Derivation::default());
    let warm: Vec<&str> = lines.lines().take(2_000).collect();
    let mut bad = 0;
    for formula in &warm {
        let recorded = record(&mut store, &mut derivation, formula);
        match worker.derive(&asked(formula)) {
            Ok(found) => assert_eq!(recorded, Some(found.derivation.steps().len()), "{formula}: both are the same"),
            Err(_) => bad += 1,
        }
    }
    let [recorded, checked] = [
        rate(lines, cap, |formula| record(&mut store, &mut derivation, formula)),
        rate(lines, cap, |formula| Some(worker.derive(&asked(formula)).ok()?.derivation.steps().len())),
    ];
    say(json!({ "n": recorded.done, "per_s": recorded.per_second, "errors": recorded.errors, "steps": recorded.steps,
        "checked_n": checked.done, "checked_per_s": checked.per_second, "checked_errors": checked.errors,
        "checked_steps": checked.steps, "unsupported_frac": f64::from(bad) / warm.len() as f64 }));
}

/// Reads a formula and differentiates it by z, and tells how many steps the derivation has.
fn record(store: &mut Store, derivation: &mut Derivation, formula: &str) -> Option<usize> {
    store.clear();
    derivation.clear(store.brand());
    let of = expr::lower(&syntax::parse(formula).ok()?, store).ok()?.body;
    let z = store.symbol("z");
    differentiate(store, Theory::builtin(), derivation, of, z).ok()?;
    Some(derivation.steps().len())
}

#[derive(Default)]
struct Rate {
    done: u64,
    errors: u64,
    steps: usize,
    per_second: f64,
}

/// How many lines a second some work takes, as far as it comes within so many seconds.
fn rate(lines: &str, cap: f64, mut work: impl FnMut(&str) -> Option<usize>) -> Rate {
    let mut rate = Rate::default();
    let start = now();
    for formula in lines.lines() {
        match work(formula) {
            Some(steps) => rate.steps += steps,
            None => rate.errors += 1,
        }
        rate.done += 1;
        if rate.done % 64 == 0 && now() - start > cap {
            break;
        }
    }
    rate.per_second = rate.done as f64 / (now() - start);
    rate
}

fn asked(formula: &str) -> Request {
    Request { wrt: Some("z".into()), ..Request::new(formula) }
}

fn equalities(lines: &str, first: usize) {
    for (index, line) in lines.lines().enumerate().skip(first) {
        let [name, left, right] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        // the parameters of the inputs are positive, as the other systems are told
        let names = ["a", "b", "l"].into_iter().filter(|name| left.contains(name) || right.contains(name));
        let used = names.filter(|name| [left, right].iter().any(|side| has_name(side, name)));
        let assume = used.map(|name| format!("{name} > 0")).collect();
        let request = equal::Request { assume, ..equal::Request::new(left, right) };
        let (time, answer) = seconds(|| gprime::equal(request));
        let proved = answer.as_ref().is_ok_and(|answer| matches!(answer.verdict, Verdict::Equal(_)));
        let told = answer.as_ref().is_ok_and(|answer| matches!(answer.verdict, Verdict::Different(_)));
        say(json!({ "i": index, "name": name, "proved": proved, "refuted": told, "how": "equal", "ms": time * 1e3 }));
    }
}

/// Whether a formula has the name of one letter by itself.
fn has_name(formula: &str, name: &str) -> bool {
    let letters: Vec<&str> = formula.split(|c: char| !c.is_ascii_alphabetic()).collect();
    letters.contains(&name)
}

/// What one hash-consed node costs: made new, and found again.
fn floor() {
    const COUNT: u32 = 1_000_000;
    let run = || {
        let mut store = Store::new();
        let z = store.symbol("z");
        let (making, _) =
            seconds(|| (0..COUNT).fold((z, z), |(before, last), _| (last, store.intern(Node::Add(last, before)))).1);
        let (finding, _) =
            seconds(|| (0..COUNT).fold((z, z), |(before, last), _| (last, store.intern(Node::Add(last, before)))).1);
        [making, finding]
    };
    let [making, finding] = medians(run).map(|time| time * 1e9 / f64::from(COUNT));
    say(json!({ "make_ns": making, "find_ns": finding }));
}
