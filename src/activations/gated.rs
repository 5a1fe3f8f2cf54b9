//! Functions that multiply their input with a gate.

use super::{Activation, positive, row};

pub(super) const ROWS: &[Activation] = &[
    row("swish", &["silu"], "z/(1+e^(-z))", &[], "Ramachandran et al. 2017"),
    row("swish_beta", &[], "z*sigmoid(beta*z)", &[positive("beta", "beta > 0", "1")], "Ramachandran et al. 2017"),
    row("mish", &[], "z*tanh(ln(1+e^z))", &[], "Misra 2019"),
    row("gelu", &[], "z*(1+erf(z/sqrt(2)))/2", &[], "Hendrycks and Gimpel 2016"),
    row("quick_gelu", &[], "z*sigmoid(1.702*z)", &[], "Hendrycks and Gimpel 2016"),
    row("gelu_tanh", &[], "z/2*(1+tanh(sqrt(2/pi)*(z+0.044715*z^3)))", &[], "Hendrycks and Gimpel 2016"),
    row("lisht", &[], "z*tanh(z)", &[], "Roy et al. 2019"),
    row("serf", &[], "z*erf(ln(1+e^z))", &[], "Nag and Bhattacharyya 2021"),
    row("tanhexp", &[], "z*tanh(e^z)", &[], "Liu and Di 2020"),
    row("gcu", &[], "z*cos(z)", &[], "Noel et al. 2021"),
    row("logish", &[], "z*ln(1+sigmoid(z))", &[], "Zhu et al. 2021"),
    row("smish", &[], "z*tanh(ln(1+sigmoid(z)))", &[], "Wang et al. 2022"),
];
