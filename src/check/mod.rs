//! Documents to claims, and claims to verdicts.
//!
//! The mathematics of a document is found with its places, read row by row, and understood by what the document has
//! defined and supposed so far. Verdicts come from the prover alone.

mod arbitrary;
mod assumptions;
mod borders;
mod bounds;
mod chain;
mod claim;
mod claims;
mod comparison;
mod definitions;
pub mod documents;
mod doubts;
mod elsewhere;
mod guesses;
mod items;
mod judge;
mod judged;
mod limits;
mod macros;
mod mistakes;
mod named;
mod opening;
mod prose;
mod ranges;
pub mod readings;
mod scope;
pub mod slips;
mod special;
mod spelled;
mod tables;
mod walk;
mod words;

pub use claim::{Claim, Code, Guess, Place, Reading, Truth, Verdict, Wrong};
pub use walk::{Checked, Limits, check};
