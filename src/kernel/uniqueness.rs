//! Uniqueness: functions whose difference solves a linear differential equation and vanishes with its slopes at a point.
//!
//! Let `w = left - right`. On an interval on which `w` is `n` times differentiable with
//! `w^(n) = c0*w + … + c(n-1)*w^(n-1)`, the coefficients being free of the variable, `w` is 0 throughout if
//! `w, …, w^(n-1)` are 0 at one point of the interval. For `n = 1` and `c0 = 0` this is the mean value theorem: functions
//! with equal derivatives that agree at a point are equal. (Coddington and Levinson, Theory of Ordinary Differential
//! Equations, chapter 1, theorem 2.2.)

use std::cmp::Ordering;

use rustc_hash::FxHashSet;

use super::check::{Checked, Checker};
use super::conditions::SetId;
use super::ranges;
use super::refusal::RefusalKind;
use crate::algebra;
use crate::eval::holds;
use crate::expr::{self, ExprId, Node, Number, Relation, Store};
use crate::trace::{Condition, Judgement, StepId};

impl Checker<'_> {
    /// The values are the variable, the point and the coefficients from `c0` on. The premises are the `n` derivatives of
    /// the left side, each of the one before, those of the right side, the differential equation, and that the sides and
    /// their first `n - 1` derivatives agree at the point.
    pub(super) fn uniqueness(
        &mut self,
        left: ExprId,
        right: ExprId,
        premises: &[StepId],
        values: &[ExprId],
    ) -> Checked {
        let &[by, at, ref coefficients @ ..] = values else { return Err(RefusalKind::WrongSubstitution) };
        let order = coefficients.len();
        if order == 0 {
            return Err(RefusalKind::WrongSubstitution);
        }
        if premises.len() != 3 * order + 1 {
            return Err(RefusalKind::PremiseCount);
        }
        let free = coefficients.iter().chain([&at]).all(|&value| !self.conditions.depends(value, by));
        if !free || !self.conditions.is_variable(by) {
            return Err(RefusalKind::NotConstant);
        }
        let own = self.derivatives(left, by, &premises[..order])?;
        let others = self.derivatives(right, by, &premises[order..2 * order])?;
        self.solves(premises[2 * order], coefficients, &own, &others)?;
        let mut within = self.both(left, right);
        for &premise in &premises[..=2 * order] {
            within = self.conditions.union(within, self.sets[premise.0 as usize]);
        }
        let mut set = self.on_an_interval(within, by, at)?;
        for ((&premise, &a), &b) in premises[2 * order + 1..].iter().zip(&own).zip(&others) {
            let Judgement::Equal { left, right } = self.derivation.step(premise).judgement else {
                return Err(RefusalKind::WrongPremise);
            };
            for (general, special) in [(a, left), (b, right)] {
                let more = self.at_the_point(general, special, by, at)?;
                set = self.conditions.union(set, more);
            }
            set = self.conditions.union(set, self.sets[premise.0 as usize]);
        }
        Ok(set)
    }

    /// The function and its derivatives, as the premises give them.
    fn derivatives(&self, of: ExprId, by: ExprId, premises: &[StepId]) -> Result<Vec<ExprId>, RefusalKind> {
        let mut found = vec![of];
        for &premise in premises {
            match self.derivation.step(premise).judgement {
                Judgement::Derivative { of, by: with, is } if found.last() == Some(&of) && with == by => found.push(is),
                Judgement::Derivative { .. } | Judgement::NthDerivative { .. } | Judgement::Equal { .. } => {
                    return Err(RefusalKind::WrongPremise);
                }
            }
        }
        Ok(found)
    }

    /// That the premise says `w^(n) = c0*w + … + c(n-1)*w^(n-1)`, written as sums of products from the left.
    fn solves(
        &self,
        premise: StepId,
        coefficients: &[ExprId],
        own: &[ExprId],
        others: &[ExprId],
    ) -> Result<(), RefusalKind> {
        let Judgement::Equal { left, right } = self.derivation.step(premise).judgement else {
            return Err(RefusalKind::WrongPremise);
        };
        let order = coefficients.len();
        let is_difference = |expr, of: usize| self.store.node(expr) == Node::Sub(own[of], others[of]);
        let mut rest = right;
        for of in (0..order).rev() {
            let product = match (self.store.node(rest), of) {
                (_, 0) => rest,
                (Node::Add(before, product), _) => {
                    rest = before;
                    product
                }
                _ => return Err(RefusalKind::WrongPremise), // too few terms
            };
            match self.store.node(product) {
                Node::Mul(c, difference) if c == coefficients[of] && is_difference(difference, of) => {}
                _ => return Err(RefusalKind::WrongPremise), // not the term of this derivative
            }
        }
        if is_difference(left, order) { Ok(()) } else { Err(RefusalKind::WrongPremise) }
    }

    /// That `special` is `general` with `at` for the variable. The set says that both are defined.
    fn at_the_point(&mut self, general: ExprId, special: ExprId, by: ExprId, at: ExprId) -> Checked {
        let mut set = self.conditions.domain(at);
        let mut seen = FxHashSet::default();
        let mut open = vec![(general, special)];
        while let Some((a, b)) = open.pop() {
            if !seen.insert((a, b)) {
                continue;
            }
            let (node, other) = (self.store.node(a), self.store.node(b));
            let fits = if a == by {
                b == at
            } else if !self.conditions.depends(a, by) {
                a == b
            } else {
                let same_kind = node.with_children(a, a) == other.with_children(a, a) && node.children().count() > 0;
                open.extend(node.children().zip(other.children()));
                same_kind && !matches!(node, Node::Derivative(..))
            };
            if !fits {
                return Err(RefusalKind::WrongPremise);
            }
            let own = self.conditions.own(b);
            set = self.conditions.union(set, own);
        }
        Ok(set)
    }

    /// The set, with what makes the values of the variable that it and the assumptions allow an interval with the point
    /// in it. Each condition with the variable must be a comparison of it with something else, or of a polynomial of
    /// degree 2 at most that describes an interval, or follow from those that are.
    fn on_an_interval(&mut self, set: SetId, by: ExprId, at: ExprId) -> Checked {
        let (mut conditions, _) = self.conditions.list(set);
        conditions.extend(&self.derivation.assumptions);
        let (mut whole, mut kept, mut others) = (set, Vec::new(), Vec::new());
        for condition in conditions {
            let Condition { left, relation, right } = condition;
            let depends = [left, right].map(|side| self.conditions.depends(side, by));
            if depends == [false, false] {
                kept.push(condition);
                continue;
            }
            let kept_at = match self.at(condition, by, at) {
                Some(found) => match found.interval(relation) {
                    Some(relation) => {
                        let narrowed = Condition { left, relation, right };
                        kept.push(narrowed);
                        self.conditions.one(narrowed)
                    }
                    None if holds(relation, found.sign) => {
                        others.push(condition);
                        continue;
                    }
                    None => return Err(RefusalKind::NoInterval),
                },
                None if relation != Relation::NotEqual && left == by && !depends[1] => {
                    kept.push(condition);
                    self.conditions.one(Condition { left: at, relation, right })
                }
                None if relation != Relation::NotEqual && right == by && !depends[0] => {
                    kept.push(condition);
                    self.conditions.one(Condition { left, relation, right: at })
                }
                None => {
                    others.push(condition);
                    continue;
                }
            };
            whole = self.conditions.union(whole, kept_at);
        }
        let follows = |&condition: &Condition| ranges::decide(self.store, &kept, condition) == Some(true);
        if others.iter().all(follows) { Ok(whole) } else { Err(RefusalKind::NoInterval) }
    }

    /// How the sides of a condition compare at a rational point, if their difference is a polynomial in the variable of
    /// degree 2 at most with rational coefficients.
    fn at(&mut self, condition: Condition, by: ExprId, at: ExprId) -> Option<AtPoint> {
        let Condition { left, right, .. } = condition;
        let at = algebra::rational(self.store, at)?;
        for side in [left, right] {
            for id in self.store.reachable(side) {
                match self.store.node(id) {
                    Node::Number(_) | Node::Neg(_) | Node::Add(..) | Node::Sub(..) | Node::Mul(..) => {}
                    Node::Pow(_, Store::TWO) => {}
                    Node::Div(_, below) if expr::constant(self.store, below).is_some() => {}
                    _ if id == by => {}
                    _ => return None, // not defined everywhere, or no polynomial
                }
            }
        }
        let (mut value, mut curvature) = (Number::ZERO, Ordering::Equal);
        for (coefficient, powers) in algebra::difference_terms(self.store, left, right)? {
            let power = match powers.as_slice() {
                [] => Number::ONE,
                [(kernel, 1)] if *kernel == by => at.clone(),
                [(kernel, 2)] if *kernel == by => {
                    curvature = coefficient.cmp(&Number::ZERO);
                    at.mul(&at)
                }
                _ => return None, // a higher power
            };
            value = value.add(&coefficient.mul(&power));
        }
        Some(AtPoint { sign: value.cmp(&Number::ZERO), curvature })
    }
}

/// A difference at a point.
struct AtPoint {
    /// Its sign there.
    sign: Ordering,
    /// Whether it is convex (`Greater`), concave (`Less`) or linear.
    curvature: Ordering,
}

impl AtPoint {
    /// The relation to 0, at least as strong as the given one, that holds at the point and on an interval.
    fn interval(&self, relation: Relation) -> Option<Relation> {
        let relation = match (relation, self.sign) {
            (Relation::NotEqual, Ordering::Less) => Relation::Less,
            (Relation::NotEqual, Ordering::Greater) => Relation::Greater,
            _ => relation, // it describes an interval if the difference is linear
        };
        let is_interval = match relation {
            Relation::Less | Relation::LessEqual => self.curvature != Ordering::Less,
            Relation::Greater | Relation::GreaterEqual => self.curvature != Ordering::Greater,
            Relation::Equal => self.curvature == Ordering::Equal,
            Relation::NotEqual => false,
        };
        (is_interval && holds(relation, self.sign)).then_some(relation)
    }
}
