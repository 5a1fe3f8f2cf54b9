//! Whether two expressions are the same rational function of their kernels: the check behind a step by algebra.
//!
//! Both sides are written as a quotient of two polynomials, with nothing cancelled, and compared by multiplying
//! crosswise. If they agree, both sides have the same value wherever every kernel has a value and no denominator
//! in either expression vanishes; seeing to that is left to the caller.

use rustc_hash::{FxHashMap, FxHashSet};

use super::poly::cost_of;
use super::{Budget, OutOfBudget, Poly, Var};
use crate::expr::{ExprId, Node, Number, Store};

/// The largest integer exponent, up to sign, that is multiplied out; a power beyond it is a kernel.
pub(crate) const LARGEST_EXPONENT: i64 = 256;

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// The work was more than allowed.
    #[error("the algebra budget ran out")]
    OutOfBudget,
    /// A denominator is 0 whatever the kernels are.
    #[error("a denominator is identically 0")]
    ZeroDenominator,
    /// A condition, or the expression that is defined nowhere, stands where a value should.
    #[error("a part of the expression has no value")]
    NotAValue,
}

impl From<OutOfBudget> for Refused {
    fn from(_: OutOfBudget) -> Refused {
        Refused::OutOfBudget
    }
}

/// A quotient of two polynomials, not reduced; the denominator is not 0.
pub(super) struct Quotient {
    pub(super) numerator: Poly,
    pub(super) denominator: Poly,
}

/// Whether both expressions are the same rational function of their kernels.
///
/// `Ok(true)` is a proof that the two are equal wherever both are defined. The cost is bounded by the budget.
pub fn same_fraction(store: &Store, left: ExprId, right: ExprId, budget: &mut Budget) -> Result<bool, Refused> {
    let (quotients, _) = quotients(store, &[left, right], budget)?;
    let (left, right) = (&quotients[&left], &quotients[&right]);
    if left.denominator == right.denominator {
        return Ok(left.numerator == right.numerator);
    }
    Ok(left.numerator.mul(&right.denominator, budget)? == right.numerator.mul(&left.denominator, budget)?)
}

/// Whether `left - right` is the sum of `coefficient*(a - b)` over the relations `(coefficient, a, b)`.
pub(super) fn same_combination(
    store: &Store,
    left: ExprId,
    right: ExprId,
    relations: &[(ExprId, ExprId, ExprId)],
    budget: &mut Budget,
) -> Result<bool, Refused> {
    let parts = relations.iter().flat_map(|&(coefficient, a, b)| [coefficient, a, b]);
    let roots: Vec<ExprId> = [left, right].into_iter().chain(parts).collect();
    let (quotients, _) = quotients(store, &roots, budget)?;
    let mut rest = quotients[&left].minus(&quotients[&right], budget)?;
    for (coefficient, a, b) in relations {
        let difference = quotients[a].minus(&quotients[b], budget)?;
        rest = rest.minus(&quotients[coefficient].mul(&difference, budget)?, budget)?;
    }
    Ok(rest.numerator.is_zero())
}

/// The quotient of each arithmetic part of the roots, and the variable of each kernel.
type Quotients = (FxHashMap<ExprId, Quotient>, FxHashMap<ExprId, Var>);

/// The roots and their parts as quotients over their kernels.
pub(super) fn quotients(store: &Store, roots: &[ExprId], budget: &mut Budget) -> Result<Quotients, Refused> {
    let mut quotients: FxHashMap<ExprId, Quotient> = FxHashMap::default();
    let mut kernels: FxHashMap<ExprId, Var> = FxHashMap::default();
    for id in arithmetic_parts(store, roots, budget)? {
        let quotient = quotient(store, id, &quotients, &mut kernels, budget)?;
        quotients.insert(id, quotient);
    }
    Ok((quotients, kernels))
}

/// The expression as a quotient, given those of its parts.
fn quotient(
    store: &Store,
    id: ExprId,
    known: &FxHashMap<ExprId, Quotient>,
    kernels: &mut FxHashMap<ExprId, Var>,
    budget: &mut Budget,
) -> Result<Quotient, Refused> {
    let of = |part: ExprId| &known[&part];
    match arithmetic(store, id)? {
        Arithmetic::Number(value) => {
            budget.charge(cost_of(&value))?;
            Ok(Quotient { numerator: Poly::constant(value), denominator: Poly::one() })
        }
        Arithmetic::Kernel => {
            let next = Var(kernels.len() as u32);
            let var = *kernels.entry(id).or_insert(next);
            Ok(Quotient { numerator: Poly::variable(var), denominator: Poly::one() })
        }
        Arithmetic::Neg(a) => Ok(Quotient { numerator: of(a).numerator.neg(), denominator: of(a).denominator.clone() }),
        Arithmetic::Add(a, b) => of(a).add(of(b), budget),
        Arithmetic::Sub(a, b) => of(a).minus(of(b), budget),
        Arithmetic::Mul(a, b) => of(a).mul(of(b), budget),
        Arithmetic::Div(a, b) => of(a).mul(&of(b).recip()?, budget),
        Arithmetic::Pow(a, exponent) if exponent < 0 => of(a).recip()?.pow(-exponent, budget),
        Arithmetic::Pow(a, exponent) => of(a).pow(exponent, budget),
    }
}

impl Quotient {
    fn add(&self, other: &Quotient, budget: &mut Budget) -> Result<Quotient, Refused> {
        budget.charge(self.numerator.size().saturating_add(other.numerator.size()))?;
        if self.denominator == other.denominator {
            let numerator = self.numerator.add(&other.numerator);
            return Ok(Quotient { numerator, denominator: self.denominator.clone() });
        }
        let left = self.numerator.mul(&other.denominator, budget)?;
        let right = other.numerator.mul(&self.denominator, budget)?;
        let denominator = self.denominator.mul(&other.denominator, budget)?;
        Ok(Quotient { numerator: left.add(&right), denominator })
    }

    pub(super) fn minus(&self, other: &Quotient, budget: &mut Budget) -> Result<Quotient, Refused> {
        let minus = Quotient { numerator: other.numerator.neg(), denominator: other.denominator.clone() };
        self.add(&minus, budget)
    }

    fn mul(&self, other: &Quotient, budget: &mut Budget) -> Result<Quotient, Refused> {
        let numerator = self.numerator.mul(&other.numerator, budget)?;
        Ok(Quotient { numerator, denominator: self.denominator.mul(&other.denominator, budget)? })
    }

    fn recip(&self) -> Result<Quotient, Refused> {
        if self.numerator.is_zero() {
            return Err(Refused::ZeroDenominator);
        }
        Ok(Quotient { numerator: self.denominator.clone(), denominator: self.numerator.clone() })
    }

    /// A power with an exponent from 0 to `LARGEST_EXPONENT`.
    fn pow(&self, exponent: i64, budget: &mut Budget) -> Result<Quotient, Refused> {
        let exponent = exponent as u32;
        let numerator = self.numerator.pow(exponent, budget)?;
        Ok(Quotient { numerator, denominator: self.denominator.pow(exponent, budget)? })
    }
}

/// An expression as algebra sees it.
pub(crate) enum Arithmetic {
    Number(Number),
    /// Anything that is not arithmetic: an indeterminate.
    Kernel,
    Neg(ExprId),
    Add(ExprId, ExprId),
    Sub(ExprId, ExprId),
    Mul(ExprId, ExprId),
    Div(ExprId, ExprId),
    /// A power whose exponent is an integer literal, not beyond `LARGEST_EXPONENT` in size.
    Pow(ExprId, i64),
}

/// How algebra sees the expression; fails for what has no value.
pub(crate) fn arithmetic(store: &Store, id: ExprId) -> Result<Arithmetic, Refused> {
    match store.node(id) {
        Node::Number(numeral) => Ok(Arithmetic::Number(store.numeral(numeral).value.clone())),
        Node::Neg(a) => Ok(Arithmetic::Neg(a)),
        Node::Add(a, b) => Ok(Arithmetic::Add(a, b)),
        Node::Sub(a, b) => Ok(Arithmetic::Sub(a, b)),
        Node::Mul(a, b) => Ok(Arithmetic::Mul(a, b)),
        Node::Div(a, b) => Ok(Arithmetic::Div(a, b)),
        Node::Pow(a, n) => match integer_literal(store, n) {
            Some(n) if (-LARGEST_EXPONENT..=LARGEST_EXPONENT).contains(&n) => Ok(Arithmetic::Pow(a, n)),
            Some(_) | None => Ok(Arithmetic::Kernel),
        },
        Node::Symbol(_)
        | Node::Constant(_)
        | Node::Call(..)
        | Node::Call2(..)
        | Node::Cases(..)
        | Node::Derivative(..) => Ok(Arithmetic::Kernel),
        Node::Undefined | Node::Always | Node::Compare(..) | Node::And(..) | Node::Or(..) | Node::Branch(..) => {
            Err(Refused::NotAValue)
        }
    }
}

/// The integer that a numeral or a negated numeral is.
pub(crate) fn integer_literal(store: &Store, id: ExprId) -> Option<i64> {
    let numeral = |id| match store.node(id) {
        Node::Number(numeral) => store.numeral(numeral).value.to_i64(),
        // Only a numeral is a literal; anything else may have an integer value, but is not one.
        _ => None,
    };
    match store.node(id) {
        Node::Neg(a) => numeral(a).map(|value| -value),
        // As above.
        _ => numeral(id),
    }
}

/// The expressions from `roots` down to their kernels and numerals, parts before what they are parts of.
pub(crate) fn arithmetic_parts(store: &Store, roots: &[ExprId], budget: &mut Budget) -> Result<Vec<ExprId>, Refused> {
    let mut found: FxHashSet<ExprId> = FxHashSet::default();
    let mut open = roots.to_vec();
    while let Some(id) = open.pop() {
        if !found.insert(id) {
            continue;
        }
        budget.charge(1)?;
        match arithmetic(store, id)? {
            Arithmetic::Number(_) | Arithmetic::Kernel => (),
            Arithmetic::Neg(a) | Arithmetic::Pow(a, _) => open.push(a),
            Arithmetic::Add(a, b) | Arithmetic::Sub(a, b) | Arithmetic::Mul(a, b) | Arithmetic::Div(a, b) => {
                open.extend([a, b]);
            }
        }
    }
    let mut parts: Vec<ExprId> = found.into_iter().collect();
    parts.sort_unstable();
    Ok(parts)
}
