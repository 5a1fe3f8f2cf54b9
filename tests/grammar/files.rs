//! The sentences of `grammar/accept.txt` and `grammar/reject.txt`.

use gprime::expr::{Lowered, Store, lower};
use gprime::render;
use gprime::syntax::{self, Statement};

use super::sentences::assert_read_back;

const ACCEPT: &str = include_str!("../../grammar/accept.txt");
const REJECT: &str = include_str!("../../grammar/reject.txt");

/// `\n` and `\u{…}` as the characters they stand for.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(code) = rest.strip_prefix("u{") {
            let end = code.find('}').expect("a code ends");
            let code_point = u32::from_str_radix(&code[..end], 16).expect("a code is a number");
            out.push(char::from_u32(code_point).expect("a code is a character"));
            rest = &code[end + 1..];
        } else if let Some(behind) = rest.strip_prefix('n').filter(|behind| !behind.starts_with(char::is_alphabetic)) {
            out.push('\n');
            rest = behind;
        } else {
            out.push('\\');
        }
    }
    out + rest
}

fn rows(file: &str) -> Vec<Vec<String>> {
    let lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with("## "));
    let row = |line: &str| {
        let mut row: Vec<String> = line.split('\t').map(str::to_owned).collect();
        row[0] = unescaped(&row[0]);
        row
    };
    lines.map(row).collect()
}

/// All sentences of both files.
pub fn sentences() -> Vec<String> {
    rows(ACCEPT).into_iter().chain(rows(REJECT)).map(|mut row| row.swap_remove(0)).collect()
}

fn reading(store: &Store, lowered: &Lowered) -> String {
    let body = render::text(store, lowered.body);
    match (&lowered.name, lowered.right) {
        (Some(name), _) if lowered.parameters.is_empty() => format!("{name} = {body}"),
        (Some(name), _) => format!("{name}({}) = {body}", lowered.parameters.join(", ")),
        (None, Some(right)) => format!("{body} = {}", render::text(store, right)),
        (None, None) => body,
    }
}

#[test]
fn good_sentences_are_read_as_the_file_says() {
    let (mut tested, mut noted) = (0, 0);
    for row in rows(ACCEPT) {
        let [sentence, expected, notes @ ..] = row.as_slice() else { panic!("{row:?} has no reading") };
        let tree = syntax::parse(sentence).unwrap_or_else(|error| panic!("{}", error.page(sentence)));
        let found: Vec<&str> = tree.notes.iter().map(|note| note.text.as_str()).collect();
        assert_eq!(found, notes, "{sentence}");
        noted += found.len();
        tested += 1;
        let mut store = Store::new();
        let lowered = match (expected.strip_prefix("tree "), lower(&tree, &mut store)) {
            (None, lowered) => lowered.unwrap_or_else(|error| panic!("{sentence}: {error}")),
            (Some(expected), Err(_)) => {
                assert_eq!(tree.to_text(), expected);
                assert!(tree.same(&syntax::parse(expected).expect("a tree's text is read")), "{sentence}");
                continue;
            }
            (Some(_), Ok(_)) => panic!("{sentence} speaks of no other line"),
        };
        assert_eq!(reading(&store, &lowered), *expected, "{sentence}");
        let is_condition = matches!(tree.statement, Statement::Condition(_));
        assert_read_back(&mut store, lowered.body, is_condition, sentence);
        lowered.right.iter().for_each(|right| assert_read_back(&mut store, *right, false, sentence));
        let again = syntax::parse(expected).unwrap_or_else(|error| panic!("{}", error.page(expected)));
        let again = lower(&again, &mut store).unwrap_or_else(|error| panic!("{expected}: {error}"));
        let known_by_itself = is_condition || lowered.name.is_none() && lowered.right.is_none();
        assert!(!known_by_itself || again.body == lowered.body, "{sentence}");
    }
    assert_eq!((tested, noted), (402, 98));
}

#[test]
fn bad_sentences_get_the_span_and_the_message_in_the_file() {
    let mut tested = 0;
    for row in rows(REJECT) {
        let [sentence, span, message] = row.as_slice() else { panic!("{row:?} has no span and message") };
        let (found, text, page) = match syntax::parse(sentence) {
            Err(error) => (error.span.clone(), error.to_string(), error.page(sentence)),
            Ok(tree) => match lower(&tree, &mut Store::new()) {
                Err(error) => (error.span.clone(), error.to_string(), String::new()),
                Ok(_) => panic!("{sentence} is read as {}", tree.to_text()),
            },
        };
        assert_eq!((format!("{}..{}", found.start, found.end), text), (span.clone(), message.clone()), "{sentence}");
        assert!(sentence.get(found).is_some(), "{sentence}: the span is a part of the text");
        assert!(page.is_empty() || page.starts_with("error: ") && page.contains('^') && page.len() < 700, "{page}");
        assert!(
            !page.contains(|c: char| c.is_control() && c != '\n' || matches!(c, '\u{200b}' | '\u{202e}')),
            "{page}"
        );
        tested += 1;
    }
    assert_eq!(tested, 247);
}

#[test]
fn an_exponent_that_is_not_closed_shows_both_places() {
    let text = "1/(1+e(-z)";
    let error = syntax::parse(text).expect_err("a parenthesis is open");
    let page = error.page(text);
    let expected = "\
error: expected a closing parenthesis
  |
1 | 1/(1+e(-z)
  |           ^ expected )
  |   - opened here

error: e is a number and cannot be applied
  |
1 | 1/(1+e(-z)
  |      ^
  = did you mean e^(-z)?
";
    assert_eq!(page, expected);
}
