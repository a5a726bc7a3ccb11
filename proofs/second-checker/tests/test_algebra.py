"""The algebra that no file can get wrong: each identity holds, and a false definition would not pass."""

import unittest
from fractions import Fraction
from itertools import product
from math import factorial
from unittest import mock

from documents import (
    CALORIC,
    GAUSS_HERMITE_3,
    Case,
    document,
    exponents_1,
    exponents_2_fixed,
    exponents_2_free,
    exponents_3_free,
    relations,
)

import caloric
import curves
import derivatives
import gauss_hermite
import inequalities
import system
import univariate


class Inequalities(Case):
    USES = {
        "single-gate": ((1, 0), exponents_1),
        "single-slope": ((1, 1), exponents_1),
        "single-intercept": ((0, 1), exponents_1),
        "single-variance": ((0, 2), exponents_1),
        "gate-square": ((2, 0), exponents_2_fixed),
        "slope-square": ((2, 2), exponents_2_fixed),
        "slope-at-points": ((8, 8), exponents_3_free),
        "slope-two-atoms": ((3, 1), exponents_2_free),
    }

    def test_each_identity_notices_a_false_equation(self):
        honest = inequalities.equation
        for name, (wrong, file) in self.USES.items():
            def dishonest(k, level):
                terms = honest(k, level)
                return {e: 2 * c for e, c in terms.items()} if (k, level) == wrong else terms

            inequalities.identities_hold.cache_clear()
            self.assertTrue(inequalities.identities_hold(name))
            inequalities.identities_hold.cache_clear()
            with self.subTest(name=name), mock.patch.object(inequalities, "equation", dishonest):
                self.rejects(file(), f"{name} does not follow from the equations")
        inequalities.identities_hold.cache_clear()

    def test_slope_two_atoms_reads_each_of_its_equations(self):
        honest = inequalities.equation
        for wrong in ((2, 1), (3, 1), (0, 1), (2, 2), (1, 2)):
            with self.subTest(equation=wrong):
                with mock.patch.object(inequalities, "equation", lambda k, l: {} if (k, l) == wrong else honest(k, l)):
                    self.assertFalse(inequalities.slope_two_atoms_holds())
        self.assertTrue(inequalities.slope_two_atoms_holds())

    def test_an_unknown_name_does_not_hold(self):
        self.assertFalse(inequalities.identities_hold("slope"))

    def test_equations_agree_with_the_system(self):
        """The equations of one coordinate are the system's, with w = p5²: two ways to write the definition."""
        for k, level in product(range(4), range(5)):
            derived = {(1,) + e[:4]: c for e, c in system.atom_terms((k, level))}
            self.assertEqual(inequalities.equation(k, level), derived)


class Heat(Case):
    def test_a_false_equation_is_noticed(self):
        honest = caloric.equation_by_definition
        file = document("unsolvable", CALORIC, atoms=3, order=6)
        self.accepts(file, "caloric_separation")
        for wrong in (1, 6):
            with mock.patch.object(caloric, "equation_by_definition", lambda l: {} if l == wrong else honest(l)):
                self.rejects(file, f"equation (0, {wrong}) is not")
                self.rejects(exponents_3_free(), f"equation (0, {wrong}) is not")

    def test_equations_agree_with_the_system(self):
        for dim, level in product((1, 2, 3), range(1, 7)):
            derived = {e[-3:-1]: c * factorial(level) for e, c in system.atom_terms((0,) * dim + (level,))}
            self.assertEqual(caloric.equation_by_definition(level), derived)


class Nodes(Case):
    def test_distinct_real_roots(self):
        for chain in ([[1], [0, 1], [1, 0, 1]], [[1], [0, 1], [0, 0, 1]], [[1], [0, 1], [-1, 0, 2]]):
            gauss_hermite.has_distinct_real_roots.cache_clear()
            with mock.patch.object(gauss_hermite, "hermite", lambda m: chain):
                self.assertFalse(gauss_hermite.has_distinct_real_roots(2))
        gauss_hermite.has_distinct_real_roots.cache_clear()
        self.assertTrue(all(map(gauss_hermite.has_distinct_real_roots, range(2, 20))))
        with mock.patch.object(gauss_hermite, "has_distinct_real_roots", lambda m: False):
            self.rejects(document("solvable", GAUSS_HERMITE_3, atoms=3, order=5), "distinct real roots")

    def test_power_sums(self):
        """Of x (x − 1)(x + 2): 1 + (−2)^n."""
        sums = univariate.power_sums([0, -2, 1, 1], 8)
        self.assertEqual(sums, [3] + [1 + (-2) ** n for n in range(1, 9)])

    def test_level_polynomial(self):
        for level in range(12):
            expected = [
                (level - 2 * k, Fraction(factorial(level), factorial(level - 2 * k) * factorial(k) * (-2) ** k))
                for k in range(level // 2 + 1)
            ]
            self.assertEqual(gauss_hermite.level_polynomial(level), expected)


class Derivatives(Case):
    def test_leading_terms(self):
        honest = derivatives.quotient

        def without_top(n, k):
            return {m: c for m, c in honest(n, k).items() if m != (6, 6)}

        with mock.patch.object(derivatives, "quotient", without_top):
            self.rejects(relations(), "the leading term of P_6")

    def test_standard_form(self):
        honest = derivatives.quotient
        with mock.patch.object(derivatives, "quotient", lambda n, k: {} if (n, k) == (0, 3) else honest(n, k)):
            self.rejects(relations(), "V^3 B^0 1 is not")

    def test_quotients_are_derivatives(self):
        """P_1 = s z, P_2 = s² z² − s, and V 1 = P_2 / 2."""
        self.assertEqual(derivatives.quotient(1, 0), {(1, 1): 1})
        self.assertEqual(derivatives.quotient(2, 0), {(2, 2): 1, (0, 1): -1})
        self.assertEqual(derivatives.quotient(0, 1), {(2, 2): Fraction(1, 2), (0, 1): Fraction(-1, 2)})


class MonomialCurves(Case):
    def test_low_orders_agree_with_the_system(self):
        """Sums over the equations of the system, term by term with fractions, against the integers of the rule."""
        atoms = [
            (Fraction(1, 2), [(Fraction(1, 3), 1), (Fraction(2), 1), (Fraction(-1, 2), 1), (Fraction(5), 2)]),
            (Fraction(3), [(Fraction(0), 0), (Fraction(-1), 2), (Fraction(1), 1), (Fraction(1, 6), 1)]),
        ]
        order, expected = 5, []
        for k, level in product(range(2 * order), repeat=2):
            by_power = {}
            for e, c in system.atom_terms((k, level)):
                for weight, p in atoms:
                    size = sum(a * power for a, (_, power) in zip(e, p))
                    value = c * weight
                    for a, (coefficient, _) in zip(e, p):
                        value *= coefficient**a
                    by_power[size] = by_power.get(size, 0) + value
            expected += [(k, level, size) for size, v in by_power.items() if size < order and v and k + level]
        sums = curves.low_order_sums(atoms, 6, order)
        found = [key for key, total in sums.items() if total and key[0] + key[1]]
        self.assertGreater(len(expected), 20)
        self.assertEqual(sorted(found), sorted(expected))


if __name__ == "__main__":
    unittest.main()
