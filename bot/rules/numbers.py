"""Exact numbers: whole wherever they can be, else fractions; never floats (governance V7)."""

from fractions import Fraction

Number = int | Fraction


def exact(numerator: int, denominator: int = 1) -> Number:
    """Return the quotient of two whole numbers, as a whole number where it is one."""
    quotient = Fraction(numerator, denominator)
    return quotient.numerator if quotient.denominator == 1 else quotient
