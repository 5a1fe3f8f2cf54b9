//! Binary floating-point numbers of any precision, with infinities.

/// A binary floating-point number, or an infinity.
pub type Real = dashu_float::Repr<2>;
