//! Functions that multiply their input with a gate.

use super::{Activation, ROW, convention, parameter};

pub(super) const ROWS: &[Activation] = &[
    Activation {
        name: "swish",
        title: "SiLU (swish)",
        aliases: &["silu"],
        formula: "z/(1+e^(-z))",
        frameworks: &[
            ("PyTorch", "torch.nn.SiLU"),
            ("JAX", "jax.nn.silu"),
            ("Keras", "keras.activations.silu"),
            ("TensorFlow", "tf.nn.silu"),
        ],
        source: "Elfwing, Uchibe and Doya 2017, arXiv:1702.03118; Ramachandran, Zoph and Le 2017, arXiv:1710.05941",
        ..ROW
    },
    Activation {
        name: "swish_beta",
        title: "swish with a rate",
        formula: "z*sigmoid(beta*z)",
        parameters: &[parameter("beta", "beta > 0", "1", "rate")],
        frameworks: &[("TensorFlow", "tf.nn.silu")],
        source: "Ramachandran, Zoph and Le 2017, arXiv:1710.05941",
        ..ROW
    },
    Activation {
        name: "e_swish",
        title: "E-swish",
        aliases: &["eswish"],
        formula: "beta*z*sigmoid(z)",
        parameters: &[parameter("beta", "beta > 0", "", "scale")],
        source: "Alcaide 2018, arXiv:1801.07145",
        ..ROW
    },
    Activation {
        name: "flatten_t_swish",
        title: "flatten-T swish",
        aliases: &["fts"],
        formula: "{z*sigmoid(z)+T if z>=0; T if z<0}",
        parameters: &[parameter("T", "", "-0.2", "threshold")],
        source: "Chieng et al. 2018, arXiv:1812.06247",
        ..ROW
    },
    Activation {
        name: "dsilu",
        title: "derivative of SiLU (dSiLU)",
        formula: "sigmoid(z)*(1+z*(1-sigmoid(z)))",
        source: "Elfwing, Uchibe and Doya 2017, arXiv:1702.03118",
        ..ROW
    },
    Activation {
        name: "hard_swish",
        title: "hard swish",
        aliases: &["hardswish", "hard_silu"],
        formula: "z*min(max(0,z+3),6)/6",
        frameworks: &[
            ("PyTorch", "torch.nn.Hardswish"),
            ("JAX", "jax.nn.hard_swish"),
            ("Keras", "keras.activations.hard_silu"),
        ],
        conventions: &[
            convention("-3", "0", "jax.nn.hard_swish and Keras on TensorFlow"),
            convention("-3", "-1/2", "PyTorch 2.6 (pytorch/pytorch issue 147801)"),
            convention("3", "1", "jax.nn.hard_swish and Keras on TensorFlow"),
            convention("3", "3/2", "PyTorch 2.6 (pytorch/pytorch issue 147801)"),
        ],
        source: "Howard et al. 2019, arXiv:1905.02244",
        ..ROW
    },
    Activation {
        name: "mish",
        title: "Mish",
        formula: "z*tanh(ln(1+e^z))",
        frameworks: &[("PyTorch", "torch.nn.Mish"), ("JAX", "jax.nn.mish"), ("Keras", "keras.activations.mish")],
        source: "Misra 2019, arXiv:1908.08681",
        ..ROW
    },
    Activation {
        name: "hard_mish",
        title: "hard Mish",
        formula: "z/2*min(2,max(0,z+2))",
        frameworks: &[("timm", "timm.layers.HardMish")],
        source: "timm.layers.HardMish",
        ..ROW
    },
    Activation {
        name: "mila",
        title: "Mila",
        formula: "z*tanh(ln(1+e^(beta+z)))",
        parameters: &[parameter("beta", "", "-0.25", "shift")],
        source: "Misra 2019, github.com/digantamisra98/Mila",
        ..ROW
    },
    Activation {
        name: "gelu",
        title: "GELU",
        formula: "z*(1+erf(z/sqrt(2)))/2",
        frameworks: &[
            ("PyTorch", "torch.nn.GELU"),
            ("JAX", "jax.nn.gelu(approximate=False)"),
            ("Keras", "keras.activations.gelu"),
            ("TensorFlow", "tf.nn.gelu"),
        ],
        source: "Hendrycks and Gimpel 2016, arXiv:1606.08415",
        ..ROW
    },
    Activation {
        name: "gelu_tanh",
        title: "GELU, tanh approximation",
        aliases: &["gelu_new"],
        formula: "z/2*(1+tanh(sqrt(2/pi)*(z+0.044715*z^3)))",
        frameworks: &[
            ("PyTorch", "torch.nn.GELU(approximate='tanh')"),
            ("JAX", "jax.nn.gelu"),
            ("Keras", "keras.activations.gelu(approximate=True)"),
            ("TensorFlow", "tf.nn.gelu(approximate=True)"),
        ],
        source: "Hendrycks and Gimpel 2016, arXiv:1606.08415",
        ..ROW
    },
    Activation {
        name: "quick_gelu",
        title: "GELU, sigmoid approximation",
        aliases: &["gelu_sigmoid"],
        formula: "z*sigmoid(1.702*z)",
        source: "Hendrycks and Gimpel 2016, arXiv:1606.08415",
        ..ROW
    },
    Activation {
        name: "sgelu",
        title: "symmetrical GELU (SGELU)",
        formula: "alpha*z*erf(z/sqrt(2))",
        parameters: &[parameter("alpha", "alpha > 0", "", "scale")],
        source: "Yu and Su 2019, arXiv:1911.03925",
        ..ROW
    },
    Activation {
        name: "lisht",
        title: "LiSHT",
        formula: "z*tanh(z)",
        source: "Roy et al. 2019, arXiv:1901.05894",
        ..ROW
    },
    Activation {
        name: "serf",
        title: "Serf",
        formula: "z*erf(ln(1+e^z))",
        source: "Nag and Bhattacharyya 2021, arXiv:2108.09598",
        ..ROW
    },
    Activation {
        name: "erfact",
        title: "ErfAct",
        formula: "z*erf(alpha*e^(beta*z))",
        parameters: &[parameter("alpha", "alpha > 0", "0.75", "scale"), parameter("beta", "beta > 0", "0.75", "rate")],
        source: "Biswas et al. 2021, arXiv:2109.04386",
        ..ROW
    },
    Activation {
        name: "pserf",
        title: "Pserf",
        formula: "z*erf(gamma*ln(1+e^(delta*z)))",
        parameters: &[
            parameter("gamma", "gamma > 0", "1.25", "scale"),
            parameter("delta", "delta > 0", "0.85", "rate"),
        ],
        source: "Biswas et al. 2021, arXiv:2109.04386",
        ..ROW
    },
    Activation {
        name: "tanhexp",
        title: "TanhExp (TeLU)",
        aliases: &["telu"],
        formula: "z*tanh(e^z)",
        source: "Liu and Di 2020, arXiv:2003.09855; Fernandez and Mali 2024, arXiv:2402.02790",
        ..ROW
    },
    Activation {
        name: "tanhsoft1",
        title: "TanhSoft-1",
        formula: "tanh(alpha*z)*ln(1+e^z)",
        parameters: &[parameter("alpha", "alpha > 0", "0.87", "rate")],
        source: "Biswas et al. 2020, arXiv:2009.03863",
        ..ROW
    },
    Activation { name: "logish", title: "Logish", formula: "z*ln(1+sigmoid(z))", source: "Zhu et al. 2021", ..ROW },
    Activation {
        name: "smish",
        title: "Smish",
        formula: "z*tanh(ln(1+sigmoid(z)))",
        source: "Wang, Ren and Wang 2022",
        ..ROW
    },
    Activation {
        name: "gish",
        title: "Gish",
        formula: "z*ln(2-e^(-e^z))",
        source: "Kaytan, Aydilek and Yeroğlu 2023, Gish: a novel activation function for image classification",
        ..ROW
    },
    Activation {
        name: "phish",
        title: "Phish",
        formula: "z*tanh(z*(1+erf(z/sqrt(2)))/2)",
        source: "Naveen 2022, Phish: A Novel Hyper-Optimizable Activation Function",
        ..ROW
    },
    Activation {
        name: "colu",
        title: "collapsing linear unit (CoLU)",
        formula: "z/(1-z*e^(-(z+e^z)))",
        source: "Vagerwal 2021, arXiv:2112.12078",
        ..ROW
    },
    Activation {
        name: "golu",
        title: "Gompertz linear unit (GoLU)",
        formula: "z*e^(-e^(-z))",
        source: "Das et al. 2025, arXiv:2502.03654",
        ..ROW
    },
    Activation {
        name: "srs",
        title: "soft-root-sign (SRS)",
        aliases: &["soft_root_sign"],
        formula: "z/(z/alpha+e^(-z/beta))",
        parameters: &[parameter("alpha", "alpha > 0", "2", "ceiling"), parameter("beta", "beta > 0", "3", "decay")],
        source: "Zhou et al. 2020, arXiv:2003.00547",
        ..ROW
    },
    Activation {
        name: "aria2",
        title: "ARiA2",
        formula: "z*(1+e^(-beta*z))^(-alpha)",
        parameters: &[parameter("alpha", "alpha > 0", "1.5", "power"), parameter("beta", "beta > 0", "2", "rate")],
        source: "Patwardhan, Ingalhalikar and Walambe 2018, arXiv:1805.08878",
        ..ROW
    },
    Activation {
        name: "pflu",
        title: "power function linear unit (PFLU)",
        formula: "z/2*(1+z/sqrt(1+z^2))",
        source: "Zhu et al. 2021, PFLU and FPFLU",
        ..ROW
    },
    Activation {
        name: "fpflu",
        title: "faster PFLU (FPFLU)",
        formula: "{z if z>=0; z/(1+z^2) if z<0}",
        source: "Zhu et al. 2021, PFLU and FPFLU",
        ..ROW
    },
    Activation {
        name: "resech",
        title: "rectified hyperbolic secant (ReSech)",
        formula: "z*sech(z)",
        source: "Njikam and Zhao 2016, A novel activation function for multilayer feed-forward neural networks",
        ..ROW
    },
];
