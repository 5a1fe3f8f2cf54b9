"""Confirms with mpmath, at 50 digits, which claims of a table are true.

    python3 tests/data/equalities.py [equalities|derivatives|frameworks FILE]… [--points 6] [--seed 1]

Without files it takes tests/data/claims.tsv. A claim is true if both sides agree to 25 digits at all points that were found where both are real,
and false if they differ at one; derivatives are taken numerically. Claims that are real at no point that was tried are
counted apart, and so are derivatives with rounded constants, which agree to 14 digits only. Formulas are read here on their own.
Prints every disagreement with the table; the exit code is 1 if there is one.
"""

import argparse
import csv
import operator
import pathlib
import random
import re
import sys

import mpmath
from mpmath import mp, mpf

mp.dps = 50
AGREE, DIFFER, ROUNDED = mpf(10) ** -25, mpf(10) ** -22, mpf(10) ** -14


class Undefined(Exception):
    """There is no real value."""


def real(value):
    """The value, if it is a real number; one that was reached through complex ones is none."""
    if not isinstance(value, (mpf, int)) or not mpmath.isfinite(value):
        raise Undefined
    return mpf(value)


def total(function):
    return lambda *arguments: real(function(*map(real, arguments)))


def sign(u):
    return mpmath.sign(u)


NAMES = ["exp", "sqrt", "sin", "cos", "tan", "sec", "csc", "cot", "asin", "acos", "atan", "asec", "acsc", "acot", "sinh", "cosh", "tanh", "sech",
         "csch", "coth", "asinh", "acosh", "atanh", "asech", "acsch", "acoth", "erf", "erfc", "erfi"]  # fmt: skip
MEANINGS = {name: total(getattr(mpmath, name)) for name in NAMES}
MEANINGS.update(ln=total(mpmath.log), log=total(mpmath.log), abs=total(abs), sign=total(sign), max=total(max), min=total(min))
MEANINGS["sigmoid"] = total(lambda u: 1 / (1 + mpmath.exp(-u)))
RELATIONS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def conditional(condition, yes, no):
    return (yes if condition else no)()


def compiled(formula):
    """A function from values of names to the value of the formula; parts of `if` are computed only if they are chosen."""
    text = formula
    while (start := text.find("if(")) >= 0:
        depth, cuts, at = 0, [start + 2], start + 3
        while depth >= 0:
            depth += {"(": 1, ")": -1}.get(text[at], 0)
            if depth < 0 or (depth == 0 and text[at] == ","):
                cuts.append(at)
            at += 1
        condition, yes, no = (text[a + 1 : b] for a, b in zip(cuts, cuts[1:]))
        text = f"{text[:start]}CHOOSE({condition}, lambda: ({yes}), lambda: ({no})){text[at:]}"
    text = re.sub(r"(?<![\w.])(\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w.])", r"mpf('\1')", text.replace("^", "**"))
    code = compile(text.strip(), formula, "eval")
    known = {"mpf": mpf, "CHOOSE": conditional, "pi": mp.pi * 1, "e": mp.e * 1, **MEANINGS}

    def value(values):
        # no builtin is seen, and every name is a number or a function from above
        try:
            return real(eval(code, {"__builtins__": {}, **known, **values}))
        except (ZeroDivisionError, ValueError, OverflowError, TypeError):
            raise Undefined from None

    names = set(re.findall(r"[A-Za-z_]\w*", re.sub(r"mpf\('[^']*'\)", "", text))) - set(known) - {"lambda"}
    return value, names


class Claim:
    """Both sides as functions of the values of all names."""

    def __init__(self, name, left, right, truth, by=None, assume=(), output=None):
        self.name, self.truth, self.by, self.assume = name, truth, by, assume
        self.left, names = compiled(left)
        self.right, more = compiled(right)
        self.output = None if output is None else compiled(output)[0]
        self.names = sorted((names | more | ({by} if by else set())) - ({"y"} if output is not None else set()))

    def values(self, at):
        left = self.left(at)
        if self.by:
            slope = mpmath.diff(lambda x: self.left({**at, self.by: x}), at[self.by])
            left = real(slope)
        return left, self.right({**at, "y": self.output(at)} if self.output else at)

    def holds(self, at):
        return all(RELATIONS[relation](compiled(a)[0](at), compiled(b)[0](at)) for a, relation, b in self.assume)


def assumption(text):
    a, relation, b = re.fullmatch(r"(.*?)\s*(<=|>=|<|>)\s*(.*)", text.strip()).groups()
    return a.strip(), relation, b.strip()


DOMAINS = {"all": [], "pos": ["x > 0"], "neg": ["x < 0"], "gt1": ["x > 1"], "01": ["x > 0", "x < 1"],
           "unit": ["x > -1", "x < 1"], "out1": ["abs(x) > 1"]}  # fmt: skip


def claims(kind, file):
    with open(file, newline="") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            if kind == "derivatives":
                yield Claim(row["id"], row["F"], row["f"], "slip" not in row, by=row["variable"])
            elif kind == "frameworks":
                assume = DOMAINS[row["domain"]] + [f"{name} > 0" for name in row["params"].split(",") if name]
                truth = row["true"] == "true"
                yield Claim(row["id"], row["formula"], row["derivative"], truth, "x", list(map(assumption, assume)), row["formula"])
            else:
                slope = re.fullmatch(r"d/dz \((.*)\)", row["left"])
                assume = [assumption(text) for text in row["assume"].split(",") if text]
                left = slope[1] if slope else row["left"]
                yield Claim(row["name"], left, row["right"], row["true"] == "true", "z" if slope else None, assume)


def looked_at(claim, points, dice):
    """How many points say something, and the largest relative difference there."""
    found, largest = 0, mpf(0)
    for tried in range(60 * points):
        wide = 1 + tried // 20
        # never a simple number, so that no kink is met
        at = {name: mpf(dice.randint(-40 * wide, 40 * wide)) / dice.randint(17, 31) + mpf(1) / 1009 for name in claim.names}
        try:
            if not claim.holds(at):
                continue
            left, right = claim.values(at)
        except Undefined:
            continue
        size = max(abs(left), abs(right), mpf(10) ** -6)
        found += 1
        largest = max(largest, abs(left - right) / size)
        if found == points or largest > ROUNDED:
            break
    return found, largest


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("tables", nargs="*", metavar="KIND FILE")
    options.add_argument("--points", type=int, default=6)
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    own = ["equalities", str(pathlib.Path(__file__).with_name("claims.tsv"))]
    tables = options.tables or own
    bad = 0
    for kind, file in zip(tables[::2], tables[1::2]):
        counts = dict.fromkeys(["true", "false", "rounded", "nowhere", "wrong"], 0)
        for claim in claims(kind, file):
            found, largest = looked_at(claim, options.points, random.Random(f"{options.seed} {claim.name}"))
            if not found:
                counts["nowhere"] += 1
            elif claim.truth and DIFFER < largest <= ROUNDED:
                counts["rounded"] += 1
                print(f"{claim.name}: true to {-int(mpmath.log10(largest))} digits")
            elif claim.truth == (largest <= AGREE):
                counts["true" if claim.truth else "false"] += 1
            else:
                counts["wrong"] += 1
                print(f"{claim.name}: said to be {claim.truth}, relative difference {mpmath.nstr(largest, 5)} at {found} points")
        bad += counts["wrong"]
        print(f"{file}: " + ", ".join(f"{word} {count}" for word, count in counts.items()))
    sys.exit(bad > 0)


main()
