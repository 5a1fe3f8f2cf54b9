//! `docs/json.md` names each key that `gprime check` writes, and no other.

use std::collections::BTreeSet;
use std::process::Command;

use super::json::{assert_named, keys};

/// A document with a verdict of every kind.
const DOCUMENT: &str = "\
$g(z) = z^2$, so $g'(z) = 2z$ and $g'(z) = z$.

$2 = 1$ and $\\ln(10^{10^9}) = 1$, and garbled: g'(z) = e(-z)/(1 + e(-z))(2)

$3 = 3$
";

#[test]
fn the_page_names_every_key_about_checks_and_no_other() {
    let folder = std::env::temp_dir().join(format!("gprime-keys-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the folder is made");
    let (document, missing) = (folder.join("a.md"), folder.join("missing.md"));
    std::fs::write(&document, DOCUMENT).expect("the document is written");
    let output = Command::new(env!("CARGO_BIN_EXE_gprime"))
        .args(["check", "--explain", "--format", "json", "--max-claims", "6"])
        .args([&document, &missing])
        .output()
        .expect("the program runs");
    std::fs::remove_dir_all(&folder).expect("the folder goes away");
    let mut found = BTreeSet::new();
    keys(&serde_json::from_slice(&output.stdout).expect("JSON is written"), "", &mut found);
    // the names of the document
    found.retain(|key| !key.starts_with("claims[].counterexample.at."));
    assert_named("gprime/check/1", &found, 30);
}
