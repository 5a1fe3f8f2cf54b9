"""gprime's notation of smooth formulas as SymPy expressions, and back."""

import re

import sympy as s

z = s.Symbol("z", real=True)
PARAMETERS = {name: s.Symbol(name, positive=True) for name in "ab"}

MEANINGS = {
    "exp": s.exp, "expm1": lambda u: s.exp(u) - 1, "ln": s.log, "log": s.log, "log1p": lambda u: s.log(1 + u),
    "log2": lambda u: s.log(u) / s.log(2), "log10": lambda u: s.log(u) / s.log(10), "log_b": lambda b, u: s.log(u) / s.log(b),
    "sqrt": s.sqrt, "cbrt": lambda u: u ** s.Rational(1, 3), "sin": s.sin, "cos": s.cos, "tan": s.tan, "sec": s.sec, "csc": s.csc,
    "cot": s.cot, "asin": s.asin, "acos": s.acos, "atan": s.atan, "sinh": s.sinh, "cosh": s.cosh, "tanh": s.tanh,
    "sech": lambda u: 1 / s.cosh(u), "csch": lambda u: 1 / s.sinh(u), "coth": lambda u: s.cosh(u) / s.sinh(u), "asinh": s.asinh,
    "acosh": s.acosh, "atanh": s.atanh, "sigmoid": lambda u: 1 / (1 + s.exp(-u)), "softplus": lambda u: s.log(1 + s.exp(u)),
    "erf": s.erf, "erfc": s.erfc, "Phi": lambda u: (1 + s.erf(u / s.sqrt(2))) / 2,
    "phi": lambda u: s.exp(-(u**2) / 2) / s.sqrt(2 * s.pi),
}  # fmt: skip


def read(text, **names):
    """The SymPy expression of a formula without cases; decimals are exact."""
    text = re.sub(r"(?<![\w.])(\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w.])", r"Rational('\1')", text)
    text = text.replace("^", "**")
    known = {"e": s.E, "pi": s.pi, "z": z, "Rational": s.Rational, **PARAMETERS, **MEANINGS, **names}
    return eval(text, {"__builtins__": {}}, known)  # the text is ours


def write(expression):
    """A SymPy expression in gprime's notation."""
    return re.sub(r"\bE\b", "e", s.sstr(expression, full_prec=False)).replace("**", "^")
