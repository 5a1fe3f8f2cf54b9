//! The time of `derive` with closed form, for every entry of the catalogue, in one process.
//!
//! `cargo bench --bench catalogue` prints the median, the whole, and the slowest entries; with `--test` each entry runs
//! once.

use std::hint::black_box;
use std::time::{Duration, Instant};

use gprime::activations;
use gprime::passes::{Request, derive};

/// How often each entry is derived; the least time counts.
const ROUNDS: usize = 5;
/// How many entries are named.
const SLOWEST: usize = 8;

fn main() {
    let rounds = if std::env::args().any(|argument| argument == "--test") { 1 } else { ROUNDS };
    let mut times: Vec<(Duration, &str)> = Vec::new();
    for row in activations::all() {
        let once = || {
            let start = Instant::now();
            let derived = derive(&Request::new(row.name));
            black_box(&derived).as_ref().unwrap_or_else(|error| panic!("{}: {error}", row.name));
            start.elapsed()
        };
        let least = (0..rounds).map(|_| once()).min().unwrap_or_default();
        times.push((least, row.name));
    }
    times.sort_unstable();
    let whole: Duration = times.iter().map(|(time, _)| *time).sum();
    let milliseconds = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1000.0);
    println!("entries  {}", times.len());
    println!("median   {}", milliseconds(times[times.len() / 2].0));
    println!("whole    {}", milliseconds(whole));
    for (time, name) in times.iter().rev().take(SLOWEST) {
        println!("slowest  {:>10}  {name}", milliseconds(*time));
    }
}
