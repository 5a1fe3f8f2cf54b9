"""Writes functions.tsv: values of the functions of the table to 60 digits, computed with mpmath.

    python3 tests/data/functions.py > tests/data/functions.tsv

Each line holds the name, the argument as significand and exponent of 2, and the value, or `undefined`.
"""

import mpmath as m

m.mp.prec = 12000

POINTS = [
    (0, 0), (1, 0), (-1, 0), (1, -1), (-1, -1), (3, -2), (-3, -2), (5, -10), (-5, -10), (2**40 + 1, -40), (2**40 - 1, -40),
    (-(2**40) + 1, -40), (3, 0), (-3, 0), (29, -2), (-29, -2), (41, -1), (-41, -1), (100, 0), (-100, 0), (8001, -3), (-8001, -3),
    (3, -300), (-3, -300), (7, -30), (-7, -30), (355, -3), (-13, -1), (1, 50), (-1, 50), (1, -1000),
]  # fmt: skip


def where(defined, f):
    return lambda x: f(x) if defined(x) else None


def reciprocal(f):
    return where(lambda x: f(x) != 0, lambda x: 1 / f(x))


def signed(f):
    return lambda x: m.sign(x) * f(abs(x))


def root_of(n, x):
    return x ** (m.mpf(1) / n)


FUNCTIONS = {
    "exp": m.exp,
    "expm1": lambda x: m.exp(x) - 1,
    "ln": where(lambda x: x > 0, m.ln),
    "log1p": where(lambda x: x > -1, lambda x: m.ln(1 + x)),
    "log2": where(lambda x: x > 0, lambda x: m.ln(x) / m.ln(2)),
    "log10": where(lambda x: x > 0, lambda x: m.ln(x) / m.ln(10)),
    "sqrt": where(lambda x: x >= 0, m.sqrt),
    "cbrt": signed(lambda x: root_of(3, x)),
    "sin": m.sin,
    "cos": m.cos,
    "tan": m.tan,
    "sec": reciprocal(m.cos),
    "csc": reciprocal(m.sin),
    "cot": reciprocal(m.tan),
    "asin": where(lambda x: abs(x) <= 1, m.asin),
    "acos": where(lambda x: abs(x) <= 1, m.acos),
    "atan": m.atan,
    "asec": where(lambda x: abs(x) >= 1, m.asec),
    "acsc": where(lambda x: abs(x) >= 1, m.acsc),
    "acot": where(lambda x: x != 0, m.acot),
    "sinh": m.sinh,
    "cosh": m.cosh,
    "tanh": m.tanh,
    "sech": reciprocal(m.cosh),
    "csch": reciprocal(m.sinh),
    "coth": reciprocal(m.tanh),
    "asinh": signed(m.asinh),
    "acosh": where(lambda x: x >= 1, m.acosh),
    "atanh": where(lambda x: abs(x) < 1, m.atanh),
    "asech": where(lambda x: 0 < x <= 1, m.asech),
    "acsch": where(lambda x: x != 0, m.acsch),
    "acoth": where(lambda x: abs(x) > 1, m.acoth),
    "erf": m.erf,
    "erfc": m.erfc,
    "erfi": m.erfi,
    "Phi": lambda x: m.erfc(-x / m.sqrt(2)) / 2,
    "phi": lambda x: m.exp(-x * x / 2) / m.sqrt(2 * m.pi),
    "sigmoid": lambda x: 1 / (1 + m.exp(-x)),
    "softplus": lambda x: m.ln(1 + m.exp(x)),
    "abs": abs,
    "sign": m.sign,
}

for name, function in FUNCTIONS.items():
    for significand, exponent in POINTS:
        x = m.mpf(significand) * m.mpf(2) ** exponent
        # values beyond 10^±4000 are left out; some are too long even to compute
        if abs(x) > 10000 and name in ("exp", "expm1", "sinh", "cosh", "sech", "csch", "erfc", "erfi", "Phi", "phi", "sigmoid", "softplus"):
            continue
        value = function(x)
        if value and abs(m.log10(abs(value))) > 4000:
            continue
        text = "undefined" if value is None else m.nstr(value, 60, min_fixed=0, max_fixed=0) if value else "0"
        print(name, significand, exponent, text, sep="\t")
