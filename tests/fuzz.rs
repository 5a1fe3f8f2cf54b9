//! Inputs that are changed at random: nothing panics or hangs, and what is called proved is true.
//!
//! Each target of `fuzz/` takes so many inputs, always the same. With `GPRIME_FUZZ_SECONDS` it takes others, for so long, and
//! tells the slowest; `GPRIME_FUZZ_SEED` chooses which, and findings go into the folder of `GPRIME_FUZZ_FINDINGS`. With
//! `GPRIME_FUZZ_INPUTS` inputs are written into that folder, for a fuzzer that is guided by coverage to begin with.

mod common;

#[path = "../fuzz/src/bodies.rs"]
mod bodies;
#[path = "fuzz/mutate.rs"]
mod mutate;
#[path = "fuzz/seeds.rs"]
mod seeds;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use common::Random;
use mutate::Mutator;

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// What became of many inputs.
#[derive(Default)]
struct Count {
    inputs: u64,
    told: u64,
    failed: Vec<String>,
    slowest: (Duration, String),
}

impl Count {
    fn take(&mut self, body: fn(&str) -> bool, input: String) {
        let begun = Instant::now();
        let told = catch_unwind(AssertUnwindSafe(|| body(&input)));
        let time = begun.elapsed();
        self.inputs += 1;
        if time > self.slowest.0 {
            self.slowest = (time, input.clone());
        }
        match told {
            Ok(told) => self.told += u64::from(told),
            Err(_) => self.failed.push(input),
        }
    }
}

/// Gives a target so many inputs, at least so many in a hundred of which must come far enough to be compared.
fn run(name: &str, inputs: u64, least: u64) {
    let body = bodies::TARGETS.iter().find(|target| target.0 == name).expect("there is such a target").1;
    let seeds = seeds::of(name);
    assert!(seeds.len() >= 10, "only {} seeds", seeds.len());
    let (seconds, seed) = (setting("GPRIME_FUZZ_SECONDS"), setting("GPRIME_FUZZ_SEED").unwrap_or(1));
    let mut random = Random::new(seed);
    let mutator = Mutator::new(&seeds, name == "certificate");
    let mut count = Count::default();
    let begun = Instant::now();
    while seconds.map_or(count.inputs < inputs, |most| begun.elapsed() < Duration::from_secs(most)) {
        count.take(body, mutator.input(&mut random));
    }
    let (time, slowest) = &count.slowest;
    println!("{name}: {} inputs, {} compared, slowest {time:.2?} for {slowest:?}", count.inputs, count.told);
    if let (Ok(folder), false) = (std::env::var("GPRIME_FUZZ_FINDINGS"), count.failed.is_empty()) {
        for (at, input) in count.failed.iter().enumerate() {
            let path = Path::new(&folder).join(format!("{name}-{seed}-{at}"));
            std::fs::write(path, input).expect("the folder is there");
        }
    }
    assert!(count.failed.is_empty(), "{name} fails on {:#?}", count.failed);
    assert!(count.told * 100 >= count.inputs * least, "{name}: {} of {} were compared", count.told, count.inputs);
}

#[test]
fn whatever_is_read_is_printed_and_read_back() {
    run("parser", 6_000, 20);
}

#[test]
fn derivatives_are_slopes() {
    run("derive", 300, 20);
}

#[test]
fn equalities_hold_both_ways_round_and_at_points() {
    run("equal", 300, 15);
}

#[test]
fn no_claim_is_proved_that_its_values_refute() {
    run("check", 400, 1);
}

#[test]
fn no_certificate_shows_what_its_values_refute() {
    run("certificate", 3_000, 3);
}

/// How many changed inputs are written besides the seeds.
const WRITTEN: usize = 500;

#[test]
fn inputs_are_written_where_a_folder_is_given() {
    let folder = std::env::var("GPRIME_FUZZ_INPUTS").ok();
    let mut written = 0;
    for (name, _) in bodies::TARGETS {
        let seeds = seeds::of(name);
        let mut random = Random::new(0);
        let mutator = Mutator::new(&seeds, *name == "certificate");
        let changed: Vec<String> = (0..WRITTEN).map(|_| mutator.input(&mut random)).collect();
        let Some(folder) = &folder else { continue };
        let folder = Path::new(folder).join(name);
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        for (at, input) in seeds.iter().chain(&changed).enumerate() {
            std::fs::write(folder.join(at.to_string()), input).expect("the folder is there");
            written += 1;
        }
    }
    assert!(folder.is_none() || written > WRITTEN * bodies::TARGETS.len());
}

/// What was found once, each a file named by its target.
#[test]
fn what_was_found_stays_fixed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let files = std::fs::read_dir(folder).expect("the corpus is there").map(|entry| entry.expect("an entry").path());
    let mut tested = 0;
    for path in files.filter(|path| path.is_file()) {
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let target = bodies::TARGETS.iter().find(|target| name.starts_with(target.0));
        let body = target.unwrap_or_else(|| panic!("{name} begins with a target")).1;
        body(&std::fs::read_to_string(&path).expect("inputs are text"));
        tested += 1;
    }
    assert!(tested >= 7, "only {tested} inputs");
}
