//! Bounds of functions at points.

use super::real::Real;

/// Bounds of `exp`, none yet.
pub fn exp(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `expm1`, none yet.
pub fn expm1(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `ln`, none yet.
pub fn ln(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `log1p`, none yet.
pub fn log1p(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `log2`, none yet.
pub fn log2(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `log10`, none yet.
pub fn log10(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `sqrt`, none yet.
pub fn sqrt(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `cbrt`, none yet.
pub fn cbrt(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `sin`, none yet.
pub fn sin(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `cos`, none yet.
pub fn cos(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `tan`, none yet.
pub fn tan(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `cot`, none yet.
pub fn cot(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `asin`, none yet.
pub fn asin(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `acos`, none yet.
pub fn acos(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `atan`, none yet.
pub fn atan(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `sinh`, none yet.
pub fn sinh(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `cosh`, none yet.
pub fn cosh(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `tanh`, none yet.
pub fn tanh(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `coth`, none yet.
pub fn coth(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `asinh`, none yet.
pub fn asinh(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `acosh`, none yet.
pub fn acosh(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `atanh`, none yet.
pub fn atanh(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `normal_density`, none yet.
pub fn normal_density(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `sigmoid`, none yet.
pub fn sigmoid(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `softplus`, none yet.
pub fn softplus(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `abs`, none yet.
pub fn abs(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `sign`, none yet.
pub fn sign(_: &Real, _: usize) -> Option<(Real, Real)> {
    None
}

/// Bounds of `e`.
pub fn e(_: usize) -> (Real, Real) {
    (Real::neg_infinity(), Real::infinity())
}

/// Bounds of `pi`.
pub fn pi(_: usize) -> (Real, Real) {
    (Real::neg_infinity(), Real::infinity())
}
