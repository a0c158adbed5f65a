"""Where one member's vote goes: from hand to hand down to its end, for that member's eyes (governance 7.8, L14)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rules.chain import Chain, ChainEnd
from bot.ui.people import Called
from bot.ui.pictures import paint
from bot.ui.pictures.chain_end import Edge, End, end_of
from bot.ui.pictures.names import legible, ordered, pictured, sentence
from bot.ui.pictures.svg import render

HOPS = 3
"""People drawn between the member and the end; of more it is said how many (governance 7.8)."""

_TOP, _PITCH = 138, 68
"""Where the middle of the first person stands, and how far down the next one."""
_REACH = 18
"""How far a person reaches from their middle."""
_BACK = 28
"""Pixels beside the people for the way back of a loop."""
_THIN = f'stroke="{paint.BLUE}" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"'


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the picture: a person with a word, or, without a name, how many are left out."""

    name: str
    word: str


def drawn(chain: Chain, name: Called, title: str, *, voted: bool | None) -> tuple[bytes, str]:
    """Return the picture of a chain as PNG, 840 dots wide, and its text twin of at most 1,024 characters.

    `name` gives display names, without mentions and markdown, which a picture cannot show; `title` is the question
    or the circle. `voted` is whether the last person has cast a ballot, None where no decision is at hand and the
    chain says where the vote would go.
    """
    svg, twin = sketched(chain, name, title, voted=voted)
    return render(svg), twin


def sketched(chain: Chain, name: Called, title: str, *, voted: bool | None) -> tuple[str, str]:
    """Return the SVG and the text twin."""
    people = list(dict.fromkeys(chain.members))
    back = people.index(chain.members[-1])
    told, shown = (["You", *(form(name(person)) for person in people[1:])] for form in (legible, pictured))
    twin = _twin(told, end_of(chain, told, back, voted=voted), title)
    end = end_of(chain, shown, back, voted=voted)
    lines = _lines(shown, end.word)
    loop = _row(back, shown, lines) if chain.end is ChainEnd.CYCLE else None
    parts = paint.head(end.sign, end.ink, end.headline, title) + _drawn(lines, end, loop)
    notes, height = paint.notes([end.note], _TOP + _PITCH * (len(lines) - 1) + 44)
    return paint.card(height, parts + notes), twin


def _lines(names: Sequence[str], word: str) -> list[_Line]:
    """Return the member, the next three, how many are left out, and the end."""
    between = names[1:-1]
    more = [_Line("", f"… {len(between) - HOPS:,} more …")] if len(between) > HOPS else []
    passing = [_Line(names[0], "hand it on")] if len(names) > 1 else []
    return [*passing, *(_Line(each, "hands it on") for each in between[:HOPS]), *more, _Line(names[-1], word)]


def _row(person: int, names: Sequence[str], lines: Sequence[_Line]) -> int:
    """Return on which line a person stands; those who are left out share one."""
    return len(lines) - 1 if person == len(names) - 1 else min(person, HOPS + 1)


def _drawn(lines: Sequence[_Line], end: End, loop: int | None) -> str:
    """Draw the lines from above, with the way back to the line `loop`."""
    x = paint.LEFT + _REACH + 2 + (0 if loop is None else _BACK)
    rows = [_TOP + _PITCH * at for at in range(len(lines))]
    arrows = "".join(f"M{x} {y + _REACH + 5}V{y + _PITCH - _REACH - 7}m-6 -6l6 6l6 -6" for y in rows[:-1])
    parts = [f'<path d="{arrows}" fill="none" {_THIN}/>'] if arrows else []
    parts += [_way_back(x, rows[-1], rows[loop])] if loop is not None else []
    for line, y in zip(lines[:-1], rows, strict=False):
        hop = _hop(x, y, paint.ONWARD, bright=y == _TOP)
        parts.append(hop if line.name else paint.sign(x, y, paint.WAIT, paint.QUIET))
    parts.append(_last(x, rows[-1], end))
    return "".join([*parts, *(_words(x + _REACH + 16, y, line) for line, y in zip(lines, rows, strict=True))])


def _words(x: int, y: int, line: _Line) -> str:
    room = paint.RIGHT - x
    if not line.name:
        return paint.text(x, y + 6, line.word, size=18, fill=paint.QUIET, room=room)
    return paint.text(x, y - 2, line.name, size=20, bold=True, room=room) + paint.text(
        x, y + 20, line.word, size=16, fill=paint.QUIET, room=room
    )


def _hop(x: int, y: int, path: str, *, bright: bool) -> str:
    """Draw somebody who hands the vote on; the member is bright."""
    fill, ink = (paint.BLUE, paint.BLACK) if bright else (paint.DEEP_BLUE, paint.INK)
    return f'<circle cx="{x}" cy="{y}" r="{_REACH - 1}" fill="{fill}" {_THIN}/>' + paint.small_sign(x, y, path, ink)


def _last(x: int, y: int, end: End) -> str:
    """Draw the last person in the shape of the end."""
    around = f'stroke="{end.ink}" stroke-width="2.5"'
    match end.edge:
        case Edge.HOP:
            return _hop(x, y, end.sign, bright=y == _TOP)
        case Edge.FULL:
            shape, ink = f'<circle cx="{x}" cy="{y}" r="{_REACH}" fill="{end.ink}"/>', paint.BLACK
        case Edge.DASHED:
            shape = f'<circle cx="{x}" cy="{y}" r="{_REACH}" fill="none" {around}{paint.DASHED}/>'
            ink = end.ink
        case Edge.SQUARE:
            shape = paint.box(x - _REACH, y - _REACH, 2 * _REACH, 2 * _REACH, "none", more=f" {around}")
            ink = end.ink
    return shape + paint.sign(x, y, end.sign, ink)


def _way_back(x: int, start: int, end: int) -> str:
    """Draw the way from the last person of a loop back to the first, beside the others."""
    left, right = x - _REACH - _BACK + 4, x - _REACH - 5
    path = f"M{right} {start + 6}H{left + 10}q-10 0 -10 -10V{end + 4}q0 -10 10 -10H{right}m-6 -6l6 6l-6 6"
    return (
        f'<path d="{path}" fill="none" stroke="{paint.GOLD}" stroke-width="2.5" stroke-linecap="round" '
        f'stroke-linejoin="round"{paint.DASHED}/>'
    )


def _twin(names: Sequence[str], end: End, title: str) -> str:
    """Return in words all that the picture shows, as in "You → Bo → Cy, who has not voted yet."."""
    between = names[1:-1]
    more = [f"… {len(between) - HOPS:,} more …"] if len(between) > HOPS else []
    way = [names[0], *map(ordered, between[:HOPS]), *more, *map(ordered, names[1:][-1:])]
    said = f"{' → '.join(way)}, who {end.word}" if len(names) > 1 else f"You {end.word}"
    return f"{sentence(title)} {end.headline}. {said}. {end.note}".strip()
