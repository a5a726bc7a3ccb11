"""The polynomial system (m, d, r), derived from its definition (FORMAT.md, sections 3 and 4).

For each (ℓ1, ℓ2) ∈ N^d × N with 1 ≤ |ℓ1| + ℓ2 ≤ r:

    E(ℓ1,ℓ2) = Σ_j Σ p5_j² p1_j^α1 p2_j^α2 p3_j^α3 p4_j^α4 / (α1! α2! α3! α4!),
    the inner sum over α1 + α2 = ℓ1, |α2| + α3 + 2 α4 = ℓ2.

Every atom contributes the same polynomial in its own 2d + 3 variables p1 (d), p2 (d), p3, p4, p5.
"""

from fractions import Fraction
from itertools import islice
from math import comb, factorial, prod

from fields import as_list, as_naturals, as_object, as_polynomial, as_string
from refusal import Refusal, shown
from strict_json import MAX_VALUES


def variable_names(atoms, dim):
    names = []
    for j in range(1, atoms + 1):
        for p in ("p1", "p2"):
            names += [f"{p}_{j}"] if dim == 1 else [f"{p}_{j}[{i}]" for i in range(1, dim + 1)]
        names += [f"p3_{j}", f"p4_{j}", f"p5_{j}"]
    return names


def vectors_up_to(bounds, total):
    """All α ≤ `bounds`, coordinate by coordinate, with |α| ≤ `total`, in increasing lexicographic order."""
    alpha = [0] * len(bounds)
    used = 0
    while True:
        yield tuple(alpha)
        place = len(alpha) - 1
        while place >= 0 and (used == total or alpha[place] == bounds[place]):
            used -= alpha[place]
            alpha[place] = 0
            place -= 1
        if place < 0:
            return
        alpha[place] += 1
        used += 1


def indices(dim, order):
    """All (ℓ1, ℓ2) with 1 ≤ |ℓ1| + ℓ2 ≤ r, in increasing lexicographic order."""
    everything = vectors_up_to((order,) * (dim + 1), order)
    next(everything)
    return everything


def atom_terms(index):
    """The terms of one atom's part of E(index): pairs of exponents (2d + 3 entries) and the coefficient. Lazy."""
    gate, level = index[:-1], index[-1]
    for alpha2 in vectors_up_to(gate, level):
        alpha1 = tuple(total - part for total, part in zip(gate, alpha2))
        rest = level - sum(alpha2)
        for alpha4 in range(rest // 2 + 1):
            alpha3 = rest - 2 * alpha4
            exponents = alpha1 + alpha2 + (alpha3, alpha4, 2)
            yield exponents, Fraction(1, prod(map(factorial, exponents[:-1])))


class System:
    """The system (m, d, r) as the file writes it out, after the comparison with the definition.

    `equations` maps the index (ℓ1_1, …, ℓ1_d, ℓ2) to the polynomial E(ℓ1,ℓ2) in all variables.
    """

    def __init__(self, document, atoms, dim, order):
        self.atoms, self.dim, self.order = atoms, dim, order
        self.block = 2 * dim + 3
        count = comb(dim + 1 + order, order) - 1
        if count * atoms * atoms * self.block > MAX_VALUES:
            raise Refusal("equations", f"the written-out system has more than {MAX_VALUES} values")
        self.variables = variable_names(atoms, dim)
        self._compare_names(document)
        self.equations = {}
        written = as_list(document["equations"], "equations", count)
        for i, (index, equation) in enumerate(zip(indices(dim, order), written)):
            self.equations[index] = self._equation(equation, f"equations[{i}]", index)

    def p3(self, atom):
        """The position of p3 of an atom, both counted from 0."""
        return atom * self.block + 2 * self.dim

    def p5(self, atom):
        return self.p3(atom) + 2

    def _compare_names(self, document):
        compare_strings(document["variables"], "variables", self.variables)
        nontrivial = as_object(document["nontrivial"], "nontrivial", ("all", "any"))
        compare_strings(nontrivial["all"], "nontrivial.all", [f"p5_{j + 1}" for j in range(self.atoms)])
        compare_strings(nontrivial["any"], "nontrivial.any", [f"p3_{j + 1}" for j in range(self.atoms)])

    def _equation(self, equation, place, index):
        as_object(equation, place, ("index", "terms"))
        if as_naturals(equation["index"], f"{place}.index", self.dim + 1) != index:
            raise Refusal(f"{place}.index", f"expected {list(index)}")
        terms = as_polynomial(equation["terms"], f"{place}.terms", self.atoms * self.block)
        if terms != self._derived(index, len(terms)):
            raise Refusal(f"{place}.terms", "this is not the equation that the definition gives")
        return terms

    def _derived(self, index, expected):
        """E(index), or a part of it that has more than `expected` terms: what is longer than the file is not expanded."""
        one_atom = list(islice(atom_terms(index), expected // self.atoms + 1))
        polynomial = {}
        for atom in range(self.atoms):
            before = (0,) * (atom * self.block)
            after = (0,) * ((self.atoms - 1 - atom) * self.block)
            for exponents, coefficient in one_atom:
                polynomial[before + exponents + after] = coefficient
        return polynomial


class GaussianSystem:
    """The equations E(0,ℓ), ℓ = 1, …, r, in p3, p4, p5 alone (section 5.6); the index is (ℓ,)."""

    dim = 0
    block = 3

    def __init__(self, place, atoms, order):
        self.atoms, self.order = atoms, order
        terms = sum(level // 2 + 1 for level in range(1, order + 1))
        if terms * atoms * atoms * self.block > MAX_VALUES:
            raise Refusal(place, f"the equations have more than {MAX_VALUES} exponents")
        self.variables = [f"p{k}_{j}" for j in range(1, atoms + 1) for k in (3, 4, 5)]
        self.equations = {(level,): self._equation(level) for level in range(1, order + 1)}

    def p3(self, atom):
        """The position of p3 of an atom, both counted from 0."""
        return atom * self.block

    def p5(self, atom):
        return self.p3(atom) + 2

    def _equation(self, level):
        polynomial = {}
        for atom in range(self.atoms):
            before = (0,) * (atom * self.block)
            after = (0,) * ((self.atoms - 1 - atom) * self.block)
            for half in range(level // 2 + 1):
                power = level - 2 * half
                polynomial[before + (power, half, 2) + after] = Fraction(1, factorial(power) * factorial(half))
        return polynomial


def compare_strings(value, place, expected):
    items = as_list(value, place, len(expected))
    for i, (item, name) in enumerate(zip(items, expected)):
        if as_string(item, f"{place}[{i}]") != name:
            raise Refusal(f"{place}[{i}]", f"expected {name}, found {shown(item)}")
