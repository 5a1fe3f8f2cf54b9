//! The catalogue of activation functions: one row each, with formula, parameters and source.

mod gated;
mod logistic;
mod rectified;

/// A parameter of an activation.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its name in the formula.
    pub name: &'static str,
    /// What is assumed of it, `alpha > 0`; empty for nothing.
    pub assume: &'static str,
    /// The value that is used where none is given; empty for none.
    pub default: &'static str,
}

/// One activation function.
#[derive(Debug, Clone, Copy)]
pub struct Activation {
    /// The name that is printed.
    pub name: &'static str,
    /// Other names for it.
    pub aliases: &'static [&'static str],
    /// The formula over `z` and the parameters, in gprime's own notation.
    pub formula: &'static str,
    /// The parameters.
    pub parameters: &'static [Parameter],
    /// Where it was published or is documented.
    pub source: &'static str,
}

const fn row(
    name: &'static str,
    aliases: &'static [&'static str],
    formula: &'static str,
    parameters: &'static [Parameter],
    source: &'static str,
) -> Activation {
    Activation { name, aliases, formula, parameters, source }
}

const fn positive(name: &'static str, assume: &'static str, default: &'static str) -> Parameter {
    Parameter { name, assume, default }
}

/// Every row, family by family, in a stable order.
pub fn all() -> impl Iterator<Item = &'static Activation> {
    [logistic::ROWS, rectified::ROWS, gated::ROWS].into_iter().flatten()
}

/// The activation with this name or alias.
pub fn find(name: &str) -> Option<&'static Activation> {
    all().find(|row| row.name == name || row.aliases.contains(&name))
}
