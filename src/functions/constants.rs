//! The table of constants: numbers that have a name of their own.

use super::Interval;

/// One constant and everything known about it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct NamedConstant {
    /// The name that formulas use and that is printed, `pi`.
    pub name: &'static str,
    /// The letter that mathematicians write, `π`.
    pub unicode: &'static str,
    /// A LaTeX command.
    pub latex: &'static str,
    /// The nearest floating-point number, for proposing points only.
    pub value: f64,
    /// Bounds at a precision in bits.
    pub enclosure: fn(usize) -> Interval,
    /// One sentence about it.
    pub about: &'static str,
    /// Where the mathematics is written down.
    pub source: &'static str,
}

/// `e`
pub const E: NamedConstant = NamedConstant {
    name: "e",
    unicode: "e",
    latex: "e",
    value: std::f64::consts::E,
    enclosure: super::bounds::e,
    about: "The base of the natural logarithm and the value of the exponential function at 1.",
    source: "DLMF 4.2.11",
};

/// `pi`
pub const PI: NamedConstant = NamedConstant {
    name: "pi",
    unicode: "π",
    latex: "\\pi",
    value: std::f64::consts::PI,
    enclosure: super::bounds::pi,
    about: "The area of the unit disc and half the period of sine and cosine.",
    source: "DLMF 3.12.1",
};

/// All constants.
pub const ALL: &[NamedConstant] = &[E, PI];

/// The constant with this name.
pub fn named(name: &str) -> Option<&'static NamedConstant> {
    ALL.iter().find(|row| row.name == name)
}
