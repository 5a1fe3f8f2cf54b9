//! The fuzz targets of gprime: what they do stands in [`bodies`], which `tests/fuzz.rs` runs as well.

#[path = "../../tests/common/mod.rs"]
pub mod common;

pub mod bodies;
