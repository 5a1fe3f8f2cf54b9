"""Compares the program's derivatives of random smooth formulas with SymPy's, at 50 digits with mpmath.

    python3 bench/check_against_sympy.py [--program target/debug/gprime] [--count 200] [--seed 1]

Each formula is a text of the program's language; it is read here on its own, SymPy differentiates it, and the last
line of the program's page (the closed form, with g put back) is evaluated beside it at random points. Prints every
disagreement and the counts; the exit code is 1 if there is one.
"""

import argparse
import random
import re
import subprocess
import sys

import mpmath
import sympy
from notation import MEANINGS, PARAMETERS, read, z

ONE = [name for name in MEANINGS if name not in ("log_b", "log")]
EXPONENTS = ["2", "3", "(-1)", "(-2)", "(1/2)", "(-3/2)", "0.5", "a", "(a - b)"]
NUMERALS = ["2", "3", "0.5", "0.01", "1.702", "pi", "e", "2/3"]


def formula(depth):
    if depth == 0 or random.random() < 0.1:
        return random.choice(["z", "z", "z", "z", "a", "b", random.choice(NUMERALS)])
    u = formula(depth - 1)
    kind = random.randrange(14)
    if kind < 6:
        return f"{random.choice(ONE)}({u})"
    if kind < 8:
        return f"({u})^{random.choice(EXPONENTS)}"
    v = formula(max(0, depth - 3))
    if kind == 8:
        return f"(2 + sin({u}))^({v})"
    if kind == 9:
        return f"log_b(2 + ({v})^2, 1 + ({u})^2)"
    return f"({u}) {random.choice('+-*/')} ({v})"


def program(path, text):
    """The closed form that the program prints, its conditions, or an error."""
    run = subprocess.run(
        [path, "derive", "--wrt", "z", "--assume", "a > 0", "--assume", "b > 0", "--", text],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    if run.returncode:
        return None, f"exit code {run.returncode}: {run.stderr.strip()[:200]}"
    found = re.findall(r"^g'\(z\) = (.*?)     (for every value|where .*|nowhere.*); \d+ steps", run.stdout, re.MULTILINE)
    return (found[-1] if found else None), run.stdout


def real(expression, values):
    """The value at 50 digits with guard digits, or None where it is not a real number of moderate size."""
    try:
        value = sympy.lambdify(list(values), expression, "mpmath")(*values.values())
        value = mpmath.mpmathify(value)
    except (ZeroDivisionError, OverflowError, ValueError, TypeError, mpmath.NoConvergence):
        return None
    if isinstance(value, mpmath.mpc):
        return None
    return value if mpmath.isfinite(value) and abs(value) < mpmath.mpf(10) ** 40 else None


def is_real_throughout(expression, values):
    """Whether every part is a real number, so that no complex value cancels."""
    parts = [part for part in sympy.preorder_traversal(expression) if part.args]
    return all(real(part, values) is not None for part in parts)


def check(path, text, points=12):
    """(compared points, disagreements), or None if the formula is real at too few points."""
    function = read(text)
    if not function.has(z) or function.has(sympy.nan, sympy.zoo):
        return None
    symbols = [z, *PARAMETERS.values()]
    places = []
    for _ in range(60):
        values = dict(zip(symbols, [mpmath.mpf(random.randint(-4000, 4000) | 1) / 1024 for _ in symbols]))
        values.update({p: abs(values[p]) for p in PARAMETERS.values()})
        if is_real_throughout(function, values):
            places.append(values)
        if len(places) == points:
            break
    if len(places) < 4:
        return None
    found, page = program(path, text)
    if found is None:
        return 0, [f"{text}: {page}"]
    derivative, wrong, compared = sympy.diff(function, z), [], 0
    ours = read(found[0], g=function)
    for values in places:
        expected, got = real(derivative, values), real(ours, values)
        if expected is None:
            continue
        compared += 1
        if got is None or abs(got - expected) > mpmath.mpf(10) ** -30 * max(abs(expected), mpmath.mpf(10) ** -20):
            place = {str(k): mpmath.nstr(v, 12) for k, v in values.items()}
            wrong.append(f"{text} at {place}: {found} is {got}, SymPy has {expected}")
    return compared, wrong[:1]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--program", default="target/debug/gprime")
    arguments.add_argument("--count", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    random.seed(given.seed)
    mpmath.mp.dps = 70  # 50 digits and guard digits
    formulas = points = skipped = 0
    disagreements = []
    while formulas < given.count:
        text = formula(5)
        result = check(given.program, text) if len(text) < 140 else None
        if result is None or result[0] == 0 and not result[1]:
            skipped += 1
            continue
        formulas += 1
        points += result[0]
        for line in result[1]:
            print("disagreement:", line, flush=True)
        disagreements += result[1]
    print(f"{formulas} formulas, {points} points, {len(disagreements)} disagreements, {skipped} formulas skipped")
    return 1 if disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
