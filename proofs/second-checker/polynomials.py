"""Polynomials in several variables, over the integers.

A polynomial is a `dict` from exponents (tuples) to integers that are not 0. Rational coefficients are scaled to integers by
the caller, who keeps the common denominator: sums of fractions would reduce to lowest terms at every step.
"""


def scaled(terms, denominator):
    """The integer polynomial `denominator` · terms, for a common denominator of the rational coefficients."""
    return {e: c.numerator * (denominator // c.denominator) for e, c in terms.items()}


def add_product(total, factor, f, g):
    """Adds factor · f · g to `total`, in place. Terms with the coefficient 0 stay in `total`."""
    for e, c in f.items():
        scaled_c = factor * c
        for e2, c2 in g.items():
            exponents = tuple(map(int.__add__, e, e2))
            total[exponents] = total.get(exponents, 0) + scaled_c * c2


def is_zero(terms):
    return not any(terms.values())


class Point:
    """A rational point, as integers over one denominator, with the powers of its coordinates kept."""

    def __init__(self, numerators, denominator):
        self.powers = [[1, number] for number in numerators]
        self.denominator_powers = [1, denominator]

    def value(self, terms):
        """A positive multiple of the value of an integer polynomial: denominator^degree times the value."""
        degree = max(map(sum, terms), default=0)
        total = 0
        for exponents, coefficient in terms.items():
            value = coefficient
            for powers, exponent in zip(self.powers, exponents):
                if exponent:
                    value *= power(powers, exponent)
                    if not value:
                        break
            if value:
                total += value * power(self.denominator_powers, degree - sum(exponents))
        return total


def power(powers, exponent):
    """The entry `exponent` of the list x^0, x^1, …, which grows as far as needed."""
    while len(powers) <= exponent:
        powers.append(powers[-1] * powers[1])
    return powers[exponent]
