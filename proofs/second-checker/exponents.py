"""The rule `lp-optimum` (FORMAT.md, section 8.2): bounds of the possible exponents, by a linear program and its dual.

The inequalities say γ_r · θ ≥ 1 for the exponents θ of a sequence. The least θ_p under these is `at_least`; a dual solution
proves it. A curve shows `at_most`.
"""

from curves import check_curve
from fields import as_list, as_natural, as_object, as_rational
from inequalities import ASSUMED_BY, read_inequalities
from refusal import Refusal
from statements import PARAMETERS

MAX_CURVES = 4


def check_lp_optimum(proof, place, statement):
    """Returns what the inequalities with a positive multiplier assume."""
    as_object(proof, place, ("kind", "inequalities", "curves", "optima"))
    m, gate_free = statement.atoms, statement.gate_free
    inequalities = read_inequalities(proof["inequalities"], f"{place}.inequalities", m, gate_free)
    curves = as_list(proof["curves"], f"{place}.curves")
    if len(curves) > MAX_CURVES:
        raise Refusal(f"{place}.curves", f"more than {MAX_CURVES} curves")
    possible = [check_curve(curve, f"{place}.curves[{i}]", m, gate_free) for i, curve in enumerate(curves)]
    used = set()
    for p, optimum in enumerate(as_list(proof["optima"], f"{place}.optima", 4)):
        here = f"{place}.optima[{p}]"
        as_object(optimum, here, ("primal", "dual", "curve"))
        used |= check_bound(optimum, here, p, inequalities, statement.at_least[p])
        curve = as_natural(optimum["curve"], f"{here}.curve")
        if curve >= len(possible):
            raise Refusal(f"{here}.curve", f"there are {len(possible)} curves, counted from 0")
        if possible[curve][p] != statement.at_most[p]:
            raise Refusal(f"{here}.curve", f"the curve does not show {statement.at_most[p]} for {PARAMETERS[p]}")
    return {ASSUMED_BY[name] for name in used if name in ASSUMED_BY}


def check_bound(optimum, place, p, inequalities, bound):
    """θ is feasible, y is dual feasible, and both have the value `bound`. Returns the names with y_r > 0."""
    theta = read_nonnegative(optimum["primal"], f"{place}.primal", 4)
    dual = read_nonnegative(optimum["dual"], f"{place}.dual", len(inequalities))
    for name, powers in inequalities:
        if sum(g * t for g, t in zip(powers, theta)) < 1:
            raise Refusal(f"{place}.primal", f"violates the inequality {name}")
    for k in range(4):
        if sum(y * powers[k] for y, (_, powers) in zip(dual, inequalities)) > (k == p):
            raise Refusal(f"{place}.dual", f"the power of {PARAMETERS[k]} is more than {int(k == p)}")
    if theta[p] != bound:
        raise Refusal(f"{place}.primal", f"{PARAMETERS[p]} has the exponent {theta[p]}, the statement says {bound}")
    if sum(dual) != bound:
        raise Refusal(f"{place}.dual", f"the multipliers add up to {sum(dual)}, the statement says {bound}")
    return {name for y, (name, _) in zip(dual, inequalities) if y > 0}


def read_nonnegative(value, place, length):
    numbers = [as_rational(item, f"{place}[{i}]") for i, item in enumerate(as_list(value, place, length))]
    for i, number in enumerate(numbers):
        if number < 0:
            raise Refusal(f"{place}[{i}]", "expected a number that is not negative")
    return numbers
