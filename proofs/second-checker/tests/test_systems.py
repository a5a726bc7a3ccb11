"""The written-out system and the rules about one system (FORMAT.md, sections 3 to 6)."""

import unittest

from documents import (
    CALORIC,
    GAUSS_HERMITE_3,
    POINT_2,
    REFUTATION_1,
    Case,
    changed,
    document,
    gaussian_refutation_1,
    point_2,
    rbar_3,
    refutation_1,
    written_out,
)



class WrittenOut(Case):
    def test_the_example_of_the_page(self):
        """Section 4 prints the system (1, 1, 1)."""
        file = document("unsolvable", REFUTATION_1, atoms=1, order=1) | {
            "variables": ["p1_1", "p2_1", "p3_1", "p4_1", "p5_1"],
            "equations": [
                {"index": [0, 1], "terms": [["1", [0, 0, 1, 0, 2]]]},
                {"index": [1, 0], "terms": [["1", [1, 0, 0, 0, 2]]]},
            ],
            "nontrivial": {"all": ["p5_1"], "any": ["p3_1"]},
        }
        self.accepts(file)

    def test_it_is_the_derived_one(self):
        self.accepts(point_2())
        for name in ("variables", "equations", "nontrivial"):
            self.rejects(changed(point_2(), name, ...), f"'{name}' is missing")
        self.rejects(changed(point_2(), "variables.0", "p1_01"), "expected p1_1")
        self.rejects(changed(point_2(), "variables.9", ...), "expected 10 entries")
        self.rejects(changed(point_2(), "equations.3", ...), "expected 9 entries")
        self.rejects(changed(point_2(), "equations.0.index", [0, 2]), "expected [0, 1]")
        self.rejects(changed(point_2(), "equations.2.terms.0.0", "1/5"), "not the equation")
        self.rejects(changed(point_2(), "equations.2.terms.0.1.3", 1), "not the equation")
        self.rejects(changed(point_2(), "equations.2.terms.0", ...), "not the equation")
        self.rejects(changed(point_2(), "equations.2.terms", []), "not the equation")
        extra = [["1", [9] * 10]] + point_2()["equations"][2]["terms"]
        self.rejects(changed(point_2(), "equations.2.terms", extra), "not the equation")
        self.rejects(changed(point_2(), "nontrivial.all", ["p5_2", "p5_1"]), "expected p5_1")
        self.rejects(changed(point_2(), "nontrivial.any", ["p3_1"]), "expected 2 entries")
        self.rejects(changed(point_2(), "nontrivial.some", []), "unknown field")

    def test_dimension_2(self):
        point = ["0"] * 4 + ["1", "-1/2", "1"] + ["0"] * 4 + ["-1", "-1/2", "1"]
        file = written_out(document("solvable", {"kind": "point", "point": point}, atoms=2, dim=2, order=3))
        self.assertEqual(file["variables"][:3], ["p1_1[1]", "p1_1[2]", "p2_1[1]"])
        self.accepts(file)
        self.rejects(changed(file, "variables.0", "p1_1"), "expected p1_1[1]")

    def test_too_large_is_refused_before_it_is_derived(self):
        file = document("solvable", POINT_2, atoms=256, order=512, dim=1000)
        self.rejects(file | {"variables": [], "equations": [], "nontrivial": {}}, "more than 2000000 values")
        # (1, 998, 1): 999 equations times 1999 variables are within the limit, and every index has 999 entries.
        file = document("unsolvable", REFUTATION_1, atoms=1, order=1, dim=998)
        self.rejects(file | {"variables": [], "equations": [], "nontrivial": {}}, "expected 1999 entries")


class Points(Case):
    def test_solutions(self):
        self.accepts(point_2())
        # Two coordinates in a ratio of 2: all equations are homogeneous in (p3, p4) with the weights 1 and 2.
        scaled = ["0", "0", "2/3", "-2/9", "5", "0", "0", "-2/3", "-2/9", "5"]
        self.accepts(changed(point_2(), "proof.point", scaled))

    def test_no_solutions(self):
        self.rejects(changed(point_2(), "proof.point.2", "2"), "equation [0, 1] is not 0")
        self.rejects(changed(point_2(), "proof.point.3", "-1/3"), "equation [0, 2] is not 0")
        self.rejects(changed(point_2(), "proof.point.0", "1"), "equation [1, 0] is not 0")
        self.rejects(written_out(document("solvable", POINT_2, atoms=2, order=4)), "equation [0, 4] is not 0")

    def test_trivial(self):
        self.rejects(changed(point_2(), "proof.point", ["0"] * 4 + ["1"] + ["0"] * 4 + ["1"]), "every p3 is 0")
        self.rejects(changed(point_2(), "proof.point", ["0", "0", "1", "-1/2", "0"] * 2), "p5_1 is 0")
        self.rejects(changed(point_2(), "proof.point.9", "0"), "p5_2 is 0")
        self.rejects(changed(point_2(), "proof.point", POINT_2["point"] + ["0"]), "expected 10 entries")

    def test_common_denominator(self):
        """Each weight is within the limit; together they are not."""

        def weighted(first, second):
            return changed(changed(point_2(), "proof.point.4", first), "proof.point.9", second)

        self.accepts(weighted(f"1/{2**3300}", f"-1/{2**3300}"))
        self.rejects(weighted(f"1/{3**1047}", f"1/{2**1600}"), "is not 0")
        self.rejects(weighted(f"1/{3**1047}", f"1/{2**1700}"), "common denominator")


class GaussHermite(Case):
    def solvable(self, atoms, order, root, cofactor, **fields):
        proof = {"kind": "gauss-hermite", "weight_root": root.split(), "cofactor": cofactor.split()}
        return document("solvable", proof, atoms=atoms, order=order, **fields)

    def test_solutions(self):
        self.accepts(self.solvable(3, 5, "-2 0 1", "-1 0 1"))
        self.accepts(self.solvable(3, 5, "-2 0 1", "-1 0 1", dim=1000))
        self.accepts(self.solvable(3, 5, "4 0 -2", "-7 0 7"))
        self.accepts(self.solvable(2, 3, "1", "1"))
        self.accepts(self.solvable(2, 3, "0 1", "0 1"))
        self.accepts(self.solvable(5, 9, "8 0 -9 0 1", "3 0 -6 0 1"))

    def test_one_order_too_many(self):
        self.rejects(self.solvable(3, 6, "-2 0 1", "-1 0 1"), "equation (0, 6)")
        self.rejects(self.solvable(2, 4, "1", "1"), "equation (0, 4)")

    def test_wrong_weights(self):
        self.rejects(self.solvable(3, 5, "1", "1"), "equation (0, 2)")
        self.rejects(self.solvable(3, 5, "-3 0 1", "-1 0 1"), "no constant")

    def test_weights_are_not_zero(self):
        self.rejects(self.solvable(3, 5, "0 1", "0 1"), "no constant")
        self.rejects(self.solvable(3, 5, "-2 0 1", "-1 1 1"), "no constant")
        self.rejects(self.solvable(3, 2, "0 -3 0 1", "1"), "from 1 to 3")

    def test_coefficients(self):
        self.rejects(self.solvable(3, 5, "-2 0 1 0", "-1 0 1"), "from 1 to 3")
        self.rejects(self.solvable(3, 5, "-2 0 0", "-1 0 1"), "the last coefficient is 0")
        self.rejects(self.solvable(3, 5, "", "-1 0 1"), "found 0")
        self.rejects(self.solvable(3, 5, "-2 0 1", "0"), "the last coefficient is 0")

    def test_one_atom(self):
        self.rejects(self.solvable(1, 1, "1", "1"), "one atom")


class Caloric(Case):
    def test_order_2m(self):
        self.accepts(document("unsolvable", CALORIC, atoms=3, order=6), "caloric_separation")
        self.accepts(document("unsolvable", CALORIC, atoms=3, order=7, dim=5), "caloric_separation")
        self.rejects(document("unsolvable", CALORIC, atoms=3, order=5), "order of at least 6")

    def test_names(self):
        for name in ("theorem", "file"):
            self.rejects(document("unsolvable", CALORIC | {name: "x"}, atoms=3, order=6), f"expected '{CALORIC[name]}'")
            self.rejects(changed(document("unsolvable", CALORIC, atoms=3, order=6), f"proof.{name}", ...), "missing")


class Refutation(Case):
    CASE = "proof.cases.0"

    def edited(self, path, value):
        return changed(refutation_1(), f"{self.CASE}.{path}", value)

    def test_the_example(self):
        self.accepts(refutation_1())
        self.rejects(changed(refutation_1(), "proof.cases", []), "no case refutes p3_1")

    def test_the_identity(self):
        self.rejects(self.edited("multipliers.0.terms.0.0", "2"), "do not add up")
        self.rejects(self.edited("multipliers.0.equation", [1, 0]), "do not add up")
        self.rejects(self.edited("multipliers", []), "do not add up")
        self.rejects(self.edited("squares.0.coeff", "2"), "do not add up")
        twice = self.edited("squares", [{"coeff": "1/2", "root": [["1", [0, 0, 1, 0, 1]]]}] * 2)
        self.accepts(twice)
        root = self.edited("squares", [{"coeff": "1/4", "root": [["-2", [0, 0, 1, 0, 1]]]}])
        self.accepts(root)

    def test_an_equation_may_stand_twice(self):
        half = {"equation": [0, 1], "terms": [["1/2", [0, 0, 1, 0, 0]]]}
        self.accepts(self.edited("multipliers", [half, half]))
        self.rejects(self.edited("multipliers", [half]), "do not add up")

    def test_weights_of_squares_are_positive(self):
        """h E = 0 · s² and h E = −s² would refute whatever one likes."""
        negative = self.edited("squares.0.coeff", "-1")
        negative["proof"]["cases"][0]["multipliers"][0]["terms"][0][0] = "-1"
        self.rejects(negative, "not positive")
        zero = self.edited("squares.0.coeff", "0")
        self.rejects(changed(zero, f"{self.CASE}.multipliers", []), "not positive")

    def test_the_polynomial_0(self):
        self.rejects(self.edited("multipliers.0.terms", []), "the polynomial 0")
        square = refutation_1()["proof"]["cases"][0]["squares"] + [{"coeff": "1", "root": []}]
        self.rejects(self.edited("squares", square), "the polynomial 0")

    def test_assumptions(self):
        self.accepts(self.edited("assume_nonzero", ["p3_1", "p5_1"]))
        self.rejects(self.edited("assume_nonzero", ["p3_1"]), "no root is a single term")
        self.rejects(self.edited("assume_nonzero", ["p5_1"]), "no root is a single term")
        self.rejects(self.edited("assume_nonzero", ["p5_1", "p3_1", "p5_1"]), "stands twice")
        self.rejects(self.edited("assume_nonzero", ["p5_1", "p3_1", "p3_1"]), "one single p3")
        for name in ("p1_1", "p2_1", "p4_1", "p5_2", ""):
            self.rejects(self.edited("assume_nonzero", ["p5_1", "p3_1", name]), "expected a p5")

    def test_a_root_of_two_terms_excludes_nothing(self):
        """(p5 p3 + p1)² = 0 contradicts no assumption, as p1 is free."""
        self.rejects(self.edited("squares.0.root", [["1", [1, 0, 0, 0, 0]], ["1", [0, 0, 1, 0, 1]]]), "no root is a single term")

    def test_equations_of_the_system(self):
        self.rejects(self.edited("multipliers.0.equation", [0, 2]), "no equation [0, 2]")
        self.rejects(self.edited("multipliers.0.equation", [0, 0]), "no equation [0, 0]")
        self.rejects(self.edited("multipliers.0.equation", [0, 1, 0]), "expected 2 entries")

    def test_every_alternative(self):
        """With two atoms, order 1: p3_1 = −p3_2 solves it, so no case can be right; the count of cases comes last."""
        file = written_out(document("unsolvable", {"kind": "refutation", "cases": []}, atoms=2, order=1))
        self.rejects(file, "no case refutes p3_1")
        # A case about p3_2 that assumes a false identity is rejected for that.
        case = {"assume_nonzero": ["p3_2"], "multipliers": [], "squares": [{"coeff": "1", "root": [["1", [0] * 10]]}]}
        self.rejects(changed(file, "proof.cases", [case]), "do not add up")

    def test_common_denominator_of_a_case(self):
        """Each polynomial is within the limit; together they are not."""
        one = [["1", [0, 0, 1, 0, 1]]]
        three, two = 3**1047, 2**1700

        def squares(denominator):
            weights = (f"1/{three}", f"1/{denominator}")
            return [{"coeff": weight, "root": one} for weight in weights]

        self.rejects(self.edited("squares", squares(2**1600)), "do not add up")
        self.rejects(self.edited("squares", squares(two)), "common denominator")

    def test_steps_are_counted_before_multiplying(self):
        """1100 times 1100 terms, 41 steps each: within 50 million steps, but not twice."""
        terms = [["1", [0, 0, 1, 0, e]] for e in range(1100, 0, -1)]
        square = {"coeff": "1", "root": terms}
        extra = {"coeff": "1", "root": [["1", [0, 0, 1, 0, 1]]]}
        self.rejects(self.edited("squares", [square, extra]), "do not add up")
        self.rejects(self.edited("squares", [square, square, extra]), "more than 50000000 steps")

    def test_steps_of_all_cases_add_up(self):
        """With q = 1 + p4 + … + p4^799 the square of p3 p5 q takes 800² · 37 = 23.7 million steps: two cases fit, not three."""
        case = refutation_1()["proof"]["cases"][0]
        root = [["1", [0, 0, 1, e, 1]] for e in range(799, -1, -1)]
        multiple = [[str(800 - abs(e - 799)), [0, 0, 1, e, 0]] for e in range(1598, -1, -1)]
        case["multipliers"].append({"equation": [0, 1], "terms": multiple})
        case["squares"].append({"coeff": "1", "root": root})
        self.accepts(changed(refutation_1(), "proof.cases", [case] * 2))
        self.rejects(changed(refutation_1(), "proof.cases", [case] * 3), "cases[2]: the refutation needs more than 50000000 steps")


class GaussianRefutation(Case):
    CASE = "proof.cases.0"

    def test_the_example_of_the_page_in_every_dimension(self):
        """Section 5.6: the file does not depend on d."""
        for dim in (1, 2, 813, 814, 1000):
            self.accepts(gaussian_refutation_1(dim=dim))

    def test_only_the_equations_without_a_gate(self):
        case = gaussian_refutation_1()
        self.rejects(changed(case, f"{self.CASE}.multipliers.0.equation", [0, 1]), "expected 1 entries")
        self.rejects(changed(case, f"{self.CASE}.multipliers.0.equation", [2]), "no equation [2]")
        self.rejects(changed(case, f"{self.CASE}.multipliers.0.equation", [0]), "no equation [0]")
        self.rejects(changed(case, f"{self.CASE}.multipliers.0.terms.0.1", [0, 0, 1, 0, 0]), "expected 3 entries")
        self.rejects(changed(case, f"{self.CASE}.multipliers.0.terms.0.0", "2"), "do not add up")
        self.rejects(changed(case, f"{self.CASE}.assume_nonzero", ["p5_1", "p4_1"]), "expected a p5 or one single p3")
        self.rejects(changed(case, "proof.cases", []), "no case refutes p3_1")
        self.rejects(changed(case, "statement.atoms", 2), "expected 6 entries")

    def test_no_system_is_written_out(self):
        self.rejects(written_out(gaussian_refutation_1()), "unknown field")

    def test_an_equation_of_high_order_has_a_long_denominator(self):
        """The limit on denominators is about the numbers of the file: that of E(0,512) has 1167 digits."""
        file = gaussian_refutation_1(order=512)
        self.accepts(file)
        multiplier = {"equation": [512], "terms": [["1", [0, 0, 0]]]}
        self.rejects(changed(file, f"{self.CASE}.multipliers.0", multiplier), "do not add up")

    def test_too_large_is_refused_before_it_is_derived(self):
        file = changed(gaussian_refutation_1(order=5), "statement.atoms", 256)
        self.rejects(file, "more than 2000000 exponents")


class Rbar(Case):
    def halves(self, lower, upper, atoms, order):
        return document("rbar", {"kind": "rbar", "solvable": lower, "unsolvable": upper}, atoms=atoms, order=order)

    def test_both_halves(self):
        self.accepts(rbar_3(), "caloric_separation")
        self.rejects(changed(rbar_3(), "statement.order", 7), "equation (0, 6)")
        self.rejects(changed(rbar_3(), "statement.order", 5), "order of at least 6")

    def test_one_half(self):
        self.accepts(changed(rbar_3(), "proof.solvable", None), "caloric_separation", kind="incomplete")
        self.accepts(changed(rbar_3(), "proof.unsolvable", None), kind="incomplete")
        self.rejects(changed(rbar_3(), "proof.unsolvable", ...), "missing")
        wrong = changed(rbar_3(), "proof.solvable", None)
        self.rejects(changed(wrong, "statement.order", 5), "order of at least 6")

    def test_no_half(self):
        self.rejects(self.halves(None, None, 3, 6), "both halves are null")

    def test_swapped(self):
        self.rejects(self.halves(CALORIC, GAUSS_HERMITE_3, 3, 6), "does not prove that a system is solvable")
        self.rejects(self.halves(rbar_3()["proof"], CALORIC, 3, 6), "does not prove that a system is solvable")

    def test_the_point_solves_one_order_less(self):
        """The file carries the system of order 4; the point has to solve order 3."""
        file = written_out(self.halves(POINT_2, CALORIC, 2, 4))
        self.accepts(file, "caloric_separation")
        self.rejects(changed(file, "proof.solvable.point.3", "-1/3"), "equation [0, 2] is not 0")
        self.rejects(written_out(self.halves(POINT_2, None, 2, 5)), "equation [0, 4] is not 0")

    def test_empty_system(self):
        empty = {"kind": "empty-system"}
        file = written_out(self.halves(empty, REFUTATION_1, 1, 1))
        self.accepts(file)
        self.accepts(self.halves(empty, None, 1, 1), kind="incomplete")
        self.rejects(self.halves(empty, CALORIC, 1, 2), "the system of order 1 has equations")
        self.rejects(document("solvable", empty, atoms=1, order=1), "the system of order 1 has equations")
        self.rejects(document("unsolvable", empty, atoms=1, order=1), "does not prove that a system is unsolvable")
        self.rejects(self.halves(empty | {"order": 0}, None, 1, 1), "unknown field")

    def test_no_system_for_the_rules_that_read_none(self):
        self.rejects(written_out(rbar_3()), "unknown field")


if __name__ == "__main__":
    unittest.main()
