//! Hyperbolic functions and their inverses, and curves that are odd like them.

use super::{Activation, ROW, parameter};

pub(super) const ROWS: &[Activation] = &[
    Activation {
        name: "tanh",
        title: "hyperbolic tangent",
        formula: "tanh(z)",
        frameworks: &[
            ("PyTorch", "torch.nn.Tanh"),
            ("JAX", "jax.nn.tanh"),
            ("Keras", "keras.activations.tanh"),
            ("TensorFlow", "tf.nn.tanh"),
        ],
        source: "LeCun et al. 1998, Efficient BackProp",
        ..ROW
    },
    Activation {
        name: "tanh_exp",
        title: "tanh through exponentials",
        formula: "(e^z-e^(-z))/(e^z+e^(-z))",
        source: "DLMF 4.28",
        ..ROW
    },
    Activation {
        name: "lecun_tanh",
        title: "LeCun's tanh",
        formula: "1.7159*tanh(2/3*z)",
        source: "LeCun et al. 1998, Efficient BackProp",
        ..ROW
    },
    Activation {
        name: "scaled_tanh",
        title: "scaled tanh",
        aliases: &["stanh"],
        formula: "a*tanh(b*z)",
        parameters: &[parameter("a", "a > 0", "1.7159", "amplitude"), parameter("b", "b > 0", "2/3", "rate")],
        source: "LeCun et al. 1998, Efficient BackProp",
        ..ROW
    },
    Activation {
        name: "dynamic_tanh",
        title: "dynamic tanh (DyT)",
        aliases: &["dyt"],
        formula: "gamma*tanh(alpha*z)+beta",
        parameters: &[
            parameter("gamma", "gamma > 0", "1", "scale"),
            parameter("alpha", "alpha > 0", "0.5", "rate"),
            parameter("beta", "", "0", "offset"),
        ],
        source: "Zhu et al. 2025, Transformers without Normalization, arXiv:2503.10622",
        ..ROW
    },
    Activation {
        name: "penalized_tanh",
        title: "penalized tanh",
        formula: "{tanh(z) if z>0; a*tanh(z) if z<=0}",
        parameters: &[parameter("a", "a > 0", "0.25", "slope")],
        source: "Xu, Huang and Li 2016, arXiv:1602.05980",
        ..ROW
    },
    Activation {
        name: "tanhshrink",
        title: "tanh shrinkage",
        aliases: &["tanh_shrink"],
        formula: "z-tanh(z)",
        frameworks: &[("PyTorch", "torch.nn.Tanhshrink"), ("Keras", "keras.activations.tanh_shrink")],
        source: "torch.nn.Tanhshrink",
        ..ROW
    },
    Activation {
        name: "log_cosh",
        title: "log-cosh",
        aliases: &["logcosh"],
        formula: "ln(cosh(z))",
        frameworks: &[("Keras", "keras.losses.LogCosh")],
        source: "keras.losses.LogCosh",
        ..ROW
    },
    Activation {
        name: "asinh",
        title: "inverse hyperbolic sine",
        aliases: &["arcsinh", "arsinh"],
        formula: "asinh(z)",
        frameworks: &[
            ("PyTorch", "torch.asinh"),
            ("JAX", "jax.numpy.arcsinh"),
            ("Keras", "keras.ops.arcsinh"),
            ("TensorFlow", "tf.math.asinh"),
        ],
        source: "DLMF 4.37",
        ..ROW
    },
    Activation {
        name: "arctan",
        title: "arctangent",
        aliases: &["atan"],
        formula: "atan(z)",
        frameworks: &[
            ("PyTorch", "torch.atan"),
            ("JAX", "jax.numpy.arctan"),
            ("Keras", "keras.ops.arctan"),
            ("TensorFlow", "tf.math.atan"),
        ],
        source: "DLMF 4.23",
        ..ROW
    },
    Activation {
        name: "arctid",
        title: "arctid",
        formula: "atan(z)^2-z",
        source: "Eger, Youssef and Gurevych 2018, arXiv:1901.02671",
        ..ROW
    },
    Activation {
        name: "symlog",
        title: "symmetric logarithm",
        formula: "sign(z)*ln(1+|z|)",
        source: "Hafner et al. 2023, arXiv:2301.04104",
        ..ROW
    },
    Activation {
        name: "symexp",
        title: "symmetric exponential",
        formula: "sign(z)*(e^|z|-1)",
        source: "Hafner et al. 2023, arXiv:2301.04104",
        ..ROW
    },
];
