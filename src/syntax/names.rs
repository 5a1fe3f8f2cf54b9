//! Which names are functions, and which known names are near an unknown one.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::activations::{self, Activation};

/// A function that a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known<'a> {
    /// The name that the tree carries, for whatever alias was written.
    pub name: &'a str,
    /// The fewest arguments it takes.
    pub least: usize,
    /// The most arguments it takes.
    pub most: usize,
}

/// The names that are functions where a text is read.
pub trait Names {
    /// The function of the table with this name or alias.
    fn function<'a>(&'a self, name: &str) -> Option<Known<'a>>;

    /// The activation of the catalogue with this name or alias.
    fn activation<'a>(&'a self, name: &str) -> Option<Known<'a>>;

    /// A function that an earlier line of the document defined, as `g(z) = …` does.
    fn defined<'a>(&'a self, name: &str) -> Option<Known<'a>> {
        let _ = name;
        None
    }

    /// The variable of functions where a text names none.
    fn variable(&self) -> Option<&str> {
        None
    }

    /// What a command of the document's own stands for: another command with its backslash, or a word.
    fn command<'a>(&'a self, name: &str) -> Option<&'a str> {
        let _ = name;
        None
    }

    /// Every name that could be suggested in place of an unknown one.
    fn suggestible(&self) -> Vec<&str>;

    /// Whether a function may stand without an argument, as in `tanh' = 1 - tanh^2`: it is a name then.
    fn bare(&self) -> bool {
        false
    }
}

/// The names of the tables of functions and activations.
#[derive(Debug, Clone, Copy, Default)]
pub struct TableNames;

struct Index {
    /// How short a name is at least.
    shortest: usize,
    functions: FxHashMap<&'static str, Known<'static>>,
    activations: FxHashMap<&'static str, Known<'static>>,
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut functions = FxHashMap::default();
        for row in crate::functions::all() {
            // `max` and `min` take any number of arguments from two on.
            let most = if matches!(row.name, "max" | "min") { usize::MAX } else { row.arity };
            enter(&mut functions, row.aliases, Known { name: row.name, least: row.arity, most });
        }
        let mut activations = FxHashMap::default();
        for row in activations::builtin() {
            enter(&mut activations, row.aliases, activation(row));
        }
        let shortest = functions.keys().chain(activations.keys()).map(|name: &&str| name.len()).min().unwrap_or(0);
        Index { shortest, functions, activations }
    })
}

fn activation(row: &Activation) -> Known<'static> {
    Known { name: row.name, least: 1, most: 1 }
}

fn enter(index: &mut FxHashMap<&'static str, Known<'static>>, aliases: &[&'static str], known: Known<'static>) {
    for name in std::iter::once(known.name).chain(aliases.iter().copied()) {
        index.entry(name).or_insert(known);
    }
}

impl Names for TableNames {
    fn function<'a>(&'a self, name: &str) -> Option<Known<'a>> {
        let index = index();
        if name.len() < index.shortest { None } else { index.functions.get(name).copied() }
    }

    fn activation<'a>(&'a self, name: &str) -> Option<Known<'a>> {
        let own = || activations::own().iter().find(|row| row.names().any(|own| own == name));
        let index = index();
        let built_in = if name.len() < index.shortest { None } else { index.activations.get(name).copied() };
        built_in.or_else(|| own().map(activation))
    }

    fn suggestible(&self) -> Vec<&str> {
        let own = activations::own().iter().flat_map(Activation::names);
        index().functions.keys().chain(index().activations.keys()).copied().chain(own).collect()
    }
}

/// The names nearest to `unknown`, nearest first, at most three; none where nothing is near.
pub(crate) fn nearest(unknown: &str, names: &dyn Names) -> Vec<String> {
    const LONGEST: usize = 32;
    if unknown.len() > LONGEST {
        return Vec::new();
    }
    let allowed = (unknown.len() / 3).clamp(1, 3);
    let mut near: Vec<_> = names
        .suggestible()
        .into_iter()
        .map(|name| (distance(unknown, name), name))
        .filter(|(distance, _)| *distance <= allowed)
        .collect();
    near.sort_unstable();
    near.dedup();
    let best = near.first().map_or(0, |(distance, _)| *distance);
    near.retain(|(distance, _)| *distance == best || best > 0 && *distance == best + 1);
    near.into_iter().take(3).map(|(_, name)| name.to_string()).collect()
}

/// Edit distance with swaps of neighbours (optimal string alignment), where a change of case costs nothing.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<u8> = left.bytes().map(|b| b.to_ascii_lowercase()).collect();
    let right: Vec<u8> = right.bytes().map(|b| b.to_ascii_lowercase()).collect();
    let width = right.len() + 1;
    let mut rows = vec![0; (left.len() + 1) * width];
    for i in 0..=left.len() {
        for j in 0..=right.len() {
            rows[i * width + j] = if i == 0 || j == 0 {
                i + j
            } else {
                let change = usize::from(left[i - 1] != right[j - 1]);
                let mut best = (rows[(i - 1) * width + j] + 1).min(rows[i * width + j - 1] + 1);
                best = best.min(rows[(i - 1) * width + j - 1] + change);
                if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                    best = best.min(rows[(i - 2) * width + j - 2] + 1);
                }
                best
            };
        }
    }
    rows[left.len() * width + right.len()]
}
