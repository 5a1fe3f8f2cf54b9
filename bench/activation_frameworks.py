"""Compares the catalogue with JAX, TensorFlow and Keras, whichever can be imported.

    python3 bench/activation_frameworks.py

Values: the frameworks' functions in double precision against tests/data/activations/values.tsv.
Conventions: what the frameworks return for the derivative at places without one. They are written to
tests/data/activations/conventions.tsv; lines of frameworks that cannot be imported are kept.

Last run with JAX 0.10.2 (CPU), TensorFlow 2.21.0 (CPU) and Keras 3.15.1 on TensorFlow. What the catalogue says of PyTorch
is read in its source instead: the backward kernels of aten/src/ATen/native/cpu/Activation.cpp, and
tools/autograd/derivatives.yaml.
"""

import math
import os
import pathlib
import re

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ.setdefault("JAX_PLATFORMS", "cpu")

FOLDER = pathlib.Path(__file__).parent.parent / "tests" / "data" / "activations"


def number(text):
    above, _, below = text.partition("/")
    return float(above) / float(below or 1)


def jax_functions():
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    nn = jax.nn
    values = {
        "sigmoid": nn.sigmoid, "log_sigmoid": nn.log_sigmoid, "probit": jax.scipy.special.ndtr, "tanh": nn.tanh,
        "asinh": jnp.arcsinh, "arctan": jnp.arctan, "identity": nn.identity, "square": jnp.square, "softsign": nn.soft_sign,
        "relu": nn.relu, "leaky_relu": nn.leaky_relu, "leaky_relu_slope": lambda z, alpha: nn.leaky_relu(z, alpha),
        "abs": jnp.abs, "relu6": nn.relu6, "hard_tanh": nn.hard_tanh, "clip": lambda z, l, u: jnp.clip(z, l, u),
        "hard_sigmoid": nn.hard_sigmoid, "sparse_sigmoid": nn.sparse_sigmoid, "elu": lambda z, alpha: nn.elu(z, alpha),
        "selu": lambda z, **_: nn.selu(z), "celu": lambda z, alpha: nn.celu(z, alpha), "exponential": jnp.exp,
        "softplus": nn.softplus, "squareplus": lambda z, b: nn.squareplus(z, b), "sparse_plus": nn.sparse_plus,
        "log1mexp": nn.log1mexp, "swish": nn.silu, "hard_swish": nn.hard_swish, "mish": nn.mish,
        "gelu": lambda z: nn.gelu(z, approximate=False), "gelu_tanh": nn.gelu, "sine": jnp.sin, "cosine": jnp.cos,
    }  # fmt: skip
    kinks = [
        ("relu", "", ["0"], "jax.nn.relu", nn.relu),
        ("relu", "", ["0"], "jax.numpy.maximum", lambda z: jnp.maximum(z, 0.0)),
        ("leaky_relu", "", ["0"], "jax.nn.leaky_relu", nn.leaky_relu),
        ("leaky_relu_cases", "", ["0"], "jax.nn.leaky_relu", nn.leaky_relu),
        ("leaky_relu_slope", "alpha=0.25", ["0"], "jax.nn.leaky_relu", lambda z: nn.leaky_relu(z, 0.25)),
        ("elu", "alpha=2", ["0"], "jax.nn.elu", lambda z: nn.elu(z, 2.0)),
        (
            "selu",
            "alpha=1.6732632423543772848170429916717 lambda=1.0507009873554804934193349852946",
            ["0"],
            "jax.nn.selu",
            nn.selu,
        ),
        ("relu6", "", ["0", "6"], "jax.nn.relu6", nn.relu6),
        ("hard_tanh", "", ["-1", "1"], "jax.nn.hard_tanh", nn.hard_tanh),
        ("clip", "l=-1 u=1", ["-1", "1"], "jax.numpy.clip", lambda z: jnp.clip(z, -1.0, 1.0)),
        ("hard_sigmoid", "", ["-3", "3"], "jax.nn.hard_sigmoid", nn.hard_sigmoid),
        ("hard_swish", "", ["-3", "3"], "jax.nn.hard_swish", nn.hard_swish),
        ("sparse_sigmoid", "", ["-1", "1"], "jax.nn.sparse_sigmoid", nn.sparse_sigmoid),
        ("abs", "", ["0"], "jax.numpy.abs", jnp.abs),
        ("binary_step", "", ["0"], "jax.numpy.heaviside", lambda z: jnp.heaviside(z, 1.0)),
    ]
    missing(
        "jax.nn",
        nn,
        "glu softmax log_softmax logsumexp logmeanexp standardize one_hot dot_product_attention scaled_dot_general "
        "scaled_matmul get_scaled_dot_general_config".split(),
    )
    return f"JAX {jax.__version__}", values, kinks, lambda f, z: float(jax.grad(f)(z)), lambda z: z


def tensorflow_functions():
    import keras
    import tensorflow as tf

    nn, k = tf.nn, keras.activations
    values = {
        "sigmoid": nn.sigmoid, "log_sigmoid": tf.math.log_sigmoid, "tanh": nn.tanh, "asinh": tf.math.asinh,
        "bce_with_logits": lambda z, y: nn.sigmoid_cross_entropy_with_logits(tf.constant(y, tf.float64), z),
        "arctan": tf.math.atan, "identity": tf.identity, "square": tf.math.square, "softsign": nn.softsign, "relu": nn.relu,
        "leaky_relu_slope": lambda z, alpha: nn.leaky_relu(z, alpha), "abs": tf.abs, "relu6": nn.relu6,
        "clip": lambda z, l, u: tf.clip_by_value(z, l, u), "elu": lambda z, alpha: nn.elu(z) if alpha == 1 else None,
        "selu": lambda z, **_: nn.selu(z), "exponential": tf.math.exp, "softplus": nn.softplus, "swish": nn.silu,
        "swish_beta": lambda z, beta: nn.silu(z, beta), "gelu": nn.gelu, "gelu_tanh": lambda z: nn.gelu(z, True),
        "sine": tf.math.sin, "cosine": tf.math.cos,
    }  # fmt: skip
    keras_values = {
        "log_sigmoid": k.log_sigmoid, "tanhshrink": k.tanh_shrink, "relu": k.relu, "hard_tanh": k.hard_tanh,
        "hard_sigmoid": k.hard_sigmoid, "sparse_sigmoid": k.sparse_sigmoid, "celu": lambda z, alpha: k.celu(z, alpha),
        "elu": lambda z, alpha: k.elu(z, alpha), "selu": lambda z, **_: k.selu(z), "sparse_plus": k.sparse_plus,
        "squareplus": lambda z, b: k.squareplus(z, b), "hard_swish": k.hard_silu, "mish": k.mish,
        "gelu": lambda z: k.gelu(z), "gelu_tanh": lambda z: k.gelu(z, True), "hard_shrink": lambda z, **p: k.hard_shrink(z, p["lambda"]),
        "soft_shrink": lambda z, **p: k.soft_shrink(z, p["lambda"]), "threshold": lambda z, theta, v: k.threshold(z, theta, v),
        "keras_relu": lambda z, alpha, theta, m: k.relu(z, negative_slope=alpha, max_value=m, threshold=theta),
        "leaky_relu_slope": lambda z, alpha: k.leaky_relu(z, alpha), "relu6": k.relu6, "exponential": k.exponential,
        "softplus": k.softplus, "softsign": k.softsign, "swish": k.silu, "sigmoid": k.sigmoid, "identity": k.linear,
    }  # fmt: skip

    missing("keras.activations", k, "glu softmax log_softmax sparsemax get serialize deserialize".split())

    def prelu(z):
        layer = keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25), dtype="float64")
        return tf.reshape(layer(tf.reshape(z, (1, 1))), ())

    selu = "alpha=1.6732632423543772848170429916717 lambda=1.0507009873554804934193349852946"
    kinks = [
        ("relu", "", ["0"], "TensorFlow", nn.relu),
        ("relu", "", ["0"], "Keras", k.relu),
        ("leaky_relu_slope", "alpha=0.25", ["0"], "TensorFlow", lambda z: nn.leaky_relu(z, 0.25)),
        ("leaky_relu_slope", "alpha=0.25", ["0"], "Keras", lambda z: k.leaky_relu(z, 0.25)),
        ("prelu", "alpha=0.25", ["0"], "Keras", prelu),
        ("elu", "alpha=2", ["0"], "Keras", lambda z: k.elu(z, 2.0)),
        ("selu", selu, ["0"], "TensorFlow", nn.selu),
        ("selu", selu, ["0"], "Keras", k.selu),
        ("relu6", "", ["0", "6"], "TensorFlow", nn.relu6),
        ("relu6", "", ["0", "6"], "Keras", k.relu6),
        ("hard_tanh", "", ["-1", "1"], "Keras", k.hard_tanh),
        ("clip", "l=-1 u=1", ["-1", "1"], "tf.clip_by_value", lambda z: tf.clip_by_value(z, -1, 1)),
        ("hard_sigmoid", "", ["-3", "3"], "Keras", k.hard_sigmoid),
        ("hard_swish", "", ["-3", "3"], "Keras", k.hard_silu),
        ("sparse_sigmoid", "", ["-1", "1"], "Keras", k.sparse_sigmoid),
        ("hard_shrink", "lambda=0.5", ["-0.5", "0.5"], "Keras", lambda z: k.hard_shrink(z, 0.5)),
        ("soft_shrink", "lambda=0.5", ["-0.5", "0.5"], "Keras", lambda z: k.soft_shrink(z, 0.5)),
        ("threshold", "theta=1 v=7", ["1"], "Keras", lambda z: k.threshold(z, 1.0, 7.0)),
        (
            "keras_relu",
            "alpha=0.25 theta=1 m=6",
            ["1", "6"],
            "Keras",
            lambda z: k.relu(z, negative_slope=0.25, max_value=6.0, threshold=1.0),
        ),
        ("abs", "", ["0"], "TensorFlow", tf.abs),
    ]

    def slope(f, z):
        x = tf.constant(z, tf.float64)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = f(x)
        return float(tape.gradient(y, x))

    constant = lambda z: tf.constant(z, tf.float64)
    yield f"TensorFlow {tf.__version__}", values, kinks, slope, constant
    yield f"Keras {keras.__version__} on TensorFlow", keras_values, [], slope, constant


def compare(title, functions, argument):
    """Prints the values that differ by more than 1e-12. TensorFlow's leaky_relu and gelu do so by up to 2e-7, because
    their constants are in single precision."""
    tested = 0
    for line in (FOLDER / "values.tsv").read_text().splitlines()[1:]:
        name, parameters, z, value = line.split("\t")
        given = {} if parameters == "-" else dict(pair.split("=") for pair in parameters.split())
        given = {key: number(text) for key, text in given.items()}
        if name not in functions or name == "selu" and given["alpha"] == 2:
            continue
        found = functions[name](argument(float(z)), **given)
        if found is None:
            continue
        error = abs(float(found) - float(value)) / max(abs(float(value)), 1e-300)
        if error > 1e-12:
            print(f"  {title}: {line}: {float(found)!r}, relative error {error:.1e}")
        tested += 1
    print(f"{title}: {tested} values of {len(functions)} functions compared")


def missing(prefix, module, vectors):
    """The public functions of a module that the catalogue's rows do not name, besides those of whole vectors."""
    rows = "".join(path.read_text() for path in (FOLDER.parents[2] / "src" / "activations").glob("*.rs"))
    named = {name for name in dir(module) if callable(getattr(module, name)) and not name.startswith("_")}
    known = set(re.findall(re.escape(prefix) + r"\.(\w+)", rows))
    aliases = {name for name in named if any(getattr(module, name) is getattr(module, other, None) for other in known)}
    print(f"{prefix}: {len(known & named)} in the catalogue, missing:", *sorted(named - known - aliases - set(vectors)))


def main():
    table = FOLDER / "conventions.tsv"
    old = [line.split("\t") for line in table.read_text().splitlines()[1:]] if table.exists() else []
    measured = []
    sources = []
    try:
        sources.append(jax_functions())
    except ImportError:
        print("no JAX")
    try:
        sources.extend(tensorflow_functions())
    except ImportError:
        print("no TensorFlow or Keras")
    for title, values, kinks, slope, argument in sources:
        compare(title, values, argument)
        for name, parameters, places, who, function in kinks:
            for place in places:
                found = slope(function, number(place))
                measured.append([name, parameters or "-", place, who, repr(found) if math.isfinite(found) else str(found)])
    new = {(row[0], row[1], row[2], row[3]): row for row in old + measured}
    text = "".join("\t".join(new[key]) + "\n" for key in sorted(new))
    table.write_text("name\tparameters\tat\twho\tvalue\n" + text)
    print(f"{len(measured)} conventions measured, {len(new)} in the table")


if __name__ == "__main__":
    main()
