//! Exact rational numbers: a small one inline, a big one behind a pointer.

/// An exact rational number in lowest terms.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Number(Box<num_rational::BigRational>);

impl Number {
    /// The value of a numeral such as `12`, `0.01` or `1e-6`, or `None` if the text is not one or its exponent is beyond 100,000.
    pub fn from_numeral(_text: &str) -> Option<Number> {
        None
    }
}
