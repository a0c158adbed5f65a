"""A plant as it is drawn: arrows below, then the dots, then the discs with their numbers."""

from cmath import phase, rect
from collections.abc import Sequence
from math import tau

from bot.ui.pictures import paint
from bot.ui.pictures.bed import Spot
from bot.ui.pictures.blossom import Blossom
from bot.ui.pictures.forest import Root
from bot.ui.pictures.petals import BEADS, DOT, Scale, petals, size_of
from bot.ui.pictures.plant import Placed
from bot.ui.words import amount

_LINE = 'fill="none" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"'


def bloom(spot: Spot, scale: Scale, cap: int | None) -> str:
    """Return a plant at its place; who carries more than the `cap` has a ring of dashes."""
    placed, box = spot.box.placed, spot.box
    arrows = "".join(_arrow(one, placed, scale) for one in placed)
    around = "".join(
        dot(one.at + each, DOT) for one in placed for each in petals(one.blossom, _ways(one, placed), scale)
    )
    parts = [f'<path d="{arrows}" stroke="{paint.BLUE}" {_LINE}/>'] if arrows else []
    parts += [f'<path d="{around}" fill="{paint.BLUE}"/>'] if around else []
    parts += [_disc(one.blossom, one.at, scale.disc(one.blossom), cap) for one in placed]
    if box.words:
        parts.append(paint.text(round(box.wide) + 4, round(box.high / 2) + 6, box.words, size=18, bold=True))
    return f'<g transform="translate({px(spot.x)} {px(spot.y)})">{"".join(parts)}</g>'


def _ways(one: Placed, placed: Sequence[Placed]) -> list[float]:
    """Return the angles of the arrows that lead to a blossom and away from it."""
    ways = [phase(each.at - one.at) for each in placed if each.to == one.at]
    return ways if one.to is None else [*ways, phase(one.to - one.at)]


def _arrow(one: Placed, placed: Sequence[Placed], scale: Scale) -> str:
    """Return the path of the arrow from a blossom to the one that it hands its votes to."""
    if one.to is None:
        return ""
    target = next(each.blossom for each in placed if each.at == one.to)
    way = (one.to - one.at) / abs(one.to - one.at)
    start, end = one.at + way * (scale.disc(one.blossom) + 1), one.to - way * (scale.disc(target) + 6)
    wings = [end - way * rect(8, turn) for turn in (0.6, -0.6)]
    return f"M{_point(start)}L{_point(end)}M{_point(wings[0])}L{_point(end)}L{_point(wings[1])}"


def _disc(blossom: Blossom, at: complex, reach: float, cap: int | None) -> str:
    """Draw the middle of a blossom, with its number."""
    drawn, ink = shape(blossom.root, at, reach, blossom.people)
    if cap is not None and blossom.weight > cap and blossom.root in {Root.PERSON, None}:
        drawn += over(at, reach)
    size = size_of(reach)
    place = round(at.real), round(at.imag + size * 0.36)
    return drawn + paint.text(*place, amount(blossom.weight), size=size, bold=True, fill=ink, anchor="middle")


def shape(root: Root | None, at: complex = 0j, reach: float = 8, people: int = 3) -> tuple[str, str]:
    """Return what stands for somebody or for a loop of people, and the ink of a number on it.

    Where votes end it is bright, where they are handed on dark; a loop has beads, and a square is a dead end.
    """
    match root:
        case Root.OUTSIDE:
            return _square(at, reach), paint.RED
        case Root.LOOP:
            return _beads(at, reach, min(people, BEADS)), paint.GOLD
        case Root.PERSON:
            return _circle(at, reach, f'fill="{paint.BLUE}"'), paint.BLACK
        case None:
            return _circle(at, reach - 1, f'fill="{paint.DEEP_BLUE}" stroke="{paint.BLUE}" stroke-width="2"'), paint.INK


def over(at: complex, reach: float) -> str:
    """Return the ring around somebody who carries more than the cap."""
    return _circle(at, reach + 3.2, f'fill="none" stroke="{paint.GOLD}" stroke-width="2.4" stroke-dasharray="6 3"')


def _square(at: complex, reach: float) -> str:
    x, y, side = px(at.real - reach), px(at.imag - reach), px(2 * reach)
    corner = at + complex(reach, -reach)
    return (
        f'<path d="M{x} {y}h{side}v{side}h-{side}z" fill="{paint.CARD}" stroke="{paint.RED}" stroke-width="2.2"/>'
        f'<circle cx="{px(corner.real)}" cy="{px(corner.imag)}" r="7" fill="{paint.CARD}"/>'
        + paint.small_sign(round(corner.real), round(corner.imag), paint.CROSS, paint.RED)
    )


def _beads(at: complex, reach: float, people: int) -> str:
    beads = "".join(dot(at + rect(reach, tau * (bead / people - 0.25)), min(4.0, reach / 3)) for bead in range(people))
    ring = _circle(at, reach, f'fill="{paint.CARD}" stroke="{paint.GOLD}" stroke-width="2.2"')
    return ring + f'<path d="{beads}" fill="{paint.GOLD}"/>'


def _circle(at: complex, reach: float, look: str) -> str:
    return f'<circle cx="{px(at.real)}" cy="{px(at.imag)}" r="{px(reach)}" {look}/>'


def dot(at: complex, reach: float) -> str:
    """Return the path of a dot; many of them are one path, which takes a third of the time."""
    wide, bend = px(2 * reach), f"a{px(reach)} {px(reach)} 0 1 0"
    return f"M{px(at.real - reach)} {px(at.imag)}{bend} {wide} 0{bend} -{wide} 0z"


def px(number: float) -> str:
    """Return pixels as SVG writes them, to a tenth."""
    return f"{number:.1f}"


def _point(at: complex) -> str:
    return f"{px(at.real)} {px(at.imag)}"
