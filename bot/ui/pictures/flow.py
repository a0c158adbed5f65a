"""Rounds from left to right: a lane for each option, its votes in each round, and bands for votes that moved."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from bot.rules.numbers import Number
from bot.ui.pictures import paint
from bot.ui.pictures.font import width
from bot.ui.pictures.frame import TOP, framed
from bot.ui.pictures.lanes import (
    EXHAUSTED,
    NODE,
    PANELS,
    PITCH,
    REST,
    SIZE,
    START,
    Panel,
    columns_for,
    lanes_of,
    panels_of,
)
from bot.ui.pictures.scene import Scene
from bot.ui.pictures.stages import Move, Stage, decisive, quota_of, stages_of
from bot.ui.words import amount

_NAMED = 6
"""Options named in words for a round."""
_MOVED = f' fill-opacity="0.45" stroke="{paint.GOLD}" stroke-opacity="0.45"'


def picture(scene: Scene) -> tuple[str, str]:
    """Return the SVG and the text twin of a count by rounds."""
    stages = stages_of(scene)
    columns = columns_for(stages, scene.places)
    shown = decisive(stages, PANELS * (columns - 1) + 1)
    lanes, quota = lanes_of(scene, stages, shown), quota_of(scene)
    full = max([quota or 0, *(votes for lane in lanes for votes in lane.votes if votes is not None)], default=0)
    panels = panels_of(lanes, shown, columns, full, TOP - 8, scene.places)
    end = panels[-1].end
    moved = any(_moves(panel, column) for panel in panels for column in range(len(panel.stages) - 1))
    body = "".join(_panel(panel, quota) for panel in panels)
    legend, end = _legend(end + 6, quota, len(stages) - len(shown), moved=moved)
    body += legend
    asked = "" if quota is None else f"Quota: {amount(quota)}."
    svg = framed(scene, body, end + 6, notes=tuple(scene.struck_words()))
    return svg, scene.twin(_words(scene, stages), "rounds", ending=asked, joined=". ")


def _panel(panel: Panel, quota: Number | None) -> str:
    """Draw from the back: what stays, what moves, the quota, the nodes, and the words on top.

    What is drawn alike is one path, which takes a third of the time of many.
    """
    columns = range(len(panel.stages))
    rows = range(len(panel.lanes))
    stays, nodes = defaultdict[str, str](str), defaultdict[str, str](str)
    for row in rows:
        look = panel.lanes[row].look
        stays[look.ground] += "".join(_stays(panel, row, column) for column in columns[:-1])
        nodes[look.fill] += "".join(_node(panel, row, column) for column in columns)
    moves = "".join(_moves(panel, column) for column in columns[:-1])
    parts = [f'<path d="{path}" fill="{fill}"/>' for fill, path in stays.items() if path]
    parts += [f'<path d="{moves}" fill="{paint.GOLD}"{_MOVED}/>'] if moves else []
    parts += [] if quota is None else [_quota(panel, quota)]
    parts += [f'<path d="{path}" fill="{fill}"/>' for fill, path in nodes.items() if path]
    chips = [_chip(panel, row, column) for row in rows for column in columns]
    parts.append(f'<path d="{"".join(ground for ground, _ in chips)}" fill="{paint.PANEL}"/>')
    parts += [_heading(panel, column) for column in columns]
    parts += [_name(panel, row) for row in rows]
    return "".join([*parts, *(words for _, words in chips)])


def _heading(panel: Panel, column: int) -> str:
    stage = panel.stages[column]
    words = f"Round {stage.number}"
    shown = words if width(words, SIZE) <= panel.pitch - 6 else str(stage.number)
    gap = column and stage.place > panel.stages[column - 1].place + 1
    return paint.text(panel.x(column), panel.top + 14, f"{'… ' if gap else ''}{shown}", size=SIZE, fill=paint.QUIET)


def _name(panel: Panel, row: int) -> str:
    lane, top = panel.lanes[row], panel.floor(row) // 10 - PITCH
    path, ink = lane.look.sign, lane.look.ink
    room = START - 16 - paint.LEFT - 26
    return (
        (paint.sign(paint.LEFT + 10, top + 25, path, ink) if path else "")
        + paint.text(paint.LEFT + 26, top + (21 if lane.word else 30), lane.name, size=17, room=room)
        + (paint.text(paint.LEFT + 26, top + 41, lane.word, size=16, fill=ink, room=room) if lane.word else "")
    )


def _node(panel: Panel, row: int, column: int) -> str:
    """Return the path of the votes of a lane in a round, as a height."""
    votes = panel.votes(row, column)
    if votes is None:
        return ""
    floor, high = panel.floor(row), max(panel.high(votes), 10)
    return _block(panel.x(column), NODE, floor - high, floor)


def _chip(panel: Panel, row: int, column: int) -> tuple[str, str]:
    """Return the path behind the votes of a lane in a round, and the votes; with a sign where it is decided."""
    votes, stage, lane = panel.votes(row, column), panel.stages[column], panel.lanes[row]
    if votes is None:
        return "", ""
    x, top = panel.x(column) + NODE, panel.floor(row) // 10 - 23
    number, room = amount(votes, panel.places), panel.pitch - NODE - 10
    mark = paint.TICK if lane.key in stage.elected else paint.CROSS if lane.key in stage.excluded else ""
    wide = min(width(number, SIZE, bold=True), room) + (20 if mark else 8)
    words = paint.text(x + 5, top + 15, number, size=SIZE, bold=True, room=room) + (
        paint.small_sign(x + wide - 6, top + 10, mark, lane.look.ink) if mark else ""
    )
    return _block(x + 1, wide, top * 10, (top + 20) * 10), words


def _stays(panel: Panel, row: int, column: int) -> str:
    """Return the path of the votes that a lane has in this round and in the next."""
    kept = _kept(panel, row, column)
    if not kept:
        return ""
    left, floor = panel.x(column) + NODE, panel.floor(row)
    return _block(left, panel.x(column + 1) - left, floor - max(panel.high(kept), 5), floor)


def _block(left: int, wide: int, top: int, floor: int) -> str:
    return f"M{left} {_px(top)}h{wide}V{_px(floor)}h-{wide}z"


def _kept(panel: Panel, row: int, column: int) -> Number:
    return min(panel.votes(row, column) or 0, panel.votes(row, column + 1) or 0)


def _moves(panel: Panel, column: int) -> str:
    """Return the path of all bands: a band for the votes that went from one lane to another before the next round."""
    before, after = panel.stages[column], panel.stages[column + 1]
    if after.place != before.place + 1:
        return ""
    rows, bands = range(len(panel.lanes)), list[str]()
    out = [_kept(panel, row, column) for row in rows]
    into = list(out)
    for move in before.moved(after):
        for giver, share in _shares(panel, move, column):
            for receiver, votes in _received(panel, move):
                part = votes * share
                if receiver == giver or part <= 0:
                    continue
                start = panel.floor(giver) - panel.high(out[giver]), panel.floor(receiver) - panel.high(into[receiver])
                out[giver] += part
                into[receiver] += part
                end = panel.floor(giver) - panel.high(out[giver]), panel.floor(receiver) - panel.high(into[receiver])
                bands.append(_band(panel.x(column) + NODE, panel.x(column + 1), start, end))
    return "".join(bands)


def _shares(panel: Panel, move: Move, column: int) -> list[tuple[int, Number]]:
    """Return the lanes that gave, each with its share of what moved, by what each of them lost."""
    rows = sorted({row for giver in move.givers if (row := panel.row(giver)) is not None})
    losses = [(row, (panel.votes(row, column) or 0) - _kept(panel, row, column)) for row in rows]
    total = sum(loss for _, loss in losses)
    return [(row, Fraction(loss) / total) for row, loss in losses if loss > 0]


def _band(left: int, right: int, start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return the path of a band between two columns; `start` is its lower edge left and right, `end` the upper."""
    (a, b), (d, c) = start, (min(end[0], start[0] - 12), min(end[1], start[1] - 12))
    middle = (left + right) // 2
    return (
        f"M{left} {_px(a)}C{middle} {_px(a)} {middle} {_px(b)} {right} {_px(b)}V{_px(c)}"
        f"C{middle} {_px(c)} {middle} {_px(d)} {left} {_px(d)}z"
    )


def _received(panel: Panel, move: Move) -> list[tuple[int, Number]]:
    """Return the lanes that got votes, the exhausted among them, from top to bottom."""
    found: defaultdict[int, Number] = defaultdict(int)
    for option, votes in move.received.items():
        if (row := panel.row(option)) is not None:
            found[row] += votes
    keys = [lane.key for lane in panel.lanes]
    if move.exhausted > 0 and EXHAUSTED in keys:
        found[keys.index(EXHAUSTED)] += move.exhausted
    return sorted(found.items())


def _quota(panel: Panel, quota: Number) -> str:
    """Draw at which height the quota is, in the lane of each option."""
    rows = [row for row, lane in enumerate(panel.lanes) if lane.key not in {REST, EXHAUSTED}]
    wide = panel.x(len(panel.stages) - 1) + NODE + 40 - START
    path = "".join(f"M{START} {_px(panel.floor(row) - panel.high(quota))}h{wide}" for row in rows)
    return f'<path d="{path}" stroke="{paint.GOLD}" stroke-width="1.5" stroke-dasharray="4 4"/>'


def _legend(y: int, quota: Number | None, left_out: int, *, moved: bool) -> tuple[str, int]:
    """Draw what bands and dashes mean, on as many lines as that takes; return it with where it ends."""
    x, parts = paint.LEFT, list[str]()
    entries: list[tuple[str, str]] = []
    if moved:
        swatch = f'<rect x="{{x}}" y="{{y}}" width="20" height="14" fill="{paint.GOLD}"{_MOVED}/>'
        entries.append(("votes that moved on", swatch))
    if quota is not None:
        dashes = f'<path transform="translate({{x}} {{y}})" d="M0 8 h20" stroke="{paint.GOLD}" stroke-dasharray="4 4"/>'
        entries.append((f"quota {amount(quota)}", dashes))
    if left_out:
        entries.append((f"… {left_out} more rounds not shown", ""))
    for words, swatch in entries:
        if x + 28 + width(words, 16) > paint.RIGHT:
            x, y = paint.LEFT, y + 24
        parts.append(swatch.format(x=x, y=y - 13))
        x += 28 if swatch else 0
        parts.append(paint.text(x, y, words, size=16, fill=paint.QUIET))
        x += width(words, 16) + 26
    return "".join(parts), y


def _words(scene: Scene, stages: Sequence[Stage]) -> list[str]:
    """Return each round in words: its votes, who was elected or left, and where votes went."""
    words = []
    for at, stage in enumerate(stages):
        parts = [f"Round {stage.number}: {_votes(scene, stage.votes)}"]
        parts += [f"exhausted {amount(stage.exhausted)}"] if stage.exhausted else []
        parts += [f"elected {scene.names(stage.elected)}"] if stage.elected else []
        parts += [f"out {scene.names(stage.excluded)}"] if stage.excluded else []
        moves = stage.moved(stages[at + 1]) if at + 1 < len(stages) else stage.moves
        for move in moves:
            gone = f", exhausted {amount(move.exhausted)}" if move.exhausted else ""
            parts.append(f"from {scene.names(move.givers)} moved to {_votes(scene, move.received)}{gone}")
        words.append("; ".join(parts))
    return words


def _votes(scene: Scene, votes: Mapping[str, Number]) -> str:
    """Return who has how many, most first; of many the first few by name."""
    order = sorted(votes, key=lambda option: -votes[option])
    named = order if len(order) <= _NAMED + 1 else order[:_NAMED]
    words = [f"{scene.name(option)} {amount(votes[option], scene.places)}" for option in named]
    if rest := order[len(named) :]:
        words.append(f"{len(rest)} others {amount(sum(votes[option] for option in rest), scene.places)}")
    return ", ".join(words) or "nobody"


def _px(tenths: int) -> str:
    """Return tenths of a pixel as SVG writes them."""
    return f"{tenths // 10}.{tenths % 10}"
