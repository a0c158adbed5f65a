"""What every picture of a poll has around it: the result on top, the notes and the method below."""

from bot.rules.majority import Outcome
from bot.ui.pictures import paint
from bot.ui.pictures.font import width, wrapped
from bot.ui.pictures.scene import Scene

TOP = 108
"""Where the body begins."""

_ROOM, _BESIDE = paint.RIGHT - paint.LEFT, paint.LEFT + 52
"""Pixels from side to side, and where words begin beside the sign."""


def framed(scene: Scene, body: str, end: int, *, notes: tuple[str, ...] = (), patterns: str = "") -> str:
    """Return the whole SVG around a body that reaches from TOP down to `end`."""
    foot, height = _foot(scene, notes, end + 14)
    return paint.card(height, _head(scene) + body + foot, paint.PATTERNS + paint.TIED_PATTERN + patterns)


def _head(scene: Scene) -> str:
    path, ink = paint.SIGNS[scene.count.outcome]
    return (
        f'<circle cx="{paint.LEFT + 19}" cy="54" r="19" fill="none" stroke="{ink}" stroke-width="2.5"/>'
        + paint.sign(paint.LEFT + 19, 54, path, ink)
        + paint.text(_BESIDE, 52, _headline(scene), size=25, bold=True, room=paint.RIGHT - _BESIDE)
        + paint.text(_BESIDE, 78, scene.title, size=17, fill=paint.QUIET, room=paint.RIGHT - _BESIDE)
    )


def _headline(scene: Scene) -> str:
    """Return the result in a line; without names where several do not fit, for each is marked below."""
    words = scene.headline()
    several = len(scene.count.winners) > 1 or scene.count.outcome is Outcome.TIE
    fits = width(words, 25, bold=True) <= paint.RIGHT - _BESIDE
    return words if fits or not several else words.split(":")[0]


def _foot(scene: Scene, notes: tuple[str, ...], top: int) -> tuple[str, int]:
    """Draw the notes and the method; return them with the height of the whole picture."""
    method = f"{scene.method.name}: {scene.method.sentence}"
    rows = [(words, paint.INK) for note in (*notes, *scene.notes()) for words in wrapped(note, 16, _ROOM, 4)]
    rows += [(words, paint.QUIET) for words in wrapped(method, 16, _ROOM, 5)]
    drawn = [f'<path d="M{paint.LEFT} {top} H{paint.RIGHT}" stroke="{paint.PANEL}" stroke-width="2"/>']
    for at, (words, ink) in enumerate(rows):
        drawn.append(paint.text(paint.LEFT, top + 28 + 22 * at, words, size=16, fill=ink))
    return "".join(drawn), top + 24 + 22 * len(rows)
