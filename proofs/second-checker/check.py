#!/usr/bin/env python3
"""A second checker of proof files, written from proofs/FORMAT.md alone. It shares nothing with the Rust kernel.

usage: check.py [--json] PATH...     check proof files, and the *.json files below folders
       check.py --batch              read one JSON string a line from standard input, the base64 of a file's bytes,
                                     and print one verdict a line as JSON

Exit code: 0 all valid, 1 some invalid, 2 usage or unreadable, 3 some incomplete (the worst: 2 before 1 before 3).
"""

import base64
import binascii
import json
import os
import sys

from refusal import shown
from strict_json import MAX_BYTES
from verdict import verify

OK, INVALID, USAGE, INCOMPLETE = 0, 1, 2, 3
CODES = {"valid": OK, "invalid": INVALID, "incomplete": INCOMPLETE}


class Unreadable(Exception):
    """A path that cannot be read, or the input of --batch that is not as announced."""


def files_of(path):
    """The path itself, or the *.json files below a folder, sorted by name within each; links to folders are not followed."""
    if not os.path.isdir(path):
        return [path]
    found = []
    for folder, inner, names in os.walk(path, onerror=unreadable):
        inner.sort()
        found += [os.path.join(folder, name) for name in sorted(names) if name.endswith(".json")]
    if not found:
        raise Unreadable(f"the folder {shown(path)} has no *.json file")
    return found


def unreadable(error):
    raise Unreadable(f"cannot read the folder {shown(error.filename)}: {error.strerror}") from None


def read(path):
    """The bytes of a file; of a file that is too large one byte more than the limit, which is enough to refuse it."""
    try:
        with open(path, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise Unreadable(f"cannot read {shown(path)}: {error}") from None


def as_json(path, verdict):
    """A verdict as one line of JSON, in ASCII."""
    record = {} if path is None else {"file": path}
    record["verdict"] = verdict.kind
    if verdict.kind == "invalid":
        record |= {"place": verdict.place, "reason": verdict.reason}
    else:
        record["statement"] = verdict.statement
    record["assumes"] = [{"theorem": theorem, "file": file} for theorem, file in verdict.assumes]
    return json.dumps(record)


def as_text(path, verdict):
    """A verdict as one line. Names are quoted where they are not plain, so that no name imitates a verdict."""
    plain = all(c.isascii() and (c.isalnum() or c in "/._-+@") for c in path)
    name = path if plain else shown(path, len(path) * 10 + 2)
    if verdict.kind == "invalid":
        return f"invalid     {name}  {verdict.place}: {verdict.reason}"
    theorems = ", ".join(theorem for theorem, _ in verdict.assumes)
    return f"{verdict.kind:<10}  {name}  {verdict.statement}  (assumes {theorems or 'nothing'})"


def check_paths(paths, form):
    """Checks what the paths name and prints a line a file."""
    found, unreadable = set(), False
    for path in paths:
        try:
            for file in files_of(path):
                verdict = verify(read(file))
                found.add(CODES[verdict.kind])
                print(form(file, verdict), flush=True)
        except Unreadable as error:
            unreadable = True
            print(f"error: {error}", file=sys.stderr)
    return worst(found, unreadable)


def check_batch(lines):
    """Checks each document of the batch and prints a line for each, in the same order."""
    found = set()
    for number, line in enumerate(lines, 1):
        try:
            data = base64.b64decode(json.loads(line), validate=True)
        except (ValueError, TypeError, RecursionError, binascii.Error):
            raise Unreadable(f"line {number} of the batch is no JSON string with base64") from None
        verdict = verify(data)
        found.add(CODES[verdict.kind])
        print(as_json(None, verdict), flush=True)
    return worst(found, False)


def worst(found, unreadable):
    if unreadable:
        return USAGE
    return INVALID if INVALID in found else INCOMPLETE if INCOMPLETE in found else OK


def main(arguments):
    if arguments in (["--help"], ["-h"]):
        print(__doc__.strip())
        return OK
    options = [a for a in arguments if a.startswith("-")]
    paths = [a for a in arguments if not a.startswith("-")]
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        if options == ["--batch"] and not paths:
            return check_batch(sys.stdin)
        if paths and options in ([], ["--json"]):
            return check_paths(paths, as_json if options else as_text)
    except Unreadable as error:
        print(f"error: {error}", file=sys.stderr)
        return USAGE
    print(__doc__.strip(), file=sys.stderr)
    return USAGE


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(USAGE)
