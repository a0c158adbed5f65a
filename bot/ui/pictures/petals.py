"""How large a blossom is, and where the dots around it stand: a disc with a number, and rings of those who follow."""

from cmath import rect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import pi, sqrt, tau

from bot.ui.pictures.blossom import Blossom, Shown, dots
from bot.ui.pictures.font import width
from bot.ui.pictures.forest import Root
from bot.ui.words import amount

DOT = 3.2
"""How far a dot reaches."""
BEADS = 12
"""People of a loop who are drawn one by one."""
_PITCH, _FIRST = 9.6, 9.5
"""Pixels from one dot to the next, and from the disc to the first ring."""
_CLEAR = 20.0
"""Pixels of a ring that have no dots where an arrow crosses it."""
_SMALLEST, _LARGEST = 13.0, 58.0
"""How far the discs of the smallest and of the largest number reach."""
_SWELL = 5.2
"""How far the disc of a single vote would reach where there is room for all."""
_AREA = 110_000
"""Pixels that all discs together take up at most."""


def size_of(disc: float) -> int:
    """Return the size of the number on a disc that reaches so far."""
    return 16 if disc < 24 else 20 if disc < 36 else 26


@dataclass(frozen=True, slots=True)
class Scale:
    """How far the disc of a single vote reaches, and how many people a dot stands for at most."""

    swell: float
    unit: int

    def disc(self, blossom: Blossom) -> float:
        """Return how far the disc of a blossom reaches: its area grows with the weight, and the number fits."""
        grown = self.swell * sqrt(blossom.weight)
        number = width(amount(blossom.weight), size_of(grown), bold=True) / 2 + 5
        beads = min(blossom.people, BEADS) * 13 / tau if blossom.root is Root.LOOP else 0
        return max(_SMALLEST, number, grown, beads)

    def rings(self, blossom: Blossom, ways: int) -> Iterator[tuple[float, int]]:
        """Yield the rings of dots around a blossom as (radius, dots), where so many arrows cross them."""
        left, radius = dots(blossom.others, self.unit), self.disc(blossom) + _FIRST
        while left > 0:
            taken = min(left, max(0, int((tau * radius - ways * _CLEAR) / _PITCH)))
            yield radius, taken
            left, radius = left - taken, radius + _PITCH

    def reach(self, blossom: Blossom, ways: int) -> float:
        """Return how far a blossom reaches with its dots."""
        return max((radius + DOT for radius, _ in self.rings(blossom, ways)), default=self.disc(blossom)) + 2


def scale_of(seen: Shown) -> Scale:
    """Return the scale at which all that is drawn has room."""
    weights = [each.weight for blossom, _ in seen.blossoms for each in blossom.all()]
    heaviest, total = max(weights, default=1), max(1, sum(weights))
    return Scale(min(_SWELL, _LARGEST / sqrt(max(1, heaviest)), sqrt(_AREA / pi / total)), seen.unit)


def petals(blossom: Blossom, ways: Sequence[float], scale: Scale) -> Iterator[complex]:
    """Yield where the dots around a blossom stand, seen from its middle; arrows cross at the angles `ways`."""
    for radius, taken in scale.rings(blossom, len(ways)):
        arcs = _arcs(ways, _CLEAR / 2 / radius)
        step = sum(length for _, length in arcs) / max(1, taken)
        for at in range(taken):
            yield rect(radius, _along(arcs, (at + 0.5) * step))


def _arcs(ways: Sequence[float], half: float) -> list[tuple[float, float]]:
    """Return the arcs of a ring as (start, length) that keep so far away from every arrow; else it starts below."""
    if not ways:
        return [(tau / 4, tau)]
    angles = sorted(way % tau for way in ways)
    ends = [*angles[1:], angles[0] + tau]
    return [
        (start + half, end - start - 2 * half)
        for start, end in zip(angles, ends, strict=True)
        if end - start > 2 * half
    ]


def _along(arcs: Sequence[tuple[float, float]], way: float) -> float:
    """Return the angle after so much of the way along the arcs."""
    for start, length in arcs:
        if way <= length:
            return start + way
        way -= length
    return arcs[-1][0] + arcs[-1][1]
