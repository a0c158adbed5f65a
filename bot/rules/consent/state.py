"""What a consent round knows: its settings, its phases, who was asked, what they said, and every objection."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Self, TypeVar

from bot.rules.consent import moves
from bot.rules.ids import MemberId
from bot.rules.objection import Criterion
from bot.rules.process.asking import Asked, Silence
from bot.rules.process.errors import NoSuchThing
from bot.rules.process.machine import Alarm
from bot.rules.process.seats import proposer_alarms, seat_alarms


class Phase(StrEnum):
    """Where a consent round stands (governance 3.2)."""

    DRAFT = "draft"
    CLARIFY = "clarify"
    REACT = "react"
    AMEND = "amend"
    ROUND = "round"
    INTEGRATE = "integrate"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"
    STALLED = "stalled"
    ESCALATED = "escalated"


ENDS = frozenset({Phase.ADOPTED, Phase.WITHDRAWN, Phase.DISCARDED, Phase.STALLED, Phase.ESCALATED})
TALKING = (Phase.CLARIFY, Phase.REACT, Phase.AMEND)
OPEN = (*TALKING, Phase.ROUND, Phase.INTEGRATE)


class Judge(StrEnum):
    """Who judges an objection (K1)."""

    NOBODY = "nobody"
    """It is valid as soon as it is expressed (Many Voices One Song)."""
    ARGUED = "argued"
    """The facilitator says whether it is argued, never whether it is right, and can be appealed against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The knobs of a consent round; frozen at its opening (governance 1, 2.5)."""

    judge: Judge = Judge.ARGUED
    criteria: tuple[Criterion, ...] = (Criterion.CAPACITY,)
    """For which of the criteria an objection has to give an argument: harm to the aim, or all four of Holacracy."""
    silence: Silence = Silence.EXPLICIT
    min_active: int = 1
    """Explicit consents without which silence is not taken for consent."""
    relayed: bool = False
    """Whether the facilitator may raise an objection for a member who is not named to the others.

    Not so unless the circle wants it: nobody can ask an unnamed objector what would help.
    """
    meetings: bool = True
    """Whether any member may have it talked about live instead."""
    max_integrations: int = 3
    clarify: timedelta = timedelta(hours=24)
    react: timedelta = timedelta(hours=24)
    amend: timedelta = timedelta(hours=24)
    round: timedelta = timedelta(hours=72)
    extension: timedelta = timedelta(hours=48)
    integrate: timedelta = timedelta(days=7)
    take_over: timedelta = timedelta(hours=48)
    """How long an objection without an objector waits for somebody to make it their own."""
    appeal: timedelta = timedelta(hours=24)
    ping_gap: timedelta = timedelta(hours=24)
    """How long a silent objector is given to answer a ping."""
    review: timedelta = timedelta(days=90)


class Fate(StrEnum):
    """What has become of an objection (invariant C5)."""

    ENTRUSTED = "entrusted"
    """It stands, and the facilitator is to raise it for its objector; at the latest the close of the round does."""
    RAISED = "raised"
    VALID = "valid"
    ORPHANED = "orphaned"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"
    DISQUALIFIED = "disqualified"
    ABANDONED = "abandoned"


OPEN_FATES = frozenset({Fate.ENTRUSTED, Fate.RAISED, Fate.VALID, Fate.ORPHANED})


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether an argument was given, never whether it was right (H6): what was missing, why, and by whom."""

    by: MemberId
    missing: tuple[Criterion, ...]
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """An objection, from the moment it is raised to its one end.

    `owner` is the objector, or the member who has made it their own since the objector left. It is resolved when
    owner and proposer have both confirmed after the last amendment. `revivable_until` is how long what has ended it
    can be undone: a ruling by appeal, an abandoned or orphaned objection by taking it over. `appeal` holds who found
    the ruling right or wrong. `through` is the facilitator who raised it for an objector who is not named to
    the others; they speak for it, and are a party to it. `arguments` are what was said for each further criterion.
    """

    number: int
    by: MemberId
    owner: MemberId
    round: int
    reason: str
    arguments: tuple[tuple[Criterion, str], ...] = ()
    through: MemberId | None = None
    fate: Fate = Fate.RAISED
    raised_in: int
    """The version that was objected to."""
    since: datetime
    confirmed: frozenset[MemberId] = frozenset()
    pings: tuple[datetime, ...] = ()
    ruling_asked: bool = False
    ruling: Ruling | None = None
    appeal: Mapping[MemberId, bool] | None = None
    revivable_until: datetime | None = None
    answer: str = ""
    """What the facilitator has published in answer to an abandoned objection (K5)."""
    capitulation: bool = False
    """Whether it was withdrawn although nothing had changed (RFC 7282, section 2)."""

    @property
    def open(self) -> bool:
        """Whether it stands in the way."""
        return self.fate in OPEN_FATES

    @property
    def taken_over(self) -> bool:
        """Whether somebody else carries it on."""
        return self.owner != self.by

    @property
    def named(self) -> bool:
        """Whether all may know whose it is: its objector's own, or whose who took it over in their own name."""
        return self.through is None or self.taken_over

    @property
    def voice(self) -> MemberId:
        """Who speaks for it before all: its owner, or who raised it while its owner is not named."""
        return self.owner if self.named or self.through is None else self.through

    @property
    def parties(self) -> frozenset[MemberId]:
        """Who neither rules on it nor sets it aside, beside the proposer."""
        return frozenset({self.by, self.owner, self.voice})

    def withdrawn(self, amended_at: datetime | None) -> "Objection":
        """Return the objection as its objector takes it back; `amended_at` is when the text was changed last."""
        unchanged = amended_at is None or amended_at < self.since
        return replace(self, fate=Fate.WITHDRAWN, capitulation=unchanged, revivable_until=None, appeal=None)


@dataclass(frozen=True, slots=True)
class Position:
    """What a member said in a round: consent, or the number of their objection."""

    at: datetime
    objection: int | None = None


@dataclass(frozen=True, slots=True)
class Concern:
    """A concern never stands in the way; it goes into the record and comes back at the review (K4)."""

    by: MemberId
    text: str
    round: int
    objection: int | None = None
    """The objection that it was before, where it was one."""
    relayed: bool = False
    """Whether it is that of a member who is not named, raised by the one who is."""


@dataclass(frozen=True, slots=True)
class Deferred:
    """A point put off, with who sees to it and by when."""

    what: str
    owner: MemberId
    by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Asked):
    """A consent round as it stands; an empty reaction passed."""

    settings: Settings = field(default_factory=Settings)
    phase: Phase = Phase.DRAFT
    reactions: Mapping[MemberId, str] = field(default_factory=lambda: MappingProxyType({}))
    positions: Mapping[MemberId, Position] = field(default_factory=lambda: MappingProxyType({}))
    objections: tuple[Objection, ...] = ()
    concerns: tuple[Concern, ...] = ()
    integrations: int = 0
    amended_at: datetime | None = None
    tuners: frozenset[MemberId] = frozenset()
    """Who may change the text beside the proposer, because it was handed to them."""
    review: timedelta
    measures: tuple[str, ...] = ()
    deferred: tuple[Deferred, ...] = ()
    split_off: tuple[str, ...] = ()
    adopted_at: datetime | None = None

    @property
    def standing(self) -> tuple[Objection, ...]:
        """The objections that stand in the way, in the order in which they are taken up."""
        return tuple(objection for objection in self.objections if objection.open)

    @property
    def review_at(self) -> datetime | None:
        """When what was adopted comes back (C10)."""
        return None if self.adopted_at is None else self.adopted_at + self.review

    def objection(self, number: int) -> Objection:
        """Return an objection by its number, from 1. Raises NoSuchThing."""
        if not 1 <= number <= len(self.objections):
            raise NoSuchThing
        return self.objections[number - 1]

    def with_objection(self, objection: Objection) -> Self:
        """Return the item with that objection as it now is."""
        at = objection.number - 1
        return replace(self, objections=(*self.objections[:at], objection, *self.objections[at + 1 :]))

    def alarms(self) -> Iterable[Alarm]:
        """Return what the clock will bring about."""
        yield from proposer_alarms(self)
        if self.phase is Phase.INTEGRATE:
            yield from seat_alarms(self)
            for objection in self.objections:
                if objection.revivable_until is not None:
                    yield Alarm(objection.revivable_until, moves.WindowOver(objection.number))
        if self.ends is not None:
            yield Alarm(self.ends, moves.TimeUp())


C = TypeVar("C", bound=Consent)
