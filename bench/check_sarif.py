"""Checks the SARIF of `gprime check` against the schema of the standard.

    python3 bench/check_sarif.py --schema sarif-schema-2.1.0.json [--program target/release/gprime] [FILE…]

The schema is the one that OASIS publishes with SARIF 2.1.0; `src/schema.json` in the crate serde-sarif is a copy. Without
files, every document of the tests is checked, and some whose names and contents have to be escaped. Needs `jsonschema`.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parent.parent
AWKWARD = {
    "a b%20.md": "$x = x + 1$\n",
    "ünï.md": "Ä $2 = 3$ and $\\sin x = \\cos x$\n",
    "controls.md": "$x = \x1b[31m x + 1$ \u202e $1 = 2$\r\n",
    "broken.md": "$x = (x$ and `e(-z) = 1`\n",
    "empty.md": "",
    "bytes.md": b"\xff\xfe$x = 1$",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schema", required=True, type=pathlib.Path)
    parser.add_argument("--program", default=ROOT / "target/release/gprime")
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    given = parser.parse_args()
    schema = json.loads(given.schema.read_text())
    validator = jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())
    with tempfile.TemporaryDirectory() as folder:
        files = given.files
        if not files:
            files = sorted(path for path in (ROOT / "tests/cases/check").rglob("*") if path.is_file())
            for name, text in AWKWARD.items():
                path = pathlib.Path(folder) / name
                path.write_bytes(text if isinstance(text, bytes) else text.encode())
                files.append(path)
        wrong = results = 0
        for chosen in [[file] for file in files] + [files, [pathlib.Path(folder) / "not there.md"]]:
            command = [str(given.program), "check", "--format", "sarif", *map(str, chosen)]
            ended = subprocess.run(command, capture_output=True, text=True)
            log = json.loads(ended.stdout)
            found = list(validator.iter_errors(log))
            results += len(log["runs"][0]["results"])
            for error in found[:3]:
                print(f"{chosen[0]}: {'/'.join(map(str, error.absolute_path))}: {error.message}")
            wrong += bool(found)
            if any(ord(sign) < 32 and sign not in "\n" for sign in ended.stdout):
                print(f"{chosen[0]}: a control character is written")
                wrong += 1
    print(f"{len(files) + 2} logs, {results} results, {wrong} not valid")
    sys.exit(1 if wrong else 0)


main()
