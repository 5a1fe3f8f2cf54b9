//! Exponential units: a line to the right and an exponential, or what stands in for one, to the left.

use super::{Activation, ROW, convention, parameter};

pub(super) const ROWS: &[Activation] = &[
    Activation {
        name: "elu",
        title: "exponential linear unit (ELU)",
        formula: "{alpha*(e^z-1) if z<0; z if z>=0}",
        parameters: &[parameter("alpha", "alpha > 0", "1", "saturation")],
        frameworks: &[
            ("PyTorch", "torch.nn.ELU"),
            ("JAX", "jax.nn.elu"),
            ("Keras", "keras.activations.elu"),
            ("TensorFlow", "tf.nn.elu"),
        ],
        conventions: &[convention("0", "alpha", "PyTorch, jax.nn.elu and Keras on TensorFlow")],
        source: "Clevert, Unterthiner and Hochreiter 2015, arXiv:1511.07289",
        ..ROW
    },
    Activation {
        name: "selu",
        title: "scaled exponential linear unit (SELU)",
        formula: "{lambda*alpha*(e^z-1) if z<0; lambda*z if z>=0}",
        parameters: &[
            parameter("alpha", "alpha > 0", "1.6732632423543772848170429916717", "saturation"),
            parameter("lambda", "lambda > 0", "1.0507009873554804934193349852946", "scale"),
        ],
        frameworks: &[
            ("PyTorch", "torch.nn.SELU"),
            ("JAX", "jax.nn.selu"),
            ("Keras", "keras.activations.selu"),
            ("TensorFlow", "tf.nn.selu"),
        ],
        conventions: &[
            convention("0", "lambda*alpha", "PyTorch and jax.nn.selu"),
            convention("0", "lambda", "TensorFlow and Keras on TensorFlow"),
        ],
        source: "Klambauer et al. 2017, arXiv:1706.02515",
        ..ROW
    },
    Activation {
        name: "celu",
        title: "continuously differentiable ELU (CELU)",
        formula: "max(0,z)+min(0,alpha*(e^(z/alpha)-1))",
        parameters: &[parameter("alpha", "alpha > 0", "1", "saturation")],
        frameworks: &[("PyTorch", "torch.nn.CELU"), ("JAX", "jax.nn.celu"), ("Keras", "keras.activations.celu")],
        source: "Barron 2017, arXiv:1704.07483",
        ..ROW
    },
    Activation {
        name: "pelu",
        title: "parametric ELU (PELU)",
        formula: "{a/b*z if z>=0; a*(e^(z/b)-1) if z<0}",
        parameters: &[parameter("a", "a > 0", "1", "saturation"), parameter("b", "b > 0", "1", "decay")],
        source: "Trottier, Giguère and Chaib-draa 2016, arXiv:1605.09332",
        ..ROW
    },
    Activation {
        name: "mpelu",
        title: "multiple parametric ELU (MPELU)",
        formula: "{z if z>0; alpha*(e^(beta*z)-1) if z<=0}",
        parameters: &[parameter("alpha", "alpha > 0", "1", "saturation"), parameter("beta", "beta > 0", "1", "rate")],
        source: "Li et al. 2016, arXiv:1606.00305",
        ..ROW
    },
    Activation {
        name: "pdelu",
        title: "parametric deformable ELU (PDELU)",
        formula: "{z if z>0; alpha*((1+(1-t)*z)^(1/(1-t))-1) if -1/(1-t)<z<=0; -alpha if z<=-1/(1-t)}",
        parameters: &[
            parameter("alpha", "alpha > 0", "1", "saturation"),
            parameter("t", "0 < t < 1", "0.9", "deformation"),
        ],
        source: "Cheng et al. 2020, Parametric Deformable Exponential Linear Units",
        ..ROW
    },
    Activation {
        name: "serlu",
        title: "scaled exponentially-regularised linear unit (SERLU)",
        formula: "{lambda*z if z>=0; lambda*alpha*z*e^z if z<0}",
        parameters: &[
            parameter("alpha", "alpha > 0", "2.90427", "bump"),
            parameter("lambda", "lambda > 0", "1.07862", "scale"),
        ],
        source: "Zhang and Li 2018, arXiv:1807.10117",
        ..ROW
    },
    Activation {
        name: "elish",
        title: "exponential linear sigmoid squashing (ELiSH)",
        formula: "{z/(1+e^(-z)) if z>=0; (e^z-1)/(1+e^(-z)) if z<0}",
        source: "Basirat and Roth 2018, arXiv:1808.00783",
        ..ROW
    },
    Activation {
        name: "hard_elish",
        title: "HardELiSH",
        aliases: &["hardelish"],
        formula: "{z*max(0,min(1,(z+1)/2)) if z>=0; (e^z-1)*max(0,min(1,(z+1)/2)) if z<0}",
        source: "Basirat and Roth 2018, arXiv:1808.00783",
        ..ROW
    },
    Activation {
        name: "hexpo",
        title: "Hexpo",
        formula: "{-a*(e^(-z/b)-1) if z>=0; c*(e^(z/d)-1) if z<0}",
        parameters: &[
            parameter("a", "a > 0", "1", "right level"),
            parameter("b", "b > 0", "1", "right decay"),
            parameter("c", "c > 0", "1", "left level"),
            parameter("d", "d > 0", "1", "left decay"),
        ],
        source: "Kong and Takatsuka 2017, Hexpo: A vanishing-proof activation function",
        ..ROW
    },
    Activation {
        name: "isrlu",
        title: "inverse square root linear unit (ISRLU)",
        formula: "{z if z>=0; z/sqrt(1+a*z^2) if z<0}",
        parameters: &[parameter("a", "a > 0", "1", "curvature")],
        source: "Carlile et al. 2017, arXiv:1710.09967",
        ..ROW
    },
    Activation {
        name: "slu",
        title: "softplus linear unit (SLU)",
        formula: "{z if z>=0; 2*ln((e^z+1)/2) if z<0}",
        source: "Zhao et al. 2018, A novel softplus linear unit for deep convolutional neural networks",
        ..ROW
    },
    Activation {
        name: "sqlu",
        title: "square linear unit (SQLU)",
        formula: "{z if z>0; z+z^2/4 if -2<=z<=0; -1 if z<-2}",
        source: "Wuraola, Patel and Nguang 2021, Efficient activation functions for embedded inference engines",
        ..ROW
    },
    Activation {
        name: "xielu",
        title: "xIELU",
        formula: "{p*z^2+beta*z if z>0; n*(e^z-1-z)+beta*z if z<=0}",
        parameters: &[
            parameter("p", "p > 0", "0.8", "positive curvature"),
            parameter("n", "n > 0", "0.8", "negative curvature"),
            parameter("beta", "beta > 0", "0.5", "slope"),
        ],
        source: "Huang and Schlag 2024, arXiv:2411.13010",
        ..ROW
    },
    Activation {
        name: "soft_exponential",
        title: "soft exponential, positive parameter",
        formula: "(e^(alpha*z)-1)/alpha+alpha",
        parameters: &[parameter("alpha", "alpha > 0", "", "interpolation")],
        source: "Godfrey and Gashler 2015, arXiv:1602.01321",
        ..ROW
    },
    Activation {
        name: "soft_exponential_log",
        title: "soft exponential, negative parameter",
        formula: "-ln(1-alpha*(z+alpha))/alpha",
        parameters: &[parameter("alpha", "alpha < 0", "", "interpolation")],
        source: "Godfrey and Gashler 2015, arXiv:1602.01321",
        ..ROW
    },
    Activation {
        name: "exponential",
        title: "exponential",
        formula: "e^z",
        frameworks: &[
            ("PyTorch", "torch.exp"),
            ("JAX", "jax.numpy.exp"),
            ("Keras", "keras.activations.exponential"),
            ("TensorFlow", "tf.math.exp"),
        ],
        source: "keras.activations.exponential",
        ..ROW
    },
];
