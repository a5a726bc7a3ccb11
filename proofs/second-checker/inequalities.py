"""The inequalities |Δβ1|^γ1 |Δa|^γ2 |Δb|^γ3 |Δν|^γ4 ≤ K ε of the rule `lp-optimum` (FORMAT.md, section 8.2).

Which ones hold depends on m and the gate alone. Each rests on equations of the system, in the coordinate of one unit vector e,
where one atom contributes, with w = p5², β = p1, a = p2, b = p3, h = p4,

    E(ke,ℓ) = w Σ_{i ≤ min(k, ℓ)} β^{k−i}/(k−i)! · a^i/i! · H_{ℓ−i}(b, h).

The identities among these equations that the inequalities need are compared here with the definition.
"""

from fractions import Fraction
from functools import lru_cache
from math import factorial

from caloric import check_heat_equations
from fields import as_list, as_naturals, as_object, as_word
from refusal import Refusal

FROM_HEAT = ("intercept_variance_inequality", "proofs/coq/Main.v")
FROM_POINTS = ("slope_inequality_any_gate", "proofs/coq/Main.v")
FROM_TWO_ATOMS = ("slope_two_atoms_inequality", "proofs/coq/Main.v")

ASSUMED_BY = {
    "intercept": FROM_HEAT,
    "variance": FROM_HEAT,
    "slope-two-atoms": FROM_TWO_ATOMS,
    "slope-at-points": FROM_POINTS,
}


def expected_inequalities(m, gate_free):
    """Names and powers γ, in the order of the file."""
    if m == 1:
        names = ("single-gate", "single-slope", "single-intercept", "single-variance")
        return [(name, tuple(int(i == k) for i in range(4))) for k, name in enumerate(names)]
    heat = [("intercept", (0, 0, 2 * m, 0)), ("variance", (0, 0, 0, m))]
    if not gate_free:
        return [("gate-square", (2, 0, 0, 0)), ("slope-square", (0, 2, 0, 0))] + heat
    if m == 2:
        return [("slope-two-atoms", (0, 2, 0, 0))] + heat
    return [("slope-at-points", (0, 2 * m, 0, 0))] + heat


def read_inequalities(value, place, m, gate_free):
    """The list of the file, which is exactly the expected one. Returns names and powers."""
    expected = expected_inequalities(m, gate_free)
    for i, (item, (name, powers)) in enumerate(zip(as_list(value, place, len(expected)), expected)):
        here = f"{place}[{i}]"
        as_object(item, here, ("name", "powers"))
        as_word(item["name"], f"{here}.name", name)
        if as_naturals(item["powers"], f"{here}.powers", 4) != powers:
            raise Refusal(f"{here}.powers", f"{name} has the powers {list(powers)}")
        if not identities_hold(name):
            raise Refusal(here, f"{name} does not follow from the equations")
        if name in ("intercept", "variance"):
            check_heat_equations(2 * m, here)
    return expected


# A polynomial in (w, β, a, b, h) of one atom: exponents to `Fraction`.
W, BETA, A, B, H = ({tuple(int(i == k) for i in range(5)): Fraction(1)} for k in range(5))


def equation(k, level):
    """One atom's part of E(ke, ℓ), term by term from the definition: α1 + α2 = k, α2 + α3 + 2 α4 = ℓ."""
    terms = {}
    for alpha2 in range(min(k, level) + 1):
        for alpha4 in range((level - alpha2) // 2 + 1):
            alpha = (k - alpha2, alpha2, level - alpha2 - 2 * alpha4, alpha4)
            divisor = 1
            for order in alpha:
                divisor *= factorial(order)
            terms[(1,) + alpha] = Fraction(1, divisor)
    return terms


def times(*factors):
    """The product of polynomials and numbers."""
    result = {(0,) * 5: Fraction(1)}
    for factor in factors:
        factor = factor if isinstance(factor, dict) else {(0,) * 5: Fraction(factor)}
        following = {}
        for e, c in result.items():
            for e2, c2 in factor.items():
                exponents = tuple(map(int.__add__, e, e2))
                following[exponents] = following.get(exponents, 0) + c * c2
        result = following
    return {e: c for e, c in result.items() if c}


def plus(*summands):
    result = {}
    for summand in summands:
        for e, c in summand.items():
            result[e] = result.get(e, 0) + c
    return {e: c for e, c in result.items() if c}


def minus(p):
    return times(-1, p)


def at_zero_gate(p):
    """`p` at β = 0."""
    return {e: c for e, c in p.items() if e[1] == 0}


@lru_cache(maxsize=None)
def identities_hold(name):
    """Whether the identities behind an inequality hold, for one atom; sums over atoms follow. `intercept` and `variance`
    rest on the equations (0, ℓ) alone, which `check_heat_equations` compares.
    """
    half = Fraction(1, 2)
    if name == "single-gate":
        return equation(1, 0) == times(W, BETA)
    if name == "single-slope":
        return equation(1, 1) == times(W, plus(A, times(BETA, B)))
    if name == "single-intercept":
        return equation(0, 1) == times(W, B)
    if name == "single-variance":
        return equation(0, 2) == times(W, plus(times(half, B, B), H))
    if name == "gate-square":
        return equation(2, 0) == times(half, W, BETA, BETA)
    if name == "slope-square":
        return slope_square_holds()
    if name == "slope-at-points":
        return slope_at_points_holds()
    if name == "slope-two-atoms":
        return slope_two_atoms_holds()
    return name in ("intercept", "variance")


def slope_square_holds():
    """4 E(2e,2) = w a² + w (a + 2βb)² + w β² (2h − 3b²)."""
    shifted = plus(A, times(2, BETA, B))
    rest = plus(times(2, H), times(-3, B, B))
    right = plus(times(W, A, A), times(W, shifted, shifted), times(W, BETA, BETA, rest))
    return times(4, equation(2, 2)) == right


def slope_at_points_holds():
    """k E(ke,ℓ) = β E((k−1)e,ℓ) + a E((k−1)e,ℓ−1) for k, ℓ = 1, …, 8."""
    return all(
        times(k, equation(k, level))
        == plus(times(BETA, equation(k - 1, level)), times(A, equation(k - 1, level - 1)))
        for k in range(1, 9)
        for level in range(1, 9)
    )


def slope_two_atoms_holds():
    """The three identities at p1_1 = 0, β = p1_2, which is the β of the first lines here. Atom by atom:

        β E(2e,1) − 2 E(3e,1)   0 from atom 1 and w β³ b/6 from atom 2,
        β E(0,1)                β w b from each,
        2 E(2e,2) − β E(e,2)    w a² − β w a b from atom 1 and w a² + β w a b from atom 2.

    `gate` is the other atom's β for atom 1, whose own is 0.
    """
    gate = BETA
    # Atom 1: its equations at β = 0, times powers of the gate of atom 2.
    first = [
        plus(times(gate, at_zero_gate(equation(2, 1))), minus(times(2, at_zero_gate(equation(3, 1))))),
        times(gate, at_zero_gate(equation(0, 1))),
        plus(times(2, at_zero_gate(equation(2, 2))), minus(times(gate, at_zero_gate(equation(1, 2))))),
    ]
    second = [
        plus(times(gate, equation(2, 1)), minus(times(2, equation(3, 1)))),
        times(gate, equation(0, 1)),
        plus(times(2, equation(2, 2)), minus(times(gate, equation(1, 2)))),
    ]
    mixed = times(gate, W, A, B)
    return first == [{}, times(gate, W, B), plus(times(W, A, A), minus(mixed))] and second == [
        times(Fraction(1, 6), W, gate, gate, gate, B),
        times(gate, W, B),
        plus(times(W, A, A), mixed),
    ]
