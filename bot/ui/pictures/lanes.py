"""The lanes of a count by rounds, and how many rounds stand beside one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from bot.rules.numbers import Number
from bot.ui.pictures import paint
from bot.ui.pictures.font import width
from bot.ui.pictures.scene import Scene, Standing
from bot.ui.pictures.stages import Stage
from bot.ui.words import amount

PANELS = 3
"""Panels on one picture: more would be too tall to be looked at, and slow to draw."""

_LANES, _LANES_OF_FEW = 7, 12
"""Options with a lane of their own in several panels and in one; those that got least share one more."""

REST, EXHAUSTED = "\0rest", "\0exhausted"
"""Lanes that are no option; no option of a ballot is called so."""

START, NODE, PITCH, HIGH, HEAD, SIZE = 214, 8, 46, 32, 24, 16
"""Pixels: where the first round begins, how wide a node is, from lane to lane, full height, heading, letters."""

MOST_COLUMNS = 8
_WIDEST_COLUMN = 150
_BESIDE = 36
"""Pixels in a column that its number does not get: node, sign, and a piece of band."""


class Look(NamedTuple):
    """How a lane is drawn: its sign, the ink of its words, the fill of its nodes and of the votes that stay."""

    sign: str
    ink: str
    fill: str
    ground: str


_WON = Look(paint.TICK, paint.GREEN, paint.GREEN, paint.DEEP_GREEN)
_TIED = Look(paint.EQUAL, paint.GOLD, paint.GOLD, paint.DEEP_BLUE)
_OUT = Look(paint.CROSS, paint.RED, paint.BLUE, paint.DEEP_BLUE)
_PLAIN = Look("", paint.QUIET, paint.BLUE, paint.DEEP_BLUE)
_AWAY = Look(paint.RING, paint.QUIET, paint.QUIET, paint.PANEL)


@dataclass(frozen=True, slots=True)
class Lane:
    """An option's way through the rounds shown: its votes in each, None where it is not in the count."""

    key: str
    name: str
    word: str
    look: Look
    votes: tuple[Number | None, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Some rounds on end with the lanes that are there; `first` is the first column, `top` in pixels."""

    stages: tuple[Stage, ...]
    lanes: tuple[Lane, ...]
    first: int
    pitch: int
    top: int
    full: Number
    places: int

    @property
    def end(self) -> int:
        """Where the panel ends, in pixels."""
        return self.top + HEAD + PITCH * len(self.lanes) + 16

    def x(self, column: int) -> int:
        """Return where a round's column begins, in pixels."""
        return START + self.pitch * column

    def floor(self, row: int) -> int:
        """Return on what the votes of a lane stand, in tenths of a pixel."""
        return (self.top + HEAD + PITCH * (row + 1)) * 10

    def high(self, votes: Number) -> int:
        """Return how high so many votes stand, in tenths of a pixel."""
        return paint.reach(votes, self.full, HIGH * 10)

    def votes(self, row: int, column: int) -> Number | None:
        """Return the votes of a lane in a column of this panel."""
        return self.lanes[row].votes[self.first + column]

    def row(self, option: str) -> int | None:
        """Return the lane of an option: its own, else that of the rest, where they are on the panel."""
        keys = [lane.key for lane in self.lanes]
        for key in (option, REST):
            if key in keys:
                return keys.index(key)
        return None


def lanes_of(scene: Scene, stages: Sequence[Stage], shown: Sequence[Stage]) -> list[Lane]:
    """Return a lane for each option, winners first and then who stayed longest; then the rest and the exhausted."""
    order = _order(scene, stages)
    room = _LANES_OF_FEW if len(shown) <= MOST_COLUMNS else max(_LANES, min(len(scene.count.winners), _LANES_OF_FEW))
    kept = order if len(order) <= room + 1 else order[:room]
    lanes = [
        Lane(option, scene.name(option), *_looks(scene, stages, option), tuple(s.votes.get(option) for s in shown))
        for option in kept
    ]
    if left := order[len(kept) :]:
        sums = tuple(_sum(stage, left) for stage in shown)
        winners = sum(option in scene.count.winners for option in left)
        word = f"{winners} of them elected" if winners else ""
        lanes.append(Lane(REST, f"… and {len(left)} more", word, _PLAIN, sums))
    exhausted = _exhausted(stages)
    if any(exhausted):
        votes = tuple(exhausted[stage.place] for stage in shown)
        lanes.append(Lane(EXHAUSTED, "Exhausted", "no choice left", _AWAY, votes))
    return lanes


def columns_for(stages: Sequence[Stage], places: int) -> int:
    """Return how many rounds fit beside one another, by the widest of their numbers."""
    numbers = [amount(votes, places) for stage in stages for votes in (*stage.votes.values(), stage.exhausted or 0)]
    need = max((width(number, SIZE, bold=True) for number in numbers), default=0) + _BESIDE
    return max(2, min(MOST_COLUMNS, (paint.RIGHT - START) // need))


def panels_of(  # noqa: PLR0917 - what stands on them and where
    lanes: Sequence[Lane], shown: Sequence[Stage], columns: int, full: Number, top: int, places: int
) -> list[Panel]:
    """Return the rounds in as many panels as they need; each begins with the last round of the one before."""
    steps = max(1, len(shown) - 1)
    count = -(-steps // (columns - 1))
    bounds = [steps * at // count for at in range(count + 1)]
    most = min(len(shown), max(after - before for before, after in pairwise(bounds)) + 1)
    pitch = min(_WIDEST_COLUMN, (paint.RIGHT - START) // most)
    panels: list[Panel] = []
    for first, last in pairwise(bounds):
        columns_here = slice(first, last + 1)
        there = tuple(lane for lane in lanes if any(votes is not None for votes in lane.votes[columns_here]))
        panels.append(Panel(tuple(shown[columns_here]), there, first, pitch, top, full, places))
        top = panels[-1].end
    return panels


def _order(scene: Scene, stages: Sequence[Stage]) -> list[str]:
    """Return all options, in the order in which the lanes stand."""
    listed = list(dict.fromkeys([*scene.options, *(option for stage in stages for option in stage.votes)]))
    last = {option: stage for stage in stages for option in stage.votes}
    wins = {option: at for at, option in enumerate(scene.count.winners)}

    def place(option: str) -> tuple[int, bool, int, Number]:
        stage = last[option]
        tied = scene.standing(option) is Standing.TIED
        return wins.get(option, len(wins)), not tied, -stage.place, -stage.votes[option]

    return sorted((option for option in listed if option in last), key=place)


def _looks(scene: Scene, stages: Sequence[Stage], option: str) -> tuple[str, Look]:
    """Return the word and the look of an option's lane."""
    elected = next((stage.number for stage in stages if option in stage.elected), None)
    if scene.standing(option) is Standing.WINNER:
        word = "elected" if scene.method.several else "winner"
        return (word if elected is None else f"{word}, round {elected}"), _WON
    if scene.standing(option) is Standing.TIED:
        return "tied", _TIED
    excluded = next((stage.number for stage in stages if option in stage.excluded), None)
    return ("", _PLAIN) if excluded is None else (f"out, round {excluded}", _OUT)


def _sum(stage: Stage, options: Sequence[str]) -> Number | None:
    present = [stage.votes[option] for option in options if option in stage.votes]
    return sum(present) if present else None


def _exhausted(stages: Sequence[Stage]) -> list[Number]:
    """Return the exhausted votes at each round: as the tally says, else what was lost on the way there."""
    totals: list[Number] = []
    lost: Number = 0
    for stage in stages:
        totals.append(lost if stage.exhausted is None else stage.exhausted)
        lost += sum(move.exhausted for move in stage.moves)
    return totals
