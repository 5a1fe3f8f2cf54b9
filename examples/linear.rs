//! Measures how each stage grows: `linear SHAPE SIZE [build|parse|differentiate|check|print]`.
//!
//! Prints the nanoseconds of the processor per distinct node of the formula for each stage, and what one hash-consed node
//! costs. With a stage only the stages up to it are run, once, so that an instruction counter sees one derivation alone.
//! Without arguments it prints a table of all shapes and sizes, with the exponents of growth from one size to the next.

use std::hint::black_box;

use gprime::expr::{self, ExprId, FunctionId, Node, Store};
use gprime::passes::differentiate;
use gprime::render::text_with_parts;
use gprime::theory::Theory;
use gprime::trace::Derivation;
use gprime::{kernel, syntax};

type Make = fn(&mut Store, ExprId, usize) -> ExprId;

const SHAPES: &[(&str, Make)] = &[
    ("tanh-chain", tanh_chain),
    ("sigmoid-chain", sigmoid_chain),
    ("sqrt-chain", sqrt_chain),
    ("fraction-chain", fraction_chain),
    ("sum", sum),
    ("product", product),
    ("poles", poles),
    ("logarithms", logarithms),
    ("denominators", denominators),
    ("powers", powers),
    ("constants", constants),
];

/// `tanh(tanh(…tanh(z)…))`
fn tanh_chain(store: &mut Store, z: ExprId, size: usize) -> ExprId {
    let tanh = FunctionId::named("tanh");
    (0..size).fold(z, |inner, _| store.call(tanh, inner))
}

/// `u -> 1/(1+e^(-u))` again and again
fn sigmoid_chain(store: &mut Store, z: ExprId, size: usize) -> ExprId {
    let exp = FunctionId::named("exp");
    (0..size).fold(z, |inner, _| {
        let minus = store.neg(inner);
        let power = store.call(exp, minus);
        let below = store.add(Store::ONE, power);
        store.div(Store::ONE, below)
    })
}

/// `u -> sqrt(u)` again and again: a condition for each
fn sqrt_chain(store: &mut Store, z: ExprId, size: usize) -> ExprId {
    let sqrt = FunctionId::named("sqrt");
    (0..size).fold(z, |inner, _| store.call(sqrt, inner))
}

/// `u -> 1/(1+u)` again and again: each denominator is a rational function of all that is inside
fn fraction_chain(store: &mut Store, z: ExprId, size: usize) -> ExprId {
    (0..size).fold(z, |inner, _| {
        let below = store.add(Store::ONE, inner);
        store.div(Store::ONE, below)
    })
}

/// `2*sin(z) + 3*sin(z) + …`
fn sum(store: &mut Store, z: ExprId, size: usize) -> ExprId {
    let wave = store.call(FunctionId::named("sin"), z);
    (0..size).fold(z, |total, index| {
        let factor = store.integer(index as u64 + 2);
        let term = store.mul(factor, wave);
        store.add(total, term)
    })
}

fn shifted(store: &mut Store, z: ExprId, index: usize) -> ExprId {
    let offset = store.integer(index as u64 + 2);
    store.add(z, offset)
}

/// `z*(z+2)*(z+3)*…`
fn product(store: &mut Store, z: ExprId, size: usize) -> ExprId {
    (0..size).fold(z, |total, index| {
        let factor = shifted(store, z, index);
        store.mul(total, factor)
    })
}

/// `z + 1/(z+2) + 1/(z+3) + …`: a condition for each
fn poles(store: &mut Store, z: ExprId, size: usize) -> ExprId {
    (0..size).fold(z, |total, index| {
        let below = shifted(store, z, index);
        let term = store.div(Store::ONE, below);
        store.add(total, term)
    })
}

/// `z*ln(z+2)*ln(z+3)*…`: a condition for each
fn logarithms(store: &mut Store, z: ExprId, size: usize) -> ExprId {
    let ln = FunctionId::named("ln");
    (0..size).fold(z, |total, index| {
        let inside = shifted(store, z, index);
        let factor = store.call(ln, inside);
        store.mul(total, factor)
    })
}

/// `1/z + 1/(z*(z+2)) + 1/(z*(z+2)*(z+3)) + …`: each denominator a product of all before it
fn denominators(store: &mut Store, z: ExprId, size: usize) -> ExprId {
    let (mut below, mut total) = (z, z);
    for index in 0..size {
        let factor = shifted(store, z, index);
        below = store.mul(below, factor);
        let term = store.div(Store::ONE, below);
        total = store.add(total, term);
    }
    total
}

/// `z^2 + z^3 + …`
fn powers(store: &mut Store, z: ExprId, size: usize) -> ExprId {
    (0..size).fold(z, |total, index| {
        let exponent = store.integer(index as u64 + 2);
        let term = store.pow(z, exponent);
        store.add(total, term)
    })
}

/// `c + z^c + …` with `c` each time the last one plus 1/2: long constant exponents and exact ends that grow
fn constants(store: &mut Store, z: ExprId, size: usize) -> ExprId {
    let (mut constant, mut total) = (Store::TWO, z);
    for index in 0..size {
        let below = store.integer(index as u64 + 2);
        let small = store.div(Store::ONE, below);
        constant = store.add(constant, small);
        let power = store.pow(z, constant);
        let under = store.div(power, constant);
        total = store.add(total, under);
    }
    total
}

/// The stages, in order, the first of which is not timed apart where a later one is asked for.
const STAGES: [&str; 5] = ["build", "parse", "differentiate", "check", "print"];

struct Times {
    nodes: usize,
    /// Seconds of the processor for each stage.
    stages: [f64; STAGES.len()],
}

fn seconds<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = cpu_time::ProcessTime::now();
    let made = black_box(work());
    (start.elapsed().as_secs_f64(), made)
}

/// The stages up to `last`; with a last stage given, only that one and those that it needs.
fn measure(make: Make, size: usize, last: Option<usize>) -> Times {
    let is_asked = |stage: usize| last.is_none_or(|last| last >= stage);
    let mut times = Times { nodes: 0, stages: [0.0; STAGES.len()] };
    let theory = Theory::builtin();
    let mut store = Store::new();
    let z = store.symbol("z");
    let (time, of) = seconds(|| make(&mut store, z, size));
    times.stages[0] = time;
    times.nodes = store.len();
    if last.is_none_or(|last| last == 1) {
        let text = text_with_parts(&store, of);
        let mut read = Store::new();
        let mut parse = || {
            let tree = syntax::parse(&text).expect("what is printed is read");
            expr::lower(&tree, &mut read).expect("it has a meaning").body
        };
        let (time, again) = seconds(&mut parse);
        times.stages[1] = time;
        assert_eq!(read.reachable(again).len(), store.reachable(of).len(), "the formula is read back");
    }
    if !is_asked(2) {
        return times;
    }
    let mut derivation = Derivation::new(store.brand());
    let found = seconds(|| differentiate(&mut store, theory, &mut derivation, of, z).expect("a rule for every part"));
    times.stages[2] = found.0;
    if !is_asked(3) {
        return times;
    }
    let (time, checked) = seconds(|| kernel::check(&store, theory, &derivation).expect("an honest derivation").len());
    assert_eq!(checked, derivation.steps().len());
    times.stages[3] = time;
    if is_asked(4) {
        times.stages[4] = seconds(|| text_with_parts(&store, found.1.is).len()).0;
    }
    times
}

/// Nanoseconds of one new hash-consed node, and of one that is found again.
fn one_node() -> [f64; 2] {
    const COUNT: u32 = 1_000_000;
    let mut store = Store::new();
    let z = store.symbol("z");
    let mut run = || (0..COUNT).fold((z, z), |(before, last), _| (last, store.intern(Node::Add(last, before)))).1;
    let both = [seconds(&mut run).0, seconds(&mut run).0];
    both.map(|time| time * 1e9 / f64::from(COUNT))
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let wanted = arguments.first().map(String::as_str);
    let sizes: Vec<usize> = match arguments.get(1).and_then(|text| text.parse().ok()) {
        Some(size) => vec![size],
        None => vec![1_000, 10_000, 100_000, 1_000_000],
    };
    let last = arguments.get(2).and_then(|stage| STAGES.iter().position(|name| name == stage));
    if last.is_none() {
        let [new, found] = one_node();
        println!("one node: {new:.1} ns made new, {found:.1} ns found again\n");
    }
    println!("| shape | size | nodes | {} | all, ms | exponent |", STAGES.join(" | "));
    println!("|{}", "---|".repeat(STAGES.len() + 5));
    let shapes = SHAPES.iter().filter(|(name, _)| wanted.is_none_or(|wanted| wanted == *name || wanted == "all"));
    for (name, make) in shapes {
        let mut before: Option<(usize, f64)> = None;
        if last.is_none() {
            measure(*make, 1_000, last); // the tables are compiled, and memory is warm
        }
        for &size in &sizes {
            let times = measure(*make, size, last);
            let stages = times.stages.map(|time| format!("{:.0}", time * 1e9 / times.nodes as f64));
            let all: f64 = times.stages.iter().sum();
            let exponent = before.map_or(String::new(), |(nodes, time)| {
                format!("{:.2}", (all / time).ln() / (times.nodes as f64 / nodes as f64).ln())
            });
            println!("| {name} | {size} | {} | {} | {:.1} | {exponent} |", times.nodes, stages.join(" | "), all * 1e3);
            before = Some((times.nodes, all));
        }
    }
}
