//! Why the kernel refuses a step.

use thiserror::Error;

use crate::trace::StepId;

/// Why the kernel refuses a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum RefusalKind {
    /// The derivation speaks of another store.
    #[error("the derivation belongs to another store")]
    ForeignStore,
    /// An expression id that the store does not have.
    #[error("an expression of the step is not in the store")]
    ForeignExpression,
    /// A definition whose name occurs in its own body, in an earlier body, or in an assumption.
    #[error("a definition is circular or not fresh")]
    BadDefinition,
    /// A premise that does not come before the step.
    #[error("a premise does not come before the step")]
    LatePremise,
    /// More or fewer premises than the reason uses.
    #[error("the premises are not as many as the reason uses")]
    PremiseCount,
    /// A premise that does not say what the reason needs.
    #[error("a premise does not say what the rule needs")]
    WrongPremise,
    /// A rule that is not in the theory.
    #[error("there is no such rule")]
    UnknownRule,
    /// The substitution has the wrong number of values.
    #[error("the substitution does not fit the rule")]
    WrongSubstitution,
    /// The left side is not the rule's.
    #[error("the left side is not an instance of the rule")]
    WrongLeft,
    /// The right side is not the rule's.
    #[error("the right side is not what the rule makes")]
    WrongRight,
    /// A derivative where an equality is needed, or the other way round.
    #[error("the reason does not conclude a judgement of this kind")]
    WrongJudgement,
    /// A number that the rule computes is not the one given.
    #[error("a number of the step is not what the rule computes")]
    WrongNumber,
    /// The variable occurs, or what is differentiated by is no variable.
    #[error("the expression depends on the variable, or the variable is none")]
    NotConstant,
    /// The two sides are different, or could not be compared within the bound.
    #[error("the two sides are not the same rational function")]
    NotAnIdentity,
    /// The comparisons of the derivation cost more than is allowed.
    #[error("comparing the sides costs more than is allowed")]
    OutOfBudget,
    /// A condition of the rule is false, or a branch's condition is not known to hold.
    #[error("a condition does not hold")]
    ConditionFails,
    /// The equality does not hold on an open set.
    #[error("the equality is not known to hold on an open set")]
    NotOpen,
    /// The conditions are not known to describe an interval with the point in it.
    #[error("the conditions are not known to describe an interval with the point in it")]
    NoInterval,
    /// A side of a recurrence is no polynomial in its generators.
    #[error("a side is no polynomial in the generators")]
    NoPolynomial,
}

/// The first step that the kernel refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("step {} is refused: {kind}", step.0)]
pub struct Refusal {
    /// The step.
    pub step: StepId,
    /// Why.
    pub kind: RefusalKind,
}
