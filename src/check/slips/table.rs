//! The table of slips: one row for each mistake that people make again and again, the usual ones first.
//!
//! What a slip makes is written as in the tables of rules. `?u`, `?v` and `?w` depend on the variable, `?k` does not, `?m`
//! and `?n` are numbers, other letters stand for anything; `f(…)` is any function of one argument. In derivatives `?x` is
//! the variable, and behind an `f(?u)` on the left `?d` is the function's derivative at `?u`, `?e` the one at `?x`, `?s` the
//! one at `?u'`. Where the function is defined everywhere and neither even nor odd, `?t` is the one at `-?u`, and `?o` is
//! `-?a`.

mod laws;
mod rules;
mod signs;

/// A typical mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slip {
    /// Its name, which stays the same: `quotient-swapped`.
    pub name: &'static str,
    /// What happened, in a few words: `numerator of the quotient rule swapped`.
    pub title: &'static str,
    /// A sentence without a full stop: `this is what the quotient rule gives with the numerator's terms swapped`.
    pub says: &'static str,
    /// Both sides as a textbook contrasts them, what holds first.
    pub instead: &'static str,
    /// Expressions, each with what is then taken for its derivative.
    pub(super) derivatives: &'static [(&'static str, &'static str)],
    /// Expressions, each with what is then put in its place from one line to the next.
    pub(super) lines: &'static [(&'static str, &'static str)],
    /// What no pattern says.
    pub(super) special: Special,
}

/// Slips that are told by code and not by patterns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Special {
    /// None.
    No,
    /// One branch of cases is taken for another.
    Branch,
    /// The result has a parameter as a factor once more.
    ParameterDoubled,
    /// The result lacks a parameter as a factor.
    ParameterLost,
}

/// All slips, the most usual first.
pub fn all() -> impl Iterator<Item = &'static Slip> {
    [rules::SLIPS, signs::SLIPS, laws::SLIPS].into_iter().flatten()
}

/// The slip with this name.
pub fn named(name: &str) -> Option<&'static Slip> {
    all().find(|slip| slip.name == name)
}

type Makes = &'static [(&'static str, &'static str)];

const fn slip(words: [&'static str; 4], derivatives: Makes, lines: Makes) -> Slip {
    let [name, title, says, instead] = words;
    Slip { name, title, says, instead, derivatives, lines, special: Special::No }
}

const fn special(words: [&'static str; 4], derivatives: Makes, special: Special) -> Slip {
    Slip { special, ..slip(words, derivatives, &[]) }
}

/// Derivatives through the function itself, `?g`, that people know by heart and write down with slips.
pub(super) const FORMS: &[&str] = &[
    "?g*(1 - ?g)",
    "1 - ?g^2",
    "?g",
    "1 - e^(-?g)",
    "1 + ?g^2",
    "-?g",
    "?g + ?k",
    "?g/?x",
    "?g^2",
    "-?g^2",
    "-2*?x*?g",
];
