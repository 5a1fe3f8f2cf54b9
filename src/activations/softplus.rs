//! Softplus and other smooth stand-ins for a rectifier.

use super::{Activation, ROW, parameter};

pub(super) const ROWS: &[Activation] = &[
    Activation {
        name: "softplus",
        title: "softplus",
        aliases: &["soft_plus"],
        formula: "ln(1+e^z)",
        frameworks: &[
            ("PyTorch", "torch.nn.Softplus"),
            ("JAX", "jax.nn.softplus"),
            ("Keras", "keras.activations.softplus"),
            ("TensorFlow", "tf.nn.softplus"),
        ],
        source: "Dugas et al. 2001",
        ..ROW
    },
    Activation {
        name: "softplus_beta",
        title: "softplus with a rate",
        formula: "ln(1+e^(beta*z))/beta",
        parameters: &[parameter("beta", "beta > 0", "1", "rate")],
        frameworks: &[("PyTorch", "torch.nn.Softplus")],
        source: "torch.nn.Softplus",
        ..ROW
    },
    Activation {
        name: "shifted_softplus",
        title: "shifted softplus",
        formula: "ln(1+e^z)-ln(2)",
        source: "Schütt et al. 2017, SchNet, arXiv:1706.08566",
        ..ROW
    },
    Activation {
        name: "soft_plus_plus",
        title: "Soft++",
        formula: "ln(1+e^(k*z))+z/c-ln(2)",
        parameters: &[parameter("k", "k > 0", "1", "rate"), parameter("c", "c > 0", "2", "scale")],
        source: "Ciuparu, Nagy-Dăbâcan and Mureşan 2020",
        ..ROW
    },
    Activation {
        name: "squareplus",
        title: "squareplus",
        formula: "(z+sqrt(z^2+b))/2",
        parameters: &[parameter("b", "b > 0", "4", "smoothness")],
        frameworks: &[("JAX", "jax.nn.squareplus"), ("Keras", "keras.activations.squareplus")],
        source: "Barron 2021, arXiv:2112.11687",
        ..ROW
    },
    Activation {
        name: "sparse_plus",
        title: "sparse plus",
        formula: "{0 if z<=-1; (z+1)^2/4 if -1<z<1; z if z>=1}",
        frameworks: &[("JAX", "jax.nn.sparse_plus"), ("Keras", "keras.activations.sparse_plus")],
        source: "jax.nn.sparse_plus",
        ..ROW
    },
    Activation {
        name: "smelu",
        title: "smooth ReLU (SmeLU)",
        formula: "{0 if z<=-beta; (z+beta)^2/(4*beta) if -beta<z<beta; z if z>=beta}",
        parameters: &[parameter("beta", "beta > 0", "", "half-width")],
        source: "Shamir, Lin and Coviello 2020, arXiv:2010.09931",
        ..ROW
    },
    Activation {
        name: "smu",
        title: "smooth maximum unit (SMU)",
        formula: "((1+a)*z+(1-a)*z*erf(mu*(1-a)*z))/2",
        parameters: &[parameter("a", "0 <= a < 1", "0.25", "slope"), parameter("mu", "mu > 0", "", "sharpness")],
        source: "Biswas et al. 2021, arXiv:2111.04682",
        ..ROW
    },
    Activation {
        name: "log1mexp",
        title: "log1mexp",
        formula: "ln(1-e^(-z))",
        frameworks: &[("JAX", "jax.nn.log1mexp")],
        source: "Mächler 2012, Accurately Computing log(1 - exp(-|a|))",
        ..ROW
    },
];
