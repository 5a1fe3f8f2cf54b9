//! Compares two formulas and prints the verdict with what shows it.
//!
//! `cargo run --example equal -- 'sqrt(z^2)' '|z|'`

use gprime::equal;
use gprime::passes::equal::Verdict;
use gprime::render::condition;

fn main() -> Result<(), gprime::DeriveError> {
    let mut given = std::env::args().skip(1);
    let left = given.next().unwrap_or_else(|| "z^2/z".into());
    let right = given.next().unwrap_or_else(|| "z".into());
    let answer = equal((left.as_str(), right.as_str()))?;
    match &answer.verdict {
        Verdict::Equal(proof) => {
            let needed: Vec<String> = proof.conditions.iter().map(|&c| condition(&answer.store, c)).collect();
            println!("equal, for {}", if needed.is_empty() { "all values".into() } else { needed.join(" and ") });
        }
        Verdict::Formal(_) => println!("equal, and no value is known for which both sides are defined"),
        Verdict::Different(refutation) => {
            for (name, number) in refutation.point() {
                println!("different at {} = {number}", gprime::text(&answer.store, *name));
            }
        }
        Verdict::Undecided(undecided) => println!("undecided: {}", undecided.why),
        _ => println!("another verdict"), // verdicts may be added
    }
    Ok(())
}
