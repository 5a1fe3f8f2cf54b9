//! Measures how building, differentiating and checking grow: `linear SHAPE SIZE [build|differentiate|check]`.
//!
//! Prints the nanoseconds per node of each stage up to the one named. With a stage nothing is run before to warm up, so that
//! an instruction counter sees one derivation alone. Without arguments it prints a table of all shapes and sizes.

use std::time::Instant;

use gprime::expr::{ExprId, FunctionId, Store};
use gprime::kernel;
use gprime::passes::differentiate;
use gprime::theory::Theory;
use gprime::trace::Derivation;

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

struct Times {
    nodes: usize,
    stages: [u128; 3],
}

fn measure(make: Make, size: usize, stage: &str) -> Times {
    let mut times = Times { nodes: 0, stages: [0; 3] };
    let theory = Theory::builtin();
    let mut store = Store::new();
    let z = store.symbol("z");
    let start = Instant::now();
    let of = make(&mut store, z, size);
    times.stages[0] = start.elapsed().as_nanos();
    times.nodes = store.len();
    if stage == "build" {
        return times;
    }
    let start = Instant::now();
    let mut derivation = Derivation::new(store.brand());
    differentiate(&mut store, theory, &mut derivation, of, z).expect("a rule for every part");
    times.stages[1] = start.elapsed().as_nanos();
    if stage == "differentiate" {
        return times;
    }
    let start = Instant::now();
    let theorems = kernel::check(&store, theory, &derivation).expect("an honest derivation");
    assert_eq!(theorems.len(), derivation.steps().len());
    times.stages[2] = start.elapsed().as_nanos();
    times
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let wanted = arguments.first().map(String::as_str);
    let sizes: Vec<usize> = match arguments.get(1).and_then(|text| text.parse().ok()) {
        Some(size) => vec![size],
        None => vec![1_000, 10_000, 100_000],
    };
    let stage = arguments.get(2).map_or("check", String::as_str);
    println!("shape size nodes | ns per node: build differentiate check");
    for (name, make) in SHAPES.iter().filter(|(name, _)| wanted.is_none_or(|wanted| wanted == *name || wanted == "all"))
    {
        for &size in &sizes {
            if arguments.len() < 3 {
                measure(*make, 1_000, stage); // the tables are compiled, and memory is warm
            }
            let times = measure(*make, size, stage);
            let [build, differentiate, check] = times.stages.map(|ns| ns as f64 / times.nodes as f64);
            println!("{name} {size} {} | {build:.1} {differentiate:.1} {check:.1}", times.nodes);
        }
    }
}
