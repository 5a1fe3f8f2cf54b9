//! Documents to claims: the pieces of mathematics in a text, in their order, with their places; and for what is wrong in them the
//! typical slip that gives just that.

pub mod documents;
pub mod slips;
