"""Values of derivatives of higher order, computed from Taylor series with mpmath, for tests/orders.rs.

    python3 bench/orders.py > tests/data/orders.tsv

Each row is a formula, an order, a point and the derivative there. Parameters have been given values in the formula.
"""

from mpmath import mp, mpf, taylor, factorial, exp, log, tanh, erf, sqrt, atan, sin, cos, cosh, nstr

mp.dps = 120
MOST = 12
POINTS = ["1/3", "-3/4"]


def sigmoid(z):
    return 1 / (1 + exp(-z))


FUNCTIONS = [
    ("tanh(z)", tanh),
    ("1/(1 + e^(-z))", sigmoid),
    ("ln(1 + e^z)", lambda z: log(1 + exp(z))),
    ("e^(-z^2)", lambda z: exp(-z * z)),
    ("z/(1 + e^(-z))", lambda z: z * sigmoid(z)),
    ("z*sigmoid(3*z/2)", lambda z: z * sigmoid(3 * z / 2)),
    ("z*tanh(ln(1 + e^z))", lambda z: z * tanh(log(1 + exp(z)))),
    ("z*(1 + erf(z/sqrt(2)))/2", lambda z: z * (1 + erf(z / sqrt(2))) / 2),
    ("z/sqrt(1 + z^2)", lambda z: z / sqrt(1 + z * z)),
    ("atan(z)", atan),
    ("sin(z)", sin),
    ("z + sin(2*z)^2/2", lambda z: z + sin(2 * z) ** 2 / 2),
    ("1.7159*tanh(2*z/3)", lambda z: mpf("1.7159") * tanh(2 * z / 3)),
    ("z^5 - 3*z^2", lambda z: z**5 - 3 * z**2),
    ("1/(1 + z^2)", lambda z: 1 / (1 + z * z)),
    ("1/cosh(z)", lambda z: 1 / cosh(z)),
    ("{e^z - 1 if z < 0; z otherwise}", lambda z: exp(z) - 1 if z < 0 else z),
    ("z/(1 + |z|)", lambda z: z / (1 + z) if z > 0 else z / (1 - z)),
    ("ln(3 + z)", lambda z: log(3 + z)),
]

for formula, function in FUNCTIONS:
    for point in POINTS:
        above, below = map(int, point.split("/"))
        series = taylor(function, mpf(above) / below, MOST)
        for order in range(1, MOST + 1):
            value = series[order] * factorial(order)
            text = "0" if abs(value) < mpf(10) ** -60 else nstr(value, 30)
            print(formula, order, point, text, sep="\t")
