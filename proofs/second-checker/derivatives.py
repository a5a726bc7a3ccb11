"""Rules about derivatives of u (FORMAT.md, section 7): `identity` and `relations`.

∂^α u / u is a polynomial in x_1, …, x_d, the residual z and s = 1/ν. Each derivative acts on such a polynomial P as

    ∂/∂β1_i:  x_i P          ∂/∂b:  B P,  B = s z − ∂/∂z
    ∂/∂a_i:   x_i B P        ∂/∂ν:  V P,  V = (s² z² − s)/2 − s² ∂/∂s.

B and V do not touch x, so ∂^α u / u = x^{α1+α2} V^{α4} B^{|α2|+α3} 1: a monomial in x times a polynomial p(z, s) that depends
only on n = |α2| + α3 and k = α4. The order of the derivatives is free, as mixed derivatives agree.
"""

from fractions import Fraction
from functools import lru_cache
from math import comb

from fields import as_list, as_object
from refusal import Refusal
from statements import MAX_DERIVATIVE_ORDER, read_relation

MAX_DIFFERENTIATIONS = 2_000
MAX_IDENTITIES = 2_000
MAX_DERIVATIVES = 200_000


def apply_b(p):
    """B p = s z p − ∂p/∂z. A polynomial in (z, s) is a dict from (i, j), the powers of z and s, to the coefficient."""
    result = {}
    for (i, j), c in p.items():
        add(result, (i + 1, j + 1), c)
        if i:
            add(result, (i - 1, j), -i * c)
    return nonzero(result)


def apply_v(p):
    """V p = (s² z² − s)/2 · p − s² ∂p/∂s."""
    result = {}
    for (i, j), c in p.items():
        add(result, (i + 2, j + 2), c / 2)
        add(result, (i, j + 1), -c / 2 - j * c)
    return nonzero(result)


def add(p, monomial, c):
    p[monomial] = p.get(monomial, 0) + c


def nonzero(p):
    return {monomial: c for monomial, c in p.items() if c}


@lru_cache(maxsize=None)
def quotient(n, k):
    """V^k B^n 1, for n up to 2 · 64 and k up to 64."""
    if k:
        return apply_v(quotient(n, k - 1))
    return apply_b(quotient(n - 1, 0)) if n else {(0, 0): Fraction(1)}


def split(alpha, dim):
    """The exponents of x in ∂^α u / u, and the pair (n, k) of its factor in z and s."""
    in_x = tuple(alpha[i] + alpha[dim + i] for i in range(dim))
    return in_x, (sum(alpha[dim : 2 * dim]) + alpha[2 * dim], alpha[2 * dim + 1])


class Differentiations:
    """The orders of all derivatives in the identities of a file, summed."""

    def __init__(self):
        self.spent = 0

    def check_relation(self, relation, place, dim):
        """Σ_k c_k ∂^{α_k} u / u is the zero polynomial in x, z and s."""
        for alpha in relation:
            if sum(alpha) > MAX_DERIVATIVE_ORDER:
                raise Refusal(place, f"a derivative of order {sum(alpha)}, more than {MAX_DERIVATIVE_ORDER}")
        self.spent += sum(map(sum, relation))
        if self.spent > MAX_DIFFERENTIATIONS:
            raise Refusal(place, f"the identities have more than {MAX_DIFFERENTIATIONS} differentiations")
        total = {}
        for alpha, c in relation.items():
            in_x, in_z_and_s = split(alpha, dim)
            part = total.setdefault(in_x, {})
            for monomial, value in quotient(*in_z_and_s).items():
                add(part, monomial, c * value)
        if any(map(nonzero, total.values())):
            raise Refusal(place, "the relation is false: its expansion is not the zero polynomial")


def check_identity(proof, place, statement):
    as_object(proof, place, ("kind",))
    Differentiations().check_relation(statement.relation, "statement.relation", statement.dim)


def check_relations(proof, place, statement):
    """The hidden PDEs hold and generate every linear relation up to order R. Assumes nothing."""
    as_object(proof, place, ("kind", "identities"))
    dim, order = statement.dim, statement.order
    if comb(2 * dim + 2 + order, order) > MAX_DERIVATIVES:
        raise Refusal("statement.order", f"more than {MAX_DERIVATIVES} derivatives of order up to {order}")
    here = f"{place}.identities"
    items = as_list(proof["identities"], here)
    if len(items) > MAX_IDENTITIES:
        raise Refusal(here, f"more than {MAX_IDENTITIES} identities")
    identities = [read_relation(item, f"{here}[{i}]", dim) for i, item in enumerate(items)]
    differentiations = Differentiations()
    for i, identity in enumerate(identities):
        differentiations.check_relation(identity, f"{here}[{i}]", dim)
    check_hidden_pdes(identities, here, dim)
    check_leading_terms(order, place)
    check_standard_form(order, place)


def check_hidden_pdes(identities, place, dim):
    """∂²u/∂β1_i∂b − ∂u/∂a_i for each i, and ∂²u/∂b² − 2 ∂u/∂ν, are in the list, each up to a factor."""
    given = {tuple(sorted(normalised(identity).items())) for identity in identities}

    def unit(*positions):
        return tuple(positions.count(v) for v in range(2 * dim + 2))

    b, nu = 2 * dim, 2 * dim + 1
    wanted = [({unit(i, b): 1, unit(dim + i): -1}, f"the relation of a_{i + 1}") for i in range(dim)]
    wanted.append(({unit(b, b): 1, unit(nu): -2}, "the relation of ν"))
    for relation, name in wanted:
        if tuple(sorted(normalised(relation).items())) not in given:
            raise Refusal(place, f"{name} is missing")


def normalised(relation):
    """The multiple of a relation whose coefficient at the largest α is 1."""
    lead = Fraction(relation[max(relation)])
    return {alpha: c / lead for alpha, c in relation.items()}


def check_leading_terms(order, place):
    """P_n = B^n 1 has the degree n in z, and s^n z^n is its only term of that degree, for n = 1, …, 2R.

    That P_n contains no x is its type here.
    """
    for n in range(1, 2 * order + 1):
        p = quotient(n, 0)
        top = {monomial: c for monomial, c in p.items() if monomial[0] >= n}
        if top != {(n, n): 1}:
            raise Refusal(place, f"the leading term of P_{n} is not s^{n} z^{n}")


def check_standard_form(order, place):
    """∂^α u / u = 2^{−α4} x^{α1+α2} P_{n+2k} for all |α| ≤ R, with n = |α2| + α3 and k = α4.

    The factors in x agree by `split`. What is left depends on (n, k) alone, and n + k ≤ R.
    """
    for k in range(order + 1):
        for n in range(order - k + 1):
            standard = {monomial: c / 2**k for monomial, c in quotient(n + 2 * k, 0).items()}
            if quotient(n, k) != standard:
                raise Refusal(place, f"V^{k} B^{n} 1 is not 2^(-{k}) P_{n + 2 * k}")
