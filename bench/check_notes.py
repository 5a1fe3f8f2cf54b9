"""Tests the verdicts of tests/cases/check/expected.tsv by numbers, without gprime.

The column `check` of a row says in Python what its line states: conditions before `::`, statements joined by `&&`,
`==` between values, and comparisons. `d("…", "x")` is the derivative in x at the sample, `D("…", a)` the derivative in
z at a, `L` and `R` the slopes in z from the left and the right. A proved line must hold at every sample; a refuted one,
and one that inherits an error, must fail at one.

    python3 bench/check_notes.py        (needs mpmath)
"""
import csv
import pathlib
import random
import re
import sys

import mpmath as mp

mp.mp.dps = 30
SAMPLES = 40
TABLE = pathlib.Path(__file__).parent.parent / "tests/cases/check/expected.tsv"

FUNCTIONS = {
    "exp": mp.exp, "log": mp.log, "sqrt": mp.sqrt, "sin": mp.sin, "cos": mp.cos, "atan": mp.atan, "tanh": mp.tanh,
    "sech": mp.sech, "cosh": mp.cosh, "erf": mp.erf, "pi": mp.pi, "sgn": mp.sign, "abs": abs, "min": min, "max": max,
    "s": lambda v: 1 / (1 + mp.exp(-v)),
    "sp": lambda v: mp.log(1 + mp.exp(v)),
    "Phi": lambda v: (1 + mp.erf(v / mp.sqrt(2))) / 2,
    "phi": lambda v: mp.exp(-v * v / 2) / mp.sqrt(2 * mp.pi),
    "U": lambda v: mp.sqrt(2 / mp.pi) * (v + mp.mpf("0.044715") * v**3),
}


def exact(text):
    """Numerals as 30-digit numbers, so that 1/3 and 0.1 are not rounded to floats."""
    return re.sub(r"(?<![\w.])(\d+\.?\d*(?:e-?\d+)?)", r"mpf('\1')", text)


def scope(sample):
    """The functions, the sample, and derivatives at it."""
    env = dict(FUNCTIONS, mpf=mp.mpf, **sample)

    def along(text, name):
        code = compile(text, text, "eval")
        return lambda value: eval(code, dict(env, **{name: mp.mpf(value)}))

    def slope(text, at, side):
        f, step = along(text, "z"), side * mp.mpf(10) ** -12
        return mp.nint((f(at + step) - f(at)) / step * 10**9) / mp.mpf(10) ** 9

    env["d"] = lambda text, name="z": mp.diff(along(text, name), sample[name])
    env["d2"] = lambda text, name="z": mp.diff(along(text, name), sample[name], 2)
    env["D"] = lambda text, at: mp.diff(along(text, "z"), at)
    env["d2at"] = lambda text, at: mp.diff(along(text, "z"), at, 2)
    env["L"] = lambda text, at: slope(text, at, -1)
    env["R"] = lambda text, at: slope(text, at, 1)
    return env


def holds(statement, env):
    """Whether a chain of `==`, or a comparison, holds."""
    if "==" not in statement:
        return bool(eval(exact(statement), env))
    values = [eval(exact(side.strip()), env) for side in statement.split(" == ")]
    return all(abs(a - b) <= 1e-9 * (1 + abs(a) + abs(b)) for a, b in zip(values, values[1:]))


def judged(check):
    """Whether the check holds at all samples, and at how many it was tried."""
    conditions, _, body = check.rpartition("::")
    words = set(re.findall(r"(?<![\w.])[A-Za-z_]\w*", check.replace('"', " ")))
    names = sorted(words - set(FUNCTIONS) - {"d", "d2", "D", "d2at", "L", "R", "if", "else"})
    random.seed(check)
    tried, good = 0, True
    for _ in range(5000):
        sample = {name: mp.mpf(random.uniform(-4, 4)) for name in names}
        env = scope(sample)
        if not all(eval(part, dict(env)) for part in conditions.split(",") if part.strip()):
            continue
        good = good and all(holds(part, env) for part in body.split("&&"))
        tried += 1
        if tried == SAMPLES:
            break
    return good, tried


def main():
    wrong, counts, by_hand = [], {}, 0
    with open(TABLE, encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            verdict = row["verdict"]
            counts[verdict] = counts.get(verdict, 0) + 1
            if not row["check"]:
                if row["note"].startswith("by hand"):
                    by_hand += 1
                elif verdict in ("proved", "refuted", "inherits"):
                    wrong.append((row["file"], row["line"], "no check"))
                continue
            good, tried = judged(row["check"])
            if tried < SAMPLES or good != (verdict == "proved"):
                wrong.append((row["file"], row["line"], verdict, f"holds: {good}", f"samples: {tried}"))
    print(*sorted(counts.items()))
    print(by_hand, "rows were judged by hand and have no check")
    for row in wrong:
        print(*row)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
