//! Expressions: an inert store of hash-consed nodes, exact numbers, and the way from a parsed tree to an expression.

mod crowd;
mod domain;
mod lower;
mod node;
mod number;
mod power;
mod reach;
mod store;
pub(crate) mod work;

pub use domain::{DomainCondition, domain};
pub(crate) use lower::lower_as_written;
pub use lower::{LowerError, Lowered, lower};
#[cfg(feature = "documents")]
pub(crate) use lower::{Meanings, lower_nodes};
pub use node::{Constant, ExprId, FunctionId, Node, NumeralId, Relation, SymbolId};
pub use number::Number;
pub use power::{Base, Exponent, constant, exponent};
pub use store::{Brand, Numeral, Store};
