//! The slope of a function at a place where its pieces meet, from theorems about both sides of it.
//!
//! Where a function is continuous at a place and its derivative beside it has a limit, that limit is the one-sided slope
//! (a consequence of the mean value theorem; Spivak, Calculus, chapter 11, theorem 7).

use super::check::Theorem;
use super::conditions::Conditions;
use super::ranges::flipped;
use super::refute::{Point, holds_at};
use crate::eval;
use crate::expr::{ExprId, Number, Relation, Store};
use crate::trace::{Condition, Derivation, Judgement};

/// The precision, in bits, at which conditions on other symbols are decided.
const BITS: usize = 256;

/// What is known on one side of a place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beside<'a> {
    /// The function is another one there; without it, it is differentiated itself.
    pub(crate) is: Option<&'a Theorem>,
    /// The derivative of that one, or of the function itself.
    pub(crate) slope: &'a Theorem,
}

/// What happens at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Joint {
    /// The function has this derivative.
    Slope(Number),
    /// It has these slopes from the left and from the right, which differ, so that there is no derivative.
    Slopes(Number, Number),
    /// It is not continuous, so that there is no derivative. The limits from the left and the right, and the value.
    Jump(Number, Number, Number),
}

/// What happens to a function of a variable at a place, with numbers for the other symbols. `None` if the theorems do not
/// hold on both sides of the place up to it, or a value there is not a rational number.
pub(crate) fn joint(
    store: &Store,
    (of, variable): (ExprId, ExprId),
    place: &Number,
    others: &Point,
    [left, right]: [Beside<'_>; 2],
) -> Option<Joint> {
    if others.iter().any(|(symbol, _)| *symbol == variable) {
        return None;
    }
    let here = Here { store, variable, place, others };
    let own = here.value(of)?;
    let (from_left, left) = here.beside(of, left, -1)?;
    let (from_right, right) = here.beside(of, right, 1)?;
    Some(if from_left != own || from_right != own {
        Joint::Jump(from_left, from_right, own)
    } else if left == right {
        Joint::Slope(left)
    } else {
        Joint::Slopes(left, right)
    })
}

/// A place, with numbers for the other symbols.
#[derive(Clone, Copy)]
struct Here<'a> {
    store: &'a Store,
    variable: ExprId,
    place: &'a Number,
    others: &'a Point,
}

impl Here<'_> {
    fn value(self, expr: ExprId) -> Option<Number> {
        eval::exact(self.store, expr, &[self.others, &[(self.variable, self.place.clone())]].concat())
    }

    /// The limits of a function and its derivative from one side: their values, as what the theorems say that they are
    /// there is continuous where it is defined.
    fn beside(self, of: ExprId, beside: Beside<'_>, side: i64) -> Option<(Number, Number)> {
        let Judgement::Derivative { of: differentiated, by, is: slope } = beside.slope.judgement() else { return None };
        let function = match beside.is.map(Theorem::judgement) {
            Some(Judgement::Equal { left, right }) if left == of => right,
            None => of,
            Some(Judgement::Equal { .. } | Judgement::Derivative { .. } | Judgement::NthDerivative { .. }) => {
                return None;
            }
        };
        let theorems = beside.is.into_iter().chain([beside.slope]);
        let holds = |theorem: &Theorem| {
            let mut all = theorem.conditions().iter().chain(theorem.assumptions());
            !theorem.is_formal() && all.all(|&condition| self.holds_beside(condition, side))
        };
        let matches = (differentiated == function || differentiated == of) && by == self.variable;
        let known = matches && theorems.into_iter().all(holds) && self.are_continuous([function, slope]);
        known.then(|| Some((self.value(function)?, self.value(slope)?)))?
    }

    fn are_continuous(self, expressions: [ExprId; 2]) -> bool {
        let derivation = Derivation::new(self.store.brand());
        let conditions = Conditions::new(self.store, &derivation);
        expressions.into_iter().all(|expr| conditions.is_continuous(expr))
    }

    /// Whether a condition holds for every number near enough to the place on this side of it.
    fn holds_beside(self, condition: Condition, side: i64) -> bool {
        let Condition { left, relation, right } = condition;
        let depends = |expr| self.store.reachable(expr).contains(&self.variable);
        if !depends(left) && !depends(right) {
            return holds_at(self.store, condition, self.others, BITS) == Some(true);
        }
        let (relation, bound) = match (left == self.variable, right == self.variable) {
            (true, false) if !depends(right) => (relation, right),
            (false, true) if !depends(left) => (flipped(relation), left),
            _ => return false, // it compares something else
        };
        let Some(bound) = eval::exact(self.store, bound, self.others) else { return false };
        match relation {
            Relation::Less | Relation::LessEqual => *self.place < bound || side < 0 && *self.place == bound,
            Relation::Greater | Relation::GreaterEqual => *self.place > bound || side > 0 && *self.place == bound,
            Relation::NotEqual => true,
            Relation::Equal => false,
        }
    }
}
