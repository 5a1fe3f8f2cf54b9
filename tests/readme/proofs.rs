//! What docs/proofs.md says is trusted is what there is: every file of the kernel, and every reason that it knows.

use std::fs;
use std::path::Path;

use crate::page;

/// The rows of the page's tables, each as its cells.
fn rows() -> Vec<Vec<String>> {
    let cells = |line: &str| line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect();
    page("docs/proofs.md").lines().filter(|line| line.starts_with("| ")).map(cells).collect()
}

#[test]
fn every_file_of_the_kernel_is_named() {
    let named: Vec<String> = rows().into_iter().map(|row| row[0].clone()).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/kernel");
    let files = fs::read_dir(folder).expect("the kernel has a folder").map(|entry| entry.expect("a file"));
    let files = files.filter(|entry| entry.path().is_file()).map(|entry| entry.file_name()); // a folder holds tests
    let tested = files.inspect(|file| {
        let path = format!("`src/kernel/{}`", file.to_string_lossy());
        assert_eq!(named.iter().filter(|cell| cell.contains(&path)).count(), 1, "{path}");
    });
    assert!(tested.count() >= 12);
}

#[test]
fn every_file_that_is_named_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tested = 0;
    for row in rows() {
        let mut folder = String::new();
        for path in row[0].split('`').skip(1).step_by(2).filter(|path| path.ends_with(".rs") || path.ends_with('/')) {
            let whole = if path.starts_with("src/") { path.to_owned() } else { format!("{folder}{path}") };
            assert!(root.join(&whole).exists(), "{whole}");
            folder = whole[..whole.rfind('/').map_or(0, |at| at + 1)].to_owned();
            tested += 1;
        }
    }
    assert!(tested >= 30, "only {tested} files are named");
}

/// `ConstantRule` as `constant-rule`.
fn dashed(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

#[test]
fn every_reason_is_named_and_no_other() {
    let format = page("src/render/certificate/format.rs");
    let listed =
        format.split("enum Reason {").nth(1).and_then(|rest| rest.split('}').next()).expect("there are reasons");
    let known = listed.lines().map(str::trim).filter(|line| line.starts_with(char::is_uppercase));
    let known: Vec<String> = known.map(|line| dashed(line.split(['(', ',']).next().unwrap_or_default())).collect();
    let named: Vec<String> = rows()
        .into_iter()
        .filter(|row| row.len() == 3 && row[0] != "reason")
        .map(|row| row[0].replace('`', ""))
        .collect();
    let mut sorted = (known.clone(), named);
    sorted.0.sort();
    sorted.1.sort();
    assert_eq!(sorted.0, sorted.1);
    assert!(known.len() >= 21, "only {} reasons", known.len());
}
