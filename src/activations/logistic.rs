//! Sigmoids, hyperbolic tangents and other bounded or logarithmic curves.

use super::{Activation, positive, row};

pub(super) const ROWS: &[Activation] = &[
    row("sigmoid", &["logistic", "expit"], "1/(1+e^(-z))", &[], "Verhulst 1845"),
    row("tanh", &[], "tanh(z)", &[], "LeCun et al. 1998, Efficient BackProp"),
    row("tanh_exp", &[], "(e^z-e^(-z))/(e^z+e^(-z))", &[], "DLMF 4.28"),
    row("softplus", &[], "ln(1+e^z)", &[], "Dugas et al. 2001"),
    row("softplus_beta", &[], "ln(1+e^(beta*z))/beta", &[positive("beta", "beta > 0", "1")], "torch.nn.Softplus"),
    row("softsign", &["soft_sign"], "z/(1+|z|)", &[], "Bergstra et al. 2009"),
    row("log_sigmoid", &["logsigmoid"], "ln(1/(1+e^(-z)))", &[], "torch.nn.LogSigmoid"),
    row("tanhshrink", &["tanh_shrink"], "z-tanh(z)", &[], "torch.nn.Tanhshrink"),
    row("gaussian", &[], "e^(-z^2)", &[], "Broomhead and Lowe 1988"),
    row("arctan", &[], "atan(z)", &[], "DLMF 4.23"),
    row("bent_identity", &[], "(sqrt(z^2+1)-1)/2+z", &[], "common knowledge"),
    row("isru", &[], "z/sqrt(1+a*z^2)", &[positive("a", "a > 0", "1")], "Carlile et al. 2017"),
    row("squareplus", &[], "(z+sqrt(z^2+b))/2", &[positive("b", "b > 0", "4")], "Barron 2021"),
    row("sinc", &[], "sin(z)/z", &[], "DLMF 6.2"),
    row("snake", &[], "z+sin(a*z)^2/a", &[positive("a", "a > 0", "1")], "Ziyin et al. 2020"),
    row("sigmoid_temperature", &[], "1/(1+e^(-z/T))", &[positive("T", "T > 0", "1")], "Hinton et al. 2015"),
    row("log_cosh", &["logcosh"], "ln(cosh(z))", &[], "keras.losses.LogCosh"),
    row(
        "bce_with_logits",
        &[],
        "-(y*ln(1/(1+e^(-z)))+(1-y)*ln(1-1/(1+e^(-z))))",
        &[positive("y", "0 <= y <= 1", "")],
        "torch.nn.BCEWithLogitsLoss",
    ),
    row("complementary_log_log", &["loglog"], "1-e^(-e^z)", &[], "Gomes and Ludermir 2008"),
    row("lecun_tanh", &[], "1.7159*tanh(2/3*z)", &[], "LeCun et al. 1998, Efficient BackProp"),
    row("exponential", &[], "e^z", &[], "keras.activations.exponential"),
];
