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
_ZOOMS = (1.8, 1.4, 1.2)
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
    """Return the largest and fullest view of a forest that fits; where none does, the one with the fewest arrows."""
    found = None
    for seen, zoom in _tries(trees):
        scale = scale_of(seen)
        spots, high = planted(seen, scale, _ROOM / zoom)
        found = View(seen, scale, tuple(spots), high, zoom)
        if found.fits:
            return found
    assert found is not None, "there is always something to try"  # noqa: S101
    return found


def _tries(trees: Forest) -> Iterator[tuple[Shown, float]]:
    """Yield what could be drawn and how many times as large: with all who hand on votes of others, then with fewer."""
    heaviest = trees.trees[0].weight if trees.trees else 1
    least = 2
    while least <= heaviest:
        if (seen := shown(trees, least)).size <= _BLOSSOMS:
            yield from ((seen, zoom) for zoom in (_ZOOMS if least == 2 else ()))
            yield seen, 1
        least += 1 + least // 4
    yield shown(trees, heaviest + 1), 1


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
