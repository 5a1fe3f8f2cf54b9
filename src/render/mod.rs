//! Pages: what was found, written for people and for programs.
//!
//! A page is composed once as a `Page`; every format in [`formats`] is a thin writer of it.

#[cfg(feature = "cli")]
pub mod batch;
mod blackboard;
mod borders;
mod brackets;
#[cfg(feature = "cli")]
pub mod certificate;
#[cfg(feature = "cli")]
pub mod check;
mod equal;
mod expanded;
mod format;
#[cfg(feature = "cli")]
mod html;
#[cfg(feature = "cli")]
mod json;
#[cfg(feature = "cli")]
mod json_terms;
mod latex;
mod markdown;
mod math;
mod model;
mod names;
mod notation;
pub mod own;
mod plain;
#[cfg(feature = "cli")]
mod plot;
mod reason;
mod recurrence;
mod repeated;
mod report;
mod sentences;
mod simplified;
mod text;
mod told;
mod wrap;
mod written;

#[cfg(feature = "cli")]
pub use equal::equality_json;
pub use equal::{equality_text, verdict_word};
pub use expanded::expanded;
pub use format::{Answer, Format, Layout, formats};
pub use model::Steps;
pub use plain::{condition, text, text_with_parts};
#[cfg(feature = "cli")]
pub use plot::{Drawing, THEMES, Theme, picture, plot_png, plot_svg, plot_text};
#[cfg(all(test, feature = "cli"))]
pub(crate) use reason::reason;
pub use report::{compared, reported};
#[cfg(feature = "cli")]
pub use simplified::not_simplified;
pub use simplified::simplified;
