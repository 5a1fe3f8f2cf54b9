//! Names in LaTeX, and fresh names for parts.

use crate::expr::Store;
use crate::syntax::GREEK;

/// A name in math mode: Greek letters by their commands, digits and what follows `_` as an index, long names upright.
pub(crate) fn latex_name(name: &str) -> String {
    if let Some((function, argument)) = name.strip_suffix(')').and_then(|call| call.split_once('(')) {
        let function = function.replace('_', "\\_");
        return format!("\\operatorname{{{function}}}({})", latex_name(argument));
    }
    let cut = name.find(|c: char| c == '_' || c.is_ascii_digit()).filter(|&at| at > 0).unwrap_or(name.len());
    let (stem, index) = name.split_at(cut);
    let index = index.trim_matches('_').replace('_', ",");
    let stem = latex_word(stem.trim_start_matches('?'));
    if index.is_empty() { stem } else { format!("{stem}_{{{}}}", latex_index(&index)) }
}

fn latex_word(word: &str) -> String {
    let greek = GREEK.iter().any(|(_, name)| *name == word) && word != "omicron";
    match word.chars().count() {
        _ if greek => format!("\\{word}"),
        0 | 1 => word.to_owned(),
        _ => format!("\\mathrm{{{word}}}"),
    }
}

fn latex_index(index: &str) -> String {
    if index.chars().filter(|c| c.is_alphabetic()).count() > 1 {
        format!("\\mathrm{{{index}}}")
    } else {
        index.to_owned()
    }
}

/// Names `u1`, `u2`, … that no symbol of the store has.
pub(crate) struct Fresh<'a> {
    store: &'a Store,
    letter: &'static str,
    next: usize,
}

impl<'a> Fresh<'a> {
    /// Names that begin with this letter, numbered from 1.
    pub(crate) fn new(store: &'a Store, letter: &'static str) -> Fresh<'a> {
        Fresh::after(store, letter, 0)
    }

    /// The same from the number after `given` on.
    pub(crate) fn after(store: &'a Store, letter: &'static str, given: usize) -> Fresh<'a> {
        Fresh { store, letter, next: given }
    }

    /// The last number that was given.
    pub(crate) fn given(&self) -> usize {
        self.next
    }
}

impl Iterator for Fresh<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        loop {
            self.next += 1;
            let name = format!("{}{}", self.letter, self.next);
            if self.store.find_symbol(&name).is_none() {
                return Some(name);
            }
        }
    }
}
