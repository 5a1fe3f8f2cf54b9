//! The shape of `gprime/certificate/1`: what is written and read, in one place.

use serde::{Deserialize, Serialize};

pub(super) const SCHEMA: &str = "gprime/certificate/1";

/// The place of an expression or a step in its list.
pub(super) type Index = u32;

/// A derivation that is complete in itself, and what it is said to show.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with the keys of a certificate")]
pub(super) struct Certificate {
    pub(super) schema: String,
    /// The formulas that are compared.
    pub(super) sides: [Index; 2],
    pub(super) claim: Claim,
    /// Each speaks of earlier ones only.
    pub(super) expressions: Vec<Expression>,
    /// Names and what they stand for.
    pub(super) definitions: Vec<[Index; 2]>,
    pub(super) assumptions: Vec<Condition>,
    /// Each follows from earlier ones only.
    pub(super) steps: Vec<Step>,
    /// Instead of steps, if everything is divided into cells: a derivation for each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) cells: Vec<Cell>,
}

/// A cell with its own derivation.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cell {
    /// What is assumed besides.
    pub(super) assumptions: Vec<Condition>,
    pub(super) steps: Vec<Step>,
    pub(super) conclusion: Index,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Claim {
    /// The sides are equal wherever the conditions hold, and they hold at the witness.
    Equal(Equal),
    /// The same without a place where the conditions hold.
    Formal(Formal),
    /// The sides differ at a point.
    Different(Different),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Equal {
    pub(super) conclusion: Index,
    pub(super) conditions: Vec<Condition>,
    pub(super) witness: Vec<Coordinate>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Formal {
    pub(super) conclusion: Index,
    pub(super) conditions: Vec<Condition>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Different {
    /// For each side the step that says what it is where it is not evaluated as it stands.
    pub(super) rests_on: [Option<Index>; 2],
    pub(super) point: Vec<Coordinate>,
    pub(super) left: Value,
    pub(super) right: Value,
    /// How many bits the comparison may take.
    pub(super) bits: u32,
}

/// A symbol and the exact number that it stands for.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Coordinate(pub(super) Index, pub(super) String);

/// The left side, the relation, the right side.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Condition(pub(super) Index, pub(super) Relation, pub(super) Index);

/// The value of a side: a rational number, or the ends of an enclosure, each `significand*2^exponent` or `-inf` or `inf`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub(super) enum Value {
    Exact { exact: String },
    Between { lo: String, hi: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Relation {
    #[serde(rename = "<")]
    Less,
    #[serde(rename = "<=")]
    LessEqual,
    #[serde(rename = ">")]
    Greater,
    #[serde(rename = ">=")]
    GreaterEqual,
    #[serde(rename = "=")]
    Equal,
    #[serde(rename = "!=")]
    NotEqual,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Expression {
    Number(String),
    Symbol(String),
    E,
    Pi,
    Undefined,
    Always,
    Neg(Index),
    Add(Index, Index),
    Sub(Index, Index),
    Mul(Index, Index),
    Div(Index, Index),
    Pow(Index, Index),
    /// A function by its name, and its argument.
    Call(String, Index),
    Call2(String, Index, Index),
    Compare(Index, Relation, Index),
    And(Index, Index),
    Or(Index, Index),
    Branch(Index, Index),
    Cases(Index, Index),
    Derivative(Index, Index),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    pub(super) says: Judgement,
    pub(super) by: Reason,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) from: Vec<Index>,
    /// What stands for the rule's letters, or the coefficients of the premises.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) with: Vec<Index>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Judgement {
    /// The left and the right side.
    Equal(Index, Index),
    /// What is differentiated, by what, and the derivative.
    Derivative(Index, Index, Index),
    /// What is differentiated, by what, how many times, and the derivative of that order.
    NthDerivative(Index, Index, u32, Index),
}

/// What the derivatives of a rule's parts look like.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Class {
    Zero,
    One,
    MinusOne,
    Negation,
    Other,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Reason {
    /// The name of a rule.
    Rule(String, Class, Class),
    /// The name of a function.
    ChainRule(String, Class, Class),
    Meaning(String),
    Parity(String),
    ConstantRule,
    IdentityRule,
    Definition,
    Algebra,
    Reduction,
    Logarithms,
    Arithmetic,
    Value,
    Assumption,
    Contradiction,
    Substitution,
    Symmetry,
    Transitivity,
    Branch,
    Cases,
    Uniqueness,
    Locality,
    Recurrence,
}
