//! Derivations as data: steps that say what they conclude, from what, and why.
//!
//! A derivation claims and proves nothing; only the kernel turns its steps into theorems. Steps refer to
//! earlier steps and to expressions by index, so a derivation is a graph and is linear in what it speaks of.

use crate::expr::{Brand, ExprId, FunctionId, Relation, Store};

/// The index of a step in its derivation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct StepId(pub(crate) u32);

/// The index of a rule instance in the compiled theory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct InstanceId(pub(crate) u32);

/// What a step claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Judgement {
    /// `left = right`, both defined.
    Equal {
        /// The left side.
        left: ExprId,
        /// The right side.
        right: ExprId,
    },
    /// `of` is differentiable by the symbol `by`, and its derivative is `is`.
    Derivative {
        /// The function.
        of: ExprId,
        /// The variable's symbol node.
        by: ExprId,
        /// The derivative.
        is: ExprId,
    },
    /// `of` is `order` times differentiable by the symbol `by`, and its derivative of that order is `is`.
    NthDerivative {
        /// The function.
        of: ExprId,
        /// The variable's symbol node.
        by: ExprId,
        /// How many times it is differentiated.
        order: u32,
        /// The derivative of that order.
        is: ExprId,
    },
}

/// Why a step holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Reason {
    /// An instance of a row of the tables, under the step's substitution.
    Rule(InstanceId),
    /// The derivative of an expression in which the variable does not occur is 0.
    Constant,
    /// The derivative of the variable by itself is 1.
    Identity,
    /// A name of the derivation's definitions stands for its body.
    Definition,
    /// A function of the table stands for its meaning in other functions.
    Meaning(FunctionId),
    /// An identity of rational functions over opaque parts. With premises, both sides differ by a combination
    /// of the premises' differences, whose coefficients are the substitution.
    Algebra,
    /// Both sides are the same rational function once the left sides of the premises, which are kernels or powers of
    /// kernels, are replaced by their right sides, in order.
    Reduction,
    /// Both sides are products of powers, roots and exponentials whose logarithms agree; or the left side is a logarithm
    /// and the right side the sum that it splits into.
    Logarithms,
    /// The function of a negated argument, by the parity of its row.
    Parity(FunctionId),
    /// Exact arithmetic with rational numbers.
    Arithmetic,
    /// Both sides have the same rational value by exact arithmetic and the values that the table lists.
    Value,
    /// The equation is one of the assumptions.
    Assumption,
    /// Anything follows where the assumptions contradict each other, or where a condition of the premise fails.
    Contradiction,
    /// Equal parts are put for equal parts, each by one premise.
    Substitution,
    /// `a = b`, so `b = a`.
    Symmetry,
    /// `a = b` and `b = c`, so `a = c`; the first premise may be a derivative.
    Transitivity,
    /// A case, `max`, `min`, `abs` or `sign` is the branch whose condition holds under the assumptions.
    Branch,
    /// The derivative of cases is that of each branch where no condition is at its border: the premises are, branch
    /// after branch, the derivatives of the sides that are compared and of the value.
    Cases,
    /// The difference of both sides solves a linear differential equation on an interval, and vanishes with its slopes at
    /// a point of it. The substitution is the variable, the point and the coefficients; the premises are the derivatives
    /// of the left side, those of the right side, the equation, and the equalities at the point.
    Uniqueness,
    /// Functions that are equal on an open set have equal derivatives there:
    /// the premises are the equality and the derivative of its right side.
    Locality,
    /// The derivative of some order of a polynomial in generators, whose first derivatives are polynomials in them: the
    /// substitution is the generators, the premises are their first derivatives, in order.
    Recurrence,
}

/// One step of a derivation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Step {
    /// What the step claims.
    pub judgement: Judgement,
    /// Why it holds.
    pub reason: Reason,
    pub(crate) premises: (u32, u32),
    pub(crate) substitution: (u32, u32),
}

/// A condition on the values of two expressions, or that an expression is defined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Condition {
    /// The left side.
    pub left: ExprId,
    /// How the sides compare.
    pub relation: Relation,
    /// The right side.
    pub right: ExprId,
}

/// A graph of steps over the expressions of one store.
///
/// With the feature `serde` it is written and read back. The store's brand is not written: what was read belongs to no
/// store, and the kernel refuses it, until [`Derivation::over`] says which store it speaks of. Ids of functions and rules
/// are places in the tables, which are the same within one version and one set of own rows; for a file that outlives
/// them there are certificates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Derivation {
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(crate) brand: Brand,
    pub(crate) steps: Vec<Step>,
    pub(crate) premises: Vec<StepId>,
    pub(crate) substitutions: Vec<ExprId>,
    /// Names and what they stand for, each a symbol node and its body.
    pub(crate) definitions: Vec<(ExprId, ExprId)>,
    /// What is assumed throughout.
    pub(crate) assumptions: Vec<Condition>,
}

impl Derivation {
    /// An empty derivation over the store with this brand.
    pub fn new(brand: Brand) -> Derivation {
        Derivation { brand, ..Derivation::default() }
    }

    /// The derivation as one over this store, where its steps are put together well: nothing if one of them points
    /// outside. Whether it is right is for the kernel to say, which refuses expressions that the store does not have.
    ///
    /// ```
    /// use gprime::{derive, kernel, theory::Theory, trace::Derivation};
    /// let derived = derive("1/z")?;
    /// # #[cfg(feature = "serde")] {
    /// let text = serde_json::to_string(&derived.whole.derivation).expect("it is written");
    /// let read: Derivation = serde_json::from_str(&text).expect("it is read");
    /// assert!(kernel::check(&derived.store, Theory::builtin(), &read).is_err(), "it belongs to no store");
    /// let read = read.over(&derived.store).expect("its steps are put together well");
    /// assert!(kernel::check(&derived.store, Theory::builtin(), &read).is_ok());
    /// # }
    /// # Ok::<(), gprime::DeriveError>(())
    /// ```
    pub fn over(mut self, store: &Store) -> Option<Derivation> {
        let functions = crate::functions::all().len();
        let inside = |(from, to): (u32, u32), length: usize| from <= to && to as usize <= length;
        let fits = |(at, step): (usize, &Step)| {
            let of_function = match step.reason {
                Reason::Meaning(function) | Reason::Parity(function) => usize::from(function.0) < functions,
                _ => true, // no other reason names a function
            };
            of_function
                && inside(step.premises, self.premises.len())
                && inside(step.substitution, self.substitutions.len())
                && self.premises(step).iter().all(|premise| (premise.0 as usize) < at)
        };
        let well = self.steps.iter().enumerate().all(fits);
        self.brand = store.brand();
        well.then_some(self)
    }

    /// Forgets everything and belongs to the store with this brand, keeping the memory.
    pub fn clear(&mut self, brand: Brand) {
        self.brand = brand;
        self.steps.clear();
        self.premises.clear();
        self.substitutions.clear();
        self.definitions.clear();
        self.assumptions.clear();
    }

    /// Takes the memory that so many further steps usually need.
    pub(crate) fn reserve(&mut self, steps: usize) {
        self.steps.reserve(steps);
        self.premises.reserve(2 * steps);
        self.substitutions.reserve(3 * steps);
    }

    /// Lets the symbol `name` stand for `body` throughout.
    pub fn define(&mut self, name: ExprId, body: ExprId) {
        self.definitions.push((name, body));
    }

    /// Assumes a condition throughout.
    pub fn assume(&mut self, condition: Condition) {
        self.assumptions.push(condition);
    }

    /// Names and what they stand for.
    pub fn definitions(&self) -> &[(ExprId, ExprId)] {
        &self.definitions
    }

    /// What is assumed throughout.
    pub fn assumptions(&self) -> &[Condition] {
        &self.assumptions
    }

    /// Adds a step after all others and returns its index.
    pub fn push(
        &mut self,
        judgement: Judgement,
        reason: Reason,
        premises: &[StepId],
        substitution: &[ExprId],
    ) -> StepId {
        let id = StepId(self.steps.len() as u32);
        let first_premise = self.premises.len() as u32;
        self.premises.extend_from_slice(premises);
        let first_value = self.substitutions.len() as u32;
        self.substitutions.extend_from_slice(substitution);
        self.steps.push(Step {
            judgement,
            reason,
            premises: (first_premise, self.premises.len() as u32),
            substitution: (first_value, self.substitutions.len() as u32),
        });
        id
    }

    /// The steps in order; every premise comes before the step that uses it.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The step at `id`.
    pub fn step(&self, id: StepId) -> &Step {
        &self.steps[id.0 as usize]
    }

    /// The earlier steps that `step` follows from.
    pub fn premises(&self, step: &Step) -> &[StepId] {
        &self.premises[step.premises.0 as usize..step.premises.1 as usize]
    }

    /// What stands for the rule's variables, in the rule's order.
    pub fn substitution(&self, step: &Step) -> &[ExprId] {
        &self.substitutions[step.substitution.0 as usize..step.substitution.1 as usize]
    }

    /// The last step with this judgement.
    pub fn find(&self, judgement: Judgement) -> Option<StepId> {
        let at = self.steps.iter().rposition(|step| step.judgement == judgement)?;
        u32::try_from(at).ok().map(StepId)
    }

    /// Forgets all steps from the one with this index on.
    pub(crate) fn truncate(&mut self, length: usize) {
        if let Some(first) = self.steps.get(length) {
            self.premises.truncate(first.premises.0 as usize);
            self.substitutions.truncate(first.substitution.0 as usize);
            self.steps.truncate(length);
        }
    }

    /// The derivation with only the steps that a conclusion rests on, and the conclusion in it.
    pub(crate) fn sliced(&self, conclusion: StepId) -> (Derivation, StepId) {
        let (made, places) = self.sliced_to(&[conclusion]);
        (made, places[0])
    }

    /// The derivation with only the steps that some conclusions rest on, and the conclusions in it.
    pub(crate) fn sliced_to(&self, conclusions: &[StepId]) -> (Derivation, Vec<StepId>) {
        let mut needed = vec![false; self.steps.len()];
        conclusions.iter().for_each(|conclusion| needed[conclusion.0 as usize] = true);
        for index in (0..self.steps.len()).rev() {
            if needed[index] {
                for premise in self.premises(&self.steps[index]) {
                    needed[premise.0 as usize] = true;
                }
            }
        }
        let mut made = Derivation { brand: self.brand, ..Derivation::default() };
        made.definitions.clone_from(&self.definitions);
        made.assumptions.clone_from(&self.assumptions);
        let mut places = vec![StepId(0); self.steps.len()];
        for (index, step) in self.steps.iter().enumerate() {
            if needed[index] {
                let premises: Vec<StepId> =
                    self.premises(step).iter().map(|premise| places[premise.0 as usize]).collect();
                places[index] = made.push(step.judgement, step.reason, &premises, self.substitution(step));
            }
        }
        (made, conclusions.iter().map(|conclusion| places[conclusion.0 as usize]).collect())
    }
}
