"""Values and slopes of every activation in the catalogue, computed with mpmath to 50 digits.

    python3 bench/activation_values.py            # writes tests/data/activations/values.tsv and slopes.tsv

The functions here are written from the definitions of the papers and frameworks that the catalogue names, as branches and
library calls, and not from its formulas. A slope is mpmath's numerical derivative at 60 digits. mpmath 1.3.0 was used.

Each line holds the name, the parameters (`alpha=0.25 beta=2`, or `-`), z, and the value. Parameters and arguments are
fractions that binary floating point holds exactly, except for defaults that papers give as decimals.
"""

import pathlib
from fractions import Fraction

import mpmath as m
from mpmath import mp, mpf

mp.dps = 60


def relu(z):
    return z if z > 0 else mpf(0)


def clip(z, low, high):
    return low if z < low else high if z > high else z


def sigmoid(z):
    return 1 / (1 + m.exp(-z)) if z >= 0 else m.exp(z) / (1 + m.exp(z))


def softplus(z):
    return max(z, 0) + m.log1p(m.exp(-abs(z)))


def norm_cdf(z):
    return m.ncdf(z)


def gelu(z):
    return z * norm_cdf(z)


def relu6(z):
    return clip(z, mpf(0), mpf(6))


def smoothstep(z):
    t = clip(z, mpf(0), mpf(1))
    return t * t * (3 - 2 * t)


def keras_relu(z, alpha, theta, m):
    if z >= m:
        return m
    return z if z >= theta else alpha * (z - theta)


def srelu(z, l, r, a, b):
    if z >= r:
        return r + b * (z - r)
    return z if z > l else l + a * (z - l)


def pdelu(z, alpha, t):
    # Tsallis' deformed exponential with a positive part.
    return z if z > 0 else alpha * (m.power(relu(1 + (1 - t) * z), 1 / (1 - t)) - 1)


def generalised_logistic(z, a, k, b, q, nu):
    return a + (k - a) * m.power(1 + q * m.exp(-b * z), -1 / nu)


def hard_shrink(z, lambda_):
    return z if abs(z) > lambda_ else mpf(0)


def soft_shrink(z, lambda_):
    return m.sign(z) * relu(abs(z) - lambda_)


def sq_rbf(z):
    a = abs(z)
    if a <= 1:
        return 1 - a * a / 2
    return (2 - a) ** 2 / 2 if a < 2 else mpf(0)


def sqnl(z):
    c = clip(z, mpf(-2), mpf(2))
    return c - c * abs(c) / 4


def smelu(z, beta):
    if abs(z) <= beta:
        return (z + beta) ** 2 / (4 * beta)
    return relu(z)


def silu(z):
    return z * sigmoid(z)


# name: the function; then parameter sets, the defaults first, as lists of `name=value` in the order of the arguments.
ROWS = {
    # logistic
    "sigmoid": (sigmoid, [""]),
    "sigmoid_temperature": (lambda z, T: sigmoid(z / T), ["T=1", "T=2.5"]),
    "bipolar_sigmoid": (lambda z: 2 * sigmoid(z) - 1, [""]),
    "log_sigmoid": (lambda z: -softplus(-z), [""]),
    "bce_with_logits": (lambda z, y: softplus(z) - y * z, ["y=1", "y=0.25"]),
    "complementary_log_log": (lambda z: -m.expm1(-m.exp(z)), [""]),
    "loglog": (lambda z: m.exp(-m.exp(-z)), [""]),
    "gompertz": (lambda z, a, b, c: a * m.exp(-b * m.exp(-c * z)), ["a=1 b=1 c=1", "a=2 b=0.5 c=1.5"]),
    "generalised_logistic": (generalised_logistic, ["a=0 k=1 b=1 q=1 nu=1", "a=-1 k=3 b=2 q=0.5 nu=0.75"]),
    "aranda_ordaz": (lambda z, a: 1 - m.power(1 + a * m.exp(z), -1 / a), ["a=1", "a=2.5"]),
    "probit": (norm_cdf, [""]),
    "cauchy_cdf": (lambda z: mpf(1) / 2 + m.atan(z) / m.pi, [""]),
    "softclip": (lambda z, a: (softplus(a * z) - softplus(a * (z - 1))) / a, ["a=50", "a=2"]),
    # hyperbolic
    "tanh": (m.tanh, [""]),
    "tanh_exp": (m.tanh, [""]),
    "lecun_tanh": (lambda z: mpf("1.7159") * m.tanh(2 * z / 3), [""]),
    "scaled_tanh": (lambda z, a, b: a * m.tanh(b * z), ["a=1.7159 b=2/3", "a=0.5 b=3"]),
    "dynamic_tanh": (
        lambda z, gamma, alpha, beta: beta + gamma * m.tanh(alpha * z),
        ["gamma=1 alpha=0.5 beta=0", "gamma=1.5 alpha=2 beta=-1"],
    ),
    "penalized_tanh": (lambda z, a: m.tanh(z) * (1 if z > 0 else a), ["a=0.25", "a=0.75"]),
    "tanhshrink": (lambda z: z - m.tanh(z), [""]),
    "log_cosh": (lambda z: z + softplus(-2 * z) - m.log(2), [""]),
    "asinh": (lambda z: m.log(z + m.sqrt(z * z + 1)), [""]),
    "arctan": (m.atan, [""]),
    "arctid": (lambda z: m.atan(z) ** 2 - z, [""]),
    "symlog": (lambda z: m.sign(z) * m.log1p(abs(z)), [""]),
    "symexp": (lambda z: m.sign(z) * m.expm1(abs(z)), [""]),
    # algebraic
    "identity": (lambda z: z, [""]),
    "square": (lambda z: z * z, [""]),
    "cube": (lambda z: z * z * z, [""]),
    "softsign": (lambda z: z / (abs(z) + 1), [""]),
    "elliott": (lambda z: (z / (abs(z) + 1) + 1) / 2, [""]),
    "isru": (lambda z, a: z / m.hypot(1, m.sqrt(a) * z), ["a=1", "a=3"]),
    "rootsig": (lambda z, a: a * z / (1 + m.hypot(1, a * z)), ["a=1", "a=2.5"]),
    "bent_identity": (lambda z: z + (m.hypot(z, 1) - 1) / 2, [""]),
    "sqnl": (sqnl, [""]),
    "smoothstep": (smoothstep, [""]),
    # rectified
    "relu": (relu, [""]),
    "leaky_relu": (lambda z: relu(z) - mpf("0.01") * relu(-z), [""]),
    "leaky_relu_cases": (lambda z: relu(z) - mpf("0.01") * relu(-z), [""]),
    "leaky_relu_slope": (lambda z, alpha: relu(z) - alpha * relu(-z), ["alpha=0.01", "alpha=0.2"]),
    "prelu": (lambda z, alpha: relu(z) - alpha * relu(-z), ["alpha=0.25", "alpha=1.5"]),
    "rrelu": (lambda z, a, b: relu(z) - (a + b) / 2 * relu(-z), ["a=1/8 b=1/3", "a=0.25 b=0.5"]),
    "squared_relu": (lambda z: relu(z) ** 2, [""]),
    "star_relu": (lambda z, s, b: s * relu(z) ** 2 + b, ["s=0.8944 b=-0.4472", "s=2 b=0.5"]),
    "cubed_relu": (lambda z: relu(z) * z * z, [""]),
    "shifted_relu": (lambda z, delta: max(z, -delta), ["delta=1", "delta=0.25"]),
    "flexible_relu": (lambda z, b: relu(z) + b, ["b=0", "b=-0.5"]),
    "thresholded_relu": (lambda z, theta: z if z > theta else mpf(0), ["theta=1", "theta=0.5"]),
    "threshold": (lambda z, theta, v: z if z > theta else v, ["theta=0.5 v=2", "theta=-1 v=-7"]),
    "keras_relu": (keras_relu, ["alpha=0 theta=0 m=2", "alpha=0.25 theta=0.5 m=1.5"]),
    "srelu": (srelu, ["l=0 r=1 a=0 b=1", "l=-1 r=0.5 a=0.25 b=0.125"]),
    "apl": (lambda z, a, b: relu(z) + a * relu(b - z), ["a=0.2 b=0", "a=-0.5 b=1.25"]),
    "nlrelu": (lambda z, beta: m.log1p(beta * relu(z)), ["beta=1", "beta=0.5"]),
    "abs": (abs, [""]),
    "binary_step": (lambda z: mpf(1 if z >= 0 else 0), [""]),
    # clipped
    "relu6": (relu6, [""]),
    "relu_n": (lambda z, n: clip(z, mpf(0), n), ["n=6", "n=1"]),
    "bounded_leaky_relu": (
        lambda z, alpha, n: alpha * z if z <= 0 else z if z <= n else n + alpha * (z - n),
        ["alpha=0.01 n=1", "alpha=0.25 n=2"],
    ),
    "hard_tanh": (lambda z: clip(z, mpf(-1), mpf(1)), [""]),
    "clip": (lambda z, l, u: clip(z, l, u), ["l=-1 u=1", "l=-0.5 u=2"]),
    "hard_sigmoid": (lambda z: relu6(z + 3) / 6, [""]),
    "hard_sigmoid_keras2": (lambda z: clip(z / 5 + mpf(1) / 2, mpf(0), mpf(1)), [""]),
    "sparse_sigmoid": (lambda z: clip(z + 1, mpf(0), mpf(2)) / 2, [""]),
    "plu": (
        lambda z, alpha, c: clip(z, -c, c) + alpha * (z - clip(z, -c, c)),
        ["alpha=0.1 c=1", "alpha=0.5 c=2"],
    ),
    "tent": (lambda z, delta: relu(delta - abs(z)), ["delta=1", "delta=2"]),
    "hard_shrink": (hard_shrink, ["lambda=0.5", "lambda=1"]),
    "soft_shrink": (soft_shrink, ["lambda=0.5", "lambda=1"]),
    # exponential
    "elu": (lambda z, alpha: z if z > 0 else alpha * m.expm1(z), ["alpha=1", "alpha=1.5"]),
    "selu": (
        lambda z, alpha, lambda_: lambda_ * (z if z > 0 else alpha * m.expm1(z)),
        ["alpha=1.6732632423543772848170429916717 lambda=1.0507009873554804934193349852946", "alpha=2 lambda=1.25"],
    ),
    "celu": (lambda z, alpha: z if z > 0 else alpha * m.expm1(z / alpha), ["alpha=1", "alpha=2"]),
    "pelu": (lambda z, a, b: a / b * z if z >= 0 else a * m.expm1(z / b), ["a=1 b=1", "a=0.5 b=2"]),
    "mpelu": (lambda z, alpha, beta: z if z > 0 else alpha * m.expm1(beta * z), ["alpha=1 beta=1", "alpha=0.5 beta=2"]),
    "pdelu": (pdelu, ["alpha=1 t=0.9", "alpha=2 t=0.5"]),
    "serlu": (
        lambda z, alpha, lambda_: lambda_ * (z if z >= 0 else alpha * z * m.exp(z)),
        ["alpha=2.90427 lambda=1.07862", "alpha=2 lambda=1.5"],
    ),
    "elish": (lambda z: (z if z >= 0 else m.expm1(z)) * sigmoid(z), [""]),
    "hard_elish": (lambda z: (z if z >= 0 else m.expm1(z)) * clip((z + 1) / 2, mpf(0), mpf(1)), [""]),
    "hexpo": (
        lambda z, a, b, c, d: -a * m.expm1(-z / b) if z >= 0 else c * m.expm1(z / d),
        ["a=1 b=1 c=1 d=1", "a=2 b=0.5 c=0.25 d=3"],
    ),
    "isrlu": (lambda z, a: z if z >= 0 else z / m.hypot(1, m.sqrt(a) * z), ["a=1", "a=3"]),
    "slu": (lambda z: z if z >= 0 else 2 * softplus(z) - 2 * m.log(2), [""]),
    "sqlu": (lambda z: z if z > 0 else -1 + (clip(z, mpf(-2), mpf(0)) + 2) ** 2 / 4, [""]),
    "xielu": (
        lambda z, p, n, beta: (p * z * z if z > 0 else n * m.expm1(z) - n * z) + beta * z,
        ["p=0.8 n=0.8 beta=0.5", "p=0.5 n=1.5 beta=0.25"],
    ),
    "soft_exponential": (lambda z, alpha: m.expm1(alpha * z) / alpha + alpha, ["alpha=1", "alpha=0.25"]),
    "soft_exponential_log": (
        lambda z, alpha: m.log1p(-alpha * (z + alpha)) / -alpha,
        ["alpha=-0.25", "alpha=-0.5"],
        ["-1.125", "-0.375", "0.625", "2.75", "5.5"],
    ),
    "exponential": (m.exp, [""]),
    # softplus
    "softplus": (softplus, [""]),
    "softplus_beta": (lambda z, beta: softplus(beta * z) / beta, ["beta=1", "beta=2.5"]),
    "shifted_softplus": (lambda z: m.log(m.exp(z) / 2 + mpf(1) / 2), [""]),
    "soft_plus_plus": (lambda z, k, c: softplus(k * z) + z / c - m.log(2), ["k=1 c=2", "k=2 c=5"]),
    "squareplus": (lambda z, b: (z + m.hypot(z, m.sqrt(b))) / 2, ["b=4", "b=1"]),
    "sparse_plus": (lambda z: z if z >= 1 else relu(z + 1) ** 2 / 4, [""]),
    "smelu": (smelu, ["beta=1", "beta=2"]),
    "smu": (
        lambda z, a, mu: ((z + a * z) + (z - a * z) * m.erf(mu * (z - a * z))) / 2,
        ["a=0.25 mu=2", "a=0.5 mu=1"],
    ),
    "log1mexp": (lambda z: m.log(-m.expm1(-z)), [""], ["0.03125", "0.375", "0.625", "2.75", "9.5"]),
    # gated
    "swish": (silu, [""]),
    "swish_beta": (lambda z, beta: z / (1 + m.exp(-beta * z)), ["beta=1", "beta=2.5"]),
    "e_swish": (lambda z, beta: beta * silu(z), ["beta=1.25", "beta=2"]),
    "flatten_t_swish": (lambda z, T: (silu(z) if z >= 0 else 0) + T, ["T=-0.2", "T=0.5"]),
    "dsilu": (lambda z: sigmoid(z) + z * sigmoid(z) * sigmoid(-z), [""]),
    "hard_swish": (lambda z: z * relu6(z + 3) / 6, [""]),
    "mish": (lambda z: z * m.tanh(softplus(z)), [""]),
    "hard_mish": (lambda z: z * clip(z + 2, mpf(0), mpf(2)) / 2, [""]),
    "mila": (lambda z, beta: z * m.tanh(softplus(beta + z)), ["beta=-0.25", "beta=1"]),
    "gelu": (gelu, [""]),
    "gelu_tanh": (lambda z: z * sigmoid(m.sqrt(8 / m.pi) * (z + mpf("0.044715") * z**3)), [""]),
    "quick_gelu": (lambda z: z * sigmoid(mpf("1.702") * z), [""]),
    "sgelu": (lambda z, alpha: alpha * z * (2 * norm_cdf(z) - 1), ["alpha=1", "alpha=0.5"]),
    "lisht": (lambda z: z * m.tanh(z), [""]),
    "serf": (lambda z: z * m.erf(softplus(z)), [""]),
    "erfact": (lambda z, alpha, beta: z * m.erf(alpha * m.exp(beta * z)), ["alpha=0.75 beta=0.75", "alpha=0.5 beta=1"]),
    "pserf": (
        lambda z, gamma, delta: z * m.erf(gamma * softplus(delta * z)),
        ["gamma=1.25 delta=0.85", "gamma=0.5 delta=2"],
    ),
    "tanhexp": (lambda z: z * m.tanh(m.exp(z)), [""]),
    "tanhsoft1": (lambda z, alpha: m.tanh(alpha * z) * softplus(z), ["alpha=0.87", "alpha=2"]),
    "logish": (lambda z: z * m.log1p(sigmoid(z)), [""]),
    "smish": (lambda z: z * m.tanh(m.log1p(sigmoid(z))), [""]),
    "gish": (lambda z: z * m.log(2 - m.exp(-m.exp(z))), [""]),
    "phish": (lambda z: z * m.tanh(gelu(z)), [""]),
    "colu": (lambda z: z / (1 - z * m.exp(-z - m.exp(z))), [""]),
    "golu": (lambda z: z * m.exp(-m.exp(-z)), [""]),
    "srs": (lambda z, alpha, beta: z / (z / alpha + m.exp(-z / beta)), ["alpha=2 beta=3", "alpha=5 beta=1"]),
    "aria2": (lambda z, alpha, beta: z * m.power(sigmoid(beta * z), alpha), ["alpha=1.5 beta=2", "alpha=1 beta=1"]),
    "pflu": (lambda z: z * (1 + z / m.hypot(1, z)) / 2, [""]),
    "fpflu": (lambda z: max(z, z / (1 + z * z)), [""]),
    "resech": (lambda z: z / m.cosh(z), [""]),
    # periodic
    "sine": (m.sin, [""]),
    "siren": (lambda z, omega: m.sin(omega * z), ["omega=30", "omega=2"]),
    "cosine": (m.cos, [""]),
    "sinc": (m.sinc, [""]),
    "snake": (lambda z, a: z + (1 - m.cos(2 * a * z)) / (2 * a), ["a=1", "a=2.5"]),
    "gcu": (lambda z: z * m.cos(z), [""]),
    "asu": (lambda z: z * m.sin(z), [""]),
    "cosid": (lambda z: m.cos(z) - z, [""]),
    "minsin": (lambda z: min(z, m.sin(z)), [""]),
    "sinlu": (lambda z, a, b: (z + a * m.sin(b * z)) * sigmoid(z), ["a=1 b=1", "a=0.5 b=2"]),
    # radial
    "gaussian": (lambda z: m.exp(-z * z), [""]),
    "gaussian_rbf": (lambda z, c, s: m.sqrt(2 * m.pi) * s * m.npdf(z, c, s), ["c=0 s=1", "c=0.5 s=2"]),
    "multiquadric": (lambda z, c, a: m.hypot(z - c, a), ["c=0 a=1", "c=0.5 a=2"]),
    "inverse_multiquadric": (lambda z, c, a: 1 / m.hypot(z - c, a), ["c=0 a=1", "c=0.5 a=2"]),
    "inverse_quadratic": (lambda z, a: 1 / (1 + a * a * z * z), ["a=1", "a=0.5"]),
    "sq_rbf": (sq_rbf, [""]),
    "mexican_hat": (lambda z: 2 * m.root(m.pi, -4) / m.sqrt(3) * (1 - z * z) * m.exp(-z * z / 2), [""]),
    "morlet": (lambda z, omega: m.cos(omega * z) * m.sqrt(m.exp(-z * z)), ["omega=5", "omega=2"]),
}

POINTS = ["-3.25", "-1.125", "-0.375", "0.625", "2.75"]
# Further points for functions with pieces beyond those.
FURTHER = {
    "relu6": ["7.5"],
    "relu_n": ["7.5"],
    "hard_sigmoid": ["3.5"],
    "hard_swish": ["3.5"],
    "pdelu": ["-11.5"],
    "smoothstep": ["0.25", "1.75"],
    "sq_rbf": ["1.625", "-1.75", "0.125"],
    "flatten_t_swish": ["0.125"],
}


def number(text):
    fraction = Fraction(text)
    return mpf(fraction.numerator) / fraction.denominator


def lines():
    for name, (function, sets, *points) in ROWS.items():
        for parameters in sets:
            pairs = [pair.split("=") for pair in parameters.split()]
            given = {("lambda_" if key == "lambda" else key): number(value) for key, value in pairs}

            def at(z, given=given, function=function):
                return mpf(function(z, **given))

            for z in (points[0] if points else POINTS) + FURTHER.get(name, []):
                yield name, parameters or "-", z, at(number(z)), m.diff(at, number(z))


def main():
    folder = pathlib.Path(__file__).parent.parent / "tests" / "data" / "activations"
    table = list(lines())
    for file, column in [("values.tsv", 3), ("slopes.tsv", 4)]:
        text = "".join("\t".join([*row[:3], m.nstr(row[column], 50)]) + "\n" for row in table)
        (folder / file).write_text("name\tparameters\tz\t" + file.removesuffix("s.tsv") + "\n" + text)
    print(f"{len(ROWS)} activations, {len(table)} points, mpmath {m.__version__}")


if __name__ == "__main__":
    main()
