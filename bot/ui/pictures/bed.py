"""Plants side by side on a picture, heaviest first, in as many rows as they take."""

from cmath import rect
from collections.abc import Sequence
from dataclasses import dataclass
from math import pi
from operator import attrgetter

from bot.ui.pictures.blossom import Shown
from bot.ui.pictures.font import width
from bot.ui.pictures.petals import Scale
from bot.ui.pictures.plant import Placed, Plant, plant

_SIDES = attrgetter("real"), attrgetter("imag")
_BETWEEN = 14
_TURNS = 16
"""Ways to turn a plant, of which the flattest is taken."""


@dataclass(frozen=True, slots=True)
class Box:
    """A plant as large as it is, its corner at 0, and how many trees look like it."""

    placed: tuple[Placed, ...]
    wide: float
    high: float
    times: int

    @property
    def words(self) -> str:
        """What stands beside a plant that stands for several."""
        return f"× {self.times:,}" if self.times > 1 else ""  # noqa: RUF001 - as many times

    @property
    def room(self) -> float:
        """How much room it takes from side to side, with the words."""
        return self.wide + (width(self.words, 18, bold=True) + 4 if self.words else 0)


@dataclass(frozen=True, slots=True)
class Spot:
    """A box and where its corner stands."""

    box: Box
    x: float
    y: float


def planted(seen: Shown, scale: Scale, room: float) -> tuple[list[Spot], float]:
    """Return where every plant stands within `room` pixels, from 0 down, and how high they are together.

    One that is wider than that stands out on the right.
    """
    boxes = [_box(plant(blossom, scale), times, room) for blossom, times in seen.blossoms]
    spots, top = list[Spot](), 0.0
    for row in _rows(boxes, room):
        high = max(box.high for box in row)
        space = max(0.0, room - sum(box.room for box in row)) / (len(row) + 1)
        x = space
        for box in row:
            spots.append(Spot(box, x, top + (high - box.high) / 2))
            x += box.room + space
        top += high + _BETWEEN
    return spots, max(0.0, top - _BETWEEN)


def _rows(boxes: Sequence[Box], room: float) -> list[list[Box]]:
    """Return the boxes in rows, each in the first row that has room for it."""
    rows, left = list[list[Box]](), list[float]()
    for box in boxes:
        at = next((at for at, free in enumerate(left) if free >= box.room + _BETWEEN), len(rows))
        if at == len(rows):
            rows.append([])
            left.append(room + _BETWEEN)
        rows[at].append(box)
        left[at] -= box.room + _BETWEEN
    return rows


def _box(grown: Plant, times: int, room: float) -> Box:
    """Turn a plant so that it is as flat as can be within so many pixels."""
    turns = range(_TURNS if len(grown.placed) > 1 else 1)
    turned = [_boxed(grown.turned(rect(1, pi * turn / _TURNS), 0j), times) for turn in turns]
    return min(turned, key=lambda box: (box.room > room, round(box.high)))


def _boxed(grown: Plant, times: int) -> Box:
    left, top = (min(part(one.at) - one.reach for one in grown.placed) for part in _SIDES)
    right, end = (max(part(one.at) + one.reach for one in grown.placed) for part in _SIDES)
    return Box(grown.turned(1, complex(-left, -top)).placed, right - left, end - top, times)
