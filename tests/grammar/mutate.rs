//! Sentences with a few characters changed: read or refused, never worse, and what is read is printed so that it is read back.

use gprime::expr::{Store, lower};
use gprime::syntax::{self, Statement};

use super::common::Random;
use super::files::sentences;
use super::sentences::assert_read_back;

const CHARACTERS: &str = "zxgde10.5 +-*/^()[]{}<>|=!,;'#_?∂√²⁻ⁿ⁽⁾σφα₁′·≤";

fn changed(sentence: &str, others: &[String], random: &mut Random) -> String {
    let mut chars: Vec<char> = sentence.chars().collect();
    let pool: Vec<char> = CHARACTERS.chars().collect();
    for _ in 0..=random.below(3) {
        let at = random.below(chars.len() as u64 + 1) as usize;
        let any = pool[random.below(pool.len() as u64) as usize];
        match random.below(5) {
            0 if at < chars.len() => _ = chars.remove(at),
            1 if at < chars.len() => chars[at] = any,
            2 if at + 1 < chars.len() => chars.swap(at, at + 1),
            3 => {
                let other: Vec<char> = others[random.below(others.len() as u64) as usize].chars().collect();
                let from = random.below(other.len() as u64) as usize;
                let length = 1 + random.below(8) as usize;
                chars.splice(at..at, other.iter().skip(from).take(length).copied());
            }
            _ => chars.insert(at, any), // the fourth kind, and every change behind the end
        }
    }
    chars.into_iter().collect()
}

#[test]
fn changed_sentences_are_read_back_or_refused() {
    let sources = sentences();
    let mut random = Random::new(7);
    let (mut read, mut refused) = (0, 0);
    for round in 0..50_000 {
        let text = changed(&sources[round % sources.len()], &sources, &mut random);
        let tree = match syntax::parse(&text) {
            Ok(tree) => tree,
            Err(error) => {
                assert!(text.get(error.span.clone()).is_some(), "{text}: {:?}", error.span);
                let page = error.page(&text);
                assert!(page.starts_with("error: ") && page.lines().count() >= 4, "{page}");
                for suggestion in &error.suggestions {
                    assert!(text.get(suggestion.span.clone()).is_some(), "{text}: {suggestion:?}");
                }
                refused += 1;
                continue;
            }
        };
        let written = tree.to_text();
        let again = syntax::parse(&written).unwrap_or_else(|error| panic!("{text}\n{}", error.page(&written)));
        assert!(tree.same(&again), "{text}\nwritten {written}\nread {}", again.to_text());
        let mut store = Store::new();
        if let Ok(lowered) = lower(&tree, &mut store) {
            let is_condition = matches!(tree.statement, Statement::Condition(_));
            assert_read_back(&mut store, lowered.body, is_condition, &text);
            lowered.right.iter().for_each(|right| assert_read_back(&mut store, *right, false, &text));
            read += 1;
        }
    }
    assert!(read > 6_000 && refused > 20_000, "{read} read, {refused} refused");
}
