"""What a consensus process knows: its settings and phases, who said what, every block, and every working session."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from bot.rules.consensus.moves import WindowOver
from bot.rules.ids import MemberId
from bot.rules.majority import Supermajority
from bot.rules.process.asking import Asked, Silence
from bot.rules.process.errors import NoSuchThing
from bot.rules.process.item import put
from bot.rules.process.machine import Alarm
from bot.rules.process.moves import TimeUp
from bot.rules.process.record import REVIEW
from bot.rules.process.seats import proposer_alarms, seat_alarms


class Phase(StrEnum):
    """Where it stands (governance 9.2)."""

    DRAFT = "draft"
    EXPLORE = "explore"
    PROPOSED = "proposed"
    TEST = "test"
    VALIDATE = "validate"
    WORK = "work"
    DEADLOCK = "deadlock"
    CONSENSUS = "consensus"
    VOTE = "vote"
    """It goes to the vote on which the circle agreed beforehand."""
    DROPPED = "dropped"
    """A deadlock that nobody resolved: things stay as they are."""
    STALLED = "stalled"
    """Too few answered, or agreed, and nothing changed."""
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


ENDS = frozenset({Phase.CONSENSUS, Phase.VOTE, Phase.DROPPED, Phase.STALLED, Phase.WITHDRAWN, Phase.DISCARDED})
TALKING = (Phase.EXPLORE, Phase.PROPOSED)
BLOCKED = (Phase.VALIDATE, Phase.WORK, Phase.DEADLOCK)
SEATED = (Phase.EXPLORE, Phase.WORK)
"""Where the facilitator's silence lasts long enough for the seat to be offered on."""
OPEN = (*TALKING, Phase.TEST, *BLOCKED)

FALLBACK = Supermajority(3, 1)
"""What a circle that agrees on a vote for deadlocks is offered: 75 % (N Street 2006, Mosaic Commons)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The knobs of consensus; frozen at its opening (governance 1, 2.5, 9.2)."""

    silence: Silence = Silence.EXPLICIT
    min_active: int = 1
    """Answers without which silence is not borne."""
    most_aside: Fraction = Fraction(1, 5)
    """The share of those asked who may stand aside; with more it is too thin."""
    least_agreed: Fraction = Fraction(1, 2)
    """The share of those asked who have to agree without reservations; with fewer it is too thin."""
    most_thin: int = 3
    """How often it may be too thin."""
    backers: int = 2
    """Others who have to back a block, or the share of those asked if that is fewer; with 0 nobody validates one."""
    backing: Fraction = Fraction(1, 4)
    sessions: int = 3
    """Working sessions that a block is given, and without which there is no vote (B2)."""
    missable: int = 1
    """Sessions that a blocker may miss without notice; one more releases the block (B3)."""
    fallback: Supermajority | None = None
    """The vote that follows a deadlock; None where the circle did not agree on one beforehand."""
    explore: timedelta = timedelta(hours=48)
    discuss: timedelta = timedelta(hours=24)
    test: timedelta = timedelta(hours=72)
    extension: timedelta = timedelta(hours=48)
    validate: timedelta = timedelta(hours=48)
    work: timedelta = timedelta(days=30)
    notice: timedelta = timedelta(hours=24)
    """How long before it a session is called."""
    gap: timedelta = timedelta(hours=18)
    """How long after one session the next may be (Mosaic Commons)."""
    contest: timedelta = timedelta(hours=24)
    take_over: timedelta = timedelta(hours=48)
    deadlock: timedelta = timedelta(days=7)
    review: timedelta = REVIEW


class Stance(StrEnum):
    """What a member says to a text."""

    AGREE = "agree"
    RESERVATIONS = "reservations"
    STAND_ASIDE = "stand_aside"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Position:
    """What a member said in a round, and why."""

    stance: Stance
    at: datetime
    reason: str = ""


class Fate(StrEnum):
    """What has become of a block."""

    RAISED = "raised"
    VALID = "valid"
    """Others have found that it is about what the circle stands for."""
    LIFTED = "lifted"
    """By the blocker's own word."""
    UNBACKED = "unbacked"
    """Too few others backed it: its blocker stands aside (B1)."""
    RELEASED = "released"
    """Its blocker missed the sessions, or left and nobody took it over: it is recorded as standing aside (B3)."""


STANDING = frozenset({Fate.RAISED, Fate.VALID})
ASIDE = frozenset({Fate.UNBACKED, Fate.RELEASED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block, from when it is raised to its one end; each member has at most one.

    `owner` carries it: the blocker, or who has taken it over since; None where the blocker has left. `version` is the
    text that it was raised or ended against, `until` when the work on it has to be done. `missed` are the numbers of
    the sessions that the owner missed without notice. When `window` ends, the clock releases what is not taken over or
    contested.
    """

    by: MemberId
    owner: MemberId | None
    reason: str
    version: int
    fate: Fate = Fate.RAISED
    backers: frozenset[MemberId] = frozenset()
    sessions: int = 0
    """Sessions recorded since it is valid, while it had an owner."""
    missed: tuple[int, ...] = ()
    until: datetime | None = None
    window: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether it is in the way."""
        return self.fate in STANDING

    def aside(self, fate: Fate, version: int) -> "Block":
        """Return the block ended without its blocker's word, against that version of the text."""
        return replace(self, fate=fate, version=version, window=None)

    def orphaned(self, window: datetime | None) -> "Block":
        """Return the block without anybody who carries it; it stands as before."""
        return replace(self, owner=None, missed=(), window=window)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A working session: when, which owners gave notice, and its record."""

    at: datetime
    excused: frozenset[MemberId] = frozenset()
    recorded_at: datetime | None = None
    present: frozenset[MemberId] = frozenset()
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """A concern or an idea that was brought in."""

    by: MemberId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consensus(Asked):
    """A consensus process as it stands; `blocks` are kept by who raised them."""

    settings: Settings = field(default_factory=Settings)
    phase: Phase = Phase.DRAFT
    voices: tuple[Voice, ...] = ()
    positions: Mapping[MemberId, Position] = field(default_factory=lambda: MappingProxyType({}))
    blocks: Mapping[MemberId, Block] = field(default_factory=lambda: MappingProxyType({}))
    sessions: tuple[Session, ...] = ()
    tested: int = 0
    """The version that was put to the test last."""
    thin: int = 0
    """How often it was too thin."""

    @property
    def standing(self) -> tuple[Block, ...]:
        """The blocks that are in the way."""
        return tuple(block for block in self.blocks.values() if block.stands)

    @property
    def owners(self) -> frozenset[MemberId]:
        """Who carries a block that is in the way."""
        return frozenset(block.owner for block in self.standing if block.owner is not None)

    @property
    def planned(self) -> Session | None:
        """The session that is called and not yet recorded."""
        last = self.sessions[-1] if self.sessions else None
        return last if last is not None and last.recorded_at is None else None

    @property
    def not_obliged(self) -> Mapping[MemberId, str]:
        """Who stands aside and need not carry it out, with the reasons, for the agreement (B4)."""
        ended = {block.by: block.reason for block in self.blocks.values() if block.fate in ASIDE}
        spoken = {
            member: position.reason
            for member, position in self.positions.items()
            if position.stance is Stance.STAND_ASIDE
        }
        return {member: why for member, why in ended.items() if member not in self.positions} | spoken

    def count(self, stance: Stance) -> int:
        """Return how many of those asked say so."""
        return sum(position.stance is stance for position in self.positions.values())

    def block(self, by: MemberId) -> Block:
        """Return the block that a member raised. Raises NoSuchThing."""
        found = self.blocks.get(by)
        if found is None or not found.stands:
            raise NoSuchThing
        return found

    def with_block(self, block: Block) -> "Consensus":
        """Return the item with that block as it now is."""
        return replace(self, blocks=put(self.blocks, block.by, block))

    def alarms(self) -> Iterable[Alarm]:
        """Return what the clock will bring about."""
        yield from proposer_alarms(self)
        if self.phase in SEATED:
            yield from seat_alarms(self)
        if self.phase is Phase.WORK:
            yield from (Alarm(one.window, WindowOver(one.by)) for one in self.standing if one.window is not None)
        if self.ends is not None:
            yield Alarm(self.ends, TimeUp())
