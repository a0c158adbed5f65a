"""Where the blossoms of a tree stand: those who hand their votes to somebody around them, as on a dandelion.

Places are complex numbers of pixels, so that to turn is to multiply. Nothing here knows who anybody is.
"""

from cmath import rect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import asin, tau

from bot.ui.pictures.blossom import Blossom
from bot.ui.pictures.petals import Scale

_GAP, _ARROW = 5.0, 16.0
"""Pixels between two branches, and for an arrow."""
_FAN = 0.8 * tau
"""The angle over which branches spread on a branch."""
_SLACK = 0.9
"""How much of it at most lies between two that need it not."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A blossom at its place, how far it reaches with its dots, and the place of the one that it hands its votes to."""

    blossom: Blossom
    reach: float
    at: complex
    to: complex | None


@dataclass(frozen=True, slots=True)
class Plant:
    """A tree that stands: its blossoms, and the circle around them all."""

    placed: tuple[Placed, ...]
    middle: complex
    reach: float

    def turned(self, by: complex, shift: complex) -> "Plant":
        """Return the plant turned around 0, and then moved."""
        placed = tuple(
            replace(one, at=one.at * by + shift, to=None if one.to is None else one.to * by + shift)
            for one in self.placed
        )
        return Plant(placed, self.middle * by + shift, self.reach)


def plant(blossom: Blossom, scale: Scale, *, branch: bool = False) -> Plant:
    """Return where the blossoms of a tree stand, its first at 0; that of a `branch` hands its votes on."""
    own = scale.reach(blossom, len(blossom.stems) + branch)
    stems = _heaviest_midst([plant(stem, scale, branch=True) for stem in blossom.stems])
    placed = [Placed(blossom, own, 0j, None)]
    circles = [(0j, own)]
    for stem, angle, far in _spread(stems, own, _FAN if branch else tau):
        outward = rect(1, angle)
        length = abs(stem.middle)
        by = outward * (stem.middle.conjugate() / length if length > 1e-6 else 1)
        moved = stem.turned(by, outward * far - stem.middle * by)
        placed += [replace(moved.placed[0], to=0j), *moved.placed[1:]]
        circles.append((moved.middle, moved.reach))
    middle, reach = _around(circles)
    return Plant(tuple(placed), middle, reach)


def _heaviest_midst(stems: Sequence[Plant]) -> list[Plant]:
    """Return the branches from side to side, the heaviest in the midst."""
    return [*stems[1::2][::-1], *stems[::2]]


def _spread(stems: Sequence[Plant], own: float, room: float) -> Iterator[tuple[Plant, float, float]]:
    """Yield each branch with its direction and the distance of its middle, so that none touches another."""
    base = own + _ARROW
    while sum(needed := [_angle(stem, _far(stem, own, base)) for stem in stems]) > room:
        base += 4
    slack = min((room - sum(needed)) / max(1, len(stems)), _SLACK if room < tau else tau)
    at = -(sum(needed) + slack * len(stems)) / 2
    for stem, angle in zip(stems, needed, strict=True):
        yield stem, at + (angle + slack) / 2, _far(stem, own, base)
        at += angle + slack


def _far(stem: Plant, own: float, base: float) -> float:
    """Return how far away the middle of a branch stands: at least `base`, and with room for the arrow."""
    return max(base, own + _ARROW + stem.reach)


def _angle(stem: Plant, far: float) -> float:
    """Return the angle that a branch takes up, seen from where it hands its votes to."""
    return 2 * asin(min(1.0, (stem.reach + _GAP / 2) / far))


def _around(circles: Sequence[tuple[complex, float]]) -> tuple[complex, float]:
    """Return a circle around circles that is hardly larger than the smallest.

    Each step goes a part of the way to the farthest (Badoiu and Clarkson, "Smaller core-sets for balls", 2003).
    """
    middle = circles[0][0]
    for step in range(2, 40):
        far, reach = max(circles, key=lambda circle: abs(circle[0] - middle) + circle[1])
        if (length := abs(far - middle)) < 1e-9:
            break
        middle += (far + (far - middle) / length * reach - middle) / step
    return middle, max(abs(at - middle) + reach for at, reach in circles)
