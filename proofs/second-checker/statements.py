"""Statements (FORMAT.md, sections 3, 8.1 and 9).

Each claim is a class; `str()` of a statement is the sentence that a verdict prints.
"""

from dataclasses import dataclass

from fields import as_list, as_natural, as_object, as_polynomial, as_rational, as_string, as_tagged, as_word
from mixtures import read_dependence, read_identifiable, read_rank, read_same_density
from refusal import Refusal, shown

MAX_ATOMS = 256
MAX_DIM = 1000
MAX_ORDER = 512
MAX_DERIVATIVE_ORDER = 64

PARAMETERS = ("Δβ1", "Δa", "Δb", "Δν")


@dataclass(frozen=True)
class Solvable:
    """The system (m, d, r) has a non-trivial real solution: r̄(m) > r."""

    atoms: int
    dim: int
    order: int

    def __str__(self):
        return f"r̄({self.atoms}) > {self.order} for d = {self.dim}"


@dataclass(frozen=True)
class Unsolvable:
    """The system (m, d, r) has no non-trivial real solution: r̄(m) ≤ r."""

    atoms: int
    dim: int
    order: int

    def __str__(self):
        return f"r̄({self.atoms}) ≤ {self.order} for d = {self.dim}"


@dataclass(frozen=True)
class Rbar:
    """r̄(m) = r."""

    atoms: int
    dim: int
    order: int

    def __str__(self):
        return f"r̄({self.atoms}) = {self.order} for d = {self.dim}"


@dataclass(frozen=True)
class Identity:
    """Σ_k c_k ∂^{α_k} u = 0. `relation` maps α, with 2d + 2 entries, to c."""

    dim: int
    relation: dict

    def __str__(self):
        return f"a relation of {len(self.relation)} derivatives of u is 0 for d = {self.dim}"


@dataclass(frozen=True)
class Relations:
    """The hidden PDEs generate every linear relation among the ∂^α u, |α| ≤ R."""

    dim: int
    order: int

    def __str__(self):
        return f"the {self.dim + 1} hidden PDEs generate all relations up to order {self.order} for d = {self.dim}"


@dataclass(frozen=True)
class Exponents:
    """Bounds of the possible exponents of Δβ1, Δa, Δb, Δν in a cell of m atoms."""

    atoms: int
    dim: int
    gate_free: bool
    at_least: tuple
    at_most: tuple

    def __str__(self):
        bounds = ", ".join(
            f"{name} {low}" if low == high else f"{name} {low} to {high}"
            for name, low, high in zip(PARAMETERS, self.at_least, self.at_most)
        )
        gate = "free" if self.gate_free else "fixed"
        return f"exponents for m = {self.atoms}, d = {self.dim}, gate {gate}: {bounds}"


CLAIMS_ABOUT_SYSTEMS = {"solvable": Solvable, "unsolvable": Unsolvable, "rbar": Rbar}

FIELDS = {
    "solvable": ("atoms", "order"),
    "unsolvable": ("atoms", "order"),
    "rbar": ("atoms", "order"),
    "identity": ("relation",),
    "relations": ("order",),
    "exponents": ("atoms", "gate", "at_least", "at_most"),
    "same-density": ("true_atoms", "terms", "copies"),
    "identifiable": ("true_atoms", "fitted_atoms"),
    "dependence": ("true_atoms", "experts", "densities"),
    "rank": ("true_atoms", "degree", "functions", "rank"),
}

READERS_ABOUT_MIXTURES = {
    "same-density": read_same_density,
    "identifiable": read_identifiable,
    "dependence": read_dependence,
    "rank": read_rank,
}


def read_statement(value, place="statement"):
    claim = as_tagged(value, place, "claim")
    if claim not in FIELDS:
        raise Refusal(f"{place}.claim", f"unknown claim {shown(claim)}")
    as_object(value, place, ("claim", "family", "dim") + FIELDS[claim])
    as_word(value["family"], f"{place}.family", "softmax-gaussian")
    dim = as_natural(value["dim"], f"{place}.dim", 1, MAX_DIM)
    if claim == "identity":
        return Identity(dim, read_relation(value["relation"], f"{place}.relation", dim))
    if claim == "relations":
        return Relations(dim, as_natural(value["order"], f"{place}.order", 2, MAX_DERIVATIVE_ORDER))
    if claim == "exponents":
        return read_exponents(value, place, dim)
    if claim in READERS_ABOUT_MIXTURES:
        return READERS_ABOUT_MIXTURES[claim](value, place, dim)
    atoms = as_natural(value["atoms"], f"{place}.atoms", 1, MAX_ATOMS)
    order = as_natural(value["order"], f"{place}.order", 1, MAX_ORDER)
    return CLAIMS_ABOUT_SYSTEMS[claim](atoms, dim, order)


def read_relation(value, place, dim):
    """A relation: a polynomial that is not empty, whose exponents are the multi-indices α with 2d + 2 entries."""
    relation = as_polynomial(value, place, 2 * dim + 2)
    if not relation:
        raise Refusal(place, "a relation without terms")
    return relation


def read_exponents(value, place, dim):
    gate = as_string(value["gate"], f"{place}.gate")
    if gate not in ("fixed", "free"):
        raise Refusal(f"{place}.gate", f"expected 'fixed' or 'free', found {shown(gate)}")
    free = gate == "free"
    atoms = as_natural(value["atoms"], f"{place}.atoms", 2 if free else 1, MAX_ATOMS)
    at_least = read_four(value["at_least"], f"{place}.at_least")
    at_most = read_four(value["at_most"], f"{place}.at_most")
    for i, (low, high) in enumerate(zip(at_least, at_most)):
        if low > high:
            raise Refusal(f"{place}.at_most[{i}]", f"at_least is {low} and at_most {high}: no exponent lies between")
    return Exponents(atoms, dim, free, at_least, at_most)


def read_four(value, place):
    """Four rationals that are not negative, for Δβ1, Δa, Δb, Δν."""
    numbers = []
    for i, item in enumerate(as_list(value, place, 4)):
        number = as_rational(item, f"{place}[{i}]")
        if number < 0:
            raise Refusal(f"{place}[{i}]", "an exponent is not negative")
        numbers.append(number)
    return tuple(numbers)
