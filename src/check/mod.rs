//! Documents to claims: the pieces of mathematics in a text, in their order, with their places; and for what is wrong in them the
//! typical slip that gives just that, and what a garbled text may have been.

pub mod documents;
pub mod readings;
pub mod slips;
