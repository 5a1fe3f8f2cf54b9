//! The catalogue of activation functions: one row each, in families.
//!
//! A row is text and plain data: formula, parameters, what frameworks call it and what they take for the
//! derivative where there is none, and where it was published. Reading, listing and testing are loops over [`all`].

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::OnceLock;

use rustc_hash::FxBuildHasher;

mod algebraic;
mod clipped;
mod exponential;
mod gated;
mod hyperbolic;
mod logistic;
mod periodic;
mod radial;
mod rectified;
mod softplus;

/// A parameter of an activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// Its name in the formula.
    pub name: &'static str,
    /// What is assumed of it, `alpha > 0`; empty for nothing.
    pub assume: &'static str,
    /// The value that is used where none is given, as a numeral or a formula without symbols; empty for none.
    pub default: &'static str,
    /// What it does, in a word or two: `slope`, `threshold`.
    pub meaning: &'static str,
}

/// What programs take for the derivative at a place where there is none; never the derivative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Convention {
    /// The place, a formula over the parameters.
    pub at: &'static str,
    /// What is taken there, a formula over the parameters.
    pub value: &'static str,
    /// Who takes it.
    pub who: &'static str,
}

/// One activation function.
///
/// Formulas are in gprime's own notation over `z` and the parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Activation {
    /// The name that formulas use and that is printed: small letters, digits and `_`.
    pub name: &'static str,
    /// How people write it, `leaky ReLU`.
    pub title: &'static str,
    /// Other names for it, spelt as names are.
    pub aliases: &'static [&'static str],
    /// The formula. Where it has no value, programs may give the limit, as for `sin(z)/z` at 0.
    pub formula: &'static str,
    /// The parameters, each of which occurs in the formula.
    pub parameters: &'static [Parameter],
    /// What frameworks call it: `("PyTorch", "torch.nn.ReLU")`. With parameters they may have defaults of their own.
    pub frameworks: &'static [(&'static str, &'static str)],
    /// What programs take for the derivative at its kinks and jumps, as far as it is established.
    pub conventions: &'static [Convention],
    /// How LaTeX writes the name; empty where it is spelt out.
    pub latex: &'static str,
    /// Where it was published or is documented.
    pub source: &'static str,
}

/// What a row starts from; each row states the rest.
const ROW: Activation = Activation {
    name: "",
    title: "",
    aliases: &[],
    formula: "",
    parameters: &[],
    frameworks: &[],
    conventions: &[],
    latex: "",
    source: "",
};

impl Activation {
    /// A row of the user's own with a name, what people call it, and a formula over `z`.
    pub(crate) const fn own(name: &'static str, title: &'static str, formula: &'static str) -> Activation {
        Activation { name, title, formula, ..ROW }
    }

    /// The name and the other names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }
}

const fn parameter(
    name: &'static str,
    assume: &'static str,
    default: &'static str,
    meaning: &'static str,
) -> Parameter {
    Parameter { name, assume, default, meaning }
}

const fn convention(at: &'static str, value: &'static str, who: &'static str) -> Convention {
    Convention { at, value, who }
}

const FAMILIES: [&[Activation]; 10] = [
    logistic::ROWS,
    hyperbolic::ROWS,
    algebraic::ROWS,
    rectified::ROWS,
    clipped::ROWS,
    exponential::ROWS,
    softplus::ROWS,
    gated::ROWS,
    periodic::ROWS,
    radial::ROWS,
];

/// Rows of the user's own for the whole process, behind those of the families.
static OWN: OnceLock<&'static [Activation]> = OnceLock::new();

thread_local! {
    /// Those of this thread, where they are others.
    static SCOPE: Cell<Option<&'static [Activation]>> = const { Cell::new(None) };
}

/// Adds rows to the catalogue of the process; whether they were, which is so only before the catalogue is first used.
pub(crate) fn extend(rows: &'static [Activation]) -> bool {
    OWN.set(rows).is_ok()
}

/// Has these rows in the catalogue of this thread in place of the process' own; what was there before is returned.
pub(crate) fn swap(rows: Option<&'static [Activation]>) -> Option<&'static [Activation]> {
    SCOPE.replace(rows)
}

/// The rows that were added.
pub fn own() -> &'static [Activation] {
    SCOPE.get().unwrap_or_else(|| OWN.get_or_init(|| &[]))
}

/// The rows of the families, in an order that stays the same within one version.
pub(crate) fn builtin() -> impl Iterator<Item = &'static Activation> {
    FAMILIES.into_iter().flatten()
}

/// Every row, family by family, in an order that stays the same within one version; those that were added come last.
pub fn all() -> impl Iterator<Item = &'static Activation> {
    builtin().chain(own())
}

/// The activation with this name or alias, in which capital letters are as small ones and a hyphen or a space is as
/// `_`: `Leaky-ReLU`, `SiLU`. Takes time linear in the length of the name.
pub fn find(name: &str) -> Option<&'static Activation> {
    static INDEX: OnceLock<HashMap<&'static str, &'static Activation, FxBuildHasher>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        let mut index = HashMap::default();
        for row in builtin() {
            for name in row.names() {
                index.entry(name).or_insert(row);
            }
        }
        index
    });
    let found = |name: &str| {
        let added = || own().iter().find(|row| row.names().any(|own| own == name));
        index.get(name).copied().or_else(added)
    };
    found(name).or_else(|| found(&normal(name)))
}

/// A name as the table spells it.
fn normal(name: &str) -> String {
    let letter = |c: char| if matches!(c, '-' | ' ') { '_' } else { c.to_ascii_lowercase() };
    name.trim().chars().map(letter).collect()
}
