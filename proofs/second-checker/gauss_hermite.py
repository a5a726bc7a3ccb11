"""The rule `gauss-hermite` (FORMAT.md, section 5.2): a solution in the roots a_1, …, a_m of the Hermite polynomial He_m,

    p1_j = p2_j = 0,  p3_j = a_j,  p4_j = −1/2,  p5_j = Q(a_j).

Everything is decided with integers: sums over the roots are traces, which Newton's identities give.
"""

from functools import lru_cache

from fields import as_integer, as_list, as_object
from refusal import Refusal
from univariate import derivative, hermite, positive_multiple, power_sums, product, remainder


def check_gauss_hermite(proof, place, atoms, order):
    """The point solves the system of the given order, for every d, and is not trivial."""
    as_object(proof, place, ("kind", "weight_root", "cofactor"))
    root = read_coefficients(proof["weight_root"], f"{place}.weight_root", atoms)
    cofactor = read_coefficients(proof["cofactor"], f"{place}.cofactor", atoms)
    if atoms < 2:
        raise Refusal(place, "one atom has the node 0 alone: every p3 would be 0")
    if not has_distinct_real_roots(atoms):
        raise Refusal(place, f"He_{atoms} is not seen to have {atoms} distinct real roots")
    nodes = hermite(atoms)[atoms]
    if len(remainder(product(root, cofactor), nodes)) != 1:
        raise Refusal(f"{place}.cofactor", "weight_root times cofactor is no constant other than 0 modulo He_m")
    level = first_level_violated(nodes, root, order)
    if level is not None:
        raise Refusal(f"{place}.weight_root", f"equation (0, {level}) is not 0 at the Gauss-Hermite point")


def read_coefficients(value, place, atoms):
    """Integer coefficients, lowest degree first: from one to m of them, the last not 0."""
    items = as_list(value, place)
    if not 1 <= len(items) <= atoms:
        raise Refusal(place, f"expected from 1 to {atoms} coefficients, found {len(items)}")
    numbers = [as_integer(item, f"{place}[{i}]") for i, item in enumerate(items)]
    if numbers[-1] == 0:
        raise Refusal(place, "the last coefficient is 0")
    return numbers


@lru_cache(maxsize=None)
def has_distinct_real_roots(m):
    """Whether He_m, He_{m−1}, …, He_0 is, up to positive factors, a Sturm chain with monic members of degrees m, …, 0.

    Then the signs change m times at −∞ and never at +∞, so He_m has m distinct real roots.
    """
    chain = hermite(m)
    if any(len(p) != k + 1 or p[-1] != 1 for k, p in enumerate(chain)):
        return False
    if not positive_multiple(derivative(chain[m]), chain[m - 1]):
        return False
    return all(
        positive_multiple([-c for c in remainder(chain[k + 1], chain[k])], chain[k - 1]) for k in range(1, m)
    )


def first_level_violated(nodes, root, order):
    """The least ℓ ≤ r for which Σ_j Q(a_j)² e_ℓ(a_j) is not 0, or `None`; ℓ! E(0,ℓ) is this sum.

    The equations with ℓ1 ≠ 0 hold at the point: each of their terms contains a coordinate of p1 or p2.
    """
    square = remainder(product(root, root), nodes)
    sums = power_sums(nodes, order + len(square))
    moments = [sum(q * sums[i + k] for k, q in enumerate(square)) for i in range(order + 1)]
    for level in range(1, order + 1):
        if sum(c * moments[i] for i, c in level_polynomial(level)):
            return level
    return None


def level_polynomial(level):
    """e_ℓ(x) = Σ_{i+2k=ℓ} ℓ!/(i! k!) (−1/2)^k x^i, as pairs (i, coefficient).

    From k to k + 1 the coefficient is multiplied by −i (i − 1) / (2 (k + 1)), and stays an integer.
    """
    pairs = []
    coefficient = 1
    for k in range(level // 2 + 1):
        i = level - 2 * k
        pairs.append((i, coefficient))
        coefficient = -coefficient * i * (i - 1) // (2 * (k + 1))
    return pairs
