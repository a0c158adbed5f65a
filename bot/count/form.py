"""What the case forms share: how a rule is declined, and how numbers are read and written."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any

from pydantic import PlainValidator

_AMOUNT = re.compile(r"[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?|[0-9]+/[1-9][0-9]*")
_LONGEST = 30


class NotOffered(Exception):
    """The case asks for a rule that Accord does not have; the message says which."""


def _amount(given: object) -> Fraction:
    """Return a number of 0 or more, as JSON has it or as text like "2.5" or "5/2". Raises ValueError."""
    text = str(given).strip().removesuffix(".")
    if isinstance(given, bool) or not isinstance(given, int | float | str) or not _AMOUNT.fullmatch(text):
        raise ValueError("this is a number of 0 or more, whole, decimal or a fraction like 5/2")
    if sum(map(str.isdigit, text)) > _LONGEST:
        raise ValueError(f"a number has at most {_LONGEST} digits")
    return Fraction(text)


class BadBallot(ValueError):
    """A ballot of the case does not fit it; `number` counts from 1, and the message says what is wrong."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(f"ballot {number}: {reason}")
        self.number = number


Amount = Annotated[Fraction, PlainValidator(_amount)]
"""A number as the case writes it, read as a Fraction; the limit on its digits keeps exact arithmetic small."""


def said(case: Mapping[str, Any]) -> dict[str, Any]:
    """Return a case without nulls: such a key says as little as one left out. Raises ValueError for other params."""
    params = {} if case.get("params") is None else case["params"]
    if not isinstance(params, Mapping):
        raise ValueError("params: it is an object of settings")  # noqa: TRY004 - the case is wrong, no type is
    params = {key: value for key, value in params.items() if value is not None}
    return {key: value for key, value in case.items() if value is not None} | {"params": params}


def written(number: Fraction) -> int | str:
    """Return an exact number as JSON can hold it."""
    return number.numerator if number.denominator == 1 else str(number)
