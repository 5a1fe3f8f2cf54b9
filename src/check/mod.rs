//! Documents to claims: the pieces of mathematics in a text, in their order, with their places.

pub mod documents;
