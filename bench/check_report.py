"""Compares the reports on the catalogue with an independent evaluation by mpmath at 50 digits.

    cargo build && python3 bench/check_report.py target/debug/gprime

The formulas come from `gprime report --format json`, are translated to Python here, and are looked at on a dense
grid. Bounds and zones must hold at every point; extrema, moments and largest slopes must be met within the grid's
resolution. Needs mpmath. Run by hand.
"""

import json
import re
import subprocess
import sys

from mpmath import mp, mpf, quad, inf, exp, pi, sqrt, diff
import mpmath

mp.dps = 50
GPRIME = sys.argv[1] if len(sys.argv) > 1 else "gprime"
NAMES = {
    "sigmoid": lambda u: 1 / (1 + mpmath.exp(-u)), "softplus": lambda u: mpmath.log1p(mpmath.exp(u)),
    "Phi": mpmath.ncdf, "phi": lambda u: mpmath.npdf(u), "ln": mpmath.log, "log": mpmath.log, "exp": mpmath.exp,
    "tanh": mpmath.tanh, "sech": mpmath.sech, "cosh": mpmath.cosh, "sinh": mpmath.sinh, "erf": mpmath.erf,
    "sqrt": mpmath.sqrt, "sin": mpmath.sin, "cos": mpmath.cos, "atan": mpmath.atan, "asinh": mpmath.asinh,
    "max": max, "min": min, "sign": mpmath.sign, "abs": abs, "e": mpmath.e, "pi": mpmath.pi,
}


def translated(text):
    """A formula of gprime as one of Python; None where a construct is not known here."""
    text = re.sub(r"\|([^|]*)\|", r"abs(\1)", text)
    while "{" in text:
        start = text.rindex("{")
        end = text.index("}", start)
        python = "float('nan')"
        for case in reversed(text[start + 1:end].split(";")):
            value, _, when = case.strip().partition(" if ")
            if not when:
                value, python = value.replace(" otherwise", ""), None
                python = f"({value})"
            else:
                python = f"(({value}) if ({when}) else {python})"
        text = text[:start] + python + text[end + 1:]
    text = text.replace("^", "**")
    return re.sub(r"(?<![\w.])(\d+(?:\.\d+)?)", r"mpf('\1')", text)


def interval(number):
    return mpf(number["lo"]), mpf(number["hi"])


def facts_of(report):
    return {fact["name"]: fact for fact in report["facts"]}


def numbers(fact, name):
    return [interval(n) for n in fact["numbers"] if n["name"] == name] if fact and fact["known"] != "unknown" else []


def place(text):
    try:
        return mpf(eval(text.strip().replace("…", ""), {"sqrt": sqrt, "e": mpmath.e, "pi": pi}))
    except (SyntaxError, NameError, TypeError):
        return None


def spans(fact, variable):
    """The intervals that a fact names, each with its verb; an endless one is cut off."""
    for item in fact["text"].split("; ") if fact else []:
        found = re.match(r"(?:is )?(rises|falls|constant|convex|concave|straight) on (.*)", item)
        if not found:
            continue
        verb, words = found.group(1), found.group(2).split(" and ")[0]
        ends = words.split(" < ")
        if words.startswith("every"):
            yield verb, mpf(-15), mpf(15)
        elif " > " in words and (low := place(words.split(" > ")[1])) is not None:
            yield verb, low, low + 12
        elif len(ends) == 2 and (high := place(ends[1])) is not None:
            yield verb, high - 12, high
        elif len(ends) == 3 and None not in (low := place(ends[0]), high := place(ends[2])):
            yield verb, low, high


def bends(verb, a, b, c):
    small, coarse = mpf("1e-25") * (1 + abs(b)), mpf("1e-13") * (1 + abs(b))
    step, bend = c - b, c - 2 * b + a
    return {"rises": step > -small, "falls": step < small, "constant": abs(step) <= small,
            "convex": bend > -coarse, "concave": bend < coarse, "straight": abs(bend) <= coarse}[verb]


def check(name):
    out = subprocess.run([GPRIME, "report", name, "--format", "json"], capture_output=True, text=True).stdout
    if not out:
        return 0, []
    report = json.loads(out)
    facts = facts_of(report)
    if facts["domain"]["known"] == "unknown":
        return 0, []
    code = compile(translated(report["function"]["text"]), name, "eval")
    g = lambda z: eval(code, {**NAMES, "mpf": mpf, report["function"]["variable"]: mpf(z)})
    compared, wrong = 0, []

    def hold(condition, *what):
        nonlocal compared
        compared += 1
        if not condition:
            wrong.append((name, *what))

    slack = mpf("1e-30")
    grid = [mpf(k) / 16 for k in range(-320, 321)]
    values = []
    for z in grid:
        try:
            value = g(z)
        except (ZeroDivisionError, ValueError):
            continue
        if isinstance(value, mpf) and value == value:
            values.append((z, value))
    for low, _ in numbers(facts.get("range"), "lowest"):
        for z, value in values:
            hold(value >= low - slack, "range", z, value)
    for _, high in numbers(facts.get("range"), "highest"):
        for z, value in values:
            hold(value <= high + slack, "range", z, value)
    for least, most in numbers(facts.get("largest-slope"), "value"):
        steepest = max(abs(b - a) * 16 for (x, a), (y, b) in zip(values, values[1:]) if y - x < mpf(1) / 10)
        if "jump" not in facts["kinks-and-jumps"]["text"]:
            hold(steepest <= most * (1 + slack), "largest-slope", steepest)
            hold(steepest >= least * mpf("0.8") or most > 100, "the largest slope is not met", steepest)
    for lo, hi in numbers(facts.get("dead-zones"), "zone"):
        inside = {value for z, value in values if lo < z < hi}
        hold(len(inside) <= 1, "dead-zones", lo, hi)
    for key in ("monotone-pieces", "convexity"):
        for verb, low, high in spans(facts.get(key), report["function"]["variable"]):
            # the ends are shown to six digits
            margin = (high - low) / 5000
            inside = [low + margin + (high - low - 2 * margin) * k / 60 for k in range(61)]
            seen = [g(z) for z in inside]
            for at in range(1, 60):
                hold(bends(verb, *seen[at - 1:at + 2]), key, verb, inside[at])
    for key, integrand in (("normal-mean", lambda z: g(z)), ("normal-variance", None)):
        for lo, hi in numbers(facts.get(key), "value"):
            mp.dps = 20
            cuts = [-30, -12, -8, -6] + [mpf(k) / 2 for k in range(-10, 11)] + [6, 8, 12, 30]
            bell = lambda z: exp(-z * z / 2) / sqrt(2 * pi)
            mean = quad(lambda z: g(z) * bell(z), cuts)
            if integrand is None:
                mean = quad(lambda z: g(z) ** 2 * bell(z), cuts) - mean ** 2
            mp.dps = 50
            hold(lo - mpf("1e-4") <= mean <= hi + mpf("1e-4"), key, mean, lo, hi)
    return compared, wrong


def main():
    listed = subprocess.run([GPRIME, "list", "activations", "--format", "json"], capture_output=True, text=True).stdout
    total, functions = 0, 0
    for row in json.loads(listed)["activations"]:
        try:
            compared, wrong = check(row["name"])
        except Exception as error:  # a formula that is not translated here is told, not passed over
            print(f"{row['name']}: not compared: {error!r}")
            continue
        total += compared
        functions += compared > 0
        for line in wrong[:3]:
            print("WRONG", *line)
    print(f"{functions} functions, {total} comparisons")


main()
