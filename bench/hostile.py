"""Documents that are meant to be too much, and what `gprime check` takes for each.

    python3 bench/hostile.py [--program target/release/gprime] [--scale 1] [--keep FOLDER] [NAME…]

Each document is made, checked with `--format json` in a process of its own, and a line of a table is printed: its size,
the exit code, the seconds, the peak memory, and what was counted. `--scale 0.01` makes everything a hundred times
smaller. A run that takes longer than ten minutes or ends by a signal is a failure.
"""
import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

PATIENCE = 600


def repeated(text, size):
    return (text * (size // len(text) + 1))[:size]


def notebook(cells):
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def documents(scale):
    """The name and bytes of each document."""
    def n(count):
        return max(3, int(count * scale))

    mb = n(1_000_000)
    rnd = random.Random(1)
    prose = "The slope of a straight line is what it is, and nothing can be said about it that was not said. "
    claim = "The derivative of $g(z) = z^2$ is $g'(z) = 2z$, since $2 > 1$.\n\n"
    yield "prose-50mb.md", repeated(prose + "\n", 50 * mb)
    yield "claims-50mb.md", repeated(claim, 50 * mb)
    yield "claims-50mb.txt", repeated("so that g(z) = z^2 and g'(z) = 2*z\n", 50 * mb)
    yield "one-line-10mb.md", repeated(prose, 10 * mb)
    yield "one-line-10mb.txt", repeated("a = b + c and ", 10 * mb)
    yield "one-formula-10mb.md", "$$ g(z) = " + repeated("z + ", 10 * mb) + "z $$\n"
    yield "one-formula-10mb.txt", "g(z) = " + repeated("z + ", 10 * mb) + "z\n"
    yield "equals-10mb.txt", repeated("=", 10 * mb)
    yield "relations-10mb.txt", repeated("a<b>c=", 10 * mb)
    yield "binary-10mb.md", rnd.randbytes(10 * mb)
    yield "not-utf8.md", b"$g(z) = z$\n" * n(1000) + b"\xff\xfe"
    yield "utf16.md", ("$g(z) = z$\n" * n(1000)).encode("utf-16")
    yield "zeros-10mb.txt", bytes(10 * mb)
    yield "controls.md", "".join(chr(c) for c in range(1, 32)) * n(10_000) + "$g(z) = \x1b[31mz\u202e$\n"
    deep = n(100_000)
    for name, begins, ends in [
        ("parentheses", "(", ")"), ("braces", "{", "}"), ("roots", "\\sqrt{", "}"), ("fractions", "\\frac{1}{", "}"),
        ("powers", "e^{", "}"), ("signs", "-", ""), ("calls", "\\sin(", ")"), ("left", "\\left(", "\\right)"),
        ("bars", "|", "|"), ("primes", "", "'"), ("cases", "\\begin{cases}", "\\end{cases}"),
        ("aligned", "\\begin{aligned}", "\\end{aligned}"), ("text", "\\text{", "}"), ("squares", "[", "]"),
    ]:
        yield f"deep-{name}.md", f"$$ g(z) = {begins * deep}z{ends * deep} $$\n"
        yield f"open-{name}.md", f"$$ g(z) = {begins * deep}z $$\n"
    yield "deep-parentheses.txt", f"g(z) = {'(' * deep}z{')' * deep}\n"
    yield "open-parentheses.txt", f"g(z) = {'(' * deep}z\n"
    yield "deep-quotes.md", "> " * deep + "$g(z) = z$\n"
    yield "deep-lists.md", "".join("  " * min(at, 1000) + "- $a = b$\n" for at in range(n(3_000)))
    yield "deep-emphasis.md", "*a _b " * deep
    yield "deep-links.md", "[" * deep + "a" + "](b)" * deep
    yield "deep-derivatives.md", "$$ " + "\\frac{d}{dz}(" * n(1_000) + "z^2" + ")" * n(1_000) + " = 0 $$\n"
    yield "definitions-10000.md", "".join(f"$f_{{{at}}}(x) = x + {at}$\n\n" for at in range(n(10_000)))
    yield "chained-definitions.md", "$f_0(x) = x$\n\n" + "".join(
        f"$f_{{{at + 1}}}(x) = f_{{{at}}}(x) + 1$\n\n" for at in range(n(10_000)))
    yield "doubling-definitions.md", "$f_0(x) = x$\n\n" + "".join(
        f"$f_{{{at + 1}}}(x) = f_{{{at}}}(f_{{{at}}}(x))^2 + f_{{{at}}}(x + 1)$\n\n" for at in range(n(100)))
    yield "same-definition.md", "".join(f"Let $f(x) = x^{at}$.\n\n$f'(x) = {at}x^{{{at - 1}}}$\n\n" for at in range(2, n(3_000)))
    yield "cycle-2.md", "Let $f(x) = g(x)$.\n\nLet $g(x) = f(x)$.\n\n$f'(x) = g'(x)$\n\n$f(x) = 1$\n"
    yield "cycle-self.md", "Let $f = f$.\n\nLet $g(x) = g(x) + 1$.\n\n$g'(x) = 1$\n\nLet $h = 1 + h^2$.\n\n$h = 2$\n"
    count = n(1_000)
    yield "cycle-long.md", "".join(
        f"Let $f_{{{at}}}(x) = f_{{{(at + 1) % count}}}(x) + 1$.\n\n" for at in range(count)) + "$f_0'(x) = 1$\n"
    yield "unclosed-environments.tex", "\\begin{align} g(z) &= z \\\\\n" * n(50_000)
    yield "unclosed-environments.md", "\\begin{align} g(z) &= z \\\\\n" * n(50_000)
    yield "unclosed-mixed.tex", "".join(
        f"\\begin{{{name}}} a = b " for name in ["align", "equation", "cases", "gather", "split"]) * n(20_000)
    yield "unclosed-dollars.md", "$ a = b $$ " * n(100_000)
    yield "unclosed-fences.md", "```math\ng(z) = z\n" * n(50_000)
    yield "unclosed-code.md", "`g(z) = z " * n(100_000)
    yield "unclosed-comments.md", "<!-- gprime: " * n(100_000)
    yield "unclosed-comments.py", '""" g(z) = z \n' * n(100_001)
    yield "unclosed-comments.rs", "/* g(z) = z \n" * n(100_000)
    yield "roles.rst", ":math:`g(z) = z " * n(100_000)
    yield "directives.rst", ".. math::\n\n   g(z) = z\n" * n(50_000)
    yield "powers.md", "\n\n".join([
        "$g(z) = z^{1000000000}$", "$g'(z) = 1000000000 z^{999999999}$", "$10^{10^9} = 10^{1000000000}$",
        "$10^{10^9} > 1$", "$2^{10^9} = 3$", "$z^{10^9} = z^{10^9} + 1$", "$(1 + z)^{10^9} = 1$",
        "$(1 + z)^{1000} = (z + 1)^{1000}$", "$h(z) = (1 + z + z^2)^{500}$", "$h'(z) = 500 (1 + 2z)(1 + z + z^2)^{499}$",
        "$9^{9^{9^9}} = 1$", "$e^{e^{e^{e^{100}}}} > 1$", "$1e999999999 = 1$", "$10^{-10^9} > 0$",
        "$\\sqrt[1000000000]{z} = z^{1/1000000000}$", "$u(z) = e^{e^{e^{e^{e^{z}}}}}$", "$u'(z) = u(z)$",
        "$\\sin(10^{10^9}) = 0$", "$|10^{10^9}| = 10^{10^9}$", "$2^{1000000} - 2^{999999} = 2^{999999}$",
        "$3^{100000} > 2^{100000}$", "$0.1^{1000000} = 10^{-1000000}$", "$1/3^{1000000} < 1$",
        "$\\ln(10^{10^9}) = 10^9 \\ln 10$", "$z^{10^{30}} = 1$", "$d^{1000000}/dz^{1000000} (z^2) = 0$",
    ]) + "\n"
    yield "digits-1mb.md", "$$ g(z) = " + "9" * mb + " z $$\n\n$$ g'(z) = " + "9" * mb + " $$\n"
    yield "factors.md", "$g(z) = " + "".join(f"(z + {at})" for at in range(n(2_000))) + "$\n\n$g'(z) = 1$\n"
    yield "chain-5000.md", "$$\\begin{aligned} g(z) &= z^2 \\\\\n" + "".join(
        f"&= z^2 + {at} - {at} \\\\\n" for at in range(n(5_000))) + "\\end{aligned}$$\n"
    yield "chain-row-5000.md", "$$ z^2 = " + " = ".join(f"z^2 + {at} - {at}" for at in range(n(5_000))) + " $$\n"
    yield "chain-wrong-5000.md", "$$\\begin{aligned} g(z) &= z^2 \\\\\n" + "".join(
        f"&= z^2 + {at} \\\\\n" for at in range(n(5_000))) + "\\end{aligned}$$\n"
    yield "comparisons-5000.md", "$$ " + " < ".join(str(at) for at in range(n(5_000))) + " $$\n"
    yield "tiny-claims.md", "".join(f"$1 + {at} = {at + 1}$\n" for at in range(n(100_000)))
    yield "tiny-claims.txt", "".join(f"1 + {at} = {at + 1}\n" for at in range(n(100_000)))
    yield "tiny-comparisons.md", "".join(f"${at} < {at + 1}$\n" for at in range(n(100_000)))
    yield "conditions.md", "".join(f"Let $a_{{{at}}} > 0$.\n\n" for at in range(n(3_000))) + "$(a_1 z)' = a_1$\n"
    yield "garbled.md", "".join(f"g(z) = 1/(1 + e(-z))({at}))\n\n" for at in range(n(3_000)))
    yield "table.md", "| f(x) | f'(x) |\n|---|---|\n" + "".join(f"| x^{at} | {at}x^{at - 1} |\n" for at in range(2, n(3_000)))
    yield "wide-table.md", "|" + "a|" * deep + "\n|" + "-|" * deep + "\n|" + "x = 1|" * deep + "\n"
    yield "headings.md", "".join(f"# Sigmoid {at}\n\n$f'(z) = 1$\n\n" for at in range(n(3_000)))
    yield "commas.md", "$$ " + "a, " * deep + "b = c $$\n"
    yield "quads.md", "$$ " + "a = b \\quad " * n(20_000) + " $$\n"
    yield "broken.ipynb", '{"cells": [{"cell_type": "markdown", "source": ["$g(z) = z$"'
    yield "deep.ipynb", '{"cells": ' + "[" * deep + "]" * deep + "}"
    yield "deep-metadata.ipynb", '{"metadata": ' + '{"a":' * deep + "1" + "}" * deep + ', "cells": []}'
    yield "wrong-types.ipynb", '{"cells": [{"cell_type": 1, "source": 2}]}'
    yield "escapes.ipynb", notebook([{"cell_type": "markdown", "source": ["$g(z) = \n z$\t\\\"" * n(100_000)]}])
    yield "cells.ipynb", notebook([{"cell_type": "markdown", "source": [f"$1 + {at} = {at + 1}$"]} for at in range(n(20_000))])
    yield "empty.md", ""
    yield "bom.md", "\ufeff# Notes\n\n$1 + 1 = 2$\n"
    yield "carriage-returns.md", "$1 + 1 = 2$\r\n\r\n" * n(1000) + "$1 + 1 = 3$\r$2 = 2$"
    yield "too-long.md", repeated(prose, 70 * mb)


def run(program, path):
    """The exit code, seconds, megabytes, output and messages. A small process starts the program and measures it: what
    this one has in memory would be counted otherwise."""
    begin = time.monotonic()
    with tempfile.NamedTemporaryFile("r") as measured:
        command = ["/usr/bin/time", "-q", "-f", "%M", "-o", measured.name, program, "check", str(path), "--format", "json"]
        try:
            done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            return "timeout", PATIENCE, 0, b"", "it took too long"
        seconds = time.monotonic() - begin
        memory = int(measured.read().split()[-1]) / 1024
    return done.returncode, seconds, memory, done.stdout, done.stderr.decode("utf-8", "replace")


def told(data, errors):
    try:
        document = json.loads(data)
    except ValueError:
        return "no JSON: " + errors[:200].replace("\n", " ")
    counted = ", ".join(f"{count} {name}" for name, count in document["summary"].items() if count)
    unread = "; ".join(entry["because"] for entry in document["unread"])
    return "; ".join(part for part in [counted, unread[:90]] if part) or "nothing"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default="target/release/gprime")
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or pathlib.Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        print("| document | MB | exit | seconds | peak MB | found |\n|---|---|---|---|---|---|")
        for name, content in documents(given.scale):
            if given.names and not any(part in name for part in given.names):
                continue
            path = folder / name
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
            del content
            size = path.stat().st_size / 1e6
            code, seconds, memory, data, errors = run(given.program, path)
            wrong = code not in (0, 1, 2, 3) or "panicked" in errors
            failed += wrong
            mark = " **FAILED**" if wrong else ""
            print(f"| {name} | {size:.2f} | {code}{mark} | {seconds:.1f} | {memory:.0f} | {told(data, errors)} |", flush=True)
            if not given.keep:
                path.unlink()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
