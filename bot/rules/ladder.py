"""The fallback ladder: what is tried next where a way of deciding ends without a decision, declared before the start.

    consensus ─▶ consent ─▶ a vote by 3:1 ─▶ laid over until 1 March

Source: governance K6 (a fallback is used only if the circle adopted it beforehand), 9.2 (B2), 9.5 (an item is laid
over). A ladder is a value: it is checked when it is declared, frozen onto the decision, and never changed on the way.
Only what is no decision moves it on. What was adopted, taken back by its proposer, dropped by everybody, or taken to
a meeting is settled, so no rung can be used to get round an answer.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.majority import Threshold
from bot.rules.process.errors import LaidOverTooEarly, NoRungs, RungTwice, TooManyRungs, UnknownProcess

MOST_RUNGS = 5
"""A ladder that takes longer to climb than people remember its foot is none."""


@dataclass(frozen=True, slots=True)
class ByProcess:
    """The rung on which a process is run, by its name."""

    process: str


@dataclass(frozen=True, slots=True)
class ByVote:
    """The rung on which the roll votes yes or no, with the threshold that a proposal needs."""

    threshold: Threshold


@dataclass(frozen=True, slots=True)
class LaidOver:
    """The rung on which the item rests until a date (Q2)."""

    until: datetime


Rung = ByProcess | ByVote | LaidOver


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs in their order, as `declare` has checked them."""

    rungs: tuple[Rung, ...]


class Ending(StrEnum):
    """How a rung ended; the names are those of the phases in which processes end, and of the outcomes of a vote."""

    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"
    HOME = "home"
    CLOSED = "closed"
    STALLED = "stalled"
    ESCALATED = "escalated"
    DEADLOCKED = "deadlocked"
    LAPSED = "lapsed"
    LAID_OVER = "laid_over"
    NOT_ADOPTED = "not_adopted"
    NO_QUORUM = "no_quorum"
    TIE = "tie"
    DRAW_VOID = "draw_void"


MOVING_ON = frozenset(
    {
        Ending.STALLED,
        Ending.ESCALATED,
        Ending.DEADLOCKED,
        Ending.LAPSED,
        Ending.LAID_OVER,
        Ending.NOT_ADOPTED,
        Ending.NO_QUORUM,
        Ending.TIE,
        Ending.DRAW_VOID,
    }
)
"""The endings that are no decision. A meeting is a withdrawal: there the item is presented anew."""


@dataclass(frozen=True, slots=True)
class Next:
    """This rung comes next; `number` counts from 1."""

    number: int
    rung: Rung


@dataclass(frozen=True, slots=True)
class Settled:
    """The matter is settled, whatever rungs are left."""


@dataclass(frozen=True, slots=True)
class AtItsEnd:
    """No rung is left, and there is no decision: things stay as they are."""


def declare(rungs: tuple[Rung, ...], *, processes: Collection[str], now: datetime) -> Ladder:
    """Return the ladder that is declared before the start; `processes` are the names of those there are.

    Raises NoRungs, TooManyRungs, UnknownProcess, RungTwice or LaidOverTooEarly.
    """
    if not any(isinstance(rung, ByProcess | ByVote) for rung in rungs):
        raise NoRungs
    if len(rungs) > MOST_RUNGS:
        raise TooManyRungs(MOST_RUNGS)
    for number, rung in enumerate(rungs, 1):
        _check(rung, last=number == len(rungs), processes=processes, now=now)
        if rung in rungs[: number - 1]:
            raise RungTwice(number)
    return Ladder(rungs)


def _check(rung: Rung, *, last: bool, processes: Collection[str], now: datetime) -> None:
    if isinstance(rung, ByProcess) and rung.process not in processes:
        raise UnknownProcess(rung.process)
    if isinstance(rung, LaidOver) and (not last or rung.until <= now):
        raise LaidOverTooEarly


def after(ladder: Ladder, number: int, ending: Ending) -> Next | Settled | AtItsEnd:
    """Return what follows when the rung with that number, from 1, has ended so. Raises IndexError beyond the ladder."""
    if not 1 <= number <= len(ladder.rungs):
        raise IndexError(number)
    if ending not in MOVING_ON:
        return Settled()
    if number == len(ladder.rungs):
        return AtItsEnd()
    return Next(number + 1, ladder.rungs[number])
