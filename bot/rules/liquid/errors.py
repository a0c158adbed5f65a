"""How a delegation can be refused; part of the tree in `bot.rules.errors`.

AccordError
├── Invalid
│   ├── BackupsUnaccepted, BackupsOff, BackupTwice, BackupsOfNobody
│   ├── NotOneMember, NobodyTooWide
│   └── DelegateDeclines, DelegateFull
├── Missing
│   └── NothingToRefuse
└── Closed
    └── NoOverride
"""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.errors import Closed, Invalid, Missing
from bot.rules.ids import MemberId


class BackupsUnaccepted(Invalid):
    """Back-ups and acceptance exclude each other: nobody could say which of three has yet to accept."""


class BackupsOff(Invalid):
    """The community has no back-ups."""


class BackupTwice(Invalid):
    """Each of the delegates that a member ranks is another person."""


class BackupsOfNobody(Invalid):
    """Who wants nobody to vote for them needs no back-ups."""


@dataclass(eq=False)
class NotOneMember(Invalid):
    """Several members go by that name."""

    name: str


class NobodyTooWide(Invalid):
    """'Nobody here' narrows a wider delegation; over the whole community there is none wider."""


class DelegateDeclines(Invalid):
    """The person takes no delegations."""


@dataclass(eq=False)
class DelegateFull(Invalid):
    """The person would carry more than the cap; `others` are active there and would not (governance 7.7)."""

    carried: int
    cap: int
    others: list[MemberId]


class NothingToRefuse(Missing):
    """Nobody delegates to the person there."""


@dataclass(eq=False)
class NoOverride(Closed):
    """The vote is over but for those whose delegate voted at the end, and the person is not among them."""

    until: datetime
