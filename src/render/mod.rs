//! Pages: what was found, written for people and for programs.
//!
//! A page is composed once as a [`Page`](model::Page); every format in [`formats`] is a thin writer of it.

mod format;
#[cfg(feature = "cli")]
mod json;
#[cfg(feature = "cli")]
mod json_terms;
mod names;
mod notation;
mod page;
mod plain;
mod reason;
mod sentence;

pub use format::{Answer, Format, Layout, formats};
pub use page::page;
pub use plain::text;
