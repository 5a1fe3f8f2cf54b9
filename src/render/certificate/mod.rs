//! Certificates: what was shown about two formulas, in a file that can be checked by itself.
//!
//! A certificate holds the whole derivation and what it is said to show. Checking one takes the kernel and none of the
//! search that found it.

mod check;
mod format;
mod read;
mod rows;
mod told;
mod values;
mod write;

pub use check::{Invalid, MOST_BYTES, Shown, Verified, verify};
pub use told::verified_text;
pub use write::certificate;
