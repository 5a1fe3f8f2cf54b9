//! Points at which two expressions are worth a closer look: proposed with floating point, which proves nothing.

use super::float::Tape;
use crate::expr::{ExprId, Number, Relation, Store};

/// Numbers that are tried for symbols, the simplest first.
const SIMPLE: [(i64, i64); 24] = [
    (1, 1),
    (2, 1),
    (1, 2),
    (-1, 1),
    (3, 1),
    (-2, 1),
    (-1, 2),
    (1, 3),
    (3, 2),
    (0, 1),
    (4, 1),
    (-3, 1),
    (2, 3),
    (1, 4),
    (5, 1),
    (-3, 2),
    (5, 2),
    (3, 4),
    (-1, 3),
    (1, 5),
    (-5, 2),
    (7, 3),
    (8, 1),
    (1, 10),
];

/// How two sides compare at a point, as far as floating point tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likely {
    /// An assumption does not hold.
    Outside,
    /// Something has no value, or none that floating point can hold.
    Beyond,
    /// Both have about the same value.
    Same,
    /// They differ clearly.
    Different,
}

/// Both sides and the assumptions, ready for many points.
pub struct Proposer {
    tapes: [Tape; 2],
    assumptions: Vec<(Tape, Relation, Tape)>,
    defined: Vec<Tape>,
    memory: Vec<f64>,
}

impl Proposer {
    /// Makes the sides, `left REL right` of the assumptions, and what else has to be defined ready; the points give
    /// numbers for `symbols`.
    pub fn new(
        store: &Store,
        sides: (ExprId, ExprId),
        assumptions: &[(ExprId, Relation, ExprId)],
        defined: &[ExprId],
        symbols: &[ExprId],
    ) -> Proposer {
        let tape = |expr| Tape::new(store, expr, symbols);
        let assumptions = assumptions.iter().map(|&(a, relation, b)| (tape(a), relation, tape(b))).collect();
        let defined = defined.iter().map(|&expr| tape(expr)).collect();
        Proposer { tapes: [tape(sides.0), tape(sides.1)], assumptions, defined, memory: Vec::new() }
    }

    /// How the sides compare at a point.
    pub fn look(&mut self, point: &[Number]) -> Likely {
        let inputs: Vec<f64> = point.iter().map(Number::to_f64).collect();
        let memory = &mut self.memory;
        for (left, relation, right) in &self.assumptions {
            let order = left.evaluate_in(&inputs, memory).partial_cmp(&right.evaluate_in(&inputs, memory));
            match order {
                None => return Likely::Beyond,
                Some(order) if super::holds(*relation, order) => {}
                Some(_) => return Likely::Outside,
            }
        }
        let [left, right] = [0, 1].map(|side| self.tapes[side].evaluate_in(&inputs, memory));
        if !left.is_finite() || !right.is_finite() {
            return Likely::Beyond;
        }
        if self.defined.iter().any(|tape| !tape.evaluate_in(&inputs, memory).is_finite()) {
            return Likely::Beyond;
        }
        let size = left.abs().max(right.abs());
        if (left - right).abs() <= 1e-7 * size { Likely::Same } else { Likely::Different }
    }
}

/// The number at a place in the list of simple ones; beyond it, fractions that spread out.
pub fn simple_number(index: usize) -> Number {
    let (n, d) = SIMPLE.get(index).copied().unwrap_or_else(|| {
        let k = index as i64;
        ((k * 7919) % 199 - 99, 1 + (k * 104_729) % 23)
    });
    Number::ratio(n, d).unwrap_or(Number::ONE)
}

/// A stream of numbers that looks random and is always the same.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// The stream with this seed.
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// A number below `bound`, which is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % bound.max(1) as u64) as usize
    }
}
