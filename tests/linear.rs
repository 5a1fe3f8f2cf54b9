//! Work grows in step with the number of distinct expressions. Work is counted, not timed.

use gprime::expr::{ExprId, FunctionId, Node, Store};
use gprime::kernel::check;
use gprime::passes::{Request, derive, differentiate};
use gprime::render::{self, Answer, Layout, Steps};
use gprime::theory::Theory;
use gprime::trace::Derivation;

mod common;

type Make = fn(&mut Store, ExprId, usize) -> ExprId;

fn call(store: &mut Store, name: &str, of: ExprId) -> ExprId {
    store.call(FunctionId::named(name), of)
}

fn shifted(store: &mut Store, z: ExprId, index: usize) -> ExprId {
    let offset = store.integer(index as u64 + 2);
    store.add(z, offset)
}

fn nested(store: &mut Store, z: ExprId, size: usize, name: &str) -> ExprId {
    (0..size).fold(z, |inner, _| call(store, name, inner))
}

fn sigmoids(store: &mut Store, z: ExprId, size: usize) -> ExprId {
    (0..size).fold(z, |inner, _| {
        let minus = store.neg(inner);
        let power = call(store, "exp", minus);
        let below = store.add(Store::ONE, power);
        store.div(Store::ONE, below)
    })
}

fn fractions(store: &mut Store, z: ExprId, size: usize) -> ExprId {
    (0..size).fold(z, |inner, _| {
        let below = store.add(Store::ONE, inner);
        store.div(Store::ONE, below)
    })
}

fn sum(store: &mut Store, z: ExprId, size: usize) -> ExprId {
    let wave = call(store, "sin", z);
    (0..size).fold(z, |total, index| {
        let factor = store.integer(index as u64 + 2);
        let term = store.mul(factor, wave);
        store.add(total, term)
    })
}

fn product(store: &mut Store, z: ExprId, size: usize) -> ExprId {
    (0..size).fold(z, |total, index| {
        let factor = shifted(store, z, index);
        store.mul(total, factor)
    })
}

fn poles(store: &mut Store, z: ExprId, size: usize) -> ExprId {
    (0..size).fold(z, |total, index| {
        let below = shifted(store, z, index);
        let term = store.div(Store::ONE, below);
        store.add(total, term)
    })
}

fn logarithms(store: &mut Store, z: ExprId, size: usize) -> ExprId {
    (0..size).fold(z, |total, index| {
        let inside = shifted(store, z, index);
        let factor = call(store, "ln", inside);
        store.mul(total, factor)
    })
}

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

/// `z^c/c + …` where each `c` is the last plus a fraction: long constants with long values
fn constants(store: &mut Store, z: ExprId, size: usize) -> ExprId {
    let (mut constant, mut total) = (Store::TWO, z);
    for index in 0..size {
        let below = store.integer(index as u64 + 2);
        let small = store.div(Store::ONE, below);
        constant = store.add(constant, small);
        let power = store.pow(z, constant);
        let term = store.div(power, constant);
        total = store.add(total, term);
    }
    total
}

/// Constants that double their digits at each level, as far as anything computes with them
fn squares(store: &mut Store, z: ExprId, size: usize) -> ExprId {
    let mut constant = store.integer(3);
    for _ in 0..size {
        constant = store.mul(constant, constant);
    }
    let power = store.pow(z, constant);
    store.div(power, constant)
}

const SHAPES: [(&str, Make); 11] = [
    ("tanh of tanh", |store, z, size| nested(store, z, size, "tanh")),
    ("sqrt of sqrt", |store, z, size| nested(store, z, size, "sqrt")),
    ("sigmoid of sigmoid", sigmoids),
    ("fraction in fraction", fractions),
    ("sum", sum),
    ("product", product),
    ("sum of poles", poles),
    ("product of logarithms", logarithms),
    ("growing denominators", denominators),
    ("long constants", constants),
    ("squares of squares", squares),
];

/// Expressions made, nodes compared, steps, and work in the kernel.
fn work(make: Make, size: usize) -> [u64; 4] {
    let mut store = Store::new();
    let z = store.symbol("z");
    let of = make(&mut store, z, size);
    let mut derivation = Derivation::new(store.brand());
    differentiate(&mut store, Theory::builtin(), &mut derivation, of, z).expect("a rule for every part");
    let theorems = check(&store, Theory::builtin(), &derivation).expect("an honest derivation");
    [store.len() as u64, store.probes(), theorems.len() as u64, theorems.work()]
}

/// What multiplying out may take whatever the size is, as the kernel bounds it.
const ONCE: u64 = 800_000;

#[test]
fn four_times_the_size_is_four_times_the_work() {
    let mut measured = 0;
    for (name, make) in SHAPES {
        let (small, large) = (work(make, 2_000), work(make, 8_000));
        for (counter, (before, after)) in small.into_iter().zip(large).enumerate() {
            // an exponent of 1.1 would give 4.6 times the work
            assert!(after <= before * 43 / 10 + 100, "{name}: counter {counter} went from {before} to {after}");
            measured += 1;
        }
        let most = 150 * large[0] + ONCE;
        assert!(large[3] <= most, "{name}: {} of work for {} expressions", large[3], large[0]);
    }
    assert_eq!(measured, 4 * SHAPES.len());
}

#[test]
fn conditions_are_shared_and_each_is_told_once() {
    let size = 5_000;
    let mut store = Store::new();
    let z = store.symbol("z");
    for make in [poles, logarithms] {
        let of = make(&mut store, z, size);
        let mut derivation = Derivation::new(store.brand());
        let found =
            differentiate(&mut store, Theory::builtin(), &mut derivation, of, z).expect("a rule for every part");
        let theorems = check(&store, Theory::builtin(), &derivation).expect("an honest derivation");
        let theorem = theorems.theorem(found.step).expect("the last step has a theorem");
        assert!((size..=2 * size).contains(&theorem.conditions().len()), "{}", theorem.conditions().len());
    }
}

#[test]
fn no_formula_makes_looking_up_slow() {
    let mut random = common::Random::new(7);
    let mut store = Store::new();
    let mut made = 0u64;
    let z = store.symbol("z");
    let leaves: Vec<ExprId> = (0..3_000).map(|n| store.integer(n)).collect();
    // one larger part with thousands of parents, asked for again and again
    for round in 0..3 {
        let hub = call(&mut store, ["sin", "cos", "tanh"][round], z);
        for &leaf in leaves.iter().chain(&leaves) {
            for node in [Node::Add(leaf, hub), Node::Mul(hub, leaf), Node::Pow(hub, leaf), Node::Div(leaf, hub)] {
                store.intern(node);
                made += 1;
            }
        }
    }
    // lists that stay just short of being crowded
    let mut at = z;
    for _ in 0..20_000 {
        let lists = [Node::Add(at, z), Node::Add(z, at), Node::Sub(at, z), Node::Sub(z, at), Node::Mul(at, z)];
        for node in lists.into_iter().chain([Node::Div(at, z), Node::Div(z, at), Node::Neg(at)]) {
            store.intern(node);
            made += 1;
        }
        at = store.neg(at);
        made += 1;
    }
    // any two of a growing stock
    for _ in 0..200_000 {
        let ids = store.len() as u64;
        let mut any = || store.id_at(random.below(ids) as usize).expect("the id is in the store");
        let (a, b) = (any(), any());
        store.add(a, b);
        made += 1;
    }
    assert!(made > 400_000);
    assert!(store.probes() <= 8 * made, "{} nodes compared for {made} expressions", store.probes());
    let before = (store.len(), store.probes());
    // everything is found again
    for index in 0..before.0 {
        let id = store.id_at(index).expect("the id is in the store");
        assert_eq!(store.intern(store.node(id)), id);
    }
    assert_eq!(store.len(), before.0);
    assert!(store.probes() - before.1 <= 8 * before.0 as u64);
}

#[test]
fn small_parts_of_a_large_store_are_walked_at_small_cost() {
    let mut store = Store::new();
    let z = store.symbol("z");
    let other = store.symbol("w");
    for index in 0..50_000 {
        let part = shifted(&mut store, z, index);
        let whole = call(&mut store, "sin", part);
        assert_eq!(store.reachable(whole).len(), 4);
        let put = store.replace(whole, z, other);
        assert_eq!(store.reachable(put).len(), 4);
    }
}

#[test]
fn deep_expressions_are_dropped_without_recursion() {
    let sizes = [work(SHAPES[0].1, 200_000), work(SHAPES[2].1, 100_000)];
    assert!(sizes.iter().all(|counters| counters[2] > 100_000));
}

/// `sin(z)` squared so many times by names, so many functions within each other, and so many roots, each with a condition;
/// and how long their pages may be.
fn shared_and_deep() -> [(String, usize); 3] {
    let squares: String = (1..40).map(|at| format!("; u{at} = u{}*u{}", at - 1, at - 1)).collect();
    let squares = format!("let u0 = sin(z){squares}; max(u39, 1) + u39");
    let nested = |name: &str, times| format!("{}z{}", format!("{name}(").repeat(times), ")".repeat(times));
    [(squares, 200_000), (nested("tanh", 1_500), 4_000_000), (nested("sqrt", 400), 2_000_000)]
}

#[test]
fn pages_are_no_longer_than_the_distinct_parts_of_what_they_say() {
    let mut tested = 0;
    for (formula, most) in shared_and_deep() {
        let derived = derive(&Request::new(&formula)).expect("the formula has a derivative");
        for format in render::formats() {
            for steps in [Steps::None, Steps::Key, Steps::Lines, Steps::All] {
                let layout = Layout { steps, ..Layout::default() };
                let page = (format.write)(&Answer::Derived(&derived), &layout);
                assert!(page.len() <= most, "{} {steps:?}: {} bytes", format.name, page.len());
                tested += 1;
            }
        }
    }
    assert_eq!(tested, 60);
}

/// Each spelling of a number is one expression, whether its integer has a place of its own or is found by hashing.
#[test]
fn numerals_are_found_again_in_any_order() {
    let orders: [fn(u64) -> u64; 4] =
        [|at| at, |at| 2_000 - at, |at| at * at * 1_000, |at| if at % 2 == 0 { at } else { 1_000_000_007 * at }];
    let mut store = Store::new();
    let mut tested = 0;
    for order in orders {
        store.clear();
        let values: Vec<u64> = (0..2_000).map(order).collect();
        let made: Vec<ExprId> = values.iter().map(|&value| store.integer(value)).collect();
        let length = store.len();
        for (&value, &id) in values.iter().zip(&made) {
            let text = value.to_string();
            assert_eq!((store.integer(value), store.number(&text)), (id, Some(id)), "{value}");
            let Node::Number(numeral) = store.node(id) else { panic!("{value} is a numeral") };
            assert_eq!(
                (store.numeral(numeral).text.as_str(), store.numeral(numeral).value.to_string()),
                (&*text, text.clone())
            );
            tested += 1;
        }
        assert_eq!(store.len(), length, "nothing is made twice");
        let spelled = ["007", "7.0", "7e0", "00"].map(|text| store.number(text).expect("it is a numeral"));
        assert!(spelled.iter().all(|id| !made.contains(id)), "another spelling is another expression");
        assert_eq!(store.number("007"), Some(spelled[0]));
    }
    assert_eq!(tested, 8_000);
}
