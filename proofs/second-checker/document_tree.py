"""JSON documents as trees that can be changed in place and written again, also into what is no JSON any more.

A document is made of `Object` (a list of pairs, so that a field may stand twice), `list`, `str`, `int`, `None` and `Raw`.
"""

import json
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


def is_rational(text):
    try:
        Fraction(text)
    except (ValueError, ZeroDivisionError):
        return False
    return len(text) < 4000


def as_text(number):
    """A number in lowest terms. Far beyond the longest that the format allows, one too long number is as good as another."""
    number = Fraction(number)
    if max(number.numerator.bit_length(), number.denominator.bit_length()) > 13_000:
        return "7" * 4000
    return str(number.numerator) if number.denominator == 1 else f"{number.numerator}/{number.denominator}"
