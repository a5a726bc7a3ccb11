"""Rules about derivatives of u (FORMAT.md, section 7)."""

import unittest

from documents import HEAT, MIXED, Case, changed, identity, relations


def differentiated(relation, position, times=1):
    return [[c, [a + times * (i == position) for i, a in enumerate(alpha)]] for c, alpha in relation]


class Identities(Case):
    def test_true_ones(self):
        self.accepts(identity(HEAT))
        self.accepts(identity(MIXED))
        self.accepts(identity([["-3/7", [0, 0, 2, 0]], ["6/7", [0, 0, 0, 1]]]))
        for position in range(4):
            self.accepts(identity(differentiated(HEAT, position, 3)))
        # u_νν = u_bbbb / 4 and u_aa = u_{β1 β1 b b}.
        self.accepts(identity([["1", [0, 0, 4, 0]], ["-4", [0, 0, 0, 2]]]))
        self.accepts(identity([["1", [2, 0, 2, 0]], ["-1", [0, 2, 0, 0]]]))

    def test_false_ones(self):
        self.rejects(identity([["1", [0, 0, 2, 0]], ["-1", [0, 0, 0, 1]]]), "the relation is false")
        self.rejects(identity([["1", [0, 0, 2, 0]], ["2", [0, 0, 0, 1]]]), "the relation is false")
        self.rejects(identity([["1", [1, 0, 1, 0]], ["-1", [0, 0, 1, 0]]]), "the relation is false")
        self.rejects(identity([["1", [0, 0, 0, 0]]]), "the relation is false")
        self.rejects(identity([["1", [2, 0, 0, 0]], ["-1", [0, 0, 0, 1]]]), "the relation is false")

    def test_dimension_2(self):
        first = [["1", [1, 0, 0, 0, 1, 0]], ["-1", [0, 0, 1, 0, 0, 0]]]
        crossed = [["1", [1, 0, 0, 0, 1, 0]], ["-1", [0, 0, 0, 1, 0, 0]]]
        self.accepts(identity(first, dim=2))
        self.rejects(identity(crossed, dim=2), "the relation is false")
        self.accepts(identity([["1", [1, 0, 0, 1, 0, 0]], ["-1", [0, 1, 1, 0, 0, 0]]], dim=2))
        self.rejects(identity(HEAT, dim=2), "expected 6 entries")

    def test_limits(self):
        self.accepts(identity(differentiated(HEAT, 2, 62)))
        self.rejects(identity(differentiated(HEAT, 2, 63)), "a derivative of order 65")

    def test_sum_of_orders(self):
        """Terms of order up to 62 in (β1, b) and their other form: few enough, and too many."""

        def many(count):
            pairs = [["1", [62 - i, 0, 2 + i, 0]] for i in range(count)]
            return pairs + [["-2", [62 - i, 0, i, 1]] for i in range(count)]

        def ordered(relation):
            return sorted(relation, key=lambda term: term[1], reverse=True)

        # 64 + 63 a pair: 15 pairs are 1905, 16 are 2032.
        self.accepts(identity(ordered(many(15))))
        self.rejects(identity(ordered(many(16))), "more than 2000 differentiations")

    def test_fields(self):
        self.rejects(changed(identity(), "proof.relation", HEAT), "unknown field")


class Generators(Case):
    def test_both_identities(self):
        self.accepts(relations())
        self.accepts(relations([HEAT, MIXED]))
        self.accepts(relations([[["-2", [1, 0, 1, 0]], ["2", [0, 1, 0, 0]]], [["1/2", [0, 0, 2, 0]], ["-1", [0, 0, 0, 1]]]]))
        self.accepts(relations([MIXED, HEAT, differentiated(HEAT, 0), MIXED]))

    def test_missing(self):
        self.rejects(relations([]), "the relation of a_1 is missing")
        self.rejects(relations([MIXED]), "the relation of ν is missing")
        self.rejects(relations([HEAT]), "the relation of a_1 is missing")
        self.rejects(relations([MIXED, differentiated(HEAT, 0)]), "the relation of ν is missing")

    def test_false(self):
        self.rejects(relations([MIXED, HEAT, [["1", [0, 0, 0, 1]]]]), "identities[2]: the relation is false")
        self.rejects(relations([MIXED, HEAT, []]), "without terms")

    def test_dimension_2(self):
        first = [["1", [1, 0, 0, 0, 1, 0]], ["-1", [0, 0, 1, 0, 0, 0]]]
        second = [["1", [0, 1, 0, 0, 1, 0]], ["-1", [0, 0, 0, 1, 0, 0]]]
        heat = [["1", [0, 0, 0, 0, 2, 0]], ["-2", [0, 0, 0, 0, 0, 1]]]
        self.accepts(relations([first, second, heat], dim=2))
        self.rejects(relations([first, first, heat], dim=2), "the relation of a_2 is missing")

    def test_order(self):
        self.accepts(relations(order=2))
        self.accepts(relations(order=44))
        self.rejects(relations(order=1), "from 2 to 64")
        self.rejects(relations(order=65), "from 2 to 64")
        # C(4 + R, R) derivatives: 194580 for R = 44, 211876 for R = 45.
        self.rejects(relations(order=45), "more than 200000 derivatives")

    def test_limits(self):
        # Three differentiations for each of MIXED and HEAT: 666 identities are within 2000, 667 are not.
        self.accepts(relations([MIXED, HEAT] * 333))
        self.rejects(relations([MIXED, HEAT] * 333 + [MIXED]), "more than 2000 differentiations")
        self.rejects(relations([HEAT] * 2001), "more than 2000 identities")


if __name__ == "__main__":
    unittest.main()
