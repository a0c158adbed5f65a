"""What is to happen in a run, drawn from its seed: people's acts, what goes wrong with each, where the process dies."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random

from tests.faults.points import Point

MISHAPS_EACH = 3
"""How many mishaps of a run are taken in turn, so that a few runs in a row have had them all."""


class Act(StrEnum):
    """What people do; CLOSE lets a deadline pass."""

    OPEN = "opens a vote"
    VOTE = "votes"
    CROWD = "and everybody else vote at once"
    TAKE_BACK = "takes a ballot back"
    DELEGATE = "hands a vote over"
    EXTEND = "extends a vote"
    WITHDRAW = "withdraws a proposal"
    CLOSE = "lets a vote run out"


class Mishap(StrEnum):
    """What goes wrong."""

    ROUTE_LIMIT = "429 for a route"
    GLOBAL_LIMIT = "429 for everything"
    BARE_LIMIT = "429 without Via"
    ERROR_500 = "500"
    ERROR_502 = "502"
    ERROR_503 = "503"
    RESET = "accepted, then reset"
    DROP = "dropped"
    TWICE = "interaction twice"
    LATE = "interaction late"
    TOO_LATE = "interaction too late"
    SWAPPED = "interactions swapped"
    GATEWAY_DROP = "gateway dropped"
    GAP = "gap in a resume"
    INVALID_SESSION = "session invalid"
    EXPIRED = "token expired"
    CHANNEL_GONE = "channel deleted"
    CARD_GONE = "card deleted"
    FORBIDDEN = "permission lost"
    CLOSED_DM = "DM closed"
    CLOCK_AHEAD = "clock stepped forward"
    CLOCK_BACK = "clock stepped back"
    DISK_FULL = "disk full"
    LOCKED = "database locked"


@dataclass(frozen=True, slots=True)
class Step:
    """One act, what goes wrong with it, and the point at which the process dies for the n-th time it is reached.

    `lot` decides whatever the act and the mishap leave open: who, what, for how long.
    """

    act: Act
    lot: int
    mishaps: tuple[Mishap, ...] = ()
    death: tuple[Point, int] | None = None

    def __str__(self) -> str:
        wrong = "".join(f"; {one}" for one in self.mishaps)
        return f"{self.act}{wrong}{f'; dies {self.death[0]} ({self.death[1]})' if self.death else ''}"


@dataclass(frozen=True, slots=True)
class Plan:
    """A run: so many members in each server, and what happens, in order."""

    seed: int
    members: tuple[int, ...]
    steps: tuple[Step, ...]


FITTING = {
    Mishap.LATE: Act.VOTE,
    Mishap.TOO_LATE: Act.VOTE,
    Mishap.SWAPPED: Act.VOTE,
    Mishap.CLOSED_DM: Act.DELEGATE,
    Point.AFTER_FREEZE: Act.CLOSE,
    Point.AFTER_COUNT: Act.CLOSE,
    Point.AFTER_ANNOUNCE: Act.CLOSE,
}
"""Acts with which a mishap or a death makes most sense."""

USUAL = (Act.VOTE,) * 6 + (Act.CROWD,) * 2 + (Act.TAKE_BACK,) * 2 + (Act.DELEGATE,) * 2 + tuple(Act)


def draw(seed: int) -> Plan:
    """Return the plan of a seed."""
    chance = Random(seed)
    wrong = [*_in_turn(list(Mishap), seed, MISHAPS_EACH), *chance.sample(list(Mishap), chance.randrange(3))]
    deaths = [] if seed % 8 == 0 else _in_turn(list(Point), seed - seed // 8, 2)
    acts = [Act.OPEN, *chance.choices(USUAL, k=chance.randrange(4, 8))]
    steps = [Step(act, chance.getrandbits(32)) for act in acts]
    for mishap in wrong:
        steps.insert(_place(chance, steps), Step(_act(chance, mishap), chance.getrandbits(32), (mishap,)))
    for death in deaths:
        step = Step(_act(chance, death), chance.getrandbits(32), (), (death, chance.choice((1, 1, 1, 2))))
        steps.insert(_place(chance, steps), step)
    return Plan(seed, tuple(chance.randrange(3, 6) for _ in range(chance.choice((1, 1, 2)))), tuple(steps))


def _in_turn(kinds: list, seed: int, count: int) -> list:
    return [kinds[(seed * count + at) % len(kinds)] for at in range(count)]


def _place(chance: Random, steps: list[Step]) -> int:
    return chance.randrange(1, len(steps) + 1)


def _act(chance: Random, about: Mishap | Point) -> Act:
    return FITTING.get(about) or chance.choice((Act.VOTE, Act.VOTE, Act.CROWD, Act.OPEN, Act.TAKE_BACK))
