"""What is done in a consensus process beside what is done in every process."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.ids import MemberId
from bot.rules.process.machine import Move


@dataclass(frozen=True, slots=True)
class Contribute(Move):
    """A member brings in a concern or an idea."""

    text: str


@dataclass(frozen=True, slots=True)
class Agree(Move):
    """A member agrees."""


@dataclass(frozen=True, slots=True)
class Reserve(Move):
    """A member goes along with it, with reservations for the record."""

    reason: str


@dataclass(frozen=True, slots=True)
class StandAside(Move):
    """A member neither agrees nor stops it, says why, and need not carry it out."""

    reason: str


@dataclass(frozen=True, slots=True)
class RaiseBlock(Move):
    """A member blocks, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class BackBlock(Move):
    """A member finds that a block is about what the circle stands for, whether or not they share it."""

    block: MemberId


@dataclass(frozen=True, slots=True)
class LiftBlock(Move):
    """The blocker lifts the block."""


@dataclass(frozen=True, slots=True)
class TakeOverBlock(Move):
    """A member makes a block their own whose blocker has left."""

    block: MemberId


@dataclass(frozen=True, slots=True)
class GiveUpBlock(Move):
    """Who took a block over gives it up again."""

    block: MemberId


@dataclass(frozen=True, slots=True)
class PlanSession(Move):
    """A working session is called."""

    at: datetime


@dataclass(frozen=True, slots=True)
class SendNotice(Move):
    """A blocker says beforehand that they cannot come to the session."""


@dataclass(frozen=True, slots=True)
class RecordSession(Move):
    """A session is written down: who was there, and what came of it."""

    present: frozenset[MemberId]
    notes: str


@dataclass(frozen=True, slots=True)
class ContestRecord(Move):
    """A blocker says that they did not miss the last session without notice, whatever its record has."""


@dataclass(frozen=True, slots=True)
class WindowOver(Move):
    """The time to take a block over, or to contest the second missed session, is over."""

    block: MemberId


@dataclass(frozen=True, slots=True)
class CallVote(Move):
    """A member calls for the vote on which the circle agreed beforehand."""
