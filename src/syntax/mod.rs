//! The language: text to a tree with spans, and errors that point at the place.

mod tree;

pub use tree::{Binary, Node, Note, Relation, Span, Statement, Tree, TreeId};

mod basic;
pub use basic::{Error, parse, parse_condition, parse_pattern};
