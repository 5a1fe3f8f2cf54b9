//! Powers, roots and quotients: functions without exponentials.

use super::{Activation, ROW, parameter};

pub(super) const ROWS: &[Activation] = &[
    Activation {
        name: "identity",
        title: "identity (linear)",
        aliases: &["linear"],
        formula: "z",
        frameworks: &[
            ("PyTorch", "torch.nn.Identity"),
            ("JAX", "jax.nn.identity"),
            ("Keras", "keras.activations.linear"),
            ("TensorFlow", "tf.identity"),
        ],
        source: "keras.activations.linear",
        ..ROW
    },
    Activation {
        name: "square",
        title: "square",
        aliases: &["quadratic"],
        formula: "z^2",
        frameworks: &[
            ("PyTorch", "torch.square"),
            ("JAX", "jax.numpy.square"),
            ("Keras", "keras.ops.square"),
            ("TensorFlow", "tf.math.square"),
        ],
        source: "Gilad-Bachrach et al. 2016, CryptoNets",
        ..ROW
    },
    Activation {
        name: "cube",
        title: "cube",
        formula: "z^3",
        source: "Chen and Manning 2014, A Fast and Accurate Dependency Parser using Neural Networks",
        ..ROW
    },
    Activation {
        name: "softsign",
        title: "softsign",
        aliases: &["soft_sign"],
        formula: "z/(1+|z|)",
        frameworks: &[
            ("PyTorch", "torch.nn.Softsign"),
            ("JAX", "jax.nn.soft_sign"),
            ("Keras", "keras.activations.softsign"),
            ("TensorFlow", "tf.nn.softsign"),
        ],
        source: "Bergstra et al. 2009; Elliott 1993",
        ..ROW
    },
    Activation {
        name: "elliott",
        title: "Elliott sigmoid",
        formula: "z/(2*(1+|z|))+1/2",
        source: "Elliott 1993, A Better Activation Function for Artificial Neural Networks",
        ..ROW
    },
    Activation {
        name: "isru",
        title: "inverse square root unit (ISRU)",
        formula: "z/sqrt(1+a*z^2)",
        parameters: &[parameter("a", "a > 0", "1", "curvature")],
        source: "Carlile et al. 2017, arXiv:1710.09967",
        ..ROW
    },
    Activation {
        name: "rootsig",
        title: "rootsig",
        formula: "a*z/(1+sqrt(1+(a*z)^2))",
        parameters: &[parameter("a", "a > 0", "1", "rate")],
        source: "Duch and Jankowski 1999, Survey of Neural Transfer Functions",
        ..ROW
    },
    Activation {
        name: "bent_identity",
        title: "bent identity",
        formula: "(sqrt(z^2+1)-1)/2+z",
        source: "Wikipedia: Activation function",
        ..ROW
    },
    Activation {
        name: "sqnl",
        title: "square nonlinearity (SQNL)",
        formula: "{-1 if z<-2; z+z^2/4 if -2<=z<0; z-z^2/4 if 0<=z<=2; 1 if z>2}",
        source: "Wuraola and Patel 2018, SQNL: A New Computationally Efficient Activation Function",
        ..ROW
    },
    Activation {
        name: "smoothstep",
        title: "smoothstep",
        formula: "{0 if z<=0; 3*z^2-2*z^3 if 0<z<1; 1 if z>=1}",
        source: "OpenGL Shading Language, section 8.3",
        ..ROW
    },
];
