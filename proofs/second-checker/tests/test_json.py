"""The document (FORMAT.md, section 2): strict JSON, and the limits that keep reading cheap."""

import json
import unittest

from documents import CALORIC, GAUSS_HERMITE_3, Case, changed, document, identity, rbar_3

TEXT = json.dumps(rbar_3())


def with_producer(text):
    """A valid file with `text` in the place of the producer's version."""
    return ('{"producer": {"version": ' + text + "}, " + TEXT[1:]).encode("utf-8", "surrogatepass")


class Documents(Case):
    def test_layout_is_free(self):
        self.accepts(json.dumps(rbar_3(), indent=3).replace("\n", "\r\n\t").encode(), "caloric_separation")
        self.accepts(json.dumps(dict(reversed(rbar_3().items()))).encode(), "caloric_separation")
        self.accepts(TEXT.replace('"kind"', '"\\u006bind"').encode(), "caloric_separation")
        self.rejects(TEXT.replace(" ", "\u00a0", 1).encode(), "expected")
        self.rejects(TEXT.replace(" ", "\x0b", 1).encode(), "expected")

    def test_one_document(self):
        self.accepts(TEXT.encode() + b" \n", "caloric_separation")
        self.rejects(TEXT.encode() + b"{}", "behind the document")
        self.rejects(TEXT.encode() + b"\x00", "behind the document")
        self.rejects(b"", "end of the file")
        self.rejects(TEXT[:-1].encode(), "expected ','")

    def test_utf_8_without_a_mark(self):
        self.accepts(with_producer('"é"'), "caloric_separation")
        self.rejects(b"\xef\xbb\xbf" + TEXT.encode(), "expected a value")
        self.rejects(with_producer('"\ud800"'), "UTF-8")
        self.rejects(with_producer('"x"').replace(b"x", b"\xc0\x80"), "UTF-8")
        self.rejects(TEXT.encode("utf-16"), "UTF-8")

    def test_strings(self):
        self.accepts(with_producer(r'"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"'), "caloric_separation")
        self.accepts(with_producer('"\x7f"'), "caloric_separation")
        self.rejects(with_producer(r'"\ud83d"'), "high surrogate")
        self.rejects(with_producer(r'"\ud83dx"'), "high surrogate")
        self.rejects(with_producer(r'"\ud83d\ud83d"'), "high surrogate")
        self.rejects(with_producer(r'"\ude00"'), "low surrogate")
        self.rejects(with_producer(r'"\x41"'), "escape")
        self.rejects(with_producer(r'"\u12"'), "hexadecimal")
        self.rejects(with_producer('"\\u١١١١"'), "hexadecimal")
        self.rejects(with_producer('"\n"'), "control character")
        self.rejects(with_producer("'x'"), "expected a value")
        self.rejects(b'{"format', "without an end")

    def test_fields_stand_once(self):
        self.accepts(TEXT.encode(), "caloric_separation")
        self.rejects(TEXT.replace('"dim": 1', '"dim": 1, "dim": 1').encode(), "stands twice")
        self.rejects(TEXT.replace('"dim": 1', '"dim": 1, "\\u0064im": 1').encode(), "stands twice")
        self.rejects(with_producer('"0", "version": "0"'), "stands twice")

    def test_punctuation(self):
        self.rejects(TEXT.replace('"0", "1"]', '"0", "1",]').encode(), "expected a value")
        self.rejects(TEXT.replace('"dim": 1', '"dim": 1,').encode(), "name of a field")
        self.rejects(TEXT.replace('"dim": 1', '"dim" 1').encode(), "expected ':'")
        self.rejects(TEXT.replace('"dim": 1', '"dim": 1 /* */').encode(), "expected ','")
        self.rejects(TEXT.replace('"dim"', "dim").encode(), "name of a field")

    def test_numbers_are_naturals(self):
        def seeded(seed):
            return with_producer(f'"0", "seed": {seed}')

        for seed in ("0", "7", "18446744073709551615"):
            self.accepts(seeded(seed), "caloric_separation")
        for seed in ("-0", "-1", "1.0", "1e3", "1E0", "01", "00", "18446744073709551616", "9" * 10**6, "-"):
            self.rejects(seeded(seed), "no natural number below 2^64")
        for seed in ("+1", ".5", "NaN", "Infinity", "١"):
            self.rejects(seeded(seed), "expected a value")
        for seed in ("0x1", "1.", "1_0"):
            self.rejects(seeded(seed), "expected ','")

    def test_no_booleans_no_null(self):
        self.rejects(with_producer("true"), "no true")
        self.rejects(with_producer("false"), "no false")
        self.rejects(with_producer("null"), "found null")
        self.rejects(with_producer("nul"), "expected a value")
        self.rejects(with_producer('"0", "seed": null'), "found null")

    def test_arrays_are_no_objects(self):
        self.rejects(b"[]", "expected an object")
        self.rejects(b'"moe-proof/2"', "expected an object")
        self.rejects(b"7", "expected an object")
        self.rejects(changed(rbar_3(), "statement", []), "expected an object")
        self.rejects(changed(rbar_3(), "proof.solvable.cofactor", {}), "expected an array")
        self.rejects(changed(rbar_3(), "proof.solvable.cofactor.0", 1), "expected a string")
        self.rejects(changed(rbar_3(), "statement.dim", "1"), "expected a natural number")


class Limits(Case):
    def test_size(self):
        limit = 16_777_216
        self.accepts(TEXT.encode() + b" " * (limit - len(TEXT)), "caloric_separation")
        self.rejects(TEXT.encode() + b" " * (limit - len(TEXT) + 1), "more than 16777216 bytes")

    def test_nesting(self):
        # The document and the producer are two levels, so 22 more may stand in the version: they fail for their type alone.
        self.rejects(with_producer("[" * 22 + "]" * 22), "expected a string")
        self.rejects(with_producer("[" * 23 + "]" * 23), "nested more than 24 deep")
        self.rejects(b"[" * 10**6, "nested more than 24 deep")
        self.rejects(b'{"a":' * 10**6, "nested more than 24 deep")

    def test_values(self):
        # Two million values and the document: one too many.
        self.rejects(b"[" + b"0," * 1_999_998 + b"0]", "expected an object")
        self.rejects(b"[" + b"0," * 1_999_999 + b"0]", "more than 2000000 values")

    def test_fields(self):
        self.rejects(json.dumps({f"f{i}": 0 for i in range(32)}).encode(), "'format' is missing")
        self.rejects(json.dumps({f"f{i}": 0 for i in range(33)}).encode(), "more than 32 fields")


class Envelope(Case):
    def test_version(self):
        self.accepts(rbar_3(), "caloric_separation")
        self.rejects(changed(rbar_3(), "format", "moe-proof/1"), "no longer read")
        self.rejects(changed(rbar_3(), "format", "moe-proof/3"), "expected 'moe-proof/2'")
        self.rejects(changed(rbar_3(), "format", 2), "expected a string")

    def test_fields_of_the_document(self):
        for name in ("format", "statement", "proof"):
            self.rejects(changed(rbar_3(), name, ...), f"'{name}' is missing")
        self.rejects(rbar_3() | {"comment": "x"}, "unknown field")
        self.rejects(changed(rbar_3(), "proof.comment", "x"), "unknown field")
        self.rejects(changed(rbar_3(), "proof.kind", ...), "'kind' is missing")

    def test_producer(self):
        self.accepts(rbar_3() | {"producer": {"version": ""}}, "caloric_separation")
        self.accepts(rbar_3() | {"producer": {"version": "x" * 5000, "seed": 0}}, "caloric_separation")
        self.rejects(rbar_3() | {"producer": {}}, "'version' is missing")
        for value in (7, "0", [], None):
            self.rejects(rbar_3() | {"producer": value}, "producer: expected an object")
        self.rejects(rbar_3() | {"producer": {"version": "0", "date": "x"}}, "unknown field")
        self.rejects(rbar_3() | {"producer": {"version": 1}}, "expected a string")
        self.rejects(rbar_3() | {"producer": {"version": "0", "seed": "1"}}, "expected a natural number")

    def test_the_system_stands_only_where_a_rule_reads_it(self):
        for name in ("variables", "equations", "nontrivial"):
            self.rejects(rbar_3() | {name: []}, "unknown field")
            self.rejects(identity() | {name: []}, "unknown field")

    def test_messages_are_one_line_of_ascii(self):
        found = self.verdict(changed(rbar_3(), "proof.kind", "x\nvalid  other.json\u202e"))
        self.assertTrue(found.reason.isprintable() and found.reason.isascii(), found.reason)


class Numbers(Case):
    """Rationals, in the multiples of a relation; integers, in the Gauss-Hermite rule; polynomials."""

    def test_rationals(self):
        def scaled(one, minus_two):
            return identity([[one, [0, 0, 2, 0]], [minus_two, [0, 0, 0, 1]]])

        for pair in (("1", "-2"), ("-1", "2"), ("1/2", "-1"), ("-3/4", "3/2"), ("4" * 999, "-" + "8" * 999)):
            self.accepts(scaled(*pair))
        wrong = ("+1", "1_000", "01", "1.5", "", "-", "1/", "/2", "--1", " 1", "1 ", "1\n", "1e3", "١", "１", "1/-2", "1/0", "1/02")
        for text in wrong:
            self.rejects(scaled(text, "-2"), "is no rational")
        for text in ("2/4", "1/1", "-4/2", "9/3"):
            self.rejects(scaled(text, "-2"), "lowest terms")
        for text in ("-0", "0/1", "0/5"):
            self.rejects(scaled(text, "-2"), "0 is written '0'")
        self.rejects(scaled("0", "-2"), "coefficient 0")
        self.rejects(scaled("1" * 1001, "-2"), "more than 1000 characters")
        self.rejects(scaled("1" * 10**6, "-2"), "more than 1000 characters")

    def test_integers(self):
        self.rejects(changed(rbar_3(), "proof.solvable.cofactor.0", "1/2"), "no integer")

    def test_polynomials(self):
        first, second = [["1", [0, 0, 2, 0]], ["-2", [0, 0, 0, 1]]]
        self.accepts(identity([first, second]))
        self.rejects(identity([second, first]), "do not decrease")
        self.rejects(identity([first, first, second]), "do not decrease")
        self.rejects(identity([]), "without terms")
        self.rejects(identity([first[:1], second]), "expected 2 entries")
        self.rejects(identity([first + [1], second]), "expected 2 entries")
        self.rejects(identity([["1", [0, 0, 2]], second]), "expected 4 entries")
        self.rejects(identity([["1", [0, 0, 2, 0, 0]], second]), "expected 4 entries")
        self.rejects(identity([["1", [0, 0, 10_000, 0]]]), "order 10000")
        self.rejects(identity([["1", [0, 0, 10_001, 0]]]), "from 0 to 10000")

    def test_common_denominator(self):
        """A least common denominator may have 3325 bits: ⌊0.301 · 3325⌋ = 1000, and ⌊0.301 · 3326⌋ = 1001."""
        three = 3**1047
        most = 3325 - three.bit_length()

        def relation(power):
            """The heat equation over 3^1047, and its derivative with respect to a over 2^power."""
            two = 2**power
            return [
                [f"1/{two}", [0, 1, 2, 0]],
                [f"-1/{two // 2}", [0, 1, 0, 1]],
                [f"1/{three}", [0, 0, 2, 0]],
                [f"-2/{three}", [0, 0, 0, 1]],
            ]

        self.accepts(identity(relation(most)))
        self.rejects(identity(relation(most + 1)), "common denominator")


class Claims(Case):
    def test_unknown_words(self):
        self.rejects(changed(rbar_3(), "statement.claim", "bar"), "unknown claim")
        self.rejects(changed(rbar_3(), "statement.family", "gaussian"), "expected 'softmax-gaussian'")
        self.rejects(changed(rbar_3(), "statement.cells", 3), "unknown field")
        self.rejects(changed(rbar_3(), "statement.order", ...), "'order' is missing")

    def test_ranges(self):
        def unsolvable(atoms, order, dim=1):
            return document("unsolvable", CALORIC, atoms=atoms, order=order, dim=dim)

        self.accepts(unsolvable(256, 512, 1000), "caloric_separation")
        self.accepts(unsolvable(1, 2), "caloric_separation")
        self.rejects(unsolvable(257, 512), "from 1 to 256")
        self.rejects(unsolvable(0, 2), "from 1 to 256")
        self.rejects(unsolvable(1, 513), "from 1 to 512")
        self.rejects(unsolvable(1, 0), "from 1 to 512")
        self.rejects(unsolvable(1, 2, 1001), "from 1 to 1000")
        self.rejects(unsolvable(1, 2, 0), "from 1 to 1000")

    def test_a_claim_has_its_kinds_of_proof(self):
        self.rejects(document("solvable", CALORIC, atoms=1, order=2), "does not prove that a system is solvable")
        self.rejects(document("unsolvable", GAUSS_HERMITE_3, atoms=3, order=5), "does not prove that a system is unsolvable")
        self.rejects(document("rbar", CALORIC, atoms=1, order=2), "proved by 'rbar'")
        self.rejects(changed(identity(), "proof", CALORIC), "proved by 'identity'")
        self.rejects(changed(identity(), "proof", {"kind": "point", "point": []}), "missing")


if __name__ == "__main__":
    unittest.main()
