//! The floors: no module uses one above it.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors from the ground up; modules on one line share a floor.
const FLOORS: &[&[&str]] = &[
    &["functions", "rules", "activations"],
    &["syntax"],
    &["expr"],
    &["theory", "algebra", "trace", "eval"],
    &["kernel"],
    &["passes"],
    &["check", "report"],
    &["render"],
    &["cli"],
];

/// Modules that the kernel may not use, besides those above it.
const NOT_FOR_THE_KERNEL: &[&str] =
    &["crate::syntax", "crate::eval::float", "crate::algebra::factor", "crate::algebra::fraction"];

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the source folder is readable") {
        let path = entry.expect("an entry is readable").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// The modules that a source text names after `crate::`, alone or in a group.
fn used(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    for line in code {
        for part in line.split("crate::").skip(1) {
            let names = part.strip_prefix('{').and_then(|group| group.split('}').next()).unwrap_or(part);
            for name in names.split(',') {
                let name: String = name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if floor(&name).is_some() {
                    found.push(name);
                }
                if !part.starts_with('{') {
                    break;
                }
            }
        }
    }
    found
}

/// What a module's text breaks, if anything.
fn broken(module: &str, text: &str) -> Vec<String> {
    let Some(own) = floor(module) else { return Vec::new() };
    let above = |name: &String| floor(name).is_some_and(|other| other > own);
    let mut found: Vec<String> = used(text).into_iter().filter(above).collect();
    if module == "kernel" {
        let reached = NOT_FOR_THE_KERNEL.iter().filter(|name| text.contains(**name));
        found.extend(reached.map(|name| (*name).to_owned()));
    }
    found
}

#[test]
fn no_module_uses_one_above_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut tested = 0;
    for file in files {
        let inside = file.strip_prefix(&root).expect("the file is in the source folder");
        let first = inside.components().next().expect("a file has a name").as_os_str().to_string_lossy().into_owned();
        let module = first.trim_end_matches(".rs");
        let text = fs::read_to_string(&file).expect("a source file is text");
        assert_eq!(broken(module, &text), Vec::<String>::new(), "{}", inside.display());
        tested += usize::from(floor(module).is_some());
    }
    assert!(tested >= 60, "only {tested} files were looked at");
}

#[test]
fn the_test_sees_planted_violations() {
    assert_eq!(broken("kernel", "use crate::passes::derive;"), ["passes"]);
    assert_eq!(broken("expr", "use crate::{functions, kernel};"), ["kernel"]);
    assert_eq!(broken("kernel", "use crate::eval::float;"), ["crate::eval::float"]);
    assert_eq!(broken("passes", "use crate::kernel;"), Vec::<String>::new());
}

#[test]
fn files_are_rooms_and_not_halls() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let tables = ["functions", "rules", "activations"];
    let looked =
        files.iter().filter(|file| !tables.iter().any(|table| file.starts_with(root.join(table)))).inspect(|file| {
            let lines = fs::read_to_string(file).expect("a source file is text").lines().count();
            assert!(lines <= 500, "{} has {lines} lines", file.display());
        });
    assert!(looked.count() >= 50);
}
