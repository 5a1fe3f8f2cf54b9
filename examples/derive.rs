//! Differentiates a formula and prints its derivative, the closed form, and the conditions under which it holds.
//!
//! `cargo run --example derive -- 'z*tanh(z)'`

use gprime::render::condition;
use gprime::{derive, text};

fn main() -> Result<(), gprime::DeriveError> {
    let formula = std::env::args().nth(1).unwrap_or_else(|| "1/(1 + e^(-z))".into());
    let derived = derive(formula.as_str())?;
    let (store, whole) = (&derived.store, &derived.whole);
    println!("derivative:   {}", text(store, whole.derivative));
    println!("closed form:  {}", text(store, whole.closed_form));
    for &needed in &whole.conditions {
        println!("where:        {}", condition(store, needed));
    }
    println!("steps:        {}, each checked by the kernel", whole.derivation.steps().len());
    Ok(())
}
