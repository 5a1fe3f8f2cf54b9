"""How long `gprime check` takes for many documents: a hundred of a thousand lines each.

    python3 bench/many_files.py [--program target/release/gprime] [--files 100] [--lines 1000] [--keep FOLDER]

The documents are notes made of the derivations in `tests/cases/check`, in an order that a fixed seed gives, between lines of
prose. It prints the seconds with one thread and with all, the claims, and the peak memory.
"""
import argparse
import json
import os
import pathlib
import random
import resource
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROSE = "The slope says how much an input that changes a little changes the output, and how fast a unit learns.\n\n"


def notes(count, lines):
    parts = []
    for path in sorted((ROOT / "tests/cases/check").rglob("*.md")):
        parts += [part for part in path.read_text().split("\n\n") if "=" in part and "gprime:" not in part]
    rnd = random.Random(1)
    for number in range(count):
        text = f"# Notes {number}\n\n"
        while text.count("\n") < lines:
            text += rnd.choice(parts) + "\n\n" + PROSE * rnd.randint(1, 4)
        yield f"notes-{number:03}.md", text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(ROOT / "target/release/gprime"))
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--lines", type=int, default=1000)
    parser.add_argument("--keep", type=pathlib.Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = given.keep or pathlib.Path(folder)
        folder.mkdir(exist_ok=True)
        paths = []
        for name, text in notes(given.files, given.lines):
            (folder / name).write_text(text)
            paths.append(str(folder / name))
        size = sum(os.path.getsize(path) for path in paths)
        print(f"{len(paths)} files, {sum(open(path).read().count(chr(10)) for path in paths)} lines, {size} bytes")
        for threads in ["1", ""]:
            environment = dict(os.environ, RAYON_NUM_THREADS=threads) if threads else dict(os.environ)
            begun = time.monotonic()
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            ended = subprocess.run(
                [given.program, "check", "--format", "json", *paths], capture_output=True, text=True, env=environment
            )
            seconds = time.monotonic() - begun
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            claims = json.loads(ended.stdout)["claims"]
            print(
                f"{threads or 'all'} threads: {seconds:.1f} s, {after.ru_utime - used.ru_utime:.1f} s of processor time, "
                f"{len(claims)} claims, {after.ru_maxrss // 1024} MiB at most"
            )


main()
