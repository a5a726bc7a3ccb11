"""Changes that keep a true file true, or change the statement and the proof together.

They find out what a checker rejects without need, and reach what stands behind the first check. Some of their numbers are
chosen so that the file becomes false or exceeds a limit. Each takes the `Mutator` and the document, which it changes in place.
"""

import copy
from fractions import Fraction
from math import comb

from blind_changes import STRINGS
from document_tree import Object, Raw, as_text, get, is_rational, put, slots


def shuffle_fields(m, tree):
    for slot in slots(tree):
        if isinstance(slot.value, Object):
            m.random.shuffle(slot.value)
    m.random.shuffle(tree)


def escape_strings(m, tree):
    slot = m.pick(tree, lambda s: type(s.value) is str)
    if slot:
        slot.value = Raw('"' + "".join(f"\\u{ord(c):04x}" if m.random.random() < 0.5 else c for c in slot.value) + '"')


def change_producer(m, tree):
    producer = Object([["version", m.random.choice(STRINGS)]])
    if m.random.random() < 0.5:
        producer.append(["seed", m.random.choice((0, 7, 2**64 - 1))])
    tree[:] = [pair for pair in tree if pair[0] != "producer"] + ([["producer", producer]] if m.random.random() < 0.8 else [])


def change_statement(m, tree):
    """Another d, order or number of atoms: the proofs by `caloric` and `gauss-hermite` hold for more than one."""
    statement = get(tree, "statement")
    name = m.random.choice(("dim", "order", "atoms"))
    if isinstance(statement, Object) and type(get(statement, name)) is int:
        put(statement, name, m.random.choice((1, 2, 3, 4, 5, 6, 8, 10, 17, 64, 256, 512, 1000, get(statement, name) - 1)))


def change_claim(m, tree):
    """One half of r̄ as a claim of its own, and a claim about one order as half of r̄."""
    statement, proof = get(tree, "statement"), get(tree, "proof")
    claim, half = get(statement, "claim"), m.random.choice(("solvable", "unsolvable"))
    if claim == "rbar" and isinstance(get(proof, half), Object):
        put(statement, "claim", half)
        put(tree, "proof", get(proof, half))
        if half == "solvable" and type(get(statement, "order")) is int:
            put(statement, "order", get(statement, "order") - m.random.choice((0, 1)))
    elif claim in ("solvable", "unsolvable"):
        put(statement, "claim", "rbar")
        halves = [[side, proof if side == claim else None] for side in ("solvable", "unsolvable")]
        put(tree, "proof", Object([["kind", "rbar"], *halves]))


def drop_half(m, tree):
    for half in m.random.choice((("solvable",), ("unsolvable",), ("solvable", "unsolvable"))):
        put(get(tree, "proof") or Object(), half, None)
    rules = [get(tree, "proof", half, "kind") for half in ("solvable", "unsolvable")]
    if not set(rules) & {"point", "refutation"} and m.random.random() < 0.8:
        tree[:] = [pair for pair in tree if pair[0] not in ("variables", "equations", "nontrivial")]


def scale_terms(terms, factor):
    for term in terms if isinstance(terms, list) else ():
        if isinstance(term, list) and term and is_rational(str(term[0])):
            term[0] = as_text(Fraction(term[0]) * factor)


def scale_relation(m, tree):
    factor = m.random.choice((2, -1, Fraction(1, 3), Fraction(-7, 5), 10**300, Fraction(1, 10**900), 0))
    scale_terms(get(tree, "statement", "relation"), factor)
    for identity in get(tree, "proof", "identities") or ():
        if m.random.random() < 0.5:
            scale_terms(identity, factor)


def differentiate_relation(m, tree):
    """A derivative of a relation is a relation."""
    identities = get(tree, "proof", "identities")
    relations_of_proof = identities if type(identities) is list else []
    relations = [get(tree, "statement", "relation"), *relations_of_proof]
    relation = m.random.choice([r for r in relations if isinstance(r, list) and r] or [None])
    if relation is None:
        return
    changed = copy.deepcopy(relation)
    position, more = m.random.randrange(4), m.random.choice((1, 1, 2, 5, 31, 61, 62, 63))
    for term in changed:
        if isinstance(term, list) and len(term) == 2 and isinstance(term[1], list) and position < len(term[1]):
            if type(term[1][position]) is int:
                term[1][position] += more
    if relation is relations[0]:
        relation[:] = changed
    else:
        for _ in range(m.random.choice((1, 1, 1, 20))):
            relations_of_proof.append(copy.deepcopy(changed))


def refutations(tree):
    proof = get(tree, "proof")
    return [r for r in (proof, get(proof, "unsolvable")) if isinstance(get(r, "cases"), list)]


def scale_case(m, tree):
    """Multiples and weights of one case by the same positive number, or a root by t and its weight by 1/t²."""
    for refutation in refutations(tree):
        case = m.random.choice(get(refutation, "cases") or [Object()])
        factor = m.random.choice((2, Fraction(1, 3), Fraction(10**40, 7), -1, Fraction(1, 3**2000)))
        if m.random.random() < 0.5:
            for multiplier in get(case, "multipliers") or ():
                scale_terms(get(multiplier, "terms"), factor)
            root_factor, weight_factor = 1, factor
        else:
            root_factor, weight_factor = factor, 1 / Fraction(factor) ** 2
        for square in get(case, "squares") or ():
            scale_terms(get(square, "root"), root_factor)
            if is_rational(str(get(square, "coeff"))):
                put(square, "coeff", as_text(Fraction(get(square, "coeff")) * weight_factor))


def split_square(m, tree):
    """c s² = (c − t) s² + t s²."""
    for refutation in refutations(tree):
        squares = get(m.random.choice(get(refutation, "cases") or [Object()]), "squares")
        if squares and is_rational(str(get(squares[0], "coeff"))):
            part, whole = m.random.choice((Fraction(1, 9), Fraction(1, 10**6), 0, 2)), Fraction(get(squares[0], "coeff"))
            squares.append(copy.deepcopy(squares[0]))
            put(squares[0], "coeff", as_text(whole - part))
            put(squares[-1], "coeff", as_text(part))


def cancel_multipliers(m, tree):
    """The same multiple of an equation, once with + and once with −."""
    for refutation in refutations(tree):
        multipliers = get(m.random.choice(get(refutation, "cases") or [Object()]), "multipliers")
        if multipliers:
            extra = copy.deepcopy(m.random.choice(multipliers))
            multipliers.append(copy.deepcopy(extra))
            scale_terms(get(extra, "terms"), -1)
            multipliers.append(extra)


def scale_hermite(m, tree):
    """Q and V by numbers other than 0, here and there by 0."""
    for slot in list(slots(tree)):
        if slot.name in ("weight_root", "cofactor") and type(slot.value) is list:
            factor = m.random.choice((2, -1, 1, 1, 10**30, 0))
            if all(type(c) is str and is_rational(c) for c in slot.value):
                slot.value[:] = [as_text(Fraction(c) * factor) for c in slot.value]


def scale_point(m, tree):
    """p1 → μ p1, p2 → μλ p2, p3 → λ p3, p4 → λ² p4 multiplies E(ℓ1,ℓ2) by μ^|ℓ1| λ^ℓ2; p5 → κ p5 multiplies all by κ²."""
    dim = get(tree, "statement", "dim")
    point = get(tree, "proof", "point") or get(tree, "proof", "solvable", "point")
    if type(dim) is not int or not isinstance(point, list) or not all(is_rational(str(x)) for x in point):
        return
    mu, lam, kappa = (m.random.choice((1, 2, -1, Fraction(1, 3), 10**200, 0)) for _ in range(3))
    block = [mu] * dim + [mu * lam] * dim + [lam, lam * lam, kappa]
    for i, coordinate in enumerate(point):
        point[i] = as_text(Fraction(coordinate) * block[i % len(block)])


def curves_of(tree):
    return [curve for curve in get(tree, "proof", "curves") or () if isinstance(get(curve, "atoms"), list)]


def scale_curve(m, tree):
    """All weights by one number; parameters by μ and λ as for a point; atoms in another order."""
    for curve in curves_of(tree):
        mu, lam, kappa = (m.random.choice((1, 2, -1, Fraction(1, 3), 10**18, 10**20)) for _ in range(3))
        for atom in get(curve, "atoms"):
            if is_rational(str(get(atom, "weight"))):
                put(atom, "weight", as_text(Fraction(get(atom, "weight")) * kappa))
            for pair, factor in zip(get(atom, "p") or (), (mu, mu * lam, lam, lam * lam)):
                scale_terms([pair], factor)
        m.random.shuffle(get(curve, "atoms"))


def speed_up_curve(m, tree):
    """δ → δ²: all powers and the order twice as large, sometimes one of them alone."""
    for curve in curves_of(tree):
        both = m.random.choice((True, True, True, False))
        if type(get(curve, "order")) is int:
            put(curve, "order", get(curve, "order") * 2)
        for atom in get(curve, "atoms") if both else ():
            for pair in get(atom, "p") or ():
                if isinstance(pair, list) and len(pair) == 2 and type(pair[1]) is int:
                    pair[1] *= 2


def change_bound(m, tree):
    """A bound of the statement, with or without the proof's words for it."""
    bounds = get(tree, "statement", m.random.choice(("at_least", "at_most")))
    if isinstance(bounds, list) and len(bounds) == 4:
        p = m.random.randrange(4)
        bounds[p] = as_text(m.random.choice((Fraction(0), Fraction(1, 2), Fraction(1, 3), Fraction(1, 6), Fraction(1))))
        primal = get(tree, "proof", "optima", p, "primal")
        if isinstance(primal, list) and len(primal) == 4 and m.random.random() < 0.5:
            primal[p] = bounds[p]


def raise_primal(m, tree):
    """Coordinates of θ other than θ_p may be larger than need be."""
    p, k = m.random.randrange(4), m.random.randrange(4)
    primal = get(tree, "proof", "optima", p, "primal")
    if isinstance(primal, list) and len(primal) == 4 and is_rational(str(primal[k])):
        primal[k] = as_text(Fraction(primal[k]) + 1)


def other_curve(m, tree):
    """One more curve, from another file, at the end or before the others."""
    curves = get(tree, "proof", "curves")
    if type(curves) is list and "curves" in m.by_name:
        donors = [curve for curve in m.by_name["curves"] if isinstance(curve, Object)]
        curves.insert(m.random.choice((0, len(curves), len(curves))), copy.deepcopy(m.random.choice(donors)))


def split_copy(m, tree):
    """A copy of an atom in two parts, or all copies for one term by one factor; sometimes a part too much."""
    copies = get(tree, "statement", "copies")
    if type(copies) is not list or not all(isinstance(c, list) and len(c) == 3 and is_rational(str(c[0])) for c in copies):
        return
    if m.random.random() < 0.5 and copies:
        part = m.random.choice((Fraction(1, 2), Fraction(1, 3), Fraction(1), Fraction(0), Fraction(1, 10**600)))
        copy_ = m.random.choice(copies)
        copies.append([as_text(Fraction(copy_[0]) * part), *copy_[1:]])
        copy_[0] = as_text(Fraction(copy_[0]) * (1 - part))
    else:
        term, factor = m.random.choice((1, 2)), m.random.choice((Fraction(7, 3), 2, 10**400, -1))
        for copy_ in copies:
            if copy_[2] == term:
                copy_[0] = as_text(Fraction(copy_[0]) * factor)
        m.random.shuffle(copies)


def multiply_dependence(m, tree):
    """All coefficients by one number, or by one power of one weight; sometimes by different ones."""
    statement = get(tree, "statement")
    lists = [get(statement, name) for name in ("experts", "densities")]
    if not all(isinstance(polynomials, list) for polynomials in lists):
        return
    factor, more = m.random.choice((1, 2, -1, Fraction(1, 3), Fraction(1, 10**600), 0)), m.random.choice((0, 1, 7, 9_999, 10_000))
    for polynomials in lists if m.random.random() < 0.8 else lists[:1]:
        for terms in polynomials:
            scale_terms(terms, factor)
            for term in terms if isinstance(terms, list) else ():
                if isinstance(term, list) and len(term) == 2 and isinstance(term[1], list) and term[1]:
                    if type(term[1][0]) is int:
                        term[1][0] += more


def change_counts(m, tree):
    """Other k*, k, degree and dimension, often with the numbers of functions that belong to them."""
    statement = get(tree, "statement")
    for name in ("true_atoms", "fitted_atoms", "degree", "dim"):
        if type(get(statement, name)) is int and m.random.random() < 0.5:
            put(statement, name, m.random.choice((0, 1, 2, 3, 4, 16, 17, 64, 65, 256, 257)))
    k, d, q = (get(statement, name) for name in ("true_atoms", "dim", "degree"))
    if all(type(n) is int and n <= 1000 for n in (k, d, q)) and m.random.random() < 0.7:
        monomials = comb(d + q, q)
        put(statement, "functions", 2 * k * monomials)
        put(statement, "rank", (2 * k - m.random.choice((1, 1, 1, 2))) * monomials)


def exchange_proofs(m, tree):
    """A part of the proof of another file."""
    name = m.random.choice(("solvable", "unsolvable", "proof", "optima", "inequalities", "statement"))
    if name in m.by_name:
        for slot in list(slots(tree)):
            if slot.name == name and isinstance(slot.value, list):
                slot.value = copy.deepcopy(m.random.choice(m.by_name[name]))
                return


LAWFUL = (shuffle_fields, escape_strings, change_producer, change_statement, change_claim, drop_half, scale_relation,
          differentiate_relation, scale_case, split_square, cancel_multipliers, scale_hermite, scale_point, scale_curve,
          speed_up_curve, change_bound, raise_primal, other_curve, split_copy, multiply_dependence, change_counts,
          exchange_proofs)  # fmt: skip
