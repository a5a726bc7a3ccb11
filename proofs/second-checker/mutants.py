"""Files near the golden ones: most are false, some remain true, some are no JSON at all. From a seed, so they can be made again.

A document is a tree of `Object` (a list of pairs, so that a field may stand twice), `list`, `str`, `int`, `None` and `Raw`, text
that is written as it stands.

Three kinds of change: `blind` ones at a random place, `lawful` ones that keep a true file true (and so find out what a checker
rejects without need), and changes of bytes.
"""

import copy
import json
import random
from fractions import Fraction


class Object(list):
    """The fields of an object, as pairs [name, value]."""


class Raw(str):
    """Text that stands in the file without quotes."""


def load(data):
    return json.loads(data, object_pairs_hook=lambda pairs: Object([list(pair) for pair in pairs]))


def dump(value):
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, Object):
        return "{" + ", ".join(dump(name) + ": " + dump(item) for name, item in value) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(dump, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def get(document, *path):
    """The value behind field names and positions, or `None`."""
    for step in path:
        if isinstance(step, str):
            document = next((v for k, v in document if k == step), None) if isinstance(document, Object) else None
        else:
            document = document[step] if isinstance(document, list) and step < len(document) else None
    return document


def put(parent, name, value):
    for pair in parent:
        if pair[0] == name:
            pair[1] = value


class Slot:
    """A place in a document whose value can be replaced."""

    def __init__(self, container, position, name):
        self.container, self.position, self.name = container, position, name

    @property
    def value(self):
        return self.container[self.position]

    @value.setter
    def value(self, new):
        self.container[self.position] = new


def slots(value, name=""):
    """All places below `value`; those in a list have the name of the list."""
    for position, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(value, Object):
            yield Slot(item, 1, item[0])
            yield from slots(item[1], item[0])
        else:
            yield Slot(value, position, name)
            yield from slots(item, name)


NUMBERS = ("0", "-0", "-1", "1.0", "1e0", "1E2", "01", "18446744073709551615", "18446744073709551616", "9" * 40, "10000",
           "10001", "512", "513", "256", "257", "1000", "1001", "64", "65", "NaN", "Infinity", "true", "false", "null")  # fmt: skip
RATIONALS = ("0", "-0", "+1", "1/1", "2/4", "01", "1.5", "1_0", " 1", "1 ", "1\n", "", "-", "1/", "/2", "1/0", "0/1", "1/-2", "--1",
             "1e3", "١", "１", "-1", "1", "1/2", "-1/2", "9" * 1000, "9" * 1001, "1/" + "7" * 998, "1/" + "7" * 999)  # fmt: skip
STRINGS = ("", "rbar", "caloric", "point", "refutation", "gauss-hermite", "empty-system", "solvable", "unsolvable", "identity",
           "relations", "exponents", "lp-optimum", "monomial", "free", "fixed", "moe-proof/1", "moe-proof/3", "softmax-gaussian ",
           "p5_1", "p3_1", "p3_2", "p5_3", "kind", "\u0000", "é", "e\u0301", "x" * 2000)  # fmt: skip
RAWS = ("null", "true", "[]", "{}", '""', '"\\ud800"', '"\\udc00\\ud800"', '"\\ud83d\\ude00"', '"\\u0000"', '"\\x41"', '"\n"',
        "'a'", "[" * 23 + "]" * 23, "[" * 5000, "{" * 30, "1" * 5000, "// c", "[1,]", "{,}", '{"a":1,"a":1}')  # fmt: skip


def is_rational(text):
    try:
        Fraction(text)
    except (ValueError, ZeroDivisionError):
        return False
    return len(text) < 4000


def as_text(number):
    number = Fraction(number)
    return str(number.numerator) if number.denominator == 1 else f"{number.numerator}/{number.denominator}"


class Mutator:
    """Makes mutants of the golden files, which are given by name."""

    def __init__(self, golden, seed):
        self.random = random.Random(seed)
        self.golden = sorted(golden.items())
        self.trees = {name: load(data) for name, data in self.golden}
        self.by_name = {}
        for tree in self.trees.values():
            for slot in slots(tree):
                self.by_name.setdefault(slot.name, []).append(slot.value)

    def mutant(self):
        """The bytes of one mutant and a description of how it came about."""
        name, data = self.random.choice(self.golden)
        if self.random.random() < 0.12:
            return self.change_bytes(bytearray(data)), f"{name}: bytes"
        tree = copy.deepcopy(self.trees[name])
        steps = []
        for _ in range(self.random.choice((1, 1, 1, 2, 3))):
            step = self.random.choice(LAWFUL if self.random.random() < 0.45 else BLIND)
            step(self, tree)
            steps.append(step.__name__)
        data = dump(tree).encode("utf-8", "surrogatepass")
        if self.random.random() < 0.03:
            data = self.change_bytes(bytearray(data))
            steps.append("bytes")
        return data, f"{name}: {', '.join(steps)}"

    def change_bytes(self, data):
        at = self.random.randrange(len(data) + 1)
        end = min(len(data), at + self.random.randrange(1, 12))
        change = self.random.randrange(8)
        if change == 0 and at < len(data):
            data[at] ^= 1 << self.random.randrange(8)
        elif change == 1:
            del data[at:end]
        elif change == 2:
            data[at:at] = data[at:end]
        elif change == 3:
            data[at:at] = self.random.choice((b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xef\xbb\xbf", b" ", b"\x00", b"\t", b"\xc2\xa0", b"\n"))
        elif change == 4:
            del data[at:]
        elif change == 5:
            data[:0] = self.random.choice((b"\xef\xbb\xbf", b" \r\n\t", b"\xfe\xff", b"[", b"\x0c"))
        elif change == 6:
            data += self.random.choice((b" \n", b"{}", b",", b"\x00", b"]", b"}", b"null"))
        elif at < len(data):
            data[at] = self.random.choice(b'0123456789"[]{},:-/ ')
        return bytes(data)

    def pick(self, tree, wanted=lambda slot: True):
        """A place, rather near the root than in the long lists of equations: first a name, then a place of that name."""
        named = {}
        for slot in slots(tree):
            if wanted(slot):
                named.setdefault(slot.name, []).append(slot)
        return self.random.choice(named[self.random.choice(sorted(named))]) if named else None


# Blind changes.


def change_number(m, tree):
    slot = m.pick(tree, lambda s: type(s.value) is int)
    if slot:
        nudge = m.random.random() < 0.7
        slot.value = max(0, slot.value + m.random.choice((-2, -1, 1, 2))) if nudge else Raw(m.random.choice(NUMBERS))


def change_rational(m, tree):
    slot = m.pick(tree, lambda s: type(s.value) is str and is_rational(s.value))
    if slot:
        number = Fraction(slot.value)
        near = (number + 1, number - 1, -number, number * 2, number / 2, number + Fraction(1, 3), 0, number * Fraction(10**900))
        slot.value = as_text(m.random.choice(near)) if m.random.random() < 0.7 else m.random.choice(RATIONALS)


def change_string(m, tree):
    slot = m.pick(tree, lambda s: type(s.value) is str)
    if slot:
        slot.value = m.random.choice(STRINGS)


def replace(m, tree):
    slot = m.pick(tree)
    if slot:
        slot.value = Raw(m.random.choice(RAWS))


def transplant(m, tree):
    """A value of another place with the same name, most likely of another file."""
    slot = m.pick(tree)
    if slot:
        slot.value = copy.deepcopy(m.random.choice(m.by_name[slot.name])) if slot.name in m.by_name else None


def container(m, tree):
    """An object or a list that is not empty."""
    slot = m.pick(tree, lambda s: isinstance(s.value, list) and s.value)
    return slot.value if slot and m.random.random() < 0.85 else tree


def delete(m, tree):
    items = container(m, tree)
    if items:
        del items[m.random.randrange(len(items))]


def duplicate(m, tree):
    items = container(m, tree)
    if items:
        at = m.random.randrange(len(items))
        items.insert(m.random.randrange(len(items) + 1), copy.deepcopy(items[at]))


def swap(m, tree):
    items = container(m, tree)
    if items:
        i, k = m.random.randrange(len(items)), m.random.randrange(len(items))
        items[i], items[k] = items[k], items[i]


def swap_values(m, tree):
    first = m.pick(tree)
    second = first and m.pick(tree, lambda s: s.name == first.name)
    if second:
        first.value, second.value = copy.deepcopy(second.value), copy.deepcopy(first.value)


def insert(m, tree):
    items = container(m, tree)
    name = m.random.choice(sorted(m.by_name))
    value = copy.deepcopy(m.random.choice(m.by_name[name]))
    items.insert(m.random.randrange(len(items) + 1), [name, value] if isinstance(items, Object) else value)


def rename(m, tree):
    slot = m.pick(tree, lambda s: isinstance(s.value, Object) and s.value)
    if slot:
        m.random.choice(slot.value)[0] = m.random.choice(sorted(m.by_name))


def pad_list(m, tree):
    slot = m.pick(tree, lambda s: type(s.value) is list and s.value)
    if slot:
        slot.value.append(m.random.choice((0, "0", "1", "-1", 1)))


BLIND = (change_number, change_rational, change_string, replace, transplant, delete, duplicate, swap, swap_values, insert, rename,
         pad_list)  # fmt: skip


# Changes that keep a true file true, or change the statement and the proof together.


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
    relations = [get(tree, "statement", "relation"), *(get(tree, "proof", "identities") or ())]
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
            get(tree, "proof", "identities").append(copy.deepcopy(changed))


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
    if isinstance(curves, list) and "curves" in m.by_name:
        donors = [curve for curve in m.by_name["curves"] if isinstance(curve, Object)]
        curves.insert(m.random.choice((0, len(curves), len(curves))), copy.deepcopy(m.random.choice(donors)))


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
          speed_up_curve, change_bound, raise_primal, other_curve, exchange_proofs)  # fmt: skip
