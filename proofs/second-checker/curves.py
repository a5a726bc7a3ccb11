"""Curves that show an exponent to be possible (FORMAT.md, section 8.2): atoms that move with δ → 0 while all equations are
O(δ^N). A parameter of size δ^e then has the exponent e/N.
"""

from fractions import Fraction
from math import factorial

from fields import as_list, as_natural, as_object, as_rational, as_tagged, common_denominator
from gauss_hermite import check_gauss_hermite
from refusal import Refusal, shown

MAX_CURVE_ORDER = 16
MAX_POWER = 16
MAX_CURVE_DIGITS = 20


def check_curve(value, place, m, gate_free):
    """Returns the exponents that the curve shows for Δβ1, Δa, Δb, Δν; `None` where it shows nothing."""
    kind = as_tagged(value, place, "kind")
    if kind == "gauss-hermite":
        # p3_j = δ a_j, p4_j = −δ²/2: E(0,ℓ) is δ^ℓ times its value at the nodes, and 0 for ℓ < 2m.
        check_gauss_hermite(value, place, m, 2 * m - 1)
        return (None, None, Fraction(1, 2 * m), Fraction(1, m))
    if kind == "monomial":
        return check_monomial(value, place, m, gate_free)
    raise Refusal(f"{place}.kind", f"unknown kind of curve {shown(kind)}")


def check_monomial(value, place, m, gate_free):
    """A curve whose parameters are c δ^e, in the first coordinate of x."""
    as_object(value, place, ("kind", "order", "atoms"))
    order = as_natural(value["order"], f"{place}.order", 1, MAX_CURVE_ORDER)
    items = as_list(value["atoms"], f"{place}.atoms", m)
    atoms = [read_atom(item, f"{place}.atoms[{i}]") for i, item in enumerate(items)]
    numbers = [number for weight, p in atoms for number in (weight, *(c for c, _ in p))]
    common = common_denominator(numbers, place, MAX_CURVE_DIGITS)
    if gate_free and len({p[0] for _, p in atoms}) > 2:
        raise Refusal(f"{place}.atoms", "more than two different gates: no exponential sum of two terms")
    # With a free gate and no other parameter, all equations with ℓ2 ≥ 1 vanish: the gate need not become small.
    gate_alone = gate_free and all(c == 0 for _, p in atoms for c, _ in p[1:])
    if not gate_alone:
        for i, (_, p) in enumerate(atoms):
            for k, (c, power) in enumerate(p):
                if c != 0 and power == 0:
                    raise Refusal(f"{place}.atoms[{i}].p[{k}]", "a parameter that does not become small")
        check_low_orders(atoms, common, order, gate_free, place)
    return tuple(shown_exponent(atoms, k, order) for k in range(4))


def read_atom(value, place):
    """The weight p5² and four pairs (coefficient, power of δ)."""
    as_object(value, place, ("weight", "p"))
    weight = as_rational(value["weight"], f"{place}.weight", MAX_CURVE_DIGITS)
    if weight <= 0:
        raise Refusal(f"{place}.weight", "a weight is positive")
    parameters = []
    for k, item in enumerate(as_list(value["p"], f"{place}.p", 4)):
        here = f"{place}.p[{k}]"
        coefficient, power = as_list(item, here, 2)
        coefficient = as_rational(coefficient, f"{here}[0]", MAX_CURVE_DIGITS)
        power = as_natural(power, f"{here}[1]", 0, MAX_POWER)
        if coefficient == 0 and power != 0:
            raise Refusal(f"{here}[1]", "the coefficient 0 has the power 0")
        parameters.append((coefficient, power))
    return weight, parameters


def shown_exponent(atoms, parameter, order):
    """e/N with the least power e of the parameter among the atoms where it is not 0."""
    powers = [p[parameter][1] for _, p in atoms if p[parameter][0] != 0]
    return Fraction(min(powers), order) if powers else None


def check_low_orders(atoms, common, order, gate_free, place):
    """In every E(k,ℓ) the coefficients of δ^0, …, δ^{N−1} are 0 (with a free gate: for ℓ ≥ 1)."""
    for (k, level, size), total in sorted(low_order_sums(atoms, common, order).items()):
        counts = level >= 1 or k >= 1 and not gate_free
        if counts and total != 0:
            raise Refusal(place, f"E({k},{level}) has a term of order δ^{size}, below δ^{order}")


def low_order_sums(atoms, common, order):
    """(k, ℓ, i) to a positive multiple of the coefficient of δ^i in E(k,ℓ), for i < N; (0, 0) is among the indices.

    All powers are at least 1, so a term with a power of δ below N has |α| < N: finitely many terms are looked at, and they
    stand in equations with k + ℓ ≤ 2 (N − 1).

    In integers: with the common denominator L, w p1^α1 p2^α2 p3^α3 p4^α4 / α! is multiplied by L · L^{N−1} · ((N−1)!)^4.
    """
    sums = {}
    for weight, parameters in atoms:
        tables = [power_table(c * common, power, order) for c, power in parameters]
        for alpha, size, value in products(tables, order):
            key = (alpha[0] + alpha[1], alpha[1] + alpha[2] + 2 * alpha[3], size)
            scale = int(weight * common) * common ** (order - 1 - sum(alpha))
            sums[key] = sums.get(key, 0) + scale * value
    return sums


def power_table(coefficient, power, order):
    """Triples (α, α · power, coefficient^α (N−1)!/α!) with α · power < N. The coefficient 0 has α = 0 alone."""
    full = factorial(order - 1)
    if coefficient == 0:
        return [(0, 0, full)]
    number = int(coefficient)
    return [
        (alpha, alpha * power, number**alpha * (full // factorial(alpha)))
        for alpha in range((order - 1) // power + 1)
    ]


def products(tables, order):
    """All choices of one entry a table whose powers of δ add up to less than N: (α, power, product)."""
    partial = [((), 0, 1)]
    for table in tables:
        partial = [
            (alpha + (a,), size + more, value * factor)
            for alpha, size, value in partial
            for a, more, factor in table
            if size + more < order
        ]
    return partial
