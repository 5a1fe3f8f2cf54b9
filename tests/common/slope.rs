//! Slopes that owe nothing to the library's rules: difference quotients of the formula itself, enclosed at many bits.

use gprime::eval::interval::{Argument, Interval, Outcome, enclose};
use gprime::expr::{self, ExprId, Node, Relation, Store};
use gprime::functions::real::Real;
use gprime::syntax;
use gprime::trace::Condition;

use super::{Random, dyadic, number, point};

/// The expression that a printed text says, read again.
pub fn reread(store: &mut Store, text: &str) -> ExprId {
    let tree = syntax::parse(text).unwrap_or_else(|e| panic!("{text} is not read back: {e}"));
    expr::lower(&tree, store).unwrap_or_else(|e| panic!("{text} means nothing: {e}")).body
}

/// A place: the variable's value and those of the parameters.
pub struct Place<'a> {
    pub variable: ExprId,
    pub at: Real,
    pub parameters: &'a [(ExprId, Argument)],
}

impl Place<'_> {
    fn values(&self, at: Interval) -> Vec<(ExprId, Argument)> {
        let mut values = self.parameters.to_vec();
        values.push((self.variable, at.into()));
        values
    }

    /// The value of an expression here.
    pub fn value(&self, store: &Store, expr: ExprId, precision: usize) -> Result<Interval, Outcome> {
        enclose(store, expr, &self.values(point(&self.at)), precision)
    }

    /// `(f(x + right*h) - f(x - left*h))/((left + right)*h)` with `h = 2^-bits`, and the size of the values.
    fn quotient(
        &self,
        store: &Store,
        f: ExprId,
        (left, right): (i64, i64),
        (precision, bits): (usize, isize),
    ) -> Result<(Interval, Interval), Outcome> {
        let beside = |steps: i64| {
            let at = point(&self.at).add(&point(&dyadic(steps, -bits)), 4 * precision);
            enclose(store, f, &self.values(at), precision)
        };
        let (down, up) = (beside(-left)?, beside(right)?);
        let width = point(&dyadic(left + right, -bits));
        let slope = up.sub(&down, precision).div(&width, precision).expect("the width is not 0");
        Ok((slope, up.abs().max(&down.abs()).max(&Interval::integer(1))))
    }

    /// Whether a condition holds here; `t = t` says that `t` is defined. `None` if that is not decided.
    pub fn holds(&self, store: &mut Store, condition: Condition) -> Option<bool> {
        if condition.left == condition.right && condition.relation == Relation::Equal {
            return match self.value(store, condition.left, 300) {
                Ok(_) => Some(true),
                Err(Outcome::Undefined) => Some(false),
                Err(_) => None,
            };
        }
        let when = store.intern(Node::Compare(condition.relation, condition.left, condition.right));
        self.satisfies(store, when)
    }

    /// Whether a condition node holds here.
    pub fn satisfies(&self, store: &mut Store, when: ExprId) -> Option<bool> {
        let (one, zero) = (store.integer(1), store.integer(0));
        let undefined = store.intern(Node::Undefined);
        let always = store.intern(Node::Always);
        let otherwise = store.intern(Node::Branch(always, zero));
        let rest = store.intern(Node::Cases(otherwise, undefined));
        let yes = store.intern(Node::Branch(when, one));
        let cases = store.intern(Node::Cases(yes, rest));
        Some(self.value(store, cases, 300).ok()?.is_positive())
    }

    /// Compares a derivative with the slope of `f` to one part in 10^12.
    pub fn compare(&self, store: &Store, f: ExprId, derivative: ExprId) -> Slope {
        self.compare_each(store, f, &[derivative]).remove(0)
    }

    /// The same for several, with the slope found once.
    pub fn compare_each(&self, store: &Store, f: ExprId, derivatives: &[ExprId]) -> Vec<Slope> {
        self.compare_within(store, f, derivatives, &mut { u64::MAX })
    }

    /// The same within so much work, of which what is done is taken: what would take more is not looked at. A function or a
    /// power that is enclosed once counts as the square of its bits in words.
    pub fn compare_within(&self, store: &Store, f: ExprId, derivatives: &[ExprId], work: &mut u64) -> Vec<Slope> {
        let mut found: Vec<Slope> = derivatives.iter().map(|_| Slope::Unsure).collect();
        // both ends of a step, and of half of it
        let enclosed = derivatives.iter().fold(4 * functions(store, f), |sum, &id| sum + functions(store, id));
        for precisions in [(232, 52), (1300, 300), (5200, 1200)] {
            let words = precisions.0 as u64 / 64;
            let Some(left) = work.checked_sub(enclosed * words * words) else {
                // more bits might tell otherwise
                found
                    .iter_mut()
                    .filter(|slope| matches!(slope, Slope::Differs(_)))
                    .for_each(|slope| *slope = Slope::Unsure);
                break;
            };
            *work = left;
            let quotient = self.quotient(store, f, (1, 1), precisions);
            for (last, &derivative) in found.iter_mut().zip(derivatives) {
                if matches!(last, Slope::Unsure | Slope::Differs(_)) {
                    *last = self.compare_with(store, f, derivative, &quotient, ((1, 1), precisions));
                }
            }
            if !found.iter().any(|slope| matches!(slope, Slope::Unsure | Slope::Differs(_))) {
                break;
            }
        }
        found
    }

    /// As [`Place::compare`] with the slope from one side, for places where two formulas meet.
    pub fn compare_side(&self, store: &Store, f: ExprId, slope: ExprId, sides: (i64, i64)) -> Slope {
        let quotient = self.quotient(store, f, sides, (1300, 300));
        self.compare_with(store, f, slope, &quotient, (sides, (1300, 300)))
    }

    fn compare_with(
        &self,
        store: &Store,
        f: ExprId,
        derivative: ExprId,
        quotient: &Result<(Interval, Interval), Outcome>,
        (sides, precisions): ((i64, i64), (usize, isize)),
    ) -> Slope {
        let (slope, size) = match quotient {
            Ok(found) => found,
            Err(Outcome::Undefined) => return Slope::NoFunction,
            Err(_) => return Slope::Unsure,
        };
        let precision = if precisions.0 < 1000 { 200 } else { precisions.0 };
        let value = match self.value(store, derivative, precision) {
            Ok(value) => value,
            Err(Outcome::Undefined) => return Slope::NoDerivative,
            Err(_) => return Slope::Unsure,
        };
        // a central difference errs by h^2*f'''/6, one from a side by h*f''/2
        let order = if sides == (1, 1) { 2 } else { 1 };
        let error = size.mul(&point(&dyadic(1, 16 - order * precisions.1)), 64);
        let part = slope.abs().mul(&Interval::from_number(&number("1e-12"), 64), 64);
        let (apart, allowed) = (value.sub(slope, 400).abs(), part.add(&error, 64));
        if apart.hi() <= allowed.lo() {
            Slope::Agrees
        } else if apart.lo() > allowed.hi() && self.is_slope(store, f, sides, precisions, [slope, size, &apart]) {
            Slope::Differs(Box::new((value, slope.clone())))
        } else {
            Slope::Unsure
        }
    }

    /// Whether a quotient, which is `apart` from something, speaks of a slope. The derivative that is tested has no part in
    /// this but by how far it is apart.
    ///
    /// With the step `h` a quotient errs by `c*h^n + …` where `n` is 2, or 1 from a side. This expansion says something only
    /// where the function changes little within a step: here by less than `2^-24` of its size. Where it changes by more, as
    /// `sin` does at `10^100*z`, the values at both ends are as good as unrelated, and no quotient exceeds their size over
    /// the step, whatever the slope is. Where the expansion holds, half the step changes the quotient by half of its error
    /// or more; so if that is less than a sixteenth of `apart`, the error is less than an eighth.
    fn is_slope(
        &self,
        store: &Store,
        f: ExprId,
        sides: (i64, i64),
        (precision, bits): (usize, isize),
        [slope, size, apart]: [&Interval; 3],
    ) -> bool {
        let change = slope.abs().mul(&point(&dyadic(sides.0 + sides.1, 24 - bits)), 64);
        if change.hi() > size.lo() {
            return false;
        }
        let Ok((half, _)) = self.quotient(store, f, sides, (precision, bits + 1)) else { return false };
        let change = half.sub(slope, 400).abs().mul(&Interval::integer(16), 64);
        change.hi() < apart.lo()
    }
}

/// How many distinct parts of an expression are functions and powers.
fn functions(store: &Store, of: ExprId) -> u64 {
    let is_one = |&id: &ExprId| matches!(store.node(id), Node::Call(..) | Node::Call2(..) | Node::Pow(..));
    store.reachable(of).into_iter().filter(is_one).count() as u64
}

/// How a derivative compares with a slope.
#[derive(Debug)]
pub enum Slope {
    Agrees,
    /// The derivative and the slope.
    Differs(Box<(Interval, Interval)>),
    /// The function is not defined on both sides.
    NoFunction,
    /// The derivative is not defined although the function is.
    NoDerivative,
    /// Nothing is proved, for instance because a number is too large.
    Unsure,
}

/// A random number of size below 4 that no simple border meets.
pub fn somewhere(random: &mut Random) -> Real {
    dyadic(random.between(-(4 << 20), 4 << 20) * 2 + 1, -21)
}
