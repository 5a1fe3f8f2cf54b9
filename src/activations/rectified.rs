//! Rectifiers: functions in pieces.

use super::{Activation, positive, row};

pub(super) const ROWS: &[Activation] = &[
    row("relu", &[], "max(0,z)", &[], "Nair and Hinton 2010"),
    row("leaky_relu", &["leakyrelu"], "max(0.01*z,z)", &[], "Maas et al. 2013"),
    row("leaky_relu_cases", &[], "{0.01*z if z<0; z if z>=0}", &[], "Maas et al. 2013"),
    row("prelu", &[], "{alpha*z if z<0; z if z>=0}", &[positive("alpha", "alpha > 0", "0.25")], "He et al. 2015"),
    row("elu", &[], "{alpha*(e^z-1) if z<0; z if z>=0}", &[positive("alpha", "alpha > 0", "1")], "Clevert et al. 2015"),
    row(
        "selu",
        &[],
        "{lambda*alpha*(e^z-1) if z<0; lambda*z if z>=0}",
        &[positive("alpha", "alpha > 0", "1.6732632423543772"), positive("lambda", "lambda > 0", "1.0507009873554805")],
        "Klambauer et al. 2017",
    ),
    row("celu", &[], "max(0,z)+min(0,alpha*(e^(z/alpha)-1))", &[positive("alpha", "alpha > 0", "1")], "Barron 2017"),
    row("hard_tanh", &["hardtanh"], "max(-1,min(1,z))", &[], "torch.nn.Hardtanh"),
    row("relu6", &[], "min(max(0,z),6)", &[], "Krizhevsky 2010"),
    row("hard_swish", &["hardswish", "hard_silu"], "z*min(max(0,z+3),6)/6", &[], "Howard et al. 2019"),
    row("hard_sigmoid", &["hardsigmoid"], "min(max(0,z+3),6)/6", &[], "torch.nn.Hardsigmoid"),
    row("squared_relu", &[], "max(0,z)^2", &[], "So et al. 2021"),
    row("abs", &["absolute"], "|z|", &[], "common knowledge"),
];
