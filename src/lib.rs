//! gprime differentiates the activation functions of neural networks symbolically, with every step checked.
//!
//! The floors, from the ground up: the tables ([`functions`], `rules`, `activations`), the language
//! ([`syntax`]), expressions ([`expr`]), then `theory`, [`algebra`], [`trace`] and [`eval`], the
//! [`kernel`] that alone makes theorems, the [`passes`] that choose steps, and [`render`].

pub mod activations;
pub mod algebra;
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
