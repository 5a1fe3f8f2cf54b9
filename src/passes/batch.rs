//! One formula after the other: the first derivative with every step checked, in a store that is kept and cleared.
//!
//! Nothing is looked for besides: no closed form, no pieces, no facts. The derivative is what the rules leave, so it can be
//! spelled in more words than the one that [`super::derive()`] prints, to which it is equal.

use super::differentiate::differentiate;
use super::fingerprint::{Fingerprint, fingerprint};
use super::request::{Error, Request, Stopped, Understood, understood};
use super::{Status, derive};
use crate::expr::{ExprId, Relation, Store};
use crate::kernel;
use crate::theory::Theory;
use crate::trace::{Condition, Derivation, Judgement, StepId};

/// A store with more expressions than this is not kept for the next formula.
const LARGE: usize = 1 << 16;

/// Differentiates formulas one after the other, with memory that is used again.
///
/// ```
/// use gprime::passes::{Request, batch::Worker};
/// use gprime::text;
///
/// let mut worker = Worker::new();
/// let found = worker.derive(&Request::new("z*tanh(z)"))?;
/// assert_eq!(text(found.store, found.derivative), "tanh(z) + z*(1 - tanh(z)^2)");
/// assert!(worker.derive(&Request::new("z*tanh(")).is_err());
/// let found = worker.derive(&Request::new("ln(z)"))?;
/// assert_eq!(text(found.store, found.derivative), "1/z");
/// assert_eq!(found.conditions.len(), 1); // z > 0
/// # Ok::<(), gprime::DeriveError>(())
/// ```
#[derive(Debug, Default)]
pub struct Worker {
    store: Store,
    derivation: Derivation,
}

/// The first derivative of a formula.
#[derive(Debug, Clone)]
pub struct Slope<'a> {
    /// The store of all expressions here.
    pub store: &'a Store,
    /// How ambiguous places were read, one sentence each.
    pub notes: Vec<String>,
    /// The function's name, `g`.
    pub name: String,
    /// The function.
    pub function: ExprId,
    /// The variable's symbol.
    pub variable: ExprId,
    /// The derivative as the rules leave it.
    pub derivative: ExprId,
    /// The steps, each of which the kernel has checked.
    pub derivation: &'a Derivation,
    /// The step that is the derivative.
    pub conclusion: StepId,
    /// What the derivative needs besides the assumptions.
    pub conditions: Vec<Condition>,
    /// Whether the conditions are known to hold nowhere.
    pub formal: bool,
}

impl Worker {
    /// A worker that has seen no formula.
    pub fn new() -> Worker {
        Worker::default()
    }

    /// Forgets the last formula.
    fn clear(&mut self) {
        if self.store.len() > LARGE {
            *self = Worker::new();
        }
        self.store.clear();
        self.derivation.clear(self.store.brand());
    }

    /// The first derivative of the request's formula, checked by the kernel. Linear in its distinct subexpressions.
    ///
    /// # Errors
    /// As [`derive()`], and where another order than the first is asked for.
    pub fn derive(&mut self, request: &Request) -> Result<Slope<'_>, Error> {
        if request.order != 1 {
            return Err(Error::Request("a worker finds the first derivative only".into()));
        }
        self.clear();
        let Understood { name, function, variable, assumed, notes, .. } = understood(request, &mut self.store)?;
        self.derivation.assumptions = assumed;
        let theory = Theory::builtin();
        let found = match differentiate(&mut self.store, theory, &mut self.derivation, function, variable) {
            Ok(found) => found,
            Err(stuck) => {
                let (status, why, store) = (Status::Stuck, stuck.to_string(), std::mem::take(&mut self.store));
                return Err(Error::Stopped(Box::new(Stopped { status, why, store, name, function, variable, notes })));
            }
        };
        super::task::name_domains(&mut self.store, function);
        let theorems = kernel::check(&self.store, theory, &self.derivation)?;
        let judgement = Judgement::Derivative { of: function, by: variable, is: found.is };
        let theorem = super::task::theorem_of(&theorems, found.step, judgement)?;
        let formal = theorem.is_formal();
        let mut conditions = theorem.conditions().to_vec();
        drop(theorems);
        let assumed = self.derivation.assumptions();
        let all: Vec<Condition> = conditions.iter().chain(assumed).copied().collect();
        conditions
            .retain(|condition| formal || !assumed.contains(condition) && !all.iter().any(|c| told_by(c, condition)));
        let (derivative, conclusion) = (found.is, found.step);
        let (store, derivation) = (&self.store, &self.derivation);
        Ok(Slope { store, notes, name, function, variable, derivative, derivation, conclusion, conditions, formal })
    }

    /// A number that requests share which differ only in the order and grouping of sums and products.
    ///
    /// # Errors
    /// The formula, an assumption or a value cannot be read, or the order is none.
    pub fn fingerprint(&mut self, request: &Request) -> Result<Fingerprint, Error> {
        derive::check_order(request.order)?;
        self.clear();
        let found = understood(request, &mut self.store)?;
        Ok(fingerprint(&self.store, &found, request.order))
    }
}

/// Whether `condition` says that two sides differ, and `other` which is the greater one.
fn told_by(other: &Condition, condition: &Condition) -> bool {
    let sides = (condition.left, condition.right);
    condition.relation == Relation::NotEqual
        && matches!(other.relation, Relation::Less | Relation::Greater)
        && (sides == (other.left, other.right) || sides == (other.right, other.left))
}
