"""Changes at a random place that know nothing of the format: most of them make a file false or break its shape.

Each takes the `Mutator`, for its random numbers and its stock of values, and the document, which it changes in place.
"""

import copy
from fractions import Fraction

from document_tree import Object, Raw, as_text, is_rational

NUMBERS = ("0", "-0", "-1", "1.0", "1e0", "1E2", "01", "18446744073709551615", "18446744073709551616", "9" * 40, "10000",
           "10001", "512", "513", "256", "257", "1000", "1001", "64", "65", "NaN", "Infinity", "true", "false", "null")  # fmt: skip
RATIONALS = ("0", "-0", "+1", "1/1", "2/4", "01", "1.5", "1_0", " 1", "1 ", "1\n", "", "-", "1/", "/2", "1/0", "0/1", "1/-2", "--1",
             "1e3", "١", "１", "-1", "1", "1/2", "-1/2", "9" * 1000, "9" * 1001, "1/" + "7" * 998, "1/" + "7" * 999)  # fmt: skip
STRINGS = ("", "rbar", "caloric", "point", "refutation", "gauss-hermite", "empty-system", "solvable", "unsolvable", "identity",
           "relations", "exponents", "lp-optimum", "same-density", "dependence", "rank", "threshold", "monomial", "free", "fixed", "moe-proof/1", "moe-proof/3", "softmax-gaussian ",
           "p5_1", "p3_1", "p3_2", "p5_3", "kind", "\u0000", "é", "e\u0301", "x" * 2000)  # fmt: skip
RAWS = ("null", "true", "[]", "{}", '""', '"\\ud800"', '"\\udc00\\ud800"', '"\\ud83d\\ude00"', '"\\u0000"', '"\\x41"', '"\n"',
        "'a'", "[" * 23 + "]" * 23, "[" * 5000, "{" * 30, "1" * 5000, "// c", "[1,]", "{,}", '{"a":1,"a":1}')  # fmt: skip


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
