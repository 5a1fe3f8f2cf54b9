//! Differentiates formulas with the library and asks the kernel itself where each derivative holds:
//! `cargo run --example derive -- 'ln(z)' 'z/(1+|z|)'`.

use std::error::Error;

use gprime::passes::{Branch, Derived};
use gprime::render::condition;
use gprime::theory::Theory;
use gprime::{derive, kernel, text};

fn show(derived: &Derived, branch: &Branch) -> Result<(), Box<dyn Error>> {
    let store = &derived.store;
    println!("  {}' = {}", derived.name, text(store, branch.derivative));
    println!("    = {}", text(store, branch.closed_form));
    let theorems = kernel::check(store, Theory::builtin(), &branch.derivation)?;
    let theorem = theorems.theorem(branch.conclusion).ok_or("the derivation has no step")?;
    for &carried in theorem.conditions() {
        println!("    where {}", condition(store, carried));
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut formulas: Vec<String> = std::env::args().skip(1).collect();
    if formulas.is_empty() {
        formulas.push("z/(1+|z|)".into());
    }
    for formula in &formulas {
        let derived = derive(formula.as_str())?;
        println!("{formula}");
        if derived.pieces.is_empty() {
            show(&derived, &derived.whole)?;
        }
        for piece in &derived.pieces {
            println!("  on {}:", text(&derived.store, piece.when));
            show(&derived, &piece.branch)?;
        }
    }
    Ok(())
}
