//! The sentences of `docs/language.md` are read as the page says, with the notes that it says.

use gprime::expr::{Lowered, Store, lower};
use gprime::{render, syntax};

use super::{blocks, page};

fn reading(store: &Store, lowered: &Lowered) -> String {
    let body = render::text(store, lowered.body);
    match (&lowered.name, lowered.right) {
        (Some(name), _) => format!("{name}({}) = {body}", lowered.parameters.join(", ")),
        (None, Some(right)) => format!("{body} = {}", render::text(store, right)),
        (None, None) => body,
    }
}

/// The two sides of `written  =>  read`, and the notes after `  # `.
fn row(line: &str) -> (String, String, String) {
    let (sentence, rest) = line.split_once(" => ").unwrap_or_else(|| panic!("{line} has no reading"));
    let (reading, notes) = rest.split_once("  # ").unwrap_or((rest, ""));
    (sentence.trim().to_owned(), reading.trim().to_owned(), notes.trim().to_owned())
}

#[test]
fn sentences_are_read_as_the_page_says() {
    let mut tested = 0;
    for line in blocks(&page("docs/language.md"), "text").concat().iter().filter(|line| !line.is_empty()) {
        let (sentence, expected, notes) = row(line);
        let tree = syntax::parse(&sentence).unwrap_or_else(|error| panic!("{}", error.page(&sentence)));
        let mut store = Store::new();
        let lowered = lower(&tree, &mut store).unwrap_or_else(|error| panic!("{sentence}: {error}"));
        let found: Vec<&str> = tree.notes.iter().map(|note| note.text.as_str()).collect();
        assert_eq!((reading(&store, &lowered), found.join("; ")), (expected, notes), "{sentence}");
        tested += 1;
    }
    assert!(tested >= 60, "only {tested} sentences");
}

#[test]
fn sentences_are_refused_as_the_page_says() {
    let mut tested = 0;
    for line in blocks(&page("docs/language.md"), "refused").concat().iter().filter(|line| !line.is_empty()) {
        let (sentence, expected, _) = row(line);
        let error = match syntax::parse(&sentence) {
            Err(error) => error.to_string(),
            Ok(tree) => match lower(&tree, &mut Store::new()) {
                Err(error) => error.to_string(),
                Ok(_) => panic!("{sentence} is read"),
            },
        };
        assert_eq!(error, expected, "{sentence}");
        tested += 1;
    }
    assert!(tested >= 6, "only {tested} sentences");
}
