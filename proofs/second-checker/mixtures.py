"""What the density of a mixture leaves undetermined (FORMAT.md, section 9): four claims and their rules.

Sums over atoms and products of densities are not expanded here. For `same-density` the shares of each atom and term are compared,
which section 9.1 says is the same. For `dependence`, the coefficient of X_i X_j f_j in Σ_j X_j (c_j f_j D + e_j N) is
c_j W_i + e_i W_j, from D = Σ_i W_i X_i and N = Σ_i W_i X_i f_i; so the polynomial is zero if all of these are.
"""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from fields import as_list, as_natural, as_object, as_polynomial, as_rational, as_word, common_denominator
from refusal import Refusal

MAX_TRUE_ATOMS = 16
MAX_FITTED_ATOMS = 256
MAX_DEGREE = 64
MAX_COEFFICIENT_TERMS = 1000

THEOREM_FILE = "proofs/coq/Main.v"
THRESHOLD = "identifiability_threshold"
RANK = "rank_of_functions"


@dataclass(frozen=True)
class SameDensity:
    """The measure of the copies (share, i, l) has the density of G, whatever G and the factor of L terms are."""

    dim: int
    true_atoms: int
    terms: int
    copies: tuple

    def __str__(self):
        what = "any translation" if self.terms == 1 else f"any common factor of {self.terms} terms"
        return f"{what}, with {len(self.copies)} atoms, has the density of {self.true_atoms} atoms for d = {self.dim}"


@dataclass(frozen=True)
class Identifiable:
    """A measure of k atoms with the density of k* atoms with distinct experts is a translate of them."""

    dim: int
    true_atoms: int
    fitted_atoms: int

    def __str__(self):
        return f"{self.fitted_atoms} atoms with the density of {self.true_atoms} are a translate of them for d = {self.dim}"


@dataclass(frozen=True)
class Dependence:
    """A relation among the functions x^γ e^{β1ᵀx} f and x^γ e^{β1ᵀx} g. Coefficients map exponents of W to numbers."""

    dim: int
    true_atoms: int
    experts: tuple
    densities: tuple

    def __str__(self):
        return f"the functions of {self.true_atoms} atoms are linearly dependent for d = {self.dim}"


@dataclass(frozen=True)
class Rank:
    """How many of the functions with |γ| ≤ q are independent."""

    dim: int
    true_atoms: int
    degree: int
    functions: int
    rank: int

    def __str__(self):
        return f"of {self.functions} functions of {self.true_atoms} atoms {self.rank} are independent for d = {self.dim}"


def read_same_density(value, place, dim):
    true_atoms = read_true_atoms(value, place)
    terms = as_natural(value["terms"], f"{place}.terms", 1, MAX_FITTED_ATOMS)
    here = f"{place}.copies"
    items = as_list(value["copies"], here)
    if not 1 <= len(items) <= MAX_FITTED_ATOMS:
        raise Refusal(here, f"expected 1 to {MAX_FITTED_ATOMS} copies, found {len(items)}")
    copies = []
    for i, item in enumerate(items):
        share, atom, term = as_list(item, f"{here}[{i}]", 3)
        share = as_rational(share, f"{here}[{i}][0]")
        if share <= 0:
            raise Refusal(f"{here}[{i}][0]", "expected a number greater than 0")
        atom = as_natural(atom, f"{here}[{i}][1]", 1, true_atoms)
        copies.append((share, atom, as_natural(term, f"{here}[{i}][2]", 1, terms)))
    common_denominator((share for share, _, _ in copies), here)
    return SameDensity(dim, true_atoms, terms, tuple(copies))


def read_identifiable(value, place, dim):
    fitted_atoms = as_natural(value["fitted_atoms"], f"{place}.fitted_atoms", 1, MAX_FITTED_ATOMS)
    return Identifiable(dim, read_true_atoms(value, place), fitted_atoms)


def read_dependence(value, place, dim):
    true_atoms = read_true_atoms(value, place)
    lists = []
    for name in ("experts", "densities"):
        here = f"{place}.{name}"
        items = as_list(value[name], here, true_atoms)
        lists.append(tuple(as_polynomial(item, f"{here}[{i}]", true_atoms) for i, item in enumerate(items)))
    polynomials = lists[0] + lists[1]
    if sum(map(len, polynomials)) > MAX_COEFFICIENT_TERMS:
        raise Refusal(place, f"the coefficients have more than {MAX_COEFFICIENT_TERMS} terms")
    common_denominator((c for polynomial in polynomials for c in polynomial.values()), place)
    return Dependence(dim, true_atoms, *lists)


def read_rank(value, place, dim):
    true_atoms = read_true_atoms(value, place)
    degree = as_natural(value["degree"], f"{place}.degree", 0, MAX_DEGREE)
    functions = as_natural(value["functions"], f"{place}.functions", 1)
    return Rank(dim, true_atoms, degree, functions, as_natural(value["rank"], f"{place}.rank", 1))


def read_true_atoms(value, place):
    return as_natural(value["true_atoms"], f"{place}.true_atoms", 1, MAX_TRUE_ATOMS)


def check_common_factor(proof, place, statement):
    """For each term, the shares of every atom add up to the same number, and none of them is 0."""
    as_object(proof, place, ("kind",))
    total = defaultdict(Fraction)
    for share, atom, term in statement.copies:
        total[atom, term] += share
    for term in range(1, statement.terms + 1):
        for atom in range(1, statement.true_atoms + 1):
            if (atom, term) not in total:
                raise Refusal("statement.copies", f"atom {atom} has no copy for term {term}")
            if total[atom, term] != total[1, term]:
                raise Refusal("statement.copies", f"the shares of atom {atom} in term {term} are not those of atom 1")


def check_threshold(proof, place, statement):
    """k* ≤ k < 2k*; the rest is the theorem."""
    assumed = read_theorem(proof, place, THRESHOLD)
    if not statement.true_atoms <= statement.fitted_atoms < 2 * statement.true_atoms:
        raise Refusal(place, "the theorem needs at least k* and fewer than 2k* atoms")
    return assumed


def check_dependence(proof, place, statement):
    """c_j W_i + e_i W_j = 0 for all i and j, and some coefficient keeps its sign."""
    as_object(proof, place, ("kind",))
    atoms = range(statement.true_atoms)
    for i in atoms:
        for j in atoms:
            if times_weight(statement.experts[j], i) != negative(times_weight(statement.densities[i], j)):
                raise Refusal("statement", f"the relation is false: c_{j + 1} W_{i + 1} + e_{i + 1} W_{j + 1} is not 0")
    if not any(map(keeps_its_sign, statement.experts + statement.densities)):
        raise Refusal("statement", "no coefficient has terms of one sign alone: all may be 0")


def times_weight(polynomial, i):
    """W_i times the polynomial; i counts from 0."""
    return {exponents[:i] + (exponents[i] + 1,) + exponents[i + 1 :]: c for exponents, c in polynomial.items()}


def negative(polynomial):
    return {exponents: -c for exponents, c in polynomial.items()}


def keeps_its_sign(polynomial):
    return len({c > 0 for c in polynomial.values()}) == 1


def check_rank(proof, place, statement):
    """The numbers are 2k* n and (2k* − 1) n with n = C(d + q, q)."""
    assumed = read_theorem(proof, place, RANK)
    monomials = comb(statement.dim + statement.degree, statement.degree)
    if statement.functions != 2 * statement.true_atoms * monomials:
        raise Refusal("statement.functions", "the number of functions is 2k* for each monomial")
    if statement.rank != (2 * statement.true_atoms - 1) * monomials:
        raise Refusal("statement.rank", "the rank is 2k* − 1 for each monomial")
    return assumed


def read_theorem(proof, place, theorem):
    as_object(proof, place, ("kind", "theorem", "file"))
    as_word(proof["theorem"], f"{place}.theorem", theorem)
    as_word(proof["file"], f"{place}.file", THEOREM_FILE)
    return {(theorem, THEOREM_FILE)}
