"""Plants faults in a copy of the tree, one at a time, and shows that the random pairs find each.

    python3 bench/planted_faults.py [--pairs 1000] [--only NAME]… [--work FOLDER]

tests/data/planted.tsv has a row for each fault: the text of one file that is replaced by another. The copy is built in
the work folder (kept, so that a second run is quick); the tree itself is not touched. A fault is found if the tests of
tests/soundness.rs fail because a verdict is wrong. The exit code is 1 if a fault is not found, or if the copy
without a fault fails.
"""

import argparse
import csv
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

TREE = pathlib.Path(__file__).resolve().parent.parent
TESTS = ["true_pairs", "edited_pairs"]


def copied(work):
    """A copy of the files that git knows."""
    copy = work / "tree"
    files = subprocess.run(["git", "ls-files", "-z"], cwd=TREE, capture_output=True, check=True).stdout
    for name in files.decode().split("\0"):
        source, target = TREE / name, copy / name
        if name and source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists() or target.read_bytes() != source.read_bytes():
                shutil.copyfile(source, target)
    return copy


def tested(copy, work, pairs):
    """What the tests say: "holds", "found" with the first wrong verdict, or "broken" with the reason."""
    environment = {**os.environ, "GPRIME_SOUNDNESS": str(pairs), "CARGO_TARGET_DIR": str(work / "target"), "RUST_BACKTRACE": "0"}
    command = ["cargo", "test", "--quiet", "--test", "soundness", "--", *TESTS]
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)
    output = done.stdout + done.stderr
    if done.returncode == 0:
        return "holds", ""
    found = re.findall(r"\d+ of \d+ verdicts are wrong, the first: .*", output)
    return ("found", found[0]) if found else ("broken", output[-600:])


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pairs", type=int, default=1000)
    options.add_argument("--only", action="append")
    options.add_argument("--work", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "gprime-planted")
    options = options.parse_args()
    with open(TREE / "tests/data/planted.tsv", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    if options.only:
        rows = [row for row in rows if row["name"] in options.only]
    copy = copied(options.work)
    state, why = tested(copy, options.work, options.pairs)
    print(f"without a fault: {state} {why}", flush=True)
    failed = state != "holds"
    for row in rows:
        file = copy / row["file"]
        text = file.read_text()
        if text.count(row["was"]) != 1:
            print(f"{row['name']}: the text is not in {row['file']} once")
            failed = True
            continue
        start = time.time()
        try:
            file.write_text(text.replace(row["was"], row["is"]))
            state, why = tested(copy, options.work, options.pairs)
        finally:
            file.write_text(text)
        print(f"{row['name']} ({row['what']}): {state} in {time.time() - start:.0f} s\n    {why}", flush=True)
        failed |= state != "found"
    sys.exit(failed)


main()
