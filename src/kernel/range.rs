//! Ranges: for each expression an interval with exact ends that contains its values wherever the assumptions hold,
//! and the conditions that they decide.

use super::bound::{Bound, Range, between, image, pair};
use crate::algebra;
use crate::expr::{Constant, ExprId, Node, Number, Relation, Store};
use crate::trace::Condition;

/// How many assumed differences are combined at most to decide a condition.
const MOST_COMBINED: usize = 2;
/// How many assumptions are tried.
const MOST_ASSUMED: usize = 8;

/// Whether a condition holds wherever the assumptions do; `Some(false)` if it fails there, `None` if it is not known.
pub(crate) fn decide(store: &Store, assumptions: &[Condition], condition: Condition) -> Option<bool> {
    Ranges::new(store, assumptions).decide(condition)
}

/// As [`decide`], for a condition that may be made with `and` and `or`.
pub(crate) fn decide_formula(store: &Store, assumptions: &[Condition], when: ExprId) -> Option<bool> {
    Ranges::new(store, assumptions).decide_formula(when)
}

/// Whether every condition of the cases fails wherever the assumptions hold.
pub(crate) fn has_no_branch(store: &Store, assumptions: &[Condition], mut cases: ExprId) -> bool {
    let mut ranges = Ranges::new(store, assumptions);
    while let Node::Cases(branch, rest) = store.node(cases) {
        let Node::Branch(when, _) = store.node(branch) else { return false };
        if ranges.decide_formula(when) != Some(false) {
            return false;
        }
        cases = rest;
    }
    true
}

/// The ranges of a store's expressions under assumptions, each found once.
pub(super) struct Ranges<'a> {
    store: &'a Store,
    known: Vec<Option<Range>>,
    assumed: Vec<(ExprId, Range)>,
    given: &'a [Condition],
    inconsistent: bool,
}

impl<'a> Ranges<'a> {
    pub(super) fn new(store: &'a Store, assumptions: &'a [Condition]) -> Ranges<'a> {
        let mut ranges = Ranges {
            store,
            known: vec![None; store.len()],
            assumed: Vec::new(),
            given: assumptions,
            inconsistent: false,
        };
        for condition in assumptions {
            ranges.assume(condition.left, condition.relation, condition.right);
            ranges.assume(condition.right, flipped(condition.relation), condition.left);
        }
        ranges
    }

    pub(super) fn inconsistent(&self) -> bool {
        self.inconsistent
    }

    /// What `left REL constant` says of the range of `left`.
    fn assume(&mut self, left: ExprId, relation: Relation, right: ExprId) {
        let Some(value) = algebra::rational(self.store, right) else { return };
        let end = |closed| Bound::at(value.clone(), closed);
        let said = match relation {
            Relation::Less => Range { lo: Bound::INFINITE, hi: end(false) },
            Relation::LessEqual => Range { lo: Bound::INFINITE, hi: end(true) },
            Relation::Greater => Range { lo: end(false), hi: Bound::INFINITE },
            Relation::GreaterEqual => Range { lo: end(true), hi: Bound::INFINITE },
            Relation::Equal => Range::point(value.clone()),
            Relation::NotEqual => return,
        };
        let at = self.assumed.iter().position(|(id, _)| *id == left).unwrap_or_else(|| {
            self.assumed.push((left, Range::ALL));
            self.assumed.len() - 1
        });
        self.assumed[at].1 = self.assumed[at].1.meet(&said);
        self.inconsistent |= self.assumed[at].1.is_empty();
    }

    /// The range of an expression, wherever it is defined and the assumptions hold.
    pub(super) fn of(&mut self, expr: ExprId) -> Range {
        let mut open = vec![expr];
        while let Some(&id) = open.last() {
            if self.known[id.index()].is_some() {
                open.pop();
                continue;
            }
            let before = open.len();
            let known = &self.known;
            open.extend(self.store.node(id).children().filter(|part| known[part.index()].is_none()));
            if open.len() == before {
                let range = self.compute(id);
                self.known[id.index()] = Some(range);
                open.pop();
            }
        }
        self.part(expr)
    }

    fn part(&self, id: ExprId) -> Range {
        self.known[id.index()].clone().unwrap_or(Range::ALL)
    }

    fn compute(&self, id: ExprId) -> Range {
        let range = match self.store.node(id) {
            Node::Number(numeral) => Range::point(self.store.numeral(numeral).value.clone()),
            Node::Constant(Constant::E) => between(2, 3),
            Node::Constant(Constant::Pi) => between(3, 4),
            Node::Neg(a) => self.part(a).neg(),
            Node::Add(a, b) => self.part(a).add(&self.part(b)),
            Node::Sub(a, b) => self.part(a).add(&self.part(b).neg()),
            Node::Mul(a, b) if a == b => self.part(a).power(2),
            Node::Mul(a, b) => self.part(a).mul(&self.part(b)),
            Node::Div(a, b) => self.part(a).mul(&self.part(b).recip()),
            Node::Pow(a, b) => match algebra::rational(self.store, b) {
                Some(n) if n.is_integer() => n.to_i64().map_or(Range::ALL, |n| self.part(a).power(n)),
                Some(_) | None => Range { lo: Bound::at(Number::ZERO, true), hi: Bound::INFINITE },
            },
            Node::Call(f, a) => image(f.row(), &self.part(a)),
            Node::Call2(f, a, b) => pair(f.row(), &self.part(a), &self.part(b)),
            Node::Symbol(_) | Node::Undefined | Node::Always | Node::Derivative(..) => Range::ALL,
            Node::Compare(..) | Node::And(..) | Node::Or(..) | Node::Branch(..) | Node::Cases(..) => Range::ALL,
        };
        match self.assumed.iter().find(|(assumed, _)| *assumed == id) {
            Some((_, said)) => range.meet(said),
            None => range,
        }
    }

    /// Whether a condition holds wherever the assumptions do; `Some(false)` if it fails there, `None` if it is not known.
    pub(super) fn decide(&mut self, condition: Condition) -> Option<bool> {
        let Condition { left, relation, right } = condition;
        if self.given.contains(&condition) {
            return Some(true);
        }
        if left == right {
            let strict = matches!(relation, Relation::Less | Relation::Greater | Relation::NotEqual);
            return strict.then_some(false); // otherwise that it is defined is what is asked
        }
        let (a, b) = (self.of(left), self.of(right));
        let apart = a.add(&b.neg()).compare(relation);
        apart.or_else(|| self.decide_difference(left, relation, right))
    }

    /// The difference of the two sides as a sum of multiples of products, so that equal parts cancel.
    fn decide_difference(&mut self, left: ExprId, relation: Relation, right: ExprId) -> Option<bool> {
        let terms = algebra::difference_terms(self.store, left, right)?;
        if let Some(known) = self.of_terms(&terms).compare(relation) {
            return Some(known);
        }
        let assumed = self.differences();
        let combined = self.combined(&terms, &assumed, MOST_COMBINED);
        combined.compare(relation).or_else(|| {
            let (content, factors) = algebra::difference_factors(self.store, left, right)?;
            let product = factors.iter().fold(Range::point(content), |product, (terms, exponent)| {
                product.mul(&self.of_terms(terms).power(i64::from(*exponent)))
            });
            product.compare(relation)
        })
    }

    /// The range of a sum of terms, term by term.
    fn of_terms(&mut self, terms: &[algebra::Term]) -> Range {
        let mut sum = Range::point(Number::ZERO);
        for (coefficient, powers) in terms {
            let mut product = Range::point(coefficient.clone());
            for (kernel, exponent) in powers {
                let factor = self.of(*kernel).power(i64::from(*exponent));
                product = product.mul(&factor);
            }
            sum = sum.add(&product);
        }
        sum
    }

    /// The assumptions between two expressions, each as a sum of terms with the range that it is said to have.
    fn differences(&self) -> Vec<(Vec<algebra::Term>, Range)> {
        let given = self.given.iter().filter(|c| algebra::rational(self.store, c.right).is_none());
        let read = |c: &Condition| {
            let zero = |closed| Bound::at(Number::ZERO, closed);
            let range = match c.relation {
                Relation::Less => Range { lo: Bound::INFINITE, hi: zero(false) },
                Relation::LessEqual => Range { lo: Bound::INFINITE, hi: zero(true) },
                Relation::Greater => Range { lo: zero(false), hi: Bound::INFINITE },
                Relation::GreaterEqual => Range { lo: zero(true), hi: Bound::INFINITE },
                Relation::Equal => Range::point(Number::ZERO),
                Relation::NotEqual => return None,
            };
            Some((algebra::difference_terms(self.store, c.left, c.right)?, range))
        };
        given.filter_map(read).take(MOST_ASSUMED).collect()
    }

    /// The range of a sum of terms, with multiples of assumed differences taken off so that a term goes away.
    /// The recursion is at most `depth` deep.
    fn combined(&mut self, terms: &[algebra::Term], assumed: &[(Vec<algebra::Term>, Range)], depth: usize) -> Range {
        let mut found = self.of_terms(terms);
        if depth == 0 {
            return found;
        }
        for (difference, range) in assumed {
            for (coefficient, powers) in difference {
                let Some((own, _)) = terms.iter().find(|(_, other)| other == powers) else { continue };
                let Some(factor) = own.div(coefficient) else { continue };
                let rest = less(terms, difference, &factor);
                let rest = self.combined(&rest, assumed, depth - 1);
                found = found.meet(&range.scale(&factor).add(&rest));
            }
        }
        found
    }

    /// Decides a condition that may be made with `and` and `or`. Nested conditions are few: the parser bounds their depth.
    pub(super) fn decide_formula(&mut self, when: ExprId) -> Option<bool> {
        let mut verdicts: Vec<(ExprId, Option<bool>)> = Vec::new();
        let value = |verdicts: &[(ExprId, Option<bool>)], id| verdicts.iter().find(|(v, _)| *v == id).and_then(|v| v.1);
        for id in self.store.reachable(when) {
            let verdict = match self.store.node(id) {
                Node::Always => Some(true),
                Node::Compare(relation, left, right) => self.decide(Condition { left, relation, right }),
                Node::And(a, b) => match (value(&verdicts, a), value(&verdicts, b)) {
                    (Some(false), _) | (_, Some(false)) => Some(false),
                    (Some(true), Some(true)) => Some(true),
                    (None, _) | (_, None) => None,
                },
                Node::Or(a, b) => match (value(&verdicts, a), value(&verdicts, b)) {
                    (Some(true), _) | (_, Some(true)) => Some(true),
                    (Some(false), Some(false)) => Some(false),
                    (None, _) | (_, None) => None,
                },
                _ => continue, // not a condition
            };
            verdicts.push((id, verdict));
        }
        value(&verdicts, when)
    }
}

/// `terms - factor*others`, like terms put together.
fn less(terms: &[algebra::Term], others: &[algebra::Term], factor: &Number) -> Vec<algebra::Term> {
    let mut rest = terms.to_vec();
    for (coefficient, powers) in others {
        let change = coefficient.mul(factor).neg();
        match rest.iter_mut().find(|(_, own)| own == powers) {
            Some((own, _)) => *own = own.add(&change),
            None => rest.push((change, powers.clone())),
        }
    }
    rest.retain(|(coefficient, _)| !coefficient.is_zero());
    rest
}

fn flipped(relation: Relation) -> Relation {
    match relation {
        Relation::Less => Relation::Greater,
        Relation::LessEqual => Relation::GreaterEqual,
        Relation::Greater => Relation::Less,
        Relation::GreaterEqual => Relation::LessEqual,
        Relation::Equal => Relation::Equal,
        Relation::NotEqual => Relation::NotEqual,
    }
}
