"""What the case forms share: how a rule is declined, and how numbers are read and written."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import Field


class NotOffered(Exception):
    """The case asks for a rule that Accord does not have; the message says which."""


Amount = Annotated[Decimal, Field(ge=0, max_digits=30)]
"""A number as the case writes it; the limit keeps exact arithmetic small."""


def written(number: Fraction) -> int | str:
    """Return an exact number as JSON can hold it."""
    return number.numerator if number.denominator == 1 else str(number)
