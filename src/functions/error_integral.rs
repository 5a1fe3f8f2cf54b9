//! Bounds of the error function at points.

use super::real::Real;

/// Bounds of `erf`, none yet.
pub fn erf(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `erfc`, none yet.
pub fn erfc(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `normal_distribution`, none yet.
pub fn normal_distribution(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}
