"""A ladder is declared before the start, and checked then (governance K6)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from bot.rules.ladder.errors import LaidOverTooEarly, NoRungs, NotByItself, RungTwice, TooManyRungs, UnknownProcess
from bot.rules.ladder.rung import ByProcess, ByVote, LaidOver, Rung

MOST_RUNGS = 5
"""A ladder that takes longer to climb than people remember its foot is none."""

LONGEST_REST = timedelta(days=366)
"""What rests longer than a year is forgotten."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs in their order, as `declare` has checked them."""

    rungs: tuple[Rung, ...]

    @property
    def foot(self) -> Rung:
        """Where it begins."""
        return self.rungs[0]


def declare(rungs: tuple[Rung, ...], *, processes: Collection[str], following: Collection[str]) -> Ladder:
    """Return the ladder that is declared before the start.

    `processes` are the names of those that can begin it, `following` of those that can begin by themselves, when
    nobody fills in a form. Raises NoRungs, TooManyRungs, UnknownProcess, NotByItself, RungTwice or LaidOverTooEarly.
    """
    if not any(isinstance(rung, ByProcess | ByVote) for rung in rungs):
        raise NoRungs
    if len(rungs) > MOST_RUNGS:
        raise TooManyRungs(MOST_RUNGS)
    for number, rung in enumerate(rungs, 1):
        if isinstance(rung, ByProcess):
            _check_process(rung.process, processes, following, first=number == 1)
        if isinstance(rung, LaidOver) and not (number == len(rungs) and timedelta(0) < rung.period <= LONGEST_REST):
            raise LaidOverTooEarly
        if rung in rungs[: number - 1]:
            raise RungTwice(number)
    return Ladder(rungs)


def _check_process(name: str, processes: Collection[str], following: Collection[str], *, first: bool) -> None:
    if name not in processes:
        raise UnknownProcess(name)
    if not first and name not in following:
        raise NotByItself(name)
