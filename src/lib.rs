//! gprime differentiates the activation functions of neural networks symbolically, with every step checked.
//!
//! The floors, from the ground up: the tables ([`functions`], [`rules`], [`activations`]), the language
//! ([`syntax`]), expressions ([`expr`]), then [`theory`], [`algebra`], [`trace`] and [`eval`], the
//! [`kernel`] that alone makes theorems, the [`passes`] that choose steps, and [`render`].
//!
//! ```
//! let derived = gprime::passes::derive(&gprime::passes::Request::new("1/(1+e^(-z))"))?;
//! let closed_form = gprime::render::text(&derived.store, derived.whole.closed_form);
//! assert_eq!(closed_form, "g*(1 - g)");
//! # Ok::<(), gprime::passes::DeriveError>(())
//! ```

pub mod activations;
pub mod algebra;
#[cfg(feature = "cli")]
pub mod cli;
pub mod eval;
pub mod expr;
pub mod functions;
pub mod kernel;
pub mod passes;
pub mod render;
pub mod rules;
pub mod syntax;
pub mod theory;
pub mod trace;
