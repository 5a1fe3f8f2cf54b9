//! Pages: what was found, written for people.

mod page;
mod plain;

pub use page::page;
pub use plain::text;
