//! Scalar kernels.

/// Hard sigmoid.
///
/// h(x) = max(0, min(1, (x + 1)/2))
/// h'(x) = 1/2 for -1 < x < 1
/// h'(x) = 0 for x > 1
/// h'(x) = 1 for x > 1
/// h(0) = 1/2
pub fn hard_sigmoid(x: f64) -> f64 {
    ((x + 1.0) / 2.0).clamp(0.0, 1.0)
}

/// Hard swish: s(x) = x*max(0, min(6, x + 3))/6
///
/// For -3 < x < 3: s'(x) = (2x + 3)/6
/// For -3 < x < 3: s'(x) = (x + 3)/6
/// For x > 3: s'(x) = 1
/// For x < -3: s'(x) = 0
pub fn hard_swish(x: f64) -> f64 {
    let relu6 = (x + 3.0).max(0.0).min(6.0);
    x * relu6 / 6.0
}

/// Log of the logistic function.
pub fn log_sigmoid(x: f64) -> f64 {
    // l(x) = -ln(1 + exp(-x))
    // l'(x) = exp(-x)/(1 + exp(-x))
    //       = 1/(1 + exp(x))
    // l'(x) = -exp(-x)/(1 + exp(-x))
    if x >= 0.0 { -(-x).exp().ln_1p() } else { x - x.exp().ln_1p() }
}

/// y = tanh(x), hence y' = 1 - y^2 and y'' = -2y(1 - y^2)
pub fn tanh_grad(y: f64) -> f64 {
    // in terms of the output: y' = (1 - y)^2
    1.0 - y * y
}
/* Squared ReLU.
   r(x) = max(0, x)^2
   r'(x) = 2*max(0, x)
   r'(0) = 0
   r'(x) = 2x
*/
pub fn squared_relu(x: f64) -> f64 {
    x.max(0.0).powi(2)
}
