"""Typed reading of a document: objects with known fields, rationals, polynomials (FORMAT.md, section 2).

Every function takes the value and its place, and refuses what is not exactly of the shape asked for.

A *rational* becomes a `Fraction`. A *polynomial* in n variables becomes a `dict` from exponents (a tuple of n naturals) to a
`Fraction` that is not 0.
"""

import re
from fractions import Fraction
from math import gcd, lcm

from refusal import Refusal, shown

MAX_DIGITS = 1000
MAX_EXPONENT = 10_000

RATIONAL = re.compile(r"(-?)(0|[1-9][0-9]*)(?:/([1-9][0-9]*))?")


def kind_of(value):
    """The JSON type of a value, for messages."""
    names = {dict: "an object", list: "an array", str: "a string", int: "a number", type(None): "null"}
    return names[type(value)]


def refuse_type(value, place, expected):
    raise Refusal(place, f"expected {expected}, found {kind_of(value)}")


def as_object(value, place, required, optional=()):
    """An object that has all `required` fields and no field besides those and the `optional` ones."""
    if type(value) is not dict:
        refuse_type(value, place, "an object")
    for name in value:
        if name not in required and name not in optional:
            raise Refusal(place, f"unknown field {shown(name)}")
    for name in required:
        if name not in value:
            raise Refusal(place, f"the field '{name}' is missing")
    return value


def as_tagged(value, place, tag):
    """The string in the field `tag` of an object, which says what further fields the object has."""
    if type(value) is not dict:
        refuse_type(value, place, "an object")
    if tag not in value:
        raise Refusal(place, f"the field '{tag}' is missing")
    return as_string(value[tag], f"{place}.{tag}")


def as_list(value, place, length=None):
    if type(value) is not list:
        refuse_type(value, place, "an array")
    if length is not None and len(value) != length:
        raise Refusal(place, f"expected {length} entries, found {len(value)}")
    return value


def as_string(value, place):
    if type(value) is not str:
        refuse_type(value, place, "a string")
    return value


def as_word(value, place, word):
    """The one string that may stand here."""
    if as_string(value, place) != word:
        raise Refusal(place, f"expected '{word}', found {shown(value)}")


def as_natural(value, place, least=0, most=2**64 - 1):
    if type(value) is not int:
        refuse_type(value, place, "a natural number")
    if not least <= value <= most:
        raise Refusal(place, f"expected a number from {least} to {most}, found {value}")
    return value


def as_rational(value, place, max_characters=MAX_DIGITS):
    """A rational in the one way it may be written: lowest terms, no sign but `-`, no leading zeros, no `-0`, no `/1`."""
    text = as_string(value, place)
    if len(text) > max_characters:
        raise Refusal(place, f"a rational of more than {max_characters} characters")
    match = RATIONAL.fullmatch(text)
    if not match:
        raise Refusal(place, f"{shown(text)} is no rational")
    sign, top, bottom = match.groups()
    numerator, denominator = int(top), int(bottom or "1")
    if numerator == 0 and (sign or bottom):
        raise Refusal(place, f"0 is written '0', not {shown(text)}")
    if bottom and denominator == 1 or gcd(numerator, denominator) != 1:
        raise Refusal(place, f"{shown(text)} is not in lowest terms")
    return Fraction(-numerator if sign else numerator, denominator)


def as_integer(value, place):
    number = as_rational(value, place)
    if number.denominator != 1:
        raise Refusal(place, f"{shown(value)} is no integer")
    return number.numerator


def as_naturals(value, place, length, most=MAX_EXPONENT):
    items = as_list(value, place, length)
    return tuple(as_natural(item, f"{place}[{i}]", 0, most) for i, item in enumerate(items))


def as_polynomial(value, place, variables):
    """Terms `[coefficient, exponents]` in strictly decreasing lexicographic order of the exponents."""
    terms = {}
    previous = None
    for i, term in enumerate(as_list(value, place)):
        here = f"{place}[{i}]"
        coefficient, exponents = as_list(term, here, 2)
        coefficient = as_rational(coefficient, f"{here}[0]")
        if coefficient == 0:
            raise Refusal(f"{here}[0]", "a term with the coefficient 0")
        exponents = as_naturals(exponents, f"{here}[1]", variables)
        if previous is not None and not exponents < previous:
            raise Refusal(f"{here}[1]", "the exponents do not decrease strictly")
        terms[exponents] = coefficient
        previous = exponents
    common_denominator(terms.values(), place)
    return terms


def common_denominator(numbers, place, max_digits=MAX_DIGITS):
    """The least common denominator, which is refused as soon as it has more than `max_digits` digits."""
    common = 1
    for number in numbers:
        common = lcm(common, number.denominator)
        if digits(common) > max_digits:
            raise Refusal(place, f"a common denominator of more than {max_digits} digits")
    return common


def digits(natural):
    """Decimal digits as the limits count them: ⌊0.301 · bits⌋."""
    return natural.bit_length() * 301 // 1000
