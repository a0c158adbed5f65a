"""The trees of a forest without names, as large and in as much detail as there is room for."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.ui.pictures import paint
from bot.ui.pictures.bed import Spot, planted
from bot.ui.pictures.bloom import bloom, dot
from bot.ui.pictures.blossom import Shown, dots, shown
from bot.ui.pictures.forest import Forest
from bot.ui.pictures.graph_words import alone_words
from bot.ui.pictures.petals import DOT, Scale, scale_of

_ROOM = paint.RIGHT - paint.LEFT
_HIGH, _LARGE = 560, 300
"""Pixels from above down: of all plants, and of plants that are drawn larger."""
_BLOSSOMS = 56
"""Blossoms on one picture: more cannot be told apart on a phone."""
_ZOOMS = (1.8, 1.4, 1.2, 1)
_MANY, _FEW = 30, 12
"""Trees on one picture that look different."""
_DEEP = 8
"""Steps from the end up to which those who hand on votes are told apart: more are wider than a picture."""
_PITCH, _ROW = 10, 51
"""Pixels between the dots of those who vote for themselves, and dots in a row of them."""


@dataclass(frozen=True, slots=True)
class View:
    """What is drawn and where, before it is enlarged by `zoom`."""

    seen: Shown
    scale: Scale
    spots: tuple[Spot, ...]
    high: float
    zoom: float

    @property
    def fits(self) -> bool:
        """Whether all stands within the picture and can be told apart."""
        most = _HIGH if self.zoom == 1 else _LARGE
        inside = all(spot.x + spot.box.room <= _ROOM / self.zoom + 0.1 for spot in self.spots)
        return inside and self.high * self.zoom <= most


def view(trees: Forest) -> View:
    """Return the largest and fullest view of a forest that fits; where none does, a few ends without ways to them."""
    found = (_placed(seen, zoom) for seen, zoom in _tries(trees))
    return next((each for each in found if each.fits), None) or _placed(shown(trees, 2, 0, _FEW), 1)


def _placed(seen: Shown, zoom: float) -> View:
    scale = scale_of(seen)
    spots, high = planted(seen, scale, _ROOM / zoom)
    return View(seen, scale, tuple(spots), high, zoom)


def _tries(trees: Forest) -> Iterator[tuple[Shown, float]]:
    """Yield what could be drawn and how many times as large: first all who hand on votes of others, then fewer."""
    everybody = shown(trees, 2, _DEEP, _MANY)
    if everybody.size <= _BLOSSOMS:
        yield from ((everybody, zoom) for zoom in _ZOOMS)
    heaviest = trees.trees[0].weight if trees.trees else 0
    for kinds, steps in ((_MANY, (_DEEP, 3, 1)), (_FEW, (1,))):
        least = 2
        while least <= heaviest:
            seen = (shown(trees, least, deep, kinds) for deep in steps)
            yield from ((each, 1) for each in seen if each.size <= _BLOSSOMS)
            least += 1 + least // 2
        yield shown(trees, 2, 0, kinds), 1


def drawn(found: View, cap: int | None, top: int) -> tuple[str, int]:
    """Draw a view from `top` down; return it with where it ends."""
    plants = "".join(bloom(spot, found.scale, cap) for spot in found.spots)
    place = f'transform="translate({paint.LEFT} {top}) scale({found.zoom})"'
    return f"<g {place}>{plants}</g>", top + round(found.high * found.zoom)


def selves(people: int, unit: int, top: int) -> tuple[str, int]:
    """Draw how many vote for themselves, and a ring for each or for so many; return it with where it ends."""
    if not people:
        return "", top
    number, y = dots(people, unit), top + 50
    places = (complex(paint.LEFT + 5 + _PITCH * (at % _ROW), y + _PITCH * (at // _ROW)) for at in range(number))
    rings = "".join(dot(place, DOT - 0.4) for place in places)
    heading = paint.text(paint.LEFT, top + 32, alone_words(people), size=17)
    end = y + _PITCH * (-(-number // _ROW) - 1) + 6
    return f'{heading}<path d="{rings}" fill="none" stroke="{paint.QUIET}" stroke-width="1.6"/>', end
