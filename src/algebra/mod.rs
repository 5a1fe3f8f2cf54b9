//! Polynomials and rational functions over opaque kernels: normal forms, identities, and shapes for reading.
//!
//! A kernel is a part of an expression that is not itself a sum, product, quotient or integer power: a name, a
//! function of something, a case. Algebra treats each kernel as an indeterminate, so what it proves holds for any
//! values of the kernels, wherever the denominators that occur do not vanish.
//!
//! [`budget`], [`monomial`], [`poly`] with its parts, [`identity`], [`terms`], [`constant`], [`reduce`], [`logarithm`] and [`tower`] are what
//! a checker needs, and are kept plain for its sake. Everything else (normal forms, division, greatest common divisors,
//! fractions, factors, shapes) only proposes.

#![deny(clippy::float_arithmetic)]

pub mod budget;
pub mod constant;
mod division;
pub mod factor;
pub mod fraction;
mod gcd;
mod heuristic;
pub mod identity;
mod kept;
pub mod logarithm;
pub(crate) mod modular;
pub mod monomial;
pub mod normal;
mod parts;
pub mod poly;
pub mod reduce;
pub mod shape;
pub mod terms;
pub mod tower;

pub use budget::{Budget, OutOfBudget, Pool, Share};
pub use constant::constant_value;
pub use factor::{Factored, factor};
pub use fraction::Fraction;
pub(crate) use identity::{Arithmetic, arithmetic, arithmetic_parts};
pub use identity::{Refused, same_fraction};
pub use logarithm::{Logarithms, compare_logarithms, is_logarithm};
pub use monomial::{Monomial, Var};
pub use normal::{Kernels, normal_form};
pub use poly::Poly;
pub use reduce::{Compared, equal_by};
pub use terms::{
    Factors, Term, difference_factors, difference_terms, difference_terms_within, equal_fractions, equal_modulo,
    rational,
};
