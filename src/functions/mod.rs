//! The table of functions: one row for each function, with everything that is known about it.
//!
//! A row is text and plain functions. Parsing, the chain rule, the sampling tests, printing and the
//! reference pages are loops over [`all`]; adding a row is all it takes to add a function.

use std::collections::HashMap;
use std::sync::OnceLock;

use rustc_hash::FxBuildHasher;

pub(crate) mod bounds;
pub mod constants;
mod elementary;
mod error;
mod error_integral;
mod hyperbolic;
mod interval;
mod logistic;
pub(crate) mod nearest;
pub mod real;
mod rectified;
mod series;
mod trigonometric;

pub use interval::Interval;
use real::Real;

/// One function of one or two real arguments and everything known about it.
///
/// Formulas are in gprime's own notation over `?u` (and `?v` for the second argument).
#[derive(Debug, Clone, Copy)]
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
    /// It has the same value wherever the function is defined and is undefined elsewhere.
    pub meaning: &'static str,
    /// Expressions that overflow or lose digits as they are written, and what they are by this function without that.
    pub steady: &'static [(&'static str, &'static str)],
    /// The function whose inverse this is, where it has one: `sin` for `asin`. Elsewhere empty.
    pub inverse_of: &'static str,
    /// With one argument the derivative by that argument, `1 - tanh(?u)^2`;
    /// with two the whole derivative in `?u'` and `?v'`.
    /// It holds where `domain` and `differentiable` hold and may have a value elsewhere.
    pub derivative: &'static str,
    /// Conditions under which the function is defined, each of the form `?u > 0` or `cos(?u) != 0`,
    /// with a bound of -1, 0 or 1. Together they are exact: the function is defined if and only if all hold.
    pub domain: &'static [&'static str],
    /// Conditions, besides the domain, under which the derivative exists; together with the domain they are exact.
    pub differentiable: &'static [&'static str],
    /// The value in floating point, for proposing points only; NaN outside the domain.
    pub float: Float,
    /// How the value is enclosed rigorously.
    pub enclosure: Enclosure,
    /// The range over the whole domain: intervals such as `(0, inf)` or `[-1, 1]`, joined by `or`, or a set `{-1, 0, 1}`.
    pub range: &'static str,
    /// Even, odd, or neither.
    pub parity: Parity,
    /// Monotonicity over the whole domain, where that is one interval.
    pub monotonicity: Monotonicity,
    /// Exact values and limits, argument first: `("0", "1")`, `("-inf", "0")`, and one-sided limits `("0+", "-inf")`.
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

/// A value in floating point.
#[derive(Debug, Clone, Copy)]
pub enum Float {
    /// Of one argument.
    One(fn(f64) -> f64),
    /// Of two arguments.
    Two(fn(f64, f64) -> f64),
}

/// Bounds of a function's value at one point, at a precision in bits, or `None` where the function is undefined.
/// An infinite argument stands for the limit there.
pub type Bounds = fn(&Real, usize) -> Option<Interval>;

/// How the values over an interval are enclosed.
#[derive(Debug, Clone, Copy)]
pub enum Enclosure {
    /// By bounds at points and the shape of the graph.
    Points(Shape, Bounds),
    /// As the reciprocal of another row's value, which is 0 where this function is undefined.
    Reciprocal(&'static str),
    /// As another row's value at the reciprocal of the argument, which is 0 where this function is undefined.
    AtReciprocal(&'static str),
    /// `max` of both arguments.
    Maximum,
    /// `min` of both arguments.
    Minimum,
    /// `ln(?v)/ln(?u)`.
    LogarithmQuotient,
    /// Not at all: no value is known.
    None,
}

/// Where the extreme values over an interval inside the domain are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Increasing (perhaps not strictly) on every interval inside the domain: at the ends.
    Increasing,
    /// Decreasing on every interval inside the domain: at the ends.
    Decreasing,
    /// Decreasing up to 0 and increasing from there: at the ends, and the least value at 0 if it is inside.
    Valley,
    /// Increasing up to 0 and decreasing from there: at the ends, and the greatest value at 0 if it is inside.
    Hill,
    /// At the ends, with greatest value 1 at `2*pi*k + pi/2` and least value -1 at `2*pi*k - pi/2`.
    Sine,
    /// At the ends, with greatest value 1 at `2*pi*k` and least value -1 at `2*pi*k + pi`.
    Cosine,
}

/// What reflecting the argument does to the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parity {
    /// `f(-x) = f(x)`
    Even,
    /// `f(-x) = -f(x)`
    Odd,
    /// Neither holds, or the function has two arguments.
    Neither,
}

/// How the value moves with the argument over the whole domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Monotonicity {
    /// A larger argument has a larger value.
    Increasing,
    /// A larger argument has a smaller value.
    Decreasing,
    /// A larger argument never has a smaller value, but may have the same.
    Nondecreasing,
    /// It goes both ways, or the domain is not one interval, or there are two arguments.
    Neither,
}

/// A place in the domain without a derivative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kink {
    /// The argument, or for two arguments the condition on them, `?u = ?v`.
    pub at: &'static str,
    /// What happens there.
    pub kind: KinkKind,
    /// The slope from the left (the limit of difference quotients), perhaps `inf`; `None` at the left end of the domain.
    pub left: Option<&'static str>,
    /// The slope from the right, perhaps `inf`; `None` at the right end of the domain.
    pub right: Option<&'static str>,
}

/// What keeps a function from having a derivative at a place in its domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KinkKind {
    /// Continuous with two different finite slopes.
    Corner,
    /// Not continuous.
    Jump,
    /// Continuous with an infinite slope.
    Vertical,
}

impl Function {
    /// A function of which nothing is known but its name and its derivative; it has no values. Nothing follows from such
    /// a row about where it is continuous.
    pub(crate) const fn opaque(
        name: &'static str,
        derivative: &'static str,
        domain: &'static [&'static str],
    ) -> Function {
        const ANYWHERE: &[Kink] = &[Kink { at: "", kind: KinkKind::Jump, left: None, right: None }];
        let (float, enclosure) = (Float::One(no_value), Enclosure::None);
        Function { name, derivative, domain, kinks: ANYWHERE, float, enclosure, ..ROW }
    }

    /// Whether the row is one of which nothing is known but a derivative.
    pub(crate) fn is_opaque(&self) -> bool {
        matches!(self.enclosure, Enclosure::None)
    }
}

fn no_value(_: f64) -> f64 {
    f64::NAN
}

/// What a row of one argument starts from; each row states the rest.
const ROW: Function = Function {
    name: "",
    aliases: &[],
    title: "",
    arity: 1,
    meaning: "",
    steady: &[],
    inverse_of: "",
    derivative: "",
    domain: &[],
    differentiable: &[],
    float: Float::One(libm::fabs),
    enclosure: Enclosure::Maximum,
    range: "(-inf, inf)",
    parity: Parity::Neither,
    monotonicity: Monotonicity::Neither,
    values: &[],
    kinks: &[],
    latex: "",
    about: "",
    source: "",
};

/// Rows of the user's own, behind those of the families.
static OWN: OnceLock<Vec<Function>> = OnceLock::new();

/// Adds rows to the table; whether they were, which is so only before the table is first used.
pub(crate) fn extend(rows: Vec<Function>) -> bool {
    OWN.set(rows).is_ok()
}

static ADMITTED: OnceLock<()> = OnceLock::new();

/// Lets the derivatives of the added rows be used.
pub(crate) fn admit() {
    ADMITTED.get_or_init(|| ());
}

/// Whether the derivatives of the added rows may be used.
pub(crate) fn are_admitted() -> bool {
    ADMITTED.get().is_some()
}

struct Table {
    rows: Vec<&'static Function>,
    index: HashMap<&'static str, usize, FxBuildHasher>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let families: [&'static [Function]; 6] =
            [elementary::ROWS, trigonometric::ROWS, hyperbolic::ROWS, error::ROWS, logistic::ROWS, rectified::ROWS];
        let rows: Vec<_> = families.into_iter().flatten().chain(OWN.get_or_init(Vec::new)).collect();
        let mut index = HashMap::default();
        for (at, row) in rows.iter().enumerate() {
            for name in std::iter::once(row.name).chain(row.aliases.iter().copied()) {
                index.entry(name).or_insert(at);
            }
        }
        Table { rows, index }
    })
}

/// All rows, in an order that stays the same within one version.
pub fn all() -> &'static [&'static Function] {
    &table().rows
}

/// The index in [`all`] of the function with this name or alias. Takes constant time.
pub fn find(name: &str) -> Option<usize> {
    table().index.get(name).copied()
}

/// The function with this name or alias.
pub fn named(name: &str) -> Option<&'static Function> {
    find(name).map(|at| all()[at])
}

/// The name of the function that undoes the one with this name, `asin` for `sin` and `sin` for `asin`.
pub fn inverse(name: &str) -> Option<&'static str> {
    let undone = named(name)?.inverse_of;
    if undone.is_empty() { all().iter().find(|row| row.inverse_of == name).map(|row| row.name) } else { Some(undone) }
}
