//! Judges the claims of a table and prints how many of each verdict there are, with times.
//!
//! `cargo run --release --example claims -- KIND FILE [VERDICT|all]`, where the kind is `derivatives` for rows
//! `id, variable, F, f`, `equalities` for rows `name, assume, left, right, true`, and `frameworks` for rows
//! `id, name, params, formula, derivative, uses, domain, true`. Claims with the verdict that is asked for are printed.
//! The exit code is 1 if a verdict is wrong, 2 if the table cannot be read.

#[path = "../tests/common/corpora.rs"]
#[allow(dead_code)] // the tests use more of it
mod corpora;

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use corpora::{Claim, Kind, is_wrong, word};
use gprime::passes::equal::equal;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (kind, file) = match arguments.as_slice() {
        [kind, file, ..] if arguments.len() <= 3 => (Kind::named(kind), file),
        _ => (None, &String::new()),
    };
    let Some(kind) = kind else {
        eprintln!("usage: claims derivatives|equalities|frameworks FILE [VERDICT|all]");
        return ExitCode::from(2);
    };
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{file}: {error}");
            return ExitCode::from(2);
        }
    };
    let claims = corpora::read(kind, &text);
    let wrong = judge(&claims, arguments.get(2).map(String::as_str));
    if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

/// Judges all claims, prints the counts and times, and tells how many verdicts are wrong.
fn judge(claims: &[Claim], shown: Option<&str>) -> usize {
    let mut counts: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    let (mut times, mut wrong) = (Vec::new(), Vec::new());
    for claim in claims {
        let start = Instant::now();
        let answer = equal(&claim.request);
        let time = start.elapsed();
        times.push((time, claim.id.as_str()));
        let verdict = answer.as_ref().map_or("unreadable", word);
        *counts.entry((claim.truth, verdict)).or_default() += 1;
        if answer.as_ref().is_ok_and(|answer| is_wrong(claim, answer)) {
            wrong.push(format!("{verdict}: {}", claim.id));
        }
        if shown.is_some_and(|shown| shown == verdict || shown == "all") {
            let request = &claim.request;
            println!("{verdict}\t{}\t{}\t{}\t{}", claim.id, milliseconds(time), request.left, request.right);
            if let Err(error) = &answer {
                println!("\t{error}");
            }
        }
    }
    for truth in [true, false] {
        let found: Vec<String> =
            counts.iter().filter(|((t, _), _)| *t == truth).map(|((_, word), n)| format!("{word} {n}")).collect();
        if !found.is_empty() {
            println!("{}: {}", if truth { "true claims" } else { "false claims" }, found.join(", "));
        }
    }
    print_times(&mut times);
    println!("wrong verdicts: {}", wrong.len());
    for line in &wrong {
        println!("\t{line}");
    }
    wrong.len()
}

fn print_times(times: &mut [(Duration, &str)]) {
    times.sort();
    let total: f64 = times.iter().map(|(time, _)| time.as_secs_f64()).sum();
    let at = |part: usize| milliseconds(times[times.len() * part / 100].0);
    if let Some((most, id)) = times.last() {
        let (rows, most) = (times.len(), milliseconds(*most));
        println!(
            "{rows} rows, median {}, nine in ten {}, 99 in 100 {}, most {most} ({id}), all {total:.1} s",
            at(50),
            at(90),
            at(99)
        );
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}
