"""How long those have to vote themselves whose delegate voted at the end (governance 7.4, L16).

Who cast or changed a ballot so late that their followers had no time to answer it gives each of them a right: until so
long after that ballot they may vote themselves, or say that they are content. What they do moves their own vote and
nobody else's (`electorate.weigh`), so no ballot in that time gives anybody a further right, and the time ends.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

VoterT = TypeVar("VoterT", bound=int)


def span(window: timedelta, opened_at: datetime, closes_at: datetime) -> timedelta:
    """Return the time of a window: as the community chose, and a tenth of the voting period at most."""
    return min(window, (closes_at - opened_at) / 10)


def late(ballots: Mapping[VoterT, datetime], closes_at: datetime, lasts: timedelta) -> dict[VoterT, datetime]:
    """Return until when those can act who follow each late voter.

    `ballots` are the moments at which voters cast or last changed theirs; late are those less than `lasts` before the
    nominal close. Whoever had all that time to answer gets no more.
    """
    return {voter: at + lasts for voter, at in ballots.items() if closes_at - lasts < at < closes_at}


def ends(closes_at: datetime, rights: Iterable[datetime]) -> datetime:
    """Return when the last ballot can come: at the end of the last right that nobody has given up, or at the close."""
    return max([closes_at, *rights])
