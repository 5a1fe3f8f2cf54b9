"""Looks at the reports on random formulas with an independent evaluation by mpmath at 100 digits.

    cargo build --release && python3 bench/check_random_reports.py target/release/gprime [formulas] [seed]

Formulas are made as trees, written for gprime, and evaluated here from the tree: nothing that gprime prints is used to
compute values. Each fact that is proved or enclosed is compared with the function at 1,000 points, of which some are
the places that the fact names and numbers beside them. A value is computed with more and more digits, beginning with 20
more than 100, until two in succession agree to 100 digits; so are slopes, which are central differences, where both
one-sided ones agree to 60 digits. A value whose digits are lost at 8,000 digits as well is not compared, and counted.
Needs mpmath, and is quick with gmpy2. Run by hand.
"""

import json
import random
import re
import subprocess
import sys
import time
from collections import Counter

import mpmath
from mpmath import mp, mpf

DIGITS, POINTS, MOST_DIGITS = 100, 1000, 8000
GPRIME = sys.argv[1] if len(sys.argv) > 1 else "gprime"
FORMULAS = int(sys.argv[2]) if len(sys.argv) > 2 else 240
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 20

ONE = {
    "tanh": mpmath.tanh, "sigmoid": lambda u: 1 / (1 + mpmath.exp(-u)), "softplus": lambda u: mpmath.log1p(mpmath.exp(u)),
    "exp": mpmath.exp, "erf": mpmath.erf, "atan": mpmath.atan, "asinh": mpmath.asinh, "sin": mpmath.sin, "cos": mpmath.cos,
    "abs": abs, "sqrt": None, "ln": None, "sech": mpmath.sech, "relu": lambda u: max(u, mpf(0)),
}
NUMBERS = ["1", "2", "3", "1/2", "0.1", "1.5", "6", "1/3"]


class Undefined(Exception):
    pass


def number(text):
    above, _, below = text.partition("/")
    return lambda z: mpf(above) / mpf(below or 1)


def power(base, n):
    return lambda z: base(z) ** n


def quotient(above, below):
    def value(z):
        under = below(z)
        if under == 0:
            raise Undefined
        return above(z) / under
    return value


def positive(name, function, inner, closed):
    def value(z):
        argument = inner(z)
        if argument < 0 or (argument == 0 and not closed):
            raise Undefined
        return function(argument)
    return value


def formula(dice, depth):
    """A text for gprime and a function of Python."""
    if depth == 0:
        if dice.random() < 0.72:
            return "z", lambda z: z
        text = dice.choice(NUMBERS)
        return f"({text})", number(text)
    (a, f), (b, g) = formula(dice, depth - 1), formula(dice, dice.randrange(depth))
    kind = dice.randrange(17)
    if kind < 2:
        return f"({a} + {b})", lambda z: f(z) + g(z)
    if kind == 2:
        return f"({a} - {b})", lambda z: f(z) - g(z)
    if kind < 5:
        return f"({a})*({b})", lambda z: f(z) * g(z)
    if kind == 5:
        return f"max({a}, {b})", lambda z: max(f(z), g(z))
    if kind == 6:
        return f"min({a}, {b})", lambda z: min(f(z), g(z))
    if kind == 7:
        n = dice.choice([2, 3])
        return f"({a})^{n}", power(f, n)
    if kind == 8:
        return f"({a})/(1 + ({b})^2)", quotient(f, lambda z: 1 + g(z) ** 2)
    if kind == 9 and depth == 1:
        return f"1/({a} - 1)", quotient(lambda z: mpf(1), lambda z: f(z) - 1)
    if kind == 10:
        border = dice.choice(["-1", "0", "1", "2", "1/2"])
        at = number(border)(0)
        text = "{" + f"{a} if z < {border}; {b} otherwise" + "}"
        return text, lambda z: f(z) if z < at else g(z)
    if kind == 11:
        return f"sqrt(1 + ({a})^2)", lambda z: mpmath.sqrt(1 + f(z) ** 2)
    if kind == 12:
        return f"ln(1 + ({a})^2)", lambda z: mpmath.log(1 + f(z) ** 2)
    if kind == 13 and depth == 1:
        name = dice.choice(["ln", "sqrt"])
        function = mpmath.log if name == "ln" else mpmath.sqrt
        return f"{name}({a})", positive(name, function, f, name == "sqrt")
    name = dice.choice([name for name, function in ONE.items() if function])
    apply = ONE[name]
    return f"{name}({a})", lambda z: apply(f(z))


def ends(entry):
    return mpf(entry["lo"].replace("∞", "inf")), mpf(entry["hi"].replace("∞", "inf"))


LOST = object()


class Look:
    """One report and the function that it is about."""

    def __init__(self, text, function, report):
        self.text, self.function = text, function
        self.facts = {fact["name"]: fact for fact in report["facts"]}
        self.compared, self.wrong, self.points = Counter(), [], []

    def known(self, name):
        fact = self.facts.get(name)
        return fact if fact and fact["known"] != "unknown" else None

    def numbers(self, name, number):
        fact = self.known(name)
        return [ends(entry) for entry in fact["numbers"] if entry["name"] == number] if fact else []

    def hold(self, condition, name, *what):
        fact = self.facts[name]
        self.compared[fact["known"]] += 1
        if not condition:
            self.wrong.append((self.text, name, fact["known"], fact["text"], *[mpmath.nstr(x, 25) if isinstance(x, mpf) else x for x in what]))

    def raw(self, z):
        """The value at the digits that are set; `None` where there is none."""
        try:
            value = self.function(z)
        except (Undefined, ZeroDivisionError, OverflowError):
            return None
        return value if isinstance(value, mpf) and mpmath.isfinite(value) else None

    def settled(self, compute, digits, agree):
        """What is computed twice the same, with ever more digits; `LOST` if it never is."""
        before = LOST
        while digits <= MOST_DIGITS:
            with mpmath.workdps(digits):
                now = compute()
                both = [before, now]
                if both == [None, None] or None not in both and LOST not in both and agree(now, before):
                    break
            before, digits = now, 2 * digits
        else:
            self.compared["digits lost"] += 1
            return LOST
        return now if now is None else +now

    def value(self, z):
        """The value to 100 digits; beside 0, to as many places."""
        close = mpf(10) ** -DIGITS
        found = self.settled(lambda: self.raw(z), DIGITS + 20, lambda a, b: a == b or abs(a - b) <= close * max(abs(a), close))
        return None if found is LOST else found

    def slope(self, z):
        def compute():
            h = mpf(10) ** -(mp.dps * 2 // 5)
            left, middle, right = (self.raw(z + k * h) for k in (-1, 0, 1))
            if None in (left, middle, right):
                return None
            before, after = (middle - left) / h, (right - middle) / h
            if abs(before - after) > mpf(10) ** -60 * (1 + abs(before)):
                return None if mp.dps > 1500 else LOST  # a kink, or steps that are too long yet
            return (before + after) / 2
        close = mpf(10) ** -60
        found = self.settled(compute, 260, lambda a, b: abs(a - b) <= close * (1 + abs(a)))
        return None if found is LOST else found

    def places(self, dice):
        named = [mpf(0)]
        period = self.period()
        for fact in self.facts.values():
            for entry in fact["numbers"]:
                if entry["name"] in ("at", "end", "zone", "inflection"):
                    at = [end for end in ends(entry) if mpmath.isfinite(end)]
                    # what is told of one period holds in others
                    named += at + [end + k * period for end in at for k in (-7, 3) if period]
        near = [at + side * mpf(10) ** -k for at in named for side in (-1, 1) for k in (1, 3, 6, 12)]
        points = (named + near)[:POINTS // 3]
        while len(points) < POINTS:
            reach = dice.choice([1, 4, 4, 12, 40, 400])
            points.append(mpf(dice.randrange(-10**12, 10**12)) / 10**12 * reach)
        return sorted(points)

    def period(self):
        """The middle of the period, if the report tells one."""
        found = self.numbers("period", "value")
        return sum(found[0]) / 2 if found else None

    def repeats(self):
        """The period is that of the function, up to a step."""
        fact = self.known("period")
        if not fact:
            return
        length, step = re.match(r"\w+\(\w+ \+ (.*?)\) = \w+\(\w+\)(?: \+ (.*))?$", fact["text"]).groups()
        for z, value, _ in self.points[::4]:
            with mpmath.workdps(DIGITS + 20):
                later = self.value(z + place(length))
                wanted = None if value is None else value + (place(step) if step else 0)
                room = mpf(10) ** -80 * (1 + abs(wanted or 0))
                self.hold(later is not None and wanted is not None and abs(later - wanted) < room, "period", z, later)

    def look(self, dice):
        for z in self.places(dice):
            self.points.append((z, self.value(z), self.slope(z)))
        self.domain(), self.at_zero(), self.limits(), self.range(), self.zeros(), self.symmetry()
        self.moves(), self.bends(), self.slopes(), self.borders(), self.forms(), self.far(), self.repeats()

    def domain(self):
        fact = self.known("domain")
        if not fact:
            return
        said = re.sub(r"\^", "**", fact["text"])
        if said.startswith("nowhere"):
            inside = lambda z: False
        elif said.startswith("every z"):
            holes = said.partition(" but ")[2].split(", ") if " but " in said else []
            inside = lambda z: all(z != place(hole) for hole in holes)
        elif "sqrt" in said or "ln" in said or "more" in said:
            return
        else:
            parts = [part.split(" and ") for part in said.split("; ")]
            inside = lambda z: any(comparison(one, z) for part in parts for one in part)
        for z, value, _ in self.points:
            self.hold((value is not None) == inside(z), "domain", z, value)

    def at_zero(self):
        for low, high in self.numbers("value-at-zero", "value"):
            value, slack = self.value(mpf(0)), mpf(10) ** -90
            self.hold(value is not None and low - slack <= value <= high + slack, "value-at-zero", value)
        for low, high in self.numbers("slope-at-zero", "value"):
            slope, slack = self.slope(mpf(0)), mpf(10) ** -50
            self.hold(slope is not None and low - slack <= slope <= high + slack, "slope-at-zero", slope)

    def limits(self):
        for name, side in (("limit-left", -1), ("limit-right", 1)):
            fact = self.known(name)
            if not fact:
                continue
            values = [self.value(side * mpf(10) ** k) for k in (3, 6, 9)]
            if None in values:
                continue
            for low, high in self.numbers(name, "value"):
                gap = lambda value: max(low - value, value - high, mpf(0))
                near = gap(values[2]) < mpf("1e-3") * (1 + abs(low))
                # a logarithm takes its time
                far = None if near else self.value(side * mpf(10) ** 10000)
                self.hold(near or far is not None and gap(far) < mpf("1e-3") * (1 + abs(low)), name, values[2])
            if "without bound" in fact["text"]:
                sign = 1 if fact["text"].startswith("grows") else -1
                self.hold(sign * values[2] > 2 and sign * values[2] > sign * values[1], name, values[2])
                line = re.search(r"line (.*)$", fact["text"])
                if line and "…" not in line.group(1):
                    z = side * mpf(10) ** 9
                    on = eval(numerals(line.group(1)), {"mpf": mpf, "z": z, "sqrt": mpmath.sqrt, "pi": mp.pi, "e": mp.e})
                    self.hold(abs(on - values[2]) < mpf("1e-3") * (1 + abs(on) / mpf(10) ** 9), name, on - values[2])

    def far(self):
        """The ends of the range are come near to, where a value is told with its place."""
        for name in ("minimum", "maximum"):
            for (low, high), at in zip(self.numbers(name, "value"), self.numbers(name, "at")):
                value = self.value((at[0] + at[1]) / 2)
                slack = mpf(10) ** -12 * (1 + abs(low))
                self.hold(value is not None and low - slack <= value <= high + slack, name, value)

    def range(self):
        slack = mpf(10) ** -80
        for z, value, _ in self.points:
            if value is None:
                continue
            room = slack * (1 + abs(value))
            for low, high in self.numbers("range", "lowest"):
                self.hold(value >= low - room, "range", z, value)
            for low, high in self.numbers("range", "highest"):
                self.hold(value <= high + room, "range", z, value)
        values = [value for _, value, _ in self.points if value is not None]
        fact = self.known("zero-centred")
        if fact and values:
            self.hold("no negative" not in fact["text"] or min(values) >= 0, "zero-centred", min(values))
            self.hold("no positive" not in fact["text"] or max(values) <= 0, "zero-centred", max(values))

    def zeros(self):
        fact = self.known("zeros")
        if not fact or "more" in fact["text"]:
            return
        found, period = self.numbers("zeros", "at"), self.period()
        if "after each period" in fact["text"]:
            found = [(low + k * period, high + k * period) for low, high in found for k in range(-150, 151)]
            slack = mpf(10) ** -12  # the period is told with 17 digits
            found = sorted((low - slack, high + slack) for low, high in found)
            reach = (found[0][0], found[-1][1])
        else:
            reach = (-mpf("inf"), mpf("inf"))
        for low, high in found:
            value = self.value((low + high) / 2)
            self.hold(value is not None and abs(value) < mpf(10) ** -10, "zeros", low, value)
        zones = self.numbers("zeros", "zone")
        for z, value, _ in self.points:
            zone = any(low < z < high for low, high in zones)
            if value == 0 and not zone and abs(z) < 20:
                self.hold(any(low <= z <= high for low, high in found), "zeros", "is 0 elsewhere", z)
            if zone:
                self.hold(value == 0, "zeros", "is not 0 in a zone", z, value)
        for (x, a, _), (y, b, _) in zip(self.points, self.points[1:]):
            if a is None or b is None or a * b >= 0 or x < reach[0] or y > reach[1]:
                continue
            crossed = any(low <= y and x <= high for low, high in found)
            steep = "jump" in self.facts["kinks-and-jumps"]["text"] or "1/(" in self.text
            self.hold(crossed or steep, "zeros", "a sign changes", x, y)

    def symmetry(self):
        fact = self.known("symmetry")
        if not fact:
            return
        for z, value, _ in self.points:
            other = self.value(-z)
            if value is None or other is None:
                continue
            room = mpf(10) ** -80 * (1 + abs(value))
            if fact["text"].startswith("even"):
                self.hold(abs(value - other) <= room, "symmetry", z)
            elif fact["text"].startswith("odd"):
                self.hold(abs(value + other) <= room, "symmetry", z)

    def spans(self, name, number):
        """The pieces of a fact with ends of 17 digits where they are told, else of those in the text."""
        fact = self.known(name)
        if not fact or "more" in fact["text"]:
            return
        numbers = self.numbers(name, number)
        for item in fact["text"].partition("; and so on")[0].split("; "):
            found = re.match(r"(?:is )?(rises|falls|constant|convex|concave|straight) on (.*)", item)
            verb, words = found.groups()
            sides = re.split(r" [<>] ", words)
            if words.startswith("every"):
                sides = [None, None]
            elif " > " in words:
                sides = [sides[1], None]
            elif len(sides) == 2:
                sides = [None, sides[1]]
            else:
                sides = [sides[0], sides[2]]
            low, high = (side if side is None else place(side) for side in sides)
            if (low is None) != (sides[0] is None) or (high is None) != (sides[1] is None):
                self.compared["end not read"] += 1
                continue
            slack = mpf("2e-5")
            yield verb, -mpf("inf") if low is None else low + slack * (1 + abs(low)), mpf("inf") if high is None else high - slack * (1 + abs(high))

    def moves(self):
        for verb, low, high in self.spans("monotone-pieces", "end"):
            inside = [(z, value) for z, value, _ in self.points if low < z < high and value is not None]
            for (x, a), (y, b) in zip(inside, inside[1:]):
                room = mpf(10) ** -80 * (1 + abs(a))
                right = {"rises": b > a - room, "falls": b < a + room, "constant": abs(b - a) <= room}[verb]
                self.hold(right or x == y, "monotone-pieces", verb, x, y)
        for (low, high), at in zip(self.numbers("extrema", "value"), self.numbers("extrema", "at")):
            value = self.value((at[0] + at[1]) / 2)
            slack = mpf(10) ** -12 * (1 + abs(low))
            self.hold(value is not None and low - slack <= value <= high + slack, "extrema", value)

    def bends(self):
        for verb, low, high in self.spans("convexity", "inflection"):
            inside = [(z, value) for z, value, _ in self.points if low < z < high and value is not None]
            for (x, a), (y, b), (w, c) in zip(inside, inside[1:], inside[2:]):
                if x == y or y == w:
                    continue
                bend = (c - b) * (y - x) - (b - a) * (w - y)
                room = mpf(10) ** -75 * (1 + abs(a) + abs(c)) * (1 + w - x)
                right = {"convex": bend > -room, "concave": bend < room, "straight": abs(bend) <= room}[verb]
                self.hold(right, "convexity", verb, x, w)

    def slopes(self):
        room = mpf(10) ** -50
        largest = self.numbers("largest-slope", "value")
        dead, saturated = self.numbers("dead-zones", "zone"), self.numbers("saturation", "zone")
        for z, _, slope in self.points:
            if slope is None:
                continue
            size, slack = abs(slope), room * (1 + abs(slope))
            for low, high in largest:
                self.hold(size <= high + slack, "largest-slope", z, slope)
            for low, high in self.numbers("depth", "least"):
                self.hold(size >= low - slack, "depth", z, slope)
            for low, high in self.numbers("depth", "most"):
                self.hold(size <= high + slack, "depth", z, slope)
            margin = mpf("1e-12") * (1 + abs(z))
            if self.known("dead-zones") and (inside := [zone for zone in dead if zone[0] + margin < z < zone[1] - margin]):
                self.hold(size <= room, "dead-zones", z, slope)
            if self.known("saturation") and largest:
                if "and so on" in self.facts["saturation"]["text"]:
                    continue  # the zones of one period alone are told
                inside = any(low + margin < z < high - margin for low, high in saturated)
                outside = all(z < low - margin or z > high + margin for low, high in saturated)
                level = largest[0][1] / 100
                if inside:
                    self.hold(size <= level + slack, "saturation", "inside", z, slope)
                elif outside:
                    self.hold(size >= level * (1 - mpf("1e-12")) - slack, "saturation", "outside", z, slope)
        for (low, high), at in zip(largest, self.numbers("largest-slope", "at")):
            if at[0] < at[1] or (slope := self.slope(at[0])) is None:
                slope = self.slope((at[0] + at[1]) / 2)
            if slope is not None:
                self.hold(abs(abs(slope) - high) <= mpf("1e-12") * (1 + high), "largest-slope", "there", slope)

    def borders(self):
        fact = self.known("kinks-and-jumps")
        if not fact:
            return
        h = mpf(10) ** -40
        for at, left, right in re.findall(r"z = ([^:;]*): kink, slopes (\S+) and (\S+?)(?:;|$)", fact["text"]):
            at, left, right = place(at), place(left), place(right)
            if None in (at, left, right):
                continue
            value, before, after = self.value(at), self.value(at - h), self.value(at + h)
            self.hold(abs((value - before) / h - left) < mpf("1e-4"), "kinks-and-jumps", at, left, (value - before) / h)
            self.hold(abs((after - value) / h - right) < mpf("1e-4"), "kinks-and-jumps", at, right, (after - value) / h)
        smooth = self.known("smoothness")
        if smooth and smooth["text"] == "differentiable any number of times":
            for z, value, slope in self.points:
                self.hold(slope is not None, "smoothness", z)

    def forms(self):
        for name in ("inverse", "from-output"):
            fact = self.known(name)
            if not fact or fact["text"].startswith(("none", "not possible")):
                continue
            form = fact["text"].removeprefix("yes: ").partition(" for ")[0]
            try:
                code = compile(python(form), name, "eval")
            except SyntaxError:
                self.compared["form not read"] += 1
                continue
            for z, value, slope in self.points:
                wanted = z if name == "inverse" else slope
                if value is None or wanted is None or abs(z) > 12:
                    continue
                agrees = self.form_agrees(code, z, wanted)
                if agrees == "not read":
                    self.compared["form not read"] += 1
                    break
                if agrees is not None:
                    self.hold(agrees, name, z, wanted)

    def form_agrees(self, code, z, wanted):
        """Whether a form in the output has the wanted value, with ever more digits; `None` where the output is rounded to
        an end of the range."""
        agrees, digits = None, 200
        while agrees is not True and digits <= 3200:
            with mpmath.workdps(digits):
                exact = self.raw(z)
                # a fraction is rounded to either side of a border
                room = mpf(10) ** -(digits * 3 // 4)
                near = [exact, exact * (1 + room), exact * (1 - room)]
                try:
                    found = [eval(code, {**READ, "g": g}) for g in near]
                except (ZeroDivisionError, ValueError, NameError):
                    return "not read"
                if all(isinstance(one, mpf) and mpmath.isfinite(one) for one in found):
                    slack = mpf(10) ** -40 * (1 + abs(wanted))
                    agrees = any(abs(one - wanted) <= slack for one in found)
            digits *= 2
        return agrees


READ = {
    "mpf": mpf, "ln": mpmath.log, "exp": mpmath.exp, "sqrt": mpmath.sqrt, "cbrt": lambda u: mpmath.sign(u) * mpmath.cbrt(abs(u)),
    "tanh": mpmath.tanh, "atanh": mpmath.atanh, "sinh": mpmath.sinh, "asinh": mpmath.asinh, "cosh": mpmath.cosh,
    "tan": mpmath.tan, "atan": mpmath.atan, "sin": mpmath.sin, "cos": mpmath.cos, "abs": abs, "e": mp.e, "pi": mp.pi,
    "erf": mpmath.erf, "sigmoid": ONE["sigmoid"], "softplus": ONE["softplus"], "max": max, "min": min, "sech": mpmath.sech, "sign": mpmath.sign,
}


def numerals(text):
    return re.sub(r"(?<![\w.])(\d+(?:\.\d+)?(?:e-?\d+)?)", r"mpf('\1')", text.replace("^", "**"))


def python(text):
    text = re.sub(r"\|([^|]*)\|", r"abs(\1)", text)
    while "{" in text:
        start = text.rindex("{")
        end = text.index("}", start)
        chosen = "float('nan')"
        for case in reversed(text[start + 1:end].split(";")):
            value, _, when = case.strip().partition(" if ")
            chosen = f"(({value}) if ({when}) else {chosen})" if when else f"({value.replace(' otherwise', '')})"
        text = text[:start] + chosen + text[end + 1:]
    return numerals(text)


def place(text):
    text = text.strip().replace("…", "").partition(" ± ")[0]
    try:
        value = eval(numerals(text), dict(READ))
    except (SyntaxError, NameError, TypeError):
        return None
    return value if isinstance(value, mpf) else mpf(value)


def comparison(text, z):
    text = text.strip().replace(" = ", " == ")
    return bool(eval(numerals(text), {**READ, "z": z}))


def main():
    mp.dps = DIGITS
    dice = random.Random(SEED)
    totals, slowest, unread, reported, wrong, points = Counter(), [], 0, 0, 0, 0
    words = Counter()
    while reported < FORMULAS:
        text, function = formula(dice, 1 + reported % 3)
        if "z" not in text:
            continue
        begun = time.time()
        try:
            run = subprocess.run([GPRIME, "report", text, "--format", "json"], capture_output=True, text=True, timeout=60)
        except subprocess.TimeoutExpired:
            print("SLOW", text)
            reported += 1
            continue
        slowest.append((time.time() - begun, text))
        if not run.stdout:
            unread += 1
            assert run.returncode in (1, 2, 3), (text, run.stderr)
            continue
        look = Look(text, function, json.loads(run.stdout))
        look.look(random.Random(text))
        reported += 1
        points += len(look.points)
        totals.update(look.compared)
        words.update(fact["known"] for fact in look.facts.values())
        wrong += len(look.wrong)
        for line in look.wrong[:2]:
            print("WRONG", *line, flush=True)
    print(f"{reported} formulas ({unread} more without a report), {points} points, facts {dict(words)}")
    print(f"comparisons {dict(totals)}, {wrong} contradicted")
    for seconds, text in sorted(slowest, reverse=True)[:5]:
        print(f"{seconds:.2f} s  {text}")


main()
