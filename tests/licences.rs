//! Every package that is built in has a licence that `deny.toml` allows, and comes from the registry.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// The texts of a list in `deny.toml`.
fn listed(key: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("deny.toml");
    let text = std::fs::read_to_string(path).expect("deny.toml is there");
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("{key} = ["))).expect("the list is on one line");
    line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether a licence expression can be met by licences that are allowed: `(MIT OR Apache-2.0) AND Unicode-3.0`.
fn is_met(expression: &str, allowed: &[String]) -> bool {
    let one = |name: &str| allowed.iter().any(|allowed| allowed == name.trim_matches(['(', ')', ' ']));
    expression.replace('/', " OR ").split(" AND ").all(|part| part.split(" OR ").any(one))
}

#[test]
fn expressions_are_read() {
    let allowed = ["MIT".to_owned(), "Unicode-3.0".to_owned()];
    let table = [
        ("MIT", true),
        ("Apache-2.0/MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("MIT AND GPL-3.0", false),
        ("MIT WITH an-exception", false),
    ];
    assert_eq!(table.iter().filter(|row| is_met(row.0, &allowed) == row.1).count(), 7);
}

#[test]
fn every_package_has_a_licence_that_is_allowed() {
    let rustc = Command::new("rustc").arg("-vV").output().expect("the compiler tells its host");
    let text = String::from_utf8_lossy(&rustc.stdout).into_owned();
    let host = text.lines().find_map(|line| line.strip_prefix("host: ")).expect("there is a host");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--offline", "--format-version", "1", "--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let found: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let (allowed, registries) = (listed("allow"), listed("allow-registry"));
    let packages = found["packages"].as_array().expect("there are packages");
    let tested = packages.iter().filter(|package| {
        let (name, licence) = (&package["name"], package["license"].as_str().unwrap_or("none"));
        assert!(is_met(licence, &allowed), "{name} has the licence {licence}");
        if let Some(source) = package["source"].as_str() {
            assert!(registries.iter().any(|url| source == format!("registry+{url}")), "{name} comes from {source}");
        }
        true
    });
    assert!(tested.count() >= 50);
}
