//! Names in LaTeX, names that stand for expressions, and fresh names for parts.

use crate::expr::{ExprId, Store};
use crate::syntax::GREEK;

/// Names that stand for expressions, as `u1` does for a part that was named before. Found by the expression's id.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    /// For each expression the number of its name, counted from 1, or 0.
    numbers: Vec<u32>,
    texts: Vec<String>,
}

impl Names {
    /// The name of an expression, if it has one.
    pub(crate) fn get(&self, id: ExprId) -> Option<&String> {
        let number = *self.numbers.get(id.index())? as usize;
        self.texts.get(number.checked_sub(1)?)
    }

    /// Gives an expression a name, in place of the one that it had.
    pub(crate) fn insert(&mut self, id: ExprId, name: String) {
        if self.numbers.len() <= id.index() {
            self.numbers.resize(id.index() + 1, 0);
        }
        self.texts.push(name);
        self.numbers[id.index()] = self.texts.len() as u32;
    }

    /// All expressions that have a name, with it.
    pub(crate) fn into_pairs(self) -> impl Iterator<Item = (ExprId, String)> {
        let Names { numbers, mut texts } = self;
        let of = move |(id, number): (usize, u32)| {
            let text = texts.get_mut((number as usize).checked_sub(1)?)?;
            Some((ExprId(id as u32), std::mem::take(text)))
        };
        numbers.into_iter().enumerate().filter_map(of)
    }
}

impl Extend<(ExprId, String)> for Names {
    fn extend<T: IntoIterator<Item = (ExprId, String)>>(&mut self, pairs: T) {
        pairs.into_iter().for_each(|(id, name)| self.insert(id, name));
    }
}

impl FromIterator<(ExprId, String)> for Names {
    fn from_iter<T: IntoIterator<Item = (ExprId, String)>>(pairs: T) -> Names {
        let mut names = Names::default();
        names.extend(pairs);
        names
    }
}

/// A name in math mode: Greek letters by their commands, digits and what follows `_` as an index, long names upright.
pub(crate) fn latex_name(name: &str) -> String {
    if let Some((function, argument)) = name.strip_suffix(')').and_then(|call| call.split_once('(')) {
        if let Some(row) = crate::activations::find(function).filter(|row| !row.latex.is_empty()) {
            return format!("{}({})", row.latex, latex_name(argument));
        }
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
