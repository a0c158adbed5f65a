"""How a move in a process can break a rule; part of the tree in `bot.rules.errors`.

AccordError
├── Forbidden
│   ├── NotAsked              they were not in the circle when the round began
│   ├── NotFacilitator        only the facilitator may
│   ├── NotYours              it belongs to somebody else
│   ├── OwnCase               nobody rules on what is their own
│   └── NotYourRole           one speaks for a role that one represents
├── Missing
│   └── NoSuchThing           no question, objection or issue has that number
├── Closed
│   ├── NotNow                the phase does not know the move
│   ├── TooEarly              it can be done from a set time
│   ├── NothingChanged        something has to change before
│   ├── NoSitting             a bench of the house is empty
│   └── NotOneMind            somebody in the house has not assented
└── Invalid
    ├── DoneAlready           it was done, and once is enough
    ├── NoReplies             within a round of a talking circle nobody replies
    ├── NobodyAsked           there is nobody to give advice
    ├── NoGovernance          it changes nothing that governance may change
    ├── OutOfBounds           a setting is beyond what makes sense
    ├── SeatForMember         only members of a circle have its seats
    ├── UnclearNumber, UnclearShare
    │                         the words name no number, or no share
    ├── NoRoomForSessions     the sessions on a block do not fit into the time for them
    ├── NeverReleased         a blocker could stay away from all of them
    └── WrongWord, TwoHouses, NoHouse
                              a house of a relay cannot say this, or is not one
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from bot.rules.errors import Closed, Forbidden, Invalid, Missing


class NotAsked(Forbidden):
    """Those who were in the circle when the round began are asked; who came later speaks, and is asked next time."""


class NotFacilitator(Forbidden):
    """This is for the one who facilitates."""


class NotYours(Forbidden):
    """Only the one to whom it belongs may do this."""


class OwnCase(Forbidden):
    """Nobody facilitates their own proposal, or rules on their own objection."""


class NoSuchThing(Missing):
    """No question, objection or issue has that number."""


@dataclass(eq=False)
class NotNow(Closed):
    """The phase does not know the move; `ended` where the process is over."""

    phase: str
    move: str
    ended: bool = False


@dataclass(eq=False)
class TooEarly(Closed):
    """It can be done from that moment on."""

    earliest: datetime


class NothingChanged(Closed):
    """The text, or what stands in the way, has to change before this can be done."""


class DoneAlready(Invalid):
    """It was done already, and once is enough."""


@dataclass(eq=False)
class NotYourRole(Forbidden):
    """One proposes and objects for a role that one represents (H3)."""

    role: str


class NoSitting(Closed):
    """A bench is empty, and without all of them a house does not sit."""


class NotOneMind(Closed):
    """Somebody in the house has not assented to these words."""


class NoReplies(Invalid):
    """Within a round nobody replies to another; each speaks of their own (T4)."""


class NobodyAsked(Invalid):
    """Without somebody who is affected, or who knows the matter, there is no advice to decide after."""


class NoGovernance(Invalid):
    """Governance defines roles and policies; what somebody should do is asked of a role instead."""


class WrongWord(Invalid):
    """It is not for this house to say this now."""


class TwoHouses(Invalid):
    """Nobody sits in two houses."""


@dataclass(eq=False)
class OutOfBounds(Invalid):
    """A length, a number or a share is beyond what makes sense; both bounds are allowed."""

    least: timedelta | int | Fraction
    most: timedelta | int | Fraction


@dataclass(eq=False)
class NoRoomForSessions(Invalid):
    """So many sessions, each after its notice, do not fit into the time for the work on a block."""

    sessions: int


@dataclass(eq=False)
class NeverReleased(Invalid):
    """A blocker could miss all of so many sessions, and would keep the block (B3)."""

    sessions: int


@dataclass(eq=False)
class UnclearNumber(Invalid):
    """The words name no number."""

    words: str


@dataclass(eq=False)
class UnclearShare(Invalid):
    """The words name no share of a whole."""

    words: str


@dataclass(eq=False)
class SeatForMember(Invalid):
    """Only a member of a circle can have a seat in it."""

    circle: str


class NoHouse(Invalid):
    """A relay begins in the home of its first house, and needs other circles beside it."""
