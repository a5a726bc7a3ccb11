"""The rules `refutation` and `gaussian-refutation` (FORMAT.md, sections 5.4 and 5.6): no non-trivial solution, by one polynomial
identity a case,

    Σ_k h_k E_k = Σ_i c_i s_i²,   c_i > 0.

At a solution the left side is 0, hence every s_i; one of them is a product of numbers that the case assumes not to be 0.
"""

from fractions import Fraction
from math import lcm

from fields import as_list, as_naturals, as_object, as_polynomial, as_rational, as_string, common_denominator
from polynomials import add_product, is_zero, scaled
from refusal import Refusal, shown
from system import GaussianSystem

MAX_STEPS = 50_000_000
ONE = Fraction(1)


def check_refutation(proof, place, system):
    """Every alternative p3_j ≠ 0 is refuted by a case. Assumes nothing."""
    as_object(proof, place, ("kind", "cases"))
    budget = Budget()
    open_atoms = set(range(system.atoms))
    for i, case in enumerate(as_list(proof["cases"], f"{place}.cases")):
        atom = check_case(case, f"{place}.cases[{i}]", system, budget)
        if atom is None:
            open_atoms.clear()
        open_atoms.discard(atom)
    if open_atoms:
        raise Refusal(f"{place}.cases", f"no case refutes p3_{min(open_atoms) + 1} ≠ 0")


def check_gaussian_refutation(proof, place, atoms, order):
    """The same for the equations with ℓ1 = 0 alone, whatever d is."""
    check_refutation(proof, place, GaussianSystem(place, atoms, order))


class Budget:
    """Steps of multiplication, counted before they are made."""

    def __init__(self):
        self.left = MAX_STEPS

    def spend(self, steps, place):
        self.left -= steps
        if self.left < 0:
            raise Refusal(place, f"the refutation needs more than {MAX_STEPS} steps")


class Summand:
    """One product `weight` · f · g of the identity, with f, g over the integers and one denominator for the whole."""

    def __init__(self, weight, f, f_denominator, g, g_denominator):
        self.weight = weight.numerator
        self.f, self.g = scaled(f, f_denominator), scaled(g, g_denominator)
        self.denominator = f_denominator * g_denominator * weight.denominator

    def steps(self, variables, denominator):
        f, g = self.f, self.g
        width = 32 + variables + denominator.bit_length() // 32 + self.weight.bit_length() // 32
        return len(f) * len(g) * width + words(f) * len(g) + words(g) * len(f)


def words(f):
    return sum(c.bit_length() // 32 for c in f.values())


def check_case(case, place, system, budget):
    """Checks one case. Returns the atom j, from 0, whose alternative p3_j ≠ 0 it refutes; `None`: all of them."""
    as_object(case, place, ("assume_nonzero", "multipliers", "squares"))
    nonzero, atom = read_assumptions(case["assume_nonzero"], f"{place}.assume_nonzero", system)
    multipliers = read_multipliers(case["multipliers"], f"{place}.multipliers", system)
    squares = read_squares(case["squares"], f"{place}.squares", len(system.variables))
    coefficients = [c for _, h in multipliers for c in h.values()]
    coefficients += [c for weight, s in squares for c in (weight, *s.values())]
    common_denominator(coefficients, place)
    if not any(excludes_zero(root, nonzero) for _, root in squares):
        raise Refusal(f"{place}.squares", "no root is a single term in the variables that are assumed not to be 0")
    check_identity(multipliers, squares, place, system, budget)
    return atom


def read_assumptions(value, place, system):
    """The positions of the variables assumed not to be 0, and the atom of the one p3 among them."""
    weights = {system.variables[system.p5(j)]: system.p5(j) for j in range(system.atoms)}
    intercepts = {system.variables[system.p3(j)]: j for j in range(system.atoms)}
    nonzero, atom = set(), None
    for i, item in enumerate(as_list(value, place)):
        name = as_string(item, f"{place}[{i}]")
        if name in weights:
            position = weights[name]
        elif name in intercepts and atom is None:
            atom = intercepts[name]
            position = system.p3(atom)
        else:
            raise Refusal(f"{place}[{i}]", f"expected a p5 or one single p3, found {shown(name)}")
        if position in nonzero:
            raise Refusal(f"{place}[{i}]", f"{name} stands twice")
        nonzero.add(position)
    return nonzero, atom


def read_multipliers(value, place, system):
    """Pairs of an index of the system and the polynomial h."""
    multipliers = []
    for i, item in enumerate(as_list(value, place)):
        here = f"{place}[{i}]"
        as_object(item, here, ("equation", "terms"))
        index = as_naturals(item["equation"], f"{here}.equation", system.dim + 1)
        if index not in system.equations:
            raise Refusal(f"{here}.equation", f"the system has no equation {list(index)}")
        multipliers.append((index, read_nonzero(item["terms"], f"{here}.terms", len(system.variables))))
    return multipliers


def read_squares(value, place, variables):
    """Pairs of a weight c > 0 and a root s."""
    squares = []
    for i, item in enumerate(as_list(value, place)):
        here = f"{place}[{i}]"
        as_object(item, here, ("coeff", "root"))
        weight = as_rational(item["coeff"], f"{here}.coeff")
        if weight <= 0:
            raise Refusal(f"{here}.coeff", f"the weight {shown(item['coeff'])} of a square is not positive")
        squares.append((weight, read_nonzero(item["root"], f"{here}.root", variables)))
    return squares


def read_nonzero(value, place, variables):
    polynomial = as_polynomial(value, place, variables)
    if not polynomial:
        raise Refusal(place, "the polynomial 0")
    return polynomial


def excludes_zero(root, nonzero):
    """Whether the root is c x^e with variables from `nonzero` alone."""
    if len(root) != 1:
        return False
    (exponents,) = root
    return all(not e or v in nonzero for v, e in enumerate(exponents))


def check_identity(multipliers, squares, place, system, budget):
    """Σ h_k E_k − Σ c_i s_i² is the zero polynomial, expanded over the integers with the common denominator D."""
    summands = []
    for index, h in multipliers:
        equation = system.equations[index]
        # The equation is derived: the limit on denominators is about what a file says.
        denominators = common_denominator(h.values(), place), lcm(*(c.denominator for c in equation.values()))
        summands.append(Summand(ONE, h, denominators[0], equation, denominators[1]))
    for weight, root in squares:
        denominator = common_denominator(root.values(), place)
        summands.append(Summand(-weight, root, denominator, root, denominator))
    common = 1
    for summand in summands:
        common = lcm(common, summand.denominator)
    for summand in summands:
        budget.spend(summand.steps(len(system.variables), common), place)
    total = {}
    for summand in summands:
        add_product(total, summand.weight * (common // summand.denominator), summand.f, summand.g)
    if not is_zero(total):
        raise Refusal(place, "the multiples of the equations do not add up to the sum of squares")
