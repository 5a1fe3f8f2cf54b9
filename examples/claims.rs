//! Judges the claims of a table and prints how many of each verdict there are, with times.
//!
//! `cargo run --release --example claims -- derivatives FILE` reads rows `id, variable, F, f` and asks whether the
//! derivative of F is f; `equalities FILE` reads rows `name, assume, left, right`.

use std::collections::BTreeMap;
use std::time::Instant;

use gprime::passes::equal::{Request, Verdict, equal};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, file, ..] = arguments.as_slice() else {
        eprintln!("usage: claims derivatives|equalities FILE [VERDICT]");
        return;
    };
    let shown = arguments.get(2);
    let text = std::fs::read_to_string(file).expect("the file is readable");
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut times = Vec::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let request = match (kind.as_str(), fields.as_slice()) {
            ("derivatives", [_, variable, antiderivative, integrand, ..]) => {
                Request::new(&format!("d/d{variable} ({antiderivative})"), integrand)
            }
            ("equalities", [_, assume, left, right, ..]) => {
                let assume = assume.split(',').filter(|text| !text.is_empty()).map(str::to_owned).collect();
                Request { assume, ..Request::new(left, right) }
            }
            _ => continue,
        };
        let start = Instant::now();
        let answer = equal(&request);
        let time = start.elapsed();
        times.push(time);
        let verdict = match &answer {
            Ok(answer) => match &answer.verdict {
                Verdict::Equal(_) => "equal",
                Verdict::Formal(_) => "formal",
                Verdict::Different(_) => "different",
                Verdict::Undecided(why) => why.code.name(),
                _ => "another verdict",
            },
            Err(_) => "unreadable",
        };
        *counts.entry(verdict).or_default() += 1;
        if shown.is_some_and(|shown| shown == verdict || shown == "all") {
            println!(
                "{verdict}\t{}\t{:.1} ms\t{}\t{}",
                fields[0],
                time.as_secs_f64() * 1e3,
                request.left,
                request.right
            );
            if let Err(error) = &answer {
                println!("\t{error}");
            }
        }
    }
    times.sort();
    let total: f64 = times.iter().map(|t| t.as_secs_f64()).sum();
    println!("{counts:?}");
    if let (Some(median), Some(most)) = (times.get(times.len() / 2), times.last()) {
        let ninety = times[times.len() * 9 / 10];
        println!("{} rows, median {median:?}, nine in ten {ninety:?}, most {most:?}, all {total:.1} s", times.len());
    }
}
