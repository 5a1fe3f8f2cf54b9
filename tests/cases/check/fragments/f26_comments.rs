// GELU: g(x) = x*Phi(x), where Phi is the normal distribution function
// g'(x) = Phi(x) + x*phi(x)
// g'(x) = Phi(x) + phi(x)
fn gelu(x: f64) -> f64 { 0.5 * x * (1.0 + erf(x / SQRT_2)) }
