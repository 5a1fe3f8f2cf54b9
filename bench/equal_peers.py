"""Decides the claims of a table with gprime, SymPy, Maxima and FriCAS, side by side, and prints the times and ratios.

    python3 bench/equal_peers.py [--table tests/data/claims.tsv] [--limit 20] [--systems gprime,sympy,maxima,fricas]

The table has the columns `name, assume, left, right, true`; a left side may be `d/dz (F)`. A system that is not
installed is left out (pip install sympy; apt-get install maxima maxima-share fricas). Every claim is given to each system in a process of
its own, and the time is what the system itself measures between reading the claim and its answer, with starting left out;
for gprime it is the time of its example `claims`. An answer is `equal`, `different` or `-` (not decided, or out of time):
gprime proves and refutes, SymPy's `equals` compares values in floating point, the two others only say whether their normal form of
the difference is 0, which shows no difference, so that anything else counts as not decided. FriCAS measures in steps of 10 ms and knows no `max`. `!` marks a wrong answer. The
systems assume that `a` is positive and `z` real where they can be told.
"""

import argparse
import csv
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

TREE = pathlib.Path(__file__).resolve().parent.parent

SYMPY = """
import sys, time
sys.path.insert(0, {folder!r})
import sympy
from notation import read, z
names = dict(abs=sympy.Abs, max=sympy.Max, min=sympy.Min)
begin = time.process_time()
left, right = read({left!r}, **names), read({right!r}, **names)
if {slope}:
    left = sympy.diff(left, z)
difference = sympy.simplify(left - right)
answer = "equal" if difference == 0 else {{True: "equal", False: "different", None: "-"}}[difference.equals(0)]
print("RESULT", answer, time.process_time() - begin)
"""

MAXIMA = """
display2d: false$ assume(a > 0)$
begin: elapsed_run_time()$
left: {left}$ right: {right}$
if {slope} then left: diff(left, z)$
difference: left - right$
forms: [lambda([u], ratsimp(u)), lambda([u], radcan(exponentialize(u))), lambda([u], trigsimp(trigexpand(u))),
  lambda([u], radcan(logarc(exponentialize(u))))]$
answer: "-"$
for form in forms do if answer = "-" and is(errcatch(form(difference)) = [0]) then answer: "equal"$
printf(true, "RESULT ~a ~a~%", answer, elapsed_run_time() - begin)$
"""

FRICAS = """
)set messages autoload off
begin := integer(GET_-INTERNAL_-RUN_-TIME()$Lisp)$SExpression
difference := {difference}
zero := normalize(difference) = 0 or simplify(difference) = 0
end := integer(GET_-INTERNAL_-RUN_-TIME()$Lisp)$SExpression
unit := integer(INTERNAL_-TIME_-UNITS_-PER_-SECOND$Lisp)$SExpression
output(concat(["RESULT ", (if zero then "equal" else "-"), " ", string(end - begin), "/", string(unit)]))$OutputPackage
"""


def run(command, limit, **options):
    """The answer and the seconds that a system printed; no answer if it stopped or took too long."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, stdin=subprocess.DEVNULL, **options)
    except subprocess.TimeoutExpired:
        return "-", limit
    found = re.search(r"RESULT (\S+) +([\d.eE+-]+)(?:/(\d+))?", done.stdout)
    return (found[1], float(found[2]) / float(found[3] or 1)) if found else ("-", None)


def parts(row):
    """The left side, whether it is the antiderivative of what is meant, and the right side."""
    slope = re.fullmatch(r"d/dz \((.*)\)", row["left"])
    return (slope[1] if slope else row["left"]), bool(slope), row["right"]


def sympy(row, limit, _):
    left, slope, right = parts(row)
    text = SYMPY.format(folder=str(TREE / "bench"), left=left, right=right, slope=slope)
    return run([sys.executable, "-c", text], limit + 5)


def maxima(row, limit, folder):
    left, slope, right = (re.sub(r"\bln\b", "log", str(part)) for part in parts(row))
    file = folder / "claim.mac"
    file.write_text(MAXIMA.format(left=named(left), right=named(right), slope=slope.lower()))
    return run(["maxima", "--very-quiet", f"--batch={file}"], limit + 5)


def named(text):
    return re.sub(r"\bpi\b", "%pi", text)


def fricas(row, limit, folder):
    left, slope, right = (re.sub(r"\bln\b", "log", str(part)) for part in parts(row))
    difference = f"D({left}, z) - ({right})" if slope == "True" else f"({left}) - ({right})"
    difference = named(difference)
    file = folder / "claim.input"
    file.write_text(FRICAS.format(difference=difference))
    return run(["fricas", "-nosman", "-eval", f")read {file}", "-eval", ")quit"], limit + 5)


def gprime(table):
    """The answers of all claims at once, by name."""
    command = ["cargo", "run", "--release", "--quiet", "--example", "claims", "--", "equalities", str(table), "all"]
    lines = subprocess.run(command, cwd=TREE, capture_output=True, text=True).stdout.splitlines()
    rows = [line.split("\t") for line in lines if " ms\t" in line]
    word = {"equal": "equal", "different": "different"}
    return {row[1]: (word.get(row[0], "-"), float(row[2].split()[0]) / 1e3) for row in rows}


def versions(systems):
    found = {"gprime": [["git", "-C", str(TREE), "describe", "--always"]], "maxima": [["maxima", "--version"]]}
    found["sympy"] = [[sys.executable, "-c", "import sympy; print(sympy.__version__)"]]
    found["fricas"] = [["fricas", "-nosman", "-eval", ")quit"]]
    for name in systems:
        text = subprocess.run(found[name][0], capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout
        version = re.search(r"Version: (.*)", text) or re.search(r"(\S.*)", text)
        print(f"{name}: {version[1].strip() if version else '?'}")


def installed(name):
    if name == "sympy":
        return subprocess.run([sys.executable, "-c", "import sympy"], capture_output=True).returncode == 0
    return shutil.which({"gprime": "cargo"}.get(name, name)) is not None


def shown(result, truth):
    answer, seconds = result
    wrong = answer != "-" and (answer == "equal") != truth
    time = "-" if seconds is None else f"{seconds * 1e3:,.2f}"
    return f"{answer}{'!' if wrong else ''} {time}"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--table", type=pathlib.Path, default=TREE / "tests/data/claims.tsv")
    options.add_argument("--limit", type=float, default=20)
    options.add_argument("--systems", default="gprime,sympy,maxima,fricas")
    options = options.parse_args()
    systems = [name for name in options.systems.split(",") if installed(name)]
    versions(systems)
    with open(options.table, newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    own = gprime(options.table.resolve()) if "gprime" in systems else {}
    results = {name: [] for name in systems}
    print("\n| claim | true |" + "".join(f" {name}, ms |" for name in systems) + "\n|---|---|" + "---|" * len(systems))
    with tempfile.TemporaryDirectory() as folder:
        for row in rows:
            for name in systems:
                decide = {"sympy": sympy, "maxima": maxima, "fricas": fricas}.get(name)
                known = own.get(row["name"], ("-", None)) if decide is None else decide(row, options.limit, pathlib.Path(folder))
                results[name].append(known)
            cells = [shown(results[name][-1], row["true"] == "true") for name in systems]
            print(f"| {row['name']} | {row['true']} | " + " | ".join(cells) + " |", flush=True)
    print("\n| system | proved | told apart | wrong | median, ms | times gprime's median |\n|---|---|---|---|---|---|")
    truths = [row["true"] == "true" for row in rows]
    medians = {name: statistics.median(s for _, s in found if s is not None) for name, found in results.items()}
    for name, found in results.items():
        answers = list(zip((answer for answer, _ in found), truths))
        proved, apart = answers.count(("equal", True)), answers.count(("different", False))
        wrong = answers.count(("equal", False)) + answers.count(("different", True))
        ratio = f"{medians[name] / medians['gprime']:,.0f}" if "gprime" in medians else "-"
        print(f"| {name} | {proved} of {sum(truths)} | {apart} of {len(truths) - sum(truths)} | {wrong} | {medians[name] * 1e3:,.2f} | {ratio} |")
    bad = "gprime" in results and any(a != "-" and (a == "equal") != t for (a, _), t in zip(results["gprime"], truths))
    sys.exit(1 if bad else 0)


main()
