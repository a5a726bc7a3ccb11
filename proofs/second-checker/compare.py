#!/usr/bin/env python3
"""Runs the Rust checker and this one on the golden files and on mutants of them, and compares the verdicts.

usage: compare.py [--rust PROGRAM] [--mutants N] [--seed S] [--save FOLDER] [PATH...]

PATH is a golden file or a folder of them (the folder proofs of this checkout if none is given). The verdicts have to be the same
(valid, incomplete, invalid), and of what is valid also the theorems that are assumed. Files on which the checkers disagree
are kept in FOLDER. Exit code: 0 if they agree on all files, 1 if they do not, 2 if a checker could not be run.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from check import Unreadable, files_of, read
from mutants import Mutator

HERE = Path(__file__).resolve().parent
BATCH = 500


class NotRun(Exception):
    """A checker ended without a verdict on every file."""


def run(command, folder, count):
    """The verdicts of a checker on the files of a folder: file name to (verdict, assumed theorems)."""
    done = subprocess.run([*command, "--json", str(folder)], capture_output=True, text=True, encoding="utf-8")
    if done.returncode not in (0, 1, 3):
        raise NotRun(f"{command[-1]} ended with {done.returncode}: {done.stderr.strip()[-500:]}")
    verdicts = {}
    for line in done.stdout.splitlines():
        record = json.loads(line)
        for entry in record.get("files", [record]):
            assumed = frozenset((a["theorem"], a["file"]) for a in entry.get("assumes", ()))
            found = entry["verdict"], assumed if entry["verdict"] == "valid" else frozenset()
            verdicts[Path(entry.get("path") or entry["file"]).name] = found
    if len(verdicts) != count:
        raise NotRun(f"{command[-1]} gave {len(verdicts)} verdicts on {count} files")
    return verdicts


def compare(batch, rust, save):
    """Compares on a batch of (bytes, origin). Returns the counts of verdicts and the number of disagreements."""
    counts, disagreements = Counter(), 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        for i, (data, _) in enumerate(batch):
            Path(folder, f"{i:06}.json").write_bytes(data)
        commands = [rust], [sys.executable, str(HERE / "check.py")]
        first, second = (job.result() for job in [pool.submit(run, c, folder, len(batch)) for c in commands])
    for i, (data, origin) in enumerate(batch):
        name = f"{i:06}.json"
        counts[first[name][0]] += 1
        if first[name] != second[name]:
            disagreements += 1
            save.mkdir(parents=True, exist_ok=True)
            kept = save / f"{len(list(save.iterdir())):06}.json"
            kept.write_bytes(data)
            print(f"disagreement on {kept} ({origin})\n  rust:   {words(first[name])}\n  python: {words(second[name])}")
    return counts, disagreements


def words(verdict):
    kind, assumed = verdict
    return f"{kind}, assumes {', '.join(sorted(theorem for theorem, _ in assumed)) or 'nothing'}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rust", default=str(HERE.parents[1] / "target/release/moe-proof-check"), help="the Rust checker")
    parser.add_argument("--mutants", type=int, default=20_000, help="how many mutants (20000)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the mutants (1)")
    parser.add_argument("--save", type=Path, default=Path("disagreements"), help="folder for files with two verdicts")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="golden files or folders of them")
    options = parser.parse_args()
    try:
        return compare_all(options)
    except (NotRun, Unreadable, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def compare_all(options):
    files = [file for path in options.paths or [str(HERE.parent)] for file in files_of(path)]
    golden = {file: read(file) for file in files}
    golden_counts, disagreements = compare([(data, file) for file, data in golden.items()], options.rust, options.save)
    print(f"golden files: {tally(golden_counts)}")
    mutator = mutator_of(golden, options) if options.mutants else None
    counts = Counter()
    for start in range(0, options.mutants, BATCH):
        batch = [mutator.mutant() for _ in range(min(BATCH, options.mutants - start))]
        batch_counts, more = compare(batch, options.rust, options.save)
        counts += batch_counts
        disagreements += more
    print(f"mutants (seed {options.seed}): {tally(counts)}")
    print(f"disagreements: {disagreements}")
    return 1 if disagreements else 0


def mutator_of(golden, options):
    """Mutants are made of documents: a golden file that is none cannot have any."""
    try:
        return Mutator(golden, options.seed)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"cannot make mutants: a golden file is no JSON document ({error})") from None


def tally(counts):
    parts = ", ".join(f"{counts[kind]} {kind}" for kind in ("valid", "incomplete", "invalid"))
    return f"{sum(counts.values())}, {parts}"


if __name__ == "__main__":
    sys.exit(main())
