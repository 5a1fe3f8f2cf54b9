//! Activations and rules of one's own, and how a crate that has some snapshot-tests them with insta.
//!
//! `cargo run --example own_rules` prints the pages, `cargo test --example own_rules` compares them with those in
//! `examples/snapshots`, and `cargo insta review` shows what an edited rule has changed.

use std::sync::LazyLock;

use gprime::passes::own::{Activation, Extension, Rows, Rule};
use gprime::passes::simplify::{Request, simplify};
use gprime::render::{self, Answer, Layout};

/// The rows of this crate, judged once.
static OWN: LazyLock<Extension> = LazyLock::new(|| {
    let rows = Rows::new()
        .activation(Activation::new("steep_swish", "z*sigmoid(3*z)"))
        .rule(Rule::new("fold-softplus", "ln(1 + e^u)", "softplus(u)"))
        .rule(Rule::new("split-the-logarithm", "ln(a*b)", "ln(a) + ln(b)").when("a > 0").when("b > 0"));
    rows.build().unwrap_or_else(|error| panic!("{error}"))
});

/// The page of a formula that is written shorter.
fn simplified(formula: &str) -> String {
    let found = OWN.with(|| simplify(&Request::new(formula))).unwrap_or_else(|error| panic!("{formula}: {error}"));
    render::simplified(&found, &render::formats()[0], &Layout::default())
}

/// The page of a derivative.
fn derived(formula: &str) -> String {
    let found = OWN.with(|| gprime::derive(formula)).unwrap_or_else(|error| panic!("{formula}: {error}"));
    (render::formats()[0].write)(&Answer::Derived(&found), &Layout::default())
}

fn main() {
    println!("{:?}", OWN.standings());
    println!("{}", simplified("z*ln(e^(2*z) + 1)"));
    println!("{}", derived("steep_swish"));
}

#[cfg(test)]
mod tests {
    use gprime::passes::own::Standing;

    use super::*;

    #[test]
    fn every_rule_is_proved() {
        assert!(OWN.standings().iter().all(|standing| *standing == Standing::Proved));
    }

    #[test]
    fn a_logarithm_is_folded() {
        insta::assert_snapshot!(simplified("z*ln(e^(2*z) + 1)"));
    }

    #[test]
    fn an_activation_is_derived() {
        insta::assert_snapshot!(derived("steep_swish"));
    }
}
