//! Functions that are cut off at both ends, and shrinkage, which is what cutting off leaves.

use super::{Activation, ROW, convention, parameter};

pub(super) const ROWS: &[Activation] = &[
    Activation {
        name: "relu6",
        title: "ReLU6",
        formula: "min(max(0,z),6)",
        frameworks: &[
            ("PyTorch", "torch.nn.ReLU6"),
            ("JAX", "jax.nn.relu6"),
            ("Keras", "keras.activations.relu6"),
            ("TensorFlow", "tf.nn.relu6"),
        ],
        conventions: &[
            convention("0", "0", "PyTorch, TensorFlow, Keras and jax.nn.relu6"),
            convention("6", "0", "PyTorch, TensorFlow, Keras and jax.nn.relu6"),
        ],
        source: "Krizhevsky 2010, Convolutional Deep Belief Networks on CIFAR-10",
        ..ROW
    },
    Activation {
        name: "relu_n",
        title: "bounded ReLU (ReLU-n)",
        aliases: &["brelu", "bounded_relu", "clipped_relu"],
        formula: "min(max(0,z),n)",
        parameters: &[parameter("n", "n > 0", "6", "maximum")],
        source: "Liew, Khalil-Hani and Bakhteri 2016",
        ..ROW
    },
    Activation {
        name: "bounded_leaky_relu",
        title: "bounded leaky ReLU",
        formula: "{alpha*z if z<=0; z if 0<z<=n; alpha*z+(1-alpha)*n if z>n}",
        parameters: &[parameter("alpha", "alpha > 0", "0.01", "slope"), parameter("n", "n > 0", "", "bend")],
        source: "Liew, Khalil-Hani and Bakhteri 2016",
        ..ROW
    },
    Activation {
        name: "hard_tanh",
        title: "hard tanh",
        aliases: &["hardtanh"],
        formula: "max(-1,min(1,z))",
        frameworks: &[
            ("PyTorch", "torch.nn.Hardtanh"),
            ("JAX", "jax.nn.hard_tanh"),
            ("Keras", "keras.activations.hard_tanh"),
        ],
        conventions: &[
            convention("-1", "0", "PyTorch"),
            convention("-1", "1", "jax.nn.hard_tanh and Keras on TensorFlow"),
            convention("1", "0", "PyTorch"),
            convention("1", "1", "jax.nn.hard_tanh and Keras on TensorFlow"),
        ],
        source: "Collobert 2004, Large Scale Machine Learning",
        ..ROW
    },
    Activation {
        name: "clip",
        title: "hard tanh with bounds (clip)",
        aliases: &["clamp", "hard_tanh_bounds"],
        formula: "max(l,min(u,z))",
        parameters: &[parameter("l", "", "-1", "lower bound"), parameter("u", "u > l", "1", "upper bound")],
        frameworks: &[
            ("PyTorch", "torch.nn.Hardtanh"),
            ("JAX", "jax.numpy.clip"),
            ("Keras", "keras.ops.clip"),
            ("TensorFlow", "tf.clip_by_value"),
        ],
        conventions: &[
            convention("l", "0", "torch.nn.Hardtanh"),
            convention("l", "1/2", "jax.numpy.clip"),
            convention("l", "1", "tf.clip_by_value"),
            convention("u", "0", "torch.nn.Hardtanh"),
            convention("u", "1/2", "jax.numpy.clip"),
            convention("u", "1", "tf.clip_by_value"),
        ],
        source: "torch.nn.Hardtanh",
        ..ROW
    },
    Activation {
        name: "hard_sigmoid",
        title: "hard sigmoid",
        aliases: &["hardsigmoid"],
        formula: "min(max(0,z+3),6)/6",
        frameworks: &[
            ("PyTorch", "torch.nn.Hardsigmoid"),
            ("JAX", "jax.nn.hard_sigmoid"),
            ("Keras", "keras.activations.hard_sigmoid"),
        ],
        conventions: &[
            convention("-3", "0", "PyTorch, jax.nn.hard_sigmoid and Keras on TensorFlow"),
            convention("3", "0", "PyTorch, jax.nn.hard_sigmoid and Keras on TensorFlow"),
        ],
        source: "torch.nn.Hardsigmoid; Howard et al. 2019, arXiv:1905.02244",
        ..ROW
    },
    Activation {
        name: "hard_sigmoid_keras2",
        title: "hard sigmoid of Keras 2",
        aliases: &["hard_sigmoid_theano"],
        formula: "max(0,min(1,0.2*z+0.5))",
        frameworks: &[("Keras", "keras.activations.hard_sigmoid (before Keras 3)"), ("ONNX", "HardSigmoid")],
        source: "theano.tensor.nnet.hard_sigmoid",
        ..ROW
    },
    Activation {
        name: "sparse_sigmoid",
        title: "sparse sigmoid",
        formula: "{0 if z<=-1; (z+1)/2 if -1<z<1; 1 if z>=1}",
        frameworks: &[("JAX", "jax.nn.sparse_sigmoid"), ("Keras", "keras.activations.sparse_sigmoid")],
        conventions: &[
            convention("-1", "1/4", "jax.nn.sparse_sigmoid"),
            convention("-1", "0", "Keras on TensorFlow"),
            convention("1", "1/4", "jax.nn.sparse_sigmoid"),
            convention("1", "0", "Keras on TensorFlow"),
        ],
        source: "Blondel, Martins and Niculae 2019, arXiv:1901.02324; Courbariaux and Bengio 2016, arXiv:1602.02830",
        ..ROW
    },
    Activation {
        name: "plu",
        title: "piecewise linear unit (PLU)",
        formula: "{alpha*(z+c)-c if z<-c; z if -c<=z<=c; alpha*(z-c)+c if z>c}",
        parameters: &[parameter("alpha", "0 < alpha < 1", "0.1", "slope"), parameter("c", "c > 0", "1", "bend")],
        source: "Nicolae 2018, arXiv:1809.09534",
        ..ROW
    },
    Activation {
        name: "tent",
        title: "tent",
        formula: "max(0,delta-|z|)",
        parameters: &[parameter("delta", "delta > 0", "1", "width")],
        source: "Rozsa and Boult 2019, arXiv:1908.02435",
        ..ROW
    },
    Activation {
        name: "hard_shrink",
        title: "hard shrinkage",
        aliases: &["hardshrink"],
        formula: "{z if z>lambda; z if z<-lambda; 0 otherwise}",
        parameters: &[parameter("lambda", "lambda > 0", "0.5", "threshold")],
        frameworks: &[("PyTorch", "torch.nn.Hardshrink"), ("Keras", "keras.activations.hard_shrink")],
        conventions: &[
            convention("-lambda", "0", "PyTorch and Keras on TensorFlow"),
            convention("lambda", "0", "PyTorch and Keras on TensorFlow"),
        ],
        source: "torch.nn.Hardshrink; Donoho and Johnstone 1994",
        ..ROW
    },
    Activation {
        name: "soft_shrink",
        title: "soft shrinkage",
        aliases: &["softshrink"],
        formula: "{z-lambda if z>lambda; z+lambda if z<-lambda; 0 otherwise}",
        parameters: &[parameter("lambda", "lambda > 0", "0.5", "threshold")],
        frameworks: &[("PyTorch", "torch.nn.Softshrink"), ("Keras", "keras.activations.soft_shrink")],
        conventions: &[
            convention("-lambda", "0", "PyTorch and Keras on TensorFlow"),
            convention("lambda", "0", "PyTorch and Keras on TensorFlow"),
        ],
        source: "torch.nn.Softshrink; Donoho and Johnstone 1994",
        ..ROW
    },
];
