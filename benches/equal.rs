//! Deciding the claims of a small table: each alone, and all of them.

#[path = "../tests/common/corpora.rs"]
#[allow(dead_code)] // the tests use more of it
mod corpora;

use std::hint::black_box;

use corpora::{Claim, Kind, is_wrong};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gprime::passes::equal::{Equality, equal};

fn decided(claim: &Claim) -> Equality {
    equal(&claim.request).expect("both sides are formulas")
}

fn claims(criterion: &mut Criterion) {
    let claims = corpora::read(Kind::Equalities, include_str!("../tests/data/claims.tsv"));
    for claim in &claims {
        assert!(!is_wrong(claim, &decided(claim)), "{}: a wrong verdict", claim.id);
    }
    let mut group = criterion.benchmark_group("equal");
    group.sample_size(20);
    for claim in &claims {
        group.bench_function(&claim.id, |bencher| bencher.iter(|| black_box(decided(claim))));
    }
    group.throughput(Throughput::Elements(claims.len() as u64));
    group.bench_function("all", |bencher| {
        bencher.iter(|| claims.iter().for_each(|claim| drop(black_box(decided(claim)))));
    });
    group.finish();
}

criterion_group!(benches, claims);
criterion_main!(benches);
