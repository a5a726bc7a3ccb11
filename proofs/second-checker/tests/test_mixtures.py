"""What the density leaves undetermined (FORMAT.md, section 9)."""

import unittest

from documents import Case, changed, document

MAIN = "proofs/coq/Main.v"


def same_density(copies, true_atoms=2, terms=2):
    copies = [list(copy) for copy in copies]
    return document("same-density", {"kind": "common-factor"}, true_atoms=true_atoms, terms=terms, copies=copies)


def identifiable(true_atoms, fitted_atoms):
    proof = {"kind": "threshold", "theorem": "identifiability_threshold", "file": MAIN}
    return document("identifiable", proof, true_atoms=true_atoms, fitted_atoms=fitted_atoms)


def dependence(experts, densities, true_atoms=2):
    proof = {"kind": "dependence"}
    return document("dependence", proof, true_atoms=true_atoms, experts=experts, densities=densities)


def rank(true_atoms=2, degree=2, functions=12, independent=9, dim=1):
    proof = {"kind": "rank", "theorem": "rank_of_functions", "file": MAIN}
    numbers = {"true_atoms": true_atoms, "degree": degree, "functions": functions, "rank": independent, "dim": dim}
    return document("rank", proof, **numbers)


FOUR = [("1", 1, 1), ("1", 1, 2), ("1", 2, 1), ("1", 2, 2)]
W1, W2 = [["1", [1, 0]]], [["1", [0, 1]]]
MINUS_W1, MINUS_W2 = [["-1", [1, 0]]], [["-1", [0, 1]]]


class SameDensity(Case):
    def test_accepted(self):
        self.accepts(same_density(FOUR))
        self.accepts(same_density([("1/3", 1, 1), ("2/3", 1, 1), ("1", 2, 1)], terms=1))
        self.accepts(same_density([("7", 1, 1), ("1", 1, 2), ("7", 2, 1), ("1", 2, 2)]))
        self.accepts(same_density([("5", 1, 1), ("1/7", 1, 2)], true_atoms=1))

    def test_shares(self):
        self.rejects(same_density([("2", 1, 1)] + FOUR[1:]), "are not those of atom 1")
        self.rejects(same_density(FOUR + [("1", 2, 2)]), "are not those of atom 1")
        self.rejects(same_density([("0", 1, 1)] + FOUR), "greater than 0")
        self.rejects(same_density([("-1", 1, 1)] + FOUR), "greater than 0")
        long = [(f"1/1{'0' * 600}{k}", 1, 1) for k in (1, 3)]
        self.rejects(same_density(FOUR + long), "a common denominator of more than 1000 digits")

    def test_every_term_occurs(self):
        self.rejects(same_density(FOUR[:3]), "atom 2 has no copy for term 2")
        self.rejects(same_density(FOUR, terms=3), "no copy for term 3")
        self.rejects(same_density(FOUR, true_atoms=3), "atom 3 has no copy")

    def test_ranges(self):
        self.rejects(same_density(FOUR, terms=1), "from 1 to 1")
        self.rejects(same_density(FOUR, true_atoms=1), "from 1 to 1")
        self.rejects(same_density(FOUR, true_atoms=17), "from 1 to 16")
        self.rejects(same_density(FOUR, terms=257), "from 1 to 256")
        self.rejects(same_density([], terms=1), "1 to 256 copies")
        self.accepts(same_density([("1", 1, 1)] * 256, true_atoms=1, terms=1))
        self.rejects(same_density([("1", 1, 1)] * 257, true_atoms=1, terms=1), "1 to 256 copies")
        self.rejects(same_density([("1", 1)]), "expected 3 entries")


class Identifiable(Case):
    def test_from_k_true_to_twice_as_many(self):
        for true_atoms, fitted_atoms in ((1, 1), (2, 2), (2, 3), (16, 31)):
            self.accepts(identifiable(true_atoms, fitted_atoms), "identifiability_threshold")
        for true_atoms, fitted_atoms in ((1, 2), (2, 4), (2, 1), (16, 32), (16, 256)):
            self.rejects(identifiable(true_atoms, fitted_atoms), "fewer than 2k*")
        self.rejects(identifiable(17, 17), "from 1 to 16")
        self.rejects(identifiable(2, 257), "from 1 to 256")

    def test_the_theorem_is_named(self):
        self.rejects(changed(identifiable(2, 3), "proof.theorem", "rank_of_functions"), "expected 'identifiability_threshold'")
        self.rejects(changed(identifiable(2, 3), "proof.file", "Main.v"), "expected 'proofs/coq/Main.v'")
        self.rejects(changed(identifiable(2, 3), "proof.theorem", ...), "is missing")


class Dependence(Case):
    def test_accepted(self):
        self.accepts(dependence([W1, W2], [MINUS_W1, MINUS_W2]))
        self.accepts(dependence([[["1", [1]]]], [[["-1", [1]]]], true_atoms=1))
        squares = [["1", [2, 0]], ["1", [1, 1]]], [["1", [1, 1]], ["1", [0, 2]]]
        minus = [[[f"-{c}", e] for c, e in polynomial] for polynomial in squares]
        self.accepts(dependence(list(squares), minus))

    def test_false_relations(self):
        self.rejects(dependence([W2, W1], [MINUS_W1, MINUS_W2]), "the relation is false")
        self.rejects(dependence([W1, W2], [W1, W2]), "the relation is false")
        self.rejects(dependence([W1, []], [MINUS_W1, []]), "the relation is false")
        self.rejects(dependence([[], []], [W1, W2]), "the relation is false")

    def test_a_coefficient_is_not_0(self):
        self.rejects(dependence([[], []], [[], []]), "all may be 0")
        mixed = [[["1", [2, 0]], ["-1", [1, 1]]], [["1", [1, 1]], ["-1", [0, 2]]]]
        minus = [[["-1", [2, 0]], ["1", [1, 1]]], [["-1", [1, 1]], ["1", [0, 2]]]]
        self.rejects(dependence(mixed, minus), "all may be 0")

    def test_limits(self):
        self.rejects(dependence([W1], [MINUS_W1, MINUS_W2]), "expected 2 entries")
        self.rejects(dependence([[["1", [1, 0, 0]]], W2], [MINUS_W1, MINUS_W2]), "expected 2 entries")
        many = [["1", [k, 0]] for k in range(999, 0, -1)]
        self.rejects(dependence([many, []], [MINUS_W1, []]), "the relation is false")
        self.rejects(dependence([many, W2], [MINUS_W1, []]), "more than 1000 terms")
        long = [[[f"1/1{'0' * 600}{k}", [1, 0]]] for k in (1, 3)]
        self.rejects(dependence(long, [[], []]), "a common denominator of more than 1000 digits")


class Rank(Case):
    def test_the_numbers_of_the_theorem(self):
        self.accepts(rank(), "rank_of_functions")
        self.accepts(rank(3, 2, 36, 30, dim=2), "rank_of_functions")
        self.accepts(rank(1, 0, 2, 1, dim=1000), "rank_of_functions")
        for false in (rank(independent=12), rank(independent=8), rank(functions=13), rank(degree=1), rank(dim=2), rank(3)):
            self.rejects(false, "for each monomial")
        self.rejects(rank(degree=65), "from 0 to 64")
        self.rejects(rank(degree=64, dim=1000), "for each monomial")
        self.rejects(changed(rank(), "proof.theorem", "identifiability_threshold"), "expected 'rank_of_functions'")

    def test_other_proofs_do_not_prove_it(self):
        for kind in ("threshold", "dependence", "common-factor", "identity"):
            self.rejects(changed(rank(), "proof", {"kind": kind}), "is proved by 'rank'")


if __name__ == "__main__":
    unittest.main()
