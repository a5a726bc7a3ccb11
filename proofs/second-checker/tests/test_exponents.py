"""Exponents (FORMAT.md, section 8)."""

import unittest

from documents import (
    Case,
    atom,
    changed,
    exponents_1,
    exponents_2_fixed,
    exponents_2_free,
    exponents_3_free,
    inequality,
    monomial,
)

HEAT = "intercept_variance_inequality"
POINTS = "slope_inequality_any_gate"
TWO_ATOMS = "slope_two_atoms_inequality"
STILL = ("0", 0)


class Statements(Case):
    def test_accepted(self):
        self.accepts(exponents_1())
        self.accepts(exponents_2_fixed(), HEAT)
        self.accepts(exponents_2_free(), HEAT, TWO_ATOMS)
        self.accepts(exponents_3_free(), HEAT, POINTS)
        self.accepts(changed(exponents_3_free(), "statement.dim", 1000), HEAT, POINTS)

    def test_gate(self):
        self.rejects(changed(exponents_2_fixed(), "statement.gate", "open"), "expected 'fixed' or 'free'")
        self.rejects(changed(exponents_1(), "statement.gate", "free"), "from 2 to 256")
        self.rejects(changed(exponents_2_fixed(), "statement.gate", "free"), "inequalities: expected 3 entries")

    def test_bounds(self):
        self.rejects(changed(exponents_2_fixed(), "statement.at_least.1", "1"), "no exponent lies between")
        self.rejects(changed(exponents_2_fixed(), "statement.at_least.1", "-1"), "not negative")
        self.rejects(changed(exponents_2_fixed(), "statement.at_least", ["0"] * 3), "expected 4 entries")
        self.rejects(changed(exponents_2_fixed(), "statement.at_least.1", "1/3"), "the statement says 1/3")
        self.rejects(changed(exponents_2_fixed(), "statement.at_most.1", "1"), "does not show 1")
        self.rejects(changed(exponents_3_free(), "statement.at_most.1", "1/6"), "does not show 1/6")


class Inequalities(Case):
    def test_the_list_is_exactly_this_one(self):
        first = "proof.inequalities.0"
        self.rejects(changed(exponents_2_fixed(), f"{first}.name", "slope-square"), "expected 'gate-square'")
        self.rejects(changed(exponents_2_fixed(), f"{first}.powers.0", 1), "has the powers [2, 0, 0, 0]")
        self.rejects(changed(exponents_2_fixed(), first, ...), "expected 4 entries")
        self.rejects(changed(exponents_3_free(), first, inequality("slope-two-atoms", 0, 2, 0, 0)), "expected 'slope-at-points'")
        self.rejects(changed(exponents_2_free(), first, inequality("slope-at-points", 0, 4, 0, 0)), "expected 'slope-two-atoms'")


class Optima(Case):
    def test_primal(self):
        self.accepts(changed(exponents_2_fixed(), "proof.optima.0.primal.1", "7"), HEAT)
        self.rejects(changed(exponents_2_fixed(), "proof.optima.0.primal.1", "1/3"), "violates the inequality slope-square")
        self.rejects(changed(exponents_2_fixed(), "proof.optima.0.primal.0", "1"), "the statement says 1/2")
        self.rejects(changed(exponents_2_free(), "proof.optima.1.primal.0", "-1"), "not negative")

    def test_dual(self):
        self.rejects(changed(exponents_2_fixed(), "proof.optima.0.dual", ["0"] * 4), "the multipliers add up to 0")
        self.rejects(changed(exponents_2_fixed(), "proof.optima.0.dual", ["1", "0", "0", "0"]), "power of Δβ1 is more than 1")
        self.rejects(changed(exponents_2_fixed(), "proof.optima.0.dual", ["0", "1/2", "0", "0"]), "power of Δa is more than 0")
        self.rejects(changed(exponents_2_fixed(), "proof.optima.0.dual", ["1", "-1/2", "0", "0"]), "not negative")
        self.rejects(changed(exponents_2_fixed(), "proof.optima.0.dual", ["1/2", "0", "0"]), "expected 4 entries")

    def test_curves_are_counted_from_0(self):
        self.rejects(changed(exponents_2_fixed(), "proof.optima.0.curve", 3), "there are 3 curves")
        self.rejects(changed(exponents_2_fixed(), "proof.optima.0.curve", 1), "does not show 1/2 for Δβ1")
        self.rejects(changed(exponents_2_fixed(), "proof.optima.3", ...), "expected 4 entries")


class Curves(Case):
    FIRST = "proof.curves.0"

    def test_a_curve_that_nothing_uses_is_checked(self):
        extra = exponents_2_fixed()["proof"]["curves"]
        self.accepts(changed(exponents_2_fixed(), "proof.curves", extra + extra[:1]), HEAT)
        self.rejects(changed(exponents_2_fixed(), "proof.curves", extra + extra[:2]), "more than 4 curves")
        wrong = monomial(2, atom("1", ("1", 1)), atom("1", ("1", 1)))
        self.rejects(changed(exponents_2_fixed(), "proof.curves", extra + [wrong]), "E(1,0) has a term of order δ^1")
        self.rejects(changed(exponents_2_fixed(), "proof.curves.0.kind", "circle"), "unknown kind of curve")

    def test_order(self):
        """β1 = ±δ: E(1,0) cancels, E(2,0) is of order δ². The same curve does not show 1/3."""
        self.rejects(changed(exponents_2_fixed(), f"{self.FIRST}.order", 3), "E(2,0) has a term of order δ^2, below δ^3")
        self.rejects(changed(exponents_2_fixed(), f"{self.FIRST}.order", 1), "does not show 1/2")
        self.rejects(changed(exponents_2_fixed(), f"{self.FIRST}.order", 0), "from 1 to 16")
        self.rejects(changed(exponents_2_fixed(), f"{self.FIRST}.order", 17), "from 1 to 16")
        doubled = monomial(4, atom("1", ("1", 2)), atom("1", ("-1", 2)))
        self.accepts(changed(exponents_2_fixed(), self.FIRST, doubled), HEAT)
        highest = monomial(16, atom("1", ("1", 8)), atom("1", ("-1", 8)))
        self.accepts(changed(exponents_2_fixed(), self.FIRST, highest), HEAT)

    def test_half_the_order(self):
        """m = 2, a = ±δ with a factor δ left out: n^(−1/4) for a would need the order 4 of the fourth power."""
        fast = monomial(4, atom("1", STILL, ("1", 1)), atom("1", STILL, ("-1", 1)))
        slow = changed(exponents_2_fixed(), "proof.curves.1", fast)
        self.rejects(changed(slow, "statement.at_most.1", "1/2"), "E(2,2) has a term of order δ^2, below δ^4")

    def test_every_atom(self):
        atoms = exponents_2_fixed()["proof"]["curves"][0]["atoms"]
        self.rejects(changed(exponents_2_fixed(), f"{self.FIRST}.atoms", atoms[:1]), "expected 2 entries")
        self.rejects(changed(exponents_2_fixed(), f"{self.FIRST}.atoms", atoms + atoms[:1]), "expected 2 entries")

    def test_weights(self):
        weighted = monomial(2, atom("2", ("1", 1)), atom("1", ("-2", 1)))
        self.accepts(changed(exponents_2_fixed(), self.FIRST, weighted), HEAT)
        for weight in ("0", "-1"):
            self.rejects(changed(exponents_2_fixed(), f"{self.FIRST}.atoms.0.weight", weight), "a weight is positive")
        self.rejects(changed(exponents_2_fixed(), f"{self.FIRST}.atoms.0.weight", "2"), "E(1,0) has a term of order δ^1")

    def test_powers(self):
        self.rejects(changed(exponents_2_fixed(), f"{self.FIRST}.atoms.0.p.0.1", 17), "from 0 to 16")
        self.rejects(changed(exponents_2_fixed(), f"{self.FIRST}.atoms.0.p.1.1", 1), "the coefficient 0 has the power 0")
        still = monomial(1, atom("1", ("1", 0)), atom("1", ("-1", 0)))
        self.rejects(changed(exponents_2_fixed(), self.FIRST, still), "does not become small")

    def test_the_gate_need_not_move_if_it_is_free_and_alone(self):
        self.accepts(exponents_3_free(), HEAT, POINTS)
        atoms = f"{self.FIRST}.atoms"
        self.rejects(changed(exponents_3_free(), f"{atoms}.0.p.2", ["1", 1]), "does not become small")
        self.rejects(changed(exponents_3_free(), f"{atoms}.0.p.1", ["1", 0]), "does not become small")

    def test_an_exponential_sum_of_two_terms(self):
        three = monomial(1, atom("1", ("1", 0)), atom("1", ("2", 0)), atom("1", ("3", 0)))
        self.rejects(changed(exponents_3_free(), self.FIRST, three), "more than two different gates")
        moving = monomial(1, atom("1", ("1", 1)), atom("1", ("1", 2)), atom("1"))
        self.rejects(changed(exponents_3_free(), "proof.curves.1", moving), "more than two different gates")

    def test_a_fixed_gate_has_its_equations_too(self):
        """β1 = δ in both atoms: with a free gate E(1,0) does not count."""
        both = monomial(2, atom("1", ("1", 1)), atom("1", ("1", 1)))
        self.rejects(changed(exponents_2_fixed(), self.FIRST, both), "E(1,0) has a term")
        self.accepts(changed(exponents_2_free(), "proof.curves", exponents_2_free()["proof"]["curves"] + [both]), HEAT, TWO_ATOMS)

    def test_digits(self):
        tiny = f"1/{2**60}"
        small = monomial(2, atom("1", (tiny, 1)), atom("1", ("-" + tiny, 1)))
        self.rejects(changed(exponents_2_fixed(), self.FIRST, small), "more than 20 characters")
        # Each of at most 20 characters, the common denominator of 70 bits: ⌊0.301 · 70⌋ = 21.
        common = monomial(2, atom(f"1/{2**35}", (f"1/{3**22}", 1)), atom(f"1/{2**35}", (f"-1/{3**22}", 1)))
        self.rejects(changed(exponents_2_fixed(), self.FIRST, common), "more than 20 digits")
        allowed = monomial(2, atom(f"1/{2**34}", (f"1/{3**22}", 1)), atom(f"1/{2**34}", (f"-1/{3**22}", 1)))
        self.accepts(changed(exponents_2_fixed(), self.FIRST, allowed), HEAT)

    def test_gauss_hermite(self):
        wrong = {"kind": "gauss-hermite", "weight_root": ["1", "1"], "cofactor": ["1"]}
        self.rejects(changed(exponents_2_fixed(), "proof.curves.2", wrong), "no constant")
        unequal = {"kind": "gauss-hermite", "weight_root": ["1"], "cofactor": ["1"]}
        self.rejects(changed(exponents_3_free(), "proof.curves.2", unequal), "equation (0, 2)")
        self.rejects(changed(exponents_1(), "proof.curves.0", unequal), "one atom")
        self.rejects(changed(exponents_2_fixed(), "proof.optima.0.curve", 2), "does not show 1/2 for Δβ1")


if __name__ == "__main__":
    unittest.main()
