//! How the house is built: the floors, the size of its rooms, and what its code may not say.

#[path = "architecture/words.rs"]
mod words;

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

/// The names of the functions that are longer than 60 lines. Code is formatted, so a function ends at its own indentation.
fn long_functions(text: &str) -> (Vec<String>, usize) {
    let (mut long, mut looked) = (Vec::new(), 0);
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let indent = &line[..line.len() - code.len()];
        let seen =
            ["pub ", "pub(crate) ", "pub(super) "].iter().find_map(|word| code.strip_prefix(word)).unwrap_or(code);
        let Some(rest) = seen.strip_prefix("const ").unwrap_or(seen).strip_prefix("fn ") else { continue };
        if code.ends_with('}') || code.ends_with(';') {
            continue;
        }
        let end = lines[at..].iter().position(|other| other.strip_prefix(indent) == Some("}"));
        let length = end.expect("a function ends") + 1;
        looked += 1;
        if length > 60 {
            long.push(format!("{rest} has {length} lines"));
        }
    }
    (long, looked)
}

#[test]
fn functions_fit_on_a_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut looked = 0;
    for file in files {
        let (long, functions) = long_functions(&fs::read_to_string(&file).expect("a source file is text"));
        assert_eq!(long, Vec::<String>::new(), "{}", file.display());
        looked += functions;
    }
    assert!(looked >= 800, "only {looked} functions were looked at");
    let planted = format!("    pub(crate) fn long() {{\n{}    }}\n", "        body();\n".repeat(59));
    assert_eq!(long_functions(&planted).0.len(), 1);
    assert_eq!(long_functions(&planted.replacen("        body();\n", "", 1)), (Vec::new(), 1));
}

#[test]
fn the_top_of_the_library_has_at_most_fifteen_exports() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("it is text");
    let lines: Vec<&str> = text.lines().collect();
    let mut exports = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let hidden =
            lines[..at].iter().rev().take_while(|before| before.starts_with("#[")).any(|l| l.contains("hidden"));
        let Some(item) = line.strip_prefix("pub ").filter(|_| !hidden) else { continue };
        match item.split_once('{').filter(|_| item.starts_with("use ")) {
            Some((_, group)) => exports.extend(group.trim_end_matches("};").split(',').map(str::trim)),
            None => exports.push(item),
        }
    }
    assert!((10..=15).contains(&exports.len()), "{exports:?}");
}

#[test]
fn unsafe_code_is_forbidden_and_floats_stay_where_they_belong() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).expect("it is text");
    assert!(read("Cargo.toml").contains("[lints.rust]\nunsafe_code = \"forbid\""));
    // clippy denies float arithmetic in the whole library; these modules alone are let off
    let library = read("src/lib.rs");
    assert!(library.contains("#![deny(clippy::float_arithmetic)]"));
    let behind = library.split("#[allow(clippy::float_arithmetic").skip(1);
    let let_off: Vec<&str> = behind.filter_map(|rest| rest.split("pub mod ").nth(1)?.split(';').next()).collect();
    assert_eq!(let_off, ["eval", "functions"]);
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    let tested =
        files.iter().filter(|file| !file.ends_with("src/lib.rs") && !file.ends_with("tests.rs")).inspect(|file| {
            let text = fs::read_to_string(file).expect("a source file is text");
            assert!(!text.contains("allow(clippy::float_arithmetic"), "{}", file.display());
        });
    assert!(tested.count() >= 100);
}
