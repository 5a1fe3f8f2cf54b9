//! The library as others use it: what is public, what may be sent to another thread, what is written and read.

use std::fs;
use std::path::{Path, PathBuf};

use gprime::expr::Store;
use gprime::kernel::{self, Theorem, Theorems};
use gprime::passes::equal::{Equality, Verdict};
use gprime::passes::own::{Rejection, Rows, Rule};
use gprime::passes::simplify::Simplified;
use gprime::theory::Theory;
use gprime::trace::{Derivation, Step};
use gprime::{DeriveError, Request, derive, equal};

#[test]
fn everything_may_be_sent_and_shared() {
    fn both<T: Send + Sync>() -> usize {
        usize::from(std::mem::size_of::<T>() > 0)
    }
    let tested = both::<Store>()
        + both::<Theory>()
        + both::<Theorem>()
        + both::<Derivation>()
        + both::<Step>()
        + both::<gprime::passes::Derived>()
        + both::<Equality>()
        + both::<Verdict>()
        + both::<Simplified>()
        + both::<Request>()
        + both::<DeriveError>()
        + both::<Rows>()
        + both::<Rule>()
        + both::<Rejection>();
    assert_eq!(tested, 14);
    fn sent<T: Send>() -> usize {
        usize::from(std::mem::size_of::<T>() > 0)
    }
    assert_eq!(sent::<Theorems<'static>>(), 1);
}

#[test]
fn a_derivation_is_written_and_read_and_becomes_a_theorem_only_through_the_kernel() {
    let mut tested = 0;
    for formula in ["1/(1 + e^(-z))", "z*tanh(z)", "1/z", "ln(z)^3"] {
        let derived = derive(formula).expect("it is derived");
        let own = &derived.whole.derivation;
        let text = serde_json::to_string(own).expect("it is written");
        let read: Derivation = serde_json::from_str(&text).expect("it is read");
        let theory = Theory::builtin();
        assert!(kernel::check(&derived.store, theory, &read).is_err(), "{formula}: it belongs to no store");
        let other = Store::new();
        let foreign = read.clone().over(&other).expect("its steps fit together");
        assert!(kernel::check(&other, theory, &foreign).is_err(), "{formula}: its expressions are foreign");
        let read = read.over(&derived.store).expect("its steps fit together");
        assert_eq!(&read, own, "{formula}");
        let theorems = kernel::check(&derived.store, theory, &read).expect("it is right");
        let theorem = theorems.theorem(derived.whole.conclusion).expect("it has a conclusion");
        assert!(serde_json::to_string(&theorem).expect("it is written").contains("judgement"));
        let step: Step = serde_json::from_str(&serde_json::to_string(&own.steps()[0]).expect("written")).expect("read");
        assert_eq!(step, own.steps()[0]);
        // steps that point outside are refused before anybody looks at them
        for (from, to) in
            [("\"premises\":[0,", "\"premises\":[9999,"), ("\"substitution\":[0,", "\"substitution\":[9999,")]
        {
            let broken = text.replacen(from, to, 1);
            if broken != text {
                let read: Derivation = serde_json::from_str(&broken).expect("it is read");
                assert!(read.over(&derived.store).is_none(), "{formula}: {to}");
                tested += 1;
            }
        }
    }
    assert!(tested >= 4, "only {tested} faults");
}

#[test]
fn verdicts_are_written() {
    for (left, right, word) in
        [("z^2/z", "z", "equal"), ("z", "z + 1", "different"), ("sqrt(-1 - z^2)", "2", "no-point")]
    {
        let answer = equal((left, right)).expect("it is read");
        let text = serde_json::to_string(&answer.verdict).expect("it is written");
        assert!(text.starts_with(&format!("{{\"verdict\":\"{word}\"")), "{text}");
    }
}

/// The files of modules that are public and not hidden.
fn public_files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let library = fs::read_to_string(root.join("lib.rs")).expect("it is text");
    let lines: Vec<&str> = library.lines().collect();
    let mut open = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let hidden =
            lines[..at].iter().rev().take_while(|before| before.starts_with("#[")).any(|l| l.contains("hidden"));
        if let Some(name) = line.strip_prefix("pub mod ").filter(|_| !hidden) {
            let name = name.trim_end_matches(';');
            open.extend([root.join(name), root.join(format!("{name}.rs"))]);
        }
    }
    let mut files = vec![root.join("lib.rs")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).expect("it is readable").map(|entry| entry.expect("it is there").path()));
        } else if path.is_file() && path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs")
        {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The items that are declared public, a line each, by file.
fn public_items() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let kinds = ["fn ", "const fn ", "struct ", "enum ", "trait ", "const ", "static ", "type ", "mod ", "use "];
    let mut text = String::new();
    for file in public_files() {
        let name = file.strip_prefix(&root).expect("it is in the folder").to_string_lossy().replace('\\', "/");
        let source = fs::read_to_string(&file).expect("it is text");
        let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for line in source.lines() {
            let Some(item) = line.trim_start().strip_prefix("pub ") else { continue };
            if kinds.iter().any(|kind| item.starts_with(kind)) {
                text += &format!("{name}: {}\n", item.trim_end_matches(" {").trim_end_matches('{').trim_end());
            }
        }
    }
    text
}

/// What is public is listed in `tests/data/public.txt`; `GPRIME_WRITE_PUBLIC=1 cargo test --test library` writes it anew.
#[test]
fn what_is_public_is_listed() {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/public.txt");
    let items = public_items();
    assert!(items.lines().count() >= 300, "only {} items", items.lines().count());
    if std::env::var_os("GPRIME_WRITE_PUBLIC").is_some() {
        fs::write(&list, &items).expect("the list can be written");
    }
    let listed = fs::read_to_string(&list).expect("there is a list");
    pretty_assertions::assert_eq!(listed, items, "what is public has changed; see the comment of this test");
}
