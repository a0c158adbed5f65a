"""What is done in asynchronous governance beside what a consent round has."""

from dataclasses import dataclass
from enum import StrEnum

from bot.rules.holacracy.outputs import Change
from bot.rules.ids import MemberId
from bot.rules.objection import Criterion
from bot.rules.process.machine import Move


class Validity(StrEnum):
    """What makes a proposal one that may be processed (Holacracy 5.3.1)."""

    TENSION = "tension"
    """It comes from a tension that the proposer feels in a role they represent."""
    EXAMPLE = "example"
    """There is an example of it, in the present or the past."""
    HELP = "help"
    """There is an account of how the proposal would have helped in the example."""


@dataclass(frozen=True, slots=True)
class Submit(Move):
    """A proposal is submitted, for a role, with the tension, an example, and how it would have helped in it.

    `changes` are what it changes, where its draft does not say so.
    """

    role: str
    tension: str
    example: str
    help: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Revise(Move):
    """The proposer states the text anew, and what it changes where that is different too."""

    text: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectFor(Move):
    """A member objects for a role, with what they argue of the criteria, or which rule would be broken."""

    role: str
    arguments: tuple[tuple[Criterion, str], ...] = ()
    breach: str = ""


@dataclass(frozen=True, slots=True)
class Argue(Move):
    """The objector argues one more of the criteria."""

    objection: int
    criterion: Criterion
    text: str


@dataclass(frozen=True, slots=True)
class FindBreach(Move):
    """The secretary finds whether adopting the proposal would break the rules, with the reason."""

    objection: int
    breach: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Offer(Move):
    """The objector offers a text that would cause no objection."""

    objection: int
    text: str


@dataclass(frozen=True, slots=True)
class ShowFailure(Move):
    """The proposer shows an example in which an offered text would not help."""

    offer: int
    example: str


@dataclass(frozen=True, slots=True)
class PingProposer(Move):
    """The facilitator asks the proposer once more to answer."""


@dataclass(frozen=True, slots=True)
class DropProposal(Move):
    """The facilitator drops a proposal whose proposer does not answer, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Discard(Move):
    """The facilitator discards a proposal of which one of the three has become clearly false, with the reason."""

    lacking: Validity
    reason: str


@dataclass(frozen=True, slots=True)
class Represents(Move):
    """Somebody represents other roles from now on."""

    member: MemberId
    roles: frozenset[str]
