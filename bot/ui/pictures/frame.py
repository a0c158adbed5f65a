"""What every picture of a poll has around it: the result on top, the notes and the method below."""

from bot.rules.majority import Outcome
from bot.ui.pictures import paint
from bot.ui.pictures.font import width, wrapped
from bot.ui.pictures.scene import Scene

TOP = 108
"""Where the body begins."""

_ROOM = paint.RIGHT - paint.LEFT
"""Pixels from side to side."""


def framed(scene: Scene, body: str, end: int, *, notes: tuple[str, ...] = (), patterns: str = "") -> str:
    """Return the whole SVG around a body that reaches from TOP down to `end`."""
    foot, height = _foot(scene, notes, end + 14)
    return paint.card(height, _head(scene) + body + foot, paint.PATTERNS + paint.TIED_PATTERN + patterns)


def _head(scene: Scene) -> str:
    path, ink = paint.SIGNS[scene.count.outcome]
    return paint.head(path, ink, _headline(scene), scene.title)


def _headline(scene: Scene) -> str:
    """Return the result in a line; without names where several do not fit, for each is marked below."""
    words = scene.headline()
    several = len(scene.count.winners) > 1 or scene.count.outcome is Outcome.TIE
    fits = width(words, 25, bold=True) <= paint.RIGHT - paint.BESIDE
    return words if fits or not several else words.split(":")[0]


def _foot(scene: Scene, notes: tuple[str, ...], top: int) -> tuple[str, int]:
    """Draw the notes and the method; return them with the height of the whole picture."""
    method = f"{scene.method.name}: {scene.method.sentence}"
    rows = [(words, paint.INK) for note in (*notes, *scene.notes()) for words in wrapped(note, 16, _ROOM, 4)]
    rows += [(words, paint.QUIET) for words in wrapped(method, 16, _ROOM, 5)]
    drawn = [paint.separator(top)]
    for at, (words, ink) in enumerate(rows):
        drawn.append(paint.text(paint.LEFT, top + 28 + 22 * at, words, size=16, fill=ink))
    return "".join(drawn), top + 24 + 22 * len(rows)
