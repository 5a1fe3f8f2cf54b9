//! Sigmoids: curves from one level up to another, and their logarithms.

use super::{Activation, ROW, parameter};

pub(super) const ROWS: &[Activation] = &[
    Activation {
        name: "sigmoid",
        title: "logistic sigmoid",
        aliases: &["logistic", "expit"],
        formula: "1/(1+e^(-z))",
        frameworks: &[
            ("PyTorch", "torch.nn.Sigmoid"),
            ("JAX", "jax.nn.sigmoid"),
            ("Keras", "keras.activations.sigmoid"),
            ("TensorFlow", "tf.nn.sigmoid"),
        ],
        source: "Verhulst 1845",
        ..ROW
    },
    Activation {
        name: "sigmoid_temperature",
        title: "sigmoid with temperature",
        formula: "1/(1+e^(-z/T))",
        parameters: &[parameter("T", "T > 0", "1", "temperature")],
        source: "Hinton, Vinyals and Dean 2015, arXiv:1503.02531",
        ..ROW
    },
    Activation {
        name: "bipolar_sigmoid",
        title: "bipolar sigmoid",
        formula: "(1-e^(-z))/(1+e^(-z))",
        source: "Fausett, Fundamentals of Neural Networks (1994), section 1.4.3",
        ..ROW
    },
    Activation {
        name: "log_sigmoid",
        title: "log-sigmoid",
        aliases: &["logsigmoid"],
        formula: "ln(1/(1+e^(-z)))",
        frameworks: &[
            ("PyTorch", "torch.nn.LogSigmoid"),
            ("JAX", "jax.nn.log_sigmoid"),
            ("Keras", "keras.activations.log_sigmoid"),
            ("TensorFlow", "tf.math.log_sigmoid"),
        ],
        source: "torch.nn.LogSigmoid",
        ..ROW
    },
    Activation {
        name: "bce_with_logits",
        title: "binary cross-entropy of a logit",
        formula: "-(y*ln(1/(1+e^(-z)))+(1-y)*ln(1-1/(1+e^(-z))))",
        parameters: &[parameter("y", "0 <= y <= 1", "", "label")],
        frameworks: &[
            ("PyTorch", "torch.nn.BCEWithLogitsLoss"),
            ("TensorFlow", "tf.nn.sigmoid_cross_entropy_with_logits"),
        ],
        source: "torch.nn.BCEWithLogitsLoss",
        ..ROW
    },
    Activation {
        name: "complementary_log_log",
        title: "complementary log-log",
        aliases: &["cloglog"],
        formula: "1-e^(-e^z)",
        source: "Gomes and Ludermir 2008",
        ..ROW
    },
    Activation {
        name: "loglog",
        title: "log-log",
        aliases: &["log_log"],
        formula: "e^(-e^(-z))",
        source: "Gomes, Ludermir and Lima 2011",
        ..ROW
    },
    Activation {
        name: "gompertz",
        title: "Gompertz curve",
        formula: "a*e^(-b*e^(-c*z))",
        parameters: &[
            parameter("a", "a > 0", "1", "upper level"),
            parameter("b", "b > 0", "1", "displacement"),
            parameter("c", "c > 0", "1", "rate"),
        ],
        source: "Gompertz 1825",
        ..ROW
    },
    Activation {
        name: "generalised_logistic",
        title: "generalised logistic (Richards) curve",
        aliases: &["generalized_logistic", "richards"],
        formula: "a+(k-a)/(1+q*e^(-b*z))^(1/nu)",
        parameters: &[
            parameter("a", "", "0", "lower level"),
            parameter("k", "k > a", "1", "upper level"),
            parameter("b", "b > 0", "1", "rate"),
            parameter("q", "q > 0", "1", "displacement"),
            parameter("nu", "nu > 0", "1", "asymmetry"),
        ],
        source: "Richards 1959",
        ..ROW
    },
    Activation {
        name: "aranda_ordaz",
        title: "Aranda-Ordaz",
        formula: "1-(1+a*e^z)^(-1/a)",
        parameters: &[parameter("a", "a > 0", "1", "asymmetry")],
        source: "Aranda-Ordaz 1981; Gomes, Ludermir and Lima 2011",
        ..ROW
    },
    Activation {
        name: "probit",
        title: "probit (normal distribution function)",
        aliases: &["gaussian_cdf", "normal_cdf"],
        formula: "Phi(z)",
        frameworks: &[("PyTorch", "torch.special.ndtr"), ("JAX", "jax.scipy.special.ndtr")],
        source: "Bliss 1934; Gomes and Ludermir 2008",
        ..ROW
    },
    Activation {
        name: "cauchy_cdf",
        title: "cauchit (Cauchy distribution function)",
        aliases: &["cauchit"],
        formula: "atan(z)/pi+1/2",
        source: "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 16",
        ..ROW
    },
    Activation {
        name: "softclip",
        title: "soft clipping",
        aliases: &["soft_clipping"],
        formula: "ln((1+e^(a*z))/(1+e^(a*(z-1))))/a",
        parameters: &[parameter("a", "a > 0", "50", "sharpness")],
        source: "Klimek and Perelstein 2020, arXiv:1810.11509",
        ..ROW
    },
];
