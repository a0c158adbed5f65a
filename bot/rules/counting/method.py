"""How a counting method describes itself, to voters, to circles that choose it, and to readers of its source."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from bot.rules.counting.outcome import Count
from bot.rules.counting.poll import BadPoll, BallotKind, Poll

VOTES = "a number of votes"
"""What a setting reads that is counted in votes, like a quorum; see `votes_set`."""

_VOTES = re.compile("[0-9]{1,40}(/[1-9][0-9]{0,39})?")


class Family(StrEnum):
    """What a method asks voters to do; the families in which methods are offered."""

    YES_NO = "yes_no"
    CHOOSE = "choose"
    RANK = "rank"
    RATE = "rate"
    SHARE = "share"
    LOT = "lot"


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a circle can choose about a method, with what holds if it chooses nothing.

    `choices` are the values there are; without any, `reads` says what is written, as in "a whole number".
    """

    key: str
    sentence: str
    default: str
    choices: tuple[str, ...] = ()
    reads: str = ""


@dataclass(frozen=True, slots=True)
class Method:
    """A way of counting.

    `name` is what it is called, `sentence` tells a voter how it is counted, `citation` where the rule is
    published. `several` says whether it can fill several seats. `count` raises BadPoll for a poll that is
    not of the method's kind, or a setting that it cannot read.
    """

    key: str
    name: str
    family: Family
    sentence: str
    ballots: BallotKind
    citation: str
    count: Callable[[Poll], Count]
    settings: tuple[Setting, ...] = ()
    several: bool = False


def votes_set(poll: Poll, setting: Setting) -> Fraction:
    """Return a setting in votes: whole, or a fraction like "5/2"; above 0. Raises BadPoll."""
    written = poll.setting(setting.key, setting.default)
    if not _VOTES.fullmatch(written) or not (votes := Fraction(written)):
        raise BadPoll(f"{setting.key} is a number of votes above 0, not {written!r}")
    return votes


def chosen(poll: Poll, setting: Setting) -> str:
    """Return which of its choices a setting has. Raises BadPoll."""
    written = poll.setting(setting.key, setting.default)
    if written not in setting.choices:
        raise BadPoll(f"{setting.key} is one of {', '.join(setting.choices)}, not {written!r}")
    return written
