//! Values of a derivative at a few places, by which forms are told apart before anything is proved.

use super::close::Open;
use crate::eval::float::{Tape, close, far};
use crate::eval::holds;
use crate::expr::{ExprId, Node, Number, Store};
use crate::functions::{self, Float};
use crate::trace::Condition;

/// Places at which functions are told apart.
const PLACES: [f64; 4] = [0.371, 1.914, -0.832, -2.617];
/// Parameters get these values in thousandths, rising by the step from one to the next.
const PARAMETER: i64 = 1_317;
const STEP: i64 = 211;

/// A derivative and its function in floating point, where the assumptions hold.
pub(crate) struct Sample {
    /// The variable, the parameters, and the function's name.
    symbols: Vec<ExprId>,
    points: Vec<Vec<f64>>,
    slopes: Vec<f64>,
}

impl Sample {
    pub(super) fn new(store: &Store, open: &Open, assumed: &[Condition]) -> Sample {
        let mut symbols = vec![open.variable];
        for id in [store.reachable(open.function), store.reachable(open.of)].concat() {
            if matches!(store.node(id), Node::Symbol(_)) && !symbols.contains(&id) {
                symbols.push(id);
            }
        }
        symbols[1..].sort_unstable();
        let value = |index: usize| Number::ratio(PARAMETER + STEP * index as i64, 1_000).map(|value| value.to_f64());
        let parameters: Vec<f64> = (0..symbols.len() - 1).filter_map(value).collect();
        let mut points: Vec<Vec<f64>> = PLACES.iter().map(|&z| [&[z], parameters.as_slice()].concat()).collect();
        for condition in assumed {
            let [left, right] = [condition.left, condition.right].map(|side| Tape::new(store, side, &symbols));
            points.retain(|point| {
                let order = left.evaluate(point).partial_cmp(&right.evaluate(point));
                order.is_some_and(|order| holds(condition.relation, order))
            });
        }
        let values = Tape::new(store, open.function, &symbols);
        points.iter_mut().for_each(|point| point.push(values.evaluate(point)));
        symbols.push(open.name);
        let mut sample = Sample { symbols, points, slopes: Vec::new() };
        sample.slopes = sample.values(store, open.of);
        sample
    }

    fn values(&self, store: &Store, expr: ExprId) -> Vec<f64> {
        let tape = Tape::new(store, expr, &self.symbols);
        self.points.iter().map(|point| tape.evaluate(point)).collect()
    }

    /// Whether an expression, in which the function's name may occur, is seen to be something else than the derivative.
    pub(crate) fn differs(&self, store: &Store, form: ExprId) -> bool {
        self.values(store, form).into_iter().zip(&self.slopes).any(|(value, &slope)| far(value, slope))
    }

    /// The functions of one argument whose values at the expression, or their negations, may be the derivative.
    pub(super) fn called(&self, store: &Store, argument: ExprId) -> Vec<&'static str> {
        let inner = self.values(store, argument);
        let mut found = Vec::new();
        for row in functions::all() {
            let Float::One(value) = row.float else { continue };
            let mut known = inner.iter().zip(&self.slopes).filter(|(_, slope)| !slope.is_nan());
            if known.all(|(&inner, slope)| close(value(inner).abs(), slope.abs())) {
                found.push(row.name);
            }
        }
        found
    }
}
