//! The guide: its reference pages are those that the tables make, and its contents name every page.
//!
//! `GPRIME_WRITE_REFERENCE=1 cargo test --test reference` writes the pages anew.

use std::fs;
use std::path::Path;

use gprime::{activations, functions, rules};

/// A text in a cell of a table, as code.
fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("`{}`", text.replace('|', "\\|")) }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace("?u", "u").replace("?v", "v")
}

fn plain(text: &str) -> String {
    text.replace('?', "")
}

fn table(title: &str, about: &str, head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> (String, usize) {
    let mut page = format!("# {title}\n\n{about}\n\n| {} |\n|{}\n", head.join(" | "), " --- |".repeat(head.len()));
    let mut count = 0;
    for row in rows {
        page += &format!("| {} |\n", row.join(" | "));
        count += 1;
    }
    (page, count)
}

fn of_functions() -> (String, usize) {
    let rows = functions::all().iter().map(|f| {
        let domain: Vec<String> = f.domain.iter().map(|text| plain(text)).collect();
        vec![
            code(f.name),
            cell(f.title),
            code(&plain(f.derivative)),
            code(&plain(f.meaning)),
            code(&domain.join(", ")),
            code(f.range),
            cell(f.source),
        ]
    });
    let about = "The functions that formulas are made of. A derivative by two arguments is the whole derivative.";
    table("Functions", about, &["name", "title", "derivative", "meaning", "defined for", "range", "source"], rows)
}

fn of_rules() -> (String, usize) {
    let rows = rules::all().map(|r| {
        let when: Vec<String> = r.when.iter().map(|text| plain(text)).collect();
        vec![code(r.name), code(r.because), code(&when.join(", ")), cell(r.source)]
    });
    let about = "The rules that steps follow from. Each holds where both sides are defined and its conditions hold.";
    table("Rules", about, &["name", "what it says", "for", "source"], rows)
}

fn of_activations() -> (String, usize) {
    let rows = activations::all().map(|a| {
        let parameters: Vec<String> = a.parameters.iter().map(|p| format!("{} = {}", p.name, p.default)).collect();
        vec![code(a.name), cell(a.title), code(a.formula), code(&parameters.join(", ")), cell(a.source)]
    });
    let about = "The catalogue: names that stand for a formula, with the usual values of their parameters.";
    table("Activations", about, &["name", "title", "formula", "parameters", "source"], rows)
}

#[test]
fn the_reference_pages_are_current() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference");
    let pages = [("functions", of_functions(), 30), ("rules", of_rules(), 40), ("activations", of_activations(), 50)];
    for (name, (page, count), least) in pages {
        assert!(count >= least, "{name}: only {count} rows");
        let file = folder.join(format!("{name}.md"));
        if std::env::var_os("GPRIME_WRITE_REFERENCE").is_some() {
            fs::create_dir_all(&folder).expect("the folder can be made");
            fs::write(&file, &page).expect("the page can be written");
        }
        let written = fs::read_to_string(&file).expect("there is a page");
        assert!(written == page, "docs/reference/{name}.md is not what the table makes; see the comment of this test");
    }
}

#[test]
fn the_contents_name_every_page() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let contents = fs::read_to_string(docs.join("SUMMARY.md")).expect("there are contents");
    let named: Vec<&str> = contents.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    for page in &named {
        assert!(docs.join(page).is_file(), "the contents name {page}, which is not there");
    }
    let mut tested = 0;
    for entry in fs::read_dir(&docs).expect("it is readable") {
        let name = entry.expect("it is there").file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") && name != "SUMMARY.md" {
            assert!(named.contains(&name.as_str()), "the contents do not name {name}");
            tested += 1;
        }
    }
    assert!(tested >= 10, "only {tested} pages");
}
