//! The table of functions: one row for each function, with everything that is known about it.
//!
//! A row is text and plain functions. Parsing, the chain rule, the sampling tests, printing and the
//! reference pages are loops over [`all`]; adding a row is all it takes to add a function.

/// One function of one or two real arguments and everything known about it.
///
/// Formulas are in gprime's own notation over `?u` (and `?v` for the second argument).
#[derive(Debug)]
#[non_exhaustive]
pub struct Function {
    /// The name that formulas use and that is printed, `tanh`.
    pub name: &'static str,
    /// Other names that are read as this function.
    pub aliases: &'static [&'static str],
    /// What a textbook calls it.
    pub title: &'static str,
    /// Number of arguments, 1 or 2.
    pub arity: usize,
    /// The function in terms of others, `sinh(?u)/cosh(?u)`; empty for a primitive function.
    pub meaning: &'static str,
    /// With one argument the derivative by that argument, `1 - tanh(?u)^2`;
    /// with two the whole derivative in `?u'` and `?v'`.
    pub derivative: &'static str,
    /// Conditions under which the function is defined, each of the form `?u > 0`, with a bound of -1, 0 or 1.
    pub domain: &'static [&'static str],
    /// Conditions, besides the domain, under which the derivative exists.
    pub differentiable: &'static [&'static str],
    /// The value in floating point, for proposing points only.
    pub float: Float,
    /// The enclosure of the value, rounded outward.
    pub enclosure: Enclosure,
    /// The range over the whole domain, as `(0, inf)` or `[-1, 1]`.
    pub range: &'static str,
    /// Even, odd, or neither.
    pub parity: Parity,
    /// Monotonicity over the whole domain (which is then one interval).
    pub monotonicity: Monotonicity,
    /// Exact values and limits, argument first: `("0", "1")`, `("-inf", "0")`.
    pub values: &'static [(&'static str, &'static str)],
    /// Arguments inside the domain at which there is no derivative.
    pub kinks: &'static [Kink],
    /// A LaTeX command, or a template with `#1` and `#2`.
    pub latex: &'static str,
    /// One sentence about it.
    pub about: &'static str,
    /// Where the mathematics is written down.
    pub source: &'static str,
}
