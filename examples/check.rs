//! Judges the claims of a document and prints each verdict with its line.
//!
//! `cargo run --example check -- notes.md`

use gprime::check::{Limits, check};

const NOTES: &str = "The slope of $g(z) = \\tanh z$ is $g'(z) = 1 - g(z)^2$, so that $g'(0) = 2$.\n";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (name, bytes) = match std::env::args().nth(1) {
        Some(file) => (file.clone(), std::fs::read(file)?),
        None => ("notes.md".to_owned(), NOTES.into()),
    };
    check(&name, &bytes, &Limits::default(), &mut |claim| {
        println!("{name}:{}: {}: {}", claim.place.line, claim.verdict.name(), claim.text);
    })?;
    Ok(())
}
