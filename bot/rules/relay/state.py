"""What a relay knows: the houses with their benches, whose turn it is, and every word that has crossed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from bot.rules.ids import MemberId
from bot.rules.process.council import House, Side
from bot.rules.process.item import Item
from bot.rules.process.machine import Alarm, Machine
from bot.rules.process.moves import TimeUp
from bot.rules.process.record import REVIEW
from bot.rules.relay.moves import Word


class Phase(StrEnum):
    """Where a relay stands."""

    DRAFT = "draft"
    SCREEN = "screen"
    FIRST = "first"
    SECOND = "second"
    CONFIRM = "confirm"
    KEEPERS = "keepers"
    ADOPTED = "adopted"
    HOME = "home"
    LAID_OVER = "laid_over"
    WITHDRAWN = "withdrawn"


RUNNING = (Phase.SCREEN, Phase.FIRST, Phase.SECOND, Phase.CONFIRM, Phase.KEEPERS)
KEEPING = frozenset({Phase.SCREEN, Phase.KEEPERS})


TURNS = {
    Phase.SCREEN: Side.KEEPERS,
    Phase.FIRST: Side.FIRST,
    Phase.SECOND: Side.SECOND,
    Phase.CONFIRM: Side.FIRST,
    Phase.KEEPERS: Side.KEEPERS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The knobs of a relay; frozen at its opening."""

    house: timedelta = timedelta(days=7)
    """How long a house is given to come to one mind."""
    keepers: timedelta = timedelta(days=3)
    rounds: int = 3
    """How often the houses may differ before the keepers choose."""
    rest: timedelta = timedelta(days=30)
    """For how long an item is laid over (Q2)."""
    silent: timedelta = timedelta(hours=24)
    """After so long without a word from the speaker another member of the house may speak for it."""
    review: timedelta = REVIEW


@dataclass(frozen=True, slots=True)
class Crossed:
    """A word that has crossed: which house said it, by whom, and when."""

    side: Side
    by: MemberId
    word: Word
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay(Item):
    """An item between two houses, as it stands; nobody facilitates it but the keepers.

    `houses` were fixed when it was opened. `word` is before the house whose turn it is, `assents` and `dissents` are
    to it. `differences` counts how often the houses differed, since the keepers objected last if they did.
    """

    settings: Settings = field(default_factory=Settings)
    phase: Phase = Phase.DRAFT
    houses: Mapping[Side, House]
    constitution: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The clauses by which the keepers may object, by number."""
    word: Word | None = None
    assents: frozenset[MemberId] = frozenset()
    dissents: Mapping[MemberId, str] = field(default_factory=lambda: MappingProxyType({}))
    spoke_at: datetime
    """When the speaker of the house whose turn it is last said something, or was given the turn."""
    speaker_now: MemberId | None = None
    """Who has stepped in for a silent speaker in this turn."""
    crossed: tuple[Crossed, ...] = ()
    differences: int = 0
    stood_in: bool = False
    """Whether the surrogates keep in this turn."""
    laid_over_until: datetime | None = None

    @property
    def side(self) -> Side:
        """Whose turn it is."""
        side = TURNS[self.phase]
        return Side.SURROGATES if self.stood_in and side is Side.KEEPERS else side

    @property
    def present(self) -> frozenset[MemberId]:
        """Who of the house whose turn it is is there."""
        return self.houses[self.side].people & self.members

    @property
    def sits(self) -> bool:
        """Whether every bench of that house has somebody there."""
        return all(bench & self.members for bench in self.houses[self.side].benches)

    @property
    def speaker(self) -> MemberId | None:
        """Who speaks for that house: who stepped in, else the first who is there of its speakers, or of its people."""
        line = (self.speaker_now, *self.houses[self.side].speakers, *sorted(self.present))
        return next((member for member in line if member in self.present), None)

    def last(self, side: Side) -> str | None:
        """Return the last text that a house has sent across."""
        texts = (one.word.text for one in reversed(self.crossed) if one.side is side and one.word.text)
        return next(texts, None)

    @property
    def agreed(self) -> bool:
        """Whether the last texts of both houses are the same."""
        return self.last(Side.FIRST) is not None and self.last(Side.FIRST) == self.last(Side.SECOND)

    def alarms(self) -> Iterable[Alarm]:
        """Return what the clock will bring about."""
        if self.ends is not None:
            yield Alarm(self.ends, TimeUp())


def turn_to(item: Relay, phase: Phase, now: datetime) -> Relay:
    """Return the item with the turn given to the house of that phase, which has said nothing yet."""
    period = item.settings.keepers if phase in KEEPING else item.settings.house
    fresh = replace(item, word=None, assents=frozenset(), dissents=MappingProxyType({}))
    return replace(fresh, phase=phase, since=now, ends=now + period, spoke_at=now, speaker_now=None, stood_in=False)


def laid_over(item: Relay, now: datetime) -> Relay:
    """Return the item laid over, until a date."""
    rests = replace(item, laid_over_until=now + item.settings.rest)
    return replace(rests, phase=Phase.LAID_OVER, since=now, ends=None)


MACHINE: Machine[Relay] = Machine({Phase.ADOPTED, Phase.HOME, Phase.LAID_OVER, Phase.WITHDRAWN})
"""Who may make which move when."""
