//! What the README and the pages in `docs` show is what happens: each `$ gprime …` in a console block is run, and the
//! lines below it are what it prints, byte for byte.

#[path = "readme/checks.rs"]
mod checks;
#[path = "readme/json.rs"]
mod json;
#[path = "readme/language.rs"]
mod language;
#[path = "readme/proofs.rs"]
mod proofs;

use std::fs;
use std::path::Path;
use std::process::Command;

const PAGES: &[(&str, usize)] = &[
    ("README.md", 22),
    ("docs/language.md", 2),
    ("docs/json.md", 2),
    ("docs/proofs.md", 4),
    ("docs/closed_forms.md", 5),
    ("docs/checking.md", 1),
    ("docs/report.md", 5),
    ("docs/batch.md", 1),
    ("docs/own.md", 4),
    ("docs/snapshots.md", 1),
    ("docs/tour.md", 6),
    ("docs/reading.md", 3),
];

/// The lines of each fenced block of a kind, without the fences.
pub fn blocks(page: &str, kind: &str) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    let mut inside: Option<bool> = None;
    for line in page.lines() {
        match (line.strip_prefix("```"), inside) {
            (Some(_), Some(_)) => inside = None,
            (Some(begins), None) => {
                inside = Some(begins == kind);
                if begins == kind {
                    found.push(Vec::new());
                }
            }
            (None, Some(true)) => found.last_mut().expect("a block is open").push(line.to_owned()),
            (None, _) => {}
        }
    }
    assert_eq!(inside, None, "a block is not closed");
    found
}

/// A page of the repository.
pub fn page(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("the page is there")
}

/// What a shell makes of words and single quotes.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in command.chars() {
        match c {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().expect("there is a word").push(c),
        }
    }
    assert!(!quoted, "{command} has an open quote");
    words
}

/// What a command prints, messages after data, and its exit code on a line where the command asks for that.
fn printed(command: &str) -> String {
    let (plain, coded) = match command.strip_suffix("; echo $?") {
        Some(plain) => (plain, true),
        None => (command, false),
    };
    let arguments = words(plain.strip_prefix("gprime ").unwrap_or_else(|| panic!("{command} is another program")));
    let output = Command::new(env!("CARGO_BIN_EXE_gprime")).args(arguments).env("NO_COLOR", "1").output();
    let output = output.expect("the program starts");
    let mut text = String::from_utf8([output.stdout, output.stderr].concat()).expect("the output is text");
    if coded {
        text += &format!("{}\n", output.status.code().expect("the program ends by itself"));
    }
    text
}

/// The commands of a block with what stands below each.
fn commands(block: &[String]) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in block {
        match line.strip_prefix("$ ") {
            Some(command) => found.push((command.to_owned(), String::new())),
            None => {
                let (_, shown) = found.last_mut().expect("a console block begins with a command");
                *shown += line;
                *shown += "\n";
            }
        }
    }
    found
}

#[test]
fn what_the_pages_show_is_what_is_printed() {
    for &(path, expected) in PAGES {
        let mut tested = 0;
        for (command, shown) in blocks(&page(path), "console").iter().flat_map(|block| commands(block)) {
            let printed = printed(&command);
            // a blank line between two commands of a block is the reader's
            pretty_assertions::assert_eq!(shown.trim_end(), printed.trim_end(), "{path}: {command}");
            tested += 1;
        }
        assert_eq!(tested, expected, "{path}");
    }
}

#[test]
fn the_library_example_is_the_one_that_is_tested() {
    let readme = page("README.md");
    let blocks = blocks(&readme, "rust");
    let [example] = blocks.as_slice() else { panic!("there is one example") };
    let tested = page("src/lib.rs");
    let asserted: Vec<&str> =
        example.iter().map(|line| line.trim()).filter(|line| line.starts_with("assert_eq")).collect();
    assert_eq!(asserted.len(), 2);
    asserted.iter().for_each(|line| assert!(tested.contains(line), "{line} is not in the library's example"));
}

#[test]
fn links_lead_to_files() {
    let mut tested = 0;
    for (path, _) in PAGES {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let folder = folder.parent().expect("a page is in a folder");
        for link in page(path).split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            assert!(link.starts_with("http") || folder.join(link).is_file(), "{path} links to {link}");
            tested += 1;
        }
    }
    assert!(tested >= 8, "only {tested} links");
}
