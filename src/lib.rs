//! gprime differentiates the activation functions of neural networks symbolically, with every step checked.
//!
//! A formula goes in as text. What comes back holds the derivative, the shortest known form of it, the pieces and
//! borders of a function with kinks, and the steps that lead there:
//!
//! ```
//! use gprime::{derive, kernel, render::condition, text, theory::Theory};
//!
//! let derived = derive("1/(1+e^(-z))")?;
//! assert_eq!(text(&derived.store, derived.whole.derivative), "e^(-z)/(1 + e^(-z))^2");
//! assert_eq!(text(&derived.store, derived.whole.closed_form), "g*(1 - g)");
//! assert!(derived.whole.conditions.is_empty()); // for every z
//!
//! // the kernel's theorem tells where it holds: the derivative of the reciprocal carries z != 0
//! let derived = derive("1/z")?;
//! let theorems = kernel::check(&derived.store, Theory::builtin(), &derived.whole.derivation)?;
//! let theorem = theorems.theorem(derived.whole.conclusion).expect("the conclusion is a step");
//! let conditions: Vec<String> = theorem.conditions().iter().map(|&c| condition(&derived.store, c)).collect();
//! assert_eq!(conditions, ["z != 0"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The floors
//!
//! The house is built from the ground up, and no module uses one above it:
//!
//! 1. [`functions`], [`rules`] and [`activations`] are tables: one row for each function, rule and activation.
//! 2. [`syntax`] turns text into a tree, and errors into messages that point at the place.
//! 3. [`expr`] keeps expressions in a store that never evaluates them.
//! 4. [`theory`] compiles the tables, [`trace`] is what a derivation is; beside them stand the arithmetic of rational
//!    functions and the evaluation of expressions.
//! 5. [`kernel`] compares each step with what its reason allows. It alone makes theorems.
//! 6. [`passes`] choose the steps and are not trusted.
//! 7. `check` finds the formulas of a document, each with its place; `report` finds facts about one function.
//! 8. [`render`] writes what was found, for people and for programs.
//!
//! # The promises
//!
//! - **Steps and answer are one computation.** [`derive()`] returns only what the kernel has checked step by step.
//! - **Unknown is never zero.** What has no rule, what cannot be read and what takes too much is an error, each its own.
//! - **Kinks are facts.** A border says what its two slopes are; a framework's convention is told apart from them.
//! - **Three verdicts.** [`equal()`] proves, or refutes at an exact point, or says why it does neither.
//! - **Conditions travel.** `A ⊢ left = right` says that wherever A holds both sides are defined and equal; what could
//!   not be decided from the assumptions is carried in [`passes::Branch::conditions`].
//! - **Deterministic.** The same text gives the same answer. No floating-point number takes part in a theorem.
//!
//! Nothing that comes from outside panics, and no depth of nesting overflows the stack. Reading, the first derivative
//! and checking take time and memory linear in the number of distinct parts of a formula.

#![deny(clippy::float_arithmetic)]
#![cfg_attr(
    not(feature = "documents"),
    allow(dead_code, unused_imports, reason = "some of what the judge of documents asks for is asked by nothing else")
)]

pub mod activations;
#[doc(hidden)] // a checker's arithmetic: used through the kernel
pub mod algebra;
#[cfg(feature = "documents")]
#[doc(hidden)] // used by the program
pub mod check;
#[cfg(feature = "cli")]
#[doc(hidden)] // the program
pub mod cli;
#[allow(clippy::float_arithmetic, reason = "it proposes points, and nothing is proved by it")]
#[doc(hidden)] // used through `Request::at`
pub mod eval;
pub mod expr;
#[allow(clippy::float_arithmetic, reason = "a row has a value for points that are proposed")]
pub mod functions;
pub mod kernel;
pub mod passes;
pub mod render;
#[doc(hidden)] // used by the program
pub mod report;
pub mod rules;
pub mod syntax;
pub mod theory;
pub mod trace;

pub use passes::{DeriveError, Request};
pub use render::text;

/// Differentiates a formula, the name of an activation, or what a [`Request`] asks, with every step checked by the
/// [`kernel`].
///
/// What comes back, [`passes::Derived`], holds its own [`Store`](expr::Store); [`text()`] writes the expressions in it. Where the function
/// has pieces, each has a derivative of its own, and [`passes::Derived::whole`] puts them together as cases.
///
/// Time and memory are linear in the formula's distinct subexpressions for the first derivative. The rules are those of
/// every textbook; [`rules`] names a source for each.
///
/// # Errors
/// The formula, an assumption or a point cannot be read, the request does not fit the formula, or a part of the formula
/// has no derivative rule. [`DeriveError`] tells them apart.
///
/// ```
/// use gprime::{Request, derive, text};
///
/// let slope = derive("z^2")?;
/// assert_eq!(text(&slope.store, slope.whole.derivative), "2*z");
///
/// let second = derive(Request { order: 2, ..Request::new("a*z^3") })?;
/// assert_eq!(text(&second.store, second.whole.derivative), "6*a*z");
///
/// let error = derive("1/(1+e(-z))").expect_err("e is a number");
/// assert!(matches!(error, gprime::DeriveError::Syntax { .. }));
/// # Ok::<(), gprime::DeriveError>(())
/// ```
pub fn derive(request: impl Into<Request>) -> Result<passes::Derived, DeriveError> {
    passes::derive(&request.into())
}

/// Decides whether two formulas are the same function: two texts, or what a [`passes::equal::Request`] asks.
///
/// Equal is a theorem of the [`kernel`] with the conditions that it needs, different is an exact point with two values
/// that are told apart for certain, and everything else is undecided, with the reason.
///
/// The work is bounded by [`passes::equal::Limits`].
///
/// # Errors
/// A formula or a condition cannot be read.
///
/// ```
/// use gprime::{equal, passes::equal::{Request, Verdict}, render::condition};
///
/// let answer = equal(("z^2/z", "z"))?;
/// let Verdict::Equal(proof) = &answer.verdict else { panic!("they are equal") };
/// let conditions: Vec<String> = proof.conditions.iter().map(|&c| condition(&answer.store, c)).collect();
/// assert_eq!(conditions, ["z != 0"]);
///
/// let answer = equal(("sqrt(z^2)", "z"))?;
/// let Verdict::Different(refutation) = &answer.verdict else { panic!("they are different") };
/// assert_eq!(refutation.point()[0].1.to_string(), "-1");
///
/// let answer = equal(Request { on: vec!["z > 0".into()], ..Request::new("sqrt(z^2)", "z") })?;
/// assert!(matches!(answer.verdict, Verdict::Equal(_)));
/// # Ok::<(), gprime::DeriveError>(())
/// ```
pub fn equal(request: impl Into<passes::equal::Request>) -> Result<passes::equal::Equality, DeriveError> {
    passes::equal::equal(&request.into())
}
