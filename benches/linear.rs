//! Differentiating and checking sums and nested functions of growing size: the time per term should not grow.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gprime::expr::{ExprId, FunctionId, Store};
use gprime::kernel;
use gprime::passes::differentiate;
use gprime::theory::Theory;
use gprime::trace::Derivation;

/// `tanh(tanh(…tanh(z)…))`
fn nested(store: &mut Store, depth: usize) -> ExprId {
    let (tanh, z) = (FunctionId::named("tanh"), store.symbol("z"));
    (0..depth).fold(z, |inner, _| store.call(tanh, inner))
}

/// `1*sin(z) + 2*sin(z) + …`, every term another
fn sum(store: &mut Store, terms: usize) -> ExprId {
    let (sin, z) = (FunctionId::named("sin"), store.symbol("z"));
    let wave = store.call(sin, z);
    let mut total = z;
    for index in 0..terms {
        let factor = store.integer(index as u64 + 2);
        let term = store.mul(factor, wave);
        total = store.add(total, term);
    }
    total
}

fn derive(store: &mut Store, of: ExprId) -> usize {
    let z = store.symbol("z");
    let mut derivation = Derivation::new(store.brand());
    differentiate(store, Theory::builtin(), &mut derivation, of, z).expect("a rule for every part");
    let theorems = kernel::check(store, Theory::builtin(), &derivation).expect("an honest derivation");
    theorems.len()
}

fn linear(criterion: &mut Criterion) {
    type Make = fn(&mut Store, usize) -> ExprId;
    for (name, make) in [("nested", nested as Make), ("sum", sum as Make)] {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10);
        for size in [1_000, 10_000, 100_000] {
            group.throughput(Throughput::Elements(size as u64));
            group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
                bencher.iter(|| {
                    let mut store = Store::new();
                    let of = make(&mut store, size);
                    black_box(derive(&mut store, of))
                });
            });
        }
        group.finish();
    }
}

criterion_group!(benches, linear);
criterion_main!(benches);
