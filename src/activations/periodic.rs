//! Functions with sines and cosines.

use super::{Activation, ROW, parameter};

pub(super) const ROWS: &[Activation] = &[
    Activation {
        name: "sine",
        title: "sine",
        aliases: &["sinusoid"],
        formula: "sin(z)",
        frameworks: &[
            ("PyTorch", "torch.sin"),
            ("JAX", "jax.numpy.sin"),
            ("Keras", "keras.ops.sin"),
            ("TensorFlow", "tf.math.sin"),
        ],
        source: "Sopena, Romero and Alquézar 1999; Parascandolo, Huttunen and Virtanen 2017, Taming the waves",
        ..ROW
    },
    Activation {
        name: "siren",
        title: "sine of SIREN",
        formula: "sin(omega*z)",
        parameters: &[parameter("omega", "omega > 0", "30", "frequency")],
        source: "Sitzmann et al. 2020, arXiv:2006.09661",
        ..ROW
    },
    Activation {
        name: "cosine",
        title: "cosine",
        formula: "cos(z)",
        source: "Rahimi and Recht 2007, Random Features for Large-Scale Kernel Machines",
        ..ROW
    },
    Activation { name: "sinc", title: "sinc", formula: "sin(z)/z", source: "DLMF 6.2", ..ROW },
    Activation {
        name: "snake",
        title: "Snake",
        formula: "z+sin(a*z)^2/a",
        parameters: &[parameter("a", "a > 0", "1", "frequency")],
        source: "Ziyin, Hartwig and Ueda 2020, arXiv:2006.08195",
        ..ROW
    },
    Activation {
        name: "gcu",
        title: "growing cosine unit (GCU)",
        formula: "z*cos(z)",
        source: "Noel et al. 2021, arXiv:2108.12943",
        ..ROW
    },
    Activation {
        name: "asu",
        title: "amplifying sine unit (ASU)",
        formula: "z*sin(z)",
        source: "Rahman et al. 2023, Amplifying Sine Unit",
        ..ROW
    },
    Activation {
        name: "cosid",
        title: "cosid",
        formula: "cos(z)-z",
        source: "Eger, Youssef and Gurevych 2018, arXiv:1901.02671",
        ..ROW
    },
    Activation {
        name: "minsin",
        title: "minsin",
        formula: "min(z,sin(z))",
        source: "Eger, Youssef and Gurevych 2018, arXiv:1901.02671",
        ..ROW
    },
    Activation {
        name: "sinlu",
        title: "sinu-sigmoidal linear unit (SinLU)",
        formula: "(z+a*sin(b*z))*sigmoid(z)",
        parameters: &[parameter("a", "", "1", "amplitude"), parameter("b", "b > 0", "1", "frequency")],
        source: "Paul et al. 2022, SinLU: Sinu-Sigmoidal Linear Unit",
        ..ROW
    },
];
