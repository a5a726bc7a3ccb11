"""The rule `caloric` (FORMAT.md, section 5.5) and the equations (0, ℓ) that it and the rule `lp-optimum` read.

For α1 + α2 = 0 the definition of section 3 leaves, whatever d is,

    E(0,ℓ) = Σ_j p5_j² H_ℓ(p3_j, p4_j),   H_ℓ(a, b) = Σ_{i+2k=ℓ} a^i b^k / (i! k!).

The theorem `caloric_separation` speaks of the H_ℓ. So the two are compared: H_ℓ from its recurrence
ℓ H_ℓ = a H_{ℓ−1} + 2 b H_{ℓ−2}, the equation from its definition, both multiplied by ℓ!, which makes them integer polynomials.
"""

from functools import lru_cache
from math import factorial

from fields import as_object, as_word
from refusal import Refusal
from statements import MAX_ORDER

THEOREM = "caloric_separation"
THEOREM_FILE = "proofs/coq/Main.v"


def check_caloric(proof, place, atoms, order):
    """No solution of order r ≥ 2m, by the theorem. Returns what is assumed."""
    as_object(proof, place, ("kind", "theorem", "file"))
    as_word(proof["theorem"], f"{place}.theorem", THEOREM)
    as_word(proof["file"], f"{place}.file", THEOREM_FILE)
    if order < 2 * atoms:
        raise Refusal(place, f"the theorem needs an order of at least {2 * atoms}, the order is {order}")
    check_heat_equations(2 * atoms, place)
    return {(THEOREM, THEOREM_FILE)}


def check_heat_equations(most, place):
    """E(0,ℓ) = Σ_j p5_j² H_ℓ(p3_j, p4_j) for ℓ = 1, …, `most`."""
    chain = heat_chain()
    for level in range(1, most + 1):
        if equation_by_definition(level) != chain[level]:
            raise Refusal(place, f"equation (0, {level}) is not the sum of p5² H_{level}(p3, p4)")


def equation_by_definition(level):
    """ℓ! times one atom's part of E(0,ℓ), without p5²: (α3, α4) with α3 + 2 α4 = ℓ to ℓ!/(α3! α4!)."""
    scale = factorial(level)
    return {
        (level - 2 * alpha4, alpha4): scale // (factorial(level - 2 * alpha4) * factorial(alpha4))
        for alpha4 in range(level // 2 + 1)
    }


@lru_cache(maxsize=None)
def heat_chain():
    """G_0, …, G_512 with G_ℓ = ℓ! H_ℓ, by G_ℓ = a G_{ℓ−1} + 2 (ℓ − 1) b G_{ℓ−2}, the recurrence of H_ℓ times (ℓ − 1)!."""
    chain = [{(0, 0): 1}, {(1, 0): 1}]
    for level in range(2, MAX_ORDER + 1):
        following = {(i + 1, k): c for (i, k), c in chain[level - 1].items()}
        for (i, k), c in chain[level - 2].items():
            following[i, k + 1] = following.get((i, k + 1), 0) + 2 * (level - 1) * c
        chain.append(following)
    return chain
