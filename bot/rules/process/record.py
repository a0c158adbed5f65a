"""The record of a decision: the text with its why, who was asked, what was said, and how each objection ended.

Source: S3, Record Agreements; governance 2.5, 3.4 (C5, C10), 5.4. It holds only what the process itself shows to all
when it is over, and never a ballot.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.ids import MemberId

REVIEW = timedelta(days=180)
"""How long something holds before it is looked at again, where the source of a process names no time."""


class Stance(StrEnum):
    """How somebody who was asked stood to the text."""

    CONSENT = "consent"
    AGREE = "agree"
    RESERVATIONS = "reservations"
    ASIDE = "aside"
    UNITE = "unite"
    UNCOMFORTABLE = "uncomfortable"
    DISSENT = "dissent"
    SUPPORT = "support"
    ADVICE = "advice"
    SILENT = "silent"
    """No answer; never taken for a consent."""


class Ending(StrEnum):
    """How an objection, a block or an issue came to its end."""

    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"
    DISQUALIFIED = "disqualified"
    ABANDONED = "abandoned"
    UNBACKED = "unbacked"
    RELEASED = "released"
    ACCOMMODATED = "accommodated"
    ANSWERED = "answered"
    TASTE = "taste"
    UNRESOLVED = "unresolved"
    """It was decided although somebody could not go along."""


RESERVED = frozenset({Stance.RESERVATIONS, Stance.ASIDE, Stance.UNCOMFORTABLE, Stance.DISSENT})
"""Who takes part with a doubt, or does not."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answered, in their own words where they gave any; `reply` is what an advice was weighed to."""

    by: MemberId
    stance: Stance
    words: str = ""
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """A concern for the review; one that is `relayed` is that of a member who is not named, told by who raised it."""

    by: MemberId
    words: str
    relayed: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """An objection and how it ended; `answer` is what was published in answer to it, `relayed` as with a voice."""

    by: MemberId
    words: str
    ending: Ending
    answer: str = ""
    relayed: bool = False


@dataclass(frozen=True, slots=True)
class PutOff:
    """A point put off, with who sees to it and by when."""

    words: str
    owner: MemberId
    by: datetime


@dataclass(frozen=True, slots=True)
class Numbers:
    """The votes of a timed vote, own and delegated ones together, and how many were eligible."""

    yes: int
    no: int
    abstain: int
    eligible: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is written down when something is adopted.

    `said` has everybody who was asked, the silent too; of a vote only the `numbers` are kept. `responsible` sees to
    it, and `review` is how long it holds before the circle looks at it again (C10).
    """

    text: str
    need: str = ""
    said: tuple[Said, ...] = ()
    concerns: tuple[Voice, ...] = ()
    objections: tuple[Ended, ...] = ()
    measures: tuple[str, ...] = ()
    put_off: tuple[PutOff, ...] = ()
    split_off: tuple[str, ...] = ()
    numbers: Numbers | None = None
    review: timedelta
    responsible: MemberId

    @property
    def minority(self) -> frozenset[MemberId]:
        """Who may add a minority report: who objected, stood aside, or took part with a doubt."""
        reserved = {one.by for one in self.said if one.stance in RESERVED}
        return frozenset(reserved | {one.by for one in self.concerns} | {one.by for one in self.objections})

    @property
    def voices(self) -> tuple[Voice, ...]:
        """What comes back at the review: concerns, objections that were not met, and reasons of the reserved (K4)."""
        unmet = [Voice(one.by, one.words, one.relayed) for one in self.objections if one.ending in UNMET]
        doubts = [Voice(one.by, one.words) for one in self.said if one.stance in RESERVED and one.words]
        return tuple(dict.fromkeys((*self.concerns, *unmet, *doubts)))


UNMET = frozenset(Ending) - {Ending.RESOLVED, Ending.ACCOMMODATED, Ending.WITHDRAWN}
"""Ends after which what was objected to may still be so."""


def by_name(said: Mapping[MemberId, Said], asked: frozenset[MemberId]) -> tuple[Said, ...]:
    """Return what everybody said who was asked, by member; who has not answered is silent."""
    return tuple(said.get(member, Said(member, Stance.SILENT)) for member in sorted(asked | said.keys()))
