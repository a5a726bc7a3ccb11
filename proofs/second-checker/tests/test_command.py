"""The command: lines, exit codes, folders, the batch; the golden files; the comparison with the other checker."""

import base64
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from documents import FOLDER, Case, changed, exponents_2_fixed, identity, rbar_3, refutation_1

sys.path.insert(0, str(FOLDER))
from mutants import Mutator  # noqa: E402

VALID, INVALID = rbar_3(), changed(rbar_3(), "statement.order", 7)
INCOMPLETE = changed(rbar_3(), "proof.unsolvable", None)


def run(script, *arguments, text=""):
    command = [sys.executable, str(FOLDER / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", input=text)


class Folder(Case):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, name, file):
        path = self.folder / name
        path.write_text(json.dumps(file), encoding="utf-8")
        return path


class Command(Folder):
    def test_exit_codes_and_lines(self):
        for file, code, start in ((VALID, 0, "valid "), (INVALID, 1, "invalid "), (INCOMPLETE, 3, "incomplete ")):
            done = run("check.py", self.write("a.json", file))
            self.assertEqual((done.returncode, done.stderr), (code, ""))
            self.assertTrue(done.stdout.startswith(start) and done.stdout.count("\n") == 1, done.stdout)

    def test_a_folder_and_the_worst_code(self):
        for name, file in (("a.json", VALID), ("b.json", INCOMPLETE), ("c.txt", INVALID)):
            self.write(name, file)
        self.assertEqual(run("check.py", self.folder).returncode, 3)
        (self.folder / "below" / "it").mkdir(parents=True)
        self.write("below/it/d.json", INCOMPLETE)
        self.assertEqual(run("check.py", self.folder).stdout.count("\n"), 3)
        (self.folder / "below/it/d.json").unlink()
        self.write("c.json", INVALID)
        done = run("check.py", self.folder)
        self.assertEqual((done.returncode, done.stdout.count("\n")), (1, 3))
        done = run("check.py", self.folder, self.folder / "none.json")
        self.assertEqual((done.returncode, done.stdout.count("\n")), (2, 3))
        self.assertIn("none.json", done.stderr)

    def test_usage(self):
        (self.folder / "empty").mkdir()
        for arguments in ((), ("--jsno", "x"), ("--json",), ("--batch", "x"), (self.folder / "empty",)):
            done = run("check.py", *arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(run("check.py", "--help").returncode, 0)

    def test_json(self):
        paths = [self.write("a.json", VALID), self.write("b.json", INVALID)]
        first, second = map(json.loads, run("check.py", "--json", *paths).stdout.splitlines())
        theorem = {"theorem": "caloric_separation", "file": "proofs/coq/Main.v"}
        self.assertEqual((first["file"], first["verdict"], first["assumes"]), (str(paths[0]), "valid", [theorem]))
        self.assertIn("r̄(3) = 6", first["statement"])
        self.assertEqual((second["verdict"], second["place"], second["assumes"]), ("invalid", "proof.solvable.weight_root", []))
        self.assertIn("(0, 6)", second["reason"])

    def test_a_name_imitates_no_verdict(self):
        for name in ("x\nvalid       y.json", "x  r̄(9) = 1.json", "\u202ex.json"):
            done = run("check.py", self.write(name, INVALID))
            self.assertEqual(done.stdout.count("\n"), 1)
            self.assertTrue(done.stdout.startswith("invalid     '") and done.stdout.isascii(), done.stdout)

    def test_batch(self):
        files = [json.dumps(file).encode() for file in (VALID, INVALID, INCOMPLETE)] + [b"\xff", b""]
        lines = "".join(json.dumps(base64.b64encode(data).decode()) + "\n" for data in files)
        done = run("check.py", "--batch", text=lines)
        kinds = [json.loads(line)["verdict"] for line in done.stdout.splitlines()]
        self.assertEqual((done.returncode, kinds), (1, ["valid", "invalid", "incomplete", "invalid", "invalid"]))
        for line in ("x\n", "7\n", '"***"\n', "[" * 100_000 + "\n"):
            self.assertEqual(run("check.py", "--batch", text=line).returncode, 2)


class Golden(Case):
    def test_all_are_valid(self):
        files = sorted(FOLDER.parent.glob("*/*.json"))
        self.assertGreater(len(files), 20)
        for file in files:
            with self.subTest(file=file.name):
                found = self.verdict(file.read_bytes())
                self.assertEqual(found.kind, "valid", f"{found.place}: {found.reason}")


class Mutants(Case):
    GOLDEN = {
        name: json.dumps(file).encode()
        for name, file in (("a", VALID), ("b", identity()), ("c", refutation_1()), ("d", exponents_2_fixed()))
    }

    def test_from_a_seed(self):
        first, again, other = (Mutator(self.GOLDEN, seed) for seed in (1, 1, 2))
        made = [[mutator.mutant() for _ in range(50)] for mutator in (first, again, other)]
        self.assertEqual(made[0], made[1])
        self.assertNotEqual(made[0], made[2])

    def test_all_verdicts_occur(self):
        mutator = Mutator(self.GOLDEN, 1)
        kinds = [self.verdict(mutator.mutant()[0]).kind for _ in range(500)]
        self.assertEqual(set(kinds), {"valid", "incomplete", "invalid"})


class Comparison(Folder):
    """The other checker is this one here, honest or with a fault."""

    def other(self, patch=""):
        """A program like the Rust checker: `--json FOLDER`, one document with all files."""
        path = self.folder / "other"
        path.write_text(
            f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(FOLDER)!r})\n"
            f"import check, json\n{patch}\n"
            "files = []\n"
            "for f in check.files_of(sys.argv[2]):\n"
            "    record = json.loads(check.as_json(f, check.verify(check.read(f))))\n"
            "    files.append({'path': f} | record)\n"
            "print(json.dumps({'files': files}))\n",
            encoding="utf-8",
        )
        path.chmod(0o755)
        return path

    def compare(self, program, mutants=300):
        golden = self.folder / "golden"
        golden.mkdir(exist_ok=True)
        for name, data in Mutants.GOLDEN.items():
            (golden / f"{name}.json").write_bytes(data)
        return run("compare.py", "--rust", program, "--mutants", mutants, "--save", self.folder / "kept", golden)

    def test_agreement(self):
        done = self.compare(self.other())
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("disagreements: 0", done.stdout)
        self.assertFalse((self.folder / "kept").exists())

    def test_a_fault_is_found_and_kept(self):
        done = self.compare(self.other("import refutation\nrefutation.is_zero = lambda total: True"), mutants=1000)
        self.assertEqual(done.returncode, 1)
        kept = list((self.folder / "kept").iterdir())
        self.assertIn(f"disagreements: {len(kept)}", done.stdout)
        self.assertGreater(len(kept), 0)
        self.assertEqual(self.verdict(kept[0].read_bytes()).kind, "invalid")

    def test_other_assumptions_are_a_disagreement(self):
        done = self.compare(self.other("import caloric\ncaloric.THEOREM_FILE = 'x'\ncaloric.as_word = lambda *a: None"), mutants=0)
        self.assertEqual(done.returncode, 1)
        self.assertIn("a.json", done.stdout)

    def test_a_checker_that_does_not_run(self):
        self.assertEqual(self.compare(self.folder / "none").returncode, 2)
        self.assertEqual(self.compare(self.other("sys.exit(2)")).returncode, 2)
        self.assertEqual(self.compare(self.other("print('{\"files\": []}'); sys.exit(0)")).returncode, 2)


if __name__ == "__main__":
    unittest.main()
