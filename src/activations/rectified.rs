//! Rectifiers: a line to the right, and less to the left.

use super::{Activation, ROW, convention, parameter};

pub(super) const ROWS: &[Activation] = &[
    Activation {
        name: "relu",
        title: "ReLU",
        aliases: &["rectifier"],
        formula: "max(0,z)",
        frameworks: &[
            ("PyTorch", "torch.nn.ReLU"),
            ("JAX", "jax.nn.relu"),
            ("Keras", "keras.activations.relu"),
            ("TensorFlow", "tf.nn.relu"),
        ],
        conventions: &[
            convention("0", "0", "PyTorch, TensorFlow, Keras and jax.nn.relu"),
            convention("0", "1/2", "jax.numpy.maximum(z, 0)"),
        ],
        source: "Nair and Hinton 2010",
        ..ROW
    },
    Activation {
        name: "leaky_relu",
        title: "leaky ReLU",
        aliases: &["leakyrelu"],
        formula: "max(0.01*z,z)",
        frameworks: &[("PyTorch", "torch.nn.LeakyReLU"), ("JAX", "jax.nn.leaky_relu")],
        conventions: &[convention("0", "0.01", "PyTorch"), convention("0", "1", "jax.nn.leaky_relu")],
        source: "Maas, Hannun and Ng 2013",
        ..ROW
    },
    Activation {
        name: "leaky_relu_cases",
        title: "leaky ReLU by cases",
        formula: "{0.01*z if z<0; z if z>=0}",
        frameworks: &[("PyTorch", "torch.nn.LeakyReLU"), ("JAX", "jax.nn.leaky_relu")],
        conventions: &[convention("0", "0.01", "PyTorch"), convention("0", "1", "jax.nn.leaky_relu")],
        source: "Maas, Hannun and Ng 2013",
        ..ROW
    },
    Activation {
        name: "leaky_relu_slope",
        title: "leaky ReLU with a slope",
        formula: "{alpha*z if z<0; z if z>=0}",
        parameters: &[parameter("alpha", "alpha >= 0", "0.01", "slope")],
        frameworks: &[
            ("PyTorch", "torch.nn.LeakyReLU"),
            ("JAX", "jax.nn.leaky_relu"),
            ("Keras", "keras.activations.leaky_relu"),
            ("TensorFlow", "tf.nn.leaky_relu"),
        ],
        conventions: &[
            convention("0", "alpha", "PyTorch, TensorFlow and Keras on TensorFlow"),
            convention("0", "1", "jax.nn.leaky_relu"),
        ],
        source: "Maas, Hannun and Ng 2013",
        ..ROW
    },
    Activation {
        name: "prelu",
        title: "parametric ReLU (PReLU)",
        formula: "{alpha*z if z<0; z if z>=0}",
        parameters: &[parameter("alpha", "alpha > 0", "0.25", "slope")],
        frameworks: &[("PyTorch", "torch.nn.PReLU"), ("Keras", "keras.layers.PReLU")],
        conventions: &[convention("0", "alpha", "PyTorch"), convention("0", "0", "Keras on TensorFlow")],
        source: "He et al. 2015, arXiv:1502.01852",
        ..ROW
    },
    Activation {
        name: "rrelu",
        title: "randomised leaky ReLU (RReLU) in evaluation",
        formula: "{(a+b)/2*z if z<0; z if z>=0}",
        parameters: &[parameter("a", "a > 0", "1/8", "least slope"), parameter("b", "b > a", "1/3", "greatest slope")],
        frameworks: &[("PyTorch", "torch.nn.RReLU")],
        conventions: &[convention("0", "(a+b)/2", "PyTorch")],
        source: "Xu et al. 2015, arXiv:1505.00853",
        ..ROW
    },
    Activation {
        name: "squared_relu",
        title: "squared ReLU",
        aliases: &["relu2", "relu_squared"],
        formula: "max(0,z)^2",
        source: "So et al. 2021, arXiv:2109.08668",
        ..ROW
    },
    Activation {
        name: "star_relu",
        title: "StarReLU",
        formula: "s*max(0,z)^2+b",
        parameters: &[parameter("s", "s > 0", "0.8944", "scale"), parameter("b", "", "-0.4472", "offset")],
        source: "Yu et al. 2022, MetaFormer Baselines for Vision, arXiv:2210.13452",
        ..ROW
    },
    Activation {
        name: "cubed_relu",
        title: "cubed ReLU (ReCU, RePU of power 3)",
        aliases: &["recu"],
        formula: "max(0,z)^3",
        source: "Li, Tang and Yu 2019, arXiv:1903.05858",
        ..ROW
    },
    Activation {
        name: "shifted_relu",
        title: "shifted ReLU",
        aliases: &["displaced_relu"],
        formula: "max(-delta,z)",
        parameters: &[parameter("delta", "delta > 0", "1", "shift")],
        source: "Clevert et al. 2015, arXiv:1511.07289; Macêdo et al. 2019",
        ..ROW
    },
    Activation {
        name: "flexible_relu",
        title: "flexible ReLU (FReLU)",
        formula: "max(0,z)+b",
        parameters: &[parameter("b", "", "0", "offset")],
        source: "Qiu, Xu and Cai 2017, arXiv:1706.08098",
        ..ROW
    },
    Activation {
        name: "thresholded_relu",
        title: "thresholded ReLU",
        formula: "{z if z>theta; 0 if z<=theta}",
        parameters: &[parameter("theta", "theta > 0", "1", "threshold")],
        frameworks: &[("TensorFlow", "tf.keras.layers.ThresholdedReLU (Keras 2)"), ("ONNX", "ThresholdedRelu")],
        source: "Konda, Memisevic and Krueger 2014, arXiv:1402.3337",
        ..ROW
    },
    Activation {
        name: "threshold",
        title: "threshold",
        formula: "{z if z>theta; v if z<=theta}",
        parameters: &[parameter("theta", "", "", "threshold"), parameter("v", "", "", "value")],
        frameworks: &[("PyTorch", "torch.nn.Threshold"), ("Keras", "keras.activations.threshold")],
        conventions: &[convention("theta", "0", "PyTorch and Keras on TensorFlow")],
        source: "torch.nn.Threshold",
        ..ROW
    },
    Activation {
        name: "keras_relu",
        title: "ReLU with slope, maximum and threshold",
        formula: "{m if z>=m; z if theta<=z<m; alpha*(z-theta) if z<theta}",
        parameters: &[
            parameter("alpha", "alpha >= 0", "0", "slope"),
            parameter("theta", "theta >= 0", "0", "threshold"),
            parameter("m", "m > theta", "", "maximum"),
        ],
        frameworks: &[("Keras", "keras.activations.relu"), ("Keras", "keras.layers.ReLU")],
        conventions: &[convention("theta", "0", "Keras on TensorFlow"), convention("m", "1", "Keras on TensorFlow")],
        source: "keras.activations.relu",
        ..ROW
    },
    Activation {
        name: "srelu",
        title: "S-shaped ReLU (SReLU)",
        formula: "{l+a*(z-l) if z<=l; z if l<z<r; r+b*(z-r) if z>=r}",
        parameters: &[
            parameter("l", "", "", "left threshold"),
            parameter("r", "r > l", "", "right threshold"),
            parameter("a", "", "", "left slope"),
            parameter("b", "", "", "right slope"),
        ],
        source: "Jin et al. 2015, arXiv:1512.07030",
        ..ROW
    },
    Activation {
        name: "apl",
        title: "adaptive piecewise linear unit (APL), one hinge",
        formula: "max(0,z)+a*max(0,b-z)",
        parameters: &[parameter("a", "", "", "slope"), parameter("b", "", "", "hinge")],
        source: "Agostinelli et al. 2014, arXiv:1412.6830",
        ..ROW
    },
    Activation {
        name: "nlrelu",
        title: "natural logarithm ReLU (NLReLU)",
        formula: "ln(1+beta*max(0,z))",
        parameters: &[parameter("beta", "beta > 0", "1", "rate")],
        source: "Liu, Zhang and Ji 2019, arXiv:1908.03682",
        ..ROW
    },
    Activation {
        name: "abs",
        title: "absolute value",
        aliases: &["absolute"],
        formula: "|z|",
        frameworks: &[
            ("PyTorch", "torch.abs"),
            ("JAX", "jax.numpy.abs"),
            ("Keras", "keras.ops.abs"),
            ("TensorFlow", "tf.math.abs"),
        ],
        conventions: &[convention("0", "0", "PyTorch and TensorFlow"), convention("0", "1", "jax.numpy.abs")],
        source: "Jarrett et al. 2009, What is the Best Multi-Stage Architecture for Object Recognition?",
        ..ROW
    },
    Activation {
        name: "binary_step",
        title: "binary step",
        aliases: &["heaviside", "step"],
        formula: "{1 if z>=0; 0 if z<0}",
        frameworks: &[("Keras", "keras.ops.heaviside")],
        conventions: &[convention("0", "0", "jax.numpy.heaviside")],
        source: "McCulloch and Pitts 1943; Rosenblatt 1958",
        ..ROW
    },
];
