//! What code may not say: shortcuts that end a program, and names that only the tables may know.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::sources;

/// Code without comments and literals, and the literals.
struct Read {
    code: String,
    literals: Vec<String>,
}

/// Splits a source text; what stands in `mod tests { … }` at its end is left out.
fn read(text: &str) -> Read {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut found = Read { code: String::new(), literals: Vec::new() };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = rest.split_once('\n').map_or("", |(_, behind)| behind);
            found.code.push('\n');
        } else if let Some(behind) = rest.strip_prefix("r#\"") {
            let (literal, behind) = behind.split_once("\"#").expect("a literal ends");
            found.literals.push(literal.to_owned());
            rest = behind;
        } else if let Some(behind) = rest.strip_prefix('"') {
            let mut escaped = false;
            let is_end = |c: char| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            };
            let end = behind.find(is_end).expect("a literal ends");
            found.literals.push(behind[..end].to_owned());
            found.code.push_str("\"\"");
            rest = &behind[end + 1..];
        } else if let Some(behind) = rest.strip_prefix("'\"'").or_else(|| rest.strip_prefix("'\\\"'")) {
            rest = behind;
        } else {
            found.code.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    found
}

/// Every source file that is not a test, by its path in `src`.
fn files() -> Vec<(String, Read)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let inside = |file: &Path| file.strip_prefix(&root).expect("it is in the folder").to_string_lossy().into_owned();
    let read = |file: &Path| (inside(file), read(&fs::read_to_string(file).expect("a source file is text")));
    files.iter().filter(|file| !file.ends_with("tests.rs")).map(|file| read(file)).collect()
}

const SHORTCUTS: &[&str] = &[".unwrap()", "todo!", "unimplemented!", "dbg!", "println!", "print!"];

/// The shortcuts that code takes. The program prints through one writer that knows closed pipes, so it has none either.
fn shortcuts(code: &str) -> Vec<&'static str> {
    SHORTCUTS.iter().filter(|word| code.contains(**word)).copied().collect()
}

#[test]
fn no_code_takes_a_shortcut() {
    let mut tested = 0;
    for (path, read) in files() {
        assert_eq!(shortcuts(&read.code), Vec::<&str>::new(), "{path}");
        tested += 1;
    }
    assert!(tested >= 100, "only {tested} files");
    let planted = read("fn f() { g().unwrap(); } // dbg!\nconst A: &str = \"todo!\";");
    assert_eq!(shortcuts(&planted.code), [".unwrap()"]);
    assert_eq!(planted.literals, ["todo!"]);
}

/// Names of activations that are words of mathematics, or of programs, as well: in code they mean those.
const ORDINARY: &[&str] =
    &["abs", "absolute", "clamp", "cosine", "exponential", "identity", "linear", "quadratic", "sine", "square", "step"];

/// The one function among the catalogue's names that code may ask for: it chooses between branches, as `max` and `min`
/// do, which the kernel and the pieces have to know; and it has signs of its own, `|z|`.
const SWITCH: &str = "abs";

/// The catalogue's names that code knows, as a literal or as a part of an identifier. Words in comments, in messages and
/// in the program's examples are free.
fn known(read: &Read, names: &BTreeSet<&str>) -> Vec<String> {
    let mut found: Vec<String> =
        read.literals.iter().filter(|text| names.contains(text.as_str()) && *text != SWITCH).cloned().collect();
    for word in read.code.split(|c: char| !c.is_alphanumeric() && c != '_') {
        let lower = word.to_lowercase();
        let mut parts = lower.split('_').chain([lower.as_str()]);
        if parts.any(|part| names.contains(part) && !ORDINARY.contains(&part)) {
            found.push(word.to_owned());
        }
    }
    found
}

#[test]
fn only_the_tables_know_activations_by_name() {
    let rows = gprime::activations::all();
    let names: BTreeSet<&str> = rows.flat_map(|row| row.aliases.iter().copied().chain([row.name])).collect();
    assert!(names.len() >= 150, "only {} names", names.len());
    let (mut tested, mut known_by_code) = (0, Vec::new());
    for (path, read) in files() {
        if !["activations", "functions"].iter().any(|table| path.starts_with(table)) {
            known_by_code.extend(known(&read, &names).into_iter().map(|name| format!("{path}: {name}")));
            tested += 1;
        }
    }
    assert_eq!(known_by_code, Vec::<String>::new());
    assert!(tested >= 90, "only {tested} files");
    let planted = "if name == \"gelu\" { RELU_SLOPE } else { step(\"the gelu\") } // mish";
    assert_eq!(known(&read(planted), &names), ["gelu", "RELU_SLOPE"]);
    let said: String = files().into_iter().map(|(_, read)| read.code.to_lowercase()).collect();
    let needed = |word: &&&str| names.contains(**word) && said.contains(**word);
    assert_eq!(ORDINARY.iter().filter(needed).count(), ORDINARY.len(), "an exception that is not needed");
}
