"""Exact numbers as people read them: "1,204", "12.5", "9⅓"."""

from collections.abc import Sequence
from fractions import Fraction

from bot.rules.numbers import Number

_GLYPHS = {
    Fraction(1, 3): "⅓",
    Fraction(2, 3): "⅔",
    Fraction(1, 6): "⅙",
    Fraction(5, 6): "⅚",
    Fraction(1, 7): "⅐",
    Fraction(1, 9): "⅑",
}
_PLACES = 5
_ROOM = 16
_LARGEST_DIVISOR = 99
_LARGEST = 10**18


def said(number: Number, places: int = _PLACES) -> str:
    """Return a number in full where that is short: whole, with decimals, or with a fraction a hand can add.

    Any other is rounded to so many decimal places, half to even, and says so: "≈9.14286". From 10^18 on
    the first digits and the power of ten stand for it.
    """
    if number < 0:
        return "-" + said(-number, places)
    if number >= _LARGEST:
        return _large(int(number))
    return f"{int(number):,}" if number == int(number) else _broken(Fraction(number), places)


def told_apart(numbers: Sequence[Number], room: int = _ROOM) -> list[str]:
    """Return numbers that stand side by side, with as many places as it takes to see which differ.

    None is longer than `room` letters (at least 10), if need be at the price of places, and of telling apart.
    """
    different = len(set(numbers))
    for places in range(_PLACES, room):
        texts = [said(number, places) for number in numbers]
        if max(map(len, texts), default=0) > room:
            break
        if len(set(texts)) == different:
            return texts
    return [fitted(number, room) for number in numbers]


def fitted(number: Number, room: int) -> str:
    """Return a number in at most `room` letters (at least 10): in full, else rounded, else in powers of ten."""
    if number < 0:
        return "-" + fitted(-number, room - 1)
    whole = f"≈{round(number):,}"
    ways = (said(number), said(number, 2), whole, whole.replace(",", ""))
    return next((way for way in ways if len(way) <= room), "") or _large(int(number))


def _broken(number: Fraction, places: int) -> str:
    """Return a number that is not whole."""
    whole, part = divmod(number, 1)
    if part in _GLYPHS:
        return f"{whole:,}{_GLYPHS[part]}" if whole else _GLYPHS[part]
    if (part * 10**places).denominator == 1:
        return _decimal(number, places).rstrip("0")
    if part.denominator <= _LARGEST_DIVISOR:
        return f"{whole:,} {part}" if whole else str(part)
    return "≈" + _decimal(number, places)


def _decimal(number: Fraction, places: int) -> str:
    digits = f"{round(number * 10**places):0{places + 1}d}"
    return f"{int(digits[:-places]):,}.{digits[-places:]}"


def _large(number: int) -> str:
    """Return the first digits of a number of at least 1,000, and the power of ten."""
    power = 0
    while number >= 10 ** (power + 100):
        power += 100
    while number >= 10 ** (power + 1):
        power += 1
    digits = number // 10 ** (power - 3)
    about = "" if digits * 10 ** (power - 3) == number else "≈"
    return f"{about}{digits // 1000}.{digits % 1000:03d}e{power}"
