"""Writes derivations with one slip each, and measures whether `gprime check` finds the line and names the slip.

    python3 bench/mutated_derivations.py [--gprime target/debug/gprime] [--all] [--show SLIP] [--tsv FILE]

Needs mpmath. bench/mutated_derivations.txt has the derivations and the slips, written by hand. Each line is evaluated
here, by a reader of its own: a derivation whose lines do not equal the slope of its function is refused, a mutant whose
line does so is dropped, and so is one whose later lines do not inherit the error. Of what is left 300 are
taken with a fixed seed, a third of them inherited where there are as many. --all takes all of them.
"""

import argparse
import collections
import concurrent.futures
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import mpmath

TREE = pathlib.Path(__file__).resolve().parent.parent
POINTS = ["0.3", "0.71", "1.4", "-0.6", "-1.3", "2.2", "0.08"]
PARAMETERS = {"alpha": "1.3", "beta": "0.7", "lambda": "1.1", "a": "1.7", "b": "0.6", "c": "0.9", "t": "0.35", "y": "0.4", "x": "1.2"}

FUNCTIONS = {
    "sigmoid": lambda u: 1 / (1 + mpmath.exp(-u)),
    "sigma": lambda u: 1 / (1 + mpmath.exp(-u)),
    "Phi": lambda u: (1 + mpmath.erf(u / mpmath.sqrt(2))) / 2,
    "phi": lambda u: mpmath.exp(-u * u / 2) / mpmath.sqrt(2 * mpmath.pi),
    "arctan": mpmath.atan,
    "abs": abs,
    **{name: getattr(mpmath, name) for name in "sin cos tan tanh sinh cosh exp ln sqrt erf".split()},
}


# Reading. A formula becomes a function from an environment to a number.

TOKEN = re.compile(r"\s*(\d+(?:\.\d+)?|\\\\|\\[A-Za-z]+|[A-Za-z]+|<=|>=|\S)")


class Reader:
    def __init__(self, text, defined):
        self.latex, self.defined = "\\" in text or "{" in text and " if " not in text, defined
        text = re.sub(r"\\(left|right)(?![a-z])", "", text)
        text = re.sub(r"\\operatorname\{(\w+)\}", r"\\\1", text).replace("\\text{if }", "")
        text = text.replace("\\cdot", "*").replace("\\le ", "<= ").replace("\\ge ", ">= ")
        text = re.sub(r"\\frac\{d\}\{d(\w)\}|(?<![A-Za-z])d/d([a-z])", r"\\D \1\2 ", text)
        text = text.replace("\\begin{cases}", "\\cases ").replace("\\end{cases}", "\\end ")
        self.tokens, self.at = [], 0
        for token in TOKEN.findall(text):
            if token.isalpha() and len(token) > 1 and (self.latex or token not in FUNCTIONS and token not in WORDS):
                self.tokens.extend(token)
            else:
                self.tokens.append(token)
        self.tokens.append("")

    def peek(self):
        return self.tokens[self.at]

    def take(self, *wanted):
        token = self.tokens[self.at]
        if wanted and token not in wanted:
            raise ValueError(f"expected {wanted}, found {token!r} in {self.tokens}")
        self.at += 1
        return token

    def whole(self):
        value = self.sum()
        self.take("")
        return value

    def sum(self):
        if self.peek() == "-":
            self.take()
            first = self.product()
            value = lambda env: -first(env)
        else:
            value = self.product()
        while self.peek() in ("+", "-"):
            value = binary(self.take(), value, self.product())
        return value

    def product(self):
        value = self.factor()
        while True:
            token = self.peek()
            if token in ("*", "/"):
                self.take()
                value = binary(token, value, self.factor())
            elif token == "(" or token == "{" or token[:1].isalnum() and token not in ("if", "otherwise") or token.startswith("\\") and token not in ("\\\\", "\\end"):
                value = binary("*", value, self.factor())
            else:
                return value

    def factor(self):
        if self.peek() == "-":
            self.take()
            inner = self.factor()
            return lambda env: -inner(env)
        base = self.base()
        return binary("^", base, self.exponent()) if self.peek() == "^" else base

    def exponent(self):
        self.take("^")
        return self.base()

    def group(self, close):
        value = self.sum()
        self.take(close)
        return value

    def base(self):
        token = self.take()
        if token[0].isdigit():
            return number(token)
        if token == "(":
            return self.group(")")
        if token == "|":
            inner = self.group("|")
            return lambda env: abs(inner(env))
        if token == "{":
            return self.group("}") if self.latex else self.cases("if", ";", "}")
        name = token.lstrip("\\")
        if name == "cases":
            return self.cases("&", "\\\\", "\\end")
        if name == "D":
            variable, inner = self.take(), self.factor()
            return lambda env: mpmath.diff(lambda x: inner({**env, variable: x}), env[variable])
        if name == "frac":
            self.take("{")
            above = self.group("}")
            self.take("{")
            return binary("/", above, self.group("}"))
        if name == "sqrt" and self.peek() in ("[", "{"):
            order = mpmath.mpf(2)
            if self.take() == "[":
                order = mpmath.mpf(self.take())
                self.take("]"), self.take("{")
            inner = self.group("}")
            return lambda env: mpmath.power(inner(env), 1 / order)
        function = self.defined.get(name) or FUNCTIONS.get(name)
        if function and self.peek() in ("(", "'", "^"):
            return self.applied(function)
        if name in ("e", "pi"):
            return lambda env: getattr(mpmath, name) + 0
        return lambda env: env[name]

    def applied(self, function):
        if self.peek() == "'":
            self.take()
            base, function = function, lambda u: mpmath.diff(base, u)
        power = self.exponent() if self.peek() == "^" else None
        self.take("(")
        inner = self.group(")")
        value = lambda env: function(inner(env))
        return binary("^", value, power) if power else value

    def cases(self, between, separator, end):
        rows = []
        while True:
            value = self.sum()
            if self.peek() == "otherwise":
                self.take()
                rows.append((value, lambda env: True))
            else:
                self.take(between)
                left, sign, right = self.sum(), self.take("<", ">", "<=", ">="), self.sum()
                rows.append((value, lambda env, l=left, s=sign, r=right: COMPARE[s](l(env), r(env))))
            if self.take(separator, end) == end:
                return lambda env: next(value(env) for value, holds in rows if holds(env))


WORDS = {"if", "otherwise", "alpha", "beta", "lambda", "pi"}
COMPARE = {"<": lambda a, b: a < b, ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b}
BINARY = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": mpmath.power,
}


def binary(sign, left, right):
    return lambda env: BINARY[sign](left(env), right(env))


def number(text):
    return lambda env: mpmath.mpf(text)


# Derivations.


class Derivation:
    """A function, the lines that differentiate it, and the slips as (kind, line, mutated line, lines after it or None)."""

    def __init__(self, name, notation):
        self.name, self.notation, self.lines, self.slips = name, notation, [], []

    def finish(self):
        self.function, self.variable = re.match(r"\\?(\w+)\((\w)\)", self.let).groups()
        self.formula = self.let.split(" = ", 1)[1]
        environment = {name: mpmath.mpf(value) for name, value in PARAMETERS.items()}
        self.places = [{**environment, self.variable: mpmath.mpf(at)} for at in POINTS]
        inside = Reader(self.formula, {}).whole()
        self.slope_of = [
            lambda u, env=env: inside({**env, self.variable: u}) for env in self.places
        ]
        self.truth = [real(lambda: mpmath.diff(f, env[self.variable])) for f, env in zip(self.slope_of, self.places)]

    def values(self, line):
        """The values of the right side of a line at the points."""
        text, found = line.split("= ", 1)[1], []
        for f, env in zip(self.slope_of, self.places):
            found.append(real(lambda: Reader(text, {self.function: f}).whole()(env)))
        return found


def real(value):
    try:
        found = value()
    except ZeroDivisionError:
        return None
    return None if abs(mpmath.im(found)) > 1e-20 or not mpmath.isfinite(found) else mpmath.re(found)


def same(left, right):
    """Whether both are equal wherever both have a value, and how many points that were."""
    pairs = [(a, b) for a, b in zip(left, right) if a is not None and b is not None]
    return all(abs(a - b) <= 1e-9 * (1 + abs(a)) for a, b in pairs), len(pairs)


def read(path):
    derivations = []
    for line in path.read_text().splitlines():
        if line.startswith("@ "):
            derivations.append(Derivation(*line.split()[1:]))
        elif line.startswith("let "):
            derivations[-1].let = line[4:]
        elif line.startswith("! "):
            head, edit = line[2:].split(" | ")
            kind, at = head.split()
            old, new = (part.strip() for part in edit.split("=>"))
            before = derivations[-1].lines[int(at) - 1]
            if before.count(old) < 1:
                sys.exit(f"{derivations[-1].name}: {old!r} is not in {before!r}")
            changed = re.sub("  +", " ", before.replace(old, new, 1)).rstrip()
            derivations[-1].slips.append((kind, int(at), changed, []))
        elif line.startswith("> "):
            derivations[-1].slips[-1][3].append(line[2:])
        elif line and not line.startswith("#"):
            derivations[-1].lines.append(line)
    for derivation in derivations:
        derivation.finish()
    return derivations


Mutant = collections.namedtuple("Mutant", "name notation kind inherited line lines document")


def document(derivation, lines):
    """The text of the document, and the line of it on which the chain begins."""
    if derivation.notation == "plain":
        width = lines[0].index("=")
        body = ["    " + (line if i == 0 else " " * width + line) for i, line in enumerate(lines)]
        return "\n".join([f"Let {derivation.let}. Then", "", *body, ""]), 3
    if derivation.notation == "dollar":
        return "\n".join([f"Let ${derivation.let}$. Then", "", *(f"${line}$" for line in lines), ""]), 3
    width = lines[0].index("=")
    body = [(line.replace(" = ", " &= ", 1) if i == 0 else " " * width + "&" + line) + r" \\" for i, line in enumerate(lines)]
    body[-1] = body[-1].removesuffix(r" \\")
    return "\n".join([f"Let ${derivation.let}$. Then", "", "$$", r"\begin{aligned}", *body, r"\end{aligned}", "$$", ""]), 5


def mutants_of(derivations):
    made, dropped = [], []
    for d in derivations:
        for i, line in enumerate(d.lines, 1):
            equal, points = same(d.values(line), d.truth)
            if not equal or points < 3:
                sys.exit(f"{d.name} is wrong in line {i}: {line}")
        for kind, at, line, rest in d.slips:
            wrong = d.values(line)
            equal, points = same(wrong, d.truth)
            if equal or points < 2:
                dropped.append((d.name, kind, at, line))
                continue
            for after in [d.lines[at:]] + ([rest] if rest else []):
                inherited = after is rest
                if inherited and any(same(d.values(later), wrong) != (True, same(wrong, wrong)[1]) for later in rest):
                    dropped.append((d.name, kind, at, "not inherited: " + " ".join(rest)))
                    continue
                lines = d.lines[: at - 1] + [line] + after
                text, first = document(d, lines)
                made.append(Mutant(d.name, d.notation, kind, inherited, first + at - 1, lines, text))
    return made, dropped


def chosen(made, count):
    source = random.Random(20)
    inherited = [m for m in made if m.inherited]
    picked = set(source.sample(range(len(inherited)), min(count // 3, len(inherited))))
    inherited = [m for i, m in enumerate(inherited) if i in picked]
    other = [m for m in made if not m.inherited]
    picked = set(source.sample(range(len(other)), min(count - len(inherited), len(other))))
    return inherited + [m for i, m in enumerate(other) if i in picked]


# Measuring.


def judged(gprime, text, folder, name):
    path = folder / f"{name}.md"
    path.write_text(text)
    done = subprocess.run([gprime, "check", "--format", "json", path], capture_output=True, text=True, timeout=120)
    if done.returncode not in (0, 1, 3):
        sys.exit(f"exit code {done.returncode}: {text}\n{done.stderr}")
    return json.loads(done.stdout)["claims"]


# What the text of a mistake may say for each kind of slip, and what is a more general description of it.
INNER, SIGN, PLUS, FACTOR, CONSTANT = "derivative of the inner", "sign lost", "a plus for a minus", "a factor lost", "a constant factor lost"
BETWEEN = [PLUS, SIGN, "with a minus in place of the plus", "with a plus in place of the minus"]
FITS = {
    "inner": ([INNER], [FACTOR, CONSTANT]),
    "sign": ([*BETWEEN, INNER, "sign of an argument lost"], []),
    "power": (["exponent not lowered"], []),
    "product": (["product of the derivatives", "quotient of the derivatives"], []),
    "quotient": (["numerator's terms swapped"], []),
    "square": (["denominator not squared", "exponent lost"], []),
    "sumdiff": (BETWEEN, []),
    "misplaced": (["exponent on the wrong part"], []),
    "constant": ([CONSTANT, FACTOR, "without the exponent as a factor", "reaches only one term"], []),
    "branch": (["derivative of another branch"], []),
    "argument": (["taken at the wrong argument"], [FACTOR, CONSTANT]),
}


def fits(kind, mistake, general=False):
    right, wider = FITS[kind]
    return any(part in mistake for part in right + (wider if general else []))


def outcome(mutant, claims):
    """(what became of the line, the text of the mistake, whether a line before it was refuted)."""
    refuted = [claim for claim in claims if claim["verdict"] == "refuted" and not claim["inherits"]]
    early = any(claim["line"] < mutant.line for claim in claims if claim["verdict"] == "refuted")
    here = [claim for claim in claims if claim["line"] == mutant.line]
    if refuted and refuted[0]["line"] == mutant.line:
        return "found", refuted[0]["mistake"] or "", early
    if not here:
        return "not read", "", early
    return f"{here[0]['verdict']}: {here[0]['because']}", "", early


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--gprime", default=TREE / "target/debug/gprime", type=pathlib.Path)
    arguments.add_argument("--count", default=300, type=int)
    arguments.add_argument("--all", action="store_true")
    arguments.add_argument("--tsv", type=pathlib.Path)
    arguments.add_argument("--dump", type=pathlib.Path)
    chosen_by = arguments.parse_args()
    mpmath.mp.dps = 30
    derivations = read(pathlib.Path(__file__).with_suffix(".txt"))
    made, dropped = mutants_of(derivations)
    for row in dropped:
        print("dropped:", *row)
    print(f"{len(derivations)} derivations, {len(made)} mutants, {sum(m.inherited for m in made)} of them inherited")
    mutants = made if chosen_by.all else chosen(made, chosen_by.count)

    with tempfile.TemporaryDirectory() as name, concurrent.futures.ThreadPoolExecutor(2) as pool:
        folder = pathlib.Path(name)
        plain = list(pool.map(lambda d: judged(chosen_by.gprime, document(d, d.lines)[0], folder, d.name), derivations))
        claims = list(pool.map(lambda i: judged(chosen_by.gprime, mutants[i].document, folder, str(i)), range(len(mutants))))
    verdicts = collections.Counter(c["verdict"] for claims_of in plain for c in claims_of)
    print("correct derivations:", dict(verdicts))
    for d, claims_of in zip(derivations, plain):
        for claim in claims_of:
            if claim["verdict"] not in ("proved", "definition", "assumed"):
                print("  ", d.name, claim["line"], claim["verdict"], claim["text"], "--", claim["because"])
    results = [(m, *outcome(m, c)) for m, c in zip(mutants, claims)]
    report(results)
    if chosen_by.dump:
        rows = [{**m._asdict(), "what": what, "mistake": mistake, "early": early} for m, what, mistake, early in results]
        chosen_by.dump.write_text(json.dumps(rows, indent=1, ensure_ascii=False))


def report(results):
    total = len(results)
    found = [r for r in results if r[1] == "found"]
    named = [r for r in found if r[2]]
    print(f"mutants: {total}, {sum(r[0].inherited for r in results)} inherited")
    print(f"found on the right line: {len(found)} ({len(found) / total:.1%})")
    print(f"correct lines before it refuted: {sum(r[3] for r in results)}")
    print(f"named: {len(named)} ({len(named) / total:.1%})")
    rightly = [r for r in named if fits(r[0].kind, r[2])]
    wider = [r for r in named if fits(r[0].kind, r[2], general=True)]
    print(f"named rightly: {len(rightly)} ({len(rightly) / total:.1%}), with more general names {len(wider)} ({len(wider) / total:.1%})")
    for kind in FITS:
        of = [r for r in results if r[0].kind == kind]
        print(f"  {kind:10} {len(of):3}: found {sum(r in found for r in of):3}, named {sum(r in named for r in of):3}, rightly {sum(r in rightly for r in of):3}")


if __name__ == "__main__":
    main()
